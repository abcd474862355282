//! Building a questionnaire step by step (编制): each step gives the next body, or says what is to be mended in it. What is
//! not finished may be kept; whether it can be put out is `check`'s business.

use super::{
    Body, LONGEST_TEXT, Outlet, Question, QuestionKind, Section,
    check::{LONGEST_LABEL, LONGEST_OPTION, MOST_OPTIONS, MOST_OUTLETS, MOST_WORDS, is_key},
};
use crate::catalogue::{MOST_FIELDS, MOST_PAGES};

/// One step.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Edit {
    /// A question is put into a section: a new one at its end, one that was there (`former`) in its place.
    Put {
        /// Its key before, where it was there.
        former: Option<String>,
        /// Which section, from 0.
        section: usize,
        /// The question. An empty key is given one.
        question: Question,
    },
    /// A question is taken out.
    Drop(String),
    /// A question goes one place up or down, over the edge of its section into the next.
    Shift {
        /// Which.
        key: String,
        /// Up; else down.
        up: bool,
    },
    /// A section begins at the end.
    AddSection,
    /// Heading and sentence of a section.
    NameSection {
        /// Which, from 0.
        section: usize,
        /// Heading.
        title: String,
        /// Sentence.
        hint: String,
    },
    /// A section without questions goes.
    DropSection(usize),
    /// A place is added, or changed where its code is there.
    PutOutlet(Outlet),
    /// A place goes; its link says so from the next edition on.
    DropOutlet(String),
}

/// Why a step is not taken.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum EditFlaw {
    /// It is not there any more.
    #[error("这一项已经不在了，请看过最新内容再改")]
    Gone,
    /// The name of a question.
    #[error("代号请用小写字母开头，只用小写字母、数字和下划线，最多 40 个")]
    Key,
    /// The name is another's.
    #[error("代号“{0}”已经用过，请换一个")]
    KeyTaken(String),
    /// No words, or too many.
    #[error("请写问什么，最多 40 个字")]
    Label,
    /// Answers.
    #[error("选项要有 2 到 30 个，一行一个，每个最多 40 个字，不能重复")]
    Options,
    /// Room.
    #[error("最多字数请填 1 到 1000")]
    Most,
    /// A sentence that is too long.
    #[error("说明最多 300 个字")]
    Hint,
    /// Full.
    #[error("问卷最多 7 个部分、60 道题、500 个投放点")]
    Full,
    /// A section that is not empty.
    #[error("这一部分还有题目，请先移走或删掉")]
    NotEmpty,
    /// A place without a name, or with another's.
    #[error("投放点请写名字，最多 40 个字，不能重名")]
    Outlet,
}

impl EditFlaw {
    /// The field of the form that it speaks of.
    #[must_use]
    pub const fn field(&self) -> &'static str {
        match self {
            Self::Key | Self::KeyTaken(_) => "key",
            Self::Label => "label",
            Self::Options => "options",
            Self::Most => "most",
            Self::Hint => "hint",
            Self::Outlet => "outlet_label",
            Self::Gone | Self::Full | Self::NotEmpty => "",
        }
    }
}

/// Takes a step.
///
/// # Errors
/// [`EditFlaw`].
pub fn edit(mut body: Body, step: Edit) -> Result<Body, EditFlaw> {
    match step {
        Edit::Put { former, section, question } => put(&mut body, former.as_deref(), section, question)?,
        Edit::Drop(key) => {
            take_out(&mut body, &key).ok_or(EditFlaw::Gone)?;
        }
        Edit::Shift { key, up } => shift(&mut body, &key, up)?,
        Edit::AddSection => {
            if body.sections.len() >= MOST_PAGES {
                return Err(EditFlaw::Full);
            }
            let title = format!("第 {} 部分", body.sections.len() + 1);
            body.sections.push(Section { title, ..Section::default() });
        }
        Edit::NameSection { section, title, hint } => {
            let (title, hint) = (title.trim().to_owned(), hint.trim().to_owned());
            if title.is_empty() || title.chars().count() > LONGEST_LABEL {
                return Err(EditFlaw::Label);
            }
            if hint.chars().count() > LONGEST_TEXT {
                return Err(EditFlaw::Hint);
            }
            let place = body.sections.get_mut(section).ok_or(EditFlaw::Gone)?;
            (place.title, place.hint) = (title, hint);
        }
        Edit::DropSection(section) => {
            let place = body.sections.get(section).ok_or(EditFlaw::Gone)?;
            if !place.questions.is_empty() {
                return Err(EditFlaw::NotEmpty);
            }
            body.sections.remove(section);
        }
        Edit::PutOutlet(outlet) => put_outlet(&mut body, outlet)?,
        Edit::DropOutlet(code) => {
            let before = body.outlets.len();
            body.outlets.retain(|o| o.code != code);
            if body.outlets.len() == before {
                return Err(EditFlaw::Gone);
            }
        }
    }
    Ok(body)
}

