//! What went back to the department, by month, item and reason; what could be decided at the window and is not; and the
//! representative's desk, on both engines.

use domain::delegates::Missing;
use jiff::civil::date;
use services::{
    cases::{CaseRef, SendBackForm, SittingForm, send_back},
    certificates::{rehearse, sit},
    delegates::{AuthoriseForm, representative_desk, sent_back, still_away},
};
use testkit::engines;

use super::{authorised, decisions::decided, named, open, sitting, wanted};
use crate::cases::{CARD, County, FOOD};

/// Decided at the window by the representative in one sitting.
fn sat(county: &County) {
    let desk = county.desk("daibiao");
    let form: SittingForm = sitting::typed(FOOD);
    let seen = rehearse(&county.bureau, &desk, &form).unwrap().seen;
    sit(&county.bureau, &desk, (&form, &seen), sitting::PASSWORD, None).unwrap();
}

#[test]
fn what_went_back_is_counted_by_month_item_and_reason() {
    for db in engines() {
        let county = open(db);
        let (bureau, desk) = (&county.bureau, county.desk("sunhong"));
        decided(&county, "wangfang");
        let before = sent_back(bureau, &desk, None).unwrap();
        assert_eq!((before.away, before.lines.len(), before.items.len()), (0, 0, 0), "nobody was authorised");

        named(&county, "daibiao", "市监任〔2026〕1号");
        // From today on; the decision of before counts too, for it was taken on a day on which the letter holds.
        authorised(&county, &wanted(&county, "daibiao", "市监授〔2026〕1号")).unwrap();
        sat(&county);
        let passed = county.accepted(FOOD, true);
        let why = SendBackForm { reason: "要现场勘察".into(), words: String::new() };
        let at = CaseRef { case_no: passed.clone(), version: 1 };
        send_back(bureau, &county.desk("daibiao"), (&at, &why), None).unwrap();
        let view = sent_back(bureau, &desk, None).unwrap();
        assert_eq!((view.at_window, view.away), (1, 1));
        let lines: Vec<(bool, &str)> = view.lines.iter().map(|l| (l.row.why.is_some(), l.by.as_str())).collect();
        assert_eq!(lines.len(), 2);
        assert!(lines.contains(&(true, "周代")) && lines.contains(&(false, "王芳")), "{lines:?}");
        assert_eq!(view.passed_on(), 1);
        assert_eq!(view.reasons, [("要现场勘察".to_owned(), 1)]);
        let months: Vec<(String, u64, u64)> =
            view.months.iter().map(|m| (m.month.to_string(), m.at_window, m.away)).collect();
        assert_eq!((months.len(), months[0].0.as_str()), (6, "2026-06-01"));
        assert_eq!(months[5], ("2026-11-01".to_owned(), 1, 1));
        assert_eq!((view.items[0].name.as_str(), view.items[0].at_window, view.items[0].away), ("食品经营许可", 1, 1));

        let own = sent_back(bureau, &county.desk("zhaolei"), None).unwrap();
        assert_eq!((own.away, own.lines.len(), own.reasons.len()), (0, 0, 0), "an approver sees the own department");
        let later = sent_back(bureau, &desk, Some(date(2027, 3, 1))).unwrap();
        assert_eq!((later.away, later.lines.len()), (0, 0));
        assert_eq!(later.months.iter().map(|m| m.away).sum::<u64>(), 1, "the months still show it");
        assert!(sent_back(bureau, &county.desk("zhangmin"), None).is_err(), "a clerk of the hall has no say in it");
    }
}

