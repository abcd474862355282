//! Where a rating comes from (评价来源、渠道、节点).

use serde::{Deserialize, Serialize};

/// Who made a rating (评价来源). Only the first two are the applicant's own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Provenance {
    /// By the applicant, on a page, a device at the window or by post.
    Citizen,
    /// By the applicant, written down by whoever called.
    Phone,
    /// From a device that staff hold: kept, never counted as active.
    StaffDevice,
    /// From another system that does not say who made it.
    Import,
    /// Made by a system because nobody rated.
    SystemDefault,
}

impl Provenance {
    /// All of them.
    pub const ALL: [Self; 5] = [Self::Citizen, Self::Phone, Self::StaffDevice, Self::Import, Self::SystemDefault];

    /// Word in tables.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Citizen => "citizen",
            Self::Phone => "phone",
            Self::StaffDevice => "staff_device",
            Self::Import => "import",
            Self::SystemDefault => "system_default",
        }
    }

    /// Reads the word of a table or a form.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.as_str() == text)
    }

    /// Word on pages.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Citizen => "本人评价",
            Self::Phone => "电话评价",
            Self::StaffDevice => "工作人员设备",
            Self::Import => "外部系统",
            Self::SystemDefault => "系统默认",
        }
    }

    /// Whether it is the applicant's own and enters the rates (主动评价).
    #[must_use]
    pub const fn is_own(self) -> bool {
        match self {
            Self::Citizen | Self::Phone => true,
            Self::StaffDevice | Self::Import | Self::SystemDefault => false,
        }
    }
}

/// Which way it came (评价渠道). Source: GB/T 39046-2020.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ReviewChannel {
    /// A device that stands before the applicant.
    WindowDevice,
    /// A code at the window or on a paper.
    QrCode,
    /// A link in a message.
    Sms,
    /// The site.
    Web,
    /// An app or a mini program.
    Mobile,
    /// A call.
    Phone,
    /// A form on paper.
    Paper,
}

impl ReviewChannel {
    /// All of them.
    pub const ALL: [Self; 7] =
        [Self::WindowDevice, Self::QrCode, Self::Sms, Self::Web, Self::Mobile, Self::Phone, Self::Paper];

    /// Word in tables.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::WindowDevice => "window_device",
            Self::QrCode => "qr_code",
            Self::Sms => "sms",
            Self::Web => "web",
            Self::Mobile => "mobile",
            Self::Phone => "phone",
            Self::Paper => "paper",
        }
    }

    /// Reads the word of a table or a form.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.as_str() == text)
    }

    /// Word on pages.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::WindowDevice => "窗口评价器",
            Self::QrCode => "扫码",
            Self::Sms => "短信链接",
            Self::Web => "网站",
            Self::Mobile => "移动端",
            Self::Phone => "电话",
            Self::Paper => "纸质评价表",
        }
    }
}

/// Which contact is rated (服务节点): each visit once (一次一评), the case once (一事一评).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ServiceNode {
    /// Handing in.
    Acceptance,
    /// Anything between, such as a correction.
    Handling,
    /// The result: the case as a whole.
    Completion,
}

impl ServiceNode {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Acceptance, Self::Handling, Self::Completion];

    /// Word in tables.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Acceptance => "acceptance",
            Self::Handling => "handling",
            Self::Completion => "completion",
        }
    }

    /// Reads the word of a table or a form.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.as_str() == text)
    }

    /// Word on pages.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Acceptance => "受理",
            Self::Handling => "办理",
            Self::Completion => "办结",
        }
    }

    /// `serviceNumber` of the exchange with the province.
    #[must_use]
    pub const fn number(self) -> u8 {
        match self {
            Self::Acceptance => 1,
            Self::Handling => 2,
            Self::Completion => 3,
        }
    }
}
