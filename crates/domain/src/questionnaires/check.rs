//! Whether a questionnaire can be put out (发布前检查): everything wrong at once, each as a sentence that says what to do.

use std::collections::BTreeSet;

use jiff::civil::Date;

use super::{Body, LONGEST_TEXT, Question, QuestionKind, StratumBy};
use crate::{
    base::{Rng as _, SeededRng},
    catalogue::{MOST_FIELDS, MOST_PAGES},
};

/// Longest question, in characters: one line of a phone in large type holds fifteen, and three are read.
pub(super) const LONGEST_LABEL: usize = 40;
pub(super) const LONGEST_OPTION: usize = 40;
pub(super) const MOST_OPTIONS: usize = 30;
pub(super) const MOST_WORDS: u16 = 1_000;
pub(super) const MOST_OUTLETS: usize = 500;

/// What is to be mended before it can be put out.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BodyFlaw {
    /// A text that lacks.
    #[error("请填写{0}")]
    Missing(&'static str),
    /// A text that is too long.
    #[error("{0}最多 300 个字")]
    TooLong(&'static str),
    /// Nothing is asked.
    #[error("问卷里还没有题目，请先加一道")]
    Empty,
    /// More than people answer.
    #[error("问卷最多 {0} 个部分、{1} 道题，请去掉不必问的")]
    TooMany(usize, usize),
    /// A section without a heading or without a question.
    #[error("第 {0} 部分请写标题，并至少放一道题；不要就删掉")]
    Section(usize),
    /// Two questions of one name.
    #[error("题目代号“{0}”重复或写法不对，请用小写字母开头，只用小写字母、数字和下划线")]
    Key(String),
    /// No words.
    #[error("题目“{0}”请写问什么，最多 40 个字")]
    Label(String),
    /// Two that read alike.
    #[error("有两道题都写“{0}”，请改其中一道")]
    LabelTaken(String),
    /// Less than two answers.
    #[error("“{0}”要有 2 到 30 个选项，每个最多 40 个字，不能重复")]
    Options(String),
    /// Room for words.
    #[error("“{0}”的最多字数请填 1 到 1000")]
    Most(String),
    /// A condition on what is not asked before, or on an answer that nobody can give.
    #[error("“{0}”的条件要用排在它前面的选择题和那道题的选项")]
    Condition(String),
    /// No link.
    #[error("请至少加一个投放点，每个投放点有自己的链接和二维码")]
    NoOutlet,
    /// Two of one name or code.
    #[error("投放点“{0}”重名、没有名字或超过 40 个字，请改")]
    Outlet(String),
    /// Too many.
    #[error("投放点最多 500 个")]
    TooManyOutlets,
    /// What sorts is not there.
    #[error("分层用的题目要是必答的单选题，请重选分层")]
    Stratum,
    /// A quota of a stratum that there is not.
    #[error("配额里的“{0}”不是现在的层，请改配额")]
    Quota(String),
    /// A number that cannot be meant.
    #[error("份数请填 1 到 1000000")]
    Count,
    /// A day that is over.
    #[error("截止日期已经过了，请往后改")]
    Over,
    /// How few are hidden.
    #[error("少于几份不单列，请填 1 到 100")]
    HideBelow,
}

/// What is to be mended before it can be put out on `today`; empty where nothing is.
#[must_use]
pub fn check(body: &Body, today: Date) -> Vec<BodyFlaw> {
    let mut flaws = Vec::new();
    for (text, name) in [(&body.title, "问卷名称"), (&body.opening, "开头的话"), (&body.thanks, "答完以后的话")]
    {
        match text.trim().chars().count() {
            0 => flaws.push(BodyFlaw::Missing(name)),
            length if length > LONGEST_TEXT => flaws.push(BodyFlaw::TooLong(name)),
            _ => {}
        }
    }
    check_questions(body, &mut flaws);
    check_outlets(body, &mut flaws);
    let sorts = match &body.stratum {
        StratumBy::Outlet => true,
        StratumBy::Question(key) => body
            .question(key)
            .is_some_and(|q| q.required && q.condition.is_none() && matches!(q.kind, QuestionKind::One { .. })),
    };
    if !sorts {
        flaws.push(BodyFlaw::Stratum);
    }
    let strata: BTreeSet<&str> = body.strata().into_iter().collect();
    flaws.extend(body.quotas.keys().filter(|s| !strata.contains(s.as_str())).cloned().map(BodyFlaw::Quota));
    if body.quotas.values().copied().chain(body.most).any(|n| !(1..=1_000_000).contains(&n)) {
        flaws.push(BodyFlaw::Count);
    }
    if body.closes_on.is_some_and(|day| day < today) {
        flaws.push(BodyFlaw::Over);
    }
    if !(1..=100).contains(&body.hide_below) {
        flaws.push(BodyFlaw::HideBelow);
    }
    flaws
}

fn check_questions(body: &Body, flaws: &mut Vec<BodyFlaw>) {
    let count = body.questions().count();
    if count == 0 {
        flaws.push(BodyFlaw::Empty);
    }
    if count > MOST_FIELDS || body.sections.len() > MOST_PAGES {
        flaws.push(BodyFlaw::TooMany(MOST_PAGES, MOST_FIELDS));
    }
    for (section, n) in body.sections.iter().zip(1..) {
        let titled = (1..=LONGEST_LABEL).contains(&section.title.trim().chars().count());
        if !titled || section.questions.is_empty() {
            flaws.push(BodyFlaw::Section(n));
        }
        if section.hint.chars().count() > LONGEST_TEXT {
            flaws.push(BodyFlaw::TooLong("部分的说明"));
        }
    }
    let mut before: Vec<&Question> = Vec::new();
    for question in body.questions() {
        flaws.extend(question_flaws(question, &before));
        before.push(question);
    }
}

fn question_flaws(question: &Question, before: &[&Question]) -> Vec<BodyFlaw> {
    let mut flaws = Vec::new();
    if !is_key(&question.key) || before.iter().any(|q| q.key == question.key) {
        flaws.push(BodyFlaw::Key(question.key.clone()));
    }
    let label = question.label.trim();
    if label.is_empty() || label.chars().count() > LONGEST_LABEL || label.contains(['\n', '\r']) {
        flaws.push(BodyFlaw::Label(question.key.clone()));
    } else if before.iter().any(|q| q.label.trim() == label) {
        flaws.push(BodyFlaw::LabelTaken(label.to_owned()));
    }
    if question.hint.chars().count() > LONGEST_TEXT {
        flaws.push(BodyFlaw::TooLong("题目的说明"));
    }
    match &question.kind {
        QuestionKind::One { options } | QuestionKind::Several { options } => {
            let different: BTreeSet<&str> = options.iter().map(|o| o.trim()).collect();
            let fits = |o: &&str| (1..=LONGEST_OPTION).contains(&o.chars().count()) && !o.contains(['\n', '\r']);
            let is_list = (2..=MOST_OPTIONS).contains(&options.len()) && different.len() == options.len();
            if !is_list || !different.iter().all(fits) {
                flaws.push(BodyFlaw::Options(label.to_owned()));
            }
        }
        QuestionKind::Text { most } => {
            if !(1..=MOST_WORDS).contains(most) {
                flaws.push(BodyFlaw::Most(label.to_owned()));
            }
        }
        QuestionKind::Scale { .. } => {}
    }
    if let Some(condition) = &question.condition {
        let parts = condition.comparisons();
        let known = |(key, values): &(&str, Vec<&str>)| {
            let options = before.iter().find(|q| q.key == *key).map(|q| q.kind.options()).unwrap_or_default();
            !options.is_empty() && values.iter().all(|value| options.contains(value))
        };
        if parts.is_empty() || parts.len() > 10 || !parts.iter().all(known) {
            flaws.push(BodyFlaw::Condition(label.to_owned()));
        }
    }
    flaws
}

fn check_outlets(body: &Body, flaws: &mut Vec<BodyFlaw>) {
    if body.outlets.is_empty() {
        flaws.push(BodyFlaw::NoOutlet);
    }
    if body.outlets.len() > MOST_OUTLETS {
        flaws.push(BodyFlaw::TooManyOutlets);
    }
    let (mut labels, mut codes) = (BTreeSet::new(), BTreeSet::new());
    for outlet in &body.outlets {
        let label = outlet.label.trim();
        let named = (1..=LONGEST_LABEL).contains(&label.chars().count()) && labels.insert(label);
        if !named || !codes.insert(outlet.code.as_str()) {
            flaws.push(BodyFlaw::Outlet(label.to_owned()));
        }
    }
}

/// Whether a text can be the name of a question.
pub(super) fn is_key(text: &str) -> bool {
    let mut letters = text.bytes();
    letters.next().is_some_and(|b| b.is_ascii_lowercase())
        && text.len() <= 40
        && letters.all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_')
        && text != crate::catalogue::APPLICANT_KIND
}

/// A code for a place that nobody can guess, from so much chance: ten letters and digits without those that are mixed up.
#[must_use]
pub fn outlet_code(chance: u64) -> String {
    const LETTERS: &[u8; 31] = b"23456789abcdefghijkmnpqrstuvwxy";
    let rng = SeededRng::new(chance);
    (0..10).map(|_| char::from(LETTERS[rng.below(31) as usize])).collect()
}
