//! The sample county: it has the report's figures, it is the same at every run, and nothing in it is
//! written past the use cases.

use std::{collections::BTreeMap, sync::Arc};

use domain::{
    base::{FixedClock, SeededRng},
    indicators::Indicator,
    people::{Desk, Role},
};
use jiff::{Timestamp, civil::date};
use services::{
    Chance, Home,
    sample::{self, Sample},
};
use store::Database;
use testkit::{Scratch, TestDb, engines};

/// Friday 2026-11-20 at this hour in Shanghai.
pub(crate) fn chance(hour: i64, seed: u64) -> Chance {
    let midnight = Timestamp::from_second(1_795_104_000).unwrap();
    let now = midnight + jiff::SignedDuration::from_hours(hour);
    Chance { clock: Arc::new(FixedClock(now)), rng: Arc::new(SeededRng::new(seed)) }
}

pub(crate) struct Made {
    pub(crate) sample: Sample,
    pub(crate) db: Database,
    home: Home,
    chance: Chance,
    _test_db: TestDb,
    _scratch: Scratch,
}

fn make(test_db: TestDb, chance: Chance) -> Made {
    let scratch = Scratch::new("sample");
    let home = Home::new(scratch.path());
    let db = test_db.db.clone();
    let sample = sample::create(&db, &home, &chance, &|_, done, all| assert!(done <= all)).unwrap();
    Made { sample, db, home, chance, _test_db: test_db, _scratch: scratch }
}

pub(crate) fn on_sqlite(chance: Chance) -> Made {
    make(engines().remove(0), chance)
}

/// Making a county takes seconds, so that one county of each engine answers all questions.
#[test]
fn the_sample_county_is_what_it_says_on_every_engine() {
    for test_db in engines() {
        println!("engine: {}", test_db.name);
        let made = make(test_db, chance(9, 1));
        the_figures_are_the_reports(&made);
        every_gap_row_names_its_blocker_owner_and_date(&made);
        the_county_has_its_parts(&made);
        cases_stand_in_every_stage_and_were_made_in_office_hours(&made);
        every_role_signs_in_with_what_is_printed(&made);
        a_second_sample_is_refused_with_a_sentence(&made);
        nothing_is_found_by_verify(&made);
    }
}

pub(crate) fn count(db: &Database, sql: &str) -> i64 {
    db.read(|tx| tx.row(sql, &[])?.map_or(Ok(0), |r| r.int("n"))).unwrap()
}

fn words(db: &Database, sql: &str) -> BTreeMap<String, i64> {
    db.read(|tx| tx.rows(sql, &[])?.iter().map(|r| Ok((r.text("word")?, r.int("n")?))).collect()).unwrap()
}

/// The report this product grew from (domain §0).
fn the_figures_are_the_reports(made: &Made) {
    let bureau = &made.sample.bureau;
    let desk = Desk::system("测试");
    let report = services::indicators::latest(bureau, &desk, bureau.today()).unwrap().unwrap();
    assert_eq!(report.as_of, date(2026, 11, 20));
    let lines: Vec<String> = report
        .figures
        .iter()
        .map(|(f, city)| {
            assert_eq!((f.counts.unknown, f.counts.excluded, city.len()), (0, 0, 8), "{:?}", f.indicator);
            let place = f.rank.map(|r| format!("{}/{}", r.place, r.of)).unwrap_or_default();
            format!("{} {} {}/{} {place}", f.indicator.name(), f.text(), f.counts.met, f.denominator())
        })
        .collect();
    assert_eq!(
        lines,
        [
            "网上可办率 99.94% 3075/3077 3/8",
            "全程网办率 99.84% 3072/3077 1/8",
            "省级平台发布占比 98.3% 3025/3077 3/8",
            "基层服务站点覆盖率 100% 259/259 1/8",
            "进驻大厅占比 98.1% 3019/3077 3/8",
        ]
    );
}

fn nothing_is_found_by_verify(made: &Made) {
    let verdict = services::journal::verify(&made.sample.bureau).unwrap();
    assert!(verdict.is_sound(), "{:?}", verdict.journal.findings);
    assert_eq!(verdict.figures, 10, "five of the report, five beside them");
    assert!(verdict.exported > 0, "the seals are exported");
}

