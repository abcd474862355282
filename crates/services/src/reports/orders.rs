//! The register of rectification (整改台账) as facts: what was closed, what is overdue, what is due when.

use std::collections::BTreeMap;

use domain::{
    people::Desk,
    rectification::{Ending, Order, Stage},
    reports::{Fact, Facts, ReportKind, Row, Trace},
};
use jiff::{civil::Date, tz::Offset};

use super::{
    Drawn, DrawnTable,
    facts::{Wanted, day},
};
use crate::{
    Bureau, Failure, Never,
    rectification::{self, ListForm, OrderState},
};

/// Orders read at a time.
const STRIDE: u32 = 2_000;
/// Orders that a report's table lists; the register has all.
const LISTED: usize = 100;

fn count(what: String, n: u64) -> Fact {
    let trace = Trace { what, parts: format!("{n} 件"), profile: String::new(), source: "整改台账".into() };
    Fact::number(n.to_string(), trace)
}

pub(super) fn tell(
    bureau: &Bureau,
    desk: &Desk,
    wanted: &Wanted,
    since: Date,
    facts: &mut Facts,
    drawn: &mut Drawn,
) -> Result<(), Failure<Never>> {
    let today = bureau.today();
    let mut open = all(bureau, desk, OrderState::Open)?;
    if wanted.kind == ReportKind::Assignment {
        // What has been answered waits for the check, not for the department.
        open.retain(|o| o.department == wanted.department && matches!(o.stage, Stage::Issued(_)));
    } else {
        closed(bureau, desk, since, facts)?;
    }
    open.sort_by(|a, b| a.due_on.cmp(&b.due_on).then_with(|| a.id.cmp(&b.id)));
    let mut table = Vec::new();
    let mut units: BTreeMap<&str, (u64, Date, Date)> = BTreeMap::new();
    for order in &open {
        facts.add("open_orders", row_of(order));
        if order.is_overdue(today) {
            facts.add("overdue_orders", row_of(order));
        }
        let unit = units.entry(&order.unit_name).or_insert((0, order.due_on, order.due_on));
        *unit = (unit.0 + 1, unit.1.min(order.due_on), unit.2.max(order.due_on));
        if wanted.kind != ReportKind::Assignment && table.len() == LISTED {
            continue;
        }
        table.push(vec![
            order.no.to_string(),
            order.unit_name.clone(),
            order.subject.name.clone(),
            order.requirement.clone(),
            order.due_on.to_string(),
        ]);
    }
    for (unit, (n, first, last)) in units {
        facts.add(
            "next_by_department",
            Row::from([
                ("department", Fact::word(unit)),
                ("count", count(format!("{unit}正在整改"), n)),
                ("first_due", Fact::word(day(first))),
                ("last_due", Fact::word(day(last))),
            ]),
        );
    }
    let columns = [
        ("单号", 5, false),
        ("责任单位", 4, false),
        ("事项或站点", 7, false),
        ("整改要求", 7, false),
        ("完成期限", 4, false),
    ];
    let caption = match open.len() {
        n if n > table.len() => format!("整改任务和时限（先到期的 {LISTED} 件，共 {n} 件，其余见整改台账）"),
        _ => "整改任务和时限".to_owned(),
    };
    drawn.tables.insert("open_orders".into(), DrawnTable::new(&caption, &columns, table));
    Ok(())
}

/// All orders of a state, page by page.
fn all(bureau: &Bureau, desk: &Desk, state: OrderState) -> Result<Vec<Order>, Failure<Never>> {
    let mut form = ListForm { state, limit: STRIDE, ..ListForm::default() };
    let mut out = Vec::new();
    loop {
        let page = rectification::list(bureau, desk, &form)?;
        out.extend(page.lines.into_iter().map(|l| l.order));
        match page.next {
            Some(next) => form.after = Some(next),
            None => return Ok(out),
        }
    }
}

fn row_of(order: &Order) -> Row {
    Row::from([
        ("no", Fact::word(order.no.to_string())),
        ("department", Fact::word(order.unit_name.clone())),
        ("subject", Fact::word(order.subject.name.clone())),
        ("requirement", Fact::word(order.requirement.clone())),
        ("blocker", Fact::word(order.blocker.clone())),
        ("due", Fact::word(day(order.due_on))),
    ])
}

/// Orders put right since the last time. One that was closed because it cannot be put right is no feat.
fn closed(bureau: &Bureau, desk: &Desk, since: Date, facts: &mut Facts) -> Result<(), Failure<Never>> {
    facts.look("closed_orders");
    let mut units: BTreeMap<String, u64> = BTreeMap::new();
    for order in all(bureau, desk, OrderState::Closed)?.into_iter().filter(|o| was_put_right(o, since)) {
        *units.entry(order.unit_name).or_default() += 1;
    }
    if units.is_empty() {
        return Ok(());
    }
    let what = format!("{}以来销号", day(since));
    facts.add(
        "closed_orders",
        Row::from([
            ("count", count(what.clone(), units.values().sum())),
            ("departments", count(format!("{what}涉及的单位"), units.len() as u64)),
            ("since", Fact::word(day(since))),
        ]),
    );
    for (unit, n) in units {
        let n = count(format!("{unit}{what}"), n);
        facts.add("closed_by_department", Row::from([("department", Fact::word(unit)), ("count", n)]));
    }
    Ok(())
}

fn was_put_right(order: &Order, since: Date) -> bool {
    match &order.stage {
        Stage::Closed(_, closing) => {
            let day = Offset::constant(8).to_datetime(closing.at).date();
            day >= since
                && match closing.ending {
                    Ending::Met => true,
                    Ending::Unattainable => false,
                }
        }
        Stage::Issued(_) | Stage::Answered(_) | Stage::Withdrawn(_) => false,
    }
}
