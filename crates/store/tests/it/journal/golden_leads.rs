//! The text of events of leads and of what they come from, frozen like every other.

use domain::{
    base::{ImportId, LeadId},
    oversight::{
        detectors::{HallSet, Profile, ProfileSet, RunTaken},
        leads::{
            LeadAssigned, LeadExplained, LeadFollowedUp, LeadFound, LeadFoundAgain, LeadStated, LeadUpheld, TrackedLead,
        },
        ledger::{LedgerImported, LedgerKind},
        queue::TicketsImported,
    },
};
use jiff::civil::date;
use serde::Serialize;
use store::{
    journal::{Bulk, Entry, Stream},
    oversight::{
        LedgerImport, TicketImport, detector_profile_change, lead_change, ledger_import_change, run_change,
        ticket_import_change,
    },
};
use testkit::{region, stamp};

use super::golden::frozen;
use crate::oversight::{a_lead, a_run, stages};

fn bulk(table: &str, rows: u64) -> Bulk {
    Bulk { table: table.into(), id: 9, digest: "d2".into(), rows }
}

#[test]
fn a_list_the_thresholds_and_a_run() {
    let head = LedgerImport {
        import: ImportId::new(9),
        kind: LedgerKind::Licences,
        as_of: date(2026, 11, 20),
        file_name: "双公示.xlsx".into(),
        digest: "66c7".into(),
        entered_at: stamp().entered_at,
    };
    let event = LedgerImported {
        kind: "licences".into(),
        file_name: "双公示.xlsx".into(),
        file_digest: "66c7".into(),
        as_of: date(2026, 11, 20),
        rows: 3,
        added: 2,
        unchanged: 0,
        refused: 1,
    };
    let entry = Entry::new(Stream::detectors(), 0, "oversight.ledger_imported", &event)
        .with(ledger_import_change(&region(), &head))
        .with_bulk(bulk("ledger_row", 2));
    frozen("oversight_ledger_imported", &entry);
    let export = TicketImport {
        import: ImportId::new(9),
        as_of: date(2026, 11, 20),
        file_name: "叫号.csv".into(),
        digest: "66c7".into(),
        entered_at: stamp().entered_at,
        booked: false,
    };
    let event = TicketsImported {
        file_name: "叫号.csv".into(),
        file_digest: "66c7".into(),
        as_of: date(2026, 11, 20),
        rows: 3,
        added: 2,
        unchanged: 1,
        refused: 0,
    };
    let entry = Entry::new(Stream::detectors(), 0, "oversight.tickets_imported", &event)
        .with(ticket_import_change(&region(), &export))
        .with_bulk(bulk("queue_ticket", 2));
    frozen("oversight_tickets_imported", &entry);
    let listed = TicketImport { file_name: "预约.csv".into(), booked: true, ..export };
    let event = TicketsImported { file_name: "预约.csv".into(), ..event };
    let entry = Entry::new(Stream::detectors(), 0, "oversight.appointments_imported", &event)
        .with(ticket_import_change(&region(), &listed))
        .with_bulk(bulk("queue_ticket", 2));
    frozen("oversight_appointments_imported", &entry);
    let event =
        ProfileSet {
            version: 2, detector: "D5".into(), before: 3, after: 4, reason: "核实 12 条，8 条正常".into()
        };
    let mut profile = Profile::parse(include_str!("../../../../services/data/detectors.json")).unwrap();
    // The text is frozen, what ships is not.
    profile.off_hall_options = vec!["104".into(), "106".into()];
    profile.version = 2;
    profile.settings.truncate(1);
    let entry = Entry::new(Stream::detectors(), 0, "oversight.profile_set", &event).with(detector_profile_change(
        &region(),
        &profile,
        stamp().entered_at,
    ));
    frozen("oversight_profile_set", &entry);
    let event = HallSet { version: 2, hall: profile.hall.clone(), reason: "夏季作息".into() };
    let entry = Entry::new(Stream::detectors(), 0, "oversight.hall_set", &event).with(detector_profile_change(
        &region(),
        &profile,
        stamp().entered_at,
    ));
    frozen("oversight_hall_set", &entry);
    let event = RunTaken {
        from: date(2026, 8, 23),
        to: date(2026, 11, 20),
        profile_version: 1,
        tested: 1,
        without_data: 1,
        found: 1,
        new: 1,
    };
    let entry = Entry::new(Stream::detectors(), 0, "oversight.run_taken", &event)
        .with(run_change(&region(), &a_run(1)))
        .with_bulk(bulk("oversight_finding", 1));
    frozen("oversight_run_taken", &entry);
}

#[test]
fn a_lead_through_its_life() {
    let put = |name: &str, kind: &'static str, event: &dyn erased::Event, stage: usize| {
        let lead = TrackedLead { stage: stages()[stage].clone(), ..a_lead(4) };
        let entry = Entry::new(Stream::lead(LeadId::new(4)), 0, kind, &event.value());
        frozen(name, &entry.with(lead_change(&region(), &lead)));
    };
    let finding = "40 件有结果日期的办件中有 4 件结果早于受理".to_owned();
    let found = LeadFound {
        lead_no: "线索〔2026〕4号".into(),
        detector: "D5".into(),
        subject: "item/7".into(),
        finding: finding.clone(),
        part: 4,
        whole: 40,
    };
    put("oversight_lead_found", "oversight.lead_found", &found, 0);
    let again = LeadFoundAgain { finding, part: 4, whole: 40 };
    put("oversight_lead_found_again", "oversight.lead_found_again", &again, 0);
    let assigned = LeadAssigned { due_on: date(2026, 12, 4), note: "看近一月的档案".into() };
    put("oversight_lead_assigned", "oversight.lead_assigned", &assigned, 1);
    let stated = LeadStated { text: "旧系统出证，补录在后".into() };
    put("oversight_lead_stated", "oversight.lead_stated", &stated, 2);
    let upheld = LeadUpheld { order_no: "整改〔2026〕9号".into(), finding: "档案与系统不一致".into() };
    put("oversight_lead_upheld", "oversight.lead_upheld", &upheld, 3);
    let explained = LeadExplained { explanation: "垂管系统".into(), finding: "看过 4 件".into() };
    put("oversight_lead_explained", "oversight.lead_explained", &explained, 4);
    let followed = LeadFollowedUp { goes_on: false, finding: "没有再出现".into() };
    put("oversight_lead_followed_up", "oversight.lead_followed_up", &followed, 5);
}

mod erased {
    /// Any event as the journal writes it.
    pub(super) trait Event {
        fn value(&self) -> serde_json::Value;
    }

    impl<T: super::Serialize> Event for T {
        fn value(&self) -> serde_json::Value {
            serde_json::json!(self)
        }
    }
}
