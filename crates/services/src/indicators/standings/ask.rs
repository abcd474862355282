//! Asking a county for the rows behind a figure that it reported (调取明细), and what came of it: the rows add up to what was
//! reported, or they do not.

use domain::{
    base::Region,
    indicators::{
        EvidenceAsked, EvidenceDigest, EvidenceKey, EvidencePart, Evidenced, Indicator, RowStanding, judge_evidence,
    },
    people::{Act, Desk},
    publication::exchange::{ExchangeRow, MessageKind, Peer, Side},
};
use jiff::{Timestamp, civil::Date};
use serde::Serialize;
use store::{
    StoreError, Tx,
    indicators::{self as rows, KeptReport},
    journal::{self, Entry, Stream},
    publication::{self, Direction, held_between},
};

use super::corrupt;
use crate::{
    Bureau, Failure, Never,
    publication::exchange::{Came, Content, Due, Taken, seal_rows},
};

/// Characters of a reason at most.
const WHY: usize = 200;
/// Parts of an answer that are read.
const PARTS: i64 = 10_000;

/// Questions for rows: sealed with the act that asks, so nothing is ever due.
pub(crate) const EVIDENCE_ASKS: Content = Content { kind: MessageKind::EvidenceAsk, due: nothing, take };

fn nothing(_: &mut Tx<'_>, _: &Bureau, _: &Peer) -> Result<Option<Due>, StoreError> {
    Ok(None)
}

fn take(_: &mut Tx<'_>, _: &Bureau, came: &Came<'_>) -> Result<Taken, StoreError> {
    Ok(if !came.alone || came.row.withdrawn || EvidenceKey::parse(&came.row.key).is_none() {
        Taken::Rejected("调取的内容没有读懂".into())
    } else {
        Taken::With(Vec::new())
    })
}

/// Which rows are asked for, and why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct AskForm {
    /// The day that the report speaks of.
    pub as_of: Date,
    /// Its version.
    pub version: i64,
    /// Id of the figure.
    pub indicator: String,
    /// Word of the standing.
    pub standing: String,
    /// Why; may be empty.
    pub why: String,
}

/// Why nothing is asked.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum AskRefusal {
    /// Asked before, not answered yet.
    #[error("已经调取，等对方送来")]
    Waiting,
    /// They are here.
    #[error("明细已经取到，与上报的一致，不用再调取")]
    Here,
    /// There is nothing to ask for.
    #[error("上报的这一部分是 0 行，没有明细可调取")]
    Empty,
    /// The node is stopped or gone.
    #[error("与这个县的对接已停用，调取不了")]
    Stopped,
    /// Too long a reason.
    #[error("原因最多 200 个字")]
    Why,
}

/// The rows behind a reported part.
#[derive(Debug, Clone)]
pub struct EvidenceView {
    /// Name of the county as it is registered.
    pub name: String,
    /// The report.
    pub report: KeptReport,
    /// The figure.
    pub indicator: Indicator,
    /// Which of its parts.
    pub standing: RowStanding,
    /// What the county vouched for.
    pub reported: EvidenceDigest,
    /// When it was asked last; `None` where nobody did.
    pub asked_at: Option<Timestamp>,
    /// What came of it.
    pub evidenced: Evidenced,
}

/// What is meant by a form; `None` where there is no such report, figure or part.
struct Meant {
    report: KeptReport,
    key: EvidenceKey,
    reported: EvidenceDigest,
}

fn meant(tx: &mut Tx<'_>, region: &Region, county: &Region, form: &AskForm) -> Result<Option<Meant>, StoreError> {
    let Some(report) = rows::kept_report(tx, region, county, (form.as_of, form.version))? else { return Ok(None) };
    let parsed = Indicator::parse(&form.indicator).zip(RowStanding::parse(&form.standing));
    Ok(parsed.and_then(|(indicator, standing)| {
        let reported = report.report.figure(indicator)?.evidence.get(standing.as_str())?.clone();
        let key = EvidenceKey { snapshot: report.report.snapshot, indicator, standing };
        Some(Meant { report, key, reported })
    }))
}

