//! Phrases used often (常用语): one's own first, then the county's.

use std::sync::LazyLock;

use domain::{
    base::Region,
    cases::{CountyPhrases, CountyPhrasesChanged, PhraseFlaw, PhraseKind, phrases_of},
    people::{Act, Desk},
};
use serde::{Deserialize, Serialize};
use store::{
    StoreError, Tx, cases as rows,
    journal::{self, Entry, Stream},
};

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

/// Those that ship with the program.
fn shipped() -> CountyPhrases {
    let Shipped { opinion, reason, correction, .. } = &*SHIPPED;
    CountyPhrases { version: 0, opinion: opinion.clone(), reason: reason.clone(), correction: correction.clone() }
}

/// Where those that ship come from.
pub fn county_phrases_source() -> &'static str {
    &SHIPPED.source
}

/// The county's phrases as they are offered now, with their version: those that ship until somebody changes them.
pub fn county_phrases(bureau: &Bureau) -> Result<(Phrases, i64), StoreError> {
    let now = bureau.db().read(|tx| in_force(tx, bureau.region()))?;
    let version = now.version;
    Ok((Phrases::of_county(now), version))
}

fn in_force(tx: &mut Tx<'_>, region: &Region) -> Result<CountyPhrases, StoreError> {
    Ok(rows::county_phrases(tx, region)?.unwrap_or_else(shipped))
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
    fn of_county(all: CountyPhrases) -> Self {
        Self { opinion: all.opinion, reason: all.reason, correction: all.correction }
    }

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
    let county = county_phrases(bureau)?.0;
    let lists = [
        (&mut all.opinion, county.opinion),
        (&mut all.reason, county.reason),
        (&mut all.correction, county.correction),
    ];
    for (list, county) in lists {
        let new: Vec<String> = county.into_iter().filter(|p| !list.contains(p)).collect();
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

impl PhraseForm {
    fn read(&self) -> Result<Phrases, PhraseRefusal> {
        let mut flaws = Vec::new();
        let mut one = |kind, text: &str| match phrases_of(text) {
            Ok(list) => list,
            Err(flaw) => {
                flaws.push((kind, flaw));
                Vec::new()
            }
        };
        let read = Phrases {
            opinion: one(PhraseKind::Opinion, &self.opinion),
            reason: one(PhraseKind::Reason, &self.reason),
            correction: one(PhraseKind::Correction, &self.correction),
        };
        if flaws.is_empty() { Ok(read) } else { Err(PhraseRefusal(flaws)) }
    }
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
    let lists = form.read().map_err(Failure::Refused)?;
    let (region, command) = (*bureau.region(), bureau.command(desk, "case.phrases", key, form));
    bureau.db().commit(command, move |tx| -> Result<i64, Failure<PhraseRefusal>> {
        for kind in PhraseKind::ALL {
            rows::keep_phrases(tx, &region, staff, kind, lists.of(kind))?;
        }
        Ok(0)
    })?;
    Ok(())
}

/// Changes what everybody in the county is offered (全县常用语), from the version that the page was made from. The same
/// key has one effect; what changes nothing leaves no event. Returns the version.
pub fn change_county_phrases(
    bureau: &Bureau,
    desk: &Desk,
    (form, version): (&PhraseForm, i64),
    key: Option<&str>,
) -> Result<i64, Failure<PhraseRefusal>> {
    let role = bureau.may(desk, Act::PhraseEdit)?;
    let Phrases { opinion, reason, correction } = form.read().map_err(Failure::Refused)?;
    let after = CountyPhrases { version, opinion, reason, correction };
    let (region, stamp) = (*bureau.region(), desk.stamp(bureau.now(), role));
    let command = bureau.command(desk, "case.county_phrases", key, &(form, version));
    let done = bureau.db().commit(command, move |tx| -> Result<i64, Failure<PhraseRefusal>> {
        let before = in_force(tx, &region)?;
        if before.version != version {
            return Err(Failure::Stale);
        }
        if before == after {
            return Ok(version);
        }
        let after = CountyPhrases { version: version + 1, ..after.clone() };
        let counts = [after.opinion.len(), after.reason.len(), after.correction.len()];
        let event = CountyPhrasesChanged { version: after.version, counts };
        let head = journal::head(tx, &region, &Stream::county_phrases())?;
        let entry = Entry::new(Stream::county_phrases(), head, "case.county_phrases_changed", &event)
            .with(rows::county_phrases_change(&region, &after));
        journal::append(tx, &region, &stamp, entry)?;
        Ok(after.version)
    })?;
    Ok(done.value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shipped_phrases_would_be_kept_as_ones_own() {
        let all = Phrases::of_county(shipped());
        for kind in PhraseKind::ALL {
            let list = all.of(kind);
            assert_eq!(phrases_of(&list.join("\n")).unwrap(), list);
            assert!(!list.is_empty());
        }
        assert!(county_phrases_source().contains("行政许可法"));
    }
}
