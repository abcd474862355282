//! Rank among the city's counties (全市排名): competition ranking 1, 2, 2, 4 (domain §1.6), over
//! figures as published, because the parts behind other counties' figures are not known here.

use crate::base::Percent;

/// A county's published figure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CountyFigure {
    /// 6 digits.
    pub code: String,
    /// Name.
    pub name: String,
    /// As printed, without the sign.
    pub value: String,
}

/// Place and field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rank {
    /// From 1; equal figures share a place.
    pub place: u32,
    /// Counties compared.
    pub of: u32,
}

/// Places `own` (as printed) among the others. `None` where no other figure is known.
pub fn rank(own: &str, own_code: &str, city: &[CountyFigure]) -> Option<Rank> {
    let own = Percent::parse(own).ok()?;
    let others: Vec<Percent> =
        city.iter().filter(|c| c.code != own_code).filter_map(|c| Percent::parse(&c.value).ok()).collect();
    if others.is_empty() {
        return None;
    }
    let better = others.iter().filter(|o| **o > own).count();
    Some(Rank { place: better as u32 + 1, of: others.len() as u32 + 1 })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn city(values: &[&str]) -> Vec<CountyFigure> {
        values
            .iter()
            .enumerate()
            .map(|(i, v)| CountyFigure { code: format!("99010{i}"), name: format!("{i}县"), value: (*v).to_owned() })
            .collect()
    }

    #[test]
    fn equal_figures_share_a_place_and_the_next_is_skipped() {
        let city = city(&["0", "99.98", "99.90", "99.90", "98.50"]);
        assert_eq!(rank("99.94", "990100", &city), Some(Rank { place: 2, of: 5 }));
        assert_eq!(rank("99.90", "990100", &city), Some(Rank { place: 2, of: 5 }));
        assert_eq!(rank("98.50", "990100", &city), Some(Rank { place: 4, of: 5 }));
    }

    #[test]
    fn alone_there_is_no_rank() {
        assert_eq!(rank("99.94", "990100", &city(&["99.94"])), None);
    }
}
