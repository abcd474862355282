//! The county's own rules of ratings and signs of gaming as leads, on both engines: what happened before a version keeps
//! the rules of its day; the same ratings make one lead.

use domain::{
    base::{CaseId, shanghai_midnight},
    people::{Denied, Desk},
    reviews::{Provenance, ServiceNode},
};
use jiff::{SignedDuration, civil::date};
use services::{
    Failure,
    reviews::{
        ReviewRulesForm, ReviewRulesHitch, ReviewStep, SignForm, SignKind, SignRefusal, SignState, draft_review_rules,
        drop_review_rules, give, keep_signs, open, preview_review_form, publish_review_rules, rates, review_link,
        review_rules, review_view, reviews, settle_sign, sign, signs, take_step, worklist,
    },
};
use testkit::engines;

use crate::{
    followup::{CARD, County, FOOD},
    reviews::{cases, form, months, public, rated, refusal},
};

fn typed(county: &County, set: &[(&str, &str)]) -> ReviewRulesForm {
    let view = review_rules(&county.bureau, &county.desk("ducha")).unwrap();
    let newest = view.draft.as_ref().unwrap_or(&view.versions[0]);
    let mut form = ReviewRulesForm::of(newest, view.version);
    for (name, text) in set {
        form.fields.insert((*name).to_owned(), (*text).to_owned());
    }
    form
}

fn drafted(county: &County, set: &[(&str, &str)]) -> i64 {
    draft_review_rules(&county.bureau, &county.desk("ducha"), &typed(county, set), None).unwrap()
}

