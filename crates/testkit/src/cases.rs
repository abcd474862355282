//! Cases that tests begin from (办件), and the steps that most of them take.

use domain::{
    base::{Calendar, CaseId, DepartmentId, Due, ItemId, PersonId, StaffId},
    cases::{
        Acceptance, Accepter, ApplicantKind, Case, CaseNo, CaseRules, Channel, Clocks, DeliveryWay, DueDay, HandedIn,
        Lapse, Outcome, Receipt, Stage, complete, decide, deliver,
    },
};
use jiff::civil::{Date, date};

use crate::stamp;

const DAY: Date = date(2026, 11, 20);

/// The county's numbers as the law has them, and round ones where it is silent.
#[must_use]
pub fn case_rules() -> CaseRules {
    CaseRules {
        notice_workdays: 5,
        correction_workdays: 15,
        correction_lapse: Lapse::Withdrawn,
        deferred_workdays: 10,
        deferred_lapse: Lapse::Cancelled,
        extension_workdays: 10,
        joint_extension_workdays: 15,
        delivery_workdays: 10,
        commitment_workdays: 60,
        draft_days: 60,
        again_workdays: 15,
        again_times: 2,
        drafts_per_address: 30,
    }
}

/// A calendar that knows no notice: Monday to Friday.
///
/// # Panics
/// Never: nothing can contradict itself in an empty list.
#[must_use]
pub fn weekdays() -> Calendar {
    Calendar::new(Vec::new()).expect("an empty calendar")
}

/// A case accepted at window 3 on 2026-11-20 and due on 2026-11-27, its number made from its id.
///
/// # Panics
/// When the id is no number of a day.
#[must_use]
pub fn accepted_case(id: i64, item: ItemId, department: DepartmentId) -> Case {
    let material = |name: &str, received| HandedIn { name: name.into(), received, ..HandedIn::default() };
    let (at, by, on) = (stamp().happened_at, StaffId::new(1), date(2026, 11, 27));
    let due = DueDay { on: Some(on), provisional: false, limit_text: "承诺 5 个工作日".into() };
    let clocks = Clocks { promised: Some(Due { on, provisional: false }), statutory: None, due };
    Case {
        id: CaseId::new(id),
        version: 1,
        no: CaseNo::new(DAY, 3, u32::try_from(id).expect("a small id")),
        item_id: item,
        item_version: 1,
        item_name: "临时救助".into(),
        department,
        accepting_department: None,
        window_no: Some(3),
        channel: Channel::Window,
        foreign: None,
        person: PersonId::new(1),
        applicant_kind: ApplicantKind::Person,
        materials: vec![material("身份证", true), material("申请表", false)],
        receipt: Receipt { at, on: DAY, by: Some(by), notice_by: None },
        correction: None,
        commitment: None,
        elsewhere: None,
        matter: None,
        stage: Stage::Accepted(Acceptance {
            at,
            on: DAY,
            by: Accepter::Staff(by),
            clocks,
            stopped: Vec::new(),
            extension: None,
        }),
    }
}

/// The same, granted (or denied with a reason) by member of staff 2 an hour later.
///
/// # Panics
/// When the case cannot be decided.
#[must_use]
pub fn decided(case: Case, outcome: Outcome) -> Case {
    let reason = match outcome {
        Outcome::Grant => "",
        Outcome::Deny => "不符合条件",
    };
    let who = (StaffId::new(2), stamp().happened_at, DAY);
    decide(case, outcome, (reason, "见附件"), (&case_rules(), &weekdays()), who, None).expect("a case in hand").0
}

/// The same, completed with a notice.
///
/// # Panics
/// When the case is not decided.
#[must_use]
pub fn completed(case: Case) -> Case {
    complete(case, "救助通知书", "救〔2026〕1号", "批文", StaffId::new(2), stamp().happened_at)
        .expect("a decided case")
        .0
}

/// The same, handed out.
///
/// # Panics
/// When the case is not completed.
#[must_use]
pub fn delivered(case: Case, way: DeliveryWay) -> Case {
    deliver(case, way, "收件人", StaffId::new(2), stamp().happened_at).expect("a completed case").0
}
