//! SM2 signatures over hashes of blocks.

use domain::base::Rng;
use sm2::{
    SecretKey,
    dsa::{
        Signature, SigningKey, VerifyingKey,
        signature::{Signer as _, Verifier as _},
    },
};

use crate::{hex, unhex};

/// The distinguishing identifier that GM/T 0009 prescribes where none is agreed.
const DISTID: &str = "1234567812345678";

/// A public key as it is published: SEC1, hexadecimal.
pub type PublicKey = String;

pub(super) fn new_secret(rng: &dyn Rng) -> Vec<u8> {
    loop {
        let mut bytes = [0; 32];
        rng.fill(&mut bytes);
        // Only numbers outside the curve's order are refused: about one draw in 2^32.
        if SecretKey::from_slice(&bytes).is_ok() {
            return bytes.to_vec();
        }
    }
}

pub(super) fn signing_key(secret: &[u8]) -> Option<SigningKey> {
    SigningKey::new(DISTID, &SecretKey::from_slice(secret).ok()?).ok()
}

pub(super) fn sign(key: &SigningKey, message: &[u8]) -> Vec<u8> {
    let signature: Signature = key.sign(message);
    signature.to_bytes().to_vec()
}

pub(super) fn public(key: &SigningKey) -> PublicKey {
    hex(&key.verifying_key().to_sec1_bytes())
}

/// Whether `signature` over `message` is of the owner of `public`. Needs no secret: works offline.
pub fn verify(public: &str, message: &[u8], signature: &[u8]) -> bool {
    let check = || {
        let key = VerifyingKey::from_sec1_bytes(DISTID, &unhex(public)?).ok()?;
        let signature = Signature::from_slice(signature).ok()?;
        key.verify(message, &signature).ok()
    };
    check().is_some()
}

/// Whether a text is a public key of the curve, hexadecimal.
pub fn is_public_key(text: &str) -> bool {
    unhex(text).is_some_and(|bytes| VerifyingKey::from_sec1_bytes(DISTID, &bytes).is_ok())
}
