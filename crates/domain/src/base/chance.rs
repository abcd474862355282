//! Chance as an argument (随机): where numbers come from that nobody should choose.
//!
//! Deliberately not here: the operating system's generator, which lives in the binary, and
//! anything secret: [`SeededRng`] is for draws that must be repeatable, and for tests.

use std::sync::atomic::{AtomicU64, Ordering};

/// Where chance comes from.
pub trait Rng: Send + Sync {
    /// Fills the bytes.
    fn fill(&self, bytes: &mut [u8]);

    /// A number from the whole range.
    fn u64(&self) -> u64 {
        let mut bytes = [0; 8];
        self.fill(&mut bytes);
        u64::from_le_bytes(bytes)
    }

    /// A number from 0 to `n` - 1, each equally likely; 0 when `n` is 0.
    fn below(&self, n: u64) -> u64 {
        if n == 0 {
            return 0;
        }
        // Lemire's method: the high half of a product, drawn again where the low half falls into
        // the part of the range that n does not divide.
        let unfair = n.wrapping_neg() % n;
        loop {
            let product = u128::from(self.u64()) * u128::from(n);
            let (high, low) = ((product >> 64) as u64, product as u64);
            if low >= unfair {
                return high;
            }
        }
    }
}

/// SplitMix64 (Steele, Lea and Flood, 2014): the same numbers from the same seed, for ever and on
/// every machine, so that a draw can be checked by anyone who knows its seed. Not for secrets: one
/// number tells all the following.
#[derive(Debug)]
pub struct SeededRng(AtomicU64);

/// The step of the counter: 2^64 divided by the golden ratio, made odd.
const STEP: u64 = 0x9e37_79b9_7f4a_7c15;

impl SeededRng {
    /// The sequence that belongs to a seed.
    #[must_use]
    pub const fn new(seed: u64) -> Self {
        Self(AtomicU64::new(seed))
    }
}

impl Rng for SeededRng {
    fn fill(&self, bytes: &mut [u8]) {
        for chunk in bytes.chunks_mut(8) {
            let number = self.u64().to_le_bytes();
            chunk.copy_from_slice(&number[..chunk.len()]);
        }
    }

    fn u64(&self) -> u64 {
        let mut mixed = self.0.fetch_add(STEP, Ordering::Relaxed).wrapping_add(STEP);
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sequence_is_the_published_one() {
        let rng = SeededRng::new(1_234_567);
        let first: Vec<u64> = (0..5).map(|_| rng.u64()).collect();
        assert_eq!(
            first,
            [
                6_457_827_717_110_365_317,
                3_203_168_211_198_807_973,
                9_817_491_932_198_370_423,
                4_593_380_528_125_082_431,
                16_408_922_859_458_223_821,
            ]
        );
    }

    #[test]
    fn bytes_are_the_numbers_low_end_first() {
        let mut bytes = [0; 11];
        SeededRng::new(1_234_567).fill(&mut bytes);
        assert_eq!(bytes[..8], 6_457_827_717_110_365_317_u64.to_le_bytes());
        assert_eq!(bytes[8..], 3_203_168_211_198_807_973_u64.to_le_bytes()[..3]);
    }

    #[test]
    fn below_stays_below_and_is_fair() {
        let rng = SeededRng::new(20_261_122);
        assert_eq!(rng.below(0), 0);
        assert_eq!(rng.below(1), 0);
        let mut seen = [0_u32; 7];
        for _ in 0..70_000 {
            seen[usize::try_from(rng.below(7)).expect("below 7")] += 1;
        }
        // Six degrees of freedom: chi-square stays below 22.46 in 999 of 1,000 sequences.
        let chi: f64 = seen.iter().map(|n| (f64::from(*n) - 10_000.0).powi(2) / 10_000.0).sum();
        assert!(chi < 22.46, "{seen:?}");
    }

    /// Gives the numbers it was told to.
    struct Told(std::sync::Mutex<Vec<u64>>);

    impl Rng for Told {
        fn fill(&self, bytes: &mut [u8]) {
            let mut told = self.0.lock().expect("one thread");
            bytes.copy_from_slice(&told.remove(0).to_le_bytes());
        }
    }

    #[test]
    fn an_unfair_number_is_drawn_again() {
        // 2^64 is 1 more than a multiple of 3: the product of 0 lies in the unfair part.
        let rng = Told(std::sync::Mutex::new(vec![0, u64::MAX]));
        assert_eq!(rng.below(3), 2);
    }
}
