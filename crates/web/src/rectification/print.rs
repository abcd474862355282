//! The papers over HTTP (打印交办单): the orders that wait for an answer, by unit, under the register's filter; or one.

use axum::extract::State;
use domain::{base::date_text_with_year, rectification::Order};
use services::rectification::{ListForm, OrderState};

use super::{
    PrintLine, PrintPage, PrintSheet,
    register::{Asked, load},
    words,
};
use crate::{
    base::paths,
    door::{App, Oops, Query, Reply, Seat, address, blocking, show},
};

/// Orders that are printed in one go.
const MOST: u32 = 2_000;

/// `?unit=`, `?batch=`, `?source=` as in the register, or `?order=` for one.
pub(crate) async fn page(State(app): State<App>, seat: Seat, query: Query) -> Reply {
    let one = query.text("order");
    let (orders, back) = if one.is_empty() {
        let asked = ListForm { state: OrderState::Issued, after: None, ..Asked::of(&query).form(MOST) };
        let unit = query.text("unit");
        let lines = load(&app, &seat, asked).await?.lines;
        let orders: Vec<Order> = lines.into_iter().map(|line| line.order).collect();
        (orders, address(paths::RECTIFICATION, &[("unit", &unit)]))
    } else {
        let (bureau, desk) = (app.bureau().clone(), seat.desk.clone());
        let view = blocking(move || services::rectification::view(&bureau, &desk, &one)).await?.map_err(Oops::from)?;
        let back = paths::rectification(&view.order.no.slug());
        (vec![view.order], back)
    };
    let sheets = sheets(&orders);
    let title = match sheets.len() {
        0 => "没有要送的交办单".to_owned(),
        units => format!("整改交办单：{units} 个单位，{} 件", orders.len()),
    };
    let frame = app.frame(&seat, title);
    show(&PrintPage {
        office: frame.organiser.clone(),
        frame,
        back,
        today: date_text_with_year(app.bureau().today()),
        sheets,
    })
}

/// By unit in the order in which units first come due.
fn sheets(orders: &[Order]) -> Vec<PrintSheet> {
    let mut sheets: Vec<PrintSheet> = Vec::new();
    for order in orders {
        let line = PrintLine {
            number: order.no.to_string(),
            subject: order.subject.name.clone(),
            origin: words::origin(order),
            requirement: order.requirement.clone(),
            blocker: order.blocker.clone(),
            due: date_text_with_year(order.due_on),
        };
        match sheets.iter_mut().find(|s| s.unit == order.unit_name) {
            Some(sheet) => sheet.lines.push(line),
            None => sheets.push(PrintSheet { unit: order.unit_name.clone(), lines: vec![line] }),
        }
    }
    sheets
}
