//! The text of events of ratings, frozen like every other.

use domain::{
    base::{CaseId, ImportId, Satisfaction, StaffId},
    reviews::{
        CountyReviewRules, HandlingState, Invitation, NegativeAppealed, NegativeClosed, NegativeDecided,
        NegativeFedBack, NegativeRectified, NegativeVerified, Provenance, ReviewChannel, ReviewGiven, ReviewInvited,
        ReviewPublished, ReviewRulesDrafted, ReviewRulesDropped, ReviewRulesPublished, ReviewsImported, ServiceNode,
        SignFound, SignRuling, SignSettled, SignState,
    },
};
use jiff::civil::date;
use serde_json::json;
use store::{
    journal::{Bulk, Entry, Stream},
    reviews::{
        HandlingRow, ReviewImport, handling_change, invitation_change, review_change, review_import_change,
        review_rules_change, review_rules_draft_change, review_sign_change,
    },
};
use testkit::{region, stamp};

use super::golden::frozen;
use crate::reviews::{a_loop, a_review, a_sign, a_verdict, an_appeal};

#[test]
fn a_link_and_a_file() {
    let node = ServiceNode::Completion;
    let link = Invitation {
        case: CaseId::new(4),
        node,
        digest: "ab".into(),
        at: stamp().happened_at,
        until: date(2026, 12, 20),
    };
    let event = ReviewInvited { node, until: link.until };
    let entry = Entry::new(Stream::review_link(link.case, node), 0, "review.invited", &event);
    frozen("review_invited", &entry.with(invitation_change(&region(), &link)));
    let head = ReviewImport {
        import: ImportId::new(5),
        file_name: "好差评.xlsx".into(),
        digest: "d5".into(),
        entered_at: stamp().entered_at,
    };
    let event = ReviewsImported {
        file_name: head.file_name.clone(),
        file_digest: head.digest.clone(),
        rows: 3,
        added: 2,
        unchanged: 1,
        refused: 0,
    };
    let rows = Bulk { table: "imported_review".into(), id: 5, digest: "d2".into(), rows: 2 };
    let entry = Entry::new(Stream::review_imports(), 0, "review.imported", &event)
        .with(review_import_change(&region(), &head))
        .with_bulk(rows);
    frozen("review_imported", &entry);
}

#[test]
fn a_rating_through_its_life() {
    let row = a_review(1, Satisfaction::Dissatisfied, Provenance::Citizen);
    let put = |kind, facts: serde_json::Value, of: &HandlingRow| {
        Entry::new(Stream::review(row.id), 0, kind, &facts)
            .with(review_change(&region(), &row))
            .with(handling_change(&region(), of))
    };
    let given = ReviewGiven {
        node: ServiceNode::Completion,
        level: Satisfaction::Dissatisfied,
        options: vec![209],
        provenance: Provenance::Citizen,
        channel: ReviewChannel::QrCode,
        again: false,
    };
    let at = stamp().happened_at;
    frozen("review_given", &put("review.given", json!(given), &a_loop(1, HandlingState::Verifying)));
    let event = NegativeVerified { finding: "属实".into(), due: Some(date(2026, 11, 27)) };
    let state = HandlingState::Rectifying(a_verdict());
    frozen("review_verified", &put("review.verified", json!(event), &a_loop(1, state)));
    let event = NegativeAppealed { reason: "不是本窗口的事".into() };
    frozen("review_appealed", &put("review.appealed", json!(event), &a_loop(1, HandlingState::Appealed(an_appeal()))));
    let event = NegativeDecided { granted: true, reason: "误评".into() };
    let state = HandlingState::SetAside(an_appeal());
    frozen("review_appeal_decided", &put("review.appeal_decided", json!(event), &a_loop(1, state)));
    let event = NegativeRectified { done: "退回证明".into() };
    let state = HandlingState::Rectified(a_verdict(), at);
    frozen("review_rectified", &put("review.rectified", json!(event), &a_loop(1, state)));
    // What the person said is sealed in the row, and not in the event.
    let event = NegativeFedBack { answer: String::new() };
    let state = HandlingState::FedBack(a_verdict(), at);
    frozen("review_fed_back", &put("review.fed_back", json!(event), &a_loop(1, state)));
    let closed = a_loop(1, HandlingState::Closed(a_verdict(), at));
    let event = NegativeClosed { reply: "已取消这项证明".into() };
    frozen("review_closed", &put("review.closed", json!(event), &closed));
    let event = ReviewPublished { words: "多要了证明".into(), reply: "已取消这项证明".into() };
    frozen("review_published", &put("review.published", json!(event), &closed));
}

#[test]
fn rules_and_signs() {
    let shipped = include_str!("../../../../services/data/reviews.json");
    let mut rules: CountyReviewRules = serde_json::from_str(shipped).unwrap();
    (rules.version, rules.valid_from) = (1, date(2026, 12, 1));
    // The body is a text of its own; one option and one channel show its shape.
    rules.options.truncate(1);
    rules.rules.channels.retain(|word, _| word == "二维码");
    rules.rules.signs.settings.truncate(1);
    let stream = Stream::review_rules;
    let event = ReviewRulesDrafted { from: 0 };
    let entry = Entry::new(stream(), 0, "review.rules_drafted", &event);
    frozen("review_rules_drafted", &entry.with(review_rules_draft_change(&region(), Some(&rules))));
    let event = ReviewRulesPublished { version: 1, valid_from: rules.valid_from, source: rules.rules.source.clone() };
    let entry = Entry::new(stream(), 0, "review.rules_published", &event)
        .with(review_rules_change(&region(), &rules, stamp().happened_at))
        .with(review_rules_draft_change(&region(), None));
    frozen("review_rules_published", &entry);
    let entry = Entry::new(stream(), 0, "review.rules_dropped", &ReviewRulesDropped { from: 0 });
    frozen("review_rules_dropped", &entry.with(review_rules_draft_change(&region(), None)));
    let open = a_sign(1, SignState::Open);
    let event = SignFound { kind: open.kind, fresh: 2, rules_version: 0 };
    let entry = Entry::new(Stream::review_sign(open.id), 0, "review.sign_found", &event);
    frozen("review_sign_found", &entry.with(review_sign_change(&region(), &open)));
    let ruling = SignRuling { at: stamp().happened_at, by: StaffId::new(3), reason: "帮办员代点".into() };
    let settled = a_sign(1, SignState::Explained(ruling));
    let event = SignSettled { upheld: false, reason: "帮办员代点".into() };
    let entry = Entry::new(Stream::review_sign(settled.id), 0, "review.sign_settled", &event);
    frozen("review_sign_settled", &entry.with(review_sign_change(&region(), &settled)));
}
