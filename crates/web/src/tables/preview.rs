//! Preview of a staged table and its confirmation (预览、收下): exactly what was seen is done, once.

use axum::{
    extract::{Path, State},
    http::StatusCode,
};
use domain::base::{FieldChange, ImportId, TableKind, TableLine, TablePlan, date_text_with_year, shanghai_text};
use services::{
    Failure,
    tables::{TableOutcome, TableRefusal, TableView, publish, view},
};

use super::{
    LineList, LineRow, RefusedLine, TableDonePage, TablePreviewPage,
    upload::named,
    words::{Words, words},
};
use crate::{
    base::paths,
    door::{App, Oops, Posted, Reply, Seat, address, blocking, go, id, show, show_as},
};

/// Rows of a group that are listed; the count says how many there are.
const LISTED: usize = 200;

pub(crate) async fn page(State(app): State<App>, seat: Seat, Path((kind, import)): Path<(String, String)>) -> Reply {
    let (kind, wanted) = (named(&kind)?, id::<ImportId>(&import)?);
    let found = load(&app, &seat, kind, wanted).await?;
    match (&found.plan, &found.outcome) {
        (Some(plan), _) => show(&preview(&app, &seat, wanted, &found, plan)),
        (None, Some(outcome)) => show(&done(&app, &seat, &found, outcome)),
        (None, None) => Err(Oops::not_found()),
    }
}

async fn load(app: &App, seat: &Seat, kind: TableKind, wanted: ImportId) -> Result<TableView, Oops> {
    let (bureau, desk) = (app.bureau().clone(), seat.desk.clone());
    match blocking(move || view(&bureau, &desk, kind, wanted)).await? {
        Ok(found) => Ok(found),
        // A table that was overtaken by a later one cannot be taken any more.
        Err(Failure::Refused(refusal)) => Err(Oops::unreadable(refusal.to_string())),
        Err(other) => Err(other.into()),
    }
}

/// As "区划表：新设 2，改名 1，3 行没收下".
fn heading(label: &str, words: &Words, counts: [u64; 3], refused: usize, idle: bool) -> String {
    let named = words.groups.iter().zip(counts).filter(|(_, n)| *n > 0);
    let mut parts: Vec<String> = named.map(|(word, n)| format!("{word} {n}")).collect();
    if parts.is_empty() {
        parts.push(if idle { "没有变化".into() } else { "数值没有变化".into() });
    }
    if refused > 0 {
        parts.push(format!("{refused} 行没收下"));
    }
    format!("{label}：{}", parts.join("，"))
}

fn preview(app: &App, seat: &Seat, wanted: ImportId, found: &TableView, plan: &TablePlan) -> TablePreviewPage {
    let (kind, said) = (found.kind, words(found.kind));
    let (added, changed, removed) = plan.sizes();
    let all = added + changed + removed;
    let mut reading = vec![format!("{} 行", plan.rows)];
    if found.settings.complete {
        reading.push("按完整的表".into());
    }
    if said.day.is_some() {
        reading.push(date_text_with_year(found.settings.as_of));
    }
    let notes = plan.renewal.iter().chain(&plan.notes).chain(&found.notes).cloned().collect();
    let confirm = match (all, &plan.renewal) {
        (0, None) => None,
        (0, Some(_)) => Some("收下，改日期".into()),
        (n, _) => Some(format!("收下 {n} 处变化")),
    };
    let title = heading(kind.label(), &said, [added, changed, removed], plan.refused.len(), plan.is_idle());
    TablePreviewPage {
        frame: app.frame(seat, title),
        kind: kind.as_str().into(),
        label: kind.label().into(),
        id: wanted.to_string(),
        file_name: found.file_name.clone(),
        reading: reading.join("，"),
        notes,
        lists: lists(&said, plan),
        confirm,
        added,
        changed,
        removed,
    }
}

