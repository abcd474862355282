//! Policies (政策下发): publishing them downward, seeing who answered what; at the node below seeing what is asked, and
//! answering it.

use std::collections::BTreeMap;

use domain::{
    base::Region,
    catalogue::Column,
    indicators::Profile,
    people::{Act, Desk, Stamp},
    publication::exchange::{
        AnswerFlaw, AnswerWanted, MessageKind, Peer, Policy, PolicyAnswer, PolicyAnswered, PolicyFlaw, PolicyKind,
        PolicyStand, PolicyWanted, PublishState, ReplyKind, Side, policy_key, policy_stand,
    },
};
use jiff::civil::Date;
use store::{
    StoreError, Tx, chains, indicators,
    journal::{self, Entry, Stream},
    publication as rows,
};

use crate::{
    Bureau, Failure, Never,
    catalogue::{DraftForm, draft_new},
};

/// Why a policy is not published or answered.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PolicyRefusal {
    /// What is wrong with the policy.
    #[error("有 {} 处需要修改：{}", .0.len(), .0.iter().map(ToString::to_string).collect::<Vec<_>>().join("；"))]
    Policy(Vec<PolicyFlaw>),
    /// What is wrong with the answer.
    #[error("有 {} 处需要修改：{}", .0.len(), .0.iter().map(ToString::to_string).collect::<Vec<_>>().join("；"))]
    Answer(Vec<AnswerFlaw>),
    /// No draft could be made of it.
    #[error("草稿没有建成：{0}")]
    Draft(String),
    /// Taken back before.
    #[error("这一条已经撤回")]
    Withdrawn,
}

impl PolicyRefusal {
    /// Each field with its sentence.
    pub fn problems(&self) -> Vec<(&'static str, String)> {
        match self {
            Self::Policy(flaws) => flaws.iter().map(|f| (f.field(), f.to_string())).collect(),
            Self::Answer(flaws) => flaws.iter().map(|f| (f.field(), f.to_string())).collect(),
            Self::Draft(_) => vec![("department", self.to_string())],
            Self::Withdrawn => vec![("code", self.to_string())],
        }
    }
}

/// The definition that a text is: one of ours by its id, or its JSON.
fn definition(tx: &mut Tx<'_>, region: &Region, text: &str) -> Result<String, StoreError> {
    let all = indicators::all_profiles(tx, region)?;
    let found = all.into_iter().find(|(_, profile)| profile.id == text.trim());
    Ok(found.map_or_else(|| text.to_owned(), |(_, profile)| serde_json::json!(profile).to_string()))
}

fn read_profile(text: &str) -> Option<Profile> {
    let profile: Profile = serde_json::from_str(text).ok()?;
    profile.check().is_ok().then_some(profile)
}

fn is_policy_profile(text: &str, code: &str) -> bool {
    read_profile(text).is_some_and(|profile| profile.indicator == code.trim())
}

/// Publishes a policy to all nodes below, or its next version. It goes out with the next message to each.
pub fn publish_policy(
    bureau: &Bureau,
    desk: &Desk,
    wanted: &PolicyWanted,
    key: Option<&str>,
) -> Result<Policy, Failure<PolicyRefusal>> {
    let role = bureau.may(desk, Act::PolicyEdit)?;
    let (region, stamp, today) = (*bureau.region(), desk.stamp(bureau.now(), role), bureau.today());
    let command = bureau.command(desk, "exchange.policy", key, wanted);
    let form = wanted.clone();
    let done = bureau.db().commit(command, move |tx| -> Result<String, Failure<PolicyRefusal>> {
        let kind = PolicyKind::parse(form.kind.trim());
        let was = match kind.and_then(|kind| policy_key(kind, &form.code)) {
            Some(key) => rows::policy(tx, &region, &key)?,
            None => None,
        };
        let content = definition(tx, &region, &form.content)?;
        let wanted = PolicyWanted { content, ..form.clone() };
        let reads = |text: &str| is_policy_profile(text, &form.code);
        let (policy, event) = Policy::publish(was.as_ref(), &wanted, today, reads)
            .map_err(|flaws| Failure::Refused(PolicyRefusal::Policy(flaws)))?;
        let stream = Stream::publication();
        let head = journal::head(tx, &region, &stream)?;
        let entry =
            Entry::new(stream, head, "exchange.policy_published", &event).with(rows::policy_change(&region, &policy));
        journal::append(tx, &region, &stamp, entry)?;
        Ok(policy.key)
    })?;
    bureau.db().read(|tx| rows::policy(tx, &region, &done.value))?.ok_or(Failure::NotFound)
}

