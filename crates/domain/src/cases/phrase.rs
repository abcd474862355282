//! Phrases used often (常用语): what they are for, and what a list of one's own may hold.

use serde::{Deserialize, Serialize};

/// What a phrase is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum PhraseKind {
    /// 审核意见: an approver's words on a decision.
    Opinion,
    /// 理由: why not, why later, why over.
    Reason,
    /// 补正: what is to be supplied or changed.
    Correction,
}

/// Most phrases of one kind that somebody keeps: a list one has to search is no quicker than typing.
const MOST: usize = 20;

/// Longest phrase, in characters.
const LONGEST: usize = 200;

impl PhraseKind {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Opinion, Self::Reason, Self::Correction];

    /// Word in tables and forms.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Opinion => "opinion",
            Self::Reason => "reason",
            Self::Correction => "correction",
        }
    }

    /// Word on pages.
    pub fn label(self) -> &'static str {
        match self {
            Self::Opinion => "审核意见",
            Self::Reason => "理由和依据",
            Self::Correction => "要补正什么",
        }
    }

    /// Reads the word of a table or a form.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|k| k.as_str() == text)
    }
}

/// The county's phrases (全县通用), as somebody left them.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CountyPhrases {
    /// How often they were changed.
    pub version: i64,
    /// 审核意见.
    pub opinion: Vec<String>,
    /// 理由和依据.
    pub reason: Vec<String>,
    /// 要补正什么.
    pub correction: Vec<String>,
}

/// Event: the county's phrases were changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CountyPhrasesChanged {
    /// Version after it.
    pub version: i64,
    /// Phrases of each kind now: 审核意见, 理由和依据, 要补正什么.
    pub counts: [usize; 3],
}

/// Why a list of phrases is not kept.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PhraseFlaw {
    /// More than one would look through.
    #[error("一类最多 {MOST} 条，现在有 {0} 条，请删掉不常用的")]
    TooMany(usize),
    /// A phrase that is a letter.
    #[error("第 {0} 条有 {1} 个字，一条最多 {LONGEST} 个字，请写短些或分成两条")]
    TooLong(usize, usize),
}

/// A list as it is typed, one phrase a line: blank lines and doubles go, the order stays.
///
/// # Errors
/// [`PhraseFlaw`].
pub fn phrases_of(text: &str) -> Result<Vec<String>, PhraseFlaw> {
    let mut out: Vec<String> = Vec::new();
    for line in text.lines().map(str::trim).filter(|l| !l.is_empty()) {
        if !out.iter().any(|known| known == line) {
            out.push(line.to_owned());
        }
    }
    if out.len() > MOST {
        return Err(PhraseFlaw::TooMany(out.len()));
    }
    match out.iter().map(|p| p.chars().count()).enumerate().find(|(_, many)| *many > LONGEST) {
        Some((at, many)) => Err(PhraseFlaw::TooLong(at + 1, many)),
        None => Ok(out),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_keeps_its_order_and_loses_blanks_and_doubles() {
        assert_eq!(phrases_of("").unwrap(), Vec::<String>::new());
        assert_eq!(phrases_of(" 同意。\r\n\n请补签字\n同意。\n").unwrap(), ["同意。", "请补签字"]);
        let many: String = (0..21).map(|n| format!("第{n}条\n")).collect();
        assert_eq!(phrases_of(&many), Err(PhraseFlaw::TooMany(21)));
        let long = format!("同意\n{}", "长".repeat(201));
        assert_eq!(
            phrases_of(&long).unwrap_err().to_string(),
            "第 2 条有 201 个字，一条最多 200 个字，请写短些或分成两条"
        );
        assert!(PhraseKind::ALL.into_iter().all(|k| PhraseKind::parse(k.as_str()) == Some(k)));
    }
}
