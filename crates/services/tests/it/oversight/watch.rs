//! The watch under a fixed clock, on both engines: cards and orders whatever the runs, disputes, reasons, replies,
//! rules, boards, and what anybody may read.

use std::{collections::BTreeSet, sync::Arc};

use domain::{
    base::ManualClock,
    people::{Denied, Desk},
};
use jiff::{
    Timestamp,
    civil::{Date, date},
};
use services::{
    Bureau, Failure,
    cases::{
        CaseRef, CompleteForm, DecideForm, ExtendForm, SuspendForm, complete, decide, extend, resume, suspend, take_up,
    },
    oversight::watch::{
        Attention, CardForm, CardState, Cause, DisputeForm, ExplainForm, IssueForm, Level, OrderForm, Point,
        ProfileFlaw, ProfileForm, ProfileRefusal, Refusal, RuleForm, RuleRefusal, Run, RunForm, RunRefusal, Spell,
        StepForm, TimeForm, attention, board, card, change_profile, close, dispute, explain, issue, list_cards,
        list_orders, notice, order, profiles, reply, rule, run, time, withdraw,
    },
};
use testkit::engines;

use crate::cases::{CARD, County, FOOD};

/// The day on which cases of the county are accepted, a Friday; they are due on 27 November.
const ACCEPTED: Date = date(2026, 11, 20);

fn morning(on: Date) -> Timestamp {
    format!("{on}T01:00:00Z").parse().unwrap()
}

impl County {
    /// The same county on another day, in the morning.
    fn on(&self, day: Date) -> Bureau {
        self.bureau.at(Arc::new(ManualClock::new(morning(day))), Arc::new(testkit::rng()))
    }

    fn run(&self, day: Date) -> Run {
        run(&self.on(day), &Desk::system("定时任务"), &RunForm::default()).unwrap()
    }

    /// Point, level and first day of every card and reminder that the journal holds.
    fn levels(&self) -> BTreeSet<(String, String, String)> {
        let rows = self.db.db.read(|tx| tx.rows("SELECT point, level, reached_on FROM watch_card", &[])).unwrap();
        rows.iter()
            .map(|r| (r.text("point").unwrap(), r.text("level").unwrap(), r.text("reached_on").unwrap()))
            .collect()
    }

    fn is_sound(&self) {
        assert_eq!(services::journal::verify(&self.bureau).unwrap().journal.findings, []);
    }

    /// The card of a point and a level, by its id.
    fn card_of(&self, point: Point, level: Level) -> i64 {
        let form = CardForm { point: Some(point), level: Some(level), limit: 50, ..CardForm::default() };
        let found = list_cards(&self.bureau, &self.desk("sunhong"), &form).unwrap().lines;
        assert_eq!(found.len(), 1, "{point:?} {level:?}");
        found[0].card.id.get()
    }
}

fn told(run: &Run) -> Vec<(&'static str, &'static str)> {
    run.cards.iter().map(|c| (c.point, c.level)).collect()
}

#[test]
fn day_by_day_or_once_the_cards_are_the_same_and_come_once() {
    for (daily, seldom) in engines().into_iter().zip(engines()) {
        let (daily, seldom) = (County::open(daily), County::open(seldom));
        for county in [&daily, &seldom] {
            county.accepted(FOOD, true);
        }
        // Taken up by nobody: from Saturday one working day is left, on Tuesday it is over.
        assert_eq!(told(&daily.run(ACCEPTED)), []);
        assert_eq!(told(&daily.run(date(2026, 11, 21))), [("handing", "reminder"), ("handing", "yellow")]);
        assert_eq!(told(&daily.run(date(2026, 11, 23))), [], "a second run gives nothing");
        assert_eq!(told(&daily.run(date(2026, 11, 24))), [("handing", "red")]);
        let near = daily.run(date(2026, 11, 26));
        assert_eq!((told(&near), near.orders.len()), (vec![("whole", "reminder"), ("whole", "yellow")], 0));
        let over = daily.run(date(2026, 11, 28));
        assert_eq!((told(&over), over.orders.len()), (vec![("whole", "red")], 1), "the second red card makes an order");
        for day in [28, 29, 30] {
            let again = daily.run(date(2026, 11, day));
            assert_eq!((again.cards.len(), again.orders.len()), (0, 0));
        }
        let once = seldom.run(date(2026, 11, 30));
        assert_eq!((once.count(Level::Red), once.count(Level::Yellow), once.orders.len()), (2, 2, 1));
        assert_eq!(daily.levels(), seldom.levels());
        daily.is_sound();
        seldom.is_sound();
    }
}

