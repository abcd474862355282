//! The plan of an import as groups of rows (预览的分组), a part of each.

use domain::{
    base::date_text,
    catalogue::{Plan, PlannedRow},
};
use services::catalogue::refused_lines;

use super::{FieldLine, ImportRow, RowList};
use crate::{base::paths, door::address};

/// Rows of every group on the first page, and of one group on its own.
const GLANCED: usize = 50;
pub(super) const PART: usize = 100;

/// Which rows are drawn: the first of every group, or one part of one group.
pub(super) struct Part {
    /// Key of the group; empty = the first rows of all.
    pub(super) only: String,
    /// Part, from 1.
    pub(super) page: usize,
}

impl Part {
    fn pick<T, R>(&self, key: &str, all: &[T], draw: impl Fn(&T) -> R) -> Vec<R> {
        match (self.only.is_empty(), self.only == key) {
            (true, _) => all.iter().take(GLANCED).map(draw).collect(),
            (false, true) => all.iter().skip((self.page - 1) * PART).take(PART).map(draw).collect(),
            (false, false) => Vec::new(),
        }
    }
}

/// As "新增 12 项，变化 46 项，3 行没收下".
pub(super) fn heading(plan: &Plan) -> String {
    let mut parts = Vec::new();
    for (word, count) in [("新增", plan.added.len()), ("变化", plan.changed.len()), ("取消", plan.removed.len())]
    {
        if count > 0 {
            parts.push(format!("{word} {count} 项"));
        }
    }
    if parts.is_empty() {
        parts.push(if plan.refused.is_empty() {
            "和事项库一样，没有变化".into()
        } else {
            "没有变化".into()
        });
    }
    if !plan.refused.is_empty() {
        parts.push(format!("{} 行没收下", plan.refused.len()));
    }
    parts.join("，")
}

/// All groups in the order in which they want attention.
pub(super) fn lists(import: &str, plan: &Plan, part: &Part) -> Vec<RowList> {
    let refused = refused_lines(plan);
    let said = |row: u32, sentence: String| ImportRow {
        row: row.to_string(),
        name: String::new(),
        sentence,
        fields: Vec::new(),
    };
    let absent = |code: &String| ImportRow {
        row: String::new(),
        name: code.clone(),
        sentence: "表里没有，库里保持不变".into(),
        fields: Vec::new(),
    };
    let group = |key: &str, label: &str, count: usize, rows: Vec<ImportRow>, open: bool| RowList {
        key: key.into(),
        label: label.into(),
        count: count as u64,
        all: (rows.len() < count && !rows.is_empty())
            .then(|| address(&paths::import_preview(import), &[("group", key)])),
        rows,
        open,
    };
    let day = |r: &PlannedRow| r.effective_on.map(|d| format!("{}起生效", date_text(d))).unwrap_or_default();
    vec![
        group(
            "refused",
            "没收下",
            refused.len(),
            part.pick("refused", &refused, |(row, flaws)| said(*row, flaws.join("；"))),
            true,
        ),
        group(
            "changed",
            "有变化",
            plan.changed.len(),
            part.pick("changed", &plan.changed, |r| planned(r, day(r))),
            true,
        ),
        group(
            "removed",
            "将取消",
            plan.removed.len(),
            part.pick("removed", &plan.removed, |r| bare(r, format!("{}的完整清单里没有，将改为取消", r.department))),
            true,
        ),
        group(
            "added",
            "新增",
            plan.added.len(),
            part.pick("added", &plan.added, |r| {
                let day = day(r);
                let comma = if day.is_empty() { "" } else { "，" };
                bare(r, format!("{}{comma}{day}", r.department))
            }),
            false,
        ),
        group(
            "noted",
            "请留意",
            plan.notes.len(),
            part.pick("noted", &plan.notes, |(row, note)| said(*row, note.clone())),
            true,
        ),
        group("absent", "表里没有", plan.not_in_file.len(), part.pick("absent", &plan.not_in_file, absent), false),
        group("unchanged", "没有变化", usize::try_from(plan.unchanged).unwrap_or(usize::MAX), Vec::new(), false),
    ]
}

fn bare(row: &PlannedRow, sentence: String) -> ImportRow {
    ImportRow {
        row: row.number.map(|n| n.to_string()).unwrap_or_default(),
        name: row.content.name.clone(),
        sentence,
        fields: Vec::new(),
    }
}

fn planned(row: &PlannedRow, sentence: String) -> ImportRow {
    ImportRow { fields: row.changes.iter().map(FieldLine::of).collect(), ..bare(row, sentence) }
}
