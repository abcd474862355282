//! Taking a division table (导入区划表): which versions open and close, and what that does to the
//! stations. Decided purely, so that the preview and the real thing are the same plan.
//!
//! Deliberately not here: the coverage rate, which is a figure with a profile; the preview names its
//! two parts only.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{
    Division, DivisionVersion, Level, Moved, SINCE_EVER, Station, Ties,
    division_row::{Read, read},
    division_ties::moved,
    is_quasi,
};
use crate::base::{
    DivisionCode, FieldChange, RefusedRow, Region, TableLine, TablePlan, TableRow, date_text_with_year, named,
};

/// Keys of the cells.
pub const COLUMNS: [&str; 6] = ["code", "name", "level", "parent", "valid_from", "valid_to"];

/// What the county knows before the table.
#[derive(Debug, Default)]
pub struct KnownDivisions {
    /// Today's table.
    pub today: Vec<Division>,
    /// All versions.
    pub versions: Vec<DivisionVersion>,
    /// All stations.
    pub stations: Vec<Station>,
    /// Division, and the station that serves it.
    pub serves: Vec<(DivisionCode, DivisionCode)>,
    /// What else hangs on divisions; only a division table asks.
    pub ties: BTreeMap<DivisionCode, Ties>,
}

/// How the table is to be taken.
#[derive(Debug, Clone)]
pub struct DivisionsAsked<'a> {
    /// The county.
    pub region: Region,
    /// Day from which a change holds where the row does not say.
    pub from: Date,
    /// The table lists every division of the county.
    pub complete: bool,
    /// What is written as the source of each version.
    pub source: &'a str,
}

/// The plan, and the versions that carrying it out writes.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DivisionPlan {
    /// What is told.
    pub told: TablePlan,
    /// Versions, new ones and those that end.
    pub versions: Vec<DivisionVersion>,
    /// What hangs on the divisions that end.
    pub moved: Moved,
}

/// Event: a division table was taken.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DivisionsImported {
    /// Name of the file.
    pub file_name: String,
    /// SM3 of the file's bytes.
    pub file_digest: String,
    /// Day from which its changes hold.
    pub from: Date,
    /// Whether it was declared complete.
    pub complete: bool,
    /// Rows in the file.
    pub rows: u64,
    /// Divisions opened.
    pub added: u64,
    /// Divisions renamed.
    pub changed: u64,
    /// Divisions closed.
    pub removed: u64,
    /// Rows refused.
    pub refused: u64,
    /// What hung on the divisions that end, to be moved by somebody.
    #[serde(default, skip_serializing_if = "Moved::is_nothing")]
    pub moved: Moved,
}

/// Event: the day of versions has come that were taken before it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DivisionsInForce {
    /// The day.
    pub day: Date,
    /// Divisions that are new or renamed.
    pub opened: u64,
    /// Divisions that are gone.
    pub closed: u64,
}

/// Plans a division table.
pub fn plan_divisions(known: &KnownDivisions, rows: &[TableRow], asked: &DivisionsAsked<'_>) -> DivisionPlan {
    let mut out = DivisionPlan::default();
    out.told.rows = rows.len() as u64;
    let (mut reads, mut above) = (Vec::new(), Vec::new());
    let mut seen: BTreeMap<DivisionCode, u32> = BTreeMap::new();
    for row in rows {
        match read(row, asked.region) {
            Ok(Some(one)) => match seen.insert(one.code, row.number) {
                Some(first) => {
                    seen.insert(one.code, first);
                    out.told.refuse(row, Some(one.name), vec![format!("区划代码与第 {first} 行重复，请保留一行")]);
                }
                None => reads.push(one),
            },
            Ok(None) => above.push(row.number),
            Err(why) => out.told.refuse(row, row.text("name"), why),
        }
    }
    let mut table = Table::of(known);
    refuse_orphans(&table, &mut reads, asked, &mut out.told);
    for one in &reads {
        table.take(one, asked, &mut out);
    }
    let listed: BTreeSet<DivisionCode> = seen.into_keys().collect();
    table.leave_or_close(&listed, asked, &mut out);
    if !above.is_empty() {
        out.told.notes.push(format!("有 {} 行是县级及以上区划，不用收", above.len()));
    }
    out.moved = table.effects(known, &reads, asked, &mut out.told);
    out.versions = table.written.into_values().collect();
    out.told.in_order();
    out
}

