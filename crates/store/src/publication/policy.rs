//! Policies that are sent down, answers to those that came, and how both stand with the nodes they go to (政策下发、答复).

use std::collections::BTreeMap;

use domain::{
    base::{DepartmentId, Region},
    publication::exchange::{
        HeldRow, MessageKind, Policy, PolicyAnswer, PolicyKind, PublishState, Published, ReplyKind,
    },
};

use crate::{
    journal::Change,
    seam::{Row, StoreError, Tx, Val},
    vals,
};

const POLICY: &str = "code, kind, version, title, detail, content, days, published_on, withdrawn";
const ANSWER: &str = "code, policy_version, version, reply, ours, planned_on, reason, answered_on";
const SENDING: &str = "code, name, version, digest, state, reason, seq";

fn read_policy(row: &Row) -> Result<Policy, StoreError> {
    let kind = row.text("kind")?;
    Ok(Policy {
        key: row.text("code")?,
        kind: PolicyKind::parse(&kind).ok_or_else(|| StoreError::corrupt("policy.kind", format!("不认识 {kind}")))?,
        version: row.int("version")?,
        title: row.text("title")?,
        detail: row.text("detail")?,
        content: row.text("content")?,
        days: row.int("days")?,
        published_on: row.date("published_on")?,
        withdrawn: row.flag("withdrawn")?,
    })
}

/// All policies of this node, the newest first.
pub fn policies(tx: &mut Tx<'_>, region: &Region) -> Result<Vec<Policy>, StoreError> {
    let sql = format!("SELECT {POLICY} FROM policy WHERE region = $1 ORDER BY published_on DESC, code");
    tx.rows(&sql, vals![region])?.iter().map(read_policy).collect()
}

/// One policy of this node.
pub fn policy(tx: &mut Tx<'_>, region: &Region, key: &str) -> Result<Option<Policy>, StoreError> {
    let sql = format!("SELECT {POLICY} FROM policy WHERE region = $1 AND code = $2");
    tx.row(&sql, vals![region, key])?.as_ref().map(read_policy).transpose()
}

/// The after-image of a policy.
pub fn policy_change(region: &Region, one: &Policy) -> Change {
    Change::put(
        "policy",
        vec![
            ("region", Val::from(region)),
            ("code", Val::from(&one.key)),
            ("kind", Val::from(one.kind.as_str())),
            ("version", Val::from(one.version)),
            ("title", Val::from(&one.title)),
            ("detail", Val::from(&one.detail)),
            ("content", Val::from(&one.content)),
            ("days", Val::from(one.days)),
            ("published_on", Val::from(one.published_on)),
            ("withdrawn", Val::from(one.withdrawn)),
        ],
    )
}

fn read_answer(row: &Row) -> Result<PolicyAnswer, StoreError> {
    let reply = row.text("reply")?;
    Ok(PolicyAnswer {
        key: row.text("code")?,
        policy_version: row.int("policy_version")?,
        version: row.int("version")?,
        reply: ReplyKind::parse(&reply)
            .ok_or_else(|| StoreError::corrupt("policy_answer.reply", format!("不认识 {reply}")))?,
        ours: row.text("ours")?,
        planned_on: row.opt_date("planned_on")?,
        reason: row.text("reason")?,
        answered_on: row.date("answered_on")?,
    })
}

/// Our answers to a node above, by the policy's key.
pub fn policy_answers(
    tx: &mut Tx<'_>,
    region: &Region,
    peer: &Region,
) -> Result<BTreeMap<String, PolicyAnswer>, StoreError> {
    let sql = format!("SELECT {ANSWER} FROM policy_answer WHERE region = $1 AND peer = $2");
    tx.rows(&sql, vals![region, peer])?.iter().map(|row| read_answer(row).map(|a| (a.key.clone(), a))).collect()
}

/// The after-image of our answer to a node above.
pub fn policy_answer_change(region: &Region, peer: &Region, one: &PolicyAnswer) -> Change {
    Change::put(
        "policy_answer",
        vec![
            ("region", Val::from(region)),
            ("peer", Val::from(peer)),
            ("code", Val::from(&one.key)),
            ("policy_version", Val::from(one.policy_version)),
            ("version", Val::from(one.version)),
            ("reply", Val::from(one.reply.as_str())),
            ("ours", Val::from(&one.ours)),
            ("planned_on", Val::from(one.planned_on)),
            ("reason", Val::from(&one.reason)),
            ("answered_on", Val::from(one.answered_on)),
        ],
    )
}

fn read_sending(row: &Row) -> Result<(String, Published), StoreError> {
    let state = row.text("state")?;
    let one = Published {
        key: row.text("code")?,
        name: row.text("name")?,
        // Policies and answers are of no department.
        department: DepartmentId::new(0),
        version: row.int("version")?,
        digest: row.text("digest")?,
        state: PublishState::parse(&state)
            .ok_or_else(|| StoreError::corrupt("policy_sending.state", format!("不认识 {state}")))?,
        reason: row.text("reason")?,
        seq: row.int("seq")?,
    };
    Ok((one.key.clone(), one))
}

/// How policies, or answers, stand with a node, by key.
pub fn policy_sending(
    tx: &mut Tx<'_>,
    region: &Region,
    (peer, kind): (&Region, MessageKind),
) -> Result<BTreeMap<String, Published>, StoreError> {
    let sql = format!("SELECT {SENDING} FROM policy_sending WHERE region = $1 AND peer = $2 AND kind = $3");
    tx.rows(&sql, vals![region, peer, kind.as_str()])?.iter().map(read_sending).collect()
}

/// The after-image of how a policy, or an answer, stands with a node.
pub fn policy_sending_change(region: &Region, (peer, kind): (&Region, MessageKind), one: &Published) -> Change {
    Change::put(
        "policy_sending",
        vec![
            ("region", Val::from(region)),
            ("peer", Val::from(peer)),
            ("kind", Val::from(kind.as_str())),
            ("code", Val::from(&one.key)),
            ("name", Val::from(&one.name)),
            ("version", Val::from(one.version)),
            ("digest", Val::from(&one.digest)),
            ("state", Val::from(one.state.as_str())),
            ("reason", Val::from(&one.reason)),
            ("seq", Val::from(one.seq)),
        ],
    )
}

/// A row and the fields it came with.
type RowWithFields = (HeldRow, BTreeMap<String, String>);

/// All rows of a kind held of a node, with their fields, by key.
pub fn held_rows(
    tx: &mut Tx<'_>,
    region: &Region,
    (sender, kind): (&Region, MessageKind),
) -> Result<Vec<RowWithFields>, StoreError> {
    tx.rows(
        "SELECT code, version, digest, fields, withdrawn FROM exchange_held \
         WHERE region = $1 AND sender = $2 AND kind = $3 ORDER BY code",
        vals![region, sender, kind.as_str()],
    )?
    .iter()
    .map(|row| {
        let held = HeldRow {
            key: row.text("code")?,
            version: row.int("version")?,
            digest: row.text("digest")?,
            withdrawn: row.flag("withdrawn")?,
        };
        Ok((held, row.json("fields")?))
    })
    .collect()
}

/// Whether an item in use, or a draft of one, has this code.
pub fn is_item_code(tx: &mut Tx<'_>, region: &Region, code: &str) -> Result<bool, StoreError> {
    let sql = "SELECT code FROM service_item WHERE region = $1 AND code = $2 \
               UNION ALL SELECT code FROM item_draft WHERE region = $1 AND code = $2 LIMIT 1";
    Ok(tx.row(sql, vals![region, code])?.is_some())
}
