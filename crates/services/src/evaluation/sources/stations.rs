//! Rows from the stations (基层站点): each village of a township, and each station whose name was checked, to the
//! township. Stations have no history: rows are those of the day of the computation.

use std::collections::{BTreeMap, BTreeSet};

use domain::{
    base::DivisionCode,
    evaluation::{Fact, Measure, Period, Unit, Who},
    stations::Level,
};
use store::{StoreError, Tx, stations};

use super::share;
use crate::{Bureau, evaluation::Source};

/// The source.
pub(crate) const STATIONS: Source = Source { word: "stations", label: "基层站点", measures: &MEASURES, facts };

const MEASURES: [Measure; 2] = [
    Measure {
        word: "stations.served",
        label: "村级站点覆盖率",
        unit: Unit::Percent,
        about: "每条是一个村（社区）：有正常运行的站点服务为 1，没有为 0。站点不留历史，按计算当日。",
    },
    Measure {
        word: "stations.named",
        label: "站点名称规范率",
        unit: Unit::Percent,
        about: "每条是一个核对过名称的站点：登记名称规范为 1，不规范为 0；没有核对过的不算。按计算当日。",
    },
];

/// The township that a division is or lies in: its first nine digits.
fn township(code: &DivisionCode) -> String {
    let digits: String = code.as_str().chars().take(9).collect();
    format!("{digits}000")
}

fn facts(bureau: &Bureau, tx: &mut Tx<'_>, period: Period) -> Result<Vec<Fact>, StoreError> {
    let region = bureau.region();
    let on = period.last_day();
    let open: BTreeSet<DivisionCode> =
        stations::stations(tx, region)?.into_iter().filter(|s| s.open).map(|s| s.code).collect();
    let serves: BTreeMap<DivisionCode, DivisionCode> = stations::serves(tx, region)?.into_iter().collect();
    let divisions = stations::divisions(tx, region)?;
    let known: BTreeSet<String> = divisions.iter().map(|d| d.code.as_str().to_owned()).collect();
    let fact = |key: String, label: &str, code: &DivisionCode, measure: &str, value: f64| {
        let town = township(code);
        known.contains(&town).then(|| Fact {
            source: STATIONS.word.to_owned(),
            key,
            label: label.to_owned(),
            on,
            who: Who { township: Some(town), ..Who::default() },
            values: BTreeMap::from([(measure.to_owned(), value)]),
        })
    };
    let villages = divisions.iter().filter(|d| match d.level {
        Level::Village => true,
        Level::Town => false,
    });
    let mut out: Vec<Fact> = villages
        .filter_map(|d| {
            let is_served = serves.get(&d.code).is_some_and(|station| open.contains(station));
            fact(format!("served/{}", d.code.as_str()), &d.name, &d.code, "stations.served", share(is_served))
        })
        .collect();
    out.extend(stations::stations(tx, region)?.iter().filter_map(|s| {
        fact(format!("named/{}", s.code.as_str()), &s.name, &s.code, "stations.named", share(s.name_ok?))
    }));
    Ok(out)
}
