//! Pages about the provincial platform (省级平台): where its list and our catalogue disagree, and who must act. Which of
//! two entries are the same is decided in the layers below.

pub(crate) mod differences;

mod differences_page;

pub use differences_page::{DifferenceLine, DifferencesPage, KindTab};
