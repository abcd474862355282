//! Reading what is offered to the calendar: a notice as a table, as JSON, or in its own words; or the place's days.
//!
//! Deliberately not here: whether it fits what the county knows, which the preview says.

use domain::base::{
    CalendarFlaw, CalendarYear, LocalDay, LocalKind, NoticeDay, Workday,
    calendar::{
        HEADER, LOCAL_HEADER, LocalFlaw, WordingFlaw, each_once, is_weekend, parse_csv, parse_local_csv, parse_wording,
        write_csv, write_local_csv,
    },
    fold, parse_date,
};
use jiff::{ToSpan as _, civil::Date};
use serde::Deserialize;

/// Largest text: a year takes two kilobytes.
const LARGEST: usize = 128 * 1024;
/// Longest title with its number, and longest address, in characters.
const LONGEST: usize = 300;
/// Most days of one word of the place.
const MOST_DAYS: usize = 31;

/// What is offered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Offer {
    /// Years under their notices.
    Notices(Vec<CalendarYear>),
    /// The place's own days.
    Local(Vec<LocalDay>),
}

impl Offer {
    /// The offer as the table that reads back to it.
    pub fn csv(&self) -> String {
        match self {
            Self::Notices(years) => write_csv(years),
            Self::Local(days) => write_local_csv(days),
        }
    }
}

/// What was typed, pasted or sent.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct OfferForm {
    /// A table with our header, JSON in the shape of holiday-cn, or the paragraphs of the notice.
    pub text: String,
    /// The year that the notice arranges; read for paragraphs only.
    pub year: String,
    /// Title and number; tables carry their own.
    pub notice: String,
    /// Where it is published; may be empty.
    pub address: String,
}

