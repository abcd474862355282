//! Answers (答卷): where and when, and what was answered as one sealed text.

use std::collections::BTreeMap;

use domain::base::{DepartmentId, QuestionnaireId, Region, ResponseId, StaffId};
use jiff::civil::Date;

use crate::{
    journal::Change,
    seam::{Row, StoreError, Tx, Val},
    vals,
};

/// An answer as its row holds it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SealedAnswer {
    /// Id.
    pub id: ResponseId,
    /// Of which questionnaire.
    pub questionnaire: QuestionnaireId,
    /// To which edition.
    pub edition: i64,
    /// Which stratum.
    pub stratum: String,
    /// Whose service was judged.
    pub department: Option<DepartmentId>,
    /// Which window's.
    pub window: Option<u16>,
    /// The day it was given.
    pub on: Date,
    /// Number of the paper and who typed it in; `None` where it came by its link.
    pub paper: Option<(String, StaffId)>,
    /// What was answered, as one JSON text under the county's key.
    pub answers: Vec<u8>,
}

const COLUMNS: &str = "id, questionnaire_id, edition, stratum, department_id, window_no, answered_on, paper_no, \
     entered_by, answers";

fn read(row: &Row) -> Result<SealedAnswer, StoreError> {
    let paper = match (row.opt_text("paper_no")?, row.opt_int("entered_by")?) {
        (None, None) => None,
        (Some(no), Some(by)) => Some((no, StaffId::new(by))),
        (_, _) => return Err(StoreError::corrupt("questionnaire_answer", "纸质卷号和录入人不齐")),
    };
    Ok(SealedAnswer {
        id: ResponseId::new(row.int("id")?),
        questionnaire: QuestionnaireId::new(row.int("questionnaire_id")?),
        edition: row.int("edition")?,
        stratum: row.text("stratum")?,
        department: row.opt_int("department_id")?.map(DepartmentId::new),
        window: row.opt_num("window_no")?,
        on: row.date("answered_on")?,
        paper,
        answers: row.bytes("answers")?,
    })
}

/// All answers to a questionnaire, in the order of their days.
pub fn answers_of(tx: &mut Tx<'_>, region: &Region, of: QuestionnaireId) -> Result<Vec<SealedAnswer>, StoreError> {
    tx.rows(
        &format!(
            "SELECT {COLUMNS} FROM questionnaire_answer WHERE region = $1 AND questionnaire_id = $2 \
             ORDER BY answered_on, id"
        ),
        vals![region, of],
    )?
    .iter()
    .map(read)
    .collect()
}

/// All answers of a span of days, both ends included.
pub fn answers_between(
    tx: &mut Tx<'_>,
    region: &Region,
    from: Date,
    to: Date,
) -> Result<Vec<SealedAnswer>, StoreError> {
    tx.rows(
        &format!(
            "SELECT {COLUMNS} FROM questionnaire_answer WHERE region = $1 AND answered_on >= $2 AND answered_on <= $3 \
             ORDER BY answered_on, id"
        ),
        vals![region, from, to],
    )?
    .iter()
    .map(read)
    .collect()
}

/// How many answers of each stratum have come.
pub fn answer_counts(
    tx: &mut Tx<'_>,
    region: &Region,
    of: QuestionnaireId,
) -> Result<BTreeMap<String, u32>, StoreError> {
    tx.rows(
        "SELECT stratum, count(*) AS n FROM questionnaire_answer WHERE region = $1 AND questionnaire_id = $2 \
         GROUP BY stratum ORDER BY stratum",
        vals![region, of],
    )?
    .iter()
    .map(|row| Ok((row.text("stratum")?, row.num("n")?)))
    .collect()
}

/// Whether a paper of this number was typed in.
pub fn paper_is_taken(
    tx: &mut Tx<'_>,
    region: &Region,
    of: QuestionnaireId,
    paper_no: &str,
) -> Result<bool, StoreError> {
    let found = tx.row(
        "SELECT id FROM questionnaire_answer WHERE region = $1 AND questionnaire_id = $2 AND paper_no = $3 LIMIT 1",
        vals![region, of, paper_no],
    )?;
    Ok(found.is_some())
}

/// The after-image of an answer.
pub fn answer_change(region: &Region, a: &SealedAnswer) -> Change {
    Change::put(
        "questionnaire_answer",
        vec![
            ("region", Val::from(region)),
            ("id", Val::from(a.id)),
            ("questionnaire_id", Val::from(a.questionnaire)),
            ("edition", Val::from(a.edition)),
            ("stratum", Val::from(&a.stratum)),
            ("department_id", Val::from(a.department)),
            ("window_no", Val::from(a.window)),
            ("answered_on", Val::from(a.on)),
            ("paper_no", Val::from(a.paper.as_ref().map(|(no, _)| no.as_str()))),
            ("entered_by", Val::from(a.paper.as_ref().map(|(_, by)| *by))),
            ("answers", Val::from(a.answers.clone())),
        ],
    )
}
