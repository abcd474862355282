//! Ratings as those see them who may (看评价): one with its loop, lists, the worklist of a department, and what the public
//! reads. An anonymous rating shows no case and no person, to nobody.

use domain::{
    base::{DepartmentId, OrderId, ReviewId, StaffId, mask_in_words, shanghai_day},
    people::{Act, Desk, Reach, authorise, reach},
    reviews::{Rater, Review},
};
use store::{
    StoreError, Tx, cases as case_rows, people, rectification,
    reviews::{self as rows, Found, HandlingRow, ReviewFilter, ReviewRow},
};

use super::{
    ReviewRefusal,
    rules::{self, Editions},
};
use crate::{
    Bureau, Failure, Never,
    cases::{Particulars, opened, particulars_of},
};

/// A rating as it is shown.
#[derive(Debug, Clone)]
pub struct ReviewView {
    /// Id.
    pub id: ReviewId,
    /// Version for the next act.
    pub version: i64,
    /// The rating, with its words as far as the asker may read them.
    pub review: Review,
    /// Words of what was ticked.
    pub ticked: Vec<String>,
    /// Words of the second rating.
    pub again_words: String,
    /// Number of the case; `None` of an anonymous one.
    pub case_no: Option<String>,
    /// Applicant, masked; `None` of an anonymous one.
    pub applicant: Option<Particulars>,
    /// Item.
    pub item_name: String,
    /// Who decided.
    pub department: String,
    /// Their id.
    pub department_id: DepartmentId,
    /// Window.
    pub window: Option<u16>,
    /// Who served; empty where nobody is known.
    pub staff: String,
    /// Who wrote it down; empty for the applicant.
    pub entered_by: String,
    /// Loop of a bad one.
    pub handling: Option<HandlingRow>,
    /// What the person said on being told.
    pub answer: String,
    /// The file and row of another system that it came in; `None` of one given here.
    pub imported: Option<String>,
    /// The order, as it stands in addresses and as it is printed.
    pub order: Option<(String, String)>,
    /// Words as they may be published.
    pub public_words: String,
    /// The asker may look into it, put it right and tell.
    pub may_handle: bool,
    /// The asker may decide appeals and publish.
    pub may_settle: bool,
}

fn open_words(
    bureau: &Bureau,
    tx: &mut Tx<'_>,
    row: &ReviewRow,
    of: Option<&HandlingRow>,
) -> Result<[String; 3], StoreError> {
    let answer = of.and_then(|h| h.answer.as_ref()).and_then(|(words, _)| words.as_ref());
    let again = row.again.as_ref().and_then(|a| a.words.as_ref());
    if row.words.is_none() && again.is_none() && answer.is_none() {
        return Ok(Default::default());
    }
    let Some(key) = people::open_key(tx, bureau.region(), bureau.vault(), row.person)? else {
        return Ok(Default::default());
    };
    let open = |field: &str, bytes: Option<&Vec<u8>>| match bytes {
        Some(bytes) => opened(&key, bureau.region(), field, bytes).map(Option::unwrap_or_default),
        None => Ok(String::new()),
    };
    Ok([open("review_words", row.words.as_ref())?, open("review_words", again)?, open("review_answer", answer)?])
}

fn name_of(tx: &mut Tx<'_>, bureau: &Bureau, id: Option<StaffId>) -> Result<String, StoreError> {
    let Some(id) = id else { return Ok(String::new()) };
    Ok(people::staff(tx, bureau.region(), id)?.map(|s| s.name).unwrap_or_default())
}

fn order_of(tx: &mut Tx<'_>, bureau: &Bureau, id: Option<OrderId>) -> Result<Option<(String, String)>, StoreError> {
    let Some(id) = id else { return Ok(None) };
    Ok(rectification::order(tx, bureau.region(), id)?.map(|o| (o.no.slug(), o.no.to_string())))
}

/// File and row of a rating of another system.
fn imported_place(bureau: &Bureau, tx: &mut Tx<'_>, row: &ReviewRow) -> Result<Option<String>, StoreError> {
    let Some(key) = &row.import_key else { return Ok(None) };
    Ok(rows::imported_place(tx, bureau.region(), key)?.map(|(file, n)| format!("{file} 第 {n} 行")))
}

