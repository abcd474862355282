//! The county's calendar (工作日历): what the program brings in at its start, and what the office enters.

use std::sync::Arc;

use domain::{
    base::{
        Calendar, NoticeDay, Workday,
        calendar::{LocalFlaw, parse_csv},
    },
    people::{Desk, Role},
};
use jiff::civil::{Date, date};
use services::{
    Bureau, Chance, Failure, Home,
    base::{NewCounty, announce_calendar, open_county},
    calendar::{CalendarRefusal, Offer, OfferForm, enter, local_offer, preview, read_offer, view},
};
use store::{
    base::{calendar, calendar_changes},
    journal::{self, Entry, Stream},
};
use testkit::{Scratch, TestDb, engines, region};

const SHIPPED: &str = include_str!("../../data/calendar.csv");

struct County {
    bureau: Bureau,
    db: TestDb,
    _home: Scratch,
}

impl County {
    fn open(db: TestDb) -> Self {
        let home = Scratch::new("calendar-home");
        let chance = Chance { clock: Arc::new(testkit::clock()), rng: Arc::new(testkit::rng()) };
        let new =
            NewCounty {
                region: region(), name: Some("试算县".into()), city_name: "试算市".into(), sample: false
            };
        let bureau = open_county(&db.db, &Home::new(home.path()), &chance, new).unwrap();
        Self { bureau, db, _home: home }
    }

    fn calendar(&self) -> Calendar {
        self.db.db.read(|tx| calendar(tx, &region())).unwrap()
    }

    /// The county's notices become those of another calendar, as somebody left them.
    fn left(&self, after: &Calendar, by: Option<&str>) {
        let changes = calendar_changes(&region(), &self.calendar(), after, by);
        let write = move |tx: &mut store::Tx<'_>| {
            let head = journal::head(tx, &region(), &Stream::county())?;
            let entry = Entry::new(Stream::county(), head, "test.left", &1).with_all(changes.clone());
            journal::append(tx, &region(), &testkit::stamp(), entry)
        };
        self.db.db.write::<_, store::StoreError>(write).unwrap();
    }

    fn is_sound(&self) {
        assert_eq!(services::journal::verify(&self.bureau).unwrap().journal.findings, []);
    }
}

fn shipped() -> Calendar {
    Calendar::new(parse_csv(SHIPPED).unwrap()).unwrap()
}

/// 2026 with one more day off, as a notice that was changed since would have had it.
fn with_a_day_more() -> Calendar {
    let mut year = shipped().years()[19].clone();
    year.days.push(NoticeDay { on: date(2026, 10, 8), workday: Workday::No, name: "国庆节".into() });
    shipped().with_year(year).unwrap()
}

#[test]
fn a_new_county_knows_twenty_years() {
    for db in engines() {
        let county = County::open(db);
        assert_eq!(county.calendar(), shipped());
        assert!(announce_calendar(&county.bureau).unwrap().is_empty());
        county.is_sound();
    }
}

#[test]
fn a_day_that_a_revised_notice_drops_is_taken_out_at_the_start() {
    for db in engines() {
        let county = County::open(db);
        county.left(&with_a_day_more(), None);
        assert!(!county.calendar().is_workday(date(2026, 10, 8)).is_yes());
        assert_eq!(announce_calendar(&county.bureau).unwrap(), vec![2026_i16]);
        assert_eq!(county.calendar(), shipped());
        assert!(announce_calendar(&county.bureau).unwrap().is_empty());
        county.is_sound();
    }
}

#[test]
fn a_year_that_the_county_entered_stays_as_it_was_entered() {
    for db in engines() {
        let county = County::open(db);
        county.left(&with_a_day_more(), Some("李娜"));
        assert!(announce_calendar(&county.bureau).unwrap().is_empty());
        assert_eq!(county.calendar(), with_a_day_more());
        county.is_sound();
    }
}

fn offered(text: &str) -> Offer {
    let form = OfferForm {
        text: text.into(),
        year: "2027".into(),
        notice: "国务院办公厅关于2027年部分节假日安排的通知（国办发明电〔2026〕7号）".into(),
        address: "https://www.gov.cn/2027.htm".into(),
    };
    read_offer(&form).unwrap()
}

