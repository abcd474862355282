//! `onedoor oversight`: the watch (电子监察), detectors and leads on the command line (监督). The JSON is that of the API.

use domain::people::Desk;
use services::oversight::{
    detectors::{Detector, Outcome, detect},
    leads::{LeadView, ListForm, list, view},
    watch::{Cause, Level, Point, RunForm, run as run_watch},
};
use web::oversight::{DetectRunJson, LeadsJson, RunJson};

use super::DATA;
use crate::{
    cli::{OversightCommand, OversightDetect, OversightLeads, OversightRun, Place},
    failure::{DONE, Usage},
    house::House,
    terminal,
};

pub(super) fn run(place: &Place, command: &OversightCommand) -> anyhow::Result<u8> {
    match command {
        OversightCommand::Run(args) => watch(place, args),
        OversightCommand::Detect(args) => look(place, args),
        OversightCommand::Leads(args) => leads(place, args),
    }
}

fn look(place: &Place, args: &OversightDetect) -> anyhow::Result<u8> {
    let bureau = House::look(place, DATA)?.must_have_county()?;
    let report = detect(&bureau, &Desk::system("命令行"), (args.from, args.to))?;
    services::journal::seal(&bureau)?;
    if args.json {
        terminal::print_json(&serde_json::to_value(DetectRunJson::of(&report))?)?;
        return Ok(DONE);
    }
    let new = report.new.unwrap_or_default();
    terminal::print(&format!(
        "{} 至 {}：发现 {} 条，其中 {new} 条是新的；口径第 {} 版",
        report.run.from,
        report.run.to,
        report.findings.len(),
        report.run.profile_version
    ));
    for found in &report.run.tested {
        let count = report.findings.iter().filter(|f| f.lead.detector == found.detector).count();
        let told = match &found.outcome {
            Outcome::Off => "停用".to_owned(),
            Outcome::NoData(why) => format!("没有数据：{why}"),
            Outcome::Tested(tested) => format!("看了 {} 个对象、{} 行，{count} 条", tested.subjects, tested.rows),
        };
        terminal::print(&format!("{} {}  {told}", found.detector.id(), found.detector.label()));
    }
    Ok(DONE)
}

fn leads(place: &Place, args: &OversightLeads) -> anyhow::Result<u8> {
    let bureau = House::look(place, DATA)?.must_have_county()?;
    let desk = Desk::system("命令行");
    let detector = match &args.detector {
        None => None,
        Some(text) => match Detector::parse(text) {
            Some(detector) => Some(detector),
            None => return Err(Usage(format!("没有编号是“{text}”的监测项，请从 D1 到 D12、D3b 里选")).into()),
        },
    };
    let form = ListForm { detector, since: args.since, all: true, ..ListForm::default() };
    let found = list(&bureau, &desk, &form)?;
    let views = found
        .lines
        .iter()
        .map(|line| view(&bureau, &desk, &line.lead.no.slug()))
        .collect::<Result<Vec<LeadView>, _>>()?;
    if args.json {
        terminal::print_json(&serde_json::to_value(LeadsJson::of(&views))?)?;
        return Ok(DONE);
    }
    terminal::print(&format!("{} 条线索；线索不是结论，先排除正常情形", views.len()));
    for view in &views {
        let (line, lead) = (&view.line, &view.line.lead);
        terminal::print(&format!(
            "{}  {} {}  {}{}  {}  {}",
            lead.no,
            lead.lead.detector.id(),
            lead.lead.detector.label(),
            line.department,
            line.item,
            lead.lead.finding,
            lead.stage.label()
        ));
    }
    Ok(DONE)
}

fn watch(place: &Place, args: &OversightRun) -> anyhow::Result<u8> {
    let bureau = House::look(place, DATA)?.must_have_county()?;
    let form = RunForm { on: args.on, dry_run: args.dry_run };
    let done = run_watch(&bureau, &Desk::system("命令行"), &form)?;
    if args.json {
        terminal::print_json(&serde_json::to_value(RunJson::of(&done, args.dry_run))?)?;
        return Ok(DONE);
    }
    let did = if args.dry_run { "会发" } else { "发出" };
    terminal::print(&format!(
        "看了 {} 件，{did}红牌 {} 张、黄牌 {} 张、提醒 {} 条、督办单 {} 张，上报 {} 次",
        done.looked_at,
        done.count(Level::Red),
        done.count(Level::Yellow),
        done.count(Level::Reminder),
        done.orders.len(),
        done.told.len()
    ));
    for card in &done.cards {
        let level = Level::parse(card.level).map_or("", Level::label);
        let point = Point::parse(card.point).map_or("", Point::label);
        terminal::print(&format!(
            "{level}  {}  {}  {}  {point}，期限 {}",
            card.case_no, card.item, card.department, card.due_on
        ));
    }
    for order in &done.orders {
        let cause = Cause::parse(order.cause).map_or("", Cause::label);
        let no = order.no.as_deref().unwrap_or("督办单");
        terminal::print(&format!("{no}  {}  {}  {cause}", order.case_no, order.department));
    }
    for told in &done.told {
        terminal::print(&format!("{}  上报{}", told.no, told.rank));
    }
    Ok(DONE)
}
