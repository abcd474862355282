//! SM2 signatures over hashes of blocks, and what is sealed to another node's key.

use domain::base::Rng;
use sm2::{
    SecretKey,
    dsa::{
        Signature, SigningKey, VerifyingKey,
        signature::{Signer as _, Verifier as _},
    },
    elliptic_curve::rand_core::{TryCryptoRng, TryRng},
    pke::{DecryptingKey, EncryptingKey},
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

/// Our randomness as the cipher takes it.
struct Chance<'a>(&'a dyn Rng);

impl TryRng for Chance<'_> {
    type Error = std::convert::Infallible;

    fn try_next_u32(&mut self) -> Result<u32, Self::Error> {
        let mut bytes = [0; 4];
        self.0.fill(&mut bytes);
        Ok(u32::from_le_bytes(bytes))
    }

    fn try_next_u64(&mut self) -> Result<u64, Self::Error> {
        Ok(self.0.u64())
    }

    fn try_fill_bytes(&mut self, bytes: &mut [u8]) -> Result<(), Self::Error> {
        self.0.fill(bytes);
        Ok(())
    }
}

impl TryCryptoRng for Chance<'_> {}

/// Seals a text so that only the owner of `public` can open it (SM2, C1C3C2); `None` where that is no key, or the text is
/// empty.
pub fn seal_to(public: &str, plain: &[u8], rng: &dyn Rng) -> Option<Vec<u8>> {
    if plain.is_empty() {
        return None;
    }
    let key = EncryptingKey::from_sec1_bytes(&unhex(public)?).ok()?;
    key.encrypt(&mut Chance(rng), plain).ok()
}

/// Opens what was sealed to this key.
pub(super) fn open_sealed(key: &SigningKey, sealed: &[u8]) -> Option<Vec<u8>> {
    DecryptingKey::from_nonzero_scalar(*key.as_nonzero_scalar()).ok()?.decrypt(sealed).ok()
}

#[cfg(test)]
mod tests {
    use domain::base::SeededRng;

    use super::*;

    #[test]
    fn what_is_sealed_to_a_key_is_opened_by_its_owner_alone() {
        let rng = SeededRng::new(7);
        let key = |rng: &SeededRng| signing_key(&new_secret(rng)).expect("a key");
        let (mine, other) = (key(&rng), key(&rng));
        for plain in ["张三丰 13800138000", &"长".repeat(5_000)] {
            let sealed = seal_to(&public(&mine), plain.as_bytes(), &rng).expect("a key of the curve");
            assert!(!sealed.windows(plain.len()).any(|w| w == plain.as_bytes()));
            assert_eq!(open_sealed(&mine, &sealed).as_deref(), Some(plain.as_bytes()));
            assert_eq!(open_sealed(&other, &sealed), None);
            let mut altered = sealed.clone();
            let last = altered.len() - 1;
            altered[last] ^= 1;
            assert_eq!(open_sealed(&mine, &altered), None);
            for cut in [0, 1, 64, 96, sealed.len() - 1] {
                assert_eq!(open_sealed(&mine, &sealed[..cut.min(sealed.len() - 1)]), None, "{cut}");
            }
        }
        assert_eq!((seal_to("04", b"x", &rng), seal_to(&public(&mine), b"", &rng)), (None, None));
    }
}
