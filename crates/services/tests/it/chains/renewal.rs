//! Publishing once more where items have changed since, and the powers that one acceptance uses of each department.

use domain::chains::ChainRefusal;
use services::{
    Failure,
    chains::{chains_of_item, matters, moved_chains, offered_lines, renew, renewal},
    delegates::{AppointForm, AuthoriseForm, appoint, authorise},
};

use super::{intake::on_every_engine_owned, *};

/// Names somebody of a department and lets them do everything over all its items.
fn authorised(county: &County, department: i64, login: &str, powers: &[&str]) {
    let (editor, person) = (county.desk("bianji"), county.desk(login).staff.unwrap().id.get());
    let office = AppointForm {
        department,
        person,
        rank: "股级".into(),
        on_roster: true,
        doc_no: format!("任〔2026〕{department}号"),
        from: "2026-10-01".into(),
    };
    appoint(&county.bureau, &editor, &office, None).unwrap();
    let letter = AuthoriseForm {
        department,
        person,
        all_items: true,
        powers: powers.iter().map(|p| (*p).to_owned()).collect(),
        doc_no: format!("授〔2026〕{department}号"),
        valid_from: "2026-10-01".into(),
        valid_to: "2027-09-30".into(),
        ..AuthoriseForm::default()
    };
    authorise(&county.bureau, &editor, &letter, None).unwrap();
}

#[test]
fn a_chain_whose_item_moved_is_published_once_more_with_a_look_at_it() {
    on_every_engine_owned(|county| {
        for (department, login) in [(1, "liqiang"), (2, "wangfang"), (3, "zhaolei")] {
            authorised(county, department, login, &["accept", "review", "decide"]);
        }
        let editor = county.desk("bianji");
        let look = || renewal(&county.bureau, &editor, SHOP);
        assert_eq!(look().unwrap().changes, [], "nothing has changed yet");
        let region = *county.bureau.region();
        let sign = county.db.db.read(|tx| store::catalogue::item(tx, &region, domain::base::ItemId::new(14)));
        let mut sign = sign.unwrap().unwrap();
        sign.version += 1;
        sign.content.department = domain::base::DepartmentId::new(3);
        testkit::seed_item(&county.db.db, &sign);
        assert_eq!(moved_chains(&county.bureau, &editor).unwrap()[SHOP], ["招牌备案"]);
        let of = |id: i64| chains_of_item(&county.bureau, &editor, domain::base::ItemId::new(id)).unwrap();
        let left = |id: i64| of(id).into_iter().map(|c| (c.code, c.left)).collect::<Vec<_>>();
        assert_eq!(left(14), [(SHOP.to_owned(), Some("县市场监督管理局".to_owned()))]);
        assert_eq!((left(12), left(9_404)), (vec![(SHOP.to_owned(), None)], vec![]));
        let seen = look().unwrap();
        assert_eq!(seen.changes.len(), 1);
        let office = ("县市场监督管理局".to_owned(), "县卫生健康局".to_owned());
        assert_eq!((&seen.changes[0].office, seen.changes[0].version), (&office, (1, 2)));
        assert_eq!(seen.checked.against(), Vec::<String>::new());
        let before = county.accepted(true);
        let at = ChainRef { code: SHOP.into(), version: seen.record.version };
        let kept = renew(&county.bureau, &editor, &at, Some("k")).unwrap();
        assert_eq!(renew(&county.bureau, &editor, &at, Some("k")), Ok(kept.clone()), "one effect");
        assert_eq!(renew(&county.bureau, &editor, &at, None), Err(Failure::Stale));
        assert!(moved_chains(&county.bureau, &editor).unwrap().is_empty());
        let again = ChainRef { version: kept.version, ..at };
        let nothing = renew(&county.bureau, &editor, &again, None);
        assert_eq!(nothing, Err(Failure::Refused(ChainRefusal::NoDraft)), "nothing has changed since");
        let line = offered_lines(&county.bureau).unwrap().remove(0);
        assert_eq!((line.members, line.offices, line.purpose.as_str()), (4, 3, "一次办齐开店要办的事"));
        let versions = [&before, &county.accepted(true)].map(|no| county.filed(no).matter.chain_version);
        assert_eq!(versions, [1, 2], "what was taken in runs on under its own version");
        let denied = renewal(&county.bureau, &county.desk("qianyi"), "YJS404");
        assert!(matches!(denied, Err(Failure::Denied(_) | Failure::NotFound)), "{denied:?}");
        county.sound();
    });
}

#[test]
fn the_one_acceptance_uses_the_power_of_whoever_is_named_over_the_own_members() {
    on_every_engine_owned(|county| {
        authorised(county, 1, "liqiang", &["review", "decide"]);
        let sent = matters::apply(&county.bureau, &Desk::public("x"), &county.form(true), None).unwrap();
        let all = matters::MaterialsForm { materials: (0..9).collect(), ..matters::MaterialsForm::default() };
        let at = county.at(&sent.matter_no);
        matters::accept(&county.bureau, &county.desk("liqiang"), (&at, &all), None).unwrap();
        let under = |member: &str| {
            let case = county.case(&sent.matter_no, member);
            let region = *county.bureau.region();
            let events = county.db.db.read(|tx| store::journal::history(tx, &region, &Stream::case(case.id))).unwrap();
            let accepted = events.into_iter().find(|e| e.kind == "case.accepted").unwrap();
            let told = accepted.facts.get("under").cloned();
            told.map(|u| (u["doc_no"].as_str().unwrap().to_owned(), u["lacking"].as_bool().unwrap_or(false)))
        };
        assert_eq!(under(FIRM), Some(("授〔2026〕1号".into(), true)), "the letter does not give the power to accept");
        assert_eq!(under(FIRE), None, "of another department nothing is looked up");
        county.decided(&sent.matter_no, FIRM, true);
        let taken_as = county.case(&sent.matter_no, FIRM).stage.decision().unwrap().taken_as.clone();
        assert_eq!(taken_as.map(|t| t.as_str()), Some("representative"));
        county.sound();
    });
}
