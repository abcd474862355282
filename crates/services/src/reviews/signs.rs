//! Signs of gaming as leads (刷评迹象): a job holds the ratings of the days looked back on against each other and keeps what
//! it finds, once each, with the rows of each sign. People look into them; nothing is taken out of a rate.

use std::collections::BTreeMap;

use domain::{
    base::{DepartmentId, ReviewId, ReviewSignId, StaffId, shanghai_day},
    people::{Act, Denied, Desk, authorise},
    reviews::{
        self as rules, ReviewFact, Sign, SignKind, SignLead, SignRefusal, SignRules, SignState, look, looks_back_to,
    },
};
use jiff::civil::Date;
use serde::Serialize;
use store::{
    StoreError, Tx,
    journal::{self, Entry, Stream},
    people,
    reviews::{self as rows, ReviewFilter, ReviewRow},
};

use super::{rules as county, view::held_to};
use crate::{Bureau, Failure, Never};

/// Ratings looked at in one go at most.
const MOST: i64 = 200_000;

/// A lead with names and its rows.
#[derive(Debug, Clone)]
pub struct SignView {
    /// The lead.
    pub lead: SignLead,
    /// Whose ratings.
    pub staff: String,
    /// Of which department.
    pub department: String,
    /// Who looked into it; empty while nobody did.
    pub settled_by: String,
    /// An innocent explanation, to be looked at first.
    pub explanation: String,
    /// Seconds within which ratings of this kind are too close, by the rules in use.
    pub seconds: u32,
    /// The ratings; their words stay sealed. Empty in lists.
    pub rows: Vec<ReviewRow>,
    /// The reader may look into it.
    pub may_settle: bool,
}

/// How leads of one kind were looked into.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SignCount {
    /// Which kind.
    pub kind: SignKind,
    /// Waiting.
    pub open: u64,
    /// With an innocent explanation: false ones.
    pub explained: u64,
    /// That stood.
    pub upheld: u64,
}

/// What is looked at and what was found.
#[derive(Debug, Clone)]
pub struct Signs {
    /// First and last day of the ratings that are looked at now.
    pub days: (Date, Date),
    /// Leads, those that wait first.
    pub leads: Vec<SignView>,
    /// Every kind, with how its leads were looked into.
    pub counts: Vec<SignCount>,
    /// The reader may have the ratings looked at now.
    pub may_look: bool,
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

/// What rules find in the ratings.
pub(super) struct Found {
    pub(super) signs: Vec<Sign>,
}

/// Looks at the applicants' own ratings of the days that the rules look back on.
pub(super) fn found(bureau: &Bureau, tx: &mut Tx<'_>, rules: &SignRules) -> Result<Found, StoreError> {
    let days = (shanghai_day(looks_back_to(bureau.now(), rules)), bureau.today());
    let ratings = rows::review_lines(tx, bureau.region(), &ReviewFilter::of_days(days), MOST)?;
    // What a caller or a clerk wrote down comes when they write it, from no device of the applicant.
    let facts: Vec<ReviewFact> = ratings
        .iter()
        .map(|(row, _, _)| row)
        .filter(|r| r.review.provenance.is_own() && r.entered_by.is_none())
        .filter_map(|r| r.staff.map(|staff| fact(r, staff)))
        .collect();
    Ok(Found { signs: look(&facts, rules) })
}

/// Keeps what is found as leads: new ones, and open ones that have more evidence. A job that may run as often as it likes:
/// the same ratings never make a second lead. Returns how many were opened or brought up to date.
pub fn keep_signs(bureau: &Bureau) -> Result<u64, StoreError> {
    let (edition, found) = bureau.db().read(|tx| {
        let edition = county::on(tx, bureau.region(), bureau.today())?;
        let found = found(bureau, tx, &edition.rules().signs)?;
        Ok::<_, StoreError>((edition, found))
    })?;
    let mut kept = 0;
    for sign in found.signs {
        let least = edition.rules().signs.settings.iter().find(|s| s.kind == sign.kind).map_or(1, |s| s.at_least);
        let (worker, version) = (bureau.clone(), edition.county.version);
        let id = ReviewSignId::new(bureau.new_id());
        kept += bureau.db().write(move |tx| -> Result<u64, StoreError> {
            let region = worker.region();
            let known = rows::newest_review_sign(tx, region, (sign.kind, sign.staff))?;
            let met = rules::meet(&sign, known.as_ref(), (id, worker.now()), (least, version));
            let Some((lead, event)) = met else { return Ok(0) };
            let entry = Entry::new(Stream::review_sign(lead.id), lead.version - 1, "review.sign_found", &event)
                .with(rows::review_sign_change(region, &lead));
            journal::append(tx, region, &Desk::system("刷评监测").stamp(worker.now(), None), entry)?;
            Ok(1)
        })?;
    }
    Ok(kept)
}

struct Names {
    staff: BTreeMap<StaffId, String>,
    departments: BTreeMap<DepartmentId, String>,
}

impl Names {
    fn load(bureau: &Bureau, tx: &mut Tx<'_>) -> Result<Self, StoreError> {
        let region = bureau.region();
        Ok(Self {
            staff: people::staff_list(tx, region)?.into_iter().map(|s| (s.id, s.name)).collect(),
            departments: people::departments(tx, region)?.into_iter().map(|d| (d.id, d.name)).collect(),
        })
    }