fn lists(words: &Words, plan: &TablePlan) -> Vec<LineList> {
    let [added, changed, removed] = words.groups;
    let refused: Vec<LineRow> = plan
        .refused
        .iter()
        .take(LISTED)
        .map(|r| LineRow {
            row: r.row.to_string(),
            code: String::new(),
            name: r.name.clone(),
            sentence: r.why.join("；"),
        })
        .collect();
    vec![
        group("没收下", plan.refused.len(), refused, true),
        group(changed, plan.changed.len(), rows(&plan.changed, ""), true),
        group(removed, plan.removed.len(), rows(&plan.removed, ""), true),
        group(added, plan.added.len(), rows(&plan.added, "新增"), false),
        group("表里没有", plan.not_in_file.len(), rows(&plan.not_in_file, "保持不变"), false),
        LineList { count: plan.unchanged, ..group("没有变化", 0, Vec::new(), false) },
    ]
}

fn group(label: &str, count: usize, rows: Vec<LineRow>, open: bool) -> LineList {
    let more = count - rows.len();
    LineList { label: label.into(), count: count as u64, more: more as u64, rows, open }
}

fn rows(lines: &[TableLine], otherwise: &str) -> Vec<LineRow> {
    let row = |line: &TableLine| {
        let mut parts: Vec<String> = line.changes.iter().map(change).collect();
        parts.extend((!line.remark.is_empty()).then(|| line.remark.clone()));
        if parts.is_empty() {
            parts.push(otherwise.to_owned());
        }
        LineRow {
            row: line.row.map(|n| n.to_string()).unwrap_or_default(),
            code: line.key.clone(),
            name: line.name.clone(),
            sentence: parts.join("；"),
        }
    };
    lines.iter().take(LISTED).map(row).collect()
}

fn change(c: &FieldChange) -> String {
    match (c.before.is_empty(), c.after.is_empty()) {
        (true, _) => format!("{}：{}", c.field, c.after),
        (false, true) => format!("{} {} → 空", c.field, c.before),
        (false, false) => format!("{} {} → {}", c.field, c.before, c.after),
    }
}

fn done(app: &App, seat: &Seat, found: &TableView, outcome: &TableOutcome) -> TableDonePage {
    let (kind, said) = (found.kind, words(found.kind));
    let [added, changed, removed] = said.groups;
    // Who did it is on record as number and name; here the name says enough.
    let by = found.taken.as_ref().map(|(at, by)| format!("{}，{}", crate::base::actor_name(by), shanghai_text(*at)));
    TableDonePage {
        frame: app.frame(seat, format!("{}已收下", kind.label())),
        kind: kind.as_str().into(),
        label: kind.label().into(),
        sentence: format!(
            "{added} {}，{changed} {}，{removed} {}，没有变化 {}",
            outcome.added, outcome.changed, outcome.removed, outcome.unchanged
        ),
        file_name: found.file_name.clone(),
        by: by.unwrap_or_default(),
        notes: outcome.notes.clone(),
        refused: outcome.refused.iter().map(|(row, why)| RefusedLine { row: *row, why: why.join("；") }).collect(),
        after: said.after,
    }
}

pub(crate) async fn submit(
    State(app): State<App>,
    seat: Seat,
    Path((kind, import)): Path<(String, String)>,
    form: Posted,
) -> Reply {
    let (kind, wanted) = (named(&kind)?, id::<ImportId>(&import)?);
    // What the preview promised; a form without it promises nothing that exists.
    let promised = |name: &str| form.number::<u64>(name).unwrap_or(u64::MAX);
    let expected = (promised("added"), promised("changed"), promised("removed"));
    let (bureau, desk, key) = (app.bureau().clone(), seat.desk.clone(), form.key());
    let here = paths::table_preview(kind.as_str(), &import);
    match blocking(move || publish(&bureau, &desk, kind, wanted, Some(expected), key.as_deref())).await? {
        // The address of the preview shows what was done, once it is done.
        Ok(_) => go(&address(&here, &[("done", "1")])),
        Err(Failure::Refused(TableRefusal::Done)) => go(&here),
        Err(Failure::Refused(refusal)) => {
            let found = load(&app, &seat, kind, wanted).await?;
            let Some(plan) = &found.plan else { return Err(Oops::not_found()) };
            let mut page = preview(&app, &seat, wanted, &found, plan);
            page.frame = page.frame.with_problem("", &refusal.to_string());
            show_as(StatusCode::CONFLICT, &page)
        }
        Err(other) => Err(other.into()),
    }
}
