//! The text of events of ratings, frozen like every other.

use domain::{
    base::{CaseId, ImportId, Satisfaction},
    reviews::{
        HandlingState, Invitation, NegativeAppealed, NegativeClosed, NegativeDecided, NegativeFedBack,
        NegativeRectified, NegativeVerified, Provenance, ReviewChannel, ReviewGiven, ReviewInvited, ReviewPublished,
        ReviewsImported, ServiceNode,
    },
};
use jiff::civil::date;
use serde_json::json;
use store::{
    journal::{Bulk, Entry, Stream},
    reviews::{HandlingRow, ReviewImport, handling_change, invitation_change, review_change, review_import_change},
};
use testkit::{region, stamp};

use super::golden::frozen;
use crate::reviews::{a_loop, a_review, a_verdict, an_appeal};

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
