//! Writing the versions of an import under one event.

use domain::people::Stamp;
use domain::{
    base::{ImportId, ItemId, Region},
    catalogue::{CatalogueImported, Content, Item},
    people::Department,
};
use jiff::{Timestamp, civil::Date};
use store::{
    StoreError, Tx, catalogue as rows,
    journal::{self, Entry, Stream},
    people,
};

/// One version to write.
#[derive(Debug, Clone)]
pub(crate) struct NewVersion {
    /// Item; new ones have an id made beforehand.
    pub(crate) id: ItemId,
    /// Version to write.
    pub(crate) version: i64,
    /// Content.
    pub(crate) content: Content,
}

/// When and under which id.
#[derive(Debug, Clone)]
pub(crate) struct Occasion {
    pub(crate) region: Region,
    pub(crate) import: ImportId,
    pub(crate) today: Date,
    pub(crate) now: Timestamp,
    pub(crate) stamp: Stamp,
}

/// Departments first, then the rows, then the one event that vouches for them.
pub(crate) fn write_versions(
    tx: &mut Tx<'_>,
    occasion: &Occasion,
    departments: &[Department],
    versions: &[NewVersion],
    event: &CatalogueImported,
) -> Result<(), StoreError> {
    let Occasion { region, import, today, now, stamp } = occasion;
    for new in versions {
        let item = Item { id: new.id, version: new.version, effective_on: *today, content: new.content.clone() };
        rows::insert_version(tx, region, &item, import.get(), *now)?;
        rows::point(tx, region, &item)?;
    }
    let bulk = journal::bulk(tx, region, "item_version", import.get())?;
    let head = journal::head(tx, region, &Stream::catalogue())?;
    let entry = Entry::new(Stream::catalogue(), head, "catalogue.imported", event)
        .with_all(departments.iter().map(|d| people::department_change(region, d)))
        .with_bulk(bulk);
    journal::append(tx, region, stamp, entry)?;
    Ok(())
}
