//! Taking ratings of another system (导入好差评): joined to the cases and items that are here, counted as series of their
//! own, the same file never twice. Bad ones of a case or a department of this county are worked through here like the
//! county's own, with their clocks from the day of the import; their words are sealed under the key of the case's person.
//! Words of all others are not taken over.

use domain::{
    base::{CaseId, DepartmentId, ImportId, ItemId, PersonId, Region, ReviewId, StaffId, TableKind},
    cases::CaseNo,
    reviews::{ImportedReview, Provenance, Rater, Review, ReviewGiven, ReviewPlan, ReviewsImported, plan_reviews},
};
use jiff::{ToSpan as _, civil::Date};
use store::{
    StoreError, Tx, cases as case_rows, catalogue, digest,
    journal::{self, Entry, Stream},
    people,
    reviews::{self as rows, ImportedRow, ReviewImport, ReviewRow, Series},
};

use super::{give::open_loop, give::served, rules as county};
use crate::base::{Planned, TableAt, TableImport, TableOccasion, TableRefusal, TableSettings};

/// Ratings of another system.
pub(crate) struct Reviews;

/// The case of a row, by its number here or in the system it came from, if there is exactly one.
fn case_of(tx: &mut Tx<'_>, region: &Region, no: &str) -> Result<Option<domain::cases::Case>, StoreError> {
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

fn row(
    tx: &mut Tx<'_>,
    (region, import): (&Region, ImportId),
    review: &ImportedReview,
) -> Result<ImportedRow, StoreError> {
    let case = case_of(tx, region, &review.case_no)?;
    let item = match &case {
        Some(_) => None,
        None => catalogue::item_by_code(tx, region, &review.item_code)?,
    };
    Ok(ImportedRow {
        import,
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

/// Whether a bad rating is worked through here: new enough, in force, made by somebody, of a department that is known,
/// and not the same that the applicant gave here.
fn is_ours(
    tx: &mut Tx<'_>,
    region: &Region,
    (review, row): (&ImportedReview, &ImportedRow),
    (days, today): (u32, Date),
) -> Result<bool, StoreError> {
    let made = review.provenance != Provenance::SystemDefault;
    let is_new = days > 0 && review.on >= today.saturating_sub(i64::from(days).days());
    if review.level.passes() || !review.in_force || !made || !is_new || row.department == 0 {
        return Ok(false);
    }
    let Some(case) = row.case else { return Ok(true) };
    let own = rows::review_of_contact(tx, region, (CaseId::new(case), review.node), Series::Own)?;
    Ok(own.is_none_or(|(_, handling, _)| handling.is_none()))
}

/// Opens the loop of a bad rating of another system.
fn work_through(
    tx: &mut Tx<'_>,
    occasion: &TableOccasion,
    review: &ImportedReview,
    imported: &ImportedRow,
) -> Result<(), StoreError> {
    let (bureau, region) = (&occasion.bureau, &occasion.region);
    let case = match imported.case {
        Some(id) => case_rows::case(tx, region, CaseId::new(id))?.map(|(case, _)| case),
        None => None,
    };
    let person = case.as_ref().map_or(PersonId::new(0), |c| c.person);
    let key = people::open_key(tx, region, bureau.vault(), person)?;
    let text = review.words.trim();
    let words = key.filter(|_| !text.is_empty()).map(|k| k.seal(region, "review_words", text, bureau.rng()));
    let row = ReviewRow {
        id: ReviewId::new(bureau.new_id()),
        version: 1,
        review: Review {
            case: CaseId::new(imported.case.unwrap_or_default()),
            node: review.node,
            level: review.level,
            options: review.options.clone(),
            text: String::new(),
            provenance: review.provenance,
            channel: review.channel,
            // Whose case is known can be asked; of the others nobody knows who they are.
            rater: if case.is_some() { Rater::Named } else { Rater::Anonymous },
            at: review.at,
            set_aside: false,
            again: None,
        },
        case_no: case.as_ref().map_or_else(|| imported.case_no.clone(), |c| c.no.to_string()),
        person,
        department: DepartmentId::new(imported.department),
        item: ItemId::new(imported.item),
        window: imported.window,
        staff: imported.staff.map(StaffId::new),
        entered_by: None,
        words,
        words_mark: (!text.is_empty()).then(|| bureau.vault().blind("review_words", text)),
        device: None,
        phone: None,
        finished_at: case.as_ref().and_then(|c| c.stage.completion()).map(|c| c.at),
        again: None,
        import_key: Some(imported.key.clone()),
    };
    let of = open_loop(bureau, tx, &row, None)?;
    let event = ReviewGiven {
        node: review.node,
        level: review.level,
        options: review.options.clone(),
        provenance: review.provenance,
        channel: review.channel,
        again: false,
    };
    let entry = Entry::new(Stream::review(row.id), 0, "review.given", &event)
        .with(rows::review_change(region, &row))
        .with(rows::handling_change(region, &of));
    journal::append(tx, region, &occasion.stamp, entry).map(|_| ())
}

impl TableImport for Reviews {
    type Work = ReviewPlan;
    const KIND: TableKind = TableKind::Reviews;

    fn plan(tx: &mut Tx<'_>, at: &TableAt<'_>) -> Result<Result<Planned<Self::Work>, TableRefusal>, StoreError> {
        let known = rows::imported_keys(tx, &at.region)?;
        let edition = county::on(tx, &at.region, at.today)?;
        let rules = edition.rules();
        Ok(match plan_reviews(&known, at.rows, &rules.channels, at.today) {
            Ok(mut planned) => {
                let mut ours = 0_u64;
                for review in planned.kept.iter().filter(|r| !r.level.passes()) {
                    let row = row(tx, (&at.region, ImportId::new(0)), review)?;
                    ours += u64::from(is_ours(tx, &at.region, (review, &row), (rules.import_days, at.today))?);
                }
                if ours > 0 {
                    let days = rules.contact_workdays;
                    planned.told.notes.push(format!("{ours} 条差评是本县的，导入后要在 {days} 个工作日内联系核实"));
                }
                Ok(Planned { told: planned.told.clone(), work: planned })
            }
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
        let days = county::on(tx, region, occasion.today)?.rules().import_days;
        for review in &planned.work.kept {
            let row = row(tx, (region, occasion.import), review)?;
            rows::insert_imported_review(tx, region, &row)?;
            if is_ours(tx, region, (review, &row), (days, occasion.today))? {
                work_through(tx, occasion, review, &row)?;
            }
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
