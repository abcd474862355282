//! Items as lists.

use domain::{
    base::{DepartmentId, ItemId, Region},
    catalogue::Entry,
};

use crate::{
    journal::{Stream, head},
    seam::{StoreError, Tx},
    vals,
};

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

/// What the search index is built from: items in use.
pub fn search_entries(tx: &mut Tx<'_>, region: &Region) -> Result<Vec<Entry>, StoreError> {
    tx.rows(
        "SELECT s.id AS id, s.code AS code, s.name AS name, d.name AS department, v.guide AS guide FROM service_item s \
         JOIN item_version v ON v.region = s.region AND v.item_id = s.id AND v.version = s.version \
         JOIN department d ON d.region = s.region AND d.id = s.department_id \
         WHERE s.region = $1 AND s.status = 'in_use' ORDER BY s.id",
        vals![region],
    )?
    .iter()
    .map(|r| {
        let guide: domain::catalogue::Guide = r.json("guide")?;
        Ok(Entry {
            id: ItemId::new(r.int("id")?),
            code: r.text("code")?,
            name: r.text("name")?,
            department: r.text("department")?,
            aliases: guide.aliases,
        })
    })
    .collect()
}

/// A number that grows with every change of any item: the imports' stream and the versions' count.
pub fn head_of_catalogue(tx: &mut Tx<'_>, region: &Region) -> Result<(i64, i64), StoreError> {
    let imports = head(tx, region, &Stream::catalogue())?;
    let versions = tx
        .row("SELECT count(*) AS n FROM item_version WHERE region = $1", vals![region])?
        .map_or(Ok(0), |r| r.int("n"))?;
    Ok((imports, versions))
}
