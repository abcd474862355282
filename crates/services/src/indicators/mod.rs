//! Snapshots and figures (五项指标 and those beside them), the gaps they leave and what closing them would
//! give, the city's counties, trends, and the profiles that define it all.

mod blockers;
mod cheapest;
mod effect;
mod figures;
mod gap_sheet;
mod gaps;
mod import_peers;
mod peers;
mod policies;
mod profile_form;
mod profiles;
mod rows;
mod snapshot;
mod standing_now;
mod standings;
mod trend;
mod what_if;

pub use blockers::{BlockerForm, blocker_field, blocker_kinds, set_blocker};
pub use cheapest::{Aim, Cheapest, Outcome, cheapest};
pub use domain::indicators::{BlockerKind, BlockerRefusal};
pub use effect::Effect;
pub use figures::{CityRow, FrozenFigure, Report, latest, report};
pub use gap_sheet::{closes_text, gap_sheet, order_of};
pub use gaps::{BlockerOrigin, Gap, GapBlocker, GapList, GapOrder, GapUnit, gaps};
pub(crate) use import_peers::Peers;
pub use peers::{PeerGap, PeerRow, PeerTable, peers};
pub use policies::{
    ClaimForm, PolicyRefusal, ReceivedPolicy, SentLine, SentPolicy, answer_policy, claim_policy, count_effects,
    publish_policy, received_policies, sent_policies, withdraw_policy,
};
pub use profile_form::{ProfileForm, profile_field};
use profiles::take_over;
pub use profiles::{
    ProfileChangeLine, ProfilePreview, ProfileRefusal, alternatives, announce_profiles, profile_history, profiles,
    propose, put_in_force, save_profile,
};
pub use rows::{RowsPage, figure_rows};
pub use snapshot::{SnapshotRefusal, take};
pub use standing_now::{StandingNow, prove_order, standing_now};
pub use standings::{
    AskForm, AskRefusal, AskedOfUs, Board, BoardRow, CountyStanding, EvidenceView, LastReport, OwnStanding,
    ask_evidence, board, board_sheet, county_standing, evidence_view, own_standings, run_standings, standing_bulletin,
    standing_rules,
};
pub(crate) use standings::{EVIDENCE, EVIDENCE_ASKS, REPORTS, STANDINGS};
pub use store::indicators::{FigureRow, KeptReport, KeptStanding};
pub use trend::{By, Moved, TrendPoint, moved, trend};
pub use what_if::{WhatIf, WhatIfAnswer, WhatIfLine, what_if};
