//! Where a member of a matter stands (联办进度): read from its case, kept with the matter.
//!
//! Not here: what follows from it (`run`).

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::Standing;
use crate::{
    base::shanghai_day,
    cases::{Case, EndKind, Outcome, Stage},
};

/// Members by key; one that is not named waits.
pub type States = BTreeMap<String, MemberState>;

/// Where a member stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MemberState {
    /// 未开始.
    Waiting,
    /// 在办: there is a case.
    Open(OpenStage),
    /// 已退件: its case was returned, and it may be handed in again within the matter.
    Returned {
        /// Day of the return.
        on: Date,
        /// Last day to hand it in again.
        until: Date,
    },
    /// 不办: never started.
    Dropped(DropReason),
    /// 已准予: the notice of completion came on this day.
    Granted {
        /// Day of the notice.
        on: Date,
    },
    /// 不予批准.
    Denied {
        /// Day of the notice.
        on: Date,
    },
    /// Ended without a decision here; for those that wait it is as a denial.
    Ended {
        /// Day.
        on: Date,
        /// How.
        kind: EndKind,
    },
}

/// How far the case of a member is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OpenStage {
    /// 待受理.
    Submitted,
    /// 待补正: waits for the applicant until this day.
    CorrectionAsked {
        /// Last day; `None` = not known.
        until: Option<Date>,
    },
    /// 审查中: accepted, its clock running.
    InHand {
        /// Last day by the limit that binds.
        due: Option<Date>,
    },
    /// 已暂停: special procedure or hold.
    Suspended {
        /// Last day as far as it is known.
        due: Option<Date>,
    },
    /// 已决定: its result is not entered yet.
    Decided {
        /// Last day.
        due: Option<Date>,
    },
}

/// Why a member is not started.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DropReason {
    /// 不涉及: its condition does not hold.
    NotApplicable,
    /// 前项没有办成: what it waits for was not granted.
    Stopped {
        /// The member that was not granted.
        by: String,
    },
    /// 整件终止.
    AllStopped {
        /// The member that was not granted.
        by: String,
    },
    /// 申请人撤回.
    Withdrawn,
}

impl MemberState {
    /// As a case stands. A draft has not begun.
    #[must_use]
    pub fn of(case: &Case) -> Self {
        let due = case.stage.acceptance().and_then(|a| a.clocks.due.on);
        match &case.stage {
            Stage::Draft => Self::Waiting,
            Stage::Submitted => Self::Open(OpenStage::Submitted),
            Stage::CorrectionAsked => {
                Self::Open(OpenStage::CorrectionAsked { until: case.correction.as_ref().map(|c| c.until) })
            }
            Stage::Accepted(_) | Stage::InReview(..) => Self::Open(OpenStage::InHand { due }),
            Stage::Suspended(..) => Self::Open(OpenStage::Suspended { due }),
            Stage::Decided(..) => Self::Open(OpenStage::Decided { due }),
            Stage::Completed(..) | Stage::Delivered(..) | Stage::Rated(..) | Stage::Ended(..) | Stage::Archived(..) => {
                Self::at_its_end(&case.stage)
            }
        }
    }

    /// Whether a case with this stage word and this last day stands as it is known here: what tells without reading the
    /// case that nothing moved.
    #[must_use]
    pub fn is_as(&self, stage: &str, due_on: Option<Date>) -> bool {
        match self {
            // There is a case now.
            Self::Waiting => stage == "draft",
            // Returned before the whole was stopped or taken back.
            Self::Dropped(_) => matches!(stage, "draft" | "returned"),
            // Whether its days are over only the calendar tells.
            Self::Returned { .. } => stage == "returned",
            Self::Open(OpenStage::Submitted) => stage == "submitted",
            Self::Open(OpenStage::CorrectionAsked { .. }) => stage == "correction_asked",
            Self::Open(OpenStage::InHand { due }) => matches!(stage, "accepted" | "in_review") && *due == due_on,
            Self::Open(OpenStage::Suspended { due }) => stage == "suspended" && *due == due_on,
            Self::Open(OpenStage::Decided { due }) => stage == "decided" && *due == due_on,
            Self::Granted { .. } | Self::Denied { .. } => {
                matches!(stage, "completed" | "delivered" | "rated" | "archived")
            }
            Self::Ended { .. } => stage == "archived" || EndKind::parse(stage).is_some(),
        }
    }

