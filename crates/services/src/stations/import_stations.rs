//! Taking a registry of stations (导入站点名册).

use domain::{
    base::{DivisionCode, TableKind},
    stations::{OfferStep, Place, Station, StationPlan, StationsAsked, StationsImported, plan_stations},
};
use store::{
    StoreError, Tx,
    journal::{self, Entry, Stream},
    stations as rows,
};

use super::place::placed;
use crate::base::{Planned, TableAt, TableImport, TableOccasion, TableRefusal, TableSettings};

/// The registry of stations.
pub(crate) struct Stations;

/// What it writes.
pub(crate) struct StationWork {
    stations: Vec<Station>,
    taken: Vec<(DivisionCode, DivisionCode)>,
    released: Vec<DivisionCode>,
    offers: Vec<OfferStep>,
    places: Vec<(DivisionCode, Place)>,
}

impl TableImport for Stations {
    type Work = StationWork;
    const KIND: TableKind = TableKind::Stations;

    fn plan(tx: &mut Tx<'_>, at: &TableAt<'_>) -> Result<Result<Planned<Self::Work>, TableRefusal>, StoreError> {
        let known = rows::known_divisions(tx, &at.region)?;
        let placed = rows::places(tx, &at.region)?;
        let asked = StationsAsked { today: at.today, places: &placed, complete: at.settings.complete };
        let offered = rows::known_offers(tx, &at.region)?;
        let StationPlan { told, stations, taken, released, offers, places } =
            plan_stations((&known, &offered), at.rows, &asked);
        Ok(Ok(Planned { told, work: StationWork { stations, taken, released, offers, places } }))
    }

    fn write(
        tx: &mut Tx<'_>,
        occasion: &TableOccasion,
        settings: &TableSettings,
        planned: &Planned<Self::Work>,
    ) -> Result<(), StoreError> {
        let region = &occasion.region;
        let (added, changed, removed) = planned.told.sizes();
        let event = StationsImported {
            file_name: occasion.file_name.clone(),
            file_digest: occasion.digest.clone(),
            complete: settings.complete,
            rows: planned.told.rows,
            added,
            changed,
            removed,
            refused: planned.told.refused.len() as u64,
        };
        let StationWork { stations, taken, released, offers, places } = &planned.work;
        let serving: Vec<_> = taken.iter().map(|(d, by)| (*d, Some(*by))).collect();
        let serving = [serving, released.iter().map(|d| (*d, None)).collect()].concat();
        let history = rows::history_changes(tx, region, stations, &serving, occasion.today)?;
        let head = journal::head(tx, region, &Stream::stations())?;
        let entry = Entry::new(Stream::stations(), head, "stations.imported", &event)
            .with_all(stations.iter().map(|s| rows::station_change(region, s)))
            .with_all(taken.iter().map(|(division, by)| rows::serves_change(region, division, by)))
            .with_all(released.iter().map(|division| rows::serves_removal(region, division)))
            .with_all(offers.iter().map(|step| rows::offer_change(region, step)))
            .with_all(
                places.iter().map(|(at, p)| placed(region, (*at, occasion.today), (Some(*p), &settings.source)).0),
            )
            .with_all(history);
        journal::append(tx, region, &occasion.stamp, entry).map(|_| ())
    }
}
