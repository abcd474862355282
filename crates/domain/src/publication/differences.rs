//! Where our catalogue and the province's list disagree (差异清单), and who must act.
//!
//! Deliberately not here: deciding. An equal name under another code is named as a candidate; nothing
//! that is merely alike is taken for the same.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    ProvinceItem, ProvinceState,
    matching::{Codes, by_name, folded_name},
};
use crate::{
    base::ItemId,
    catalogue::{CurrentItem, Status},
};

/// What differs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DifferenceKind {
    /// 我有省无: in use here, not listed there.
    OnlyOurs,
    /// 省有我无: listed there, unknown here.
    OnlyTheirs,
    /// 状态不同.
    State,
    /// 名称不同.
    Name,
    /// 部门不同.
    Department,
}

impl DifferenceKind {
    /// All of them, in the order of the list.
    pub const ALL: [Self; 5] = [Self::OnlyOurs, Self::OnlyTheirs, Self::State, Self::Name, Self::Department];

    /// Word in addresses.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::OnlyOurs => "only_ours",
            Self::OnlyTheirs => "only_theirs",
            Self::State => "state",
            Self::Name => "name",
            Self::Department => "department",
        }
    }

    /// Word on pages.
    pub fn label(self) -> &'static str {
        match self {
            Self::OnlyOurs => "我有省无",
            Self::OnlyTheirs => "省有我无",
            Self::State => "状态不同",
            Self::Name => "名称不同",
            Self::Department => "部门不同",
        }
    }

    /// Reads the word of an address.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|k| k.as_str() == text)
    }
}

/// Who has to do the next step.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum MustAct {
    /// 本县补报: the department hands the item in.
    CountyReport,
    /// 本县认领: the item waits there to be claimed.
    CountyClaim,
    /// 本县核对: somebody here finds out which side is right.
    CountyCheck,
    /// 省级审核: it lies with the province, the county urges.
    ProvinceReview,
    /// 省级更正: the province must change its entry.
    ProvinceCorrect,
}

impl MustAct {
    /// All of them.
    pub const ALL: [Self; 5] =
        [Self::CountyReport, Self::CountyClaim, Self::CountyCheck, Self::ProvinceReview, Self::ProvinceCorrect];

    /// Word in addresses.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::CountyReport => "county_report",
            Self::CountyClaim => "county_claim",
            Self::CountyCheck => "county_check",
            Self::ProvinceReview => "province_review",
            Self::ProvinceCorrect => "province_correct",
        }
    }

    /// Word on pages.
    pub fn label(self) -> &'static str {
        match self {
            Self::CountyReport => "本县补报",
            Self::CountyClaim => "本县认领",
            Self::CountyCheck => "本县核对",
            Self::ProvinceReview => "省级审核，本县催办",
            Self::ProvinceCorrect => "报请省级更正",
        }
    }

    /// Reads the word of an address.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|k| k.as_str() == text)
    }
}

/// One difference.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// What differs.
    pub kind: DifferenceKind,
    /// Who must act.
    pub act: MustAct,
    /// Our item; `None` where we have none.
    pub item: Option<ItemId>,
    /// Our code; empty where we have none.
    pub our_code: String,
    /// The platform's code; empty where it has none.
    pub their_code: String,
    /// Name, ours where there is one.
    pub name: String,
    /// Department, ours where there is one, else as the platform names it.
    pub department: String,
    /// Both sides in one sentence.
    pub words: String,
    /// Entries of the other side with the same name under another code, for people to look at.
    pub candidates: Vec<String>,
}

/// All differences: by kind, then department, then code. `county` is the name of the county, which
/// the platform may write before a department's name.
pub fn differences(items: &[CurrentItem], province: &[ProvinceItem], county: &str) -> Vec<Difference> {
    let codes = Codes::of(items.iter().map(|i| &i.content));
    let mut matched: BTreeMap<usize, Vec<&ProvinceItem>> = BTreeMap::new();
    let mut theirs_alone = Vec::new();
    let mut one_to_one: BTreeSet<(usize, &str)> = BTreeSet::new();
    for row in province {
        let found = codes.find(&row.code);
        if found.is_empty() {
            theirs_alone.push(row);
        }
        if let [only] = found.as_slice() {
            one_to_one.insert((*only, row.code.as_str()));
        }
        for at in found {
            matched.entry(at).or_default().push(row);
        }
    }
    let ours_alone: Vec<&CurrentItem> = items
        .iter()
        .enumerate()
        .filter(|(at, item)| item.content.status == Status::InUse && !matched.contains_key(at))
        .map(|(_, item)| item)
        .collect();
    let mut out = alone(&ours_alone, &theirs_alone);
    for (at, rows) in &matched {
        let item = &items[*at];
        out.extend(state(item, rows));
        // Where one entry stands for several of ours, or several for one, names differ by nature.
        if let [row] = rows.as_slice()
            && one_to_one.contains(&(*at, row.code.as_str()))
        {
            out.extend(name(item, row));
            out.extend(department(item, row, county));
        }
    }
    out.sort_by(|a, b| {
        (a.kind, &a.department, &a.our_code, &a.their_code).cmp(&(b.kind, &b.department, &b.our_code, &b.their_code))
    });
    out
}

