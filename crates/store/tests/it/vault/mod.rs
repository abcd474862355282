//! Sealed fields, keys, signatures.

mod canaries;
mod keys;
mod mac;
