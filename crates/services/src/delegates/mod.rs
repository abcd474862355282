//! Chief affairs representatives (首席事务代表): appointing, authorising, filing, publishing, revoking; the register with what
//! lacks on top, one letter with its paper, the public notice, what a check on a day finds, and the board of what has
//! really moved (三集中三到位).
//!
//! Not here: under which letter a case is decided, which the step of the case looks up.

mod appoint;
mod authorise;
mod board;
mod desk;
mod dismiss;
mod file;
mod findings;
mod letter_view;
mod notice;
mod paper;
mod publish;
mod refusal;
mod register;
mod remind;
mod revoke;
mod rules;
mod scan;
mod sent_back;
mod step;
mod window_rules;

pub use appoint::{AppointForm, appoint, appoint_with};
pub use authorise::{AuthoriseForm, Candidates, authorise, authorise_with, candidates};
pub use board::{BoardRows, BoardView, UnitForm, board, board_rows, record_unit};
pub use desk::{DeskItem, RepresentativeDesk, representative_desk};
pub use dismiss::{DismissForm, dismiss};
pub use domain::delegates::{
    AppointmentLetter, ApprovalUnit, AtWindow, AuthorizationLetter, BoardLine, BoardRow, Capacity, Cell, LetterScan,
    LetterState, Listing, Missing, Parts, Power, Refusal, ScanBefore, Subject, Warning, powers_text,
};
pub use file::{FileForm, file_appointment, file_letter};
pub use findings::{
    BareDecisionLine, DepartmentGap, Exercise, Findings, LackingLine, LetterEnd, UnauthorisedLine, findings,
};
pub use letter_view::{AppointmentView, LetterView, NamedItem, appointment, letter};
pub use notice::{NoticeLine, notice};
pub use paper::{LetterPaper, print};
pub use publish::publish;
pub use refusal::DelegateRefusal;
pub use register::{DepartmentLine, Register, register};
pub(crate) use remind::{KeptReminders, Reminders, is_fresh};
pub use remind::{LetterAttention, letter_attention, remind};
pub use revoke::{RevokeForm, revoke};
pub use rules::{RulesForm, RulesRefusal, RulesView, change_delegate_rules, delegate_rules};
pub use scan::{IncomingScan, ScanFlaw, SeenScan, TakenScan, keep_scan, look_at_scan, open_scan};
pub use sent_back::{
    AwayDepartment, AwayLine, AwayView, BackLine, ItemUse, MonthBack, SentBackView, sent_back, still_away,
};
pub use store::{
    delegates::{DepartmentItem, ItemDecisions, SentBackLine},
    digest as digest_of,
    journal::EventRow,
};
pub(crate) use window_rules::window_rules;
pub use window_rules::{WindowRulesForm, WindowRulesView, change_window_rules, window_rules_view};
