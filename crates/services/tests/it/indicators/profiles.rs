//! Profiles as data: the preview of a change, saving, which one is in force.

use domain::{
    indicators::{Indicator, ItemFacts, Profile, RowStanding},
    people::Role,
};
use services::{
    Failure,
    indicators::{
        ProfileForm, ProfileRefusal, alternatives, announce_profiles, profile_history, profiles, propose, put_in_force,
        save_profile,
    },
};
use testkit::{TestDb, on_every_engine};

use super::house::{House, good, seat, system};

const ONLINE: Indicator = Indicator::OnlineAvailableRate;

fn in_force(house: &House) -> Profile {
    let all = profiles(&house.bureau, &system()).unwrap();
    all.into_iter().find(|p| p.indicator == ONLINE.id() && p.in_force).unwrap()
}

/// Ten items: one exempt, one below the floor.
fn ten(t: &TestDb) -> House {
    let mut items = vec![good(); 10];
    items[0] = ItemFacts { exempt_online: true, online_depth: Some(1), ..good() };
    items[1] = ItemFacts { online_depth: Some(2), onsite_visits: Some(1), ..good() };
    let db = testkit::engines().into_iter().find(|e| e.name == t.name).unwrap();
    House::with_items(db, &items)
}

#[test]
fn a_change_is_shown_with_its_figures_and_the_rows_that_change_sides() {
    on_every_engine(|t| {
        let house = ten(t);
        let form =
            ProfileForm { exempt: "counts_as_met".into(), min_depth: "3".into(), ..ProfileForm::of(&in_force(&house)) };
        let early = propose(&house.bureau, &seat(Role::Supervisor), &form).unwrap();
        assert!(early.before.is_none() && early.after.is_none(), "before the first snapshot");
        house.take();
        let shown = propose(&house.bureau, &seat(Role::Supervisor), &form).unwrap();
        let (before, after) = (shown.before.unwrap(), shown.after.unwrap());
        assert_eq!((before.text().as_str(), before.denominator(), before.counts.excluded), ("100%", 9, 1));
        assert_eq!((after.text().as_str(), after.denominator(), after.counts.excluded), ("90.00%", 10, 0));
        let fields: Vec<&str> = shown.differences.iter().map(|d| d.0).collect();
        assert_eq!(fields, ["网上办理深度门槛", "免予统计的处理"]);
        let told: Vec<_> = shown.moved.iter().map(|m| (m.key, m.before, m.after)).collect();
        assert_eq!(
            told,
            [
                (1, Some(RowStanding::Excluded), Some(RowStanding::Met)),
                (2, Some(RowStanding::Met), Some(RowStanding::NotMet)),
            ]
        );
        assert_eq!(in_force(&house).min_depth, 2, "nothing was saved");
    });
}

#[test]
fn a_new_version_counts_from_the_next_snapshot_on() {
    on_every_engine(|t| {
        let house = ten(t);
        let (bureau, desk) = (&house.bureau, seat(Role::Supervisor));
        let before = house.take();
        let old = in_force(&house);
        let form = ProfileForm { min_depth: "3".into(), ..ProfileForm::of(&old) };
        assert_eq!(save_profile(bureau, &desk, &form, "按省局〔2026〕3号", Some("k")), Ok(2));
        assert_eq!(save_profile(bureau, &desk, &form, "按省局〔2026〕3号", Some("k")), Ok(2), "sent twice is once");
        assert_eq!(save_profile(bureau, &desk, &form, "再来", None), Err(Failure::Stale));
        let after = house.take();
        let value = |r: &services::indicators::Report| r.figure(ONLINE).unwrap().text();
        assert_eq!((value(&before).as_str(), value(&after).as_str()), ("100%", "88.89%"));
        assert_eq!(
            services::indicators::latest(bureau, &system(), bureau.today()).unwrap().unwrap().snapshot,
            after.snapshot
        );
        let history = profile_history(bureau, &desk, &old.id).unwrap();
        assert_eq!(history.len(), 1);
        assert_eq!((history[0].version, history[0].why.as_str()), (2, "按省局〔2026〕3号"));
        assert_eq!(history[0].fields, ["网上办理深度门槛：2 → 3"]);
        house.is_sound();
    });
}

