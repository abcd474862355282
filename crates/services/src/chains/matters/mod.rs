//! Handling a matter (一件事办件): received once, accepted once for all, handled member by member, handed out and rated
//! as a whole. The members' cases are ordinary cases; what is done once for the whole is not done to one of them.
//!
//! Left to a member's department on its own case: taking it up, examining, special procedures, extension, owed
//! materials, takeover by its own system, decision, result, refusal (不予受理), return (退件), voiding, referral, files,
//! certificate, archive. Done here alone: acceptance, with what follows later (容缺) and what is decided on the applicant's
//! word (告知承诺), the notice of what to supply and its answer, withdrawal, delivery, rating.

mod accept;
mod advance;
mod again;
mod ahead;
mod apply;
mod ask_correction;
mod bring;
mod deliver;
mod draft;
mod ground;
mod intake;
mod known;
mod list;
mod look;
mod open_at_window;
mod own;
mod park;
mod progress;
mod proved;
mod rate;
mod refusal;
mod supply;
mod view;
mod withdraw;
mod work;

pub use accept::{MaterialsForm, accept};
pub use advance::{Advanced, advance, advance_one};
pub use again::{AgainForm, begin_again, begin_again_own};
pub use ahead::{AheadFile, open_ahead};
pub use apply::{Applied, OwnMatter, apply, attach_own};
pub use ask_correction::{AskForm, ask_correction};
pub use bring::{bring, bring_own};
pub use deliver::{HandOutForm, deliver};
pub use draft::{
    DraftNumber, DraftRefusal, DraftTicket, LookedMaterial, LookedThrough, MatterDraft, draft_number, drop_draft,
    keep_draft, look_through_draft, open_draft, send_draft, take_draft, veil_of_draft,
};
pub use intake::MatterForm;
pub use known::{HeldTogether, KnownTogether, known_together};
pub use list::{MatterList, MatterListForm, MatterWorkLine, list};
pub use look::look;
pub use open_at_window::{Opened, open_at_window};
pub use own::{OwnView, own};
pub use park::{open_parked, park};
pub use progress::{MatterProgress, ProgressMember, progress};
pub use proved::{ProveRefusal, ProvedView, prove, proved_of_draft};
pub use rate::rate;
pub use refusal::{MatterFailure, MatterRefusal};
pub use supply::{SupplyForm, supply, supply_own};
pub use view::{MatterView, MemberLine, RunsBy, receipt, view};
pub use withdraw::{withdraw, withdraw_own};
pub use work::MatterRef;
