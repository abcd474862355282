//! Groups 2 and 11: what the case ends in, its sample, and money (结果、样本、网上支付).

use super::check::Sheet;
use crate::catalogue::Column;

/// A result that ends in 证 is 出证办结, and so on by the profile's endings.
pub(super) fn ending(sheet: &mut Sheet<'_>) {
    let guide = &sheet.content.guide;
    let name = guide.result_name.trim();
    if name.is_empty() {
        return match has_no_result(sheet) {
            true => {}
            false => sheet.needs(Column::ResultName),
        };
    }
    let core = core(name);
    let Some(fits) = sheet.profile.endings.iter().find(|e| core.ends_with(&e.ending)) else { return };
    let kind = guide.completion_kind.trim();
    if kind.is_empty() {
        return sheet.needs(Column::CompletionKind);
    }
    let sentence = || format!("结果名称以“{}”结尾，办结类型应改为“{}”", fits.ending, fits.completion);
    sheet.expect(kind.contains(&fits.completion), Column::CompletionKind, sentence, kind);
}

/// The name without closing brackets and what they add: `许可证（副本）` is a 许可证.
fn core(name: &str) -> &str {
    let mut core = name.trim_end_matches(['。', '；', ';', '》', '”', '"', ' ']);
    while let Some(inside) = core.strip_suffix(['）', ')']) {
        match inside.rfind(['（', '(']) {
            Some(at) => core = core[..at].trim_end_matches(['》', '”', '"', ' ']),
            None => break,
        }
    }
    core
}

/// The guide says that the case ends without a paper.
pub(super) fn has_no_result(sheet: &Sheet<'_>) -> bool {
    let guide = &sheet.content.guide;
    let said = |text: &str| {
        let text = text.trim();
        !text.is_empty() && (sheet.profile.says_none(text) || text == "99")
    };
    said(&guide.result_kind) || said(&guide.result_name)
}

/// Where there is a result there is a sample.
pub(super) fn sample(sheet: &mut Sheet<'_>) {
    if has_no_result(sheet) {
        return;
    }
    let guide = &sheet.content.guide;
    if guide.result_name.trim().is_empty() {
        return sheet.needs(Column::ResultName);
    }
    let there = !sheet.profile.says_none(&guide.result_sample);
    sheet.expect(there, Column::ResultSample, || "有办理结果，请补结果样本".to_owned(), &guide.result_sample);
}

/// What is free is not paid online.
pub(super) fn payment(sheet: &mut Sheet<'_>) {
    let guide = &sheet.content.guide;
    let free = guide.charges.map(|c| !c).or_else(|| {
        let fee = guide.fee.trim();
        (!fee.is_empty()).then(|| sheet.profile.free_words.iter().any(|w| w == fee))
    });
    match (free, guide.online_payment) {
        (Some(false), _) => {}
        (None, _) => sheet.needs(Column::Fee),
        (Some(true), None) => sheet.needs(Column::OnlinePayment),
        (Some(true), Some(pays)) => {
            sheet.expect(!pays, Column::OnlinePayment, || "不收费，网上支付应改为“否”".to_owned(), "是");
        }
    }
}
