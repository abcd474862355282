//! The export's head and its rows: frozen under the import that brought them, never changed.

use domain::{
    base::{ImportId, Region},
    publication::{ProvinceItem, ProvinceState},
};
use jiff::{Timestamp, civil::Date};

use crate::{
    journal::Change,
    seam::{StoreError, Tx, Val},
    vals,
};

/// An export as it was taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProvinceExport {
    /// The import that brought it.
    pub import: ImportId,
    /// The day it speaks of.
    pub as_of: Date,
    /// File name.
    pub file_name: String,
    /// SM3 of the file's bytes.
    pub digest: String,
    /// When it was taken.
    pub entered_at: Timestamp,
}

/// The export of the latest day; of one day's, the one taken last.
pub fn latest_export(tx: &mut Tx<'_>, region: &Region) -> Result<Option<ProvinceExport>, StoreError> {
    tx.row(
        "SELECT import_id, as_of, file_name, digest, entered_at FROM province_export WHERE region = $1 \
         ORDER BY as_of DESC, entered_at DESC, import_id DESC LIMIT 1",
        vals![region],
    )?
    .map(|r| {
        Ok(ProvinceExport {
            import: ImportId::new(r.int("import_id")?),
            as_of: r.date("as_of")?,
            file_name: r.text("file_name")?,
            digest: r.text("digest")?,
            entered_at: r.instant("entered_at")?,
        })
    })
    .transpose()
}

/// Its rows by code.
pub fn province_items(tx: &mut Tx<'_>, region: &Region, import: ImportId) -> Result<Vec<ProvinceItem>, StoreError> {
    tx.rows(
        "SELECT code, name, department, state, version_text, raw FROM province_item WHERE region = $1 \
         AND import_id = $2 ORDER BY code",
        vals![region, import],
    )?
    .iter()
    .map(|r| {
        Ok(ProvinceItem {
            code: r.text("code")?,
            name: r.text("name")?,
            department: r.text("department")?,
            state: ProvinceState::parse(&r.text("state")?)
                .ok_or_else(|| StoreError::corrupt("province_item.state", "不认识的状态"))?,
            version_text: r.text("version_text")?,
            raw: r.json("raw")?,
        })
    })
    .collect()
}

/// The after-image of an export's head.
pub fn province_export_change(region: &Region, e: &ProvinceExport) -> Change {
    Change::put(
        "province_export",
        vec![
            ("region", Val::from(region)),
            ("import_id", Val::from(e.import)),
            ("as_of", Val::from(e.as_of)),
            ("file_name", Val::from(&e.file_name)),
            ("digest", Val::from(&e.digest)),
            ("entered_at", Val::from(e.entered_at)),
        ],
    )
}

/// Writes a row; the event that takes the export vouches for all of them in bulk.
pub fn insert_province_item(
    tx: &mut Tx<'_>,
    region: &Region,
    import: ImportId,
    item: &ProvinceItem,
) -> Result<(), StoreError> {
    tx.run(
        "INSERT INTO province_item (region, import_id, code, name, department, state, version_text, raw) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
        vals![
            region,
            import,
            &item.code,
            &item.name,
            &item.department,
            item.state.as_str(),
            &item.version_text,
            serde_json::json!(item.raw).to_string()
        ],
    )?;
    Ok(())
}
