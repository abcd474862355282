//! The canonical form: the shapes read from the migrations are those of the engines; rows go out and
//! come back the same.

use store::{
    Database, Digester, Engine, StoreError,
    canonical::{Canon, TableShape, each_line, put_line, shapes},
    journal::{Entry, Stream, append},
    people::department_change,
    seam::SCHEMA_VERSION,
    tables::PASSING,
};
use testkit::{TestDb, department, engines, on_every_engine, region, seed_county, stamp};

use crate::common::write;

#[test]
fn shapes_are_those_of_the_engines() {
    on_every_engine(|t| {
        for shape in shapes(SCHEMA_VERSION) {
            let (columns, key) = match t.db.engine() {
                Engine::Sqlite => (
                    "SELECT name AS name FROM pragma_table_info($1) ORDER BY cid",
                    "SELECT name AS name FROM pragma_table_info($1) WHERE pk > 0 ORDER BY pk",
                ),
                Engine::Postgres => (
                    "SELECT CAST(column_name AS TEXT) AS name FROM information_schema.columns \
                     WHERE table_schema = 'public' AND table_name = CAST($1 AS TEXT) ORDER BY ordinal_position",
                    "SELECT CAST(column_name AS TEXT) AS name FROM information_schema.key_column_usage \
                     WHERE table_schema = 'public' AND table_name = CAST($1 AS TEXT) ORDER BY ordinal_position",
                ),
            };
            let names = |sql: &str| -> Vec<String> {
                let rows = t.db.read(|tx| tx.rows(sql, store::vals![&shape.name])).unwrap();
                rows.iter().map(|r| r.text("name").unwrap()).collect()
            };
            assert_eq!((names(columns), names(key)), (shape.columns.clone(), shape.key.clone()), "{}", shape.name);
        }
        let count = match t.db.engine() {
            Engine::Sqlite => "SELECT count(*) AS n FROM sqlite_master WHERE type = 'table'",
            Engine::Postgres => {
                "SELECT count(*) AS n FROM information_schema.tables WHERE table_schema = 'public' \
                 AND table_type = 'BASE TABLE'"
            }
        };
        let there = t.db.read(|tx| tx.row(count, &[])).unwrap().unwrap().int("n").unwrap();
        // All but the ledger of migrations, which belongs to no county.
        assert_eq!(shapes(SCHEMA_VERSION).len() as i64, there - 1);
    });
    assert!(shapes(1).len() < shapes(SCHEMA_VERSION).len());
    assert!(PASSING.iter().all(|p| *p == "schema_migration" || shapes(SCHEMA_VERSION).iter().any(|s| s.name == *p)));
}

fn lines(db: &Database, table: &TableShape) -> Vec<String> {
    let mut out = Vec::new();
    db.read(|tx| {
        each_line(tx, &region(), table, |row| {
            out.push(row.to_owned());
            true
        })
    })
    .unwrap();
    out
}

/// More rows than one page, in keys of one and of two columns, with NULL, bytes and odd texts.
fn fill(t: &TestDb) {
    seed_county(&t.db, &testkit::vault());
    write(&t.db, |tx| {
        for n in 0..450 {
            let row = department_change(&region(), &department(n, &format!("部门\"{n}\"\n\u{2028}𠀀")));
            append(tx, &region(), &stamp(), Entry::new(Stream::catalogue(), n, "test.put", &n).with(row))?;
        }
        Ok(())
    })
    .unwrap();
}