/// Not the real notice of 2027, which is not out; its shape.
const NEXT_YEAR: &str = "一、元旦：1月1日至3日放假，共3天。1月9日（星期六）上班。";

fn editor() -> Desk {
    Desk::of(testkit::staff(7, "editor", &[Role::Editor]), "测试")
}

#[test]
fn next_years_notice_is_seen_before_it_holds() {
    for db in engines() {
        let county = County::open(db);
        let offer = offered(NEXT_YEAR);
        let seen = preview(&county.bureau, &editor(), &offer).unwrap();
        let moved: Vec<(Date, Workday)> = seen.days.iter().map(|d| (d.on, d.now)).collect();
        assert_eq!(moved, [(date(2027, 1, 1), Workday::No), (date(2027, 1, 9), Workday::Yes)]);
        assert_eq!(seen.firm, [2027]);
        assert_eq!(county.calendar(), shipped(), "a preview changes nothing");
        let done = enter(&county.bureau, &editor(), &offer, Some(seen.seen), Some("k")).unwrap();
        assert_eq!((done.years.as_slice(), done.days), ([2027].as_slice(), 2));
        assert_eq!(enter(&county.bureau, &editor(), &offer, Some(seen.seen), Some("k")).unwrap(), done, "sent twice");
        let year = county.calendar().years()[20].clone();
        assert_eq!((year.year, year.days.len()), (2027, 4));
        let again = preview(&county.bureau, &editor(), &offer).unwrap_err();
        assert_eq!(again, Failure::Refused(CalendarRefusal::Same));
        assert!(announce_calendar(&county.bureau).unwrap().is_empty());
        county.is_sound();
    }
}

#[test]
fn what_was_not_seen_is_not_confirmed() {
    for db in engines() {
        let county = County::open(db);
        let (notice, local) = (offered(NEXT_YEAR), local_offer("2026-04-20", "", "off", "三月三", "县政府办").unwrap());
        let seen = preview(&county.bureau, &editor(), &notice).unwrap().seen;
        enter(&county.bureau, &editor(), &local, None, None).unwrap();
        let late = enter(&county.bureau, &editor(), &notice, Some(seen), None).unwrap_err();
        assert_eq!(late, Failure::Refused(CalendarRefusal::Moved));
        let far = OfferForm {
            text: "一、元旦：1月1日放假。".into(),
            year: "2029".into(),
            notice: "通知".into(),
            ..OfferForm::default()
        };
        let refused = preview(&county.bureau, &editor(), &read_offer(&far).unwrap()).unwrap_err();
        assert_eq!(refused, Failure::Refused(CalendarRefusal::YearToCome(2029)));
        county.is_sound();
    }
}

#[test]
fn words_of_the_place_are_kept_and_the_last_one_holds() {
    for db in engines() {
        let county = County::open(db);
        let say = |kind, reason| {
            let offer = local_offer("2026-04-20", "2026-04-21", kind, reason, "县政府办").unwrap();
            enter(&county.bureau, &editor(), &offer, None, None)
        };
        assert_eq!(say("off", "三月三").unwrap().days, 2);
        assert!(!county.calendar().is_workday(date(2026, 4, 21)).is_yes());
        assert!(matches!(say("off", "三月三"), Err(Failure::Refused(CalendarRefusal::Local(LocalFlaw::Same(_))))));
        assert_eq!(say("withdrawn", "改期").unwrap().days, 2);
        assert!(county.calendar().is_workday(date(2026, 4, 21)).is_yes());
        let view = view(&county.bureau, &Desk::public("网页")).unwrap();
        assert_eq!((view.local.len(), view.local_now().count()), (4, 0));
        assert_eq!(view.local[1].day.version, 2);
        county.is_sound();
    }
}

#[test]
fn only_an_editor_enters() {
    let county = County::open(engines().remove(0));
    for desk in [Desk::public("网页"), Desk::of(testkit::staff(8, "approver", &[Role::Approver]), "测试")] {
        let offer = offered(NEXT_YEAR);
        assert!(matches!(preview(&county.bureau, &desk, &offer), Err(Failure::Denied(_))));
        assert!(matches!(enter(&county.bureau, &desk, &offer, None, None), Err(Failure::Denied(_))));
    }
}
