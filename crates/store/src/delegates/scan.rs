//! Scans of signed letters: what is known of each; the sealed bytes lie on the shelf of all files.

use domain::{
    base::{FileKind, Region, StaffId},
    delegates::{LetterKind, LetterScan, ScanBefore},
};

use crate::{
    journal::Change,
    seam::{Row, StoreError, Tx, Val},
    vals,
};

const COLUMNS: &str = "letter_kind, letter_id, address, digest, size, kind, name, kept_at, kept_by";

fn read(row: &Row) -> Result<LetterScan, StoreError> {
    let of = row.text("letter_kind")?;
    Ok(LetterScan {
        of: LetterKind::ALL
            .into_iter()
            .find(|k| k.as_str() == of)
            .ok_or_else(|| StoreError::corrupt("letter_scan.letter_kind", "不认识的文书"))?,
        letter: row.int("letter_id")?,
        address: row.text("address")?,
        digest: row.text("digest")?,
        size: row.num("size")?,
        kind: FileKind::parse(&row.text("kind")?)
            .ok_or_else(|| StoreError::corrupt("letter_scan.kind", "不认识的文件类型"))?,
        name: row.text("name")?,
        at: row.instant("kept_at")?,
        by: StaffId::new(row.int("kept_by")?),
    })
}

/// The scan of a letter; `None` = none is kept.
pub fn letter_scan(
    tx: &mut Tx<'_>,
    region: &Region,
    (of, letter): (LetterKind, i64),
) -> Result<Option<LetterScan>, StoreError> {
    let sql = format!("SELECT {COLUMNS} FROM letter_scan WHERE region = $1 AND letter_kind = $2 AND letter_id = $3");
    tx.row(&sql, vals![region, of.as_str(), letter])?.as_ref().map(read).transpose()
}

/// All scans, by letter, those that others took the place of last: what a scrub walks along. A county has a few dozen.
pub fn letter_scans(tx: &mut Tx<'_>, region: &Region) -> Result<Vec<LetterScan>, StoreError> {
    let sql = format!("SELECT {COLUMNS} FROM letter_scan WHERE region = $1 ORDER BY letter_kind, letter_id");
    let mut all = tx.rows(&sql, vals![region])?.iter().map(read).collect::<Result<Vec<_>, _>>()?;
    let sql =
        format!("SELECT {COLUMNS} FROM letter_scan_before WHERE region = $1 ORDER BY letter_kind, letter_id, place");
    for row in tx.rows(&sql, vals![region])? {
        all.push(read(&row)?);
    }
    Ok(all)
}

/// Scans of a letter that others took the place of, in their order.
pub fn letter_scans_before(
    tx: &mut Tx<'_>,
    region: &Region,
    (of, letter): (LetterKind, i64),
) -> Result<Vec<ScanBefore>, StoreError> {
    let sql = format!(
        "SELECT {COLUMNS}, place, replaced_at, replaced_by, reason FROM letter_scan_before \
         WHERE region = $1 AND letter_kind = $2 AND letter_id = $3 ORDER BY place"
    );
    let one = |row: &Row| {
        Ok(ScanBefore {
            scan: read(row)?,
            place: row.int("place")?,
            replaced_at: row.instant("replaced_at")?,
            replaced_by: StaffId::new(row.int("replaced_by")?),
            reason: row.text("reason")?,
        })
    };
    tx.rows(&sql, vals![region, of.as_str(), letter])?.iter().map(one).collect()
}

fn columns(region: &Region, s: &LetterScan) -> Vec<(&'static str, Val)> {
    vec![
        ("region", Val::from(region)),
        ("letter_kind", Val::from(s.of.as_str())),
        ("letter_id", Val::from(s.letter)),
        ("address", Val::from(&s.address)),
        ("digest", Val::from(&s.digest)),
        ("size", Val::from(i64::try_from(s.size).unwrap_or(i64::MAX))),
        ("kind", Val::from(s.kind.as_str())),
        ("name", Val::from(&s.name)),
        ("kept_at", Val::from(s.at)),
        ("kept_by", Val::from(s.by)),
    ]
}

/// The after-image of a scan.
pub fn letter_scan_change(region: &Region, s: &LetterScan) -> Change {
    Change::put("letter_scan", columns(region, s))
}

/// The row of a scan that another took the place of.
pub fn letter_scan_before_change(region: &Region, b: &ScanBefore) -> Change {
    let mut row = columns(region, &b.scan);
    row.extend([
        ("place", Val::from(b.place)),
        ("replaced_at", Val::from(b.replaced_at)),
        ("replaced_by", Val::from(b.replaced_by)),
        ("reason", Val::from(&b.reason)),
    ]);
    Change::put("letter_scan_before", row)
}
