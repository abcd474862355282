//! A row of a snapshot, how it stands towards a figure, and the count of many by these rules alone.

use super::{
    Counts, ExemptMode, Indicator, Profile, Tally, fully_online_rate, hall_residency_rate, instant_rate,
    limit_compression, mobile_available_rate, online_available_rate, provincial_publication_rate,
    station_coverage_rate, station_naming_rate, zero_visit_rate,
};
use crate::{
    base::DivisionCode,
    catalogue::{CaseKind, Status},
};

/// How a row stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RowStanding {
    /// In the numerator.
    Met,
    /// In the denominator only.
    NotMet,
    /// In the denominator; nobody knows yet whether it is met.
    Unknown,
    /// Left out of both by an exemption with its reason, or because there is nothing to measure.
    Excluded,
    /// Not in the population at all (ex officio, suspended, cancelled, draft).
    Outside,
}

impl RowStanding {
    /// All of them.
    pub const ALL: [Self; 5] = [Self::Met, Self::NotMet, Self::Unknown, Self::Excluded, Self::Outside];

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

    /// Word on pages.
    pub fn label(self) -> &'static str {
        match self {
            Self::Met => "已达",
            Self::NotMet => "未达",
            Self::Unknown => "未知",
            Self::Excluded => "不计入",
            Self::Outside => "不在统计范围",
        }
    }

    /// Reads the word.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|s| s.as_str() == text)
    }

    /// Whether the figure lacks this row: not met, or nobody knows.
    pub fn is_gap(self) -> bool {
        match self {
            Self::NotMet | Self::Unknown => true,
            Self::Met | Self::Excluded | Self::Outside => false,
        }
    }

    fn of(met: Option<bool>) -> Self {
        match met {
            Some(true) => Self::Met,
            Some(false) => Self::NotMet,
            None => Self::Unknown,
        }
    }
}

/// What a snapshot froze of an item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ItemFacts {
    /// Two digits.
    pub item_type: String,
    /// Status.
    pub status: Status,
    /// 行使层级, 1–7; `None` = not noted.
    pub level: Option<String>,
    /// 1–4.
    pub online_depth: Option<i64>,
    /// Visits.
    pub onsite_visits: Option<i64>,
    /// There is an address to apply at.
    pub online_link: Option<bool>,
    /// Can be handled on a telephone.
    pub mobile: Option<bool>,
    /// 办件类型.
    pub case_kind: Option<CaseKind>,
    /// 法定办结时限 as stored: `20workday`.
    pub statutory: Option<String>,
    /// 承诺办结时限 as stored.
    pub promised: Option<String>,
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

impl ItemFacts {
    /// Of an item in use of which nothing else is known.
    pub fn bare(item_type: &str) -> Self {
        Self {
            item_type: item_type.to_owned(),
            status: Status::InUse,
            level: None,
            online_depth: None,
            onsite_visits: None,
            online_link: None,
            mobile: None,
            case_kind: None,
            statutory: None,
            promised: None,
            published: None,
            resident: None,
            exempt_online: false,
            exempt_publication: false,
            exempt_hall: false,
        }
    }
}

/// What a snapshot froze of a division and the station that serves it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct DivisionFacts {
    /// A quasi-township or a place within one (开发区、农场: township segment 400 and above, domain §6).
    pub quasi: bool,
    /// The station named for it stands in another division (联合站点).
    pub joint: bool,
    /// A station is named for it, and whether that one is open.
    pub station_open: Option<bool>,
    /// Its registered name has the official form.
    pub name_ok: Option<bool>,
    /// Its plate has.
    pub plate_ok: Option<bool>,
}

impl DivisionFacts {
    /// Whether a division is a quasi-township or lies in one.
    pub fn is_quasi(code: &DivisionCode) -> bool {
        code.as_str()[6..9] >= *"400"
    }
}