fn alone(ours: &[&CurrentItem], theirs: &[&ProvinceItem]) -> Vec<Difference> {
    let our_names = by_name(ours.iter().map(|i| i.content.name.as_str()));
    let their_names = by_name(theirs.iter().map(|r| r.name.as_str()));
    let mut out = Vec::new();
    for item in ours {
        let same = their_names.get(&folded_name(&item.content.name));
        let candidates: Vec<String> =
            same.into_iter().flatten().map(|at| format!("省级编码 {}", theirs[*at].code)).collect();
        let act = if candidates.is_empty() { MustAct::CountyReport } else { MustAct::CountyCheck };
        out.push(Difference {
            kind: DifferenceKind::OnlyOurs,
            act,
            item: Some(item.id),
            our_code: item.content.code.clone(),
            their_code: String::new(),
            name: item.content.name.clone(),
            department: item.department.clone(),
            words: "本县在用，省级平台没有列出".into(),
            candidates,
        });
    }
    for row in theirs {
        let same = our_names.get(&folded_name(&row.name));
        let candidates: Vec<String> =
            same.into_iter().flatten().map(|at| format!("本县编码 {}", ours[*at].content.code)).collect();
        // What is over there as well is no work for anybody.
        if row.state == ProvinceState::Cancelled && candidates.is_empty() {
            continue;
        }
        let act = if candidates.is_empty() { MustAct::CountyClaim } else { MustAct::CountyCheck };
        out.push(Difference {
            kind: DifferenceKind::OnlyTheirs,
            act,
            item: None,
            our_code: String::new(),
            their_code: row.code.clone(),
            name: row.name.clone(),
            department: row.department.clone(),
            words: format!("省级平台“{}”，本县事项库没有", row.state.label()),
            candidates,
        });
    }
    out
}

fn between(kind: DifferenceKind, act: MustAct, item: &CurrentItem, row: &ProvinceItem, words: String) -> Difference {
    Difference {
        kind,
        act,
        item: Some(item.id),
        our_code: item.content.code.clone(),
        their_code: row.code.clone(),
        name: item.content.name.clone(),
        department: item.department.clone(),
        words,
        candidates: Vec::new(),
    }
}

/// How an item stands with the platform: the best of the entries that stand for it.
pub(super) fn best<'a>(rows: &[&'a ProvinceItem]) -> Option<&'a ProvinceItem> {
    rows.iter().copied().min_by_key(|row| row.state)
}

fn state(item: &CurrentItem, rows: &[&ProvinceItem]) -> Option<Difference> {
    let row = best(rows)?;
    let act = match (item.content.status, row.state) {
        (Status::InUse, ProvinceState::Published)
        | (Status::Suspended, ProvinceState::Suspended)
        | (Status::Cancelled, ProvinceState::Cancelled)
        | (Status::Draft, ProvinceState::Draft | ProvinceState::Pending) => return None,
        (Status::InUse | Status::Suspended, ProvinceState::Pending) => MustAct::ProvinceReview,
        (Status::InUse | Status::Suspended, ProvinceState::Draft) => MustAct::CountyReport,
        (Status::InUse | Status::Suspended, ProvinceState::Cancelled)
        | (Status::InUse, ProvinceState::Suspended)
        | (Status::Draft, ProvinceState::Published | ProvinceState::Suspended | ProvinceState::Cancelled) => {
            MustAct::CountyCheck
        }
        (Status::Suspended, ProvinceState::Published)
        | (
            Status::Cancelled,
            ProvinceState::Published | ProvinceState::Suspended | ProvinceState::Pending | ProvinceState::Draft,
        ) => MustAct::ProvinceCorrect,
    };
    let words = format!("本县“{}”，省级平台“{}”", item.content.status.label(), row.state.label());
    Some(between(DifferenceKind::State, act, item, row, words))
}

fn name(item: &CurrentItem, row: &ProvinceItem) -> Option<Difference> {
    if item.content.status == Status::Cancelled || folded_name(&item.content.name) == folded_name(&row.name) {
        return None;
    }
    let words = format!("本县“{}”，省级平台“{}”", item.content.name, row.name);
    Some(between(DifferenceKind::Name, MustAct::CountyCheck, item, row, words))
}

fn department(item: &CurrentItem, row: &ProvinceItem, county: &str) -> Option<Difference> {
    let same = row.department.is_empty()
        || item.content.status == Status::Cancelled
        || bare(&item.department, county) == bare(&row.department, county);
    if same {
        return None;
    }
    let words = format!("本县“{}”，省级平台“{}”", item.department, row.department);
    Some(between(DifferenceKind::Department, MustAct::CountyCheck, item, row, words))
}

/// A department's name without its county's, however it is written: 青禾县民政局, 县民政局, 民政局.
fn bare(name: &str, county: &str) -> String {
    let name = folded_name(name);
    let rest = name.strip_prefix(&folded_name(county)).unwrap_or(&name);
    rest.strip_prefix(['县', '区', '市']).unwrap_or(rest).to_owned()
}

#[cfg(test)]
pub(super) mod tests;
