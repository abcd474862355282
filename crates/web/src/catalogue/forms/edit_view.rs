//! What the editor's page shows (编申请表的内容): the form under work as a list, what is wrong with it, its text.

use domain::{
    base::date_text_with_year,
    catalogue::{Form, FormField, check_form, default_form, schema_text},
};
use services::catalogue::FormSheet;

use super::{FieldPanel, FormEditPage, FormFieldRow, FormPageRow, PagePanel};
use crate::{
    base::Field,
    door::{App, Seat},
};

/// What somebody works on besides what is saved.
pub(super) struct Work {
    /// The form; `None` = the default one.
    pub(super) form: Option<Form>,
    /// The field in hand.
    pub(super) panel: Option<FieldPanel>,
    /// The page in hand.
    pub(super) page: Option<PagePanel>,
    /// State that the page was made from.
    pub(super) seq: i64,
    /// Version that the draft is made from.
    pub(super) based_on: i64,
    /// Why.
    pub(super) why: String,
}

impl Work {
    /// What is saved, to begin with.
    pub(super) fn of(sheet: &FormSheet) -> Self {
        Self {
            form: sheet.content.guide.form.clone(),
            panel: None,
            page: None,
            seq: sheet.seq,
            based_on: sheet.based_on,
            why: sheet.why.clone(),
        }
    }
}

/// The page for the work in hand.
pub(super) fn page(app: &App, seat: &Seat, sheet: &FormSheet, work: Work) -> FormEditPage {
    let name = &sheet.content.name;
    let shown = work.form.clone().unwrap_or_else(|| default_form(&sheet.content));
    let state = match (&work.form, sheet.content.guide.form == work.form, sheet.state.is_some()) {
        (None, _, _) => "默认表单，按指南生成",
        (Some(_), true, true) => "草稿里的申请表",
        (Some(_), true, false) => "现行版本的申请表",
        (Some(_), false, _) => "还没有保存",
    };
    FormEditPage {
        frame: app.frame(seat, format!("申请表：{name}")),
        id: sheet.id.to_string(),
        seq: work.seq,
        based_on: work.based_on,
        form: work.form.as_ref().map(json_of).unwrap_or_default(),
        state: state.to_owned(),
        waiting: sheet.waiting.map(|(version, day)| format!("第 {version} 版 {}起生效", date_text_with_year(day))),
        pages: rows(&shown),
        flaws: work.form.as_ref().map(check_form).unwrap_or_default().iter().map(ToString::to_string).collect(),
        told: false,
        panel: work.panel,
        page: work.page,
        schema: Field::of(schema_text(&shown, name)),
        why: Field::of(work.why),
    }
}

/// The form as it travels in the page.
pub(super) fn json_of(form: &Form) -> String {
    serde_json::to_string(form).unwrap_or_default()
}

fn rows(form: &Form) -> Vec<FormPageRow> {
    let field = |field: &FormField| FormFieldRow {
        key: field.key.clone(),
        label: field.label.clone(),
        kind: field.kind.label().to_owned(),
        notes: notes(form, field),
    };
    let page = |(at, page): (usize, &domain::catalogue::FormPage)| FormPageRow {
        at,
        title: page.title.clone(),
        fields: page.fields.iter().map(field).collect(),
    };
    form.pages.iter().enumerate().map(page).collect()
}

fn notes(form: &Form, field: &FormField) -> Vec<String> {
    let mut notes = Vec::new();
    let mut note = |holds: bool, word: &str| {
        if holds {
            notes.push(word.to_owned());
        }
    };
    note(field.required, "必填");
    note(field.is_personal(), "个人信息");
    note(field.shared, "可共享取得");
    note(!field.reuse.is_empty(), "沿用");
    if let Some(condition) = &field.condition {
        notes.push(format!("如果{}", condition.words(form)));
    }
    notes
}
