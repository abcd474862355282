//! Rows for scores from the cards (红黄牌): each case completed in the period with the cards that stand, to the
//! department. Evaluation stands left of this word, so whoever computes hands this source in.

use std::collections::BTreeMap;

use domain::{
    base::{CaseId, shanghai_day},
    evaluation::{Fact, Measure, Period, Unit, Who},
    oversight::watch::Level,
};
use store::{
    StoreError, Tx, cases,
    oversight::watch::{self as rows, CardFilter, CardState},
};

use crate::{
    Bureau,
    evaluation::{Source, span},
};

/// The source.
pub const CARDS: Source = Source { word: "cards", label: "电子监察", measures: &MEASURES, facts };

const MEASURES: [Measure; 2] = [
    Measure {
        word: "cards.yellow",
        label: "黄牌",
        unit: Unit::PerHundred,
        about: "每条是一件办结的件：件上仍然有效的黄牌张数，撤销的不算。",
    },
    Measure {
        word: "cards.red",
        label: "红牌",
        unit: Unit::PerHundred,
        about: "每条是一件办结的件：件上仍然有效的红牌张数，撤销的不算。",
    },
];

/// Cards read at once.
const PAGE: i64 = 1_000;

/// Yellow and red cards that stand, by case; given on a day or later.
fn standing(
    bureau: &Bureau,
    tx: &mut Tx<'_>,
    since: jiff::civil::Date,
) -> Result<BTreeMap<CaseId, (f64, f64)>, StoreError> {
    let filter = CardFilter { state: CardState::Counting, since: Some(since), ..CardFilter::default() };
    let (mut out, mut before) = (BTreeMap::<CaseId, (f64, f64)>::new(), None);
    loop {
        let page = rows::cards(tx, bureau.region(), &filter, before, PAGE)?;
        for card in page.iter().filter(|c| c.counts()) {
            let of = out.entry(card.case).or_default();
            match card.reached.level {
                Level::Reminder => {}
                Level::Yellow => of.0 += 1.0,
                Level::Red => of.1 += 1.0,
            }
        }
        match page.last() {
            Some(last) if page.len() as i64 == PAGE => before = Some((last.given_on, last.id.get())),
            Some(_) | None => return Ok(out),
        }
    }
}

fn facts(bureau: &Bureau, tx: &mut Tx<'_>, period: Period) -> Result<Vec<Fact>, StoreError> {
    let completed = cases::cases_completed(tx, bureau.region(), span(period), None)?;
    let first = completed.iter().filter_map(|c| c.stage.acceptance()).map(|a| a.on).min();
    let Some(first) = first else { return Ok(Vec::new()) };
    let cards = standing(bureau, tx, first)?;
    Ok(completed
        .into_iter()
        .filter_map(|case| {
            let on = shanghai_day(case.stage.completion()?.at);
            let (yellow, red) = cards.get(&case.id).copied().unwrap_or_default();
            let values = [("cards.yellow", yellow), ("cards.red", red)];
            Some(Fact {
                source: CARDS.word.to_owned(),
                key: case.id.to_string(),
                label: format!("{}（{}）", case.item_name, case.no),
                on,
                who: Who { department: Some(case.department), ..Who::default() },
                values: values.map(|(word, value)| (word.to_owned(), value)).into(),
            })
        })
        .collect())
}
