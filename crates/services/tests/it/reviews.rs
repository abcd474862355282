//! Ratings between the link and the register, on both engines: given once by a link, sealed and counted; the loop of a bad
//! one with its order, its appeal and what is published; defaults, staff devices and imports in no rate.

use std::collections::BTreeMap;

use domain::{
    base::{TableKind, TableRow, shanghai_midnight},
    cases::Case,
    people::Desk,
    rectification::Condition,
};
use jiff::{SignedDuration, civil::date};
use services::{
    Failure,
    reviews::{
        Claim, EnterForm, Given, HandlingState, Provenance, RatesFilter, Refusal, ReviewForm, ReviewRefusal,
        ReviewStep, ReviewView, contradicted_items, enter, give, invite, item_claims, note_defaults,
        note_defaults_after, open, prove_order, published, push_rows, rates, review_link, review_view, reviews, signs,
        take_calls, take_step, usual_months, worklist,
    },
    tables::{TableFile, TableSettings, publish, stage},
};
use store::cases as case_rows;
use testkit::engines;

use crate::followup::{CARD, County, FOOD};

pub(crate) fn public() -> Desk {
    Desk::public("192.0.2.1")
}

/// The finished cases, the first first.
pub(crate) fn cases(county: &County) -> Vec<Case> {
    let all = (jiff::Timestamp::UNIX_EPOCH, county.bureau.now() + SignedDuration::from_hours(1));
    county.db.db.read(|tx| case_rows::cases_completed(tx, county.bureau.region(), all, None)).unwrap()
}

pub(crate) fn form(county: &County, case: &Case, stars: &str, options: &[&str]) -> ReviewForm {
    ReviewForm {
        code: review_link(&county.bureau, case).unwrap().unwrap().code,
        stars: stars.into(),
        options: options.iter().map(|o| (*o).to_owned()).collect(),
        words: "电话13800138000没人接".into(),
        browser: "手机".into(),
        ..ReviewForm::default()
    }
}

pub(crate) fn rated(county: &County, case: &Case, stars: &str, options: &[&str]) -> Given {
    give(&county.bureau, &public(), &form(county, case, stars, options), None).unwrap()
}

pub(crate) fn refusal<T: std::fmt::Debug>(of: Result<T, Failure<ReviewRefusal>>) -> ReviewRefusal {
    match of {
        Err(Failure::Refused(refusal)) => refusal,
        other => panic!("{other:?}"),
    }
}

fn view(county: &County, login: &str) -> ReviewView {
    let [line] = &worklist(&county.bureau, &county.desk(login)).unwrap()[..] else { panic!("one waits") };
    review_view(&county.bureau, &county.desk(login), line.row.id).unwrap()
}

fn step(county: &County, login: &str, step: ReviewStep) -> Result<i64, Failure<ReviewRefusal>> {
    let seen = view(county, login);
    take_step(&county.bureau, &county.desk(login), (seen.id, seen.version), &step, None)
}

pub(crate) fn months(county: &County) -> RatesFilter {
    usual_months(county.bureau.today())
}

#[test]
fn a_link_is_good_for_one_rating_and_some_days() {
    for db in engines() {
        let county = County::open(db);
        county.finish(FOOD, 0..2);
        assert_eq!(invite(&county.bureau).unwrap(), 2);
        assert_eq!(invite(&county.bureau).unwrap(), 0);
        let all = cases(&county);
        let opened = open(&county.bureau, &public(), &form(&county, &all[0], "5", &[]).code).unwrap();
        assert_eq!((opened.rated, opened.options.len(), opened.item_name.as_str()), (None, 40, "食品经营许可"));
        // A code that differs by one letter opens nothing.
        let mut code = form(&county, &all[0], "5", &[]).code;
        let last = if code.ends_with('0') { '1' } else { '0' };
        code.pop();
        code.push(last);
        for wrong in [code.as_str(), "", "0", "评价评价评价评价评价评价评价评价"] {
            assert_eq!(refusal(open(&county.bureau, &public(), wrong)), ReviewRefusal::Rule(Refusal::NoLink));
        }
        let given = rated(&county, &all[0], "5", &["510"]);
        assert_eq!((given.stars, given.is_bad, given.is_named), (5, false, true));
        let again = give(&county.bureau, &public(), &form(&county, &all[0], "1", &[]), None);
        assert_eq!(refusal(again), ReviewRefusal::Rule(Refusal::AlreadyRated));
        assert_eq!(refusal(give(&county.bureau, &public(), &form(&county, &all[1], "", &[]), None)).field(), "stars");
        // The same form sent twice has one effect.
        let twice = form(&county, &all[1], "4", &[]);
        let sent = |key| give(&county.bureau, &public(), &twice, Some(key));
        assert_eq!(sent("k").unwrap(), sent("k").unwrap());
        let late = form(&county, &all[1], "4", &[]);
        county.clock.set(shanghai_midnight(date(2027, 3, 1)));
        assert!(review_link(&county.bureau, &all[1]).unwrap().is_none());
        assert!(open(&county.bureau, &public(), &late.code).is_err());
        county.is_sound();
    }
}