#[test]
fn a_dry_run_lists_what_the_next_run_does_and_writes_nothing() {
    for db in engines() {
        let county = County::open(db);
        county.accepted(FOOD, true);
        let bureau = county.on(date(2026, 11, 30));
        let desk = Desk::system("命令行");
        let dry = |on: Option<Date>| run(&bureau, &desk, &RunForm { on, dry_run: true }).unwrap();
        let would = dry(None);
        assert!(county.levels().is_empty(), "nothing was written");
        assert_eq!(dry(None), would);
        assert_eq!(dry(Some(date(2026, 11, 24))).count(Level::Red), 1, "as of a day before");
        assert_eq!(dry(Some(date(2026, 12, 31))).count(Level::Red), 2, "and of one to come");
        let future = run(&bureau, &desk, &RunForm { on: Some(date(2026, 12, 31)), dry_run: false });
        assert_eq!(future, Err(Failure::Refused(RunRefusal::Future(date(2026, 12, 31)))));
        let done = run(&bureau, &desk, &RunForm::default()).unwrap();
        assert_eq!(done.cards, would.cards);
        assert_eq!(done.orders.len(), would.orders.len());
        assert!(would.orders[0].no.is_none() && done.orders[0].no.as_deref() == Some("督办〔2026〕1号"));
        county.is_sound();
    }
}

#[test]
fn a_special_procedure_and_an_extension_move_what_is_to_come_and_leave_what_was() {
    for db in engines() {
        let county = County::open(db);
        let (stopped, extended, held) =
            (county.accepted(FOOD, true), county.accepted(FOOD, true), county.accepted(FOOD, true));
        let desk = county.desk("liqiang");
        let at = |no: &str, version| CaseRef { case_no: no.to_owned(), version };
        for no in [&stopped, &extended, &held] {
            take_up(&county.bureau, &desk, &at(no, 1), None).unwrap();
        }
        let monday = county.on(date(2026, 11, 23));
        let until = Some(date(2026, 12, 4));
        let special = SuspendForm {
            procedure: "专家评审".into(),
            notice_no: "特〔2026〕1号".into(),
            reason: "需要评审".into(),
            until,
        };
        suspend(&monday, &desk, (&at(&stopped, 2), &special), None).unwrap();
        let hold = SuspendForm { reason: "等一等".into(), until, ..SuspendForm::default() };
        suspend(&monday, &desk, (&at(&held, 2), &hold), None).unwrap();
        // Both that run are warned of; the one that stands is not.
        let near = county.run(date(2026, 11, 26));
        let warned: BTreeSet<&str> = near.cards.iter().map(|c| c.case_no.as_str()).collect();
        assert_eq!(warned, BTreeSet::from([extended.as_str(), held.as_str()]));
        let longer = ExtendForm {
            workdays: 10,
            rank: "agency_head".into(),
            approver: "王局长".into(),
            reason: "材料需要核实".into(),
        };
        extend(&county.on(date(2026, 11, 27)), &desk, (&at(&extended, 2), &longer), None).unwrap();
        let over = county.run(date(2026, 11, 30));
        assert_eq!(over.cards.iter().map(|c| c.case_no.as_str()).collect::<Vec<_>>(), [held.as_str()]);
        // The card from before the extension says what was true then.
        let yellow = list_cards(
            &county.bureau,
            &county.desk("sunhong"),
            &CardForm { level: Some(Level::Yellow), limit: 50, ..CardForm::default() },
        )
        .unwrap()
        .lines;
        let of_extended = yellow.iter().find(|l| l.card.case_no.as_str() == extended).unwrap();
        assert_eq!(of_extended.card.reached.due_on, date(2026, 11, 27));
        let seen = card(&county.bureau, &county.desk("sunhong"), of_extended.card.id.get()).unwrap();
        assert_eq!(seen.due_now, Some(date(2026, 12, 11)));
        // After the procedure its days are not counted: 27 November and ten working days less two.
        resume(&county.on(date(2026, 12, 1)), &desk, &at(&stopped, 3), None).unwrap();
        assert!(county.run(date(2026, 12, 1)).cards.iter().all(|c| c.case_no != stopped));
        let later = county.run(date(2026, 12, 4));
        assert!(later.cards.iter().any(|c| c.case_no == stopped && c.level == "yellow"), "{later:?}");
        county.is_sound();
    }
}

