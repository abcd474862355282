//! Pages of oversight (监督): of the watch (电子监察) the board with heat-map and where the time goes, cards with their disputes
//! and public reasons, supervision orders, the rules, a run on demand, the public notice, and the API; leads and the acts on
//! them, runs of the detectors, what is really handled in the hall.

pub(crate) mod api;
pub(crate) mod api_steps;
pub(crate) mod board;
pub(crate) mod card;
pub(crate) mod card_steps;
pub(crate) mod cards;
pub(crate) mod detectors;
pub(crate) mod issue;
pub(crate) mod leads;
pub(crate) mod notice;
pub(crate) mod order;
pub(crate) mod order_files;
pub(crate) mod order_steps;
pub(crate) mod orders;
pub(crate) mod profile;
pub(crate) mod run;
pub(crate) mod words;

mod api_view;
mod board_page;
mod card_page;
mod cards_page;
mod issue_page;
mod notice_page;
mod order_page;
mod orders_page;
mod profile_page;
mod run_page;

pub use api_view::RunJson;
pub use board_page::{BoardFigure, BoardRow, DayRow, DueRow, FinishRow, SpellRow, TimeRow, WatchBoardPage};
pub use card_page::{CardPage, Talk};
pub use cards_page::{CardRow, CardsPage};
pub use detectors::{
    FindingRow, HallProfilePage, HallRow, OutcomeRow, QueuePage, QueueRow, ResidencyDepartmentRow, ResidencyJson,
    ResidencyPage, ResidencyRow, RunJson as DetectRunJson, RunListPage, RunPage, RunRow, TallyRow,
};
pub use issue_page::IssueSupervisionPage;
pub use leads::{EvidenceRow, LeadListPage, LeadPage, LeadRow, LeadsJson, SettlePart};
pub use notice_page::{NoticePage as OverdueNoticePage, NoticeRow as OverdueRow};
pub use order_page::{Passed, SupervisionPage};
pub use orders_page::{SupervisionListPage, SupervisionRow};
pub use profile_page::WatchProfilePage;
pub use run_page::{RunLine, WatchRunPage};
