//! What the figures ask of each row, as the domain's facts: frozen in a snapshot, or as it is now.

use domain::{
    base::{DepartmentId, DivisionCode, ItemId, Region, SnapshotId},
    catalogue::{CaseKind, Exemption, Status},
    indicators::{DivisionFacts, ItemFacts},
    publication::publication_standing,
};
use jiff::civil::Date;

use crate::{
    publication::publication_sources,
    seam::{Row, StoreError, Tx},
    vals,
};

/// A row of a snapshot with its facts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FactRow<F> {
    /// Item id, or division code as a number.
    pub key: i64,
    /// Item or division code.
    pub code: String,
    /// Name.
    pub name: String,
    /// Whose item; `None` for divisions.
    pub department: Option<DepartmentId>,
    /// Department, or the township that a division is or lies in.
    pub unit: String,
    /// What the figures ask.
    pub facts: F,
}

const ITEM: &str = "s.item_id AS key, s.code AS code, s.name AS name, s.department_id AS department_id, d.name AS unit, \
     s.item_type AS item_type, s.status AS status, s.exercise_level AS exercise_level, s.online_depth AS online_depth, \
     s.onsite_visits AS onsite_visits, s.online_link AS online_link, s.mobile AS mobile, s.case_kind AS case_kind, \
     s.statutory AS statutory, s.promised AS promised, s.published AS published, s.resident AS resident, \
     s.exempt_online AS exempt_online, s.exempt_publication AS exempt_publication, s.exempt_hall AS exempt_hall";

/// Whether an exemption is noted, and holds on the day if one is named. What does not read holds.
fn exempt(row: &Row, column: &str, day: Option<Date>) -> Result<bool, StoreError> {
    let Some(text) = row.opt_text(column)? else { return Ok(false) };
    let holds = |e: Exemption| day.is_none_or(|day| e.holds_on(day));
    Ok(serde_json::from_str(&text).map_or(true, holds))
}

fn item(r: &Row, day: Option<Date>) -> Result<FactRow<ItemFacts>, StoreError> {
    let kind = |word: String| {
        CaseKind::from_word(&word).ok_or_else(|| StoreError::corrupt("case_kind", format!("不认识 {word}")))
    };
    Ok(FactRow {
        key: r.int("key")?,
        code: r.text("code")?,
        name: r.text("name")?,
        department: Some(DepartmentId::new(r.int("department_id")?)),
        unit: r.text("unit")?,
        facts: ItemFacts {
            item_type: r.text("item_type")?,
            status: Status::from_word(&r.text("status")?)
                .ok_or_else(|| StoreError::corrupt("status", "不认识的状态"))?,
            level: r.opt_text("exercise_level")?,
            online_depth: r.opt_int("online_depth")?,
            onsite_visits: r.opt_int("onsite_visits")?,
            online_link: r.opt_flag("online_link")?,
            mobile: r.opt_flag("mobile")?,
            case_kind: r.opt_text("case_kind")?.map(kind).transpose()?,
            statutory: r.opt_text("statutory")?,
            promised: r.opt_text("promised")?,
            published: r.opt_flag("published")?,
            resident: r.opt_flag("resident")?,
            exempt_online: exempt(r, "exempt_online", day)?,
            exempt_publication: exempt(r, "exempt_publication", day)?,
            exempt_hall: exempt(r, "exempt_hall", day)?,
        },
    })
}

/// All items of a snapshot, by id.
pub fn item_facts(
    tx: &mut Tx<'_>,
    region: &Region,
    snapshot: SnapshotId,
) -> Result<Vec<FactRow<ItemFacts>>, StoreError> {
    tx.rows(
        &format!(
            "SELECT {ITEM} FROM snapshot_item s JOIN department d ON d.region = s.region AND d.id = s.department_id \
             WHERE s.region = $1 AND s.snapshot_id = $2 ORDER BY s.item_id"
        ),
        vals![region, snapshot],
    )?
    .iter()
    .map(|r| item(r, None))
    .collect()
}

