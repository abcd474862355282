//! A row of a snapshot, and how it stands towards a figure.

use super::{
    ExemptMode, Indicator, Profile, fully_online_rate, hall_residency_rate, online_available_rate,
    provincial_publication_rate, station_coverage_rate,
};
use crate::catalogue::Status;

/// How a row stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RowStanding {
    /// In the numerator.
    Met,
    /// In the denominator only.
    NotMet,
    /// In the denominator; nobody knows yet whether it is met.
    Unknown,
    /// Left out of both by an exemption with its reason.
    Excluded,
    /// Not in the population at all (ex officio, suspended, cancelled, draft).
    Outside,
}

impl RowStanding {
    /// Word in SQL and URLs.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Met => "met",
            Self::NotMet => "not_met",
            Self::Unknown => "unknown",
            Self::Excluded => "excluded",
            Self::Outside => "outside",
        }
    }

    /// Reads the word.
    pub fn parse(text: &str) -> Option<Self> {
        [Self::Met, Self::NotMet, Self::Unknown, Self::Excluded, Self::Outside].into_iter().find(|s| s.as_str() == text)
    }
}

/// What a snapshot froze of an item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ItemFacts {
    /// Two digits.
    pub item_type: String,
    /// Status.
    pub status: Status,
    /// 1–4.
    pub online_depth: Option<i64>,
    /// Visits.
    pub onsite_visits: Option<i64>,
    /// Published in the province.
    pub published: Option<bool>,
    /// Resident in the hall.
    pub resident: Option<bool>,
    /// Exempt from the online figures.
    pub exempt_online: bool,
    /// Exempt from the publication figure.
    pub exempt_publication: bool,
    /// Exempt from the hall figure.
    pub exempt_hall: bool,
}

/// What a snapshot froze of a division.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DivisionFacts {
    /// A station is named for it, and whether that one is open.
    pub station_open: Option<bool>,
}

/// How an item stands towards one of the four figures over items. `None` for the station figure.
pub fn item_standing(indicator: Indicator, facts: &ItemFacts, profile: &Profile) -> Option<RowStanding> {
    let (exempt, met) = match indicator {
        Indicator::OnlineAvailableRate => (facts.exempt_online, online_available_rate::met(facts, profile)),
        Indicator::FullyOnlineRate => (facts.exempt_online, fully_online_rate::met(facts, profile)),
        Indicator::ProvincialPublicationRate => (facts.exempt_publication, provincial_publication_rate::met(facts)),
        Indicator::HallResidencyRate => (facts.exempt_hall, hall_residency_rate::met(facts)),
        Indicator::StationCoverageRate => return None,
    };
    let counted = profile.counts(&facts.item_type)
        && match facts.status {
            Status::InUse => true,
            Status::Suspended | Status::Cancelled | Status::Draft => false,
        };
    Some(if !counted {
        RowStanding::Outside
    } else if exempt {
        match profile.exempt {
            ExemptMode::Excluded => RowStanding::Excluded,
            ExemptMode::CountsAsMet => RowStanding::Met,
        }
    } else {
        match met {
            Some(true) => RowStanding::Met,
            Some(false) => RowStanding::NotMet,
            None => RowStanding::Unknown,
        }
    })
}

/// How a division stands towards station coverage.
pub fn division_standing(facts: DivisionFacts) -> RowStanding {
    if station_coverage_rate::met(facts) { RowStanding::Met } else { RowStanding::NotMet }
}
