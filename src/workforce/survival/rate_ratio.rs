//! How much more often some people leave than others of the same tenure.

use super::band_rates::BandRate;

/// The hazard of a group over that of the rest, tenure held equal.
///
/// `R = Σ d₁E₀/E ÷ Σ d₀E₁/E` over bands of tenure: `d` leavers and `E` days at risk, index 1 of the group, 0 of the rest, `E` of
/// both (Mantel and Haenszel). Assumes that the ratio is the same at every tenure, and that within a band tenure matters
/// no more. Source: \[Greenland1985\].
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct RateRatio {
    /// Leavers of the group.
    pub leavers: u32,
    /// Leavers to be expected of it if its people left like all at the same tenure.
    pub expected: f64,
    /// `R`.
    pub ratio: f64,
    /// Standard error of `ln R`, leavers being Poisson: `√(Σ d E₁E₀/E² ÷ (Σ d₁E₀/E · Σ d₀E₁/E))`.
    pub log_error: f64,
}

impl RateRatio {
    /// Of the rates by band of a group, and of the same bands of everybody, the group among them. `None` where nobody of the group or
    /// of the rest leaves at a tenure at which people of both are at risk.
    #[must_use]
    pub fn new(group: &[BandRate], everybody: &[BandRate]) -> Option<Self> {
        let (mut of_group, mut of_rest, mut variance, mut expected) = (0.0, 0.0, 0.0, 0.0);
        for (own, all) in group.iter().zip(everybody) {
            let (e1, days) = (own.exposure_days, all.exposure_days);
            let (d1, d) = (f64::from(own.events), f64::from(all.events));
            if days <= 0.0 {
                continue;
            }
            let e0 = (days - e1).max(0.0);
            of_group += d1 * e0 / days;
            of_rest += (d - d1) * e1 / days;
            variance += d * e1 * e0 / (days * days);
            expected += d * e1 / days;
        }
        (of_group > 0.0 && of_rest > 0.0).then(|| Self {
            leavers: group.iter().map(|band| band.events).sum(),
            expected,
            ratio: of_group / of_rest,
            log_error: (variance / (of_group * of_rest)).sqrt(),
        })
    }

    /// Ends of the 95 % interval of the ratio.
    #[must_use]
    pub fn interval(&self) -> (f64, f64) {
        let reach = 1.96 * self.log_error;
        (self.ratio * (-reach).exp(), self.ratio * reach.exp())
    }
}
