//! The index over HTTP: its draft as a form, publishing it.

use std::collections::BTreeMap;

use axum::{extract::State, http::StatusCode};
use domain::{
    base::shanghai_text,
    people::{Act, authorise},
};
use services::{
    Failure,
    evaluation::{CountyIndex, IndexView},
    measures::SOURCES,
};

use super::{
    EvaluationIndexPage, IndexField, IndexLine, VersionRow,
    index_form::{HEAD, RULES, SPARE, TAIL, Typed, line_count, of, read},
    words,
};
use crate::{
    base::{Choice, Field, Link, Pick, paths},
    door::{App, Oops, Posted, Query, Reply, Seat, address, blocking, go, show, show_as},
};

const NAMES: [(&str, &str, &str); 2] = [("name", "名称", ""), ("source", "依据", "哪份文件、哪次会议")];
const SCORINGS: [(&str, &str); 4] =
    [("utility", "效用值法"), ("efficacy", "功效系数法"), ("steps", "分档"), ("deduction", "扣分")];

pub(super) async fn load(app: &App, seat: &Seat) -> Result<IndexView, Oops> {
    let (bureau, desk) = (app.bureau().clone(), seat.desk.clone());
    Ok(blocking(move || services::evaluation::index(&bureau, &desk, SOURCES)).await??)
}

fn typed(posted: &Posted) -> Typed {
    let mut out = Typed::new();
    for name in ["lines", "name", "source"].into_iter().chain(RULES.map(|(name, _, _)| name)) {
        out.insert(name.to_owned(), posted.text(name));
    }
    for n in 0..line_count(&out) {
        let heads = HEAD.iter().chain(&TAIL).map(|(name, _, _)| *name);
        for name in heads.chain(["measure", "direction", "scoring"]) {
            let name = format!("{name}-{n}");
            let text = posted.text(&name);
            out.insert(name, text);
        }
    }
    out
}

/// How deep each line stands, by its key.
fn depths(typed: &Typed, count: usize) -> BTreeMap<String, usize> {
    let text = |name: String| typed.get(&name).map(|t| t.trim().to_owned()).unwrap_or_default();
    let parents: BTreeMap<String, String> =
        (0..count).map(|n| (text(format!("key-{n}")), text(format!("parent-{n}")))).collect();
    let depth = |key: &String| {
        let up = std::iter::successors(parents.get(key), |p| parents.get(*p)).take(4);
        up.take_while(|p| !p.is_empty()).count() + 1
    };
    parents.keys().map(|key| (key.clone(), depth(key))).collect()
}

fn draw(app: &App, seat: &Seat, view: &IndexView, typed: &Typed, (version, wrong): (i64, &str)) -> EvaluationIndexPage {
    let text = |name: &str| typed.get(name).cloned().unwrap_or_default();
    let field = |name: String, label: &str, hint: &str, is_long| IndexField {
        field: Field::of(text(&name)),
        name,
        label: label.to_owned(),
        hint: hint.to_owned(),
        is_long,
    };
    let count = line_count(typed);
    let depths = depths(typed, count);
    let choice = |name: String, options: Vec<(&str, &str)>, usual: &str| {
        let chosen = text(&name);
        let chosen = if chosen.is_empty() { usual } else { &chosen };
        let pick = |(value, label): &(&str, &str)| Pick {
            value: (*value).to_owned(),
            label: (*label).to_owned(),
            chosen: *value == chosen,
        };
        let choice = Choice { options: options.iter().map(pick).collect(), problem: None };
        (name, choice)
    };
    let line = |n: usize| {
        let (key, name) = (text(&format!("key-{n}")), text(&format!("name-{n}")));
        let measures = std::iter::once(("", "一组指标")).chain(view.measures.iter().map(|m| (m.word, m.label)));
        IndexLine {
            summary: match key.trim() {
                "" => "添一项指标".to_owned(),
                _ => format!("{name}，权重 {}", text(&format!("weight-{n}"))),
            },
            depth: depths.get(key.trim()).copied().filter(|_| !key.trim().is_empty()).unwrap_or(1),
            is_open: wrong.ends_with(&format!("-{n}")),
            head: HEAD.map(|(f, label, hint)| field(format!("{f}-{n}"), label, hint, f == "meaning")).into(),
            measure: choice(format!("measure-{n}"), measures.collect(), ""),
            direction: choice(format!("direction-{n}"), vec![("higher", "越高越好"), ("lower", "越低越好")], "higher"),
            scoring: choice(format!("scoring-{n}"), SCORINGS.into(), "utility"),
            tail: TAIL.map(|(f, label, hint)| field(format!("{f}-{n}"), label, hint, false)).into(),
        }
    };
    let may_edit = authorise(&seat.desk, Act::EvaluationEdit, None).is_ok();
    let shown = if may_edit { count } else { count.saturating_sub(SPARE) };
    let group =
        |(key, name): (&str, &str)| Link::new(address(paths::EVALUATION_WEIGHTS, &[("group", key)]), name.to_owned());
    EvaluationIndexPage {
        frame: app.frame(seat, "指标体系"),
        may_edit,
        in_force: format!("{}，第 {} 版", view.in_force.index.name, view.in_force.index.version),
        version,
        is_changed: view.is_changed,
        findings: view.findings.iter().map(ToString::to_string).collect(),
        head: NAMES.map(|(name, label, hint)| field(name.to_owned(), label, hint, false)).into(),
        lines: (0..shown).map(line).collect(),
        rules: RULES.map(|(n, label, hint)| field(n.to_owned(), label, hint, n == "requirement")).into(),
        groups: view.draft.index.index.groups().map(|(key, name, _)| group((key, name))).collect(),
        versions: view
            .versions
            .iter()
            .map(|p| VersionRow {
                version: p.index.index.version,
                name: p.index.index.name.clone(),
                at: shanghai_text(p.at),
                source: p.index.source.clone(),
            })
            .collect(),
    }
}

