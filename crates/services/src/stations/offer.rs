//! What a station offers (站点服务事项): as everybody looks it up, and the form on which the office sets it.

use std::collections::BTreeMap;

use domain::{
    base::{DivisionCode, ItemId, fold_name},
    people::{Act, Desk},
    stations::{KnownOffers, OfferWay, StationRefusal, offers_changed},
};
use serde::Serialize;
use store::{
    journal::{self, Entry, Stream},
    stations as rows,
};

use crate::{Bureau, Failure, Never};

/// An item that a station offers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OfferLine {
    /// The item.
    pub item: ItemId,
    /// Its code.
    pub code: String,
    /// Its name.
    pub name: String,
    /// What is done for it.
    pub way: OfferWay,
    /// Since when.
    pub since: jiff::civil::Date,
}

/// What a station offers of the items in use, narrowed by words of a name or code; by name.
pub fn offered(bureau: &Bureau, desk: &Desk, (code, words): (&str, &str)) -> Result<Vec<OfferLine>, Failure<Never>> {
    bureau.may(desk, Act::StationView)?;
    let code = DivisionCode::parse(code).map_err(|_| Failure::NotFound)?;
    let region = bureau.region();
    let (station, known) =
        bureau.db().read(|tx| Ok((rows::station(tx, region, &code)?, rows::known_offers(tx, region)?)))?;
    station.ok_or(Failure::NotFound)?;
    Ok(lines(&known, &code, words))
}

fn lines(known: &KnownOffers, station: &DivisionCode, words: &str) -> Vec<OfferLine> {
    let own: BTreeMap<ItemId, _> =
        known.offers.iter().filter(|o| o.station == *station).map(|o| (o.item, (o.way, o.valid_from))).collect();
    let asked = fold_name(words);
    let fits = |name: &str, code: &str| asked.is_empty() || fold_name(name).contains(&asked) || code == asked;
    let of = |item: &domain::stations::KnownItem| {
        let (way, since) = own.get(&item.id)?;
        let line =
            || OfferLine { item: item.id, code: item.code.clone(), name: item.name.clone(), way: *way, since: *since };
        fits(&item.name, &item.code).then(line)
    };
    known.items.iter().filter_map(of).collect()
}

/// An item, and at how many stations it is offered in each way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OfferedItem {
    /// The item.
    pub item: ItemId,
    /// Its name.
    pub name: String,
    /// Stations that work and handle it.
    pub handled: u64,
    /// Stations that work and hand it in.
    pub assisted: u64,
}

/// The items that stations offer, narrowed by words; by name.
pub fn offered_items(bureau: &Bureau, desk: &Desk, words: &str) -> Result<Vec<OfferedItem>, Failure<Never>> {
    bureau.may(desk, Act::StationView)?;
    let region = bureau.region();
    let (known, stations) =
        bureau.db().read(|tx| Ok((rows::known_offers(tx, region)?, rows::stations(tx, region)?)))?;
    let mut counts: BTreeMap<ItemId, (u64, u64)> = BTreeMap::new();
    let open: std::collections::BTreeSet<DivisionCode> = stations.iter().filter(|s| s.open).map(|s| s.code).collect();
    for offer in known.offers.iter().filter(|o| open.contains(&o.station)) {
        let count = counts.entry(offer.item).or_default();
        match offer.way {
            OfferWay::Handled => count.0 += 1,
            OfferWay::Assisted => count.1 += 1,
        }
    }
    let asked = fold_name(words);
    let of = |item: &domain::stations::KnownItem| {
        let (handled, assisted) = *counts.get(&item.id)?;
        let fits = asked.is_empty() || fold_name(&item.name).contains(&asked) || item.code == asked;
        fits.then(|| OfferedItem { item: item.id, name: item.name.clone(), handled, assisted })
    };
    Ok(known.items.iter().filter_map(of).collect())
}

/// A station that offers an item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OfferingStation {
    /// The division it stands in.
    pub code: DivisionCode,
    /// Its name.
    pub name: String,
    /// Its address.
    pub address: String,
    /// Its telephone.
    pub phone: String,
    /// What it does for the item.
    pub way: OfferWay,
}