/// When rows were asked for last, and what came of it.
fn judged(
    tx: &mut Tx<'_>,
    region: &Region,
    county: &Region,
    (key, reported): (&EvidenceKey, &EvidenceDigest),
) -> Result<(Option<Timestamp>, Evidenced), StoreError> {
    let asked = publication::marked(tx, region, (county, MessageKind::EvidenceAsk), &key.to_string())?;
    let Some(asked) = asked else { return Ok((None, Evidenced::Waiting)) };
    let range = (key.part(1), key.end());
    let held = held_between(tx, region, (county, MessageKind::Evidence), (&range.0, &range.1), PARTS)?;
    // Parts of an earlier answer have the number of the earlier question.
    let parts = held.iter().filter(|h| h.version == asked.message.envelope.seq).map(|h| {
        let text = h.fields.get("part").map_or("", String::as_str);
        serde_json::from_str(text).map_err(|e| corrupt("exchange_held.fields", e.to_string()))
    });
    let parts = parts.collect::<Result<Vec<EvidencePart>, StoreError>>()?;
    let digest = |text: &str| store::digest(text.as_bytes());
    Ok((Some(asked.kept_at), judge_evidence(reported, parts, digest)))
}

/// The rows behind a part of a figure that a county reported, as far as they were asked for and came.
pub fn evidence_view(
    bureau: &Bureau,
    desk: &Desk,
    county: &Region,
    form: &AskForm,
) -> Result<EvidenceView, Failure<Never>> {
    bureau.may(desk, Act::IndicatorView)?;
    let region = bureau.region();
    let found = bureau.db().read(|tx| {
        let Some(Meant { report, key, reported }) = meant(tx, region, county, form)? else { return Ok(None) };
        let (asked_at, evidenced) = judged(tx, region, county, (&key, &reported))?;
        let name = publication::peer(tx, region, county)?.map_or_else(|| county.to_string(), |p| p.name);
        let (indicator, standing) = (key.indicator, key.standing);
        Ok(Some(EvidenceView { name, report, indicator, standing, reported, asked_at, evidenced }))
    })?;
    found.ok_or(Failure::NotFound)
}

/// Asks a county for rows: the question goes out when it next fetches what waits for it.
pub fn ask_evidence(
    bureau: &Bureau,
    desk: &Desk,
    county: &Region,
    form: &AskForm,
    key: Option<&str>,
) -> Result<(), Failure<AskRefusal>> {
    let role = bureau.may(desk, Act::EvidenceAsk)?;
    let stamp = desk.stamp(bureau.now(), role);
    let command = bureau.command(desk, "standing.ask", key, &(county.as_str(), form));
    let (bureau, county, form) = (bureau.clone(), *county, form.clone());
    bureau.clone().db().commit(command, move |tx| -> Result<(), Failure<AskRefusal>> {
        let region = *bureau.region();
        let refused = |refusal| Err(Failure::Refused(refusal));
        let peer = publication::peer(tx, &region, &county)?.ok_or(Failure::NotFound)?;
        let Meant { key, reported, .. } = meant(tx, &region, &county, &form)?.ok_or(Failure::NotFound)?;
        if form.why.chars().count() > WHY {
            return refused(AskRefusal::Why);
        }
        if !peer.active || peer.side != Side::Below {
            return refused(AskRefusal::Stopped);
        }
        if reported.rows == 0 {
            return refused(AskRefusal::Empty);
        }
        match judged(tx, &region, &county, (&key, &reported))? {
            (None, _) | (Some(_), Evidenced::Refused(_) | Evidenced::Differs { .. }) => {}
            (Some(_), Evidenced::Waiting | Evidenced::Partly { .. }) => return refused(AskRefusal::Waiting),
            (Some(_), Evidenced::Matches(_)) => return refused(AskRefusal::Here),
        }
        // Questions have the number of their message as their version: what answers an earlier one is told apart.
        let version = publication::chain_end(tx, &region, &county, Direction::Out)?.seq + 1;
        let why = form.why.trim().to_owned();
        let row = ExchangeRow {
            key: key.to_string(),
            version,
            withdrawn: false,
            fields: [("why".to_owned(), why.clone())].into(),
        };
        seal_rows(tx, &bureau, &peer, MessageKind::EvidenceAsk, Due { rows: vec![row], mark: key.to_string() })?;
        let event = EvidenceAsked { county: county.as_str().to_owned(), key: key.to_string(), why };
        let head = journal::head(tx, &region, &Stream::standings())?;
        let entry = Entry::new(Stream::standings(), head, "indicators.evidence_asked", &event);
        journal::append(tx, &region, &stamp, entry).map(|_| ()).map_err(Failure::from)
    })?;
    Ok(())
}
