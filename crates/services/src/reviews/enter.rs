//! Writing a rating down for somebody (代录评价): from paper, from a call, or on a device that staff hold. The last is a
//! series of its own and in no rate. What callers of the weekly draw heard comes over by a job.

use domain::{
    base::{ReviewId, shanghai_midnight},
    people::{Act, Denied, Desk},
    reviews::{Form, Origin, Provenance, ReviewChannel, ServiceNode, last_contact},
};
use jiff::ToSpan as _;
use serde::Serialize;
use store::cases as case_rows;

use super::{
    Given, ReviewRefusal,
    give::{Hand, give_within, served, typed},
    refusal::case_no,
};
use crate::{Bureau, Failure, followup::answered_calls};

/// The way a rating came to the staff.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EnteredWay {
    /// A form on paper, filled in by the applicant.
    Paper,
    /// Said by telephone.
    Phone,
    /// On a device of the staff.
    StaffDevice,
}

impl EnteredWay {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Paper, Self::Phone, Self::StaffDevice];

    /// Word in forms.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Paper => "paper",
            Self::Phone => "phone",
            Self::StaffDevice => "staff_device",
        }
    }

    /// Word on pages.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Paper => "纸质评价表",
            Self::Phone => "电话",
            Self::StaffDevice => "工作人员设备（单独统计，不算主动评价）",
        }
    }

    const fn made(self) -> (Provenance, ReviewChannel) {
        match self {
            Self::Paper => (Provenance::Citizen, ReviewChannel::Paper),
            Self::Phone => (Provenance::Phone, ReviewChannel::Phone),
            Self::StaffDevice => (Provenance::StaffDevice, ReviewChannel::WindowDevice),
        }
    }
}

/// What the form holds.
#[derive(Debug, Clone, Default, Serialize)]
pub struct EnterForm {
    /// 办件编号.
    pub case_no: String,
    /// Word of the way.
    pub way: String,
    /// 1 to 5.
    pub stars: String,
    /// Codes ticked.
    pub options: Vec<String>,
    /// Words.
    pub words: String,
    /// Not to be named.
    pub anonymous: bool,
}

/// Writes it down. The same key has one effect.
pub fn enter(
    bureau: &Bureau,
    desk: &Desk,
    form: &EnterForm,
    key: Option<&str>,
) -> Result<Given, Failure<ReviewRefusal>> {
    let role = bureau.may(desk, Act::ReviewEnter)?;
    let by = desk.staff.as_ref().map(|s| s.id).ok_or(Denied::NotSignedIn)?;
    let way = EnteredWay::ALL.into_iter().find(|w| w.as_str() == form.way.trim());
    let way = way.ok_or(Failure::Refused(ReviewRefusal::Way))?;
    let no = case_no(&form.case_no).map_err(Failure::Refused)?;
    let filled = typed(&form.stars, &form.options, &form.words, form.anonymous).map_err(Failure::Refused)?;
    let command = bureau.command(desk, "review.enter", key, form);
    let (worker, desk, id) = (bureau.clone(), desk.clone(), ReviewId::new(bureau.new_id()));
    let done = bureau.db().commit(command, move |tx| -> Result<Given, Failure<ReviewRefusal>> {
        let found = case_rows::case_by_no(tx, worker.region(), &no)?.filter(|(case, _)| !case.stage.is_draft());
        let (case, sealed) = found.ok_or_else(|| Failure::Refused(ReviewRefusal::NoCase(no.to_string())))?;
        let node = last_contact(&case).ok_or(Failure::Refused(ReviewRefusal::NothingYet))?;
        let (provenance, channel) = way.made();
        if provenance.is_own() && served(&case, node) == Some(by) {
            return Err(Failure::Refused(ReviewRefusal::OwnCase));
        }
        let origin = Origin { case: case.id, node, provenance, channel };
        let hand = Hand { desk: &desk, role, entered_by: Some(by), device: None, opens_loop: true, order: None };
        give_within(&worker, tx, (case, &sealed), origin, &filled, (id, hand))
    })?;
    Ok(done.value)
}

/// Days of calls that are looked back on.
const LOOKED_BACK: i64 = 42;

/// Takes over what was answered in the weekly calls (电话回访): the level alone, for cases that nobody rated. A low one is a
/// bad rating like any other: its loop begins, with the order that the call opened. A job that may run as often as it likes. Returns how many.
pub fn take_calls(bureau: &Bureau) -> Result<u64, Failure<ReviewRefusal>> {
    let mut taken = 0;
    let days = (bureau.today().saturating_sub(LOOKED_BACK.days()), bureau.today().saturating_add(1.day()));
    let span = (shanghai_midnight(days.0), shanghai_midnight(days.1));
    for (line, call, answers) in bureau.db().read(|tx| answered_calls(bureau, tx, span))? {
        let (worker, id) = (bureau.clone(), ReviewId::new(bureau.new_id()));
        taken += bureau.db().write(move |tx| -> Result<u64, Failure<ReviewRefusal>> {
            let Some((case, sealed)) = case_rows::case(tx, worker.region(), line.case)? else { return Ok(0) };
            let contact = (case.id, ServiceNode::Completion);
            let own = store::reviews::review_of_contact(tx, worker.region(), contact, store::reviews::Series::Own)?;
            if own.is_some() || case.stage.completion().is_none() {
                return Ok(0);
            }
            let origin = Origin {
                case: case.id,
                node: ServiceNode::Completion,
                provenance: Provenance::Phone,
                channel: ReviewChannel::Phone,
            };
            let form =
                Form { level: Some(answers.overall), options: Vec::new(), text: String::new(), anonymous: false };
            let desk = Desk::system("电话回访");
            let hand = Hand {
                desk: &desk,
                role: None,
                entered_by: Some(call.by),
                device: None,
                opens_loop: true,
                order: line.order,
            };
            give_within(&worker, tx, (case, &sealed), origin, &form, (id, hand))?;
            Ok(1)
        })?;
    }
    Ok(taken)
}
