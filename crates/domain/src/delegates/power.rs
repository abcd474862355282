//! What a letter lets its representative do (权限): 受理、审查、决定、用章、颁证 (domain §4.4).

use std::collections::BTreeSet;

/// One power.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Power {
    /// 受理.
    Accept,
    /// 审查.
    Review,
    /// 决定.
    Decide,
    /// 用章: keeps and uses the seal for approvals (行政审批专用章).
    Seal,
    /// 颁证: makes and hands out what was granted.
    Issue,
}

impl Power {
    /// All of them, in the order of a case.
    pub const ALL: [Self; 5] = [Self::Accept, Self::Review, Self::Decide, Self::Seal, Self::Issue];

    /// Word in tables.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Accept => "accept",
            Self::Review => "review",
            Self::Decide => "decide",
            Self::Seal => "seal",
            Self::Issue => "issue",
        }
    }

    /// Word on pages and in letters.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Accept => "受理",
            Self::Review => "审查",
            Self::Decide => "决定",
            Self::Seal => "用章",
            Self::Issue => "颁证",
        }
    }

    /// Reads the word of a table or a form.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|p| p.as_str() == text)
    }
}

/// Some powers as people read them: `受理、审查、决定`.
#[must_use]
pub fn powers_text(powers: &BTreeSet<Power>) -> String {
    powers.iter().map(|p| p.label()).collect::<Vec<_>>().join("、")
}

/// Reads words of tables or forms; the first that is none is given back.
///
/// # Errors
/// The word that is no power.
pub fn powers_from<'a>(words: impl IntoIterator<Item = &'a str>) -> Result<BTreeSet<Power>, String> {
    words.into_iter().map(|word| Power::parse(word).ok_or_else(|| word.to_owned())).collect()
}
