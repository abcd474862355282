//! Taking the city's table of figures (导入全市指标通报).

use domain::{
    base::TableKind,
    indicators::{CityFiguresImported, Figure, Indicator, PeerKnown, PeerTablePlan, PeersAsked, plan_peer_table},
};
use jiff::civil::Date;
use store::{
    StoreError, Tx, base as counties,
    indicators::{self as rows, PeerFigure},
    journal::{self, Entry, Stream},
};

use super::figures::frozen;
use crate::base::{Planned, TableAt, TableImport, TableOccasion, TableRefusal, TableSettings};

/// Longest source, in characters.
const SOURCE_CHARS: usize = 100;

/// The city's table.
pub(crate) struct Peers;

/// What it writes.
pub(crate) struct PeerWork {
    figures: Vec<PeerKnown>,
    gone: Vec<(Indicator, String)>,
}

impl TableImport for Peers {
    type Work = PeerWork;
    const KIND: TableKind = TableKind::Peers;

    fn plan(tx: &mut Tx<'_>, at: &TableAt<'_>) -> Result<Result<Planned<Self::Work>, TableRefusal>, StoreError> {
        let TableSettings { as_of, complete, source } = at.settings;
        let refused = |refusal| Ok(Err(refusal));
        if *as_of > at.today {
            return refused(TableRefusal::DayToCome(*as_of));
        }
        match source.trim().chars().count() {
            0 => return refused(TableRefusal::SourceMissing),
            1..=SOURCE_CHARS => {}
            _ => return refused(TableRefusal::SourceLong),
        }
        let known: Vec<PeerKnown> = rows::peer_figures(tx, &at.region)?.into_iter().map(known).collect();
        if let Some(later) = known.iter().map(|k| k.as_of).max().filter(|day| day > as_of) {
            return refused(TableRefusal::Older(later, *as_of));
        }
        let county = counties::county(tx, &at.region)?.map(|c| c.name).unwrap_or_default();
        let own_figures = own(tx, at)?;
        let asked = PeersAsked {
            as_of: *as_of,
            source: source.trim(),
            complete: *complete,
            own: (at.region, &county),
            own_figures: &own_figures,
        };
        let PeerTablePlan { told, figures, gone } = plan_peer_table(&known, at.rows, &asked);
        Ok(Ok(Planned { told, work: PeerWork { figures, gone } }))
    }

    fn write(
        tx: &mut Tx<'_>,
        occasion: &TableOccasion,
        settings: &TableSettings,
        planned: &Planned<Self::Work>,
    ) -> Result<(), StoreError> {
        let region = &occasion.region;
        let PeerWork { figures, gone } = &planned.work;
        let event = CityFiguresImported {
            file_name: occasion.file_name.clone(),
            file_digest: occasion.digest.clone(),
            source: settings.source.trim().to_owned(),
            as_of: settings.as_of,
            figures: figures.len() as u64,
            gone: gone.len() as u64,
            refused: planned.told.refused.len() as u64,
        };
        let head = journal::head(tx, region, &Stream::county())?;
        let entry = Entry::new(Stream::county(), head, "city.figures_imported", &event)
            .with_all(figures.iter().map(|f| rows::city_figure_change(region, &published(f))))
            .with_all(gone.iter().map(|(indicator, code)| rows::city_figure_gone(region, *indicator, code)));
        journal::append(tx, region, &occasion.stamp, entry).map(|_| ())
    }
}

fn known(row: PeerFigure) -> PeerKnown {
    PeerKnown { indicator: row.indicator, figure: row.figure, as_of: row.as_of, source: row.source }
}

fn published(figure: &PeerKnown) -> PeerFigure {
    let PeerKnown { indicator, figure, as_of, source } = figure.clone();
    PeerFigure { indicator, figure, as_of, source }
}

/// Our own figures of the latest snapshot, as printed; a lower bound is no figure to hold against.
fn own(tx: &mut Tx<'_>, at: &TableAt<'_>) -> Result<Vec<(Indicator, String, Date)>, StoreError> {
    let Some(snapshot) = rows::latest_snapshot(tx, &at.region, at.today)? else { return Ok(Vec::new()) };
    let printed = frozen(&snapshot)?.into_iter().filter_map(|f| {
        let indicator = Indicator::parse(&f.profile.indicator)?;
        let figure = Figure::new(indicator, f.tally(), &f.profile, snapshot.as_of, None);
        let value = figure.value.clone().filter(|_| !figure.is_lower_bound())?;
        Some((indicator, value, snapshot.as_of))
    });
    Ok(printed.collect())
}
