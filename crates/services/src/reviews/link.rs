//! The link by which a contact is rated without signing in (评价链接): its code is made from the case under the county's
//! key and stands nowhere; the row keeps a digest. A result that is entered makes its link by a job.

use domain::{
    base::{CaseId, shanghai_day},
    cases::Case,
    people::Desk,
    reviews::{self as rules, Invitation, ReviewInvited, ServiceNode, contact_at, last_contact},
};
use jiff::{SignedDuration, Timestamp, civil::Date};
use store::{
    StoreError, Tx, digest,
    journal::{self, Entry, Stream},
    reviews as rows,
};

use super::rules as county;
use crate::Bureau;

/// Letters of the code that prove it: 80 bits, against which nobody guesses over a network.
const PROOF: usize = 20;
/// Links made in one commit at most.
const MANY: i64 = 200;

/// The link of a contact.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReviewLink {
    /// Its code: the case, the contact, and what proves both.
    pub code: String,
    /// Which contact.
    pub node: ServiceNode,
    /// Last day.
    pub until: Date,
}

fn code(bureau: &Bureau, case: CaseId, node: ServiceNode) -> String {
    let head = format!("{:x}{}", case.get(), node.number());
    let proof = bureau.vault().blind("review_link", &head);
    format!("{head}{}", proof.get(..PROOF).unwrap_or(&proof))
}

/// Which contact a code names; `None` where it is none of ours.
pub(super) fn read(bureau: &Bureau, typed: &str) -> Option<(CaseId, ServiceNode)> {
    let typed = typed.trim();
    let head = typed.get(..typed.len().checked_sub(PROOF)?)?;
    let node = head.get(head.len().checked_sub(1)?..)?.parse::<u8>().ok()?;
    let node = ServiceNode::ALL.into_iter().find(|n| n.number() == node)?;
    let case = CaseId::new(i64::from_str_radix(head.get(..head.len() - 1)?, 16).ok()?);
    // Compared by digests: how far two codes agree does not show in the time.
    (digest(typed.as_bytes()) == digest(code(bureau, case, node).as_bytes())).then_some((case, node))
}

/// The link of the last contact of a case, for papers and pages that whoever rates holds in hand; `None` where there is
/// nothing to rate any more.
pub fn review_link(bureau: &Bureau, case: &Case) -> Result<Option<ReviewLink>, StoreError> {
    let Some((node, at)) = last_contact(case).and_then(|node| Some((node, contact_at(case, node)?))) else {
        return Ok(None);
    };
    let until = bureau.db().read(|tx| until(bureau, tx, at))?;
    Ok((bureau.today() <= until).then(|| ReviewLink { code: code(bureau, case.id, node), node, until }))
}

/// The last day of a link for a contact, by the rules of the contact's day.
pub(super) fn until(bureau: &Bureau, tx: &mut Tx<'_>, at: Timestamp) -> Result<Date, StoreError> {
    Ok(county::on(tx, bureau.region(), shanghai_day(at))?.rules().link_until(at))
}

/// Keeps the link of a contact, unless it is there.
pub(super) fn keep(
    bureau: &Bureau,
    tx: &mut Tx<'_>,
    (case, node): (CaseId, ServiceNode),
    at: Timestamp,
) -> Result<Invitation, StoreError> {
    if let Some(found) = rows::invitation(tx, bureau.region(), case, node)? {
        return Ok(found);
    }
    let digest = digest(code(bureau, case, node).as_bytes());
    let made = Invitation { case, node, digest, at: bureau.now(), until: until(bureau, tx, at)? };
    let event = ReviewInvited { node, until: made.until };
    let entry = Entry::new(Stream::review_link(case, node), 0, "review.invited", &event)
        .with(rows::invitation_change(bureau.region(), &made));
    journal::append(tx, bureau.region(), &Desk::system("评价邀请").stamp(bureau.now(), None), entry)?;
    Ok(made)
}

/// Makes the links of results that were entered. A job that may run as often as it likes. Returns how many.
pub fn invite(bureau: &Bureau) -> Result<u64, StoreError> {
    let days = i64::from(bureau.db().read(|tx| county::Editions::load(tx, bureau.region()))?.longest_link());
    let since = bureau.now().checked_sub(SignedDuration::from_hours(24 * days)).unwrap_or(Timestamp::MIN);
    let mut made = 0;
    loop {
        let waiting = bureau.db().read(|tx| rows::finished_uninvited(tx, bureau.region(), since, MANY))?;
        if waiting.is_empty() {
            return Ok(made);
        }
        let (worker, n) = (bureau.clone(), waiting.len() as u64);
        bureau.db().write(move |tx| -> Result<(), StoreError> {
            for contact in &waiting {
                keep(&worker, tx, (contact.case, rules::ServiceNode::Completion), contact.at)?;
            }
            Ok(())
        })?;
        made += n;
    }
}