/// Takes a policy back: whoever holds it is told.
pub fn withdraw_policy(
    bureau: &Bureau,
    desk: &Desk,
    policy: &str,
    key: Option<&str>,
) -> Result<(), Failure<PolicyRefusal>> {
    let role = bureau.may(desk, Act::PolicyEdit)?;
    let (region, stamp, today) = (*bureau.region(), desk.stamp(bureau.now(), role), bureau.today());
    let command = bureau.command(desk, "exchange.policy_withdraw", key, &policy);
    let policy = policy.to_owned();
    bureau.db().commit(command, move |tx| -> Result<(), Failure<PolicyRefusal>> {
        let was = rows::policy(tx, &region, &policy)?.ok_or(Failure::NotFound)?;
        let (next, event) = was.withdraw(today).ok_or(Failure::Refused(PolicyRefusal::Withdrawn))?;
        let stream = Stream::publication();
        let head = journal::head(tx, &region, &stream)?;
        let entry =
            Entry::new(stream, head, "exchange.policy_published", &event).with(rows::policy_change(&region, &next));
        journal::append(tx, &region, &stamp, entry).map(|_| ()).map_err(Failure::from)
    })?;
    Ok(())
}

/// How a policy stands with one node below.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SentLine {
    /// The node.
    pub code: Region,
    /// Its name.
    pub name: String,
    /// How it stands.
    pub stand: PolicyStand,
    /// What it answered, if to this version.
    pub answer: Option<PolicyAnswer>,
}

/// A policy of ours with everybody it goes to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SentPolicy {
    /// The policy.
    pub policy: Policy,
    /// Each node below, by code.
    pub lines: Vec<SentLine>,
}

impl SentPolicy {
    /// How many nodes are late.
    pub fn late(&self) -> usize {
        self.lines.iter().filter(|l| matches!(l.stand, PolicyStand::Late(_))).count()
    }

    /// How many nodes have answered.
    pub fn answered(&self) -> usize {
        self.lines.iter().filter(|l| matches!(l.stand, PolicyStand::Answered(_))).count()
    }
}

/// Policies of this node, and who answered what.
pub fn sent_policies(bureau: &Bureau, desk: &Desk) -> Result<Vec<SentPolicy>, Failure<Never>> {
    bureau.may(desk, Act::ExchangeView)?;
    let (region, today) = (bureau.region(), bureau.today());
    Ok(bureau.db().read(|tx| {
        let policies = rows::policies(tx, region)?;
        let mut out: Vec<SentPolicy> =
            policies.into_iter().map(|policy| SentPolicy { policy, lines: Vec::new() }).collect();
        for peer in rows::peers(tx, region)?.into_iter().filter(|p| p.side == Side::Below && p.active) {
            let went = rows::policy_sending(tx, region, (&peer.code, MessageKind::Policy))?;
            let held = rows::held_rows(tx, region, (&peer.code, MessageKind::PolicyAnswers))?;
            let said: Vec<PolicyAnswer> = held
                .iter()
                .filter(|(row, _)| !row.withdrawn)
                .filter_map(|(row, fields)| PolicyAnswer::read(&row.key, row.version, fields).ok())
                .collect();
            for one in &mut out {
                let policy = &one.policy;
                let delivered = went
                    .get(&policy.key)
                    .is_some_and(|w| w.version == policy.version && w.state == PublishState::Accepted);
                let answer = said.iter().find(|a| a.key == policy.key && a.policy_version == policy.version).cloned();
                let stand = policy_stand(policy, delivered, answer.as_ref(), today);
                one.lines.push(SentLine { code: peer.code, name: peer.name.clone(), stand, answer });
            }
        }
        Ok(out)
    })?)
}

/// A policy that a node above asks of us.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReceivedPolicy {
    /// Who asks.
    pub from: Peer,
    /// What is asked.
    pub policy: Policy,
    /// The last day on which an answer is in time.
    pub due_on: Date,
    /// What we answered, to whichever version.
    pub answer: Option<PolicyAnswer>,
    /// How it stands.
    pub stand: PolicyStand,
    /// Of a definition: our figure now and by it, in words, once `count_effects` has counted it; else empty.
    pub effect: String,
}

