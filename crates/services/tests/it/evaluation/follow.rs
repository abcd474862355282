//! What follows from scores: orders once for a period, their proof and what came after, talks, bulletins.

use jiff::civil::date;
use services::{
    Failure,
    evaluation::{
        BulletinForm, Refusal, SubjectKind, TalkForm, Told, bulletin_file, compute_period, followed, index,
        issue_bulletin, open_orders, prove_order, publish, ranking, record_talk, save_draft,
    },
    measures::SOURCES,
    rectification::{Condition, Source, view},
};
use testkit::engines;

use super::{MONTH, accepted, at, december, finished, period};
use crate::followup::{CARD, County};

/// An index under which a department is measured by its clocks alone.
fn by_the_clock(county: &County) {
    let (bureau, ducha) = (&county.bureau, county.desk("ducha"));
    let mut new = index(bureau, &ducha, SOURCES).unwrap().draft.index;
    new.index.nodes.retain(|n| n.key == "efficiency");
    let version = save_draft(bureau, &ducha, &new, 0, None).unwrap();
    publish(bureau, &ducha, SOURCES, version, None).unwrap();
}

#[test]
fn a_low_score_opens_one_order_and_the_next_score_closes_it() {
    for db in engines() {
        let county = County::open(db);
        by_the_clock(&county);
        december(&county);
        at(&county, 2027, 1, 20);
        let (bureau, ducha) = (&county.bureau, county.desk("ducha"));
        compute_period(bureau, &ducha, SOURCES, period(MONTH), None).unwrap();
        let run = ranking(bureau, &ducha, SubjectKind::Department, None, None).unwrap().run.unwrap().id;
        let due = followed(bureau, &ducha, SOURCES, None).unwrap();
        assert_eq!(due.due.iter().map(|s| s.name.as_str()).collect::<Vec<_>>(), ["县人社局"]);
        assert!(matches!(open_orders(bureau, &county.desk("renshe"), run, None), Err(Failure::Denied(_))));
        let opened = open_orders(bureau, &ducha, run, None).unwrap();
        assert_eq!(opened.orders.len(), 1);
        assert_eq!(open_orders(bureau, &ducha, run, None).unwrap().orders, [] as [&str; 0], "one a period");
        // Computed again, it is still that period.
        compute_period(bureau, &ducha, SOURCES, period(MONTH), None).unwrap();
        let newer = ranking(bureau, &ducha, SubjectKind::Department, None, None).unwrap().run.unwrap().id;
        assert_ne!(newer, run);
        assert_eq!(open_orders(bureau, &ducha, newer, None).unwrap().orders, [] as [&str; 0]);
        let order = view(bureau, &county.desk("renshe"), &opened.orders[0]).unwrap().order;
        assert_eq!(
            (order.source, order.source_ref.as_str(), order.unit_name.as_str()),
            (Source::Score, MONTH, "县人社局")
        );
        assert!(order.was.contains("低于 60.00 分"), "{}", order.was);
        assert_eq!(prove_order(bureau, &order).unwrap().condition, Condition::NotMet, "nobody knows yet");
        // In January all is on time.
        at(&county, 2027, 1, 25);
        let prompt = accepted(&county, CARD, 2000..2012);
        finished(&county, CARD, &prompt);
        at(&county, 2027, 2, 20);
        compute_period(bureau, &ducha, SOURCES, period("2027-01"), None).unwrap();
        let proof = prove_order(bureau, &order).unwrap();
        assert_eq!(proof.condition, Condition::Met, "{proof:?}");
        let then = followed(bureau, &ducha, SOURCES, Some(newer)).unwrap();
        let effect = &then.orders[0];
        assert!(effect.after.unwrap().1 > effect.before);
        let on_time = effect.lines.iter().find(|l| l.measure.word == "cases.on_time").unwrap();
        assert_eq!(on_time.effect.told, Told::Better);
        assert!(on_time.text.contains("置信区间") && on_time.text.contains("是否因为整改"), "{}", on_time.text);
        county.is_sound();
    }
}

#[test]
fn talks_and_bulletins_are_kept() {
    for db in engines() {
        let county = County::open(db);
        by_the_clock(&county);
        december(&county);
        at(&county, 2027, 1, 20);
        let (bureau, ducha) = (&county.bureau, county.desk("ducha"));
        compute_period(bureau, &ducha, SOURCES, period(MONTH), None).unwrap();
        let found = followed(bureau, &ducha, SOURCES, None).unwrap();
        let run = found.run.unwrap().id.get();
        assert!(found.to_talk.iter().any(|s| s.name == "县人社局"));
        let form = TalkForm {
            run,
            kind: "department".into(),
            subject: "2".into(),
            on: date(2027, 1, 20),
            text: "约定二月底以前把积压的件办完".into(),
        };
        let refused = |form: &TalkForm| match record_talk(bureau, &ducha, form, None) {
            Err(Failure::Refused(refusal)) => refusal.code(),
            other => panic!("{other:?}"),
        };
        assert_eq!(refused(&TalkForm { on: date(2027, 1, 21), ..form.clone() }), Refusal::FutureDay.code());
        assert_eq!(refused(&TalkForm { text: String::new(), ..form.clone() }), "words_missing");
        assert_eq!(refused(&TalkForm { subject: "99".into(), ..form.clone() }), Refusal::NotScored.code());
        record_talk(bureau, &ducha, &form, None).unwrap();
        let found = followed(bureau, &ducha, SOURCES, None).unwrap();
        assert!(found.talks.len() == 1 && !found.to_talk.iter().any(|s| s.name == "县人社局"));
        let form =
            BulletinForm { run, title: "十二月评价通报".into(), text: "请县人社局对照整改。".into() };
        let id = issue_bulletin(bureau, &ducha, &form, None).unwrap();
        let file = bulletin_file(bureau, &ducha, id, false).unwrap();
        assert!(file.bytes.starts_with(b"PK") && file.name.ends_with(".docx"));
        assert!(matches!(bulletin_file(bureau, &county.desk("chuangkou"), id, false), Err(Failure::Denied(_))));
        county.is_sound();
    }
}
