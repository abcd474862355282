//! The county's own rules and words: in versions, and a letter keeps those under which it was made.

use domain::{catalogue::MandateStanding, people::Denied};
use services::{
    Failure,
    cases::{CaseRef, SendBackForm, send_back, view},
    catalogue::mandate,
    certificates::rehearse,
    delegates::{
        DelegateRefusal, LetterPaper, RulesForm, WindowRulesForm, appointment, change_delegate_rules,
        change_window_rules, delegate_rules, letter, print, window_rules_view,
    },
};
use testkit::engines;

use super::{authorised, is_sound, named, office, open, wanted};
use crate::cases::County;

fn form(county: &County) -> RulesForm {
    RulesForm::of(&delegate_rules(&county.bureau, &county.desk("bianzhi")).unwrap().rules)
}

#[test]
fn a_letter_keeps_the_words_under_which_it_was_made() {
    for db in engines() {
        let county = open(db);
        let (bureau, desk) = (&county.bureau, county.desk("bianzhi"));
        let first = named(&county, "daibiao", "市监任〔2026〕1号");
        let mut changed = form(&county);
        changed.appointment[0] = "委派书".into();
        changed.lowest = "副科级".into();
        changed.low_rank = "refuse".into();
        assert_eq!(change_delegate_rules(bureau, &desk, &changed, Some("k")), Ok(1));
        assert_eq!(change_delegate_rules(bureau, &desk, &changed, Some("k")), Ok(1), "one effect");
        assert_eq!(change_delegate_rules(bureau, &desk, &changed, None), Err(Failure::Stale));
        assert_eq!(change_delegate_rules(bureau, &desk, &form(&county), None), Ok(1), "what changes nothing");
        let old = appointment(bureau, &desk, first).unwrap();
        assert_eq!((old.letter.rules_version, old.wording.title.as_str()), (0, "首席事务代表任命书"));
        let low = services::delegates::appoint(bureau, &desk, &office(&county, "liqiang", "市监任〔2026〕2号"), None);
        assert!(matches!(&low, Err(Failure::Refused(r)) if r.code() == "rank_too_low"), "{low:?}");
        let mut high = office(&county, "liqiang", "市监任〔2026〕2号");
        high.rank = "副科级".into();
        let second = services::delegates::appoint(bureau, &desk, &high, None).unwrap();
        let new = appointment(bureau, &desk, second).unwrap();
        assert_eq!((new.letter.rules_version, new.wording.title.as_str()), (1, "委派书"));
        assert!(print(bureau, &desk, LetterPaper::Appointment(second), false).is_ok());
        let id = authorised(&county, &wanted(&county, "daibiao", "市监授〔2026〕1号")).unwrap();
        assert_eq!(letter(bureau, &desk, id).unwrap().letter.rules_version, 1);
        let view = delegate_rules(bureau, &desk).unwrap();
        let kinds: Vec<&str> = view.history.iter().map(|e| e.kind.as_str()).collect();
        assert_eq!((view.rules.version, kinds), (1, vec!["delegates.rules_changed"]));
        is_sound(&county);
    }
}

#[test]
fn terms_and_reminders_follow_the_countys_rules() {
    for db in engines() {
        let county = open(db);
        let (bureau, desk) = (&county.bureau, county.desk("bianzhi"));
        named(&county, "daibiao", "市监任〔2026〕1号");
        let id = authorised(&county, &wanted(&county, "daibiao", "市监授〔2026〕1号")).unwrap();
        assert!(!letter(bureau, &desk, id).unwrap().ends_soon);
        let changed = RulesForm { remind_days: "365".into(), longest_months: "6".into(), ..form(&county) };
        change_delegate_rules(bureau, &county.desk("sunhong"), &changed, None).unwrap();
        assert!(letter(bureau, &desk, id).unwrap().ends_soon, "a year before its end");
        let long = authorised(&county, &wanted(&county, "daibiao", "市监授〔2026〕2号"));
        assert!(matches!(&long, Err(Failure::Refused(r)) if r.code() == "term_too_long"), "{long:?}");
        let wrong = RulesForm { version: 1, source: String::new(), ..changed };
        let told = change_delegate_rules(bureau, &desk, &wrong, None);
        assert!(matches!(&told, Err(Failure::Refused(r)) if r.0[0].field == "source"), "{told:?}");
        for login in ["liqiang", "zhangmin", "zhouzheng"] {
            let told = change_delegate_rules(bureau, &county.desk(login), &form(&county), None);
            assert!(matches!(told, Err(Failure::Denied(Denied::Role(_)))), "{login}: {told:?}");
        }
        let unknown: DelegateRefusal = services::delegates::ScanFlaw::Disk.into();
        assert_eq!((unknown.code(), unknown.field()), ("disk", "file"));
        is_sound(&county);
    }
}

