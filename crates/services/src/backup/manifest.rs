//! The list of a backup (清单): what is in it, with digests, signed by the county's key.

use std::{fs, path::Path};

use serde::{Deserialize, Serialize};
use store::{Vault, digest, hex, unhex, vault};

use super::BackupFault;

/// File of the list.
pub(super) const LIST: &str = "manifest.json";
/// File of its signature: SM2 over the SM3 of the list, hexadecimal.
pub(super) const SIGNATURE: &str = "manifest.sig";
/// The form that this program writes.
const FORM: u32 = 1;

/// One file of a backup.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Listed {
    /// Path inside the backup, with `/`.
    pub path: String,
    /// Length.
    pub bytes: u64,
    /// SM3 of the content, hexadecimal.
    pub digest: String,
}

/// What a backup says of itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    /// Form of this list.
    pub form: u32,
    /// Version of the program that made it.
    pub program: String,
    /// Number of the database schema.
    pub schema: i64,
    /// Division code.
    pub region: String,
    /// Name of the county.
    pub county: String,
    /// UTC instant of the snapshot.
    pub taken_at: String,
    /// Id of the key file that opens and that has signed it.
    pub key_id: String,
    /// Public half of the signing key.
    pub public_key: String,
    /// Digest of the canonical export.
    pub canonical: String,
    /// Rows of the canonical export.
    pub rows: u64,
    /// Every file beside the list and its signature.
    pub files: Vec<Listed>,
}

impl Manifest {
    pub(super) const FORM: u32 = FORM;

    /// The texts of the list and of its signature.
    pub(super) fn sealed(&self, vault: &Vault) -> (String, String) {
        let text = serde_json::to_string_pretty(self).expect("a list of texts and numbers is always JSON");
        let signature = hex(&vault.sign(digest(text.as_bytes()).as_bytes()));
        (text, signature)
    }

    /// Reads the list of a backup. `None` where the list or its signature is not as it was written.
    pub(super) fn read(dir: &Path) -> Result<Option<Self>, BackupFault> {
        let path = dir.join(LIST);
        if !path.exists() {
            return Err(BackupFault::NotABackup(dir.to_owned()));
        }
        let text = fs::read(&path).map_err(BackupFault::io(&path))?;
        let signature = fs::read_to_string(dir.join(SIGNATURE)).unwrap_or_default();
        let Ok(list) = serde_json::from_slice::<Self>(&text) else { return Ok(None) };
        // Only the spelling that was written: `unhex` takes capitals too, and one bit makes a capital.
        let signed = unhex(&signature)
            .filter(|s| hex(s) == signature)
            .is_some_and(|s| vault::verify(&list.public_key, digest(&text).as_bytes(), &s));
        Ok((signed && list.form == FORM).then_some(list))
    }
}
