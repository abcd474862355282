//! Two contents field by field (逐项比较), for previews and histories.
//!
//! Not here: names of departments, which only the caller knows.

use super::{
    Column, Content, Exemption, Form as ItemForm, FormField,
    cells::{Form, cell, form},
    detail::{DetailColumn, DetailSheet, details_of},
    words::short,
};

/// One field that differs. Texts have at most 60 characters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RowChange {
    /// Which.
    pub field: &'static str,
    /// Before.
    pub before: String,
    /// After.
    pub after: String,
}

/// Longest text of a side; what is cut is marked.
const MOST: usize = 60;

/// Every field in which two contents differ, by its label, in the order of the template. Departments
/// are compared by the caller, who knows their names. Cells of the file that no field takes are told in one line.
pub fn compare(old: &Content, new: &Content) -> Vec<RowChange> {
    let mut out = Vec::new();
    for column in Column::ALL.iter().copied() {
        // A material is more than its name, so materials, fees and questions are told by their sheets.
        if matches!(form(column), Form::Materials | Form::FeePart | Form::Faqs | Form::Exemption) {
            continue;
        }
        let (before, after) = (cell(old, "", column), cell(new, "", column));
        if before != after {
            out.push(change(column.label(), said(column, &before), said(column, &after)));
        }
    }
    exemptions(old, new, &mut out);
    details(old, new, &mut out);
    if old.guide.form != new.guide.form {
        let (before, after) = forms(old.guide.form.as_ref(), new.guide.form.as_ref());
        out.push(change("申请表", before, after));
    }
    if old.guide.theme != new.guide.theme {
        out.push(change("主题", plain(&old.guide.theme), plain(&new.guide.theme)));
    }
    if old.guide.blockers != new.guide.blockers {
        out.push(change("堵点", blockers(old), blockers(new)));
    }
    if out.is_empty() && old.department == new.department && old.raw != new.raw {
        out.push(change("其他列", "", "表中其他列的内容有变"));
    }
    out
}

fn change(field: &'static str, before: impl AsRef<str>, after: impl AsRef<str>) -> RowChange {
    RowChange { field, before: short(before.as_ref(), MOST), after: short(after.as_ref(), MOST) }
}

/// A cell in words: what the figures ask is "not known" when blank, what a guide tells is "not written".
fn said(column: Column, cell: &str) -> &str {
    if !cell.is_empty() {
        return cell;
    }
    match form(column) {
        Form::Flag | Form::Depth | Form::Visits | Form::Limit | Form::CaseKind | Form::Clients => "未知",
        Form::Text
        | Form::Words
        | Form::Key
        | Form::Level
        | Form::Exemption
        | Form::Materials
        | Form::Fee
        | Form::FeePart
        | Form::Faqs => "空",
    }
}

fn plain(text: &str) -> &str {
    if text.is_empty() { "空" } else { text }
}

fn exemptions(old: &Content, new: &Content, out: &mut Vec<RowChange>) {
    let (o, n) = (&old.standing, &new.standing);
    for (field, before, after) in [
        ("网上办理不计入", &o.exempt_online, &n.exempt_online),
        ("省平台发布不计入", &o.exempt_publication, &n.exempt_publication),
        ("进驻负面清单", &o.exempt_hall, &n.exempt_hall),
    ] {
        if before != after {
            out.push(change(field, exemption(before.as_ref()), exemption(after.as_ref())));
        }
    }
}

fn exemption(e: Option<&Exemption>) -> String {
    let Some(e) = e else { return "不在清单".into() };
    let mut parts = vec![e.reason.clone(), e.basis.clone(), e.approval_no.clone(), e.place.clone()];
    if let Some(from) = e.from {
        parts.push(format!("自 {from}"));
    }
    if let Some(to) = e.to {
        parts.push(format!("至 {to}"));
    }
    parts.retain(|p| !p.is_empty());
    parts.join("；")
}

/// Two forms by the fields that only one has or that differ; the same fields otherwise put are told by their number.
fn forms(old: Option<&ItemForm>, new: Option<&ItemForm>) -> (String, String) {
    let only = |these: &ItemForm, those: Option<&ItemForm>| -> String {
        let kept = |f: &&FormField| those.is_none_or(|form| form.field(&f.key) != Some(f));
        let labels: Vec<&str> = these.fields().filter(kept).map(|f| f.label.as_str()).collect();
        let count = format!("{} 页 {} 项", these.pages.len(), these.fields().count());
        if labels.is_empty() { count } else { format!("{count}：{}", labels.join("、")) }
    };
    let side = |this: Option<&ItemForm>, that| this.map_or_else(|| "默认表单".to_owned(), |form| only(form, that));
    (side(old, new), side(new, old))
}

fn blockers(c: &Content) -> String {
    let words: Vec<&str> = c.guide.blockers.iter().map(|(_, words)| words.as_str()).collect();
    plain(&words.join("；")).to_owned()
}

/// Detail sheets: the rows that only one side has, by their first cell; a row that both have under the
/// same name is told by the cells that differ.
fn details(old: &Content, new: &Content, out: &mut Vec<RowChange>) {
    let (before, after) = (details_of(old), details_of(new));
    for sheet in DetailSheet::ALL {
        let (old, new) = (before.rows(sheet), after.rows(sheet));
        if old == new {
            continue;
        }
        let first = sheet.columns()[0];
        let name = |row: &super::DetailCells| row.get(&first).cloned().unwrap_or_default();
        let only = |these: &[super::DetailCells], those: &[super::DetailCells]| -> String {
            let rows = these.iter().filter(|row| !those.contains(row));
            let words: Vec<String> = rows
                .map(|row| match those.iter().find(|r| name(r) == name(row)) {
                    Some(other) => format!("{}（{}）", name(row), cells_that_differ(row, other, sheet)),
                    None => name(row),
                })
                .collect();
            match (words.is_empty(), these.is_empty()) {
                (false, _) => words.join("、"),
                (true, true) => "空".into(),
                (true, false) => format!("{}条", these.len()),
            }
        };
        out.push(change(sheet.label(), only(old, new), only(new, old)));
    }
}

fn cells_that_differ(row: &super::DetailCells, other: &super::DetailCells, sheet: DetailSheet) -> String {
    let differ = |c: &&DetailColumn| row.get(c) != other.get(c);
    let cells: Vec<String> = sheet
        .columns()
        .iter()
        .filter(differ)
        .map(|c| format!("{}{}", c.label(), row.get(c).map_or("空", String::as_str)))
        .collect();
    cells.join("，")
}
