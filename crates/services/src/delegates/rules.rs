//! The county's rules of representatives and the words of their letters: those that ship until somebody changes them, then
//! every version, because a letter is printed in the words under which it was made.

use std::sync::LazyLock;

use domain::{
    base::Region,
    delegates::{CountyRules, DelegateRules, DelegateRulesChanged, LetterKind, Rank, RuleFlaw, Strictness, Wording},
    people::{Act, Desk},
};
use serde::Serialize;
use store::{
    StoreError, Tx, delegates as rows,
    journal::{self, Entry, EventRow, Stream},
};

use crate::{Bureau, Failure, Never};

const DATA: &str = include_str!("../../data/delegates.json");

static SHIPPED: LazyLock<CountyRules> =
    LazyLock::new(|| serde_json::from_str(DATA).expect("shipped with the program and read by a test"));

/// The rules and words that hold now.
pub(super) fn in_force(tx: &mut Tx<'_>, region: &Region) -> Result<CountyRules, StoreError> {
    Ok(rows::county_rules(tx, region)?.unwrap_or_else(|| SHIPPED.clone()))
}

/// The rules as they were in a version; 0 = those that ship.
fn at(tx: &mut Tx<'_>, region: &Region, version: i64) -> Result<CountyRules, StoreError> {
    if version == 0 {
        return Ok(SHIPPED.clone());
    }
    rows::county_rules_at(tx, region, version)
}

/// The words of a letter as they were in a version.
pub(super) fn wording_at(
    tx: &mut Tx<'_>,
    region: &Region,
    (kind, version): (LetterKind, i64),
) -> Result<Wording, StoreError> {
    Ok(at(tx, region, version)?.wording(kind).clone())
}

/// How long a representative stays in principle, as it was in a version, in months.
pub(super) fn stay_months_at(tx: &mut Tx<'_>, region: &Region, version: i64) -> Result<u32, StoreError> {
    Ok(at(tx, region, version)?.rules.stay_months)
}

/// The rules and words that hold now, with who changed them when, the newest first.
#[derive(Debug, Clone)]
pub struct RulesView {
    /// The rules.
    pub rules: CountyRules,
    /// Every change.
    pub history: Vec<EventRow>,
}

/// The rules for whoever sees letters.
pub fn delegate_rules(bureau: &Bureau, desk: &Desk) -> Result<RulesView, Failure<Never>> {
    bureau.may(desk, Act::DelegateView)?;
    let region = bureau.region();
    Ok(bureau.db().read(|tx| {
        let mut history = journal::history(tx, region, &Stream::delegate_rules())?;
        history.reverse();
        Ok(RulesView { rules: in_force(tx, region)?, history })
    })?)
}

/// What the form holds, as typed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct RulesForm {
    /// Version the page was made from.
    pub version: i64,
    /// Ranks from the highest, one a line.
    pub ranks: String,
    /// The lowest that is enough.
    pub lowest: String,
    /// `warn` or `refuse` where the rank is too low.
    pub low_rank: String,
    /// The same where somebody is not on the permanent roster.
    pub off_roster: String,
    /// Months in office.
    pub stay_months: String,
    /// Longest term in months.
    pub longest_months: String,
    /// Days before the end.
    pub remind_days: String,
    /// Days that a check looks back on.
    pub look_back_days: String,
    /// Words of the letter of appointment: title, recipient, paragraphs one a line.
    pub appointment: [String; 3],
    /// The same of the letter of authorisation, and the sentence of the deputy.
    pub authorization: [String; 4],
    /// Where they come from.
    pub source: String,
}

/// Words of strictness in forms.
const REFUSE: &str = "refuse";

impl RulesForm {
    /// The form of rules as they are.
    #[must_use]
    pub fn of(rules: &CountyRules) -> Self {
        let strict = |s: Strictness| match s {
            Strictness::Warn => "warn".to_owned(),
            Strictness::Refuse => REFUSE.to_owned(),
        };
        let r = &rules.rules;
        let lowest = r.ranks.iter().rev().find(|rank| rank.enough);
        let names: Vec<&str> = r.ranks.iter().map(|rank| rank.name.as_str()).collect();
        let text = |w: &Wording| [w.title.clone(), w.recipient.clone(), w.paragraphs.join("\n")];
        let [title, recipient, paragraphs] = text(&rules.authorization);
        Self {
            version: rules.version,
            ranks: names.join("\n"),
            lowest: lowest.map(|rank| rank.name.clone()).unwrap_or_default(),
            low_rank: strict(r.low_rank),
            off_roster: strict(r.off_roster),
            stay_months: r.stay_months.to_string(),
            longest_months: r.longest_months.to_string(),
            remind_days: r.remind_days.to_string(),
            look_back_days: r.look_back_days.to_string(),
            appointment: text(&rules.appointment),
            authorization: [title, recipient, paragraphs, rules.authorization.deputy.clone()],
            source: rules.source.clone(),
        }
    }

