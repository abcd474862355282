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
    journal::{self, Bulk, Entry, Stream},
    people,
};

use crate::base::TableOccasion;

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

impl Occasion {
    /// That of a table of another office.
    pub(crate) fn of(table: &TableOccasion) -> Self {
        let TableOccasion { region, import, today, now, stamp, .. } = table;
        Self { region: *region, import: *import, today: *today, now: *now, stamp: stamp.clone() }
    }
}

/// Inserts versions that hold from today and points to them. Their event, which the caller appends,
/// vouches for them by the digest that is returned.
pub(crate) fn put_versions(tx: &mut Tx<'_>, occasion: &Occasion, versions: &[NewVersion]) -> Result<Bulk, StoreError> {
    let today = |v: &NewVersion| {
        let NewVersion { id, version, content } = v.clone();
        Item { id, version, effective_on: occasion.today, content }
    };
    put_items(tx, occasion, versions.iter().map(today))
}

/// The same with a first day each; versions whose day is to come wait without being pointed to.
pub(crate) fn put_items(
    tx: &mut Tx<'_>,
    occasion: &Occasion,
    items: impl Iterator<Item = Item>,
) -> Result<Bulk, StoreError> {
    let Occasion { region, import, today, now, .. } = occasion;
    for item in items {
        rows::insert_version(tx, region, &item, import.get(), *now)?;
    }
    rows::point_import(tx, region, import.get(), *today)?;
    journal::bulk(tx, region, "item_version", import.get())
}

/// Departments first, then the rows, then the one event that vouches for them.
pub(crate) fn write_versions(
    tx: &mut Tx<'_>,
    occasion: &Occasion,
    departments: &[Department],
    versions: &[NewVersion],
    event: &CatalogueImported,
) -> Result<(), StoreError> {
    let bulk = put_versions(tx, occasion, versions)?;
    vouch(tx, occasion, departments, bulk, event)
}

/// The event of an import whose rows are written.
pub(crate) fn vouch(
    tx: &mut Tx<'_>,
    occasion: &Occasion,
    departments: &[Department],
    bulk: Bulk,
    event: &CatalogueImported,
) -> Result<(), StoreError> {
    let Occasion { region, stamp, .. } = occasion;
    let head = journal::head(tx, region, &Stream::catalogue())?;
    let entry = Entry::new(Stream::catalogue(), head, "catalogue.imported", event)
        .with_all(departments.iter().map(|d| people::department_change(region, d)))
        .with_bulk(bulk);
    journal::append(tx, region, stamp, entry)?;
    Ok(())
}