#[test]
fn a_low_answer_and_a_bad_rating_of_one_case_make_one_order() {
    for db in engines() {
        let county = County::open(db);
        county.drawn(2, 0);
        let all = cases(&county);
        let by_id = |id: domain::base::CaseId| all.iter().find(|c| c.id == id).unwrap();
        // The call comes first: the rating joins its order.
        let (line, called) = county.call("huifang", |form| form.overall = "2".into());
        let first = by_id(county.line("ducha", line).line.case);
        assert!(rated(&county, first, "1", &["109"]).is_bad);
        let due = "2026-11-27".to_owned();
        step(&county, "shichang", ReviewStep::Verify { finding: "属实".into(), due: due.clone() }).unwrap();
        assert_eq!(view(&county, "shichang").order.unwrap().0, called.order.unwrap());
        // The rating comes first, and is looked into: the call joins the order of that.
        let second = all.iter().find(|c| c.id != first.id).unwrap();
        assert!(rated(&county, second, "2", &[]).is_bad);
        let of = worklist(&county.bureau, &county.desk("shichang")).unwrap();
        let row = &of.iter().find(|l| l.row.review.case == second.id).unwrap().row;
        let verify = ReviewStep::Verify { finding: "属实".into(), due };
        take_step(&county.bureau, &county.desk("shichang"), (row.id, row.version), &verify, None).unwrap();
        let order = review_view(&county.bureau, &county.desk("ducha"), row.id).unwrap().order.unwrap();
        let (_, called) = county.call("huifang2", |form| form.overall = "1".into());
        assert_eq!(called.order, Some(order.0));
        county.is_sound();
    }
}

#[test]
fn a_bad_rating_runs_through_its_loop_and_the_register() {
    for db in engines() {
        let county = County::open(db);
        county.finish(FOOD, 0..1);
        let case = cases(&county).remove(0);
        assert!(rated(&county, &case, "1", &["109"]).is_bad);
        // Another department sees nothing of it.
        assert!(worklist(&county.bureau, &county.desk("renshe")).unwrap().is_empty());
        let seen = view(&county, "shichang");
        assert_eq!(seen.review.text, "电话13800138000没人接");
        assert_eq!(seen.public_words, "电话****没人接");
        assert_eq!(seen.case_no.as_deref(), Some(case.no.as_str()));
        let away = review_view(&county.bureau, &county.desk("renshe"), seen.id);
        assert!(matches!(away, Err(Failure::NotFound)));
        let far = ReviewStep::Verify { finding: "属实".into(), due: "2027-06-01".into() };
        assert_eq!(refusal(step(&county, "shichang", far)).field(), "due");
        let due = "2026-11-27".to_owned();
        step(&county, "shichang", ReviewStep::Verify { finding: "属实".into(), due }).unwrap();
        let order = view(&county, "shichang").order.unwrap();
        let order = services::rectification::view(&county.bureau, &county.desk("ducha"), &order.0).unwrap().order;
        assert_eq!(prove_order(&county.bureau, &order).unwrap().condition, Condition::NotMet);
        step(&county, "shichang", ReviewStep::Rectified { done: "退回复印件".into() }).unwrap();
        // The register has its answer, and the applicant may rate once more.
        let answered = services::rectification::view(&county.bureau, &county.desk("ducha"), &order.no.slug()).unwrap();
        assert_eq!(answered.order.stage.label(), "待核验");
        let second = rated(&county, &case, "4", &[]);
        assert!(second.again && !second.is_bad);
        step(&county, "shichang", ReviewStep::FeedBack { answer: "可以了".into() }).unwrap();
        assert_eq!(prove_order(&county.bureau, &answered.order).unwrap().condition, Condition::Met);
        let id = view(&county, "shichang").id;
        step(&county, "shichang", ReviewStep::Close { reply: "已退回".into() }).unwrap();
        let shown = review_view(&county.bureau, &county.desk("ducha"), id).unwrap();
        assert_eq!(shown.answer, "可以了");
        assert!(shown.may_settle && !shown.may_handle);
        assert!(published(&county.bureau, &public()).unwrap().is_empty());
        let publish = |words: &str| {
            let step = ReviewStep::Publish { words: words.into(), reply: "已退回".into() };
            take_step(&county.bureau, &county.desk("ducha"), (id, shown.version), &step, None)
        };
        assert_eq!(refusal(publish("打13800138000")), ReviewRefusal::Rule(Refusal::NamesSomebody));
        publish(&shown.public_words).unwrap();
        assert_eq!(published(&county.bureau, &public()).unwrap().len(), 1);
        let found = rates(&county.bureau, &county.desk("ducha"), &months(&county)).unwrap();
        let parts = |r: domain::base::Ratio| (r.part(), r.whole());
        assert_eq!((parts(found.active), parts(found.positive), parts(found.negative)), ((1, 1), (0, 1), (1, 1)));
        assert_eq!((parts(found.in_time), parts(found.called_back), found.open), ((1, 1), (1, 1), 0));
        county.is_sound();
    }
}

