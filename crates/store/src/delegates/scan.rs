//! Scans of signed letters: what is known of each; the sealed bytes lie on the shelf of all files.

use domain::{
    base::{FileKind, Region, StaffId},
    delegates::{LetterKind, LetterScan},
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

/// All scans, by letter: what a scrub walks along. A county has a few dozen.
pub fn letter_scans(tx: &mut Tx<'_>, region: &Region) -> Result<Vec<LetterScan>, StoreError> {
    let sql = format!("SELECT {COLUMNS} FROM letter_scan WHERE region = $1 ORDER BY letter_kind, letter_id");
    tx.rows(&sql, vals![region])?.iter().map(read).collect()
}

/// The after-image of a scan.
pub fn letter_scan_change(region: &Region, s: &LetterScan) -> Change {
    Change::put(
        "letter_scan",
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
        ],
    )
}
