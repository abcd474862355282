//! One item: its versions as rows, the pointer to the one in force.

use std::{collections::BTreeMap, sync::Arc};

use domain::{
    base::{DepartmentId, ImportId, ItemId, Region},
    catalogue::{CaseKind, Clients, Content, Exemption, Item, ItemType, Limit, OnlineDepth, Standing, Status},
};
use jiff::Timestamp;

use crate::{
    journal::{Change, Stream},
    seam::{Row, StoreError, Tx, Val},
    vals,
};

pub(super) const COLUMNS: &str = "v.item_id, v.version, v.effective_on, v.code, v.department_id, v.division, v.main_name, \
     v.name, v.item_type, v.status, v.case_kind, v.clients, v.statutory, v.promised, v.online_depth, \
     v.onsite_visits, v.published, v.resident, v.exempt_online, v.exempt_publication, v.exempt_hall, v.guide, v.raw";

fn opt<T>(row: &Row, column: &str, parse: impl Fn(&str) -> Option<T>) -> Result<Option<T>, StoreError> {
    row.opt_text(column)?
        .map(|t| parse(&t).ok_or_else(|| StoreError::corrupt(column, format!("不认识 {t}"))))
        .transpose()
}

fn exemption(row: &Row, column: &str) -> Result<Option<Exemption>, StoreError> {
    opt(row, column, |t| serde_json::from_str(t).ok())
}

/// Rebuilds a content; anything impossible is named.
pub(super) fn read_content(row: &Row) -> Result<Content, StoreError> {
    Ok(Content {
        code: row.text("code")?,
        department: DepartmentId::new(row.int("department_id")?),
        division: row.text("division")?,
        main_name: row.text("main_name")?,
        name: row.text("name")?,
        item_type: ItemType::parse(&row.text("item_type")?)
            .ok_or_else(|| StoreError::corrupt("item_version.item_type", "不认识的类型"))?,
        status: Status::from_word(&row.text("status")?)
            .ok_or_else(|| StoreError::corrupt("item_version.status", "不认识的状态"))?,
        case_kind: opt(row, "case_kind", CaseKind::from_word)?,
        clients: opt(row, "clients", Clients::from_word)?,
        statutory: opt(row, "statutory", |t| Limit::parse(t).ok())?,
        promised: opt(row, "promised", |t| Limit::parse(t).ok())?,
        standing: Standing {
            online_depth: row
                .opt_int("online_depth")?
                .map(|n| OnlineDepth::from_number(n).ok_or_else(|| StoreError::corrupt("online_depth", "应为 1 到 4")))
                .transpose()?,
            onsite_visits: row.opt_num("onsite_visits")?,
            published: row.opt_flag("published")?,
            resident: row.opt_flag("resident")?,
            exempt_online: exemption(row, "exempt_online")?,
            exempt_publication: exemption(row, "exempt_publication")?,
            exempt_hall: exemption(row, "exempt_hall")?,
        },
        guide: row.json("guide")?,
        raw: row.json("raw")?,
    })
}

/// Rebuilds a version.
pub(super) fn read(row: &Row) -> Result<Item, StoreError> {
    Ok(Item {
        id: ItemId::new(row.int("item_id")?),
        version: row.int("version")?,
        effective_on: row.date("effective_on")?,
        content: read_content(row)?,
    })
}

/// Cells by header as text. The map is in order by itself, so no tree need be built to sort it.
fn text_of(raw: &BTreeMap<String, String>) -> String {
    serde_json::to_string(raw).expect("texts under text keys")
}