/// What the nodes above ask of us: what waits first, then the newest.
pub fn received_policies(bureau: &Bureau, desk: &Desk) -> Result<Vec<ReceivedPolicy>, Failure<Never>> {
    bureau.may(desk, Act::ExchangeView)?;
    let (region, today) = (bureau.region(), bureau.today());
    let mut out = bureau.db().read(|tx| {
        let mut out = Vec::new();
        for peer in rows::peers(tx, region)?.into_iter().filter(|p| p.side == Side::Above) {
            let answers = rows::policy_answers(tx, region, &peer.code)?;
            for policy in asked(tx, region, &peer.code)? {
                let answer = answers.get(&policy.key).cloned();
                let stand = policy_stand(&policy, true, answer.as_ref(), today);
                let due_on = policy.due_on();
                out.push(ReceivedPolicy { from: peer.clone(), policy, due_on, answer, stand, effect: String::new() });
            }
        }
        Ok::<_, StoreError>(out)
    })?;
    out.sort_by(|a, b| {
        let waits = |one: &ReceivedPolicy| matches!(one.stand, PolicyStand::Waiting | PolicyStand::Late(_));
        waits(b).cmp(&waits(a)).then_with(|| b.policy.published_on.cmp(&a.policy.published_on))
    });
    Ok(out)
}

/// Says of each definition what our figure would be by it. Each is a count over all items: only where it is read.
pub fn count_effects(bureau: &Bureau, desk: &Desk, asked: &mut [ReceivedPolicy]) {
    for one in asked.iter_mut().filter(|one| one.policy.kind == PolicyKind::Profile) {
        one.effect = effect(bureau, desk, &one.policy.content);
    }
}

/// What a node above asks, as it is held.
fn asked(tx: &mut Tx<'_>, region: &Region, from: &Region) -> Result<Vec<Policy>, StoreError> {
    let held = rows::held_rows(tx, region, (from, MessageKind::Policy))?;
    let read = held.iter().filter(|(row, _)| !row.withdrawn).map(|(row, fields)| {
        Policy::read(&row.key, row.version, fields)
            .map_err(|why| StoreError::Corrupt { place: "exchange_held.fields".into(), why })
    });
    read.collect()
}

/// What our figure is now and by a definition.
fn effect(bureau: &Bureau, desk: &Desk, content: &str) -> String {
    let Some(profile) = read_profile(content) else { return String::new() };
    let known = crate::indicators::profiles(bureau, desk).unwrap_or_default();
    let version = known.iter().find(|p| p.id == profile.id).map_or(0, |p| p.version);
    let mut form = crate::indicators::ProfileForm::of(&profile);
    form.version = version;
    let Ok(preview) = crate::indicators::propose(bureau, desk, &form) else { return String::new() };
    match (preview.before, preview.after) {
        (Some(before), Some(after)) => format!("现在 {}，按这个口径是 {}", before.text(), after.text()),
        (_, _) => "还没有统计过，看不出变化".to_owned(),
    }
}

