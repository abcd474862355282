//! Cases (办件): from acceptance at the window to delivery, each step a pure function that takes
//! the case and returns the next one with its event, or refuses with a sentence.
//!
//! Not here: corrections, special procedures, extensions, withdrawal (later steps of the life of a
//! case), and the clocks other than the due day.

mod accept;
mod case;
mod complete;
mod decide;
mod deliver;
mod due;

pub use accept::{
    AcceptFacts, Applicant, ApplicantFlaw, ApplicantKind, CaseAccepted, HandedIn, Opening, accept, missing_materials,
    open_to_applications,
};
pub use case::{Case, CaseNo, CaseNoFlaw, Completion, Decision, Delivery, DeliveryWay, Outcome, Refusal, Stage};
pub use complete::{CaseCompleted, complete};
pub use decide::{CaseDecided, decide};
pub use deliver::{CaseDelivered, deliver};
pub use due::{DueDay, LimitSource, due_day};

#[cfg(test)]
mod tests;
