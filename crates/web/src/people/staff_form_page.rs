//! A new member of staff (添加人员). The first password is made by the program and shown once.

use askama::Template;

use crate::base::{Choice, Field, Frame, Page};

/// A password that is shown this once.
#[derive(Debug, Clone)]
pub struct GivenPassword {
    /// Whose it is.
    pub name: String,
    /// Account to sign in with.
    pub account: String,
    /// The password.
    pub password: String,
}

/// Form for a new member of staff, and after it the password given.
#[derive(Debug, Clone, Template)]
#[template(path = "people/staff_form.html")]
pub struct StaffFormPage {
    /// Frame.
    pub frame: Frame,
    /// Full name.
    pub name: Field,
    /// Account name.
    pub account: Field,
    /// Department.
    pub department: Choice,
    /// Roles, several.
    pub roles: Choice,
    /// Window, or none.
    pub window: Choice,
    /// Set once the member has been added.
    pub given: Option<GivenPassword>,
}

impl Page for StaffFormPage {
    const NAME: &'static str = "people/staff_form";

    fn samples() -> Vec<Self> {
        let ordinary = Self {
            frame: Frame::sample_staff("添加人员"),
            name: Field::default(),
            account: Field::default(),
            department: Choice::of(&[("", "政务服务局"), ("2", "县市场监督管理局")], ""),
            roles: Choice::of(
                &[
                    ("clerk", "窗口人员"),
                    ("approver", "部门审批人"),
                    ("editor", "事项编制"),
                    ("administrator", "系统管理员"),
                ],
                "clerk",
            ),
            window: Choice::of(&[("", "不在窗口"), ("3", "3 号综合窗口")], ""),
            given: None,
        };
        let (taken, missing) = ("账号“limei”已有人用，请换一个", "请选择部门");
        let wrong = Self {
            frame: ordinary.frame.clone().with_problem("account", taken).with_problem("department", missing),
            name: Field::of("李梅"),
            account: Field::wrong("limei", taken),
            department: Choice { problem: Some(missing.into()), ..ordinary.department.clone() },
            ..ordinary.clone()
        };
        let given =
            GivenPassword { name: "李梅".into(), account: "limei2".into(), password: "hgkm-4827-wxpn".into() };
        let done = Self { given: Some(given), ..ordinary.clone() };
        vec![ordinary, wrong, done]
    }
}
