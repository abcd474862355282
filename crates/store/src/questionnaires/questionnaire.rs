//! Drafts and editions: the state rebuilt from nullable columns by a total match.

use domain::{
    base::{QuestionnaireId, Region},
    questionnaires::{Body, Questionnaire, State},
};
use jiff::civil::Date;

use crate::{
    journal::Change,
    seam::{Row, StoreError, Tx, Val},
    vals,
};

const COLUMNS: &str = "id, version, draft, state, edition, since, closed_on, reason";

fn state(row: &Row) -> Result<State, StoreError> {
    let (word, edition) = (row.text("state")?, row.opt_int("edition")?);
    let ends = (row.opt_date("since")?, row.opt_date("closed_on")?, row.opt_text("reason")?);
    match (word.as_str(), edition, ends) {
        ("draft", None, (None, None, None)) => Ok(State::Draft),
        ("open", Some(edition), (Some(since), None, None)) => Ok(State::Open { edition, since }),
        ("closed", Some(edition), (None, Some(on), Some(reason))) => Ok(State::Closed { edition, on, reason }),
        (_, _, _) => Err(StoreError::corrupt("questionnaire", "状态、版次、日期对不上")),
    }
}

fn read(row: &Row) -> Result<Questionnaire, StoreError> {
    Ok(Questionnaire {
        id: QuestionnaireId::new(row.int("id")?),
        version: row.int("version")?,
        draft: row.json("draft")?,
        state: state(row)?,
    })
}

/// One questionnaire.
pub fn questionnaire(
    tx: &mut Tx<'_>,
    region: &Region,
    id: QuestionnaireId,
) -> Result<Option<Questionnaire>, StoreError> {
    tx.row(&format!("SELECT {COLUMNS} FROM questionnaire WHERE region = $1 AND id = $2"), vals![region, id])?
        .as_ref()
        .map(read)
        .transpose()
}

/// All, the newest first.
pub fn questionnaires(tx: &mut Tx<'_>, region: &Region) -> Result<Vec<Questionnaire>, StoreError> {
    tx.rows(&format!("SELECT {COLUMNS} FROM questionnaire WHERE region = $1 ORDER BY id DESC"), vals![region])?
        .iter()
        .map(read)
        .collect()
}

/// The after-image of a questionnaire.
pub fn questionnaire_change(region: &Region, q: &Questionnaire) -> Change {
    let (since, closed) = match &q.state {
        State::Draft => (None, None),
        State::Open { since, .. } => (Some(*since), None),
        State::Closed { on, reason, .. } => (None, Some((*on, reason.as_str()))),
    };
    Change::put(
        "questionnaire",
        vec![
            ("region", Val::from(region)),
            ("id", Val::from(q.id)),
            ("version", Val::from(q.version)),
            ("draft", Val::from(serde_json::json!(q.draft).to_string())),
            ("state", Val::from(q.state.as_str())),
            ("edition", Val::from(q.state.edition())),
            ("since", Val::from(since)),
            ("closed_on", Val::from(closed.map(|(on, _)| on))),
            ("reason", Val::from(closed.map(|(_, reason)| reason))),
        ],
    )
}

/// An edition that was put out.
pub fn edition(
    tx: &mut Tx<'_>,
    region: &Region,
    id: QuestionnaireId,
    edition: i64,
) -> Result<Option<Body>, StoreError> {
    tx.row(
        "SELECT body FROM questionnaire_edition WHERE region = $1 AND questionnaire_id = $2 AND edition = $3",
        vals![region, id, edition],
    )?
    .map(|row| row.json("body"))
    .transpose()
}

/// All editions with their days, the newest first.
pub fn editions(tx: &mut Tx<'_>, region: &Region, id: QuestionnaireId) -> Result<Vec<(i64, Body, Date)>, StoreError> {
    tx.rows(
        "SELECT edition, body, published_on FROM questionnaire_edition WHERE region = $1 AND questionnaire_id = $2 \
         ORDER BY edition DESC",
        vals![region, id],
    )?
    .iter()
    .map(|row| Ok((row.int("edition")?, row.json("body")?, row.date("published_on")?)))
    .collect()
}

/// The after-image of an edition.
pub fn edition_change(region: &Region, id: QuestionnaireId, (edition, body): (i64, &Body), on: Date) -> Change {
    Change::put(
        "questionnaire_edition",
        vec![
            ("region", Val::from(region)),
            ("questionnaire_id", Val::from(id)),
            ("edition", Val::from(edition)),
            ("body", Val::from(serde_json::json!(body).to_string())),
            ("published_on", Val::from(on)),
        ],
    )
}