/// Answers a policy of a node above. It goes up with the next message.
pub fn answer_policy(
    bureau: &Bureau,
    desk: &Desk,
    (from, policy): (&Region, &str),
    wanted: &AnswerWanted,
    key: Option<&str>,
) -> Result<PolicyAnswer, Failure<PolicyRefusal>> {
    let role = bureau.may(desk, Act::PolicyEdit)?;
    let (region, stamp, today) = (*bureau.region(), desk.stamp(bureau.now(), role), bureau.today());
    let command = bureau.command(desk, "exchange.policy_answer", key, &(from.as_str(), policy, wanted));
    let (from, policy, wanted) = (*from, policy.to_owned(), wanted.clone());
    let of = policy.clone();
    bureau.db().commit(command, move |tx| -> Result<i64, Failure<PolicyRefusal>> {
        let all = asked(tx, &region, &from)?;
        let asked = all.into_iter().find(|p| p.key == policy).ok_or(Failure::NotFound)?;
        let was = rows::policy_answers(tx, &region, &from)?.remove(&policy);
        let code = wanted.ours.trim();
        let ours = match asked.kind {
            PolicyKind::Catalogue => rows::is_item_code(tx, &region, code)?,
            PolicyKind::Chain => chains::chain_by_code(tx, &region, code)?.is_some(),
            PolicyKind::Profile => false,
        };
        let answer = PolicyAnswer::give(&asked, was.as_ref(), &wanted, today, |_| ours)
            .map_err(|flaws| Failure::Refused(PolicyRefusal::Answer(flaws)))?;
        let event = PolicyAnswered {
            from: from.as_str().to_owned(),
            key: answer.key.clone(),
            policy_version: answer.policy_version,
            reply: answer.reply,
            ours: answer.ours.clone(),
            reason: answer.reason.clone(),
        };
        let stream = Stream::publication();
        let head = journal::head(tx, &region, &stream)?;
        let entry = Entry::new(stream, head, "exchange.policy_answered", &event)
            .with(rows::policy_answer_change(&region, &from, &answer));
        journal::append(tx, &region, &stamp, entry)?;
        taken_over(tx, &region, &stamp, &asked, &answer)?;
        Ok(answer.version)
    })?;
    let found = bureau.db().read(|tx| rows::policy_answers(tx, &region, &from))?.remove(&of);
    found.ok_or(Failure::NotFound)
}

/// A definition that is taken over is ours from the next snapshot on, in the same commit as the answer.
fn taken_over(
    tx: &mut Tx<'_>,
    region: &Region,
    stamp: &Stamp,
    policy: &Policy,
    answer: &PolicyAnswer,
) -> Result<(), StoreError> {
    match (answer.reply, read_profile(&policy.content)) {
        (ReplyKind::TakenOver, Some(profile)) => {
            let why = format!("上级口径：{}（第 {} 版）", policy.title, policy.version);
            super::take_over(tx, region, stamp, &profile, &why)
        }
        (ReplyKind::TakenOver | ReplyKind::Claimed | ReplyKind::Planned | ReplyKind::Declined, _) => Ok(()),
    }
}

/// What is typed to claim an entry of the basic catalogue as a new item of ours.
#[derive(Debug, Clone, Default)]
pub struct ClaimForm {
    /// Name of the department that it becomes an item of.
    pub department: String,
    /// 业务办理项编码 of the new item.
    pub code: String,
    /// 事项类型.
    pub item_type: String,
    /// A remark.
    pub reason: String,
}

/// Claims an entry of the basic catalogue (认领): a draft of a new item is made of it, and the answer says so. The draft
/// stays where the answer is refused; the same form once more makes no second one.
pub fn claim_policy(
    bureau: &Bureau,
    desk: &Desk,
    (from, policy): (&Region, &str),
    form: &ClaimForm,
    key: Option<&str>,
) -> Result<PolicyAnswer, Failure<PolicyRefusal>> {
    bureau.may(desk, Act::PolicyEdit)?;
    let region = *bureau.region();
    let found = bureau.db().read(|tx| {
        let all = asked(tx, &region, from)?;
        let known = rows::is_item_code(tx, &region, form.code.trim())?;
        Ok::<_, StoreError>((all.into_iter().find(|p| p.key == policy), known))
    })?;
    let (Some(one), known) = found else { return Err(Failure::NotFound) };
    if one.kind != PolicyKind::Catalogue {
        return Err(Failure::Refused(PolicyRefusal::Answer(vec![AnswerFlaw::Reply])));
    }
    if !known {
        let cells = BTreeMap::from([
            (Column::Department, form.department.clone()),
            (Column::Code, form.code.trim().to_owned()),
            (Column::Name, one.title.clone()),
            (Column::ItemType, form.item_type.clone()),
            (Column::BaseCode, one.code().to_owned()),
        ]);
        let draft = DraftForm { cells, why: format!("认领基本目录 {}", one.code()), ..DraftForm::default() };
        draft_new(bureau, desk, draft, key).map_err(|f| f.map(|refusal| PolicyRefusal::Draft(refusal.to_string())))?;
    }
    let (reply, ours) = (ReplyKind::Claimed.as_str().to_owned(), form.code.trim().to_owned());
    let wanted = AnswerWanted { reply, ours, reason: form.reason.clone(), ..AnswerWanted::default() };
    answer_policy(bureau, desk, (from, policy), &wanted, key)
}
