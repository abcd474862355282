//! The site's own HTTPS (内置 HTTPS): certificate and key come from files, TLS 1.2 and 1.3 only. The
//! files are read again on SIGHUP, so that a renewed certificate needs no restart. Deliberately not
//! here: getting certificates, and 国密 suites (GB/T 38636), which a gateway before the site offers.

mod files;
mod listener;

pub(crate) use files::{CertFiles, TlsFault};
pub(crate) use listener::{Tls, TlsListener};
