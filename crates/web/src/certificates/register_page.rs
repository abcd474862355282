//! Registering a certificate from elsewhere (登记外部证照).

use askama::Template;

use crate::base::{Choice, Field, Frame, Page};

/// The form.
#[derive(Debug, Clone, Template)]
#[template(path = "certificates/register.html")]
pub struct RegisterPage {
    /// Frame.
    pub frame: Frame,
    /// Person or organisation.
    pub holder: Choice,
    /// ID number or credit code.
    pub holder_code: Field,
    /// Name.
    pub holder_name: Field,
    /// 证照名称.
    pub name: Field,
    /// 证照编号.
    pub number: Field,
    /// 发证机关.
    pub issuer: Field,
    /// 电子证照标识.
    pub code: Field,
    /// 发证日期.
    pub issued_on: Field,
    /// Last day.
    pub valid_to: Field,
    /// Address where it can be seen.
    pub link: Field,
    /// 已核对原件.
    pub seen: Choice,
}

/// Who holds it, in the order of the radio buttons.
pub(super) const HOLDERS: [(&str, &str); 2] = [("person", "个人"), ("organisation", "单位")];
/// The one box.
pub(super) const SEEN: [(&str, &str); 1] = [("1", "已核对原件")];

impl RegisterPage {
    /// The same form with one thing to mend, said on top and at its field.
    #[must_use]
    pub fn with_problem(mut self, name: &str, sentence: &str) -> Self {
        let problem = Some(sentence.to_owned());
        match name {
            "holder" => self.holder.problem = problem,
            "holder_code" => self.holder_code.problem = problem,
            "holder_name" => self.holder_name.problem = problem,
            "name" => self.name.problem = problem,
            "number" => self.number.problem = problem,
            "issuer" => self.issuer.problem = problem,
            "code" => self.code.problem = problem,
            "issued_on" => self.issued_on.problem = problem,
            "valid_to" => self.valid_to.problem = problem,
            "link" => self.link.problem = problem,
            "seen" => self.seen.problem = problem,
            _ => {
                self.frame = self.frame.with_problem("", sentence);
                return self;
            }
        }
        self.frame = self.frame.with_problem(name, sentence);
        self
    }
}

impl Page for RegisterPage {
    const NAME: &'static str = "certificates/register";

    fn samples() -> Vec<Self> {
        let ordinary = Self {
            frame: Frame::sample_staff("登记外部证照"),
            holder: Choice::of(&HOLDERS, "person"),
            holder_code: Field::default(),
            holder_name: Field::default(),
            name: Field::default(),
            number: Field::default(),
            issuer: Field::default(),
            code: Field::default(),
            issued_on: Field::default(),
            valid_to: Field::default(),
            link: Field::default(),
            seen: Choice::of(&SEEN, ""),
        };
        let wrong = Self {
            holder: Choice::of(&HOLDERS, "organisation"),
            holder_code: Field::of("91370800MB2855918X"),
            ..ordinary.clone()
        };
        let wrong = wrong
            .with_problem("holder_code", "统一社会信用代码第 18 位对不上，请照执照逐位核对")
            .with_problem("seen", "请勾选“已核对原件”，或附上证照文件、查询网址，至少一样")
            .with_problem("issued_on", "请填写日期");
        vec![ordinary, wrong]
    }
}
