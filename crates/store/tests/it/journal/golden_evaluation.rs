//! The text of events of the evaluation index, frozen like every other.

use domain::{
    base::EvaluationDisputeId,
    evaluation::{
        BulletinIssued, DisputeStage, IndexDrafted, IndexPublished, PeriodComputed, RowDisputed, RowRuled, TalkRecorded,
    },
};
use jiff::civil::date;
use store::{
    evaluation::{
        Draft, Published, bulletin_change, dispute_change, draft_change, index_change, run_change, talk_change,
    },
    journal::{Bulk, Entry, Stream},
};
use testkit::{region, stamp};

use super::golden::frozen;
use crate::evaluation::{a_bulletin, a_dispute, a_ruling, a_run, a_talk, an_index};

#[test]
fn an_index_a_computation_and_what_follows() {
    let new = |kind, event: serde_json::Value| Entry::new(Stream::evaluation(), 0, kind, &event);
    let event = serde_json::json!(IndexDrafted { from: 0 });
    let draft = Draft { version: 1, index: an_index(0) };
    frozen("evaluation_drafted", &new("evaluation.index_drafted", event).with(draft_change(&region(), &draft)));
    let event = IndexPublished { version: 1, name: "县评价指标体系".into(), source: "试算".into() };
    let published = Published { index: an_index(1), at: stamp().happened_at };
    frozen(
        "evaluation_published",
        &new("evaluation.index_published", serde_json::json!(event)).with(index_change(&region(), &published)),
    );
    let event = PeriodComputed { period: "2026-Q3".into(), nth: 1, index: 1, facts: 40, excluded: 1, subjects: 9 };
    let bulk = |table: &str, rows| Bulk { table: table.into(), id: 1, digest: "d3".into(), rows };
    let computed = new("evaluation.computed", serde_json::json!(event))
        .with(run_change(&region(), &a_run(1, "2026-Q3", 1)))
        .with_bulk(bulk("evaluation_score", 9))
        .with_bulk(bulk("evaluation_fact", 40));
    frozen("evaluation_computed", &computed);
    let event = TalkRecorded { period: "2026-Q3".into(), kind: "department".into(), on: date(2026, 11, 20) };
    frozen(
        "evaluation_talked",
        &new("evaluation.talked", serde_json::json!(event)).with(talk_change(&region(), &a_talk())),
    );
    let event = BulletinIssued { period: "2026-Q3".into(), title: "三季度评价通报".into() };
    frozen(
        "evaluation_bulletin_issued",
        &new("evaluation.bulletin_issued", serde_json::json!(event)).with(bulletin_change(&region(), &a_bulletin())),
    );
}

#[test]
fn a_dispute_through_its_life() {
    let stream = || Stream::evaluation_dispute(EvaluationDisputeId::new(1));
    let event =
        RowDisputed { period: "2026-Q3".into(), measure: "cases.on_time".into(), reason: "系统停机".into() };
    let raised = a_dispute(1, "1", DisputeStage::Raised);
    let entry = Entry::new(stream(), 0, "evaluation.disputed", &event);
    frozen("evaluation_disputed", &entry.with(dispute_change(&region(), &raised)));
    let event = RowRuled { upheld: true, reason: "属实".into() };
    let ruled = a_dispute(1, "1", DisputeStage::Upheld(a_ruling()));
    let entry = Entry::new(stream(), 0, "evaluation.ruled", &event);
    frozen("evaluation_ruled", &entry.with(dispute_change(&region(), &ruled)));
}
