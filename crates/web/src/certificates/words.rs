//! What is said of a certificate on every page (证照用语): its days, its mark, its events. The states themselves are
//! decided below; here they only become words.

use domain::{
    base::date_text_with_year,
    certificates::{Certificate, Ending, Refusal, Standing, State},
};
use jiff::civil::Date;
use services::{
    cases::EventRow,
    certificates::{CertificateRefusal, FieldFlaw},
};

use crate::base::{Tag, Tone};

/// How it stands.
pub(super) fn standing_tag(standing: Standing) -> Tag {
    let tone = match standing {
        Standing::InForce => Tone::Good,
        Standing::NotYet => Tone::Info,
        Standing::Expired | Standing::Superseded => Tone::Warning,
        Standing::Ended(_) => Tone::Bad,
    };
    Tag::new(tone, standing.label())
}

/// First and last day, as “2026年11月20日 至 2031年11月19日”.
pub(super) fn days(certificate: &Certificate) -> String {
    let until = certificate.valid_to.map_or_else(|| "长期".to_owned(), plain);
    format!("{} 至 {until}", plain(certificate.valid_from))
}

/// A day without its weekday.
pub(super) fn plain(day: Date) -> String {
    let text = date_text_with_year(day);
    text.split('（').next().unwrap_or_default().to_owned()
}

/// Since when and why it counts no more, in one sentence; `None` while nothing was done to it.
pub(super) fn ended(certificate: &Certificate) -> Option<String> {
    let end = certificate.state.end()?;
    let day = plain(domain::base::shanghai_day(end.at));
    let what = match &certificate.state {
        State::Ended(ending, _) => ending.label(),
        State::InForce | State::Superseded(..) => "换发",
    };
    Some(format!("{day}{what}。{}", end.reason))
}

/// Name of whoever did it: the journal keeps the id before it.
pub(super) fn actor(event: &EventRow) -> &str {
    crate::base::actor_name(&event.actor)
}

/// What an event did, and the words that came with it.
pub(super) fn act(event: &EventRow) -> (String, String) {
    let fact = |name: &str| event.facts.get(name).and_then(|v| v.as_str()).unwrap_or_default().to_owned();
    match event.kind.as_str() {
        "certificate.issued" => ("制证".into(), format!("办件 {}", fact("case_no"))),
        "certificate.registered" => ("登记".into(), fact("issuer")),
        "certificate.superseded" => ("换发".into(), fact("reason")),
        "certificate.sealed" => ("加盖电子印章".into(), fact("reference")),
        kind => match kind.strip_prefix("certificate.").and_then(Ending::parse) {
            Some(ending) => (ending.label().into(), fact("reason")),
            None => (kind.to_owned(), String::new()),
        },
    }
}

/// What a faster colleague did, as “李强 刚才已办：撤销”.
pub(super) fn overtaken(event: &EventRow) -> String {
    let (done, _) = act(event);
    format!("{} 刚才已办：{done}", actor(event))
}

/// The sentence for what was just done; known by its code, so that no address can put words on a page.
pub(super) fn notice(done: &str) -> Option<&'static str> {
    match done {
        "issued" => Some("已制证，申请人凭编号和查询密码可以在网上下载"),
        "registered" => Some("已登记，以后办理别的事项可以免交"),
        "sealed" => Some("已加盖电子印章，下载的就是盖章的文件"),
        "ended" => Some("已登记失效，公众查验时立即显示"),
        "saved" => Some("已保存"),
        _ => None,
    }
}

/// The input that a rule's refusal speaks of; empty where it speaks of the certificate as a whole.
pub(super) fn field(refusal: &Refusal) -> &'static str {
    match refusal {
        Refusal::NumberTaken(_) => "number",
        Refusal::CodeTaken => "code",
        Refusal::NotReplaceable => "replaces",
        Refusal::EndsBefore(_) => "valid_to",
        Refusal::IssuedLater(_) => "issued_on",
        Refusal::EvidenceMissing => "seen",
        Refusal::Link => "link",
        Refusal::NumberForm(_) => "number_form",
        Refusal::Months => "valid_months",
        Refusal::DepartmentMissing => "department",
        Refusal::NameTaken(_) => "name",
        Refusal::EndingMissing => "ending",
        Refusal::Issuer(_) => "issuer",
        Refusal::Code(_) => "code",
        Refusal::Missing(what) | Refusal::TooLong { field: what, .. } => match *what {
            "证照名称" => "name",
            "证照编号" => "number",
            "发证机关" => "issuer",
            "材料名称" => "stands_for",
            "原因和依据" => "reason",
            _ => "",
        },
        Refusal::NotGranted
        | Refusal::NoCertificate(_)
        | Refusal::KindMissing(_)
        | Refusal::OtherDepartment(_)
        | Refusal::AlreadyIssued(_)
        | Refusal::Over(_)
        | Refusal::AlreadySealed => "",
    }
}

/// All fields to mend with their sentences.
pub(super) fn flaws(refusal: &CertificateRefusal) -> Vec<(&'static str, String)> {
    match refusal {
        CertificateRefusal::Rule(rule) => vec![(field(rule), rule.to_string())],
        CertificateRefusal::Fields(flaws) => {
            flaws.iter().map(|FieldFlaw { field, sentence }| (*field, sentence.clone())).collect()
        }
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn a_notice_comes_from_a_code_alone() {
        assert!(notice("issued").is_some() && notice("随便写的话").is_none());
        assert_eq!(plain(date(2026, 11, 20)), "2026年11月20日");
    }
}
