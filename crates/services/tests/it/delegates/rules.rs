//! The county's own rules and words: in versions, and a letter keeps those under which it was made.

use domain::people::Denied;
use services::{
    Failure,
    delegates::{
        DelegateRefusal, LetterPaper, RulesForm, appointment, change_delegate_rules, delegate_rules, letter, print,
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