#[test]
fn every_row_goes_out_in_order_and_comes_back_the_same() {
    let mut digests = Vec::new();
    on_every_engine(|t| {
        fill(t);
        let tables = shapes(SCHEMA_VERSION);
        let all: Vec<(TableShape, Vec<String>)> = tables.into_iter().map(|s| (s.clone(), lines(&t.db, &s))).collect();
        let of = |name: &str| &all.iter().find(|(s, _)| s.name == name).unwrap().1;
        assert_eq!((of("department").len(), of("event").len()), (450, 451));
        assert!(of("department")[9].contains("\"id\":9,"), "in order of number, not of text");
        for other in engines() {
            let copied = all.clone();
            write(&other.db, move |tx| {
                for (shape, lines) in &copied {
                    for line in lines {
                        put_line(tx, &region(), shape, line)?;
                    }
                }
                Ok(())
            })
            .unwrap();
            for (shape, before) in &all {
                assert_eq!(&lines(&other.db, shape), before, "{} from {} to {}", shape.name, t.name, other.name);
            }
        }
    });
    for t in engines() {
        fill(&t);
        let mut canon = Canon::default();
        for shape in shapes(SCHEMA_VERSION) {
            lines(&t.db, &shape).iter().for_each(|l| canon.take(&shape.name, l));
        }
        digests.push(canon.finish());
    }
    assert_eq!(Canon::line("session", "{}"), None, "working state is in no export");
    assert_eq!(Canon::line("staff", "{}").as_deref(), Some("[\"staff\",{}]\n"));
    let mut pieces = Digester::default();
    for piece in ["一", "扇门"] {
        pieces.update(piece.as_bytes());
    }
    assert_eq!(pieces.finish(), store::digest("一扇门".as_bytes()));
    assert!(digests.windows(2).all(|pair| pair[0] == pair[1]), "{digests:?}");
}

#[test]
fn a_line_that_is_no_row_is_refused() {
    on_every_engine(|t| {
        let shape = shapes(SCHEMA_VERSION).into_iter().find(|s| s.name == "case_number").unwrap();
        let put = |line: &'static str| {
            let shape = shape.clone();
            write(&t.db, move |tx| put_line(tx, &region(), &shape, line))
        };
        let whole = r#"{"day":"2026-11-20","region":"990101","used":1,"window_no":3}"#;
        for wrong in [
            "",
            "[]",
            r#"{"day":"2026-11-20","region":"990102","used":1,"window_no":3}"#,
            r#"{"day":"2026-11-20","region":"990101","used":1,"window_no":3,"more":1}"#,
            r#"{"day":true,"region":"990101","used":1,"window_no":3}"#,
        ] {
            assert!(matches!(put(wrong), Err(StoreError::Corrupt { .. })), "{wrong}");
        }
        assert!(put(r#"{"region":"990101","used":1,"window_no":3}"#).is_err(), "a column that may not be empty");
        assert_eq!(put(whole), Ok(()));
        assert!(put(whole).is_err(), "nothing is overwritten");
    });
}

#[test]
fn rows_of_an_earlier_schema_are_restored_into_it_and_brought_up_to_date() {
    let scratch = testkit::Scratch::new("earlier");
    let mut places = vec![None];
    places.extend(testkit::postgres_url().map(Some));
    for url in places {
        let open = |schema: Option<i64>| match (&url, schema) {
            (None, Some(n)) => Database::open_sqlite_at(&scratch.join("a.db"), n),
            (None, None) => Database::open_sqlite(&scratch.join("a.db")),
            (Some(url), Some(n)) => Database::open_postgres_at(url, n),
            (Some(url), None) => Database::open_postgres(url),
        };
        let first = open(Some(1)).unwrap();
        let shape = shapes(1).into_iter().find(|s| s.name == "city_figure").unwrap();
        assert!(!shape.columns.contains(&"benchmark".to_owned()), "added by a later migration");
        let line = r#"{"as_of":"2026-11-20","county_code":"990102","county_name":"甲县","indicator":"x","region":"990101","value":"1"}"#;
        let of_then = shape.clone();
        write(&first, move |tx| put_line(tx, &region(), &of_then, line)).unwrap();
        drop(first);
        let now = open(None).unwrap();
        let shape = shapes(SCHEMA_VERSION).into_iter().find(|s| s.name == "city_figure").unwrap();
        assert_eq!(lines(&now, &shape), [line], "a NULL in a column added later is not written down");
    }
}