#[test]
fn a_department_disputes_and_somebody_else_rules() {
    for db in engines() {
        let county = County::open(db);
        county.accepted(FOOD, true);
        county.run(date(2026, 11, 24));
        let (own, other, supervisor) = (county.desk("liqiang"), county.desk("zhaolei"), county.desk("sunhong"));
        let red = county.card_of(Point::Handing, Level::Red);
        let now = county.on(date(2026, 11, 25));
        let form = DisputeForm { id: red, version: 1, reason: "省级系统晚回传".into(), evidence: String::new() };
        assert_eq!(dispute(&now, &other, &form, None), Err(Failure::NotFound), "another department's card");
        assert!(matches!(dispute(&now, &supervisor, &form, None), Err(Failure::Denied(_))));
        assert_eq!(card(&now, &other, red).map(|_| ()), Err(Failure::NotFound));
        let seen = card(&now, &own, red).unwrap();
        assert!(seen.may_dispute && !seen.may_explain && !seen.may_rule && !seen.may_annul);
        let late = dispute(&county.on(date(2026, 12, 2)), &own, &form, None);
        assert_eq!(late, Err(Failure::Refused(Refusal::DisputeLate(date(2026, 12, 1)))));
        assert_eq!(dispute(&now, &own, &form, Some("k")), Ok(2));
        assert_eq!(dispute(&now, &own, &form, Some("k")), Ok(2), "sent twice");
        assert_eq!(dispute(&now, &own, &form, None), Err(Failure::Stale));
        let said = attention(&now, &supervisor).unwrap().unwrap();
        assert_eq!((said.to_rule, attention(&now, &own).unwrap().unwrap().to_rule), (1, 0));

        let ruling =
            |verdict: &str| RuleForm { id: red, version: 2, verdict: verdict.into(), reason: "有回执".into() };
        assert!(matches!(rule(&now, &own, &ruling("annul"), None), Err(Failure::Denied(Denied::Role(_)))));
        assert_eq!(rule(&now, &supervisor, &ruling("maybe"), None), Err(Failure::Refused(RuleRefusal::Verdict)));
        assert_eq!(rule(&now, &supervisor, &ruling("annul"), None), Ok(3));
        let form = CardForm { limit: 50, ..CardForm::default() };
        let listed = list_cards(&now, &supervisor, &form).unwrap();
        assert_eq!((listed.counts.red, listed.counts.annulled, listed.lines.len()), (0, 1, 2), "kept and not counted");
        let hidden = CardForm { state: CardState::Counting, ..form };
        assert_eq!(list_cards(&now, &supervisor, &hidden).unwrap().lines.len(), 1);
        assert_eq!(list_cards(&now, &other, &form).unwrap().lines.len(), 0);
        // An annulled card counts for no order, and is not given again.
        let over = county.run(date(2026, 11, 30));
        assert_eq!(
            (told(&over), over.orders.len()),
            (vec![("whole", "reminder"), ("whole", "yellow"), ("whole", "red")], 0)
        );
        county.is_sound();
    }
}

