//! Telling the counties how they stand (排名通知): each gets its own row of every standing, in the order in which they were
//! computed; a county keeps the newest of each day.

use domain::{
    indicators::ToldStanding,
    publication::exchange::{ExchangeRow, MessageKind, Peer},
};
use jiff::{Timestamp, civil::Date};
use store::{
    StoreError, Tx,
    indicators::{self as rows, KeptStanding},
    publication::{self, held_between},
};

use super::{
    corrupt,
    rules::{is_ranked, rules_on},
};
use crate::{
    Bureau,
    publication::exchange::{Came, Content, Due, Taken},
};

/// Standings that are passed over in one look, because a county has no part in them.
const LOOK: usize = 100;

/// Standings as notices.
pub(crate) const STANDINGS: Content = Content { kind: MessageKind::Standing, due, take };

fn mark(kept: &KeptStanding) -> String {
    format!("{}#{}#{}", kept.computed_at, kept.day, kept.version)
}

fn place(mark: &str) -> Option<(Timestamp, Date, i64)> {
    let mut parts = mark.split('#');
    let place = (parts.next()?.parse().ok()?, parts.next()?.parse().ok()?, parts.next()?.parse().ok()?);
    parts.next().is_none().then_some(place)
}

fn due(tx: &mut Tx<'_>, bureau: &Bureau, peer: &Peer) -> Result<Option<Due>, StoreError> {
    let region = bureau.region();
    if !is_ranked(peer, rules_on(bureau.today())) {
        return Ok(None);
    }
    let told = publication::newest_mark(tx, region, &peer.code, MessageKind::Standing)?;
    let mut next = match told.as_deref().and_then(place) {
        Some(at) => rows::computed_after(tx, region, at)?,
        // The first time: the last one alone.
        None => rows::newest_computed(tx, region)?,
    };
    for _ in 0..LOOK {
        let Some(kept) = next else { return Ok(None) };
        let all = rows::standing_rows(tx, region, (kept.day, kept.version))?;
        if let Some(own) = all.into_iter().find(|s| s.code == peer.code.as_str()) {
            let mark = mark(&kept);
            let told = ToldStanding {
                day: kept.day,
                version: kept.version,
                change: kept.changes.into_iter().find(|c| c.code == own.code),
                rules: kept.rules,
                ranked: kept.ranked,
                unranked: kept.unranked,
                standing: own,
                computed_at: kept.computed_at,
            };
            let row = ExchangeRow { key: told.key(), version: told.version, withdrawn: false, fields: told.fields() };
            return Ok(Some(Due { rows: vec![row], mark }));
        }
        next = rows::computed_after(tx, region, (kept.computed_at, kept.day, kept.version))?;
    }
    Ok(None)
}

fn take(_: &mut Tx<'_>, bureau: &Bureau, came: &Came<'_>) -> Result<Taken, StoreError> {
    if came.row.withdrawn {
        return Ok(Taken::Rejected("排名不能撤回，有更正请发新的一版".into()));
    }
    Ok(match ToldStanding::read(&came.row.fields, came.row.version, bureau.region().as_str()) {
        Ok(told) if told.key() == came.row.key => Taken::With(Vec::new()),
        Ok(_) => Taken::Rejected("编码和内容对不上".into()),
        Err(flaw) => Taken::Rejected(flaw.to_string()),
    })
}

/// What a node above told of the days in `[from, upto]`, the newest day first.
pub(super) fn told(
    tx: &mut Tx<'_>,
    bureau: &Bureau,
    peer: &Peer,
    (from, upto): (Date, Date),
) -> Result<Vec<ToldStanding>, StoreError> {
    let (region, of) = (bureau.region(), (&peer.code, MessageKind::Standing));
    let held = held_between(tx, region, of, (&from.to_string(), &upto.to_string()), i64::from(i32::MAX))?;
    let read = held.iter().rev().map(|row| {
        ToldStanding::read(&row.fields, row.version, region.as_str())
            .map_err(|flaw| corrupt("exchange_held.fields", flaw.to_string()))
    });
    read.collect()
}
