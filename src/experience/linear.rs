//! Symmetric positive definite systems of a few unknowns.

/// Inverse by Cholesky's decomposition; the place of the first dependent column where there is none.
pub(super) fn inverse(matrix: &[Vec<f64>]) -> Result<Vec<Vec<f64>>, usize> {
    /// A column that keeps less than this of itself beside those before it says nothing of its own.
    const DEPENDENT: f64 = 1e-11;
    let size = matrix.len();
    let mut lower = vec![vec![0.0; size]; size];
    for row in 0..size {
        for column in 0..=row {
            let known: f64 = (0..column).map(|k| lower[row][k] * lower[column][k]).sum();
            let rest: f64 = matrix[row][column] - known;
            if row > column {
                lower[row][column] = rest / lower[column][column];
            } else if rest > DEPENDENT * matrix[row][row] && rest.is_finite() {
                lower[row][row] = rest.sqrt();
            } else {
                return Err(row);
            }
        }
    }
    let columns: Vec<Vec<f64>> = (0..size).map(|unit| solve(&lower, unit)).collect();
    Ok(columns)
}

/// `L Lᵀ x = e_unit`.
fn solve(lower: &[Vec<f64>], unit: usize) -> Vec<f64> {
    let size = lower.len();
    let mut x = vec![0.0; size];
    for row in 0..size {
        let known: f64 = (0..row).map(|k| lower[row][k] * x[k]).sum();
        x[row] = (f64::from(u8::from(row == unit)) - known) / lower[row][row];
    }
    for row in (0..size).rev() {
        let known: f64 = (row + 1..size).map(|k| lower[k][row] * x[k]).sum();
        x[row] = (x[row] - known) / lower[row][row];
    }
    x
}
