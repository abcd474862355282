//! Cases: accept, decide, complete, deliver; worklist, one case, public progress (办件).

mod accept;
mod complete;
mod decide;
mod deliver;
mod list;
mod outlook;
mod progress;
mod step;
mod view;

pub use accept::{AcceptForm, AcceptRefusal, Accepted, accept};
pub use complete::{CompleteForm, complete};
pub use decide::{DecideForm, DecideRefusal, decide};
pub use deliver::{DeliverForm, DeliverRefusal, deliver};
pub use list::{ListForm, WorkLine, WorkList, list, stages};
pub use outlook::{Outlook, outlook, preview_due};
pub use progress::{Progress, ProgressRefusal, progress};
pub use store::{cases::CaseLine, journal::EventRow};
pub use view::{CaseView, Particulars, receipt, view};
