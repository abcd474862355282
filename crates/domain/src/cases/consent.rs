//! Consent by a code in a message (短信验证码同意): the neighbour reads the code to the helper, who could not have it otherwise.
//! Kept is what stands for the code, never the code.

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use crate::base::CaseId;

/// How codes are given out (数据): `station_work.json`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
pub struct CodeRules {
    /// Digits of a code, 4 to 8.
    pub digits: u32,
    /// Minutes for which it holds.
    pub minutes: u32,
    /// Wrong ones that may be typed.
    pub tries: u32,
    /// Seconds between two messages to one telephone.
    pub seconds_between: u32,
    /// Messages to one telephone a day.
    pub phone_a_day: u32,
    /// Messages that one helper sends a day.
    pub helper_a_day: u32,
}

impl CodeRules {
    /// Whether the numbers make sense.
    pub fn holds(&self) -> bool {
        (4..=8).contains(&self.digits)
            && (1..=60).contains(&self.minutes)
            && (1..=10).contains(&self.tries)
            && self.phone_a_day > 0
            && self.helper_a_day > 0
    }

    /// Until when a code that is sent now holds.
    pub fn until(&self, now: Timestamp) -> Timestamp {
        now + SignedDuration::from_mins(self.minutes.into())
    }
}

/// The newest code to one telephone for one item from one helper.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConsentCode {
    /// Keyed digest of the code together with what it was sent for.
    pub digest: String,
    /// When it was sent.
    pub sent_at: Timestamp,
    /// Until when it holds.
    pub until: Timestamp,
    /// Wrong ones typed so far.
    pub wrong: u32,
    /// The case that was begun by it.
    pub used_by: Option<CaseId>,
}

/// Why a code is not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum CodeFlaw {
    /// None was sent for this telephone and this item.
    #[error("还没有给这个手机号发过验证码，请先点“发送验证码”")]
    NotSent,
    /// Too late.
    #[error("验证码已过 {0} 分钟，请重新发送")]
    Late(u32),
    /// Too many wrong ones.
    #[error("验证码输错了 {0} 次，请重新发送")]
    TooMany(u32),
    /// Not the one that was sent.
    #[error("验证码不对，请看短信再输，还可以试 {0} 次")]
    Wrong(u32),
    /// It was taken for another case.
    #[error("这个验证码已经用过，请重新发送")]
    Used,
}

impl ConsentCode {
    /// Whether a typed code is the one that was sent. `digest` is of what was typed.
    ///
    /// # Errors
    /// [`CodeFlaw`]; of [`CodeFlaw::Wrong`] the caller counts one more.
    pub fn check(&self, digest: &str, now: Timestamp, rules: &CodeRules) -> Result<(), CodeFlaw> {
        if self.wrong >= rules.tries {
            return Err(CodeFlaw::TooMany(rules.tries));
        }
        if now > self.until {
            return Err(CodeFlaw::Late(rules.minutes));
        }
        if self.digest != digest {
            let left = rules.tries - self.wrong - 1;
            return Err(if left == 0 { CodeFlaw::TooMany(rules.tries) } else { CodeFlaw::Wrong(left) });
        }
        Ok(())
    }

    /// Takes it for a case, once.
    ///
    /// # Errors
    /// [`CodeFlaw::Used`] where another case has it.
    pub fn taken(&self, case: CaseId) -> Result<Self, CodeFlaw> {
        match self.used_by {
            Some(other) if other != case => Err(CodeFlaw::Used),
            Some(_) | None => Ok(Self { used_by: Some(case), ..self.clone() }),
        }
    }
}

/// Event: a code was sent to a neighbour.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ConsentCodeSent {
    /// The station's division.
    pub station: String,
    /// Code of the item.
    pub item_code: String,
    /// Until when it holds.
    pub until: Timestamp,
    /// What the gateway calls the message.
    pub reference: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    const RULES: CodeRules =
        CodeRules { digits: 6, minutes: 10, tries: 3, seconds_between: 60, phone_a_day: 5, helper_a_day: 50 };

    #[test]
    fn a_code_holds_for_some_minutes_and_some_tries() {
        let now = Timestamp::UNIX_EPOCH;
        assert!(RULES.holds() && !CodeRules { digits: 2, ..RULES }.holds());
        let code = ConsentCode { digest: "d".into(), sent_at: now, until: RULES.until(now), wrong: 0, used_by: None };
        let at = |minutes| now + SignedDuration::from_mins(minutes);
        assert_eq!(code.check("d", at(10), &RULES), Ok(()));
        assert_eq!(code.check("d", at(11), &RULES), Err(CodeFlaw::Late(10)));
        assert_eq!(code.check("x", at(1), &RULES), Err(CodeFlaw::Wrong(2)));
        let twice = ConsentCode { wrong: 2, ..code.clone() };
        assert_eq!(twice.check("x", at(1), &RULES), Err(CodeFlaw::TooMany(3)), "the last try was wrong, too");
        assert_eq!(twice.check("d", at(1), &RULES), Ok(()));
        let thrice = ConsentCode { wrong: 3, ..code.clone() };
        assert_eq!(thrice.check("d", at(1), &RULES), Err(CodeFlaw::TooMany(3)), "the right one comes too late");
        let used = code.taken(CaseId::new(1)).unwrap_or_else(|e| panic!("{e}"));
        assert_eq!(used.taken(CaseId::new(1)).as_ref(), Ok(&used));
        assert_eq!(used.taken(CaseId::new(2)), Err(CodeFlaw::Used));
    }

    #[test]
    fn every_sentence_fits_a_field() {
        for flaw in [CodeFlaw::NotSent, CodeFlaw::Late(10), CodeFlaw::TooMany(5), CodeFlaw::Wrong(4), CodeFlaw::Used] {
            assert!(flaw.to_string().chars().count() <= 40, "{flaw}");
        }
    }
}
