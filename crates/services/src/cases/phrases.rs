//! Phrases used often (常用语): one's own first, then the county's.

use std::sync::LazyLock;

use domain::{
    cases::{PhraseFlaw, PhraseKind, phrases_of},
    people::{Act, Desk},
};
use serde::{Deserialize, Serialize};
use store::cases as rows;

use crate::{Bureau, Failure, Never};

const DATA: &str = include_str!("../../data/phrases.json");

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Shipped {
    opinion: Vec<String>,
    reason: Vec<String>,
    correction: Vec<String>,
    /// Where they come from: for whoever changes them.
    source: String,
}

static SHIPPED: LazyLock<Shipped> =
    LazyLock::new(|| serde_json::from_str(DATA).expect("shipped with the program and read by a test"));

/// The county's phrases of one kind.
pub fn county_phrases(kind: PhraseKind) -> &'static [String] {
    match kind {
        PhraseKind::Opinion => &SHIPPED.opinion,
        PhraseKind::Reason => &SHIPPED.reason,
        PhraseKind::Correction => &SHIPPED.correction,
    }
}

/// Where they come from.
pub fn county_phrases_source() -> &'static str {
    &SHIPPED.source
}

/// Phrases by what they are for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Phrases {
    /// 审核意见.
    pub opinion: Vec<String>,
    /// 理由和依据.
    pub reason: Vec<String>,
    /// 要补正什么.
    pub correction: Vec<String>,
}

impl Phrases {
    /// Those of one kind.
    pub fn of(&self, kind: PhraseKind) -> &[String] {
        match kind {
            PhraseKind::Opinion => &self.opinion,
            PhraseKind::Reason => &self.reason,
            PhraseKind::Correction => &self.correction,
        }
    }
}

/// What is offered to whoever sits here: their own, then the county's that are not among them. Nobody else writes to
/// applicants, so nobody else is offered any.
pub fn phrases(bureau: &Bureau, desk: &Desk) -> Result<Phrases, Failure<Never>> {
    if bureau.may(desk, Act::CaseReceive).is_err() {
        return Ok(Phrases::default());
    }
    let mut all = own_phrases(bureau, desk)?;
    let lists = [
        (&mut all.opinion, PhraseKind::Opinion),
        (&mut all.reason, PhraseKind::Reason),
        (&mut all.correction, PhraseKind::Correction),
    ];
    for (list, kind) in lists {
        let new: Vec<String> = county_phrases(kind).iter().filter(|p| !list.contains(p)).cloned().collect();
        list.extend(new);
    }
    Ok(all)
}

/// The own ones of whoever sits here.
pub fn own_phrases(bureau: &Bureau, desk: &Desk) -> Result<Phrases, Failure<Never>> {
    bureau.may(desk, Act::CaseReceive)?;
    let Some(staff) = desk.staff.as_ref().map(|s| s.id) else { return Ok(Phrases::default()) };
    let region = bureau.region();
    Ok(bureau.db().read(|tx| {
        let mut of = |kind| rows::phrases(tx, region, staff, kind);
        Ok(Phrases {
            opinion: of(PhraseKind::Opinion)?,
            reason: of(PhraseKind::Reason)?,
            correction: of(PhraseKind::Correction)?,
        })
    })?)
}

/// What the form holds: one phrase a line.
#[derive(Debug, Clone, Default, Serialize)]
pub struct PhraseForm {
    /// 审核意见.
    pub opinion: String,
    /// 理由和依据.
    pub reason: String,
    /// 要补正什么.
    pub correction: String,
}

/// Every list that cannot be kept, and why.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{}", .0.iter().map(|(kind, flaw)| format!("{}：{flaw}", kind.label())).collect::<Vec<_>>().join("；"))]
pub struct PhraseRefusal(pub Vec<(PhraseKind, PhraseFlaw)>);

/// Keeps the own phrases of whoever sits here, all lists or none.
pub fn keep_phrases(
    bureau: &Bureau,
    desk: &Desk,
    form: &PhraseForm,
    key: Option<&str>,
) -> Result<(), Failure<PhraseRefusal>> {
    bureau.may(desk, Act::CaseReceive)?;
    let staff = desk.staff.as_ref().map(|s| s.id).ok_or(Failure::NotFound)?;
    let (mut lists, mut flaws) = (Vec::new(), Vec::new());
    for (kind, text) in [
        (PhraseKind::Opinion, &form.opinion),
        (PhraseKind::Reason, &form.reason),
        (PhraseKind::Correction, &form.correction),
    ] {
        match phrases_of(text) {
            Ok(list) => lists.push((kind, list)),
            Err(flaw) => flaws.push((kind, flaw)),
        }
    }
    if !flaws.is_empty() {
        return Err(Failure::Refused(PhraseRefusal(flaws)));
    }
    let (region, command) = (*bureau.region(), bureau.command(desk, "case.phrases", key, form));
    bureau.db().commit(command, move |tx| -> Result<i64, Failure<PhraseRefusal>> {
        for (kind, list) in &lists {
            rows::keep_phrases(tx, &region, staff, *kind, list)?;
        }
        Ok(0)
    })?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shipped_phrases_would_be_kept_as_ones_own() {
        for kind in PhraseKind::ALL {
            let list = county_phrases(kind);
            assert_eq!(phrases_of(&list.join("\n")).unwrap(), list);
            assert!(!list.is_empty());
        }
        assert!(county_phrases_source().contains("行政许可法"));
    }
}
