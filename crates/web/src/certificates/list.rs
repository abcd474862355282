//! The list of certificates over HTTP (证照台账).

use axum::extract::State;
use domain::people::{Act, authorise};
use services::certificates::{CertificateLine, CertificateList, ListForm, Part};

use super::{CertificateListPage, CertificateRow, words};
use crate::{
    base::{Field, Tag, Tone, paths},
    cases::WorkCount,
    door::{App, Query, Reply, Seat, address, blocking, show},
};

/// Lines of one page.
const PAGE: u32 = 50;

/// Word, label and part in the order of the tabs; the first is shown when none is asked for.
pub(super) const TABS: [(&str, &str, Part); 5] = [
    ("", "有效", Part::InForce),
    ("unsealed", "没盖电子印章", Part::Unsealed),
    ("expired", "已过期", Part::Expired),
    ("ended", "已失效", Part::Ended),
    ("all", "全部", Part::All),
];

/// The page.
pub(crate) async fn page(State(app): State<App>, seat: Seat, query: Query) -> Reply {
    let (word, words) = (query.text("tab"), query.text("q"));
    let (tab, _, part) = TABS.into_iter().find(|(w, _, _)| *w == word).unwrap_or(TABS[0]);
    let form = ListForm { part, words: words.clone(), before: query.number("before"), limit: PAGE };
    let (bureau, desk) = (app.bureau().clone(), seat.desk.clone());
    let list = blocking(move || services::certificates::list(&bureau, &desk, &form)).await??;
    let may = |act| authorise(&seat.desk, act, None).is_ok();
    let shown = list.counts.iter().find(|(p, _)| *p == part).map_or(0, |(_, n)| *n);
    show(&CertificateListPage {
        frame: app.frame(&seat, "证照"),
        counts: counts(&list, tab, &words),
        part: tab.to_owned(),
        query: Field::of(words.clone()),
        summary: format!("共 {shown} 本"),
        rows: list.lines.iter().map(row).collect(),
        may_register: may(Act::CertificateRegister),
        may_see_kinds: may(Act::CertificateKindView),
        next: list.next.map(|key| {
            address(paths::CERTIFICATES, &[("tab", tab), ("q", words.as_str()), ("before", &key.to_string())])
        }),
        empty: empty(&words),
    })
}

fn counts(list: &CertificateList, tab: &str, words: &str) -> Vec<WorkCount> {
    let one = |(word, label, part): (&str, &str, Part)| WorkCount {
        href: address(paths::CERTIFICATES, &[("tab", word), ("q", words)]),
        label: label.to_owned(),
        count: list.counts.iter().find(|(p, _)| *p == part).map_or(0, |(_, n)| *n),
        current: word == tab,
    };
    TABS.into_iter().map(one).collect()
}

fn row(line: &CertificateLine) -> CertificateRow {
    let certificate = &line.certificate;
    CertificateRow {
        href: paths::certificate(&certificate.id.to_string()),
        number: certificate.number.clone(),
        name: certificate.name.clone(),
        holder: line.holder.name.clone(),
        issuer: certificate.issuer.clone(),
        days: words::days(certificate),
        origin: Tag::new(Tone::Neutral, certificate.origin.label()),
        standing: words::standing_tag(line.standing),
    }
}

fn empty(words: &str) -> String {
    match words {
        "" => "这里还没有证照。准予并办结的办件点“制证”，就会排在这里。".to_owned(),
        _ => format!("没有找到“{words}”。编号和标识要写全，证照名称可以只写几个字。"),
    }
}
