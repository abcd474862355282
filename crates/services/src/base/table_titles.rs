//! Columns of the tables, from the titles that offices write to the keys that the rules read
//! (外来表格的列).
//!
//! Deliberately not here: the titles themselves, which the reader of files knows.

use std::collections::BTreeMap;

use domain::base::TableKind;
use papers::catalogue::{
    KnownTitles, Table, TitleMap, TitleSet, map_titles,
    other::{
        APPOINTMENTS, AppointmentColumn, DIVISIONS, DivisionColumn, LEDGERS, LedgerColumn, PEERS, PUBLICATIONS,
        PeerColumn, PublicationColumn, RESIDENCIES, REVIEWS, ResidencyColumn, ReviewColumn, STATIONS, StationColumn,
        TICKETS, TicketColumn,
    },
};

/// Cells of a row by key.
pub(super) type Cells = BTreeMap<String, String>;

/// What the header of a table says.
pub(super) struct Columns {
    /// Cells of each row of the table, by key.
    pub(super) rows: Vec<Cells>,
    /// Titles that nobody knows: their places and words.
    pub(super) unknown: Vec<(usize, String)>,
}

/// The titles that finding the header needs.
pub(super) fn known(kind: TableKind) -> KnownTitles {
    match kind {
        TableKind::Divisions => DIVISIONS.known(),
        TableKind::Stations => STATIONS.known(),
        TableKind::Publication => PUBLICATIONS.known(),
        TableKind::Residency => RESIDENCIES.known(),
        TableKind::Peers => PEERS.known(),
        TableKind::Licences | TableKind::CertificateRegister | TableKind::Departmental => LEDGERS.known(),
        TableKind::Tickets => TICKETS.known(),
        TableKind::Appointments => APPOINTMENTS.known(),
        TableKind::Reviews => REVIEWS.known(),
    }
}

/// Reads the header, or says in a sentence what it lacks.
pub(super) fn columns(kind: TableKind, table: &Table) -> Result<Columns, String> {
    match kind {
        TableKind::Divisions => map(table, &DIVISIONS, &[], division),
        TableKind::Stations => map(table, &STATIONS, &[], station),
        TableKind::Publication => map(table, &PUBLICATIONS, &[PublicationColumn::Name], publication),
        TableKind::Residency => map(table, &RESIDENCIES, &[ResidencyColumn::Resident], residency),
        TableKind::Peers => map(table, &PEERS, &[], peer),
        TableKind::Licences | TableKind::CertificateRegister | TableKind::Departmental => {
            map(table, &LEDGERS, &[], ledger)
        }
        TableKind::Tickets => map(table, &TICKETS, &[], ticket),
        TableKind::Appointments => map(table, &APPOINTMENTS, &[], appointment),
        TableKind::Reviews => map(table, &REVIEWS, &[], review),
    }
}

fn map<K: Copy + Ord>(
    table: &Table,
    set: &TitleSet<K>,
    also: &[K],
    key: fn(K) -> &'static str,
) -> Result<Columns, String> {
    let map: TitleMap<K> = map_titles(&table.header, set);
    if let Some(sentence) = map.refusal() {
        return Err(sentence);
    }
    if let Some(lacking) = also.iter().find(|c| map.place(**c).is_none()) {
        return Err(format!("表头缺少：{}，请补上列名再上传", set.label(*lacking)));
    }
    let cells = |row| map.row(row).into_iter().map(|(column, text)| (key(column).to_owned(), text)).collect();
    Ok(Columns {
        rows: table.rows.iter().map(cells).collect(),
        unknown: map.unknown.into_iter().map(|u| (u.place, u.title)).collect(),
    })
}

fn division(column: DivisionColumn) -> &'static str {
    match column {
        DivisionColumn::Code => "code",
        DivisionColumn::Name => "name",
        DivisionColumn::Level => "level",
        DivisionColumn::Parent => "parent",
        DivisionColumn::From => "valid_from",
        DivisionColumn::To => "valid_to",
    }
}

fn review(column: ReviewColumn) -> &'static str {
    match column {
        ReviewColumn::ReviewNo => "review_no",
        ReviewColumn::CaseNo => "case_no",
        ReviewColumn::Stars => "stars",
        ReviewColumn::LevelCode => "level_code",
        ReviewColumn::Level => "level",
        ReviewColumn::Options => "options",
        ReviewColumn::Words => "words",
        ReviewColumn::AssessedAt => "assessed_at",
        ReviewColumn::Channel => "channel",
        ReviewColumn::Node => "node",
        ReviewColumn::Default => "is_default",
        ReviewColumn::InForce => "in_force",
        ReviewColumn::ItemCode => "item_code",
        ReviewColumn::Device => "device",
    }
}

