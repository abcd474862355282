//! `onedoor cases list|show|events`: cases for scripts and tests, personal data masked.

use anyhow::{Context as _, anyhow};
use domain::{base::shanghai_text, cases::Stage, people::Desk};
use serde_json::{Value, json};
use services::{
    Bureau,
    cases::{CaseView, EventRow, ListForm, WorkLine, list, numbers_of, stages, view},
    people::departments,
};

use super::DATA;
use crate::{
    cli::{self, Place},
    failure::{DONE, Usage},
    house::House,
    terminal,
};

pub(super) fn run(place: &Place, what: &cli::Cases) -> anyhow::Result<u8> {
    let bureau = House::look(place, DATA)?.must_have_county()?;
    match what {
        cli::Cases::List(args) => lines(&bureau, args),
        cli::Cases::Show(args) => show(&bureau, args),
        cli::Cases::Events(args) => events(&bureau, args),
    }
}

fn lines(bureau: &Bureau, args: &cli::ListCases) -> anyhow::Result<u8> {
    let desk = Desk::system("命令行");
    if let Some(stage) = args.stage.as_deref().filter(|s| stages().all(|(word, _)| word != *s)) {
        let known: Vec<&str> = stages().map(|(word, _)| word).collect();
        return Err(Usage(format!("不认识环节“{stage}”，请用 {}", known.join("、"))).into());
    }
    let department = match &args.department {
        Some(name) => {
            let all = departments(bureau)?;
            let found = all.into_iter().find(|d| d.name == *name);
            Some(found.ok_or_else(|| Usage(format!("没有叫“{name}”的部门，请写全称")))?.id.get())
        }
        None => None,
    };
    let after = args.after.as_deref().map(|key| {
        let parts = key.split_once(':').and_then(|(day, id)| Some((day.to_owned(), id.parse().ok()?)));
        parts.ok_or_else(|| Usage("--after 请照抄上一页的 next".into()))
    });
    let form = ListForm {
        stage: args.stage.clone().unwrap_or_default(),
        department,
        after: after.transpose()?,
        limit: args.limit,
        all: !args.open && args.stage.is_none(),
        ..ListForm::default()
    };
    let page = list(bureau, &desk, &form)?;
    let next = page.next.map(|(day, id)| format!("{day}:{id}"));
    if args.json {
        let cases: Vec<Value> = page.lines.iter().map(line_json).collect();
        terminal::print_json(&json!({ "cases": cases, "next": next }))?;
        return Ok(DONE);
    }
    for line in &page.lines {
        let due = line.due_on.map_or_else(String::new, |d| format!("，到期 {d}"));
        let stage = Stage::label_of(&line.stage);
        terminal::print(&format!(
            "{}  {}  {}  {}  {stage}{due}",
            line.case_no, line.item_name, line.applicant, line.department
        ));
    }
    if let Some(next) = next {
        terminal::print(&format!("……还有，接着看加 --after {next}"));
    }
    Ok(DONE)
}

fn line_json(line: &WorkLine) -> Value {
    json!({
        "case_no": line.case_no, "item_name": line.item_name, "applicant": line.applicant,
        "department": line.department, "stage": line.stage, "channel": line.channel,
        "received_on": line.received_on, "accepted_on": line.accepted_on, "due_on": line.due_on,
        "provisional": line.provisional, "next_on": line.next_on, "waiting_for": line.waiting_for,
    })
}

/// The case of a number of this house or of another system.
fn find(bureau: &Bureau, number: &str) -> anyhow::Result<CaseView> {
    let desk = Desk::system("命令行");
    let numbers = numbers_of(bureau, &desk, number)?;
    match numbers.as_slice() {
        [] => Err(anyhow!("没有找到办件“{number}”，请核对编号")),
        [one] => view(bureau, &desk, one).context("没有找到，请核对编号"),
        several => Err(anyhow!("几个来源都有这个编号，请用其中一个办件编号：{}", several.join("、"))),
    }
}

