//! How long a chain takes (办理时限): members that run beside the others are accepted together on the day of the one
//! intake; one that waits is accepted on the working day on which the notices of those before it have come (domain
//! §3.5). The whole is due when the last member is: the longest way through, over working days.
//!
//! Not here: the clocks of one case (`cases::clocks`), and what a denial changes (`run`).

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use super::{Chain, Items, Ring, levels};
use crate::{
    base::Calendar,
    cases::{Terms, clocks},
};

/// 行政许可法 26, 42: unified, joint or centralised handling of licences within 45 working days of acceptance.
pub const JOINT_WORKDAYS: u32 = 45;

/// Where a member stands when the days ahead are counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// Not started; nothing known but its limit.
    Ahead,
    /// Accepted, its case due on this day; `None` = no limit is known.
    InHand(Option<Date>),
    /// It ended, and its notice came on this day.
    Ended(Date),
    /// It does not apply, or was dropped: nobody waits for it.
    Out,
}

/// The days of one member, as far as they can be told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MemberPlan {
    /// Member.
    pub key: String,
    /// Day on which it is accepted; `None` while it is not known when those before it end, or where it is in hand.
    pub accepted_on: Option<Date>,
    /// Last day by the limit that binds.
    pub due: Option<Date>,
    /// The member whose notice comes last before it.
    pub held_by: Option<String>,
}

/// The days of a chain.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Plan {
    /// Members that are not out, in the chain's order.
    pub members: Vec<MemberPlan>,
    /// Last day of the whole; `None` where a limit on the way is not known.
    pub due: Option<Date>,
    /// 暂定: passes a year whose holidays are not announced yet.
    pub provisional: bool,
    /// Working days from the first day to the last.
    pub workdays: Option<u32>,
    /// The same when every member takes its statutory limit; `None` where one has none.
    pub statutory_workdays: Option<u32>,
    /// The longest way: member after member up to the last that ends.
    pub critical: Vec<String>,
    /// The ceiling of the law, where it applies.
    pub ceiling: Option<Ceiling>,
}

/// 行政许可法 42: licences of several departments handled together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ceiling {
    /// The licences.
    pub licences: Vec<String>,
    /// Last day for the last of them.
    pub due: Date,
    /// Last day where the head of the people's government approved an extension.
    pub extended_due: Date,
    /// The last of them is planned after [`Ceiling::due`].
    pub exceeded: bool,
}

/// Counts the days of a chain from a day: that of the one intake, or today while it is under way. `standing` says
/// how members stand; one that it does not name is ahead. `extension_workdays` is the county's number for joint
/// handling (行政许可法 42: 15).
///
/// # Errors
/// A ring: its members never begin.
pub fn plan(
    chain: &Chain,
    items: &Items,
    standing: &BTreeMap<String, Standing>,
    (from, calendar): (Date, &Calendar),
    extension_workdays: u32,
) -> Result<Plan, Ring> {
    let order: Vec<&str> = levels(chain)?.into_iter().flatten().collect();
    let of = |key: &str| standing.get(key).copied().unwrap_or(Standing::Ahead);
    let promised = timeline(chain, items, &order, &of, (from, calendar), Binding::Due);
    let statutory = timeline(chain, items, &order, &of, (from, calendar), Binding::Statutory);
    let members: Vec<MemberPlan> =
        chain.members.iter().filter_map(|m| promised.days.get(m.key.as_str()).map(|d| planned(&m.key, d))).collect();
    let counted = |days: &Timeline| {
        let last = days.last()?;
        u32::try_from(calendar.workdays_between(from, last)).ok()
    };
    Ok(Plan {
        due: promised.last(),
        provisional: promised.provisional,
        workdays: counted(&promised),
        statutory_workdays: counted(&statutory),
        critical: critical(&members),
        ceiling: ceiling(chain, items, &members, (from, calendar), extension_workdays),
        members,
    })
}

