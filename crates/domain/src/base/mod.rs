//! The ground floor (基础): what every other part of the rules stands on.
//!
//! Deliberately not here: anything that knows of an item, a case or a person, and the real clock
//! and the real source of chance, which the binary hands in.

pub mod aspect;
pub mod calendar;
pub mod chance;
pub mod clock;
pub mod dates;
pub mod files;
pub mod identifiers;
pub mod ids;
pub mod interval;
pub mod mask;
pub mod mask_words;
pub mod moments;
pub mod ratio;
pub mod region;
pub mod satisfaction;
pub mod suppress;
pub mod table;
pub mod tail;

pub use aspect::Aspect;
pub use calendar::{Calendar, CalendarFlaw, CalendarYear, DayStanding, Due, LocalDay, LocalKind, NoticeDay, Workday};
pub use chance::{Rng, SeededRng};
pub use clock::{Clock, FixedClock, ManualClock, shanghai_day, shanghai_midnight, shanghai_text};
pub use dates::{date_text, date_text_with_year, parse_date, weekday_text};
pub use files::{FileKind, Look, clean_file_name, look, name_with_ending, secret_in_name, secret_in_text};
pub use identifiers::{CitizenCard, CitizenId, CodeField, Flaw, Mobile, OrgCode, Phone, Uscc};
pub use identifiers::{fold, fold_code, fold_line, fold_lines, fold_name};
pub use ids::{
    AppointmentId, CampaignId, CardId, CaseId, CertificateId, CertificateKindId, ChainId, DepartmentId, DrawId,
    EvaluationBulletinId, EvaluationDisputeId, EvaluationRunId, EvaluationTalkId, FileId, ImportId, ItemId, KeyId,
    LeadId, LetterId, LineId, MatterId, OrderId, PackageId, PersonId, PhotoId, QuestionnaireId, ReportId, ResponseId,
    ReviewId, ReviewSignId, RoundId, RunId, SnapshotId, StaffId, SubscriptionId, SupervisionId, WindowId, id_from,
};
pub use interval::{Confidence, Interval, highest_unseen, highest_unseen_text, wilson};
pub use mask::{mask_address, mask_citizen_id, mask_mobile, mask_name, mask_org_name, mask_text};
pub use mask_words::{mask_in_words, names_somebody};
pub use moments::parse_moment;
pub use ratio::{Percent, Ratio};
pub use region::{DivisionCode, DivisionLevel, Region};
pub use satisfaction::Satisfaction;
pub use suppress::suppressed;
pub use table::{FieldChange, RefusedRow, TableKind, TableLine, TablePlan, TableRow, named};
pub use tail::{adjust, binomial_tail, poisson_tail};
