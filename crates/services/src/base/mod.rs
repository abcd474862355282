//! Opening, naming and looking at the county itself; the one way in for tables of other offices.

mod doctor;
mod open;
mod paper;
mod sms;
mod sweep;
mod table;
mod table_file;
mod table_titles;
mod virus;

pub use doctor::{Check, Health, examine};
pub use open::{
    NewCounty, OpenFault, announce_calendar, county, discard_empty, find, has_administrator, name_county, open_county,
};
pub(crate) use open::{shipped_calendar, shipped_profiles};
pub(crate) use paper::printed;
pub use paper::{PaperFile, PaperRefusal};
pub use sms::{HttpSmsGateway, Sms, SmsFault, SmsGateway};
pub use store::base::County;
pub use sweep::sweep;
pub(crate) use table::{Planned, TableAt, TableImport, TableOccasion, dry_run, publish, stage, view};
pub use table::{StagedPlan, TableOutcome, TableRefusal, TableSettings, TableView, TakenTable, last_taken};
pub use table_file::{TableFile, read_table_file};
pub use virus::{Clamd, ScanFault, VirusScanner};