#[derive(Clone, Copy)]
enum Binding {
    /// The earlier of promise and law.
    Due,
    Statutory,
}

struct Days {
    accepted_on: Option<Date>,
    end: Option<Date>,
    held_by: Option<String>,
}

struct Timeline<'a> {
    days: BTreeMap<&'a str, Days>,
    provisional: bool,
}

impl Timeline<'_> {
    /// The last end, if all are known.
    fn last(&self) -> Option<Date> {
        let ends: Option<Vec<Date>> = self.days.values().map(|d| d.end).collect();
        ends?.into_iter().max()
    }
}

fn planned(key: &str, days: &Days) -> MemberPlan {
    MemberPlan { key: key.to_owned(), accepted_on: days.accepted_on, due: days.end, held_by: days.held_by.clone() }
}

/// Day by day through the members, each after all it waits for.
fn timeline<'a>(
    chain: &Chain,
    items: &Items,
    order: &[&'a str],
    of: &impl Fn(&str) -> Standing,
    (from, calendar): (Date, &Calendar),
    binding: Binding,
) -> Timeline<'a> {
    let mut out = Timeline { days: BTreeMap::new(), provisional: false };
    for key in order {
        let days = match of(key) {
            Standing::Out => continue,
            Standing::Ended(on) => Days { accepted_on: None, end: Some(on), held_by: None },
            // What is overdue is not expected before today.
            Standing::InHand(due) => Days { accepted_on: None, end: due.map(|d| d.max(from)), held_by: None },
            Standing::Ahead => {
                let before = chain.member(key).map(|m| m.after.as_slice()).unwrap_or_default();
                let waited: Vec<(&String, Option<Date>)> =
                    before.iter().filter_map(|a| Some((a, out.days.get(a.as_str())?.end))).collect();
                let (ready, held_by) = ready(from, &waited);
                // An online intake may be on any day; a notice counts on a working day.
                let accepted_on = ready.map(|on| if held_by.is_some() { working_day(on, calendar) } else { on });
                let end = accepted_on.and_then(|on| {
                    let terms = Terms::of(&items.get(*key)?.content);
                    let found = clocks(on, terms, &[], None, calendar);
                    match binding {
                        Binding::Due => {
                            out.provisional |= found.due.provisional;
                            found.due.on
                        }
                        Binding::Statutory => found.statutory.map(|d| d.on),
                    }
                });
                Days { accepted_on, end, held_by }
            }
        };
        out.days.insert(key, days);
    }
    out
}

/// When the last notice has come, and whose it is; the first day itself where nobody is waited for.
fn ready(from: Date, waited: &[(&String, Option<Date>)]) -> (Option<Date>, Option<String>) {
    if let Some((unknown, _)) = waited.iter().find(|(_, end)| end.is_none()) {
        return (None, Some((*unknown).clone()));
    }
    let last = waited.iter().filter_map(|(key, end)| Some((end.as_ref()?, *key))).max();
    match last {
        Some((on, key)) => (Some((*on).max(from)), Some(key.clone())),
        None => (Some(from), None),
    }
}

/// The day itself where offices work, else the next on which they do.
fn working_day(on: Date, calendar: &Calendar) -> Date {
    if calendar.is_workday(on).is_yes() { on } else { calendar.add_workdays(on, 1).on }
}

/// From the last that ends back to the one that began it all.
fn critical(members: &[MemberPlan]) -> Vec<String> {
    let find = |key: &str| members.iter().find(|m| m.key == key);
    let mut at = members.iter().filter(|m| m.due.is_some()).rev().max_by_key(|m| m.due);
    let (mut out, mut seen) = (Vec::new(), BTreeSet::new());
    while let Some(member) = at.filter(|m| seen.insert(&m.key)) {
        out.push(member.key.clone());
        at = member.held_by.as_deref().and_then(find);
    }
    out.reverse();
    out
}

