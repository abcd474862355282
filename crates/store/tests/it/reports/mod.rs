//! Reports and templates read back, and the journal rebuilds them.

use domain::{
    base::{DepartmentId, ReportId, SnapshotId},
    catalogue::{Content, Status},
    reports::{Body, Piece, ReportKind, Section, Template, Trace, Written},
};
use jiff::civil::{Date, date};
use store::{
    journal::{Stream, verify},
    reports::{
        ReportRow, departments_with_items, last_report, report, report_change, reports, template, template_change,
        templates,
    },
};
use testkit::{content, department, item, on_every_engine, region, seed_department, seed_item, stamp};

use crate::common::put;

pub(crate) fn row(id: i64, kind: ReportKind, as_of: Date) -> ReportRow {
    let words = Written { id: "a".into(), generated: "99.94%。".into(), edited: Some("99.99%。".into()) };
    let trace = Trace { what: "率".into(), parts: "1 ÷ 2".into(), profile: "p".into(), source: "s".into() };
    ReportRow {
        id: ReportId::new(id),
        version: 1,
        as_of,
        snapshot: SnapshotId::new(9),
        department: (id == 3).then(|| DepartmentId::new(4)),
        body: Body {
            kind,
            template_version: 1,
            title: format!("报告{id}"),
            recipient: String::new(),
            sections: vec![Section { heading: "总体情况".into(), pieces: vec![Piece::Paragraph(words)] }],
            notes: vec!["没有更早的快照".into()],
            traces: vec![trace],
        },
        drawn: "{}".into(),
        made_at: stamp().happened_at,
        made_by: "督查 周岚".into(),
        changed_at: stamp().entered_at,
        changed_by: "督查 周岚".into(),
    }
}

#[test]
fn reports_read_back_newest_day_first() {
    on_every_engine(|t| {
        let rows = [
            row(1, ReportKind::Analysis, date(2026, 10, 30)),
            row(2, ReportKind::Weekly, date(2026, 11, 20)),
            row(3, ReportKind::Assignment, date(2026, 11, 22)),
            row(4, ReportKind::Analysis, date(2026, 11, 22)),
        ];
        for row in &rows {
            put(&t.db, &Stream::report(row.id), vec![report_change(&region(), row)]);
        }
        t.db.read(|tx| {
            for row in &rows {
                assert_eq!(report(tx, &region(), row.id)?.as_ref(), Some(row));
            }
            assert_eq!(report(tx, &region(), ReportId::new(5))?, None);
            let lines: Vec<i64> = reports(tx, &region(), 3)?.iter().map(|l| l.id.get()).collect();
            assert_eq!(lines, [4, 3, 2]);
            let last = last_report(tx, &region(), ReportKind::Analysis, date(2026, 11, 22), None)?;
            assert_eq!(last.map(|r| r.id.get()), Some(1), "the one of the same day is not last time");
            assert_eq!(last_report(tx, &region(), ReportKind::Analysis, date(2026, 10, 30), None)?, None);
            let except = Some(ReportId::new(1));
            assert_eq!(last_report(tx, &region(), ReportKind::Analysis, date(2026, 11, 22), except)?, None);
            assert!(verify(tx, &region())?.findings.is_empty());
            Ok(())
        })
        .unwrap();
    });
}

#[test]
fn a_changed_template_reads_back() {
    on_every_engine(|t| {
        let mut changed = Template {
            kind: ReportKind::Weekly,
            version: 2,
            title: "{county}周报".into(),
            recipient: String::new(),
            sections: Vec::new(),
        };
        put(&t.db, &Stream::report_templates(), vec![template_change(&region(), &changed)]);
        changed.version = 3;
        put(&t.db, &Stream::report_templates(), vec![template_change(&region(), &changed)]);
        t.db.read(|tx| {
            assert_eq!(template(tx, &region(), ReportKind::Weekly)?.as_ref(), Some(&changed));
            assert_eq!(template(tx, &region(), ReportKind::Analysis)?, None);
            assert_eq!(templates(tx, &region())?, [changed.clone()]);
            Ok(())
        })
        .unwrap();
    });
}

#[test]
fn departments_count_by_their_items_in_use() {
    on_every_engine(|t| {
        for id in [1, 2, 3] {
            seed_department(&t.db, &department(id, &format!("第{id}局")));
        }
        for (id, owner, status) in [(1, 1, Status::InUse), (2, 1, Status::InUse), (3, 2, Status::Cancelled)] {
            let content = Content { status, ..content(&format!("C-{id}"), "事项", owner) };
            seed_item(&t.db, &item(id, content));
        }
        t.db.read(|tx| {
            assert_eq!(departments_with_items(tx, &region())?, 1);
            Ok(())
        })
        .unwrap();
    });
}
