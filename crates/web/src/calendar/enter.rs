//! Entering a notice or days of the place over HTTP: form, preview, confirmation (录入放假通知、地方安排).

use axum::{extract::State, http::StatusCode};
use domain::base::{LocalKind, Workday, calendar::LocalFlaw, date_text_with_year};
use jiff::civil::Date;
use services::{
    Failure,
    calendar::{CalendarRefusal, DayMove, Entered, Offer, OfferForm, Preview, enter, local_offer, preview, read_offer},
    cases::{MovedCase, behind, move_due},
};

use super::{
    CalendarEnterPage, CalendarPreviewPage, HolidayLine, MovedLine,
    year::{holidays, spans},
};
use crate::{
    base::{Choice, Field, paths},
    door::{App, Posted, Query, Reply, Seat, Upload, address, blocking, go, show, show_as},
};

fn blank(app: &App, seat: &Seat, typed: &Posted) -> CalendarEnterPage {
    let kinds: Vec<(&str, &str)> = LocalKind::ALL.iter().map(|kind| (kind.as_str(), kind.label())).collect();
    let field = |name: &str| Field::of(typed.text(name));
    CalendarEnterPage {
        frame: app.frame(seat, "录入放假通知或地方安排"),
        year: match typed.text("year") {
            year if year.is_empty() => Field::of((app.bureau().today().year() + 1).to_string()),
            year => Field::of(year),
        },
        notice: field("notice"),
        address: field("address"),
        text: field("text"),
        file: Field::default(),
        behind: 0,
        from: field("from"),
        to: field("to"),
        kind: Choice::of(&kinds, &typed.text("kind")),
        reason: field("reason"),
        source: field("source"),
    }
}

pub(crate) async fn page(State(app): State<App>, seat: Seat, query: Query) -> Reply {
    let mut page = blank(&app, &seat, &Posted::default());
    let (bureau, desk) = (app.bureau().clone(), seat.desk.clone());
    page.behind = blocking(move || behind(&bureau, &desk)).await??.len();
    page.from = Field::of(query.text("from"));
    show(&page)
}

/// The field that a refusal of a notice is about.
fn notice_field(refusal: &CalendarRefusal) -> &'static str {
    match refusal {
        CalendarRefusal::Year | CalendarRefusal::YearToCome(_) => "year",
        CalendarRefusal::NoticeMissing | CalendarRefusal::NoticeLong => "notice",
        CalendarRefusal::Address => "address",
        CalendarRefusal::Empty
        | CalendarRefusal::TooLong
        | CalendarRefusal::Table(_)
        | CalendarRefusal::Wording(_)
        | CalendarRefusal::Local(_)
        | CalendarRefusal::Json
        | CalendarRefusal::Day(_)
        | CalendarRefusal::Span
        | CalendarRefusal::Same
        | CalendarRefusal::Moved => "text",
    }
}

fn mend_notice(app: &App, seat: &Seat, typed: &Posted, refusal: &CalendarRefusal) -> Reply {
    let mut page = blank(app, seat, typed);
    let (field, sentence) = (notice_field(refusal), refusal.to_string());
    let shown = match field {
        "year" => &mut page.year,
        "notice" => &mut page.notice,
        "address" => &mut page.address,
        _ => &mut page.text,
    };
    shown.problem = Some(sentence.clone());
    page.frame = page.frame.with_problem(field, &sentence);
    show_as(StatusCode::UNPROCESSABLE_ENTITY, &page)
}

