//! Frozen snapshots: the rows of a day, copied once and never touched again.

use domain::{
    base::{Region, SnapshotId},
    catalogue::Exemption,
    publication::province_above,
};
use jiff::{Timestamp, civil::Date};

use crate::{
    journal::{self, Bulk, Change, Stream},
    seam::{Row, StoreError, Tx, Val},
    vals,
};

/// A snapshot's head.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Snapshot {
    /// Id.
    pub id: SnapshotId,
    /// The day it speaks of.
    pub as_of: Date,
    /// When it was frozen.
    pub taken_at: Timestamp,
    /// What it was frozen from; the same basis needs no second snapshot.
    pub basis: String,
    /// Digest over its rows.
    pub digest: String,
    /// Counts and printed values when it was taken, as JSON of the caller's shape.
    pub figures: String,
}

/// What a snapshot is frozen from: the state of everything it copies.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Basis(pub String);

pub(super) const COLUMNS: &str = "id, as_of, taken_at, basis, digest, figures";

pub(super) fn read(r: &Row) -> Result<Snapshot, StoreError> {
    Ok(Snapshot {
        id: SnapshotId::new(r.int("id")?),
        as_of: r.date("as_of")?,
        taken_at: r.instant("taken_at")?,
        basis: r.text("basis")?,
        digest: r.text("digest")?,
        figures: r.text("figures")?,
    })
}

/// The state of catalogue, stations, profiles and city figures.
pub fn basis(tx: &mut Tx<'_>, region: &Region) -> Result<Basis, StoreError> {
    let versions = tx
        .row("SELECT count(*) AS n FROM item_version WHERE region = $1", vals![region])?
        .map_or(Ok(0), |r| r.int("n"))?;
    let stations = journal::head(tx, region, &Stream::stations())?;
    let county = journal::head(tx, region, &Stream::county())?;
    let words = tx.row(
        "SELECT count(*) AS n, count(holds) AS held, coalesce(max(on_day), '') AS newest, \
         CAST(coalesce(sum(version), 0) AS BIGINT) AS versions FROM exchange_acknowledged WHERE region = $1",
        vals![region],
    )?;
    let node = match words {
        Some(row) if row.int("n")? > 0 => {
            let (n, held, versions) = (row.int("n")?, row.int("held")?, row.int("versions")?);
            format!(", node {n}/{held}/{versions} {}", row.text("newest")?)
        }
        Some(_) | None => String::new(),
    };
    Ok(Basis(format!("items {versions}, stations {stations}, county {county}{node}")))
}

/// The newest snapshot of a day, or of the newest day before it.
pub fn latest_snapshot(tx: &mut Tx<'_>, region: &Region, on_or_before: Date) -> Result<Option<Snapshot>, StoreError> {
    tx.row(
        &format!(
            "SELECT {COLUMNS} FROM snapshot WHERE region = $1 AND as_of <= $2 ORDER BY as_of DESC, id DESC LIMIT 1"
        ),
        vals![region, on_or_before],
    )?
    .as_ref()
    .map(read)
    .transpose()
}

/// One snapshot.
pub fn snapshot(tx: &mut Tx<'_>, region: &Region, id: SnapshotId) -> Result<Option<Snapshot>, StoreError> {
    tx.row(&format!("SELECT {COLUMNS} FROM snapshot WHERE region = $1 AND id = $2"), vals![region, id])?
        .as_ref()
        .map(read)
        .transpose()
}

/// All snapshots, newest first, at most `limit`.
pub fn snapshots(tx: &mut Tx<'_>, region: &Region, limit: i64) -> Result<Vec<Snapshot>, StoreError> {
    tx.rows(
        &format!("SELECT {COLUMNS} FROM snapshot WHERE region = $1 ORDER BY as_of DESC, id DESC LIMIT $2"),
        vals![region, limit],
    )?
    .iter()
    .map(read)
    .collect()
}

/// The last snapshot of each day, newest first, at most `limit`: what a trend is drawn from.
pub fn day_ends(tx: &mut Tx<'_>, region: &Region, limit: i64) -> Result<Vec<Snapshot>, StoreError> {
    tx.rows(
        &format!(
            "SELECT {COLUMNS} FROM snapshot s WHERE s.region = $1 AND s.id = (SELECT max(n.id) FROM snapshot n \
             WHERE n.region = s.region AND n.as_of = s.as_of) ORDER BY s.as_of DESC LIMIT $2"
        ),
        vals![region, limit],
    )?
    .iter()
    .map(read)
    .collect()
}