/// The name of an item, and the stations that work and offer it.
pub fn offering(bureau: &Bureau, desk: &Desk, item: ItemId) -> Result<(String, Vec<OfferingStation>), Failure<Never>> {
    bureau.may(desk, Act::StationView)?;
    let region = bureau.region();
    let (items, offers, stations) = bureau.db().read(|tx| {
        Ok((rows::offerable(tx, region)?, rows::offering(tx, region, item)?, rows::stations(tx, region)?))
    })?;
    let name = items.into_iter().find(|i| i.id == item).map(|i| i.name).ok_or(Failure::NotFound)?;
    let ways: BTreeMap<DivisionCode, OfferWay> = offers.iter().map(|o| (o.station, o.way)).collect();
    let of = |s: domain::stations::Station| {
        let way = *ways.get(&s.code)?;
        Some(OfferingStation { code: s.code, name: s.name, address: s.address, phone: s.phone, way })
    };
    Ok((name, stations.into_iter().filter(|s| s.open).filter_map(of).collect()))
}

/// Codes of items by the station's code and what is done for them.
pub type OfferCodes = BTreeMap<(String, OfferWay), Vec<String>>;

/// The codes of what each station offers in each way, by the station's code, for the sheet that is handed in again.
pub fn offer_codes(bureau: &Bureau, desk: &Desk) -> Result<OfferCodes, Failure<Never>> {
    bureau.may(desk, Act::StationEdit)?;
    let known = bureau.db().read(|tx| rows::known_offers(tx, bureau.region()))?;
    let codes: BTreeMap<ItemId, &str> = known.items.iter().map(|i| (i.id, i.code.as_str())).collect();
    let mut out = OfferCodes::new();
    for offer in &known.offers {
        if let Some(code) = codes.get(&offer.item) {
            out.entry((offer.station.to_string(), offer.way)).or_default().push((*code).to_owned());
        }
    }
    Ok(out)
}

/// The form on which the office says what a station offers: names or codes, one a line.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct OfferForm {
    /// Division the station stands in.
    pub station: String,
    /// Version of the station that the form was made from.
    pub version: i64,
    /// Items that it handles itself.
    pub handled: String,
    /// Items that it hands in for a neighbour.
    pub assisted: String,
}

/// What the form is filled with, and the station's name.
pub fn offer_form(bureau: &Bureau, desk: &Desk, code: &str) -> Result<(OfferForm, String), Failure<StationRefusal>> {
    bureau.may(desk, Act::StationEdit)?;
    let code = DivisionCode::parse(code).map_err(|_| Failure::NotFound)?;
    let region = bureau.region();
    let (station, known) =
        bureau.db().read(|tx| Ok((rows::station(tx, region, &code)?, rows::known_offers(tx, region)?)))?;
    let station = station.ok_or(Failure::NotFound)?;
    let words = |way| known.words(&code, way).join("\n");
    let form = OfferForm {
        station: code.to_string(),
        version: station.version,
        handled: words(OfferWay::Handled),
        assisted: words(OfferWay::Assisted),
    };
    Ok((form, station.name))
}

/// Sets what a station offers from today on.
///
/// # Errors
/// An item that is not in use, an ambiguous name, one said twice, nothing that differs, or somebody was faster.
pub fn set_offers(
    bureau: &Bureau,
    desk: &Desk,
    form: &OfferForm,
    key: Option<&str>,
) -> Result<(), Failure<StationRefusal>> {
    let role = bureau.may(desk, Act::StationEdit)?;
    let code = DivisionCode::parse(&form.station).map_err(|_| Failure::NotFound)?;
    let (region, stamp, today) = (*bureau.region(), desk.stamp(bureau.now(), role), bureau.today());
    let command = bureau.command(desk, "station.offers", key, form);
    let form = form.clone();
    bureau
        .db()
        .commit(command, move |tx| -> Result<(), Failure<StationRefusal>> {
            let mut station = rows::station(tx, &region, &code)?.ok_or(Failure::NotFound)?;
            if station.version != form.version {
                return Err(Failure::Stale);
            }
            let known = rows::known_offers(tx, &region)?;
            let (before, wanted) = (known.of(&code), known.wanted(&code, Some(&form.handled), Some(&form.assisted)));
            let wanted = wanted.map_err(Failure::Refused)?;
            let steps = known.steps(&code, &wanted, today);
            if steps.is_empty() {
                return Err(Failure::Refused(StationRefusal::Unchanged));
            }
            // Of the station nothing else changes: only whoever has the form of before is told so.
            station.version += 1;
            let event = offers_changed(&code, &before, &wanted);
            let head = journal::head(tx, &region, &Stream::stations())?;
            let entry = Entry::new(Stream::stations(), head, "station.offers_changed", &event)
                .with(rows::station_change(&region, &station))
                .with_all(steps.iter().map(|step| rows::offer_change(&region, step)));
            journal::append(tx, &region, &stamp, entry)?;
            Ok(())
        })
        .map(|_| ())
}
