//! Group 13: what a guide must tell (必备要素). Here a blank is what is wrong, so these rules are always checkable.

use super::{check::Sheet, result::has_no_result};
use crate::catalogue::Column;

fn there(sheet: &mut Sheet<'_>, field: Column, text: &str) {
    sheet.expect(!text.trim().is_empty(), field, || format!("缺{}，请补上", field.label()), "");
}

/// 办理地点.
pub(super) fn place(sheet: &mut Sheet<'_>) {
    let text = sheet.content.guide.place.as_str();
    there(sheet, Column::Place, text);
}

/// 办理时间.
pub(super) fn hours(sheet: &mut Sheet<'_>) {
    let text = sheet.content.guide.hours.as_str();
    there(sheet, Column::OpeningHours, text);
}

/// 咨询方式.
pub(super) fn phone(sheet: &mut Sheet<'_>) {
    let text = sheet.content.guide.phone.as_str();
    there(sheet, Column::Consult, text);
}

/// 设定依据.
pub(super) fn basis(sheet: &mut Sheet<'_>) {
    let text = sheet.content.guide.legal_basis.as_str();
    there(sheet, Column::LegalBasis, text);
}

/// Materials; who needs none says so in the one line of the list.
pub(super) fn materials(sheet: &mut Sheet<'_>) {
    let there = sheet.content.guide.materials.iter().any(|m| !m.name.trim().is_empty());
    let word = sheet.profile.no_materials.first().map_or("无需材料", String::as_str);
    let sentence = || format!("缺申请材料，请补上；不要材料的写“{word}”");
    sheet.expect(there, Column::Materials, sentence, "");
}

/// A result, or that there is none.
pub(super) fn result(sheet: &mut Sheet<'_>) {
    let there = has_no_result(sheet) || !sheet.content.guide.result_name.trim().is_empty();
    let sentence = || "缺结果名称，请补上；没有结果的，结果类型选“无”".to_owned();
    sheet.expect(there, Column::ResultName, sentence, "");
}
