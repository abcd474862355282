//! `onedoor followup`: draws and results of follow-up calls on the command line (电话回访). The JSON is that of the API.

use anyhow::Context as _;
use domain::people::Desk;
use services::{
    Failure,
    followup::{Period, Week, certainty, draw_now, draw_view, reach_text, results, sentence},
};
use web::followup::{DrawJson, ResultsJson};

use super::DATA;
use crate::{
    cli::{FollowupCommand, FollowupDraw, FollowupResults, Place},
    failure::{DONE, UNSOUND, Usage},
    house::House,
    terminal,
};

pub(super) fn run(place: &Place, command: &FollowupCommand) -> anyhow::Result<u8> {
    match command {
        FollowupCommand::Draw(args) => draw(place, args),
        FollowupCommand::Results(args) => found(place, args),
    }
}

fn draw(place: &Place, args: &FollowupDraw) -> anyhow::Result<u8> {
    let week = Week::parse(&args.week).map_err(|flaw| Usage(flaw.to_string()))?;
    let bureau = House::look(place, DATA)?.must_have_county()?;
    let desk = Desk::system("命令行");
    if !args.verify {
        draw_now(&bureau, &desk, week)?;
    }
    let view = match draw_view(&bureau, &desk, week) {
        Err(Failure::NotFound) => {
            anyhow::bail!("{week} 还没有抽样，也没有承诺值：当周的承诺值由 onedoor serve 自动公布")
        }
        other => other?,
    };
    let told = DrawJson::of(&view);
    let code = if args.verify && told.is_wrong() { UNSOUND } else { DONE };
    if args.json {
        terminal::print_json(&serde_json::to_value(&told)?)?;
        return Ok(code);
    }
    let promise = if view.draw.is_in_time() { "在当周结束前公布" } else { "没有在当周结束前公布" };
    terminal::print(&format!("{week} 承诺值 {}（{promise}）", view.draw.commitment));
    let Some(made) = &view.draw.made else {
        terminal::print("还没有抽样：种子在这一周结束后公布");
        return Ok(code);
    };
    terminal::print(&format!("种子 {}", made.seed.digits()));
    let sample: u32 = view.strata.iter().map(|s| s.wanted).sum();
    let population: u32 = view.strata.iter().map(|s| s.population).sum();
    terminal::print(&format!("可以抽的 {population} 件，样本 {sample} 件"));
    for stratum in &view.strata {
        let name = view.departments.get(&stratum.key.department).map_or("", String::as_str);
        terminal::print(&format!(
            "{name} {}  {} / {}",
            stratum.key.applicant.label(),
            stratum.wanted,
            stratum.population
        ));
    }
    let differences = view.redraw().context("已抽样的一周可以重抽")?;
    for one in &differences {
        let of = if one.case_no.is_empty() { String::new() } else { format!("{}：", one.case_no) };
        terminal::print(&format!("  不一致  {of}{}", one.what));
    }
    terminal::print(if differences.is_empty() {
        "按种子重抽，完全一致"
    } else {
        "按种子重抽，有不一致"
    });
    Ok(code)
}

fn found(place: &Place, args: &FollowupResults) -> anyhow::Result<u8> {
    let bureau = House::look(place, DATA)?.must_have_county()?;
    let period = match &args.period {
        Some(text) => Period::parse(text).map_err(|flaw| Usage(flaw.to_string()))?,
        None => Period::Week(Week::of(bureau.today()).before()),
    };
    let found = results(&bureau, &Desk::system("命令行"), period)?;
    if args.json {
        terminal::print_json(&serde_json::to_value(ResultsJson::of(&found))?)?;
        return Ok(DONE);
    }
    let tally = &found.whole.tally;
    terminal::print(&format!("{}：{}。{}", period.label(), reach_text(tally), sentence(tally)));
    if let Some(sure) = certainty(tally, found.whole.estimate.as_ref(), found.confidence) {
        terminal::print(&sure);
    }
    for one in &found.departments {
        terminal::print(&format!("{}  {}  {}", one.name, one.reach_text(), one.sentence()));
    }
    if found.kept_back > 0 {
        terminal::print(&format!("{} 条限制查看", found.kept_back));
    }
    Ok(DONE)
}
