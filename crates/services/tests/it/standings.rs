//! Two counties and their city: reports over a faulty line, days ranked as they end and ranked anew when one is corrected,
//! each county told its place, and the rows behind a figure asked for and held against what was vouched for.

use domain::{
    base::{ManualClock, Region},
    indicators::{Evidenced, Indicator, RowStanding},
    publication::exchange::Peer,
};
use jiff::{SignedDuration, ToSpan as _, civil::Date};
use services::{
    Bureau, Failure,
    indicators::{
        self, AskForm, AskRefusal, Board, OwnStanding, ask_evidence, board, board_sheet, county_standing,
        evidence_view, own_standings, run_standings, standing_bulletin,
    },
    publication::exchange::{collect, take_package, write_package},
};
use store::vals;
use testkit::{TestDb, engines};

use crate::exchange::{Node, Wire, desk, push_all};

struct County {
    node: Node,
    /// The city as the county knows it.
    above: Peer,
}

struct House {
    city: Node,
    counties: Vec<County>,
}

/// Items of each county, and how many of them are not online.
const COUNTIES: [(&str, &str, i64, i64); 2] = [("990101", "青禾县", 40, 4), ("990102", "东河县", 40, 1)];

fn house(mut dbs: Vec<TestDb>) -> House {
    let city = Node::open(dbs.remove(0), "990100", "样例市", 1);
    let counties = COUNTIES.iter().zip(dbs).enumerate().map(|(n, ((code, name, items, lacking), db))| {
        let node = Node::open(db, code, name, 2 + n as u64);
        testkit::seed_figures(&node.db.db, node.bureau.region(), *items, *lacking);
        let above = node.knows(&city, "http://node");
        city.knows(&node, "");
        County { node, above }
    });
    let counties = counties.collect();
    House { city, counties }
}

/// A city and its counties on each engine.
fn houses() -> Vec<House> {
    let dbs: Vec<Vec<TestDb>> = (0..3).map(|_| engines()).collect();
    let kinds = dbs[0].len();
    let mut dbs: Vec<_> = dbs.into_iter().map(Vec::into_iter).collect();
    (0..kinds).map(|_| house(dbs.iter_mut().map(|one| one.next().unwrap()).collect())).collect()
}

impl House {
    fn pass(&self, time: SignedDuration) {
        let all = std::iter::once(&self.city).chain(self.counties.iter().map(|c| &c.node));
        all.for_each(|node| ManualClock::advance(&node.clock, time));
    }

    fn push(&self, n: usize, faulty: bool) {
        let county = &self.counties[n];
        push_all(&county.node.bureau, &Wire::new(&self.city.bureau, faulty), &county.above);
    }

    fn fetch(&self, n: usize) {
        let county = &self.counties[n];
        let wire = Wire::new(&self.city.bureau, false);
        assert_eq!(collect(&county.node.bureau, &wire, &county.above).unwrap().fault, None);
    }

    fn board(&self, day: Option<Date>, version: Option<i64>) -> Board {
        board(&self.city.bureau, &desk(), day, version).unwrap().expect("it was ranked")
    }

    fn code(&self, n: usize) -> &Region {
        self.counties[n].node.bureau.region()
    }

    /// Puts a later version of one item in force, and counts the day again.
    fn correct(&self, n: usize, day: Date) {
        let node = &self.counties[n].node;
        let mut item = testkit::items_of(node.bureau.region(), 1, 0).remove(0);
        item.version = 2;
        testkit::seed_items(&node.db.db, node.bureau.region(), &[item], 2);
        count(&node.bureau, day);
    }
}

fn count(bureau: &Bureau, day: Date) {
    indicators::take(bureau, &desk(), day).unwrap();
}

/// Code, place, total.
fn short(board: &Board) -> Vec<(&str, Option<u32>, Option<&str>)> {
    board.rows.iter().map(|r| &r.standing).map(|s| (s.code.as_str(), s.place, s.total.as_deref())).collect()
}

fn own(house: &House, n: usize) -> OwnStanding {
    own_standings(&house.counties[n].node.bureau, &desk()).unwrap().remove(0)
}