#[test]
fn what_happened_under_a_version_is_judged_by_it() {
    for db in engines() {
        let county = County::open(db);
        let (bureau, desk) = (&county.bureau, county.desk("ducha"));
        county.finish(FOOD, 0..2);
        let all = cases(&county);
        // 214 is ticked on Friday, under the rules that ship.
        assert!(rated(&county, &all[0], "2", &["214"]).is_bad);
        let fifteen = review_link(bureau, &all[1]).unwrap().unwrap().until;
        let refused = draft_review_rules(bureau, &county.desk("shichang"), &typed(&county, &[]), None);
        assert!(matches!(refused, Err(Failure::Denied(Denied::Role(_)))), "{refused:?}");
        let wrong = draft_review_rules(bureau, &desk, &typed(&county, &[("link_days", "很久")]), None);
        assert!(matches!(&wrong, Err(Failure::Refused(r)) if r.0[0].field == "link_days"), "{wrong:?}");
        let set = [
            ("link_days", "10"),
            ("contact_workdays", "2"),
            ("fix_workdays", "3"),
            ("options_2", "220 窗口没有人\n221 说话难听｜服务态度"),
            ("ask", "您满意吗"),
        ];
        let version = drafted(&county, &set);
        let view = review_rules(bureau, &desk).unwrap();
        assert_eq!((view.in_use.version, view.changes.len(), view.signs), (0, set.len(), None));
        assert_eq!(preview_review_form(bureau, &desk).unwrap().words.ask, "您满意吗");
        assert!(review_rules(bureau, &county.desk("shichang")).unwrap().draft.is_none(), "a draft is nobody else's");
        let put = |version, day: &str| publish_review_rules(bureau, &desk, (version, day), Some(day));
        let early = put(version, "2026-11-20");
        assert!(matches!(early, Err(Failure::Refused(ReviewRulesHitch::TooEarly(_)))), "{early:?}");
        assert_eq!(put(version - 1, "2026-11-23"), Err(Failure::Stale));
        assert_eq!(put(version, "2026-11-23"), Ok(1));
        assert_eq!(put(version, "2026-11-23"), Ok(1), "one effect");
        let drop = drop_review_rules(bureau, &desk, version + 1, None);
        assert!(matches!(drop, Err(Failure::Refused(ReviewRulesHitch::NoDraft))), "{drop:?}");
        // Until Monday everything is as it was.
        let ask = |n: usize| open(bureau, &public(), &form(&county, &all[n], "5", &[]).code).unwrap().words.ask;
        assert_eq!(ask(1), "这次办得怎么样");
        county.clock.set(shanghai_midnight(date(2026, 11, 23)) + SignedDuration::from_hours(9));
        assert_eq!((ask(1).as_str(), review_rules(bureau, &desk).unwrap().in_use.version), ("您满意吗", 1));
        // The link of Friday's contact keeps its thirty days, Monday's has ten.
        assert_eq!(review_link(bureau, &all[1]).unwrap().unwrap().until, fifteen);
        county.finish(FOOD, 5..6);
        let monday = cases(&county).into_iter().max_by_key(|c| c.id).unwrap();
        assert_eq!(review_link(bureau, &monday).unwrap().unwrap().until, date(2026, 12, 2));
        let old = give(bureau, &public(), &form(&county, &all[1], "2", &["214"]), None);
        assert_eq!(refusal(old).field(), "options", "what is offered is the list of the day");
        rated(&county, &all[1], "2", &["221"]);
        let listed = worklist(bureau, &desk).unwrap();
        let of = |case: CaseId| listed.iter().find(|l| l.row.review.case == case).unwrap();
        let contact = |case: CaseId| of(case).handling.as_ref().unwrap().handling.contact_by;
        assert_eq!((contact(all[0].id), contact(all[1].id)), (date(2026, 11, 23), date(2026, 11, 25)));
        // Words of an option are those of the rating's day.
        let words = |case: CaseId| review_view(bureau, &desk, of(case).row.id).unwrap().ticked;
        assert_eq!(
            (words(all[0].id), words(all[1].id)),
            (vec!["服务态度生硬".to_owned()], vec!["说话难听".to_owned()])
        );
        // So is the longest time to put right: fifteen working days for the first, three for the second.
        let verify = |case: CaseId, due: &str| {
            let row = &of(case).row;
            let step = ReviewStep::Verify { finding: "属实".into(), due: due.into() };
            take_step(bureau, &county.desk("shichang"), (row.id, row.version), &step, None)
        };
        assert_eq!(refusal(verify(all[1].id, "2026-12-08")).field(), "due");
        verify(all[0].id, "2026-12-08").unwrap();
        verify(all[1].id, "2026-11-26").unwrap();
        // What fell out of the list is retired, and cannot come back for other words.
        let view = review_rules(bureau, &desk).unwrap();
        assert!(view.in_use.list().unwrap().is_retired(214) && view.history.len() == 2);
        let back = draft_review_rules(bureau, &desk, &typed(&county, &[("options_2", "214 别的话")]), None);
        assert!(matches!(&back, Err(Failure::Refused(r)) if r.0[0].field == "options_2"), "{back:?}");
        // A draft that is thrown away leaves everything.
        let version = drafted(&county, &[("hide_below", "9"), ("same_device_at_least", "20")]);
        assert_eq!(review_rules(bureau, &desk).unwrap().signs, Some((0, 0)), "told what its thresholds would find");
        drop_review_rules(bureau, &desk, version, None).unwrap();
        assert_eq!(review_rules(bureau, &desk).unwrap().in_use.rules.hide_below, 5);
        let same = publish_review_rules(bureau, &desk, (drafted(&county, &[]), "2026-12-20"), None);
        assert!(matches!(same, Err(Failure::Refused(ReviewRulesHitch::Unchanged))), "{same:?}");
        county.is_sound();
    }
}

