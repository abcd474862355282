//! Items as lists.

use domain::{
    base::{DepartmentId, ItemId, Region},
    catalogue::{Clients, Entry, ItemType},
};
use serde::Deserialize;

use crate::{
    journal::{Stream, head},
    seam::{Row, StoreError, Tx},
    vals,
};

/// What tells one state of the catalogue from another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CatalogueHead {
    /// Events of the catalogue as a whole: imports.
    pub imports: i64,
    /// Events of single items.
    pub edits: i64,
    /// Events of the county, among them names of departments.
    pub county: i64,
}

/// What a staff list is narrowed to.
#[derive(Debug, Clone, Default)]
pub struct ItemFilter {
    /// Of one department.
    pub department: Option<DepartmentId>,
    /// Of one type, two digits.
    pub item_type: Option<String>,
    /// Of one status.
    pub status: Option<String>,
}

/// One line of a list.
#[derive(Debug, Clone)]
pub struct ItemLine {
    /// Id; the key for the next page.
    pub id: ItemId,
    /// Code.
    pub code: String,
    /// Name.
    pub name: String,
    /// Department's name.
    pub department: String,
    /// Two digits.
    pub item_type: String,
    /// Status word.
    pub status: String,
    /// Depth 1–4.
    pub online_depth: Option<i64>,
    /// Visits.
    pub onsite_visits: Option<i64>,
    /// Published in the province.
    pub published: Option<bool>,
    /// Resident in the hall.
    pub resident: Option<bool>,
}

/// A page of items after a key (keyset).
pub fn item_lines(
    tx: &mut Tx<'_>,
    region: &Region,
    filter: &ItemFilter,
    after: i64,
    limit: i64,
) -> Result<Vec<ItemLine>, StoreError> {
    tx.rows(
        "SELECT s.id AS id, s.code AS code, s.name AS name, d.name AS department, s.item_type AS item_type, \
         s.status AS status, v.online_depth AS online_depth, v.onsite_visits AS onsite_visits, \
         v.published AS published, v.resident AS resident \
         FROM service_item s \
         JOIN item_version v ON v.region = s.region AND v.item_id = s.id AND v.version = s.version \
         JOIN department d ON d.region = s.region AND d.id = s.department_id \
         WHERE s.region = $1 AND s.id > $2 \
         AND (CAST($3 AS BIGINT) IS NULL OR s.department_id = CAST($3 AS BIGINT)) \
         AND (CAST($4 AS TEXT) IS NULL OR s.item_type = CAST($4 AS TEXT)) \
         AND (CAST($5 AS TEXT) IS NULL OR s.status = CAST($5 AS TEXT)) \
         ORDER BY s.id LIMIT $6",
        vals![region, after, filter.department, filter.item_type.clone(), filter.status.clone(), limit],
    )?
    .iter()
    .map(|r| {
        Ok(ItemLine {
            id: ItemId::new(r.int("id")?),
            code: r.text("code")?,
            name: r.text("name")?,
            department: r.text("department")?,
            item_type: r.text("item_type")?,
            status: r.text("status")?,
            online_depth: r.opt_int("online_depth")?,
            onsite_visits: r.opt_int("onsite_visits")?,
            published: r.opt_flag("published")?,
            resident: r.opt_flag("resident")?,
        })
    })
    .collect()
}

/// What search and browsing are built from: items in use, with what a visitor narrows them by.
pub fn search_entries(tx: &mut Tx<'_>, region: &Region) -> Result<Vec<Entry>, StoreError> {
    tx.rows(
        "SELECT s.id AS id, s.code AS code, s.name AS name, v.main_name AS main_name, s.department_id AS department_id, \
         d.name AS department, s.item_type AS item_type, v.clients AS clients, v.guide AS guide FROM service_item s \
         JOIN item_version v ON v.region = s.region AND v.item_id = s.id AND v.version = s.version \
         JOIN department d ON d.region = s.region AND d.id = s.department_id \
         WHERE s.region = $1 AND s.status = 'in_use' ORDER BY s.id",
        vals![region],
    )?
    .iter()
    .map(entry)
    .collect()
}

/// What is searched and browsed of a guide, read alone: the whole takes several times as long.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Told {
    aliases: Vec<String>,
    theme: String,
    replaces: Vec<String>,
    person_themes: Vec<String>,
    org_themes: Vec<String>,
    life_events: Vec<String>,
}

fn entry(r: &Row) -> Result<Entry, StoreError> {
    let guide: Told = r.json("guide")?;
    let clients = r.opt_text("clients")?.map(|c| {
        Clients::from_word(&c).ok_or_else(|| StoreError::corrupt("item_version.clients", format!("不认识 {c}")))
    });
    Ok(Entry {
        id: ItemId::new(r.int("id")?),
        code: r.text("code")?,
        earlier_codes: guide.replaces,
        name: r.text("name")?,
        main_name: r.text("main_name")?,
        department_id: DepartmentId::new(r.int("department_id")?),
        department: r.text("department")?,
        item_type: ItemType::parse(&r.text("item_type")?)
            .ok_or_else(|| StoreError::corrupt("service_item.item_type", "不认识的类型"))?,
        clients: clients.transpose()?,
        aliases: guide.aliases,
        theme: guide.theme,
        person_themes: guide.person_themes,
        org_themes: guide.org_themes,
        life_events: guide.life_events,
    })
}

/// A state of the catalogue as its events tell it: it differs after every import, edit and publication, whoever made
/// it. Three looks at heads of streams; one of them goes over the items that were ever changed by hand, not over all
/// versions. Departments are renamed by the county's stream.
pub fn head_of_catalogue(tx: &mut Tx<'_>, region: &Region) -> Result<CatalogueHead, StoreError> {
    let imports = head(tx, region, &Stream::catalogue())?;
    let county = head(tx, region, &Stream::county())?;
    // Text is compared by bytes on both engines: `0` follows `/`, so these are the streams of items.
    let edits = tx
        .row(
            "SELECT CAST(COALESCE(sum(seq), 0) AS BIGINT) AS n FROM stream_head \
             WHERE region = $1 AND stream >= 'item/' AND stream < 'item0'",
            vals![region],
        )?
        .map_or(Ok(0), |r| r.int("n"))?;
    Ok(CatalogueHead { imports, edits, county })
}
