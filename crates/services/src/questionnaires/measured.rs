//! The source that the evaluation index reads (评价指标来源): per department and window, what questionnaires say of a period.

use std::collections::{BTreeMap, btree_map::Entry};

use domain::{
    people::{Act, Desk},
    questionnaires::{Measured, measured as add_up},
};
use jiff::civil::Date;
use store::{StoreError, Tx, questionnaires as rows};

use super::{keep::SHIPPED, results::opened};
use crate::{Bureau, Failure, Never};

/// Per department or window and aspect: answers, satisfied ones, the mean of stars and the interval, over all
/// questionnaires, from one day to another, both included. Each answer is read by the questions of its own edition.
pub fn measured(bureau: &Bureau, desk: &Desk, from: Date, to: Date) -> Result<Vec<Measured>, Failure<Never>> {
    bureau.may(desk, Act::QuestionnaireView)?;
    Ok(bureau.db().read(|tx| measured_in(bureau, tx, from, to))?)
}

/// [`measured`] within a transaction, for the index.
pub(crate) fn measured_in(bureau: &Bureau, tx: &mut Tx<'_>, from: Date, to: Date) -> Result<Vec<Measured>, StoreError> {
    let mut bodies = BTreeMap::new();
    let mut given = Vec::new();
    for sealed in rows::answers_between(tx, bureau.region(), from, to)? {
        let edition = (sealed.questionnaire, sealed.edition);
        if let Entry::Vacant(place) = bodies.entry(edition) {
            let Some(body) = rows::edition(tx, bureau.region(), edition.0, edition.1)? else { continue };
            place.insert(body);
        }
        given.push((edition, opened(bureau, sealed)?));
    }
    let both = given.iter().filter_map(|(edition, one)| Some((bodies.get(edition)?, one)));
    Ok(add_up(both, SHIPPED.confidence))
}
