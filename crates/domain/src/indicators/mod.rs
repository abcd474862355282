//! The figures of government services (五项指标 and those beside them): what counts, what stands in a
//! figure, rank and scores in the city, what closes a gap and what that would give.
//!
//! One file a figure holds its predicate; `store` holds the same predicate as SQL and a property
//! test holds one against the other. The definitions differ by province and year, so a profile is
//! data (domain §1.1). Not here: rectification orders, and how a report words a figure.

mod blocker;
mod closing;
mod evidence;
mod figure;
mod fully_online_rate;
mod hall_residency_rate;
mod indicator;
mod instant_rate;
mod limit_compression;
mod mobile_available_rate;
mod online_available_rate;
mod peer_table;
mod profile;
mod provincial_publication_rate;
mod rank;
mod reach;
mod reported;
mod row;
mod score;
mod standings;
mod station_coverage_rate;
mod station_naming_rate;
mod told_standing;
mod words;
mod zero_visit_rate;

pub use blocker::{Blocker, BlockerEntry, BlockerKind, BlockerRefusal, BlockersSet};
pub use closing::{Closing, FieldChange, close_division, close_item};
pub use evidence::{
    EVIDENCE_PARTS, EvidenceAsked, EvidenceKey, EvidencePart, EvidenceRow, Evidenced, evidence_parts, evidence_text,
    judge_evidence,
};
pub use figure::{Counts, Figure, Previous, SnapshotTaken, Tally};
pub use indicator::Indicator;
pub use limit_compression::compressed;
pub use peer_table::{CityFiguresImported, PeerKnown, PeerTablePlan, PeersAsked, plan_peer_table};
pub use profile::{Profile, ProfileChanged, ProfileFlaw};
pub use rank::{CountyFigure, Rank, is_better, place, rank_by};
pub use reach::{Candidate, Field, Goal, Need, cheapest_first, fewest, needed};
pub use reported::{
    EVIDENCE, EvidenceDigest, ReportChange, ReportFlaw, ReportedFigure, SnapshotReport, is_late, report_changes,
};
pub use row::{DivisionFacts, ItemFacts, RowStanding, division_standing, item_standing, tally_divisions, tally_items};
pub use score::{Scores, scores};
pub use standings::{
    NextBetter, ReportOf, Reported, Standing, StandingChange, StandingComputed, StandingPart, StandingRules,
    StandingRulesFlaw, StandingWeight, check_standing_rules, rank_counties, standing_changes, standing_rules_on,
};
pub use told_standing::{ToldFlaw, ToldStanding};
pub use words::{Against, Card, Direction, ExemptMode, FullyBy, OnlineBy, Rounding, TargetKind, Ties};
