//! Rows behind a figure as they were frozen (指标明细取证), and which snapshots a node above has not been told of.

use domain::{
    base::{Region, SnapshotId},
    indicators::{EvidenceRow, Indicator, Profile, RowStanding},
    publication::exchange::MessageKind,
};

use super::{
    Snapshot,
    count::{params, standing_sql},
    snapshot::{COLUMNS, read},
};
use crate::{
    seam::{Row, StoreError, Tx},
    vals,
};

/// The frozen columns of an item that decide how it stands, and those of a division.
const OF_ITEMS: [&str; 12] = [
    "exercise_level",
    "online_depth",
    "onsite_visits",
    "online_link",
    "mobile",
    "case_kind",
    "statutory",
    "promised",
    "published",
    "resident",
    "status",
    "item_type",
];
const OF_DIVISIONS: [&str; 5] = ["level", "station_code", "station_open", "name_ok", "plate_ok"];

/// Columns that hold numbers.
const NUMBERS: [&str; 9] = [
    "online_depth",
    "onsite_visits",
    "online_link",
    "mobile",
    "published",
    "resident",
    "station_open",
    "name_ok",
    "plate_ok",
];

/// Columns that a figure looks at.
fn columns(indicator: Indicator) -> &'static [&'static str] {
    if indicator.is_over_divisions() { &OF_DIVISIONS } else { &OF_ITEMS }
}

fn facts(row: &Row, indicator: Indicator) -> Result<String, StoreError> {
    let mut out = Vec::new();
    for column in columns(indicator) {
        let value =
            if NUMBERS.contains(column) { row.opt_int(column)?.map(|n| n.to_string()) } else { row.opt_text(column)? };
        if let Some(value) = value {
            out.push(format!("{column}={value}"));
        }
    }
    Ok(out.join(" "))
}

/// Every row of a snapshot that a figure counts or leaves out, with its standing, in the order of their keys. Exemptions
/// are told by the standing alone: their reasons are free text.
pub fn evidence_rows(
    tx: &mut Tx<'_>,
    region: &Region,
    snapshot: SnapshotId,
    indicator: Indicator,
    profile: &Profile,
) -> Result<Vec<(RowStanding, EvidenceRow)>, StoreError> {
    let inner = standing_sql(indicator);
    let listed: Vec<String> = columns(indicator).iter().map(|c| format!("r.{c} AS {c}")).collect();
    let listed = listed.join(", ");
    let sql = if indicator.is_over_divisions() {
        format!(
            "SELECT r.code AS code, r.name AS name, r.level AS owner, r.standing AS standing, {listed} FROM ({inner}) r \
             WHERE r.standing <> 'outside' ORDER BY r.code"
        )
    } else {
        format!(
            "SELECT r.code AS code, r.name AS name, d.name AS owner, r.standing AS standing, {listed} FROM ({inner}) r \
             JOIN department d ON d.region = r.region AND d.id = r.department_id \
             WHERE r.standing <> 'outside' ORDER BY r.item_id"
        )
    };
    tx.rows(&sql, &params(region, snapshot, profile))?
        .iter()
        .map(|row| {
            let standing = row.text("standing")?;
            let standing = RowStanding::parse(&standing)
                .ok_or_else(|| StoreError::corrupt("standing", format!("不认识 {standing}")))?;
            Ok((
                standing,
                EvidenceRow {
                    code: row.text("code")?,
                    name: row.text("name")?,
                    facts: facts(row, indicator)?,
                    owner: row.text("owner")?,
                },
            ))
        })
        .collect()
}

/// The last snapshot of each day that a node above has not been told of and that is not older than the first one it was
/// told of; the newest `limit` of them, the oldest first.
pub fn unreported(tx: &mut Tx<'_>, region: &Region, peer: &Region, limit: i64) -> Result<Vec<Snapshot>, StoreError> {
    let of = vals![region, peer, MessageKind::Snapshot.as_str()];
    let first = tx.row(
        "SELECT mark FROM exchange_message WHERE region = $1 AND peer = $2 AND direction = 'out' AND kind = $3 \
         ORDER BY seq LIMIT 1",
        of,
    )?;
    let first: i64 = match first {
        None => 0,
        Some(row) => row.text("mark")?.parse().map_err(|_| StoreError::corrupt("exchange_message.mark", "不是快照"))?,
    };
    let sql = format!(
        "SELECT {COLUMNS} FROM snapshot s WHERE s.region = $1 AND s.id = (SELECT max(n.id) FROM snapshot n \
         WHERE n.region = s.region AND n.as_of = s.as_of) AND NOT EXISTS (SELECT 1 FROM exchange_message m \
         WHERE m.region = s.region AND m.peer = $2 AND m.direction = 'out' AND m.kind = $3 \
         AND m.mark = CAST(s.id AS TEXT)) AND s.id >= $4 ORDER BY s.id DESC LIMIT $5"
    );
    let rows = tx.rows(&sql, vals![region, peer, MessageKind::Snapshot.as_str(), first, limit])?;
    rows.iter().rev().map(read).collect()
}