/// How an item stands towards a figure over items. `None` for the figures over stations.
pub fn item_standing(indicator: Indicator, facts: &ItemFacts, profile: &Profile) -> Option<RowStanding> {
    let (exempt, standing) = match indicator {
        Indicator::OnlineAvailableRate => {
            (facts.exempt_online, RowStanding::of(online_available_rate::met(facts, profile)))
        }
        Indicator::FullyOnlineRate => (facts.exempt_online, RowStanding::of(fully_online_rate::met(facts, profile))),
        Indicator::ProvincialPublicationRate => {
            (facts.exempt_publication, RowStanding::of(provincial_publication_rate::met(facts)))
        }
        Indicator::HallResidencyRate => (facts.exempt_hall, RowStanding::of(hall_residency_rate::met(facts))),
        Indicator::MobileAvailableRate => (facts.exempt_online, RowStanding::of(mobile_available_rate::met(facts))),
        Indicator::InstantRate => (false, RowStanding::of(instant_rate::met(facts))),
        Indicator::ZeroVisitRate => (facts.exempt_online, RowStanding::of(zero_visit_rate::met(facts))),
        Indicator::LimitCompression => (false, limit_compression::standing(facts, profile)),
        Indicator::StationCoverageRate | Indicator::StationNamingRate => return None,
    };
    let counted = profile.counts(&facts.item_type)
        && profile.counts_level(facts.level.as_deref())
        && match facts.status {
            Status::InUse => true,
            Status::Suspended | Status::Cancelled | Status::Draft => false,
        };
    Some(match (counted, exempt, profile.exempt) {
        (false, ..) => RowStanding::Outside,
        (true, true, ExemptMode::Excluded) => RowStanding::Excluded,
        (true, true, ExemptMode::CountsAsMet) => RowStanding::Met,
        (true, false, ExemptMode::Excluded | ExemptMode::CountsAsMet) => standing,
    })
}

/// How a division stands towards the two figures over stations. `None` for the figures over items.
pub fn division_standing(indicator: Indicator, facts: DivisionFacts, profile: &Profile) -> Option<RowStanding> {
    let standing = match indicator {
        Indicator::StationCoverageRate => RowStanding::of(Some(station_coverage_rate::met(facts, profile))),
        Indicator::StationNamingRate => station_naming_rate::standing(facts),
        Indicator::OnlineAvailableRate
        | Indicator::FullyOnlineRate
        | Indicator::ProvincialPublicationRate
        | Indicator::HallResidencyRate
        | Indicator::MobileAvailableRate
        | Indicator::InstantRate
        | Indicator::ZeroVisitRate
        | Indicator::LimitCompression => return None,
    };
    Some(if facts.quasi && !profile.quasi_townships { RowStanding::Outside } else { standing })
}

/// Counts items by the rules alone. The store's SQL must give the same.
pub fn tally_items<'a>(
    indicator: Indicator,
    items: impl IntoIterator<Item = &'a ItemFacts>,
    profile: &Profile,
) -> Tally {
    let mut rows = Counts::default();
    let mut days = limit_compression::Days::default();
    for facts in items {
        let Some(standing) = item_standing(indicator, facts, profile) else { return Tally::default() };
        note(&mut rows, standing);
        days.note(standing, facts, profile);
    }
    let parts = if indicator.is_weighed() { days.parts(rows.excluded) } else { rows };
    Tally { parts, rows }
}

/// Counts divisions by the rules alone.
pub fn tally_divisions<'a>(
    indicator: Indicator,
    divisions: impl IntoIterator<Item = &'a DivisionFacts>,
    profile: &Profile,
) -> Tally {
    let mut rows = Counts::default();
    for facts in divisions {
        let Some(standing) = division_standing(indicator, *facts, profile) else { return Tally::default() };
        note(&mut rows, standing);
    }
    Tally::from(rows)
}

fn note(rows: &mut Counts, standing: RowStanding) {
    match standing {
        RowStanding::Met => rows.met += 1,
        RowStanding::NotMet => rows.not_met += 1,
        RowStanding::Unknown => rows.unknown += 1,
        RowStanding::Excluded => rows.excluded += 1,
        RowStanding::Outside => {}
    }
}

#[cfg(test)]
pub(super) mod tests;