    /// The rules that it speaks of, with the next version, or everything that is wrong with them.
    fn read(&self) -> Result<CountyRules, RulesRefusal> {
        let lines = |text: &str| -> Vec<String> {
            text.lines().map(str::trim).filter(|l| !l.is_empty()).map(str::to_owned).collect()
        };
        let names = lines(&self.ranks);
        let last = names.iter().position(|name| *name == self.lowest.trim());
        let ranks = names.into_iter().enumerate();
        let strict = |word: &str| if word == REFUSE { Strictness::Refuse } else { Strictness::Warn };
        // What is no number is larger than any that is kept, so that it is told with the others.
        let number = |text: &str| domain::base::fold(text).parse().unwrap_or(u32::MAX);
        let words = |of: &[String], deputy: &str| Wording {
            title: of[0].trim().to_owned(),
            recipient: of[1].trim().to_owned(),
            paragraphs: lines(&of[2]),
            deputy: deputy.trim().to_owned(),
        };
        let rules = CountyRules {
            version: self.version + 1,
            rules: DelegateRules {
                ranks: ranks.map(|(at, name)| Rank { name, enough: last.is_some_and(|last| at <= last) }).collect(),
                low_rank: strict(&self.low_rank),
                off_roster: strict(&self.off_roster),
                stay_months: number(&self.stay_months),
                longest_months: number(&self.longest_months),
                remind_days: number(&self.remind_days),
                look_back_days: number(&self.look_back_days),
            },
            appointment: words(&self.appointment, ""),
            authorization: words(&self.authorization[..3], &self.authorization[3]),
            source: self.source.trim().to_owned(),
        };
        let flaws = rules.flaws();
        if flaws.is_empty() { Ok(rules) } else { Err(RulesRefusal(flaws)) }
    }
}

/// Everything that cannot be kept.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{}", .0.iter().map(|f| f.sentence.as_str()).collect::<Vec<_>>().join("；"))]
pub struct RulesRefusal(pub Vec<RuleFlaw>);

/// Changes the rules and words, from the version that the page was made from. The same key has one effect; what changes
/// nothing leaves no event. Returns the version.
pub fn change_delegate_rules(
    bureau: &Bureau,
    desk: &Desk,
    form: &RulesForm,
    key: Option<&str>,
) -> Result<i64, Failure<RulesRefusal>> {
    let role = bureau.may(desk, Act::DelegateRulesEdit)?;
    let after = form.read().map_err(Failure::Refused)?;
    let (region, stamp) = (*bureau.region(), desk.stamp(bureau.now(), role));
    let command = bureau.command(desk, "delegates.rules", key, form);
    let worker = bureau.clone();
    let done = bureau.db().commit(command, move |tx| -> Result<i64, Failure<RulesRefusal>> {
        let before = in_force(tx, &region)?;
        if before.version + 1 != after.version {
            return Err(Failure::Stale);
        }
        if (CountyRules { version: after.version, ..before.clone() }) == after {
            return Ok(before.version);
        }
        let event = DelegateRulesChanged { version: after.version, source: after.source.clone() };
        let head = journal::head(tx, &region, &Stream::delegate_rules())?;
        let entry = Entry::new(Stream::delegate_rules(), head, "delegates.rules_changed", &event)
            .with(rows::county_rules_change(&region, &after));
        worker.forget_reminders();
        journal::append(tx, &region, &stamp, entry)?;
        Ok(after.version)
    })?;
    Ok(done.value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shipped_rules_would_be_kept_and_name_their_source() {
        assert_eq!(SHIPPED.flaws(), []);
        assert!(SHIPPED.rules.enough().starts_with("正科级") && SHIPPED.source.contains("姚安"));
        assert_eq!(SHIPPED.rules.ranks.iter().filter(|r| r.enough).count(), 3);
    }

    #[test]
    fn a_form_reads_back_what_it_was_made_of() {
        let form = RulesForm::of(&SHIPPED);
        assert_eq!(form.read(), Ok(CountyRules { version: 1, ..SHIPPED.clone() }));
        let wrong = RulesForm { remind_days: "很久".into(), lowest: "没有".into(), ..form };
        let fields: Vec<&str> = wrong.read().unwrap_err().0.iter().map(|f| f.field).collect();
        assert_eq!(fields, ["lowest", "remind_days"]);
    }
}
