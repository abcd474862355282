//! What a published import did, for the page after it.

use domain::{
    base::ImportId,
    people::{Act, Desk},
};
use store::{
    StoreError,
    catalogue::{self as rows, StagedState},
};

use super::{ImportOutcome, ImportRefusal};
use crate::{Bureau, Failure};

/// An import that is in the catalogue.
#[derive(Debug, Clone)]
pub struct Published {
    /// File name.
    pub file_name: String,
    /// What it did.
    pub outcome: ImportOutcome,
}

/// The outcome of an import; `None` while it waits or after it was dropped.
pub fn published(bureau: &Bureau, desk: &Desk, id: ImportId) -> Result<Option<Published>, Failure<ImportRefusal>> {
    bureau.may(desk, Act::CatalogueImport)?;
    let staged = bureau.db().read(|tx| rows::staged(tx, bureau.region(), id))?.ok_or(Failure::NotFound)?;
    match staged.state {
        StagedState::Staging | StagedState::Waiting | StagedState::Dropped => Ok(None),
        StagedState::Published | StagedState::Undone => {
            let outcome = serde_json::from_str(&staged.outcome).map_err(|e| {
                Failure::Store(StoreError::Corrupt { place: "catalogue_import.outcome".into(), why: e.to_string() })
            })?;
            Ok(Some(Published { file_name: staged.file_name, outcome }))
        }
    }
}