/// The field that a refusal of days of the place is about.
fn local_field(refusal: &CalendarRefusal) -> &'static str {
    match refusal {
        CalendarRefusal::Span => "to",
        CalendarRefusal::Local(flaw) => match flaw {
            LocalFlaw::ReasonMissing(_) | LocalFlaw::Long(_) => "reason",
            LocalFlaw::SourceMissing(_) => "source",
            LocalFlaw::Header
            | LocalFlaw::Columns { .. }
            | LocalFlaw::Day { .. }
            | LocalFlaw::Kind { .. }
            | LocalFlaw::NoDays
            | LocalFlaw::Twice(_)
            | LocalFlaw::AlreadyOff(_)
            | LocalFlaw::AlreadyWorking(_)
            | LocalFlaw::NothingToWithdraw(_)
            | LocalFlaw::Same(_) => "from",
        },
        CalendarRefusal::Empty
        | CalendarRefusal::TooLong
        | CalendarRefusal::Table(_)
        | CalendarRefusal::Wording(_)
        | CalendarRefusal::Json
        | CalendarRefusal::Year
        | CalendarRefusal::YearToCome(_)
        | CalendarRefusal::NoticeMissing
        | CalendarRefusal::NoticeLong
        | CalendarRefusal::Address
        | CalendarRefusal::Day(_)
        | CalendarRefusal::Same
        | CalendarRefusal::Moved => "from",
    }
}

fn mend_local(app: &App, seat: &Seat, typed: &Posted, refusal: &CalendarRefusal) -> Reply {
    let mut page = blank(app, seat, typed);
    let sentence = refusal.to_string();
    let field = local_field(refusal);
    let shown = match field {
        "to" => &mut page.to,
        "reason" => &mut page.reason,
        "source" => &mut page.source,
        _ => &mut page.from,
    };
    shown.problem = Some(sentence.clone());
    page.frame = page.frame.with_problem(field, &sentence);
    show_as(StatusCode::UNPROCESSABLE_ENTITY, &page)
}

/// A file goes before the text; it must be UTF-8, because nothing here guesses encodings.
pub(crate) async fn submit(State(app): State<App>, seat: Seat, sent: Upload) -> Reply {
    let typed = sent.form;
    let text = match String::from_utf8(sent.bytes) {
        Ok(text) if text.trim().is_empty() => typed.text("text"),
        Ok(text) => text,
        Err(_) => {
            let sentence = "这个文件不是 UTF-8 编码，请另存为“CSV UTF-8”再选";
            let mut page = blank(&app, &seat, &typed);
            page.file.problem = Some(sentence.into());
            page.frame = page.frame.with_problem("file", sentence);
            return show_as(StatusCode::UNPROCESSABLE_ENTITY, &page);
        }
    };
    let form =
        OfferForm { text, year: typed.text("year"), notice: typed.text("notice"), address: typed.text("address") };
    let offer = match read_offer(&form) {
        Ok(offer) => offer,
        Err(refusal) => return mend_notice(&app, &seat, &typed, &refusal),
    };
    match look(&app, &seat, offer).await? {
        Ok(seen) => show(&drawn(&app, &seat, &seen)),
        Err(Failure::Refused(refusal)) => mend_notice(&app, &seat, &typed, &refusal),
        Err(other) => Err(other.into()),
    }
}

pub(crate) async fn local(State(app): State<App>, seat: Seat, typed: Posted) -> Reply {
    let field = |name: &str| typed.text(name);
    let offer = local_offer(&field("from"), &field("to"), &field("kind"), &field("reason"), &field("source"));
    let offer = match offer {
        Ok(offer) => offer,
        Err(refusal) => return mend_local(&app, &seat, &typed, &refusal),
    };
    match look(&app, &seat, offer).await? {
        Ok(seen) => show(&drawn(&app, &seat, &seen)),
        Err(Failure::Refused(refusal)) => mend_local(&app, &seat, &typed, &refusal),
        Err(other) => Err(other.into()),
    }
}

type Looked = Result<Preview, Failure<CalendarRefusal>>;

async fn look(app: &App, seat: &Seat, offer: Offer) -> Result<Looked, crate::door::Oops> {
    let (bureau, desk) = (app.bureau().clone(), seat.desk.clone());
    blocking(move || preview(&bureau, &desk, &offer)).await
}