/// Why the calendar does not take something.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CalendarRefusal {
    /// Nothing was sent.
    #[error("请贴上通知的各段文字，或选择 csv、JSON 文件")]
    Empty,
    /// Much more than a year takes.
    #[error("内容太长，请只贴放假安排这一部分")]
    TooLong,
    /// A table that does not read.
    #[error(transparent)]
    Table(#[from] CalendarFlaw),
    /// Paragraphs that do not read.
    #[error(transparent)]
    Wording(#[from] WordingFlaw),
    /// Days of the place that do not read or do not fit.
    #[error(transparent)]
    Local(#[from] LocalFlaw),
    /// JSON of another shape.
    #[error("JSON 没有读懂，请用 holiday-cn 的格式")]
    Json,
    /// The year of pasted paragraphs is missing or no year.
    #[error("请填写通知安排的年份，4 位数字，如 2027")]
    Year,
    /// A year nobody can have arranged.
    #[error("{0} 年的安排还不会公布，请核对年份")]
    YearToCome(i16),
    /// No title.
    #[error("请填写通知的标题和文号")]
    NoticeMissing,
    /// Title or address at length.
    #[error("标题和地址各最多 {LONGEST} 个字，请写短一些")]
    NoticeLong,
    /// Not a web address.
    #[error("通知地址应以 https:// 或 http:// 开头，没有就留空")]
    Address,
    /// A day of the form does not read; the sentence says why.
    #[error("{0}")]
    Day(String),
    /// The days of the form are no span.
    #[error("起止日期不对：止不能早于起，一次最多 {MOST_DAYS} 天")]
    Span,
    /// Nothing would change.
    #[error("这份安排和现在的日历一样，没有要改的")]
    Same,
    /// Something changed between preview and confirmation.
    #[error("预览以后日历有了变动，请重新看一遍预览再确认")]
    Moved,
}

/// JSON in the shape that holiday-cn publishes.
#[derive(Deserialize)]
struct Published {
    year: i16,
    #[serde(default)]
    papers: Vec<String>,
    days: Vec<PublishedDay>,
}

#[derive(Deserialize)]
struct PublishedDay {
    name: String,
    date: Date,
    #[serde(rename = "isOffDay")]
    is_off_day: bool,
}

/// Reads an offer, whichever of its shapes it has.
pub fn read_offer(form: &OfferForm) -> Result<Offer, CalendarRefusal> {
    let text = form.text.trim_start_matches('\u{feff}').trim();
    if text.is_empty() {
        return Err(CalendarRefusal::Empty);
    }
    if text.len() > LARGEST {
        return Err(CalendarRefusal::TooLong);
    }
    let head = text.lines().map(str::trim).find(|line| !line.is_empty() && !line.starts_with('#')).unwrap_or_default();
    let years = if text.starts_with('{') {
        vec![published(form, text)?]
    } else if head == HEADER {
        parse_csv(text)?
    } else if head == LOCAL_HEADER {
        return Ok(Offer::Local(parse_local_csv(text)?));
    } else {
        let year = fold(&form.year).parse().map_err(|_| CalendarRefusal::Year)?;
        if !(1_000..=9_998).contains(&year) {
            return Err(CalendarRefusal::Year);
        }
        let (notice, address) = titled(form)?;
        vec![parse_wording(year, &notice, &address, text)?]
    };
    for year in &years {
        if year.notice.chars().count() > LONGEST || year.address.chars().count() > LONGEST {
            return Err(CalendarRefusal::NoticeLong);
        }
        if year.notices().any(|(_, address)| !is_address(address)) {
            return Err(CalendarRefusal::Address);
        }
    }
    Ok(Offer::Notices(years))
}

/// Pages make links of addresses, so no other scheme may slip in.
fn is_address(text: &str) -> bool {
    text.is_empty() || text.starts_with("https://") || text.starts_with("http://")
}

fn titled(form: &OfferForm) -> Result<(String, String), CalendarRefusal> {
    let notice = form.notice.trim();
    if notice.is_empty() {
        return Err(CalendarRefusal::NoticeMissing);
    }
    Ok((notice.to_owned(), form.address.trim().to_owned()))
}

/// The file names neither title nor number, so the form does. Working days that a notice names though they are
/// worked anyway (3 February 2020) say nothing new.
fn published(form: &OfferForm, text: &str) -> Result<CalendarYear, CalendarRefusal> {
    let read: Published = serde_json::from_str(text).map_err(|_| CalendarRefusal::Json)?;
    if read.days.is_empty() {
        return Err(CalendarRefusal::Table(CalendarFlaw::NoDays));
    }
    let (notice, typed) = titled(form)?;
    let address = if typed.is_empty() { read.papers.join("；") } else { typed };
    let day = |d: PublishedDay| {
        let workday = if d.is_off_day { Workday::No } else { Workday::Yes };
        let name = if d.is_off_day { d.name } else { format!("{}调休", d.name) };
        NoticeDay { on: d.date, workday, name }
    };
    let says = |d: &PublishedDay| d.is_off_day || is_weekend(d.date);
    let days = read.days.into_iter().filter(says).map(day).collect();
    Ok(CalendarYear { year: read.year, notice, address, days })
}

/// Days of the place as they are typed: one day, or a span of them.
pub fn local_offer(from: &str, to: &str, kind: &str, reason: &str, source: &str) -> Result<Offer, CalendarRefusal> {
    let day = |text: &str| parse_date(text).map_err(|flaw| CalendarRefusal::Day(flaw.to_string()));
    let from = day(from)?;
    let to = if to.trim().is_empty() { from } else { day(to)? };
    let kind = LocalKind::parse(kind.trim()).ok_or(LocalFlaw::Kind { row: 1 })?;
    let said = |on: Date| LocalDay { on, kind, reason: reason.into(), source: source.into(), version: 0 };
    let days: Vec<LocalDay> = from.series(1.day()).take_while(|on| *on <= to).take(MOST_DAYS + 1).map(said).collect();
    if days.is_empty() || days.len() > MOST_DAYS {
        return Err(CalendarRefusal::Span);
    }
    each_once(&days)?;
    Ok(Offer::Local(days))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pasted(text: &str, year: &str, notice: &str) -> Result<Offer, CalendarRefusal> {
        read_offer(&OfferForm {
            text: text.into(),
            year: year.into(),
            notice: notice.into(),
            address: "https://www.gov.cn/1".into(),
        })
    }

    const WORDS: &str = "一、元旦：1月1日（周五）至3日（周日）放假，共3天。1月9日（周六）上班。";

    #[test]
    fn one_year_reads_the_same_from_words_table_and_json() {
        let json = r#"{"year": 2027, "papers": ["https://www.gov.cn/1"], "days": [
            {"name": "元旦", "date": "2027-01-01", "isOffDay": true},
            {"name": "元旦", "date": "2027-01-02", "isOffDay": true},
            {"name": "元旦", "date": "2027-01-03", "isOffDay": true},
            {"name": "元旦", "date": "2027-01-04", "isOffDay": false},
            {"name": "元旦", "date": "2027-01-09", "isOffDay": false}]}"#;
        let words = pasted(WORDS, "2027", "通知").expect("paragraphs");
        assert_eq!(pasted(json, "", "通知").expect("JSON"), words);
        assert_eq!(pasted(&words.csv(), "", "").expect("the table"), words);
    }

    #[test]
    fn what_is_missing_is_asked_for() {
        for (text, year, notice, refusal) in [
            (" ", "2027", "通知", CalendarRefusal::Empty),
            (WORDS, "27", "通知", CalendarRefusal::Year),
            (WORDS, "明年", "通知", CalendarRefusal::Year),
            (WORDS, "2027", " ", CalendarRefusal::NoticeMissing),
            (r#"{"year": 2027}"#, "", "通知", CalendarRefusal::Json),
            (r#"{"year": 2027, "days": []}"#, "", "通知", CalendarRefusal::Table(CalendarFlaw::NoDays)),
            ("year,notice,address,date,kind,name", "", "", CalendarRefusal::Table(CalendarFlaw::NoDays)),
            ("date,kind,reason,source", "", "", CalendarRefusal::Local(LocalFlaw::NoDays)),
            ("大家好", "2027", "通知", CalendarRefusal::Wording(WordingFlaw::NoHoliday)),
        ] {
            assert_eq!(pasted(text, year, notice), Err(refusal), "{text}");
        }
        assert_eq!(pasted(&"长".repeat(LARGEST), "2027", "通知"), Err(CalendarRefusal::TooLong));
        let other = OfferForm {
            text: WORDS.into(),
            year: "2027".into(),
            notice: "通知".into(),
            address: "javascript:alert(1)".into(),
        };
        assert_eq!(read_offer(&other), Err(CalendarRefusal::Address));
    }

    #[test]
    fn a_span_of_local_days_is_typed_at_once() {
        let Ok(Offer::Local(days)) = local_offer("2026-04-17", "2026-04-20", "off", "三月三", "县政府") else {
            panic!("four days");
        };
        assert_eq!(days.len(), 4);
        for (from, to) in [("2026-04-20", "2026-04-17"), ("2026-01-01", "2026-03-01")] {
            assert_eq!(local_offer(from, to, "off", "三月三", "县政府"), Err(CalendarRefusal::Span));
        }
    }
}
