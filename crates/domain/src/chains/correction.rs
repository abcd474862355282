//! One correction for the whole (一次告知): what every member wants supplied, gathered into one notice; the same
//! material is named once, whoever asks for it (行政许可法 32(4)).
//!
//! Not here: the correction of a single case (`cases::correct`), which the members' cases take over from this.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{
    Chain, ChainCorrectionAsked, ChainCorrectionSupplied, Intake, Items, Matter, MemberState, MergedMaterials,
    OpenStage, Refusal, chain::wording,
};
use crate::{
    base::Calendar,
    cases::{CaseRules, CorrectionItem},
};

/// What a member says of what was handed in.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Look {
    /// It has not looked yet.
    #[default]
    NotYet,
    /// Nothing is missing.
    Complete,
    /// This is to be supplied; places are those of the member's own list of materials.
    Needs(Vec<CorrectionItem>),
}

impl Look {
    /// It has not looked yet: what rows leave out.
    pub(super) fn is_not_yet(&self) -> bool {
        *self == Self::NotYet
    }
}

/// One line of the notice.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NoticeLine {
    /// Place in the merged list of materials; `None` = something in the form, or else.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub material: Option<usize>,
    /// Its name; empty where it is no material.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub name: String,
    /// What is missing or wrong, and how to mend it; each wording once.
    pub what: String,
    /// Members that ask for it.
    pub members: Vec<String>,
}

/// The one notice.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WholeNotice {
    /// Day it was given.
    pub on: Date,
    /// Last day to answer.
    pub until: Date,
    /// All of it.
    pub lines: Vec<NoticeLine>,
    /// Answered on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub supplied_on: Option<Date>,
}

/// What the notice is made from.
pub struct NoticeFacts<'a> {
    /// The chain.
    pub chain: &'a Chain,
    /// Its items.
    pub items: &'a Items,
    /// Its merged materials.
    pub materials: &'a MergedMaterials,
    /// What each member says; one that is not named has not looked.
    pub looks: &'a BTreeMap<String, Look>,
    /// Working days.
    pub calendar: &'a Calendar,
    /// The county's numbers.
    pub rules: &'a CaseRules,
}

/// Gathers what the members want into one notice. Until the last day for it (行政许可法 32(4): 5 working days) all
/// that have begun must have looked; on that day whoever has not looked wants nothing. `until` is the last day to
/// answer; without one the county's number counts.
///
/// # Errors
/// [`Refusal::NotLookedYet`], [`Refusal::CorrectionTwice`], [`Refusal::CorrectionEmpty`], [`Refusal::Day`] …
pub fn ask_correction(
    mut matter: Matter,
    facts: &NoticeFacts<'_>,
    until: Option<Date>,
    today: Date,
) -> Result<(Matter, ChainCorrectionAsked), Refusal> {
    if let Some((how, _)) = matter.finish {
        return Err(Refusal::Finished(how.label()));
    }
    if let Some(notice) = &matter.notice {
        return Err(Refusal::CorrectionTwice(notice.on));
    }
    let received_on = match matter.intake {
        Intake::Received { on } => on,
        Intake::CorrectionAsked => return Err(Refusal::AwaitsCorrection),
        Intake::Accepted { on, .. } => return Err(Refusal::AcceptedAlready(on)),
    };
    let begun: Vec<&str> = facts
        .chain
        .members
        .iter()
        .map(|m| m.key.as_str())
        .filter(|k| matter.members.get(*k).is_some_and(|s| s.open().is_some()))
        .collect();
    let not_yet: Vec<String> = begun
        .iter()
        .filter(|k| matches!(facts.looks.get(**k), None | Some(Look::NotYet)))
        .filter_map(|k| Some(facts.chain.member(k)?.item.office.name.clone()))
        .collect();
    if !not_yet.is_empty() && today < facts.rules.notice_by(received_on, facts.calendar).on {
        return Err(Refusal::NotLookedYet(not_yet));
    }
    let lines = gathered(facts, &begun)?;
    if lines.is_empty() {
        return Err(Refusal::CorrectionEmpty);
    }
    let until = until.unwrap_or_else(|| facts.calendar.add_workdays(today, facts.rules.correction_workdays).on);
    if until <= today {
        return Err(Refusal::Day("补正期限要晚于今天，请改日期".into()));
    }
    for line in &lines {
        for member in &line.members {
            let asked = MemberState::Open(OpenStage::CorrectionAsked { until: Some(until) });
            matter.members.insert(member.clone(), asked);
        }
    }
    let event = ChainCorrectionAsked { matter_no: matter.no.to_string(), lines: lines.clone(), until };
    matter.notice = Some(WholeNotice { on: today, until, lines, supplied_on: None });
    matter.intake = Intake::CorrectionAsked;
    matter.version += 1;
    Ok((matter, event))
}

