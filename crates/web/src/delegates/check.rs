//! The check over HTTP (授权核查).

use axum::{extract::State, http::StatusCode};
use domain::base::{parse_date, shanghai_text};
use jiff::civil::Date;
use services::delegates::{
    AppointmentLetter, AuthorizationLetter, BareDecisionLine, Exercise, Findings, LackingLine, LetterEnd,
    UnauthorisedLine,
};

use super::{DecisionRow, DelegateCheckPage, ExerciseRow, FindingList, FindingRow, words};
use crate::{
    base::{Field, Link, paths},
    door::{App, Oops, Query, Reply, Seat, blocking, show, show_as},
};

pub(super) async fn load(app: &App, seat: &Seat, on: Option<Date>) -> Result<Findings, Oops> {
    let (bureau, desk) = (app.bureau().clone(), seat.desk.clone());
    Ok(blocking(move || services::delegates::findings(&bureau, &desk, on)).await??)
}

/// `?on=` the day, today without one.
pub(crate) async fn page(State(app): State<App>, seat: Seat, query: Query) -> Reply {
    let typed = query.text("on");
    let (on, problem) = match typed.trim() {
        "" => (None, None),
        text => match parse_date(text) {
            Ok(day) => (Some(day), None),
            Err(flaw) => (None, Some(flaw.to_string())),
        },
    };
    let found = load(&app, &seat, on).await?;
    let mut page = draw(&app, &seat, &found);
    let Some(sentence) = problem else { return show(&page) };
    page.frame = page.frame.with_problem("on", &sentence);
    page.on = Field::wrong(typed, sentence);
    show_as(StatusCode::UNPROCESSABLE_ENTITY, &page)
}

fn draw(app: &App, seat: &Seat, found: &Findings) -> DelegateCheckPage {
    let title = match found.count() {
        0 => "授权核查：没有要看的".to_owned(),
        n => format!("授权核查：有 {n} 处要看"),
    };
    let all = found.authorised + found.unauthorised.len() as u64;
    let span = format!("{} 至 {}", found.since, found.on);
    let shown = match found.decisions.len() as u64 {
        shown if shown < found.decisions_count => format!("，这里列最近 {shown} 件"),
        _ => String::new(),
    };
    DelegateCheckPage {
        frame: app.frame(seat, title),
        on: Field::of(found.on.to_string()),
        summary: format!("{all} 项进驻事项，{} 项有代表在窗口决定", found.authorised),
        lists: lists(found),
        lacking: found.lacking.iter().map(lacking).collect(),
        lacking_words: format!("{span} 共 {} 次", found.lacking_count),
        decisions: found.decisions.iter().map(decision).collect(),
        decisions_words: format!("{span} 共 {} 件{shown}", found.decisions_count),
        exercise: found.exercise.iter().map(exercise).collect(),
        since: span,
    }
}

/// Every list that has something in it, the most pressing first.
fn lists(found: &Findings) -> Vec<FindingList> {
    let named = |heading: &str, unit: &str, advice: &str, rows: Vec<FindingRow>| FindingList {
        heading: format!("{heading}（{} {unit}）", rows.len()),
        advice: advice.to_owned(),
        rows,
    };
    let departments = found.departments.iter().map(|d| FindingRow {
        what: Link::new("", d.name.clone()),
        department: d.name.clone(),
        why: format!("{} 项事项进驻，没有有效的授权书", d.resident),
    });
    let letters = |all: &[AuthorizationLetter]| all.iter().map(letter).collect::<Vec<_>>();
    let offices = |all: &[AppointmentLetter]| all.iter().map(office).collect::<Vec<_>>();
    let all = [
        named("没有代表的部门", "个", "请部门任命首席事务代表并授权", departments.collect()),
        named(
            "已进驻未授权",
            "项",
            "部门有代表，这些事项没有授权；请部门补授权，或把事项列入进驻负面清单",
            found.left_out().map(unauthorised).collect(),
        ),
        named("已经失效的授权书", "份", "失效后没有接续，请部门重新授权", found.ended.iter().map(ended).collect()),
        named("快到期的授权书", "份", "请部门在到期前重新授权", found.ending.iter().map(ended).collect()),
        named("代表不在任的授权书", "份", "请核实代表是不是已经免去，撤销或更换授权书", letters(&found.out_of_office)),
        named("没有备案的授权书", "份", "请送审批制度改革部门备案，再登记备案号", letters(&found.unfiled)),
        named("没有公示的授权书", "份", "请打开授权书公示", letters(&found.unpublished)),
        named("没有备案的任命书", "份", "请送政务服务管理机构备案，再登记备案号", offices(&found.unfiled_appointments)),
        named("条件要核实的任命书", "份", "请核实编制和职级", offices(&found.warned)),
        named("授权后没有作过决定的代表", "份", "请核实是不是仍由部门决定，授权有没有落实", letters(&found.unused)),
    ];
    all.into_iter().filter(|list| !list.rows.is_empty()).collect()
}

fn unauthorised(line: &UnauthorisedLine) -> FindingRow {
    let letter = if line.doc_no.is_empty() { String::new() } else { format!("（{}）", line.doc_no) };
    FindingRow {
        what: Link::new(paths::guide(&line.item.to_string()), line.name.clone()),
        department: line.department.clone(),
        why: format!("{}{letter}", line.gap.label()),
    }
}

fn letter(l: &AuthorizationLetter) -> FindingRow {
    FindingRow {
        what: Link::new(paths::delegate_letter(&l.id.to_string()), l.doc_no.clone()),
        department: l.department_name.clone(),
        why: format!("{}，{}", l.representative.name, words::term(l)),
    }
}

fn ended(end: &LetterEnd) -> FindingRow {
    let last = end.last.map_or_else(|| "没有生效就撤销了".to_owned(), |day| format!("最后一天是 {day}"));
    FindingRow { why: format!("{}，{last}", end.letter.representative.name), ..letter(&end.letter) }
}

fn office(a: &AppointmentLetter) -> FindingRow {
    let warned = match words::warnings(&a.warnings) {
        none if none.is_empty() => String::new(),
        some => format!("，{some}"),
    };
    FindingRow {
        what: Link::new(paths::delegate_appointment(&a.id.to_string()), a.doc_no.clone()),
        department: a.department_name.clone(),
        why: format!("{}（{}）{warned}", a.person_name, words::standing(&a.rank, a.on_roster)),
    }
}

fn decision(line: &BareDecisionLine) -> DecisionRow {
    let capacity = match line.row.decided_as.as_deref() {
        Some("approver") => "部门审批人",
        Some(_) | None => "没有记",
    };
    DecisionRow {
        href: paths::case(&line.row.case_no),
        case_no: line.row.case_no.clone(),
        item: line.row.item_name.clone(),
        department: line.department.clone(),
        at: shanghai_text(line.row.decided_at),
        by: line.decided_by.clone(),
        capacity: capacity.to_owned(),
    }
}

fn lacking(line: &LackingLine) -> DecisionRow {
    DecisionRow {
        href: paths::case(&line.row.case_no),
        case_no: line.row.case_no.clone(),
        item: line.row.item_name.clone(),
        department: line.department.clone(),
        at: shanghai_text(line.row.at),
        by: line.by.clone(),
        capacity: format!("{}（{}）", line.row.power.label(), line.row.letter_no),
    }
}

fn exercise(line: &Exercise) -> ExerciseRow {
    ExerciseRow {
        item: line.name.clone(),
        department: line.department.clone(),
        representative: line.counts.representative,
        deputy: line.counts.deputy,
        department_count: line.counts.department,
        other: line.counts.other,
    }
}
