//! Worked figures: the report's own, lower bounds, targets that look back, cards.

use jiff::civil::date;

use super::*;

fn profile(decimals: u8) -> Profile {
    Profile {
        id: "t".into(),
        indicator: "online_available_rate".into(),
        name: "试算".into(),
        item_types: vec!["01".into()],
        min_depth: 2,
        decimals,
        source: "test".into(),
        ..Profile::default()
    }
}

fn by(counts: (u64, u64, u64), profile: &Profile) -> Figure {
    let counts = Counts { met: counts.0, not_met: counts.1, unknown: counts.2, excluded: 0 };
    Figure::new(Indicator::OnlineAvailableRate, counts, profile, date(2026, 11, 20), None)
}

fn figure(met: u64, not_met: u64, unknown: u64, decimals: u8) -> Figure {
    by((met, not_met, unknown), &profile(decimals))
}

/// The report this product grew from (domain §0).
#[test]
fn the_reports_figures() {
    assert_eq!(figure(3075, 2, 0, 2).value.as_deref(), Some("99.94"));
    assert_eq!(figure(3072, 5, 0, 2).value.as_deref(), Some("99.84"));
    assert_eq!(figure(3025, 52, 0, 1).value.as_deref(), Some("98.3"));
    assert_eq!(figure(3019, 58, 0, 1).value.as_deref(), Some("98.1"));
    assert_eq!(figure(259, 0, 0, 1).value.as_deref(), Some("100"));
}

#[test]
fn unknown_rows_make_a_lower_bound_and_nothing_known_makes_no_figure() {
    assert_eq!(figure(9, 0, 1, 1).text(), "至少 90.0%");
    assert_eq!(figure(0, 0, 1135, 2).value, None);
    assert_eq!(figure(0, 0, 1135, 2).text(), "没有数据");
    assert_eq!(figure(0, 0, 0, 2).text(), "没有数据");
    assert!(!figure(0, 0, 0, 2).is_on_target(), "an empty county has reached nothing");
}

fn before(part: u64, whole: u64) -> Option<Previous> {
    let ratio = Ratio::new(part, whole).unwrap();
    Some(Previous { as_of: date(2026, 10, 31), ratio, value: ratio.percent_text(1).unwrap() })
}

#[test]
fn a_rising_figure_must_be_more_than_before_until_everything_is_reached() {
    let rising = Profile { target_kind: TargetKind::Rising, ..profile(1) };
    let risen = by((98, 2, 0), &rising).against(before(97, 100));
    assert!(risen.is_on_target());
    assert_eq!(risen.target_text(), "持续提升，上次 97.0%");
    let same = by((98, 2, 0), &rising).against(before(98, 100));
    assert_eq!((same.is_on_target(), same.missing), (false, 1));
    let fallen = by((95, 5, 0), &rising).against(before(98, 100));
    assert_eq!(fallen.missing, 4);
    let full = by((100, 0, 0), &rising).against(before(100, 100));
    assert!(full.is_on_target(), "more than everything there is not");
    let first = by((98, 2, 0), &rising).against(None);
    assert_eq!((first.missing, first.target_text().as_str()), (2, "持续提升，直至 100%"));
}

#[test]
fn a_held_figure_must_reach_its_target_and_not_fall_behind() {
    let hold = Profile { target_kind: TargetKind::Hold, target: "90".into(), ..profile(1) };
    assert!(by((95, 5, 0), &hold).against(before(95, 100)).is_on_target());
    assert_eq!(by((93, 7, 0), &hold).against(before(95, 100)).missing, 2);
    assert_eq!(by((85, 15, 0), &hold).against(before(80, 100)).missing, 5);
    assert_eq!(by((85, 15, 0), &hold).target_text(), "维持 90%");
    let other_whole = by((190, 10, 0), &hold).against(before(95, 100));
    assert!(other_whole.is_on_target(), "the share is compared, not the number of rows");
}

#[test]
fn a_card_is_given_when_it_is_certain() {
    let cards = Profile { yellow: Some("95".into()), red: Some("90".into()), ..profile(1) };
    assert_eq!(by((95, 5, 0), &cards).card, None, "on the line is not below it");
    assert_eq!(by((949, 51, 0), &cards).card, Some(Card::Yellow));
    assert_eq!(by((89, 11, 0), &cards).card, Some(Card::Red));
    assert_eq!(by((89, 5, 6), &cards).card, None, "the unknown ones may all be met");
    assert_eq!(by((0, 0, 7), &cards).card, None);
    let lower = Profile { direction: Direction::LowerIsBetter, yellow: Some("5".into()), red: None, ..cards };
    assert_eq!(by((6, 94, 0), &lower).card, Some(Card::Yellow));
    assert_eq!(by((5, 95, 0), &lower).card, None);
}

#[test]
fn where_lower_is_better_the_target_is_a_ceiling() {
    let lower = Profile { direction: Direction::LowerIsBetter, target: "5".into(), ..profile(1) };
    assert_eq!(by((7, 93, 0), &lower).missing, 2);
    assert!(by((5, 95, 0), &lower).is_on_target());
}

#[test]
fn a_measure_without_a_target_reaches_none_and_lacks_none() {
    let watch = Profile { target_kind: TargetKind::Watch, ..profile(1) };
    let figure = by((5, 95, 0), &watch).against(before(4, 100));
    assert_eq!((figure.missing, figure.is_on_target(), figure.target_text().as_str()), (0, false, "不设目标"));
}
