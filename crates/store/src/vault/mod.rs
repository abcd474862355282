//! Sealed personal fields and signatures (个人信息加密, 签名).
//!
//! Every person has a key of their own, itself wrapped under the county's master key. Fields are
//! sealed with AES-256-GCM under the person's key; the journal hashes the sealed bytes, so erasing
//! one wrapped key erases the person everywhere and leaves every chain whole. Identity numbers are
//! found again by a keyed hash. Blocks of events are signed with SM2 (GB/T 32918).
//!
//! The SM2 and AES code is that of RustCrypto, which is not audited independently; a county under
//! 密评 puts a cryptographic machine behind this module. Not here: who may see an opened field.

mod keyring;
mod mac;
mod seal;
mod sign;

pub use keyring::{KeyFault, KeyFile};
pub use mac::{hmac_sha256, hmac_sm3};
pub use seal::{PersonKey, Vault};
pub use sign::{PublicKey, is_public_key, seal_to, verify};
