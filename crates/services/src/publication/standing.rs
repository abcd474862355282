//! Whether each item is published, by both sources (发布情况): the province's export and its node.

use std::collections::BTreeMap;

use domain::{
    people::{Act, Desk},
    publication::{PublicationStanding, publication_standing, publication_words},
};
use store::{StoreError, Tx, publication as rows};

use crate::{Bureau, Failure, Never};

/// How an item stands by both sources.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ItemPublication {
    /// Its name.
    pub name: String,
    /// Whether it is published, by whose word.
    pub standing: PublicationStanding,
    /// Both sources with their days.
    pub words: String,
}

/// Every item in use, by code.
pub fn publication_standings(
    bureau: &Bureau,
    desk: &Desk,
) -> Result<BTreeMap<String, ItemPublication>, Failure<Never>> {
    bureau.may(desk, Act::ExchangeView)?;
    Ok(bureau.db().read(|tx| all(tx, bureau))?)
}

pub(super) fn all(tx: &mut Tx<'_>, bureau: &Bureau) -> Result<BTreeMap<String, ItemPublication>, StoreError> {
    let region = bureau.region();
    let sources = rows::publication_sources(tx, region, None, bureau.today())?;
    let said = rows::said_published(tx, region)?;
    let one = |(code, name, published): (String, String, Option<bool>)| {
        let (export, node) = (sources.export(published), sources.node(&code));
        let (standing, words) = (publication_standing(export, node), publication_words(export, node));
        (code, ItemPublication { name, standing, words })
    };
    Ok(said.into_iter().map(one).collect())
}