    fn view(&self, lead: SignLead, rules: &SignRules, may_settle: bool) -> SignView {
        let setting = rules.settings.iter().find(|s| s.kind == lead.kind);
        let person = |id: &StaffId| self.staff.get(id).cloned().unwrap_or_default();
        SignView {
            staff: person(&lead.staff),
            department: self.departments.get(&lead.department).cloned().unwrap_or_default(),
            settled_by: match &lead.state {
                SignState::Open => String::new(),
                SignState::Explained(ruling) | SignState::Upheld(ruling) => person(&ruling.by),
            },
            explanation: setting.map(|s| s.explanation.clone()).unwrap_or_default(),
            seconds: setting.map(|s| s.seconds).unwrap_or_default(),
            rows: Vec::new(),
            may_settle: may_settle && lead.state == SignState::Open,
            lead,
        }
    }
}

fn may_settle(desk: &Desk) -> bool {
    authorise(desk, Act::ReviewSettle, None).is_ok()
}

/// The leads. A department sees what was found of its own people, beside what all others have.
pub fn signs(bureau: &Bureau, desk: &Desk) -> Result<Signs, Failure<Never>> {
    const LISTED: i64 = 500;
    let own = held_to(desk, Act::ReviewView)?.unwrap_or(Some(DepartmentId::new(0)));
    let may = may_settle(desk);
    Ok(bureau.db().read(|tx| {
        let edition = county::on(tx, bureau.region(), bureau.today())?;
        let rules = &edition.rules().signs;
        let names = Names::load(bureau, tx)?;
        let found = rows::review_sign_counts(tx, bureau.region(), own)?;
        let of = |kind, state: &str| {
            found.iter().filter(|(k, s, _)| *k == kind && s == state).map(|(_, _, n)| *n).sum::<u64>()
        };
        let count = |kind| SignCount {
            kind,
            open: of(kind, "open"),
            explained: of(kind, "explained"),
            upheld: of(kind, "upheld"),
        };
        let leads = rows::review_signs(tx, bureau.region(), own, LISTED)?;
        Ok::<_, StoreError>(Signs {
            days: (shanghai_day(looks_back_to(bureau.now(), rules)), bureau.today()),
            counts: SignKind::ALL.into_iter().map(count).collect(),
            leads: leads.into_iter().map(|lead| names.view(lead, rules, may)).collect(),
            may_look: may,
        })
    })?)
}

/// One lead with its evidence. One of another department looks like one that is not there.
pub fn sign(bureau: &Bureau, desk: &Desk, id: ReviewSignId) -> Result<SignView, Failure<SignRefusal>> {
    let own = held_to(desk, Act::ReviewView)?.unwrap_or(Some(DepartmentId::new(0)));
    let may = may_settle(desk);
    let found = bureau.db().read(|tx| -> Result<Option<SignView>, StoreError> {
        let lead = rows::review_sign(tx, bureau.region(), id)?;
        let Some(lead) = lead.filter(|l| own.is_none_or(|d| d == l.department)) else { return Ok(None) };
        let edition = county::on(tx, bureau.region(), bureau.today())?;
        let evidence: Vec<ReviewId> = lead.evidence.clone();
        let mut view = Names::load(bureau, tx)?.view(lead, &edition.rules().signs, may);
        for id in evidence {
            view.rows.extend(rows::review(tx, bureau.region(), id)?.map(|(row, _, _)| row));
        }
        Ok(Some(view))
    })?;
    found.ok_or(Failure::NotFound)
}

/// How a lead was looked into, as typed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct SignForm {
    /// `explained` or `upheld`.
    pub ruling: String,
    /// Why.
    pub reason: String,
}

/// Marks a lead as explained or upheld, under the version that the page was made from. The same key has one effect.
/// Returns the next version.
pub fn settle_sign(
    bureau: &Bureau,
    desk: &Desk,
    (id, expected): (ReviewSignId, i64),
    form: &SignForm,
    key: Option<&str>,
) -> Result<i64, Failure<SignRefusal>> {
    let role = bureau.may(desk, Act::ReviewSettle)?;
    let by = desk.staff.as_ref().map(|s| s.id).ok_or(Denied::NotSignedIn)?;
    let upheld = match form.ruling.trim() {
        "upheld" => true,
        "explained" => false,
        _ => return Err(Failure::Refused(SignRefusal::RulingMissing)),
    };
    let (worker, stamp, reason) = (bureau.clone(), desk.stamp(bureau.now(), role), form.reason.clone());
    let command = bureau.command(desk, "review.sign_settle", key, &(id, expected, form));
    let done = bureau.db().commit(command, move |tx| -> Result<i64, Failure<SignRefusal>> {
        let region = worker.region();
        let lead = rows::review_sign(tx, region, id)?.ok_or(Failure::NotFound)?;
        if lead.version != expected {
            return Err(Failure::Stale);
        }
        let settled = rules::settle_sign(lead, (by, worker.now()), upheld, &reason).map_err(Failure::Refused)?;
        let (lead, event) = settled;
        let entry = Entry::new(Stream::review_sign(id), lead.version - 1, "review.sign_settled", &event)
            .with(rows::review_sign_change(region, &lead));
        journal::append(tx, region, &stamp, entry)?;
        Ok(lead.version)
    })?;
    Ok(done.value)
}

impl SignForm {
    /// The field that a refusal speaks of.
    #[must_use]
    pub const fn field(refusal: &SignRefusal) -> &'static str {
        match refusal {
            SignRefusal::RulingMissing => "ruling",
            SignRefusal::ReasonMissing | SignRefusal::ReasonLong(_) => "reason",
            SignRefusal::Settled | SignRefusal::Own => "",
        }
    }
}
