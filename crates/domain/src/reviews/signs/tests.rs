//! A county-year made up with known behaviour (模拟一年): desks that differ from one another, and one that games in one
//! way. What was planted is found; a clean county is quiet.

use jiff::{SignedDuration, ToSpan as _, civil::date};

use super::*;
use crate::base::{DepartmentId, ReviewId, Rng as _, SeededRng, StaffId, shanghai_midnight};

const STAFF: i64 = 24;
const DAYS: i64 = 240;
const CULPRIT: i64 = 7;

fn rules() -> SignRules {
    let one = |kind, at_least, usual, times, seconds, people| SignSetting {
        kind,
        on: true,
        at_least,
        usual_per_10000: usual,
        times_tenths: times,
        seconds,
        people,
        explanation: "先看".into(),
    };
    SignRules {
        false_per_10000: 100,
        hours: 7,
        days: 365,
        settings: vec![
            one(SignKind::Template, 20, 200, 30, 0, 0),
            one(SignKind::Burst, 10, 0, 10, 600, 0),
            one(SignKind::SameDevice, 10, 100, 30, 0, 3),
            one(SignKind::TooQuick, 10, 200, 30, 20, 0),
            one(SignKind::SharedPhone, 10, 100, 30, 0, 3),
            one(SignKind::NoLowScores, 200, 100, 50, 0, 0),
        ],
    }
}

struct County {
    rng: SeededRng,
    planted: Option<SignKind>,
}

impl County {
    fn unit(&self) -> f64 {
        self.rng.below(1 << 30) as f64 / f64::from(1 << 30)
    }

    fn happens(&self, share: f64) -> bool {
        self.unit() < share
    }

    /// Between half and one and a half times the mean.
    fn habit(&self, mean: f64) -> f64 {
        mean * (0.5 + self.unit())
    }

    fn stars(&self, low: f64) -> u8 {
        if self.happens(low) { 1 + self.rng.below(3) as u8 } else { 4 + u8::from(self.happens(0.7)) }
    }

    fn options(&self, stars: u8) -> Vec<u16> {
        let first = [108, 207, 307, 406, 510][usize::from(stars - 1)];
        (0..8).map(|n| first + n).filter(|_| self.happens(0.2)).collect()
    }

    fn year(&self) -> Vec<ReviewFact> {
        let mut out = Vec::new();
        for staff in 1..=STAFF {
            // One in fifty rates at once: the code is on the table.
            let (low, quick, busy) = (self.habit(0.06), self.habit(0.02), 2 + self.rng.below(5));
            for day in 0..DAYS {
                for n in 0..self.rng.below(busy + 1) {
                    let person = staff * 1_000_000 + day * 100 + n as i64;
                    let minute = 510 + self.rng.below(420) as i64;
                    let finished = shanghai_midnight(date(2026, 1, 5).saturating_add(day.days()))
                        + SignedDuration::from_secs(minute * 60 + self.rng.below(60) as i64);
                    let after = if self.happens(quick) { 5 + self.rng.below(15) } else { 30 + self.rng.below(90_000) };
                    let stars = self.stars(low);
                    let own = format!("d{person}");
                    out.push(ReviewFact {
                        review: ReviewId::new(out.len() as i64),
                        staff: StaffId::new(staff),
                        department: DepartmentId::new(staff % 5),
                        person,
                        stars,
                        options: self.options(stars),
                        words: self.happens(0.1).then(|| format!("w{person}")),
                        at: finished + SignedDuration::from_secs(after as i64),
                        finished_at: Some(finished),
                        // A helper's telephone stands for some.
                        phone: Some(if self.happens(0.01) { format!("helper{}", staff / 4) } else { own.clone() }),
                        device: Some(if self.happens(0.01) { format!("station{}", staff / 4) } else { own }),
                    });
                }
            }
        }
        if let Some(kind) = self.planted {
            self.plant(&mut out, kind);
        }
        out
    }

    /// A quarter of the culprit's ratings do it; of low scores nearly all that are low.
    fn plant(&self, facts: &mut [ReviewFact], kind: SignKind) {
        let base = facts.iter().find(|f| f.staff.get() == CULPRIT).map(|f| f.at).unwrap();
        let mut nth = 0;
        for f in facts.iter_mut().filter(|f| f.staff.get() == CULPRIT) {
            if kind == SignKind::NoLowScores {
                f.stars = f.stars.max(4);
                continue;
            }
            if !self.happens(0.25) {
                continue;
            }
            nth += 1;
            match kind {
                SignKind::Template => {
                    (f.stars, f.options, f.words) = (5, vec![510, 517], Some("非常满意".into()));
                }
                // Twenty of them in one afternoon's five minutes.
                SignKind::Burst if nth <= 20 => f.at = base + SignedDuration::from_secs(nth * 15),
                SignKind::SameDevice => f.device = Some("desk".into()),
                SignKind::SharedPhone => f.phone = Some("clerk".into()),
                SignKind::TooQuick => f.at = f.finished_at.unwrap() + SignedDuration::from_secs(4),
                SignKind::Burst | SignKind::NoLowScores => {}
            }
        }
    }
}

#[test]
fn planted_gaming_is_found_and_nobody_else() {
    for (n, kind) in SignKind::ALL.into_iter().enumerate() {
        for seed in 0..3 {
            let county = County { rng: SeededRng::new(100 + seed * 10 + n as u64), planted: Some(kind) };
            let facts = county.year();
            let found = look(&facts, &rules());
            let culprits: Vec<_> = found.iter().map(|s| (s.kind, s.staff.get())).collect();
            assert!(culprits.contains(&(kind, CULPRIT)), "{kind:?} {seed}: {culprits:?}");
            // Rating in a burst may also be quick, and so on; other desks are left alone.
            assert!(culprits.iter().all(|(_, staff)| *staff == CULPRIT), "{kind:?} {seed}: {culprits:?}");
            let sign = found.iter().find(|s| s.kind == kind).unwrap();
            assert!(!sign.rows.is_empty() && sign.one_in >= 100, "{sign:?}");
            assert!(sign.rows.iter().all(|r| facts.iter().any(|f| f.review == *r && f.staff.get() == CULPRIT)));
        }
    }
}

#[test]
fn a_clean_county_is_quiet() {
    for seed in 0..8 {
        let county = County { rng: SeededRng::new(seed), planted: None };
        let found: Vec<_> = look(&county.year(), &rules()).into_iter().map(|s| (s.kind, s.staff)).collect();
        assert!(found.is_empty(), "seed {seed}: {found:?}");
    }
}

#[test]
fn what_is_off_is_not_looked_for_and_few_rows_are_no_sign() {
    let county = County { rng: SeededRng::new(5), planted: Some(SignKind::SameDevice) };
    let facts = county.year();
    let mut off = rules();
    off.settings.iter_mut().for_each(|s| s.on = false);
    assert!(look(&facts, &off).is_empty());
    let few: Vec<ReviewFact> = facts.into_iter().filter(|f| f.staff.get() == CULPRIT).take(8).collect();
    assert!(look(&few, &rules()).is_empty());
    assert!(look(&[], &rules()).is_empty());
}
