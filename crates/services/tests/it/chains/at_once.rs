//! Two programs on one database: two windows, the job beside a desk, one form sent to both.

use std::{
    collections::BTreeSet,
    sync::{Arc, Barrier},
    thread,
};

use domain::base::{Rng, SeededRng};
use services::{
    Failure,
    base::find,
    chains::matters::{HandOutForm, MaterialsForm, accept, apply, deliver},
};

use super::{intake::on_every_engine_owned, *};

/// The same county as another program has it open.
fn other(county: &County) -> Bureau {
    let rng: Arc<dyn Rng> = Arc::new(SeededRng::new(7_331));
    let chance = Chance { clock: county.clock.clone(), rng };
    find(&county.db.reopen().unwrap(), &Home::new(county.home.path()), &chance).unwrap().unwrap()
}

/// Both at the same moment.
fn both<T: Send>(act: [&(dyn Fn() -> T + Sync); 2]) -> [T; 2] {
    let start = Barrier::new(2);
    let run = |act: &(dyn Fn() -> T + Sync)| {
        start.wait();
        act()
    };
    thread::scope(|scope| {
        let (one, two) = (scope.spawn(|| run(act[0])), scope.spawn(|| run(act[1])));
        [one.join().unwrap(), two.join().unwrap()]
    })
}

#[test]
fn two_windows_at_once_have_one_effect() {
    on_every_engine_owned(|county| {
        let second = other(county);
        let (zhang, chen) = (county.desk("zhangmin"), county.desk("chenhua"));
        for round in 0..4 {
            // Two forms of the same person at two windows: two matters, one person.
            let form = county.form(false);
            let [a, b] = both([&|| open_at_window(&county.bureau, &zhang, (&form, None), None).unwrap(), &|| {
                open_at_window(&second, &chen, (&form, None), None).unwrap()
            }]);
            assert_ne!(a.matter_no, b.matter_no);
            let people: BTreeSet<i64> = [&a, &b].map(|o| county.filed(&o.matter_no).person.get()).into();
            assert_eq!(people.len(), 1);
            // One application accepted by both: one is told that somebody was faster.
            let sent = apply(&county.bureau, &Desk::public("x"), &form, None).unwrap();
            let (at, all) =
                (county.at(&sent.matter_no), MaterialsForm { materials: (0..9).collect(), ..MaterialsForm::default() });
            let told = both([&|| accept(&county.bureau, &zhang, (&at, &all), None), &|| {
                accept(&second, &chen, (&at, &all), None)
            }]);
            let done = told.iter().filter(|t| t.is_ok()).count();
            assert_eq!(done, 1, "round {round}: {told:?}");
            assert!(told.iter().all(|t| matches!(t, Ok(_) | Err(Failure::Stale))), "{told:?}");
            // The job on both programs: each case is opened once.
            county.decided(&a.matter_no, FIRM, true);
            county.decided(&a.matter_no, FIRE, true);
            let runs = both([&|| advance(&county.bureau).unwrap(), &|| advance(&second).unwrap()]);
            assert!(runs.iter().all(|r| r.stuck.is_empty()), "{runs:?}");
            county.job();
            assert_eq!(county.words(&a.matter_no), ["已办成", "已办成", "审查中", "不涉及"]);
            let id = county.filed(&a.matter_no).matter.id;
            let cases = county.db.db.read(|tx| store::chains::cases_of_matter(tx, county.bureau.region(), id)).unwrap();
            assert_eq!(cases.len(), 3);
            let (at, hands) = (
                county.at(&a.matter_no),
                HandOutForm { way: "window".into(), by_applicant: true, ..HandOutForm::default() },
            );
            let told = both([&|| deliver(&county.bureau, &zhang, (&at, &hands), None), &|| {
                deliver(&second, &chen, (&at, &hands), None)
            }]);
            assert_eq!(told.iter().filter(|t| t.is_ok()).count(), 1, "{told:?}");
        }
        county.sound();
    });
}