/// A village needs its township: in the table, or (where the table is not complete) known.
fn refuse_orphans(table: &Table, reads: &mut Vec<Read>, asked: &DivisionsAsked<'_>, told: &mut TablePlan) {
    let towns: BTreeSet<DivisionCode> = reads.iter().filter(|r| r.level == Level::Town).map(|r| r.code).collect();
    let ended: BTreeSet<DivisionCode> = reads.iter().filter(|r| r.to.is_some()).map(|r| r.code).collect();
    reads.retain(|one| {
        let Some(town) = one.code.parent().filter(|_| one.level == Level::Village) else { return true };
        let there = towns.contains(&town) || (!asked.complete && table.now(&town, asked.from).is_some());
        if there && (!ended.contains(&town) || one.to.is_some()) {
            return true;
        }
        let sentence = if there {
            format!("上级 {town} 在表里已停用，请核对这个村归哪里")
        } else {
            format!("上级 {town} 不在表里，请先补上这个乡镇")
        };
        told.refused.push(RefusedRow { row: one.row, name: one.name.clone(), why: vec![sentence] });
        false
    });
}

/// Versions by code and first day, as known and as they become.
struct Table {
    versions: BTreeMap<DivisionCode, BTreeMap<Date, DivisionVersion>>,
    written: BTreeMap<(DivisionCode, Date), DivisionVersion>,
}

impl Table {
    /// Rows of today's table that never had a version hold since ever.
    fn of(known: &KnownDivisions) -> Self {
        let mut versions: BTreeMap<DivisionCode, BTreeMap<Date, DivisionVersion>> = BTreeMap::new();
        for version in &known.versions {
            versions.entry(version.code).or_default().insert(version.valid_from, version.clone());
        }
        for row in &known.today {
            versions.entry(row.code).or_insert_with(|| {
                let bare = DivisionVersion {
                    code: row.code,
                    valid_from: SINCE_EVER,
                    valid_to: None,
                    name: row.name.clone(),
                    level: row.level,
                    source: String::new(),
                };
                BTreeMap::from([(SINCE_EVER, bare)])
            });
        }
        Self { versions, written: BTreeMap::new() }
    }

    /// The version that holds on a day.
    fn now(&self, code: &DivisionCode, day: Date) -> Option<&DivisionVersion> {
        self.versions.get(code)?.values().find(|v| v.holds_on(day))
    }

    fn last(&self, code: &DivisionCode) -> Option<&DivisionVersion> {
        self.versions.get(code)?.values().next_back()
    }

    fn write(&mut self, version: DivisionVersion) {
        self.written.insert((version.code, version.valid_from), version.clone());
        self.versions.entry(version.code).or_default().insert(version.valid_from, version);
    }

    fn take(&mut self, one: &Read, asked: &DivisionsAsked<'_>, out: &mut DivisionPlan) {
        let told = &mut out.told;
        let mut line = TableLine {
            row: Some(one.row),
            key: one.code.as_str().to_owned(),
            name: one.name.clone(),
            remark: if is_quasi(&one.code) {
                "类似乡镇、村的区域，是否要设站点看口径".into()
            } else {
                String::new()
            },
            ..TableLine::default()
        };
        let refuse = |told: &mut TablePlan, why: String| {
            told.refused.push(RefusedRow { row: one.row, name: one.name.clone(), why: vec![why] });
        };
        let Some(last) = self.last(&one.code).cloned() else {
            if one.to.is_some() {
                return refuse(told, "停用的区划库里没有登记过，请删去这一行".into());
            }
            let from = one.from.unwrap_or(asked.from);
            self.write(self.opened(one, from, asked.source));
            told.added.push(line);
            return;
        };
        if let Some(to) = one.to {
            return match last.valid_to {
                Some(known) if known == to => told.unchanged += 1,
                Some(_) | None if to <= last.valid_from => {
                    refuse(told, format!("停用日期早于库里的启用日期 {}，请核对", last.valid_from));
                }
                Some(_) | None => {
                    line.changes.extend(FieldChange::between("停用日期", text(last.valid_to), text(Some(to))));
                    told.removed.push(line);
                    self.write(DivisionVersion { valid_to: Some(to), source: asked.source.to_owned(), ..last });
                }
            };
        }
        let from = one.from.filter(|day| *day > last.valid_from).unwrap_or(asked.from);
        match self.now(&one.code, from).cloned() {
            Some(held) if held.name == one.name => told.unchanged += 1,
            _ if last.valid_from > from => {
                refuse(told, format!("{} 起已另有登记，请改用更晚的日期", date_text_with_year(last.valid_from)));
            }
            Some(held) => {
                line.changes.extend(FieldChange::between("区划名称", &*held.name, &*one.name));
                told.changed.push(line);
                if held.valid_from < from {
                    self.write(DivisionVersion { valid_to: Some(from), ..held.clone() });
                }
                // A new name does not undo an end that is announced.
                let named = self.opened(one, from, asked.source);
                self.write(DivisionVersion { valid_to: held.valid_to, ..named });
            }
            None => {
                line.remark = "停用过，重新启用".into();
                told.added.push(line);
                self.write(self.opened(one, from, asked.source));
            }
        }
    }