#[test]
fn days_are_ranked_as_they_end_and_anew_when_one_is_corrected() {
    for house in houses() {
        let today = house.city.bureau.today();
        count(&house.counties[0].node.bureau, today);
        house.push(0, true);
        let alone = house.board(None, None);
        assert_eq!(alone.frozen, None, "today is not over");
        assert_eq!(short(&alone)[1], ("990102", None, None), "who reported nothing has no place");
        assert_eq!(run_standings(&house.city.bureau).unwrap(), [], "nothing is over");
        count(&house.counties[1].node.bureau, today);
        house.push(1, true);
        let expected = [("990102", Some(1), Some("100.00")), ("990101", Some(2), Some("84.00"))];
        assert_eq!(short(&house.board(None, None)), expected, "{}", house.city.db.name);

        house.pass(SignedDuration::from_hours(24));
        assert_eq!(run_standings(&house.city.bureau).unwrap(), [(today, 1)]);
        assert_eq!(run_standings(&house.city.bureau).unwrap(), [], "once");
        let first = house.board(Some(today), None);
        assert_eq!((short(&first), first.frozen.as_ref().unwrap().version), (expected.to_vec(), 1));
        house.fetch(0);
        house.fetch(1);
        let told = own(&house, 0).told.unwrap();
        assert_eq!((told.day, told.version, told.standing.place, told.ranked), (today, 1, Some(2), 2));
        assert_eq!(told.standing.gap.as_deref(), Some("16.00"));
        let part = &told.standing.parts[0];
        assert_eq!((part.place, part.next.as_ref().and_then(|n| n.rows)), (Some(2), Some(3)), "36 of 40 against 39");

        // The county corrects yesterday: one item more is online.
        house.correct(0, today);
        house.push(0, true);
        assert_eq!(run_standings(&house.city.bureau).unwrap(), [(today, 2)]);
        let second = house.board(Some(today), None);
        let kept = second.frozen.clone().unwrap();
        assert_eq!((kept.version, second.versions.len()), (2, 2));
        let report = second.rows[1].standing.report.clone().unwrap();
        assert_eq!((report.version, report.late), (2, false), "within a day it is in time");
        assert_eq!(short(&house.board(Some(today), Some(1))), expected, "the former stays as it was");
        let county = county_standing(&house.city.bureau, &desk(), house.code(0), Some(today), None).unwrap();
        assert_eq!(county.reports.len(), 2);
        assert!(county.reports[0].changes.iter().any(|c| c.was.starts_with("36 ÷ 40") && c.now.starts_with("37 ÷ 40")));
        assert_eq!(county.course.len(), 1);
        house.fetch(0);
        house.fetch(1);
        let told = own(&house, 0);
        assert_eq!(told.told.unwrap().version, 2);
        assert_eq!(told.reported.unwrap().taken, Some(true));
        assert_eq!(own(&house, 1).told.unwrap().version, 2);

        // Nothing new: the report stands for the next day, too.
        house.pass(SignedDuration::from_hours(24));
        assert_eq!(run_standings(&house.city.bureau).unwrap(), [(today.saturating_add(1.day()), 1)]);
        let carried = house.board(Some(today.saturating_add(1.day())), None);
        assert_eq!(carried.rows[0].before, Some(1));
        let (titles, rows) = board_sheet(&carried);
        assert!(rows.iter().all(|row| row.len() == titles.len()) && rows.len() == 2);
        let paper = standing_bulletin(&house.city.bureau, &desk(), (today, None), false).unwrap();
        assert!(paper.bytes.starts_with(b"PK") && paper.name.contains("全市排名通报"));
        let of_today = standing_bulletin(&house.city.bureau, &desk(), (house.city.bureau.today(), None), false);
        assert!(matches!(of_today, Err(Failure::NotFound)), "only of a day that is over");
        // A report three days late is told as late, and its day is ranked anew.
        house.pass(SignedDuration::from_hours(48));
        run_standings(&house.city.bureau).unwrap();
        let node = &house.counties[1].node;
        let item = testkit::items_of(node.bureau.region(), 1, 0).remove(0);
        testkit::seed_items(&node.db.db, node.bureau.region(), &[domain::catalogue::Item { version: 2, ..item }], 2);
        count(&node.bureau, today);
        house.push(1, false);
        let again = run_standings(&house.city.bureau).unwrap();
        assert!(again.contains(&(today, 3)), "{again:?}");
        let third = house.board(Some(today), None);
        assert!(third.rows[0].standing.report.as_ref().unwrap().late);
        house.city.sound();
        house.counties.iter().for_each(|c| c.node.sound());
    }
}

