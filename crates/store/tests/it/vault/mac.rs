//! Marks over messages that are sent to other systems.

use store::{
    hex,
    vault::{hmac_sha256, hmac_sm3},
};

/// RFC 4231 §4.3 for SHA-256; the same message under SM3 differs and depends on every byte.
#[test]
fn the_published_vector_comes_out() {
    let (key, message) = (b"Jefe".as_slice(), b"what do ya want for nothing?".as_slice());
    let sha = "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843";
    assert_eq!(hex(&hmac_sha256(key, message)), sha);
    assert_eq!(hmac_sm3(key, message).len(), 32);
    assert_ne!(hex(&hmac_sm3(key, message)), sha);
    assert_ne!(hmac_sm3(key, message), hmac_sm3(key, b"what do ya want for nothing!"));
}
