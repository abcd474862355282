//! Taking the province's export (导入省级平台导出): its rows are kept as they are, and each item of ours
//! is published or not as they say.
//!
//! Deliberately not here: the list of differences, which is computed whenever somebody looks at it.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{
    ProvinceItem, ProvinceState,
    differences::best,
    export::read,
    matching::{Codes, folded},
};
use crate::{
    base::{FieldChange, TableLine, TablePlan, TableRow, date_text_with_year, named},
    catalogue::{CurrentItem, Status},
};

/// How the export is to be taken.
#[derive(Debug, Clone, Copy)]
pub struct PublicationAsked {
    /// The day the export speaks of.
    pub as_of: Date,
    /// It lists everything the platform has of this county.
    pub complete: bool,
    /// The day of the export taken last, if any.
    pub last: Option<Date>,
}

/// The plan, and what carrying it out writes.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PublicationPlan {
    /// What is told.
    pub told: TablePlan,
    /// The platform's list from now on.
    pub kept: Vec<ProvinceItem>,
    /// Places of our items in the list given, with whether they are published.
    pub marks: Vec<(usize, bool)>,
}

/// Event: the province's export was taken.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PublicationImported {
    /// Name of the file.
    pub file_name: String,
    /// SM3 of the file's bytes.
    pub file_digest: String,
    /// The day it speaks of.
    pub as_of: Date,
    /// Whether it was declared complete.
    pub complete: bool,
    /// Rows in the file.
    pub rows: u64,
    /// Items of ours found published that were not known to be.
    pub published: u64,
    /// Items of ours found not published that were not known to be so.
    pub unpublished: u64,
    /// Rows refused.
    pub refused: u64,
}

/// Plans an export. `before` is the platform's list as known.
pub fn plan_publication(
    items: &[CurrentItem],
    before: &[ProvinceItem],
    rows: &[TableRow],
    asked: PublicationAsked,
) -> PublicationPlan {
    let mut out = PublicationPlan::default();
    out.told.rows = rows.len() as u64;
    let listed = listed(rows, &mut out.told);
    let old: BTreeMap<String, &ProvinceItem> = before.iter().map(|p| (folded(&p.code), p)).collect();
    for (row, item) in listed.values() {
        compare(old.get(&folded(&item.code)).copied(), *row, item, &mut out.told);
    }
    let held_up = asked.complete && !out.told.refused.is_empty();
    let whole = asked.complete && !held_up;
    for (code, gone) in old.iter().filter(|(code, _)| !listed.contains_key(*code)) {
        let line = TableLine { key: gone.code.clone(), name: gone.name.clone(), ..TableLine::default() };
        if whole {
            out.told.removed.push(TableLine { remark: "省级平台不再列出".into(), ..line });
        } else {
            out.told.not_in_file.push(line);
            out.kept.push((*old[code]).clone());
        }
    }
    let numbers: BTreeMap<String, u32> = listed.iter().map(|(code, (row, _))| (code.clone(), *row)).collect();
    out.kept.extend(listed.into_values().map(|(_, item)| item));
    out.kept.sort_by(|a, b| a.code.cmp(&b.code));
    mark(items, &numbers, whole, &mut out);
    if held_up {
        out.told.notes.push("有行没收下，没列出的事项先不改为未发布，改好后再传一次".into());
    }
    if out.told.sizes() == (0, 0, 0) && asked.last.is_some_and(|last| last < asked.as_of) {
        out.told.renewal = Some(format!("内容没有变化，统计日期改为 {}", date_text_with_year(asked.as_of)));
    }
    out.told.in_order();
    out
}

