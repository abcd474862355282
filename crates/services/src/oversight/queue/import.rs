//! Taking what the queue machine exports (导入叫号记录).

use std::collections::BTreeSet;

use domain::{
    base::{TableKind, shanghai_midnight},
    oversight::queue::{Ticket, TicketPlan, TicketsImported, plan_tickets},
};
use jiff::civil::Date;
use store::{
    StoreError, Tx,
    journal::{self, Entry, Stream},
    oversight::{self as rows, TicketImport},
};

use crate::base::{Planned, TableAt, TableImport, TableOccasion, TableRefusal, TableSettings};

/// What the hall's queue machine recorded.
pub(crate) struct Tickets;

impl TableImport for Tickets {
    type Work = TicketPlan;
    const KIND: TableKind = TableKind::Tickets;

    fn plan(tx: &mut Tx<'_>, at: &TableAt<'_>) -> Result<Result<Planned<Self::Work>, TableRefusal>, StoreError> {
        if at.settings.as_of > at.today {
            return Ok(Err(TableRefusal::DayToCome(at.settings.as_of)));
        }
        let known: BTreeSet<_> =
            rows::tickets(tx, &at.region, (Date::MIN, Date::MAX))?.iter().map(Ticket::key).collect();
        // Whatever hour it is: nothing of tomorrow was recorded yet.
        let over = shanghai_midnight(at.today.tomorrow().unwrap_or(at.today));
        let planned = plan_tickets(&known, at.rows, over);
        Ok(Ok(Planned { told: planned.told.clone(), work: planned }))
    }

    fn write(
        tx: &mut Tx<'_>,
        occasion: &TableOccasion,
        settings: &TableSettings,
        planned: &Planned<Self::Work>,
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
        let entry = Entry::new(Stream::detectors(), seq, "oversight.tickets_imported", &event)
            .with(rows::ticket_import_change(region, &head))
            .with_bulk(listed);
        journal::append(tx, region, &occasion.stamp, entry).map(|_| ())
    }
}
