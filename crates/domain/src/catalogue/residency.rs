//! Taking the residency list (导入进驻清单): which items have moved into the hall, and for those that have
//! not, the entry in the exemption list (进驻负面清单, domain §4.3: reason, basis, approval number, actual
//! place, from, to).
//!
//! Deliberately not here: what an exemption does to the figure, which the profile says.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{Content, Exemption, ExemptionReason, Status, exemption::missing};
use crate::base::{
    FieldChange, ItemId, RefusedRow, TableLine, TablePlan, TableRow, fold, fold_name, named, parse_date,
};

/// Keys of the cells.
pub const COLUMNS: [&str; 13] = [
    "code",
    "name",
    "department",
    "resident",
    "mode",
    "window",
    "reason",
    "reason_code",
    "basis",
    "approval_no",
    "place",
    "from",
    "to",
];

/// An item as tables of other offices are held against it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CurrentItem {
    /// Id.
    pub id: ItemId,
    /// Version in force.
    pub version: i64,
    /// Name of its department.
    pub department: String,
    /// First day of a version that waits; `None` = none waits.
    pub waiting: Option<Date>,
    /// What the version in force says.
    pub content: Content,
}

/// The plan, and what carrying it out writes.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ResidencyPlan {
    /// What is told.
    pub told: TablePlan,
    /// Places of our items in the list given, with their content as it becomes.
    pub contents: Vec<(usize, Content)>,
}

/// Event: a residency list was taken.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ResidencyImported {
    /// Name of the file.
    pub file_name: String,
    /// SM3 of the file's bytes.
    pub file_digest: String,
    /// Rows in the file.
    pub rows: u64,
    /// Items changed.
    pub changed: u64,
    /// Of these, now in the hall.
    pub resident: u64,
    /// Of these, exempt.
    pub exempt: u64,
    /// Rows refused.
    pub refused: u64,
}

