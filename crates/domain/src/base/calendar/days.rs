//! Counting working days (工作日): the calendar itself.
//!
//! A working day is Monday to Friday, minus the days off, plus the make-up days of the notices and
//! of the place. It counts with a formula for whole weeks and a sorted list of the exceptions, so
//! that a table of ten thousand due dates costs no walking.
//!
//! Deliberately not here: pauses and extensions of a case (they belong to its clocks), and hours of
//! the day: the law counts in days.

use jiff::ToSpan;
use jiff::civil::Date;

use super::notice::{CalendarFlaw, CalendarYear, check_year, is_weekend};

/// Whether an office works on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Workday {
    /// The office works.
    Yes,
    /// Weekend, holiday or local closure.
    No,
}

/// What the calendar says about one day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct DayStanding {
    /// Whether the office works.
    pub workday: Workday,
    /// Whether a notice has arranged that year; otherwise Monday to Friday is an assumption.
    pub known: bool,
}

impl DayStanding {
    /// The office works.
    #[must_use]
    pub fn is_yes(self) -> bool {
        self.workday == Workday::Yes
    }
}

/// The day a limit ends (到期日).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Due {
    /// Last day within the limit.
    pub on: Date,
    /// The count touched a year no notice has arranged (暂定): count again when it is loaded. A
    /// new year's notice may also move the last days of the December before it, so open limits
    /// that end there deserve the same.
    pub provisional: bool,
}

/// The working-day calendar of a place: the national notices and the place's own days over them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Calendar {
    years: Vec<CalendarYear>,
    overlay: Vec<(Date, Workday)>,
    /// Days whose standing is not that of their weekday, sorted.
    exceptions: Vec<(Date, Workday)>,
    /// `made_up[i]`: working days gained (or, negative, lost) by the first `i` exceptions.
    made_up: Vec<i64>,
}

impl Default for Calendar {
    /// A calendar without notices: Monday to Friday, all of it assumed.
    fn default() -> Self {
        Self { years: Vec::new(), overlay: Vec::new(), exceptions: Vec::new(), made_up: vec![0] }
    }
}

impl Calendar {
    /// A calendar of the given notices, in any order.
    ///
    /// # Errors
    /// [`CalendarFlaw`] when a year comes twice, a day is listed twice or in the wrong year, or a
    /// make-up day is no weekend day.
    pub fn new(mut years: Vec<CalendarYear>) -> Result<Self, CalendarFlaw> {
        years.sort_by_key(|year| year.year);
        for year in &mut years {
            year.days.sort_by_key(|day| day.on);
        }
        if let Some(pair) = years.windows(2).find(|pair| pair[0].year == pair[1].year) {
            return Err(CalendarFlaw::YearTwice { year: pair[0].year });
        }
        for year in &years {
            check_year(year)?;
        }
        Self::built(years, Vec::new())
    }

    /// The same calendar with the place's own days (地方安排: a festival of an autonomous area, a
    /// closure for weather, a hall that opens on a Saturday). They go before the national ones and
    /// replace an earlier overlay.
    ///
    /// # Errors
    /// [`CalendarFlaw::Twice`] when a day is listed twice.
    pub fn with_overlay(self, off: &[Date], working: &[Date]) -> Result<Self, CalendarFlaw> {
        let mut overlay: Vec<(Date, Workday)> = off.iter().map(|d| (*d, Workday::No)).collect();
        overlay.extend(working.iter().map(|d| (*d, Workday::Yes)));
        overlay.sort_unstable_by_key(|(on, _)| *on);
        if let Some(pair) = overlay.windows(2).find(|pair| pair[0].0 == pair[1].0) {
            return Err(CalendarFlaw::Twice { on: pair[0].0 });
        }
        Self::built(self.years, overlay)
    }

    /// The calendar with this notice in the place of what stood for its year (a new year, or a revised
    /// notice: what it does not name any more falls away). The place's own days stay.
    ///
    /// A day that this notice and that of a neighbouring year both name in the same way is kept once,
    /// under the later year: notices of 元旦 reach into the December before.
    ///
    /// # Errors
    /// [`CalendarFlaw`] as for a new calendar.
    pub fn with_year(&self, new: CalendarYear) -> Result<Self, CalendarFlaw> {
        check_year(&new)?;
        let at = new.year;
        let mut years: Vec<CalendarYear> = self.years.iter().filter(|year| year.year != at).cloned().collect();
        years.push(new);
        years.sort_by_key(|year| year.year);
        for later in (1..years.len()).rev() {
            let (before, from) = years.split_at_mut(later);
            let named = &from[0].days;
            let twice = |on: Date, workday| named.iter().any(|day| (day.on, day.workday) == (on, workday));
            before[later - 1].days.retain(|day| !twice(day.on, day.workday));
        }
        let national = Self::new(years)?;
        Self::built(national.years, self.overlay.clone())
    }

