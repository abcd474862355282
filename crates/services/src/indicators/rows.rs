//! The rows behind a figure: the second click.

use domain::{
    base::SnapshotId,
    catalogue::{Exemption, Guide, Limit, OnlineDepth},
    indicators::{Indicator, RowStanding},
    people::{Act, Desk},
    publication::publication_words,
};
use jiff::civil::Date;
use store::{
    StoreError, Tx,
    indicators::{self as rows, FigureRow},
    publication::publication_sources,
};

use super::figures::frozen_of;
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
        let Some(figure) = frozen_of(&snapshot, indicator)? else { return Ok(None) };
        let page = (standing, after, limit + 1);
        let mut list = rows::figure_rows(tx, region, snapshot.id, indicator, &figure.profile, page)?;
        let more = list.len() as i64 > limit;
        list.truncate(limit as usize);
        let next = more.then(|| list.last().map(|r| r.key)).flatten();
        let counted = figure.tally().rows;
        let total = match standing {
            RowStanding::Met => counted.met,
            RowStanding::NotMet => counted.not_met,
            RowStanding::Unknown => counted.unknown,
            RowStanding::Excluded => counted.excluded,
            RowStanding::Outside => 0,
        };
        let said = sources(tx, bureau, indicator, &list, snapshot.as_of)?;
        let with_why = |(r, said): (FigureRow, String)| {
            let why = why(indicator, &r, said);
            (r, why)
        };
        let rows = list.into_iter().zip(said).map(with_why).collect();
        Ok(Some(RowsPage { rows, next, total }))
    })?;
    found.ok_or(Failure::NotFound)
}

/// The words a version's guide has for what holds it up towards a figure.
pub(super) fn guide_blocker(indicator: Indicator, guide: Option<&str>) -> Option<String> {
    let guide: Guide = serde_json::from_str(guide?).ok()?;
    guide.blockers.into_iter().find(|(i, _)| i == indicator.id()).map(|(_, words)| words)
}

/// For the figure of publication: what both sources said of each row by the snapshot's day; else empty.
fn sources(
    tx: &mut Tx<'_>,
    bureau: &Bureau,
    indicator: Indicator,
    list: &[FigureRow],
    as_of: Date,
) -> Result<Vec<String>, StoreError> {
    if indicator != Indicator::ProvincialPublicationRate {
        return Ok(vec![String::new(); list.len()]);
    }
    let codes: Vec<&str> = list.iter().map(|r| r.code.as_str()).collect();
    let found = publication_sources(tx, bureau.region(), Some(&codes), as_of)?;
    let said = |r: &FigureRow| publication_words(found.export(r.said_published), found.node(&r.code));
    Ok(list.iter().map(said).collect())
}

/// Why a row stands as it does, in words: the blocker its version names, else its facts.
fn why(indicator: Indicator, row: &FigureRow, said: String) -> String {
    let (met, not_met) = indicator.words();
    match row.standing {
        RowStanding::Met if !said.is_empty() => said,
        RowStanding::Met => facts(indicator, row).unwrap_or_else(|| met.to_owned()),
        RowStanding::NotMet => match (guide_blocker(indicator, row.guide.as_deref()), said.is_empty()) {
            (Some(blocker), true) => blocker,
            (Some(blocker), false) => format!("{blocker}（{said}）"),
            (None, false) => said,
            (None, true) => facts(indicator, row).unwrap_or_else(|| not_met.to_owned()),
        },
        RowStanding::Unknown if indicator.is_over_divisions() => "还没有核对，请到站点页登记".to_owned(),
        RowStanding::Unknown => "资料里没有，请到事项编辑页补上".to_owned(),
        RowStanding::Excluded if indicator == Indicator::LimitCompression => "没有法定时限，不计入".to_owned(),
        RowStanding::Excluded => row
            .exemption
            .as_deref()
            .and_then(|e| serde_json::from_str::<Exemption>(e).ok())
            .map_or_else(|| "免予统计".to_owned(), |e| format!("{}（{}）", e.reason, e.basis)),
        RowStanding::Outside => "不在统计范围".to_owned(),
    }
}

/// What a row says of itself, for the figures in which that tells more than yes or no.
fn facts(indicator: Indicator, row: &FigureRow) -> Option<String> {
    let visits = || row.onsite_visits.map_or_else(|| "到现场次数未知".to_owned(), |v| format!("到现场 {v} 次"));
    match indicator {
        Indicator::OnlineAvailableRate | Indicator::FullyOnlineRate => {
            let depth = row.online_depth.and_then(OnlineDepth::from_number).map_or("网办深度未知", OnlineDepth::label);
            Some(format!("{depth}，{}", visits()))
        }
        Indicator::ZeroVisitRate => Some(visits()),
        Indicator::LimitCompression => {
            let limit = |stored: &Option<String>| {
                stored.as_deref().and_then(|t| Limit::parse(t).ok()).map_or("未知".to_owned(), |l| l.to_string())
            };
            Some(format!("法定 {}，承诺 {}", limit(&row.statutory), limit(&row.promised)))
        }
        Indicator::ProvincialPublicationRate
        | Indicator::StationCoverageRate
        | Indicator::HallResidencyRate
        | Indicator::StationNamingRate
        | Indicator::MobileAvailableRate
        | Indicator::InstantRate => None,
    }
}