#[test]
fn an_order_is_told_from_rank_to_rank_until_it_is_replied_to() {
    for db in engines() {
        let county = County::open(db);
        let no = county.accepted(FOOD, true);
        let first = county.run(date(2026, 11, 30));
        assert_eq!((first.orders.len(), first.told.len()), (1, 0), "the first rung is told with the order itself");
        assert_eq!(first.orders[0].cause, Cause::CaseReds.as_str());
        let (own, supervisor) = (county.desk("liqiang"), county.desk("sunhong"));
        let slug = "2026-1";
        let now = county.on(date(2026, 12, 3));
        let seen = order(&now, &own, slug).unwrap();
        assert!(seen.may_reply && !seen.may_close && seen.order.words.contains(&no), "{:?}", seen.order);
        assert_eq!(seen.order.reply_by, date(2026, 12, 3));
        assert_eq!(
            county.run(date(2026, 12, 3)).told.iter().map(|t| t.rank.as_str()).collect::<Vec<_>>(),
            ["责任部门主要负责人"]
        );
        assert!(county.run(date(2026, 12, 3)).told.is_empty());
        assert_eq!(county.run(date(2026, 12, 14)).told.len(), 2, "who was away hears of both");
        let version = order(&now, &own, slug).unwrap().order.version;
        let form = |version, text: &str| StepForm { no: slug.into(), version, text: text.into() };
        assert!(matches!(close(&now, &own, &form(version, "好"), None), Err(Failure::Denied(_))));
        let early = close(&now, &supervisor, &form(version, "好"), None);
        assert_eq!(early, Err(Failure::Refused(Refusal::WrongStage { now: "待答复", wanted: "办结" })));
        let replied = reply(&now, &own, &form(version, "12月4日办结，责任人李强"), None).unwrap();
        let said = attention(&now, &supervisor).unwrap().unwrap();
        assert_eq!((said.to_reply, said.to_close), (0, 1));
        assert_eq!(close(&now, &supervisor, &form(version, "好"), None), Err(Failure::Stale));
        close(&now, &supervisor, &form(replied, "12月4日确已办结"), None).unwrap();
        assert_eq!(county.run(date(2026, 12, 30)).orders.len(), 0, "a case has one order from the rules");
        let listed = list_orders(&now, &own, &OrderForm { limit: 10, ..OrderForm::default() }).unwrap();
        assert_eq!((listed.counts.closed, listed.lines.len()), (1, 1));
        let others = list_orders(&now, &county.desk("zhaolei"), &OrderForm { limit: 10, ..OrderForm::default() });
        assert!(others.unwrap().lines.is_empty());
        county.is_sound();
    }
}

#[test]
fn an_order_by_hand_needs_words_and_stands_alone() {
    for db in engines() {
        let county = County::open(db);
        let no = county.accepted(CARD, true);
        let (bureau, supervisor) = (&county.bureau, county.desk("sunhong"));
        let form = |words: &str| IssueForm { case_no: no.clone(), words: words.into() };
        assert!(matches!(issue(bureau, &county.desk("zhaolei"), &form("快"), None), Err(Failure::Denied(_))));
        assert_eq!(issue(bureau, &supervisor, &form(" "), None), Err(Failure::Refused(Refusal::WordsMissing)));
        let nowhere = IssueForm { case_no: "2026-1120-03-9999".into(), words: "快".into() };
        assert_eq!(issue(bureau, &supervisor, &nowhere, None), Err(Failure::NotFound));
        let slug = issue(bureau, &supervisor, &form("今天办结"), Some("k")).unwrap();
        assert_eq!(issue(bureau, &supervisor, &form("今天办结"), Some("k")).unwrap(), slug);
        let again = issue(bureau, &supervisor, &form("再催"), None);
        assert_eq!(again, Err(Failure::Refused(Refusal::AlreadyOpen("督办〔2026〕1号".into()))));
        let gone = StepForm { no: slug.clone(), version: 1, text: "办件已办结".into() };
        withdraw(bureau, &supervisor, &gone, None).unwrap();
        assert_eq!(order(bureau, &supervisor, &slug).unwrap().order.stage.label(), "已撤回");
        assert!(issue(bureau, &supervisor, &form("又停了"), None).is_ok());
        county.is_sound();
    }
}

