//! Rows from follow-up calls (电话回访): each drawn case whose applicant was reached in the period, to the department, the
//! window and whoever took it in. Second calls do not count: they come after the case was put right.
//!
//! Deliberately not here: 廉洁自律. A low answer on it may be a clue that few may read, and a score opens into its rows.

use std::collections::BTreeMap;

use domain::{
    base::shanghai_day,
    evaluation::{Fact, Measure, Period, Unit, Who},
    followup::Dimension,
};
use store::{StoreError, Tx, cases};

use super::{points, span, taken_in_by};
use crate::{Bureau, evaluation::Source, followup::answered_calls};

/// The source.
pub(crate) const CALLS: Source = Source { word: "calls", label: "电话回访", measures: &MEASURES, facts };

const ABOUT: &str =
    "每条是一件接通的回访（二次回访不算）：非常满意 100 分，满意 80，基本满意 60，不满意 40，非常不满意 20。";

const MEASURES: [Measure; 5] = [
    Measure { word: "calls.overall", label: "回访总体评价", unit: Unit::Points, about: ABOUT },
    Measure { word: "calls.attitude", label: "回访服务态度", unit: Unit::Points, about: ABOUT },
    Measure { word: "calls.competence", label: "回访业务水平", unit: Unit::Points, about: ABOUT },
    Measure { word: "calls.efficiency", label: "回访办事效率", unit: Unit::Points, about: ABOUT },
    Measure { word: "calls.told_once", label: "回访一次性告知", unit: Unit::Points, about: ABOUT },
];

fn facts(bureau: &Bureau, tx: &mut Tx<'_>, period: Period) -> Result<Vec<Fact>, StoreError> {
    let mut out = Vec::new();
    for (line, call, answers) in answered_calls(bureau, tx, span(period))? {
        let mut values = BTreeMap::from([("calls.overall".to_owned(), points(answers.overall))]);
        for (dimension, level) in &answers.dimensions {
            match dimension {
                Dimension::Integrity => {}
                Dimension::Attitude | Dimension::Competence | Dimension::Efficiency | Dimension::ToldOnce => {
                    values.insert(format!("calls.{}", dimension.as_str()), points(*level));
                }
            }
        }
        let case = cases::case(tx, bureau.region(), line.case)?.map(|(case, _)| case);
        out.push(Fact {
            source: CALLS.word.to_owned(),
            key: line.id.to_string(),
            label: match &case {
                Some(case) => format!("{}（{}）", case.item_name, line.case_no),
                None => line.case_no.clone(),
            },
            on: shanghai_day(call.at),
            who: Who {
                department: Some(line.stratum.department),
                window: line.window,
                person: case.as_ref().and_then(taken_in_by),
                township: None,
            },
            values,
        });
    }
    Ok(out)
}
