//! How the engines answer the lists: along an index in its order, with no sorting and no walk through the table, so that a
//! page costs the same with a thousand cases and with a million.

use domain::base::DepartmentId;
use store::{
    Database, Engine,
    cases::{CaseFilter, case_page_sql},
};
use testkit::{on_every_engine, region};

/// The plan as the engine tells it.
fn plan(db: &Database, filter: &CaseFilter) -> String {
    let (sql, vals) = case_page_sql(&region(), filter, ("2026-11-20", 7), 51);
    let (explain, column) = match db.engine() {
        Engine::Sqlite => ("EXPLAIN QUERY PLAN", "detail"),
        Engine::Postgres => ("EXPLAIN", "QUERY PLAN"),
    };
    let rows = db.read(|tx| tx.rows(&format!("{explain} {sql}"), &vals)).unwrap();
    rows.iter().map(|r| r.text(column).unwrap()).collect::<Vec<_>>().join("\n")
}

#[test]
fn every_list_is_read_along_its_index() {
    on_every_engine(|t| {
        let department = Some(DepartmentId::new(1));
        let stage = Some("accepted".to_owned());
        let open = CaseFilter { open: true, ..CaseFilter::default() };
        let of = CaseFilter { department, ..open.clone() };
        let staged = CaseFilter { stage: stage.clone(), ..CaseFilter::default() };
        let staged_of = CaseFilter { stage, department, ..CaseFilter::default() };
        // An index of open cases serves a stage of theirs as well.
        for (filter, indexes) in [
            (open, &["service_case_open"][..]),
            (of, &["service_case_open_of"]),
            (staged, &["service_case_by_stage", "service_case_open"]),
            (staged_of, &["service_case_by_stage", "service_case_open_of"]),
        ] {
            let plan = plan(&t.db, &filter);
            assert!(indexes.iter().any(|index| plan.contains(index)), "{filter:?} on {}:\n{plan}", t.name);
            for word in ["TEMP B-TREE", "SCAN c", "Sort", "Seq Scan on service_case"] {
                assert!(!plan.contains(word), "{filter:?} on {}: {word}\n{plan}", t.name);
            }
        }
    });
}