/// What is shown: the draft to those who change it, the index in force to others.
fn shown<'v>(seat: &Seat, view: &'v IndexView) -> &'v CountyIndex {
    if authorise(&seat.desk, Act::EvaluationEdit, None).is_ok() { &view.draft.index } else { &view.in_force }
}

/// The page.
pub(crate) async fn page(State(app): State<App>, seat: Seat, query: Query) -> Reply {
    let view = load(&app, &seat).await?;
    let mut page = draw(&app, &seat, &view, &of(shown(&seat, &view)), (view.draft.version, ""));
    page.frame.notice = words::notice(&query.text("done")).map(str::to_owned);
    show(&page)
}

/// Saves the draft, or says what is to be mended.
pub(crate) async fn submit(State(app): State<App>, seat: Seat, posted: Posted) -> Reply {
    let view = load(&app, &seat).await?;
    let (typed, version) = (typed(&posted), posted.number("version").unwrap_or_default());
    let again = |field: &str, sentence: &str, status| {
        let mut page = draw(&app, &seat, &view, &typed, (version, field));
        let fields = page.lines.iter_mut().flat_map(|l| l.head.iter_mut().chain(&mut l.tail));
        let all = fields.chain(&mut page.head).chain(&mut page.rules);
        all.filter(|f| f.name == field).for_each(|f| f.field.problem = Some(sentence.to_owned()));
        page.frame = page.frame.with_problem(field, sentence);
        show_as(status, &page)
    };
    let new = match read(&typed, &view.draft.index) {
        Ok(new) => new,
        Err((field, sentence)) => return again(&field, &sentence, StatusCode::UNPROCESSABLE_ENTITY),
    };
    let (bureau, desk, key) = (app.bureau().clone(), seat.desk.clone(), posted.key());
    let done =
        blocking(move || services::evaluation::save_draft(&bureau, &desk, &new, version, key.as_deref())).await?;
    match done {
        Ok(_) => go(&address(paths::EVALUATION_INDEX, &[("done", "saved")])),
        Err(Failure::Stale) => {
            let sentence = "草稿刚被别人改过。您写的还在下面，请先复制留底，再打开这一页改";
            again("", sentence, StatusCode::CONFLICT)
        }
        Err(failure) => Err(failure.into()),
    }
}

/// Publishes the draft.
pub(crate) async fn publish(State(app): State<App>, seat: Seat, posted: Posted) -> Reply {
    let version = posted.number("version").unwrap_or_default();
    let (bureau, desk, key) = (app.bureau().clone(), seat.desk.clone(), posted.key());
    let done =
        blocking(move || services::evaluation::publish(&bureau, &desk, SOURCES, version, key.as_deref())).await?;
    match done {
        Ok(_) => go(&address(paths::EVALUATION_INDEX, &[("done", "published")])),
        Err(Failure::Refused(refusal)) => {
            let view = load(&app, &seat).await?;
            let mut page = draw(&app, &seat, &view, &of(&view.draft.index), (view.draft.version, ""));
            page.frame = page.frame.with_problem("", &refusal.to_string());
            show_as(StatusCode::UNPROCESSABLE_ENTITY, &page)
        }
        Err(failure) => Err(failure.into()),
    }
}
