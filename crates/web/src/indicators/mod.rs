//! Pages about the five figures (五项指标): the dashboard and the rows behind each figure. A figure is never a bare
//! number: it shows its parts, its unknowns and its date, and opens into its rows. Nothing is counted here.

pub(crate) mod api;
pub(crate) mod dashboard;
pub(crate) mod rows;
pub(crate) mod snapshot;

mod dashboard_page;
mod dashboard_page_samples;
mod figure_view;
mod rows_page;
mod words;

pub use dashboard_page::{DashboardPage, FigureCard, NamingCard, RankRow, Ranking, StandingLink};
pub use figure_view::FigureView;
pub use rows_page::{FigureRow, RowsPage, RowsTab};
