//! The catalogue of service items (政务服务事项库): items in versions, what an import changes, search.
//!
//! Not here: guide quality rules, forms, the life cycle of a version between draft and published.

mod column;
mod guide;
mod import;
mod item;
mod kinds;
mod limit;
mod row;
mod search;

pub use column::Column;
pub use guide::{Faq, Fee, Guide, Material, Need, Origin, Step};
pub use import::{CatalogueImported, Known, Plan, PlannedRow, RowChange, plan};
pub use item::{Content, Exemption, Item, ItemEdited, ItemRefusal, Standing, edit};
pub use kinds::{CaseKind, Clients, CodeScheme, ItemType, OnlineDepth, Status};
pub use limit::{Limit, LimitFlaw, LimitUnit};
pub use row::{Patch, RawRow, RowFlaw, read_row};
pub use search::{Entry, Hit, Index, Synonym};
