//! Signing in and out, sessions, passwords, keeping staff (人员), and keys of programs.

mod confirm;
mod keys;
mod lines;
mod password;
mod session;
mod sign_in;
mod staff;
mod turnstile;

pub use confirm::{ConfirmRefusal, confirm};
pub use keys::{
    KEY_PREFIX, KeyAt, KeyForm, KeyGiven, KeyLine, KeysRefusal, key_desk, keys, make_key, release_key, revoke_key,
};
pub use lines::{StaffLine, departments, staff_lines};
pub use password::{OwnPasswordRefusal, change_own_password};
pub use session::{SignedIn, fingerprint, session, session_now, sign_out};
pub use sign_in::{SignInRefusal, Ticket, sign_in};
pub use staff::{
    NewStaff, StaffAt, StaffForm, StaffRefusal, add_staff, edit_staff, first_administrator, reset_password, set_active,
};
pub(crate) use turnstile::Turnstile;
