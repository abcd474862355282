//! `onedoor oversight`: the watch on the command line (电子监察). The JSON is that of the API.

use domain::people::Desk;
use services::oversight::watch::{Cause, Level, Point, RunForm, run as run_watch};
use web::oversight::RunJson;

use super::DATA;
use crate::{
    cli::{OversightCommand, OversightRun, Place},
    failure::DONE,
    house::House,
    terminal,
};

pub(super) fn run(place: &Place, command: &OversightCommand) -> anyhow::Result<u8> {
    match command {
        OversightCommand::Run(args) => watch(place, args),
    }
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