    fn opened(&self, one: &Read, from: Date, source: &str) -> DivisionVersion {
        DivisionVersion {
            code: one.code,
            valid_from: from,
            valid_to: None,
            name: one.name.clone(),
            level: one.level,
            source: source.to_owned(),
        }
    }

    /// What the table does not list. A refused row may be any division, its code may be what is
    /// damaged: while one is refused, nothing is closed.
    fn leave_or_close(&mut self, listed: &BTreeSet<DivisionCode>, asked: &DivisionsAsked<'_>, out: &mut DivisionPlan) {
        let absent: Vec<DivisionVersion> = self
            .versions
            .iter()
            .filter(|(code, _)| !listed.contains(code))
            .filter_map(|(_, own)| own.values().find(|v| v.holds_on(asked.from)).cloned())
            .collect();
        let held_up = !out.told.refused.is_empty();
        if asked.complete && held_up && !absent.is_empty() {
            let many = absent.len();
            out.told.notes.push(format!("有行没收下，表里没有的 {many} 个区划先不停用，改好后再传一次"));
        }
        for version in absent {
            let mut line =
                TableLine { key: version.code.as_str().to_owned(), name: version.name.clone(), ..TableLine::default() };
            let later = self.last(&version.code).is_some_and(|last| last.valid_from > asked.from);
            let ends = version.valid_to.is_some();
            if asked.complete && !held_up && !later && !ends && version.valid_from < asked.from {
                line.changes.extend(FieldChange::between("停用日期", "", text(Some(asked.from))));
                line.remark = "完整的表里没有，从这一天起停用".into();
                out.told.removed.push(line);
                self.write(DivisionVersion { valid_to: Some(asked.from), source: asked.source.to_owned(), ..version });
            } else {
                out.told.not_in_file.push(line);
            }
        }
    }

    fn holding(&self, day: Date) -> BTreeMap<DivisionCode, &str> {
        let held = self.versions.values().filter_map(|own| own.values().find(|v| v.holds_on(day)));
        held.map(|v| (v.code, v.name.as_str())).collect()
    }

    /// What it does to the stations: who loses a division, who is still without one, the parts of
    /// coverage on the day when everything in the table holds.
    fn effects(
        &self,
        known: &KnownDivisions,
        reads: &[Read],
        asked: &DivisionsAsked<'_>,
        told: &mut TablePlan,
    ) -> Moved {
        if self.written.is_empty() {
            return Moved::default();
        }
        let days = reads.iter().flat_map(|r| [r.from, r.to]).flatten().chain([asked.from]);
        let after_day = days.max().unwrap_or(asked.from);
        let before = Self::of(known);
        let (was, now) = (before.holding(asked.from), self.holding(after_day));
        let open: BTreeSet<DivisionCode> = known.stations.iter().filter(|s| s.open).map(|s| s.code).collect();
        let served: BTreeSet<DivisionCode> =
            known.serves.iter().filter(|(_, by)| open.contains(by)).map(|(division, _)| *division).collect();
        let lost: Vec<String> = known
            .stations
            .iter()
            .filter(|s| was.contains_key(&s.code) && !now.contains_key(&s.code))
            .map(|s| s.name.clone())
            .collect();
        if !lost.is_empty() {
            told.notes.push(format!("这些站点所在的区划停用，请到站点页改登或撤并：{}", named(&lost)));
        }
        let bare: Vec<String> = now
            .iter()
            .filter(|(code, _)| !was.contains_key(code) && !served.contains(code))
            .map(|(_, name)| (*name).to_owned())
            .collect();
        if !bare.is_empty() {
            told.notes.push(format!("新增的区划还没有站点：{}", named(&bare)));
        }
        let written: Vec<&DivisionVersion> = self.written.values().collect();
        let (all, notes) = moved(&was, &written, (&known.stations, &known.ties));
        told.notes.extend(notes);
        let parts = |codes: &BTreeMap<DivisionCode, &str>| {
            format!("{}/{}", codes.keys().filter(|c| served.contains(c)).count(), codes.len())
        };
        let before = if was.is_empty() { String::new() } else { format!("现在 {}，", parts(&was)) };
        let after = format!("{}起 {}", date_text_with_year(after_day), parts(&now));
        told.notes.push(format!("有在用站点的区划：{before}{after}"));
        all
    }
}

fn text(day: Option<Date>) -> String {
    day.map(|d| d.to_string()).unwrap_or_default()
}

#[cfg(test)]
mod tests;
