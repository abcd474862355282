//! Why a letter is not taken. The code is stable; the sentence says what to do.

use jiff::civil::Date;

use crate::base::date_text_with_year;

/// Longest document number, rank or reason, in characters.
pub(super) const LONGEST: usize = 200;

/// Why not.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// No document number.
    #[error("请填写文号，例如：民政〔2026〕12号")]
    DocNoMissing,
    /// Another letter of the kind has it.
    #[error("文号“{0}”已经用在另一份上，请核对")]
    DocNoTaken(String),
    /// Of another department, or of none.
    #[error("{person}不是{department}的人员，请先在人员管理里改部门")]
    Elsewhere {
        /// Name of the person.
        person: String,
        /// Name of the department.
        department: String,
    },
    /// Left the bureau.
    #[error("{0}已停用，请换一位")]
    Left(String),
    /// Named already.
    #[error("{person}已由“{doc_no}”任命，还在任，不用再任命")]
    Appointed {
        /// Name of the person.
        person: String,
        /// Number of the letter.
        doc_no: String,
    },
    /// Not one of the county's words.
    #[error("职级请从列表里选一个")]
    RankUnknown,
    /// Too low, where the county refuses.
    #[error("首席事务代表要{0}，请换一位")]
    RankTooLow(String),
    /// Not on the permanent roster, where the county refuses.
    #[error("首席事务代表要在编人员，请换一位")]
    OffRoster,
    /// No appointment of the person holds when the letter begins.
    #[error("{person}在{}没有有效的任命书，请先任命", date_text_with_year(*.on))]
    NotAppointed {
        /// Name of the person.
        person: String,
        /// First day of the letter.
        on: Date,
    },
    /// The representative as own deputy.
    #[error("AB角不能是首席事务代表本人，请换一位或留空")]
    OwnDeputy,
    /// No power.
    #[error("请至少选一项权限")]
    PowersMissing,
    /// No item.
    #[error("请至少选一个事项，或改选“本部门全部事项”")]
    ItemsMissing,
    /// An item of another department.
    #[error("“{0}”不是这个部门的事项，请去掉")]
    ForeignItem(String),
    /// Ends before it begins.
    #[error("截止日不能早于起始日 {}", date_text_with_year(*.0))]
    EndsBefore(Date),
    /// Over before it is entered.
    #[error("截止日已经过了，请核对年份")]
    Over,
    /// Longer than the county lets it run.
    #[error("授权期限最长 {months} 个月，截止日最晚 {}", date_text_with_year(*.latest))]
    TooLong {
        /// Months.
        months: u32,
        /// Last day that would do.
        latest: Date,
    },
    /// Another letter gives the same power over the same item to somebody else.
    #[error(
        "与“{doc_no}”（{representative}）重复授权：同一事项的同一权限同时只能授给一位代表。请改事项、权限或期限，或选更换这一份"
    )]
    Contradiction {
        /// Number of the other letter.
        doc_no: String,
        /// Its representative.
        representative: String,
    },
    /// The letter to be replaced is of another department, or over.
    #[error("“{0}”不能更换：它属于别的部门，或已经失效")]
    NotReplaceable(String),
    /// A replacement that would reach back.
    #[error("更换要从今天 {} 或以后开始", date_text_with_year(*.0))]
    ReplacesBack(Date),
    /// The digest is none.
    #[error("附件校验值要 64 位十六进制，请重新选文件")]
    Digest,
    /// No name of a unit.
    #[error("请填写办审批的科室，例如：行政审批股")]
    UnitMissing,
    /// No number of units, or one that cannot be.
    #[error("请填写有几个科室办审批，1 到 99；已经集中到一个科室的填 1")]
    OfficesMissing,
    /// A document that was written and not scanned.
    #[error("扫描件请用 PDF、OFD 或图片，不要用文档原稿")]
    NoScan,
    /// Not the file whose digest was noted.
    #[error("这份文件和登记时的校验值对不上，不是同一份扫描件，请核对")]
    OtherScan,
    /// A scan is kept, and nobody says why it is replaced.
    #[error("已经存有扫描件。要更换请写明原因，例如：漏扫一页")]
    ReplaceReasonMissing,
    /// The very file that is kept.
    #[error("这就是已经存的那一份，不用再换")]
    SameScan,
    /// No filing number.
    #[error("请填写备案号")]
    FilingMissing,
    /// A day that has not come.
    #[error("{what}不能晚于今天 {}", date_text_with_year(*.today))]
    Future {
        /// Which day.
        what: &'static str,
        /// Today.
        today: Date,
    },
    /// A day before today.
    #[error("{what}不能早于今天 {}", date_text_with_year(*.today))]
    Past {
        /// Which day.
        what: &'static str,
        /// Today.
        today: Date,
    },
    /// Done before.
    #[error("这一份已经{0}，不用再办")]
    Done(&'static str),
    /// It holds no more.
    #[error("这一份已经失效，不能再{0}")]
    NoMore(&'static str),
    /// Without saying why.
    #[error("请填写原因，例如：岗位调整")]
    ReasonMissing,
    /// A text longer than the field.
    #[error("{field}最多 200 字，现在是 {count} 字，请删减")]
    TooManyWords {
        /// Which field.
        field: &'static str,
        /// Its length.
        count: usize,
    },
}

impl Refusal {
    /// Stable code for the API and for tests.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::DocNoMissing => "doc_no_missing",
            Self::DocNoTaken(_) => "doc_no_taken",
            Self::Elsewhere { .. } => "other_department",
            Self::Left(_) => "left",
            Self::Appointed { .. } => "appointed_already",
            Self::RankUnknown => "rank_unknown",
            Self::RankTooLow(_) => "rank_too_low",
            Self::OffRoster => "off_roster",
            Self::NotAppointed { .. } => "not_appointed",
            Self::OwnDeputy => "own_deputy",
            Self::PowersMissing => "powers_missing",
            Self::ItemsMissing => "items_missing",
            Self::ForeignItem(_) => "foreign_item",
            Self::EndsBefore(_) => "ends_before",
            Self::Over => "over",
            Self::TooLong { .. } => "term_too_long",
            Self::Contradiction { .. } => "contradiction",
            Self::NotReplaceable(_) => "not_replaceable",
            Self::ReplacesBack(_) => "replaces_back",
            Self::Digest => "digest",
            Self::UnitMissing => "unit_missing",
            Self::OfficesMissing => "offices_missing",
            Self::NoScan => "no_scan",
            Self::OtherScan => "other_scan",
            Self::ReplaceReasonMissing => "replace_reason_missing",
            Self::SameScan => "same_scan",
            Self::FilingMissing => "filing_missing",
            Self::Future { .. } => "future",
            Self::Past { .. } => "past",
            Self::Done(_) => "done",
            Self::NoMore(_) => "no_more",
            Self::ReasonMissing => "reason_missing",
            Self::TooManyWords { .. } => "too_many_words",
        }
    }

    /// The field of the form that has to be mended; empty where no single one has.
    #[must_use]
    pub fn field(&self) -> &'static str {
        match self {
            Self::DocNoMissing | Self::DocNoTaken(_) => "doc_no",
            Self::Elsewhere { .. } | Self::Left(_) | Self::Appointed { .. } | Self::NotAppointed { .. } => "person",
            Self::RankUnknown | Self::RankTooLow(_) => "rank",
            Self::OffRoster => "on_roster",
            Self::OwnDeputy => "deputy",
            Self::PowersMissing => "powers",
            Self::ItemsMissing | Self::ForeignItem(_) => "items",
            Self::EndsBefore(_) | Self::Over | Self::TooLong { .. } => "valid_to",
            Self::ReplacesBack(_) => "valid_from",
            Self::Digest | Self::NoScan | Self::OtherScan | Self::SameScan => "file",
            Self::ReplaceReasonMissing => "scan_reason",
            Self::UnitMissing => "unit",
            Self::OfficesMissing => "offices",
            Self::FilingMissing => "filing_no",
            Self::Future { .. } | Self::Past { .. } => "on",
            Self::ReasonMissing => "reason",
            Self::NotReplaceable(_) => "replaces",
            Self::Contradiction { .. } | Self::Done(_) | Self::NoMore(_) => "",
            Self::TooManyWords { field, .. } => match *field {
                "文号" => "doc_no",
                "备案号" => "filing_no",
                "科室名称" => "unit",
                "更换原因" => "scan_reason",
                _ => "reason",
            },
        }
    }
}

/// The words of a field, trimmed; refused when there are none or too many.
pub(super) fn words(text: &str, field: &'static str, missing: Refusal) -> Result<String, Refusal> {
    let text = text.trim();
    match text.chars().count() {
        0 => Err(missing),
        count if count > LONGEST => Err(Refusal::TooManyWords { field, count }),
        _ => Ok(text.to_owned()),
    }
}
