//! The rows behind a figure: the second click.

use domain::{
    base::SnapshotId,
    catalogue::{Exemption, Guide, OnlineDepth},
    indicators::{Indicator, RowStanding},
    people::{Act, Desk},
};
use store::indicators::{self as rows, FigureRow};

use super::FrozenFigure;
use crate::{Bureau, Failure, Never};

/// One page of rows.
#[derive(Debug, Clone)]
pub struct RowsPage {
    /// Rows: key, code, name, owner, and why it stands so.
    pub rows: Vec<(FigureRow, String)>,
    /// Key of the next page.
    pub next: Option<i64>,
    /// Rows of this standing in all.
    pub total: u64,
}

/// Rows of one standing, `limit` after a key, by the predicate that counted them.
pub fn figure_rows(
    bureau: &Bureau,
    desk: &Desk,
    snapshot: i64,
    indicator: Indicator,
    standing: RowStanding,
    after: i64,
    limit: u32,
) -> Result<RowsPage, Failure<Never>> {
    bureau.may(desk, Act::IndicatorView)?;
    let region = bureau.region();
    let limit = i64::from(limit);
    let found = bureau.db().read(|tx| {
        let Some(snapshot) = rows::snapshot(tx, region, SnapshotId::new(snapshot))? else { return Ok(None) };
        let frozen: Vec<FrozenFigure> = serde_json::from_str(&snapshot.figures)
            .map_err(|e| store::StoreError::Corrupt { place: "snapshot.figures".into(), why: e.to_string() })?;
        let Some(figure) = frozen.into_iter().find(|f| f.profile.indicator == indicator.id()) else { return Ok(None) };
        let page = (standing, after, limit + 1);
        let mut list = rows::figure_rows(tx, region, snapshot.id, indicator, &figure.profile, page)?;
        let more = list.len() as i64 > limit;
        list.truncate(limit as usize);
        let next = more.then(|| list.last().map(|r| r.key)).flatten();
        let total = match standing {
            RowStanding::Met => figure.met,
            RowStanding::NotMet => figure.not_met,
            RowStanding::Unknown => figure.unknown,
            RowStanding::Excluded => figure.excluded,
            RowStanding::Outside => 0,
        };
        let rows = list.into_iter().map(|r| (why(indicator, &r), r)).map(|(w, r)| (r, w)).collect();
        Ok(Some(RowsPage { rows, next, total }))
    })?;
    found.ok_or(Failure::NotFound)
}

/// Why a row stands as it does, in words: the blocker its version names, else its facts.
fn why(indicator: Indicator, row: &FigureRow) -> String {
    let (met, not_met) = indicator.words();
    let facts = || {
        let depth = row.online_depth.and_then(OnlineDepth::from_number).map_or("网办深度未知", OnlineDepth::label);
        let visits = row.onsite_visits.map_or_else(|| "到现场次数未知".to_owned(), |v| format!("到现场 {v} 次"));
        format!("{depth}，{visits}")
    };
    let blocker = || {
        let guide: Guide = serde_json::from_str(row.guide.as_deref()?).ok()?;
        guide.blockers.into_iter().find(|(i, _)| i == indicator.id()).map(|(_, words)| words)
    };
    match (row.standing, indicator) {
        (RowStanding::Met, Indicator::OnlineAvailableRate | Indicator::FullyOnlineRate) => facts(),
        (RowStanding::Met, _) => met.to_owned(),
        (RowStanding::NotMet, Indicator::OnlineAvailableRate | Indicator::FullyOnlineRate) => {
            blocker().unwrap_or_else(facts)
        }
        (RowStanding::NotMet, _) => blocker().unwrap_or_else(|| not_met.to_owned()),
        (RowStanding::Unknown, _) => "资料里没有，请到事项编辑页补上".to_owned(),
        (RowStanding::Excluded, _) => row
            .exemption
            .as_deref()
            .and_then(|e| serde_json::from_str::<Exemption>(e).ok())
            .map_or_else(|| "免予统计".to_owned(), |e| format!("{}（{}）", e.reason, e.basis)),
        (RowStanding::Outside, _) => "不在统计范围".to_owned(),
    }
}
