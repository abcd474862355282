//! Lists of decisions made elsewhere (台账): the import's head, and its rows as they stand in the file.

use domain::{
    base::{ImportId, Region},
    oversight::ledger::{LedgerKind, LedgerRow},
};
use jiff::{Timestamp, civil::Date};

use crate::{
    journal::Change,
    seam::{Row, StoreError, Tx, Val},
    vals,
};

/// A list as it was taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LedgerImport {
    /// The import that brought it.
    pub import: ImportId,
    /// Which list.
    pub kind: LedgerKind,
    /// The day up to which it speaks.
    pub as_of: Date,
    /// File name.
    pub file_name: String,
    /// SM3 of the file's bytes.
    pub digest: String,
    /// When it was taken.
    pub entered_at: Timestamp,
}

fn kind(r: &Row) -> Result<LedgerKind, StoreError> {
    LedgerKind::parse(&r.text("kind")?).ok_or_else(|| StoreError::corrupt("ledger.kind", "不认识的清单"))
}

fn head(r: &Row) -> Result<LedgerImport, StoreError> {
    Ok(LedgerImport {
        import: ImportId::new(r.int("import_id")?),
        kind: kind(r)?,
        as_of: r.date("as_of")?,
        file_name: r.text("file_name")?,
        digest: r.text("digest")?,
        entered_at: r.instant("entered_at")?,
    })
}

const HEAD: &str = "import_id, kind, as_of, file_name, digest, entered_at";

/// All lists, the last first.
pub fn ledger_imports(tx: &mut Tx<'_>, region: &Region) -> Result<Vec<LedgerImport>, StoreError> {
    let sql = format!("SELECT {HEAD} FROM ledger_import WHERE region = $1 ORDER BY entered_at DESC, import_id DESC");
    tx.rows(&sql, vals![region])?.iter().map(head).collect()
}

/// One list's head.
pub fn ledger_import(tx: &mut Tx<'_>, region: &Region, id: ImportId) -> Result<Option<LedgerImport>, StoreError> {
    let sql = format!("SELECT {HEAD} FROM ledger_import WHERE region = $1 AND import_id = $2");
    tx.row(&sql, vals![region, id])?.as_ref().map(head).transpose()
}

const LINE: &str = "import_id, row_no, kind, decision_no, party, code, content, item_name, decided_on, organ";

fn line(r: &Row) -> Result<(ImportId, LedgerKind, LedgerRow), StoreError> {
    let row = LedgerRow {
        row: r.num("row_no")?,
        decision_no: r.text("decision_no")?,
        party: r.text("party")?,
        code: r.text("code")?,
        content: r.text("content")?,
        item_name: r.text("item_name")?,
        decided_on: Some(r.date("decided_on")?),
        organ: r.text("organ")?,
    };
    Ok((ImportId::new(r.int("import_id")?), kind(r)?, row))
}

/// Lines with a day within the two, both counted, by day.
pub fn ledger_rows(
    tx: &mut Tx<'_>,
    region: &Region,
    (from, to): (Date, Date),
) -> Result<Vec<(ImportId, LedgerKind, LedgerRow)>, StoreError> {
    let sql = format!(
        "SELECT {LINE} FROM ledger_row WHERE region = $1 AND decided_on >= $2 AND decided_on <= $3 \
         ORDER BY decided_on, import_id, row_no"
    );
    tx.rows(&sql, vals![region, from, to])?.iter().map(line).collect()
}

/// One line of a list.
pub fn ledger_line(
    tx: &mut Tx<'_>,
    region: &Region,
    import: ImportId,
    row: u32,
) -> Result<Option<LedgerRow>, StoreError> {
    let sql = format!("SELECT {LINE} FROM ledger_row WHERE region = $1 AND import_id = $2 AND row_no = $3");
    Ok(tx.row(&sql, vals![region, import, row])?.as_ref().map(line).transpose()?.map(|(_, _, row)| row))
}

/// The after-image of a list's head.
pub fn ledger_import_change(region: &Region, l: &LedgerImport) -> Change {
    Change::put(
        "ledger_import",
        vec![
            ("region", Val::from(region)),
            ("import_id", Val::from(l.import)),
            ("kind", Val::from(l.kind.as_str())),
            ("as_of", Val::from(l.as_of)),
            ("file_name", Val::from(&l.file_name)),
            ("digest", Val::from(&l.digest)),
            ("entered_at", Val::from(l.entered_at)),
        ],
    )
}

/// Writes a line; the event that takes the list vouches for all of them in bulk.
pub fn insert_ledger_row(
    tx: &mut Tx<'_>,
    region: &Region,
    (import, kind): (ImportId, LedgerKind),
    row: &LedgerRow,
    decided_on: Date,
) -> Result<(), StoreError> {
    tx.run(
        "INSERT INTO ledger_row (region, import_id, row_no, kind, decision_no, party, code, content, item_name, \
         decided_on, organ) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
        vals![
            region,
            import,
            row.row,
            kind.as_str(),
            &row.decision_no,
            &row.party,
            &row.code,
            &row.content,
            &row.item_name,
            decided_on,
            &row.organ
        ],
    )?;
    Ok(())
}
