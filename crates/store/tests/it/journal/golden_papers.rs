//! The text of events of files, archive packages, reports and the city's figures, frozen like every other.

use domain::{
    archive::{BatchMade, BatchNo, PackageMade},
    base::{CaseId, FileId, FileKind, PackageId, PersonId, StaffId},
    cases::{CaseFile, FileAttached, FileDetached, FileDropped},
    indicators::{CityFiguresImported, CountyFigure, Indicator},
    reports::{ReportEdited, ReportKind, ReportMade, TemplateChanged},
};
use jiff::civil::date;
use store::{
    archive::{BatchRow, batch_change, package_change},
    files::{FileRow, SealedName, file_change, file_gone},
    indicators::{PeerFigure, city_figure_change},
    journal::{Entry, Stream},
    reports::report_change,
};
use testkit::{region, stamp};

use super::golden::frozen;

#[test]
fn a_file_of_a_case() {
    let id = FileId::new(7);
    let file = CaseFile {
        id,
        version: 1,
        case: CaseId::new(1),
        person: PersonId::new(5),
        place: Some(3),
        digest: "66c7".into(),
        size: 10_485_760,
        kind: FileKind::Pdf,
        by: Some(StaffId::new(7)),
        at: stamp().happened_at,
        detached: None,
    };
    let mut row = FileRow { file, sealed: SealedName { name: vec![0, 255], plain_digest: vec![1], bytes_of: None } };
    let case_no = "2026-1120-03-0001".to_owned();
    let attached = FileAttached {
        case_no: case_no.clone(),
        material: "申请表".into(),
        kind: "pdf".into(),
        size: 10_485_760,
        digest: "66c7".into(),
    };
    let entry = Entry::new(Stream::file(id), 0, "file.attached", &attached).with(file_change(&region(), &row));
    frozen("file_attached", &entry);
    row.file.detached = Some((stamp().happened_at, "拍糊了".into()));
    let detached = FileDetached { case_no: case_no.clone(), why: "拍糊了".into() };
    let entry = Entry::new(Stream::file(id), 0, "file.detached", &detached).with(file_change(&region(), &row));
    frozen("file_detached", &entry);
    let entry = Entry::new(Stream::file(id), 0, "file.dropped", &FileDropped { case_no });
    frozen("file_dropped", &entry.with(file_gone(&region(), id)));
}

#[test]
fn a_package_and_its_batch() {
    let row = crate::archive::package(1, true, None);
    let made = PackageMade {
        package_no: row.number.to_string(),
        profile: row.profile.clone(),
        digest: row.digest.clone(),
        files: 3,
        passed: true,
        signature: String::new(),
    };
    let stream = || Stream::package(PackageId::new(1));
    let entry = Entry::new(stream(), 0, "archive.packed", &made).with(package_change(&region(), &row));
    frozen("archive_packed", &entry);
    let number = BatchNo::after(2026, 0);
    let batch =
        BatchMade { batch_no: number.to_string(), on: date(2026, 11, 20), packages: vec![row.number.to_string()] };
    let (made_at, by) = (stamp().happened_at, Some(StaffId::new(2)));
    let head = BatchRow { id: 9, number: number.clone(), made_on: batch.on, made_at, by, packages: 1 };
    let entry = Entry::new(Stream::transfers(), 0, "archive.transferred", &batch);
    frozen("archive_transferred", &entry.with(batch_change(&region(), &head)));
    let joined = crate::archive::package(1, true, Some(9));
    let entry = Entry::new(stream(), 0, "archive.joined", &number.as_str());
    frozen("archive_joined", &entry.with(package_change(&region(), &joined)));
}

#[test]
fn a_report_and_its_template() {
    let row = crate::reports::row(1, ReportKind::Analysis, date(2026, 11, 20));
    let put = |kind, facts: &serde_json::Value| {
        Entry::new(Stream::report(row.id), 0, kind, facts).with(report_change(&region(), &row))
    };
    let made = serde_json::json!(ReportMade { kind: ReportKind::Analysis, snapshot: 9, notes: 1 });
    frozen("report_made", &put("report.made", &made));
    frozen("report_remade", &put("report.remade", &made));
    let edited = ReportEdited { paragraph: "a".into(), before: "99.94%。".into(), after: "99.99%。".into() };
    frozen("report_edited", &put("report.edited", &serde_json::json!(edited)));
    let changed = TemplateChanged { kind: ReportKind::Weekly, version: 2 };
    let entry = Entry::new(Stream::report_templates(), 0, "report.template_changed", &changed);
    frozen("report_template_changed", &entry);
}

#[test]
fn figures_of_the_city() {
    let event = CityFiguresImported {
        file_name: "通报.xlsx".into(),
        file_digest: "66c7".into(),
        source: "市局通报".into(),
        as_of: date(2026, 11, 20),
        figures: 1,
        gone: 0,
        refused: 0,
    };
    let figure = PeerFigure {
        indicator: Indicator::OnlineAvailableRate,
        figure: CountyFigure { code: "990102".into(), name: "邻县".into(), value: "99.90".into(), benchmark: false },
        as_of: event.as_of,
        source: event.source.clone(),
    };
    let entry = Entry::new(Stream::county(), 0, "city.figures_imported", &event);
    frozen("city_figures_imported", &entry.with(city_figure_change(&region(), &figure)));
}
