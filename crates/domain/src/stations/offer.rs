//! What a station offers (站点服务事项): items of the catalogue that it handles itself, and those that it hands in for a
//! neighbour (帮办代办); in versions, so that a past day can be told.
//!
//! Not here: the items themselves, which are the catalogue's; a station knows them by id, code and name.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::StationRefusal;
use crate::base::{DivisionCode, ItemId, fold, fold_name};

/// What a station does for an item.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OfferWay {
    /// 直接办理: from intake to result.
    Handled,
    /// 帮办代办: takes it to whoever decides.
    Assisted,
}

impl OfferWay {
    /// Both, in the order of a page.
    pub const ALL: [Self; 2] = [Self::Handled, Self::Assisted];

    /// Word in tables and in the API.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Handled => "handled",
            Self::Assisted => "assisted",
        }
    }

    /// Word on pages.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Handled => "直接办理",
            Self::Assisted => "帮办代办",
        }
    }

    /// Reads the word of a table.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|w| w.as_str() == text)
    }
}

/// An item that a station offers for some time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Offer {
    /// The station's division.
    pub station: DivisionCode,
    /// The item.
    pub item: ItemId,
    /// What is done for it.
    pub way: OfferWay,
    /// First day.
    pub valid_from: Date,
    /// First day on which it is offered no more; `None` = offered still.
    pub valid_to: Option<Date>,
}

impl Offer {
    /// Whether it is offered on a day.
    #[must_use]
    pub fn holds_on(&self, day: Date) -> bool {
        self.valid_from <= day && self.valid_to.is_none_or(|to| day < to)
    }
}

/// An item as a table may name it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KnownItem {
    /// Id.
    pub id: ItemId,
    /// 业务办理项编码.
    pub code: String,
    /// Name.
    pub name: String,
}

/// What is offered already, and what can be.
#[derive(Debug, Clone, Default)]
pub struct KnownOffers {
    /// Items in use.
    pub items: Vec<KnownItem>,
    /// Everything that is offered now.
    pub offers: Vec<Offer>,
}

/// Items with what is done for them.
pub type Offered = BTreeMap<ItemId, OfferWay>;

/// One row that a change writes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OfferStep {
    /// This row is there from now on.
    Put(Offer),
    /// It was begun today and is taken back: as if it had never been.
    Undone(Offer),
}

/// Event: what a station offers was changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OffersChanged {
    /// The station's division.
    pub station: String,
    /// Items that it offers from today on, or in another way.
    pub begun: u64,
    /// Items that it offers no more.
    pub ended: u64,
}

impl KnownOffers {
    /// What a station offers now.
    #[must_use]
    pub fn of(&self, station: &DivisionCode) -> Offered {
        let own = self.offers.iter().filter(|o| o.station == *station && o.valid_to.is_none());
        own.map(|o| (o.item, o.way)).collect()
    }

    /// The name of an item; its id where it is in use no more.
    #[must_use]
    pub fn name(&self, item: ItemId) -> String {
        self.items.iter().find(|i| i.id == item).map_or_else(|| item.to_string(), |i| i.name.clone())
    }

    /// The items that words name by code or name, parted by a line break or a semicolon; by 、 and commas too where the
    /// whole is no name itself, since names have such marks in them. 无 names none.
    ///
    /// # Errors
    /// A word that names no item in use, or several.
    pub fn meant(&self, words: &str) -> Result<BTreeSet<ItemId>, StationRefusal> {
        let mut out = BTreeSet::new();
        for part in words.split(['；', ';', '|', '\n', '\r']).map(str::trim).filter(|p| !p.is_empty() && *p != "无") {
            match self.one(part) {
                Ok(item) => {
                    out.insert(item);
                }
                Err(StationRefusal::ItemUnknown(_)) if part.contains(['、', '，', ',']) => {
                    for piece in part.split(['、', '，', ',']).map(str::trim).filter(|p| !p.is_empty()) {
                        out.insert(self.one(piece)?);
                    }
                }
                Err(other) => return Err(other),
            }
        }
        Ok(out)
    }

    fn one(&self, part: &str) -> Result<ItemId, StationRefusal> {
        let code = fold(part);
        if let Some(item) = self.items.iter().find(|i| i.code == code) {
            return Ok(item.id);
        }
        let name = fold_name(part);
        let mut found = self.items.iter().filter(|i| fold_name(&i.name) == name);
        match (found.next(), found.next()) {
            (Some(item), None) => Ok(item.id),
            (Some(_), Some(_)) => Err(StationRefusal::ItemTwice(part.to_owned())),
            (None, _) => Err(StationRefusal::ItemUnknown(part.to_owned())),
        }
    }