#[test]
fn what_anybody_reads_names_nobody() {
    for db in engines() {
        let county = County::open(db);
        let no = county.accepted(FOOD, true);
        county.run(date(2026, 11, 30));
        let (own, now) = (county.desk("liqiang"), county.on(date(2026, 11, 30)));
        let red = county.card_of(Point::Whole, Level::Red);
        let say = |reason: &str| explain(&now, &own, &ExplainForm { id: red, version: 1, reason: reason.into() }, None);
        assert_eq!(say("张三丰没有来"), Err(Failure::Refused(Refusal::NamesApplicant)));
        assert_eq!(say("请打13800138000"), Err(Failure::Refused(Refusal::LongNumber)));
        let public = Desk::public("198.51.100.7");
        let before = notice(&now, &public, None).unwrap();
        assert_eq!((before.lines.len(), before.lines[0].reason.as_deref()), (1, None));
        assert_eq!(
            attention(&now, &own).unwrap(),
            Some(Attention { fresh: 4, unexplained: 1, to_reply: 1, ..Attention::default() })
        );
        assert_eq!(say("等待省级系统核验"), Ok(2));
        let after = notice(&now, &public, None).unwrap();
        let line = &after.lines[0];
        assert_eq!((line.reason.as_deref(), line.over, line.done_on), (Some("等待省级系统核验"), 1, None));
        assert!(line.case_no.contains('*') && line.case_no != no);
        assert_eq!(after.departments, [(1, "县市场监督管理局".to_owned())]);
        assert_eq!(notice(&now, &public, Some(2)).unwrap().lines.len(), 0);
        // An annulled card is nobody's fault any more.
        let ruling = RuleForm { id: red, version: 2, verdict: "annul".into(), reason: "数据有误".into() };
        rule(&now, &county.desk("sunhong"), &ruling, None).unwrap();
        assert!(notice(&now, &public, None).unwrap().lines.is_empty());
        county.is_sound();
    }
}

#[test]
fn the_board_counts_what_burns_and_where_the_time_went() {
    for db in engines() {
        let county = County::open(db);
        let (done, open, _) = (county.accepted(FOOD, true), county.accepted(FOOD, true), county.accepted(CARD, true));
        let desk = county.desk("liqiang");
        let due = county.on(date(2026, 11, 27));
        let grant = DecideForm { case_no: done.clone(), version: 1, outcome: "grant".into(), ..DecideForm::default() };
        let version = decide(&due, &desk, &grant, None).unwrap();
        let result = CompleteForm { case_no: done, version, result_name: "许可证".into(), result_no: "1".into() };
        complete(&due, &desk, &result, None).unwrap();
        county.run(date(2026, 11, 30));
        let (now, supervisor) = (county.on(date(2026, 11, 30)), county.desk("sunhong"));
        let all = board(&now, &supervisor, None).unwrap();
        assert_eq!((all.all.open, all.all.overdue, all.all.today, all.all.week), (2, 2, 0, 0));
        assert_eq!((all.lines.len(), all.due.len(), all.days.len()), (2, 2, 35));
        assert_eq!((all.days[0].on, all.days[0].closed, all.days[5].closed), (date(2026, 11, 30), false, true));
        assert!(all.due.iter().any(|d| d.case_no == open && d.over == 1));
        assert_eq!(all.all.orders.issued, 2);
        let own = board(&now, &desk, Some(2)).unwrap();
        assert_eq!((own.department.map(|(id, _)| id.get()), own.all.open), (Some(1), 1), "the own department's alone");
        assert_eq!(board(&now, &supervisor, Some(77)).map(|_| ()), Err(Failure::NotFound));
        assert!(board(&now, &county.desk("zhangmin"), None).is_err());
        let before = board(&county.on(date(2026, 11, 26)), &supervisor, None).unwrap();
        assert_eq!((before.all.overdue, before.all.week, before.days[4].count), (0, 2, 2));

        let spent = time(&now, &supervisor, &TimeForm::default()).unwrap();
        assert_eq!((spent.all.cases, spent.all.spent.of(Spell::Handling), spent.all.spent.total()), (1, 5, 5));
        assert_eq!((spent.all.finish.last_day, spent.all.finish.all()), (1, 1), "finished on its last day");
        assert_eq!(spent.lines.len(), 1);
        let short = time(&now, &supervisor, &TimeForm { days: Some(2), department: None }).unwrap();
        assert_eq!(short.all.cases, 0);
        let other = time(&now, &county.desk("zhaolei"), &TimeForm::default()).unwrap();
        assert_eq!(other.all.cases, 0);
    }
}

