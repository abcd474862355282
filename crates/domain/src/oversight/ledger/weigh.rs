//! How much speaks for a line and a case being the same (比对打分). After Fellegi and Sunter (A Theory for Record
//! Linkage, Journal of the American Statistical Association 64, 1969): each field that agrees adds, each that
//! contradicts takes away; a field that one side lacks says nothing. The weights are data.

use serde::{Deserialize, Serialize};

use super::{features::Features, name::likeness};

/// The weights, and from which sum on a pair counts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Matching {
    /// From this sum on they are taken for the same.
    pub accept: i32,
    /// From this sum on they are shown to people as perhaps the same.
    pub candidate: i32,
    /// Days by which a decision and the case's day may differ and still be compared.
    pub window_days: u32,
    /// Equal numbers of decisions.
    pub number_equal: i32,
    /// Different ones: taken away.
    pub number_differs: i32,
    /// Equal codes of organisations.
    pub code_equal: i32,
    /// Different ones: taken away.
    pub code_differs: i32,
    /// Equal names.
    pub name_equal: i32,
    /// Names that are alike.
    pub name_alike: i32,
    /// Different ones: taken away.
    pub name_differs: i32,
    /// From this likeness on, in percent, names are alike.
    pub alike_percent: u32,
    /// The same item.
    pub item_equal: i32,
    /// Names of items that are alike.
    pub item_alike: i32,
    /// Another item: taken away.
    pub item_differs: i32,
    /// The same day.
    pub day_equal: i32,
    /// At most three days apart.
    pub day_near: i32,
    /// Outside the window: taken away.
    pub day_far: i32,
    /// The same authority.
    pub organ_equal: i32,
    /// Pairs of characters, a traditional one and its simplified one.
    pub variants: String,
    /// Where the weights come from.
    pub source: String,
}

/// Why two are taken for the same, or what speaks against it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Reason {
    /// 文书号相同.
    NumberEqual,
    /// 文书号不同.
    NumberDiffers,
    /// 信用代码相同.
    CodeEqual,
    /// 信用代码不同.
    CodeDiffers,
    /// 名称相同.
    NameEqual,
    /// 名称相近, in percent.
    NameAlike(u32),
    /// 名称不同.
    NameDiffers,
    /// 事项相同.
    ItemEqual,
    /// 事项名称相近.
    ItemAlike,
    /// 事项不同.
    ItemDiffers,
    /// 日期相同.
    DayEqual,
    /// 日期相差, in days.
    DaysApart(u32),
    /// 机关相同.
    OrganEqual,
}

impl Reason {
    /// In words, for pages.
    #[must_use]
    pub fn words(self) -> String {
        match self {
            Self::NumberEqual => "文书号相同".to_owned(),
            Self::NumberDiffers => "文书号不同".to_owned(),
            Self::CodeEqual => "信用代码相同".to_owned(),
            Self::CodeDiffers => "信用代码不同".to_owned(),
            Self::NameEqual => "名称相同".to_owned(),
            Self::NameAlike(percent) => format!("名称相近 {percent}%"),
            Self::NameDiffers => "名称不同".to_owned(),
            Self::ItemEqual => "事项相同".to_owned(),
            Self::ItemAlike => "事项名称相近".to_owned(),
            Self::ItemDiffers => "事项不同".to_owned(),
            Self::DayEqual => "日期相同".to_owned(),
            Self::DaysApart(days) => format!("日期相差 {days} 天"),
            Self::OrganEqual => "机关相同".to_owned(),
        }
    }
}

/// A line and a case that are, or may be, the same.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Match {
    /// Place of the decision in what was handed in.
    pub decision: usize,
    /// Place of the case.
    pub case: usize,
    /// The sum.
    pub score: i32,
    /// What it is made of.
    pub reasons: Vec<Reason>,
}

/// Days between the two; `None` where one is not known.
pub(super) fn days_apart(a: &Features, b: &Features) -> Option<u32> {
    let (a, b) = (a.on?, b.on?);
    Some((b - a).get_days().unsigned_abs())
}

impl Matching {
    /// The sum for a decision and a case.
    pub(super) fn weigh(&self, decision: &Features, case: &Features) -> (i32, Vec<Reason>) {
        let mut told = Vec::with_capacity(6);
        if !decision.number.is_empty() && !case.number.is_empty() {
            told.push(if decision.number == case.number {
                (self.number_equal, Reason::NumberEqual)
            } else {
                (-self.number_differs, Reason::NumberDiffers)
            });
        }
        if let (Some(a), Some(b)) = (&decision.code, &case.code) {
            told.push(if a == b {
                (self.code_equal, Reason::CodeEqual)
            } else {
                (-self.code_differs, Reason::CodeDiffers)
            });
        }
        if !decision.name.is_empty() && !case.name.is_empty() {
            told.push(self.names(decision, case));
        }
        told.extend(self.items(decision, case));
        match days_apart(decision, case) {
            Some(0) => told.push((self.day_equal, Reason::DayEqual)),
            Some(days @ 1..=3) => told.push((self.day_near, Reason::DaysApart(days))),
            Some(days) if days > self.window_days => told.push((-self.day_far, Reason::DaysApart(days))),
            Some(days) => told.push((0, Reason::DaysApart(days))),
            None => {}
        }
        if !decision.organ.is_empty() && decision.organ == case.organ {
            told.push((self.organ_equal, Reason::OrganEqual));
        }
        (told.iter().map(|(weight, _)| weight).sum(), told.into_iter().map(|(_, reason)| reason).collect())
    }

    fn names(&self, decision: &Features, case: &Features) -> (i32, Reason) {
        if decision.name == case.name {
            return (self.name_equal, Reason::NameEqual);
        }
        match likeness(&decision.name_pairs, &case.name_pairs) {
            percent if percent >= self.alike_percent => (self.name_alike, Reason::NameAlike(percent)),
            _ => (-self.name_differs, Reason::NameDiffers),
        }
    }

    fn items(&self, decision: &Features, case: &Features) -> Option<(i32, Reason)> {
        match (decision.item, case.item) {
            (Some(a), Some(b)) if a == b => Some((self.item_equal, Reason::ItemEqual)),
            (Some(_), Some(_)) => Some((-self.item_differs, Reason::ItemDiffers)),
            (Some(_) | None, Some(_) | None) if decision.item_pairs.is_empty() => None,
            (Some(_) | None, Some(_) | None) => {
                let alike = likeness(&decision.item_pairs, &case.item_pairs) >= self.alike_percent;
                alike.then_some((self.item_alike, Reason::ItemAlike))
            }
        }
    }
}
