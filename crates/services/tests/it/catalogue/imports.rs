//! Imports: laid aside with progress, listed, previewed, and files that come back unchanged.

use domain::{
    catalogue::{Column, DetailColumn},
    people::Role,
};
use services::{
    Failure,
    catalogue::{
        ExportFilter, ImportRefusal, StagedState, drop_import, dry_run, from_table, import_progress, imports,
        items_workbook, preview, publish, refused_sheet, stage_watched,
    },
};
use testkit::engines;

use super::given::{County, file, office, plain, seat};

#[test]
fn an_import_is_watched_listed_and_its_refused_rows_are_kept() {
    for db in engines() {
        let county = County::open(db);
        let b = &county.bureau;
        let mut rows: Vec<_> = (2..2_502).map(|n| plain(n, &format!("A-{n}"), "临时救助", &[])).collect();
        rows.push(plain(2_502, "3.7E+30", "低保", &[]));
        let sheet = file("事项清单.csv", rows);
        let mut seen = Vec::new();
        let staged = stage_watched(b, &office(), &sheet, false, &mut |p| seen.push((p.staged, p.of))).unwrap();
        assert_eq!(seen, [(0, 2_501), (1_000, 2_501), (2_000, 2_501), (2_501, 2_501)]);
        let progress = import_progress(b, &office(), staged.id).unwrap();
        assert_eq!((progress.staged, progress.of), (2_501, 2_501));
        let line = imports(b, &office()).unwrap().remove(0);
        assert_eq!((line.id, line.state, line.outcome.is_none()), (staged.id, StagedState::Waiting, true));
        let waiting = refused_sheet(b, &office(), staged.id).unwrap();
        assert!(waiting.reasons[&2_502].contains("科学计数"));

        let wrong = publish(b, &office(), staged.id, Some((1, 0, 0)), None).unwrap_err();
        assert!(matches!(wrong, Failure::Refused(ImportRefusal::Moved)));
        let done = publish(b, &office(), staged.id, Some((2_500, 0, 0)), None).unwrap();
        assert_eq!((done.added, done.refused.len()), (2_500, 1));
        let again = publish(b, &office(), staged.id, None, None).unwrap_err();
        assert!(matches!(again, Failure::Refused(ImportRefusal::Done)));
        let line = imports(b, &office()).unwrap().remove(0);
        assert_eq!((line.state, line.has_refused), (StagedState::Published, true));
        assert!(line.published_at.is_some() && line.undone_at.is_none());
        let kept = refused_sheet(b, &office(), staged.id).unwrap();
        assert_eq!((kept.reasons.len(), &*kept.file), (1, "事项清单.csv".as_bytes()));
        drop_import(b, &office(), staged.id).unwrap();
        let gone = refused_sheet(b, &office(), staged.id).unwrap_err();
        assert!(matches!(gone, Failure::Refused(ImportRefusal::NothingKept)));
        assert_eq!(imports(b, &office()).unwrap()[0].state, StagedState::Published, "it stays in the catalogue");
        assert!(matches!(imports(b, &seat(1, &[Role::Approver], Some(1))), Err(Failure::Denied(_))));
        county.is_sound();
    }
}

#[test]
fn a_preview_that_is_thrown_away_changes_nothing() {
    for db in engines() {
        let county = County::open(db);
        let sheet = file("x.csv", vec![plain(2, "A-1", "临时救助", &[])]);
        let staged = stage_watched(&county.bureau, &office(), &sheet, false, &mut |_| ()).unwrap();
        assert_eq!(preview(&county.bureau, &office(), staged.id).unwrap().plan.added.len(), 1);
        drop_import(&county.bureau, &office(), staged.id).unwrap();
        assert_eq!(imports(&county.bureau, &office()).unwrap()[0].state, StagedState::Dropped);
        assert!(publish(&county.bureau, &office(), staged.id, None, None).is_err());
        assert!(county.contents().is_empty());
    }
}

/// What is exported in our template's shape is read back from its bytes as the same.
#[test]
fn an_exported_workbook_comes_back_unchanged() {
    for db in engines() {
        let county = County::open(db);
        let mut first = plain(
            2,
            "11370800MB28559184337011700201101",
            "临时救助",
            &[
                (Column::OnlineDepth, "原件核验"),
                (Column::StatutoryLimit, "1个月"),
                (Column::PromisedLimit, "5"),
                (Column::LegalBasis, "《办法》\n第四十七条"),
                (Column::Clients, "1^2"),
                (Column::Aliases, "=1+1、0012"),
                (Column::Exemption, "场地限制；政办〔2026〕3号"),
                (Column::Fee, "不收费"),
            ],
        );
        let cell = |c, v: &str| (c, v.to_owned());
        first.details.materials = vec![
            [cell(DetailColumn::Name, "身份证"), cell(DetailColumn::Origin, "20"), cell(DetailColumn::Copies, "2")]
                .into(),
            [cell(DetailColumn::Name, "申请书"), cell(DetailColumn::BlankForm, "表.docx")].into(),
        ];
        first.details.steps = vec![[cell(DetailColumn::StepName, "受理"), cell(DetailColumn::StepDays, "1")].into()];
        county.import(&file("x.csv", vec![first, plain(3, "A-2", "低保", &[(Column::Resident, "否")])]));
        county.seed(7, "A-3", 2);
        let before = county.contents();
        let bytes = items_workbook(&county.bureau, &office(), &ExportFilter::default()).unwrap();
        let table = papers::catalogue::read_table(&bytes, "导出.xlsx").unwrap();
        let back = from_table(&table, "导出.xlsx", &bytes).unwrap();
        let plan = dry_run(&county.bureau, &office(), &back, true).unwrap();
        assert_eq!((plan.unchanged, plan.added.len(), plan.removed.len()), (3, 0, 0), "{plan:?}");
        assert!(plan.changed.is_empty() && plan.refused.is_empty(), "{plan:?}");
        assert_eq!(county.contents(), before);
        let one = ExportFilter { department: Some("县公安局".into()), cancelled: false };
        let one = items_workbook(&county.bureau, &office(), &one).unwrap();
        assert_eq!(papers::catalogue::read_table(&one, "导出.xlsx").unwrap().rows.len(), 1);
    }
}
