//! The county's numbers for cases (办件规则): data with a source, because the law sets some of them and
//! the place the rest.

use jiff::civil::Date;

use crate::base::{Calendar, Due, date_text};

/// Who must approve an extension (行政许可法 42).
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ApproverRank {
    /// 本行政机关负责人.
    AgencyHead,
    /// 本级人民政府负责人: joint or unified handling.
    GovernmentHead,
}

impl ApproverRank {
    /// All of them.
    pub const ALL: [Self; 2] = [Self::AgencyHead, Self::GovernmentHead];

    /// Word in forms.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::AgencyHead => "agency_head",
            Self::GovernmentHead => "government_head",
        }
    }

    /// Word on pages.
    pub fn label(self) -> &'static str {
        match self {
            Self::AgencyHead => "本机关负责人",
            Self::GovernmentHead => "本级人民政府负责人",
        }
    }

    /// Reads the word of a form.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|r| r.as_str() == text)
    }
}

/// What happens to a case whose applicant does not bring what was promised or asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lapse {
    /// 视为撤回.
    Withdrawn,
    /// 撤销受理.
    Cancelled,
}

impl Lapse {
    /// What becomes of the case, for whoever promised.
    #[must_use]
    pub const fn words(self) -> &'static str {
        match self {
            Self::Withdrawn => "视为撤回申请",
            Self::Cancelled => "撤销受理",
        }
    }
}

/// What whoever lets materials follow later puts the name to (容缺受理承诺): shown before it is signed, kept with what
/// is owed, and done by the timers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DeferralTerms {
    /// Working days from acceptance.
    pub workdays: u32,
    /// Last day if it is accepted today.
    pub until: Date,
    /// What becomes of the application otherwise.
    pub lapse: Lapse,
}

impl DeferralTerms {
    /// As "受理后 10 个工作日内补齐（今天受理的话，最迟 12月14日（周一））；到期没有补齐的，视为撤回申请，可以重新申请".
    #[must_use]
    pub fn words(&self) -> String {
        format!(
            "受理后 {} 个工作日内补齐（今天受理的话，最迟 {}）；到期没有补齐的，{}，可以重新申请",
            self.workdays,
            date_text(self.until),
            self.lapse.words()
        )
    }
}

/// Numbers in working days.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CaseRules {
    /// From receipt to the one-time notice; silence beyond it is acceptance (行政许可法 32(4): 5).
    pub notice_workdays: u32,
    /// From the notice to the applicant's answer.
    pub correction_workdays: u32,
    /// What an unanswered correction is.
    pub correction_lapse: Lapse,
    /// From acceptance to the materials that follow later.
    pub deferred_workdays: u32,
    /// What becomes of a case whose deferred materials do not come.
    pub deferred_lapse: Lapse,
    /// One more stretch for a decision (行政许可法 42: 10), approved by the head of the agency.
    pub extension_workdays: u32,
    /// The same for joint handling (行政许可法 42: 15), approved by the head of the government.
    pub joint_extension_workdays: u32,
    /// From the decision to the certificate in the applicant's hands (行政许可法 44: 10).
    pub delivery_workdays: u32,
    /// From a decision on a commitment to its check.
    pub commitment_workdays: u32,
    /// Days that a draft waits to be sent in, from when it was begun.
    pub draft_days: u32,
    /// From the return of a member of a matter (退件) to the day until which it may be handed in again.
    pub again_workdays: u32,
    /// How often a member of a matter may be handed in again.
    pub again_times: u32,
    /// Drafts that one address may begin within a day (同一网络地址一天最多开始几份).
    pub drafts_per_address: u32,
}

impl CaseRules {
    /// The longest extension that a rank may approve.
    pub fn extension(&self, rank: ApproverRank) -> u32 {
        match rank {
            ApproverRank::AgencyHead => self.extension_workdays,
            ApproverRank::GovernmentHead => self.joint_extension_workdays,
        }
    }

    /// Last day on which a draft is kept that was begun on this day.
    pub fn draft_until(&self, begun_on: Date) -> Date {
        begun_on.saturating_add(jiff::Span::new().days(i64::from(self.draft_days)))
    }

    /// What is promised with materials that follow later, seen from a day.
    pub fn deferral(&self, today: Date, calendar: &Calendar) -> DeferralTerms {
        let until = calendar.add_workdays(today, self.deferred_workdays).on;
        DeferralTerms { workdays: self.deferred_workdays, until, lapse: self.deferred_lapse }
    }

    /// Last day to tell an applicant once what is missing.
    pub fn notice_by(&self, received_on: Date, calendar: &Calendar) -> Due {
        calendar.add_workdays(received_on, self.notice_workdays)
    }
}