    fn at_its_end(stage: &Stage) -> Self {
        if let Some(ending) = stage.ending() {
            return Self::Ended { on: shanghai_day(ending.at), kind: ending.kind };
        }
        match (stage.decision(), stage.completion()) {
            (Some(decision), Some(completion)) => {
                let on = shanghai_day(completion.at);
                match decision.outcome {
                    Outcome::Grant => Self::Granted { on },
                    Outcome::Deny => Self::Denied { on },
                }
            }
            // A finished stage has both.
            (Some(_), None) | (None, Some(_) | None) => Self::Open(OpenStage::Decided { due: None }),
        }
    }

    /// Word in the API. Whether a member that ended was taken back or returned is its case's to say.
    #[must_use]
    pub const fn as_str(&self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Open(OpenStage::Submitted) => "submitted",
            Self::Open(OpenStage::CorrectionAsked { .. }) => "correction_asked",
            Self::Open(OpenStage::InHand { .. }) => "in_hand",
            Self::Open(OpenStage::Suspended { .. }) => "suspended",
            Self::Open(OpenStage::Decided { .. }) => "decided",
            Self::Returned { .. } => "returned",
            Self::Dropped(_) => "dropped",
            Self::Granted { .. } => "granted",
            Self::Denied { .. } => "denied",
            Self::Ended { .. } => "ended",
        }
    }

    /// Word on pages.
    #[must_use]
    pub const fn label(&self) -> &'static str {
        match self {
            Self::Waiting => "未开始",
            Self::Open(OpenStage::Submitted) => "待受理",
            Self::Open(OpenStage::CorrectionAsked { .. }) => "待补正",
            Self::Open(OpenStage::InHand { .. }) => "审查中",
            Self::Open(OpenStage::Suspended { .. }) => "已暂停",
            Self::Open(OpenStage::Decided { .. }) => "已决定",
            Self::Returned { .. } => "已退件",
            Self::Dropped(DropReason::NotApplicable) => "不涉及",
            Self::Dropped(DropReason::Stopped { .. } | DropReason::AllStopped { .. } | DropReason::Withdrawn) => {
                "不再办理"
            }
            Self::Granted { .. } => "已办成",
            Self::Denied { .. } => "不予批准",
            Self::Ended { kind: EndKind::StoppedWithMatter, .. } => "随整件终止",
            Self::Ended { .. } => "没有办成",
        }
    }

    /// There is nothing more to come of it.
    #[must_use]
    pub const fn is_settled(&self) -> bool {
        match self {
            Self::Waiting | Self::Open(_) | Self::Returned { .. } => false,
            Self::Dropped(_) | Self::Granted { .. } | Self::Denied { .. } | Self::Ended { .. } => true,
        }
    }

    /// It was begun and came to nothing: what the rule of a denial looks at.
    #[must_use]
    pub const fn is_unsuccessful(&self) -> bool {
        match self {
            Self::Denied { .. } | Self::Ended { .. } => true,
            Self::Waiting | Self::Open(_) | Self::Returned { .. } | Self::Dropped(_) | Self::Granted { .. } => false,
        }
    }

    /// Its case, if there is one under way.
    #[must_use]
    pub const fn open(&self) -> Option<&OpenStage> {
        match self {
            Self::Open(stage) => Some(stage),
            Self::Waiting
            | Self::Returned { .. }
            | Self::Dropped(_)
            | Self::Granted { .. }
            | Self::Denied { .. }
            | Self::Ended { .. } => None,
        }
    }

    /// As the count of days takes it.
    #[must_use]
    pub const fn standing(&self) -> Standing {
        match self {
            // One that was returned is accepted anew.
            Self::Waiting | Self::Returned { .. } => Standing::Ahead,
            // Its own clock begins with the acceptance, which is still ahead.
            Self::Open(OpenStage::Submitted | OpenStage::CorrectionAsked { .. }) => Standing::Ahead,
            Self::Open(OpenStage::InHand { due } | OpenStage::Suspended { due } | OpenStage::Decided { due }) => {
                Standing::InHand(*due)
            }
            Self::Dropped(_) => Standing::Out,
            Self::Granted { on } | Self::Denied { on } | Self::Ended { on, .. } => Standing::Ended(*on),
        }
    }
}

impl DropReason {
    /// In words, for the applicant; `name` gives a member's name.
    #[must_use]
    pub fn words(&self, name: &impl Fn(&str) -> String) -> String {
        match self {
            Self::NotApplicable => "按您填的情况，这一项不用办".to_owned(),
            Self::Stopped { by } => format!("“{}”没有办成，这一项不再办理", name(by)),
            Self::AllStopped { by } => format!("“{}”没有办成，整件事不再办理", name(by)),
            Self::Withdrawn => "申请已经撤回，这一项不再办理".to_owned(),
        }
    }
}
