//! Tickets of the queue machine: they read back day by day, and their import vouches for them.

use domain::{
    base::{DepartmentId, ImportId, ItemId, shanghai_midnight},
    oversight::queue::Ticket,
};
use jiff::{SignedDuration, civil::date};
use store::{
    journal::{Entry, Stream, append, bulk, head, verify},
    oversight::{
        TicketImport, insert_ticket, taken_up_at, ticket_import_change, ticket_imports, tickets, window_entries,
    },
};
use testkit::{accepted_case, on_every_engine, region, stamp};

use crate::{cases::keep as keep_case, common::write};

fn a_ticket(row: u32, day: i8, window: Option<u16>) -> Ticket {
    let taken_at = shanghai_midnight(date(2026, 11, day)) + SignedDuration::from_hours(9);
    Ticket {
        row,
        number: format!("A{row:03}"),
        window,
        taken_at,
        called_at: window.map(|_| taken_at + SignedDuration::from_mins(7)),
        finished_at: window.map(|_| taken_at + SignedDuration::from_mins(20)),
        booked: false,
    }
}

#[test]
fn tickets_read_back_and_are_vouched_for() {
    on_every_engine(|t| {
        let slot = Ticket { booked: true, ..a_ticket(4, 20, Some(12)) };
        let all = [a_ticket(2, 19, Some(3)), a_ticket(3, 20, None), slot];
        let export = TicketImport {
            import: ImportId::new(9),
            as_of: date(2026, 11, 20),
            file_name: "叫号.csv".into(),
            digest: "66c7".into(),
            entered_at: stamp().entered_at,
            booked: true,
        };
        let (kept, head_of) = (all.clone(), export.clone());
        write(&t.db, move |tx| {
            for ticket in &kept {
                insert_ticket(tx, &region(), head_of.import, ticket)?;
            }
            let listed = bulk(tx, &region(), "queue_ticket", head_of.import.get())?;
            let stream = Stream::detectors();
            let entry = Entry::new(stream.clone(), head(tx, &region(), &stream)?, "test.put", &"试")
                .with(ticket_import_change(&region(), &head_of))
                .with_bulk(listed);
            append(tx, &region(), &stamp(), entry)
        })
        .unwrap();
        let of = |from, to| t.db.read(|tx| tickets(tx, &region(), (date(2026, 11, from), date(2026, 11, to)))).unwrap();
        assert_eq!(of(1, 30), all);
        assert_eq!(of(20, 20), all[1..]);
        assert_eq!(of(21, 30), []);
        assert_eq!(t.db.read(|tx| ticket_imports(tx, &region())).unwrap(), [export]);
        assert_eq!(t.db.read(|tx| verify(tx, &region())).unwrap().findings, []);
    });
}

#[test]
fn a_case_tells_when_it_was_entered_and_taken_up() {
    on_every_engine(|t| {
        let case = accepted_case(5, ItemId::new(7), DepartmentId::new(1));
        keep_case(&t.db, &case, true);
        let day = |n| shanghai_midnight(date(2026, 11, n));
        let entries = |from, to| t.db.read(|tx| window_entries(tx, &region(), (day(from), day(to)))).unwrap();
        assert_eq!((entries(20, 21).len(), entries(21, 22).len()), (1, 0));
        assert_eq!(entries(20, 21)[0].terminal, stamp().terminal);
        assert_eq!(t.db.read(|tx| taken_up_at(tx, &region(), case.id)).unwrap(), None);
        let stream = Stream::case(case.id);
        write(&t.db, move |tx| {
            let seq = head(tx, &region(), &stream)?;
            append(tx, &region(), &stamp(), Entry::new(stream.clone(), seq, "case.taken_up", &"试"))
        })
        .unwrap();
        assert_eq!(t.db.read(|tx| taken_up_at(tx, &region(), case.id)).unwrap(), Some(stamp().happened_at));
    });
}
