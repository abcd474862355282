//! Applications that a node above took in for one below and hands down (推送办件), as their sender keeps them: who applies goes
//! in an enclosure that only the receiver can open, and nothing of it stands here.

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::{PublishState, RowAnswer, RowOutcome};
use crate::base::Region;

/// An application on its way down.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Handed {
    /// 申办流水号 of the system above.
    pub number: String,
    /// For whom.
    pub to: Region,
    /// From 1; rises when it is handed down again after it came back.
    pub version: i64,
    /// 业务办理项编码 of the receiver.
    pub item_code: String,
    /// When the applicant handed it in.
    pub submitted_at: Timestamp,
    /// Stands for everything that was handed on: a repetition is told from other content.
    pub content: String,
    /// SM3 of the sealed enclosure, hexadecimal.
    pub enclosure: String,
    /// How it stands: not sent, sent, accepted or rejected.
    pub state: PublishState,
    /// Why it came back; else empty.
    pub reason: String,
    /// 办件编号 there; empty before it was taken.
    pub case_no: String,
    /// The message that carried it; 0 before.
    pub seq: i64,
    /// When it was handed on here.
    pub handed_at: Timestamp,
}

/// What is handed on, without the applicant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HandWanted {
    /// 申办流水号, checked.
    pub number: String,
    /// For whom.
    pub to: Region,
    /// 业务办理项编码.
    pub item_code: String,
    /// When the applicant handed it in.
    pub submitted_at: Timestamp,
    /// Stands for everything.
    pub content: String,
    /// SM3 of the sealed enclosure.
    pub enclosure: String,
    /// Now.
    pub at: Timestamp,
}

/// Why an application is not handed down.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum HandFlaw {
    /// The same number with other content, on its way or taken.
    #[error("流水号 {number} 已推送过，内容和这次不同（{state}）。请换一个流水号，或请县里补正")]
    Differs {
        /// The number.
        number: String,
        /// How the other one stands.
        state: &'static str,
    },
}

/// Event: an application was handed down.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ApplicationHanded {
    /// For whom.
    pub to: String,
    /// 申办流水号.
    pub number: String,
    /// Which time.
    pub version: i64,
    /// 业务办理项编码.
    pub item_code: String,
    /// SM3 of the sealed enclosure.
    pub enclosure: String,
}

impl Handed {
    /// Hands an application down, once: `None` where the same one is known already. One that came back may be handed down
    /// again with what was mended.
    ///
    /// # Errors
    /// [`HandFlaw::Differs`] for other content under a number that is on its way or was taken.
    pub fn hand(known: Option<&Self>, wanted: HandWanted) -> Result<Option<(Self, ApplicationHanded)>, HandFlaw> {
        let version = match known {
            None => 1,
            Some(known) => match known.state {
                PublishState::Rejected => known.version + 1,
                PublishState::NotSent
                | PublishState::Sent
                | PublishState::Accepted
                | PublishState::Differs
                | PublishState::Withdrawn
                    if known.content == wanted.content =>
                {
                    return Ok(None);
                }
                state => return Err(HandFlaw::Differs { number: wanted.number, state: state.label() }),
            },
        };
        let event = ApplicationHanded {
            to: wanted.to.as_str().to_owned(),
            number: wanted.number.clone(),
            version,
            item_code: wanted.item_code.clone(),
            enclosure: wanted.enclosure.clone(),
        };
        let handed = Self {
            number: wanted.number,
            to: wanted.to,
            version,
            item_code: wanted.item_code,
            submitted_at: wanted.submitted_at,
            content: wanted.content,
            enclosure: wanted.enclosure,
            state: PublishState::NotSent,
            reason: String::new(),
            case_no: String::new(),
            seq: 0,
            handed_at: wanted.at,
        };
        Ok(Some((handed, event)))
    }

    /// Under the canonical names of the exchange.
    pub fn fields(&self) -> BTreeMap<&'static str, String> {
        BTreeMap::from([
            ("apply_no", self.number.clone()),
            ("task_handle_item", self.item_code.clone()),
            ("apply_time", self.submitted_at.to_string()),
            ("enclosure_digest", self.enclosure.clone()),
        ])
    }

    /// How it stands once it is in the message `seq`.
    pub fn sent(&self, seq: i64) -> Self {
        Self { state: PublishState::Sent, seq, ..self.clone() }
    }

    /// How it stands after the answer to its row.
    pub fn answered(&self, answer: &RowAnswer) -> Self {
        let state = match answer.outcome {
            RowOutcome::Accepted => PublishState::Accepted,
            RowOutcome::Rejected => PublishState::Rejected,
        };
        Self { state, reason: answer.reason.clone(), case_no: answer.given.clone(), ..self.clone() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wanted(content: &str) -> HandWanted {
        HandWanted {
            number: "SL-1".into(),
            to: Region::parse("990101").unwrap_or_else(|e| panic!("{e}")),
            item_code: "A-1".into(),
            submitted_at: Timestamp::UNIX_EPOCH,
            content: content.into(),
            enclosure: "e".into(),
            at: Timestamp::UNIX_EPOCH,
        }
    }

    fn handed(known: Option<&Handed>, content: &str) -> Handed {
        match Handed::hand(known, wanted(content)) {
            Ok(Some((handed, event))) => {
                assert_eq!((event.number.as_str(), event.version), ("SL-1", handed.version));
                handed
            }
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn a_number_goes_down_once_and_again_only_after_it_came_back() {
        let first = handed(None, "甲");
        assert_eq!((first.version, first.state), (1, PublishState::NotSent));
        let sent = first.sent(4);
        let row = |outcome, given: &str| RowAnswer {
            key: "SL-1".into(),
            outcome,
            reason: "缺电话".into(),
            given: given.into(),
        };
        let taken = sent.answered(&row(RowOutcome::Accepted, "20261120-0-1"));
        assert_eq!((taken.state, taken.case_no.as_str(), taken.seq), (PublishState::Accepted, "20261120-0-1", 4));
        for known in [&first, &sent, &taken] {
            assert_eq!(Handed::hand(Some(known), wanted("甲")), Ok(None), "a repetition has no effect");
            let refused = Handed::hand(Some(known), wanted("乙"));
            assert!(matches!(refused, Err(HandFlaw::Differs { state, .. }) if state == known.state.label()));
        }
        let back = sent.answered(&row(RowOutcome::Rejected, ""));
        assert_eq!((back.state, back.reason.as_str()), (PublishState::Rejected, "缺电话"));
        for content in ["甲", "乙"] {
            let again = handed(Some(&back), content);
            assert_eq!((again.version, again.state, again.seq), (2, PublishState::NotSent, 0));
        }
    }
}
