//! Who applies (申请人): checked as typed, told all at once.
//!
//! Not here: keeping it. What is kept is sealed.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::base::{CitizenId, Flaw, Mobile, Uscc, fold_name};

/// 申请人类型.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ApplicantKind {
    /// 自然人, by ID number.
    Person,
    /// 法人或其他组织, by 统一社会信用代码.
    Organisation,
}

impl ApplicantKind {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Person, Self::Organisation];

    /// Word on pages.
    pub fn label(self) -> &'static str {
        match self {
            Self::Person => "个人",
            Self::Organisation => "单位",
        }
    }

    /// Word in tables.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Person => "person",
            Self::Organisation => "organisation",
        }
    }

    /// Reads the word of a table or a form.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|k| k.as_str() == text)
    }
}

/// An applicant whose particulars have been checked. Lives only as long as the act; what is kept is
/// sealed.
#[derive(Clone, PartialEq, Eq)]
pub struct Applicant {
    /// Person or organisation.
    pub kind: ApplicantKind,
    /// Name.
    pub name: String,
    /// ID number or 统一社会信用代码.
    pub code: String,
    /// Who came for the organisation; `None` for persons.
    pub contact: Option<String>,
    /// Mobile for notices.
    pub phone: Mobile,
}

/// Which field of the applicant is wrong, and the sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ApplicantFlaw {
    /// `code`, `name`, `contact`, `phone`, or `materials` where those are told in the same breath.
    pub field: &'static str,
    /// What to do.
    pub sentence: String,
}

impl Applicant {
    /// Checks what was typed; all flaws at once.
    pub fn parse(
        kind: ApplicantKind,
        code: &str,
        name: &str,
        contact: &str,
        phone: &str,
        today: Date,
    ) -> Result<Self, Vec<ApplicantFlaw>> {
        let mut flaws = Vec::new();
        let mut note = |field, sentence: String| flaws.push(ApplicantFlaw { field, sentence });
        let checked = match kind {
            ApplicantKind::Person => CitizenId::parse(code, today).map(|id| id.as_str().to_owned()),
            ApplicantKind::Organisation => Uscc::parse(code).map(|c| c.as_str().to_owned()),
        };
        let code = checked.unwrap_or_else(|f: Flaw| {
            note("code", f.to_string());
            String::new()
        });
        let name = fold_name(name);
        if name.is_empty() {
            note("name", "请填写申请人姓名或单位名称".into());
        } else if name.chars().count() > 120 {
            note("name", "名称超过 120 个字，请核对".into());
        }
        let contact = match kind {
            ApplicantKind::Person => None,
            ApplicantKind::Organisation => Some(fold_name(contact)),
        };
        if contact.as_deref() == Some("") {
            note("contact", "请填写经办人姓名".into());
        }
        let phone = Mobile::parse(phone).map_err(|f| note("phone", f.to_string())).ok();
        match phone {
            Some(phone) if flaws.is_empty() => Ok(Self { kind, name, code, contact, phone }),
            Some(_) | None => Err(flaws),
        }
    }
}
