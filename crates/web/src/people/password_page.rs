//! Replacing one's own password (修改密码), also right after the first sign-in with a given one.

use askama::Template;

use crate::base::{Field, Frame, Page};

/// Form for one's own new password. None of the fields ever carries a value.
#[derive(Debug, Clone, Template)]
#[template(path = "people/password.html")]
pub struct PasswordPage {
    /// Frame.
    pub frame: Frame,
    /// The password in use.
    pub current: Field,
    /// The new one.
    pub fresh: Field,
    /// The new one once more.
    pub repeat: Field,
    /// What is asked of a password, as "至少 10 位，不能是账号或常见口令".
    pub rule: String,
    /// Whether nothing else can be done before (first sign-in).
    pub required: bool,
}

impl Page for PasswordPage {
    const NAME: &'static str = "people/password";

    fn samples() -> Vec<Self> {
        let ordinary = Self {
            frame: Frame::sample_staff("修改密码"),
            current: Field::default(),
            fresh: Field::default(),
            repeat: Field::default(),
            rule: "至少 10 位，小写字母、大写字母、数字、其他符号中要有三种，不带登录名".into(),
            required: false,
        };
        let sentence = "两次输入的新密码不一样，请重新输入";
        let wrong = Self {
            frame: ordinary.frame.clone().with_problem("repeat", sentence),
            repeat: Field::wrong("", sentence),
            required: true,
            ..ordinary.clone()
        };
        vec![ordinary, wrong]
    }
}
