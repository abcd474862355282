//! A card (黄牌、红牌) and the reminder before it: given once for a case, a point and a level, and kept for good with what
//! was true then.

use jiff::{Timestamp, civil::Date};
use serde::{Deserialize, Serialize};

use super::Reached;
use crate::{
    base::{CardId, CaseId, DepartmentId, StaffId},
    cases::CaseNo,
};

/// How far a clock has run.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    /// 提醒: no card, kept with them so that it is given once.
    Reminder,
    /// 黄牌: the last day is near.
    Yellow,
    /// 红牌: it is over, or something is missing that the law asks for.
    Red,
}

impl Level {
    /// All of them, the mildest first.
    pub const ALL: [Self; 3] = [Self::Reminder, Self::Yellow, Self::Red];

    /// Word in tables.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Reminder => "reminder",
            Self::Yellow => "yellow",
            Self::Red => "red",
        }
    }

    /// Word on pages.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Reminder => "提醒",
            Self::Yellow => "黄牌",
            Self::Red => "红牌",
        }
    }

    /// Reads the word of a table.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|l| l.as_str() == word)
    }
}

/// What somebody said, and when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Said {
    /// In words.
    pub text: String,
    /// When.
    pub at: Timestamp,
    /// Who.
    pub by: StaffId,
}

/// Where a card stands. Nothing is ever taken away: an annulled card stays, marked, and does not count.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CardStage {
    /// 已发.
    Given,
    /// 有异议: waits for a ruling, and counts until then.
    Disputed(Said),
    /// 维持: the dispute, and why it was not followed.
    Upheld(Said, Said),
    /// 撤销: the dispute where there was one, and why.
    Annulled(Option<Said>, Said),
}

impl CardStage {
    /// Words in tables.
    pub const WORDS: [&'static str; 4] = ["given", "disputed", "upheld", "annulled"];

    /// Word in tables.
    #[must_use]
    pub const fn as_str(&self) -> &'static str {
        match self {
            Self::Given => "given",
            Self::Disputed(_) => "disputed",
            Self::Upheld(..) => "upheld",
            Self::Annulled(..) => "annulled",
        }
    }

    /// Word on pages.
    #[must_use]
    pub const fn label(&self) -> &'static str {
        match self {
            Self::Given => "已发",
            Self::Disputed(_) => "有异议，待裁定",
            Self::Upheld(..) => "异议不成立，维持",
            Self::Annulled(..) => "已撤销，不计数",
        }
    }
}

/// A card.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Card {
    /// Id.
    pub id: CardId,
    /// Expected version for the next act.
    pub version: i64,
    /// Of which case.
    pub case: CaseId,
    /// Its number.
    pub case_no: CaseNo,
    /// What was applied for.
    pub item_name: String,
    /// Whose card it is: who decides.
    pub department: DepartmentId,
    /// The hall's own window was late (综合窗口), not the department.
    pub at_window: bool,
    /// What was reached, by the facts of then.
    pub reached: Reached,
    /// By which version of the county's rules.
    pub profile_version: i64,
    /// When it was given.
    pub given_at: Timestamp,
    /// The civil day of that.
    pub given_on: Date,
    /// Where it stands.
    pub stage: CardStage,
    /// 凭据: what the dispute points to, as a ticket's number or a receipt's; `None` where nothing was named.
    pub evidence: Option<String>,
    /// 超期原因: what the department tells the public.
    pub reason: Option<Said>,
}

impl Card {
    /// Whether it is a card and counts: reminders are none, annulled ones do not.
    #[must_use]
    pub const fn counts(&self) -> bool {
        match (self.reached.level, &self.stage) {
            (Level::Reminder, _) | (Level::Yellow | Level::Red, CardStage::Annulled(..)) => false,
            (Level::Yellow | Level::Red, CardStage::Given | CardStage::Disputed(_) | CardStage::Upheld(..)) => true,
        }
    }

    /// Whether it was given for what was reached, so that there is no second one. It stands for the clock that ran then:
    /// one that began after it was reached (a second receipt after a correction) is another, and so is one whose last
    /// day was put off (延期) after the card had been annulled.
    #[must_use]
    pub fn stands_for(&self, reached: &Reached) -> bool {
        let same = (self.reached.point, self.reached.level) == (reached.point, reached.level);
        let began_anew = reached.from > self.reached.on;
        let put_off = match self.stage {
            CardStage::Annulled(..) => reached.due_on > self.reached.due_on,
            CardStage::Given | CardStage::Disputed(_) | CardStage::Upheld(..) => false,
        };
        same && !began_anew && !put_off
    }
}

/// What a new card needs besides what was reached.
#[derive(Debug, Clone)]
pub struct NewCard {
    /// Id.
    pub id: CardId,
    /// Of which case.
    pub case: CaseId,
    /// Its number.
    pub case_no: CaseNo,
    /// What was applied for.
    pub item_name: String,
    /// Whose card it is: who decides.
    pub department: DepartmentId,
    /// The hall's own window was late, not the department.
    pub at_window: bool,
    /// By which version of the county's rules.
    pub profile_version: i64,
    /// Instant.
    pub at: Timestamp,
    /// The civil day of that.
    pub today: Date,
}

/// Gives a card.
#[must_use]
pub fn give(reached: Reached, new: NewCard) -> (Card, CardGiven) {
    let event = CardGiven {
        case_no: new.case_no.to_string(),
        point: reached.point.as_str().to_owned(),
        level: reached.level.as_str().to_owned(),
        due_on: reached.due_on,
        reached_on: reached.on,
        profile_version: new.profile_version,
    };
    let card = Card {
        id: new.id,
        version: 1,
        case: new.case,
        case_no: new.case_no,
        item_name: new.item_name,
        department: new.department,
        at_window: new.at_window,
        reached,
        profile_version: new.profile_version,
        given_at: new.at,
        given_on: new.today,
        stage: CardStage::Given,
        evidence: None,
        reason: None,
    };
    (card, event)
}

/// Event: a card was given.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CardGiven {
    /// 办件编号.
    pub case_no: String,
    /// What is watched.
    pub point: String,
    /// How far.
    pub level: String,
    /// The step's last day as it was then.
    pub due_on: Date,
    /// The first day on which the level held.
    pub reached_on: Date,
    /// By which version of the rules.
    pub profile_version: i64,
}
