//! Taking ratings of another system (导入好差评): joined to the cases and items that are here, counted as series of their
//! own, the same file never twice. Words are not taken over.

use domain::{
    base::TableKind,
    cases::CaseNo,
    reviews::{ImportedReview, ReviewPlan, ReviewsImported, plan_reviews},
};
use store::{
    StoreError, Tx, cases as case_rows, catalogue, digest,
    journal::{self, Entry, Stream},
    reviews::{self as rows, ImportedRow, ReviewImport},
};

use super::{give::served, review_rules};
use crate::base::{Planned, TableAt, TableImport, TableOccasion, TableRefusal, TableSettings};

/// Ratings of another system.
pub(crate) struct Reviews;

/// The case of a row, by its number here or in the system it came from, if there is exactly one.
fn case_of(
    tx: &mut Tx<'_>,
    region: &domain::base::Region,
    no: &str,
) -> Result<Option<domain::cases::Case>, StoreError> {
    if let Ok(no) = CaseNo::parse(no)
        && let Some((case, _)) = case_rows::case_by_no(tx, region, &no)?
    {
        return Ok(Some(case));
    }
    if no.is_empty() {
        return Ok(None);
    }
    match case_rows::case_lines_of_foreign_no(tx, region, no)?.as_slice() {
        [only] => Ok(case_rows::case(tx, region, only.id)?.map(|(case, _)| case)),
        [] | [_, _, ..] => Ok(None),
    }
}

fn row(tx: &mut Tx<'_>, occasion: &TableOccasion, review: &ImportedReview) -> Result<ImportedRow, StoreError> {
    let region = &occasion.region;
    let case = case_of(tx, region, &review.case_no)?;
    let item = match &case {
        Some(_) => None,
        None => catalogue::item_by_code(tx, region, &review.item_code)?,
    };
    Ok(ImportedRow {
        import: occasion.import,
        row: review.row,
        key: review.key.clone(),
        case_no: review.case_no.clone(),
        case: case.as_ref().map(|c| c.id.get()),
        node: review.node,
        stars: review.level.stars(),
        options: review.options.clone(),
        words_mark: (!review.words.is_empty()).then(|| digest(review.words.as_bytes())),
        provenance: review.provenance,
        channel: review.channel,
        at: review.at,
        on: review.on,
        department: case
            .as_ref()
            .map(|c| c.department.get())
            .or(item.as_ref().map(|i| i.content.department.get()))
            .unwrap_or(0),
        item: case.as_ref().map(|c| c.item_id.get()).or(item.as_ref().map(|i| i.id.get())).unwrap_or(0),
        window: case.as_ref().and_then(|c| c.window_no),
        staff: case.as_ref().and_then(|c| served(c, review.node)).map(domain::base::StaffId::get),
        in_force: review.in_force,
    })
}

impl TableImport for Reviews {
    type Work = ReviewPlan;
    const KIND: TableKind = TableKind::Reviews;

    fn plan(tx: &mut Tx<'_>, at: &TableAt<'_>) -> Result<Result<Planned<Self::Work>, TableRefusal>, StoreError> {
        let known = rows::imported_keys(tx, &at.region)?;
        Ok(match plan_reviews(&known, at.rows, &review_rules().channels, at.today) {
            Ok(planned) => Ok(Planned { told: planned.told.clone(), work: planned }),
            Err(flaw) => Err(TableRefusal::Columns(flaw.to_string())),
        })
    }

    fn write(
        tx: &mut Tx<'_>,
        occasion: &TableOccasion,
        _settings: &TableSettings,
        planned: &Planned<Self::Work>,
    ) -> Result<(), StoreError> {
        let region = &occasion.region;
        for review in &planned.work.kept {
            let row = row(tx, occasion, review)?;
            rows::insert_imported_review(tx, region, &row)?;
        }
        let head = ReviewImport {
            import: occasion.import,
            file_name: occasion.file_name.clone(),
            digest: occasion.digest.clone(),
            entered_at: occasion.now,
        };
        let event = ReviewsImported {
            file_name: occasion.file_name.clone(),
            file_digest: occasion.digest.clone(),
            rows: planned.told.rows,
            added: planned.work.kept.len() as u64,
            unchanged: planned.told.unchanged,
            refused: planned.told.refused.len() as u64,
        };
        let listed = journal::bulk(tx, region, "imported_review", occasion.import.get())?;
        let seq = journal::head(tx, region, &Stream::review_imports())?;
        let entry = Entry::new(Stream::review_imports(), seq, "review.imported", &event)
            .with(rows::review_import_change(region, &head))
            .with_bulk(listed);
        journal::append(tx, region, &occasion.stamp, entry).map(|_| ())
    }
}
