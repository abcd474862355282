//! What the evaluation index reads (指标来源): per department or window and aspect, how many judged and how.

use std::collections::BTreeMap;

use super::{
    Body, Given, QuestionKind,
    results::{ScaleResult, scale},
};
use crate::base::{Aspect, Confidence, DepartmentId, Satisfaction};

/// Whose service was judged.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Place {
    /// A department's.
    Department(DepartmentId),
    /// A window's.
    Window(u16),
}

/// What was said of a place under an aspect.
#[derive(Debug, Clone, PartialEq)]
pub struct Measured {
    /// Whose.
    pub place: Place,
    /// What was judged.
    pub about: Aspect,
    /// Levels, satisfied ones and the interval of their share.
    pub result: ScaleResult,
    /// Of these answers typed in from paper by staff.
    pub paper: u32,
}

/// What one answer says under each aspect, by the questions of its own edition; a word that is no level says nothing.
pub fn judged<'a>(body: &'a Body, one: &'a Given) -> impl Iterator<Item = (Aspect, Satisfaction)> + 'a {
    body.questions().filter_map(|question| {
        let QuestionKind::Scale { about: Some(about) } = question.kind else { return None };
        let answer = one.answers.get(&question.key)?;
        Some((about, Satisfaction::ALL.into_iter().find(|level| level.label() == answer)?))
    })
}

/// Adds answers of several questionnaires up; each comes with the edition it was given to. An answer at a place that
/// belongs to a department and a window counts for both; one of the whole hall counts for none.
#[must_use]
pub fn measured<'a>(given: impl IntoIterator<Item = (&'a Body, &'a Given)>, confidence: Confidence) -> Vec<Measured> {
    let mut heard: BTreeMap<(Place, Aspect), (Vec<&str>, u32)> = BTreeMap::new();
    for (body, one) in given {
        let places = one.department.map(Place::Department).into_iter().chain(one.window.map(Place::Window));
        for place in places {
            for question in body.questions() {
                let QuestionKind::Scale { about: Some(about) } = question.kind else { continue };
                let Some(answer) = one.answers.get(&question.key) else { continue };
                let (answers, paper) = heard.entry((place, about)).or_default();
                answers.push(answer);
                *paper += u32::from(one.paper);
            }
        }
    }
    heard
        .into_iter()
        .map(|((place, about), (answers, paper))| Measured {
            place,
            about,
            result: scale(answers.into_iter(), confidence),
            paper,
        })
        .collect()
}
