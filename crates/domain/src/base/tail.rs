//! How likely so many, or more, are by chance (尾概率): binomial and Poisson tails, and the correction for looking
//! at many at once.
//!
//! Formulas after the NIST Digital Library of Mathematical Functions: Stirling's series 5.11.1, incomplete beta
//! 8.17.5 and 8.17.22, incomplete gamma 8.11.4 and 8.9.2. Not here: what is counted.

/// Terms after which a series that has not settled is taken as it is; none of ours needs a tenth of them.
const MOST_TERMS: u32 = 10_000;
const CLOSE: f64 = 1e-14;
const TINY: f64 = 1e-300;

/// Natural logarithm of Γ(x), x > 0.
fn ln_gamma(x: f64) -> f64 {
    // Stirling's series is exact to the last digits from 16 on; smaller arguments are moved up to there.
    let (mut at, mut shift) = (x, 0.0);
    while at < 16.0 {
        shift += at.ln();
        at += 1.0;
    }
    let inverse = 1.0 / at;
    let square = inverse * inverse;
    let series = inverse * (1.0 / 12.0 - square * (1.0 / 360.0 - square * (1.0 / 1260.0 - square / 1680.0)));
    (at - 0.5) * at.ln() - at + 0.5 * std::f64::consts::TAU.ln() + series - shift
}

/// The continued fraction of DLMF 8.17.22, by Lentz's method.
fn beta_fraction(a: f64, b: f64, x: f64) -> f64 {
    let (mut c, mut d) = (1.0, 1.0 - (a + b) * x / (a + 1.0));
    if d.abs() < TINY {
        d = TINY;
    }
    d = 1.0 / d;
    let mut whole = d;
    for m in 1..MOST_TERMS {
        let m = f64::from(m);
        let even = m * (b - m) * x / ((a + 2.0 * m - 1.0) * (a + 2.0 * m));
        let odd = -(a + m) * (a + b + m) * x / ((a + 2.0 * m) * (a + 2.0 * m + 1.0));
        let mut step = 1.0;
        for term in [even, odd] {
            d = 1.0 + term * d;
            c = 1.0 + term / c;
            if d.abs() < TINY {
                d = TINY;
            }
            if c.abs() < TINY {
                c = TINY;
            }
            d = 1.0 / d;
            step = c * d;
            whole *= step;
        }
        if (step - 1.0).abs() < CLOSE {
            break;
        }
    }
    whole
}

/// The regularised incomplete beta function.
fn beta(a: f64, b: f64, x: f64) -> f64 {
    let front = (ln_gamma(a + b) - ln_gamma(a) - ln_gamma(b) + a * x.ln() + b * (-x).ln_1p()).exp();
    // The fraction settles quickly on this side of the mean only.
    if x < (a + 1.0) / (a + b + 2.0) {
        front * beta_fraction(a, b, x) / a
    } else {
        1.0 - front * beta_fraction(b, a, 1.0 - x) / b
    }
}

/// Chance of `part` or more out of `whole` when each happens with probability `share`.
#[must_use]
pub fn binomial_tail(part: u64, whole: u64, share: f64) -> f64 {
    if part == 0 || share >= 1.0 {
        return 1.0;
    }
    if part > whole || share <= 0.0 {
        return 0.0;
    }
    beta(part as f64, (whole - part + 1) as f64, share).clamp(0.0, 1.0)
}

/// Chance of `count` or more when `expected` happen on average.
#[must_use]
pub fn poisson_tail(count: u64, expected: f64) -> f64 {
    if count == 0 {
        return 1.0;
    }
    if expected <= 0.0 {
        return 0.0;
    }
    let a = count as f64;
    let front = (a * expected.ln() - expected - ln_gamma(a)).exp();
    let tail =
        if expected < a + 1.0 { gamma_series(a, expected) * front } else { 1.0 - front * gamma_fraction(a, expected) };
    tail.clamp(0.0, 1.0)
}

/// DLMF 8.11.4, without its front.
fn gamma_series(a: f64, x: f64) -> f64 {
    let mut term = 1.0 / a;
    let mut sum = term;
    for n in 1..MOST_TERMS {
        term *= x / (a + f64::from(n));
        sum += term;
        if term < sum * CLOSE {
            break;
        }
    }
    sum
}

/// DLMF 8.9.2, without its front, by Lentz's method.
fn gamma_fraction(a: f64, x: f64) -> f64 {
    let mut b = x + 1.0 - a;
    let mut c = 1.0 / TINY;
    let mut d = 1.0 / b;
    let mut whole = d;
    for n in 1..MOST_TERMS {
        let n = f64::from(n);
        let term = n * (a - n);
        b += 2.0;
        d = 1.0 / (term * d + b);
        c = b + term / c;
        let step = c * d;
        whole *= step;
        if (step - 1.0).abs() < CLOSE {
            break;
        }
    }
    whole
}