#[test]
fn what_is_decided_at_the_window_is_the_countys_own() {
    for db in engines() {
        let county = super::sitting::seated(db, &super::sitting::ALL);
        let (bureau, editor, desk) = (&county.bureau, county.desk("bianzhi"), county.desk("daibiao"));
        let mut content = testkit::content("A7", "取水许可", 1);
        content.guide.special_procedures = vec!["公示".into()];
        content.standing.resident = Some(false);
        content.standing.exempt_hall =
            Some(domain::catalogue::Exemption { code: "venue".into(), ..testkit::exempt("场地限制") });
        testkit::seed_item(&county.db.db, &testkit::item(7, content));
        let tried = || rehearse(bureau, &desk, &super::sitting::typed(7)).map(|_| ()).map_err(|f| f.to_string());
        assert_eq!(tried(), Ok(()), "nothing that ships speaks against it");
        let stands = || mandate(bureau, &editor).unwrap().into_iter().find(|i| i.name == "取水许可").unwrap().standing;
        let before = stands();
        let case_no = county.accepted(crate::cases::FOOD, true);
        let reasons = || view(bureau, &desk, &case_no).unwrap().send_back_reasons;
        assert_eq!(reasons().last().map(String::as_str), Some("其他"));

        let now = window_rules_view(bureau, &editor).unwrap();
        let form = WindowRulesForm::of(&now.window, &now.mandate);
        let changed = WindowRulesForm {
            obstacles: format!("{}\n公示：公示", form.obstacles),
            reasons: "要公示".into(),
            in_words: "要公示".into(),
            lawful: vec!["secret".into()],
            source: "青政办〔2026〕9号".into(),
            ..form
        };
        assert_eq!(change_window_rules(bureau, &editor, &changed, Some("k")), Ok(1));
        assert_eq!(change_window_rules(bureau, &editor, &changed, Some("k")), Ok(1), "one effect");
        assert_eq!(change_window_rules(bureau, &editor, &changed, None), Err(Failure::Stale));
        let same = WindowRulesForm { version: 1, ..changed.clone() };
        assert_eq!(change_window_rules(bureau, &editor, &same, None), Ok(1), "what changes nothing");
        assert_eq!(tried(), Err("“取水许可”不能当场办：指南列了公示。请按通常方式收件".into()));
        assert_eq!(reasons(), ["要公示"]);
        let back = |words: &str| {
            let why = SendBackForm { reason: "要公示".into(), words: words.into() };
            send_back(bureau, &desk, (&CaseRef { case_no: case_no.clone(), version: 1 }, &why), None)
        };
        assert!(matches!(back(""), Err(Failure::Refused(_))), "this one asks for words");
        assert_eq!(back("公示七天"), Ok(2));
        assert_ne!(before, MandateStanding::ReasonNotLawful);
        assert_eq!(stands(), MandateStanding::ReasonNotLawful, "want of space counts no more here");
        let wrong = WindowRulesForm { lawful: vec![], version: 1, ..changed };
        let told = change_window_rules(bureau, &editor, &wrong, None);
        assert!(matches!(&told, Err(Failure::Refused(r)) if r.0[0].field == "lawful"), "{told:?}");
        let denied = change_window_rules(bureau, &desk, &same, None);
        assert!(matches!(denied, Err(Failure::Denied(Denied::Role(_)))), "{denied:?}");
        let told = window_rules_view(bureau, &editor).unwrap();
        assert_eq!((told.window.version, told.history.len()), (1, 1));
        is_sound(&county);
    }
}