/// Copies the rows in force on a day under a new id. Items: the newest version effective by then, without
/// the exemptions that do not hold on that day. Divisions: the table valid on that day; codes without
/// versions of their own are in the table ever since. Stations and who is served by them: as of that day, the same way.
pub fn freeze(tx: &mut Tx<'_>, region: &Region, id: SnapshotId, as_of: Date) -> Result<(Bulk, Bulk), StoreError> {
    tx.run(
        "INSERT INTO snapshot_item (region, snapshot_id, item_id, version, department_id, code, name, item_type, status, \
         online_depth, onsite_visits, published, resident, exempt_online, exempt_publication, exempt_hall, \
         mobile, online_link, exercise_level, case_kind, statutory, promised) \
         SELECT v.region, CAST($2 AS BIGINT), v.item_id, v.version, v.department_id, v.code, v.name, v.item_type, v.status, \
         v.online_depth, v.onsite_visits, v.published, v.resident, v.exempt_online, v.exempt_publication, v.exempt_hall, \
         v.mobile, v.online_link, v.exercise_level, v.case_kind, v.statutory, v.promised \
         FROM item_version v WHERE v.region = $1 AND v.version = (SELECT max(n.version) FROM item_version n \
         WHERE n.region = v.region AND n.item_id = v.item_id AND n.effective_on <= $3)",
        vals![region, id, as_of],
    )?;
    lift_exemptions(tx, region, id, as_of)?;
    hear_the_node(tx, region, id, as_of)?;
    tx.run(
        "INSERT INTO snapshot_division (region, snapshot_id, code, name, level, station_code, station_open, name_ok, plate_ok) \
         SELECT d.region, CAST($2 AS BIGINT), d.code, d.name, d.level, t.code, t.open, t.name_ok, t.plate_ok FROM \
         (SELECT v.region, v.code, v.name, v.level FROM division_version v WHERE v.region = $1 AND v.valid_from <= $3 \
         AND (v.valid_to IS NULL OR v.valid_to > $3) \
         UNION ALL SELECT n.region, n.code, n.name, n.level FROM division n WHERE n.region = $1 AND NOT EXISTS \
         (SELECT 1 FROM division_version o WHERE o.region = n.region AND o.code = n.code)) d \
         LEFT JOIN (SELECT v.region, v.division_code, v.station_code FROM serves_version v WHERE v.region = $1 \
         AND v.valid_from = (SELECT max(n.valid_from) FROM serves_version n WHERE n.region = v.region \
         AND n.division_code = v.division_code AND n.valid_from <= $3) \
         UNION ALL SELECT n.region, n.division_code, n.station_code FROM station_serves n WHERE n.region = $1 AND NOT EXISTS \
         (SELECT 1 FROM serves_version o WHERE o.region = n.region AND o.division_code = n.division_code)) w \
         ON w.region = d.region AND w.division_code = d.code \
         LEFT JOIN (SELECT v.region, v.code, v.open, v.name_ok, v.plate_ok FROM station_version v WHERE v.region = $1 \
         AND v.valid_from = (SELECT max(n.valid_from) FROM station_version n WHERE n.region = v.region \
         AND n.code = v.code AND n.valid_from <= $3) \
         UNION ALL SELECT n.region, n.code, n.open, n.name_ok, n.plate_ok FROM station n WHERE n.region = $1 AND NOT EXISTS \
         (SELECT 1 FROM station_version o WHERE o.region = n.region AND o.code = n.code)) t \
         ON t.region = d.region AND t.code = w.station_code",
        vals![region, id, as_of],
    )?;
    let items = journal::bulk(tx, region, "snapshot_item", id.get())?;
    let divisions = journal::bulk(tx, region, "snapshot_division", id.get())?;
    Ok((items, divisions))
}

/// Whether an item is published is what the later of the export and the province's node says
/// (`domain::publication::publication_standing`).
fn hear_the_node(tx: &mut Tx<'_>, region: &Region, id: SnapshotId, as_of: Date) -> Result<(), StoreError> {
    let Some(province) = province_above(region) else { return Ok(()) };
    tx.run(
        "UPDATE snapshot_item SET published = (SELECT CASE WHEN a.holds IS NULL THEN 0 ELSE 1 END \
         FROM exchange_acknowledged a WHERE a.region = snapshot_item.region AND a.peer = $4 \
         AND a.code = snapshot_item.code) \
         WHERE region = $1 AND snapshot_id = $2 AND EXISTS (SELECT 1 FROM exchange_acknowledged a \
         WHERE a.region = snapshot_item.region AND a.peer = $4 AND a.code = snapshot_item.code AND a.on_day <= $3 \
         AND (snapshot_item.published IS NULL OR a.on_day >= coalesce((SELECT max(e.as_of) FROM province_export e \
         WHERE e.region = $1 AND e.as_of <= $3), '')))",
        vals![region, id, as_of, &province],
    )?;
    Ok(())
}

/// Takes exemptions out of a fresh snapshot that begin later or have ended. They are few, and their days
/// stand in their JSON, which the engines do not read alike.
fn lift_exemptions(tx: &mut Tx<'_>, region: &Region, id: SnapshotId, as_of: Date) -> Result<(), StoreError> {
    for column in ["exempt_online", "exempt_publication", "exempt_hall"] {
        let rows = tx.rows(
            &format!(
                "SELECT item_id, {column} AS exemption FROM snapshot_item \
                 WHERE region = $1 AND snapshot_id = $2 AND {column} IS NOT NULL ORDER BY item_id"
            ),
            vals![region, id],
        )?;
        for row in &rows {
            let exemption: Exemption = row.json("exemption")?;
            if !exemption.holds_on(as_of) {
                tx.run(
                    &format!(
                        "UPDATE snapshot_item SET {column} = NULL WHERE region = $1 AND snapshot_id = $2 AND item_id = $3"
                    ),
                    vals![region, id, row.int("item_id")?],
                )?;
            }
        }
    }
    Ok(())
}

/// The after-image of a snapshot's head.
pub fn snapshot_change(region: &Region, s: &Snapshot) -> Change {
    Change::put(
        "snapshot",
        vec![
            ("region", Val::from(region)),
            ("id", Val::from(s.id)),
            ("as_of", Val::from(s.as_of)),
            ("taken_at", Val::from(s.taken_at)),
            ("basis", Val::from(&s.basis)),
            ("digest", Val::from(&s.digest)),
            ("figures", Val::from(&s.figures)),
        ],
    )
}
