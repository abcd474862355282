//! Rows from questionnaires (满意度问卷): each answer of the period at a place that belongs to a department or a window, by
//! aspect. Nobody knows who answered, so no row counts to a person; what was written in words is not taken over.

use std::collections::BTreeMap;

use domain::{
    base::Aspect,
    evaluation::{Fact, Measure, Period, Unit, Who},
    questionnaires::judged,
};
use store::{StoreError, Tx};

use super::points;
use crate::{Bureau, evaluation::Source, questionnaires::answered_in};

/// The source.
pub(crate) const QUESTIONNAIRES: Source =
    Source { word: "questionnaires", label: "满意度问卷", measures: &MEASURES, facts };

const ABOUT: &str = "每条是一份在部门或窗口投放点收到的答卷（整个大厅的不算，纸质补录的注明）：非常满意 100 分，满意 80，\
     基本满意 60，不满意 40，非常不满意 20；同一方面有几道题的取平均。不知道是谁答的，所以不计到个人。";

const MEASURES: [Measure; 4] = [
    Measure { word: "questionnaires.overall", label: "问卷总体满意度", unit: Unit::Points, about: ABOUT },
    Measure { word: "questionnaires.attitude", label: "问卷服务态度", unit: Unit::Points, about: ABOUT },
    Measure { word: "questionnaires.quality", label: "问卷服务质量", unit: Unit::Points, about: ABOUT },
    Measure { word: "questionnaires.efficiency", label: "问卷办事效率", unit: Unit::Points, about: ABOUT },
];

fn facts(bureau: &Bureau, tx: &mut Tx<'_>, period: Period) -> Result<Vec<Fact>, StoreError> {
    let answered = answered_in(bureau, tx, period.first_day(), period.last_day())?;
    let rows = answered.rows().filter(|(_, _, one)| one.department.is_some() || one.window.is_some());
    Ok(rows
        .map(|(id, body, one)| {
            let mut levels: BTreeMap<Aspect, Vec<f64>> = BTreeMap::new();
            for (about, level) in judged(body, one) {
                levels.entry(about).or_default().push(points(level));
            }
            let mean = |all: &[f64]| all.iter().sum::<f64>() / all.len() as f64;
            let word = |about: Aspect| format!("{}.{}", QUESTIONNAIRES.word, about.as_str());
            Fact {
                source: QUESTIONNAIRES.word.to_owned(),
                key: id.to_string(),
                label: format!("{}{}", body.title, if one.paper { "（纸质补录）" } else { "" }),
                on: one.on,
                who: Who { department: one.department, window: one.window, ..Who::default() },
                values: levels.iter().map(|(about, all)| (word(*about), mean(all))).collect(),
            }
        })
        .collect())
}
