//! What hangs on a division beside its stations (区划牵动的): staff posted there, what is offered there, cases in hand, items
//! that name it. A merger moves none of it by itself; the preview says what somebody has to move.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::{DivisionVersion, Station};
use crate::base::{DivisionCode, named};

/// What hangs on one division.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Ties {
    /// Accounts of staff posted at its station, by name.
    pub staff: Vec<String>,
    /// Items that its station offers.
    pub offers: u64,
    /// Cases in hand that were begun at its station.
    pub cases: u64,
    /// Items in use that name it as their division.
    pub items: u64,
}

/// What the divisions that end, or change their names, bring with them.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Moved {
    /// Stations.
    pub stations: u64,
    /// Accounts of staff.
    pub staff: u64,
    /// Offers of stations.
    pub offers: u64,
    /// Cases in hand.
    pub cases: u64,
    /// Items.
    pub items: u64,
}

impl Moved {
    /// Nothing hangs on them.
    pub fn is_nothing(&self) -> bool {
        *self == Self::default()
    }

    fn add(&mut self, ties: &Ties, stations: u64) {
        self.stations += stations;
        self.staff += ties.staff.len() as u64;
        self.offers += ties.offers;
        self.cases += ties.cases;
        self.items += ties.items;
    }

    fn words(&self) -> String {
        let parts = [
            (self.stations, "个站点"),
            (self.staff, "个派驻账号"),
            (self.offers, "项站点事项"),
            (self.cases, "件在办的帮办件"),
            (self.items, "个事项写着它"),
        ];
        parts.iter().filter(|(n, _)| *n > 0).map(|(n, what)| format!("{n} {what}")).collect::<Vec<_>>().join("，")
    }
}

/// Divisions named in a note at most.
const SHOWN: usize = 20;

/// What the versions of a table move: of divisions that end, and of those that only change their names; with the notes that
/// say so. `was` are the names before.
pub(super) fn moved(
    was: &BTreeMap<DivisionCode, &str>,
    written: &[&DivisionVersion],
    (stations, ties): (&[Station], &BTreeMap<DivisionCode, Ties>),
) -> (Moved, Vec<String>) {
    let renamed: BTreeSet<DivisionCode> = written
        .iter()
        .filter(|v| v.valid_to.is_none() && was.get(&v.code).is_some_and(|name| *name != v.name))
        .map(|v| v.code)
        .collect();
    // Of several versions of one division the last decides whether it ends.
    let last: BTreeMap<DivisionCode, &DivisionVersion> = written.iter().map(|v| (v.code, *v)).collect();
    let ended = last.values().filter(|v| v.valid_to.is_some() && was.contains_key(&v.code)).map(|v| v.code);
    let here = |code: &DivisionCode| stations.iter().filter(|s| s.code == *code).count() as u64;
    let of = |code: &DivisionCode| {
        let mut one = Moved::default();
        one.add(ties.get(code).unwrap_or(&Ties::default()), here(code));
        one
    };
    let (mut all, mut notes, mut more) = (Moved::default(), Vec::new(), 0_usize);
    for code in ended {
        let one = of(&code);
        if one.is_nothing() {
            continue;
        }
        let own = ties.get(&code).cloned().unwrap_or_default();
        all.add(&own, one.stations);
        if notes.len() == SHOWN {
            more += 1;
            continue;
        }
        let name = was.get(&code).copied().unwrap_or_default();
        let who = if own.staff.is_empty() { String::new() } else { format!("（{}）", named(&own.staff)) };
        notes.push(format!("{name}停用，牵动{}{who}", one.words()));
    }
    if more > 0 {
        notes.push(format!("还有 {more} 个停用的区划也有牵动"));
    }
    if !all.is_nothing() {
        notes.push(format!("停用一共牵动{}。这些不会自动改：请改派账号、改登站点事项；在办的照常办完", all.words()));
    }
    let mut kept = Moved::default();
    for code in &renamed {
        kept.add(ties.get(code).unwrap_or(&Ties::default()), here(code));
    }
    if !kept.is_nothing() {
        notes.push(format!("改名的 {} 个区划：{}随代码不变，站点名称跟着改", renamed.len(), kept.words()));
    }
    (all, notes)
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::{
        super::{Level, SINCE_EVER},
        *,
    };

    fn code(n: u32) -> DivisionCode {
        DivisionCode::parse(&format!("990101100{n:03}")).unwrap()
    }

    fn version(n: u32, name: &str, ends: bool) -> DivisionVersion {
        DivisionVersion {
            code: code(n),
            valid_from: SINCE_EVER,
            valid_to: ends.then(|| date(2026, 12, 1)),
            name: name.into(),
            level: Level::Village,
            source: String::new(),
        }
    }

    #[test]
    fn what_ends_and_what_is_renamed_is_told_apart() {
        let was = BTreeMap::from([(code(201), "双桥村"), (code(202), "石桥村"), (code(203), "新村")]);
        let ties = BTreeMap::from([
            (code(201), Ties { staff: vec!["李桂花".into()], offers: 3, cases: 2, items: 1 }),
            (code(203), Ties { offers: 4, ..Ties::default() }),
        ]);
        let written = [version(201, "双桥村", true), version(202, "石桥村", true), version(203, "新社区", false)];
        let (all, notes) = moved(&was, &written.iter().collect::<Vec<_>>(), (&[], &ties));
        assert_eq!(all, Moved { stations: 0, staff: 1, offers: 3, cases: 2, items: 1 });
        assert_eq!(
            notes,
            [
                "双桥村停用，牵动1 个派驻账号，3 项站点事项，2 件在办的帮办件，1 个事项写着它（李桂花）",
                "停用一共牵动1 个派驻账号，3 项站点事项，2 件在办的帮办件，1 个事项写着它。\
                 这些不会自动改：请改派账号、改登站点事项；在办的照常办完",
                "改名的 1 个区划：4 项站点事项随代码不变，站点名称跟着改",
            ]
        );
        assert_eq!(moved(&was, &[], (&[], &ties)), (Moved::default(), vec![]));
        // A division that is renamed from a day on has two versions, the older one ending: it does not end itself.
        let mut two = [version(203, "新村", true), version(203, "新社区", false)];
        two[1].valid_from = date(2026, 12, 1);
        let (all, notes) = moved(&was, &two.iter().collect::<Vec<_>>(), (&[], &ties));
        assert!(all.is_nothing());
        assert_eq!(notes.len(), 1);
    }

    #[test]
    fn many_are_counted_and_the_first_are_named() {
        let names: Vec<String> = (0..30).map(|n| format!("第{n}村")).collect();
        let was: BTreeMap<DivisionCode, &str> = (0..30).map(|n| (code(n + 200), names[n as usize].as_str())).collect();
        let ties = (0..30).map(|n| (code(n + 200), Ties { cases: 1, ..Ties::default() })).collect();
        let written: Vec<DivisionVersion> = (0..30).map(|n| version(n + 200, &names[n as usize], true)).collect();
        let (all, notes) = moved(&was, &written.iter().collect::<Vec<_>>(), (&[], &ties));
        assert_eq!((all.cases, notes.len()), (30, SHOWN + 2));
        assert_eq!(notes[SHOWN], "还有 10 个停用的区划也有牵动");
    }
}
