//! Taking the residency list (导入进驻清单).

use domain::{
    base::{ItemId, TableKind},
    catalogue::{Content, ResidencyImported, ResidencyPlan, plan_residency},
};
use store::{
    StoreError, Tx, catalogue as rows,
    journal::{self, Entry, Stream},
};

use super::write::{NewVersion, Occasion, put_versions};
use crate::base::{Planned, TableAt, TableImport, TableOccasion, TableRefusal, TableSettings};

/// The residency list.
pub(crate) struct Residency;

impl TableImport for Residency {
    /// Item, version in force, content as it becomes.
    type Work = Vec<(ItemId, i64, Content)>;
    const KIND: TableKind = TableKind::Residency;

    fn plan(tx: &mut Tx<'_>, at: &TableAt<'_>) -> Result<Result<Planned<Self::Work>, TableRefusal>, StoreError> {
        let ours = rows::current_items(tx, &at.region, at.today)?;
        let ResidencyPlan { told, contents } = plan_residency(&ours, at.rows, at.today);
        let work = contents.into_iter().map(|(place, content)| (ours[place].id, ours[place].version, content));
        Ok(Ok(Planned { told, work: work.collect() }))
    }

    fn write(
        tx: &mut Tx<'_>,
        occasion: &TableOccasion,
        _settings: &TableSettings,
        planned: &Planned<Self::Work>,
    ) -> Result<(), StoreError> {
        let region = &occasion.region;
        let count = |is: fn(&Content) -> bool| planned.work.iter().filter(|(_, _, c)| is(c)).count() as u64;
        let event = ResidencyImported {
            file_name: occasion.file_name.clone(),
            file_digest: occasion.digest.clone(),
            rows: planned.told.rows,
            changed: planned.work.len() as u64,
            resident: count(|c| c.standing.resident == Some(true)),
            exempt: count(|c| c.standing.exempt_hall.is_some()),
            refused: planned.told.refused.len() as u64,
        };
        let next = |(id, version, content): &(ItemId, i64, Content)| NewVersion {
            id: *id,
            version: version + 1,
            content: content.clone(),
        };
        let versions: Vec<NewVersion> = planned.work.iter().map(next).collect();
        let bulk = put_versions(tx, &Occasion::of(occasion), &versions)?;
        let head = journal::head(tx, region, &Stream::catalogue())?;
        let entry = Entry::new(Stream::catalogue(), head, "catalogue.residency_imported", &event).with_bulk(bulk);
        journal::append(tx, region, &occasion.stamp, entry).map(|_| ())
    }
}
