//! A new password for a member of staff (重置密码): asked first, shown once.

use askama::Template;

use super::GivenPassword;
use crate::base::{Frame, Page};

/// The question, and after it the password given.
#[derive(Debug, Clone, Template)]
#[template(path = "people/staff_reset.html")]
pub struct StaffResetPage {
    /// Frame.
    pub frame: Frame,
    /// Id of the member.
    pub id: String,
    /// Version the question was asked of.
    pub version: i64,
    /// Full name.
    pub name: String,
    /// Account name.
    pub account: String,
    /// Department.
    pub department: String,
    /// Set once the password has been replaced.
    pub given: Option<GivenPassword>,
}

impl Page for StaffResetPage {
    const NAME: &'static str = "people/staff_reset";

    fn samples() -> Vec<Self> {
        let ordinary = Self {
            frame: Frame::sample_staff("重置密码"),
            id: "2".into(),
            version: 1,
            name: "李强".into(),
            account: "liqiang".into(),
            department: "县住房和城乡建设局".into(),
            given: None,
        };
        let given =
            GivenPassword { name: "李强".into(), account: "liqiang".into(), password: "rtyn-5836-qwzk".into() };
        let done = Self { given: Some(given), ..ordinary.clone() };
        vec![ordinary, done]
    }
}
