//! Signing in (登录). The answer to a wrong account and to a wrong password is the same sentence.

use askama::Template;

use crate::{
    base::{Field, Frame, Page},
    door::Kept,
};

/// Sign-in form.
#[derive(Debug, Clone, Template)]
#[template(path = "people/sign_in.html")]
pub struct SignInPage {
    /// Frame without anyone signed in.
    pub frame: Frame,
    /// Account name as typed.
    pub account: Field,
    /// Never carries a value, only what to mend.
    pub password: Field,
    /// Page inside this site to return to; empty for the usual one.
    pub next: String,
    /// Whether the session ended by itself.
    pub timed_out: bool,
    /// A form that was sent after the session had ended.
    pub kept: Option<Kept>,
}

impl Page for SignInPage {
    const NAME: &'static str = "people/sign_in";

    fn samples() -> Vec<Self> {
        let ordinary = Self {
            frame: Frame::sample_public("工作人员登录"),
            account: Field::default(),
            password: Field::default(),
            next: String::new(),
            timed_out: false,
            kept: None,
        };
        let sentence = "账号或密码不对，请核对大小写后重新输入";
        let wrong = Self {
            frame: ordinary.frame.clone().with_problem("password", sentence),
            account: Field::of("zhangmin"),
            password: Field::wrong("", sentence),
            ..ordinary.clone()
        };
        let timed_out = Self { next: "/cases/accept?item=12".into(), timed_out: true, ..ordinary.clone() };
        let fields = vec![("opinion".to_owned(), "材料齐全".to_owned())];
        let kept = Kept { action: "/cases/2026-1120-0386/decide".into(), fields };
        let carrying = Self { next: String::new(), kept: Some(kept), ..timed_out.clone() };
        vec![ordinary, wrong, timed_out, carrying]
    }
}