#[test]
fn claims_are_read_by_the_list_of_their_day() {
    for db in engines() {
        let county = County::open(db);
        county.finish(CARD, 0..2);
        let all = cases(&county);
        rated(&county, &all[0], "1", &["109"]);
        // From Monday 109 says nothing of the guide, and one contradiction is enough.
        let text = "109 材料太多\n110 超过时限｜办理时限";
        let version = drafted(&county, &[("options_1", text), ("claims_at_least", "1")]);
        publish_review_rules(&county.bureau, &county.desk("ducha"), (version, "2026-11-23"), None).unwrap();
        county.clock.set(shanghai_midnight(date(2026, 11, 23)) + SignedDuration::from_hours(9));
        rated(&county, &all[1], "1", &["109"]);
        let [item] = &services::reviews::contradicted_items(&county.bureau, &county.desk("ducha")).unwrap()[..] else {
            panic!("one item")
        };
        let counts: Vec<u64> = item.claims.iter().map(|l| l.count.against).collect();
        assert_eq!(counts, [1], "Friday's counts, Monday's says nothing");
        county.is_sound();
    }
}

#[test]
fn signs_are_kept_once_and_change_no_rate() {
    for db in engines() {
        let county = County::open(db);
        county.finish(FOOD, 0..12);
        for case in &cases(&county) {
            rated(&county, case, "5", &["510"]);
        }
        let before = rates(&county.bureau, &county.desk("ducha"), &months(&county)).unwrap();
        let opened = keep_signs(&county.bureau).unwrap();
        assert!(opened >= 1);
        assert_eq!(keep_signs(&county.bureau).unwrap(), 0, "looking again changes nothing");
        let found = signs(&county.bureau, &county.desk("ducha")).unwrap();
        assert_eq!(found.leads.len() as u64, opened);
        let lead = found.leads.iter().find(|v| v.lead.kind == SignKind::SameDevice).unwrap();
        assert_eq!((lead.lead.part, lead.lead.whole, lead.lead.evidence.len()), (12, 12, 12));
        assert!(signs(&county.bureau, &county.desk("renshe")).unwrap().leads.is_empty(), "another department's");
        let away = sign(&county.bureau, &county.desk("renshe"), lead.lead.id);
        assert!(matches!(away, Err(Failure::NotFound)), "{away:?}");
        // Two more: the open lead grows, no second one comes.
        county.finish(FOOD, 20..22);
        for case in cases(&county).iter().rev().take(2) {
            rated(&county, case, "5", &["510"]);
        }
        assert_eq!(keep_signs(&county.bureau).unwrap(), opened);
        let view = sign(&county.bureau, &county.desk("shichang"), lead.lead.id).unwrap();
        assert_eq!((view.lead.version, view.rows.len(), view.may_settle), (2, 14, false));
        let mark = |version, ruling: &str, reason: &str| {
            let form = SignForm { ruling: ruling.into(), reason: reason.into() };
            settle_sign(&county.bureau, &county.desk("ducha"), (lead.lead.id, version), &form, None)
        };
        assert_eq!(mark(2, "", "查过"), Err(Failure::Refused(SignRefusal::RulingMissing)));
        assert_eq!(mark(2, "explained", " "), Err(Failure::Refused(SignRefusal::ReasonMissing)));
        assert_eq!(mark(1, "explained", "查过"), Err(Failure::Stale));
        let own = SignForm { ruling: "explained".into(), reason: "我自己看过".into() };
        let own = settle_sign(&county.bureau, &county.desk("chuangkou"), (lead.lead.id, 2), &own, None);
        assert!(matches!(own, Err(Failure::Denied(_))), "{own:?}");
        assert_eq!(mark(2, "explained", "帮办员用自己的手机请群众点"), Ok(3));
        assert_eq!(mark(3, "upheld", "再想想"), Err(Failure::Refused(SignRefusal::Settled)));
        assert_eq!(keep_signs(&county.bureau).unwrap(), 0, "what was explained is not found again");
        let found = signs(&county.bureau, &county.desk("ducha")).unwrap();
        let count = found.counts.iter().find(|c| c.kind == SignKind::SameDevice).unwrap();
        assert_eq!((count.open, count.explained, count.upheld), (0, 1, 0));
        let last = found.leads.last().unwrap();
        assert!(matches!(&last.lead.state, SignState::Explained(r) if r.reason.starts_with("帮办员")));
        assert_eq!(last.settled_by, "ducha");
        let after = rates(&county.bureau, &county.desk("ducha"), &months(&county)).unwrap();
        assert_eq!((after.counts.effective, after.counts.good), (before.counts.effective + 2, before.counts.good + 2));
        county.is_sound();
    }
}

