//! Marks by which a receiver knows that a message is ours and unaltered (消息验证码). Which key and what is marked is decided
//! by the caller.

use hmac::{Hmac, KeyInit as _, Mac as _};
use sha2::Sha256;
use sm3::Sm3;

/// HMAC-SHA-256 (RFC 2104, FIPS 180-4).
pub fn hmac_sha256(key: &[u8], message: &[u8]) -> Vec<u8> {
    let mut mac = Hmac::<Sha256>::new_from_slice(key).expect("HMAC takes a key of any length");
    mac.update(message);
    mac.finalize().into_bytes().to_vec()
}

/// HMAC-SM3 (GB/T 15852.2-2012 with GB/T 32905-2016).
pub fn hmac_sm3(key: &[u8], message: &[u8]) -> Vec<u8> {
    let mut mac = Hmac::<Sm3>::new_from_slice(key).expect("HMAC takes a key of any length");
    mac.update(message);
    mac.finalize().into_bytes().to_vec()
}