fn station(column: StationColumn) -> &'static str {
    match column {
        StationColumn::Division => "code",
        StationColumn::Name => "name",
        StationColumn::Plate => "plate",
        StationColumn::Address => "address",
        StationColumn::Phone => "phone",
        StationColumn::Hours => "hours",
        StationColumn::Open => "open",
        StationColumn::Serves => "serves",
        StationColumn::NameCheckedOn => "name_checked_on",
        StationColumn::NameEvidence => "name_evidence",
        StationColumn::PlateCheckedOn => "plate_checked_on",
        StationColumn::PlateEvidence => "plate_evidence",
        StationColumn::Handled => "handled",
        StationColumn::Assisted => "assisted",
        StationColumn::Longitude => "longitude",
        StationColumn::Latitude => "latitude",
        StationColumn::Datum => "datum",
    }
}

fn publication(column: PublicationColumn) -> &'static str {
    match column {
        PublicationColumn::Code => "code",
        PublicationColumn::Name => "name",
        PublicationColumn::Department => "department",
        PublicationColumn::State => "status",
        PublicationColumn::Audit => "audit",
        PublicationColumn::PublishedAt => "published_on",
        PublicationColumn::Version => "version",
    }
}

fn residency(column: ResidencyColumn) -> &'static str {
    match column {
        ResidencyColumn::Code => "code",
        ResidencyColumn::Name => "name",
        ResidencyColumn::Department => "department",
        ResidencyColumn::Resident => "resident",
        ResidencyColumn::Way => "mode",
        ResidencyColumn::Window => "window",
        ResidencyColumn::Reason => "reason",
        ResidencyColumn::ReasonKind => "reason_code",
        ResidencyColumn::Basis => "basis",
        ResidencyColumn::Approval => "approval_no",
        ResidencyColumn::Place => "place",
        ResidencyColumn::From => "from",
        ResidencyColumn::To => "to",
    }
}

fn peer(column: PeerColumn) -> &'static str {
    match column {
        PeerColumn::Name => "name",
        PeerColumn::Code => "code",
        PeerColumn::OnlineAvailable => "online_available_rate",
        PeerColumn::FullyOnline => "fully_online_rate",
        PeerColumn::Published => "provincial_publication_rate",
        PeerColumn::StationCoverage => "station_coverage_rate",
        PeerColumn::Resident => "hall_residency_rate",
        PeerColumn::Indicator => "indicator",
        PeerColumn::Value => "value",
        PeerColumn::Benchmark => "benchmark",
    }
}

fn ledger(column: LedgerColumn) -> &'static str {
    match column {
        LedgerColumn::DecisionNo => "decision_no",
        LedgerColumn::Party => "party",
        LedgerColumn::Code => "code",
        LedgerColumn::Content => "content",
        LedgerColumn::ItemName => "item_name",
        LedgerColumn::DecidedOn => "decided_on",
        LedgerColumn::Organ => "organ",
    }
}

fn ticket(column: TicketColumn) -> &'static str {
    match column {
        TicketColumn::Number => "number",
        TicketColumn::Window => "window",
        TicketColumn::Day => "day",
        TicketColumn::TakenAt => "taken_at",
        TicketColumn::CalledAt => "called_at",
        TicketColumn::FinishedAt => "finished_at",
    }
}

fn appointment(column: AppointmentColumn) -> &'static str {
    match column {
        AppointmentColumn::Number => "number",
        AppointmentColumn::Window => "window",
        AppointmentColumn::Day => "day",
        AppointmentColumn::Slot => "slot",
        AppointmentColumn::State => "state",
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    fn keys<K: Copy>(set: &TitleSet<K>, key: fn(K) -> &'static str) -> BTreeSet<&'static str> {
        set.entries.iter().map(|(column, _)| key(*column)).collect()
    }

    #[test]
    fn the_keys_are_those_that_the_rules_read() {
        let of = |columns: &[&'static str]| columns.iter().copied().collect::<BTreeSet<_>>();
        assert_eq!(keys(&DIVISIONS, division), of(&domain::stations::DIVISION_COLUMNS));
        assert_eq!(keys(&STATIONS, station), of(&domain::stations::STATION_COLUMNS));
        assert_eq!(keys(&PUBLICATIONS, publication), of(&domain::publication::COLUMNS));
        assert_eq!(keys(&RESIDENCIES, residency), of(&domain::catalogue::RESIDENCY_COLUMNS));
        assert_eq!(keys(&LEDGERS, ledger), of(&domain::oversight::ledger::LEDGER_COLUMNS));
        assert_eq!(keys(&TICKETS, ticket), of(&domain::oversight::queue::TICKET_COLUMNS));
        assert_eq!(keys(&APPOINTMENTS, appointment), of(&domain::oversight::queue::APPOINTMENT_COLUMNS));
        assert_eq!(keys(&PEERS, peer).len(), PEERS.entries.len());
    }
}
