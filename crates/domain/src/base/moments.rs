//! Points in time as other systems write them (时间): `20260115T093000` of GB/T 39046, `2026/1/15 9:30` of a
//! spreadsheet, a day alone.
//!
//! Not here: other zones than the country's own and UTC.

use jiff::{Timestamp, civil::Time, tz::Offset};

use super::{Flaw, parse_date};

/// The country's one zone.
const SHANGHAI: Offset = Offset::constant(8);

/// Reads a point in time. A day alone is its beginning; without a zone it is the time of the country.
///
/// # Errors
/// As [`parse_date`]; [`Flaw::DateUnread`] for a time of day that is none.
pub fn parse_moment(raw: &str) -> Result<Timestamp, Flaw> {
    let text: String = raw.trim().chars().map(plain).collect();
    let (day, time) = split(&text);
    let date = parse_date(day)?;
    let (time, offset) = match time.trim() {
        "" => (Time::midnight(), SHANGHAI),
        some => clock_time(some).ok_or(Flaw::DateUnread)?,
    };
    offset.to_timestamp(date.to_datetime(time)).map_err(|_| Flaw::DateUnread)
}

fn plain(c: char) -> char {
    match c {
        '！'..='～' => char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c),
        '\u{3000}' => ' ',
        _ => c,
    }
}

/// Day and time of day. Fourteen digits are both; blanks may also stand within a day.
fn split(text: &str) -> (&str, &str) {
    if matches!(text.len(), 12 | 14) && text.bytes().all(|b| b.is_ascii_digit()) {
        return text.split_at(8);
    }
    if let Some(parts) = text.split_once(['T', 't']) {
        return parts;
    }
    if let Some((at, mark)) = text.char_indices().find(|(_, c)| *c == '日') {
        return text.split_at(at + mark.len_utf8());
    }
    match text.split_once(' ') {
        Some((day, time)) if time.contains([':', '时']) => (day, time),
        Some(_) | None => (text, ""),
    }
}

/// `9:30`, `09:30:00.0`, `093000`, `9时30分`; `Z` and `+08:00` behind it.
fn clock_time(text: &str) -> Option<(Time, Offset)> {
    let (text, offset) = match text.strip_suffix(['Z', 'z']) {
        Some(rest) => (rest, Offset::UTC),
        None => (["+08:00", "+0800", "+08"].iter().find_map(|z| text.strip_suffix(z)).unwrap_or(text), SHANGHAI),
    };
    let text = text.split_once('.').map_or(text, |(whole, _)| whole);
    let parts: Vec<&str> = if matches!(text.len(), 4 | 6) && text.bytes().all(|b| b.is_ascii_digit()) {
        (0..text.len() / 2).map(|i| &text[i * 2..i * 2 + 2]).collect()
    } else {
        text.split([':', '时', '分', '秒']).map(str::trim).filter(|part| !part.is_empty()).collect()
    };
    let number = |at: usize| parts.get(at).map_or(Some(0), |part| part.parse::<i8>().ok());
    let known = (1..=3).contains(&parts.len());
    let time = Time::new(number(0)?, number(1)?, number(2)?, 0).ok()?;
    known.then_some((time, offset))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_moment_in_all_its_spellings() {
        for text in [
            "20260115T093000",
            "2026-01-15T09:30:00",
            "2026-01-15T01:30:00Z",
            "2026-01-15T09:30:00+08:00",
            "2026/1/15 9:30",
            "2026-01-15 09:30:00.0",
            "20260115093000",
            "202601150930",
            "２０２６年１月１５日　９时３０分",
            "2026年1月15日9:30",
            "2026.1.15 9:30:00",
        ] {
            assert_eq!(parse_moment(text).map(|t| t.to_string()), Ok("2026-01-15T01:30:00Z".into()), "{text}");
        }
        for text in ["2026-01-15", "20260115", "2026/1/15", "2026年1月15日", "2026 1 15", "2026-01-15 00:00:00"] {
            assert_eq!(parse_moment(text).map(|t| t.to_string()), Ok("2026-01-14T16:00:00Z".into()), "{text}");
        }
    }

    #[test]
    fn what_is_no_moment_is_refused() {
        for text in ["", "明天", "2026-02-30", "2026-01-15 25:00", "2026-01-15T09:30:00+02:00", "15.1", "46037"] {
            assert!(parse_moment(text).is_err(), "{text}");
        }
    }
}