#[test]
fn an_appeal_that_is_granted_takes_the_rating_out_of_the_rates_and_keeps_it() {
    for db in engines() {
        let county = County::open(db);
        county.finish(FOOD, 0..1);
        let case = cases(&county).remove(0);
        let anonymous = ReviewForm { anonymous: true, ..form(&county, &case, "2", &["214"]) };
        give(&county.bureau, &public(), &anonymous, None).unwrap();
        let seen = view(&county, "shichang");
        assert_eq!((seen.case_no, seen.applicant.is_none()), (None, true));
        step(&county, "shichang", ReviewStep::Appeal { reason: "不是本窗口的事".into() }).unwrap();
        let own = ReviewStep::Decide { granted: true, reason: "同意".into() };
        assert!(matches!(step(&county, "shichang", own.clone()), Err(Failure::Denied(_))));
        step(&county, "ducha", own).unwrap();
        let today = county.bureau.today();
        let filter = services::reviews::ReviewFilter::of_days((today, today));
        let [line] = &reviews(&county.bureau, &county.desk("ducha"), &filter, 10).unwrap()[..] else { panic!("kept") };
        assert!(line.row.review.set_aside);
        assert!(matches!(line.handling.as_ref().unwrap().handling.state, HandlingState::SetAside(_)));
        let found = rates(&county.bureau, &county.desk("ducha"), &months(&county)).unwrap();
        assert_eq!((found.counts.effective, found.counts.set_aside, found.negative.whole()), (0, 1, 0));
        // What goes up names no case of somebody who does not want to be named.
        let [row] = &push_rows(&county.bureau, &county.desk("ducha"), (today, today)).unwrap()[..] else {
            panic!("one")
        };
        assert_eq!((row[1].as_str(), row[4].as_str(), row[9].as_str()), ("", "2", "0"));
        county.is_sound();
    }
}

#[test]
fn what_the_applicant_did_not_make_is_in_no_rate() {
    for db in engines() {
        let county = County::open(db);
        county.finish(FOOD, 0..4);
        invite(&county.bureau).unwrap();
        let all = cases(&county);
        let by_hand = |login: &str, n: usize, way: &str| {
            let form = EnterForm {
                case_no: all[n].no.to_string(),
                way: way.into(),
                stars: "5".into(),
                ..EnterForm::default()
            };
            enter(&county.bureau, &county.desk(login), &form, None)
        };
        // Whoever served writes nothing down as the applicant's own; on a staff device they may, and it counts apart.
        assert_eq!(refusal(by_hand("chuangkou", 0, "paper")), ReviewRefusal::OwnCase);
        by_hand("chuangkou", 0, "staff_device").unwrap();
        by_hand("huifang", 1, "paper").unwrap();
        assert_eq!(refusal(by_hand("huifang", 1, "fax")), ReviewRefusal::Way);
        // The staff device keeps nobody from rating.
        rated(&county, &all[0], "4", &[]);
        assert_eq!(note_defaults(&county.bureau).unwrap(), 0, "the shipped rules make none");
        county.clock.set(shanghai_midnight(date(2026, 12, 10)) + SignedDuration::from_hours(9));
        assert_eq!(note_defaults_after(&county.bureau, 5).unwrap(), 2);
        assert_eq!(note_defaults_after(&county.bureau, 5).unwrap(), 0);
        let found = rates(&county.bureau, &county.desk("ducha"), &months(&county)).unwrap();
        assert_eq!((found.active.part(), found.active.whole()), (2, 4));
        assert_eq!((found.counts.effective, found.counts.staff_device, found.counts.defaults), (2, 1, 2));
        let of = |p| found.departments.iter().map(|g| g.counts.effective + u64::from(p)).sum::<u64>();
        assert_eq!(of(false), 2);
        assert!(signs(&county.bureau, &county.desk("ducha")).unwrap().leads.is_empty());
        county.is_sound();
    }
}

