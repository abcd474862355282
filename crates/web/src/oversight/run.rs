//! A run on demand over HTTP.

use axum::extract::State;
use jiff::civil::Date;
use services::oversight::watch::{Cause, GivenCard, Level, Point, Run, RunForm, run};

use super::{RunLine, WatchRunPage, words};
use crate::{
    base::paths,
    cases::day,
    door::{App, Oops, Posted, Reply, Seat, address, blocking, go, show},
};

pub(super) async fn perform(app: &App, seat: &Seat, form: RunForm) -> Result<Run, Oops> {
    let (bureau, desk) = (app.bureau().clone(), seat.desk.clone());
    Ok(blocking(move || run(&bureau, &desk, &form)).await??)
}

/// What it would do.
pub(crate) async fn page(State(app): State<App>, seat: Seat) -> Reply {
    let would = perform(&app, &seat, RunForm { on: None, dry_run: true }).await?;
    let today = app.bureau().today();
    let anything = !(would.cards.is_empty() && would.orders.is_empty() && would.told.is_empty());
    show(&WatchRunPage {
        frame: app.frame(&seat, if anything { finding(&would) } else { "现在没有要发的牌".to_owned() }),
        lead: format!("看了 {} 件。下面是现在运行会做的，还没有做。", would.looked_at),
        rows: would.cards.iter().map(|card| row(card, today)).collect(),
        more: more(&would),
        anything,
    })
}

/// Does it. The form brings its token and nothing else: running twice does it once, so no key is kept.
pub(crate) async fn submit(State(app): State<App>, seat: Seat, _posted: Posted) -> Reply {
    perform(&app, &seat, RunForm::default()).await?;
    go(&address(paths::CARDS, &[("done", "ran")]))
}

fn finding(run: &Run) -> String {
    format!(
        "这次会发红牌 {} 张、黄牌 {} 张、提醒 {} 条，督办单 {} 张",
        run.count(Level::Red),
        run.count(Level::Yellow),
        run.count(Level::Reminder),
        run.orders.len()
    )
}

fn row(card: &GivenCard, today: Date) -> RunLine {
    RunLine {
        level: words::level_tag(Level::parse(card.level).unwrap_or(Level::Reminder)),
        point: Point::parse(card.point).map_or("", Point::label),
        href: paths::case(&card.case_no),
        number: card.case_no.clone(),
        item: card.item.clone(),
        department: card.department.clone(),
        due: day(card.due_on, today),
    }
}

fn more(run: &Run) -> Vec<String> {
    let orders = run.orders.iter().map(|o| {
        let cause = Cause::parse(o.cause).map_or("", Cause::label);
        format!("督办 {}：{cause}，{}", o.case_no, o.department)
    });
    orders.chain(run.told.iter().map(|t| format!("{} 上报{}", t.no, t.rank))).collect()
}
