//! One supervision order over HTTP: its page, and the same page once more when a step was not taken.

use axum::{
    extract::{Path, State},
    http::StatusCode,
};
use jiff::civil::Date;
use services::oversight::watch::{HandedBack, OrderLine, OrderStage, OrderView, SupervisionOrder};

use super::{Passed, SupervisionPage, Talk, orders::deadline, words};
use crate::{
    base::{Choice, Field, Pick, paths},
    cases::{Conflict, Fact, day, view::Hitch},
    door::{App, Oops, Query, Reply, Seat, blocking, show, show_as},
};

pub(super) async fn load(app: &App, seat: &Seat, no: String) -> Result<OrderView, Oops> {
    let (bureau, desk) = (app.bureau().clone(), seat.desk.clone());
    Ok(blocking(move || services::oversight::watch::order(&bureau, &desk, &no)).await??)
}

/// The page.
pub(crate) async fn page(State(app): State<App>, seat: Seat, Path(no): Path<String>, query: Query) -> Reply {
    let mut page = draw(&app, &seat, &load(&app, &seat, no).await?);
    page.frame.notice = words::notice(&query.text("done")).map(str::to_owned);
    show(&page)
}

/// Which form was sent.
#[derive(Debug, Clone, Copy)]
pub(super) enum Form {
    Reply,
    SendBack,
    Insist,
    Close,
    Withdraw,
}

/// The same page with what was typed.
pub(super) async fn again(
    app: &App,
    seat: &Seat,
    no: String,
    (form, value, to): (Form, String, Option<i64>),
    hitch: Hitch,
) -> Reply {
    let view = load(app, seat, no).await?;
    let mut page = draw(app, seat, &view);
    let status = match &hitch {
        Hitch::Overtaken => {
            let last = view.history.last().map(words::overtaken).unwrap_or_default();
            let sentence = format!("{last}。您写的还在下面，可以复制后另行补充");
            page.conflict = Some(Conflict { sentence, kept: value });
            return show_as(StatusCode::CONFLICT, &page);
        }
        Hitch::SentBefore(sentence) => {
            page.frame = page.frame.with_problem("", sentence);
            StatusCode::CONFLICT
        }
        Hitch::Mend(field, sentence) => {
            page.frame = page.frame.with_problem(field, sentence);
            StatusCode::UNPROCESSABLE_ENTITY
        }
    };
    match form {
        Form::Reply => page.reply = Some(Field { value, problem: hitch.at("reply") }),
        Form::SendBack => page.send_back = Some(Field { value, problem: hitch.at("return") }),
        Form::Insist => {
            page.insist = Some(Field { value, problem: hitch.at("insist") });
            for option in &mut page.department.options {
                option.chosen = to.is_some_and(|to| option.value == to.to_string());
            }
            page.department.problem = hitch.at("department");
        }
        Form::Close => page.close = Some(Field { value, problem: hitch.at("finding") }),
        Form::Withdraw => page.withdraw = Some(Field { value, problem: hitch.at("withdrawal") }),
    }
    show_as(status, &page)
}

fn draw(app: &App, seat: &Seat, view: &OrderView) -> SupervisionPage {
    let (order, today) = (&view.order, app.bureau().today());
    SupervisionPage {
        frame: app.frame(seat, order.no.to_string()),
        slug: order.no.slug(),
        version: order.version,
        stage: words::order_tag(&order.stage),
        waiting_for: words::order_waits(&order.stage, &order.department_name),
        due: day(order.reply_by, today),
        deadline: deadline(&OrderLine { order: order.clone(), outlook: view.outlook }),
        words: order.words.clone(),
        case_href: paths::case(order.case_no.as_str()),
        case_no: order.case_no.to_string(),
        facts: facts(view, today),
        told: order.told.iter().map(|t| (t.rank.clone(), day(t.on, today))).collect(),
        cards: view
            .cards
            .iter()
            .map(|c| {
                let label = format!("{} {}，{}", c.reached.level.label(), c.reached.point.label(), c.stage.label());
                (label, paths::card(&c.id.to_string()))
            })
            .collect(),
        talks: talks(order),
        events: view.history.iter().rev().map(words::event).collect(),
        conflict: None,
        reply: view.may_reply.then(Field::default),
        send_back: view.may_reply.then(Field::default),
        insist: view.may_insist.then(Field::default),
        department: departments(view),
        passed: order.before.iter().map(|b| passed(b, today)).collect(),
        close: view.may_close.then(Field::default),
        withdraw: view.may_withdraw.then(Field::default),
    }
}

/// Departments that the order can go to, the one that sent it back chosen.
fn departments(view: &OrderView) -> Choice {
    let own = view.order.department.get();
    let options = view.departments.iter().map(|(id, name)| Pick {
        value: id.to_string(),
        label: name.clone(),
        chosen: *id == own,
    });
    Choice { options: options.collect(), problem: None }
}

fn passed(before: &HandedBack, today: Date) -> Passed {
    let back = domain::base::shanghai_day(before.returned_at);
    let told: Vec<&str> = before.told.iter().map(|t| t.rank.as_str()).collect();
    Passed {
        department: before.department_name.clone(),
        days: format!("{} 至 {}", day(before.from, today), day(back, today)),
        returned: before.returned.clone(),
        told: told.join("、"),
        reason: before.reason.clone(),
    }
}

fn talks(order: &SupervisionOrder) -> Vec<Talk> {
    match &order.stage {
        OrderStage::Issued => Vec::new(),
        OrderStage::SentBack(reason) => vec![words::talk("部门退回的原因", reason)],
        OrderStage::Replied(reply) => vec![words::talk("答复", reply)],
        OrderStage::Closed(reply, finding) => vec![words::talk("答复", reply), words::talk("核实", finding)],
        OrderStage::Withdrawn(reason) => vec![words::talk("撤回的原因", reason)],
    }
}

fn facts(view: &OrderView, today: Date) -> Vec<Fact> {
    let order = &view.order;
    let issued = match view.issued_by.as_str() {
        "" => format!("系统，{}", day(order.issued_on, today)),
        name => format!("{name}，{}", day(order.issued_on, today)),
    };
    [
        ("触发", order.cause.label().to_owned()),
        ("事项", order.item_name.clone()),
        ("责任部门", order.department_name.clone()),
        ("发出", issued),
    ]
    .into_iter()
    .map(|(label, value)| Fact { label: label.to_owned(), value })
    .collect()
}
