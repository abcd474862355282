//! The lists of tables against the schema of both engines.

use std::collections::{BTreeMap, BTreeSet};

use store::{
    Database, Engine,
    tables::{DERIVED, FROZEN, JOURNAL, PROJECTIONS, WORKING},
};
use testkit::{engines, on_every_engine};

/// Columns of each table in their order, and its primary key in its order.
type Schema = BTreeMap<String, (Vec<String>, Vec<String>)>;

fn schema(db: &Database) -> Schema {
    let (tables, columns, keys) = match db.engine() {
        Engine::Sqlite => (
            "SELECT name AS name FROM sqlite_master WHERE type = 'table'",
            "SELECT name AS name FROM pragma_table_info($1) ORDER BY cid",
            "SELECT name AS name FROM pragma_table_info($1) WHERE pk > 0 ORDER BY pk",
        ),
        Engine::Postgres => (
            "SELECT CAST(table_name AS TEXT) AS name FROM information_schema.tables WHERE table_schema = 'public'",
            "SELECT CAST(column_name AS TEXT) AS name FROM information_schema.columns WHERE table_schema = 'public' \
             AND table_name = CAST($1 AS TEXT) ORDER BY ordinal_position",
            "SELECT CAST(k.column_name AS TEXT) AS name FROM information_schema.key_column_usage k \
             JOIN information_schema.table_constraints c ON c.constraint_name = k.constraint_name \
             AND c.table_name = k.table_name WHERE c.constraint_type = 'PRIMARY KEY' \
             AND c.table_schema = 'public' AND c.table_name = CAST($1 AS TEXT) ORDER BY k.ordinal_position",
        ),
    };
    db.read(|tx| {
        let mut out = Schema::new();
        for table in tx.rows(tables, &[])? {
            let table = table.text("name")?;
            let mut names = |sql: &str| -> Vec<String> {
                tx.rows(sql, store::vals![&table]).unwrap().iter().map(|r| r.text("name").unwrap()).collect()
            };
            let both = (names(columns), names(keys));
            out.insert(table, both);
        }
        Ok(out)
    })
    .unwrap()
}

#[test]
fn the_lists_name_every_table_once() {
    on_every_engine(|t| {
        let mut named: Vec<&str> = PROJECTIONS.iter().map(|p| p.name).collect();
        named.extend([DERIVED, FROZEN, JOURNAL, WORKING].concat());
        let once: BTreeSet<&str> = named.iter().copied().collect();
        assert_eq!(once.len(), named.len(), "a table is named twice");
        let schema = schema(&t.db);
        let there: BTreeSet<&str> = schema.keys().map(String::as_str).collect();
        assert_eq!(once, there);
    });
}

#[test]
fn every_key_begins_with_the_region() {
    on_every_engine(|t| {
        for (table, (columns, key)) in schema(&t.db) {
            if table == "schema_migration" {
                continue;
            }
            assert_eq!(key.first().map(String::as_str), Some("region"), "{table}");
            assert_eq!(columns.first().map(String::as_str), Some("region"), "{table}");
        }
    });
}

#[test]
fn projections_are_keyed_as_they_are_listed() {
    on_every_engine(|t| {
        let schema = schema(&t.db);
        for projection in PROJECTIONS {
            assert_eq!(schema[projection.name].1, projection.key, "{}", projection.name);
        }
    });
}

#[test]
fn both_engines_have_the_same_columns() {
    let all: Vec<Schema> = engines().iter().map(|t| schema(&t.db)).collect();
    for other in &all[1..] {
        assert_eq!(&all[0], other);
    }
    assert!(all[0].len() > 25);
}
