//! Weights from pairwise comparison (层次分析法, AHP; Saaty 1980): how much more one indicator matters than
//! another, by the geometric mean of its row, with the ratio that tells whether the comparisons hold together.

/// Most indicators compared at once: the random index is tabled to fifteen, and nobody compares more.
pub const LARGEST_MATRIX: usize = 15;

/// Saaty's random index by size; a matrix of one or two is always consistent.
const RANDOM_INDEX: [f64; LARGEST_MATRIX + 1] =
    [0.0, 0.0, 0.0, 0.58, 0.90, 1.12, 1.24, 1.32, 1.41, 1.45, 1.49, 1.51, 1.54, 1.56, 1.58, 1.59];
/// Comparisons hold together below this ratio.
const CONSISTENT: f64 = 0.1;

/// Weights and how well the comparisons agree.
#[derive(Debug, Clone, PartialEq)]
pub struct Ahp {
    /// In the order of the rows; they add up to 1.
    pub weights: Vec<f64>,
    /// The largest eigenvalue, estimated from the weights.
    pub lambda: f64,
    /// 一致性指标 CI = (λ − n)/(n − 1).
    pub consistency_index: f64,
    /// 一致性比例 CR = CI/RI; 0 for one and two.
    pub consistency_ratio: f64,
}

impl Ahp {
    /// Whether the comparisons hold together (CR < 0.10).
    #[must_use]
    pub fn is_consistent(&self) -> bool {
        self.consistency_ratio < CONSISTENT
    }
}

/// Why a matrix gives no weights.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum AhpFlaw {
    /// No rows, too many, or not square.
    #[error("比较表要有 1 到 15 个指标，每行都要填满")]
    Shape,
    /// Not between one ninth and nine.
    #[error("第 {row} 行第 {column} 列要在 1/9 到 9 之间")]
    OutOfScale {
        /// From 1.
        row: usize,
        /// From 1.
        column: usize,
    },
    /// The mirrored cell is not its reciprocal, or the diagonal not 1.
    #[error("第 {row} 行第 {column} 列和对称的一格不是倒数")]
    NotReciprocal {
        /// From 1.
        row: usize,
        /// From 1.
        column: usize,
    },
}

/// The full matrix of the comparisons above the diagonal, row by row: what a form asks for.
///
/// # Errors
/// [`AhpFlaw::Shape`] when there are not n(n−1)/2 of them, [`AhpFlaw::OutOfScale`].
pub fn reciprocal(n: usize, above: &[f64]) -> Result<Vec<Vec<f64>>, AhpFlaw> {
    if n == 0 || n > LARGEST_MATRIX || above.len() != n * (n - 1) / 2 {
        return Err(AhpFlaw::Shape);
    }
    let mut out = vec![vec![1.0; n]; n];
    let cells = (0..n).flat_map(|row| (row + 1..n).map(move |column| (row, column)));
    for ((row, column), value) in cells.zip(above) {
        if !in_scale(*value) {
            return Err(AhpFlaw::OutOfScale { row: row + 1, column: column + 1 });
        }
        out[row][column] = *value;
        out[column][row] = 1.0 / value;
    }
    Ok(out)
}

fn in_scale(value: f64) -> bool {
    value.is_finite() && (1.0 / 9.0 - 1e-9..=9.0 + 1e-9).contains(&value)
}

/// Weights of a matrix of comparisons on the scale of 1 to 9.
///
/// # Errors
/// [`AhpFlaw`].
pub fn ahp(matrix: &[Vec<f64>]) -> Result<Ahp, AhpFlaw> {
    let n = matrix.len();
    if n == 0 || n > LARGEST_MATRIX || matrix.iter().any(|row| row.len() != n) {
        return Err(AhpFlaw::Shape);
    }
    for (r, row) in matrix.iter().enumerate() {
        for (c, value) in row.iter().enumerate() {
            if !in_scale(*value) {
                return Err(AhpFlaw::OutOfScale { row: r + 1, column: c + 1 });
            }
            if (value * matrix[c][r] - 1.0).abs() > 1e-6 {
                return Err(AhpFlaw::NotReciprocal { row: r + 1, column: c + 1 });
            }
        }
    }
    let size = n as f64;
    let means: Vec<f64> = matrix.iter().map(|row| row.iter().product::<f64>().powf(1.0 / size)).collect();
    let sum: f64 = means.iter().sum();
    let weights: Vec<f64> = means.iter().map(|m| m / sum).collect();
    let row_sum = |row: &[f64]| row.iter().zip(&weights).map(|(a, w)| a * w).sum::<f64>();
    let lambda = matrix.iter().zip(&weights).map(|(row, w)| row_sum(row) / w).sum::<f64>() / size;
    let consistency_index = if n < 2 { 0.0 } else { ((lambda - size) / (size - 1.0)).max(0.0) };
    let random = RANDOM_INDEX[n];
    let consistency_ratio = if random == 0.0 { 0.0 } else { consistency_index / random };
    Ok(Ahp { weights, lambda, consistency_index, consistency_ratio })
}

/// The comparison that harms most (影响一致性最大的一格), and what would mend it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct WorstCell {
    /// Row, from 0; above the diagonal.
    pub row: usize,
    /// Column, from 0.
    pub column: usize,
    /// The number of the scale that holds best with the rest.
    pub better: f64,
    /// The ratio with that number in its place.
    pub ratio: f64,
}

/// The numbers of the scale, from one ninth to nine.
pub fn scale() -> impl Iterator<Item = f64> {
    (2..=9).rev().map(|n| 1.0 / f64::from(n)).chain((1..=9).map(f64::from))
}

/// The single cell whose change brings the ratio down the most; `None` where no change of one cell does.
///
/// # Errors
/// [`AhpFlaw`].
pub fn worst_cell(matrix: &[Vec<f64>]) -> Result<Option<WorstCell>, AhpFlaw> {
    let now = ahp(matrix)?.consistency_ratio;
    let n = matrix.len();
    let mut best: Option<WorstCell> = None;
    for (row, column) in (0..n).flat_map(|row| (row + 1..n).map(move |column| (row, column))) {
        for better in scale() {
            let mut other = matrix.to_vec();
            other[row][column] = better;
            other[column][row] = 1.0 / better;
            let ratio = ahp(&other)?.consistency_ratio;
            if ratio < best.map_or(now, |b| b.ratio) - 1e-12 {
                best = Some(WorstCell { row, column, better, ratio });
            }
        }
    }
    Ok(best)
}
