//! Showing a letter to everybody (公示): who may decide what, at the window and in the online hall.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{AuthorizationLetter, LetterState, Refusal};

/// Publishes a letter from today on.
///
/// # Errors
/// Published already, or a letter that holds no more.
pub fn publish(letter: AuthorizationLetter, today: Date) -> Result<(AuthorizationLetter, LetterPublished), Refusal> {
    if letter.published_on.is_some() {
        return Err(Refusal::Done("公示"));
    }
    match letter.state_on(today) {
        LetterState::InForce | LetterState::Waiting => {}
        LetterState::Ended | LetterState::Revoked => return Err(Refusal::NoMore("公示")),
    }
    let event = LetterPublished { on: today };
    Ok((AuthorizationLetter { version: letter.version + 1, published_on: Some(today), ..letter }, event))
}

/// Event: a letter was published.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LetterPublished {
    /// Day.
    pub on: Date,
}
