//! What stations offer (站点服务事项), and since when.

use domain::{
    base::{DivisionCode, ItemId, Region},
    stations::{KnownItem, KnownOffers, Offer, OfferStep, OfferWay},
};

use super::station::code;
use crate::{
    journal::Change,
    seam::{Row, StoreError, Tx, Val},
    vals,
};

const OFFER: &str = "station_code, item_id, way, valid_from, valid_to";

fn offer(r: &Row) -> Result<Offer, StoreError> {
    Ok(Offer {
        station: code(r, "station_code")?,
        item: ItemId::new(r.int("item_id")?),
        way: OfferWay::parse(&r.text("way")?)
            .ok_or_else(|| StoreError::corrupt("station_offer.way", "不认识的办理方式"))?,
        valid_from: r.date("valid_from")?,
        valid_to: r.opt_date("valid_to")?,
    })
}

/// Everything that is offered now, by station and item.
pub fn offers(tx: &mut Tx<'_>, region: &Region) -> Result<Vec<Offer>, StoreError> {
    let sql = format!(
        "SELECT {OFFER} FROM station_offer WHERE region = $1 AND valid_to IS NULL ORDER BY station_code, item_id"
    );
    tx.rows(&sql, vals![region])?.iter().map(offer).collect()
}

/// All that a station offers or ever offered, the newest first.
pub fn station_offers(tx: &mut Tx<'_>, region: &Region, at: &DivisionCode) -> Result<Vec<Offer>, StoreError> {
    let sql = format!(
        "SELECT {OFFER} FROM station_offer WHERE region = $1 AND station_code = $2 ORDER BY valid_from DESC, item_id"
    );
    tx.rows(&sql, vals![region, at])?.iter().map(offer).collect()
}

/// The stations that offer an item now.
pub fn offering(tx: &mut Tx<'_>, region: &Region, item: ItemId) -> Result<Vec<Offer>, StoreError> {
    let sql = format!(
        "SELECT {OFFER} FROM station_offer WHERE region = $1 AND item_id = $2 AND valid_to IS NULL ORDER BY station_code"
    );
    tx.rows(&sql, vals![region, item])?.iter().map(offer).collect()
}

/// Items that a station may offer: those in use, by name.
pub fn offerable(tx: &mut Tx<'_>, region: &Region) -> Result<Vec<KnownItem>, StoreError> {
    tx.rows(
        "SELECT id, code, name FROM service_item WHERE region = $1 AND status = 'in_use' ORDER BY name, id",
        vals![region],
    )?
    .iter()
    .map(|r| Ok(KnownItem { id: ItemId::new(r.int("id")?), code: r.text("code")?, name: r.text("name")? }))
    .collect()
}

/// What can be offered, and what is.
pub fn known_offers(tx: &mut Tx<'_>, region: &Region) -> Result<KnownOffers, StoreError> {
    Ok(KnownOffers { items: offerable(tx, region)?, offers: offers(tx, region)? })
}

/// What a step writes.
pub fn offer_change(region: &Region, step: &OfferStep) -> Change {
    let (OfferStep::Put(of) | OfferStep::Undone(of)) = step;
    let mut row = vec![
        ("region", Val::from(region)),
        ("station_code", Val::from(&of.station)),
        ("item_id", Val::from(of.item)),
        ("valid_from", Val::from(of.valid_from)),
    ];
    match step {
        OfferStep::Undone(_) => Change::remove("station_offer", row),
        OfferStep::Put(_) => {
            row.extend([("valid_to", Val::from(of.valid_to)), ("way", Val::from(of.way.as_str()))]);
            Change::put("station_offer", row)
        }
    }
}
