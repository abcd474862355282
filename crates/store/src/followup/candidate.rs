//! The list that a draw is made from (抽样名单): the finished cases of a week, and the list frozen with the draw.

use domain::{
    base::{CaseId, DepartmentId, DrawId, OrderId, PersonId, Region, shanghai_day},
    cases::ApplicantKind,
    followup::{Candidate, FrozenCandidate, Outcome, Place, StratumKey},
};
use jiff::{Timestamp, civil::Date};

use crate::{
    journal::{self, Bulk, insert},
    seam::{Row, StoreError, Tx, Val, in_lists, in_slots},
    vals,
};

/// A finished case as the list needs it. The number to call is sealed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FinishedCase {
    /// Id.
    pub case: CaseId,
    /// 办件编号.
    pub case_no: String,
    /// Whose.
    pub person: PersonId,
    /// Who decided, and whose case it is.
    pub stratum: StratumKey,
    /// Window where it was handed in.
    pub window: Option<u16>,
    /// 办结.
    pub completed_at: Timestamp,
    /// Sealed mobile.
    pub phone: Vec<u8>,
    /// The applicant's key, wrapped; `None` when it was erased.
    pub key: Option<Vec<u8>>,
}

fn applicant(row: &Row) -> Result<ApplicantKind, StoreError> {
    ApplicantKind::parse(&row.text("applicant_kind")?)
        .ok_or_else(|| StoreError::corrupt("applicant_kind", "不认识的申请人类型"))
}

pub(super) fn stratum(row: &Row) -> Result<StratumKey, StoreError> {
    Ok(StratumKey { department: DepartmentId::new(row.int("department_id")?), applicant: applicant(row)? })
}

/// Cases that were completed from one instant up to another.
pub fn finished_cases(
    tx: &mut Tx<'_>,
    region: &Region,
    from: Timestamp,
    before: Timestamp,
) -> Result<Vec<FinishedCase>, StoreError> {
    tx.rows(
        "SELECT c.id AS id, c.case_no AS case_no, c.person_id AS person_id, c.department_id AS department_id, \
         c.applicant_kind AS applicant_kind, c.window_no AS window_no, c.completed_at AS completed_at, \
         c.contact_phone AS contact_phone, k.wrapped AS wrapped FROM service_case c LEFT JOIN person_key k \
         ON k.region = c.region AND k.person_id = c.person_id \
         WHERE c.region = $1 AND c.completed_at >= $2 AND c.completed_at < $3 AND c.stage <> 'ended' ORDER BY c.case_no",
        vals![region, from, before],
    )?
    .iter()
    .map(|r| {
        Ok(FinishedCase {
            case: CaseId::new(r.int("id")?),
            case_no: r.text("case_no")?,
            person: PersonId::new(r.int("person_id")?),
            stratum: stratum(r)?,
            window: r.opt_num("window_no")?,
            completed_at: r.instant("completed_at")?,
            phone: r.bytes("contact_phone")?,
            key: r.opt_bytes("wrapped")?,
        })
    })
    .collect()
}

/// When somebody was last spoken to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Contact {
    /// Who.
    pub person: PersonId,
    /// Last reached by a call.
    pub reached_on: Option<Date>,
    /// Last declined.
    pub refused_on: Option<Date>,
}

/// The last contacts of these people, by person; whoever was never spoken to is left out.
pub fn contacts(tx: &mut Tx<'_>, region: &Region, people: &[PersonId]) -> Result<Vec<Contact>, StoreError> {
    let sql = format!(
        "SELECT person_id, outcome, max(ended_at) AS ended_at FROM followup_line WHERE region = $1 \
         AND outcome IN ('reached', 'declined') AND person_id IN ({}) GROUP BY person_id, outcome \
         ORDER BY person_id, outcome",
        in_slots(1)
    );
    let people: Vec<Val> = people.iter().map(|p| Val::from(*p)).collect();
    let mut out: Vec<Contact> = Vec::new();
    for row in in_lists(tx, &sql, vals![region], &people)? {
        let person = PersonId::new(row.int("person_id")?);
        let day = shanghai_day(row.instant("ended_at")?);
        if out.last().is_none_or(|c| c.person != person) {
            out.push(Contact { person, reached_on: None, refused_on: None });
        }
        let Some(contact) = out.last_mut() else { continue };
        if row.text("outcome")? == Outcome::Reached.as_str() {
            contact.reached_on = Some(day);
        } else {
            contact.refused_on = Some(day);
        }
    }
    Ok(out)
}

