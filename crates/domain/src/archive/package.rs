//! The one model of a package (归档信息包), from which every profile is written.

use std::fmt;

use jiff::{Timestamp, civil::Date};
use serde::{Deserialize, Serialize};

use super::Retention;
use crate::{base::Region, cases::CaseNo};

/// 电子文件号: the county and the case, as `GD-990101-2026-1122-03-0386`. A case is packed once, so the
/// number is as unique as that of the case.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct PackageNo(String);

impl PackageNo {
    /// Of a case.
    pub fn of(region: &Region, case: &CaseNo) -> Self {
        Self(format!("GD-{}-{}", region.as_str(), case.as_str()))
    }

    /// Reads it back; `None` for what is none.
    pub fn parse(text: &str) -> Option<Self> {
        let (region, case) = text.trim().strip_prefix("GD-")?.split_once('-')?;
        let region = Region::parse(region).ok()?;
        Some(Self::of(&region, &CaseNo::parse(case).ok()?))
    }

    /// As printed.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for PackageNo {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The item as it was filed under.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PackedItem {
    /// 实施编码.
    pub code: String,
    /// Name.
    pub name: String,
    /// Code of its type, as `01`.
    pub item_type: String,
    /// Name of its type.
    pub type_label: String,
    /// Version it was filed under.
    pub version: i64,
}

/// The applicant in the clear: an archive that masks would be none.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PackedApplicant {
    /// 个人 or 单位.
    pub kind: String,
    /// Name.
    pub name: String,
    /// ID number or 统一社会信用代码.
    pub code: String,
    /// Who came for an organisation.
    pub contact: String,
    /// Mobile.
    pub phone: String,
    /// Who received the result.
    pub receiver: String,
}

/// One event of the case's life.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PackedStep {
    /// Place in the journal.
    pub seq: i64,
    /// Code of the event, as `case.accepted`.
    pub kind: String,
    /// Who.
    pub actor: String,
    /// In which role.
    pub role: String,
    /// Where.
    pub terminal: String,
    /// When it happened.
    pub at: Timestamp,
    /// 实时, 导入, 补录.
    pub source: String,
    /// Opinion, reason, what was asked.
    pub words: String,
}

/// One file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PackedFile {
    /// Path inside the package.
    pub path: String,
    /// Name it was handed in under.
    pub title: String,
    /// Material it belongs to; empty for others.
    pub material: String,
    /// Kind by content, as `pdf`.
    pub kind: String,
    /// Bytes.
    pub size: u64,
    /// SM3 of its bytes when it came.
    pub captured: String,
    /// When it came.
    pub at: Timestamp,
}

/// A paper that was given out while the case was handled.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PackedNotice {
    /// Path inside the package.
    pub path: String,
    /// Name of the paper.
    pub title: String,
    /// Kind by content: `pdf`, and `svg` for the picture of the matter that the case is part of.
    pub kind: String,
}

/// A finished case, ready to be written down.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Package {
    /// 电子文件号.
    pub number: PackageNo,
    /// 立档单位.
    pub fonds: String,
    /// Division code.
    pub region: String,
    /// 办件编号.
    pub case_no: String,
    /// Item.
    pub item: PackedItem,
    /// Applicant.
    pub applicant: PackedApplicant,
    /// Who decides.
    pub department: String,
    /// Who took it in.
    pub accepted_by: String,
    /// Day it was received.
    pub received_on: Option<Date>,
    /// Day it was accepted.
    pub accepted_on: Option<Date>,
    /// Day it was due.
    pub due_on: Option<Date>,
    /// Day it ended: the result handed out, or closed without one.
    pub finished_on: Date,
    /// `grant`, `deny`, or how it ended.
    pub outcome: String,
    /// The same in words.
    pub outcome_label: String,
    /// Name of the result; may be empty.
    pub result_name: String,
    /// Its number; may be empty.
    pub result_no: String,
    /// How long it is kept.
    pub retention: Retention,
    /// Day of packing.
    pub packed_on: Date,
    /// Program and version it comes from.
    pub source_system: String,
    /// What the applicant filled in: question and answer.
    pub answers: Vec<(String, String)>,
    /// What happened, in order.
    pub steps: Vec<PackedStep>,
    /// What was handed in and what was given out.
    pub files: Vec<PackedFile>,
    /// Papers that were given out, as PDF.
    pub notices: Vec<PackedNotice>,
}

impl Package {
    /// 题名: says what it is and names nobody.
    pub fn title(&self) -> String {
        format!("{}（{}）", self.item.name, self.case_no)
    }

    /// A field by the id that profiles use; `None` for ids that no package has.
    pub fn field(&self, id: &str) -> Option<String> {
        let day = |d: Option<Date>| d.map(|d| d.to_string()).unwrap_or_default();
        Some(match id {
            "package_no" => self.number.to_string(),
            "fonds" => self.fonds.clone(),
            "region" => self.region.clone(),
            "title" => self.title(),
            "case_no" => self.case_no.clone(),
            "item_code" => self.item.code.clone(),
            "item_name" => self.item.name.clone(),
            "item_type" => self.item.item_type.clone(),
            "item_type_name" => self.item.type_label.clone(),
            "item_version" => self.item.version.to_string(),
            "applicant_kind" => self.applicant.kind.clone(),
            "applicant_name" => self.applicant.name.clone(),
            "applicant_code" => self.applicant.code.clone(),
            "applicant_contact" => self.applicant.contact.clone(),
            "applicant_phone" => self.applicant.phone.clone(),
            "receiver" => self.applicant.receiver.clone(),
            "department" => self.department.clone(),
            "accepted_by" => self.accepted_by.clone(),
            "received_on" => day(self.received_on),
            "accepted_on" => day(self.accepted_on),
            "due_on" => day(self.due_on),
            "finished_on" => self.finished_on.to_string(),
            "outcome" => self.outcome_label.clone(),
            "result_name" => self.result_name.clone(),
            "result_no" => self.result_no.clone(),
            "retention" => self.retention.label(),
            "packed_on" => self.packed_on.to_string(),
            "source_system" => self.source_system.clone(),
            "files" => self.files.len().to_string(),
            _ => return None,
        })
    }
}

/// Event: a case was packed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PackageMade {
    /// 电子文件号.
    pub package_no: String,
    /// Profile it was written under.
    pub profile: String,
    /// SM3 of the package.
    pub digest: String,
    /// Files in it.
    pub files: usize,
    /// Whether the four properties held.
    pub passed: bool,
    /// The county's signature over the report, hexadecimal.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub signature: String,
}