/// The columns that hold a content, for a version and for a draft.
pub(super) fn content_columns(c: &Content) -> Vec<(&'static str, Val)> {
    let s = &c.standing;
    let json = |e: &Option<Exemption>| Val::from(e.as_ref().map(|e| serde_json::json!(e).to_string()));
    vec![
        ("code", Val::from(&c.code)),
        ("department_id", Val::from(c.department)),
        ("division", Val::from(&c.division)),
        ("main_name", Val::from(&c.main_name)),
        ("name", Val::from(&c.name)),
        ("item_type", Val::from(c.item_type.as_str())),
        ("status", Val::from(c.status.as_str())),
        ("case_kind", Val::from(c.case_kind.map(CaseKind::as_str))),
        ("clients", Val::from(c.clients.map(Clients::as_str))),
        ("statutory", Val::from(c.statutory.map(Limit::stored))),
        ("promised", Val::from(c.promised.map(Limit::stored))),
        ("online_depth", Val::from(s.online_depth.map(OnlineDepth::number))),
        ("onsite_visits", Val::from(s.onsite_visits)),
        ("published", Val::from(s.published)),
        ("resident", Val::from(s.resident)),
        ("exempt_online", json(&s.exempt_online)),
        ("exempt_publication", json(&s.exempt_publication)),
        ("exempt_hall", json(&s.exempt_hall)),
        ("guide", Val::from(serde_json::json!(c.guide).to_string())),
        ("raw", Val::from(text_of(&c.raw))),
    ]
}

fn columns(region: &Region, item: &Item, import_id: Option<i64>, entered_at: Timestamp) -> Vec<(&'static str, Val)> {
    let guide = &item.content.guide;
    let mut out = vec![
        ("region", Val::from(region)),
        ("item_id", Val::from(item.id)),
        ("version", Val::from(item.version)),
        ("import_id", Val::from(import_id)),
        ("effective_on", Val::from(item.effective_on)),
        ("entered_at", Val::from(entered_at)),
    ];
    out.extend(content_columns(&item.content));
    out.extend([
        ("mobile", Val::from(guide.is_mobile())),
        ("online_link", Val::from(guide.has_online_link())),
        ("exercise_level", Val::from((!guide.exercise_level.is_empty()).then_some(&*guide.exercise_level))),
    ]);
    out
}

/// The after-image of a version made by hand.
pub fn item_version_change(region: &Region, item: &Item, entered_at: Timestamp) -> Change {
    Change::put("item_version", columns(region, item, None, entered_at))
}

/// Writes a version that an import makes; its event vouches for it in bulk.
pub fn insert_version(
    tx: &mut Tx<'_>,
    region: &Region,
    item: &Item,
    import_id: i64,
    entered_at: Timestamp,
) -> Result<(), StoreError> {
    let row = columns(region, item, Some(import_id), entered_at);
    let vals: Vec<Val> = row.into_iter().map(|(_, v)| v).collect();
    tx.run(
        "INSERT INTO item_version (region, item_id, version, import_id, effective_on, entered_at, code, department_id, \
         division, main_name, name, item_type, status, case_kind, clients, statutory, promised, online_depth, \
         onsite_visits, published, resident, exempt_online, exempt_publication, exempt_hall, guide, raw, mobile, online_link, \
         exercise_level) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, \
         $23, $24, $25, $26, $27, $28, $29)",
        &vals,
    )?;
    Ok(())
}

/// Points `service_item` to this version, whose day has come. Versions that wait are pointed to by
/// [`super::bring_into_force`].
pub fn point(tx: &mut Tx<'_>, region: &Region, item: &Item) -> Result<(), StoreError> {
    let c = &item.content;
    tx.run(
        "INSERT INTO service_item (region, id, version, code, department_id, name, item_type, status) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (region, id) DO UPDATE SET version = excluded.version, \
         code = excluded.code, department_id = excluded.department_id, name = excluded.name, \
         item_type = excluded.item_type, status = excluded.status",
        vals![region, item.id, item.version, &c.code, c.department, &c.name, c.item_type.as_str(), c.status.as_str()],
    )?;
    Ok(())
}

/// The version of an item that is in force.
pub fn item(tx: &mut Tx<'_>, region: &Region, id: ItemId) -> Result<Option<Item>, StoreError> {
    tx.row(
        &format!(
            "SELECT {COLUMNS} FROM service_item s JOIN item_version v ON v.region = s.region AND v.item_id = s.id \
             AND v.version = s.version WHERE s.region = $1 AND s.id = $2"
        ),
        vals![region, id],
    )?
    .as_ref()
    .map(read)
    .transpose()
}

