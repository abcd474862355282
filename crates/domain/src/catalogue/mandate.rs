//! 应进必进 (domain §4.2, §4.3): every item that people apply for is handled in the hall, or stands in the exemption list
//! with a reason that counts. Where it is neither, or both, somebody has to look.
//!
//! Deliberately not here: the figure (进驻大厅占比), which counts under a profile, and where an item is really handled.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{Content, Exemption, ExemptionReason, ExemptionStanding, exemption_standing};

/// How an item stands towards the hall on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum MandateStanding {
    /// 应进未进: not in the hall, and nothing exempts it.
    Missing,
    /// 豁免已到期: not in the hall, and its exemption is over.
    Lapsed,
    /// 豁免还没生效: not in the hall, and its exemption is to come.
    Ahead,
    /// 既进驻又豁免: in the hall, and an exemption in force says that it need not be.
    Contradiction,
    /// 理由不在规定之内: exempt for a reason that does not count.
    ReasonNotLawful,
    /// 要素不全: exempt, and the list does not say all that it must.
    Incomplete,
    /// 不清楚: nobody noted whether it is in the hall.
    Unknown,
    /// 快到期: exempt, and over soon.
    Expiring,
    /// 有效豁免.
    Exempt,
    /// 已进驻.
    Resident,
}

impl MandateStanding {
    /// All of them, the most pressing first.
    pub const ALL: [Self; 10] = [
        Self::Missing,
        Self::Lapsed,
        Self::Ahead,
        Self::Contradiction,
        Self::ReasonNotLawful,
        Self::Incomplete,
        Self::Unknown,
        Self::Expiring,
        Self::Exempt,
        Self::Resident,
    ];

    /// Word in addresses and for programs.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Missing => "missing",
            Self::Lapsed => "lapsed",
            Self::Ahead => "ahead",
            Self::Contradiction => "contradiction",
            Self::ReasonNotLawful => "reason_not_lawful",
            Self::Incomplete => "incomplete",
            Self::Unknown => "unknown",
            Self::Expiring => "expiring",
            Self::Exempt => "exempt",
            Self::Resident => "resident",
        }
    }

    /// Word on pages.
    pub fn label(self) -> &'static str {
        match self {
            Self::Missing => "应进未进",
            Self::Lapsed => "豁免已到期",
            Self::Ahead => "豁免还没生效",
            Self::Contradiction => "既进驻又豁免",
            Self::ReasonNotLawful => "理由不在规定之内",
            Self::Incomplete => "豁免要素不全",
            Self::Unknown => "没有登记",
            Self::Expiring => "豁免快到期",
            Self::Exempt => "有效豁免",
            Self::Resident => "已进驻",
        }
    }

    /// What somebody does about it; empty where there is nothing to do.
    pub fn advice(self) -> &'static str {
        match self {
            Self::Missing => "进驻大厅，或者经批准列入进驻负面清单",
            Self::Lapsed => "进驻大厅，或者重新报批",
            Self::Ahead => "生效之前按未进驻计，请核对起始日期",
            Self::Contradiction => "已经进驻的，从负面清单里去掉；没有进驻的，改是否进驻",
            Self::ReasonNotLawful => "只有规定的情形可以不进驻，请核对原因类别，或者进驻",
            Self::Incomplete => "补齐原因类别、依据、批准文号、起始日期和实际办理地点",
            Self::Unknown => "登记是否进驻",
            Self::Expiring => "到期前进驻，或者重新报批",
            Self::Exempt | Self::Resident => "",
        }
    }

    /// Should be in the hall today and is not.
    pub fn is_gap(self) -> bool {
        match self {
            Self::Missing | Self::Lapsed | Self::Ahead => true,
            Self::Contradiction
            | Self::ReasonNotLawful
            | Self::Incomplete
            | Self::Unknown
            | Self::Expiring
            | Self::Exempt
            | Self::Resident => false,
        }
    }

    /// Reads the word of an address.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|s| s.as_str() == text)
    }
}

/// Most days before the end of an exemption that may be called soon.
const MOST_DAYS: u32 = 365;

/// What differs between places of who need not move in (应进必进的例外).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MandateRules {
    /// How often they were changed; 0 = those that ship.
    #[serde(default)]
    pub version: i64,
    /// Codes of the reasons that count, as [`ExemptionReason::as_str`] writes them.
    pub lawful_reasons: Vec<String>,
    /// An exemption ends soon (快到期) when it has no more than so many days.
    pub expiring_days: u32,
    /// Where the reasons come from.
    pub source: String,
}

