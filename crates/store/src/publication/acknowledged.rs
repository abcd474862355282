//! What a node above last said of each item (回执情况), and of which day the newest export speaks.

use std::collections::BTreeMap;

use domain::{
    base::Region,
    publication::{ExportWord, NodeOutcome, NodeWord, province_above},
};
use jiff::civil::Date;

use crate::{
    journal::Change,
    seam::{Row, StoreError, Tx, Val, in_lists, in_slots},
    vals,
};

const WORD: &str = "code, outcome, version, holds, on_day";

fn read(row: &Row) -> Result<(String, NodeWord), StoreError> {
    let outcome = row.text("outcome")?;
    let word = NodeWord {
        outcome: NodeOutcome::parse(&outcome)
            .ok_or_else(|| StoreError::corrupt("exchange_acknowledged.outcome", format!("不认识 {outcome}")))?,
        version: row.int("version")?,
        holds: row.opt_int("holds")?,
        on: row.date("on_day")?,
    };
    Ok((row.text("code")?, word))
}

/// A node's last word about every item, by code.
pub fn acknowledged(tx: &mut Tx<'_>, region: &Region, peer: &Region) -> Result<BTreeMap<String, NodeWord>, StoreError> {
    let sql = format!("SELECT {WORD} FROM exchange_acknowledged WHERE region = $1 AND peer = $2");
    tx.rows(&sql, vals![region, peer])?.iter().map(read).collect()
}

/// A node's last word about these items, by code.
pub fn acknowledged_of(
    tx: &mut Tx<'_>,
    region: &Region,
    peer: &Region,
    codes: &[&str],
) -> Result<BTreeMap<String, NodeWord>, StoreError> {
    let sql = format!(
        "SELECT {WORD} FROM exchange_acknowledged WHERE region = $1 AND peer = $2 AND code IN ({})",
        in_slots(2)
    );
    let codes: Vec<Val> = codes.iter().map(|c| Val::from(*c)).collect();
    in_lists(tx, &sql, vals![region, peer], &codes)?.iter().map(read).collect()
}

/// The after-image of a node's word.
pub fn acknowledged_change(region: &Region, peer: &Region, code: &str, word: &NodeWord) -> Change {
    Change::put(
        "exchange_acknowledged",
        vec![
            ("region", Val::from(region)),
            ("peer", Val::from(peer)),
            ("code", Val::from(code)),
            ("outcome", Val::from(word.outcome.as_str())),
            ("version", Val::from(word.version)),
            ("holds", Val::from(word.holds)),
            ("on_day", Val::from(word.on)),
        ],
    )
}

/// The day of the newest export of a day or before it.
pub fn export_day(tx: &mut Tx<'_>, region: &Region, until: Date) -> Result<Option<Date>, StoreError> {
    let sql = "SELECT as_of FROM province_export WHERE region = $1 AND as_of <= $2 ORDER BY as_of DESC LIMIT 1";
    tx.row(sql, vals![region, until])?.map(|row| row.date("as_of")).transpose()
}

/// What both sources say of items on a day.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PublicationSources {
    export_day: Option<Date>,
    node: BTreeMap<String, NodeWord>,
}

impl PublicationSources {
    /// The export's word about an item whose data say `published`.
    pub fn export(&self, published: Option<bool>) -> Option<ExportWord> {
        published.map(|published| ExportWord { published, on: self.export_day })
    }

    /// The province's node's word.
    pub fn node(&self, code: &str) -> Option<&NodeWord> {
        self.node.get(code)
    }
}

/// What the province's export and its node say of these items by a day; of all where none are named. A word that was
/// given later leaves the earlier one unknown.
pub fn publication_sources(
    tx: &mut Tx<'_>,
    region: &Region,
    codes: Option<&[&str]>,
    until: Date,
) -> Result<PublicationSources, StoreError> {
    let export_day = export_day(tx, region, until)?;
    let mut node = match (province_above(region), codes) {
        (None, _) => BTreeMap::new(),
        (Some(province), None) => acknowledged(tx, region, &province)?,
        (Some(province), Some(codes)) => acknowledged_of(tx, region, &province, codes)?,
    };
    node.retain(|_, word| word.on <= until);
    Ok(PublicationSources { export_day, node })
}

/// What the data of every item in force say of its publication: code, name, and whether it is published.
pub fn said_published(tx: &mut Tx<'_>, region: &Region) -> Result<Vec<(String, String, Option<bool>)>, StoreError> {
    tx.rows(
        "SELECT v.code AS code, v.name AS name, v.published AS published FROM service_item i \
         JOIN item_version v ON v.region = i.region AND v.item_id = i.id AND v.version = i.version \
         WHERE i.region = $1 AND v.status = 'in_use' ORDER BY v.code",
        vals![region],
    )?
    .iter()
    .map(|row| Ok((row.text("code")?, row.text("name")?, row.opt_flag("published")?)))
    .collect()
}