/// The version of an item that is in force, read once for each state of the chains that may change it. For reads before a
/// write: inside a write, where the chains' heads are fought over, ask [`version_in_force`] whether it still is the one.
pub fn shared_item(tx: &mut Tx<'_>, region: &Region, id: ItemId) -> Result<Option<Arc<Item>>, StoreError> {
    let Some(state) = tx.row(
        "SELECT s.version AS version, \
         (SELECT h.hash FROM stream_head h WHERE h.region = s.region AND h.stream = $3) AS whole, \
         (SELECT h.hash FROM stream_head h WHERE h.region = s.region AND h.stream = $4) AS own \
         FROM service_item s WHERE s.region = $1 AND s.id = $2",
        vals![region, id, Stream::catalogue().as_str(), Stream::item(id).as_str()],
    )?
    else {
        return Ok(None);
    };
    let (whole, own) = (state.opt_bytes("whole")?, state.opt_bytes("own")?);
    if whole.is_none() && own.is_none() {
        return Ok(item(tx, region, id)?.map(Arc::new));
    }
    let hashes = [whole, own].map(|hash| crate::hex(&hash.unwrap_or_default()));
    let content = format!("{} {id} {} {}", region.as_str(), state.int("version")?, hashes.join(" "));
    if let Some(known) = tx.known("item", &content) {
        return Ok(Some(known));
    }
    let Some(found) = item(tx, region, id)?.map(Arc::new) else { return Ok(None) };
    tx.remember("item", content, &found);
    Ok(Some(found))
}

/// The number of the version of an item that is in force.
pub fn version_in_force(tx: &mut Tx<'_>, region: &Region, id: ItemId) -> Result<Option<i64>, StoreError> {
    tx.row("SELECT version FROM service_item WHERE region = $1 AND id = $2", vals![region, id])?
        .map(|r| r.int("version"))
        .transpose()
}

/// The version in force by code.
pub fn item_by_code(tx: &mut Tx<'_>, region: &Region, code: &str) -> Result<Option<Item>, StoreError> {
    tx.row(
        &format!(
            "SELECT {COLUMNS} FROM service_item s JOIN item_version v ON v.region = s.region AND v.item_id = s.id \
             AND v.version = s.version WHERE s.region = $1 AND s.code = $2"
        ),
        vals![region, code],
    )?
    .as_ref()
    .map(read)
    .transpose()
}

/// A certain version: the one a case was filed under.
pub fn item_at(tx: &mut Tx<'_>, region: &Region, id: ItemId, version: i64) -> Result<Option<Item>, StoreError> {
    tx.row(
        &format!("SELECT {COLUMNS} FROM item_version v WHERE v.region = $1 AND v.item_id = $2 AND v.version = $3"),
        vals![region, id, version],
    )?
    .as_ref()
    .map(read)
    .transpose()
}

/// One version of an item as its history has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PastItem {
    /// The version.
    pub item: Item,
    /// When it was entered.
    pub entered_at: Timestamp,
    /// The import that made it; `None` by hand.
    pub import: Option<ImportId>,
}

/// All versions, newest first.
pub fn item_history(tx: &mut Tx<'_>, region: &Region, id: ItemId) -> Result<Vec<PastItem>, StoreError> {
    tx.rows(
        &format!(
            "SELECT {COLUMNS}, v.entered_at, v.import_id FROM item_version v WHERE v.region = $1 AND v.item_id = $2 \
             ORDER BY v.version DESC"
        ),
        vals![region, id],
    )?
    .iter()
    .map(|r| {
        let import = r.opt_int("import_id")?.map(ImportId::new);
        Ok(PastItem { item: read(r)?, entered_at: r.instant("entered_at")?, import })
    })
    .collect()
}
