//! Rank among the city's counties (全市排名), over figures as published, because the parts behind other
//! counties' figures are not known here. Equal figures share a place; the profile says what follows
//! (domain §1.6). Benchmark counties (先进县) stand beside and have no place.

use super::{Direction, Ties};
use crate::base::Percent;

/// A county's published figure.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CountyFigure {
    /// 6 digits, or the name where the city's table has no code.
    pub code: String,
    /// Name.
    pub name: String,
    /// As printed, without the sign.
    pub value: String,
    /// An advanced county elsewhere: compared with, not ranked.
    pub benchmark: bool,
}

/// Place and field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rank {
    /// From 1; equal figures share a place.
    pub place: u32,
    /// Counties compared.
    pub of: u32,
}

/// Whether one figure is better than another.
pub fn is_better(one: Percent, other: Percent, direction: Direction) -> bool {
    match direction {
        Direction::HigherIsBetter => one > other,
        Direction::LowerIsBetter => one < other,
    }
}

/// The place of a figure in a field that may hold it.
pub fn place(own: Percent, field: &[Percent], ties: Ties, direction: Direction) -> u32 {
    let mut better: Vec<Percent> = field.iter().copied().filter(|o| is_better(*o, own, direction)).collect();
    match ties {
        Ties::Competition => {}
        Ties::Dense => {
            better.sort_unstable();
            better.dedup();
        }
    }
    better.len() as u32 + 1
}

/// Places `own` (as printed) among the others. `None` where no other figure is known.
pub fn rank_by(own: &str, own_code: &str, city: &[CountyFigure], ties: Ties, direction: Direction) -> Option<Rank> {
    let own = Percent::parse(own).ok()?;
    let others: Vec<Percent> = city
        .iter()
        .filter(|c| c.code != own_code && !c.benchmark)
        .filter_map(|c| Percent::parse(&c.value).ok())
        .collect();
    if others.is_empty() {
        return None;
    }
    Some(Rank { place: place(own, &others, ties, direction), of: others.len() as u32 + 1 })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn city(values: &[&str]) -> Vec<CountyFigure> {
        values
            .iter()
            .enumerate()
            .map(|(i, v)| CountyFigure {
                code: format!("99010{i}"),
                name: format!("{i}县"),
                value: (*v).to_owned(),
                benchmark: false,
            })
            .collect()
    }

    fn rank(own: &str, code: &str, city: &[CountyFigure]) -> Option<Rank> {
        rank_by(own, code, city, Ties::Competition, Direction::HigherIsBetter)
    }

    #[test]
    fn equal_figures_share_a_place_and_the_next_is_skipped() {
        let city = city(&["0", "99.98", "99.90", "99.90", "98.50"]);
        assert_eq!(rank("99.94", "990100", &city), Some(Rank { place: 2, of: 5 }));
        assert_eq!(rank("99.90", "990100", &city), Some(Rank { place: 2, of: 5 }));
        assert_eq!(rank("98.50", "990100", &city), Some(Rank { place: 4, of: 5 }));
    }

    #[test]
    fn dense_places_are_not_skipped_and_lower_may_be_better() {
        let city = city(&["0", "99.98", "99.90", "99.90", "98.50"]);
        let dense = |own| rank_by(own, "990100", &city, Ties::Dense, Direction::HigherIsBetter).unwrap().place;
        assert_eq!((dense("98.50"), dense("99.95"), dense("98.00")), (3, 2, 4));
        let lower = |own| rank_by(own, "990100", &city, Ties::Competition, Direction::LowerIsBetter).unwrap().place;
        assert_eq!((lower("98.00"), lower("99.90"), lower("100")), (1, 2, 5));
    }

    #[test]
    fn a_benchmark_has_no_place_and_takes_none() {
        let mut city = city(&["0", "99.98", "99.90"]);
        city[1].benchmark = true;
        assert_eq!(rank("99.94", "990100", &city), Some(Rank { place: 1, of: 2 }));
        city[2].benchmark = true;
        assert_eq!(rank("99.94", "990100", &city), None);
    }

    #[test]
    fn alone_there_is_no_rank() {
        assert_eq!(rank("99.94", "990100", &city(&["99.94"])), None);
    }
}
