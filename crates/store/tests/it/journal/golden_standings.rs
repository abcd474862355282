//! The frozen texts of the ranking of counties.

use domain::{
    indicators::{EvidenceAsked, StandingComputed},
    publication::exchange::{MessageKind, MessageReceived},
};
use jiff::civil::date;
use store::{
    indicators::{report_change, standing_change, standing_row_change},
    journal::{Entry, Stream},
};
use testkit::region;

use super::golden::frozen;
use crate::indicators::standings::{a_report, a_row, a_standing, county};

#[test]
fn a_report_of_a_county() {
    let kept = a_report(date(2026, 11, 20), 2, 2);
    let event = MessageReceived {
        from: county().as_str().into(),
        seq: kept.seq,
        kind: MessageKind::Snapshot,
        accepted: 1,
        rejected: 0,
        digest: "66c7".into(),
    };
    let entry = Entry::new(Stream::exchange_in(&county()), 0, "exchange.received", &event);
    frozen("exchange_received_report", &entry.with(report_change(&region(), &kept)));
}

#[test]
fn the_counties_ranked() {
    let kept = a_standing(date(2026, 11, 20), 2);
    let event = StandingComputed {
        day: kept.day,
        version: kept.version,
        rules: kept.rules.version,
        ranked: kept.ranked,
        unranked: kept.unranked,
        basis: kept.basis.clone(),
    };
    let entry = Entry::new(Stream::standings(), 0, "indicators.standing_computed", &event)
        .with(standing_change(&region(), &kept))
        .with(standing_row_change(&region(), (kept.day, kept.version), &a_row("990102", Some(1))))
        .with(standing_row_change(&region(), (kept.day, kept.version), &a_row("990101", None)));
    frozen("indicators_standing_computed", &entry);
}

#[test]
fn rows_asked_for() {
    let event = EvidenceAsked {
        county: county().as_str().into(),
        key: "7#online_available_rate#not_met".into(),
        why: "抽查".into(),
    };
    frozen("indicators_evidence_asked", &Entry::new(Stream::standings(), 0, "indicators.evidence_asked", &event));
}
