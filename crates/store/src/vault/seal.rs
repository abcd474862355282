//! Sealing and opening personal fields, and finding a person again.

use std::fmt;

use aes_gcm::{
    Aes256Gcm, Nonce,
    aead::{Aead, KeyInit, Payload},
};
use domain::base::{PersonId, Region, Rng};
use hmac::{Hmac, Mac};
use sm2::dsa::SigningKey;
use sm3::Sm3;

use super::sign;
use crate::{StoreError, hex};

/// The county's keys, loaded. Never printed.
pub struct Vault {
    key_id: String,
    master: Aes256Gcm,
    index: [u8; 32],
    signing: SigningKey,
    archive: Aes256Gcm,
}

/// One person's key, opened for the time of an act.
pub struct PersonKey {
    person: PersonId,
    cipher: Aes256Gcm,
}

impl fmt::Debug for Vault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Vault").field("key_id", &self.key_id).finish_non_exhaustive()
    }
}

impl Vault {
    pub(super) fn new(key_id: String, master: [u8; 32], index: [u8; 32], signing: &[u8]) -> Option<Self> {
        let mut mac = Hmac::<Sm3>::new_from_slice(&master).expect("HMAC takes a key of any length");
        mac.update(b"onedoor archive 1");
        let archive: [u8; 32] = mac.finalize().into_bytes().into();
        Some(Self {
            key_id,
            master: Aes256Gcm::new(&master.into()),
            index,
            signing: sign::signing_key(signing)?,
            archive: Aes256Gcm::new(&archive.into()),
        })
    }

    /// The id that rows name instead of the key.
    pub fn key_id(&self) -> &str {
        &self.key_id
    }

    /// The public half of the signing key, hexadecimal.
    pub fn public_key(&self) -> String {
        sign::public(&self.signing)
    }

    /// SM2 signature over a block's hash.
    pub fn sign(&self, hash: &[u8]) -> Vec<u8> {
        sign::sign(&self.signing, hash)
    }

    /// Opens what another node sealed to the public key of this one; `None` where it was not, or was altered.
    pub fn open_sealed(&self, sealed: &[u8]) -> Option<Vec<u8>> {
        super::sign::open_sealed(&self.signing, sealed)
    }

    /// Seals what the county must keep as long as the law says, whatever becomes of a person's key: its
    /// archive. The key comes from the master key and stands nowhere.
    pub fn seal_archive(&self, region: &Region, field: &str, bytes: &[u8], rng: &dyn Rng) -> Vec<u8> {
        seal(&self.archive, &archive_aad(region, field), bytes, rng)
    }

    /// Opens what [`Vault::seal_archive`] sealed.
    pub fn open_archive(&self, region: &Region, field: &str, sealed: &[u8]) -> Result<Vec<u8>, StoreError> {
        open(&self.archive, &archive_aad(region, field), sealed)
    }

    /// A keyed hash by which an identity number is found again without being stored.
    pub fn blind(&self, kind: &str, code: &str) -> String {
        let mut mac = Hmac::<Sm3>::new_from_slice(&self.index).expect("HMAC takes a key of any length");
        mac.update(kind.as_bytes());
        mac.update(b"\n");
        mac.update(code.as_bytes());
        hex(&mac.finalize().into_bytes())
    }

    /// A new key for a person, and the same key wrapped for its row.
    pub fn new_person_key(&self, region: &Region, person: PersonId, rng: &dyn Rng) -> (PersonKey, Vec<u8>) {
        let mut key = [0; 32];
        rng.fill(&mut key);
        let wrapped = seal(&self.master, &aad(region, person, "key"), &key, rng);
        (PersonKey { person, cipher: Aes256Gcm::new(&key.into()) }, wrapped)
    }

    /// Opens a person's wrapped key.
    pub fn open_person_key(&self, region: &Region, person: PersonId, wrapped: &[u8]) -> Result<PersonKey, StoreError> {
        let key: [u8; 32] = open(&self.master, &aad(region, person, "key"), wrapped)?
            .try_into()
            .map_err(|_| StoreError::Sealed("密钥长度不对".into()))?;
        Ok(PersonKey { person, cipher: Aes256Gcm::new(&key.into()) })
    }
}

impl PersonKey {
    /// Seals one field. The field's name is bound in, so a sealed phone cannot pass for a name.
    pub fn seal(&self, region: &Region, field: &str, text: &str, rng: &dyn Rng) -> Vec<u8> {
        seal(&self.cipher, &aad(region, self.person, field), text.as_bytes(), rng)
    }

    /// Seals bytes, such as a file. The field's name is bound in as for texts.
    pub fn seal_bytes(&self, region: &Region, field: &str, bytes: &[u8], rng: &dyn Rng) -> Vec<u8> {
        seal(&self.cipher, &aad(region, self.person, field), bytes, rng)
    }

    /// Opens bytes.
    pub fn open_bytes(&self, region: &Region, field: &str, sealed: &[u8]) -> Result<Vec<u8>, StoreError> {
        open(&self.cipher, &aad(region, self.person, field), sealed)
    }

    /// Opens one field.
    pub fn open(&self, region: &Region, field: &str, sealed: &[u8]) -> Result<String, StoreError> {
        String::from_utf8(open(&self.cipher, &aad(region, self.person, field), sealed)?)
            .map_err(|_| StoreError::Sealed("内容不是文字".into()))
    }
}

fn archive_aad(region: &Region, field: &str) -> Vec<u8> {
    format!("{}|archive|{field}", region.as_str()).into_bytes()
}

fn aad(region: &Region, person: PersonId, field: &str) -> Vec<u8> {
    format!("{}|{}|{field}", region.as_str(), person.get()).into_bytes()
}

fn seal(cipher: &Aes256Gcm, aad: &[u8], plain: &[u8], rng: &dyn Rng) -> Vec<u8> {
    let mut nonce = [0; 12];
    rng.fill(&mut nonce);
    let mut out = nonce.to_vec();
    let sealed = cipher
        .encrypt(&Nonce::from(nonce), Payload { msg: plain, aad })
        .expect("AES-GCM seals anything shorter than 64 GiB");
    out.extend(sealed);
    out
}

fn open(cipher: &Aes256Gcm, aad: &[u8], sealed: &[u8]) -> Result<Vec<u8>, StoreError> {
    let fault = || StoreError::Sealed("密钥与内容对不上".into());
    let (nonce, body) = sealed.split_first_chunk::<12>().ok_or_else(fault)?;
    cipher.decrypt(&Nonce::from(*nonce), Payload { msg: body, aad }).map_err(|_| fault())
}
