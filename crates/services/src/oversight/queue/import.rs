//! Taking what the queue machine exports (导入叫号记录), and the list of appointments (导入预约记录).

use std::collections::BTreeSet;

use domain::{
    base::{TableKind, TableRow, shanghai_midnight},
    oversight::queue::{Ticket, TicketPlan, TicketsImported, plan_appointments, plan_tickets},
};
use jiff::{Timestamp, civil::Date};
use store::{
    StoreError, Tx,
    journal::{self, Entry, Stream},
    oversight::{self as rows, TicketImport},
};

use crate::base::{Planned, TableAt, TableImport, TableOccasion, TableRefusal, TableSettings};

/// What the hall's queue machine recorded.
pub(crate) struct Tickets;

/// Who was expected in the hall, and came.
pub(crate) struct Appointments;

/// Reads the rows of a list against those that are known.
type Planning = fn(&BTreeSet<(String, Timestamp)>, &[TableRow], Timestamp) -> TicketPlan;

fn planned(
    tx: &mut Tx<'_>,
    at: &TableAt<'_>,
    (booked, plan): (bool, Planning),
) -> Result<Result<Planned<TicketPlan>, TableRefusal>, StoreError> {
    if at.settings.as_of > at.today {
        return Ok(Err(TableRefusal::DayToCome(at.settings.as_of)));
    }
    let held = rows::tickets(tx, &at.region, (Date::MIN, Date::MAX))?;
    let known = held.iter().filter(|t| t.booked == booked).map(Ticket::key).collect();
    // Whatever hour it is: nothing of tomorrow was recorded yet.
    let over = shanghai_midnight(at.today.tomorrow().unwrap_or(at.today));
    let planned = plan(&known, at.rows, over);
    Ok(Ok(Planned { told: planned.told.clone(), work: planned }))
}

fn written(
    tx: &mut Tx<'_>,
    (occasion, settings): (&TableOccasion, &TableSettings),
    planned: &Planned<TicketPlan>,
    (booked, kind): (bool, &'static str),
) -> Result<(), StoreError> {
    let (region, import) = (&occasion.region, occasion.import);
    for ticket in &planned.work.kept {
        rows::insert_ticket(tx, region, import, ticket)?;
    }
    let head = TicketImport {
        import,
        as_of: settings.as_of,
        file_name: occasion.file_name.clone(),
        digest: occasion.digest.clone(),
        entered_at: occasion.now,
        booked,
    };
    let event = TicketsImported {
        file_name: occasion.file_name.clone(),
        file_digest: occasion.digest.clone(),
        as_of: settings.as_of,
        rows: planned.told.rows,
        added: planned.work.kept.len() as u64,
        unchanged: planned.told.unchanged,
        refused: planned.told.refused.len() as u64,
    };
    let listed = journal::bulk(tx, region, "queue_ticket", import.get())?;
    let seq = journal::head(tx, region, &Stream::detectors())?;
    let entry = Entry::new(Stream::detectors(), seq, kind, &event)
        .with(rows::ticket_import_change(region, &head))
        .with_bulk(listed);
    journal::append(tx, region, &occasion.stamp, entry).map(|_| ())
}

impl TableImport for Tickets {
    type Work = TicketPlan;
    const KIND: TableKind = TableKind::Tickets;

    fn plan(tx: &mut Tx<'_>, at: &TableAt<'_>) -> Result<Result<Planned<Self::Work>, TableRefusal>, StoreError> {
        planned(tx, at, (false, plan_tickets))
    }

    fn write(
        tx: &mut Tx<'_>,
        occasion: &TableOccasion,
        settings: &TableSettings,
        planned: &Planned<Self::Work>,
    ) -> Result<(), StoreError> {
        written(tx, (occasion, settings), planned, (false, "oversight.tickets_imported"))
    }
}

impl TableImport for Appointments {
    type Work = TicketPlan;
    const KIND: TableKind = TableKind::Appointments;

    fn plan(tx: &mut Tx<'_>, at: &TableAt<'_>) -> Result<Result<Planned<Self::Work>, TableRefusal>, StoreError> {
        planned(tx, at, (true, plan_appointments))
    }

    fn write(
        tx: &mut Tx<'_>,
        occasion: &TableOccasion,
        settings: &TableSettings,
        planned: &Planned<Self::Work>,
    ) -> Result<(), StoreError> {
        written(tx, (occasion, settings), planned, (true, "oversight.appointments_imported"))
    }
}
