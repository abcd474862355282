//! Links that were given out (评价链接), and the finished cases that still lack one or were not rated.

use domain::{
    base::{CaseId, Region},
    reviews::{Invitation, ServiceNode},
};
use jiff::Timestamp;

use crate::{
    journal::Change,
    seam::{Row, StoreError, Tx, Val},
    vals,
};

fn read(row: &Row) -> Result<Invitation, StoreError> {
    Ok(Invitation {
        case: CaseId::new(row.int("case_id")?),
        node: ServiceNode::parse(&row.text("node")?)
            .ok_or_else(|| StoreError::corrupt("review_invitation.node", "不认识的服务节点"))?,
        digest: row.text("digest")?,
        at: row.instant("invited_at")?,
        until: row.date("until_on")?,
    })
}

/// The link of a contact; `None` while none was given out.
pub fn invitation(
    tx: &mut Tx<'_>,
    region: &Region,
    case: CaseId,
    node: ServiceNode,
) -> Result<Option<Invitation>, StoreError> {
    tx.row(
        "SELECT case_id, node, digest, invited_at, until_on FROM review_invitation \
         WHERE region = $1 AND case_id = $2 AND node = $3",
        vals![region, case, node.as_str()],
    )?
    .as_ref()
    .map(read)
    .transpose()
}

/// A result that was entered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FinishedContact {
    /// Of which case.
    pub case: CaseId,
    /// When.
    pub at: Timestamp,
}

fn finished(row: &Row) -> Result<FinishedContact, StoreError> {
    Ok(FinishedContact { case: CaseId::new(row.int("id")?), at: row.instant("completed_at")? })
}

/// Cases that were finished since an instant and have no link yet, the first finished first.
pub fn finished_uninvited(
    tx: &mut Tx<'_>,
    region: &Region,
    since: Timestamp,
    limit: i64,
) -> Result<Vec<FinishedContact>, StoreError> {
    tx.rows(
        "SELECT c.id AS id, c.completed_at AS completed_at FROM service_case c WHERE c.region = $1 \
         AND c.completed_at >= $2 AND c.stage <> 'ended' AND NOT EXISTS (SELECT 1 FROM review_invitation i \
         WHERE i.region = c.region AND i.case_id = c.id AND i.node = 'completion') \
         ORDER BY c.completed_at, c.id LIMIT $3",
        vals![region, since, limit],
    )?
    .iter()
    .map(finished)
    .collect()
}

/// Cases that were finished within two instants, have a link and no rating of any kind, the first finished first.
pub fn unrated_since(
    tx: &mut Tx<'_>,
    region: &Region,
    (from, before): (Timestamp, Timestamp),
    limit: i64,
) -> Result<Vec<FinishedContact>, StoreError> {
    tx.rows(
        "SELECT c.id AS id, c.completed_at AS completed_at FROM service_case c WHERE c.region = $1 \
         AND c.completed_at >= $2 AND c.completed_at < $3 AND c.stage <> 'ended' \
         AND EXISTS (SELECT 1 FROM review_invitation i WHERE i.region = c.region AND i.case_id = c.id \
         AND i.node = 'completion') \
         AND NOT EXISTS (SELECT 1 FROM service_review r WHERE r.region = c.region AND r.case_id = c.id \
         AND r.node = 'completion') ORDER BY c.completed_at, c.id LIMIT $4",
        vals![region, from, before, limit],
    )?
    .iter()
    .map(finished)
    .collect()
}

/// The after-image of a link.
pub fn invitation_change(region: &Region, i: &Invitation) -> Change {
    Change::put(
        "review_invitation",
        vec![
            ("region", Val::from(region)),
            ("case_id", Val::from(i.case)),
            ("node", Val::from(i.node.as_str())),
            ("digest", Val::from(&i.digest)),
            ("invited_at", Val::from(i.at)),
            ("until_on", Val::from(i.until)),
        ],
    )
}
