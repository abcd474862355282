//! One rating (评价): its words sealed under the key of the case's person, device and telephone as keyed digests.

use domain::{
    base::{CaseId, DepartmentId, ItemId, PersonId, Region, ReviewId, Satisfaction, StaffId, shanghai_day},
    reviews::{Provenance, Rater, Review, ReviewCell, ReviewChannel, ServiceNode},
};
use jiff::Timestamp;

use crate::{
    journal::Change,
    seam::{Row, StoreError, Val},
};

/// Which of a contact's ratings: each series has one of its own (一次一评), so that a default or a staff device never
/// keeps the applicant from rating.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Series {
    /// The applicant's own.
    Own,
    /// From a device of the staff.
    StaffDevice,
    /// Noted by the system.
    Default,
}

impl Series {
    /// The series of a provenance.
    pub const fn of(provenance: Provenance) -> Self {
        match provenance {
            Provenance::Citizen | Provenance::Phone => Self::Own,
            // What is imported lies in a table of its own; were it ever here, it is nobody's own.
            Provenance::StaffDevice | Provenance::Import => Self::StaffDevice,
            Provenance::SystemDefault => Self::Default,
        }
    }

    /// Word in tables.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Own => "own",
            Self::StaffDevice => "staff_device",
            Self::Default => "default",
        }
    }
}

/// The rating after it was put right (追评).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Again {
    /// When.
    pub at: Timestamp,
    /// Sealed words.
    pub words: Option<Vec<u8>>,
}

/// A rating with what stands beside it. Words of the rating itself are empty here: they are sealed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReviewRow {
    /// Id.
    pub id: ReviewId,
    /// Expected version for the next act.
    pub version: i64,
    /// The rating.
    pub review: Review,
    /// 办件编号.
    pub case_no: String,
    /// Whose case: under this key the words are sealed.
    pub person: PersonId,
    /// Who decided.
    pub department: DepartmentId,
    /// Item.
    pub item: ItemId,
    /// Window it was handed in at.
    pub window: Option<u16>,
    /// Who served; `None` = nobody that is known.
    pub staff: Option<StaffId>,
    /// Member of staff who wrote it down; `None` = the applicant.
    pub entered_by: Option<StaffId>,
    /// Sealed words.
    pub words: Option<Vec<u8>>,
    /// Keyed digest of the words; `None` without.
    pub words_mark: Option<String>,
    /// Keyed digest of the device; `None` where it tells nothing.
    pub device: Option<String>,
    /// Keyed digest of the telephone number of the case.
    pub phone: Option<String>,
    /// When the result was entered.
    pub finished_at: Option<Timestamp>,
    /// The second rating, where there is one; its level stands in the review.
    pub again: Option<Again>,
    /// By which row of a file of another system it is known; `None` = given here. It is counted as that row, not again.
    pub import_key: Option<String>,
}

impl ReviewRow {
    /// The one cell it is counted in.
    pub fn cell(&self) -> ReviewCell {
        cell(
            (&self.review, self.department.get(), self.item.get()),
            (self.window.map_or(0, i64::from), self.staff.map_or(0, StaffId::get)),
        )
    }
}

fn cell((r, department, item): (&Review, i64, i64), (window, staff): (i64, i64)) -> ReviewCell {
    ReviewCell {
        month: month(&shanghai_day(r.at).to_string()),
        department,
        item,
        window,
        staff,
        provenance: r.provenance,
        channel: r.channel,
        stars: r.level.stars(),
        named: r.rater == Rater::Named,
        set_aside: r.set_aside,
        whole_case: r.node == ServiceNode::Completion,
    }
}

/// Month of a day, `2026-11`.
pub(super) fn month(day: &str) -> String {
    day.chars().take(7).collect()
}

pub(super) const COLUMNS: &str = "r.id AS id, r.version AS version, r.case_id AS case_id, r.case_no AS case_no, \
     r.person_id AS person_id, r.node AS node, r.stars AS stars, r.options AS options, r.words AS words, \
     r.words_mark AS words_mark, r.provenance AS provenance, r.channel AS channel, r.named AS named, \
     r.given_at AS given_at, r.department_id AS department_id, r.item_id AS item_id, r.window_no AS window_no, \
     r.staff_id AS staff_id, r.entered_by AS entered_by, r.device AS device, r.phone AS phone, \
     r.finished_at AS finished_at, r.set_aside AS set_aside, r.again_stars AS again_stars, r.again_at AS again_at, \
     r.again_words AS again_words, r.import_key AS import_key";

pub(super) fn stars(row: &Row, column: &str) -> Result<Satisfaction, StoreError> {
    Satisfaction::from_stars(row.num(column)?)
        .ok_or_else(|| StoreError::corrupt(format!("review.{column}"), "不是 1 到 5"))
}

pub(super) fn word<T>(row: &Row, column: &str, parse: impl Fn(&str) -> Option<T>) -> Result<T, StoreError> {
    parse(&row.text(column)?).ok_or_else(|| StoreError::corrupt(format!("review.{column}"), "不认识的字"))
}

