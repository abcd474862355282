//! How long a figure takes, against what the database needs at the least: a bare `count(*)` over the same
//! rows. Prints seconds and ratios; nothing is asserted.
//!
//! `cargo run --release -p onedoor-services --example figures_bench [ITEMS]`

use std::{sync::Arc, time::Instant};

use domain::{
    base::{SeededRng, SnapshotId},
    catalogue::OnlineDepth,
    indicators::Indicator,
    people::Desk,
};
use services::{
    Chance, Home,
    base::{NewCounty, open_county},
    indicators::{Aim, WhatIf, cheapest, gaps, take, what_if},
};
use store::{Database, StoreError, indicators as rows, vals};
use testkit::{Scratch, engines};

/// Runs of each measure; the fastest counts.
const RUNS: usize = 7;

#[expect(clippy::disallowed_methods, reason = "a benchmark reads the clock")]
fn fastest(mut work: impl FnMut()) -> f64 {
    (0..RUNS)
        .map(|_| {
            let start = Instant::now();
            work();
            start.elapsed().as_secs_f64()
        })
        .fold(f64::INFINITY, f64::min)
}

fn say(text: &str) {
    use std::io::Write as _;
    writeln!(std::io::stdout(), "{text}").ok();
}

/// Versions written straight to the table: what is measured is the reading.
fn fill(db: &Database, items: i64) -> Result<(), StoreError> {
    let guide = serde_json::json!(domain::catalogue::Guide::default()).to_string();
    db.write(move |tx| {
        for id in 1..=items {
            let depth = if id % 60 == 0 { OnlineDepth::L1 } else { OnlineDepth::L4 }.number();
            tx.run(
                "INSERT INTO item_version (region, item_id, version, effective_on, entered_at, code, department_id, division, \
                 main_name, name, item_type, status, online_depth, onsite_visits, published, resident, statutory, promised, guide, raw) \
                 VALUES ($1, $2, 1, '2026-11-01', '', $3, $4, '', '', '事项', '01', 'in_use', $5, 0, $6, 1, '20workday', '5workday', $7, '{}')",
                vals![
                    testkit::region(), id, format!("{id:033}"), id % 30 + 1, depth, i64::from(id % 50 != 0), &guide
                ],
            )?;
        }
        Ok(())
    })
}

fn main() {
    let items: i64 = std::env::args().nth(1).and_then(|n| n.parse().ok()).unwrap_or(3_077);
    for test in engines() {
        let home = Scratch::new("bench");
        let chance = Chance { clock: Arc::new(testkit::clock()), rng: Arc::new(SeededRng::new(7)) };
        let new = NewCounty {
            region: testkit::region(),
            name: Some("试算县".into()),
            city_name: "试算市".into(),
            sample: false,
        };
        let bureau = open_county(&test.db, &Home::new(home.path()), &chance, new).expect("an empty database");
        for id in 1..=30 {
            testkit::seed_department(&test.db, &testkit::department(id, &format!("第{id}局")));
        }
        fill(&test.db, items).expect("rows can be written");
        let desk = Desk::system("测试");
        let report = take(&bureau, &desk, bureau.today()).expect("a snapshot");
        let (region, snapshot) = (testkit::region(), SnapshotId::new(report.snapshot));
        let bare = fastest(|| {
            let sql = "SELECT count(*) AS n FROM snapshot_item WHERE region = $1 AND snapshot_id = $2";
            test.db.read(|tx| tx.row(sql, vals![&region, snapshot])).expect("a count");
        });
        // A bare count never opens a row; this one does, as every figure must.
        let opened = fastest(|| {
            let sql = "SELECT published, count(*) AS n FROM snapshot_item WHERE region = $1 AND snapshot_id = $2 \
                       GROUP BY published";
            test.db.read(|tx| tx.rows(sql, vals![&region, snapshot])).expect("a count");
        });
        say(&format!(
            "{}，{items} 项：裸计数 {:.2} 毫秒，打开每行的分组计数 {:.2} 毫秒（以下两个倍数按此顺序）",
            test.name,
            bare * 1e3,
            opened * 1e3
        ));
        let profiles = test.db.read(|tx| rows::profiles(tx, &region)).expect("profiles");
        for (indicator, profile) in &profiles {
            let took = fastest(|| {
                test.db.read(|tx| rows::count(tx, &region, snapshot, *indicator, profile)).expect("a figure");
            });
            let (name, ms) = (indicator.name(), took * 1e3);
            say(&format!("  {name}：{ms:.2} 毫秒，{:.1} 倍，{:.1} 倍", took / bare, took / opened));
        }
        let publication = Indicator::ProvincialPublicationRate;
        let took = fastest(|| drop(gaps(&bureau, &desk, publication, None).expect("a list")));
        say(&format!("  差距清单：{:.1} 毫秒，{:.0} 倍", took * 1e3, took / bare));
        let asked = WhatIf { departments: vec!["第1局".into()], ..WhatIf::default() };
        let took = fastest(|| drop(what_if(&bureau, &desk, &asked).expect("an answer")));
        say(&format!("  试算：{:.1} 毫秒，{:.0} 倍", took * 1e3, took / bare));
        let took = fastest(|| drop(cheapest(&bureau, &desk, publication, Aim::OwnTarget).expect("a way")));
        say(&format!("  最少补几项：{:.1} 毫秒，{:.0} 倍", took * 1e3, took / bare));
    }
}
