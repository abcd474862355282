//! Electronic certificates as rows (电子证照): kinds, one certificate, lists, numbers.

mod certificate;
mod file;
mod kind;
mod list;
mod number;

pub use certificate::{SealedHolder, certificate, certificate_by_code, certificate_change, certificate_of_case};
pub use file::{SealedFile, certificate_file, keep_certificate_file};
pub use kind::{kind, kind_by_name, kind_change, kinds};
pub use list::{
    CertificateFilter, CertificateRow, Part, certificates, certificates_of_person, number_in_use, part_counts,
};
pub use number::{last_number, raise_number, take_number};
