//! The standard normal quantile.

use statrs::function::erf::erfc_inv;
use std::f64::consts::SQRT_2;

/// `Φ⁻¹(p) = −√2 · erfc⁻¹(2p)`; infinite at 0 and 1. NaN gives NaN.
pub(super) fn standard_normal_quantile(p: f64) -> f64 {
    -SQRT_2 * erfc_inv(2.0 * p)
}