#[test]
fn rows_behind_a_figure_are_asked_for_and_held_against_it() {
    for house in houses() {
        let (city, today) = (&house.city.bureau, house.city.bureau.today());
        count(&house.counties[0].node.bureau, today);
        house.push(0, false);
        let form = |standing: RowStanding| AskForm {
            as_of: today,
            version: 1,
            indicator: Indicator::OnlineAvailableRate.id().into(),
            standing: standing.as_str().into(),
            why: "抽查".into(),
        };
        let code = *house.code(0);
        let see = |standing| evidence_view(city, &desk(), &code, &form(standing)).unwrap();
        let ask = |standing| ask_evidence(city, &desk(), &code, &form(standing), None);
        let lacking = RowStanding::NotMet;
        assert_eq!((see(lacking).asked_at, see(lacking).reported.rows), (None, 4));
        assert!(matches!(ask(RowStanding::Unknown), Err(Failure::Refused(AskRefusal::Empty))));
        let long = AskForm { why: "长".repeat(201), ..form(lacking) };
        let refused = ask_evidence(city, &desk(), &code, &long, None);
        assert!(matches!(refused, Err(Failure::Refused(AskRefusal::Why))));
        let elsewhere = Region::parse("990103").unwrap();
        assert!(matches!(ask_evidence(city, &desk(), &elsewhere, &form(lacking), None), Err(Failure::NotFound)));

        ask(lacking).unwrap();
        assert!(matches!(ask(lacking), Err(Failure::Refused(AskRefusal::Waiting))));
        assert_eq!(see(lacking).evidenced, Evidenced::Waiting);
        house.fetch(0);
        assert!(!own(&house, 0).asked[0].answered);
        house.push(0, true);
        let Evidenced::Matches(rows) = see(lacking).evidenced else { panic!("{:?}", see(lacking).evidenced) };
        assert_eq!(rows.len(), 4);
        assert!(rows.iter().all(|r| r.facts.contains("online_depth=1") && r.owner == "县民政局"));
        assert!(matches!(ask(lacking), Err(Failure::Refused(AskRefusal::Here))));
        let asked = own(&house, 0).asked;
        assert_eq!((asked.len(), asked[0].answered, asked[0].why.as_str()), (1, true, "抽查"));

        // Somebody changes what was frozen: what is given then is not what was reported.
        let county = &house.counties[0].node;
        let here = *county.bureau.region();
        let changed: Result<(), store::StoreError> = county.db.db.write(move |tx| {
            tx.run("UPDATE snapshot_item SET name = '改过的' WHERE region = $1 AND item_id = 1039", vals![here])
                .map(|_| ())
        });
        changed.unwrap();
        ask(RowStanding::Met).unwrap();
        house.fetch(0);
        house.push(0, false);
        let Evidenced::Differs { rows, digest } = see(RowStanding::Met).evidenced else { panic!("it was changed") };
        assert_eq!(rows.len(), 36);
        assert_ne!(digest, see(RowStanding::Met).reported.digest);
        ask(RowStanding::Met).unwrap();
        assert_eq!(see(RowStanding::Met).evidenced, Evidenced::Waiting, "another question, another answer");
        house.city.sound();
    }
}

#[test]
fn many_rows_come_in_parts_and_files_carry_them_too() {
    let mut dbs = Vec::new();
    for _ in 0..3 {
        dbs.push(engines().remove(0));
    }
    let house = house(dbs);
    let (city, county) = (&house.city, &house.counties[0]);
    let here = *county.node.bureau.region();
    let mut more = testkit::items_of(&here, 3_200, 0);
    more.drain(..40);
    testkit::seed_items(&county.node.db.db, &here, &more, 3);
    let today = city.bureau.today();
    count(&county.node.bureau, today);
    house.push(0, false);
    let form = AskForm {
        as_of: today,
        version: 1,
        indicator: Indicator::HallResidencyRate.id().into(),
        standing: RowStanding::Met.as_str().into(),
        why: String::new(),
    };
    ask_evidence(&city.bureau, &desk(), &here, &form, None).unwrap();
    let below = city.knows(&county.node, "");
    let (question, messages) = write_package(&city.bureau, &below).unwrap();
    assert_eq!(messages, 1);
    let taken = take_package(&county.node.bureau, &question).unwrap();
    take_package(&city.bureau, &taken.reply).unwrap();
    let (answer, messages) = write_package(&county.node.bureau, &county.above).unwrap();
    assert_eq!(messages, 2, "seven parts, four a message");
    let taken = take_package(&city.bureau, &answer).unwrap();
    assert_eq!(taken.messages, 2);
    let seen = evidence_view(&city.bureau, &desk(), &here, &form).unwrap();
    assert!(matches!(seen.evidenced, Evidenced::Matches(rows) if rows.len() == 3_200));
    assert_eq!(write_package(&county.node.bureau, &county.above).unwrap().1, 2, "until the answer is carried back");
}
