//! Telling the applicant once, for all members, what to supply (一次告知, 行政许可法 32(4)).

use std::collections::BTreeMap;

use domain::{
    cases::CorrectionItem,
    catalogue::AnswerFlaw,
    chains::{self, Look, NoticeFacts},
    people::{Act, Desk},
};
use jiff::civil::Date;
use serde::Serialize;
use store::Tx;

use super::{
    refusal::{MatterFailure, of_case, of_rule},
    work::{MatterRef, Work},
};
use crate::{
    Bureau,
    cases::{
        case_rules,
        member::{self, Doing},
    },
};

/// What the one notice is made from.
#[derive(Debug, Clone, Default, Serialize)]
pub struct AskForm {
    /// What members say, over what their departments have noted ([`super::look`]).
    pub looks: BTreeMap<String, Look>,
    /// Last day to answer; `None` = by the county's number.
    pub until: Option<Date>,
}

/// Gives the one notice. Until the last day for it every member that has begun must have looked. Gives the version.
pub fn ask_correction(
    bureau: &Bureau,
    desk: &Desk,
    (at, form): (&MatterRef, &AskForm),
    key: Option<&str>,
) -> Result<i64, MatterFailure> {
    bureau.may(desk, Act::CaseReceive)?;
    let command = bureau.command(desk, "matter.ask", key, &(at, form));
    let (worker, desk, at, form) = (bureau.clone(), desk.clone(), at.clone(), form.clone());
    let done = bureau.db().commit(command, move |tx| -> Result<i64, MatterFailure> {
        let mut work = Work::load(&worker, tx, (&desk, Act::CaseReceive), &at)?;
        work.settle(tx)?;
        let mut looks: BTreeMap<String, Look> =
            work.filed.members.iter().map(|(key, h)| (key.clone(), h.look.clone())).collect();
        for (key, said) in form.looks.clone() {
            match (looks.get_mut(&key), said) {
                // What the window adds stands beside what the department has noted.
                (Some(Look::Needs(noted)), Look::Needs(more)) => noted.extend(more),
                (_, said) => {
                    looks.insert(key, said);
                }
            }
        }
        asked(&mut work, tx, (&looks, form.until))?;
        Ok(work.save(tx)?)
    })?;
    Ok(done.value)
}

/// Makes the notice and puts each member's part into its case.
pub(super) fn asked(
    work: &mut Work<'_>,
    tx: &mut Tx<'_>,
    (looks, until): (&BTreeMap<String, Look>, Option<Date>),
) -> Result<(), MatterFailure> {
    let by = work.who.staff()?;
    let facts = NoticeFacts {
        chain: &work.ground.chain,
        items: &work.ground.items,
        materials: &work.ground.materials,
        looks,
        calendar: &work.ground.calendar,
        rules: case_rules(),
    };
    let (matter, event) =
        chains::ask_correction(work.filed.matter.clone(), &facts, until, work.today).map_err(of_rule)?;
    work.filed.matter = matter;
    for (member, look) in looks {
        let (Look::Needs(items), Some(id), true) = (look, work.case_of(member), work.is_asked(member)) else {
            continue;
        };
        let (stamp, who) = work.doing();
        let doing = Doing { stamp: &stamp, by: who, now: work.now, today: work.today };
        let case = member::ask(work.bureau(), tx, doing, id, (items.clone(), event.until, by)).map_err(of_case)?;
        work.stands(member, &case);
    }
    for member in work.filed.received_members() {
        let Some(id) = work.case_of(&member) else { continue };
        let (stamp, who) = work.doing();
        let doing = Doing { stamp: &stamp, by: who, now: work.now, today: work.today };
        member::hold(work.bureau(), tx, doing, id).map_err(of_case)?;
    }
    work.note("matter.correction_asked", &event);
    Ok(())
}

/// What each member lacks of an application just opened: required materials that did not come, answers that are open,
/// and what the clerk says. What a member lacks that has not begun is asked with the first that has, so that nothing
/// is left to be asked later.
pub(super) fn lacking(work: &Work<'_>, unanswered: &[AnswerFlaw], more: &AskForm) -> BTreeMap<String, Look> {
    let begun = work.filed.received_members();
    let mut wanted: BTreeMap<&str, Vec<CorrectionItem>> = begun.iter().map(|k| (k.as_str(), Vec::new())).collect();
    let first = begun.first().map(String::as_str);
    let certified = work.filed.certified();
    for (place, name) in work.missing() {
        let uses = &work.ground.materials.materials[place].uses;
        let mut told = false;
        for at in uses.iter().map(|u| &u.at).filter(|at| !certified.contains(at)) {
            let own = work.ground.items.get(&at.member).map(|i| &i.content.guide.materials);
            let own = own.and_then(|list| list.iter().position(|m| m.name == at.name));
            if let (Some(list), Some(own)) = (wanted.get_mut(at.member.as_str()), own) {
                list.push(CorrectionItem { material: Some(own), what: String::new() });
                told = true;
            }
        }
        if let (false, Some(list)) = (told, first.and_then(|k| wanted.get_mut(k))) {
            let whose = uses.first().map(|u| work.ground.name(&u.at.member)).unwrap_or_default();
            list.push(CorrectionItem {
                material: None, what: format!("补交“{name}”（办“{whose}”要用）")
            });
        }
    }
    for flaw in unanswered {
        let fills = work.ground.form.fills.get(&flaw.key);
        let whose = fills.into_iter().flatten().map(|f| f.member.as_str()).find(|m| wanted.contains_key(m));
        if let Some(list) = whose.or(first).and_then(|k| wanted.get_mut(k)) {
            list.push(CorrectionItem { material: None, what: flaw.sentence.clone() });
        }
    }
    for (member, look) in &more.looks {
        if let (Some(list), Look::Needs(items)) = (wanted.get_mut(member.as_str()), look) {
            list.extend(items.iter().cloned());
        }
    }
    let look = |items: Vec<CorrectionItem>| if items.is_empty() { Look::Complete } else { Look::Needs(items) };
    wanted.into_iter().map(|(key, items)| (key.to_owned(), look(items))).collect()
}