/// One rating. One of another department looks like one that is not there.
pub fn review_view(bureau: &Bureau, desk: &Desk, id: ReviewId) -> Result<ReviewView, Failure<ReviewRefusal>> {
    bureau.may(desk, Act::ReviewView)?;
    let shown = bureau.db().read(|tx| -> Result<Option<ReviewView>, StoreError> {
        let Some((row, of, item_name)) = rows::review(tx, bureau.region(), id)? else { return Ok(None) };
        let department = people::department(tx, bureau.region(), row.department)?.map(|d| d.name).unwrap_or_default();
        let right = |act| authorise(desk, act, Some((row.department, &department))).is_ok();
        if !right(Act::ReviewView) {
            return Ok(None);
        }
        let [words, again_words, answer] = open_words(bureau, tx, &row, of.as_ref())?;
        let (mut case_no, mut applicant) = (None, None);
        if row.review.rater == Rater::Named {
            case_no = Some(row.case_no.clone());
            if let Some((case, sealed)) = case_rows::case(tx, bureau.region(), row.review.case)? {
                applicant = Some(particulars_of(bureau, tx, (case.person, case.applicant_kind), &sealed)?.0);
            }
        }
        let staff = name_of(tx, bureau, row.staff)?;
        Ok(Some(ReviewView {
            id: row.id,
            version: row.version,
            ticked: rules::on(tx, bureau.region(), shanghai_day(row.review.at))?.ticked(&row.review.options),
            public_words: mask_in_words(words.trim(), std::slice::from_ref(&staff)),
            review: Review { text: words, ..row.review.clone() },
            again_words,
            case_no,
            applicant,
            item_name,
            department_id: row.department,
            window: row.window,
            staff,
            entered_by: name_of(tx, bureau, row.entered_by)?,
            imported: imported_place(bureau, tx, &row)?,
            order: order_of(tx, bureau, of.as_ref().and_then(|h| h.order))?,
            handling: of,
            answer,
            may_handle: right(Act::ReviewHandle),
            may_settle: right(Act::ReviewSettle),
            department,
        }))
    })?;
    shown.ok_or(Failure::NotFound)
}

/// A line of a list.
#[derive(Debug, Clone)]
pub struct ReviewLine {
    /// The row; its words stay sealed.
    pub row: ReviewRow,
    /// Loop of a bad one.
    pub handling: Option<HandlingRow>,
    /// Item.
    pub item_name: String,
    /// Department.
    pub department: String,
    /// Who served.
    pub staff: String,
    /// Words of what was ticked, as they stood on its day.
    pub ticked: Vec<String>,
}

fn lines(bureau: &Bureau, tx: &mut Tx<'_>, found: Vec<Found>) -> Result<Vec<ReviewLine>, StoreError> {
    let departments = people::departments(tx, bureau.region())?;
    let staff = people::staff_list(tx, bureau.region())?;
    let editions = Editions::load(tx, bureau.region())?;
    Ok(found
        .into_iter()
        .map(|(row, handling, item_name)| ReviewLine {
            department: departments.iter().find(|d| d.id == row.department).map(|d| d.name.clone()).unwrap_or_default(),
            staff: staff.iter().find(|s| Some(s.id) == row.staff).map(|s| s.name.clone()).unwrap_or_default(),
            ticked: editions.on(shanghai_day(row.review.at)).ticked(&row.review.options),
            row,
            handling,
            item_name,
        })
        .collect())
}

/// The department that a desk is held to; `Err` = it may see nothing at all.
pub(super) fn held_to(desk: &Desk, act: Act) -> Result<Result<Option<DepartmentId>, ()>, domain::people::Denied> {
    Ok(match reach(desk, act)? {
        Reach::County => Ok(None),
        Reach::Department(own) => Ok(Some(own)),
        Reach::Nothing => Err(()),
    })
}

/// Ratings that meet a filter, the newest first.
pub fn reviews(
    bureau: &Bureau,
    desk: &Desk,
    filter: &ReviewFilter,
    limit: i64,
) -> Result<Vec<ReviewLine>, Failure<Never>> {
    let Ok(own) = held_to(desk, Act::ReviewView)? else { return Ok(Vec::new()) };
    let filter = ReviewFilter { department: own.or(filter.department), ..*filter };
    Ok(bureau.db().read(|tx| {
        let found = rows::review_lines(tx, bureau.region(), &filter, limit)?;
        lines(bureau, tx, found)
    })?)
}

/// Bad ratings that wait, the most urgent first.
pub fn worklist(bureau: &Bureau, desk: &Desk) -> Result<Vec<ReviewLine>, Failure<Never>> {
    const MOST: i64 = 500;
    let Ok(own) = held_to(desk, Act::ReviewView)? else { return Ok(Vec::new()) };
    Ok(bureau.db().read(|tx| {
        let found = rows::reviews_to_handle(tx, bureau.region(), own, MOST)?;
        lines(bureau, tx, found)
    })?)
}

/// What is published, for everybody: rating and reply, without case and person.
pub fn published(bureau: &Bureau, desk: &Desk) -> Result<Vec<ReviewLine>, Failure<Never>> {
    const MOST: i64 = 200;
    bureau.may(desk, Act::ReviewNotice)?;
    Ok(bureau.db().read(|tx| {
        let found = rows::published_reviews(tx, bureau.region(), MOST)?;
        lines(bureau, tx, found)
    })?)
}
