//! The plan of the house, held by a test: who may depend on whom, which word may import which, that
//! the paths the documents name exist, and that the repository speaks of the product alone.

#![expect(clippy::unwrap_used, reason = "a test may stop at the first thing that is not there")]

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
};

const WORDS: [&str; 18] = [
    "base",
    "people",
    "stations",
    "catalogue",
    "delegates",
    "cases",
    "certificates",
    "archive",
    "chains",
    "rectification",
    "followup",
    "reviews",
    "questionnaires",
    "evaluation",
    "oversight",
    "publication",
    "indicators",
    "reports",
];

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").canonicalize().unwrap()
}

fn rust_files(dir: &Path, out: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(dir).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            rust_files(&path, out);
        } else if path.extension().is_some_and(|e| e == "rs") {
            out.push(path);
        }
    }
}

#[test]
fn manifests_allow_only_the_arrows() {
    let allowed: [(&str, &[&str]); 6] = [
        ("domain", &[]),
        ("store", &["domain"]),
        ("papers", &["domain"]),
        ("services", &["domain", "store", "papers"]),
        ("web", &["domain", "services", "papers"]),
        ("onedoor", &["domain", "store", "papers", "services", "web"]),
    ];
    for (name, may) in allowed {
        let text = fs::read_to_string(root().join("crates").join(name).join("Cargo.toml")).unwrap();
        let normal = text.split("[dependencies]").nth(1).unwrap().split("\n[").next().unwrap();
        let of_ours: Vec<&str> = ["domain", "store", "papers", "services", "web", "onedoor", "testkit"]
            .into_iter()
            .filter(|c| normal.lines().any(|l| l.starts_with(&format!("{c}.")) || l.starts_with(&format!("{c} "))))
            .collect();
        for found in of_ours {
            assert!(may.contains(&found), "{name} must not depend on {found}");
        }
    }
}

/// First names after `use crate::`, also in braces.
fn imported(text: &str) -> impl Iterator<Item = &str> {
    text.split("use crate::").skip(1).filter_map(|rest| rest.split(';').next()).flat_map(|list| {
        let mut depth = 0;
        list.trim_start_matches('{')
            .split(move |c| {
                match c {
                    '{' => depth += 1,
                    '}' => depth -= 1,
                    _ => {}
                }
                c == ',' && depth == 0
            })
            .map(|part| part.trim().split("::").next().unwrap_or_default().trim_end_matches('}').trim())
    })
}

#[test]
fn imports_are_read_in_braces_too() {
    let text =
        "use crate::{\n    journal::{self, Entry},\n    cases as rows,\n    vals,\n};\nuse crate::people::Staff;";
    let names: Vec<&str> = imported(text).map(|n| n.split_whitespace().next().unwrap_or_default()).collect();
    assert_eq!(names, ["journal", "cases", "vals", "", "people"]);
}

/// A module of a word imports only words to its left.
#[test]
fn words_import_leftwards() {
    let mut wrong = Vec::new();
    for name in ["domain", "store", "services"] {
        let src = root().join("crates").join(name).join("src");
        for (rank, word) in WORDS.iter().enumerate() {
            let folder = src.join(word);
            if !folder.is_dir() {
                continue;
            }
            let mut files = Vec::new();
            rust_files(&folder, &mut files);
            for file in files {
                let text = fs::read_to_string(&file).unwrap();
                for right in &WORDS[rank + 1..] {
                    if imported(&text).any(|name| name.split_whitespace().next() == Some(*right))
                        || text.contains(&format!("crate::{right}::"))
                    {
                        wrong.push(format!("{} imports {right}", file.strip_prefix(root()).unwrap().display()));
                    }
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn paths_in_the_architecture_page_exist() {
    let text = fs::read_to_string(root().join("ARCHITECTURE.md")).unwrap();
    let named: BTreeSet<&str> = text
        .split('`')
        .skip(1)
        .step_by(2)
        .filter(|t| {
            (t.starts_with("crates/") || *t == "xtask" || *t == "e2e" || *t == "clippy.toml") && !t.contains('<')
        })
        .collect();
    assert!(named.len() > 15, "the page names its paths in backticks");
    for path in named {
        assert!(root().join(path).exists(), "{path} is named in ARCHITECTURE.md and not there");
    }
}

#[test]
fn every_module_says_what_it_is_for() {
    let mut silent = Vec::new();
    for name in ["domain", "store", "papers", "services", "web", "onedoor", "testkit"] {
        let mut files = Vec::new();
        rust_files(&root().join("crates").join(name).join("src"), &mut files);
        for file in files {
            let text = fs::read_to_string(&file).unwrap();
            let is_tests = file.file_name().is_some_and(|n| n == "tests.rs" || n == "properties.rs");
            if !is_tests && !text.starts_with("//!") {
                silent.push(file.strip_prefix(root()).unwrap().display().to_string());
            }
        }
    }
    assert!(silent.is_empty(), "without a module doc: {silent:#?}");
}

/// Words that no message may show to a citizen or a clerk (experience §B.5).
#[test]
fn messages_use_no_banned_words() {
    const BANNED: [&str; 8] =
        ["非法", "无效的", "参数错误", "异常", "失败请重试", "请联系管理员", "网络繁忙", "系统繁忙"];
    let mut found = Vec::new();
    for name in ["domain", "services", "web", "papers"] {
        let mut files = Vec::new();
        rust_files(&root().join("crates").join(name).join("src"), &mut files);
        for file in files {
            if file.ends_with("identifiers/mistakes.rs") {
                continue; // the list of banned words of the identifiers' own test
            }
            let text = fs::read_to_string(&file).unwrap();
            for (no, line) in text.lines().enumerate().filter(|(_, l)| !l.trim_start().starts_with("//")) {
                for word in BANNED.iter().filter(|w| line.contains(**w)) {
                    let place = file.strip_prefix(root()).unwrap().display().to_string();
                    found.push(format!("{place}:{} {word}", no + 1));
                }
            }
        }
    }
    assert!(found.is_empty(), "{found:#?}");
}

/// SQL lives in `store` alone.
#[test]
fn no_sql_outside_the_store() {
    let mut found = Vec::new();
    for name in ["domain", "services", "web", "papers", "onedoor"] {
        let mut files = Vec::new();
        rust_files(&root().join("crates").join(name).join("src"), &mut files);
        for file in files {
            let text = fs::read_to_string(&file).unwrap();
            if ["SELECT ", "INSERT INTO ", "DELETE FROM "].iter().any(|s| text.contains(s)) {
                found.push(file.strip_prefix(root()).unwrap().display().to_string());
            }
        }
    }
    assert!(found.is_empty(), "{found:#?}");
}
