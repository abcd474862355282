//! Tickets beside cases, over HTTP (取号与收件).

use axum::extract::State;
use domain::base::{Ratio, date_text, date_text_with_year, shanghai_text};
use services::oversight::queue::{QueueDay, QueueDays, queue_days};

use super::{QueuePage, QueueRow};
use crate::door::{App, Oops, Reply, Seat, blocking, show};

pub(super) async fn load(app: &App, seat: &Seat) -> Result<QueueDays, Oops> {
    let (bureau, desk) = (app.bureau().clone(), seat.desk.clone());
    Ok(blocking(move || queue_days(&bureau, &desk)).await??)
}

/// The page.
pub(crate) async fn page(State(app): State<App>, seat: Seat) -> Reply {
    let found = load(&app, &seat).await?;
    show(&QueuePage {
        frame: app.frame(&seat, finding(&found.days)),
        slack: found.slack_minutes,
        rows: found.days.iter().map(row).collect(),
        imports: found
            .imports
            .iter()
            .map(|i| {
                (
                    i.file_name.clone(),
                    if i.booked { "预约" } else { "叫号" },
                    date_text_with_year(i.as_of),
                    shanghai_text(i.entered_at),
                )
            })
            .collect(),
    })
}

fn finding(days: &[QueueDay]) -> String {
    let sum = |of: fn(&QueueDay) -> u64| days.iter().map(of).sum::<u64>();
    match (days.len(), sum(|d| d.cases), sum(|d| d.without)) {
        (0, _, _) => "还没有叫号记录".to_owned(),
        (_, 0, _) => "有叫号记录的日子没有窗口收件".to_owned(),
        (_, cases, 0) => format!("最近 30 天窗口收件 {cases} 件，都有人取过号"),
        (_, cases, without) => format!("最近 30 天窗口收件 {cases} 件，{without} 件没有取号"),
    }
}

fn row(day: &QueueDay) -> QueueRow {
    let share = Ratio::new(day.without, day.cases).ok().and_then(|r| r.percent_text(1));
    QueueRow {
        day: date_text(day.on),
        tickets: day.tickets,
        booked: day.booked,
        windows: day.windows,
        cases: day.cases,
        without: match share {
            Some(share) => format!("{}（{share}%）", day.without),
            None => day.without.to_string(),
        },
    }
}
