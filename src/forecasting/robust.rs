//! Middle and spread that a few wild days cannot move.

/// Middle value; the mean of the two middle ones for an even count, `None` for none. NaN sorts last.
pub(super) fn median(values: &[f64]) -> Option<f64> {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    let middle = sorted.len() / 2;
    let upper = *sorted.get(middle)?;
    if sorted.len() % 2 == 1 {
        return Some(upper);
    }
    sorted.get(middle.checked_sub(1)?).map(|lower| f64::midpoint(*lower, upper))
}

/// `1.4826 ·` median of `|e|`: the standard deviation if the residuals `e` are normal about 0.
///
/// Source: \[Rousseeuw1993\] §1.
pub(super) fn residual_scale(residuals: &[f64]) -> f64 {
    let sizes: Vec<f64> = residuals.iter().map(|e| e.abs()).collect();
    1.4826 * median(&sizes).unwrap_or(0.0)
}
