//! Ratings that other systems took (外部评价), as they stand in their file: frozen rows that their event vouches for.

use std::collections::BTreeSet;

use domain::{
    base::{DepartmentId, ImportId, Region},
    reviews::{Provenance, ReviewCell, ReviewChannel, ServiceNode},
};
use jiff::{Timestamp, civil::Date};

use super::{
    counter::changed,
    review::{month, stars, word},
};
use crate::{
    journal::Change,
    seam::{Row, StoreError, Tx, Val},
    vals,
};

/// A file as it was taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReviewImport {
    /// The import that brought it.
    pub import: ImportId,
    /// File name.
    pub file_name: String,
    /// SM3 of the file's bytes.
    pub digest: String,
    /// When it was taken.
    pub entered_at: Timestamp,
}

/// A row of one, with what is known of its case here; 0 = not known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ImportedRow {
    /// The import that brought it.
    pub import: ImportId,
    /// Row in the file.
    pub row: u32,
    /// By what it is known again.
    pub key: String,
    /// Number of the case.
    pub case_no: String,
    /// The case here, if it is here.
    pub case: Option<i64>,
    /// Which contact.
    pub node: ServiceNode,
    /// 1 to 5.
    pub stars: u8,
    /// What was ticked.
    pub options: Vec<u16>,
    /// Digest of the words; `None` without.
    pub words_mark: Option<String>,
    /// Who made it.
    pub provenance: Provenance,
    /// Which way.
    pub channel: ReviewChannel,
    /// When.
    pub at: Timestamp,
    /// Its day.
    pub on: Date,
    /// Department.
    pub department: i64,
    /// Item.
    pub item: i64,
    /// Window.
    pub window: Option<u16>,
    /// Who served.
    pub staff: Option<i64>,
    /// Whether it is in force where it came from.
    pub in_force: bool,
}

impl ImportedRow {
    fn cell(&self) -> ReviewCell {
        ReviewCell {
            month: month(&self.on.to_string()),
            department: self.department,
            item: self.item,
            window: self.window.map_or(0, i64::from),
            staff: self.staff.unwrap_or(0),
            provenance: self.provenance,
            channel: self.channel,
            stars: self.stars,
            // Whether somebody may be called back is not known of these.
            named: false,
            set_aside: !self.in_force,
            whole_case: self.node == ServiceNode::Completion,
        }
    }
}

const COLUMNS: &str = "import_id, row_no, review_key, case_no, case_id, node, stars, options, words_mark, provenance, channel, \
     given_at, given_on, department_id, item_id, window_no, staff_id, in_force";

fn read(row: &Row) -> Result<ImportedRow, StoreError> {
    Ok(ImportedRow {
        import: ImportId::new(row.int("import_id")?),
        row: row.num("row_no")?,
        key: row.text("review_key")?,
        case_no: row.text("case_no")?,
        case: row.opt_int("case_id")?,
        node: word(row, "node", ServiceNode::parse)?,
        stars: stars(row, "stars")?.stars(),
        options: row.json("options")?,
        words_mark: row.opt_text("words_mark")?,
        provenance: word(row, "provenance", Provenance::parse)?,
        channel: word(row, "channel", ReviewChannel::parse)?,
        at: row.instant("given_at")?,
        on: row.date("given_on")?,
        department: row.int("department_id")?,
        item: row.int("item_id")?,
        window: row.opt_num("window_no")?,
        staff: row.opt_int("staff_id")?,
        in_force: row.flag("in_force")?,
    })
}

/// Keys of all rows that were ever taken: a file that comes again adds nothing.
pub fn imported_keys(tx: &mut Tx<'_>, region: &Region) -> Result<BTreeSet<String>, StoreError> {
    tx.rows("SELECT review_key FROM imported_review WHERE region = $1", vals![region])?
        .iter()
        .map(|r| r.text("review_key"))
        .collect()
}

/// Rows of the days, both counted, by day; of one department or of all.
pub fn imported_rows(
    tx: &mut Tx<'_>,
    region: &Region,
    ((from, to), department): ((Date, Date), Option<DepartmentId>),
    limit: i64,
) -> Result<Vec<ImportedRow>, StoreError> {
    let sql = format!(
        "SELECT {COLUMNS} FROM imported_review WHERE region = $1 AND given_on >= $2 AND given_on <= $3 \
         AND (CAST($4 AS BIGINT) IS NULL OR department_id = CAST($4 AS BIGINT)) \
         ORDER BY given_on DESC, import_id DESC, row_no LIMIT $5"
    );
    tx.rows(&sql, vals![region, from, to, department, limit])?.iter().map(read).collect()
}

pub(super) fn all_cells(tx: &mut Tx<'_>, region: &Region) -> Result<Vec<ReviewCell>, StoreError> {
    let sql = format!("SELECT {COLUMNS} FROM imported_review WHERE region = $1 ORDER BY import_id, row_no");
    tx.rows(&sql, vals![region])?.iter().map(|r| Ok(read(r)?.cell())).collect()
}

/// Writes a row, and counts it.
pub fn insert_imported_review(tx: &mut Tx<'_>, region: &Region, r: &ImportedRow) -> Result<(), StoreError> {
    tx.run(
        &format!(
            "INSERT INTO imported_review (region, {COLUMNS}) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, \
             $13, $14, $15, $16, $17, $18, $19)"
        ),
        vals![
            region,
            r.import,
            i64::from(r.row),
            &r.key,
            &r.case_no,
            r.case,
            r.node.as_str(),
            i64::from(r.stars),
            serde_json::json!(r.options).to_string(),
            r.words_mark.as_deref(),
            r.provenance.as_str(),
            r.channel.as_str(),
            r.at,
            r.on,
            r.department,
            r.item,
            r.window,
            r.staff,
            r.in_force
        ],
    )?;
    changed(tx, region, ("reviews/imports", r.import.get()), i64::from(r.row), (None, Some(&r.cell())))
}

/// File and row that a rating came in, by its key.
pub fn imported_place(tx: &mut Tx<'_>, region: &Region, key: &str) -> Result<Option<(String, u32)>, StoreError> {
    tx.row(
        "SELECT f.file_name AS file_name, r.row_no AS row_no FROM imported_review r JOIN review_import f \
         ON f.region = r.region AND f.import_id = r.import_id WHERE r.region = $1 AND r.review_key = $2 \
         ORDER BY r.import_id LIMIT 1",
        vals![region, key],
    )?
    .map(|r| Ok((r.text("file_name")?, r.num("row_no")?)))
    .transpose()
}

/// All files, the last first.
pub fn review_imports(tx: &mut Tx<'_>, region: &Region) -> Result<Vec<ReviewImport>, StoreError> {
    tx.rows(
        "SELECT import_id, file_name, digest, entered_at FROM review_import WHERE region = $1 \
         ORDER BY entered_at DESC, import_id DESC",
        vals![region],
    )?
    .iter()
    .map(|r| {
        Ok(ReviewImport {
            import: ImportId::new(r.int("import_id")?),
            file_name: r.text("file_name")?,
            digest: r.text("digest")?,
            entered_at: r.instant("entered_at")?,
        })
    })
    .collect()
}

/// The after-image of a file's head.
pub fn review_import_change(region: &Region, i: &ReviewImport) -> Change {
    Change::put(
        "review_import",
        vec![
            ("region", Val::from(region)),
            ("import_id", Val::from(i.import)),
            ("file_name", Val::from(&i.file_name)),
            ("digest", Val::from(&i.digest)),
            ("entered_at", Val::from(i.entered_at)),
        ],
    )
}
