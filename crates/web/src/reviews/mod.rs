//! Pages of ratings (好差评): giving one by its link, what is published, rates, lists and the worklist, one rating with its
//! loop, writing down, what other systems
//! took, signs of gaming, the push file, and the API.

pub(crate) mod api;
pub(crate) mod api_rules;
pub(crate) mod api_signs;
pub(crate) mod enter;
pub(crate) mod files;
pub(crate) mod give;
pub(crate) mod imported;
pub(crate) mod list;
pub(crate) mod notice;
pub(crate) mod rates;
pub(crate) mod review;
pub(crate) mod rules;
pub(crate) mod sign;
pub(crate) mod signs;

mod api_view;
mod enter_page;
mod give_page;
mod imported_page;
mod list_page;
mod notice_page;
mod rates_page;
mod review_page;
mod rules_page;
mod sign_page;
mod signs_page;
mod words;

pub use api_view::{ReviewJson, ReviewLineJson, ReviewRatesJson};
pub use enter_page::ReviewEnterPage;
pub use give_page::{LevelOptions, ReviewGivePage};
pub use imported_page::{ImportedReviewRow, ImportedReviewsPage};
pub use list_page::{ReviewListPage, ReviewListRow};
pub use notice_page::{ReviewNoticePage, ReviewNoticeRow};
pub use rates_page::{RateLine, ReviewGroup, ReviewGroupRow, ReviewRatesPage};
pub use review_page::{ReviewFact, ReviewPage, ReviewStepForm};
pub use rules_page::{ReviewRulesPage, RuleRow, RuleSection};
pub use sign_page::SignPage;
pub use signs_page::{SignCountRow, SignRow, SignsPage};
pub(crate) use words::{claims, link_of};
