//! Rows from the clocks (办理时限): each case completed in the period, to the department and to whoever decided.

use std::collections::BTreeMap;

use domain::{
    base::shanghai_day,
    evaluation::{Fact, Measure, Period, Unit, Who},
};
use store::{StoreError, Tx, cases};

use super::{share, span};
use crate::{Bureau, evaluation::Source};

/// The source.
pub(crate) const CASES: Source = Source { word: "cases", label: "办件时限", measures: &MEASURES, facts };

const MEASURES: [Measure; 3] = [
    Measure {
        word: "cases.on_time",
        label: "按时办结率",
        unit: Unit::Percent,
        about: "每条是一件办结的件：应当办结的那一天或以前办结为 1，超过为 0；没有期限的件不算。",
    },
    Measure {
        word: "cases.promise_used",
        label: "承诺时限用时占比",
        unit: Unit::Ratio,
        about: "每条是一件有承诺时限的办结件：受理到办结的工作日除以受理到承诺日的工作日，当日办结为 0。",
    },
    Measure {
        word: "cases.days",
        label: "办理用时",
        unit: Unit::Workdays,
        about: "每条是一件办结的件：受理的次日到办结之日的工作日数。",
    },
];

fn facts(bureau: &Bureau, tx: &mut Tx<'_>, period: Period) -> Result<Vec<Fact>, StoreError> {
    let calendar = bureau.calendar(tx)?;
    let mut out = Vec::new();
    for case in cases::cases_completed(tx, bureau.region(), span(period), None)? {
        let (Some(acceptance), Some(decision), Some(completion)) =
            (case.stage.acceptance(), case.stage.decision(), case.stage.completion())
        else {
            continue;
        };
        let on = shanghai_day(completion.at);
        let used = calendar.workdays_between(acceptance.on, on).max(0);
        let mut values = BTreeMap::from([("cases.days".to_owned(), used as f64)]);
        if let Some(due) = acceptance.clocks.due.on {
            values.insert("cases.on_time".to_owned(), share(on <= due));
        }
        let promised = acceptance.clocks.promised.map(|due| calendar.workdays_between(acceptance.on, due.on));
        if let Some(allowed) = promised.filter(|days| *days > 0) {
            values.insert("cases.promise_used".to_owned(), used as f64 / allowed as f64);
        }
        out.push(Fact {
            source: CASES.word.to_owned(),
            key: case.id.to_string(),
            label: format!("{}（{}）", case.item_name, case.no),
            on,
            who: Who { department: Some(case.department), person: decision.by, ..Who::default() },
            values,
        });
    }
    Ok(out)
}