fn show(bureau: &Bureau, args: &cli::OneCase) -> anyhow::Result<u8> {
    let found = find(bureau, &args.number)?;
    let json = case_json(&found);
    if args.json {
        terminal::print_json(&json)?;
        return Ok(DONE);
    }
    let case = &found.case;
    terminal::print(&format!("{}  {}  {}", case.no, case.item_name, case.stage.label()));
    if let Some(foreign) = &case.foreign {
        terminal::print(&format!("{}的编号 {}", foreign.source, foreign.no));
    }
    let who = &found.particulars;
    terminal::print(&format!("申请人 {}  {}  {}", who.name, who.code, who.phone));
    terminal::print(&format!("部门 {}  收件 {}", found.department.name, case.receipt.on));
    if let Some(due) = case.due().on {
        terminal::print(&format!("到期 {due}（{}）", case.due().limit_text));
    }
    if !found.waiting_for.is_empty() {
        terminal::print(&format!("等 {}", found.waiting_for));
    }
    Ok(DONE)
}

fn case_json(found: &CaseView) -> Value {
    let (case, who) = (&found.case, &found.particulars);
    let (acceptance, decision) = (case.stage.acceptance(), case.stage.decision());
    let (result, delivery, ending) = (case.stage.completion(), case.stage.delivery(), case.stage.ending());
    json!({
        "case_no": case.no.as_str(), "version": case.version,
        "foreign_no": case.foreign.as_ref().map(|f| &f.no),
        "foreign_source": case.foreign.as_ref().map(|f| &f.source),
        "item_code": found.item.content.code, "item_name": case.item_name, "item_version": case.item_version,
        "department": found.department.name, "channel": case.channel.as_str(),
        "applicant": { "kind": case.applicant_kind.as_str(), "name": who.name, "code": who.code,
            "contact": who.contact, "phone": who.phone },
        "stage": case.stage.as_str(), "stage_label": case.stage.label(), "waiting_for": found.waiting_for,
        "received_at": case.receipt.at, "received_on": case.receipt.on,
        "accepted_at": acceptance.map(|a| a.at), "accepted_on": acceptance.map(|a| a.on),
        "promised_on": acceptance.and_then(|a| a.clocks.promised).map(|d| d.on),
        "statutory_on": acceptance.and_then(|a| a.clocks.statutory).map(|d| d.on),
        "due_on": case.due().on, "provisional": case.due().provisional, "limit": case.due().limit_text,
        "decided_at": decision.map(|d| d.at), "outcome": decision.map(|d| d.outcome.as_str()),
        "completed_at": result.map(|r| r.at), "result_name": result.map(|r| &r.result_name),
        "result_no": result.map(|r| &r.result_no), "delivered_at": delivery.map(|d| d.at),
        "ended_at": ending.map(|e| e.at), "end_reason": ending.map(|e| &e.reason),
    })
}

fn events(bureau: &Bureau, args: &cli::OneCase) -> anyhow::Result<u8> {
    let found = find(bureau, &args.number)?;
    if args.json {
        let all: Vec<Value> = found.history.iter().map(event_json).collect();
        terminal::print_json(&json!({ "case_no": found.case.no.as_str(), "events": all }))?;
        return Ok(DONE);
    }
    for event in &found.history {
        let (at, source) = (shanghai_text(event.happened_at), event.source.label());
        terminal::print(&format!("{}  {at}  {}  {}  {source}", event.seq, event.kind, event.actor));
    }
    Ok(DONE)
}

fn event_json(event: &EventRow) -> Value {
    json!({
        "seq": event.seq, "kind": event.kind, "happened_at": event.happened_at, "entered_at": event.entered_at,
        "actor": event.actor, "role": event.role, "terminal": event.terminal, "source": event.source.as_str(),
        "facts": event.facts,
    })
}
