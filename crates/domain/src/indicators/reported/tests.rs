use jiff::civil::date;
use proptest::prelude::*;

use super::*;

pub(in crate::indicators) fn figure(indicator: Indicator, met: u64, not_met: u64, unknown: u64) -> ReportedFigure {
    let rows = [met, not_met, unknown, 0];
    let evidence = EVIDENCE
        .iter()
        .zip(rows)
        .map(|(s, rows)| (s.as_str().to_owned(), EvidenceDigest { rows, digest: "a".repeat(64) }))
        .collect();
    ReportedFigure {
        indicator: indicator.id().into(),
        met,
        not_met,
        unknown,
        excluded: 0,
        profile: "online".into(),
        profile_version: 1,
        evidence,
    }
}

fn report(figures: Vec<ReportedFigure>) -> SnapshotReport {
    SnapshotReport {
        snapshot: SnapshotId::new(7),
        as_of: date(2026, 11, 20),
        taken_at: "2026-11-20T01:00:00Z".parse().unwrap(),
        cases: 1_000_000,
        figures,
    }
}

const A: Indicator = Indicator::OnlineAvailableRate;
const B: Indicator = Indicator::HallResidencyRate;

#[test]
fn what_cannot_be_held_is_sent_back_with_its_reason() {
    let today = date(2026, 11, 20);
    let good = report(vec![figure(A, 90, 10, 0)]);
    let read = |change: &dyn Fn(&mut BTreeMap<String, String>)| {
        let mut fields = good.fields();
        change(&mut fields);
        SnapshotReport::read(&fields, today)
    };
    assert_eq!(read(&|_| ()), Ok(good.clone()));
    let put = |name: &'static str, value: &'static str| {
        move |f: &mut BTreeMap<String, String>| {
            f.insert(name.into(), value.into());
        }
    };
    assert_eq!(read(&put("form", "2")), Err(ReportFlaw::Form("2".into())));
    assert_eq!(read(&put("as_of", "2026-11-31")), Err(ReportFlaw::Unread("统计日")));
    assert_eq!(read(&put("cases", "-1")), Err(ReportFlaw::Unread("办件量")));
    assert_eq!(read(&put("figures", "[]")), Err(ReportFlaw::Empty));
    assert_eq!(read(&put("as_of", "2026-11-22")), Err(ReportFlaw::Future(date(2026, 11, 22))));
    let twice = report(vec![figure(A, 1, 0, 0), figure(A, 1, 0, 0)]);
    assert_eq!(SnapshotReport::read(&twice.fields(), today), Err(ReportFlaw::Indicator(A.id().into())));
    let mut short = figure(A, 90, 10, 0);
    short.evidence.remove("not_met");
    let short = report(vec![short]);
    assert_eq!(SnapshotReport::read(&short.fields(), today), Err(ReportFlaw::Evidence("网上可办率")));
    let mut other = figure(A, 90, 10, 0);
    other.met = 91;
    let other = report(vec![other]);
    assert_eq!(SnapshotReport::read(&other.fields(), today), Err(ReportFlaw::Evidence("网上可办率")));
}

#[test]
fn nothing_known_is_no_figure_and_what_is_unknown_counts_against() {
    assert_eq!(figure(A, 0, 0, 0).text(), None);
    assert_eq!(figure(A, 0, 0, 9).text(), None, "nobody knows any row");
    assert_eq!(figure(A, 90, 0, 10).text().as_deref(), Some("至少 90.00%"));
    assert_eq!(figure(A, 90, 10, 0).to_equal(Percent::parse("95.5").unwrap()), Some(6));
}

#[test]
fn a_corrected_report_says_what_changed() {
    let before = [figure(A, 90, 10, 0), figure(B, 1, 1, 0)];
    let after = [figure(A, 95, 5, 0), figure(B, 1, 1, 0)];
    let changes = report_changes(&before, &after);
    assert_eq!(changes.len(), 1);
    assert_eq!(changes[0].was, "90 ÷ 100（口径 online 第 1 版）");
    assert_eq!(changes[0].now, "95 ÷ 100（口径 online 第 1 版）");
    let mut rows = after.clone();
    rows[1].evidence.insert("met".into(), EvidenceDigest { rows: 1, digest: "b".repeat(64) });
    assert_eq!(report_changes(&after, &rows)[0].now, "1 ÷ 2（口径 online 第 1 版），行有变化");
    assert_eq!(report_changes(&after, &after[..1])[0].now, "", "it is not reported any more");
    let (day, next) = (date(2026, 11, 20), date(2026, 11, 21));
    assert!(!is_late(day, next, 1) && is_late(day, date(2026, 11, 22), 1));
}

proptest! {
    /// What is sent is what is read, and a figure is full only where all is met.
    #[test]
    fn a_report_survives_its_message(met in 0..5_000_u64, not_met in 0..5_000_u64, unknown in 0..50_u64) {
        let sent = report(vec![figure(A, met, not_met, unknown), figure(B, not_met, met, 0)]);
        let read = SnapshotReport::read(&sent.fields(), date(2026, 11, 20)).unwrap();
        prop_assert_eq!(&read, &sent);
        let one = read.figure(A).unwrap();
        if let Some(percent) = one.percent() {
            prop_assert_eq!(percent == Percent::FULL, not_met + unknown == 0);
            prop_assert_eq!(one.to_equal(percent), Some(0), "nobody lacks anything to be as good as oneself");
        }
        prop_assert_eq!(report_changes(&sent.figures, &read.figures), vec![]);
    }
}
