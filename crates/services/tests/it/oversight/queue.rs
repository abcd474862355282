//! The queue's tickets beside cases of the window, and the hall as data.

use domain::{
    base::{TableKind, TableRow},
    people::Desk,
};
use jiff::civil::date;
use services::{
    Failure,
    oversight::{
        detectors::{Detector, HallForm, HallRefusal, Outcome, current_profile, detect, hall, set_hall},
        queue::queue_days,
    },
    tables::{self, TableFile, TableSettings},
};
use testkit::engines;

use crate::cases::{County, FOOD};

fn take(county: &County, lines: &[[&str; 4]]) -> (u64, u64, u64) {
    take_as(county, (TableKind::Tickets, ["number", "window", "taken_at", "finished_at"]), lines)
}

fn take_as(county: &County, (kind, keys): (TableKind, [&str; 4]), lines: &[[&str; 4]]) -> (u64, u64, u64) {
    let row = |(n, cells): (usize, &[&str; 4])| TableRow {
        number: n as u32 + 2,
        cells: keys
            .into_iter()
            .zip(cells)
            .filter(|(_, text)| !text.is_empty())
            .map(|(key, text)| (key.to_owned(), (*text).to_owned()))
            .collect(),
        ..TableRow::default()
    };
    let file = TableFile {
        kind,
        file_name: "叫号.csv".into(),
        digest: format!("{}{}", kind.as_str(), lines.len()),
        rows: lines.iter().enumerate().map(row).collect(),
        notes: vec![],
    };
    let settings = TableSettings { as_of: date(2026, 11, 20), complete: false, source: "叫号机".into() };
    let desk = Desk::system("测试");
    let staged = tables::stage(&county.bureau, &desk, &file, &settings).unwrap();
    let done = tables::publish(&county.bureau, &desk, kind, staged.id, Some(staged.plan.sizes()), None).unwrap();
    (done.added, done.unchanged, done.refused.len() as u64)
}

#[test]
fn tickets_are_taken_once_and_held_against_the_window() {
    for db in engines() {
        let county = County::open(db);
        for _ in 0..3 {
            county.accepted(FOOD, true);
        }
        let supervisor = county.desk("sunhong");
        let outcome = || {
            let report = detect(&county.bureau, &supervisor, (None, None)).unwrap();
            report.run.tested.into_iter().find(|f| f.detector == Detector::NoTicket).unwrap().outcome
        };
        assert!(matches!(outcome(), Outcome::NoData(_)), "without tickets nothing is claimed");
        let lines = [
            ["A001", "9号窗口", "2026-11-20 08:10", "2026-11-20 08:25"],
            ["A002", "", "2026-11-19 10:00", ""],
            ["", "3", "2026-11-20 09:00", ""],
        ];
        assert_eq!(take(&county, &lines), (2, 0, 1));
        assert_eq!(take(&county, &lines[..2]), (0, 2, 0), "an export that overlaps brings nothing twice");
        let Outcome::Tested(tested) = outcome() else { panic!("tickets are held") };
        assert_eq!((tested.rows, tested.leads.len()), (3, 0), "three cases are too few for a lead");
        let days = queue_days(&county.bureau, &supervisor).unwrap();
        let of: Vec<_> = days.days.iter().map(|d| (d.on, d.tickets, d.windows, d.cases, d.without)).collect();
        assert_eq!(of, [(date(2026, 11, 20), 1, 1, 3, 3), (date(2026, 11, 19), 1, 0, 0, 0)]);
        assert_eq!(days.imports.len(), 1, "what says nothing new leaves no head");
        assert!(matches!(queue_days(&county.bureau, &county.desk("zhangmin")), Err(Failure::Denied(_))));
        assert_eq!(services::journal::verify(&county.bureau).unwrap().journal.findings, []);
    }
}

#[test]
fn a_kept_appointment_stands_for_somebody_at_the_window() {
    for db in engines() {
        let county = County::open(db);
        county.accepted(FOOD, true);
        let supervisor = county.desk("sunhong");
        let of = || {
            let found = queue_days(&county.bureau, &supervisor).unwrap();
            found.days.iter().map(|d| (d.tickets, d.booked, d.cases, d.without)).collect::<Vec<_>>()
        };
        let booked = (TableKind::Appointments, ["number", "window", "slot", "state"]);
        // Cases of the county come in at nine in the morning at the third window.
        let slots = [
            ["Y1", "3号窗口", "2026-11-20 08:30-09:30", "已签到"],
            ["Y2", "3号窗口", "2026-11-20 10:00-11:00", "爽约"],
            ["Y3", "3号窗口", "2026-11-23 10:00-11:00", ""],
        ];
        assert_eq!(take_as(&county, booked, &slots), (1, 0, 0), "kept ones alone");
        assert_eq!(of(), [], "appointments alone tell nothing of those who came without");
        assert_eq!(take(&county, &[["A001", "9号窗口", "2026-11-20 08:10", "2026-11-20 08:25"]]), (1, 0, 0));
        assert_eq!(of(), [(1, 1, 1, 0)], "who came by appointment drew no ticket and is no lead");
        assert_eq!(take_as(&county, booked, &slots), (0, 1, 0), "a list that overlaps brings nothing twice");
        let imports = queue_days(&county.bureau, &supervisor).unwrap().imports;
        assert_eq!(imports.iter().filter(|i| i.booked).count(), 1);
        assert_eq!(services::journal::verify(&county.bureau).unwrap().journal.findings, []);
    }
}

#[test]
fn the_hall_is_kept_in_versions() {
    for db in engines() {
        let county = County::open(db);
        let (bureau, supervisor) = (&county.bureau, county.desk("sunhong"));
        let shipped = hall(bureau, &supervisor).unwrap();
        assert!(shipped.versions.is_empty());
        let form = |change: fn(&mut HallForm)| {
            let mut form = HallForm::of(&current_profile(bureau, &supervisor).unwrap());
            form.reason = "夏季作息".into();
            change(&mut form);
            form
        };
        let set = |form: &HallForm| set_hall(bureau, &supervisor, form, None);
        assert_eq!(set(&form(|_| ())), Err(Failure::Refused(HallRefusal::Unchanged)));
        assert_eq!(set(&form(|f| f.reason.clear())), Err(Failure::Refused(HallRefusal::Reason)));
        let turned = set(&form(|f| f.hours = "12:00-08:30".into()));
        assert!(matches!(turned, Err(Failure::Refused(HallRefusal::Flaw(_)))), "{turned:?}");
        let summer = form(|f| {
            f.hours = "8:00-12:00\n15:00-18:00".into();
            f.terminals = "3号窗口\n10.8.3.*".into();
        });
        assert_eq!(set(&summer), Ok(2));
        assert_eq!(set(&summer), Err(Failure::Stale));
        assert!(matches!(set_hall(bureau, &county.desk("liqiang"), &summer, None), Err(Failure::Denied(_))));
        let now = hall(bureau, &supervisor).unwrap();
        assert_eq!((now.profile.hall.open_minutes(), now.profile.hall.terminals.len()), (420, 2));
        assert_eq!(now.versions.iter().map(|v| v.version).collect::<Vec<_>>(), [2]);
        assert_eq!(services::journal::verify(bureau).unwrap().journal.findings, []);
    }
}
