//! The text of events of follow-up calls, frozen like every other.

use domain::{
    base::{DrawId, OrderId, StaffId},
    followup::{
        CallRecorded, ClueHandedOver, LineDrawn, LineSkipped, NumberShown, Outcome, Place, PlanChanged, SeedPromised,
        SkipReason, WeekDrawn,
    },
};
use jiff::civil::date;
use serde_json::json;
use store::{
    cases::{NumberShownRow, number_shown_change},
    followup::{SealedLine, line_change, plan_change, week_draw_change},
    journal::{Bulk, Entry, Stream},
};
use testkit::{region, stamp};

use super::golden::frozen;
use crate::followup::{a_draw, a_line, a_plan, reached, skipped, week};

#[test]
fn a_plan_and_a_draw() {
    let event = PlanChanged { version: 1, script: true };
    let entry = Entry::new(Stream::followup_plan(), 0, "followup.plan_changed", &event);
    frozen("followup_plan_changed", &entry.with(plan_change(&region(), &a_plan(1))));
    let w = week("2026-W47");
    let event = SeedPromised { week: w.to_string(), commitment: "66c7".into(), in_time: true };
    let entry = Entry::new(Stream::draw(w), 0, "followup.seed_promised", &event);
    frozen("followup_seed_promised", &entry.with(week_draw_change(&region(), &a_draw(w, false))));
    let drawn = a_draw(w, true);
    let event = WeekDrawn {
        week: w.to_string(),
        seed: "05".repeat(32),
        plan: 1,
        population: 40,
        left_out: 2,
        sample: 9,
        reserve: 5,
        in_time: true,
    };
    let list = Bulk { table: "followup_candidate".into(), id: DrawId::new(2026).get(), digest: "d2".into(), rows: 42 };
    let entry = Entry::new(Stream::draw(w), 0, "followup.drawn", &event).with(week_draw_change(&region(), &drawn));
    frozen("followup_drawn", &entry.with_bulk(list));
}

#[test]
fn a_call_through_its_life() {
    let put = |kind, facts: serde_json::Value, sealed: &SealedLine| {
        Entry::new(Stream::line(sealed.line.id), 0, kind, &facts).with(line_change(&region(), sealed))
    };
    let first = a_line(1, Place::Sample(1));
    let event = LineDrawn { week: "2026-W47".into(), case_no: first.line.case_no.clone(), place: "sample".into() };
    frozen("followup_line_drawn", &put("followup.line_drawn", json!(event), &first));
    let event = CallRecorded { outcome: Outcome::Reached, again_at: None };
    frozen("followup_called", &put("followup.called", json!(event), &reached(first.clone())));
    let event = CallRecorded { outcome: Outcome::NoAnswer, again_at: Some(stamp().happened_at) };
    frozen("followup_called_again", &put("followup.called", json!(event), &first));
    let event = LineSkipped { reason: SkipReason::InDispute };
    frozen("followup_skipped", &put("followup.skipped", json!(event), &skipped(first.clone())));
    let event = ClueHandedOver { on: date(2026, 11, 20), receipt: "县纪委 回执3号".into() };
    frozen("followup_clue_handed_over", &put("followup.clue_handed_over", json!(event), &reached(first.clone())));
    let second = a_line(2, Place::Second(OrderId::new(8)));
    let event = LineDrawn { week: "2026-W47".into(), case_no: second.line.case_no.clone(), place: "second".into() };
    frozen("followup_second_call", &put("followup.line_drawn", json!(event), &second));
    let event = NumberShown { case_no: first.line.case_no.clone() };
    let row = NumberShownRow {
        case: first.line.case,
        staff: StaffId::new(2),
        seq: 1,
        at: stamp().happened_at,
        office: "县政务服务中心".into(),
    };
    let shown = || Entry::new(Stream::staff(StaffId::new(2)), 0, "followup.number_shown", &event);
    // Before the applicant could see it the event moved no row.
    frozen("followup_number_shown", &shown());
    frozen("followup_number_shown_by_case", &shown().with(number_shown_change(&region(), &row)));
}
