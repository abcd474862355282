//! Two programs on one database that do the same first thing at the same moment: one effect, and both are told it.

use std::{
    collections::BTreeSet,
    sync::{Arc, Barrier},
    thread,
};

use domain::{
    base::{Rng, SeededRng},
    cases::CaseNo,
    people::{Desk, Scope},
};
use services::{
    Bureau, Chance, Failure, Home,
    base::find,
    cases::{AcceptForm, PushForm, accept, push},
    people::{KeyAt, KeyForm, key_desk, make_key, release_key},
};
use testkit::engines;

use super::{County, FOOD};

/// Rounds of a race: whoever loses does not lose in each the same way.
const ROUNDS: usize = 20;
/// Callers of a round, half of them on the other program.
const CALLERS: usize = 8;

/// The same county as another program has it open.
fn other(county: &County) -> Bureau {
    let rng: Arc<dyn Rng> = Arc::new(SeededRng::new(7_331));
    let chance = Chance { clock: Arc::new(testkit::clock()), rng };
    find(&county.db.reopen().unwrap(), &Home::new(county.home.path()), &chance).unwrap().unwrap()
}

/// All callers at the same moment; what each was told.
fn race<T: Send>(programs: [&Bureau; 2], act: impl Fn(&Bureau, usize) -> T + Sync) -> Vec<T> {
    let start = Barrier::new(CALLERS);
    thread::scope(|scope| {
        let (start, act) = (&start, &act);
        let call = |n: usize| {
            let bureau = programs[n % 2];
            scope.spawn(move || {
                start.wait();
                act(bureau, n)
            })
        };
        let all: Vec<_> = (0..CALLERS).map(call).collect();
        all.into_iter().map(|t| t.join().unwrap()).collect()
    })
}

fn upstream(county: &County) -> Desk {
    let form = KeyForm {
        name: "省统一受理平台".into(),
        scopes: vec![Scope::CasesPush.as_str().to_owned()],
        department: None,
        per_minute: Some(600),
        expires_on: Some(jiff::civil::date(2027, 6, 30)),
    };
    let (made, secret) = make_key(&county.bureau, &county.desk("zhouzheng"), &form, None).unwrap();
    if made.waits {
        release_key(&county.bureau, &county.desk("sunhong"), KeyAt { id: made.id, version: 1 }, None).unwrap();
    }
    key_desk(&county.bureau, &secret, "192.0.2.7").unwrap().unwrap()
}

/// Somebody nobody knew before, by number: GB 11643 with its check character.
fn somebody(round: usize) -> String {
    let digits = format!("99010119900307{round:03}");
    let weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    let sum: u32 = digits.bytes().zip(weights).map(|(d, w)| u32::from(d - b'0') * w).sum();
    format!("{digits}{}", b"10X98765432"[(sum % 11) as usize] as char)
}

/// What a caller was told, or where it broke.
fn told<T, R: std::error::Error>(county: &County, round: usize, all: Vec<Result<T, Failure<R>>>) -> Vec<T> {
    let one = |r: Result<T, Failure<R>>| r.unwrap_or_else(|f| panic!("{} round {round}: {f:?}", county.db.name));
    all.into_iter().map(one).collect()
}

#[test]
fn one_number_pushed_by_many_at_once_is_one_case() {
    for db in engines() {
        let county = County::open(db);
        let (second, system) = (other(&county), upstream(&county));
        for round in 0..ROUNDS {
            let sent = PushForm {
                number: format!("SL-{round}"),
                item_code: format!("A{FOOD}"),
                applicant: "person".into(),
                code: somebody(round),
                name: "张三丰".into(),
                phone: "13800138000".into(),
                submitted_at: testkit::stamp().happened_at,
                ..PushForm::default()
            };
            let all = race([&county.bureau, &second], |bureau, _| push(bureau, &system, &sent));
            let all = told(&county, round, all);
            assert!(all.iter().all(|one| *one == all[0]), "{} round {round}: {all:?}", county.db.name);
        }
        sound(&county);
    }
}

#[test]
fn an_applicant_new_to_all_windows_at_once_is_one_person() {
    for db in engines() {
        let county = County::open(db);
        let (second, clerk) = (other(&county), county.desk("zhangmin"));
        for round in 0..ROUNDS {
            let form = AcceptForm {
                item: FOOD,
                applicant: "person".into(),
                code: somebody(round),
                name: "张三丰".into(),
                phone: "13800138000".into(),
                materials: vec![0, 1],
                ..AcceptForm::default()
            };
            let all = race([&county.bureau, &second], |bureau, n| {
                accept(bureau, &clerk, &form, Some(&format!("{round}-{}", n / 2)))
            });
            let mut numbers: Vec<String> =
                told(&county, round, all).into_iter().map(|accepted| accepted.case_no).collect();
            let people: BTreeSet<i64> = numbers.iter().map(|no| person(&county, no)).collect();
            assert_eq!(people.len(), 1, "{} round {round}", county.db.name);
            numbers.sort_unstable();
            numbers.dedup();
            assert_eq!(numbers.len(), CALLERS / 2, "a form sent to both programs is one case");
        }
        sound(&county);
    }
}

fn person(county: &County, case_no: &str) -> i64 {
    let (region, no) = (*county.bureau.region(), CaseNo::parse(case_no).unwrap());
    let found = county.db.db.read(|tx| store::cases::case_by_no(tx, &region, &no)).unwrap();
    found.unwrap().0.person.get()
}

fn sound(county: &County) {
    let found = county.db.db.read(|tx| store::journal::verify(tx, county.bureau.region())).unwrap();
    assert_eq!(found.findings, [], "{}", county.db.name);
}