fn every_gap_row_names_its_blocker_owner_and_date(made: &Made) {
    let (bureau, desk) = (&made.sample.bureau, Desk::system("测试"));
    let report = services::indicators::latest(bureau, &desk, bureau.today()).unwrap().unwrap();
    for indicator in Indicator::FIVE {
        let standing = domain::indicators::RowStanding::NotMet;
        let page =
            services::indicators::figure_rows(bureau, &desk, report.snapshot, indicator, standing, 0, 100).unwrap();
        assert_eq!(page.rows.len() as u64, page.total);
        for (row, why) in page.rows {
            // Where a source said it, the source stands behind.
            let blocker = why.split("（省级").next().unwrap();
            assert!(
                why.contains("责任单位：县") && why.contains("年") && blocker.ends_with("前解决"),
                "{}: {why}",
                row.name
            );
        }
    }
}

fn the_county_has_its_parts(made: &Made) {
    let (bureau, db) = (&made.sample.bureau, &made.db);
    let county = services::base::county(bureau).unwrap();
    assert_eq!(
        (county.name.as_str(), county.city_name.as_str(), county.region.as_str()),
        ("青禾县", "临溪市", "990101")
    );
    assert!(sample::is_sample(&county));
    let naming = services::stations::naming_counts(bureau).unwrap();
    assert_eq!((naming.total, naming.old, naming.unknown), (253, 12, 0), "six villages share a neighbour's station");
    assert_eq!(
        words(db, "SELECT level AS word, count(*) AS n FROM division GROUP BY level"),
        BTreeMap::from([("town".into(), 18), ("village".into(), 241)])
    );
    assert_eq!(count(db, "SELECT count(*) AS n FROM station_serves"), 259);
    assert_eq!(count(db, "SELECT count(*) AS n FROM division_version"), 259);
    let undated = "SELECT count(*) AS n FROM station WHERE name_checked_on IS NULL OR plate_evidence IS NULL";
    assert_eq!(count(db, undated), 0, "every check has its day and its proof");
    the_province_disagrees_where_it_should(made);
    representatives_are_there_and_lack_something(made);
    the_watch_has_run_and_people_have_answered(made);
    chains_are_there_and_what_lacks_a_letter_waits(made);
    assert_eq!(count(db, "SELECT count(*) AS n FROM department"), 34);
    let types = words(db, "SELECT item_type AS word, count(*) AS n FROM service_item GROUP BY item_type");
    let sum = |codes: &[&str]| codes.iter().filter_map(|c| types.get(*c)).sum::<i64>();
    assert_eq!((sum(&["01", "05", "07", "08", "09", "10", "20"]), sum(&["02", "03", "04", "06"])), (3_077, 40));
    assert_eq!(types.values().sum::<i64>(), 3_117, "{types:?}");
    let codes: Vec<String> =
        db.read(|tx| tx.rows("SELECT code FROM service_item", &[])?.iter().map(|r| r.text("code")).collect()).unwrap();
    let variant = |c: &&String| domain::catalogue::CodeScheme::of(c) == domain::catalogue::CodeScheme::Variant;
    assert_eq!(codes.iter().filter(variant).count(), 3_117);
}

/// Ten chains are on the list. The two whose departments have given no letter, or left the item out of it, wait as
/// drafts for that alone.
fn chains_are_there_and_what_lacks_a_letter_waits(made: &Made) {
    let (bureau, desk) = (&made.sample.bureau, domain::people::Desk::system("测试"));
    let all = services::chains::chain_list(bureau, &desk).unwrap();
    assert_eq!(all.len(), 10);
    let waiting: Vec<&str> =
        all.iter().filter(|r| r.offered().is_none()).filter_map(|r| Some(r.newest()?.name.as_str())).collect();
    assert_eq!(waiting, ["二手房转移登记"]);
    for record in all.iter().filter(|r| r.offered().is_none()) {
        let (_, laid_out) = services::chains::chain(bureau, &desk, &record.code).unwrap();
        let against = laid_out.unwrap().against();
        assert!(!against.is_empty() && against.iter().all(|s| s.contains("还没有授权窗口")), "{against:?}");
    }
}

