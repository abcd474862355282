//! What the answers come to (问卷结果): counts, shares with their intervals, levels of satisfaction, words.

use std::collections::BTreeMap;

use super::{Body, Given, Question, QuestionKind};
use crate::base::{Confidence, Interval, Ratio, Satisfaction, highest_unseen_text, mask_in_words, wilson};

/// One answer to choose from.
#[derive(Debug, Clone, PartialEq)]
pub struct OptionResult {
    /// Its words.
    pub label: String,
    /// How many chose it.
    pub n: u32,
    /// The interval of its share; `None` where nobody answered.
    pub interval: Option<Interval>,
}

/// A scale.
#[derive(Debug, Clone, PartialEq)]
pub struct ScaleResult {
    /// Answers by level.
    pub levels: BTreeMap<Satisfaction, u32>,
    /// Three stars and more.
    pub satisfied: u32,
    /// Of the share of the satisfied.
    pub interval: Option<Interval>,
}

impl ScaleResult {
    /// Answers given.
    #[must_use]
    pub fn answered(&self) -> u32 {
        self.levels.values().sum()
    }

    /// Stars on average, in hundredths, rounded half up; `None` where nobody answered.
    #[must_use]
    pub fn mean_hundredths(&self) -> Option<u32> {
        let n = self.answered();
        let stars: u32 = self.levels.iter().map(|(level, n)| u32::from(level.stars()) * n).sum();
        (n > 0).then(|| (stars * 200 + n) / (2 * n))
    }
}

/// A question.
#[derive(Debug, Clone, PartialEq)]
pub struct QuestionResult {
    /// The question as it stands in the edition that is reported by.
    pub question: Question,
    /// Answers given to it; whoever was not asked or left it blank is not among them.
    pub answered: u32,
    /// By answer, in their order; those of earlier editions that the question has no more stand at the end.
    pub options: Vec<OptionResult>,
    /// Of a scale.
    pub scale: Option<ScaleResult>,
    /// Words, without what may tell who wrote them, in an order that does not tell when.
    pub words: Vec<String>,
}

/// All of it.
#[derive(Debug, Clone, PartialEq)]
pub struct Results {
    /// Answers.
    pub n: u32,
    /// Of them typed in from paper.
    pub paper: u32,
    /// By question.
    pub questions: Vec<QuestionResult>,
    /// Of intervals.
    pub confidence: Confidence,
}

/// Adds up. Names of `people` (staff) are masked in words besides what is masked anyhow.
#[must_use]
pub fn results(body: &Body, given: &[Given], people: &[String]) -> Results {
    Results {
        n: count(given.len()),
        paper: count(given.iter().filter(|g| g.paper).count()),
        questions: body.questions().map(|q| question(q, given, people, body.confidence)).collect(),
        confidence: body.confidence,
    }
}

/// The answers to a question, and how many of them chose each.
pub(super) fn counted<'a>(question: &Question, given: impl Iterator<Item = &'a Given>) -> (u32, Vec<(String, u32)>) {
    let mut options: Vec<(String, u32)> = question.kind.options().into_iter().map(|o| (o.to_owned(), 0)).collect();
    let mut answered = 0;
    for answer in given.filter_map(|g| g.answers.get(&question.key)) {
        answered += 1;
        for line in answer.lines() {
            match options.iter_mut().find(|(label, _)| label == line) {
                Some((_, n)) => *n += 1,
                None => options.push((line.to_owned(), 1)),
            }
        }
    }
    (answered, options)
}

fn question(question: &Question, given: &[Given], people: &[String], confidence: Confidence) -> QuestionResult {
    let texts = || given.iter().filter_map(|g| g.answers.get(&question.key));
    let mut out = QuestionResult {
        question: question.clone(),
        answered: count(texts().count()),
        options: Vec::new(),
        scale: None,
        words: Vec::new(),
    };
    match &question.kind {
        QuestionKind::Text { .. } => {
            out.words = texts().map(|text| mask_in_words(text, people)).collect();
            out.words.sort();
        }
        QuestionKind::One { .. } | QuestionKind::Several { .. } | QuestionKind::Scale { .. } => {
            let (answered, options) = counted(question, given.iter());
            let of = |(label, n): (String, u32)| OptionResult { label, n, interval: interval(n, answered, confidence) };
            out.options = options.into_iter().map(of).collect();
            if matches!(question.kind, QuestionKind::Scale { .. }) {
                out.scale = Some(scale(texts().map(String::as_str), confidence));
            }
        }
    }
    out
}

/// A scale from its answers; a word that is no level, from an edition in which the question was another, is left out.
pub(super) fn scale<'a>(answers: impl Iterator<Item = &'a str>, confidence: Confidence) -> ScaleResult {
    let mut levels: BTreeMap<Satisfaction, u32> = BTreeMap::new();
    for level in answers.filter_map(|text| Satisfaction::ALL.into_iter().find(|l| l.label() == text)) {
        *levels.entry(level).or_default() += 1;
    }
    let satisfied = levels.iter().filter(|(level, _)| level.passes()).map(|(_, n)| n).sum();
    let answered = levels.values().sum();
    ScaleResult { levels, satisfied, interval: interval(satisfied, answered, confidence) }
}

pub(super) fn interval(n: u32, answered: u32, confidence: Confidence) -> Option<Interval> {
    (answered > 0).then(|| wilson(f64::from(n) / f64::from(answered), f64::from(answered), confidence))?
}

fn count(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

/// A share as people read it: `40人（83.3%）`. Where all chose it no percent is printed.
#[must_use]
pub fn share_text(n: u32, answered: u32) -> String {
    match Ratio::new(n.into(), answered.into()).ok().and_then(|ratio| ratio.percent_text(1)) {
        Some(_) if n == answered => format!("{n}人，全部"),
        Some(percent) => format!("{n}人（{percent}%）"),
        None => "没有人答".to_owned(),
    }
}

/// How satisfied, with what the number lets one say; never a bare 100 %.
#[must_use]
pub fn scale_text(result: &ScaleResult, confidence: Confidence) -> String {
    let answered = result.answered();
    let dissatisfied = answered - result.satisfied;
    match (answered, dissatisfied, &result.interval) {
        (0, _, _) | (_, _, None) => "没有人答".to_owned(),
        (_, 0, Some(_)) => {
            let rest = highest_unseen_text(answered, confidence).unwrap_or_default();
            format!("{answered}人回答，均表示满意；真实不满意率仍可能到{rest}")
        }
        (_, _, Some(interval)) => format!(
            "{answered}人回答，满意{}，{}%置信区间{}",
            share_text(result.satisfied, answered),
            confidence.percent(),
            interval.text()
        ),
    }
}
