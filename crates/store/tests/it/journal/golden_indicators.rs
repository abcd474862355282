//! The frozen texts of what happens to profiles and blockers.

use domain::indicators::{BlockerEntry, BlockersSet, ExemptMode, Indicator, Profile, ProfileChanged};
use jiff::civil::date;
use store::{
    indicators::{blocker_change, blocker_gone, profile_change},
    journal::{Entry, Stream},
};
use testkit::{profile, region, stamp};

use super::golden::frozen;

#[test]
fn blockers_entered_and_taken_away() {
    let rate = Indicator::OnlineAvailableRate;
    let entry = BlockerEntry {
        blocker: "system".into(),
        note: "专网未通".into(),
        owner: "县公安局".into(),
        planned_on: Some(date(2026, 12, 31)),
    };
    let event = BlockersSet {
        indicator: rate.id().into(),
        subjects: vec!["9100000000000001".into()],
        entry: Some(entry.clone()),
    };
    let change = blocker_change(&region(), rate, &event.subjects[0], &entry, (stamp().entered_at, "王芳"));
    frozen("blockers_set", &Entry::new(Stream::blockers(), 0, "indicators.blockers_set", &event).with(change));
    let gone = blocker_gone(&region(), rate, &event.subjects[0]);
    let event = BlockersSet { entry: None, ..event };
    frozen("blockers_gone", &Entry::new(Stream::blockers(), 0, "indicators.blockers_set", &event).with(gone));
}

#[test]
fn a_profile_saved_and_put_in_force() {
    let saved = Profile {
        version: 2,
        yellow: Some("95".into()),
        levels: vec!["4".into()],
        in_force: false,
        ..profile(Indicator::HallResidencyRate, ExemptMode::CountsAsMet)
    };
    let event = ProfileChanged {
        id: saved.id.clone(),
        indicator: saved.indicator.clone(),
        version: 2,
        why: "按省局〔2026〕3号".into(),
        fields: vec!["黄牌线：不设 → 95".into()],
    };
    let put = |kind, event: &ProfileChanged, p: &Profile| {
        Entry::new(Stream::county(), 0, kind, event).with(profile_change(&region(), p))
    };
    frozen("profile_saved", &put("indicators.profile_saved", &event, &saved));
    let event = ProfileChanged { version: 3, fields: vec!["是否启用：否 → 是".into()], ..event };
    let in_force = Profile { version: 3, in_force: true, ..saved };
    frozen("profile_put_in_force", &put("indicators.profile_put_in_force", &event, &in_force));
}
