//! The county's calendar (工作日历): what the program brings in at its start, and what the office enters.

use std::sync::Arc;

use domain::{
    base::{
        Calendar, CalendarYear, ManualClock, NoticeDay, Workday,
        calendar::{LocalFlaw, parse_csv},
    },
    cases::CaseNo,
    catalogue::Limit,
    people::{Desk, Role},
};
use jiff::{
    SignedDuration,
    civil::{Date, date},
};
use services::{
    Bureau, Chance, Failure, Home,
    base::{NewCounty, announce_calendar, open_county},
    calendar::{CalendarRefusal, Offer, OfferForm, enter, local_offer, preview, read_offer, view},
    cases::{AcceptForm, accept, behind, move_due},
};
use store::{
    base::{calendar, calendar_changes},
    journal::{self, Entry, Stream},
};
use testkit::{Scratch, TestDb, engines, region};

const SHIPPED: &str = include_str!("../../data/calendar.csv");

struct County {
    bureau: Bureau,
    clock: Arc<ManualClock>,
    db: TestDb,
    _home: Scratch,
}

impl County {
    fn open(db: TestDb) -> Self {
        let home = Scratch::new("calendar-home");
        let clock = Arc::new(testkit::clock());
        let chance = Chance { clock: clock.clone(), rng: Arc::new(testkit::rng()) };
        let new =
            NewCounty {
                region: region(), name: Some("试算县".into()), city_name: "试算市".into(), sample: false
            };
        let bureau = open_county(&db.db, &Home::new(home.path()), &chance, new).unwrap();
        Self { bureau, clock, db, _home: home }
    }

    fn calendar(&self) -> Calendar {
        let kept = self.db.db.read(|tx| calendar(tx, &region())).unwrap();
        (*kept).clone()
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

    /// Takes a case in at a window; 5 working days are promised.
    fn accepts(&self, code: &str) -> String {
        let form = AcceptForm {
            item: ITEM,
            applicant: "person".into(),
            code: code.into(),
            name: "张三丰".into(),
            phone: "13800138000".into(),
            ..AcceptForm::default()
        };
        let clerk = Desk::of(testkit::staff(9, "clerk", &[Role::Clerk]), "测试");
        accept(&self.bureau, &clerk, &form, None).unwrap().case_no
    }

    /// Due day, whether it is 暂定, version, and how often it was moved.
    fn due(&self, no: &str) -> (Option<Date>, bool, i64, i64) {
        let no = CaseNo::parse(no).unwrap();
        let (case, _) = self.db.db.read(|tx| store::cases::case_by_no(tx, &region(), &no)).unwrap().unwrap();
        let stream = format!("case/{}", case.id);
        let sql = "SELECT count(*) AS n FROM event WHERE stream = $1 AND kind = 'case.due_moved'";
        let moved = self.db.db.read(|tx| tx.row(sql, store::vals![&stream])?.unwrap().int("n")).unwrap();
        (case.due().on, case.due().provisional, case.version, moved)
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

const ITEM: i64 = 9_100_000_000_000_001;

/// The limits are those of the item version under which a case was filed, whatever the guide says since.
#[test]
fn due_days_move_with_the_notice_each_with_its_event() {
    for db in engines() {
        let county = County::open(db);
        testkit::seed_department(&county.db.db, &testkit::department(1, "县民政局"));
        testkit::seed_staff(&county.db.db, &testkit::staff(9, "clerk", &[Role::Clerk]));
        let mut item = testkit::item(ITEM, testkit::content("A01", "临时救助", 1));
        testkit::seed_item(&county.db.db, &item);
        let settled = county.accepts("990101199003078578");
        county.clock.advance(SignedDuration::from_hours(24 * 40));
        assert_eq!(county.bureau.today(), date(2026, 12, 30));
        let open = county.accepts("990101199003078578");
        let (before, firm) = (county.due(&open), county.due(&settled));
        assert_eq!((before.0, before.1, before.3), (Some(date(2027, 1, 6)), true, 0));
        item.version = 2;
        item.content.promised = Some(Limit::workdays(1));
        testkit::seed_item(&county.db.db, &item);

        let offer = offered(NEXT_YEAR);
        let seen = preview(&county.bureau, &editor(), &offer).unwrap();
        let line = seen.moved.iter().map(|c| (c.no.as_str(), c.from, c.to, c.provisional)).collect::<Vec<_>>();
        assert_eq!(line, [(open.as_str(), Some(date(2027, 1, 6)), Some(date(2027, 1, 7)), false)]);
        assert_eq!(county.due(&open), before, "a preview moves nothing");
        let done = enter(&county.bureau, &editor(), &offer, Some(seen.seen), None).unwrap();
        assert_eq!(done.moved, 1);
        assert_eq!(county.due(&open), (Some(date(2027, 1, 7)), false, before.2 + 1, 1));
        assert_eq!(county.due(&settled), firm, "what ended before the new days stays");
        assert_eq!(move_due(&county.bureau, &editor()).unwrap(), 0);

        // A notice that the program brought moves nothing by itself; an editor sees what is behind.
        county.left(&shipped().with_year(with_the_seventh_off()).unwrap(), None);
        let late = behind(&county.bureau, &editor()).unwrap();
        assert_eq!((late.len(), late[0].to), (1, Some(date(2027, 1, 8))));
        assert_eq!(move_due(&county.bureau, &editor()).unwrap(), 1);
        assert_eq!(county.due(&open), (Some(date(2027, 1, 8)), false, before.2 + 2, 2));
        county.is_sound();
    }
}

fn with_the_seventh_off() -> CalendarYear {
    let Offer::Notices(mut years) = offered(NEXT_YEAR) else { panic!("a notice") };
    years[0].days.push(NoticeDay { on: date(2027, 1, 7), workday: Workday::No, name: "元旦".into() });
    years.remove(0)
}

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