/// Some cards by the county's own rules, at least one order, and what was said to them.
fn the_watch_has_run_and_people_have_answered(made: &Made) {
    use services::oversight::watch::{RunForm, attention, notice, profiles, run};
    let (bureau, desk) = (&made.sample.bureau, Desk::system("测试"));
    assert_eq!(profiles(bureau, &desk).unwrap().in_use.version, 1);
    let stages = words(&made.db, "SELECT stage AS word, count(*) AS n FROM watch_card GROUP BY stage");
    assert_eq!((stages["annulled"], stages["disputed"]), (1, 1), "{stages:?}");
    let levels = words(&made.db, "SELECT level AS word, count(*) AS n FROM watch_card GROUP BY level");
    assert!((5..40).contains(&levels["red"]) && levels["yellow"] >= levels["red"], "{levels:?}");
    let orders = count(&made.db, "SELECT count(*) AS n FROM supervision_order");
    assert!((1..8).contains(&orders), "{orders}");
    let said = notice(bureau, &desk, None).unwrap();
    assert_eq!(said.lines.iter().filter(|l| l.reason.is_some()).count(), 1);
    assert_eq!(said.lines.len() as i64, levels["red"] - 1, "the annulled one is nobody's fault");
    assert!(attention(bureau, &desk).is_ok());
    // The next run, on the day itself, finds what the morning brought and nothing twice.
    let next = run(bureau, &desk, &RunForm { on: None, dry_run: true }).unwrap();
    assert!(next.cards.iter().all(|c| c.reached_on == bureau.today()), "{next:?}");
}

/// Seventeen departments have somebody, sixteen a letter, one of which ended and one ends soon.
fn representatives_are_there_and_lack_something(made: &Made) {
    let desk = domain::people::Desk::system("测试");
    let found = services::delegates::findings(&made.sample.bureau, &desk, None).unwrap();
    let register = services::delegates::register(&made.sample.bureau, &desk).unwrap();
    assert_eq!((register.appointments.len(), register.letters.len()), (17, 16));
    let ended: Vec<&str> = found.ended.iter().map(|e| e.letter.doc_no.as_str()).collect();
    let ending: Vec<&str> = found.ending.iter().map(|e| e.letter.doc_no.as_str()).collect();
    assert_eq!((ended.len(), ending.len()), (1, 1), "{ended:?} {ending:?}");
    assert!(ended[0].starts_with("青交授") && ending[0].starts_with("青农授"));
    let excluded: Vec<&str> = found
        .unauthorised
        .iter()
        .filter(|u| matches!(u.gap, domain::delegates::Gap::Excluded(_)))
        .map(|u| u.name.as_str())
        .collect();
    assert_eq!(excluded, ["职工参保登记（企业职工）（登记）"]);
    assert!(found.departments.len() > 5 && found.authorised > 100 && !found.exercise.is_empty());
    assert_eq!((found.unpublished.len(), found.warned.len(), found.unfiled_appointments.len()), (1, 1, 1));
    assert!(found.decisions.iter().all(|d| d.row.decided_as.as_deref() == Some("approver")));
}

/// The 52 unpublished are among the differences, and a few more; who is exempt is not exempt today.
fn the_province_disagrees_where_it_should(made: &Made) {
    use domain::{catalogue::ExemptionStanding, publication::DifferenceKind};
    let (bureau, desk) = (&made.sample.bureau, Desk::system("测试"));
    let told = services::publication::differences(bureau, &desk).unwrap().unwrap();
    let of = |kind| told.list.iter().filter(|d| d.kind == kind).count();
    assert_eq!(of(DifferenceKind::OnlyOurs) + of(DifferenceKind::State), 52);
    let others = [DifferenceKind::OnlyTheirs, DifferenceKind::Name, DifferenceKind::Department].map(of);
    assert_eq!(others, [2, 3, 3]);
    let exempt = services::catalogue::exemptions(bureau, &desk).unwrap();
    assert_eq!(exempt.len(), 7);
    let counts = |standing| exempt.iter().filter(|e| e.standing == standing).count();
    assert_eq!((counts(ExemptionStanding::Expired), counts(ExemptionStanding::Ahead)), (4, 3));
}

