//! Code lists of items (GB/T 39046-2020 Annex A; domain §2.4). Codes stay text; what this program
//! must tell apart has a variant.

/// 事项类型, A.1. Two digits.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ItemType(String);

const TYPES: [(&str, &str); 11] = [
    ("01", "行政许可"),
    ("02", "行政处罚"),
    ("03", "行政强制"),
    ("04", "行政征收"),
    ("05", "行政给付"),
    ("06", "行政检查"),
    ("07", "行政确认"),
    ("08", "行政奖励"),
    ("09", "行政裁决"),
    ("10", "其他行政权力"),
    ("20", "公共服务"),
];

impl ItemType {
    /// Reads `1`, `01`, `行政许可` or `许可`. Extensions 11–19 and 21–29 of the list are kept.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        let named = |(_, name): &&(&str, &str)| *name == text || name.strip_prefix("行政") == Some(text);
        if let Some((code, _)) = TYPES.iter().find(named) {
            return Some(Self((*code).to_owned()));
        }
        let number: u8 = text.parse().ok()?;
        matches!(number, 1..=29).then(|| Self(format!("{number:02}")))
    }

    /// Two digits.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Word on pages.
    pub fn label(&self) -> &str {
        TYPES.iter().find(|(code, _)| *code == self.0).map_or("扩展类型", |(_, name)| name)
    }

    /// 行政许可: the law's own time limits apply.
    pub fn is_licence(&self) -> bool {
        self.0 == "01"
    }

    /// 依职权 (处罚, 强制, 征收, 检查): nobody applies for it, and the figures do not count it (domain §1.2).
    pub fn is_ex_officio(&self) -> bool {
        matches!(self.0.as_str(), "02" | "03" | "04" | "06")
    }

    /// The list for pages: code and word.
    pub fn list() -> &'static [(&'static str, &'static str)] {
        &TYPES
    }
}

macro_rules! words {
    ($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident = $word:literal, $label:literal;)* }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name { $($(#[$vdoc])* $variant,)* }

        impl $name {
            /// All of them.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)*];
            /// Word in tables.
            pub fn as_str(self) -> &'static str { match self { $(Self::$variant => $word,)* } }
            /// Word on pages.
            pub fn label(self) -> &'static str { match self { $(Self::$variant => $label,)* } }
            /// Reads the word of a table.
            pub fn from_word(text: &str) -> Option<Self> { Self::ALL.iter().copied().find(|v| v.as_str() == text) }
        }
    };
}

words! {
    /// 事项状态.
    Status {
        /// 在用.
        InUse = "in_use", "在用";
        /// 暂停.
        Suspended = "suspended", "暂停";
        /// 取消.
        Cancelled = "cancelled", "取消";
        /// 草稿.
        Draft = "draft", "草稿";
    }
}

impl Status {
    /// Reads the exchange code 1–4 or the word.
    pub fn parse(text: &str) -> Option<Self> {
        match text.trim() {
            "1" | "在用" | "正常" => Some(Self::InUse),
            "2" | "暂停" | "挂起" => Some(Self::Suspended),
            "3" | "取消" => Some(Self::Cancelled),
            "4" | "草稿" => Some(Self::Draft),
            _ => None,
        }
    }
}

words! {
    /// 办件类型, A.6.
    CaseKind {
        /// 即办件: decided on the spot.
        Instant = "instant", "即办件";
        /// 承诺件: by a promised day.
        Commitment = "commitment", "承诺件";
        /// 其他.
        Other = "other", "其他";
    }
}

impl CaseKind {
    /// Reads the code of A.6 or the word.
    pub fn parse(text: &str) -> Option<Self> {
        match text.trim() {
            "1" | "即办件" => Some(Self::Instant),
            "2" | "承诺件" => Some(Self::Commitment),
            "9" | "其他" => Some(Self::Other),
            _ => None,
        }
    }
}

words! {
    /// 服务对象, as coarse as intake needs it: persons, organisations or both.
    Clients {
        /// 自然人.
        Person = "person", "个人";
        /// 法人和其他组织.
        Organisation = "organisation", "企业和组织";
        /// Both.
        Both = "both", "个人、企业和组织";
    }
}

impl Clients {
    /// Reads a list of A.4 codes or words such as `自然人^企业法人`. The lists of GB/T 39046 and of
    /// the exchange tables differ from 5 up, yet agree that 1 alone is a natural person.
    pub fn parse(text: &str) -> Option<Self> {
        let mut person = false;
        let mut organisation = false;
        for part in text.split(['^', ',', '，', '、', ';', '；', '/', '|']).map(str::trim).filter(|p| !p.is_empty())
        {
            match part {
                "1" | "自然人" | "个人" => person = true,
                "2" | "3" | "4" | "5" | "6" | "7" | "9" => organisation = true,
                _ if part.contains("法人")
                    || part.contains("组织")
                    || part.contains("企业")
                    || part.contains("机关") =>
                {
                    organisation = true;
                }
                _ => return None,
            }
        }
        match (person, organisation) {
            (true, true) => Some(Self::Both),
            (true, false) => Some(Self::Person),
            (false, true) => Some(Self::Organisation),
            (false, false) => None,
        }
    }
}

/// 网上办理深度 Ⅰ–Ⅳ (domain §1.4).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum OnlineDepth {
    /// Ⅰ: information only.
    L1,
    /// Ⅱ: appointment, download or pre-review online.
    L2,
    /// Ⅲ: accepted online, originals checked once.
    L3,
    /// Ⅳ: 全程网办, no visit.
    L4,
}

