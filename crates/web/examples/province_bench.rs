//! How long the ranking of a province takes, page by page as it is sent: a hundred counties of three thousand items, each
//! with a million cases on its books, a fortnight of days ranked. Prints the slowest of some runs against
//! a page that shows none of it; nothing is asserted.
//!
//! `cargo run --release -p onedoor-web --example province_bench [COUNTIES] [DAYS]`

use std::{collections::BTreeMap, path::PathBuf, sync::Arc, time::Instant};

use axum::{
    Router,
    body::{Body, to_bytes},
    http::{Request, StatusCode, header},
};
use domain::{
    base::{Region, SnapshotId},
    indicators::{
        EVIDENCE, EvidenceDigest, EvidenceKey, EvidenceRow, Indicator, ReportedFigure, RowStanding, SnapshotReport,
        evidence_parts, evidence_text,
    },
    people::Desk,
    publication::{Listed, exchange::PeerWanted},
};
use jiff::{SignedDuration, civil::Date};
use services::{
    Bureau, Chance, Home,
    base::{NewCounty, county, open_county},
    indicators::{AskForm, KeptReport, ask_evidence, run_standings},
    people::{NewStaff, add_staff},
    publication::exchange::{own_key, set_peer},
};
use testkit::{Scratch, engines};
use tower::ServiceExt as _;
use web::{App, Site};

const ITEMS: u64 = 3_000;
const CASES: u64 = 1_000_000;
/// Runs of each measure; the slowest is printed, because that is what somebody waits for.
const RUNS: usize = 20;
const PASSWORD: &str = "Only-for-this-bench-1";

fn say(text: &str) {
    use std::io::Write as _;
    writeln!(std::io::stdout(), "{text}").ok();
}

fn code(n: usize) -> Region {
    let text = format!("99{:02}{:02}", n / 20 + 1, n % 20 + 1);
    Region::parse(&text).expect("six digits")
}

/// Rows that are not met, as their county gives them.
fn rows(lacking: u64) -> Vec<EvidenceRow> {
    let row = |n: u64| EvidenceRow {
        code: format!("1199010100{n:023}"),
        name: format!("事项{n}"),
        facts: "online_depth=1 onsite_visits=1 status=in_use item_type=01".into(),
        owner: "县民政局".into(),
    };
    (0..lacking).map(row).collect()
}

fn report(n: usize, day: Date, lacking: u64) -> SnapshotReport {
    let figure = |indicator: &Indicator| {
        let digest = |standing: &RowStanding| {
            let count = match standing {
                RowStanding::Met => ITEMS - lacking,
                RowStanding::NotMet => lacking,
                RowStanding::Unknown | RowStanding::Excluded | RowStanding::Outside => 0,
            };
            let text = if *standing == RowStanding::NotMet { evidence_text(&rows(lacking)) } else { String::new() };
            (standing.as_str().to_owned(), EvidenceDigest { rows: count, digest: testkit::digest(&text) })
        };
        ReportedFigure {
            indicator: indicator.id().to_owned(),
            met: ITEMS - lacking,
            not_met: lacking,
            unknown: 0,
            excluded: 0,
            profile: indicator.id().replace('_', "-"),
            profile_version: 1,
            evidence: EVIDENCE.iter().map(digest).collect::<BTreeMap<_, _>>(),
        }
    };
    SnapshotReport {
        snapshot: SnapshotId::new(i64::try_from(n).unwrap_or_default() + 1),
        as_of: day,
        taken_at: domain::base::Clock::now(&testkit::clock()),
        cases: CASES,
        figures: Indicator::ALL.iter().map(figure).collect(),
    }
}

fn knows(bureau: &Bureau, n: usize, key: &str) {
    let wanted = PeerWanted {
        code: code(n).as_str().to_owned(),
        name: format!("第{}县", n + 1),
        public_key: key.to_owned(),
        address: String::new(),
        active: true,
    };
    set_peer(bureau, &Desk::system("测试"), &wanted, &Listed::default(), None).expect("a county of the province");
}

async fn ask(router: &Router, request: Request<Body>) -> (StatusCode, Vec<u8>) {
    let answer = router.clone().oneshot(request).await.expect("an answer");
    let status = answer.status();
    let bytes = to_bytes(answer.into_body(), usize::MAX).await.expect("all of it");
    (status, bytes.to_vec())
}

async fn sign_in(router: &Router) -> String {
    let body = serde_json::json!({ "login": "jiandu", "password": PASSWORD }).to_string();
    let request = Request::post("/api/session").header(header::CONTENT_TYPE, "application/json").body(body.into());
    let (_, bytes) = ask(router, request.expect("a request")).await;
    let answer: serde_json::Value = serde_json::from_slice(&bytes).expect("a session");
    answer["token"].as_str().expect("a token").to_owned()
}

