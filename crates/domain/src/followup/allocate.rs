//! How large a sample is, and how it is shared among strata (样本量与分层分配).

use super::{SampleSize, StratumKey};

/// A stratum with its size and its part of the sample.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stratum {
    /// Which.
    pub key: StratumKey,
    /// Cases that can be drawn.
    pub population: u32,
    /// Of them so many are in the sample.
    pub wanted: u32,
}

/// The size of a sample out of `population`.
///
/// For a wanted width: n₀ = z²·p(1−p)/e², corrected for a finite population by n₀/(1 + (n₀−1)/N)
/// (Cochran, Sampling Techniques, §4.4), rounded up.
#[must_use]
pub fn sample_size(size: SampleSize, population: u32) -> u32 {
    match size {
        SampleSize::Fixed(n) => n.min(population),
        SampleSize::Share(thousandths) => {
            let wanted = (u64::from(population) * u64::from(thousandths)).div_ceil(1000);
            u32::try_from(wanted).unwrap_or(population).min(population)
        }
        SampleSize::Width { half: 0, .. } => population,
        SampleSize::Width { half, confidence, expected } => {
            let (e, p, z) = (f64::from(half) / 1000.0, f64::from(expected.min(1000)) / 1000.0, confidence.z());
            let endless = (z * z * p * (1.0 - p) / (e * e)).max(1.0);
            let n = endless / (1.0 + (endless - 1.0) / f64::from(population.max(1)));
            // Never above the population, and a hair must not make one more of it.
            ((n - 1e-9).ceil() as u32).min(population)
        }
    }
}

/// Shares `total` among strata: `least` of each that has so many, the rest in proportion to what is left of
/// them by largest remainder, equal remainders to the stratum that comes first. Where the least of all is
/// more than the total, the least is kept and the sample grows.
#[must_use]
pub fn allocate(strata: &[(StratumKey, u32)], total: u32, least: u32) -> Vec<Stratum> {
    let mut out: Vec<Stratum> = strata
        .iter()
        .map(|(key, population)| Stratum { key: *key, population: *population, wanted: (*population).min(least) })
        .collect();
    let given: u32 = out.iter().map(|s| s.wanted).sum();
    let room: u64 = out.iter().map(|s| u64::from(s.population - s.wanted)).sum();
    let rest = u64::from(total.saturating_sub(given)).min(room);
    if rest == 0 {
        return out;
    }
    let mut remainders: Vec<(u64, usize)> = Vec::with_capacity(out.len());
    let mut shared = 0_u64;
    for (n, stratum) in out.iter_mut().enumerate() {
        let open = u64::from(stratum.population - stratum.wanted);
        let (whole, remainder) = (open * rest / room, open * rest % room);
        stratum.wanted += u32::try_from(whole).unwrap_or(u32::MAX);
        shared += whole;
        remainders.push((remainder, n));
    }
    // Largest first; the sort is stable, so the first stratum wins a tie.
    remainders.sort_by_key(|(remainder, _)| std::cmp::Reverse(*remainder));
    for (_, n) in remainders.into_iter().take(usize::try_from(rest - shared).unwrap_or_default()) {
        out[n].wanted += 1;
    }
    out
}
