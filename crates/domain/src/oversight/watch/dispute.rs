//! Disputing a card and ruling on it (异议、裁定). Cards that came from late data of a vertical system are the complaint
//! that such systems earn most; the department says so, somebody else decides, and both stay readable.

use jiff::{Timestamp, civil::Date};
use serde::{Deserialize, Serialize};

use super::{
    Card, CardStage, Level, Refusal, Said, WatchProfile,
    refusal::{short_words, words},
};
use crate::base::{Calendar, StaffId};

/// The last day to dispute a card.
#[must_use]
pub fn dispute_until(card: &Card, profile: &WatchProfile, calendar: &Calendar) -> Date {
    calendar.add_workdays(card.given_on, profile.dispute_workdays).on
}

/// Disputes a card: why, and what shows it. The hall's window has its own records at hand and names them; a department
/// may wait for another system's.
///
/// # Errors
/// It is a reminder, its time is over, it was disputed or annulled before, no reason is given, or no evidence for a card
/// of the hall's window.
pub fn dispute(
    card: Card,
    (reason, evidence): (&str, &str),
    until: Date,
    (by, at, today): (StaffId, Timestamp, Date),
) -> Result<(Card, CardDisputed), Refusal> {
    match card.reached.level {
        Level::Reminder => return Err(Refusal::OnlyReminder),
        Level::Yellow | Level::Red => {}
    }
    match card.stage {
        CardStage::Given => {}
        CardStage::Disputed(_) | CardStage::Upheld(..) | CardStage::Annulled(..) => {
            return Err(Refusal::WrongStage { now: card.stage.label(), wanted: "提出异议" });
        }
    }
    if today > until {
        return Err(Refusal::DisputeLate(until));
    }
    let text = words(reason, "异议的理由", Refusal::DisputeReasonMissing)?;
    let evidence = match evidence.trim() {
        "" if card.at_window => return Err(Refusal::EvidenceMissing),
        "" => None,
        named => Some(short_words(named, "凭据", Refusal::EvidenceMissing)?),
    };
    let event = CardDisputed { reason: text.clone(), evidence: evidence.clone().unwrap_or_default() };
    let stage = CardStage::Disputed(Said { text, at, by });
    Ok((Card { version: card.version + 1, stage, evidence, ..card }, event))
}

/// How a ruling ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// 维持.
    Uphold,
    /// 撤销.
    Annul,
}

impl Verdict {
    /// Word in forms.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Uphold => "uphold",
            Self::Annul => "annul",
        }
    }

    /// Reads the word of a form.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        [Self::Uphold, Self::Annul].into_iter().find(|v| v.as_str() == word)
    }
}

/// What a ruling leaves in the journal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Ruled {
    /// The dispute was not followed.
    Upheld(CardUpheld),
    /// The card does not count any more.
    Annulled(CardAnnulled),
}

/// Rules on a dispute, or annuls a card that nobody disputed.
///
/// # Errors
/// No reason, one's own dispute, nothing to uphold, or a card that is over.
pub fn rule(
    card: Card,
    verdict: Verdict,
    reason: &str,
    (by, at): (StaffId, Timestamp),
) -> Result<(Card, Ruled), Refusal> {
    match card.reached.level {
        Level::Reminder => return Err(Refusal::OnlyReminder),
        Level::Yellow | Level::Red => {}
    }
    let wrong = |wanted| Refusal::WrongStage { now: card.stage.label(), wanted };
    let said = match (&card.stage, verdict) {
        (CardStage::Disputed(said), Verdict::Uphold | Verdict::Annul) if said.by == by => {
            return Err(Refusal::OwnDispute);
        }
        (CardStage::Disputed(said), Verdict::Uphold | Verdict::Annul) => Some(said.clone()),
        (CardStage::Given, Verdict::Annul) => None,
        (CardStage::Given | CardStage::Upheld(..) | CardStage::Annulled(..), Verdict::Uphold) => {
            return Err(wrong("维持"));
        }
        (CardStage::Upheld(..) | CardStage::Annulled(..), Verdict::Annul) => return Err(wrong("撤销")),
    };
    let text = words(reason, "裁定的理由", Refusal::RulingReasonMissing)?;
    let ruling = Said { text: text.clone(), at, by };
    let (stage, event) = match (verdict, said) {
        (Verdict::Uphold, Some(said)) => (CardStage::Upheld(said, ruling), Ruled::Upheld(CardUpheld { reason: text })),
        (Verdict::Uphold, None) => return Err(wrong("维持")),
        (Verdict::Annul, said) => (CardStage::Annulled(said, ruling), Ruled::Annulled(CardAnnulled { reason: text })),
    };
    Ok((Card { version: card.version + 1, stage, ..card }, event))
}

/// Event: a department, or the hall's window, disputed a card.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CardDisputed {
    /// Why.
    pub reason: String,
    /// What shows it; empty where nothing was named.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub evidence: String,
}

/// Event: a dispute was not followed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CardUpheld {
    /// Why not.
    pub reason: String,
}

/// Event: a card was annulled; it stays and does not count.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CardAnnulled {
    /// Why.
    pub reason: String,
}
