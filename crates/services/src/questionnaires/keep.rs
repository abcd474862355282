//! Building a questionnaire, putting an edition out, ending it (编制、发布、结束).

use std::{collections::BTreeMap, sync::LazyLock};

use domain::{
    base::{Confidence, QuestionnaireId},
    people::{Act, Desk},
    questionnaires::{self as rules, ActRefusal, Body, Edit, EditFlaw, LONGEST_TEXT, Questionnaire, StratumBy},
};
use jiff::civil::Date;
use serde::Serialize;
use store::{
    StoreError, Tx,
    journal::{self, Entry, Stream},
    questionnaires as rows,
};

use crate::{Bureau, Failure, Never};

const DATA: &str = include_str!("../../data/questionnaires.json");

/// The questionnaire that ships with the program: something to begin from.
pub(super) static SHIPPED: LazyLock<Body> =
    LazyLock::new(|| serde_json::from_str(DATA).expect("shipped with the program and read by a test"));

/// What the form of settings holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Settings {
    /// Its name.
    pub title: String,
    /// Before the questions.
    pub opening: String,
    /// After an answer.
    pub thanks: String,
    /// What answers are sorted by.
    pub stratum: StratumBy,
    /// Most answers of a stratum.
    pub quotas: BTreeMap<String, u32>,
    /// Most answers at all.
    pub most: Option<u32>,
    /// The last day.
    pub closes_on: Option<Date>,
    /// Of intervals.
    pub confidence: Confidence,
    /// Fewer answers are not shown apart.
    pub hide_below: u32,
    /// Where the questions come from.
    pub source: String,
}

/// Begins a draft from the one that ships. Gives its id.
pub fn begin(bureau: &Bureau, desk: &Desk, key: Option<&str>) -> Result<QuestionnaireId, Failure<Never>> {
    let role = bureau.may(desk, Act::QuestionnaireEdit)?;
    let (region, stamp) = (*bureau.region(), desk.stamp(bureau.now(), role));
    let id = QuestionnaireId::new(bureau.new_id());
    let command = bureau.command(desk, "questionnaires.begin", key, &());
    let done = bureau.db().commit(command, move |tx| -> Result<i64, Failure<Never>> {
        let (new, event) = rules::draft(id, SHIPPED.clone());
        let entry = Entry::new(Stream::questionnaire(id), 0, "questionnaires.drafted", &event)
            .with(rows::questionnaire_change(&region, &new));
        journal::append(tx, &region, &stamp, entry)?;
        Ok(id.get())
    })?;
    Ok(QuestionnaireId::new(done.value))
}

/// The questionnaire under its expected version.
fn load<R: std::error::Error>(
    bureau: &Bureau,
    tx: &mut Tx<'_>,
    (id, expected): (QuestionnaireId, i64),
) -> Result<Questionnaire, Failure<R>> {
    let found = rows::questionnaire(tx, bureau.region(), id)?.ok_or(Failure::NotFound)?;
    if found.version == expected { Ok(found) } else { Err(Failure::Stale) }
}

/// The edition that is, or was last, out.
pub(super) fn out(bureau: &Bureau, tx: &mut Tx<'_>, of: &Questionnaire) -> Result<Option<Body>, StoreError> {
    match of.state.edition() {
        None => Ok(None),
        Some(edition) => rows::edition(tx, bureau.region(), of.id, edition),
    }
}

/// Saves another draft where it differs. Gives the version.
fn redraft(
    bureau: &Bureau,
    desk: &Desk,
    at: (QuestionnaireId, i64),
    command: store::Command,
    make: impl Fn(Body) -> Result<Body, EditFlaw> + Send + 'static,
) -> Result<i64, Failure<EditFlaw>> {
    let role = bureau.may(desk, Act::QuestionnaireEdit)?;
    let (worker, stamp) = (bureau.clone(), desk.stamp(bureau.now(), role));
    let done = bureau.db().commit(command, move |tx| -> Result<i64, Failure<EditFlaw>> {
        let before = load(&worker, tx, at)?;
        let body = make(before.draft.clone()).map_err(Failure::Refused)?;
        if body == before.draft {
            return Ok(before.version);
        }
        let (expected, (next, event)) = (before.version, rules::redraft(before, body));
        let entry = Entry::new(Stream::questionnaire(next.id), expected, "questionnaires.drafted", &event)
            .with(rows::questionnaire_change(worker.region(), &next));
        Ok(journal::append(tx, worker.region(), &stamp, entry)?)
    })?;
    Ok(done.value)
}

