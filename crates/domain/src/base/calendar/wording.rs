//! Reading the notice as it is worded (通知原文): "一、元旦：1月1日（周四）至3日（周六）放假调休，共3天。1月4日（周日）上班。"
//! Pasting its paragraphs is the fastest way to enter a year by hand.
//!
//! Deliberately not here: whether the days make a calendar, which the check of a year says.

use jiff::civil::Date;

use super::{
    CalendarFlaw,
    days::Workday,
    notice::{CalendarYear, NoticeDay, check_year},
};

/// Why a notice's text was not understood.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum WordingFlaw {
    /// No paragraph names a holiday.
    #[error("没有找到节日，请贴上通知里“一、元旦：…放假…”这样的各段")]
    NoHoliday,
    /// A paragraph without a day.
    #[error("“{0}”这一段没有读出日期，请写成“1月1日至3日放假”")]
    NoDay(String),
    /// A day that does not exist.
    #[error("“{0}”这一段有不存在的日期，请核对")]
    Day(String),
    /// A range of days that ends before it begins, or takes longer than a month.
    #[error("“{0}”这一段的起止日期不对，请核对")]
    Range(String),
    /// The notice counts other days than it lists.
    #[error("“{name}”写着共{said}天，读出来是 {found} 天，请核对")]
    Count {
        /// The holiday.
        name: String,
        /// Days as the notice counts them.
        said: usize,
        /// Days read.
        found: usize,
    },
    /// The days do not make a year.
    #[error(transparent)]
    Year(#[from] CalendarFlaw),
}

/// Reads the paragraphs of a notice for `year`. Paragraphs that name no days are passed over; a
/// paragraph that says how many days it gives (共3天) is held to it.
///
/// # Errors
/// The first [`WordingFlaw`], reading downwards.
pub fn parse_wording(year: i16, notice: &str, address: &str, text: &str) -> Result<CalendarYear, WordingFlaw> {
    let mut days: Vec<NoticeDay> = Vec::new();
    for line in text.lines() {
        let line = without_remarks(line);
        let Some((head, rest)) = line.split_once(['：', ':']) else { continue };
        let name = head.rsplit('、').next().unwrap_or_default().trim();
        // "各省、自治区、直辖市人民政府：" ends with its colon.
        if name.is_empty() || rest.trim().is_empty() {
            continue;
        }
        days.extend(paragraph(year, &holiday_name(head), rest)?);
    }
    if days.is_empty() {
        return Err(WordingFlaw::NoHoliday);
    }
    days.sort_by_key(|day| day.on);
    let arranged = CalendarYear { year, notice: notice.trim().into(), address: address.trim().into(), days };
    check_year(&arranged)?;
    Ok(arranged)
}

/// What stands between the paragraph's number and its colon: `六、国庆节、中秋节` is `国庆节、中秋节`.
fn holiday_name(head: &str) -> String {
    let head = head.trim();
    match head.split_once('、') {
        Some((number, name)) if number.chars().all(|c| "一二三四五六七八九十".contains(c)) => {
            name.trim().to_owned()
        }
        Some(_) | None => head.to_owned(),
    }
}

/// Without what stands in brackets (（周四）, (星期六)), which only repeats.
fn without_remarks(line: &str) -> String {
    let mut depth = 0_u32;
    line.chars()
        .filter(|c| match c {
            '（' | '(' => {
                depth += 1;
                false
            }
            '）' | ')' => {
                depth = depth.saturating_sub(1);
                false
            }
            _ => depth == 0,
        })
        .collect()
}

fn paragraph(year: i16, name: &str, text: &str) -> Result<Vec<NoticeDay>, WordingFlaw> {
    let mut days = Vec::new();
    let mut reading = Reading { year, month: None, name };
    let mut counted = None;
    for sentence in text.split(['。', '；', ';', '，', ',']) {
        if let Some(said) = counted_days(sentence) {
            counted = Some(said);
            continue;
        }
        let workday = if sentence.contains("上班") {
            Workday::Yes
        } else if ["放假", "补休", "调休", "公休"].iter().any(|word| sentence.contains(word)) {
            Workday::No
        } else {
            continue;
        };
        for on in reading.days(sentence)? {
            let name = match workday {
                Workday::Yes => format!("{name}调休"),
                Workday::No => name.to_owned(),
            };
            days.push(NoticeDay { on, workday, name });
        }
    }
    if days.is_empty() {
        return Err(WordingFlaw::NoDay(name.to_owned()));
    }
    let found = days.iter().filter(|day| day.workday == Workday::No).count();
    match counted {
        Some(said) if said != found => Err(WordingFlaw::Count { name: name.to_owned(), said, found }),
        Some(_) | None => Ok(days),
    }
}

/// `共3天`.
fn counted_days(sentence: &str) -> Option<usize> {
    sentence.trim().strip_prefix('共')?.strip_suffix('天')?.trim().parse().ok()
}

/// Dates of a paragraph: a month that is not repeated is the one before it.
struct Reading<'a> {
    year: i16,
    month: Option<i8>,
    name: &'a str,
}

