//! Values in and out: the same on both engines.

use domain::base::{CaseId, DepartmentId, DivisionCode, ImportId, ItemId, PersonId, Region, SnapshotId, StaffId};
use jiff::{Timestamp, civil::date};
use store::{Row, StoreError, Val, digest, hex, seam::instant_text, unhex, vals};
use testkit::{TestDb, on_every_engine};

use crate::common::write;

fn one(t: &TestDb, sql: &'static str, params: &[Val]) -> Result<Row, StoreError> {
    t.db.read(|tx| Ok(tx.row(sql, params)?.unwrap()))
}

#[test]
fn parameters_may_come_out_of_order_and_repeat() {
    on_every_engine(|t| {
        let row = one(
            t,
            "SELECT CAST($3 AS TEXT) AS c, CAST($1 AS TEXT) AS a, CAST($2 AS BIGINT) AS b, CAST($3 AS TEXT) AS d",
            vals!["甲", 2, "丙"],
        )
        .unwrap();
        assert_eq!(row.names(), ["c", "a", "b", "d"]);
        let text = |name| row.text(name).unwrap();
        assert_eq!(
            (text("a"), row.int("b").unwrap(), text("c"), text("d")),
            ("甲".into(), 2, "丙".into(), "丙".into())
        );
    });
}

#[test]
fn too_many_and_too_few_parameters_are_refused() {
    on_every_engine(|t| {
        for params in [vals![], vals![1], vals![1, 2, 3]] {
            let got =
                t.db.read(|tx| tx.rows("SELECT CAST($1 AS BIGINT) AS a, CAST($2 AS BIGINT) AS b", params).map(|_| ()));
            assert!(got.is_err(), "{} parameters", params.len());
        }
    });
}

#[test]
fn every_kind_of_value_comes_back_as_it_went() {
    let texts = ["", " ", "一扇门", "𠮷野·阿卜杜", "'; DROP TABLE staff; --", "a\u{300}", "\u{10FFFF}", "%_\\"];
    on_every_engine(|t| {
        for text in texts {
            let row = one(t, "SELECT CAST($1 AS TEXT) AS v", vals![text]).unwrap();
            assert_eq!(row.text("v").unwrap(), text);
        }
        for n in [0, 1, -1, i64::MIN, i64::MAX] {
            assert_eq!(one(t, "SELECT CAST($1 AS BIGINT) AS v", vals![n]).unwrap().int("v"), Ok(n));
        }
        for bytes in [vec![], vec![0], vec![0, 255, 10, 39], (0..=255).collect::<Vec<u8>>()] {
            let stored = bytes.clone();
            write(&t.db, move |tx| {
                tx.run("DELETE FROM person_key WHERE region = $1", vals!["990101"])?;
                let row = vals!["990101", 1, stored.as_slice()];
                tx.run("INSERT INTO person_key (region, person_id, wrapped) VALUES ($1, $2, $3)", row)
            })
            .unwrap();
            assert_eq!(one(t, "SELECT wrapped FROM person_key", &[]).unwrap().bytes("wrapped"), Ok(bytes));
        }
    });
}

#[test]
fn null_is_not_known_and_nothing_else() {
    on_every_engine(|t| {
        let sql = "SELECT CAST($1 AS BIGINT) AS n, CAST($2 AS TEXT) AS t, CAST($3 AS BIGINT) AS f";
        let row = one(t, sql, vals![Option::<i64>::None, Option::<&str>::None, Option::<bool>::None]).unwrap();
        assert_eq!(row.val("n"), Ok(&Val::Null));
        assert_eq!((row.opt_int("n"), row.opt_text("t"), row.opt_flag("f")), (Ok(None), Ok(None), Ok(None)));
        assert_eq!((row.opt_date("t"), row.opt_instant("t"), row.opt_bytes("t")), (Ok(None), Ok(None), Ok(None)));
        assert_eq!(row.opt_num::<u8>("n"), Ok(None));
        for refused in [row.int("n").is_err(), row.text("t").is_err(), row.flag("f").is_err(), row.bytes("t").is_err()]
        {
            assert!(refused);
        }
        assert!(row.date("t").is_err() && row.instant("t").is_err() && row.num::<u8>("n").is_err());
    });
}

