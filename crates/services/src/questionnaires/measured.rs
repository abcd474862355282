//! The source that the evaluation index reads (评价指标来源): per department and window, what questionnaires say of a period,
//! added up for a page and answer by answer for the scores, which open into their rows.

use std::collections::{BTreeMap, btree_map::Entry};

use domain::{
    base::ResponseId,
    people::{Act, Desk},
    questionnaires::{Body, Given, Measured, measured as add_up},
};
use jiff::civil::Date;
use store::{StoreError, Tx, questionnaires as rows};

use super::{keep::SHIPPED, results::opened};
use crate::{Bureau, Failure, Never};

/// Answers of some days, each with the edition it was given to.
pub(crate) struct Answered {
    bodies: BTreeMap<(domain::base::QuestionnaireId, i64), Body>,
    given: Vec<((domain::base::QuestionnaireId, i64), ResponseId, Given)>,
}

impl Answered {
    /// Every answer whose edition is kept, with its id.
    pub(crate) fn rows(&self) -> impl Iterator<Item = (ResponseId, &Body, &Given)> {
        self.given.iter().filter_map(|(edition, id, one)| Some((*id, self.bodies.get(edition)?, one)))
    }
}

/// The answers from one day to another, both included.
pub(crate) fn answered_in(bureau: &Bureau, tx: &mut Tx<'_>, from: Date, to: Date) -> Result<Answered, StoreError> {
    let mut out = Answered { bodies: BTreeMap::new(), given: Vec::new() };
    for sealed in rows::answers_between(tx, bureau.region(), from, to)? {
        let edition = (sealed.questionnaire, sealed.edition);
        if let Entry::Vacant(place) = out.bodies.entry(edition) {
            let Some(body) = rows::edition(tx, bureau.region(), edition.0, edition.1)? else { continue };
            place.insert(body);
        }
        let id = sealed.id;
        out.given.push((edition, id, opened(bureau, sealed)?));
    }
    Ok(out)
}

/// Per department or window and aspect: answers, satisfied ones, the mean of stars and the interval, over all
/// questionnaires, from one day to another, both included. Each answer is read by the questions of its own edition.
pub fn measured(bureau: &Bureau, desk: &Desk, from: Date, to: Date) -> Result<Vec<Measured>, Failure<Never>> {
    bureau.may(desk, Act::QuestionnaireView)?;
    let found = bureau.db().read(|tx| answered_in(bureau, tx, from, to))?;
    Ok(add_up(found.rows().map(|(_, body, one)| (body, one)), SHIPPED.confidence))
}