impl Reading<'_> {
    /// `2026年12月31日至2027年1月2日`, `4月4日、5日和6日`.
    fn days(&mut self, sentence: &str) -> Result<Vec<Date>, WordingFlaw> {
        let mut out: Vec<Date> = Vec::new();
        let (mut year, mut number, mut from) = (None, String::new(), None);
        for c in sentence.chars() {
            match c {
                '0'..='9' => number.push(c),
                '年' => year = std::mem::take(&mut number).parse().ok(),
                '月' => self.month = std::mem::take(&mut number).parse().ok(),
                '日' => {
                    let on = self.date(year.take(), &std::mem::take(&mut number))?;
                    match from.take() {
                        Some(from) => out.extend(self.range(from, on)?),
                        None => out.push(on),
                    }
                }
                '至' | '—' | '-' | '－' | '～' => from = out.last().copied(),
                _ => number.clear(),
            }
        }
        Ok(out)
    }

    fn date(&self, year: Option<i16>, day: &str) -> Result<Date, WordingFlaw> {
        let odd = || WordingFlaw::Day(self.name.to_owned());
        let (month, day) = (self.month.ok_or_else(odd)?, day.parse().map_err(|_| odd())?);
        Date::new(year.unwrap_or(self.year), month, day).map_err(|_| odd())
    }

    /// The days after the first, which is taken already, up to the last.
    fn range(&self, from: Date, to: Date) -> Result<Vec<Date>, WordingFlaw> {
        let days = from.series(jiff::Span::new().days(1)).skip(1).take_while(|on| *on <= to);
        let days: Vec<Date> = days.take(LONGEST + 1).collect();
        if days.is_empty() || days.len() > LONGEST {
            return Err(WordingFlaw::Range(self.name.to_owned()));
        }
        Ok(days)
    }
}

/// Longer than any holiday.
const LONGEST: usize = 31;

#[cfg(test)]
mod tests {
    use super::super::{parse_csv, tests::TABLE};
    use super::*;

    fn shipped(year: i16) -> CalendarYear {
        let mut all = parse_csv(TABLE).expect("the shipped table");
        all.retain(|y| y.year == year);
        all.remove(0)
    }

    /// The paragraphs of published notices give the days that the table lists.
    #[test]
    fn notices_read_as_they_are_worded() {
        for (year, text) in [
            (
                2012,
                "一、元旦：2012年1月1日至3日放假调休，共3天。2011年12月31日（星期六）上班。
                 二、春节：1月22日至28日放假调休，共7天。1月21日（星期六）、1月29日（星期日）上班。
                 三、清明节：4月2日至4日放假调休，共3天。3月31日（星期六）、4月1日（星期日）上班。
                 四、劳动节：4月29日至5月1日放假调休，共3天。4月28日（星期六）上班。
                 五、端午节：6月22日至24日放假公休，共3天。
                 六、中秋节、国庆节：9月30日至10月7日放假调休，共8天。9月29日（星期六）上班。",
            ),
            (
                2016,
                "一、元旦：1月1日放假，与周末连休。
                 二、春节：2月7日至13日放假调休，共7天。2月6日（星期六）、2月14日（星期日）上班。
                 三、清明节：4月4日放假，与周末连休。
                 四、劳动节：5月1日放假，5月2日（星期一）补休。
                 五、端午节：6月9日至11日放假调休，共3天。6月12日（星期日）上班。
                 六、中秋节：9月15日至17日放假调休，共3天。9月18日（星期日）上班。
                 七、国庆节：10月1日至7日放假调休，共7天。10月8日（星期六）、10月9日（星期日）上班。",
            ),
        ] {
            let read = parse_wording(year, "通知", "", text).expect("a notice");
            assert_eq!(read.days, shipped(year).days, "{year}");
        }
    }

    #[test]
    fn the_new_year_may_begin_in_the_old() {
        let text = "各省、自治区、直辖市人民政府：\n一、元旦：2018年12月30日至2019年1月1日放假调休，共3天。2018年12月29日（星期六）上班。";
        let read = parse_wording(2019, "通知", "", text).expect("a notice");
        let days: Vec<String> = read.days.iter().map(|d| d.on.to_string()).collect();
        assert_eq!(days, ["2018-12-29", "2018-12-30", "2018-12-31", "2019-01-01"]);
    }

    #[test]
    fn a_slip_is_named_by_its_holiday() {
        for (text, sentence) in [
            ("放假三天", "没有找到节日，请贴上通知里“一、元旦：…放假…”这样的各段"),
            ("一、元旦：放假三天。", "“元旦”这一段没有读出日期，请写成“1月1日至3日放假”"),
            ("一、元旦：1月32日放假。", "“元旦”这一段有不存在的日期，请核对"),
            ("一、元旦：1月3日至1日放假。", "“元旦”这一段的起止日期不对，请核对"),
            ("一、元旦：1月1日至12月31日放假。", "“元旦”这一段的起止日期不对，请核对"),
            ("一、元旦：1月1日至3日放假，共4天。", "“元旦”写着共4天，读出来是 3 天，请核对"),
            ("一、元旦：1月1日放假。1月4日上班。", "2027-01-04 本来就上班，调休上班日应是周六或周日"),
        ] {
            let flaw = parse_wording(2027, "通知", "", text).expect_err(text);
            assert_eq!(flaw.to_string(), sentence);
        }
    }
}
