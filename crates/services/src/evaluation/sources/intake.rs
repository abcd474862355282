//! Rows from the intake (收件受理): each case received in the period, to the window and to whoever took it in.

use std::collections::BTreeMap;

use domain::{
    cases::Channel,
    evaluation::{Fact, Measure, Period, Unit, Who},
};
use store::{StoreError, Tx, cases};

use super::{share, taken_in_by};
use crate::{Bureau, evaluation::Source};

/// The source.
pub(crate) const INTAKE: Source = Source { word: "intake", label: "收件受理", measures: &MEASURES, facts };

const MEASURES: [Measure; 3] = [
    Measure {
        word: "intake.same_day",
        label: "当日受理率",
        unit: Unit::Percent,
        about: "每条是一件受理的件：收件当日受理为 1，以后受理为 0。",
    },
    Measure {
        word: "intake.corrected",
        label: "补正率",
        unit: Unit::Percent,
        about: "每条是一件收到的件：发过一次性告知补正为 1，没有为 0。",
    },
    Measure {
        word: "intake.returned",
        label: "退件率",
        unit: Unit::Percent,
        about: "每条是一件收到的件：退回申请人为 1，没有为 0。",
    },
];

fn facts(bureau: &Bureau, tx: &mut Tx<'_>, period: Period) -> Result<Vec<Fact>, StoreError> {
    let days = (period.first_day(), period.last_day());
    let received = cases::cases_received(tx, bureau.region(), days)?;
    Ok(received
        .into_iter()
        // What was taken in elsewhere says nothing of how it is taken in here.
        .filter(|case| case.foreign.is_none() || case.channel == Channel::Window)
        .map(|case| {
            let mut values = BTreeMap::from([
                ("intake.corrected".to_owned(), share(case.correction.is_some())),
                ("intake.returned".to_owned(), share(case.stage.as_str() == "returned")),
            ]);
            if let Some(acceptance) = case.stage.acceptance() {
                values.insert("intake.same_day".to_owned(), share(acceptance.on <= case.receipt.on));
            }
            Fact {
                source: INTAKE.word.to_owned(),
                key: case.id.to_string(),
                label: format!("{}（{}）", case.item_name, case.no),
                on: case.receipt.on,
                who: Who {
                    department: case.accepting_department,
                    window: case.window_no,
                    person: taken_in_by(&case),
                    township: None,
                },
                values,
            }
        })
        .collect())
}
