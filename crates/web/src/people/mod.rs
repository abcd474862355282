//! Pages about staff (人员): signing in, one's own password, the list an administrator keeps, a new
//! member, a change, a reset password, keys of programs. Who may open them is decided by the access table, not here.

pub(crate) mod api;
pub(crate) mod keys;
pub(crate) mod password;
pub(crate) mod sign_in;
pub(crate) mod sign_out;
pub(crate) mod staff;
pub(crate) mod staff_edit;

mod keys_page;
mod password_page;
mod resume_page;
mod sign_in_page;
mod staff_edit_page;
mod staff_form_page;
mod staff_list_page;
mod staff_reset_page;

pub use keys_page::{GivenKey, KeyFormPage, KeyListPage, KeyRow};
pub use password_page::PasswordPage;
pub use resume_page::ResumePage;
pub use sign_in_page::SignInPage;
pub(crate) use staff::department_choice;
pub use staff_edit_page::StaffEditPage;
pub use staff_form_page::{GivenPassword, StaffFormPage};
pub use staff_list_page::{StaffListPage, StaffRow};
pub use staff_reset_page::StaffResetPage;