#[test]
fn a_bad_answer_to_a_call_begins_the_loop_with_the_order_of_the_call() {
    for db in engines() {
        let county = County::open(db);
        county.drawn(1, 0);
        let (_, called) = county.call("huifang", |form| form.overall = "2".into());
        let no = called.order.unwrap();
        assert_eq!(services::reviews::take_calls(&county.bureau).unwrap(), 1);
        let [line] = &worklist(&county.bureau, &county.desk("shichang")).unwrap()[..] else { panic!("one waits") };
        let (row, handling) = (&line.row, line.handling.as_ref().unwrap());
        assert_eq!((row.review.provenance, row.review.node), (Provenance::Phone, ServiceNode::Completion));
        assert_eq!(handling.handling.contact_by, date(2026, 11, 24), "one working day");
        let seen = review_view(&county.bureau, &county.desk("shichang"), row.id).unwrap();
        assert_eq!(seen.order.as_ref().map(|(slug, _)| slug.as_str()), Some(no.as_str()));
        // Done at once: the register has its answer, and the second call comes.
        let mut version = row.version;
        for step in [
            ReviewStep::Verify { finding: "属实，当场改正".into(), due: String::new() },
            ReviewStep::FeedBack { answer: "知道了".into() },
            ReviewStep::Close { reply: "已改正".into() },
        ] {
            version = take_step(&county.bureau, &county.desk("shichang"), (row.id, version), &step, None).unwrap();
        }
        let order = services::rectification::view(&county.bureau, &county.desk("ducha"), &no).unwrap().order;
        assert_eq!(order.stage.label(), "待核验");
        assert_eq!(services::followup::line_up_second_calls(&county.bureau).unwrap(), 1);
        let found = rates(&county.bureau, &county.desk("ducha"), &months(&county)).unwrap();
        assert_eq!((found.called_back.part(), found.called_back.whole(), found.open), (1, 1, 0));
        county.is_sound();
    }
}

