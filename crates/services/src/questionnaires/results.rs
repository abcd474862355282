//! What a questionnaire found (问卷结果).

use std::collections::BTreeMap;

use domain::{
    base::QuestionnaireId,
    people::{Act, Desk},
    questionnaires::{self as rules, Body, Cross, Given, Questionnaire, Results, Standing, cross, standing},
};
use store::{
    StoreError, people,
    questionnaires::{self as rows, SealedAnswer},
};

use super::answer::FIELD;
use crate::{Bureau, Failure, Never};

/// The results of a questionnaire.
#[derive(Debug, Clone)]
pub struct Found {
    /// Which.
    pub questionnaire: Questionnaire,
    /// The edition whose questions are reported by.
    pub edition: i64,
    /// Its content.
    pub body: Body,
    /// Editions that were put out, the newest first.
    pub editions: Vec<i64>,
    /// Only answers to that edition are counted; else those to all.
    pub one_edition: bool,
    /// What the answers come to.
    pub results: Results,
    /// Each question by stratum, in the order of the questions; empty for words.
    pub cross: Vec<Vec<Cross>>,
    /// Answers of each stratum to all editions, for the quotas.
    pub counts: BTreeMap<String, u32>,
    /// Whether answers are taken today.
    pub standing: Standing,
}

/// An answer with what was sealed of it.
pub(super) fn opened(bureau: &Bureau, sealed: SealedAnswer) -> Result<Given, StoreError> {
    let text = bureau.vault().open_archive(bureau.region(), FIELD, &sealed.answers)?;
    let answers = serde_json::from_slice(&text)
        .map_err(|e| StoreError::Corrupt { place: "questionnaire_answer.answers".into(), why: e.to_string() })?;
    Ok(Given {
        stratum: sealed.stratum,
        department: sealed.department,
        window: sealed.window,
        on: sealed.on,
        edition: sealed.edition,
        paper: sealed.paper.is_some(),
        answers,
    })
}

/// The results; of one edition, or of all by the questions of the newest. One that was never put out has none.
pub fn results(
    bureau: &Bureau,
    desk: &Desk,
    of: QuestionnaireId,
    edition: Option<i64>,
) -> Result<Found, Failure<Never>> {
    bureau.may(desk, Act::QuestionnaireView)?;
    let region = bureau.region();
    let found = bureau.db().read(|tx| {
        let Some(questionnaire) = rows::questionnaire(tx, region, of)? else { return Ok(None) };
        let editions = rows::editions(tx, region, of)?;
        let wanted = editions.iter().find(|(n, _, _)| edition.is_none_or(|wanted| wanted == *n));
        let Some((shown, body, _)) = wanted.cloned() else { return Ok(None) };
        let mut given = Vec::new();
        for sealed in rows::answers_of(tx, region, of)? {
            if edition.is_none_or(|wanted| wanted == sealed.edition) {
                given.push(opened(bureau, sealed)?);
            }
        }
        let names: Vec<String> = people::staff_list(tx, region)?.into_iter().map(|s| s.name).collect();
        let counts = rows::answer_counts(tx, region, of)?;
        let newest = editions.first().map(|(_, body, _)| body);
        let standing = standing(&questionnaire, newest, counts.values().sum(), bureau.today());
        Ok(Some(Found {
            edition: shown,
            editions: editions.iter().map(|(n, _, _)| *n).collect(),
            one_edition: edition.is_some(),
            results: rules::results(&body, &given, &names),
            cross: body.questions().map(|q| cross(&body, q, &given)).collect(),
            body,
            counts,
            standing,
            questionnaire,
        }))
    })?;
    found.ok_or(Failure::NotFound)
}
