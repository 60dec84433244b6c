//! Which form of the hazard the data bear.

use super::band_rates::{BandRate, band_rates};
use super::spell::{DAYS_A_YEAR, Spell};
use super::weibull::WeibullFit;
use crate::workforce::attrition::{AttritionForm, Band, Basis, TenureBands};

/// A form of the hazard by tenure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HazardModel {
    /// The same at every tenure.
    Exponential,
    /// Rising or falling as a power of tenure.
    Weibull,
    /// Constant within each band of tenure.
    Bands,
}

/// The three forms side by side: the one with the least `AIC = 2 p − 2 ln L` is chosen.
///
/// Source: \[Akaike1974\].
#[derive(Debug, Clone, PartialEq)]
pub struct HazardChoice {
    /// Leavers.
    pub leavers: u32,
    /// Days at risk of all people together.
    pub person_days: f64,
    /// Leavers a person-year, whatever the tenure.
    pub annual: f64,
    /// Its standard error.
    pub annual_error: f64,
    /// The power law, where one fits.
    pub weibull: Option<WeibullFit>,
    /// The rates by band.
    pub bands: Vec<BandRate>,
    /// AIC of the constant hazard.
    pub aic_exponential: f64,
    /// AIC of the power law.
    pub aic_weibull: Option<f64>,
    /// AIC of the rates by band.
    pub aic_bands: f64,
}

/// Leavers below which nothing but one rate is told.
const LEAST_LEAVERS: u32 = 10;

impl HazardChoice {
    /// Fits all three; `edges` are the months at which bands begin. `None` without a leaver or a day at risk.
    #[must_use]
    pub fn new(spells: &[Spell], edges: &[f64]) -> Option<Self> {
        let seen = || spells.iter().filter(|spell| spell.was_at_risk());
        let leavers = u32::try_from(seen().filter(|spell| spell.left).count()).unwrap_or(u32::MAX);
        let person_days: f64 = seen().map(|spell| f64::from(spell.days())).sum();
        if leavers == 0 {
            return None;
        }
        let d = f64::from(leavers);
        let rate = d / person_days;
        let bands = band_rates(spells, edges);
        let at_risk = bands.iter().filter(|band| band.exposure_days > 0.0);
        let parameters: f64 = at_risk.clone().map(|_| 1.0).sum();
        let of_bands: f64 =
            at_risk.map(|band| log_likelihood(f64::from(band.events), band.exposure_days)).sum();
        let weibull = WeibullFit::new(spells);
        Some(Self {
            leavers,
            person_days,
            annual: rate * DAYS_A_YEAR,
            annual_error: d.sqrt() / person_days * DAYS_A_YEAR,
            bands,
            aic_exponential: 2.0 - 2.0 * log_likelihood(d, person_days),
            aic_weibull: weibull.map(|fit| 4.0 - 2.0 * fit.log_likelihood),
            aic_bands: 2.0 * parameters - 2.0 * of_bands,
            weibull,
        })
    }

    /// Whether too few people left to tell more than one rate.
    #[must_use]
    pub const fn is_bare(&self) -> bool {
        self.leavers < LEAST_LEAVERS
    }

    /// The form with the least AIC; the constant hazard where fewer than ten people left.
    #[must_use]
    pub fn chosen(&self) -> HazardModel {
        let weibull = self.aic_weibull.unwrap_or(f64::INFINITY);
        if self.is_bare() || self.aic_exponential <= weibull.min(self.aic_bands) {
            HazardModel::Exponential
        } else if weibull <= self.aic_bands {
            HazardModel::Weibull
        } else {
            HazardModel::Bands
        }
    }
}

impl HazardChoice {
    /// The chosen form as attrition: the rate of all, the power law, or each band's shrunk rate.
    ///
    /// `None` where no hazard can be made of it: a rate beyond ten thousand a year.
    #[must_use]
    pub fn form(&self) -> Option<AttritionForm> {
        match self.chosen() {
            HazardModel::Exponential => {
                Some(AttritionForm::Annual { rate: self.annual, basis: Basis::Turnover })
            }
            HazardModel::Weibull => {
                self.weibull.map(|fit| AttritionForm::Weibull { shape: fit.shape, scale: fit.scale_months() })
            }
            HazardModel::Bands => {
                let band = |band: &BandRate| Band { from: band.from, to: band.to, value: band.shrunk };
                TenureBands::new(self.bands.iter().map(band).collect()).ok().map(AttritionForm::ByTenure)
            }
        }
    }

    /// The highest rate a year of the chosen form; 0 for a power law, which has no rate.
    #[must_use]
    pub fn highest_rate(&self) -> f64 {
        match self.chosen() {
            HazardModel::Exponential => self.annual,
            HazardModel::Weibull => 0.0,
            HazardModel::Bands => self.bands.iter().map(|band| band.shrunk).fold(0.0, f64::max),
        }
    }
}

/// `d ln(d / E) − d`; 0 without leavers.
fn log_likelihood(d: f64, days: f64) -> f64 {
    if d > 0.0 { d * (d / days).ln() - d } else { 0.0 }
}