#[test]
fn the_county_sets_its_own_rules_from_a_day_on() {
    for db in engines() {
        let county = County::open(db);
        county.accepted(FOOD, true);
        let (bureau, supervisor) = (&county.bureau, county.desk("sunhong"));
        let shipped = profiles(bureau, &supervisor).unwrap();
        assert_eq!((shipped.in_use.version, shipped.all.len()), (0, 1));
        let form = |change: fn(&mut ProfileForm)| {
            let mut form = ProfileForm::of(&profiles(bureau, &supervisor).unwrap().in_use);
            form.valid_from = "2026.11.24".into();
            form.source = "县政府办〔2026〕8号".into();
            change(&mut form);
            form
        };
        let told = |form: &ProfileForm| change_profile(bureau, &supervisor, form, None).map_err(|e| e.to_string());
        assert_eq!(told(&form(|f| f.source.clear())), Err("请填写规则的来源，例如“县政府办〔2026〕8号”".into()));
        assert_eq!(told(&form(|f| f.yellow_left = "三".into())), Err("黄牌的剩余天数请填 0 到 120 之间的数".into()));
        assert_eq!(told(&form(|f| f.ladder = "马上".into())), Err(ProfileFlaw::Ladder.to_string()));
        let past = form(|f| f.valid_from = "2026-11-19".into());
        let refused = change_profile(bureau, &supervisor, &past, None);
        assert_eq!(refused, Err(Failure::Refused(ProfileRefusal::Flaw(ProfileFlaw::Past))));
        assert!(matches!(
            change_profile(bureau, &county.desk("liqiang"), &form(|_| ()), None),
            Err(Failure::Denied(Denied::Role(_)))
        ));
        // The whole alone, yellow at three working days left.
        let strict = form(|f| {
            f.points = vec!["whole".into()];
            (f.reminder_left, f.yellow_left) = ("３".into(), "3".into());
        });
        assert_eq!(told(&strict), Ok(1));
        assert_eq!(told(&strict), Err("刚才有人先保存了，请看过最新内容再提交".into()));
        assert_eq!(profiles(bureau, &supervisor).unwrap().in_use.version, 0, "not before its day");
        assert_eq!(told_levels(&county, date(2026, 11, 24)), [("whole", "reminder"), ("whole", "yellow")]);
        let now = profiles(&county.on(date(2026, 11, 24)), &supervisor).unwrap();
        assert_eq!((now.in_use.version, now.all.len()), (1, 2));
        let yellow = county.card_of(Point::Whole, Level::Yellow);
        assert_eq!(card(bureau, &supervisor, yellow).unwrap().card.profile_version, 1);
        county.is_sound();
    }
}

fn told_levels(county: &County, day: Date) -> Vec<(&'static str, &'static str)> {
    told(&county.run(day))
}
