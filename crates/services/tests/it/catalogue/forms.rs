//! The form of an item: part of its content, with the life of its draft.

use domain::{
    base::ItemId,
    catalogue::{DraftState, FieldKind, Form, FormField, FormFlaw, ItemRefusal, LifeRefusal},
    people::Role,
};
use services::{
    Failure,
    catalogue::{
        DraftForm, DraftRefusal, FormEdit, draft, form_at, form_sheet, item_form, publish_draft, save_draft, save_form,
        submit_draft,
    },
};
use testkit::engines;

use super::given::{County, file, office, plain, seat};

fn form(label: &str, change: impl FnOnce(&mut FormField)) -> Form {
    let mut form = Form::default();
    let mut field = FormField {
        key: "household".into(),
        label: label.into(),
        kind: FieldKind::Address,
        personal: true,
        purpose: "核对户籍".into(),
        legal_basis: "社会救助暂行办法第四十七条".into(),
        ..FormField::default()
    };
    change(&mut field);
    form.put_field(None, 0, field);
    form
}

fn edit(seq: i64, form: Option<Form>) -> FormEdit {
    FormEdit { seq, based_on: 1, form, why: "按新申请书修订".into() }
}

#[test]
fn a_form_is_published_with_its_item_and_a_case_keeps_its_own() {
    for db in engines() {
        let county = County::open(db);
        county.seed(7, "A-1", 1);
        let (b, id) = (&county.bureau, ItemId::new(7));
        let (approver, editor) = (seat(1, &[Role::Approver], Some(1)), seat(2, &[Role::Editor], None));
        let before = form_at(b, id, 1).unwrap().expect("the default form");
        assert!(before.field("request").is_some());
        assert_eq!(form_at(b, id, 2).unwrap(), None, "no such version");

        // The rest of a draft stays when its form is saved, and the other way round.
        let sheet = form_sheet(b, &approver, id).unwrap();
        assert_eq!((sheet.state, sheet.content.guide.form.clone()), (None, None));
        let named = item_form(b, &approver, id).unwrap();
        let mut cells = named.cells.clone();
        cells.insert(domain::catalogue::Column::Place, "政务大厅 3 号窗口".into());
        let typed = DraftForm {
            seq: named.seq,
            based_on: 1,
            cells,
            why: "改地点".into(),
            planned_on: "2026-12-01".into(),
            ..DraftForm::default()
        };
        let seq = save_draft(b, &approver, id, typed.clone(), None).unwrap();
        let own = form("户籍地址", |_| {});
        let seq = save_form(b, &approver, id, edit(seq, Some(own.clone())), Some("k1")).unwrap();
        assert_eq!(
            save_form(b, &approver, id, edit(seq - 1, Some(own.clone())), Some("k1")).unwrap(),
            seq,
            "one effect"
        );
        let view = draft(b, &approver, id).unwrap().unwrap();
        let fields: Vec<&str> = view.changes.iter().map(|c| c.field).collect();
        assert_eq!((view.line.state, fields), (DraftState::Draft, vec!["办理地点", "申请表"]));
        assert_eq!(view.line.planned_on.map(|d| d.to_string()).as_deref(), Some("2026-12-01"), "the wished day stays");
        let seq = save_draft(b, &approver, id, DraftForm { seq, ..typed }, None).unwrap();
        assert_eq!(form_sheet(b, &approver, id).unwrap().content.guide.form, Some(own.clone()));

        let seq = submit_draft(b, &approver, id, seq, None).unwrap();
        publish_draft(b, &editor, id, seq, "2026-11-20", None).unwrap();
        assert_eq!(form_at(b, id, 2).unwrap(), Some(own.clone()));
        assert_eq!(form_at(b, id, 1).unwrap(), Some(before), "what was filed under version 1 is asked as then");
        county.is_sound();

        // A file that speaks of the item leaves its form alone.
        let (_, outcome) = county.import(&file("x.csv", vec![plain(2, "A-1", "急难救助", &[])]));
        assert_eq!(outcome.refused.len(), 0, "{:?}", outcome.refused);
        assert_eq!(form_at(b, id, 3).unwrap(), Some(own));
        county.is_sound();
    }
}

#[test]
fn a_form_that_may_not_be_is_not_saved() {
    for db in engines() {
        let county = County::open(db);
        county.seed(7, "A-1", 1);
        county.seed(8, "B-1", 2);
        let (b, id) = (&county.bureau, ItemId::new(7));
        let own = seat(1, &[Role::Approver], Some(1));
        let seq = form_sheet(b, &own, id).unwrap().seq;
        let nameless = form("户籍地址", |f| f.purpose.clear());
        let refused = save_form(b, &own, id, edit(seq, Some(nameless.clone())), None).unwrap_err();
        let content = LifeRefusal::Content(ItemRefusal::Form(FormFlaw::Purpose("户籍地址".into())));
        assert!(matches!(&refused, Failure::Refused(DraftRefusal::Life(life)) if *life == content), "{refused:?}");
        let silent = FormEdit { why: " ".into(), ..edit(seq, Some(form("户籍地址", |_| {}))) };
        let refused = save_form(b, &own, id, silent, None).unwrap_err();
        assert!(refused.to_string().contains("为什么改"), "{refused}");
        let same = save_form(b, &own, id, edit(seq, None), None).unwrap_err();
        assert!(same.to_string().contains("没有需要保存的"), "{same}");
        let stale = save_form(b, &own, id, edit(seq + 1, Some(form("户籍地址", |_| {}))), None).unwrap_err();
        assert!(matches!(stale, Failure::Stale), "{stale:?}");
        let other = ItemId::new(8);
        assert!(matches!(form_sheet(b, &own, other), Err(Failure::Denied(_))));
        let foreign = save_form(b, &own, other, edit(0, Some(form("户籍地址", |_| {}))), None).unwrap_err();
        assert!(matches!(foreign, Failure::Denied(_)), "{foreign:?}");
        assert!(matches!(form_sheet(b, &office(), ItemId::new(99)), Err(Failure::NotFound)));
    }
}
