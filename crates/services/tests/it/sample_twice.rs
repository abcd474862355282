//! The sample county made twice: the same but for its secrets.

use std::{collections::BTreeMap, sync::Arc};

use domain::{
    base::{FixedClock, SeededRng},
    people::Desk,
};
use jiff::Timestamp;
use services::{Bureau, Chance};
use store::{Database, Val, seam::instant_text};

use crate::sample::{Made, chance, count, on_sqlite};

/// What may differ between two runs: secrets, and what is computed from them.
const SECRET: [&str; 41] = [
    "signing_key.*",
    "person_key.*",
    "staff_secret.*",
    "stream_head.hash",
    "block.*",
    "lease.*",
    "event.body",
    "event.prev_hash",
    "event.hash",
    "person.code_hash",
    "service_case.applicant_name",
    "service_case.applicant_code",
    "service_case.contact_name",
    "service_case.contact_phone",
    "service_case.query_password",
    "service_case.receiver",
    "service_case.answers",
    "followup_line.answers",
    "followup_line.skip_note",
    "followup_seed.sealed",
    "questionnaire_answer.answers",
    "questionnaire_device.mark",
    "review_invitation.digest",
    "review_handling.answer",
    "service_review.device",
    "service_review.phone",
    "service_review.words",
    "service_review.words_mark",
    "service_review.again_words",
    "station_photo.address",
    "certificate.holder_name",
    "certificate.holder_code",
    "oversight_finding.subject",
    "oversight_finding.body",
    "oversight_lead.subject",
    "oversight_lead.body",
    "session.*",
    "attempt.*",
    "idempotency.*",
    "schema_migration.*",
    "outbox.*",
];

type Content = BTreeMap<String, Vec<String>>;

fn content(bureau: &Bureau, db: &Database) -> Content {
    let tables: Vec<&str> = store::tables::PROJECTIONS
        .iter()
        .map(|p| p.name)
        .chain(store::tables::DERIVED.iter().copied())
        .chain(store::tables::FROZEN.iter().copied())
        .chain(store::tables::JOURNAL.iter().copied())
        .chain(store::tables::WORKING.iter().copied())
        .collect();
    let mut out = Content::new();
    for table in tables.into_iter().filter(|t| !SECRET.contains(&format!("{t}.*").as_str())) {
        let rows =
            db.read(|tx| tx.rows(&format!("SELECT * FROM {table} WHERE region = $1"), &[Val::from(bureau.region())]));
        let mut lines: Vec<String> = rows
            .unwrap()
            .iter()
            .map(|row| {
                let open = row.names().iter().filter(|n| !SECRET.contains(&format!("{table}.{n}").as_str()));
                open.map(|n| format!("{n}={:?} ", row.val(n).unwrap())).collect()
            })
            .collect();
        lines.sort();
        out.insert(table.to_owned(), lines);
    }
    out
}

#[test]
fn two_runs_on_one_day_give_the_same_county_whatever_the_hour_and_the_chance() {
    let (one, two) = (on_sqlite(chance(1, 1)), on_sqlite(chance(20, 2)));
    let (a, b) = (content(&one.sample.bureau, &one.db), content(&two.sample.bureau, &two.db));
    assert!(a["service_case"].len() > 300 && a["event"].len() > 1_000);
    assert_eq!(a.keys().collect::<Vec<_>>(), b.keys().collect::<Vec<_>>());
    for (table, lines) in &a {
        for (x, y) in lines.iter().zip(&b[table]) {
            assert_eq!(x, y, "{table}");
        }
        assert_eq!(lines.len(), b[table].len(), "{table}");
    }
    let opened = |made: &Made| {
        made.db.read(|tx| tx.rows("SELECT applicant_name FROM service_case ORDER BY id", &[])).unwrap()[0]
            .bytes("applicant_name")
            .unwrap()
    };
    assert_ne!(opened(&one), opened(&two), "what is sealed hangs on the county's own chance");
}

/// A holiday, and a day after the last announced year: made in the first instant of the day.
#[test]
fn a_sample_of_any_day_has_the_figures_and_nothing_from_the_future() {
    for midnight in ["2026-10-02T16:00:00Z", "2027-03-06T16:00:00Z"] {
        let now: Timestamp = midnight.parse().unwrap();
        let rng = Arc::new(SeededRng::new(3));
        let made = on_sqlite(Chance { clock: Arc::new(FixedClock(now)), rng });
        let (bureau, desk) = (&made.sample.bureau, Desk::system("测试"));
        let report = services::indicators::latest(bureau, &desk, bureau.today()).unwrap().unwrap();
        let values: Vec<String> = report.figures.iter().map(|(f, _)| f.text()).collect();
        assert_eq!(values, ["99.94%", "99.84%", "98.3%", "100%", "98.1%"], "{midnight}");
        let late = format!("SELECT count(*) AS n FROM event WHERE happened_at > '{}'", instant_text(now));
        assert_eq!(count(&made.db, &late), 0, "{midnight}");
        assert!(count(&made.db, "SELECT count(*) AS n FROM event") > 1_000);
        assert!(services::journal::verify(bureau).unwrap().is_sound(), "{midnight}");
    }
}
