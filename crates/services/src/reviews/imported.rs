//! Ratings of other systems in a list (外部评价明细): what stands in their files, with what is known of each here. They are in
//! no rate, and nobody here can be asked about them.

use domain::{
    base::{DepartmentId, ItemId, ReviewId},
    people::{Act, Desk},
};
use jiff::civil::Date;
use store::{
    StoreError, catalogue, people,
    reviews::{self as rows, ImportedRow, ReviewImport},
};

use super::{rules::Editions, view::held_to};
use crate::{Bureau, Failure, Never};

/// A row with names.
#[derive(Debug, Clone)]
pub struct ImportedReviewLine {
    /// The row as it was taken.
    pub row: ImportedRow,
    /// The file it came in.
    pub file_name: String,
    /// Department; empty where it is not known here.
    pub department: String,
    /// Item; empty where it is not known here.
    pub item_name: String,
    /// Words of what was ticked, as they stood on its day.
    pub ticked: Vec<String>,
    /// The rating that is worked through here, of a bad one.
    pub review: Option<ReviewId>,
}

/// Rows of some days, the newest first, at most so many; a department sees its own.
pub fn imported_reviews(
    bureau: &Bureau,
    desk: &Desk,
    days: (Date, Date),
    limit: i64,
) -> Result<Vec<ImportedReviewLine>, Failure<Never>> {
    let Ok(own) = held_to(desk, Act::ReviewView)? else { return Ok(Vec::new()) };
    let region = bureau.region();
    Ok(bureau.db().read(|tx| {
        let files: Vec<ReviewImport> = rows::review_imports(tx, region)?;
        let departments = people::departments(tx, region)?;
        let editions = Editions::load(tx, region)?;
        let mut out = Vec::new();
        for row in rows::imported_rows(tx, region, (days, own), limit)? {
            let item = catalogue::shared_item(tx, region, ItemId::new(row.item))?;
            let department = DepartmentId::new(row.department);
            out.push(ImportedReviewLine {
                file_name: files
                    .iter()
                    .find(|f| f.import == row.import)
                    .map(|f| f.file_name.clone())
                    .unwrap_or_default(),
                department: departments.iter().find(|d| d.id == department).map(|d| d.name.clone()).unwrap_or_default(),
                item_name: item.map(|i| i.content.name.clone()).unwrap_or_default(),
                ticked: editions.on(row.on).ticked(&row.options),
                review: if row.stars < 3 { rows::review_of_import(tx, region, &row.key)? } else { None },
                row,
            });
        }
        Ok::<_, StoreError>(out)
    })?)
}
