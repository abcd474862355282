//! What is missing: by figure, by department, by what holds it up.

use std::collections::{BTreeMap, BTreeSet};

use domain::{
    indicators::{Indicator, RowStanding},
    people::Desk,
    reports::{Fact, Facts, Row, Trace},
};

use super::{Drawn, DrawnTable, facts::snapshot_source, figures};
use crate::{
    Bureau, Failure, Never,
    indicators::{self, BlockerOrigin, GapBlocker, GapList, Report},
};

/// Subjects that a unit still owes, and the figures they are missing from.
type Owed = BTreeMap<String, (BTreeSet<String>, BTreeSet<&'static str>)>;

pub(super) fn tell(
    bureau: &Bureau,
    desk: &Desk,
    now: &Report,
    facts: &mut Facts,
    drawn: &mut Drawn,
) -> Result<(), Failure<Never>> {
    let mut owed = Owed::new();
    let mut blockers: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for indicator in Indicator::FIVE {
        let Some(list) = indicators::gaps(bureau, desk, indicator, None)? else { continue };
        one(&list, now, facts);
        for gap in list.units.iter().flat_map(|u| &u.gaps).filter(|g| g.standing == RowStanding::NotMet) {
            let entry = owed.entry(gap.unit.clone()).or_default();
            entry.0.insert(gap.subject.clone());
            entry.1.insert(indicator.name());
            let word = held_up_by(&gap.blocker);
            blockers.entry(word).or_default().insert(gap.subject.clone());
        }
        let not_issued = list
            .units
            .iter()
            .flat_map(|u| &u.gaps)
            .filter(|g| g.standing == RowStanding::NotMet && g.order.is_none())
            .count();
        if not_issued > 0 {
            let trace = count_trace(format!("{}缺口中尚未交办的", indicator.name()), not_issued as u64, now);
            facts.add(
                "not_issued",
                Row::from([
                    ("name", Fact::word(indicator.name())),
                    ("count", Fact::number(not_issued.to_string(), trace)),
                ]),
            );
        }
    }
    units(&owed, now, facts, drawn);
    let mut held: Vec<(String, u64)> = blockers.into_iter().map(|(w, s)| (w, s.len() as u64)).collect();
    held.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    for (word, n) in held {
        let trace = count_trace(format!("堵点：{word}"), n, now);
        let count = Fact::number(n.to_string(), trace);
        facts.add("blockers", Row::from([("blocker", Fact::word(word)), ("count", count)]));
    }
    Ok(())
}

/// What holds a row up, as a kind that can be counted; free words of a guide are no kind.
fn held_up_by(blocker: &GapBlocker) -> String {
    match (blocker.kind, blocker.origin) {
        (Some(kind), _) => kind.word.clone(),
        (None, BlockerOrigin::None) => "原因未记录的".to_owned(),
        (None, BlockerOrigin::Recorded | BlockerOrigin::Guide) => "已写明原因、尚未归类的".to_owned(),
    }
}

fn count_trace(what: String, count: u64, now: &Report) -> Trace {
    Trace { what, parts: format!("{count} 项"), profile: String::new(), source: snapshot_source(now) }
}

/// One figure's gap.
fn one(list: &GapList, now: &Report, facts: &mut Facts) {
    let figure = &list.figure;
    let not_met = figure.counts.not_met;
    let name = Fact::word(figure.indicator.name());
    let from = figures::trace(figure, now);
    if not_met > 0 {
        let mut by_unit: Vec<(&str, u64)> =
            list.units.iter().filter(|u| u.not_met > 0).map(|u| (u.unit.as_str(), u.not_met)).collect();
        by_unit.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(b.0)));
        let shown: Vec<String> =
            by_unit.iter().take(3).map(|(u, n)| format!("{u}{n}{}", figure.indicator.unit())).collect();
        let more = if by_unit.len() > 3 { format!("等{}个单位", by_unit.len()) } else { String::new() };
        facts.add(
            "gaps",
            Row::from([
                ("name", name.clone()),
                ("gap", Fact::number(format!("{not_met}{}", figure.indicator.unit()), from.clone())),
                ("departments", Fact::number(format!("{}{more}", shown.join("、")), from.clone())),
            ]),
        );
        facts.add(
            "targets",
            Row::from([
                ("name", name.clone()),
                ("target", Fact::word(figure.target_text())),
                ("gap", Fact::number(format!("{not_met}{}", figure.indicator.unit()), from.clone())),
            ]),
        );
    }
    if figure.counts.unknown > 0 && figure.value.is_none() {
        let count = Fact::number(figure.counts.unknown.to_string(), from);
        facts.add("without_data", Row::from([("name", name), ("count", count)]));
    } else if figure.counts.unknown > 0 {
        let mut by_field: BTreeMap<&str, u64> = BTreeMap::new();
        for gap in list.units.iter().flat_map(|u| &u.gaps).filter(|g| g.standing == RowStanding::Unknown) {
            *by_field.entry(gap.closes.first().map_or("有关", |c| c.field.as_str())).or_default() += 1;
        }
        for (field, n) in by_field {
            let count = count_trace(format!("{}缺少“{field}”资料", figure.indicator.name()), n, now);
            facts.add(
                "unknowns",
                Row::from([
                    ("name", name.clone()),
                    ("count", Fact::number(n.to_string(), count)),
                    ("field", Fact::word(field)),
                ]),
            );
        }
    }
}

fn units(owed: &Owed, now: &Report, facts: &mut Facts, drawn: &mut Drawn) {
    let mut list: Vec<_> = owed.iter().collect();
    list.sort_by(|a, b| b.1.0.len().cmp(&a.1.0.len()).then_with(|| a.0.cmp(b.0)));
    let mut table = Vec::new();
    for (unit, (subjects, names)) in list {
        let names = names.iter().copied().collect::<Vec<_>>().join("、");
        let trace = count_trace(format!("{unit}未完成事项"), subjects.len() as u64, now);
        facts.add(
            "gap_departments",
            Row::from([
                ("department", Fact::word(unit.clone())),
                ("count", Fact::number(subjects.len().to_string(), trace)),
                ("names", Fact::word(names.clone())),
            ]),
        );
        table.push(vec![unit.clone(), subjects.len().to_string(), names]);
    }
    let columns = [("单位", 5, false), ("未完成数", 3, true), ("涉及指标", 10, false)];
    drawn.tables.insert("gap_departments".into(), DrawnTable::new("各单位未完成情况", &columns, table));
}