/// A row as read.
struct Read {
    resident: bool,
    given: Exemption,
    said: BTreeSet<&'static str>,
    raw: Vec<(&'static str, String)>,
}

/// Plans a residency list.
pub fn plan_residency(items: &[CurrentItem], rows: &[TableRow], today: Date) -> ResidencyPlan {
    let mut out = ResidencyPlan::default();
    out.told.rows = rows.len() as u64;
    let mut by_code: HashMap<String, usize> = HashMap::new();
    for (at, item) in items.iter().enumerate() {
        for old in &item.content.guide.replaces {
            by_code.entry(fold(old)).or_insert(at);
        }
    }
    by_code.extend(items.iter().enumerate().map(|(at, item)| (fold(&item.content.code), at)));
    let mut by_name: HashMap<String, Vec<&str>> = HashMap::new();
    for item in items {
        by_name.entry(fold_name(&item.content.name)).or_default().push(&item.content.code);
    }
    let mut seen: BTreeMap<usize, u32> = BTreeMap::new();
    let mut notes = Notes::default();
    for row in rows {
        let place = row.text("code").and_then(|code| by_code.get(&fold(&code)).copied());
        let refuse = |why: Vec<String>| RefusedRow { row: row.number, name: row.text("name").unwrap_or_default(), why };
        match (read(row), place) {
            (Err(why), _) => out.told.refused.push(refuse(why)),
            (Ok(_), None) => out.told.refused.push(refuse(vec![unknown_code(row, &by_name)])),
            (Ok(one), Some(at)) => {
                if let Some(first) = seen.get(&at) {
                    out.told.refused.push(refuse(vec![format!("与第 {first} 行是同一事项，请保留一行")]));
                    continue;
                }
                seen.insert(at, row.number);
                if let Some(day) = items[at].waiting {
                    out.told.refused.push(refuse(vec![format!("这项有 {day} 才生效的版本，请等生效后再导入")]));
                    continue;
                }
                if items[at].content.status == Status::Cancelled {
                    out.told.refused.push(refuse(vec!["这项已取消，请先恢复使用，或删去这一行".into()]));
                    continue;
                }
                take(&items[at], at, row, &one, today, &mut notes, &mut out);
            }
        }
    }
    for (at, item) in items.iter().enumerate() {
        if item.content.status == Status::InUse && !item.content.item_type.is_ex_officio() && !seen.contains_key(&at) {
            let (key, name) = (item.content.code.clone(), item.content.name.clone());
            out.told.not_in_file.push(TableLine { key, name, ..TableLine::default() });
        }
    }
    out.told.notes = notes.sentences();
    out.told.in_order();
    out
}

/// What the preview must say of several rows together.
#[derive(Default)]
struct Notes {
    incomplete: Vec<String>,
    kept: Vec<String>,
    expired: Vec<String>,
    renamed: Vec<String>,
}

impl Notes {
    fn sentences(&self) -> Vec<String> {
        [
            ("豁免要素不全，按未进驻计、不豁免", &self.incomplete),
            ("豁免要素不全，保留原来登记的豁免，请补齐", &self.kept),
            ("豁免已过截止日期，按未进驻计", &self.expired),
            ("名称与库里不同，按编码收下", &self.renamed),
        ]
        .into_iter()
        .filter(|(_, rows)| !rows.is_empty())
        .map(|(what, rows)| format!("{what}：{}", named(rows)))
        .collect()
    }
}

fn unknown_code(row: &TableRow, by_name: &HashMap<String, Vec<&str>>) -> String {
    let Some(code) = row.text("code") else { return "缺事项编码，请补上".into() };
    if code.contains('.') && (code.contains("E+") || code.contains("e+")) {
        return format!("编码“{code}”被表格软件变成了科学计数，请把该列设为文本后重填");
    }
    let name = row.text("name").map(|n| fold_name(&n)).unwrap_or_default();
    match by_name.get(&name).filter(|_| !name.is_empty()) {
        None => "事项库里没有这个编码，请核对，或先导入事项".into(),
        Some(codes) => {
            let candidates: Vec<String> = codes.iter().map(|code| (*code).to_owned()).collect();
            format!("事项库里没有这个编码；同名事项的编码是 {}", named(&candidates))
        }
    }
}

fn read(row: &TableRow) -> Result<Read, Vec<String>> {
    if row.ragged {
        return Err(vec!["这一行的格数与表头不同，请核对有没有多出的分隔符".into()]);
    }
    let mut why = Vec::new();
    let resident = match row.text("resident").as_deref() {
        Some("是" | "1" | "已进驻" | "进驻" | "√" | "全部进驻") => Some(true),
        Some("否" | "0" | "未进驻" | "不进驻" | "×" | "没有进驻") => Some(false),
        Some(other) => {
            why.push(format!("是否进驻“{other}”不认识，请写是或否"));
            None
        }
        None => {
            why.push("缺是否进驻，请写是或否".into());
            None
        }
    };
    let mut given = Exemption::default();
    let mut said = BTreeSet::new();
    if let Some(word) = row.text("reason_code") {
        match ExemptionReason::parse(&word) {
            Some(reason) => given.code = reason.as_str().into(),
            None => why.push(format!("原因类别“{word}”不认识，请写场地限制、国家秘密、法律另有规定或其他")),
        }
        said.insert("reason_code");
    }
    let texts = [
        ("reason", "不进驻原因", 300, &mut given.reason),
        ("basis", "依据", 300, &mut given.basis),
        ("approval_no", "批准文号", 100, &mut given.approval_no),
        ("place", "实际办理地点", 200, &mut given.place),
    ];
    for (key, label, most, slot) in texts {
        let Some(text) = row.text(key) else { continue };
        if text.chars().count() > most {
            why.push(format!("{label}最多 {most} 个字，请写短一些"));
        }
        *slot = text;
        said.insert(key);
    }
    for (key, label, slot) in [("from", "起始日期", &mut given.from), ("to", "截止日期", &mut given.to)] {
        let Some(text) = row.text(key) else { continue };
        said.insert(key);
        match parse_date(&text) {
            Ok(day) => *slot = Some(day),
            Err(_) if key == "to" && matches!(&*text, "长期" | "长期有效" | "无" | "/") => *slot = None,
            Err(flaw) => why.push(format!("{label}：{flaw}")),
        }
    }
    if let (Some(from), Some(to)) = (given.from, given.to)
        && to < from
    {
        why.push("截止日期早于起始日期，请核对".into());
    }
    let kept = [("mode", "进驻方式"), ("window", "进驻窗口")];
    let raw = kept.iter().filter_map(|(key, label)| Some((*label, row.text(key)?))).collect();
    match resident {
        Some(resident) if why.is_empty() => Ok(Read { resident, given, said, raw }),
        Some(_) | None => Err(why),
    }
}

/// What the exemption becomes: what the row says replaces, what it leaves blank stays.
fn merged(old: Option<&Exemption>, one: &Read) -> Exemption {
    let mut out = old.cloned().unwrap_or_default();
    let given = &one.given;
    let texts = [
        ("reason_code", &mut out.code, &given.code),
        ("reason", &mut out.reason, &given.reason),
        ("basis", &mut out.basis, &given.basis),
        ("approval_no", &mut out.approval_no, &given.approval_no),
        ("place", &mut out.place, &given.place),
    ];
    for (key, slot, text) in texts {
        if one.said.contains(key) {
            slot.clone_from(text);
        }
    }
    if one.said.contains("from") {
        out.from = given.from;
    }
    if one.said.contains("to") {
        out.to = given.to;
    }
    if let (true, Some(reason)) = (out.reason.is_empty(), ExemptionReason::parse(&out.code)) {
        out.reason = reason.label().into();
    }
    out
}

fn take(
    item: &CurrentItem,
    at: usize,
    row: &TableRow,
    one: &Read,
    today: Date,
    notes: &mut Notes,
    out: &mut ResidencyPlan,
) {
    let old = &item.content;
    let mut line =
        TableLine { row: Some(row.number), key: old.code.clone(), name: old.name.clone(), ..TableLine::default() };
    let mut new = old.clone();
    new.standing.resident = Some(one.resident);
    new.standing.exempt_hall = None;
    let here = format!("第 {} 行", row.number);
    if !one.resident {
        let exemption = merged(old.standing.exempt_hall.as_ref(), one);
        let lacks = missing(&exemption);
        if lacks.is_empty() {
            if exemption.to.is_some_and(|to| to < today) {
                line.remark = "豁免已过截止日期，按未进驻计".into();
                notes.expired.push(here.clone());
            } else if exemption.from.is_some_and(|from| today < from) {
                line.remark = "豁免还没到起始日期，之前按未进驻计".into();
            }
            new.standing.exempt_hall = Some(exemption);
        } else if old.standing.exempt_hall.is_some() {
            // Whether it counts is the day's matter; a list that is silent about it does not revoke it.
            line.remark = format!("豁免要素不全：缺{}，保留原来登记的豁免", lacks.join("、"));
            notes.kept.push(here.clone());
            new.standing.exempt_hall = Some(exemption);
        } else if !one.said.is_empty() {
            line.remark = format!("豁免缺{}，按未进驻计、不豁免", lacks.join("、"));
            notes.incomplete.push(here.clone());
        } else {
            line.remark = "没有豁免，按未进驻计".into();
        }
    }
    for (label, text) in &one.raw {
        new.raw.insert((*label).to_owned(), text.clone());
    }
    if row.text("name").is_some_and(|name| fold_name(&name) != fold_name(&old.name)) {
        notes.renamed.push(here);
    }
    if new == *old {
        out.told.unchanged += 1;
        return;
    }
    line.changes = changes(old, &new);
    out.told.changed.push(line);
    out.contents.push((at, new));
}

fn changes(old: &Content, new: &Content) -> Vec<FieldChange> {
    let flag = |f: Option<bool>| f.map_or("未知", |yes| if yes { "是" } else { "否" });
    let none = Exemption::default();
    let (was, is) =
        (old.standing.exempt_hall.as_ref().unwrap_or(&none), new.standing.exempt_hall.as_ref().unwrap_or(&none));
    let listed = |e: Option<&Exemption>| if e.is_some() { "已列入" } else { "没有列入" };
    let reason = |e: &Exemption| ExemptionReason::parse(&e.code).map_or("", ExemptionReason::label);
    let day = |d: Option<Date>| d.map(|d| d.to_string()).unwrap_or_default();
    let cell = |c: &Content, label: &str| c.raw.get(label).cloned().unwrap_or_default();
    [
        FieldChange::between("进驻大厅", flag(old.standing.resident), flag(new.standing.resident)),
        FieldChange::between(
            "进驻负面清单",
            listed(old.standing.exempt_hall.as_ref()),
            listed(new.standing.exempt_hall.as_ref()),
        ),
        FieldChange::between("原因类别", reason(was), reason(is)),
        FieldChange::between("不进驻原因", &*was.reason, &*is.reason),
        FieldChange::between("依据", &*was.basis, &*is.basis),
        FieldChange::between("批准文号", &*was.approval_no, &*is.approval_no),
        FieldChange::between("实际办理地点", &*was.place, &*is.place),
        FieldChange::between("起始日期", day(was.from), day(is.from)),
        FieldChange::between("截止日期", day(was.to), day(is.to)),
        FieldChange::between("进驻方式", cell(old, "进驻方式"), cell(new, "进驻方式")),
        FieldChange::between("进驻窗口", cell(old, "进驻窗口"), cell(new, "进驻窗口")),
    ]
    .into_iter()
    .flatten()
    .collect()
}

#[cfg(test)]
mod tests;
