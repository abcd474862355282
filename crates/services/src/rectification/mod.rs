//! The register of rectification (整改台账): opening orders one by one or in a batch, answer, check with the
//! source's proof, withdrawal, reminders, the register in figures and lists.
//!
//! This word stands left of the sources that open orders, so it does not know how a gap looks now: whoever
//! calls [`check`] hands in a proof, and its one line of effect is what the closed order keeps.

mod answer;
mod attention;
mod check;
mod inspection;
mod issue;
mod list;
mod remind;
mod rules;
mod step;
mod subject;
mod view;
mod withdraw;

pub(crate) use answer::answer_within;
pub use answer::{AnswerForm, answer};
pub use attention::{Attention, attention};
pub use check::{CheckForm, CheckRefusal, Prover, check};
pub use domain::rectification::{
    Condition, Ending, NewOrder, Order, OrderNo, Proof, Refusal, Source, Stage, Subject, SubjectKind,
};
pub use inspection::{
    InspectRefusal, InspectedLine, NextVisit, RoundForm, RoundView, StationVisits, VisitForm, change_checklist,
    checklist, close_round, inspect, next_visit, open_round, prove_inspection, round_view, rounds,
};
pub(crate) use issue::issue_within;
pub use issue::{IssueRefusal, IssuedBatch, IssuedOrder, default_due, issue, open_orders};
pub use list::{ListForm, Register, RegisterLine, Summary, list, summary};
pub use remind::remind;
pub use store::{
    journal::EventRow,
    rectification::{OpenOrder, OrderCounts, OrderState, UnitCounts},
};
pub use subject::{FoundSubject, SubjectRefusal, find_subject};
pub use view::{OrderView, view};
pub use withdraw::{WithdrawForm, withdraw};