/// What is counted of a row: these columns alone are asked for.
pub(super) const COUNTED: &str = "id, case_id, node, stars, provenance, channel, named, given_at, department_id, item_id, window_no, \
     staff_id, set_aside, import_key";

fn bare(row: &Row) -> Result<Review, StoreError> {
    Ok(Review {
        case: CaseId::new(row.int("case_id")?),
        node: word(row, "node", ServiceNode::parse)?,
        level: stars(row, "stars")?,
        options: Vec::new(),
        text: String::new(),
        provenance: word(row, "provenance", Provenance::parse)?,
        channel: word(row, "channel", ReviewChannel::parse)?,
        rater: if row.flag("named")? { Rater::Named } else { Rater::Anonymous },
        at: row.instant("given_at")?,
        set_aside: row.flag("set_aside")?,
        again: None,
    })
}

/// The cell of a row that has the columns of [`COUNTED`]; `None` of one that came in a file, where it is counted.
pub(super) fn cell_of(row: &Row) -> Result<Option<ReviewCell>, StoreError> {
    if row.opt_text("import_key")?.is_some() {
        return Ok(None);
    }
    let review = bare(row)?;
    Ok(Some(cell(
        (&review, row.int("department_id")?, row.int("item_id")?),
        (row.opt_int("window_no")?.unwrap_or(0), row.opt_int("staff_id")?.unwrap_or(0)),
    )))
}

pub(super) fn read(row: &Row) -> Result<ReviewRow, StoreError> {
    let level_again = row.opt_int("again_stars")?.map(|_| stars(row, "again_stars")).transpose()?;
    let again = match (level_again, row.opt_instant("again_at")?, row.opt_bytes("again_words")?) {
        (None, None, None) => None,
        (Some(_), Some(at), words) => Some(Again { at, words }),
        (_, _, _) => return Err(StoreError::corrupt("service_review.again", "追评的内容不齐")),
    };
    let review = Review { options: row.json("options")?, again: level_again, ..bare(row)? };
    Ok(ReviewRow {
        id: ReviewId::new(row.int("id")?),
        version: row.int("version")?,
        review,
        case_no: row.text("case_no")?,
        person: PersonId::new(row.int("person_id")?),
        department: DepartmentId::new(row.int("department_id")?),
        item: ItemId::new(row.int("item_id")?),
        window: row.opt_num("window_no")?,
        staff: row.opt_int("staff_id")?.map(StaffId::new),
        entered_by: row.opt_int("entered_by")?.map(StaffId::new),
        words: row.opt_bytes("words")?,
        words_mark: row.opt_text("words_mark")?,
        device: row.opt_text("device")?,
        phone: row.opt_text("phone")?,
        finished_at: row.opt_instant("finished_at")?,
        again,
        import_key: row.opt_text("import_key")?,
    })
}

/// Ratings of other systems stand in a series each: several may speak of one contact.
fn series(r: &ReviewRow) -> String {
    match &r.import_key {
        Some(_) => format!("import/{}", r.id),
        None => Series::of(r.review.provenance).as_str().to_owned(),
    }
}

/// The after-image of a rating.
pub fn review_change(region: &Region, r: &ReviewRow) -> Change {
    let mut row = vec![
        ("region", Val::from(region)),
        ("id", Val::from(r.id)),
        ("version", Val::from(r.version)),
        ("case_id", Val::from(r.review.case)),
        ("case_no", Val::from(&r.case_no)),
        ("person_id", Val::from(r.person)),
        ("node", Val::from(r.review.node.as_str())),
        ("series", Val::from(series(r))),
        ("stars", Val::from(i64::from(r.review.level.stars()))),
        ("options", Val::from(serde_json::json!(r.review.options).to_string())),
        ("words", Val::from(r.words.clone())),
        ("words_mark", Val::from(r.words_mark.as_deref())),
        ("provenance", Val::from(r.review.provenance.as_str())),
        ("channel", Val::from(r.review.channel.as_str())),
        ("named", Val::from(r.review.rater == Rater::Named)),
        ("given_at", Val::from(r.review.at)),
        ("given_on", Val::from(shanghai_day(r.review.at))),
    ];
    row.extend([
        ("department_id", Val::from(r.department)),
        ("item_id", Val::from(r.item)),
        ("window_no", Val::from(r.window)),
        ("staff_id", Val::from(r.staff)),
        ("entered_by", Val::from(r.entered_by)),
        ("device", Val::from(r.device.as_deref())),
        ("phone", Val::from(r.phone.as_deref())),
        ("finished_at", Val::from(r.finished_at)),
        ("set_aside", Val::from(r.review.set_aside)),
        ("again_stars", Val::from(r.review.again.map(|l| i64::from(l.stars())))),
        ("again_at", Val::from(r.again.as_ref().map(|a| a.at))),
        ("again_words", Val::from(r.again.as_ref().and_then(|a| a.words.clone()))),
        ("import_key", Val::from(r.import_key.as_deref())),
    ]);
    Change::put("service_review", row)
}
