//! The county's rules of ratings (好差评规则): how long a link holds, when nobody's silence becomes a default, how fast a
//! bad rating is looked into. Data with its source.
//!
//! Not here: the numbers, and the options, which are a list of their own.

use std::collections::BTreeMap;

use jiff::{Timestamp, ToSpan as _, civil::Date};
use serde::{Deserialize, Serialize};

use super::{ReviewChannel, SignRules};
use crate::base::shanghai_day;

/// The county's numbers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReviewRules {
    /// Days on which a link can be used, from the contact on; the day of the contact is the first.
    pub link_days: u32,
    /// Working days after the result without a rating until the system notes a default; `None` = never.
    pub default_after_workdays: Option<u32>,
    /// Its stars.
    pub default_stars: u8,
    /// Working days to speak with whoever rated badly.
    pub contact_workdays: u32,
    /// Working days to put right what is complex.
    pub fix_workdays: u32,
    /// What an order asks for.
    pub requirement: String,
    /// A row of fewer effective ratings is given no share: so few say nothing, and might be known by name.
    pub hide_below: u32,
    /// Contradictions of a promise that put an item on the guide-quality list.
    pub claims_at_least: u32,
    /// Days of ratings that are held against the guide.
    pub claims_days: u32,
    /// Bad ratings of other systems that are at most so many days old when they come in are worked through; 0 = none.
    pub import_days: u32,
    /// What other systems call the ways a rating comes.
    pub channels: BTreeMap<String, ReviewChannel>,
    /// Signs of gaming.
    pub signs: SignRules,
    /// Where it comes from.
    pub source: String,
}

impl ReviewRules {
    /// The last day of a link for a contact at that instant.
    #[must_use]
    pub fn link_until(&self, contact_at: Timestamp) -> Date {
        shanghai_day(contact_at).saturating_add(i64::from(self.link_days.saturating_sub(1)).days())
    }
}
