//! Reports of the sample county: their numbers are the figures, their author's words are kept, their files open.

use domain::{
    people::Desk,
    reports::{Body, ReportKind, Written},
};
use services::{
    Failure,
    reports::{
        EditForm, MakeForm, ReportRefusal, TemplateForm, TemplateRefusal, change_template, edit_paragraph, list, make,
        print_docx, remake, templates, view,
    },
};

use crate::sample::{chance, on_sqlite};

fn whole(body: &Body) -> String {
    body.paragraphs().map(Written::text).collect::<Vec<_>>().join("\n")
}

fn form(kind: ReportKind) -> MakeForm {
    MakeForm { kind: kind.as_str().into(), ..MakeForm::default() }
}

/// One county answers all questions: making it takes seconds.
#[test]
fn the_sample_countys_reports() {
    let made = on_sqlite(chance(9, 7));
    let bureau = made.sample.bureau.clone();
    let desk = Desk::system("试");

    let id = make(&bureau, &desk, &form(ReportKind::Analysis), Some("k1")).unwrap();
    assert_eq!(make(&bureau, &desk, &form(ReportKind::Analysis), Some("k1")).unwrap(), id, "sent twice, made once");
    let report = view(&bureau, &desk, id).unwrap();
    let text = whole(&report.body);
    for words in ["99.94%", "位居全市第三", "99.84%", "98.3%", "98.1%", "3077", "还差52项"] {
        assert!(text.contains(words), "{words} is missing in\n{text}");
    }
    assert!(!text.contains('{') && !text.contains("None"), "{text}");
    let headings: Vec<&str> =
        report.body.sections.iter().map(|s| s.heading.as_str()).filter(|h| !h.is_empty()).collect();
    assert_eq!(headings, ["总体情况", "特色亮点做法", "存在的问题和不足", "下一步工作打算"]);
    assert!(!text.contains("回访"), "nothing is recorded of calls, so nothing is said");
    assert!(report.body.notes.iter().any(|n| n.contains("电话回访还没有记录")), "{:?}", report.body.notes);
    let parts: Vec<&str> = report.body.traces.iter().map(|t| t.parts.as_str()).collect();
    assert!(parts.contains(&"3075÷3077"), "{parts:?}");
    assert!(report.drawn.tables["figures"].rows.len() == 5 && report.drawn.charts.contains_key("gaps"));

    edits(&bureau, &desk, id);
    words_of_the_office(&bureau, &desk);
    weekly_and_assignment(&bureau, &desk);

    let docx = print_docx(&bureau, &desk, id).unwrap();
    assert!(docx.bytes.starts_with(b"PK") && docx.name.ends_with(".docx"));
    let made_once = list(&bureau, &desk).unwrap();
    assert_eq!(made_once.len(), 2);
    let found = services::journal::verify(&bureau).unwrap();
    assert_eq!(found.journal.findings, [], "what the journal rebuilds is what the tables hold");
}

fn edits(bureau: &services::Bureau, desk: &Desk, id: domain::base::ReportId) {
    let edit = |version: i64, text: &str| {
        let form = EditForm { version, paragraph: "overall.ranked".into(), text: text.into() };
        edit_paragraph(bureau, desk, id, &form, None)
    };
    assert_eq!(edit(1, "网上可办率99.99%，位居全市第七。").unwrap(), 2);
    assert_eq!(edit(1, "别的").unwrap_err(), Failure::Refused(ReportRefusal::Moved));
    let after = view(bureau, desk, id).unwrap();
    let by_hand: Vec<String> =
        after.body.paragraphs().flat_map(Written::spans).filter(|s| s.by_hand).map(|s| s.text).collect();
    assert_eq!(by_hand, ["99.99%", "第七"]);
    assert_eq!(remake(bureau, desk, id, 2, None).unwrap(), 3);
    let anew = view(bureau, desk, id).unwrap();
    assert!(whole(&anew.body).contains("位居全市第七"), "the author's words stay");
}

fn words_of_the_office(bureau: &services::Bureau, desk: &Desk) {
    let (analysis, own) = templates(bureau, desk).unwrap().remove(0);
    assert!(!own);
    let form = |text: &str| TemplateForm {
        kind: "analysis".into(),
        version: analysis.version,
        title: analysis.title.clone(),
        sentences: vec![("overall.ranked".into(), text.into())],
    };
    let unknown = change_template(bureau, desk, &form("{price}"), None).unwrap_err();
    assert!(matches!(unknown, Failure::Refused(TemplateRefusal::Flaw(_))), "{unknown}");
    let version = change_template(bureau, desk, &form("{name}达到{value}，全市{place}"), None).unwrap();
    assert_eq!(version, analysis.version + 1);
    let moved = change_template(bureau, desk, &form("{name}"), None).unwrap_err();
    assert_eq!(moved, Failure::Refused(TemplateRefusal::Moved));
}

fn weekly_and_assignment(bureau: &services::Bureau, desk: &Desk) {
    let weekly = make(bureau, desk, &form(ReportKind::Weekly), None).unwrap();
    assert!(whole(&view(bureau, desk, weekly).unwrap().body).contains("98.3%"));
    let nobody = make(bureau, desk, &form(ReportKind::Assignment), None).unwrap_err();
    assert_eq!(nobody, Failure::Refused(ReportRefusal::Department));
    let (department, _) = services::reports::departments(bureau, desk).unwrap().remove(0);
    let to_one = MakeForm { department: Some(department), ..form(ReportKind::Assignment) };
    let idle = make(bureau, desk, &to_one, None).unwrap_err();
    assert_eq!(idle, Failure::Refused(ReportRefusal::NothingToAssign), "nothing is ordered, so nothing is assigned");
}