/// An item as it stands on a day: the version in force, without exemptions that do not hold then, published by the later
/// word of both sources.
pub fn item_facts_now(
    tx: &mut Tx<'_>,
    region: &Region,
    id: ItemId,
    day: Date,
) -> Result<Option<FactRow<ItemFacts>>, StoreError> {
    let found = tx.row(
        &format!(
            "SELECT {ITEM} FROM service_item i \
             JOIN item_version s ON s.region = i.region AND s.item_id = i.id AND s.version = i.version \
             JOIN department d ON d.region = s.region AND d.id = s.department_id WHERE i.region = $1 AND i.id = $2"
        ),
        vals![region, id],
    )?;
    let Some(row) = found else { return Ok(None) };
    let mut fact = item(&row, Some(day))?;
    let sources = publication_sources(tx, region, Some(&[fact.code.as_str()]), day)?;
    let (export, node) = (sources.export(fact.facts.published), sources.node(&fact.code));
    fact.facts.published = publication_standing(export, node).published;
    Ok(Some(fact))
}

fn division(r: &Row) -> Result<FactRow<DivisionFacts>, StoreError> {
    let code = DivisionCode::parse(&r.text("code")?).map_err(|e| StoreError::corrupt("code", e.to_string()))?;
    let station = r.opt_text("station_code")?;
    Ok(FactRow {
        key: r.int("key")?,
        name: r.text("name")?,
        department: None,
        unit: r.text("unit")?,
        facts: DivisionFacts {
            quasi: DivisionFacts::is_quasi(&code),
            joint: station.is_some_and(|at| at != code.as_str()),
            station_open: r.opt_flag("station_open")?,
            name_ok: r.opt_flag("name_ok")?,
            plate_ok: r.opt_flag("plate_ok")?,
        },
        code: code.as_str().to_owned(),
    })
}

/// All divisions of a snapshot with the stations that serve them, by code.
pub fn division_facts(
    tx: &mut Tx<'_>,
    region: &Region,
    snapshot: SnapshotId,
) -> Result<Vec<FactRow<DivisionFacts>>, StoreError> {
    tx.rows(
        "SELECT CAST(s.code AS BIGINT) AS key, s.code AS code, s.name AS name, coalesce(t.name, s.name) AS unit, \
         s.station_code AS station_code, s.station_open AS station_open, s.name_ok AS name_ok, s.plate_ok AS plate_ok \
         FROM snapshot_division s LEFT JOIN snapshot_division t ON t.region = s.region \
         AND t.snapshot_id = s.snapshot_id AND t.code = substr(s.code, 1, 9) || '000' \
         WHERE s.region = $1 AND s.snapshot_id = $2 ORDER BY s.code",
        vals![region, snapshot],
    )?
    .iter()
    .map(division)
    .collect()
}

/// A division as it is served now.
pub fn division_facts_now(
    tx: &mut Tx<'_>,
    region: &Region,
    code: &DivisionCode,
) -> Result<Option<FactRow<DivisionFacts>>, StoreError> {
    tx.row(
        "SELECT CAST(s.code AS BIGINT) AS key, s.code AS code, s.name AS name, coalesce(u.name, s.name) AS unit, \
         t.code AS station_code, t.open AS station_open, t.name_ok AS name_ok, t.plate_ok AS plate_ok FROM division s \
         LEFT JOIN division u ON u.region = s.region AND u.code = substr(s.code, 1, 9) || '000' \
         LEFT JOIN station_serves w ON w.region = s.region AND w.division_code = s.code \
         LEFT JOIN station t ON t.region = s.region AND t.code = w.station_code \
         WHERE s.region = $1 AND s.code = $2",
        vals![region, code],
    )?
    .as_ref()
    .map(division)
    .transpose()
}