/// The slowest of the runs in milliseconds, and how long the answer is.
#[expect(clippy::disallowed_methods, reason = "a benchmark reads the clock")]
async fn slowest(router: &Router, token: &str, path: &str) -> (f64, usize) {
    let (mut most, mut size) = (0.0_f64, 0);
    for _ in 0..RUNS {
        // Pages know who asks by the cookie, the API by the bearer's token alone.
        let who = match path.starts_with("/api/") {
            true => (header::AUTHORIZATION, format!("Bearer {token}")),
            false => (header::COOKIE, format!("onedoor_session={token}")),
        };
        let request = Request::get(path).header(who.0, who.1).body(Body::empty());
        let start = Instant::now();
        let (status, bytes) = ask(router, request.expect("a request")).await;
        most = most.max(start.elapsed().as_secs_f64() * 1e3);
        assert_eq!(status, StatusCode::OK, "{path}: {}", String::from_utf8_lossy(&bytes));
        size = bytes.len();
    }
    (most, size)
}

#[expect(clippy::disallowed_methods, reason = "a benchmark reads the clock")]
fn main() {
    let number =
        |at: usize, otherwise: usize| std::env::args().nth(at).and_then(|n| n.parse().ok()).unwrap_or(otherwise);
    let (counties, days) = (number(1, 100), number(2, 14));
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().expect("a runtime");
    for test in engines() {
        let home = Scratch::new("province-bench");
        let clock = Arc::new(testkit::clock());
        let chance = Chance { clock: clock.clone(), rng: Arc::new(testkit::rng()) };
        let region = Region::parse("990000").expect("six digits");
        let new = NewCounty { region, name: Some("试算省".into()), city_name: String::new(), sample: false };
        let bureau = open_county(&test.db, &Home::new(home.path()), &chance, new).expect("an empty database");
        let desk = Desk::system("测试");
        let staff = NewStaff {
            name: "陈督".into(),
            login: "jiandu".into(),
            password: PASSWORD.into(),
            roles: vec!["supervisor".into()],
            department: None,
            window_no: None,
            must_change: false,
        };
        add_staff(&bureau, &desk, &staff, None).expect("a supervisor");
        let key = own_key(&bureau, &desk).expect("a key");
        (0..counties).for_each(|n| knows(&bureau, n, &key));
        let mut ranking = 0.0_f64;
        for day in 0..days {
            let today = bureau.today();
            let all = (0..counties).map(|n| KeptReport {
                county: code(n),
                version: 1,
                report: report(n, today, ((n * 7 + day) % 60 + 1) as u64),
                changes: Vec::new(),
                came_at: bureau.now(),
                seq: i64::try_from(day).unwrap_or_default() + 1,
            });
            testkit::seed_reports(&test.db, &region, &all.collect::<Vec<_>>());
            clock.advance(SignedDuration::from_hours(24));
            let start = Instant::now();
            run_standings(&bureau).expect("a ranked day");
            ranking = ranking.max(start.elapsed().as_secs_f64() * 1e3);
        }
        let day = bureau.today().yesterday().expect("a day before");
        let lacking = (days - 1) % 60 + 1;
        let form = AskForm {
            as_of: day,
            version: 1,
            indicator: Indicator::OnlineAvailableRate.id().into(),
            standing: RowStanding::NotMet.as_str().into(),
            why: String::new(),
        };
        ask_evidence(&bureau, &desk, &code(0), &form, None).expect("a question");
        let key = EvidenceKey {
            snapshot: SnapshotId::new(1),
            indicator: Indicator::OnlineAvailableRate,
            standing: RowStanding::NotMet,
        };
        let parts = evidence_parts(&rows(lacking as u64));
        testkit::seed_evidence(&test.db, (&region, &code(0)), &key, 1, &parts);
        let place = county(&bureau).expect("the province");
        let router = web::router(App::new(bureau.clone(), place, PathBuf::from("onedoor"), Site::default()));
        say(&format!(
            "{}：{counties} 县，{} 项，{} 件，{days} 天；定一天的排名最慢 {ranking:.1} 毫秒",
            test.name,
            counties as u64 * ITEMS,
            counties as u64 * CASES
        ));
        runtime.block_on(async {
            let token = sign_in(&router).await;
            let (least, _) = slowest(&router, &token, "/standings/own").await;
            let pages = [
                ("今天的排名", "/standings".to_owned()),
                ("定下的排名", format!("/standings?day={day}")),
                ("按一项指标", format!("/standings?day={day}&by=online_available_rate")),
                ("排名 JSON", format!("/api/standings?day={day}")),
                ("一个县", format!("/standings/{}?day={day}", code(0))),
                (
                    "明细",
                    format!(
                        "/standings/{}/rows?as_of={day}&report=1&indicator=online_available_rate&standing=not_met",
                        code(0)
                    ),
                ),
            ];
            for (name, path) in pages {
                let (took, size) = slowest(&router, &token, &path).await;
                say(&format!("  {name}：最慢 {took:.1} 毫秒（{} KB），{:.1} 倍", size / 1024, took / least));
            }
        });
    }
}
