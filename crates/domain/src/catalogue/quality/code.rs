//! Group 15: codes and the scheme they claim (编码). What a scheme wants stands with [`CodeScheme`].

use super::check::Sheet;
use crate::catalogue::{CodeScheme, Column};

/// A code that claims a scheme by its length and shape must keep it. Local schemes are kept as they are: nothing is
/// asked of them.
pub(super) fn code(sheet: &mut Sheet<'_>) {
    let content = sheet.content;
    let claims = [(Column::Code, content.code.trim()), (Column::ImplCode, content.guide.impl_code.trim())];
    for (field, code) in claims {
        match CodeScheme::claimed(code) {
            Ok(CodeScheme::Local) => {}
            Ok(CodeScheme::Base | CodeScheme::Implementation | CodeScheme::Variant) => sheet.fine(),
            Err(flaw) => sheet.wrong(field, flaw.to_string(), code),
        }
    }
    let base = content.guide.base_code.trim();
    if !base.is_empty() {
        match CodeScheme::check_base(base) {
            Ok(()) => sheet.fine(),
            Err(flaw) => sheet.wrong(Column::BaseCode, flaw.to_string(), base),
        }
    }
}
