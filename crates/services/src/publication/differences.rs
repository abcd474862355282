//! Where the province's list and our catalogue disagree (差异清单), computed when somebody looks.

use domain::{
    people::{Act, Desk},
    publication::{self, Difference},
};
use jiff::civil::Date;
use store::{catalogue, publication as rows};

use crate::{Bureau, Failure, Never, base};

/// The differences with the latest export.
#[derive(Debug, Clone)]
pub struct Differences {
    /// The day the export speaks of.
    pub as_of: Date,
    /// Its file.
    pub file_name: String,
    /// Entries of the platform.
    pub listed: u64,
    /// Items of ours that are in use.
    pub in_use: u64,
    /// All differences: by kind, department, code.
    pub list: Vec<Difference>,
}

/// The differences; `None` while no export was taken.
pub fn differences(bureau: &Bureau, desk: &Desk) -> Result<Option<Differences>, Failure<Never>> {
    bureau.may(desk, Act::CatalogueView)?;
    let county = base::county(bureau)?.name;
    let (region, today) = (bureau.region(), bureau.today());
    Ok(bureau.db().read(|tx| {
        let Some(export) = rows::latest_export(tx, region)? else { return Ok(None) };
        let province = rows::province_items(tx, region, export.import)?;
        let ours = catalogue::current_items(tx, region, today)?;
        let in_use = ours.iter().filter(|i| i.content.status == domain::catalogue::Status::InUse).count() as u64;
        Ok(Some(Differences {
            as_of: export.as_of,
            file_name: export.file_name,
            listed: province.len() as u64,
            in_use,
            list: publication::differences(&ours, &province, &county),
        }))
    })?)
}
