//! Giving the rows behind a reported figure (报送明细): what a node above asked for is answered in the order of its questions,
//! some parts a message, and taken in where it was asked for.

use domain::{
    base::Region,
    indicators::{EVIDENCE_PARTS, EvidenceKey, EvidencePart, evidence_parts},
    publication::exchange::{ExchangeBatch, ExchangeRow, MessageKind, Peer, Side},
};
use store::{
    StoreError, Tx,
    indicators::{self as rows},
    publication::{self, Direction, KeptMessage},
};

use super::{corrupt, report::rows_of};
use crate::{
    Bureau,
    indicators::figures::frozen_of,
    publication::exchange::{Came, Content, Due, Taken},
};

/// Questions that are passed over in one look, because they could not be read.
const LOOK: i64 = 50;

/// Rows that were asked for.
pub(crate) const EVIDENCE: Content = Content { kind: MessageKind::Evidence, due, take };

/// How far the answers have come: up to a question, and within the next one by so many parts.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Given {
    /// All questions up to this number are answered.
    pub(super) upto: i64,
    /// Parts that were sent of the one behind it.
    parts: usize,
}

impl Given {
    /// `7` where the seventh is answered, `7/4` where it is answered by four parts so far.
    fn mark(seq: i64, parts: Option<usize>) -> String {
        parts.map_or_else(|| seq.to_string(), |parts| format!("{seq}/{parts}"))
    }

    fn read(mark: &str) -> Option<Self> {
        match mark.split_once('/') {
            None => Some(Self { upto: mark.parse().ok()?, parts: 0 }),
            Some((seq, parts)) => Some(Self { upto: seq.parse::<i64>().ok()? - 1, parts: parts.parse().ok()? }),
        }
    }

    pub(super) fn to(tx: &mut Tx<'_>, region: &Region, peer: &Region) -> Result<Self, StoreError> {
        match publication::newest_mark(tx, region, peer, MessageKind::Evidence)? {
            None => Ok(Self::default()),
            Some(mark) => Self::read(&mark).ok_or_else(|| corrupt("exchange_message.mark", "不是明细".to_owned())),
        }
    }
}

/// Which rows a question is about; `None` where it could not be read and was sent back.
pub(super) fn asked(message: &KeptMessage) -> Option<(EvidenceKey, String)> {
    let batch: ExchangeBatch = serde_json::from_str(&message.message.body).ok()?;
    let row = batch.rows.first().filter(|_| batch.rows.len() == 1)?;
    let why = row.fields.get("why").cloned().unwrap_or_default();
    EvidenceKey::parse(&row.key).map(|key| (key, why))
}

fn due(tx: &mut Tx<'_>, bureau: &Bureau, peer: &Peer) -> Result<Option<Due>, StoreError> {
    if peer.side != Side::Above {
        return Ok(None);
    }
    let region = bureau.region();
    let given = Given::to(tx, region, &peer.code)?;
    let way = (&peer.code, Direction::In, MessageKind::EvidenceAsk);
    for question in publication::of_kind(tx, region, way, given.upto, LOOK)? {
        let Some((key, _)) = asked(&question) else { continue };
        let seq = question.message.envelope.seq;
        let sent = if seq == given.upto + 1 { given.parts } else { 0 };
        let parts = answer(tx, region, &key)?;
        let upto = (sent + EVIDENCE_PARTS).min(parts.len());
        let part = |(n, part): (usize, &EvidencePart)| ExchangeRow {
            key: key.part(n + 1),
            version: seq,
            withdrawn: false,
            fields: [("part".to_owned(), serde_json::json!(part).to_string())].into(),
        };
        let rows = parts.iter().enumerate().skip(sent).take(upto - sent).map(part).collect();
        let mark = Given::mark(seq, (upto < parts.len()).then_some(upto));
        return Ok(Some(Due { rows, mark }));
    }
    Ok(None)
}

fn answer(tx: &mut Tx<'_>, region: &Region, key: &EvidenceKey) -> Result<Vec<EvidencePart>, StoreError> {
    let refused = |why: &str| Ok(vec![EvidencePart { parts: 1, refused: why.to_owned(), rows: Vec::new() }]);
    let Some(snapshot) = rows::snapshot(tx, region, key.snapshot)? else { return refused("本级没有这次统计") };
    let Some(figure) = frozen_of(&snapshot, key.indicator)? else {
        return refused("这次统计里没有这项指标");
    };
    let mut all = rows_of(tx, region, &snapshot, (key.indicator, &figure.profile))?;
    Ok(evidence_parts(&all.remove(&key.standing).unwrap_or_default()))
}

fn take(tx: &mut Tx<'_>, bureau: &Bureau, came: &Came<'_>) -> Result<Taken, StoreError> {
    let rejected = |why: &str| Ok(Taken::Rejected(why.to_owned()));
    let key = came.row.key.rsplit_once('#').and_then(|(key, no)| Some((EvidenceKey::parse(key)?, no.parse().ok()?)));
    let part: Option<EvidencePart> = came.row.fields.get("part").and_then(|text| serde_json::from_str(text).ok());
    let (Some((key, no)), Some(part)) = (key, part.filter(|_| !came.row.withdrawn)) else {
        return rejected("明细没有读懂");
    };
    if came.row.key != key.part(no) || no < 1 || no > part.parts {
        return rejected("明细的编号和内容对不上");
    }
    let of = (came.from, MessageKind::EvidenceAsk);
    let asked = publication::marked(tx, bureau.region(), of, &key.to_string())?;
    if asked.is_none_or(|asked| asked.message.envelope.seq != came.row.version) {
        return rejected("本级没有调取这些明细，或后来又调取过");
    }
    Ok(Taken::With(Vec::new()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_are_read_as_written() {
        assert_eq!(Given::read(&Given::mark(7, None)), Some(Given { upto: 7, parts: 0 }));
        assert_eq!(Given::read(&Given::mark(7, Some(4))), Some(Given { upto: 6, parts: 4 }));
        assert_eq!(Given::read("x"), None);
        assert_eq!(Given::read("7/x"), None);
    }
}
