//! One answer (一个字段的填写内容): folded, then held against what its kind allows. Sentences speak of the field by
//! its own label and say what to do (experience B.5). Not here: conditions and spans between fields.

use jiff::civil::Date;

use super::{FieldKind, FormField, NO, YES};
use crate::base::{CitizenId, CodeField, Flaw, Mobile, Uscc, fold, fold_line, fold_lines, parse_date};

/// Fewest characters of an address: less names no place.
pub(super) const SHORTEST_ADDRESS: usize = 4;
/// Most characters of an address.
pub(super) const LONGEST_ADDRESS: usize = 120;
/// Most digits of a number before its point.
const MOST_DIGITS: usize = 12;

/// The canonical form of an answer; `None` where an optional field was left blank.
pub(super) fn read_answer(field: &FormField, raw: &str, today: Date) -> Result<Option<String>, String> {
    let label = field.label.as_str();
    if fold_line(raw).is_empty() {
        return if field.required { Err(missing(field)) } else { Ok(None) };
    }
    let code = |field: CodeField| move |flaw: Flaw| own_words(label, field, &flaw);
    let answer = match &field.kind {
        FieldKind::Text { most } => within(label, fold_line(raw), usize::from(*most))?,
        FieldKind::LongText { most } => within(label, fold_lines(raw), usize::from(*most))?,
        FieldKind::Address => address(label, fold_line(raw))?,
        FieldKind::Number { min, max, decimals, unit } => number(label, raw, (*min, *max), *decimals, unit)?,
        FieldKind::Date { .. } => parse_date(raw).map_err(code(CodeField::Date))?.to_string(),
        FieldKind::Choice { options, .. } => one_of(label, options, &fold_line(raw))?,
        FieldKind::Several { options } => some_of(label, options, raw)?,
        FieldKind::YesNo => yes_no(label, raw)?,
        FieldKind::CitizenId => CitizenId::parse(raw, today).map_err(code(CodeField::CitizenId))?.as_str().to_owned(),
        FieldKind::Uscc => Uscc::parse(raw).map_err(code(CodeField::Uscc))?.as_str().to_owned(),
        FieldKind::Mobile => Mobile::parse(raw).map_err(code(CodeField::Mobile))?.as_str().to_owned(),
    };
    Ok(Some(answer))
}

/// A blank that must be filled; a short hint tells where the answer can be found.
fn missing(field: &FormField) -> String {
    let verb = match &field.kind {
        FieldKind::Choice { .. } | FieldKind::Several { .. } | FieldKind::YesNo => "请选择",
        FieldKind::Text { .. }
        | FieldKind::LongText { .. }
        | FieldKind::Number { .. }
        | FieldKind::Date { .. }
        | FieldKind::CitizenId
        | FieldKind::Uscc
        | FieldKind::Mobile
        | FieldKind::Address => "请填写",
    };
    let hint = field.hint.trim_end_matches('。');
    match (1..=16).contains(&hint.chars().count()) {
        true => format!("{verb}{}（{hint}）", field.label),
        false => format!("{verb}{}", field.label),
    }
}

/// A code's own sentence with the field's label for its subject.
fn own_words(label: &str, code: CodeField, flaw: &Flaw) -> String {
    let sentence = flaw.to_string();
    match sentence.contains(code.label()) {
        true => sentence.replacen(code.label(), label, 1),
        false => format!("{label}：{sentence}"),
    }
}

fn within(label: &str, text: String, most: usize) -> Result<String, String> {
    let now = text.chars().count();
    if now > most {
        return Err(format!("{label}最多 {most} 个字，现在是 {now} 个，请写短些"));
    }
    Ok(text)
}

fn address(label: &str, text: String) -> Result<String, String> {
    if text.chars().count() < SHORTEST_ADDRESS {
        return Err(format!("{label}请写到门牌号，或写到村组"));
    }
    within(label, text, LONGEST_ADDRESS)
}

fn one_of(label: &str, options: &[String], answer: &str) -> Result<String, String> {
    let same = |o: &&String| *o == answer || fold_line(o) == *answer;
    options.iter().find(same).cloned().ok_or_else(|| format!("{label}请从列出的选项里选"))
}

/// Several answers in the order of the options, each once.
fn some_of(label: &str, options: &[String], raw: &str) -> Result<String, String> {
    let mut chosen = Vec::new();
    for line in raw.lines().map(fold_line).filter(|l| !l.is_empty()) {
        chosen.push(one_of(label, options, &line)?);
    }
    let in_order = options.iter().filter(|o| chosen.contains(o)).map(String::as_str);
    Ok(in_order.collect::<Vec<_>>().join("\n"))
}

fn yes_no(label: &str, raw: &str) -> Result<String, String> {
    match fold(raw).to_ascii_lowercase().as_str() {
        "是" | "true" | "1" | "有" => Ok(YES.to_owned()),
        "否" | "false" | "0" | "无" => Ok(NO.to_owned()),
        _ => Err(format!("{label}请选“是”或“否”")),
    }
}

/// A number in plain digits, without its unit, thousands' commas and needless zeros.
fn number(
    label: &str,
    raw: &str,
    (min, max): (Option<i64>, Option<i64>),
    decimals: u8,
    unit: &str,
) -> Result<String, String> {
    let folded = fold(raw);
    let bare = folded.strip_suffix(fold(unit).as_str()).unwrap_or(&folded).replace(',', "");
    let (negative, digits) = match bare.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, bare.strip_prefix('+').unwrap_or(&bare)),
    };
    let (whole, part) = digits.split_once('.').unwrap_or((digits, ""));
    let is_digits = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
    if (whole.is_empty() && part.is_empty()) || !is_digits(whole) || !is_digits(part) {
        let unit = if unit.is_empty() { String::new() } else { format!("，单位是{unit}") };
        return Err(format!("{label}请填数字，如 120{unit}"));
    }
    let (whole, part) = (whole.trim_start_matches('0'), part.trim_end_matches('0'));
    if part.len() > usize::from(decimals) {
        return Err(match decimals {
            0 => format!("{label}请填整数"),
            most => format!("{label}最多写到小数点后 {most} 位"),
        });
    }
    let too_large = || match max {
        Some(max) => format!("{label}不能大于 {max}，请核对"),
        None => format!("{label}最多 {MOST_DIGITS} 位整数，请核对"),
    };
    if whole.len() > MOST_DIGITS {
        return Err(too_large());
    }
    // In ten-thousandths, which hold every allowed number exactly.
    let scaled: i64 = format!("{whole}{part:0<4}").parse().map_err(|_| too_large())?;
    let scaled = if negative { -scaled } else { scaled };
    let below = min.filter(|min| scaled < min * 10_000);
    let above = max.filter(|max| scaled > max * 10_000);
    match (min.zip(max), below, above) {
        (Some((min, max)), Some(_), _) | (Some((min, max)), _, Some(_)) => {
            return Err(format!("{label}应在 {min} 到 {max} 之间，请核对"));
        }
        (None, Some(min), _) => return Err(format!("{label}不能小于 {min}，请核对")),
        (None, None, Some(_)) => return Err(too_large()),
        (_, None, None) => {}
    }
    let sign = if scaled < 0 { "-" } else { "" };
    let whole = if whole.is_empty() { "0" } else { whole };
    Ok(if part.is_empty() { format!("{sign}{whole}") } else { format!("{sign}{whole}.{part}") })
}