    fn built(years: Vec<CalendarYear>, overlay: Vec<(Date, Workday)>) -> Result<Self, CalendarFlaw> {
        let mut marks: Vec<(Date, Workday)> = Vec::new();
        for year in &years {
            marks.extend(year.days.iter().map(|day| (day.on, day.workday)));
        }
        marks.sort_unstable_by_key(|(on, _)| *on);
        // Two notices can speak of the same 31 December.
        if let Some(pair) = marks.windows(2).find(|pair| pair[0].0 == pair[1].0) {
            return Err(CalendarFlaw::Twice { on: pair[0].0 });
        }
        let local = |on: &Date| overlay.binary_search_by_key(on, |(day, _)| *day).is_ok();
        marks.retain(|(on, _)| !local(on));
        marks.extend(&overlay);
        marks.sort_unstable_by_key(|(on, _)| *on);
        marks.retain(|(on, workday)| *workday != by_weekday(*on));
        let mut made_up = vec![0];
        let mut sum = 0;
        for (_, workday) in &marks {
            sum += match workday {
                Workday::Yes => 1,
                Workday::No => -1,
            };
            made_up.push(sum);
        }
        Ok(Self { years, overlay, exceptions: marks, made_up })
    }

    /// Whether the office works on a day, and whether that is arranged or assumed.
    #[must_use]
    pub fn is_workday(&self, on: Date) -> DayStanding {
        let workday = match self.exceptions.binary_search_by_key(&on, |(day, _)| *day) {
            Ok(at) => self.exceptions[at].1,
            Err(_) => by_weekday(on),
        };
        DayStanding { workday, known: self.knows(on.year()) }
    }

    /// What the notices alone say of a day, without the place's own.
    #[must_use]
    pub fn nationally(&self, on: Date) -> Workday {
        let named = self.years.iter().flat_map(|year| &year.days).find(|day| day.on == on);
        named.map_or_else(|| by_weekday(on), |day| day.workday)
    }

    /// The last year a notice has arranged; `None` for a calendar without notices.
    #[must_use]
    pub fn last_known_year(&self) -> Option<i16> {
        self.years.last().map(|year| year.year)
    }

    /// The notices, by year.
    #[must_use]
    pub fn years(&self) -> &[CalendarYear] {
        &self.years
    }

    /// The place's own days, by date.
    #[must_use]
    pub fn overlay(&self) -> &[(Date, Workday)] {
        &self.overlay
    }

    /// The day a limit of `n` working days ends. The day of the event is not counted (民法典 201;
    /// 行政许可法 82: limits are working days). `n` = 0 gives the day itself, working or not.
    ///
    /// A limit beyond the year 9999 ends on its last day, provisionally.
    #[must_use]
    pub fn add_workdays(&self, start: Date, n: u32) -> Due {
        let wanted = i64::from(n);
        // n working days take at most this many days: every exception could be a day off.
        let reach = wanted / 5 * 7 + 8 + self.exceptions.len() as i64;
        let room = days_between(start, Date::MAX);
        let (mut low, mut high) = (0, reach.min(room));
        if self.workdays_between(start, later(start, high)) < wanted {
            return Due { on: Date::MAX, provisional: true };
        }
        // The smallest number of days within which n working days have passed.
        while low < high {
            let middle = i64::midpoint(low, high);
            if self.workdays_between(start, later(start, middle)) < wanted {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        self.due(start, later(start, low))
    }

    /// The day a limit of `n` calendar days ends (自然日): the day of the event is not counted, and
    /// a last day on which nobody works moves to the next working day (民法典 201, 203).
    #[must_use]
    pub fn add_days_rolling(&self, start: Date, n: u32) -> Due {
        let Ok(last) = start.checked_add(i64::from(n).min(days_between(start, Date::MAX)).days()) else {
            return Due { on: Date::MAX, provisional: true };
        };
        let mut on = last;
        while !self.is_workday(on).is_yes() {
            match on.tomorrow() {
                Ok(next) => on = next,
                Err(_) => {
                    return Due { on: Date::MAX, provisional: true };
                }
            }
        }
        // Only the days from the last one on depend on any notice.
        let provisional = (last.year()..=on.year()).any(|year| !self.knows(year));
        Due { on, provisional }
    }

    /// Working days after `from_exclusive` up to `to_inclusive`: what is left of a limit. Negative
    /// when `to_inclusive` is the earlier day: by how many working days the limit is passed.
    #[must_use]
    pub fn workdays_between(&self, from_exclusive: Date, to_inclusive: Date) -> i64 {
        self.worked_until(to_inclusive) - self.worked_until(from_exclusive)
    }

    /// Working days up to and including a day, counted from a Monday long ago.
    fn worked_until(&self, on: Date) -> i64 {
        let days = days_between(FIRST_MONDAY, on);
        let weeks = days.div_euclid(7);
        let weekdays = weeks * 5 + (days.rem_euclid(7) + 1).min(5);
        let passed = self.exceptions.partition_point(|(day, _)| *day <= on);
        weekdays + self.made_up[passed]
    }

    fn due(&self, start: Date, on: Date) -> Due {
        // The day of the event is not counted, so on 31 December it is the next year that matters.
        let first = start.tomorrow().map_or(start.year(), Date::year);
        let provisional = on > start && (first..=on.year()).any(|year| !self.knows(year));
        Due { on, provisional }
    }

    fn knows(&self, year: i16) -> bool {
        self.years.binary_search_by_key(&year, |known| known.year).is_ok()
    }
}

/// 1900-01-01 was a Monday; any Monday would do.
const FIRST_MONDAY: Date = Date::constant(1900, 1, 1);

fn by_weekday(on: Date) -> Workday {
    if is_weekend(on) { Workday::No } else { Workday::Yes }
}

fn days_between(from: Date, to: Date) -> i64 {
    to.duration_since(from).as_hours() / 24
}

fn later(start: Date, days: i64) -> Date {
    start.saturating_add(days.days())
}
