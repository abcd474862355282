//! What closes a gap (补上一个缺口): the fields of a row that would have to say something else for the
//! row to meet a figure, and the row as it would then be.
//!
//! Not here: whether that can be done (what holds a row up is its blocker), and who does it.

use super::{DivisionFacts, FullyBy, Indicator, ItemFacts, OnlineBy, Profile, division_standing, item_standing};
use crate::catalogue::{CaseKind, Column, Limit, OnlineDepth};

/// One field that would have to change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldChange {
    /// The field's word, that of the catalogue's column.
    pub field: String,
    /// What it says now.
    pub now: String,
    /// What it would have to say.
    pub need: String,
}

/// What closes a gap.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Closing<F> {
    /// Fields to change, in order.
    pub changes: Vec<FieldChange>,
    /// The row afterwards; `None` where no certain value closes it (how far a limit is shortened).
    pub facts: Option<F>,
}

const UNKNOWN: &str = "没有登记";

fn change(column: Column, now: String, need: impl Into<String>) -> FieldChange {
    FieldChange { field: column.label().to_owned(), now, need: need.into() }
}

fn depth_text(depth: Option<i64>) -> String {
    depth.and_then(OnlineDepth::from_number).map_or_else(|| UNKNOWN.to_owned(), |d| d.label().to_owned())
}

fn visits_text(visits: Option<i64>) -> String {
    visits.map_or_else(|| UNKNOWN.to_owned(), |v| format!("{v} 次"))
}

fn flag_text(flag: Option<bool>) -> String {
    match flag {
        Some(true) => "是",
        Some(false) => "否",
        None => UNKNOWN,
    }
    .to_owned()
}

/// A row being brought to meet a figure.
struct Draft {
    facts: ItemFacts,
    changes: Vec<FieldChange>,
}

impl Draft {
    /// Raises the depth. Ⅳ means no visit (domain §1.4), so a number of visits that contradicts it goes.
    fn depth(&mut self, to: i64) {
        self.changes.push(change(Column::OnlineDepth, depth_text(self.facts.online_depth), depth_text(Some(to))));
        self.facts.online_depth = Some(to);
        if to == 4 && self.facts.onsite_visits.is_some_and(|v| v > 0) {
            self.no_visits();
        }
    }

    fn no_visits(&mut self) {
        self.changes.push(change(Column::OnsiteVisits, visits_text(self.facts.onsite_visits), "0 次"));
        self.facts.onsite_visits = Some(0);
    }

    fn flag(&mut self, column: Column, need: &str, of: impl Fn(&mut ItemFacts) -> &mut Option<bool>) {
        let flag = of(&mut self.facts);
        let now = flag_text(*flag);
        *flag = Some(true);
        self.changes.push(change(column, now, need));
    }

    fn available(&mut self, profile: &Profile) {
        match profile.online_by {
            OnlineBy::Link => self.flag(Column::OnlineAddress, "填写网上申请的地址", |f| &mut f.online_link),
            OnlineBy::Depth | OnlineBy::Either => self.depth(profile.min_depth.max(1)),
        }
    }

    fn fully(&mut self, profile: &Profile) {
        let depth_lacks = self.facts.online_depth.is_none_or(|d| d < profile.min_depth);
        match profile.fully_by {
            FullyBy::Depth => self.depth(profile.min_depth.max(1)),
            FullyBy::Visits | FullyBy::Either => self.no_visits(),
            FullyBy::Both => {
                // What is unknown beside something known decides nothing; both unknown are both to be filled.
                let both_unknown = self.facts.online_depth.is_none() && self.facts.onsite_visits.is_none();
                if depth_lacks && (self.facts.online_depth.is_some() || both_unknown) {
                    self.depth(profile.min_depth.max(1));
                }
                if self.facts.onsite_visits.is_some_and(|v| v > 0) || both_unknown {
                    self.no_visits();
                }
            }
        }
    }

