//! A crowd at the sign-in page (登录挤兑): alone in its process, because it looks at the process's memory.

#[cfg(target_os = "linux")]
#[test]
fn three_hundred_at_once_take_no_memory() {
    use std::sync::Arc;

    use services::{
        Chance, Failure, Home,
        base::{NewCounty, open_county},
        people::{SignInRefusal, sign_in},
    };
    use testkit::{Scratch, TestDb};

    /// Kilobytes that the system has given to this process at most.
    fn peak() -> i64 {
        let text = std::fs::read_to_string("/proc/self/status").unwrap();
        let line = text.lines().find(|l| l.starts_with("VmHWM:")).unwrap();
        line.split_whitespace().nth(1).unwrap().parse().unwrap()
    }

    let (db, home) = (TestDb::sqlite(), Scratch::new("crowd"));
    let chance = Chance { clock: Arc::new(testkit::clock()), rng: Arc::new(testkit::rng()) };
    let new =
        NewCounty {
            region: testkit::region(), name: Some("试算县".into()), city_name: String::new(), sample: false
        };
    let bureau = open_county(&db.db, &Home::new(home.path()), &chance, new).unwrap();
    let ask = |n: u32| match sign_in(&bureau, &format!("nobody{n}"), "x", &format!("192.0.2.{}", n % 250)) {
        Err(Failure::Refused(refusal)) => refusal,
        Ok(_) => panic!("nobody is signed in"),
        Err(other) => panic!("{other}"),
    };
    assert_eq!(ask(1_000), SignInRefusal::Wrong);
    for round in 0..3 {
        let before = peak();
        let told: Vec<SignInRefusal> = std::thread::scope(|scope| {
            let ask = &ask;
            let all: Vec<_> = (0..300).map(|n| scope.spawn(move || ask(round * 300 + n))).collect();
            all.into_iter().map(|t| t.join().unwrap()).collect()
        });
        let grown = (peak() - before) / 1024;
        let busy = told.iter().filter(|r| **r == SignInRefusal::Busy).count();
        println!("round {round}: {busy} of 300 sent away, peak grew by {grown} MiB from {} MiB", before / 1024);
        assert!(busy > 0 && told.iter().all(|r| matches!(r, SignInRefusal::Busy | SignInRefusal::Wrong)));
        // The second hash takes its 19 MiB once, threads a little each; 300 hashes would be 5700 MiB.
        assert!(grown < if round == 0 { 80 } else { 20 }, "{grown} MiB in round {round}");
    }
}