impl MandateRules {
    /// The reasons that count.
    #[must_use]
    pub fn lawful(&self) -> Vec<ExemptionReason> {
        ExemptionReason::ALL.into_iter().filter(|r| self.lawful_reasons.iter().any(|w| w == r.as_str())).collect()
    }

    /// Everything that cannot be kept: the field of the form and what to do.
    #[must_use]
    pub fn flaws(&self) -> Vec<(&'static str, String)> {
        let mut flaws = Vec::new();
        if self.lawful().is_empty() || self.lawful().len() != self.lawful_reasons.len() {
            flaws.push(("lawful", "请至少选一种可以不进驻的情形，只能从列出的里面选".to_owned()));
        }
        if !(1..=MOST_DAYS).contains(&self.expiring_days) {
            flaws.push(("expiring_days", format!("豁免到期前几天算快到期，请填 1 到 {MOST_DAYS} 的整数")));
        }
        flaws
    }
}

/// How an item stands towards the hall on a day.
pub fn mandate_standing(content: &Content, rules: &MandateRules, on: Date) -> MandateStanding {
    let standing = &content.standing;
    let exemption = standing.exempt_hall.as_ref();
    match (standing.resident, exemption) {
        (Some(true), Some(e)) if e.holds_on(on) => MandateStanding::Contradiction,
        (Some(true), _) => MandateStanding::Resident,
        (Some(false), None) => MandateStanding::Missing,
        (None, None) => MandateStanding::Unknown,
        (Some(false) | None, Some(e)) => exempt(e, rules, on),
    }
}

/// How an item stands that is not in the hall, or of which nobody noted it, and that the list names.
fn exempt(e: &Exemption, rules: &MandateRules, on: Date) -> MandateStanding {
    let counts = ExemptionReason::parse(&e.code).is_none_or(|reason| rules.lawful().contains(&reason));
    match exemption_standing(e, on, rules.expiring_days) {
        ExemptionStanding::Expired => MandateStanding::Lapsed,
        ExemptionStanding::Ahead => MandateStanding::Ahead,
        ExemptionStanding::Incomplete | ExemptionStanding::Expiring | ExemptionStanding::InForce if !counts => {
            MandateStanding::ReasonNotLawful
        }
        ExemptionStanding::Incomplete => MandateStanding::Incomplete,
        ExemptionStanding::Expiring => MandateStanding::Expiring,
        ExemptionStanding::InForce => MandateStanding::Exempt,
    }
}

/// Which way an item moved (进出备案).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HallMove {
    /// 进驻.
    Entered,
    /// 退出.
    Left,
    /// It was noted for the first time that it is not in the hall, or no longer known.
    Noted,
}

impl HallMove {
    /// Between one version and the next; `None` = nothing changed.
    pub fn between(was: Option<bool>, is: Option<bool>) -> Option<Self> {
        match (was, is) {
            (Some(false) | None, Some(true)) => Some(Self::Entered),
            (Some(true), Some(false) | None) => Some(Self::Left),
            (None, Some(false)) | (Some(false), None) => Some(Self::Noted),
            (Some(true), Some(true)) | (Some(false), Some(false)) | (None, None) => None,
        }
    }

