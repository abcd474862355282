//! Groups 6 and 7: whom to call, when and where (电话、办理时间、办理地点).

use std::collections::BTreeSet;

use super::check::Sheet;
use crate::catalogue::Column;

/// 咨询方式 has a number, and the number its area code.
pub(super) fn consult_phone(sheet: &mut Sheet<'_>) {
    let text = sheet.content.guide.phone.as_str();
    area_code(sheet, Column::Consult, "咨询", text);
}

/// 监督投诉方式 has a number, and the number its area code.
pub(super) fn complaint_phone(sheet: &mut Sheet<'_>) {
    let text = sheet.content.guide.complaint.as_str();
    area_code(sheet, Column::Complaint, "投诉", text);
}

fn area_code(sheet: &mut Sheet<'_>, field: Column, what: &str, text: &str) {
    if text.trim().is_empty() {
        return sheet.needs(field);
    }
    let runs = digit_runs(text);
    if !runs.iter().any(|r| r.len() >= 3) {
        return sheet.wrong(field, format!("{what}方式里没有电话号码，请补上"), text);
    }
    // An area code said once holds for the numbers after it: 0826-5550101、5550102.
    let mut said = false;
    for (at, run) in runs.iter().enumerate() {
        let abroad = at > 0 && runs[at - 1] == "86" && matches!(run.len(), 2 | 3);
        said |= abroad || (run.starts_with('0') && matches!(run.len(), 3 | 4 | 10..=12));
        if matches!(run.len(), 7 | 8) && !said {
            return sheet.wrong(field, format!("{what}电话“{run}”缺区号，请补上"), text);
        }
    }
    sheet.fine();
}

/// Complaints go to another number.
pub(super) fn phones_differ(sheet: &mut Sheet<'_>) {
    let (consult, complaint) = (sheet.content.guide.phone.trim(), sheet.content.guide.complaint.trim());
    if consult.is_empty() {
        sheet.needs(Column::Consult);
    }
    if complaint.is_empty() {
        sheet.needs(Column::Complaint);
    }
    if consult.is_empty() || complaint.is_empty() {
        return;
    }
    let (one, other) = (numbers(consult), numbers(complaint));
    let same = if one.is_empty() && other.is_empty() { consult == complaint } else { one == other };
    sheet.expect(!same, Column::Complaint, || "投诉电话与咨询电话相同，请另设投诉电话".to_owned(), complaint);
}

/// Numbers to compare by: the last seven digits, so that an area code makes no difference; short ones whole.
fn numbers(text: &str) -> BTreeSet<String> {
    let runs = digit_runs(text).into_iter();
    let counted = runs.filter(|r| r.len() >= 3 && !(r.starts_with('0') && r.len() <= 4));
    counted.map(|r| if r.len() > 7 { r[r.len() - 7..].to_owned() } else { r }).collect()
}

/// Runs of digits, full-width ones folded.
fn digit_runs(text: &str) -> Vec<String> {
    let half = |c: char| match c {
        '０'..='９' => char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c),
        _ => c,
    };
    let folded: String = text.chars().map(half).collect();
    folded.split(|c: char| !c.is_ascii_digit()).filter(|r| !r.is_empty()).map(str::to_owned).collect()
}

/// 办理时间 names working days.
pub(super) fn hours(sheet: &mut Sheet<'_>) {
    let hours = sheet.content.guide.hours.trim();
    if hours.is_empty() {
        return sheet.needs(Column::OpeningHours);
    }
    let words = &sheet.profile.hours_words;
    let holds = words.iter().any(|w| hours.contains(w.as_str()));
    let sentence = || format!("办理时间没有写“{}”，请写明", words.first().map_or("工作日", String::as_str));
    sheet.expect(holds, Column::OpeningHours, sentence, hours);
}

/// 办理地点 is precise to a window or a room.
pub(super) fn place(sheet: &mut Sheet<'_>) {
    let place = sheet.content.guide.place.trim();
    if place.is_empty() {
        return sheet.needs(Column::Place);
    }
    let holds = sheet.profile.place_marks.iter().any(|mark| is_numbered(place, mark));
    sheet.expect(holds, Column::Place, || "办理地点请写到窗口号或房间号".to_owned(), place);
}

/// Whether a number stands right before a mark (`3号窗口`, `302室`, `A12窗口`) or right after it (`窗口3`).
fn is_numbered(text: &str, mark: &str) -> bool {
    if mark.is_empty() {
        return false;
    }
    let numeral = |c: char| c.is_ascii_digit() || c.is_numeric() || "一二三四五六七八九十百两零〇".contains(c);
    text.match_indices(mark).any(|(at, _)| {
        let before = text[..at].trim_end_matches(['号', '#', ' ', '）', ')']).chars().next_back();
        let after = text[at + mark.len()..].trim_start_matches(['第', '：', ':', ' ', '（', '(']);
        let mut after = after.chars();
        let first = after.next();
        let letter_and_number = first.is_some_and(|c| c.is_ascii_alphabetic()) && after.next().is_some_and(numeral);
        before.is_some_and(numeral) || first.is_some_and(numeral) || letter_and_number
    })
}
