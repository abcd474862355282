//! Cases (办件): from draft to archive, each step a pure function that takes the case and returns the
//! next one with its event, or refuses with a sentence.
//!
//! Not here: the bytes of files, certificates, the archive's packages, reviews.

mod accept;
mod applicant;
mod assist;
mod attach;
mod batch;
mod case;
mod channel;
mod clocks;
mod close;
mod complete;
mod consent;
mod correct;
mod count;
mod decide;
mod decision;
mod deliver;
mod end;
mod extend;
mod given;
mod handling;
mod import;
mod joint;
mod material;
mod notice;
mod number;
mod open;
mod pause;
mod phrase;
mod promise;
mod push;
mod refusal;
mod reported;
mod review;
mod rules;
mod scan;
mod send_back;
mod stage;
mod takeover;

pub use accept::{
    AcceptFacts, CaseAccepted, accept, accept_submitted, deem_accepted, offers_commitment, promised_until,
};
pub use applicant::{Applicant, ApplicantFlaw, ApplicantKind};
pub use assist::{
    Assisted, AssistedCount, AssistedLine, CaseAssisted, CaseAssistedByCode, Consent, assisted_work, helper_sees,
};
pub use attach::{
    AttachRefusal, CaseAhead, CaseFile, FileAttached, FileDetached, FileDropped, FileRoom, NewFile, attach,
    attach_ahead, detach, drop_file, fits, is_applicants_to_remove, takes_files, uploaded,
};
pub use batch::{BATCH, fits_a_batch, nothing_open};
pub use case::{Case, Foreign, Receipt, Waiting};
pub use channel::Channel;
pub use clocks::{Clocks, DueDay, LimitSource, Terms, clocks};
pub use close::{CaseArchived, CaseRated, archive, rate};
pub use complete::{CaseCompleted, complete};
pub use consent::{CodeFlaw, CodeRules, ConsentCode, ConsentCodeSent};
pub use correct::{CorrectionAsked, CorrectionLapsed, CorrectionSupplied, ask_correction, lapse_correction, supply};
pub use count::{Cell, Countable, Pace, Side, Timely, cells};
pub use decide::{CaseDecided, TakenAsTold, decide};
pub use decision::{Completion, Decision, Delivery, DeliveryWay, Outcome, TakenAs};
pub use deliver::{CaseDelivered, deliver};
pub use end::{CaseEnded, end};
pub use extend::{CaseExtended, DueMoved, Prolonging, extend, recount};
pub use given::{Said, given, is_given, veiled};
pub use handling::{
    Acceptance, Accepter, Archiving, Commitment, CommitmentCheck, Correction, CorrectionItem, EndKind, Ending,
    Extension, Pause, PauseKind, PauseSpan, Rating, Review,
};
pub use import::{CaseImported, CasesImported, Imported, Step, StepEvent, advance, import};
pub use joint::{
    CaseNoticeHeld, CaseReceivedAnew, JointMember, accept_jointly, hold_notice, open_jointly, receive_anew,
};
pub use material::{Brought, HandedIn, Means, Verdict, by_certificate, missing_materials};
pub use notice::{Named, Notice, NoticeKind, RIGHTS, deferred, notice, number_label};
pub use number::{CaseNo, CaseNoFlaw};
pub use open::{
    CaseDrafted, CaseRedrafted, CaseSubmitted, Opening, draft, may_apply, open_to_applications, put_aside, redraft,
    submit,
};
pub use pause::{CaseResumed, CaseSuspended, resume, suspend};
pub use phrase::{CountyPhrases, CountyPhrasesChanged, PhraseFlaw, PhraseKind, phrases_of};
pub use promise::{CommitmentChecked, MaterialsBrought, OwedLapsed, bring, check_commitment, lapse_owed, promise};
pub use push::{CasePushed, Pushed, arrived, foreign_no, push};
pub use refusal::Refusal;
pub use reported::{End, Reported, ReportedApplicant, RowFlaw, Sequel, read_applicant, read_report};
pub use review::{CaseTakenUp, MaterialsExamined, examine, take_up};
pub use rules::{ApproverRank, CaseRules, DeferralTerms, Lapse};
pub use scan::{Scanned, read_scan};
pub use send_back::{CaseSentBack, send_back};
pub use stage::{Finished, STAGES, Stage};
pub use takeover::{
    CaseHandedBack, CaseTakenOver, Elsewhere, ReportedDecision, ReportedResult, hand_back, report_decision,
    report_result, take_over,
};

#[cfg(test)]
pub(crate) mod tests;