fn put(body: &mut Body, former: Option<&str>, section: usize, mut question: Question) -> Result<(), EditFlaw> {
    question.label = question.label.trim().to_owned();
    question.hint = question.hint.trim().to_owned();
    if question.key.is_empty() {
        question.key = former.map_or_else(|| free_key(body), str::to_owned);
    }
    if !is_key(&question.key) {
        return Err(EditFlaw::Key);
    }
    if former != Some(question.key.as_str()) && body.question(&question.key).is_some() {
        return Err(EditFlaw::KeyTaken(question.key));
    }
    let length = question.label.chars().count();
    if length == 0 || length > LONGEST_LABEL || question.label.contains(['\n', '\r']) {
        return Err(EditFlaw::Label);
    }
    if question.hint.chars().count() > LONGEST_TEXT {
        return Err(EditFlaw::Hint);
    }
    match &mut question.kind {
        QuestionKind::One { options } | QuestionKind::Several { options } => {
            *options = options.iter().map(|o| o.trim().to_owned()).filter(|o| !o.is_empty()).collect();
            let mut different = options.clone();
            different.sort();
            different.dedup();
            let fit = options.iter().all(|o| o.chars().count() <= LONGEST_OPTION);
            if !(2..=MOST_OPTIONS).contains(&options.len()) || different.len() != options.len() || !fit {
                return Err(EditFlaw::Options);
            }
        }
        QuestionKind::Text { most } if !(1..=MOST_WORDS).contains(most) => return Err(EditFlaw::Most),
        QuestionKind::Text { .. } | QuestionKind::Scale { .. } => {}
    }
    let Some(former) = former else {
        if body.questions().count() >= MOST_FIELDS {
            return Err(EditFlaw::Full);
        }
        body.sections.get_mut(section).ok_or(EditFlaw::Gone)?.questions.push(question);
        return Ok(());
    };
    let (from, at) = place_of(body, former).ok_or(EditFlaw::Gone)?;
    if section >= body.sections.len() {
        return Err(EditFlaw::Gone);
    }
    body.sections[from].questions.remove(at);
    if from == section {
        body.sections[section].questions.insert(at, question);
    } else {
        body.sections[section].questions.push(question);
    }
    Ok(())
}

/// The first of `q1`, `q2`, … that no question has.
fn free_key(body: &Body) -> String {
    (1..).map(|n: u32| format!("q{n}")).find(|key| body.question(key).is_none()).unwrap_or_default()
}

fn place_of(body: &Body, key: &str) -> Option<(usize, usize)> {
    let find = |(n, section): (usize, &Section)| Some((n, section.questions.iter().position(|q| q.key == key)?));
    body.sections.iter().enumerate().find_map(find)
}

fn take_out(body: &mut Body, key: &str) -> Option<Question> {
    let (section, at) = place_of(body, key)?;
    Some(body.sections[section].questions.remove(at))
}

fn shift(body: &mut Body, key: &str, up: bool) -> Result<(), EditFlaw> {
    let (section, at) = place_of(body, key).ok_or(EditFlaw::Gone)?;
    let last = body.sections[section].questions.len() - 1;
    match (up, at) {
        (true, 0) if section > 0 => {
            let question = body.sections[section].questions.remove(0);
            body.sections[section - 1].questions.push(question);
        }
        (true, 0) => {}
        (true, at) => body.sections[section].questions.swap(at, at - 1),
        (false, at) if at < last => body.sections[section].questions.swap(at, at + 1),
        (false, at) if section + 1 < body.sections.len() => {
            let question = body.sections[section].questions.remove(at);
            body.sections[section + 1].questions.insert(0, question);
        }
        (false, _) => {}
    }
    Ok(())
}

fn put_outlet(body: &mut Body, mut outlet: Outlet) -> Result<(), EditFlaw> {
    outlet.label = outlet.label.trim().to_owned();
    let taken = body.outlets.iter().any(|o| o.code != outlet.code && o.label == outlet.label);
    if taken || !(1..=LONGEST_LABEL).contains(&outlet.label.chars().count()) {
        return Err(EditFlaw::Outlet);
    }
    match body.outlets.iter().position(|o| o.code == outlet.code) {
        Some(at) => body.outlets[at] = outlet,
        None if body.outlets.len() >= MOST_OUTLETS => return Err(EditFlaw::Full),
        None => body.outlets.push(outlet),
    }
    Ok(())
}
