//! What the data show, as words and numbers that a template may name.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// Where a number comes from: one line of the report's appendix.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Trace {
    /// What it is: `网上可办率`, `县民政局未完成事项`.
    pub what: String,
    /// How it is made up: `3075 ÷ 3077，剔除 0，未知 0`.
    pub parts: String,
    /// By which definition: `2023-online-available 第 1 版`; empty for a plain count.
    pub profile: String,
    /// Which frozen rows: `快照 2026-11-22（编号 …）`, or the register it was counted in.
    pub source: String,
}

/// One word or number.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fact {
    /// As printed.
    pub text: String,
    /// Where it comes from; `None` for words that are no figure (names, dates).
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub trace: Option<Trace>,
}

impl Fact {
    /// A word.
    pub fn word(text: impl Into<String>) -> Self {
        Self { text: text.into(), trace: None }
    }

    /// A number with its source.
    pub fn number(text: impl Into<String>, trace: Trace) -> Self {
        Self { text: text.into(), trace: Some(trace) }
    }
}

/// The facts of one sentence, by the name that a template uses.
pub type Row = BTreeMap<&'static str, Fact>;

/// Everything a report may speak of: rows by scope. A scope with one row is about the county.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Facts {
    scopes: BTreeMap<&'static str, Vec<Row>>,
}

impl Facts {
    /// Adds a row to a scope; a scope that is named without rows is known to be empty.
    pub fn add(&mut self, scope: &'static str, row: Row) {
        self.scopes.entry(scope).or_default().push(row);
    }

    /// Says that a scope has been looked into, even when nothing was found.
    pub fn look(&mut self, scope: &'static str) {
        self.scopes.entry(scope).or_default();
    }

    /// The rows of a scope.
    pub fn rows(&self, scope: &str) -> &[Row] {
        self.scopes.get(scope).map_or(&[], Vec::as_slice)
    }
}