fn drawn(app: &App, seat: &Seat, seen: &Preview) -> CalendarPreviewPage {
    let (what, lines) = match &seen.offer {
        Offer::Notices(years) => (
            years.iter().flat_map(|y| y.notices().map(|(title, _)| title.to_owned())).collect(),
            years.iter().flat_map(|y| holidays(&y.days)).collect(),
        ),
        Offer::Local(days) => {
            let line = |day: &domain::base::LocalDay| {
                let on = spans(&[day.on]);
                let (off, makeup) = match day.kind {
                    LocalKind::Off => (on, String::new()),
                    LocalKind::Working => (String::new(), on),
                    LocalKind::Withdrawn => (String::new(), format!("{on}，照全国安排")),
                };
                HolidayLine { name: day.reason.clone(), off, makeup }
            };
            (vec!["地方安排".to_owned()], days.iter().map(line).collect())
        }
    };
    let days = |wanted: Workday| -> Vec<String> {
        let of = |day: &&DayMove| day.now == wanted;
        seen.days.iter().filter(of).map(|day| date_text_with_year(day.on)).collect()
    };
    CalendarPreviewPage {
        frame: app.frame(seat, "核对后确认"),
        what,
        lines,
        off: days(Workday::No),
        working: days(Workday::Yes),
        moved: seen.moved.iter().take(MOST_LINES).map(moved_line).collect(),
        moved_total: seen.moved.len(),
        firm: seen.firm.clone(),
        csv: seen.offer.csv(),
        seen: seen.seen,
    }
}

/// Cases that a preview lists.
const MOST_LINES: usize = 200;

fn moved_line(case: &MovedCase) -> MovedLine {
    let told = |day: Option<Date>, provisional: bool| match (day, provisional) {
        (Some(on), true) => format!("{}，暂定", date_text_with_year(on)),
        (Some(on), false) => date_text_with_year(on),
        (None, _) => "没有期限".to_owned(),
    };
    MovedLine {
        no: case.no.clone(),
        item: case.item.clone(),
        from: told(case.from, case.was_provisional),
        to: told(case.to, case.provisional),
    }
}

/// Moves due days that are not those of the calendar: a program brought a notice, or moving was cut short.
pub(crate) async fn catch_up(State(app): State<App>, seat: Seat, _: Posted) -> Reply {
    let (bureau, desk) = (app.bureau().clone(), seat.desk.clone());
    let many = blocking(move || move_due(&bureau, &desk)).await??;
    go(&address(paths::CALENDAR, &[("done", "due"), ("moved", &many.to_string())]))
}

pub(crate) async fn confirm(State(app): State<App>, seat: Seat, typed: Posted) -> Reply {
    let form = OfferForm { text: typed.text("text"), ..OfferForm::default() };
    let offer = match read_offer(&form) {
        Ok(offer) => offer,
        Err(refusal) => return mend_notice(&app, &seat, &typed, &refusal),
    };
    let (bureau, desk, key, sent) = (app.bureau().clone(), seat.desk.clone(), typed.key(), offer.clone());
    let seen = typed.number("seen");
    match blocking(move || enter(&bureau, &desk, &sent, seen, key.as_deref())).await? {
        Ok(done) => go(&back(&offer, &done)),
        Err(Failure::Refused(CalendarRefusal::Moved)) => match look(&app, &seat, offer).await? {
            // Shown anew, with what changed meanwhile.
            Ok(fresh) => {
                let mut page = drawn(&app, &seat, &fresh);
                page.frame = page.frame.with_problem("", &CalendarRefusal::Moved.to_string());
                show_as(StatusCode::CONFLICT, &page)
            }
            Err(Failure::Refused(refusal)) => mend_notice(&app, &seat, &typed, &refusal),
            Err(other) => Err(other.into()),
        },
        Err(Failure::Refused(refusal)) => mend_notice(&app, &seat, &typed, &refusal),
        Err(other) => Err(other.into()),
    }
}

/// The year in which it can be seen.
fn back(offer: &Offer, done: &Entered) -> String {
    let (year, what) = match offer {
        Offer::Notices(_) => (done.years.last().copied(), "notice"),
        Offer::Local(days) => (days.first().map(|day| day.on.year()), "local"),
    };
    address(
        paths::CALENDAR,
        &[
            ("year", &year.map(|y| y.to_string()).unwrap_or_default()),
            ("done", what),
            ("moved", &done.moved.to_string()),
        ],
    )
}