    /// The words that name what a station offers in one way: a name a line, or a code where the name is another's too.
    #[must_use]
    pub fn words(&self, station: &DivisionCode, way: OfferWay) -> Vec<String> {
        let own = self.of(station);
        let items = self.items.iter().filter(|i| own.get(&i.id) == Some(&way));
        items.map(|i| if self.one(&i.name) == Ok(i.id) { i.name.clone() } else { i.code.clone() }).collect()
    }

    /// What a station offers after somebody named the items of one way or of both; `None` leaves a way as it is. What is
    /// offered and in use no more stays, as nobody who reads a list of names can name it.
    ///
    /// # Errors
    /// [`Self::meant`], or an item named in both.
    pub fn wanted(
        &self,
        station: &DivisionCode,
        handled: Option<&str>,
        assisted: Option<&str>,
    ) -> Result<Offered, StationRefusal> {
        let mut out = self.of(station);
        let read = |words: Option<&str>| words.map(|w| self.meant(w)).transpose();
        let (handled, assisted) = (read(handled)?, read(assisted)?);
        if let (Some(one), Some(other)) = (&handled, &assisted)
            && let Some(twice) = one.intersection(other).next()
        {
            return Err(StationRefusal::BothWays(self.name(*twice)));
        }
        let known: BTreeSet<ItemId> = self.items.iter().map(|i| i.id).collect();
        for (way, named) in [(OfferWay::Handled, handled), (OfferWay::Assisted, assisted)] {
            let Some(named) = named else { continue };
            out.retain(|item, held| *held != way || named.contains(item) || !known.contains(item));
            out.extend(named.into_iter().map(|item| (item, way)));
        }
        Ok(out)
    }

    /// The rows that bring a station from what it offers to what it shall offer.
    #[must_use]
    pub fn steps(&self, station: &DivisionCode, wanted: &Offered, today: Date) -> Vec<OfferStep> {
        let mut out = Vec::new();
        let now: Vec<&Offer> = self.offers.iter().filter(|o| o.station == *station && o.valid_to.is_none()).collect();
        for old in &now {
            match wanted.get(&old.item) {
                Some(way) if *way == old.way => {}
                Some(way) if old.valid_from == today => out.push(OfferStep::Put(Offer { way: *way, ..**old })),
                None if old.valid_from == today => out.push(OfferStep::Undone(**old)),
                Some(_) | None => out.push(OfferStep::Put(Offer { valid_to: Some(today), ..**old })),
            }
        }
        for (item, way) in wanted {
            let stays = now.iter().any(|o| o.item == *item && (o.way == *way || o.valid_from == today));
            if !stays {
                let new = Offer { station: *station, item: *item, way: *way, valid_from: today, valid_to: None };
                out.push(OfferStep::Put(new));
            }
        }
        out
    }
}

