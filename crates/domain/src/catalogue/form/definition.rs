//! What a form consists of (表单、页、字段). Stored as JSON inside the guide of an item's version, hence
//! `serde`; a field of a later program must be optional, so that stored versions stay as they are.
//!
//! Not here: whether a definition holds together (`check`).

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::FormCondition;

/// The answer yes, as stored and shown.
pub const YES: &str = "是";
/// The answer no.
pub const NO: &str = "否";

/// A form: pages in order.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Form {
    /// Pages in order; each is one screen of the applicant.
    pub pages: Vec<FormPage>,
}

/// Fields that are asked together (一页).
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FormPage {
    /// Heading.
    pub title: String,
    /// A sentence under the heading; may be empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub hint: String,
    /// Fields in order.
    pub fields: Vec<FormField>,
}

/// One question.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FormField {
    /// Name in answers and in the schema: lower-case letters, digits, `_`; stays when the label changes.
    pub key: String,
    /// What is asked.
    pub label: String,
    /// What kind of answer.
    pub kind: FieldKind,
    /// Whether it must be answered where it is asked.
    #[serde(default, skip_serializing_if = "is_false")]
    pub required: bool,
    /// How to answer, or where the answer can be found; may be empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub hint: String,
    /// Asked only when this holds; `None` = always.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub condition: Option<FormCondition>,
    /// 个人信息: it tells of a natural person who can be known by it (个人信息保护法 4).
    #[serde(default, skip_serializing_if = "is_false")]
    pub personal: bool,
    /// 处理目的 (个人信息保护法 6, 17).
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub purpose: String,
    /// 法律依据 (个人信息保护法 13, 34).
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub legal_basis: String,
    /// 可共享取得: another office holds it and can give it.
    #[serde(default, skip_serializing_if = "is_false")]
    pub shared: bool,
    /// Fields with the same word ask for the same datum, whatever the item: an earlier answer is
    /// offered again. Empty = never.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub reuse: String,
}

/// What kind of answer a field takes. Materials are no field: they stand in the guide.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FieldKind {
    /// 一行文字, at most so many characters.
    Text {
        /// Most characters.
        most: u16,
    },
    /// 多行文字.
    LongText {
        /// Most characters.
        most: u16,
    },
    /// 数字.
    Number {
        /// Least value; `None` = any.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        min: Option<i64>,
        /// Greatest value.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        max: Option<i64>,
        /// Most decimal places, 0 to 4.
        #[serde(default, skip_serializing_if = "is_zero")]
        decimals: u8,
        /// 单位, as 平方米; empty = none.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        unit: String,
    },
    /// 日期.
    Date {
        /// Not before.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        from: Option<DayBound>,
        /// Not after.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        to: Option<DayBound>,
    },
    /// 单选.
    Choice {
        /// Answers in order; the word is what is stored.
        options: Vec<String>,
        /// Shown as a drop-down list instead of radio buttons.
        #[serde(default, skip_serializing_if = "is_false")]
        list: bool,
    },
    /// 多选.
    Several {
        /// Answers in order.
        options: Vec<String>,
    },
    /// 是或否.
    YesNo,
    /// 居民身份证号码 (GB 11643-1999).
    CitizenId,
    /// 统一社会信用代码 (GB 32100-2015).
    Uscc,
    /// 手机号码.
    Mobile,
    /// 地址, in one line.
    Address,
}

impl Default for FieldKind {
    fn default() -> Self {
        Self::Text { most: 50 }
    }
}

/// An end of a span of days.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DayBound {
    /// The day it is filled in.
    Today,
    /// A certain day.
    On(Date),
    /// What another date field of the form says.
    Field(String),
}

impl FieldKind {
    /// Word in forms and in the schema's presentation part.
    pub fn as_str(&self) -> &'static str {
        match self {
            Self::Text { .. } => "text",
            Self::LongText { .. } => "long_text",
            Self::Number { .. } => "number",
            Self::Date { .. } => "date",
            Self::Choice { .. } => "choice",
            Self::Several { .. } => "several",
            Self::YesNo => "yes_no",
            Self::CitizenId => "citizen_id",
            Self::Uscc => "uscc",
            Self::Mobile => "mobile",
            Self::Address => "address",
        }
    }

    /// Every kind with its word on pages, in the order of the list to choose from.
    pub const LIST: [(&'static str, &'static str); 11] = [
        ("text", "一行文字"),
        ("long_text", "多行文字"),
        ("number", "数字"),
        ("date", "日期"),
        ("choice", "单选"),
        ("several", "多选"),
        ("yes_no", "是或否"),
        ("citizen_id", "身份证号码"),
        ("uscc", "统一社会信用代码"),
        ("mobile", "手机号码"),
        ("address", "地址"),
    ];

    /// Word on pages.
    pub fn label(&self) -> &'static str {
        Self::LIST.iter().find(|(word, _)| *word == self.as_str()).map_or("", |(_, label)| label)
    }

    /// The words that a condition may compare this field with; `None` where answers are free.
    pub fn words(&self) -> Option<Vec<&str>> {
        match self {
            Self::Choice { options, .. } | Self::Several { options } => {
                Some(options.iter().map(String::as_str).collect())
            }
            Self::YesNo => Some(vec![YES, NO]),
            Self::Text { .. }
            | Self::LongText { .. }
            | Self::Number { .. }
            | Self::Date { .. }
            | Self::CitizenId
            | Self::Uscc
            | Self::Mobile
            | Self::Address => None,
        }
    }

    /// Whether every answer of this kind is personal information.
    pub fn is_personal(&self) -> bool {
        match self {
            Self::CitizenId | Self::Mobile => true,
            Self::Text { .. }
            | Self::LongText { .. }
            | Self::Number { .. }
            | Self::Date { .. }
            | Self::Choice { .. }
            | Self::Several { .. }
            | Self::YesNo
            | Self::Uscc
            | Self::Address => false,
        }
    }
}

impl FormField {
    /// Whether it asks for personal information: said so, or by its kind.
    pub fn is_personal(&self) -> bool {
        self.personal || self.kind.is_personal()
    }
}

impl Form {
    /// All fields in order.
    pub fn fields(&self) -> impl Iterator<Item = &FormField> {
        self.pages.iter().flat_map(|p| &p.fields)
    }

    /// A field by its key.
    pub fn field(&self, key: &str) -> Option<&FormField> {
        self.fields().find(|f| f.key == key)
    }
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "the signature that serde asks for")]
fn is_false(flag: &bool) -> bool {
    !flag
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "the signature that serde asks for")]
fn is_zero(number: &u8) -> bool {
    *number == 0
}