/// The chances of things that were tested together, each corrected for there being others: a list kept to those
/// up to `q` holds at most that share of false ones on average (Benjamini and Hochberg, Journal of the Royal
/// Statistical Society B 57, 1995, 289–300).
#[must_use]
pub fn adjust(chances: &[f64]) -> Vec<f64> {
    let mut order: Vec<usize> = (0..chances.len()).collect();
    order.sort_by(|a, b| chances[*a].total_cmp(&chances[*b]));
    let mut adjusted = vec![1.0; chances.len()];
    let mut least: f64 = 1.0;
    for (rank, place) in order.iter().enumerate().rev() {
        least = least.min(chances[*place] * chances.len() as f64 / (rank + 1) as f64);
        adjusted[*place] = least;
    }
    adjusted
}

#[cfg(test)]
mod tests {
    use super::*;

    fn close(found: f64, known: f64) {
        assert!((found - known).abs() <= known.abs() * 1e-9, "{found} is not {known}");
    }

    #[test]
    fn known_values_of_the_binomial() {
        // Fractions that can be counted by hand.
        close(binomial_tail(1, 1, 0.25), 0.25);
        close(binomial_tail(8, 10, 0.5), 56.0 / 1024.0);
        close(binomial_tail(10, 10, 0.5), 1.0 / 1024.0);
        close(binomial_tail(1, 10, 0.1), 1.0 - 0.9_f64.powi(10));
        close(binomial_tail(3, 4, 1.0 / 6.0), (4.0 * 5.0 + 1.0) / 1296.0);
        assert_eq!((binomial_tail(0, 5, 0.1), binomial_tail(6, 5, 0.1), binomial_tail(1, 5, 0.0)), (1.0, 0.0, 0.0));
    }

    #[test]
    fn known_values_of_poisson() {
        close(poisson_tail(1, 2.0), 1.0 - (-2.0_f64).exp());
        close(poisson_tail(3, 1.5), 1.0 - (-1.5_f64).exp() * (1.0 + 1.5 + 1.125));
        close(poisson_tail(2, 30.0), 1.0 - (-30.0_f64).exp() * 31.0);
        assert_eq!((poisson_tail(0, 3.0), poisson_tail(4, 0.0)), (1.0, 0.0));
    }

    /// The sum of single terms, by logarithms of factorials added up: slow and plain.
    #[test]
    fn tails_are_the_sums_of_their_terms() {
        let ln_factorial = |n: u64| (1..=n).map(|k| (k as f64).ln()).sum::<f64>();
        for (whole, share) in [(17_u64, 0.03_f64), (60, 0.4), (250, 0.9), (400, 0.011)] {
            for part in [1, 2, whole / 3, whole / 2, whole - 1] {
                let sum: f64 = (part..=whole)
                    .map(|k| {
                        let choose = ln_factorial(whole) - ln_factorial(k) - ln_factorial(whole - k);
                        (choose + k as f64 * share.ln() + (whole - k) as f64 * (1.0 - share).ln()).exp()
                    })
                    .sum();
                let found = binomial_tail(part, whole, share);
                assert!((found - sum).abs() <= sum * 1e-8 + 1e-15, "{part}/{whole} at {share}: {found} is not {sum}");
            }
        }
        for expected in [0.2_f64, 3.0, 25.0, 90.0] {
            for count in [1_u64, 4, 20, 95, 120] {
                let below: f64 =
                    (0..count).map(|k| (k as f64 * expected.ln() - expected - ln_factorial(k)).exp()).sum();
                let found = poisson_tail(count, expected);
                assert!((found - (1.0 - below)).abs() < 1e-12, "{count} at {expected}: {found}");
            }
        }
    }

    /// The example of the paper itself: fifteen comparisons, four of which hold at 0.05.
    #[test]
    fn the_correction_is_that_of_the_paper() {
        let chances = [
            0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240, 0.4262, 0.5719, 0.6528,
            0.7590, 1.0,
        ];
        let adjusted = adjust(&chances);
        assert_eq!(adjusted.iter().filter(|q| **q <= 0.05).count(), 4);
        close(adjusted[0], 0.0015);
        assert!(adjusted.is_sorted());
        let mut turned = chances;
        turned.reverse();
        let mut again = adjust(&turned);
        again.reverse();
        assert_eq!(again, adjusted);
        assert!(adjust(&[]).is_empty());
    }
}
