//! Rows put into a database the way the program puts them: as events with their after-images, so
//! that `verify` finds nothing on what tests have seeded.

use domain::{
    catalogue::{CatalogueImported, Item},
    people::{Department, Staff, StaffAdded},
};
use store::{
    Database, StoreError, Tx, Vault, base, catalogue,
    journal::{Entry, Stream, append, bulk, head},
    people,
};

use crate::{county, region, stamp};

fn next(tx: &mut Tx<'_>, stream: &Stream) -> Result<i64, StoreError> {
    head(tx, &region(), stream)
}

/// The county of [`county`] and the public half of its signing key.
///
/// # Panics
/// When the database refuses it.
pub fn seed_county(db: &Database, vault: &Vault) {
    let key = base::key_change(&region(), vault.key_id(), &vault.public_key(), stamp().entered_at);
    let seeded: Result<i64, StoreError> = db.write(move |tx| {
        let stream = Stream::county();
        let entry = Entry::new(stream.clone(), next(tx, &stream)?, "county.opened", &county().name)
            .with(base::county_change(&county()))
            .with(key.clone());
        append(tx, &region(), &stamp(), entry)
    });
    seeded.expect("the county can be seeded");
}

/// A department, as an event of the county.
///
/// # Panics
/// When the database refuses it, such as a name taken already.
pub fn seed_department(db: &Database, department: &Department) {
    let department = department.clone();
    let seeded: Result<i64, StoreError> = db.write(move |tx| {
        let stream = Stream::county();
        let entry = Entry::new(stream.clone(), next(tx, &stream)?, "department.added", &department.name)
            .with(people::department_change(&region(), &department));
        append(tx, &region(), &stamp(), entry)
    });
    seeded.expect("the department can be seeded");
}

/// A member of staff, without a password.
///
/// # Panics
/// When the database refuses it, such as a sign-in name taken already.
pub fn seed_staff(db: &Database, staff: &Staff) {
    let staff = staff.clone();
    let seeded: Result<i64, StoreError> = db.write(move |tx| {
        let event = StaffAdded {
            login: staff.login.as_str().into(),
            roles: staff.roles.iter().map(|r| r.as_str().into()).collect(),
        };
        let entry =
            Entry::new(Stream::staff(staff.id), 0, "staff.added", &event).with(people::staff_change(&region(), &staff));
        append(tx, &region(), &stamp(), entry)
    });
    seeded.expect("the member of staff can be seeded");
}

/// An item, as an import of this one row; the import's id is the item's.
///
/// # Panics
/// When the database refuses it, such as a code taken already.
pub fn seed_item(db: &Database, item: &Item) {
    let item = item.clone();
    let seeded: Result<i64, StoreError> = db.write(move |tx| {
        // A version is an import of its own, whose rows its event vouches for.
        let import = item.id.get() ^ ((item.version - 1) << 40);
        catalogue::insert_version(tx, &region(), &item, import, stamp().entered_at)?;
        catalogue::point(tx, &region(), &item)?;
        let event = CatalogueImported {
            file_name: "试算.xlsx".into(),
            file_digest: String::new(),
            complete: false,
            rows: 1,
            added: 1,
            changed: 0,
            removed: 0,
            unchanged: 0,
            refused: 0,
        };
        let stream = Stream::catalogue();
        let entry = Entry::new(stream.clone(), next(tx, &stream)?, "catalogue.imported", &event).with_bulk(bulk(
            tx,
            &region(),
            "item_version",
            import,
        )?);
        append(tx, &region(), &stamp(), entry)
    });
    seeded.expect("the item can be seeded");
}
