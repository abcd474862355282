//! Which materials need not be handed in (电子证照免提交): what a department gave out must not be asked for again
//! (国务院关于在线政务服务的若干规定, 令 716, 7). A certificate that was ended, replaced or has lapsed does not count.

use jiff::civil::Date;

use super::{Certificate, CertificateKind};
use crate::{
    base::{CertificateId, fold_name},
    catalogue::{Material, Origin},
};

/// A certificate with its kind, where the county's list has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Holding {
    /// The certificate.
    pub certificate: Certificate,
    /// Its kind.
    pub kind: Option<CertificateKind>,
}

/// A material that a certificate stands for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HeldMaterial {
    /// Its place in the guide.
    pub place: usize,
    /// Its name there.
    pub material: String,
    /// The certificate.
    pub certificate: CertificateId,
    /// Name of that.
    pub name: String,
    /// 证照编号.
    pub number: String,
    /// Last day; `None` = 长期.
    pub valid_to: Option<Date>,
}

/// The materials of a guide that the holder's certificates stand for, in the guide's order. Of several certificates the
/// one that counts longest.
#[must_use]
pub fn held(materials: &[Material], holdings: &[Holding], today: Date) -> Vec<HeldMaterial> {
    materials
        .iter()
        .enumerate()
        .filter(|(_, material)| match material.origin {
            Origin::Government => true,
            Origin::Applicant | Origin::Intermediary => false,
        })
        .filter_map(|(place, material)| {
            let fits = |h: &&Holding| h.certificate.standing(today).counts() && stands_for(h, &material.name);
            let longest = |h: &&Holding| h.certificate.valid_to.unwrap_or(Date::MAX);
            let found = &holdings.iter().filter(fits).max_by_key(longest)?.certificate;
            Some(HeldMaterial {
                place,
                material: material.name.clone(),
                certificate: found.id,
                name: found.name.clone(),
                number: found.number.clone(),
                valid_to: found.valid_to,
            })
        })
        .collect()
}

fn stands_for(holding: &Holding, material: &str) -> bool {
    fold_name(&holding.certificate.name) == fold_name(material)
        || holding.kind.as_ref().is_some_and(|k| k.in_use && k.is_named(material))
}