    fn instant(&mut self) {
        let now = self.facts.case_kind.map_or(UNKNOWN, CaseKind::label).to_owned();
        self.changes.push(change(Column::CaseKind, now, CaseKind::Instant.label()));
        self.facts.case_kind = Some(CaseKind::Instant);
        let at_once = |stored: &str| Limit::parse(stored).is_ok_and(Limit::is_instant);
        if let Some(promised) = self.facts.promised.as_deref().filter(|p| !at_once(p)) {
            self.changes.push(change(Column::PromisedLimit, limit_text(promised), "当场办结"));
            self.facts.promised = Some(Limit::workdays(0).stored());
        }
    }
}

fn limit_text(stored: &str) -> String {
    Limit::parse(stored).map_or_else(|_| stored.to_owned(), |l| l.to_string())
}

/// What closes the gap of an item. `None` when it is no gap.
pub fn close_item(indicator: Indicator, facts: &ItemFacts, profile: &Profile) -> Option<Closing<ItemFacts>> {
    if !item_standing(indicator, facts, profile)?.is_gap() {
        return None;
    }
    let mut draft = Draft { facts: facts.clone(), changes: Vec::new() };
    match indicator {
        Indicator::OnlineAvailableRate => draft.available(profile),
        Indicator::FullyOnlineRate => draft.fully(profile),
        Indicator::ProvincialPublicationRate => draft.flag(Column::Published, "是", |f| &mut f.published),
        Indicator::HallResidencyRate => draft.flag(Column::Resident, "是", |f| &mut f.resident),
        Indicator::MobileAvailableRate => {
            draft.flag(Column::MobileAddress, "填写移动端办理的地址", |f| &mut f.mobile);
        }
        Indicator::InstantRate => draft.instant(),
        Indicator::ZeroVisitRate => draft.no_visits(),
        Indicator::LimitCompression => {
            let law = facts.statutory.as_deref().map(limit_text).unwrap_or_default();
            let now = facts.promised.as_deref().map_or_else(|| UNKNOWN.to_owned(), limit_text);
            let need = format!("短于法定的{law}");
            return Some(Closing { changes: vec![change(Column::PromisedLimit, now, need)], facts: None });
        }
        Indicator::StationCoverageRate | Indicator::StationNamingRate => return None,
    }
    Some(Closing { changes: draft.changes, facts: Some(draft.facts) })
}

/// What closes the gap of a division. `None` when it is no gap.
pub fn close_division(indicator: Indicator, facts: DivisionFacts, profile: &Profile) -> Option<Closing<DivisionFacts>> {
    if !division_standing(indicator, facts, profile)?.is_gap() {
        return None;
    }
    let word = |field: &str, now: &str, need: &str| FieldChange {
        field: field.to_owned(),
        now: now.to_owned(),
        need: need.to_owned(),
    };
    let mut next = facts;
    let mut changes = Vec::new();
    if indicator == Indicator::StationNamingRate {
        let checked = |flag: Option<bool>| if flag.is_some() { "旧名" } else { "没有核对" };
        if facts.name_ok != Some(true) {
            changes.push(word("登记名称", checked(facts.name_ok), "便民服务中心（站）的规范名称"));
        }
        if facts.plate_ok != Some(true) {
            changes.push(word("门牌", checked(facts.plate_ok), "换成规范名称的牌子"));
        }
        (next.name_ok, next.plate_ok) = (Some(true), Some(true));
    } else {
        match facts.station_open {
            None => changes.push(word("服务站点", "没有", "设站，或由邻近站点服务")),
            Some(false) => changes.push(word("站点状态", "停用", "启用")),
            Some(true) => {}
        }
        if facts.joint && !profile.joint_stations {
            changes.push(word("服务站点", "由别处的站点联合服务", "本地设站"));
            next.joint = false;
        }
        next.station_open = Some(true);
    }
    Some(Closing { changes, facts: Some(next) })
}

#[cfg(test)]
mod tests;
