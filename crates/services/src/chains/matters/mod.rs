//! Handling a matter (一件事办件): received once, accepted once for all, handled member by member, handed out and rated
//! as a whole. The members' cases are ordinary cases; what is done once for the whole is not done to one of them.
//!
//! Left to a member's department on its own case: taking it up, examining, special procedures, extension, owed
//! materials, takeover by its own system, decision, result, refusal (不予受理), return (退件), voiding, referral, files,
//! certificate, archive. Done here alone: acceptance, the notice of what to supply and its answer, withdrawal, delivery,
//! rating. 容缺 and 告知承诺 are not offered for a matter.

mod accept;
mod advance;
mod apply;
mod ask_correction;
mod deliver;
mod draft;
mod ground;
mod intake;
mod known;
mod list;
mod look;
mod open_at_window;
mod own;
mod progress;
mod rate;
mod refusal;
mod supply;
mod view;
mod withdraw;
mod work;

pub use accept::{MaterialsForm, accept};
pub use advance::{Advanced, advance, advance_one};
pub use apply::{Applied, OwnMatter, apply, attach_own};
pub use ask_correction::{AskForm, ask_correction};
pub use deliver::{HandOutForm, deliver};
pub use draft::{
    DraftTicket, LookedThrough, MatterDraft, drop_draft, keep_draft, look_through_draft, open_draft, send_draft,
    veil_of_draft,
};
pub use intake::MatterForm;
pub use known::{HeldTogether, KnownTogether, known_together};
pub use list::{MatterList, MatterListForm, MatterWorkLine, list};
pub use look::look;
pub use open_at_window::{Opened, open_at_window};
pub use own::{OwnView, own};
pub use progress::{MatterProgress, ProgressMember, progress};
pub use rate::rate;
pub use refusal::{MatterFailure, MatterRefusal};
pub use supply::{SupplyForm, supply, supply_own};
pub use view::{MatterView, MemberLine, RunsBy, receipt, view};
pub use withdraw::{withdraw, withdraw_own};
pub use work::MatterRef;