/// Changes its words, its strata and quotas, and when it ends.
pub fn change(
    bureau: &Bureau,
    desk: &Desk,
    at: (QuestionnaireId, i64),
    settings: &Settings,
    key: Option<&str>,
) -> Result<i64, Failure<EditFlaw>> {
    let new = settings.clone();
    let long = |text: &String| text.chars().count() > LONGEST_TEXT;
    if [&new.title, &new.opening, &new.thanks, &new.source].into_iter().any(long) {
        return Err(Failure::Refused(EditFlaw::Hint));
    }
    let command = bureau.command(desk, "questionnaires.change", key, &(at.0, at.1, settings));
    redraft(bureau, desk, at, command, move |body| {
        let new = new.clone();
        Ok(Body {
            title: new.title,
            opening: new.opening,
            thanks: new.thanks,
            stratum: new.stratum,
            quotas: new.quotas,
            most: new.most,
            closes_on: new.closes_on,
            confidence: new.confidence,
            hide_below: new.hide_below,
            source: new.source,
            sections: body.sections,
            outlets: body.outlets,
        })
    })
}

/// Takes a step in building it.
pub fn step(
    bureau: &Bureau,
    desk: &Desk,
    at: (QuestionnaireId, i64),
    edit: &Edit,
    key: Option<&str>,
) -> Result<i64, Failure<EditFlaw>> {
    let command = bureau.command(desk, "questionnaires.step", key, &(at.0, at.1, format!("{edit:?}")));
    let edit = edit.clone();
    redraft(bureau, desk, at, command, move |body| rules::edit(body, edit.clone()))
}

/// Puts the draft out as the next edition. Gives the edition.
pub fn publish(
    bureau: &Bureau,
    desk: &Desk,
    at: (QuestionnaireId, i64),
    key: Option<&str>,
) -> Result<i64, Failure<ActRefusal>> {
    let role = bureau.may(desk, Act::QuestionnairePublish)?;
    let (worker, stamp, today) = (bureau.clone(), desk.stamp(bureau.now(), role), bureau.today());
    let command = bureau.command(desk, "questionnaires.publish", key, &at);
    let done = bureau.db().commit(command, move |tx| -> Result<i64, Failure<ActRefusal>> {
        let before = load(&worker, tx, at)?;
        let (expected, now_out) = (before.version, out(&worker, tx, &before)?);
        let (next, event) = rules::publish(before, now_out.as_ref(), today).map_err(Failure::Refused)?;
        let edition = (event.edition, &next.draft);
        let entry = Entry::new(Stream::questionnaire(next.id), expected, "questionnaires.published", &event)
            .with(rows::questionnaire_change(worker.region(), &next))
            .with(rows::edition_change(worker.region(), next.id, edition, today));
        journal::append(tx, worker.region(), &stamp, entry)?;
        Ok(event.edition)
    })?;
    Ok(done.value)
}

/// Ends it by hand, with the reason.
pub fn close(
    bureau: &Bureau,
    desk: &Desk,
    at: (QuestionnaireId, i64),
    reason: &str,
    key: Option<&str>,
) -> Result<i64, Failure<ActRefusal>> {
    let role = bureau.may(desk, Act::QuestionnairePublish)?;
    let (worker, stamp, today) = (bureau.clone(), desk.stamp(bureau.now(), role), bureau.today());
    let command = bureau.command(desk, "questionnaires.close", key, &(at.0, at.1, reason));
    let reason = reason.to_owned();
    let done = bureau.db().commit(command, move |tx| -> Result<i64, Failure<ActRefusal>> {
        let before = load(&worker, tx, at)?;
        let (expected, (next, event)) =
            (before.version, rules::close(before, &reason, today).map_err(Failure::Refused)?);
        let entry = Entry::new(Stream::questionnaire(next.id), expected, "questionnaires.closed", &event)
            .with(rows::questionnaire_change(worker.region(), &next));
        Ok(journal::append(tx, worker.region(), &stamp, entry)?)
    })?;
    Ok(done.value)
}

#[cfg(test)]
mod tests {
    use domain::questionnaires::{BodyFlaw, check};

    use super::*;

    #[test]
    fn the_shipped_questionnaire_lacks_its_links_alone() {
        assert_eq!(check(&SHIPPED, jiff::civil::date(2026, 11, 30)), [BodyFlaw::NoOutlet]);
        assert!(SHIPPED.source.contains("GB/T 39046"));
    }
}
