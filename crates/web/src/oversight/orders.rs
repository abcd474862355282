//! The list of supervision orders over HTTP.

use axum::extract::State;
use domain::people::{Act, authorise};
use jiff::civil::Date;
use services::oversight::watch::{OrderForm, OrderLine, OrderList, OrderStage, SupervisionState, SupervisionTally};

use super::{SupervisionListPage, SupervisionRow, cards::departments, words};
use crate::{
    base::{Clock, Deadline, paths},
    cases::{WorkCount, day, mark},
    door::{App, Oops, Query, Reply, Seat, address, blocking, show},
};

/// Lines of one page.
const PAGE: u32 = 50;

/// Word, label and part, in the order of the tabs; the first is shown when none is asked for.
pub(super) const TABS: [(&str, &str, SupervisionState); 6] = [
    ("", "没有办结", SupervisionState::Open),
    ("issued", "待答复", SupervisionState::Issued),
    ("overdue", "逾期没有答复", SupervisionState::Overdue),
    ("back", "部门退回", SupervisionState::SentBack),
    ("replied", "待核实", SupervisionState::Replied),
    ("all", "全部", SupervisionState::All),
];

pub(super) async fn load(app: &App, seat: &Seat, form: OrderForm) -> Result<OrderList, Oops> {
    let (bureau, desk) = (app.bureau().clone(), seat.desk.clone());
    Ok(blocking(move || services::oversight::watch::list_orders(&bureau, &desk, &form)).await??)
}

/// The list.
pub(crate) async fn page(State(app): State<App>, seat: Seat, query: Query) -> Reply {
    let word = query.text("tab");
    let (tab, _, state) = TABS.into_iter().find(|(w, _, _)| *w == word).unwrap_or(TABS[0]);
    let department: Option<i64> = query.number("department");
    let list = load(&app, &seat, OrderForm { state, department, before: query.number("before"), limit: PAGE }).await?;
    let at = |tab: &str, before: &str| {
        let department = department.map(|d| d.to_string()).unwrap_or_default();
        address(paths::SUPERVISION, &[("tab", tab), ("department", &department), ("before", before)])
    };
    let today = app.bureau().today();
    let mut frame = app.frame(&seat, finding(&list.counts));
    frame.notice = words::notice(&query.text("done")).map(str::to_owned);
    show(&SupervisionListPage {
        frame,
        counts: TABS
            .into_iter()
            .map(|(word, label, of)| WorkCount {
                href: at(word, ""),
                label: label.to_owned(),
                count: count(&list.counts, of),
                current: of == state,
            })
            .collect(),
        state: tab.to_owned(),
        department: departments(&list.departments, department),
        rows: list.lines.iter().map(|line| row(line, today)).collect(),
        may_issue: authorise(&seat.desk, Act::OversightRule, None).is_ok(),
        next: list.next.map(|id| at(tab, &id.to_string())),
        empty: match state {
            SupervisionState::All => "还没有发过督办单。".to_owned(),
            SupervisionState::Open
            | SupervisionState::Issued
            | SupervisionState::Overdue
            | SupervisionState::SentBack
            | SupervisionState::Replied => "没有等着办的督办单。".to_owned(),
        },
    })
}

fn finding(counts: &SupervisionTally) -> String {
    match (counts.issued + counts.sent_back + counts.replied, counts.overdue) {
        (0, _) => "没有等着办的督办单".to_owned(),
        (open, 0) => format!("督办单 {open} 张没有办结"),
        (open, overdue) => format!("督办单 {open} 张没有办结，其中 {overdue} 张逾期没有答复"),
    }
}

fn count(counts: &SupervisionTally, state: SupervisionState) -> u64 {
    match state {
        SupervisionState::All => counts.issued + counts.sent_back + counts.replied + counts.closed + counts.withdrawn,
        SupervisionState::Open => counts.issued + counts.sent_back + counts.replied,
        SupervisionState::Issued => counts.issued,
        SupervisionState::Overdue => counts.overdue,
        SupervisionState::SentBack => counts.sent_back,
        SupervisionState::Replied => counts.replied,
    }
}

/// The mark of the last day for a reply.
pub(super) fn deadline(line: &OrderLine) -> Deadline {
    match &line.order.stage {
        OrderStage::Issued => mark(line.outlook),
        OrderStage::SentBack(_) => Deadline::new(Clock::Paused, "已退回"),
        OrderStage::Replied(_) => Deadline::new(Clock::Over, "已答复"),
        OrderStage::Closed(..) => Deadline::new(Clock::Over, "已办结"),
        OrderStage::Withdrawn(_) => Deadline::new(Clock::Paused, "已撤回"),
    }
}

fn row(line: &OrderLine, today: Date) -> SupervisionRow {
    let order = &line.order;
    SupervisionRow {
        href: paths::supervision(&order.no.slug()),
        number: order.no.to_string(),
        cause: order.cause.label(),
        case_no: order.case_no.to_string(),
        item: order.item_name.clone(),
        department: order.department_name.clone(),
        due: day(order.reply_by, today),
        deadline: deadline(line),
        stage: words::order_tag(&order.stage),
        waiting_for: words::order_waits(&order.stage, &order.department_name),
    }
}
