//! What the hall's queue machine recorded (叫号记录): the import's head, and its tickets as they stand in the file.

use domain::{
    base::{ImportId, Region, shanghai_day},
    oversight::queue::Ticket,
};
use jiff::{Timestamp, civil::Date};

use crate::{
    journal::Change,
    seam::{Row, StoreError, Tx, Val},
    vals,
};

/// An export as it was taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TicketImport {
    /// The import that brought it.
    pub import: ImportId,
    /// The day up to which it speaks.
    pub as_of: Date,
    /// File name.
    pub file_name: String,
    /// SM3 of the file's bytes.
    pub digest: String,
    /// When it was taken.
    pub entered_at: Timestamp,
    /// It is a list of appointments.
    pub booked: bool,
}

/// All exports, the last first.
pub fn ticket_imports(tx: &mut Tx<'_>, region: &Region) -> Result<Vec<TicketImport>, StoreError> {
    tx.rows(
        "SELECT import_id, as_of, file_name, digest, entered_at, booked FROM ticket_import WHERE region = $1 \
         ORDER BY entered_at DESC, import_id DESC",
        vals![region],
    )?
    .iter()
    .map(|r| {
        Ok(TicketImport {
            import: ImportId::new(r.int("import_id")?),
            as_of: r.date("as_of")?,
            file_name: r.text("file_name")?,
            digest: r.text("digest")?,
            entered_at: r.instant("entered_at")?,
            booked: r.opt_int("booked")? == Some(1),
        })
    })
    .collect()
}

fn ticket(r: &Row) -> Result<Ticket, StoreError> {
    Ok(Ticket {
        row: r.num("row_no")?,
        number: r.text("ticket_no")?,
        window: r.opt_num("window_no")?,
        taken_at: r.instant("taken_at")?,
        called_at: r.opt_instant("called_at")?,
        finished_at: r.opt_instant("finished_at")?,
        booked: r.opt_int("booked")? == Some(1),
    })
}

/// Tickets drawn from a day to another, both counted, day by day.
pub fn tickets(tx: &mut Tx<'_>, region: &Region, (from, to): (Date, Date)) -> Result<Vec<Ticket>, StoreError> {
    tx.rows(
        "SELECT row_no, ticket_no, window_no, taken_at, called_at, finished_at, booked FROM queue_ticket \
         WHERE region = $1 AND day >= $2 AND day <= $3 ORDER BY day, import_id, row_no",
        vals![region, from, to],
    )?
    .iter()
    .map(ticket)
    .collect()
}

/// The after-image of an export's head.
pub fn ticket_import_change(region: &Region, t: &TicketImport) -> Change {
    Change::put(
        "ticket_import",
        vec![
            ("region", Val::from(region)),
            ("import_id", Val::from(t.import)),
            ("as_of", Val::from(t.as_of)),
            ("file_name", Val::from(&t.file_name)),
            ("digest", Val::from(&t.digest)),
            ("entered_at", Val::from(t.entered_at)),
            ("booked", Val::from(t.booked.then_some(1_i64))),
        ],
    )
}

/// Writes a ticket; the event that takes the export vouches for all of them in bulk.
pub fn insert_ticket(tx: &mut Tx<'_>, region: &Region, import: ImportId, t: &Ticket) -> Result<(), StoreError> {
    tx.run(
        "INSERT INTO queue_ticket (region, import_id, row_no, ticket_no, window_no, day, taken_at, called_at, \
         finished_at, booked) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
        vals![
            region,
            import,
            t.row,
            &t.number,
            t.window,
            shanghai_day(t.taken_at),
            t.taken_at,
            t.called_at,
            t.finished_at,
            t.booked.then_some(1_i64)
        ],
    )?;
    Ok(())
}
