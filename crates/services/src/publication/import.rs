//! Taking the province's export (导入省级平台导出): its rows are kept, our items marked, under one event.

use domain::{
    base::{ItemId, TableKind},
    catalogue::Content,
    publication::{ProvinceItem, PublicationAsked, PublicationImported, PublicationPlan, plan_publication},
};
use store::{
    StoreError, Tx, catalogue,
    journal::{self, Entry, Stream},
    publication::{self as rows, ProvinceExport},
};

use crate::{
    base::{Planned, TableAt, TableImport, TableOccasion, TableRefusal, TableSettings},
    catalogue::{NewVersion, Occasion, put_versions},
};

/// The province's export.
pub(crate) struct Publication;

/// What it writes.
pub(crate) struct PublicationWork {
    kept: Vec<ProvinceItem>,
    /// Item, version in force, content as it becomes.
    items: Vec<(ItemId, i64, Content)>,
}

impl TableImport for Publication {
    type Work = PublicationWork;
    const KIND: TableKind = TableKind::Publication;

    fn plan(tx: &mut Tx<'_>, at: &TableAt<'_>) -> Result<Result<Planned<Self::Work>, TableRefusal>, StoreError> {
        let TableSettings { as_of, complete, .. } = *at.settings;
        if as_of > at.today {
            return Ok(Err(TableRefusal::DayToCome(as_of)));
        }
        let last = rows::latest_export(tx, &at.region)?;
        if let Some(later) = last.as_ref().filter(|e| e.as_of > as_of) {
            return Ok(Err(TableRefusal::Older(later.as_of, as_of)));
        }
        let before = match &last {
            Some(export) => rows::province_items(tx, &at.region, export.import)?,
            None => Vec::new(),
        };
        let ours = catalogue::current_items(tx, &at.region, at.today)?;
        let asked = PublicationAsked { as_of, complete, last: last.map(|e| e.as_of) };
        let PublicationPlan { told, kept, marks } = plan_publication(&ours, &before, at.rows, asked);
        let items = marks.into_iter().map(|(place, published)| {
            let item = &ours[place];
            let mut content = item.content.clone();
            content.standing.published = Some(published);
            (item.id, item.version, content)
        });
        let items = items.collect();
        Ok(Ok(Planned { told, work: PublicationWork { kept, items } }))
    }

    fn write(
        tx: &mut Tx<'_>,
        occasion: &TableOccasion,
        settings: &TableSettings,
        planned: &Planned<Self::Work>,
    ) -> Result<(), StoreError> {
        let (region, import) = (&occasion.region, occasion.import);
        let PublicationWork { kept, items } = &planned.work;
        for entry in kept {
            rows::insert_province_item(tx, region, import, entry)?;
        }
        let export = ProvinceExport {
            import,
            as_of: settings.as_of,
            file_name: occasion.file_name.clone(),
            digest: occasion.digest.clone(),
            entered_at: occasion.now,
        };
        let published = items.iter().filter(|(_, _, c)| c.standing.published == Some(true)).count() as u64;
        let event = PublicationImported {
            file_name: occasion.file_name.clone(),
            file_digest: occasion.digest.clone(),
            as_of: settings.as_of,
            complete: settings.complete,
            rows: planned.told.rows,
            published,
            unpublished: items.len() as u64 - published,
            refused: planned.told.refused.len() as u64,
        };
        let versions = versions(items);
        let versioned = match versions.as_slice() {
            [] => None,
            some => Some(put_versions(tx, &Occasion::of(occasion), some)?),
        };
        let listed = journal::bulk(tx, region, "province_item", import.get())?;
        let head = journal::head(tx, region, &Stream::publication())?;
        let mut entry = Entry::new(Stream::publication(), head, "publication.imported", &event)
            .with(rows::province_export_change(region, &export))
            .with_bulk(listed);
        if let Some(bulk) = versioned {
            entry = entry.with_bulk(bulk);
        }
        journal::append(tx, region, &occasion.stamp, entry).map(|_| ())
    }
}

fn versions(items: &[(ItemId, i64, Content)]) -> Vec<NewVersion> {
    let next = |(id, version, content): &(ItemId, i64, Content)| NewVersion {
        id: *id,
        version: version + 1,
        content: content.clone(),
    };
    items.iter().map(next).collect()
}
