//! Group 16: what a form asks for (申请表): personal information that is not marked, and what another office could
//! give. Purpose and legal basis of what is marked are no matter of quality: without them no form is saved.

use super::check::Sheet;
use crate::catalogue::{Column, FormField};

/// Where the form is reached from the edit form: it has no column of its own.
const FIELD: Column = Column::Online;

/// What by its words is personal is marked so.
pub(super) fn personal(sheet: &mut Sheet<'_>) {
    let words = &sheet.profile.personal_words;
    let sounds = |f: &&FormField| words.iter().any(|w| !w.is_empty() && f.label.contains(w.as_str()));
    each(sheet, sounds, FormField::is_personal, |label| format!("申请表的“{label}”像是个人信息，请标明"));
}

/// What can be had by sharing is offered again.
pub(super) fn shared(sheet: &mut Sheet<'_>) {
    let offered = |f: &FormField| !f.reuse.is_empty();
    each(sheet, |f| f.shared, offered, |label| format!("申请表的“{label}”可共享取得，请设沿用标识"));
}

fn each(
    sheet: &mut Sheet<'_>,
    spoken_of: impl Fn(&&FormField) -> bool,
    holds: impl Fn(&FormField) -> bool,
    sentence: impl Fn(&str) -> String,
) {
    let Some(form) = &sheet.content.guide.form else { return };
    for field in form.fields().filter(spoken_of) {
        let label: String = field.label.chars().take(12).collect();
        sheet.expect(holds(field), FIELD, || sentence(&label), &field.label);
    }
}
