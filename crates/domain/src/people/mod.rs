//! People at work in the bureau (人员), and programs that work for them: departments, staff, roles, keys, who may do what,
//! and the stamp that every event carries.
//!
//! Not here: citizens and companies (they are applicants of cases), passwords as stored, sessions.

mod access;
mod department;
mod key;
mod password;
mod role;
mod scope;
mod staff;
mod stamp;

pub use access::{Act, Denied, Place, Reach, Rule, authorise, reach, rule};
pub use department::Department;
pub use key::{ApiKey, KeyMade, KeyMaking, KeyRefusal, KeyState, KeyTurned, KeyWanted, MOST_A_MINUTE};
pub use password::{PasswordFlaw, check_password};
pub use role::Role;
pub use scope::Scope;
pub use staff::{Desk, Login, LoginFlaw, ReceiptPrinted, Staff, StaffAdded, StaffChanged, StaffSignedIn};
pub use stamp::{Source, Stamp};
