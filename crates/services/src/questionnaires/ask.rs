//! Opening a link (打开问卷): what is asked there, or why nothing is asked any more.

use domain::{
    base::QuestionnaireId,
    people::{Act, Desk},
    questionnaires::{Body, Outlet, Questionnaire, Standing, StratumBy, standing, stratum_is_full},
};
use store::{StoreError, Tx, questionnaires as rows};

use super::keep::out;
use crate::{Bureau, Failure, Never};

/// What stands in the address of a link: `459-k3m9xq2vtb`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    /// Which questionnaire.
    pub of: QuestionnaireId,
    /// Which place.
    pub code: String,
}

impl Link {
    /// Reads it; `None` where it cannot be one.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let (of, code) = text.split_once('-')?;
        Some(Self { of: QuestionnaireId::new(of.parse().ok()?), code: code.to_owned() })
    }
}

impl std::fmt::Display for Link {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}-{}", self.of, self.code)
    }
}

/// What a link leads to.
#[derive(Debug, Clone)]
pub struct Asked {
    /// The edition that is, or was last, out.
    pub body: Body,
    /// The place.
    pub outlet: Outlet,
    /// Whether answers are taken.
    pub standing: Standing,
    /// Of this place as many have come as were wanted.
    pub is_full: bool,
    /// This device has answered.
    pub has_answered: bool,
}

/// The mark of a device for one questionnaire: nobody can tell from it which device, nor that the device answered another.
pub(super) fn mark(bureau: &Bureau, of: QuestionnaireId, token: &str) -> String {
    bureau.vault().blind("questionnaire_device", &format!("{of} {token}"))
}

/// The questionnaire with its edition and the place of a link; a place that the edition has no more is closed.
pub(super) fn found(
    bureau: &Bureau,
    tx: &mut Tx<'_>,
    link: &Link,
) -> Result<Option<(Questionnaire, Body, Outlet, Standing)>, StoreError> {
    let Some(questionnaire) = rows::questionnaire(tx, bureau.region(), link.of)? else { return Ok(None) };
    let Some(body) = out(bureau, tx, &questionnaire)? else { return Ok(None) };
    if let Some(outlet) = body.outlet(&link.code).cloned() {
        let answers = rows::answer_counts(tx, bureau.region(), link.of)?.values().sum();
        let standing = standing(&questionnaire, Some(&body), answers, bureau.today());
        return Ok(Some((questionnaire, body, outlet, standing)));
    }
    let editions = rows::editions(tx, bureau.region(), link.of)?;
    let since = editions.first().map(|(_, _, on)| *on);
    let before = editions.iter().find_map(|(_, body, _)| body.outlet(&link.code).cloned());
    Ok(before.zip(since).map(|(outlet, since)| (questionnaire, body, outlet, Standing::Closed(since))))
}

/// What a link asks. `token` is what this device was given when it came here first.
pub fn ask(bureau: &Bureau, desk: &Desk, link: &Link, token: Option<&str>) -> Result<Asked, Failure<Never>> {
    bureau.may(desk, Act::QuestionnaireAnswer)?;
    let asked = bureau.db().read(|tx| {
        let Some((_, body, outlet, standing)) = found(bureau, tx, link)? else { return Ok(None) };
        let counts = rows::answer_counts(tx, bureau.region(), link.of)?;
        let is_full = match &body.stratum {
            StratumBy::Outlet => {
                stratum_is_full(&body, &outlet.label, counts.get(&outlet.label).copied().unwrap_or_default())
            }
            StratumBy::Question(_) => false,
        };
        let has_answered = match token {
            Some(token) => rows::device_is_marked(tx, bureau.region(), link.of, &mark(bureau, link.of, token))?,
            None => false,
        };
        Ok(Some(Asked { body, outlet, standing, is_full, has_answered }))
    })?;
    asked.ok_or(Failure::NotFound)
}
