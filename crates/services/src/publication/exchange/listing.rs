//! How it stands with every node (对接情况): per item with those above, per kind with those below.

use std::collections::BTreeMap;

use domain::{
    base::Region,
    people::{Act, Desk},
    publication::exchange::{NodeKey, Peer, PublishState, Published, Side},
};
use store::publication::{self as rows, Direction, KeptReconciliation};

use super::{peers::keys_of, send::our_items};
use crate::{Bureau, Failure, Never, publication::standing};

/// How many items stand how.
pub type StateCounts = BTreeMap<PublishState, u64>;

/// How it stands with one node.
#[derive(Debug, Clone)]
pub struct PeerStanding {
    /// The node.
    pub peer: Peer,
    /// Its keys, the first first; the last is the one in force.
    pub keys: Vec<NodeKey>,
    /// Messages sealed for it.
    pub sent: i64,
    /// Of those, not answered yet; at most a hundred are counted.
    pub unanswered: u64,
    /// Messages taken in from it.
    pub received: i64,
    /// Items by state; of a node above.
    pub items: StateCounts,
    /// Ratings by state; of a node above.
    pub reviews: StateCounts,
    /// Applications handed down, by state; to a node below.
    pub applications: StateCounts,
    /// Rows held, by kind; of a node below.
    pub held: BTreeMap<String, u64>,
    /// The newest reconciliation; with a node above.
    pub reconciled: Option<KeptReconciliation>,
}

/// How it stands with all.
#[derive(Debug, Clone)]
pub struct Exchange {
    /// This node's public key.
    pub public_key: String,
    /// Nodes, those above first.
    pub peers: Vec<PeerStanding>,
    /// Items of which the province's export and its node do not say the same.
    pub sources_differ: u64,
}

/// How it stands with all nodes.
pub fn exchange(bureau: &Bureau, desk: &Desk) -> Result<Exchange, Failure<Never>> {
    bureau.may(desk, Act::ExchangeView)?;
    let region = bureau.region();
    let (peers, held) = bureau.db().read(|tx| Ok((rows::peers(tx, region)?, rows::held_counts(tx, region)?)))?;
    let mut out = Vec::new();
    for peer in peers {
        let list = match peer.side {
            Side::Above => list_of(bureau, &peer)?,
            Side::Below => Vec::new(),
        };
        let mut items = StateCounts::new();
        for one in &list {
            *items.entry(one.state).or_default() += 1;
        }
        let of_peer = held.iter().filter(|((sender, _), _)| sender == peer.code.as_str());
        let held: BTreeMap<String, u64> = of_peer.map(|((_, kind), n)| (kind.clone(), *n)).collect();
        let standing = bureau.db().read(|tx| {
            Ok(PeerStanding {
                keys: keys_of(tx, region, &peer.code)?,
                sent: rows::chain_end(tx, region, &peer.code, Direction::Out)?.seq,
                unanswered: rows::unanswered(tx, region, &peer.code, 100)?.len() as u64,
                received: rows::chain_end(tx, region, &peer.code, Direction::In)?.seq,
                items,
                reviews: match peer.side {
                    Side::Above => rows::review_sending_counts(tx, region, &peer.code)?,
                    Side::Below => StateCounts::new(),
                },
                applications: match peer.side {
                    Side::Above => StateCounts::new(),
                    Side::Below => rows::handed_counts(tx, region, &peer.code)?,
                },
                held,
                reconciled: rows::last_reconciliation(tx, region, &peer.code)?,
                peer,
            })
        })?;
        out.push(standing);
    }
    let sources = bureau.db().read(|tx| standing::all(tx, bureau))?;
    let sources_differ = sources.values().filter(|one| one.standing.differ).count() as u64;
    Ok(Exchange { public_key: bureau.vault().public_key(), peers: out, sources_differ })
}

/// How each item stands with one node above, by code; those that were never sent among them.
pub fn published_list(bureau: &Bureau, desk: &Desk, code: &Region) -> Result<Vec<Published>, Failure<Never>> {
    bureau.may(desk, Act::ExchangeView)?;
    let found = bureau.db().read(|tx| rows::peer(tx, bureau.region(), code))?;
    let peer = found.filter(|p| p.side == Side::Above).ok_or(Failure::NotFound)?;
    Ok(list_of(bureau, &peer)?)
}

/// How ratings stand with one node above, by number behind `after`; those that it has never been told of are not among
/// them.
pub fn published_reviews(
    bureau: &Bureau,
    desk: &Desk,
    (code, state): (&Region, Option<PublishState>),
    after: &str,
    limit: i64,
) -> Result<Vec<Published>, Failure<Never>> {
    bureau.may(desk, Act::ExchangeView)?;
    let found = bureau.db().read(|tx| {
        let region = bureau.region();
        match rows::peer(tx, region, code)?.filter(|p| p.side == Side::Above) {
            Some(peer) => rows::review_sendings_of(tx, region, (&peer.code, state), after, limit).map(Some),
            None => Ok(None),
        }
    })?;
    found.ok_or(Failure::NotFound)
}

fn list_of(bureau: &Bureau, peer: &Peer) -> Result<Vec<Published>, store::StoreError> {
    let ours = our_items(bureau, peer)?;
    let mut known = bureau.db().read(|tx| rows::published(tx, bureau.region(), &peer.code))?;
    for item in ours {
        known.entry(item.key.clone()).or_insert_with(|| Published {
            key: item.key,
            name: item.name,
            department: item.department,
            version: item.version,
            digest: String::new(),
            state: PublishState::NotSent,
            reason: String::new(),
            seq: 0,
        });
    }
    Ok(known.into_values().collect())
}
