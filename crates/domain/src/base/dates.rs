//! Civil dates as people here write and read them (日期): 12月2日（周三）.
//!
//! Deliberately not here: time of day, and what a date means to a case.

use jiff::civil::{Date, Weekday};

use super::identifiers::{CodeField, Flaw, fold};

/// Month, day and weekday: `12月2日（周三）`. For a date whose year goes without saying.
#[must_use]
pub fn date_text(on: Date) -> String {
    format!("{}月{}日（{}）", on.month(), on.day(), weekday_text(on))
}

/// Year, month, day and weekday: `2026年12月2日（周三）`.
#[must_use]
pub fn date_text_with_year(on: Date) -> String {
    format!("{}年{}", on.year(), date_text(on))
}

/// 周一 to 周日.
#[must_use]
pub fn weekday_text(on: Date) -> &'static str {
    match on.weekday() {
        Weekday::Monday => "周一",
        Weekday::Tuesday => "周二",
        Weekday::Wednesday => "周三",
        Weekday::Thursday => "周四",
        Weekday::Friday => "周五",
        Weekday::Saturday => "周六",
        Weekday::Sunday => "周日",
    }
}

/// Reads a date as people type it: `2026-11-22`, `2026.11.22`, `2026/11/22`, `20261122`,
/// `2026年11月22日`, `二〇二六年十一月二十二日`; full-width digits and spaces are folded away.
///
/// # Errors
/// [`Flaw::Empty`], [`Flaw::DateUnread`] when it is none of these, [`Flaw::NoSuchDay`] when the
/// calendar has no such day.
pub fn parse_date(raw: &str) -> Result<Date, Flaw> {
    // Spaces can be the separators themselves: "2026 11 22".
    let spaced: String = raw.split_whitespace().collect::<Vec<_>>().join("-");
    let folded = fold(&spaced);
    if folded.is_empty() {
        return Err(Flaw::Empty { field: CodeField::Date });
    }
    let marked = folded.replace(['年', '月', '.', '/', '。', '、', ','], "-").replace(['日', '号'], "");
    let parts: Vec<&str> = marked.split('-').filter(|part| !part.is_empty()).collect();
    let read = match parts.as_slice() {
        [whole] if whole.len() == 8 && whole.is_ascii() => {
            (number(&whole[..4]), number(&whole[4..6]), number(&whole[6..]))
        }
        [year, month, day] => (year_number(year), number(month), number(day)),
        _ => return Err(Flaw::DateUnread),
    };
    let (Some(year), Some(month), Some(day)) = read else {
        return Err(Flaw::DateUnread);
    };
    let day_of = || {
        let year = i16::try_from(year).ok()?;
        Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
    };
    day_of().ok_or(Flaw::NoSuchDay { year, month, day })
}

/// A year is written digit by digit, 二〇二六; four places, so that "26" is asked about, not guessed.
fn year_number(text: &str) -> Option<u32> {
    let mut year = 0;
    for c in text.chars() {
        year = year * 10 + c.to_digit(10).or_else(|| chinese_digit(c))?;
    }
    (text.chars().count() == 4).then_some(year)
}

/// A month or day of one or two places: `7`, `07`, 七, 十, 十一, 二十, 三十一, 廿二.
fn number(text: &str) -> Option<u32> {
    if text.bytes().all(|b| b.is_ascii_digit()) && (1..=4).contains(&text.len()) {
        return text.parse().ok();
    }
    let marks: Vec<char> = text.chars().collect();
    match marks.as_slice() {
        ['十'] => Some(10),
        ['十', one] => Some(10 + chinese_digit(*one)?),
        ['廿', one] => Some(20 + chinese_digit(*one)?),
        [ten, '十'] => Some(chinese_digit(*ten)? * 10),
        [ten, '十', one] => Some(chinese_digit(*ten)? * 10 + chinese_digit(*one)?),
        [one] => chinese_digit(*one),
        _ => None,
    }
}

fn chinese_digit(c: char) -> Option<u32> {
    match c {
        '〇' | '零' | '○' | 'O' | 'o' => Some(0),
        '一' | '元' => Some(1),
        '二' => Some(2),
        '三' => Some(3),
        '四' => Some(4),
        '五' => Some(5),
        '六' => Some(6),
        '七' => Some(7),
        '八' => Some(8),
        '九' => Some(9),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use proptest::prelude::*;

    #[test]
    fn a_date_reads_as_it_is_spoken() {
        assert_eq!(date_text(date(2026, 12, 2)), "12月2日（周三）");
        assert_eq!(date_text_with_year(date(2026, 12, 2)), "2026年12月2日（周三）");
        let week: Vec<_> = (23..30).map(|day| weekday_text(date(2026, 11, day))).collect();
        assert_eq!(week, ["周一", "周二", "周三", "周四", "周五", "周六", "周日"]);
    }

    #[test]
    fn every_honest_form_is_read() {
        for typed in [
            "2026-11-22",
            "2026.11.22",
            "2026/11/22",
            "20261122",
            "2026 11 22",
            " 2026-11-22 ",
            "2026年11月22日",
            "2026 年 11 月 22 日",
            "2026年11月22号",
            "２０２６．１１．２２",
            "２０２６年１１月２２日",
            "二〇二六年十一月二十二日",
            "二○二六年十一月廿二日",
            "二零二六年十一月二十二",
            "二Ｏ二六年十一月二十二日",
            "2026－11－22",
            "2026、11、22",
            "2026-11-22\u{200b}",
        ] {
            assert_eq!(parse_date(typed), Ok(date(2026, 11, 22)), "{typed}");
        }
        assert_eq!(parse_date("2026.3.1"), Ok(date(2026, 3, 1)));
        assert_eq!(parse_date("二〇三〇年十月十日"), Ok(date(2030, 10, 10)));
        assert_eq!(parse_date("二〇三〇年一月三十一日"), Ok(date(2030, 1, 31)));
    }

    #[test]
    fn what_cannot_be_read_is_asked_about() {
        for (typed, sentence) in [
            ("", "请填写日期"),
            ("明天", "日期没认出来，请写成 2026-11-22 这样"),
            ("26-11-22", "日期没认出来，请写成 2026-11-22 这样"),
            ("2026-11", "日期没认出来，请写成 2026-11-22 这样"),
            ("2026-02-29", "没有 2026年2月29日 这一天，请核对日期"),
            ("2026年13月1日", "没有 2026年13月1日 这一天，请核对日期"),
        ] {
            assert_eq!(parse_date(typed).expect_err(typed).to_string(), sentence);
        }
    }

    proptest! {
        #[test]
        fn a_printed_date_is_read_back(days in 0_i32..200_000) {
            let on = date(1900, 1, 1).saturating_add(jiff::Span::new().days(days));
            let printed = date_text_with_year(on);
            let without_weekday = printed.split('（').next().unwrap_or_default();
            prop_assert_eq!(parse_date(without_weekday), Ok(on));
            prop_assert_eq!(parse_date(&on.to_string()), Ok(on));
        }

        #[test]
        fn no_text_makes_the_reader_fall(typed in "\\PC{0,24}") {
            if let Err(flaw) = parse_date(&typed) {
                prop_assert!(!flaw.to_string().is_empty());
            }
        }
    }
}
