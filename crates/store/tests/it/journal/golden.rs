//! The text of an event of every kind, frozen: what is hashed today must hash alike for ever.
//!
//! A deliberate change of the form: raise `FORM` in `src/journal/envelope.rs`, teach `verify` to go
//! on reading the forms before, then run these tests once with `ONEDOOR_ACCEPT_GOLDEN=1`.

use std::{fs, path::PathBuf};

use domain::{
    base::{CaseId, DivisionCode, SnapshotId},
    cases::{CaseAccepted, CaseCompleted, CaseDecided, CaseDelivered, DeliveryWay, Outcome},
    catalogue::{CatalogueImported, ItemEdited},
    indicators::SnapshotTaken,
    people::{ReceiptPrinted, Role, StaffAdded, StaffChanged, StaffSignedIn},
    stations::{Division, DivisionsLoaded, Level, NamingChecked, NamingFound, Station},
};
use jiff::civil::date;
use store::{
    catalogue::item_version_change,
    indicators::{Snapshot, snapshot_change},
    journal::{Bulk, Entry, Stream, append},
    people::staff_change,
    stations::{division_change, serves_change, station_change},
};
use testkit::{completed, content, decided, delivered, engines, exempt, item, region, staff, stamp, station};

use super::house::{accepted, sealed_fields};
use crate::{common::write, rectification::an_order};

fn file(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/golden").join(format!("{name}.json"))
}

fn form(text: &str) -> i64 {
    serde_json::from_str::<serde_json::Value>(text).unwrap()["form"].as_i64().unwrap()
}

/// The text as the journal holds it, the same on every engine.
fn written(entry: &Entry) -> String {
    let texts: Vec<String> = engines()
        .iter()
        .map(|t| {
            let entry = entry.clone();
            write(&t.db, move |tx| append(tx, &region(), &stamp(), entry.clone())).unwrap();
            t.db.read(|tx| tx.row("SELECT body FROM event", &[])?.unwrap().text("body")).unwrap()
        })
        .collect();
    assert!(texts.iter().all(|text| *text == texts[0]), "the engines differ: {texts:#?}");
    texts[0].clone()
}

pub(super) fn frozen(name: &str, entry: &Entry) {
    let text = written(entry);
    let path = file(name);
    let golden = fs::read_to_string(&path).ok().map(|t| t.trim_end().to_owned());
    if golden.as_deref() == Some(text.as_str()) {
        return;
    }
    if std::env::var_os("ONEDOOR_ACCEPT_GOLDEN").is_some() {
        if let Some(old) = &golden {
            assert!(
                form(&text) > form(old),
                "{name}: raise FORM in src/journal/envelope.rs before accepting another text"
            );
        }
        fs::write(&path, format!("{text}\n")).unwrap();
        return;
    }
    assert_eq!(
        golden.as_deref(),
        Some(text.as_str()),
        "\n{name}: the text of this event has changed; journals written before would no longer be read alike.\n\
         Undo the change. If it is meant: raise FORM in src/journal/envelope.rs, let verify go on reading\n\
         the forms before, and run once with ONEDOOR_ACCEPT_GOLDEN=1.\n"
    );
}

