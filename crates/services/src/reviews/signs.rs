//! Signs of gaming as leads (刷评迹象): the ratings of the days looked back on, held against each other, with the rows of
//! each sign. People look into them; nothing is taken out of a rate.

use std::collections::BTreeMap;

use domain::{
    base::{DepartmentId, StaffId, shanghai_day},
    people::{Act, Desk},
    reviews::{ReviewFact, Sign, look, looks_back_to},
};
use jiff::civil::Date;
use store::{
    people,
    reviews::{self as rows, ReviewFilter, ReviewRow},
};

use super::{review_rules, view::held_to};
use crate::{Bureau, Failure, Never};

/// A sign with names and its rows.
#[derive(Debug, Clone)]
pub struct SignView {
    /// What was found.
    pub sign: Sign,
    /// Whose ratings.
    pub staff: String,
    /// Of which department.
    pub department: String,
    /// An innocent explanation, to be looked at first.
    pub explanation: String,
    /// The ratings, the first of them; their words stay sealed.
    pub rows: Vec<ReviewRow>,
}

/// What was looked at and what was found.
#[derive(Debug, Clone)]
pub struct Signs {
    /// First and last day.
    pub days: (Date, Date),
    /// How many ratings were looked at.
    pub looked_at: u64,
    /// What was found.
    pub signs: Vec<SignView>,
}

fn fact(row: &ReviewRow, staff: StaffId) -> ReviewFact {
    ReviewFact {
        review: row.id,
        staff,
        department: row.department,
        person: row.person.get(),
        stars: row.review.level.stars(),
        options: row.review.options.clone(),
        words: row.words_mark.clone(),
        at: row.review.at,
        finished_at: row.finished_at,
        device: row.device.clone(),
        phone: row.phone.clone(),
    }
}

/// Looks at the applicants' own ratings of the last months. A department sees what was found of its own people, beside
/// what all others have.
pub fn signs(bureau: &Bureau, desk: &Desk) -> Result<Signs, Failure<Never>> {
    const MOST: i64 = 200_000;
    let own = held_to(desk, Act::ReviewView)?.unwrap_or(Some(DepartmentId::new(0)));
    let rules = &review_rules().signs;
    let days = (shanghai_day(looks_back_to(bureau.now(), rules)), bureau.today());
    Ok(bureau.db().read(|tx| {
        let found = rows::review_lines(tx, bureau.region(), &ReviewFilter::of_days(days), MOST)?;
        let ratings: Vec<ReviewRow> =
            found.into_iter().map(|(row, _, _)| row).filter(|r| r.review.provenance.is_own()).collect();
        // What a caller or a clerk wrote down comes when they write it, from no device of the applicant.
        let facts: Vec<ReviewFact> = ratings
            .iter()
            .filter(|r| r.entered_by.is_none())
            .filter_map(|r| r.staff.map(|staff| fact(r, staff)))
            .collect();
        let by_id: BTreeMap<_, _> = ratings.iter().map(|r| (r.id, r)).collect();
        let (names, departments) =
            (people::staff_list(tx, bureau.region())?, people::departments(tx, bureau.region())?);
        let shown = look(&facts, rules).into_iter().filter(|s| own.is_none_or(|d| d == s.department));
        let signs = shown
            .map(|sign| SignView {
                staff: names.iter().find(|s| s.id == sign.staff).map(|s| s.name.clone()).unwrap_or_default(),
                department: departments
                    .iter()
                    .find(|d| d.id == sign.department)
                    .map(|d| d.name.clone())
                    .unwrap_or_default(),
                explanation: rules
                    .settings
                    .iter()
                    .find(|s| s.kind == sign.kind)
                    .map(|s| s.explanation.clone())
                    .unwrap_or_default(),
                rows: sign.rows.iter().filter_map(|id| by_id.get(id).map(|r| (*r).clone())).collect(),
                sign,
            })
            .collect();
        Ok::<_, store::StoreError>(Signs { days, looked_at: facts.len() as u64, signs })
    })?)
}