/// What the event says of a change.
#[must_use]
pub fn offers_changed(station: &DivisionCode, before: &Offered, after: &Offered) -> OffersChanged {
    OffersChanged {
        station: station.to_string(),
        begun: after.iter().filter(|(item, way)| before.get(item) != Some(way)).count() as u64,
        ended: before.keys().filter(|item| !after.contains_key(item)).count() as u64,
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn here() -> DivisionCode {
        DivisionCode::parse("990101100201").unwrap()
    }

    fn item(id: i64, code: &str, name: &str) -> KnownItem {
        KnownItem { id: ItemId::new(id), code: code.into(), name: name.into() }
    }

    const LONG_AGO: Date = Date::constant(2026, 1, 5);
    const TODAY: Date = Date::constant(2026, 11, 20);

    fn known(offers: &[(i64, OfferWay, Date)]) -> KnownOffers {
        let offer = |(id, way, from): &(i64, OfferWay, Date)| Offer {
            station: here(),
            item: ItemId::new(*id),
            way: *way,
            valid_from: *from,
            valid_to: None,
        };
        KnownOffers {
            items: vec![
                item(1, "A1", "社会保险登记"),
                item(2, "A2", "高龄津贴申领"),
                item(3, "A3", "就业、失业登记"),
                item(4, "A4", "迁移"),
                item(5, "A5", "迁移"),
            ],
            offers: offers.iter().map(offer).collect(),
        }
    }

    fn ids(set: &BTreeSet<ItemId>) -> Vec<i64> {
        set.iter().map(|i| i.get()).collect()
    }

    #[test]
    fn words_name_items_by_name_or_code() {
        let known = known(&[]);
        for (words, found) in [
            ("社会保险登记、高龄津贴申领", vec![1, 2]),
            ("就业、失业登记", vec![3]),
            ("A1\n就业、失业登记；Ａ5", vec![1, 3, 5]),
            ("无", vec![]),
            (" ", vec![]),
        ] {
            assert_eq!(ids(&known.meant(words).unwrap()), found, "{words}");
        }
        assert_eq!(known.meant("迁移"), Err(StationRefusal::ItemTwice("迁移".into())));
        assert_eq!(known.meant("社会保险登记、出国"), Err(StationRefusal::ItemUnknown("出国".into())));
    }

    #[test]
    fn what_is_written_reads_back() {
        let known = known(&[(3, OfferWay::Handled, LONG_AGO), (4, OfferWay::Handled, LONG_AGO)]);
        let words = known.words(&here(), OfferWay::Handled);
        assert_eq!(words, ["就业、失业登记", "A4"]);
        assert_eq!(ids(&known.meant(&words.join("\n")).unwrap()), [3, 4]);
    }

    #[test]
    fn one_way_leaves_the_other_and_what_is_in_use_no_more() {
        let known = known(&[
            (1, OfferWay::Handled, LONG_AGO),
            (2, OfferWay::Assisted, LONG_AGO),
            (9, OfferWay::Handled, LONG_AGO),
        ]);
        let wanted = known.wanted(&here(), Some("就业、失业登记"), None).unwrap();
        let ways: Vec<(i64, OfferWay)> = wanted.iter().map(|(i, w)| (i.get(), *w)).collect();
        assert_eq!(ways, [(2, OfferWay::Assisted), (3, OfferWay::Handled), (9, OfferWay::Handled)]);
        let both = known.wanted(&here(), Some("A1"), Some("社会保险登记"));
        assert_eq!(both, Err(StationRefusal::BothWays("社会保险登记".into())));
        assert!(!known.wanted(&here(), Some("无"), Some("无")).unwrap().contains_key(&ItemId::new(1)));
    }

    #[test]
    fn a_past_day_keeps_what_was_offered_then() {
        let known = known(&[(1, OfferWay::Handled, LONG_AGO), (2, OfferWay::Assisted, TODAY)]);
        let wanted = BTreeMap::from([(ItemId::new(1), OfferWay::Assisted), (ItemId::new(3), OfferWay::Handled)]);
        let steps = known.steps(&here(), &wanted, TODAY);
        let offer =
            |id, way, from, to| Offer { station: here(), item: ItemId::new(id), way, valid_from: from, valid_to: to };
        let expected = [
            OfferStep::Put(offer(1, OfferWay::Handled, LONG_AGO, Some(TODAY))),
            OfferStep::Undone(offer(2, OfferWay::Assisted, TODAY, None)),
            OfferStep::Put(offer(1, OfferWay::Assisted, TODAY, None)),
            OfferStep::Put(offer(3, OfferWay::Handled, TODAY, None)),
        ];
        assert_eq!(steps, expected);
        assert!(offer(1, OfferWay::Handled, LONG_AGO, Some(TODAY)).holds_on(date(2026, 11, 19)));
        assert!(!offer(1, OfferWay::Handled, LONG_AGO, Some(TODAY)).holds_on(TODAY));
        assert_eq!(known.steps(&here(), &known.of(&here()), TODAY), [], "what is wanted already writes nothing");
        let said = offers_changed(&here(), &known.of(&here()), &wanted);
        assert_eq!((said.begun, said.ended), (2, 1));
    }

    #[test]
    fn another_way_of_the_same_day_takes_the_place_of_the_first() {
        let known = known(&[(2, OfferWay::Assisted, TODAY)]);
        let wanted = BTreeMap::from([(ItemId::new(2), OfferWay::Handled)]);
        let steps = known.steps(&here(), &wanted, TODAY);
        let [OfferStep::Put(only)] = steps.as_slice() else { panic!("{steps:?}") };
        assert_eq!((only.way, only.valid_from, only.valid_to), (OfferWay::Handled, TODAY, None));
    }
}
