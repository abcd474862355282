//! The event journal (办件与事项的留痕): what happened, in order, never overwritten.
//!
//! Every act appends one event to a stream (a case, the catalogue, a member of staff, …) under the
//! version it expects. The event carries the rows as they are after it; tables are projections
//! that [`replay`] rebuilds. Events of a stream are chained by SM3; [`seal`] gathers new events
//! into signed blocks.
//!
//! Not here: what the facts of an event mean.

mod append;
mod batch;
mod bulk;
mod change;
mod envelope;
mod read;
mod replay;
mod seal;

pub use append::{Entry, append};
pub(crate) use batch::insert;
pub use batch::{Prepared, StreamHead, append_all, facts, heads};
pub use bulk::bulk;
pub use change::Change;
pub(crate) use change::val_from_json;
pub(crate) use envelope::row_line;
pub use envelope::{Bulk, Envelope, Stream};
pub use read::{EventRow, RawEvent, chain_holds, end, head, history, raw_history};
pub use replay::{Finding, Verified, verify, verify_on};
pub use seal::{KeptBlock, Sealed, block, blocks_after, last_sealed_at, seal, unsealed};