/// Everything that a department may do with a bad rating of another system.
#[test]
fn imported_bad_ratings_are_worked_through_here() {
    for db in engines() {
        let county = County::open(db);
        county.finish(FOOD, 0..3);
        let all = cases(&county);
        // The applicant rated the third here already.
        rated(&county, &all[2], "1", &["109"]);
        let no: Vec<String> = all.iter().map(|c| c.no.to_string()).collect();
        let at = ("assessed_at", "2026-11-19 10:00");
        let words = ("words", "打13800138000没人接");
        let code = format!("A{CARD}");
        let rows: [&[(&str, &str)]; 8] = [
            &[("review_no", "1"), ("case_no", &no[0]), ("stars", "1"), ("options", "109"), at, words],
            &[("review_no", "2"), ("item_code", &code), ("stars", "2"), at, words],
            // Not ours, too old, made by nobody, not in force there, good, given here already.
            &[("review_no", "3"), ("case_no", "X1"), ("stars", "1"), at],
            &[("review_no", "4"), ("case_no", &no[1]), ("stars", "1"), ("assessed_at", "2026-06-01 10:00")],
            &[("review_no", "5"), ("case_no", &no[1]), ("stars", "1"), at, ("is_default", "1")],
            &[("review_no", "6"), ("case_no", &no[1]), ("stars", "1"), at, ("in_force", "0")],
            &[("review_no", "7"), ("case_no", &no[1]), ("stars", "3"), at],
            &[("review_no", "8"), ("case_no", &no[2]), ("stars", "1"), at],
        ];
        let before = rates(&county.bureau, &county.desk("ducha"), &months(&county)).unwrap();
        let notes = crate::reviews::import(&county, &rows);
        assert!(notes.iter().any(|n| n.starts_with("2 条差评是本县的")), "{notes:?}");
        let own = worklist(&county.bureau, &county.desk("shichang")).unwrap();
        assert_eq!(own.len(), 2, "the applicant's own and the imported one");
        let line = own.iter().find(|l| l.row.import_key.is_some()).unwrap();
        let desk = county.desk("shichang");
        let seen = review_view(&county.bureau, &desk, line.row.id).unwrap();
        assert_eq!((seen.review.text.as_str(), seen.case_no.as_deref()), ("打13800138000没人接", Some(no[0].as_str())));
        assert_eq!(seen.imported.as_deref(), Some("好差评.csv 第 2 行"));
        assert_eq!(seen.handling.as_ref().unwrap().handling.contact_by, date(2026, 11, 23), "from the import");
        let other = worklist(&county.bureau, &county.desk("renshe")).unwrap();
        let [of_item] = &other[..] else { panic!("the one of the item") };
        let bare = review_view(&county.bureau, &county.desk("renshe"), of_item.row.id).unwrap();
        assert_eq!((bare.case_no, bare.review.text.as_str(), bare.item_name.as_str()), (None, "", "劳务派遣许可"));
        let mut version = line.row.version;
        for step in [
            ReviewStep::Verify { finding: "属实".into(), due: "2026-11-27".into() },
            ReviewStep::Rectified { done: "退回".into() },
            ReviewStep::FeedBack { answer: "可以".into() },
            ReviewStep::Close { reply: "已退回".into() },
        ] {
            version = take_step(&county.bureau, &desk, (line.row.id, version), &step, None).unwrap();
        }
        let shown = review_view(&county.bureau, &county.desk("ducha"), line.row.id).unwrap();
        let step = ReviewStep::Publish { words: shown.public_words.clone(), reply: "已退回".into() };
        take_step(&county.bureau, &county.desk("ducha"), (line.row.id, version), &step, None).unwrap();
        assert_eq!(services::reviews::published(&county.bureau, &public()).unwrap().len(), 1);
        // In no rate; its own stands beside them. What came from above does not go up again.
        let after = rates(&county.bureau, &county.desk("ducha"), &months(&county)).unwrap();
        assert_eq!(
            (after.counts.effective, after.in_time, after.called_back, after.open),
            (before.counts.effective, before.in_time, before.called_back, before.open)
        );
        assert_eq!((after.imported_in_time.part(), after.imported_in_time.whole(), after.imported_open), (1, 1, 1));
        assert_eq!((after.counts.imported, after.counts.defaults), (6, 1));
        let today = county.bureau.today();
        let pushed = services::reviews::push_rows(&county.bureau, &county.desk("ducha"), (date(2026, 11, 1), today));
        assert_eq!(pushed.unwrap().len(), 1);
        let filter = services::reviews::ReviewFilter::of_days((date(2026, 11, 1), today));
        assert_eq!(reviews(&county.bureau, &county.desk("ducha"), &filter, 50).unwrap().len(), 3);
        // The same file again opens nothing.
        crate::reviews::import(&county, &rows);
        assert_eq!(worklist(&county.bureau, &county.desk("renshe")).unwrap().len(), 1);
        let lines =
            services::reviews::imported_reviews(&county.bureau, &county.desk("ducha"), (date(2026, 1, 1), today), 50);
        assert_eq!(lines.unwrap().iter().filter(|l| l.review.is_some()).count(), 2);
        county.is_sound();
    }
}

#[test]
fn a_desk_without_a_person_settles_nothing() {
    for db in engines() {
        let county = County::open(db);
        let form = SignForm { ruling: "upheld".into(), reason: "查实".into() };
        let of = domain::base::ReviewSignId::new(7);
        let told = settle_sign(&county.bureau, &Desk::public("192.0.2.1"), (of, 1), &form, None);
        assert!(matches!(told, Err(Failure::Denied(_))), "{told:?}");
        let told = settle_sign(&county.bureau, &county.desk("ducha"), (of, 1), &form, None);
        assert!(matches!(told, Err(Failure::NotFound)), "{told:?}");
    }
}
