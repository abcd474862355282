//! Signing in and out, sessions, passwords, and keeping staff (人员).

mod password;
mod session;
mod sign_in;
mod staff;

pub use password::{OwnPasswordRefusal, change_own_password};
pub use session::{SignedIn, fingerprint, session, sign_out};
pub use sign_in::{SignInRefusal, Ticket, sign_in};
pub use staff::{
    NewStaff, StaffLine, StaffRefusal, add_staff, departments, first_administrator, reset_password, set_active,
    staff_lines,
};
