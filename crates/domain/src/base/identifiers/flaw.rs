//! What is wrong with a typed code, as one sentence for the person who typed it (填写问题).
//!
//! Deliberately not here: refusals of an act (those belong to the act), and the value itself: a
//! flaw never repeats a whole number, so it may be logged and shown.

/// The code a sentence speaks about; gives the sentence its subject (字段名).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum CodeField {
    /// 身份证号码
    CitizenId,
    /// 统一社会信用代码
    Uscc,
    /// 组织机构代码
    OrgCode,
    /// 手机号码
    Mobile,
    /// 联系电话
    Phone,
    /// 县级行政区划代码
    Region,
    /// 区划代码, 12 digits
    Division,
    /// 百分比 of a target
    Percent,
    /// 日期
    Date,
}

impl CodeField {
    /// The name of the field as the person reads it.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::CitizenId => "身份证号码",
            Self::Uscc => "统一社会信用代码",
            Self::OrgCode => "组织机构代码",
            Self::Mobile => "手机号码",
            Self::Phone => "联系电话",
            Self::Region => "行政区划代码",
            Self::Division => "区划代码",
            Self::Percent => "百分比",
            Self::Date => "日期",
        }
    }
}

impl std::fmt::Display for CodeField {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.label())
    }
}

/// Why a typed value was not taken. `Display` is the sentence to show, [`Flaw::code`] the stable
/// name for tables, tests and the API. Positions count from 1, after spaces and hyphens are gone.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Flaw {
    /// Nothing was typed.
    #[error("请填写{field}")]
    Empty {
        /// Which field.
        field: CodeField,
    },
    /// Too short.
    #[error("{field}少 {by} 位，请补全")]
    Missing {
        /// Which field.
        field: CodeField,
        /// How many characters are missing.
        by: usize,
    },
    /// Too long.
    #[error("{field}多 {by} 位，请核对")]
    TooMany {
        /// Which field.
        field: CodeField,
        /// How many characters are too many.
        by: usize,
    },
    /// A character that cannot stand at this place.
    #[error("{field}第 {at} 位不该是“{found}”，请核对")]
    Stray {
        /// Which field.
        field: CodeField,
        /// Position, from 1.
        at: usize,
        /// The character found there.
        found: char,
    },
    /// A 15-digit first-generation card number: void since 2013-01-01 (居民身份证法修正, 2011).
    #[error("15 位是第一代身份证，2013 年起已停用，请填 18 位号码")]
    FirstGenerationCard,
    /// Digits 7–14 of a citizen id are no day of any calendar.
    #[error("身份证号码第 7 至 14 位不是真实的日期，请照证件核对")]
    CitizenIdNoSuchDay,
    /// Digits 7–14 of a citizen id lie after today.
    #[error("身份证号码里的出生日期还没到，请照证件核对第 7 至 14 位")]
    CitizenIdBornLater,
    /// The check character of a citizen id does not hold (GB 11643-1999).
    #[error("身份证号码第 18 位对不上，请照证件核对最后一位")]
    CitizenIdCheck,
    /// A letter that the USCC alphabet leaves out because it looks like a digit.
    #[error("统一社会信用代码里没有字母 {found}，第 {at} 位可能是数字 {digit}")]
    UsccLookalike {
        /// Position, from 1.
        at: usize,
        /// `I` or `O`.
        found: char,
        /// `1` or `0`.
        digit: char,
    },
    /// Character 18 of a USCC does not hold (GB 32100-2015).
    #[error("统一社会信用代码第 18 位对不上，请照执照逐位核对")]
    UsccCheck,
    /// Characters 9–17 of a USCC are no organisation code (GB 11714-1997), though character 18 holds.
    #[error("统一社会信用代码第 9 至 17 位对不上，请照执照核对")]
    UsccInnerCheck,
    /// The check character of an organisation code does not hold (GB 11714-1997).
    #[error("组织机构代码最后一位对不上，请照证照核对")]
    OrgCodeCheck,
    /// Eleven digits, but no mobile network begins like this.
    #[error("手机号码应以 13 至 19 开头，请核对前两位")]
    MobileStart,
    /// A landline typed where only a mobile can take messages.
    #[error("这是座机号码，收不到短信，请填手机号码")]
    MobileIsLandline,
    /// A landline without its area code.
    #[error("联系电话请加上区号，如 0826-2345678")]
    PhoneNoArea,
    /// Digits that are neither a mobile nor a landline number.
    #[error("联系电话没认出来，请填手机号码，或写成 0826-2345678")]
    PhoneUnread,
    /// A division code whose length is none of 6, 9, 12.
    #[error("区划代码应是 6、9 或 12 位数字，现在是 {len} 位")]
    DivisionLength {
        /// Digits found.
        len: usize,
    },
    /// A division code that names a city or town without a province.
    #[error("区划代码前两位是省级代码，不能是 00，请核对")]
    DivisionNoProvince,
    /// A target that is no number from 0 to 100 with at most four decimals.
    #[error("百分比请填 0 到 100 的数，最多四位小数，如 98.5")]
    PercentUnread,
    /// A ratio whose part is larger than its whole.
    #[error("分子 {part} 大于分母 {whole}，请核对统计范围")]
    PartExceedsWhole {
        /// The part.
        part: u64,
        /// The whole.
        whole: u64,
    },
    /// A text that is no date in any of the accepted forms.
    #[error("日期没认出来，请写成 2026-11-22 这样")]
    DateUnread,
    /// Year, month and day were read, but there is no such day.
    #[error("没有 {year}年{month}月{day}日 这一天，请核对日期")]
    NoSuchDay {
        /// Year as typed.
        year: u32,
        /// Month as typed.
        month: u32,
        /// Day as typed.
        day: u32,
    },
}

impl Flaw {
    /// Stable name of the kind of flaw: never reworded, unlike the sentence.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Empty { .. } => "empty",
            Self::Missing { .. } => "too_short",
            Self::TooMany { .. } => "too_long",
            Self::Stray { .. } => "stray_character",
            Self::FirstGenerationCard => "citizen_id.first_generation",
            Self::CitizenIdNoSuchDay => "citizen_id.no_such_day",
            Self::CitizenIdBornLater => "citizen_id.born_later",
            Self::CitizenIdCheck => "citizen_id.check",
            Self::UsccLookalike { .. } => "uscc.lookalike",
            Self::UsccCheck => "uscc.check",
            Self::UsccInnerCheck => "uscc.inner_check",
            Self::OrgCodeCheck => "org_code.check",
            Self::MobileStart => "mobile.start",
            Self::MobileIsLandline => "mobile.landline",
            Self::PhoneNoArea => "phone.no_area",
            Self::PhoneUnread => "phone.unread",
            Self::DivisionLength { .. } => "division.length",
            Self::DivisionNoProvince => "division.no_province",
            Self::PercentUnread => "percent.unread",
            Self::PartExceedsWhole { .. } => "ratio.part_exceeds_whole",
            Self::DateUnread => "date.unread",
            Self::NoSuchDay { .. } => "date.no_such_day",
        }
    }
}
