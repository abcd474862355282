//! What was typed, taken apart (检索词): terms, runs of one script, and what stays when courtesies and questions are
//! left out. Meanings of everyday words are looked up elsewhere.

use super::text::{is_latin, plain};

/// Terms beyond this are not read.
const TERMS: usize = 8;
/// Characters of a term beyond this are not read.
const LONGEST: usize = 60;

/// Words around what is wanted, the longer first.
const AROUND: &[&str] = &[
    "需要什么材料",
    "要什么材料",
    "需要哪些材料",
    "要带什么",
    "需要什么",
    "怎么办理",
    "如何办理",
    "在哪里办",
    "去哪里办",
    "哪里可以办",
    "办理流程",
    "怎么申请",
    "如何申请",
    "怎么弄",
    "怎么办",
    "怎样办",
    "在哪办",
    "去哪办",
    "哪里办",
    "多少钱",
    "我要办",
    "我想办",
    "想办理",
    "要办理",
    "申请办理",
    "帮我",
    "我要",
    "我想",
    "请问",
    "怎么",
    "如何",
    "怎样",
    "哪里",
    "手续",
    "流程",
    "材料",
    "一下",
    "办理",
    "申请",
    "关于",
];
/// Single characters that say nothing in front, and at the end.
const FRONT: &[char] = &['我', '要', '想', '办', '去', '请', '给'];
const END: &[char] = &['的', '吗', '呢', '了', '啊', '呀'];

/// One query.
pub(super) struct Query {
    /// The folded terms; empty when nothing was typed.
    pub(super) terms: Vec<String>,
    /// All of them in one.
    pub(super) joined: String,
}

impl Query {
    pub(super) fn of(words: &str) -> Self {
        let short = |t: String| t.chars().take(LONGEST).collect::<String>();
        let terms: Vec<String> =
            words.split_whitespace().map(plain).filter(|t| !t.is_empty()).take(TERMS).map(short).collect();
        Self { joined: short(terms.concat()), terms }
    }
}

/// What is left of a term without the words around it; `None` when nothing was left out or too little would stay.
pub(super) fn core(term: &str) -> Option<String> {
    let mut text = term.to_owned();
    for word in AROUND {
        text = text.replace(word, "");
    }
    let text = text.trim_start_matches(FRONT).trim_end_matches(END).to_owned();
    (text != term && text.chars().count() >= 2).then_some(text)
}

/// The runs of letters and of characters in a mixed term, as `gtgs` and `注销`; one run when it is not mixed.
pub(super) fn runs(term: &str) -> Vec<String> {
    let mut runs: Vec<String> = Vec::new();
    for c in term.chars() {
        match runs.last_mut() {
            Some(run) if is_latin(run) == c.is_ascii() => run.push(c),
            Some(_) | None => runs.push(c.into()),
        }
    }
    runs
}
