//! Weights from the data themselves (熵权法): what tells subjects apart weighs more.

/// Why data give no weights.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum EntropyFlaw {
    /// No subjects, no indicators, or rows of different length.
    #[error("至少要有两个评价对象，每个对象的指标都要有数")]
    Shape,
    /// Not a number.
    #[error("第 {0} 个对象有指标没有数")]
    NotANumber(usize),
    /// Every indicator is the same for all: nothing tells them apart.
    #[error("各对象的每项指标都一样，算不出权重")]
    NothingDiffers,
}

/// Weights of the columns: z = min-max, p = z/Σz, e = −Σ p ln p / ln m, w = (1−e)/Σ(1−e). A column that is the
/// same for all weighs nothing. `lower_better` marks columns of which less is better.
///
/// # Errors
/// [`EntropyFlaw`].
pub fn entropy_weights(rows: &[Vec<f64>], lower_better: &[bool]) -> Result<Vec<f64>, EntropyFlaw> {
    let m = rows.len();
    let n = rows.first().map_or(0, Vec::len);
    if m < 2 || n == 0 || lower_better.len() != n || rows.iter().any(|row| row.len() != n) {
        return Err(EntropyFlaw::Shape);
    }
    if let Some(at) = rows.iter().position(|row| row.iter().any(|x| !x.is_finite())) {
        return Err(EntropyFlaw::NotANumber(at + 1));
    }
    let spreads: Vec<f64> = (0..n).map(|c| spread(rows, c, lower_better[c])).collect();
    let sum: f64 = spreads.iter().sum();
    if sum <= 0.0 {
        return Err(EntropyFlaw::NothingDiffers);
    }
    Ok(spreads.into_iter().map(|s| s / sum).collect())
}

/// 1 − e of a column; 0 where it is the same for all.
fn spread(rows: &[Vec<f64>], column: usize, lower_better: bool) -> f64 {
    let of = |row: &Vec<f64>| row[column];
    let (low, high) = rows.iter().map(of).fold((f64::INFINITY, f64::NEG_INFINITY), |(l, h), x| (l.min(x), h.max(x)));
    let width = high - low;
    if width <= 0.0 {
        return 0.0;
    }
    let z: Vec<f64> = rows.iter().map(of).map(|x| if lower_better { high - x } else { x - low } / width).collect();
    let sum: f64 = z.iter().sum();
    let entropy = z.iter().map(|z| z / sum).filter(|p| *p > 0.0).map(|p| -p * p.ln()).sum::<f64>();
    (1.0 - entropy / (rows.len() as f64).ln()).max(0.0)
}
