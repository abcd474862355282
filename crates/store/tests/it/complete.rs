//! Every public function of the store is called by name in some test of this folder.

use std::{fs, path::Path};

fn texts(dir: &Path, out: &mut String) {
    for entry in fs::read_dir(dir).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            texts(&path, out);
        } else if path.extension().is_some_and(|e| e == "rs") {
            out.push_str(&fs::read_to_string(&path).unwrap());
        }
    }
}

#[test]
fn every_public_function_is_called_in_a_test() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let (mut sources, mut tests) = (String::new(), String::new());
    texts(&root.join("src"), &mut sources);
    texts(&root.join("tests/it"), &mut tests);
    let names: Vec<&str> = sources
        .lines()
        .filter_map(|l| l.trim_start().strip_prefix("pub fn "))
        .map(|l| l.split(['(', '<']).next().unwrap())
        .collect();
    assert!(names.len() > 90, "the sources were not found: {names:?}");
    let called = |name: &str| {
        // Called, or handed to `read` as it is.
        [format!("{name}("), format!("{name}::<"), format!("read({name})")].iter().any(|c| tests.contains(c.as_str()))
    };
    let missing: Vec<&str> = names.into_iter().filter(|name| !called(name)).collect();
    assert_eq!(missing, Vec::<&str>::new(), "no contract test calls these");
}

/// SQLite's `LIKE` ignores the case of ASCII letters, PostgreSQL's does not.
#[test]
fn no_query_uses_what_the_engines_understand_differently() {
    let mut sources = String::new();
    texts(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut sources);
    for word in [" LIKE ", " GLOB ", " ILIKE ", "datetime(", " now()", "CURRENT_", " rowid", "random()"] {
        assert!(!sources.contains(word), "{word} stands in a query");
    }
}