#[test]
fn answers_of_calls_come_over_once() {
    for db in engines() {
        let county = County::open(db);
        county.drawn(3, 0);
        county.call("huifang", |form| form.overall = "4".into());
        assert_eq!(take_calls(&county.bureau).unwrap(), 1);
        assert_eq!(take_calls(&county.bureau).unwrap(), 0);
        let found = rates(&county.bureau, &county.desk("ducha"), &months(&county)).unwrap();
        assert_eq!((found.counts.effective, found.counts.by_stars), (1, [0, 0, 0, 1, 0]));
    }
}

#[test]
fn ratings_contradict_the_guide_of_their_item() {
    for db in engines() {
        let county = County::open(db);
        county.finish(CARD, 0..3);
        let all = cases(&county);
        rated(&county, &all[0], "1", &["109"]);
        assert!(contradicted_items(&county.bureau, &county.desk("ducha")).unwrap().is_empty(), "one is not enough");
        rated(&county, &all[1], "1", &["109", "114"]);
        rated(&county, &all[2], "3", &["311"]);
        let [item] = &contradicted_items(&county.bureau, &county.desk("ducha")).unwrap()[..] else {
            panic!("one item")
        };
        let [line] = &item.claims[..] else { panic!("materials alone") };
        assert_eq!((line.claim, line.count.against, line.count.with), (Claim::Materials, 2, 1));
        assert_eq!(item_claims(&county.bureau, item.item).unwrap().len(), 2);
    }
}

fn file(rows: &[&[(&str, &str)]]) -> TableFile {
    let row = |(n, cells): (usize, &&[(&str, &str)])| TableRow {
        number: n as u32 + 2,
        cells: cells.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned())).collect::<BTreeMap<_, _>>(),
        ..TableRow::default()
    };
    TableFile {
        kind: TableKind::Reviews,
        file_name: "好差评.csv".into(),
        digest: format!("d{}", rows.len()),
        rows: rows.iter().enumerate().map(row).collect(),
        notes: Vec::new(),
    }
}

/// Takes a file, and tells what was noted before.
pub(crate) fn import(county: &County, rows: &[&[(&str, &str)]]) -> Vec<String> {
    let desk = Desk::system("命令行");
    let settings = TableSettings { as_of: county.bureau.today(), complete: false, source: "省平台".into() };
    let staged = stage(&county.bureau, &desk, &file(rows), &settings).unwrap();
    publish(&county.bureau, &desk, TableKind::Reviews, staged.id, None, None).unwrap();
    staged.plan.notes
}

#[test]
fn a_file_of_another_system_is_taken_once() {
    for db in engines() {
        let county = County::open(db);
        county.finish(FOOD, 0..1);
        let no = cases(&county).remove(0).no.to_string();
        let at = ("assessed_at", "2026-11-19 10:00");
        let rows: [&[(&str, &str)]; 4] = [
            &[("case_no", &no), ("level", "5"), ("options", "510"), at],
            &[("case_no", "X1"), ("level", "1"), ("options", "109"), at],
            &[("case_no", "X2"), ("level", "5"), ("options", "510"), at, ("is_default", "1")],
            &[("level", "9"), at],
        ];
        let desk = Desk::system("命令行");
        let settings = TableSettings { as_of: county.bureau.today(), complete: false, source: "省平台".into() };
        let staged = stage(&county.bureau, &desk, &file(&rows), &settings).unwrap();
        assert_eq!((staged.plan.added.len(), staged.plan.refused.len()), (3, 1));
        publish(&county.bureau, &desk, TableKind::Reviews, staged.id, None, None).unwrap();
        let again = stage(&county.bureau, &desk, &file(&rows), &settings).unwrap();
        assert_eq!((again.plan.added.len(), again.plan.unchanged), (0, 3));
        let found = rates(&county.bureau, &county.desk("ducha"), &months(&county)).unwrap();
        assert_eq!((found.counts.effective, found.counts.imported, found.counts.defaults), (0, 2, 1));
        let own = found.departments.iter().find(|g| g.name == "县市场监管局").unwrap();
        assert_eq!((own.counts.imported, own.active.map(|a| a.part())), (1, Some(0)));
        assert!(!Provenance::Import.is_own());
        county.is_sound();
    }
}
