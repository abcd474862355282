//! Profiles (归档配置): how a package is written down, what it must have, which formats may stand in it,
//! and how long it is kept. Data with a source: offices and provinces differ, and standards change.

use serde::Deserialize;

use super::Package;

/// 保管期限 (国家档案局令第8号).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Retention {
    /// 定期, so many years.
    Years(u16),
    /// 永久.
    Permanent,
}

impl Retention {
    /// Word in tables.
    pub fn as_text(self) -> String {
        match self {
            Self::Permanent => "permanent".into(),
            Self::Years(n) => n.to_string(),
        }
    }

    /// Reads the word of a table or a profile.
    pub fn parse(text: &str) -> Option<Self> {
        match text {
            "permanent" => Some(Self::Permanent),
            years => years.parse().ok().filter(|n| *n > 0).map(Self::Years),
        }
    }

    /// Word on pages and in packages.
    pub fn label(self) -> String {
        match self {
            Self::Permanent => "永久".into(),
            Self::Years(n) => format!("{n}年"),
        }
    }
}

/// One line of the table of retention: the first that fits counts.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RetentionRule {
    /// Codes of item types; empty for all.
    #[serde(default)]
    pub item_types: Vec<String>,
    /// Outcomes; empty for all.
    #[serde(default)]
    pub outcomes: Vec<String>,
    /// `permanent` or years.
    pub period: String,
    /// Why so long.
    pub why: String,
}

/// One field of a sheet.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FieldRule {
    /// Id of the field in the model.
    pub field: String,
    /// Its name in the package.
    pub element: String,
    /// Must not be empty.
    #[serde(default)]
    pub required: bool,
}

/// Names of what stands in a package.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SheetNames {
    /// 归档配置表.
    pub config: String,
    /// 基本信息描述.
    pub basics: String,
    /// 申请表: what the applicant filled in.
    pub application: String,
    /// 办理流程.
    pub process: String,
    /// The journal of the case, one event a line with its hash.
    pub journal: String,
    /// Manifest with digests.
    pub manifest: String,
    /// Folder of the files.
    pub files: String,
    /// Folder of the papers that were given out; none in packages before there were any.
    #[serde(default)]
    pub notices: Option<String>,
    /// The case of a matter (一件事) has the matter's notice and its lanes among those papers; none in packages before.
    #[serde(default)]
    pub matter: bool,
}

/// A profile.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Profile {
    /// Id that packages name.
    pub id: String,
    /// Name.
    pub name: String,
    /// Where it comes from.
    pub source: String,
    /// Names of the sheets.
    pub sheets: SheetNames,
    /// Fields of 归档配置表.
    pub config: Vec<FieldRule>,
    /// Fields of 基本信息描述.
    pub basics: Vec<FieldRule>,
    /// Formats that may stand in a package.
    pub formats: Vec<String>,
    /// Programs that may be the source.
    pub source_systems: Vec<String>,
    /// Days after the hand-over before a case is packed, so that a rating can still come.
    pub wait_days: u16,
    /// How long what is kept.
    pub retention: Vec<RetentionRule>,
    /// Events that a decided case must have, by their codes.
    pub nodes_decided: Vec<String>,
    /// Events that a case closed without a decision must have.
    pub nodes_ended: Vec<String>,
}

/// What is wrong with a profile. For the operator who edits the file.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ProfileFlaw {
    /// A field that no package has.
    #[error("归档配置 {0} 里有不认识的字段 {1}")]
    Field(String, String),
    /// A period that is none.
    #[error("归档配置 {0} 里的保管期限“{1}”不是 permanent 或年数")]
    Period(String, String),
    /// Nothing says how long the rest is kept.
    #[error("归档配置 {0} 的最后一条保管期限要对所有事项、所有结果都适用")]
    NoDefault(String),
}

impl Profile {
    /// Checks it before it is used. `example` is any package.
    ///
    /// # Errors
    /// The first [`ProfileFlaw`].
    pub fn check(&self, example: &Package) -> Result<(), ProfileFlaw> {
        for rule in self.config.iter().chain(&self.basics) {
            if example.field(&rule.field).is_none() {
                return Err(ProfileFlaw::Field(self.id.clone(), rule.field.clone()));
            }
        }
        for rule in &self.retention {
            if Retention::parse(&rule.period).is_none() {
                return Err(ProfileFlaw::Period(self.id.clone(), rule.period.clone()));
            }
        }
        match self.retention.last() {
            Some(last) if last.item_types.is_empty() && last.outcomes.is_empty() => Ok(()),
            Some(_) | None => Err(ProfileFlaw::NoDefault(self.id.clone())),
        }
    }

    /// How long a case of this item type with this outcome is kept. Without a rule for ever: what was
    /// thrown away by mistake does not come back.
    pub fn retention(&self, item_type: &str, outcome: &str) -> Retention {
        let fits = |list: &[String], word: &str| list.is_empty() || list.iter().any(|w| w == word);
        self.retention
            .iter()
            .find(|r| fits(&r.item_types, item_type) && fits(&r.outcomes, outcome))
            .and_then(|r| Retention::parse(&r.period))
            .unwrap_or(Retention::Permanent)
    }

    /// Events that a case of this outcome must have gone through.
    pub fn nodes(&self, outcome: &str) -> &[String] {
        match outcome {
            "grant" | "deny" => &self.nodes_decided,
            _ => &self.nodes_ended,
        }
    }
}
