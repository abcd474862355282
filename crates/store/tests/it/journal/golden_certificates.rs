//! The text of events of certificates, frozen like every other.

use domain::{
    base::CertificateId,
    certificates::{CertificateEnded, CertificateIssued, CertificateRegistered, CertificateSealed, KindSaved},
};
use jiff::civil::date;
use store::{
    certificates::{certificate_change, kind_change},
    journal::{Entry, Stream},
};
use testkit::region;

use super::golden::frozen;
use crate::certificates::{a_certificate, a_kind, holder};

#[test]
fn a_certificate_through_its_life() {
    let certificate = a_certificate(1, 1, Some(date(2031, 11, 19)));
    let put = |kind, facts: &serde_json::Value| {
        Entry::new(Stream::certificate(certificate.id), 0, kind, facts).with(certificate_change(
            &region(),
            &certificate,
            &holder(),
        ))
    };
    let code = certificate.code.as_ref().unwrap().to_string();
    let issued = CertificateIssued {
        code: code.clone(),
        number: certificate.number.clone(),
        name: certificate.name.clone(),
        case_no: "2026-1120-03-0001".into(),
        valid_from: date(2026, 11, 20),
        valid_to: certificate.valid_to,
        replaces: Some(CertificateId::new(7)),
    };
    frozen("certificate_issued", &put("certificate.issued", &serde_json::to_value(issued).unwrap()));
    let registered = CertificateRegistered {
        code: Some(code),
        number: certificate.number.clone(),
        name: certificate.name.clone(),
        issuer: "省市场监督管理局".into(),
        original_seen: true,
        file_digest: None,
    };
    frozen("certificate_registered", &put("certificate.registered", &serde_json::to_value(registered).unwrap()));
    let ended = CertificateEnded { ending: "revoked".into(), reason: "申请材料不实".into(), successor: None };
    frozen("certificate_revoked", &put("certificate.revoked", &serde_json::to_value(ended).unwrap()));
    for kind in ["certificate.superseded", "certificate.cancelled", "certificate.stripped", "certificate.moved_out"] {
        let ending = kind.trim_start_matches("certificate.").to_owned();
        let successor = (ending == "superseded").then(|| CertificateId::new(2));
        let ended = CertificateEnded { ending, reason: "变更登记".into(), successor };
        frozen(&kind.replace('.', "_"), &put(kind, &serde_json::to_value(ended).unwrap()));
    }
    let sealed = CertificateSealed {
        reference: "YZ-1".into(),
        paper_digest: "66c7".into(),
        sealed_digest: "77d8".into(),
        answer_digest: "88e9".into(),
    };
    frozen("certificate_sealed", &put("certificate.sealed", &serde_json::to_value(sealed).unwrap()));
}

#[test]
fn a_kind_of_certificate() {
    let kind = a_kind(3, "食品经营许可证");
    let event = KindSaved { name: kind.name.clone(), in_use: true };
    let entry = Entry::new(Stream::certificate_kind(kind.id), 0, "certificate_kind.saved", &event)
        .with(kind_change(&region(), &kind));
    frozen("certificate_kind_saved", &entry);
}