#[test]
fn another_definition_can_be_looked_at_and_put_in_force() {
    on_every_engine(|t| {
        let house = ten(t);
        let (bureau, desk) = (&house.bureau, seat(Role::Supervisor));
        house.take();
        let old = in_force(&house);
        let mode_a = ProfileForm {
            id: "mode-a".into(),
            version: 0,
            exempt: "counts_as_met".into(),
            min_depth: "3".into(),
            ..ProfileForm::of(&old)
        };
        assert_eq!(save_profile(bureau, &desk, &mode_a, "对照", None), Ok(1));
        let taken = save_profile(bureau, &desk, &mode_a, "对照", None);
        assert_eq!(taken, Err(Failure::Refused(ProfileRefusal::Taken("mode-a".into()))));
        let both = alternatives(bureau, &desk, ONLINE).unwrap();
        let told: Vec<(&str, bool, String)> =
            both.iter().map(|(p, f)| (p.id.as_str(), p.in_force, f.as_ref().unwrap().text())).collect();
        assert_eq!(told, [(old.id.as_str(), true, "100%".into()), ("mode-a", false, "90.00%".into())]);
        assert_eq!(house.take().figure(ONLINE).unwrap().text(), "100%", "an alternative changes no figure");

        assert_eq!(put_in_force(bureau, &desk, "mode-a", 1, "省里改了算法", None), Ok(()));
        let again = put_in_force(bureau, &desk, "mode-a", 2, "再来", None);
        assert_eq!(again, Err(Failure::Refused(ProfileRefusal::InForce)));
        assert_eq!(put_in_force(bureau, &desk, "mode-a", 1, "再来", None), Err(Failure::Stale));
        assert_eq!(put_in_force(bureau, &desk, "没有", 1, "再来", None), Err(Failure::NotFound));
        assert_eq!((in_force(&house).id.as_str(), in_force(&house).version), ("mode-a", 2));
        assert_eq!(house.take().figure(ONLINE).unwrap().text(), "90.00%");
        let of_it = profiles(bureau, &desk).unwrap().into_iter().filter(|p| p.indicator == ONLINE.id() && p.in_force);
        assert_eq!(of_it.count(), 1, "one a figure");
        house.is_sound();
    });
}

#[test]
fn what_cannot_be_saved_names_its_field() {
    let house = ten(&TestDb::sqlite());
    let old = in_force(&house);
    let refused = |form: &ProfileForm, why: &str| match save_profile(&house.bureau, &system(), form, why, None) {
        Err(Failure::Refused(refusal)) => (refusal.field(), refusal.to_string()),
        other => panic!("{other:?}"),
    };
    let form = ProfileForm::of(&old);
    assert_eq!(refused(&form, "改").0, "why");
    assert_eq!(refused(&ProfileForm { min_depth: "3".into(), ..form.clone() }, " ").0, "why");
    let odd = ProfileForm { rounding: "half_even".into(), ..form.clone() };
    assert_eq!(refused(&odd, "改"), ("rounding", "取舍的取值不在可选范围内，请重新选择".into()));
    let other = ProfileForm { indicator: "instant_rate".into(), ..form.clone() };
    assert_eq!(refused(&other, "改").0, "id");
    let denied = save_profile(&house.bureau, &seat(Role::Editor), &form, "改", None);
    assert!(matches!(denied, Err(Failure::Denied(_))), "who is measured does not set the measure");
    let unknown = save_profile(&house.bureau, &system(), &ProfileForm { id: "new".into(), ..form }, "改", None);
    assert_eq!(unknown, Err(Failure::NotFound));
}

#[test]
fn a_county_of_an_earlier_program_gets_the_measures_it_has_no_profile_for() {
    let house = ten(&TestDb::sqlite());
    assert_eq!(announce_profiles(&house.bureau), Ok(vec![]));
    let gone = |id: &str| {
        let key = vec![("region", house.bureau.region().into()), ("id", id.into())];
        store::journal::Change::remove("metric_profile", key)
    };
    house.put(vec![gone("2023-instant"), gone("2023-limit-compression")]);
    assert_eq!(house.take().further.len(), 3);
    let entered = announce_profiles(&house.bureau).unwrap();
    assert_eq!(entered, [Indicator::InstantRate, Indicator::LimitCompression]);
    assert_eq!(house.take().further.len(), 5);
    house.is_sound();
}
