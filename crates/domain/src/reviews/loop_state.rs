//! A bad rating until it is put right (差评办理). Every step that was taken stays on it.

use jiff::{Timestamp, civil::Date};

use crate::base::StaffId;

/// What looking into it found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verdict {
    /// When.
    pub at: Timestamp,
    /// Who looked.
    pub by: StaffId,
    /// What was found, in words.
    pub finding: String,
    /// What must be put right by when; `None` when it was put right at once.
    pub due: Option<Date>,
}

/// The unit says that the rating is mistaken, meant to harm or untrue (申诉).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Appeal {
    /// When.
    pub at: Timestamp,
    /// Who.
    pub by: StaffId,
    /// Why, in words.
    pub reason: String,
}

/// Where it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum HandlingState {
    /// 待核实: contact by the day.
    Verifying,
    /// 申诉复核中.
    Appealed(Appeal),
    /// 整改中.
    Rectifying(Verdict),
    /// 已整改, to be told to whoever rated.
    Rectified(Verdict, Timestamp),
    /// 已反馈.
    FedBack(Verdict, Timestamp),
    /// 已办结.
    Closed(Verdict, Timestamp),
    /// 申诉成立: kept, marked, out of the rates.
    SetAside(Appeal),
}

impl HandlingState {
    /// Word on pages.
    #[must_use]
    pub const fn label(&self) -> &'static str {
        match self {
            Self::Verifying => "待核实",
            Self::Appealed(_) => "申诉复核中",
            Self::Rectifying(_) => "整改中",
            Self::Rectified(..) => "待反馈",
            Self::FedBack(..) => "已反馈",
            Self::Closed(..) => "已办结",
            Self::SetAside(_) => "申诉成立",
        }
    }

    /// Word in tables.
    #[must_use]
    pub const fn as_str(&self) -> &'static str {
        match self {
            Self::Verifying => "verifying",
            Self::Appealed(_) => "appealed",
            Self::Rectifying(_) => "rectifying",
            Self::Rectified(..) => "rectified",
            Self::FedBack(..) => "fed_back",
            Self::Closed(..) => "closed",
            Self::SetAside(_) => "set_aside",
        }
    }

    /// Whether nothing more is to be done.
    #[must_use]
    pub const fn is_over(&self) -> bool {
        match self {
            Self::Closed(..) | Self::SetAside(_) => true,
            Self::Verifying | Self::Appealed(_) | Self::Rectifying(_) | Self::Rectified(..) | Self::FedBack(..) => {
                false
            }
        }
    }
}

/// A bad rating in hand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Handling {
    /// Contact and look into it by that day.
    pub contact_by: Date,
    /// An appeal was turned down: there is no second one.
    pub appeal_denied: Option<Appeal>,
    /// Where it is.
    pub state: HandlingState,
    /// What the public reads of it; `None` while nothing was published.
    pub published: Option<Published>,
}

/// Rating and reply as they are published (公开), without personal data.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Published {
    /// When.
    pub at: Timestamp,
    /// Who.
    pub by: StaffId,
    /// Words of the rating, with what names somebody hidden; empty where it had none.
    pub words: String,
    /// The reply.
    pub reply: String,
}

impl Handling {
    /// Put right by the day that was set (按期整改); `None` while that is open.
    #[must_use]
    pub fn in_time(&self, today: Date, day_of: impl Fn(Timestamp) -> Date) -> Option<bool> {
        let done = |verdict: &Verdict, at: Timestamp| verdict.due.is_none_or(|due| day_of(at) <= due);
        match &self.state {
            HandlingState::Verifying | HandlingState::Appealed(_) | HandlingState::SetAside(_) => None,
            HandlingState::Rectifying(verdict) => verdict.due.is_some_and(|due| today > due).then_some(false),
            HandlingState::Rectified(verdict, at)
            | HandlingState::FedBack(verdict, at)
            | HandlingState::Closed(verdict, at) => Some(done(verdict, *at)),
        }
    }
}
