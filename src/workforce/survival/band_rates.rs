//! Leavers and time at risk by band of tenure.

use super::spell::{DAYS_A_MONTH, DAYS_A_YEAR, Spell};

/// Leavers a person-year within a band of tenure.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct BandRate {
    /// First month of the band.
    pub from: f64,
    /// First month after it; `None`: without end.
    pub to: Option<f64>,
    /// Leavers within the band.
    pub events: u32,
    /// Days at risk within it, of all people together.
    pub exposure_days: f64,
    /// `(d + k) / (E + k / h₀)` a year: the own rate, leaning on that of all tenures as if `k` more had left at it.
    ///
    /// The mean of a Gamma law of the rate, `Gamma(k, k / h₀)` before the data. A band without exposure has `h₀`.
    pub shrunk: f64,
    /// `√(d + k) / (E + k / h₀)` a year: its standard deviation.
    pub shrunk_error: f64,
}

/// `k`: leavers that the rate of all tenures weighs in each band.
const PSEUDO_LEAVERS: f64 = 2.0;

impl BandRate {
    /// Leavers a person-year, `d / E`; `None` where nobody was at risk.
    #[must_use]
    pub fn annual(&self) -> Option<f64> {
        (self.exposure_days > 0.0).then(|| f64::from(self.events) / self.exposure_days * DAYS_A_YEAR)
    }

    /// Its standard error, `√d / E`; `None` where nobody was at risk.
    #[must_use]
    pub fn standard_error(&self) -> Option<f64> {
        (self.exposure_days > 0.0).then(|| f64::from(self.events).sqrt() / self.exposure_days * DAYS_A_YEAR)
    }
}

/// Rates by band; `edges` are the months at which bands begin, rising from 0, the last without end.
///
/// The maximum-likelihood estimate of a hazard that is constant within each band. Assumes that a person's tenure alone tells.
/// Source: \[Andersen1993\] §VI.1, \[Kalbfleisch2002\] §3.4.
#[must_use]
pub fn band_rates(spells: &[Spell], edges: &[f64]) -> Vec<BandRate> {
    let seen: Vec<Spell> = spells.iter().copied().filter(|spell| spell.was_at_risk()).collect();
    let leavers: f64 = seen.iter().map(|spell| f64::from(u8::from(spell.left))).sum();
    let days: f64 = seen.iter().map(|spell| f64::from(spell.days())).sum();
    let all = if days > 0.0 { leavers / days } else { 0.0 };
    let ends = edges.iter().skip(1).map(|edge| Some(*edge)).chain([None]);
    edges.iter().zip(ends).map(|(&from, to)| of_band(&seen, from, to, all)).collect()
}

fn of_band(seen: &[Spell], from: f64, to: Option<f64>, all: f64) -> BandRate {
    let (start, end) = (from * DAYS_A_MONTH, to.map_or(f64::INFINITY, |to| to * DAYS_A_MONTH));
    let within = |days: f64| days > start && days <= end;
    let events = seen.iter().filter(|spell| spell.left && within(f64::from(spell.exit))).count();
    let overlap =
        |spell: &Spell| (f64::from(spell.exit).min(end) - f64::from(spell.entry).max(start)).max(0.0);
    let exposure_days: f64 = seen.iter().map(overlap).sum();
    let events = u32::try_from(events).unwrap_or(u32::MAX);
    let (d, weight) = (f64::from(events) + PSEUDO_LEAVERS, exposure_days + PSEUDO_LEAVERS / all);
    let a_year = |value: f64| if all > 0.0 { value / weight * DAYS_A_YEAR } else { 0.0 };
    BandRate { from, to, events, exposure_days, shrunk: a_year(d), shrunk_error: a_year(d.sqrt()) }
}
