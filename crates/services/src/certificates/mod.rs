//! Electronic certificates (电子证照): kinds, making the result of a case into one, registering those from elsewhere,
//! ending, lists, the public's verification, the paper, the seal of the county's service, and what need not be handed in.

mod end;
mod held_for;
mod issue;
mod kinds;
mod list;
mod offer;
mod paper;
mod refusal;
mod register;
mod seal;
mod seal_service;
mod sitting;
mod step;
mod verify;
mod view;

pub use domain::certificates::{
    Certificate, CertificateCode, CertificateKind, Ending, Evidence, HeldMaterial, KindForm, Making, Origin, Refusal,
    Standing, State,
};
pub use end::{EndForm, end};
pub(crate) use held_for::person_of;
pub use held_for::{HeldFor, held_again, held_by_code, held_for};
pub use issue::{IssueForm, Issued, issue, issue_completed};
pub use kinds::{KindLine, KindView, kind, kinds, save_kind};
pub use list::{CertificateLine, CertificateList, ListForm, Part, list};
pub use offer::{Offer, Replaceable, offer, offered_number};
pub use paper::{CertificateFile, PaperRefusal, case_paper, paper};
pub use refusal::{CertificateRefusal, FieldFlaw};
pub use register::{RegisterForm, Registered, register};
pub use seal::{SealForm, SealRefusal, seal};
pub use seal_service::{HttpSealService, SealAnswer, SealFault, SealRequest, SealService};
pub use sitting::{Rehearsal, SatThrough, rehearse, sit};
pub use verify::{Verified, VerifyRefusal, verify};
pub use view::{CertificateView, Holder, of_case, view};