/// The lines of all members: materials in the order of the merged list, then the rest.
fn gathered(facts: &NoticeFacts<'_>, begun: &[&str]) -> Result<Vec<NoticeLine>, Refusal> {
    let mut materials: BTreeMap<usize, NoticeLine> = BTreeMap::new();
    let mut rest: Vec<NoticeLine> = Vec::new();
    for key in begun {
        let Some(Look::Needs(wanted)) = facts.looks.get(*key) else { continue };
        for item in wanted {
            let what = item.what.trim();
            let line = match item.material {
                Some(place) => {
                    let unknown = || {
                        let name = facts.chain.member(key).map(|m| m.item.name.clone());
                        Refusal::MaterialUnknown(name.unwrap_or_else(|| (*key).to_owned()))
                    };
                    let list = facts.items.get(*key).map(|i| &i.content.guide.materials);
                    let own = list.and_then(|l| l.get(place)).ok_or_else(unknown)?;
                    let place = facts.materials.place_of(key, &own.name).ok_or_else(unknown)?;
                    let name = facts.materials.materials[place].material.name.clone();
                    materials.entry(place).or_insert_with(|| new_line(Some(place), name))
                }
                None if what.is_empty() => continue,
                None => match rest.iter().position(|l| wording(&l.what) == wording(what)) {
                    Some(at) => &mut rest[at],
                    None => {
                        rest.push(new_line(None, String::new()));
                        let last = rest.len() - 1;
                        &mut rest[last]
                    }
                },
            };
            add(line, key, what);
        }
    }
    Ok(materials.into_values().chain(rest).collect())
}

fn new_line(material: Option<usize>, name: String) -> NoticeLine {
    NoticeLine { material, name, what: String::new(), members: Vec::new() }
}

fn add(line: &mut NoticeLine, member: &str, what: &str) {
    let said = line.what.split('；').any(|w| wording(w) == wording(what));
    if !what.is_empty() && !said {
        if !line.what.is_empty() {
            line.what.push('；');
        }
        line.what.push_str(what);
    }
    if !line.members.iter().any(|m| m == member) {
        line.members.push(member.to_owned());
    }
}

/// Takes the applicant's answer: everything at once. It is received anew on this day. `supplied` are places of the
/// merged list of materials.
///
/// # Errors
/// [`Refusal::NothingAsked`], [`Refusal::CorrectionIncomplete`].
pub fn supply_correction(
    mut matter: Matter,
    supplied: &[usize],
    today: Date,
) -> Result<(Matter, ChainCorrectionSupplied), Refusal> {
    let Some(notice) = matter.notice.as_mut().filter(|_| matter.intake == Intake::CorrectionAsked) else {
        return Err(Refusal::NothingAsked);
    };
    let missing = |l: &&NoticeLine| l.material.is_some_and(|m| !supplied.contains(&m));
    let missing: Vec<String> = notice.lines.iter().filter(missing).map(|l| l.name.clone()).collect();
    if !missing.is_empty() {
        return Err(Refusal::CorrectionIncomplete(missing));
    }
    notice.supplied_on = Some(today);
    for state in matter.members.values_mut() {
        if matches!(state, MemberState::Open(OpenStage::CorrectionAsked { .. })) {
            *state = MemberState::Open(OpenStage::Submitted);
        }
    }
    matter.intake = Intake::Received { on: today };
    matter.version += 1;
    let event = ChainCorrectionSupplied { matter_no: matter.no.to_string(), on: today };
    Ok((matter, event))
}