/// The place of a row that may have none.
pub(super) fn place(row: &Row) -> Result<Option<Place>, StoreError> {
    let corrupt = || StoreError::corrupt("place", "位次的种类和号码对不上");
    let (Some(kind), Some(n)) = (row.opt_text("place_kind")?, row.opt_int("place")?) else {
        return match (row.opt_text("place_kind")?, row.opt_int("place")?) {
            (None, None) => Ok(None),
            (_, _) => Err(corrupt()),
        };
    };
    let count = || u32::try_from(n).map_err(|_| corrupt());
    match kind.as_str() {
        "sample" => Ok(Some(Place::Sample(count()?))),
        "reserve" => Ok(Some(Place::Reserve(count()?))),
        "second" => Ok(Some(Place::Second(OrderId::new(n)))),
        _ => Err(corrupt()),
    }
}

/// The number that stands beside the kind of a place.
pub(super) fn place_number(place: Place) -> i64 {
    match place {
        Place::Sample(n) | Place::Reserve(n) => i64::from(n),
        Place::Second(order) => order.get(),
    }
}

/// Freezes the list of a draw; the event of the draw vouches for it by its digest.
pub fn keep_list(tx: &mut Tx<'_>, region: &Region, draw: DrawId, list: &[FrozenCandidate]) -> Result<Bulk, StoreError> {
    let rows: Vec<Vec<Val>> = list
        .iter()
        .map(|one| {
            let c = &one.candidate;
            vals![
                region,
                draw,
                &c.case_no,
                c.case,
                c.person,
                c.stratum.department,
                c.stratum.applicant.as_str(),
                c.window,
                c.finished_on,
                c.has_phone,
                c.reached_on,
                c.refused_on,
                one.left_out.as_deref(),
                one.place.map(Place::as_str),
                one.place.map(place_number),
            ]
            .to_vec()
        })
        .collect();
    insert(
        tx,
        "INSERT INTO followup_candidate (region, draw_id, case_no, case_id, person_id, department_id, applicant_kind, \
         window_no, finished_on, has_phone, reached_on, refused_on, left_out, place_kind, place) VALUES",
        "",
        &rows,
    )?;
    journal::bulk(tx, region, "followup_candidate", draw.get())
}

/// The frozen list of a draw, by number.
pub fn frozen_list(tx: &mut Tx<'_>, region: &Region, draw: DrawId) -> Result<Vec<FrozenCandidate>, StoreError> {
    tx.rows(
        "SELECT case_no, case_id, person_id, department_id, applicant_kind, window_no, finished_on, has_phone, \
         reached_on, refused_on, left_out, place_kind, place FROM followup_candidate \
         WHERE region = $1 AND draw_id = $2 ORDER BY case_no",
        vals![region, draw],
    )?
    .iter()
    .map(|r| {
        Ok(FrozenCandidate {
            candidate: Candidate {
                case: CaseId::new(r.int("case_id")?),
                person: PersonId::new(r.int("person_id")?),
                case_no: r.text("case_no")?,
                stratum: stratum(r)?,
                window: r.opt_num("window_no")?,
                finished_on: r.date("finished_on")?,
                has_phone: r.flag("has_phone")?,
                reached_on: r.opt_date("reached_on")?,
                refused_on: r.opt_date("refused_on")?,
            },
            left_out: r.opt_text("left_out")?,
            place: place(r)?,
        })
    })
    .collect()
}