fn cases_stand_in_every_stage_and_were_made_in_office_hours(made: &Made) {
    let db = &made.db;
    let stages = words(db, "SELECT stage AS word, count(*) AS n FROM service_case GROUP BY stage");
    let all: i64 = stages.values().sum();
    assert_eq!(all as u64, made.sample.cases);
    assert!((420..=460).contains(&all), "{stages:?}");
    let share = |stage: &str| stages.get(stage).copied().unwrap_or(0) * 100 / all;
    // Some of those that were handed out were rated since; what waited for a month's end was handed out, too.
    assert!((52..=64).contains(&(share("delivered") + share("rated"))), "{stages:?}");
    assert!((12..=18).contains(&share("completed")), "{stages:?}");
    assert!((5..=9).contains(&share("decided")), "{stages:?}");
    assert!((16..=22).contains(&share("accepted")), "{stages:?}");
    let denied = count(db, "SELECT count(*) AS n FROM service_case WHERE outcome = 'deny'");
    assert!((15..=30).contains(&denied), "{denied}");
    let open = |due: &str| {
        count(db, &format!("SELECT count(*) AS n FROM service_case WHERE stage = 'accepted' AND due_on {due}"))
    };
    assert!(open("= '2026-11-20'") >= 5, "due today");
    assert!(open("= '2026-11-23'") >= 5, "due on the next working day");
    assert!(open("< '2026-11-20'") >= 5, "overdue");
    assert!(open("> '2026-11-23'") >= 30, "ample");
    assert!(
        count(
            db,
            "SELECT count(*) AS n FROM (SELECT person_id FROM service_case GROUP BY person_id HAVING count(*) > 2) p"
        ) > 3
    );

    let calendar = db.read(|tx| store::base::calendar(tx, made.sample.bureau.region())).unwrap();
    let events: Vec<(String, Timestamp)> = db
        .read(|tx| {
            let rows = tx.rows("SELECT kind, happened_at FROM event WHERE stream LIKE 'case/%'", &[])?;
            rows.iter().map(|r| Ok((r.text("kind")?, r.instant("happened_at")?))).collect()
        })
        .unwrap();
    assert!(events.len() > 900, "{}", events.len());
    // Eight cases are decided and finished at night on purpose: a detector looks for them. People rate when they find
    // the time.
    let mut nightly = 0;
    for (kind, at) in events.into_iter().filter(|(kind, _)| kind != "case.rated") {
        let text = domain::base::shanghai_text(at);
        let hour = &text[11..];
        if hour.starts_with("20:") && matches!(kind.as_str(), "case.decided" | "case.completed") {
            nightly += 1;
        } else {
            assert!(("09:00".."12:00").contains(&hour) || ("13:30".."17:00").contains(&hour), "{kind} {text}");
        }
        let day = domain::base::shanghai_day(at);
        assert!(calendar.is_workday(day).is_yes() && day < date(2026, 11, 20), "{kind} {text}");
    }
    assert_eq!(nightly, 16);
}

fn every_role_signs_in_with_what_is_printed(made: &Made) {
    let sign_ins = &made.sample.sign_ins;
    assert_eq!(sign_ins.iter().map(|s| s.role).collect::<Vec<_>>(), Role::ALL);
    for printed in sign_ins {
        let ticket =
            services::people::sign_in(&made.sample.bureau, printed.login, printed.password, "127.0.0.1").unwrap();
        assert_eq!((ticket.staff.name.as_str(), ticket.must_change), (printed.name, false));
        assert!(ticket.staff.roles.contains(&printed.role));
        if printed.role == Role::Approver {
            let food = services::catalogue::search(&made.sample.bureau, "食品经营许可", 1).unwrap().remove(0);
            let item = services::catalogue::item(&made.sample.bureau, food.id).unwrap().unwrap();
            assert_eq!(ticket.staff.department, Some(item.department.id));
        }
    }
}

fn a_second_sample_is_refused_with_a_sentence(made: &Made) {
    let again = sample::create(&made.db, &made.home, &made.chance, &|_, _, _| {});
    let sentence = again.err().map(|e| e.to_string()).unwrap_or_default();
    assert_eq!(sentence, "这里已经有青禾县了。要另建一个，请换一个目录或数据库");
}
