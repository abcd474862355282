//! What the next message of ratings carries (好差评上报): those that were given, given again, looked into or set aside since the
//! last one, each as it stands now. A quiet county reads none.

use std::collections::{BTreeMap, BTreeSet};

use domain::{
    base::{ItemId, Region, ReviewId},
    publication::exchange::{ExchangeRow, MessageKind, OurItem, PublishState, Published, next_batch},
};
use store::{
    StoreError, Tx, catalogue,
    publication::{self as rows, FeedPlace},
    reviews::{self, Found},
};

use super::{
    field_maps,
    receive::digest_of,
    send::{Plan, read_upto},
};
use crate::{Bureau, publication::changes::mark, reviews::exchange_fields};

/// Ratings of one message at most: with published words they stay below the bytes that any receiver takes.
const ROWS: usize = 100;
/// Ratings read at once for a reconciliation.
const PAGE: i64 = 1_000;

/// The next ratings; `None` where the node above knows all of them.
pub(super) fn review_rows(
    tx: &mut Tx<'_>,
    bureau: &Bureau,
    peer: &Region,
    seq: i64,
) -> Result<Option<Plan>, StoreError> {
    let region = *bureau.region();
    if let Some(plan) = once_more(tx, bureau, peer, seq)? {
        return Ok(Some(plan));
    }
    let from = read_upto(tx, &region, peer, MessageKind::Reviews)?;
    let mut at = from;
    loop {
        let part = rows::review_feed(tx, &region, at, ROWS)?;
        let ids: BTreeSet<i64> = part.events.iter().filter_map(|e| number(e.envelope.stream.as_str())).collect();
        let ids: Vec<ReviewId> = ids.into_iter().map(ReviewId::new).collect();
        let changed = reviews::reviews_by_id(tx, &region, &ids)?;
        let due = due(tx, bureau, peer, (&changed, seq))?;
        if !due.is_empty() {
            return Ok(Some(plan(due, Some(part.reached))));
        }
        if part.ended || part.reached == at {
            if part.reached != from {
                rows::set_exchange_mark(tx, &region, (peer, MessageKind::Reviews), &mark(part.reached))?;
            }
            return Ok(None);
        }
        at = part.reached;
    }
}

/// Ratings of which the other side holds something else than it took: noted by a reconciliation.
fn once_more(tx: &mut Tx<'_>, bureau: &Bureau, peer: &Region, seq: i64) -> Result<Option<Plan>, StoreError> {
    let region = bureau.region();
    let mut ids = Vec::new();
    for state in [PublishState::NotSent, PublishState::Differs] {
        let some = rows::review_sendings_of(tx, region, (peer, Some(state)), "", ROWS as i64)?;
        ids.extend(some.iter().filter_map(|one| one.key.parse().ok()).map(ReviewId::new));
    }
    ids.truncate(ROWS);
    let found = reviews::reviews_by_id(tx, region, &ids)?;
    let due = due(tx, bureau, peer, (&found, seq))?;
    Ok((!due.is_empty()).then(|| plan(due, None)))
}

/// The rating of a stream; links and imports are none.
fn number(stream: &str) -> Option<i64> {
    stream.strip_prefix("reviews/")?.parse().ok()
}

fn plan(due: Vec<(ExchangeRow, Published)>, reached: Option<FeedPlace>) -> Plan {
    let (rows, published) = due.into_iter().unzip();
    Plan { kind: MessageKind::Reviews, rows, published, changes: Vec::new(), mark: reached.map(mark) }
}

fn due(
    tx: &mut Tx<'_>,
    bureau: &Bureau,
    peer: &Region,
    (found, seq): (&[Found], i64),
) -> Result<Vec<(ExchangeRow, Published)>, StoreError> {
    let ours = as_rows(tx, bureau, found, &mut BTreeMap::new())?;
    let keys: Vec<String> = ours.iter().map(|one| one.key.clone()).collect();
    let known = rows::review_sendings(tx, bureau.region(), peer, &keys)?;
    Ok(next_batch(&ours, &known, seq))
}

/// Ratings as they are to be held there.
fn as_rows(
    tx: &mut Tx<'_>,
    bureau: &Bureau,
    found: &[Found],
    codes: &mut BTreeMap<ItemId, String>,
) -> Result<Vec<OurItem>, StoreError> {
    let map = field_maps().reviews(bureau.region());
    let mut out = Vec::with_capacity(found.len());
    // What came from another system's file is there already.
    for (row, of, item_name) in found.iter().filter(|(row, _, _)| row.import_key.is_none()) {
        let code = match codes.get(&row.item) {
            Some(code) => code.clone(),
            None => {
                let item = catalogue::item(tx, bureau.region(), row.item)?;
                let code = item.map(|i| i.content.code).unwrap_or_default();
                codes.insert(row.item, code.clone());
                code
            }
        };
        let fields = map.apply(&exchange_fields(row, of.as_ref(), &code));
        out.push(OurItem {
            key: row.id.to_string(),
            name: item_name.clone(),
            department: row.department,
            version: row.version,
            digest: digest_of(&fields),
            fields,
        });
    }
    Ok(out)
}

/// All ratings as they are to be held there, by number.
pub(super) fn our_reviews(bureau: &Bureau) -> Result<Vec<OurItem>, StoreError> {
    let (mut out, mut codes) = (Vec::new(), BTreeMap::new());
    let mut after = ReviewId::new(0);
    loop {
        let some = bureau.db().read(|tx| {
            let found = reviews::reviews_behind(tx, bureau.region(), after, PAGE)?;
            let ours = as_rows(tx, bureau, &found, &mut codes)?;
            Ok((found.last().map(|(row, _, _)| row.id), ours))
        })?;
        let (last, ours) = some;
        let Some(last) = last else { return Ok(out) };
        after = last;
        out.extend(ours);
    }
}
