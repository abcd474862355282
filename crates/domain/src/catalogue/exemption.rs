//! The exemption list of the hall (进驻负面清单): why an item need not move in, and how its exemption
//! stands on a day (domain §4.3).
//!
//! Deliberately not here: the table it is imported from, and what it does to the figure.

use jiff::{ToSpan as _, civil::Date};

use super::Exemption;

/// Why an item need not move into the hall.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ExemptionReason {
    /// 场地限制.
    Venue,
    /// 国家秘密.
    Secret,
    /// 法律另有规定.
    Law,
    /// 其他.
    Other,
}

impl ExemptionReason {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Venue, Self::Secret, Self::Law, Self::Other];

    /// Code in tables.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Venue => "venue",
            Self::Secret => "secret",
            Self::Law => "law",
            Self::Other => "other",
        }
    }

    /// Word on pages.
    pub fn label(self) -> &'static str {
        match self {
            Self::Venue => "场地限制",
            Self::Secret => "国家秘密",
            Self::Law => "法律另有规定",
            Self::Other => "其他",
        }
    }

    /// Reads the code or the words that offices write.
    pub fn parse(text: &str) -> Option<Self> {
        match text.trim() {
            "venue" | "场地限制" | "场地" | "场地有特殊要求" | "特殊场地要求" | "对场地有特殊要求" => {
                Some(Self::Venue)
            }
            "secret" | "国家秘密" | "涉密" | "涉及国家秘密" => Some(Self::Secret),
            "law" | "法律另有规定" | "法律法规另有规定" | "法律规定" | "法律法规规定" => {
                Some(Self::Law)
            }
            "other" | "其他" | "其它" => Some(Self::Other),
            _ => None,
        }
    }
}

/// How an exemption stands on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ExemptionStanding {
    /// Something that the list must say is missing.
    Incomplete,
    /// In force, and over within the days of [`super::MandateRules`].
    Expiring,
    /// In force.
    InForce,
    /// Its first day is to come.
    Ahead,
    /// Over.
    Expired,
}

impl ExemptionStanding {
    /// All of them, the most urgent first.
    pub const ALL: [Self; 5] = [Self::Expired, Self::Expiring, Self::Incomplete, Self::Ahead, Self::InForce];

    /// Word in addresses.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Incomplete => "incomplete",
            Self::Expiring => "expiring",
            Self::InForce => "in_force",
            Self::Ahead => "ahead",
            Self::Expired => "expired",
        }
    }

    /// Word on pages.
    pub fn label(self) -> &'static str {
        match self {
            Self::Incomplete => "要素不全",
            Self::Expiring => "快到期",
            Self::InForce => "有效",
            Self::Ahead => "还没生效",
            Self::Expired => "已到期",
        }
    }

    /// Reads the word of an address.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|s| s.as_str() == text)
    }
}

/// How an exemption stands on a day; one that is over within `soon` days ends soon.
pub fn exemption_standing(exemption: &Exemption, day: Date, soon: u32) -> ExemptionStanding {
    if exemption.to.is_some_and(|to| to < day) {
        ExemptionStanding::Expired
    } else if exemption.from.is_some_and(|from| day < from) {
        ExemptionStanding::Ahead
    } else if !missing(exemption).is_empty() {
        ExemptionStanding::Incomplete
    } else if exemption.to.is_some_and(|to| to < day.saturating_add(i64::from(soon).days())) {
        ExemptionStanding::Expiring
    } else {
        ExemptionStanding::InForce
    }
}

/// What the list must say and does not. The place of a secret item is not asked for.
pub(super) fn missing(e: &Exemption) -> Vec<&'static str> {
    let secret = e.code == ExemptionReason::Secret.as_str();
    [
        ("原因类别", e.code.is_empty()),
        ("依据", e.basis.trim().is_empty()),
        ("批准文号", e.approval_no.trim().is_empty()),
        ("实际办理地点", e.place.trim().is_empty() && !secret),
        ("起始日期", e.from.is_none()),
    ]
    .into_iter()
    .filter_map(|(label, blank)| blank.then_some(label))
    .collect()
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn an_exemption_stands_by_its_days_and_its_parts() {
        let today = date(2026, 11, 20);
        let whole = Exemption {
            reason: "场地限制".into(),
            basis: "应进必进目录".into(),
            code: "venue".into(),
            approval_no: "青府办〔2026〕3号".into(),
            place: "县车管所".into(),
            from: Some(date(2026, 1, 1)),
            to: None,
        };
        let with = |from: Option<Date>, to: Option<Date>| {
            exemption_standing(&Exemption { from, to, ..whole.clone() }, today, 30)
        };
        assert_eq!(with(whole.from, None), ExemptionStanding::InForce);
        assert_eq!(with(whole.from, Some(date(2026, 11, 19))), ExemptionStanding::Expired);
        assert_eq!(with(whole.from, Some(today)), ExemptionStanding::Expiring, "its last day");
        assert_eq!(with(whole.from, Some(date(2026, 12, 19))), ExemptionStanding::Expiring);
        assert_eq!(with(whole.from, Some(date(2026, 12, 20))), ExemptionStanding::InForce);
        assert_eq!(with(Some(date(2026, 11, 21)), None), ExemptionStanding::Ahead);
        assert_eq!(with(None, None), ExemptionStanding::Incomplete);
        let secret = Exemption { code: "secret".into(), place: String::new(), ..whole.clone() };
        assert_eq!(missing(&secret), Vec::<&str>::new(), "where a secret item is handled is not asked for");
        assert_eq!(missing(&Exemption { place: String::new(), ..whole }), ["实际办理地点"]);
    }

    #[test]
    fn reasons_are_read_as_offices_write_them() {
        for reason in ExemptionReason::ALL {
            assert_eq!(ExemptionReason::parse(reason.as_str()), Some(reason));
            assert_eq!(ExemptionReason::parse(reason.label()), Some(reason));
        }
        assert_eq!(ExemptionReason::parse("涉密"), Some(ExemptionReason::Secret));
        assert_eq!(ExemptionReason::parse("不方便"), None);
    }
}
