//! Questionnaires as staff see them (问卷清单).

use std::collections::BTreeMap;

use domain::{
    base::{DepartmentId, QuestionnaireId},
    people::{Act, Desk},
    questionnaires::{Body, BodyFlaw, Questionnaire, Standing, check, standing},
};
use store::{StoreError, Tx, people, questionnaires as rows};

use super::keep::out;
use crate::{Bureau, Failure, Never};

/// A questionnaire in the list.
#[derive(Debug, Clone)]
pub struct Listed {
    /// Which.
    pub questionnaire: Questionnaire,
    /// The edition that is, or was last, out.
    pub out: Option<Body>,
    /// Answers to all its editions.
    pub answers: u32,
    /// Whether answers are taken today.
    pub standing: Standing,
}

/// A questionnaire with everything its page shows.
#[derive(Debug, Clone)]
pub struct Viewed {
    /// As in the list.
    pub listed: Listed,
    /// What is to be mended before the draft can be put out.
    pub flaws: Vec<BodyFlaw>,
    /// The draft differs from what is out.
    pub differs: bool,
    /// Answers of each stratum.
    pub counts: BTreeMap<String, u32>,
    /// Departments by name.
    pub departments: Vec<(DepartmentId, String)>,
}

fn listed(bureau: &Bureau, tx: &mut Tx<'_>, questionnaire: Questionnaire) -> Result<Listed, StoreError> {
    let out = out(bureau, tx, &questionnaire)?;
    let answers = rows::answer_counts(tx, bureau.region(), questionnaire.id)?.values().sum();
    let standing = standing(&questionnaire, out.as_ref(), answers, bureau.today());
    Ok(Listed { questionnaire, out, answers, standing })
}

/// All of them, the newest first.
pub fn list(bureau: &Bureau, desk: &Desk) -> Result<Vec<Listed>, Failure<Never>> {
    bureau.may(desk, Act::QuestionnaireView)?;
    Ok(bureau.db().read(|tx| {
        let all = rows::questionnaires(tx, bureau.region())?;
        all.into_iter().map(|one| listed(bureau, tx, one)).collect()
    })?)
}

/// One of them.
pub fn view(bureau: &Bureau, desk: &Desk, of: QuestionnaireId) -> Result<Viewed, Failure<Never>> {
    bureau.may(desk, Act::QuestionnaireView)?;
    let found = bureau.db().read(|tx| {
        let Some(questionnaire) = rows::questionnaire(tx, bureau.region(), of)? else { return Ok(None) };
        let listed = listed(bureau, tx, questionnaire)?;
        let mut departments: Vec<(DepartmentId, String)> =
            people::departments(tx, bureau.region())?.into_iter().map(|d| (d.id, d.name)).collect();
        departments.sort_by(|a, b| a.1.cmp(&b.1));
        Ok(Some(Viewed {
            flaws: check(&listed.questionnaire.draft, bureau.today()),
            differs: listed.out.as_ref() != Some(&listed.questionnaire.draft),
            counts: rows::answer_counts(tx, bureau.region(), of)?,
            departments,
            listed,
        }))
    })?;
    found.ok_or(Failure::NotFound)
}
