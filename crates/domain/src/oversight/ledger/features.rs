//! What of a line is compared, worked out once.

use jiff::civil::Date;

use super::{
    Decision, HallCase,
    name::{pairs, plain_name, plain_number, stem},
};
use crate::base::{ItemId, Uscc};

/// One side's fields in the form in which they are compared.
pub(super) struct Features {
    pub(super) number: String,
    pub(super) name: String,
    /// First and second half of what tells the name apart: one typing error leaves one of them whole.
    pub(super) halves: Option<[String; 2]>,
    pub(super) name_pairs: Vec<(char, char)>,
    /// Only a code whose check digit is right.
    pub(super) code: Option<String>,
    pub(super) item: Option<ItemId>,
    pub(super) item_pairs: Vec<(char, char)>,
    pub(super) organ: String,
    pub(super) on: Option<Date>,
}

fn code(raw: &str) -> Option<String> {
    Uscc::parse(raw).ok().map(|code| code.as_str().to_owned())
}

fn halves(name: &str) -> Option<[String; 2]> {
    let chars: Vec<char> = stem(name).chars().collect();
    let middle = chars.len() / 2;
    (middle >= 2).then(|| [chars[..middle].iter().collect(), chars[middle..].iter().collect()])
}

impl Features {
    pub(super) fn of_decision(decision: &Decision, variants: &str) -> Self {
        let line = &decision.line;
        let name = plain_name(&line.party, variants);
        let item_text = if line.item_name.trim().is_empty() { &line.content } else { &line.item_name };
        Self {
            number: plain_number(&line.decision_no),
            halves: halves(&name),
            name_pairs: pairs(&name),
            name,
            code: code(&line.code),
            item: decision.item,
            item_pairs: pairs(&plain_name(item_text, variants)),
            organ: plain_name(&line.organ, variants),
            on: line.decided_on,
        }
    }

    pub(super) fn of_case(case: &HallCase, variants: &str) -> Self {
        let name = plain_name(&case.party, variants);
        Self {
            number: plain_number(&case.result_no),
            halves: halves(&name),
            name_pairs: pairs(&name),
            name,
            code: code(&case.code),
            item: Some(case.item),
            item_pairs: pairs(&plain_name(&case.item_name, variants)),
            organ: plain_name(&case.organ, variants),
            on: Some(case.decided_on),
        }
    }
}