#[test]
fn a_case_through_its_life() {
    let stream = || Stream::case(CaseId::new(1));
    let case = accepted(1);
    let change = |case: &_| store::cases::case_change(&region(), case, &sealed_fields());
    let due = case.due();
    let event = CaseAccepted {
        case_no: case.no.to_string(),
        item_code: "A-1".into(),
        item_version: 1,
        due_on: due.on,
        provisional: due.provisional,
        limit: due.limit_text,
        deferred: Vec::new(),
        deferred_until: None,
        by_commitment: false,
        silent: false,
        joint: false,
    };
    frozen("case_accepted", &Entry::new(stream(), 0, "case.accepted", &event).with(change(&case)));
    let denied = decided(case.clone(), Outcome::Deny);
    let event = CaseDecided {
        outcome: "deny".into(),
        reason: "不符合条件".into(),
        opinion: "见附件".into(),
        deliver_by: denied.next_on(),
        decision_no: String::new(),
        taken_as: None,
    };
    frozen("case_decided", &Entry::new(stream(), 0, "case.decided", &event).with(change(&denied)));
    let done = completed(decided(case, Outcome::Grant));
    let event = CaseCompleted { result_name: "救助通知书".into(), result_no: "救〔2026〕1号".into() };
    frozen("case_completed", &Entry::new(stream(), 0, "case.completed", &event).with(change(&done)));
    let handed = delivered(done, DeliveryWay::Mail);
    let event = CaseDelivered { way: "mail".into() };
    frozen("case_delivered", &Entry::new(stream(), 0, "case.delivered", &event).with(change(&handed)));
}

#[test]
fn an_order_through_its_life() {
    use domain::rectification::{Ending, Nudge, Proof, answer, close, remind, send_back, withdraw};
    let (at, day) = (stamp().happened_at, date(2026, 12, 11));
    let (unit, checker) = (domain::base::StaffId::new(2), domain::base::StaffId::new(3));
    let first = an_order(1, "9100000000000001", Some(1), day);
    let put = |kind, facts: &serde_json::Value, order: &_| {
        Entry::new(Stream::order(domain::base::OrderId::new(1)), 0, kind, facts)
            .with(store::rectification::order_change(&region(), order))
    };
    let issued = domain::rectification::OrderIssued {
        order_no: first.no.to_string(),
        source: first.source.as_str().into(),
        source_ref: first.source_ref.clone(),
        subject: first.subject.name.clone(),
        unit: first.unit_name.clone(),
        requirement: first.requirement.clone(),
        was: first.was.clone(),
        due_on: day,
    };
    frozen("rectification_issued", &put("rectification.issued", &serde_json::to_value(issued).unwrap(), &first));
    let (reminded, event) = remind(first.clone(), Nudge::Soon, date(2026, 12, 8), 3);
    let event = serde_json::to_value(event).unwrap();
    frozen("rectification_reminded", &put("rectification.reminded", &event, &reminded));
    let (answered, event) = answer(first.clone(), "已经进驻", unit, at).unwrap();
    let event = serde_json::to_value(event).unwrap();
    frozen("rectification_answered", &put("rectification.answered", &event, &answered));
    let later = date(2026, 12, 18);
    let (returned, event) = send_back(answered.clone(), "没有窗口", later, checker, at, date(2026, 11, 20)).unwrap();
    let event = serde_json::to_value(event).unwrap();
    frozen("rectification_returned", &put("rectification.returned", &event, &returned));
    let (closed, event) = close(answered, Ending::Met, "去看过", &Proof::judged(), checker, at).unwrap();
    let event = serde_json::to_value(event).unwrap();
    frozen("rectification_closed", &put("rectification.closed", &event, &closed));
    let (withdrawn, event) = withdraw(first, "选错事项", checker, at).unwrap();
    let event = serde_json::to_value(event).unwrap();
    frozen("rectification_withdrawn", &put("rectification.withdrawn", &event, &withdrawn));
}

#[test]
fn the_catalogue() {
    let event = CatalogueImported {
        file_name: "事项清单.xlsx".into(),
        file_digest: "66c7".into(),
        complete: true,
        rows: 12,
        added: 5,
        changed: 4,
        removed: 1,
        unchanged: 1,
        refused: 1,
    };
    let bulk = Bulk { table: "item_version".into(), id: 77, digest: "d0".into(), rows: 10 };
    frozen("catalogue_imported", &Entry::new(Stream::catalogue(), 0, "catalogue.imported", &event).with_bulk(bulk));
    let mut edited = content("A-1", "临时救助", 1);
    edited.standing.exempt_hall = Some(exempt("场地限制"));
    edited.standing.published = None;
    edited.raw.insert("备注".into(), "原样".into());
    let edited = domain::catalogue::Item { version: 2, ..item(7, edited) };
    let event = ItemEdited { code: "A-1".into(), version: 2, why: "省平台 11月20日发布".into() };
    let change = item_version_change(&region(), &edited, stamp().entered_at);
    frozen("item_edited", &Entry::new(Stream::item(edited.id), 0, "item.edited", &event).with(change));
}

