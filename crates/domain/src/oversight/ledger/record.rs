//! The two sides of a comparison (比对双方).

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::base::{CaseId, ImportId, ItemId};

/// What kind of list a line comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LedgerKind {
    /// 双公示: the public list of administrative licences (行政许可信用信息公示).
    Licences,
    /// 证照登记簿: a department's register of what it gave out.
    Certificates,
    /// 部门系统办件: what a department's own system took in.
    Departmental,
}

impl LedgerKind {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Licences, Self::Certificates, Self::Departmental];

    /// Word in tables and addresses.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Licences => "licences",
            Self::Certificates => "certificates",
            Self::Departmental => "departmental",
        }
    }

    /// Word on pages.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Licences => "双公示清单",
            Self::Certificates => "证照登记簿",
            Self::Departmental => "部门系统办件",
        }
    }

    /// Reads the word of a table.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|k| k.as_str() == text)
    }
}

/// A line as it stands in its file. What was not filled in is empty.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct LedgerRow {
    /// Row in the file, as a spreadsheet numbers it.
    pub row: u32,
    /// 行政许可决定文书号, or the number of the certificate or the case.
    pub decision_no: String,
    /// 行政相对人名称.
    pub party: String,
    /// 统一社会信用代码; empty for persons: their numbers are not kept.
    pub code: String,
    /// 许可内容.
    pub content: String,
    /// 事项名称, 许可类别 or 证照名称.
    pub item_name: String,
    /// 许可决定日期, or the day of issue.
    pub decided_on: Option<Date>,
    /// 许可机关.
    pub organ: String,
}

/// A decision made elsewhere.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decision {
    /// The import that brought it.
    pub import: ImportId,
    /// The line.
    pub line: LedgerRow,
    /// The item, as far as it could be told.
    pub item: Option<ItemId>,
}

/// A case of the hall with its result.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HallCase {
    /// Case.
    pub case: CaseId,
    /// Number of the decision or of the certificate; empty = none.
    pub result_no: String,
    /// Applicant.
    pub party: String,
    /// 统一社会信用代码; empty for persons.
    pub code: String,
    /// Item.
    pub item: ItemId,
    /// Its name.
    pub item_name: String,
    /// Name of the department that decides.
    pub organ: String,
    /// The day of the decision; of a case without one, of its acceptance.
    pub decided_on: Date,
}
