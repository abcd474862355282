//! Reporting snapshots upward (快照上报) and taking such reports in: the county seals each frozen snapshot under its id; the
//! node above holds every version of a day.

use std::collections::BTreeMap;

use domain::{
    base::Region,
    indicators::{
        EVIDENCE, EvidenceDigest, EvidenceRow, Indicator, Profile, ReportedFigure, RowStanding, SnapshotReport,
        evidence_text, report_changes,
    },
    publication::exchange::{ExchangeRow, MessageKind, Peer, Side},
};
use store::{
    StoreError, Tx, cases,
    indicators::{self as rows, KeptReport, Snapshot},
};

use crate::{
    Bureau,
    indicators::figures::frozen,
    publication::exchange::{Came, Content, Due, Taken},
};

/// Days that are reported in arrears to a node that was registered later, or could not be reached.
const ARREARS: i64 = 31;

/// Snapshots as reports.
pub(crate) const REPORTS: Content = Content { kind: MessageKind::Snapshot, due, take };

fn due(tx: &mut Tx<'_>, bureau: &Bureau, peer: &Peer) -> Result<Option<Due>, StoreError> {
    if peer.side != Side::Above {
        return Ok(None);
    }
    let waiting = rows::unreported(tx, bureau.region(), &peer.code, ARREARS)?;
    let Some(snapshot) = waiting.into_iter().next() else { return Ok(None) };
    let report = reported(tx, bureau.region(), &snapshot)?;
    let row = ExchangeRow { key: report.key(), version: 1, withdrawn: false, fields: report.fields() };
    Ok(Some(Due { rows: vec![row], mark: snapshot.id.to_string() }))
}

/// Rows of one figure by how they stand, as they are vouched for and as they are given when somebody asks.
pub(super) fn rows_of(
    tx: &mut Tx<'_>,
    region: &Region,
    snapshot: &Snapshot,
    (indicator, profile): (Indicator, &Profile),
) -> Result<BTreeMap<RowStanding, Vec<EvidenceRow>>, StoreError> {
    let mut out: BTreeMap<RowStanding, Vec<EvidenceRow>> = BTreeMap::new();
    for (standing, row) in rows::evidence_rows(tx, region, snapshot.id, indicator, profile)? {
        out.entry(standing).or_default().push(row);
    }
    Ok(out)
}

fn reported(tx: &mut Tx<'_>, region: &Region, snapshot: &Snapshot) -> Result<SnapshotReport, StoreError> {
    let mut figures = Vec::new();
    for figure in frozen(snapshot)? {
        let Some(indicator) = figure.profile.of() else { continue };
        let behind = rows_of(tx, region, snapshot, (indicator, &figure.profile))?;
        let vouch = |standing: &RowStanding| {
            let rows = behind.get(standing).map_or(&[][..], Vec::as_slice);
            let digest = store::digest(evidence_text(rows).as_bytes());
            (standing.as_str().to_owned(), EvidenceDigest { rows: rows.len() as u64, digest })
        };
        figures.push(ReportedFigure {
            indicator: indicator.id().to_owned(),
            met: figure.met,
            not_met: figure.not_met,
            unknown: figure.unknown,
            excluded: figure.excluded,
            profile: figure.profile.id.clone(),
            profile_version: figure.profile.version,
            evidence: EVIDENCE.iter().map(vouch).collect(),
        });
    }
    let stages = cases::stage_counts(tx, region, None)?;
    Ok(SnapshotReport {
        snapshot: snapshot.id,
        as_of: snapshot.as_of,
        taken_at: snapshot.taken_at,
        cases: stages.iter().map(|(_, n)| n).sum(),
        figures,
    })
}

fn take(tx: &mut Tx<'_>, bureau: &Bureau, came: &Came<'_>) -> Result<Taken, StoreError> {
    let rejected = |why: String| Ok(Taken::Rejected(why));
    if !came.alone || came.row.withdrawn {
        return rejected("快照一封报一个，不能撤回；有更正请重新统计再报".into());
    }
    let report = match SnapshotReport::read(&came.row.fields, bureau.today()) {
        Ok(report) => report,
        Err(flaw) => return rejected(flaw.to_string()),
    };
    if report.key() != came.row.key {
        return rejected("编码和内容对不上".into());
    }
    let before = rows::report_for(tx, bureau.region(), came.from, (report.as_of, report.as_of))?;
    let changes = before.as_ref().map(|b| report_changes(&b.report.figures, &report.figures)).unwrap_or_default();
    // A later snapshot that says the same is held with its message and is no version of its own.
    if before.as_ref().is_some_and(|b| changes.is_empty() && b.report.cases == report.cases) {
        return Ok(Taken::With(Vec::new()));
    }
    let kept = KeptReport {
        county: *came.from,
        version: before.map_or(1, |b| b.version + 1),
        report,
        changes,
        came_at: bureau.now(),
        seq: came.seq,
    };
    Ok(Taken::With(vec![rows::report_change(bureau.region(), &kept)]))
}