/// The ceiling applies to licences (行政许可) of at least two departments.
fn ceiling(
    chain: &Chain,
    items: &Items,
    members: &[MemberPlan],
    (from, calendar): (Date, &Calendar),
    extension_workdays: u32,
) -> Option<Ceiling> {
    let licence = |m: &&MemberPlan| items.get(&m.key).is_some_and(|i| i.content.item_type.is_licence());
    let licences: Vec<&MemberPlan> = members.iter().filter(licence).collect();
    let offices: BTreeSet<_> = licences.iter().filter_map(|m| Some(chain.member(&m.key)?.item.office.id)).collect();
    if offices.len() < 2 {
        return None;
    }
    let due = calendar.add_workdays(from, JOINT_WORKDAYS).on;
    Some(Ceiling {
        exceeded: licences.iter().filter_map(|m| m.due).any(|on| on > due),
        licences: licences.into_iter().map(|m| m.key.clone()).collect(),
        due,
        extended_due: calendar.add_workdays(due, extension_workdays).on,
    })
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use proptest::prelude::*;

    use super::*;
    use crate::{
        catalogue::{ItemType, Limit},
        chains::tests::{chain, item, member, office},
    };

    const MONDAY: Date = date(2026, 11, 30);

    fn with(members: &[(&str, &[&str], u16)]) -> (Chain, Items) {
        let it = chain(members.iter().map(|(key, after, _)| member(key, after)).collect());
        (it, members.iter().map(|(key, _, days)| ((*key).to_owned(), item(*days, ""))).collect())
    }

    fn planned(it: &Chain, items: &Items, standing: &[(&str, Standing)], from: Date) -> Plan {
        let standing = standing.iter().map(|(k, s)| ((*k).to_owned(), *s)).collect();
        plan(it, items, &standing, (from, &Calendar::default()), 15).unwrap()
    }

    #[test]
    fn members_side_by_side_begin_with_the_intake_and_the_rest_on_the_notice() {
        let (it, items) =
            with(&[("firm", &[], 1), ("fire", &[], 10), ("food", &["firm", "fire"], 5), ("sign", &["firm"], 0)]);
        let found = planned(&it, &items, &[], MONDAY);
        let days: Vec<(Option<Date>, Option<Date>)> = found.members.iter().map(|m| (m.accepted_on, m.due)).collect();
        assert_eq!(days[0], (Some(MONDAY), Some(date(2026, 12, 1))));
        assert_eq!(days[1], (Some(MONDAY), Some(date(2026, 12, 14))));
        assert_eq!(days[2], (Some(date(2026, 12, 14)), Some(date(2026, 12, 21))));
        assert_eq!(days[3], (Some(date(2026, 12, 1)), Some(date(2026, 12, 1))));
        assert_eq!((found.workdays, found.due), (Some(15), Some(date(2026, 12, 21))));
        assert_eq!(found.critical, ["fire", "food"]);
        assert_eq!(found.ceiling, None);
        assert!(found.provisional, "nobody arranged that year");
    }

    #[test]
    fn who_is_out_is_not_waited_for_and_who_is_late_holds_the_rest() {
        let (it, items) = with(&[("a", &[], 3), ("b", &["a"], 3), ("c", &["b"], 3)]);
        assert_eq!(planned(&it, &items, &[("b", Standing::Out)], MONDAY).workdays, Some(3), "c waits for b alone");
        let late = [("a", Standing::InHand(Some(date(2026, 11, 20))))];
        let found = planned(&it, &items, &late, MONDAY);
        assert_eq!(found.members[1].accepted_on, Some(MONDAY));
        assert_eq!(found.workdays, Some(6));
        let ended = [("a", Standing::Ended(date(2026, 11, 27))), ("b", Standing::InHand(None))];
        let found = planned(&it, &items, &ended, MONDAY);
        assert_eq!((found.due, found.workdays), (None, None), "no limit is known, so no day is told");
        assert_eq!(found.members[2].held_by.as_deref(), Some("b"));
    }

    #[test]
    fn a_notice_on_a_day_off_counts_on_the_next_working_day() {
        let (it, mut items) = with(&[("a", &[], 0), ("b", &["a"], 2)]);
        items.get_mut("a").unwrap().content.promised = Some(Limit::workdays(0));
        let saturday = date(2026, 12, 5);
        let standing = [("a", Standing::Ended(saturday))];
        let found = planned(&it, &items, &standing, saturday);
        assert_eq!(found.members[1].accepted_on, Some(date(2026, 12, 7)));
        assert_eq!(found.due, Some(date(2026, 12, 9)));
    }

    #[test]
    fn the_ceiling_of_the_law_holds_licences_of_several_departments() {
        let (mut it, mut items) = with(&[("a", &[], 30), ("b", &["a"], 20), ("c", &[], 90)]);
        for key in ["a", "b"] {
            items.get_mut(key).unwrap().content.item_type = ItemType::parse("01").unwrap();
        }
        items.get_mut("a").unwrap().content.statutory = Some(Limit::workdays(30));
        let found = planned(&it, &items, &[], MONDAY).ceiling.unwrap();
        assert_eq!(found.licences, ["a", "b"]);
        assert!(found.exceeded, "30 and 20 working days are more than 45");
        assert_eq!(found.due, Calendar::default().add_workdays(MONDAY, 45).on);
        assert_eq!(found.extended_due, Calendar::default().add_workdays(MONDAY, 60).on);
        items.get_mut("b").unwrap().content.promised = Some(Limit::workdays(15));
        assert!(!planned(&it, &items, &[], MONDAY).ceiling.unwrap().exceeded);
        it.members[1].item.office = office(i64::from(b'a'));
        assert_eq!(planned(&it, &items, &[], MONDAY).ceiling, None, "one department alone");
    }

    #[test]
    fn a_ring_has_no_days() {
        let (it, items) = with(&[("a", &["b"], 3), ("b", &["a"], 3)]);
        let refused = plan(&it, &items, &BTreeMap::new(), (MONDAY, &Calendar::default()), 15);
        assert_eq!(refused.unwrap_err().0, ["a", "b"]);
    }

    proptest! {
        /// The longest of all ways through, each walked to its end.
        #[test]
        fn the_whole_takes_the_longest_way(
            days in prop::collection::vec(0..9_u16, 1..6),
            edges in prop::collection::vec((0..5_usize, 0..5_usize), 0..9),
        ) {
            const KEYS: [&str; 5] = ["a", "b", "c", "d", "e"];
            let mut it = chain(days.iter().zip(KEYS).map(|(_, key)| member(key, &[])).collect());
            for (one, other) in edges {
                let (first, then) = (one.min(other), one.max(other));
                if first != then && then < days.len() {
                    it.members[then].after.push(KEYS[first].to_owned());
                }
            }
            let items: Items = days.iter().zip(KEYS).map(|(d, k)| (k.to_owned(), item(*d, ""))).collect();
            fn longest(it: &Chain, days: &[u16], at: usize) -> u32 {
                let next = (0..it.members.len()).filter(|n| it.members[*n].after.contains(&it.members[at].key));
                u32::from(days[at]) + next.map(|n| longest(it, days, n)).max().unwrap_or(0)
            }
            let brute = (0..days.len()).map(|n| longest(&it, &days, n)).max();
            let found = planned(&it, &items, &[], MONDAY);
            prop_assert_eq!(found.workdays, brute);
            let way: u32 = found.critical.iter().map(|k| {
                let n = KEYS.iter().position(|key| key == k).expect("one of them");
                u32::from(days[n])
            }).sum();
            prop_assert_eq!(Some(way), brute, "{:?} is such a way", found.critical);
        }
    }
}
