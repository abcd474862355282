//! The department's public reason (超期原因): an office that is over its time says why in public (优化营商环境条例 36). What
//! is said stands on a page that anybody reads, so no person and no number of a person is in it.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::{Card, CardStage, Level, Point, Refusal, Said, refusal::short_words};
use crate::base::StaffId;

/// As many digits in a row stand in no reason, but in telephone and ID numbers.
const DIGITS: usize = 7;

/// Says in public why the limit of the whole was passed, for the first time or again.
///
/// # Errors
/// It is no red card of the whole, it was annulled, no words, too many, a long number, or the applicant's name. `names`
/// are those that must not be in it.
pub fn explain(
    card: Card,
    reason: &str,
    names: &[String],
    (by, at): (StaffId, Timestamp),
) -> Result<(Card, CardExplained), Refusal> {
    match (card.reached.point, card.reached.level) {
        (Point::Whole, Level::Red) => {}
        (
            Point::Whole
            | Point::Answer
            | Point::Handing
            | Point::Review
            | Point::Decision
            | Point::Certificate
            | Point::Delivery
            | Point::Reasons
            | Point::Online,
            Level::Reminder | Level::Yellow | Level::Red,
        ) => return Err(Refusal::NotOverdue),
    }
    match card.stage {
        CardStage::Given | CardStage::Disputed(_) | CardStage::Upheld(..) => {}
        CardStage::Annulled(..) => {
            return Err(Refusal::WrongStage { now: card.stage.label(), wanted: "公开说明原因" });
        }
    }
    let text = short_words(reason, "超期原因", Refusal::PublicReasonMissing)?;
    if longest_run_of_digits(&text) >= DIGITS {
        return Err(Refusal::LongNumber);
    }
    if names.iter().any(|name| name.chars().count() > 1 && text.contains(name.as_str())) {
        return Err(Refusal::NamesApplicant);
    }
    let event = CardExplained { reason: text.clone() };
    Ok((Card { version: card.version + 1, reason: Some(Said { text, at, by }), ..card }, event))
}

fn longest_run_of_digits(text: &str) -> usize {
    text.split(|c: char| !c.is_numeric()).map(|run| run.chars().count()).max().unwrap_or(0)
}

/// Event: a department said in public why it was late.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CardExplained {
    /// Why.
    pub reason: String,
}
