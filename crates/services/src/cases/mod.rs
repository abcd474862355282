//! Cases (办件): opened at a window or sent in, corrected, accepted, reviewed, stopped, extended, decided,
//! completed, handed out, ended; worklist, one case, public progress.

mod accept;
mod again;
mod apply;
mod assist;
mod attach;
mod batch;
mod complete;
mod consent;
mod correct;
mod count;
mod counted;
mod decide;
mod deliver;
mod detach;
mod end;
mod export_file;
mod file;
mod file_room;
mod import;
mod import_batch;
mod import_rows;
mod list;
pub(crate) mod member;
mod move_due;
mod open;
mod outlook;
mod park;
mod phrases;
mod progress;
mod push;
mod reusable;
mod review;
mod rules;
mod scan;
mod scrub;
mod send_back;
mod sitting;
mod statistics;
mod step;
mod takeover;
mod timers;
mod view;

pub use accept::{Accepted, OnTheSpot, ReceiveForm, accept, accept_on_the_spot, is_instant, receive, take_and_ask};
pub(crate) use again::again_for;
pub use again::{Again, AgainForm, again, begin_again};
pub use apply::{
    ApplyRefusal, Begun, Draft, Own, OwnRef, begin_draft, bring_own, deferral_terms, keep_draft, may_apply, own,
    promise_own, put_aside_own, rate, submit, supply_own, withdraw,
};
pub(crate) use apply::{answers, rate_within};
pub use assist::{
    AssistRefusal, AssistedRow, AssistedWork, ConsentGiven, HelpedCase, assisted, begin_assisted, helped_by_me,
};
pub(crate) use attach::attach_ahead;
pub use attach::{AttachForm, Attached, FileNotKept, Incoming, attach, attach_own, attach_pushed};
pub use batch::{BatchForm, BatchLine, BatchRefusal, Decided, batch, decide_batch, size_of_batch};
pub use complete::{CompleteForm, complete};
pub use consent::{CodeSent, send_consent_code, sends_codes};
pub use correct::{CorrectionForm, ask_correction, bring, supply};
pub use count::count_first;
pub use counted::{CountedForm, CountedLine, CountedList, counted};
pub use decide::{DecideForm, DecideRefusal, decide};
pub use deliver::{DeliverForm, DeliverRefusal, deliver};
pub use detach::{DetachForm, detach, remove_own};
pub use end::{EndForm, end, right_to_end};
pub use export_file::{CaseFile, case_export_source, read_cases};
pub use file::{
    CaseFiles, FileLine, FileUnreadable, OwnFile, TakenOut, case_files, open_file, open_own_file, own_file_names,
    own_files,
};
pub(crate) use file::{FileOpened, content};
pub use file_room::FILE_ROOM;
pub use import::{CaseImport, CaseImportOutcome, CaseImportRefusal, case_imports, import_cases, preview_cases};
pub use list::{ListForm, WorkLine, WorkList, list, numbers_of, stages};
pub(crate) use move_due::moved;
pub use move_due::{MovedCase, behind, move_due};
pub(crate) use open::answered;
pub use open::{AcceptForm, AcceptRefusal};
pub use outlook::{Outlook, outlook, preview_due};
pub use park::{PARKED_FOR, open_parked, park, parked, unpark};
pub use phrases::{
    PhraseForm, PhraseRefusal, Phrases, change_county_phrases, county_phrases, county_phrases_source, keep_phrases,
    own_phrases, phrases,
};
pub use progress::{Progress, ProgressRefusal, progress};
pub(crate) use progress::{Right, right_of, slowed};
pub use push::{Application, PushForm, PushRefusal, Pushed, PushedMaterial, application, push};
pub(crate) use push::{Ready, push_within, pushed_digest, ready_from, system};
pub use reusable::{Earlier, Reusable, reusable};
pub use review::{
    CheckForm, ExtendForm, Found, SuspendForm, check_commitment, examine, extend, resume, suspend, take_up,
};
pub use rules::{case_rules, case_rules_source};
pub use scan::{Reached, scan};
pub use scrub::{Scrubbed, SweepFault, scrub, scrub_all, sweep_files};
pub use send_back::{SendBackForm, send_back};
pub(crate) use sitting::{Sat, Sitting};
pub use sitting::{SittingForm, SittingRefusal, may_sit_through, same_applicant};
pub use statistics::{CaseCounts, Statistics, StatisticsForm, StatisticsLine, statistics};
pub use step::CaseRef;
pub(crate) use step::{Used, told_under, under};
pub use store::{
    cases::{CaseLine, Parked},
    journal::EventRow,
};
pub use takeover::{DecisionReport, ResultReport, hand_back, report_decision, report_result, take_back, take_over};
pub use timers::{Passed, run_timers};
pub use view::{CaseView, Particulars, receipt, view};
pub(crate) use view::{opened, particulars_of};
