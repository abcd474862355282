//! What an import costs: 3,000 and 20,000 rows read, laid aside, planned, written, written again and taken back, against
//! reading the same file with the bare reader and against bare inserts of the same rows.
//!
//! `cargo run --release -p onedoor-services --example import_bench`. It prints, it asserts nothing.
#![expect(clippy::unwrap_used, reason = "a measurement that cannot go on stops")]
#![expect(clippy::disallowed_methods, reason = "a measurement needs the clock of the machine")]

use std::{
    fmt::Write as _,
    sync::Arc,
    time::{Duration, Instant},
};

use domain::people::Desk;
use papers::catalogue::read_table;
use services::{
    Chance, Home,
    base::{NewCounty, open_county},
    catalogue::{from_table, publish, stage, undo},
};
use store::{Database, StoreError, vals};
use testkit::{Scratch, engines, region};

const HEADER: &str = "部门,主项名称,业务办理项名称,业务办理项编码,事项类型,区划代码,行使层级,网上办理深度,到办事现场次数,\
是否省级平台发布,是否进驻政务大厅,法定办结时限,承诺办结时限,办件类型,服务对象,设定依据,受理条件,申请材料,是否收费,办理地点,\
办理时间,咨询方式,监督投诉方式,结果类型,结果名称,自然人主题,俗称,是否支持预约,是否支持物流快递,备注\n";

/// A file of so many items, 30 columns wide, the size of a guide's usual texts.
fn file(rows: usize) -> Vec<u8> {
    let mut text = String::from(HEADER);
    for n in 0..rows {
        writeln!(
            text,
            "县第{}局,主项{},事项名称第{n}号（新办）,511A{n:07}-511602000000-000-1-00,行政许可,511602000000,县级,Ⅳ,0,是,是,20个工作日,\
             5个工作日,承诺件,自然人、企业法人,《中华人民共和国行政许可法》第十二条；《某某管理条例》第八条第{n}款,\
             符合法律法规规定的条件，申请材料齐全,1.申请书；2.身份证明；3.场所证明,否,政务服务中心二楼{}号窗口,\
             工作日 9:00-12:00 13:00-17:00,0826-2600{:03},0826-12345,证照,许可证,社会保障,办证第{n},是,是,原样保留{n}",
            n % 40,
            n / 7,
            n % 60,
            n % 1000
        )
        .unwrap();
    }
    text.into_bytes()
}

fn timed<T>(work: impl FnOnce() -> T) -> (T, Duration) {
    let start = Instant::now();
    let out = work();
    (out, start.elapsed())
}

/// The same number of rows with the same texts in two columns, one transaction, one prepared statement.
fn bare_inserts(db: &Database, bodies: Vec<String>) -> Duration {
    db.write(|tx| -> Result<u64, StoreError> {
        tx.run("CREATE TABLE bench (region TEXT NOT NULL, id BIGINT NOT NULL, body TEXT NOT NULL, PRIMARY KEY (region, id))", &[])
    })
    .unwrap();
    let ((), took) = timed(|| {
        db.write(move |tx| -> Result<(), StoreError> {
            for (n, body) in bodies.iter().enumerate() {
                tx.run("INSERT INTO bench (region, id, body) VALUES ($1, $2, $3)", vals![&region(), n as i64, body])?;
            }
            Ok(())
        })
        .unwrap();
    });
    db.write(|tx| -> Result<u64, StoreError> { tx.run("DROP TABLE bench", &[]) }).unwrap();
    took
}

fn main() {
    for rows in [3_000, 20_000] {
        let bytes = file(rows);
        println!("{rows} rows, 30 columns, {:.1} MiB of csv", bytes.len() as f64 / f64::from(1 << 20));
        for test_db in engines() {
            let scratch = Scratch::new("import-bench");
            let chance = Chance { clock: Arc::new(testkit::clock()), rng: Arc::new(testkit::rng()) };
            let new =
                NewCounty { region: region(), name: Some("试算县".into()), city_name: String::new(), sample: false };
            let bureau = open_county(&test_db.db, &Home::new(scratch.path()), &chance, new).unwrap();
            let desk = Desk::system("测试");

            let (table, read) = timed(|| read_table(&bytes, "事项.csv").unwrap());
            let bodies: Vec<String> = table.rows.iter().map(|r| r.cells.join(",").repeat(2)).collect();
            let bare = bare_inserts(&test_db.db, bodies);
            let (file, mapped) = timed(|| from_table(&table, "事项.csv", &bytes).unwrap());
            let (staged, staging) = timed(|| stage(&bureau, &desk, &file, false).unwrap());
            let (done, publishing) = timed(|| publish(&bureau, &desk, staged.id, None, None).unwrap());
            assert_eq!(done.added, rows as u64);
            let whole = read + mapped + staging + publishing;
            let (again, second) = timed(|| {
                let staged = stage(&bureau, &desk, &file, false).unwrap();
                publish(&bureau, &desk, staged.id, None, None).unwrap()
            });
            assert_eq!(again.unchanged, rows as u64);
            let (_, undoing) = timed(|| undo(&bureau, &desk, staged.id, None, None).unwrap());
            let s = |d: Duration| d.as_secs_f64();
            println!(
                "  {:>8}: read {:.2} s, columns {:.2} s, aside with plan {:.2} s, written {:.2} s; import {:.2} s \
                 = {:.1} × the bare read, {:.1} × bare inserts ({:.2} s); second load {:.2} s, undo {:.2} s",
                test_db.name,
                s(read),
                s(mapped),
                s(staging),
                s(publishing),
                s(whole),
                s(whole) / s(read),
                s(whole) / s(bare),
                s(bare),
                s(second),
                s(undoing)
            );
        }
    }
}
