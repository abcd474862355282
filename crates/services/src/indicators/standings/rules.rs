//! How counties are ranked (排名办法): data with its source, one version behind the other.

use std::{collections::BTreeMap, sync::LazyLock};

use domain::{
    base::{DivisionLevel, Region},
    indicators::{StandingRules, standing_rules_on},
    publication::exchange::{Peer, Side},
};
use jiff::civil::Date;
use store::{StoreError, Tx, publication};

const DATA: &str = include_str!("../../../data/standings.json");

static RULES: LazyLock<Vec<StandingRules>> =
    LazyLock::new(|| serde_json::from_str(DATA).expect("shipped with the program and read by a test"));

/// All versions, the earliest first.
pub fn standing_rules() -> &'static [StandingRules] {
    &RULES
}

/// The version for a day.
pub(super) fn rules_on(day: Date) -> &'static StandingRules {
    standing_rules_on(&RULES, day).expect("shipped with the program and read by a test")
}

/// Whether a node is one that is ranked here.
pub(super) fn is_ranked(peer: &Peer, rules: &StandingRules) -> bool {
    peer.side == Side::Below
        && peer.active
        && peer.code.division().level() == DivisionLevel::County
        && !rules.left_out.iter().any(|code| code == peer.code.as_str())
}

/// Counties that are ranked: code and name.
pub(super) fn field(
    tx: &mut Tx<'_>,
    region: &Region,
    rules: &StandingRules,
) -> Result<BTreeMap<String, String>, StoreError> {
    let peers = publication::peers(tx, region)?;
    let ranked = peers.into_iter().filter(|p| is_ranked(p, rules));
    Ok(ranked.map(|p| (p.code.as_str().to_owned(), p.name)).collect())
}

#[cfg(test)]
mod tests {
    use domain::indicators::check_standing_rules;

    use super::*;

    #[test]
    fn the_shipped_rules_can_be_used() {
        assert_eq!(check_standing_rules(standing_rules()), Ok(()));
        assert!(!standing_rules().is_empty());
    }
}
