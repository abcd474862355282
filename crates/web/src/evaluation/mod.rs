//! Pages of the evaluation index (评价指标体系): peers in order, one score opened into its tree and its rows, one's own
//! scores, disputes, the index with its weights and what they would change, what follows from scores, and the API.

pub(crate) mod api;
pub(crate) mod disputes;
pub(crate) mod files;
pub(crate) mod follow;
pub(crate) mod index;
pub(crate) mod own;
pub(crate) mod ranking;
pub(crate) mod rows;
pub(crate) mod score;
pub(crate) mod weights;
pub(crate) mod what_if;

mod api_view;
mod disputes_page;
mod follow_page;
mod index_form;
mod index_page;
mod own_page;
mod ranking_page;
mod rows_page;
mod score_page;
mod weights_page;
mod what_if_page;
mod words;

pub use api_view::{RankingJson, ScoreJson};
pub use disputes_page::{DisputeRow, DisputesPage};
pub use follow_page::{EffectRow, FollowPage, FollowedOrder, LowRow, NoteRow};
pub use index_page::{EvaluationIndexPage, IndexField, IndexLine, VersionRow};
pub use own_page::{OwnDispute, OwnRow, OwnScorePage};
pub use ranking_page::{RankRow, RankingPage};
pub use rows_page::{LeafRowsPage, RowLine};
pub use score_page::{MoveRow, NodeRow, ScorePage};
pub use weights_page::{PairCell, WeightRow, WeightsPage};
pub use what_if_page::{IfRow, IndexWhatIfPage};
