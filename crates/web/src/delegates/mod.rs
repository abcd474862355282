//! Pages about representatives (首席事务代表): the register with what lacks on top, one letter with the forms of its next
//! steps and its paper, the forms to appoint and authorise, what a check finds, what went back to the
//! departments, the board of what has really moved (三集中三到位), the public notice, and the API.

pub(crate) mod acts;
pub(crate) mod api;
pub(crate) mod appoint;
pub(crate) mod authorise;
pub(crate) mod board;
pub(crate) mod board_json;
pub(crate) mod check;
pub(crate) mod desk_api;
pub(crate) mod files;
pub(crate) mod letter;
pub(crate) mod notice;
pub(crate) mod register;
pub(crate) mod rules;
pub(crate) mod scan;
pub(crate) mod sent_back;
pub(crate) mod still_away;
pub(crate) mod window_rules;

mod api_view;
mod appoint_page;
mod authorise_page;
mod board_page;
mod check_page;
mod letter_page;
mod letter_page_samples;
mod notice_page;
mod register_page;
mod rules_page;
mod sent_back_page;
mod window_rules_page;
pub(crate) mod words;

pub use api_view::{FindingsJson, RegisterJson};
pub use appoint_page::AppointPage;
pub use authorise_page::AuthorisePage;
pub use board_json::BoardJson;
pub use board_page::{BoardCell, BoardPage, BoardRow, BoardRowLine, BoardRowsPage, UnitFields};
pub use check_page::{CheckPage as DelegateCheckPage, DecisionRow, ExerciseRow, FindingList, FindingRow};
pub use desk_api::{SentBackJson, StillAwayJson};
pub use letter_page::{EndForm, FileFields, LetterPage};
pub use notice_page::{NoticePage as DelegateNoticePage, NoticeRow};
pub use register_page::{AppointmentRow, DepartmentRow, LetterRow, RegisterPage as DelegateRegisterPage};
pub use rules_page::{RulesPage, WordingFields};
pub use sent_back_page::{AwayRow, BackCaseRow, SentBackPage, StillAwayPage, UseRow};
pub use window_rules_page::WindowRulesPage;
