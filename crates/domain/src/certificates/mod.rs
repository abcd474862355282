//! Electronic certificates (电子证照, domain §7.5): what a case gives out, and what other systems gave out and a clerk
//! registered here; their identifier, their state, and which materials they stand for.
//!
//! Each step is a pure function that takes the certificate and returns the next one with its event, or refuses with a
//! sentence. Not here: how the paper looks (`papers`), and electronic seals: those are made by the county's seal service,
//! never by this program.

mod certificate;
mod code;
mod end;
mod hold;
mod issue;
mod kind;
mod number;
#[cfg(test)]
mod properties;
mod refusal;
mod register;
mod seal;
#[cfg(test)]
mod tests;

pub use certificate::{Certificate, End, Ending, Evidence, Origin, Sealing, Standing, State};
pub use code::{CertificateCode, CodeFlaw, TypeCode};
pub use end::{CertificateEnded, end, supersede};
pub use hold::{HeldMaterial, Holding, held};
pub use issue::{CertificateIssued, IssueFacts, Opening, grants, is_granted, issue};
pub use kind::{CertificateKind, KindForm, KindSaved, Making, save_kind};
pub use number::{NumberForm, NumberFormFlaw};
pub use refusal::Refusal;
pub use register::{CertificateRegistered, NewCertificate, register};
pub use seal::{CertificateSealed, seal};
