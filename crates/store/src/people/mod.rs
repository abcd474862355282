//! Staff, departments, sessions, attempts, and the keys of persons (人员).

mod attempt;
mod department;
mod key;
mod person;
mod session;
mod staff;

pub use attempt::{Limit, attempts_since, clear_attempt, note_attempt, try_attempt};
pub use department::{department, department_by_name, department_change, departments};
pub use key::{forget_key_secret, keep_key_secret, key, key_change, key_name_taken, key_of_secret, keys, touch_key};
pub use person::{
    KnownPerson, PersonFound, PersonReady, Standing, find_person, keep_keys, known_people, new_person, open_key,
    person_change, person_id, ready_person, settle_person,
};
pub use session::{Session, close_session, close_sessions_of, open_session, session, touch_session};
pub use staff::{
    Secret, has_signed_in_from, secret, set_secret, staff, staff_by_login, staff_change, staff_list, window_clerk_names,
};
