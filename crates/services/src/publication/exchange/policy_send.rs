//! What the next message of policies, or of answers to them, carries (政策下发、答复上报): by the same rule as items.

use domain::publication::exchange::{
    ExchangeRow, MessageKind, OurItem, Peer, PolicyAnswer, Published, Side, next_batch,
};
use store::{StoreError, Tx, publication as rows};

use super::{receive::digest_of, send::Plan};
use crate::Bureau;

/// Policies to a node below, answers to one above. `None` where it knows all of them.
pub(super) fn policy_rows(tx: &mut Tx<'_>, bureau: &Bureau, peer: &Peer, seq: i64) -> Result<Option<Plan>, StoreError> {
    let region = bureau.region();
    let (kind, ours) = match peer.side {
        Side::Below => {
            let policies = rows::policies(tx, region)?;
            let asked = policies.iter().filter(|p| !p.withdrawn);
            (MessageKind::Policy, asked.map(|p| one(&p.key, &p.title, p.version, p.fields())).collect::<Vec<_>>())
        }
        Side::Above => {
            let answers = rows::policy_answers(tx, region, &peer.code)?;
            let row = |a: &PolicyAnswer| one(&a.key, a.reply.label(), a.version, a.fields());
            (MessageKind::PolicyAnswers, answers.values().map(row).collect())
        }
    };
    let known = rows::policy_sending(tx, region, (&peer.code, kind))?;
    let due = next_batch(&ours, &known, seq);
    if due.is_empty() {
        return Ok(None);
    }
    let (rows_of, published): (Vec<ExchangeRow>, Vec<Published>) = due.into_iter().unzip();
    Ok(Some(Plan { kind, rows: rows_of, published, changes: Vec::new(), mark: None }))
}

fn one(key: &str, name: &str, version: i64, fields: std::collections::BTreeMap<String, String>) -> OurItem {
    OurItem {
        key: key.to_owned(),
        name: name.to_owned(),
        // They are of no department.
        department: domain::base::DepartmentId::new(0),
        version,
        digest: digest_of(&fields),
        fields,
    }
}
