//! How sure a measured satisfaction is.

use crate::units::Fraction;

/// Wilson's interval for a share of `satisfied` among `answers`, `z` standard deviations wide (1.96 for 95 %).
///
/// `(p̂ + z²/2n ± z √(p̂(1−p̂)/n + z²/4n²)) / (1 + z²/n)`. `None` without answers, or with more satisfied than answers.
/// Assumes that answers are independent. Source: \[Wilson1927\].
#[must_use]
pub fn wilson(satisfied: u64, answers: u64, z: f64) -> Option<(Fraction, Fraction)> {
    if answers == 0 || satisfied > answers || !z.is_finite() {
        return None;
    }
    #[expect(clippy::cast_precision_loss, reason = "surveys have far fewer than 2^53 answers")]
    let (k, n) = (satisfied as f64, answers as f64);
    let (p, z2) = (k / n, z * z);
    let middle = p + z2 / (2.0 * n);
    let reach = z.abs() * (p * (1.0 - p) / n + z2 / (4.0 * n * n)).sqrt();
    let whole = 1.0 + z2 / n;
    Some((Fraction::clamped((middle - reach) / whole), Fraction::clamped((middle + reach) / whole)))
}
