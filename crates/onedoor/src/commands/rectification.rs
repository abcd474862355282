//! `onedoor rectification`: the register on the command line.

use domain::{base::date_text_with_year, people::Desk, rectification::Source};
use serde_json::json;
use services::rectification::{ListForm, OrderState, RegisterLine, list};

use super::DATA;
use crate::{
    cli::{self, Place, RegisterPart},
    failure::DONE,
    house::House,
    terminal,
};

pub(super) fn run(place: &Place, args: &cli::Rectification) -> anyhow::Result<u8> {
    let bureau = House::look(place, DATA)?.must_have_county()?;
    let form = ListForm {
        state: match args.part {
            RegisterPart::Open => OrderState::Open,
            RegisterPart::Issued => OrderState::Issued,
            RegisterPart::Overdue => OrderState::Overdue,
            RegisterPart::Answered => OrderState::Answered,
            RegisterPart::Closed => OrderState::Closed,
            RegisterPart::All => OrderState::All,
        },
        unit: args.unit.clone(),
        limit: 10_000,
        ..ListForm::default()
    };
    let register = list(&bureau, &Desk::system("命令行"), &form)?;
    let counts = register.counts;
    if args.json {
        let orders: Vec<_> = register.lines.iter().map(|line| row(line, bureau.today())).collect();
        let counts = json!({
            "issued": counts.issued, "overdue": counts.overdue, "answered": counts.answered,
            "closed": counts.closed, "withdrawn": counts.withdrawn,
        });
        terminal::print_json(&json!({ "counts": counts, "orders": orders }))?;
        return Ok(DONE);
    }
    terminal::print(&format!(
        "未销号 {} 件，其中超期 {} 件、待核验 {} 件；已销号 {} 件",
        counts.open(),
        counts.overdue,
        counts.answered,
        counts.closed
    ));
    for RegisterLine { order, .. } in &register.lines {
        let late = if order.is_overdue(bureau.today()) { "，已超期" } else { "" };
        let until = date_text_with_year(order.due_on);
        terminal::print(&format!(
            "{}  {}  {}  {}{late}，期限 {until}",
            order.no,
            order.subject.name,
            order.unit_name,
            order.stage.label()
        ));
    }
    Ok(DONE)
}

fn row(line: &RegisterLine, today: jiff::civil::Date) -> serde_json::Value {
    let order = &line.order;
    let of = match order.source {
        Source::Gap => Some(order.source_ref.as_str()),
        Source::Lead | Source::Score => Some(order.source_ref.as_str()),
        Source::Supervision | Source::FollowUp | Source::Inspection | Source::Review => None,
    };
    json!({
        "no": order.no.to_string(),
        "source": order.source.as_str(),
        "indicator": of,
        "subject_kind": order.subject.kind.as_str(),
        "subject": order.subject.key,
        "subject_name": order.subject.name,
        "unit": order.unit_name,
        "blocker": order.blocker,
        "requirement": order.requirement,
        "due_on": order.due_on.to_string(),
        "overdue": order.is_overdue(today),
        "stage": order.stage.as_str(),
        "stage_label": order.stage.label(),
    })
}