/// Rows that can be taken, by folded code.
fn listed(rows: &[TableRow], told: &mut TablePlan) -> BTreeMap<String, (u32, ProvinceItem)> {
    let mut out: BTreeMap<String, (u32, ProvinceItem)> = BTreeMap::new();
    let mut silent = 0_usize;
    for row in rows {
        match read(row) {
            Err(why) => told.refuse(row, row.text("name"), why),
            Ok((item, says_nothing)) => match out.get(&folded(&item.code)) {
                Some((first, same)) if *same == item => {
                    told.notes.push(format!("第 {} 行与第 {first} 行完全相同，只算一行", row.number));
                }
                Some((first, _)) => {
                    let why = format!("编码与第 {first} 行相同、内容不同，请保留一行");
                    told.refuse(row, Some(item.name), vec![why]);
                }
                None => {
                    silent += usize::from(says_nothing);
                    out.insert(folded(&item.code), (row.number, item));
                }
            },
        }
    }
    if silent > 0 {
        told.notes.push(format!("有 {silent} 行没写状态，按“已发布”算"));
    }
    out
}

fn compare(old: Option<&ProvinceItem>, row: u32, item: &ProvinceItem, told: &mut TablePlan) {
    let mut line =
        TableLine { row: Some(row), key: item.code.clone(), name: item.name.clone(), ..TableLine::default() };
    let Some(old) = old else {
        line.remark = format!("{}，{}", item.department, item.state.label());
        told.added.push(line);
        return;
    };
    line.changes = [
        FieldChange::between("省级名称", &*old.name, &*item.name),
        FieldChange::between("省级部门", &*old.department, &*item.department),
        FieldChange::between("省级状态", old.state.label(), item.state.label()),
        FieldChange::between("省级版本", &*old.version_text, &*item.version_text),
        FieldChange::between("省级编码", &*old.code, &*item.code),
    ]
    .into_iter()
    .flatten()
    .collect();
    if line.changes.is_empty() && old.raw != item.raw {
        line.changes.extend(FieldChange::between("其他列", "", "表中其他列的内容有变"));
    }
    if line.changes.is_empty() {
        told.unchanged += 1;
    } else {
        told.changed.push(line);
    }
}

/// Which of our items are published. `kept` is the platform's list as it is now known; an item that
/// it does not list is not published where the list is whole, and stays as it is elsewhere.
fn mark(items: &[CurrentItem], numbers: &BTreeMap<String, u32>, whole: bool, out: &mut PublicationPlan) {
    let codes = Codes::of(items.iter().map(|i| &i.content));
    let mut rows: BTreeMap<usize, Vec<&ProvinceItem>> = BTreeMap::new();
    for entry in &out.kept {
        for at in codes.find(&entry.code) {
            rows.entry(at).or_default().push(entry);
        }
    }
    let mut waiting = Vec::new();
    for (at, item) in items.iter().enumerate() {
        match item.content.status {
            Status::InUse | Status::Suspended => {}
            Status::Cancelled | Status::Draft => continue,
        }
        let entry = rows.get(&at).and_then(|r| best(r));
        let (published, why) = match entry {
            Some(entry) if entry.state == ProvinceState::Published => (true, String::new()),
            Some(entry) => (false, format!("省级平台上是“{}”", entry.state.label())),
            None if whole => (false, "省级平台没有列出".to_owned()),
            None => continue,
        };
        if item.content.standing.published == Some(published) {
            continue;
        }
        if let Some(day) = item.waiting {
            waiting.push(format!("{}（{day}）", item.content.name));
            continue;
        }
        let number = entry.and_then(|e| numbers.get(&folded(&e.code)).copied());
        let word = |known: Option<bool>| known.map_or("未知", |yes| if yes { "是" } else { "否" });
        let line = TableLine {
            row: number,
            key: item.content.code.clone(),
            name: item.content.name.clone(),
            changes: FieldChange::between("省级平台发布", word(item.content.standing.published), word(Some(published)))
                .into_iter()
                .collect(),
            remark: why,
        };
        out.marks.push((at, published));
        out.told.changed.push(line);
    }
    if !waiting.is_empty() {
        out.told.notes.push(format!("有待生效的版本，先不改：{}", named(&waiting)));
    }
}

#[cfg(test)]
mod tests;