#[test]
fn stations_and_their_names() {
    let village = DivisionCode::parse("990101100201").unwrap();
    let event = DivisionsLoaded { source: "区划表 2026".into(), divisions: 1, stations: 1 };
    let changes = [
        division_change(&region(), &Division { code: village, name: "双桥村".into(), level: Level::Village }),
        station_change(&region(), &station("990101100201", "双桥村便民服务站")),
        serves_change(&region(), &village, &village),
    ];
    frozen("divisions_loaded", &Entry::new(Stream::stations(), 0, "stations.loaded", &event).with_all(changes));
    let found = NamingFound {
        name: "双桥村便民服务站",
        plate: "为民服务代办点",
        plate_checked_on: "2026-11-18",
        plate_evidence: "照片 12",
        ..NamingFound::default()
    };
    let division = Division { code: village, name: "双桥村".into(), level: Level::Village };
    let old = station("990101100201", "旧名");
    let (checked, event) = domain::stations::check_naming(old, &division, &found, date(2026, 11, 20)).unwrap();
    let _: &NamingChecked = &event;
    let entry = |station| {
        Entry::new(Stream::stations(), 0, "station.naming_checked", &event).with(station_change(&region(), station))
    };
    frozen("naming_checked_with_proof", &entry(&checked));
    // As events were before a check had a day: what nobody noted is not in the text.
    let before =
        Station { name_checked_on: None, plate_checked_on: None, plate_evidence: String::new(), ..checked.clone() };
    frozen("naming_checked", &entry(&before));
}

#[test]
fn snapshots_and_staff() {
    let head = Snapshot {
        id: SnapshotId::new(5),
        as_of: date(2026, 11, 20),
        taken_at: stamp().entered_at,
        basis: "items 2, stations 1, county 3".into(),
        digest: "d1".into(),
        figures: "{\"online_available_rate\":\"99.94\"}".into(),
    };
    let event = SnapshotTaken { as_of: head.as_of, items: 2, divisions: 1 };
    let bulk = |table: &str, rows| Bulk { table: table.into(), id: 5, digest: "d2".into(), rows };
    let entry = Entry::new(Stream::indicators(), 0, "indicators.snapshot_taken", &event)
        .with(snapshot_change(&region(), &head))
        .with_bulk(bulk("snapshot_item", 2))
        .with_bulk(bulk("snapshot_division", 1));
    frozen("snapshot_taken", &entry);
    let li = staff(1, "li.qiang", &[Role::Clerk, Role::Approver]);
    let event = StaffAdded { login: "li.qiang".into(), roles: vec!["clerk".into(), "approver".into()] };
    let change = || staff_change(&region(), &li);
    frozen("staff_added", &Entry::new(Stream::staff(li.id), 0, "staff.added", &event).with(change()));
    let event = StaffChanged { what: "换到 5 号窗口".into() };
    frozen("staff_changed", &Entry::new(Stream::staff(li.id), 0, "staff.changed", &event).with(change()));
    let event = StaffSignedIn { terminal: "3号窗口 192.0.2.7".into() };
    frozen("staff_signed_in", &Entry::new(Stream::staff(li.id), 0, "staff.signed_in", &event));
    let event = ReceiptPrinted { case_no: "2026-1120-03-0001".into() };
    frozen("case_receipt_printed", &Entry::new(Stream::staff(li.id), 0, "case.receipt_printed", &event));
}
