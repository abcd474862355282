//! Where the time of a case went (时间去哪了): working days by what was waited for and by whom; and whether it was finished
//! on the very last day (压件 shows as a heap there).
//!
//! A case tells no more than it holds: what lay before a correction that was answered is not counted, because its
//! receipt began anew with the answer.

use jiff::civil::Date;

use crate::{
    base::{Calendar, shanghai_day},
    cases::{Case, PauseSpan},
};

/// A stretch of a case's life.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Spell {
    /// 补正: from the one-time notice to the answer.
    Correction,
    /// 收件待受理: from receipt to acceptance.
    Answer,
    /// 审批: from acceptance to the decision, without special procedures.
    Handling,
    /// 特别程序.
    Procedure,
    /// 制证: from the decision to the result.
    Certificate,
    /// 待领取: from the result to the hand-out.
    Collection,
}

impl Spell {
    /// All of them, in the order of a case's life.
    pub const ALL: [Self; 6] =
        [Self::Correction, Self::Answer, Self::Handling, Self::Procedure, Self::Certificate, Self::Collection];

    /// Word for programs.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Correction => "correction",
            Self::Answer => "answer",
            Self::Handling => "handling",
            Self::Procedure => "procedure",
            Self::Certificate => "certificate",
            Self::Collection => "collection",
        }
    }

    /// Word on pages.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Correction => "补正",
            Self::Answer => "收件待受理",
            Self::Handling => "审批",
            Self::Procedure => "特别程序",
            Self::Certificate => "制证",
            Self::Collection => "待领取",
        }
    }

    /// Whom the case waited for.
    #[must_use]
    pub const fn waits_for(self) -> &'static str {
        match self {
            Self::Correction | Self::Collection => "申请人",
            Self::Answer => "综合窗口",
            Self::Handling | Self::Certificate => "部门",
            Self::Procedure => "特别程序",
        }
    }
}

/// Working days by stretch, in the order of [`Spell::ALL`].
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Spent([i64; 6]);

impl Spent {
    /// Working days of a stretch.
    #[must_use]
    pub fn of(&self, spell: Spell) -> i64 {
        Spell::ALL.iter().zip(self.0).filter(|(s, _)| **s == spell).map(|(_, n)| n).sum()
    }

    /// All of it.
    #[must_use]
    pub fn total(&self) -> i64 {
        self.0.iter().sum()
    }

    /// Without the time that the applicant took to fetch the result.
    #[must_use]
    pub fn without_collection(mut self) -> Self {
        for (own, spell) in self.0.iter_mut().zip(Spell::ALL) {
            if spell == Spell::Collection {
                *own = 0;
            }
        }
        self
    }

    /// Adds another case's.
    pub fn add(&mut self, other: &Self) {
        for (own, more) in self.0.iter_mut().zip(other.0) {
            *own += more;
        }
    }
}

/// Where the time of a case went until a day.
#[must_use]
pub fn spent(case: &Case, calendar: &Calendar, today: Date) -> Spent {
    let between = |from: Date, to: Date| calendar.workdays_between(from, to.max(from));
    let end = case.stage.ending().map(|e| shanghai_day(e.at));
    let last = end.unwrap_or(today);
    let mut out = Spent::default();
    let mut note = |spell: Spell, days: i64| {
        for (own, s) in out.0.iter_mut().zip(Spell::ALL) {
            if s == spell {
                *own += days;
            }
        }
    };
    if let Some(told) = &case.correction {
        note(Spell::Correction, between(told.on, told.supplied_at.map_or(last, shanghai_day)));
    }
    let Some(acceptance) = case.stage.acceptance() else {
        if case.correction.as_ref().is_none_or(|c| c.supplied_at.is_some()) && !case.stage.is_draft() {
            note(Spell::Answer, between(case.receipt.on, last));
        }
        return out;
    };
    // Silence accepts from the day of receipt: nobody answered before the decision then.
    note(Spell::Answer, between(case.receipt.on, acceptance.on));
    let decided = case.stage.decision().map(|d| shanghai_day(d.at));
    let handled_until = decided.unwrap_or(last).max(acceptance.on);
    let running = case.stage.stopping().map(|pause| PauseSpan { from: pause.from, to: last });
    let within = |s: &PauseSpan| between(s.from.max(acceptance.on), s.to.min(handled_until));
    let stopped: i64 = acceptance.stopped.iter().chain(&running).map(within).sum();
    note(Spell::Procedure, stopped);
    note(Spell::Handling, between(acceptance.on, handled_until) - stopped);
    if let Some(decided) = decided {
        let completed = case.stage.completion().map(|c| shanghai_day(c.at));
        note(Spell::Certificate, between(decided, completed.unwrap_or(last)));
        if let Some(completed) = completed {
            let delivered = case.stage.delivery().map(|d| shanghai_day(d.at));
            note(Spell::Collection, between(completed, delivered.unwrap_or(last)));
        }
    }
    out
}

/// How close to its last day a case was finished.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Finish {
    /// Before its last day.
    Before,
    /// On it. Alone it says nothing; many of them say that cases are kept back.
    LastDay,
    /// After it.
    After,
}

/// How close to its last day a case was finished. `None` while it is not, without a limit, and where the limit was the
/// day of acceptance itself: such a case has no other day.
#[must_use]
pub fn finish(case: &Case) -> Option<Finish> {
    let acceptance = case.stage.acceptance()?;
    let due = acceptance.clocks.due.on.filter(|due| *due > acceptance.on)?;
    let done = shanghai_day(case.stage.completion()?.at);
    Some(match done.cmp(&due) {
        std::cmp::Ordering::Less => Finish::Before,
        std::cmp::Ordering::Equal => Finish::LastDay,
        std::cmp::Ordering::Greater => Finish::After,
    })
}