#[test]
fn what_does_not_fit_is_named() {
    on_every_engine(|t| {
        let row = one(t, "SELECT CAST($1 AS BIGINT) AS n, CAST($2 AS TEXT) AS t", vals![300, "[1,2]"]).unwrap();
        let corrupt = |e: StoreError| matches!(e, StoreError::Corrupt { .. });
        assert!(corrupt(row.num::<u8>("n").unwrap_err()));
        assert!(corrupt(row.opt_num::<u8>("n").unwrap_err()));
        assert_eq!(row.num::<u16>("n"), Ok(300));
        assert!(corrupt(row.flag("n").unwrap_err()));
        assert!(corrupt(row.text("n").unwrap_err()));
        assert!(corrupt(row.int("t").unwrap_err()));
        assert!(corrupt(row.bytes("t").unwrap_err()));
        assert!(corrupt(row.date("t").unwrap_err()));
        assert!(corrupt(row.instant("t").unwrap_err()));
        assert!(corrupt(row.int("no_such_column").unwrap_err()));
        assert_eq!(row.json::<Vec<i64>>("t"), Ok(vec![1, 2]));
        assert!(corrupt(row.json::<String>("t").unwrap_err()));
    });
}

/// A form can send it; PostgreSQL has no such text, so SQLite must not keep one either.
#[test]
fn a_text_with_nul_is_refused() {
    on_every_engine(|t| {
        let got = write(&t.db, |tx| {
            store::people::note_attempt(tx, &testkit::region(), "mark", "a\0b", Timestamp::UNIX_EPOCH, 1)
        });
        assert!(matches!(got, Err(StoreError::Db(_))), "{got:?}");
    });
}

#[test]
fn order_of_texts_is_by_bytes() {
    let mixed = ["b", "B", "a", "A", "甲", "乙", "é", "z", "_", "-", "10", "9", "𠮷", "\u{FF01}", ""];
    let mut expected = mixed.map(str::to_owned);
    expected.sort_by(|a, b| a.as_bytes().cmp(b.as_bytes()));
    on_every_engine(|t| {
        write(&t.db, move |tx| {
            for (i, name) in mixed.iter().enumerate() {
                let row = vals!["990101", i as i64, *name, ""];
                tx.run("INSERT INTO person (region, id, code_hash, kind) VALUES ($1, $2, $3, $4)", row)?;
            }
            Ok(())
        })
        .unwrap();
        let rows = t.db.read(|tx| tx.rows("SELECT code_hash AS v FROM person ORDER BY code_hash", &[])).unwrap();
        let got: Vec<String> = rows.iter().map(|r| r.text("v").unwrap()).collect();
        assert_eq!(got, expected);
        let above =
            one(t, "SELECT count(*) AS n FROM person WHERE code_hash > $1", vals!["a"]).unwrap().int("n").unwrap();
        assert_eq!(above, expected.iter().filter(|e| e.as_bytes() > b"a".as_slice()).count() as i64);
    });
}

#[test]
fn days_and_instants_sort_as_time() {
    let at = |text: &str| text.parse::<Timestamp>().unwrap();
    assert_eq!(instant_text(at("2026-11-22T03:04:05.123456789Z")), "2026-11-22T03:04:05.123456Z");
    assert_eq!(instant_text(at("2026-11-22T03:04:05Z")), "2026-11-22T03:04:05.000000Z");
    assert!(instant_text(at("2026-11-22T03:04:05Z")) < instant_text(at("2026-11-22T03:04:05.000001Z")));
    on_every_engine(|t| {
        let sql = "SELECT CAST($1 AS TEXT) AS d, CAST($2 AS TEXT) AS i";
        let row = one(t, sql, vals![date(2026, 11, 22), at("2026-11-22T03:04:05.123456Z")]).unwrap();
        assert_eq!(row.date("d"), Ok(date(2026, 11, 22)));
        assert_eq!(row.instant("i"), Ok(at("2026-11-22T03:04:05.123456Z")));
    });
}

#[test]
fn ids_and_codes_are_numbers_and_texts() {
    let id = Val::Int(5);
    let ids = vals![
        CaseId::new(5),
        DepartmentId::new(5),
        ImportId::new(5),
        ItemId::new(5),
        PersonId::new(5),
        SnapshotId::new(5),
        StaffId::new(5),
        5_u8,
        5_u16,
        5_u32
    ];
    assert!(ids.iter().all(|v| *v == id), "{ids:?}");
    let region = Region::parse("990101").unwrap();
    let code = DivisionCode::parse("990101001").unwrap();
    assert_eq!(
        vals![region, &region, &code, true],
        [Val::Text("990101".into()), Val::Text("990101".into()), Val::Text("990101001000".into()), Val::Int(1)]
    );
}

#[test]
fn hexadecimal_and_digests() {
    assert_eq!(hex(&[0, 10, 255]), "000aff");
    assert_eq!(unhex("000aff"), Some(vec![0, 10, 255]));
    assert_eq!(unhex("000AFF"), Some(vec![0, 10, 255]));
    for bad in ["0", "0g", "门门", "+1"] {
        assert_eq!(unhex(bad), None, "{bad}");
    }
    // GB/T 32905-2016, appendix A, example 1.
    assert_eq!(digest(b"abc"), "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0");
}
