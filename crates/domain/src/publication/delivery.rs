//! When an event that was not taken is sent again (重发), and when it is set aside (搁置). A receiver that cannot be reached or
//! asks for patience is waited for as long as it takes; one that answers and does not take an event has it set aside after
//! some tries, and with it what follows of the same case, so that the order of a case is kept. Not here: sending.

use jiff::SignedDuration;

/// Tries of an event that the receiver answers and does not take.
pub const TRIES: u32 = 8;
/// Seconds to the next try, after the first, the second …
const WAITS: [i64; 7] = [1, 5, 30, 120, 600, 1_800, 3_600];
/// Longest wait for a receiver that is not there.
const PATIENCE: i64 = 600;

/// What became of one sending.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// The receiver answered with a status.
    Answered(u16),
    /// No answer came: not reached, too slow, or lost on the way. Whether it arrived is not known.
    Silent(String),
}

/// What to do after it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Then {
    /// Go on with the next event.
    GoOn,
    /// Send the same again, not before so long.
    Again(SignedDuration),
    /// Set it aside for somebody to look at.
    Park,
}

impl Outcome {
    /// After this outcome of the `tries`-th try, from 1.
    pub fn then(&self, tries: u32) -> Then {
        let wait = WAITS[(tries.max(1) as usize - 1).min(WAITS.len() - 1)];
        match self {
            Self::Answered(200..=299) => Then::GoOn,
            // Busy, or a proxy that does not find it: the event is not at fault.
            Self::Answered(408 | 425 | 429 | 502 | 503 | 504) | Self::Silent(_) => {
                Then::Again(SignedDuration::from_secs(wait.min(PATIENCE)))
            }
            Self::Answered(_) if tries >= TRIES => Then::Park,
            Self::Answered(_) => Then::Again(SignedDuration::from_secs(wait)),
        }
    }

    /// In words, for the page.
    pub fn words(&self) -> String {
        match self {
            Self::Answered(200..=299) => "对方已收下".to_owned(),
            Self::Answered(status) => format!("对方回答 {status}，没有收下"),
            Self::Silent(why) => format!("没有得到回答：{why}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_refusal_is_tried_eight_times_and_silence_for_ever() {
        assert_eq!(Outcome::Answered(204).then(1), Then::GoOn);
        let waits: Vec<Then> = (1..=TRIES).map(|n| Outcome::Answered(500).then(n)).collect();
        assert_eq!(waits.last(), Some(&Then::Park));
        let seconds = |s| Then::Again(SignedDuration::from_secs(s));
        assert_eq!(
            waits[..7],
            [seconds(1), seconds(5), seconds(30), seconds(120), seconds(600), seconds(1_800), seconds(3_600)]
        );
        for silent in [Outcome::Silent("连不上".into()), Outcome::Answered(503), Outcome::Answered(429)] {
            assert_eq!(silent.then(1), seconds(1));
            assert_eq!(silent.then(1_000), seconds(600));
        }
        assert_eq!(Outcome::Answered(302).then(TRIES), Then::Park, "nobody is followed elsewhere");
    }
}