impl OnlineDepth {
    /// All of them, lowest first.
    pub const ALL: [Self; 4] = [Self::L1, Self::L2, Self::L3, Self::L4];

    /// 1–4.
    pub fn number(self) -> i64 {
        match self {
            Self::L1 => 1,
            Self::L2 => 2,
            Self::L3 => 3,
            Self::L4 => 4,
        }
    }

    /// From 1–4.
    pub fn from_number(n: i64) -> Option<Self> {
        Self::ALL.into_iter().find(|d| d.number() == n)
    }

    /// Word on pages.
    pub fn label(self) -> &'static str {
        match self {
            Self::L1 => "Ⅰ级（只有办事指南）",
            Self::L2 => "Ⅱ级（网上预约、预审）",
            Self::L3 => "Ⅲ级（网上受理，现场核验）",
            Self::L4 => "Ⅳ级（全程网办）",
        }
    }

    /// Reads `4`, `Ⅳ`, `IV`, `Ⅳ级`, `四级`, `全程网办（Ⅳ级）`, and the words of other lists that can mean one
    /// level only (domain §1.4). Numbers are those of Ⅰ–Ⅳ; lists in which they mean something else
    /// (`3^4^5`, 1 全程网办) are not guessed at.
    pub fn parse(text: &str) -> Option<Self> {
        if let Some(depth) = Self::ALL.into_iter().find(|d| d.label() == text.trim()) {
            return Some(depth);
        }
        let core: String = crate::base::fold(text).chars().filter(|c| !"级()".contains(*c)).collect();
        // A level and a word that contradict each other are no level.
        let level = core.chars().filter(|c| "1234ⅠⅡⅢⅣIV一二三四".contains(*c)).collect::<String>();
        let word = core.chars().filter(|c| !"1234ⅠⅡⅢⅣIV一二三四".contains(*c)).collect::<String>();
        let by_level = match &*level {
            "" => None,
            "1" | "Ⅰ" | "I" | "一" => Some(Self::L1),
            "2" | "Ⅱ" | "II" | "二" => Some(Self::L2),
            "3" | "Ⅲ" | "III" | "三" => Some(Self::L3),
            "4" | "Ⅳ" | "IV" | "四" => Some(Self::L4),
            _ => return None,
        };
        let by_word = match &*word {
            "" => None,
            "全程网办" | "全流程网办" | "全程网上办理" => Some(Self::L4),
            "原件核验" | "网上受理" | "网上受理现场核验" => Some(Self::L3),
            "原件预审" | "网上预审" | "网上预约" | "在线预约" => Some(Self::L2),
            "信息公开" | "信息发布" | "办事指南" | "事项公开" => Some(Self::L1),
            _ => return None,
        };
        match (by_level, by_word) {
            (Some(level), Some(word)) => (level == word).then_some(level),
            (level, word) => level.or(word),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn types_come_as_codes_and_words() {
        for (typed, code) in
            [("1", "01"), ("01", "01"), ("行政许可", "01"), ("许可", "01"), ("20", "20"), ("其他行政权力", "10")]
        {
            assert_eq!(ItemType::parse(typed).unwrap().as_str(), code, "{typed}");
        }
        assert_eq!(ItemType::parse("00"), None);
        assert_eq!(ItemType::parse("许可证"), None);
    }

    #[test]
    fn depths_come_in_many_spellings() {
        for typed in ["4", "Ⅳ", "IV", "Ⅳ级", "四级", "全程网办（Ⅳ级）", "全程网办"] {
            assert_eq!(OnlineDepth::parse(typed), Some(OnlineDepth::L4), "{typed}");
        }
        assert_eq!(OnlineDepth::parse("原件核验"), Some(OnlineDepth::L3));
        assert_eq!(OnlineDepth::parse("原件预审"), Some(OnlineDepth::L2));
        assert_eq!(OnlineDepth::parse("办事指南"), Some(OnlineDepth::L1));
        for typed in ["3^4^5", "5", "全程网办（Ⅲ级）", "在线办理", "网上可办", "34"] {
            assert_eq!(OnlineDepth::parse(typed), None, "{typed}");
        }
    }

    #[test]
    fn clients_are_folded_to_what_intake_needs() {
        assert_eq!(Clients::parse("1"), Some(Clients::Person));
        assert_eq!(Clients::parse("自然人^企业法人"), Some(Clients::Both));
        assert_eq!(Clients::parse("2,3"), Some(Clients::Organisation));
        assert_eq!(Clients::parse("所有人"), None);
    }
}