    /// Word for programs.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Entered => "entered",
            Self::Left => "left",
            Self::Noted => "noted",
        }
    }

    /// Word on pages.
    pub fn label(self) -> &'static str {
        match self {
            Self::Entered => "进驻",
            Self::Left => "退出",
            Self::Noted => "改登记",
        }
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::catalogue::{Guide, ItemType, Standing, Status};

    const TODAY: Date = date(2026, 11, 20);
    fn rules() -> MandateRules {
        MandateRules {
            version: 0,
            lawful_reasons: vec!["venue".into(), "secret".into()],
            expiring_days: 30,
            source: "清单".into(),
        }
    }

    #[test]
    fn rules_that_count_nothing_or_name_what_is_no_reason_are_not_kept() {
        assert_eq!(rules().flaws(), []);
        assert_eq!(rules().lawful(), [ExemptionReason::Venue, ExemptionReason::Secret]);
        let fields = |r: MandateRules| r.flaws().into_iter().map(|f| f.0).collect::<Vec<_>>();
        assert_eq!(fields(MandateRules { lawful_reasons: vec![], ..rules() }), ["lawful"]);
        let strange = MandateRules { lawful_reasons: vec!["venue".into(), "面积小".into()], ..rules() };
        assert_eq!(fields(strange), ["lawful"]);
        assert_eq!(fields(MandateRules { expiring_days: 0, ..rules() }), ["expiring_days"]);
    }

    fn of(resident: Option<bool>, exempt_hall: Option<Exemption>) -> MandateStanding {
        let content = Content {
            code: "A-1".into(),
            department: crate::base::DepartmentId::new(1),
            division: "990101".into(),
            main_name: String::new(),
            name: "低保".into(),
            item_type: ItemType::parse("01").expect("in the list"),
            status: Status::InUse,
            case_kind: None,
            clients: None,
            statutory: None,
            promised: None,
            standing: Standing { resident, exempt_hall, ..Standing::default() },
            guide: Guide::default(),
            raw: std::collections::BTreeMap::new(),
        };
        mandate_standing(&content, &rules(), TODAY)
    }

    fn whole() -> Exemption {
        Exemption {
            reason: "需要检测线".into(),
            basis: "办法第七条".into(),
            code: "venue".into(),
            approval_no: "府办〔2026〕3号".into(),
            place: "车管所".into(),
            from: Some(date(2026, 1, 1)),
            to: None,
        }
    }

    #[test]
    fn an_item_is_in_the_hall_or_exempt_or_somebody_looks() {
        let with = |e: Exemption| of(Some(false), Some(e));
        assert_eq!(of(Some(true), None), MandateStanding::Resident);
        assert_eq!(of(Some(false), None), MandateStanding::Missing);
        assert_eq!(of(None, None), MandateStanding::Unknown);
        assert_eq!(with(whole()), MandateStanding::Exempt);
        assert_eq!(of(None, Some(whole())), MandateStanding::Exempt);
        assert_eq!(of(Some(true), Some(whole())), MandateStanding::Contradiction);
        let over = Exemption { to: Some(date(2026, 11, 19)), ..whole() };
        assert_eq!(of(Some(true), Some(over.clone())), MandateStanding::Resident, "what is over contradicts nothing");
        assert_eq!(with(over), MandateStanding::Lapsed);
        assert_eq!(with(Exemption { to: Some(TODAY), ..whole() }), MandateStanding::Expiring, "its last day");
        assert_eq!(with(Exemption { from: Some(date(2026, 11, 21)), ..whole() }), MandateStanding::Ahead);
        assert_eq!(with(Exemption { approval_no: String::new(), ..whole() }), MandateStanding::Incomplete);
        assert_eq!(with(Exemption { code: String::new(), ..whole() }), MandateStanding::Incomplete, "no reason yet");
        for code in ["other", "law"] {
            let not_lawful = Exemption { code: code.into(), ..whole() };
            assert_eq!(with(not_lawful), MandateStanding::ReasonNotLawful, "{code} does not count in this place");
        }
        let gaps: Vec<MandateStanding> = MandateStanding::ALL.into_iter().filter(|s| s.is_gap()).collect();
        assert_eq!(gaps, [MandateStanding::Missing, MandateStanding::Lapsed, MandateStanding::Ahead]);
    }

    #[test]
    fn words_read_back_and_say_what_to_do() {
        for standing in MandateStanding::ALL {
            assert_eq!(MandateStanding::parse(standing.as_str()), Some(standing));
            let fine = matches!(standing, MandateStanding::Exempt | MandateStanding::Resident);
            assert_eq!(standing.advice().is_empty(), fine, "{}", standing.label());
        }
        assert_eq!(MandateStanding::parse("other"), None);
    }

    #[test]
    fn a_change_of_residency_is_a_move() {
        assert_eq!(HallMove::between(Some(false), Some(true)), Some(HallMove::Entered));
        assert_eq!(HallMove::between(None, Some(true)), Some(HallMove::Entered));
        assert_eq!(HallMove::between(Some(true), Some(false)), Some(HallMove::Left));
        assert_eq!(HallMove::between(Some(true), None), Some(HallMove::Left));
        assert_eq!(HallMove::between(None, Some(false)), Some(HallMove::Noted));
        for same in [None, Some(true), Some(false)] {
            assert_eq!(HallMove::between(same, same), None);
        }
    }
}