#[test]
fn what_could_be_decided_at_the_window_tells_what_is_missing() {
    for db in engines() {
        let county = open(db);
        let (bureau, desk) = (&county.bureau, county.desk("sunhong"));
        let missing = || {
            let view = still_away(bureau, &desk, None).unwrap();
            assert_eq!(view.decidable, 2);
            view.lines.iter().map(|l| (l.item.id.get(), l.missing.as_str(), l.away())).collect::<Vec<_>>()
        };
        assert_eq!(missing(), []);
        decided(&county, "wangfang");
        decided(&county, "wangfang");
        let card = county.accepted(CARD, true);
        let grant = services::cases::DecideForm {
            case_no: card,
            version: 1,
            outcome: "grant".into(),
            ..services::cases::DecideForm::default()
        };
        services::cases::decide(bureau, &county.desk("zhaolei"), &grant, None).unwrap();
        assert_eq!(missing(), [(FOOD, "letter", 2), (CARD, "letter", 1)]);
        named(&county, "daibiao", "市监任〔2026〕1号");
        let accepts = AuthoriseForm {
            powers: vec!["accept".into()],
            valid_to: "2026-11-25".into(),
            ..wanted(&county, "daibiao", "市监授〔2026〕1号")
        };
        authorised(&county, &accepts).unwrap();
        assert_eq!(missing()[0], (FOOD, "power", 2));
        let decides =
            AuthoriseForm { powers: vec!["decide".into()], ..wanted(&county, "daibiao", "市监授〔2026〕2号") };
        authorised(&county, &decides).unwrap();
        assert_eq!(missing()[0], (FOOD, "habit", 2));
        let view = still_away(bureau, &desk, None).unwrap();
        let first = &view.departments[0];
        assert_eq!((first.name.as_str(), first.items, first.away), ("县市场监督管理局", 1, 2));
        assert_eq!(view.lines[0].missing, Missing::Habit);
        let own = still_away(bureau, &county.desk("zhaolei"), None).unwrap();
        assert_eq!((own.decidable, own.lines.len()), (1, 1), "an approver sees the own department");

        // What needs a visit is none of this list.
        let mut content = testkit::content("A9", "河道采砂许可", 1);
        content.guide.special_procedures = vec!["现场勘验".into()];
        testkit::seed_item(&county.db.db, &testkit::item(9, content));
        assert_eq!(still_away(bureau, &desk, None).unwrap().decidable, 2);
    }
}

#[test]
fn the_desk_shows_what_is_authorised_and_what_came_of_today() {
    for db in engines() {
        let county = open(db);
        let (bureau, desk) = (&county.bureau, county.desk("daibiao"));
        let before = representative_desk(bureau, &desk).unwrap();
        assert_eq!((before.letters.len(), before.items.len(), before.decided_today), (0, 1, 0));
        assert!(before.items[0].letter.is_none() && before.items[0].why_not.contains("没有授权给您"));
        named(&county, "daibiao", "市监任〔2026〕1号");
        let mut content = testkit::content("A9", "河道采砂许可", 1);
        content.guide.window_decidable = Some(false);
        testkit::seed_item(&county.db.db, &testkit::item(9, content));
        authorised(&county, &wanted(&county, "daibiao", "市监授〔2026〕1号")).unwrap();
        sat(&county);
        decided(&county, "wangfang");
        let now = representative_desk(bureau, &desk).unwrap();
        assert_eq!((now.letters.len(), now.decided_today, now.here_today), (1, 2, 1));
        let items: Vec<(&str, bool, bool)> =
            now.items.iter().map(|i| (i.name.as_str(), i.letter.is_some(), i.why_not.is_empty())).collect();
        assert_eq!(items, [("食品经营许可", true, true), ("河道采砂许可", true, false)]);
        let (under, since) = now.items[0].letter.clone().unwrap();
        assert_eq!((under.doc_no.as_str(), since), ("市监授〔2026〕1号", date(2026, 10, 1)));
        assert_eq!((now.back.len(), now.back[0].by.as_str()), (1, "王芳"));
        let clerk = representative_desk(bureau, &county.desk("zhangmin")).unwrap();
        assert_eq!((clerk.items.len(), clerk.back.len()), (0, 0));
        assert!(representative_desk(bureau, &county.desk("sunhong")).is_err());
    }
}
