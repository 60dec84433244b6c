//! Arrival rates that are not known for sure: what customers get on average over the rates that may come.
//!
//! | paper | here | meaning |
//! |---|---|---|
//! | `Λ` | | the rate that comes, gamma distributed |
//! | `m` | `mean` | mean of `Λ` |
//! | `cv` | `cv` | its standard deviation ÷ its mean |
//! | `k` | `shape` | `1/cv²` |
//! | `u` | `u` | `ln(Λ/m)`, the variable of integration |
//!
//! More contacts meet the bad rates than the good ones: what customers see is `E[Λ·f(Λ)]/m`, not `E[f(Λ)]`.
//!
//! Not modelled: rates that change within the period, uncertain handling times or absences.

use super::erlang_a;
use super::erlang_c::{self, Crew};
use super::quadrature::integrate;
use crate::queueing::long_line::above_linear;
use crate::queueing::metrics::{ServiceLevelDefinition, Setting};
use crate::queueing::patience::Patience;
use crate::units::{Fraction, OutOfRange, Rate, Seconds};

/// Rates whose density is below `e` to minus this, relative to the mean's, never come.
const NEVER: f64 = 45.0;
/// Rates above this are taken as this, contacts a second.
const MOST_RATE: f64 = 1e9;
/// A spread below this moves no figure by a billionth.
const CERTAIN: f64 = 1e-9;

/// A gamma-distributed arrival rate: the counts of a period are negative binomial.
///
/// From a history of counts, `cv² = (variance/mean − 1)/mean`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct UncertainRate {
    mean: Rate,
    cv: f64,
}

/// What customers who never give up get on average.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PatientAverage {
    /// Service level at the mean rate, as if it were certain.
    pub at_mean: Fraction,
    /// `E[SL(Λ)]`: average over periods.
    pub over_time: Fraction,
    /// `E[Λ·SL(Λ)]/m`: average over contacts, which is what customers see.
    pub over_contacts: Fraction,
    /// Probability that the rate reaches what the agents can answer, so that the queue grows without bound.
    pub p_unstable: Fraction,
}

/// What customers who may give up get on average over contacts.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct AbandoningAverage {
    /// Share of contacts answered within the threshold, of all offered.
    pub service_level: Fraction,
    /// Share of contacts that give up.
    pub p_abandon: Fraction,
}

impl UncertainRate {
    /// A rate with this mean and coefficient of variation.
    ///
    /// # Errors
    /// [`OutOfRange`] for a coefficient of variation that is not between 0 and 2.
    pub fn new(mean: Rate, cv: f64) -> Result<Self, OutOfRange> {
        if (0.0..=2.0).contains(&cv) {
            Ok(Self { mean, cv })
        } else {
            Err(OutOfRange { quantity: "a coefficient of variation", range: "between 0 and 2", found: cv })
        }
    }

    /// Whether no other rate than the mean need be looked at.
    fn is_certain(self) -> bool {
        self.cv < CERTAIN || self.mean.get() <= 0.0
    }

    fn density(self) -> Density {
        let shape = 1.0 / (self.cv * self.cv);
        Density { mean: self.mean, shape, peak: peak(shape) }
    }
}

/// The density of `u = ln(Λ/m)`: `k^k/Γ(k) · e^{k(u − e^u)}`.
struct Density {
    mean: Rate,
    shape: f64,
    /// Its value at zero.
    peak: f64,
}

/// `k^k e^{−k}/Γ(k)`, for large `k` by Stirling's series. Source: \[AbramowitzStegun\] 6.1.41.
fn peak(k: f64) -> f64 {
    if k < 20.0 {
        return (k * k.ln() - k).exp() / libm::tgamma(k);
    }
    let z = 1.0 / (k * k);
    let stirling = (1.0 / 12.0 - z * (1.0 / 360.0 - z * (1.0 / 1260.0 - z / 1680.0))) / k;
    (k / std::f64::consts::TAU).sqrt() * (-stirling).exp()
}

impl Density {
    /// The rate at `u`.
    fn rate(&self, u: f64) -> Rate {
        Rate::new((self.mean.get() * u.exp()).min(MOST_RATE)).unwrap_or(self.mean)
    }

    /// Density at `u`.
    fn at(&self, u: f64) -> f64 {
        self.peak * (-self.shape * above_linear(u)).exp()
    }

    /// The values of `u` that come, from the lowest to the highest.
    fn range(&self) -> (f64, f64) {
        let depth = NEVER / self.shape;
        // `e^u − 1 − u` lies between `−1 − u` and `u²/2` below zero, above `u²/2` above it.
        let bisect = |mut near: f64, mut far: f64| {
            for _ in 0..60 {
                let middle = 0.5 * (near + far);
                if above_linear(middle) < depth { near = middle } else { far = middle }
            }
            far
        };
        (bisect(0.0, -1.0 - depth - (2.0 * depth).sqrt()), bisect(0.0, (2.0 * depth).sqrt()))
    }

    /// Panels between the range's ends: narrow around each of the `centres` (a place and the width of what happens there),
    /// doubling away from it.
    fn panels(&self, centres: &[(f64, f64)]) -> Vec<f64> {
        let (low, high) = self.range();
        let mut edges = vec![low, 0.0, high];
        for &(centre, width) in centres {
            edges.push(centre);
            let mut away = width.max(1e-12);
            while away < high - low {
                edges.extend([centre - away, centre + away]);
                away *= 2.0;
            }
        }
        edges.retain(|u| u.is_finite() && (low..=high).contains(u));
        edges.sort_by(f64::total_cmp);
        edges.dedup();
        edges
    }
}

/// What patient customers get on average, by Erlang C.
///
/// Service level zero for the rates that the agents cannot answer, `Λ ≥ N/AHT`, where the queue has no steady state.
///
/// Every spread has an answer, `cv = 0` the certain one. No contacts: every target vacuously met.
/// Assumption: the rate stays as it came for the whole period, long enough for a steady state.
/// Source: \[Jongbloed2001\]. Accuracy: 1e-9.
///
/// ```
/// # use staffplan::{queueing::uncertain::*, units::*};
/// let rate = UncertainRate::new(Rate::new(0.05).unwrap(), 1.0).unwrap();
/// let found = erlang_c(rate, Seconds::new(20.0).unwrap(), 1, Seconds::ZERO);
/// // An exponential rate of one erlang in the mean, one agent: unstable with probability 1/e, and of the rest
/// // ∫ (1 − a)·e^{−a} da = 1/e start at once.
/// assert!((found.p_unstable.get() - (-1.0_f64).exp()).abs() < 1e-9);
/// assert!((found.over_time.get() - (-1.0_f64).exp()).abs() < 1e-9);
/// ```
#[must_use]
pub fn erlang_c(rate: UncertainRate, aht: Seconds, agents: u32, answer_within: Seconds) -> PatientAverage {
    let level = |rate| {
        let crew = Crew::of_rate(rate, aht, agents);
        erlang_c::service_level(crew, aht, answer_within).map(Fraction::get)
    };
    let at_mean = level(rate.mean);
    let certain = Fraction::clamped(at_mean.unwrap_or(0.0));
    if rate.is_certain() || aht.get() <= 0.0 {
        let p_unstable = if at_mean.is_some() { Fraction::ZERO } else { Fraction::ONE };
        return PatientAverage { at_mean: certain, over_time: certain, over_contacts: certain, p_unstable };
    }
    let density = rate.density();
    let n = f64::from(agents);
    let brink = (n / (aht.get() * rate.mean.get())).ln();
    // The service level falls over √N erlangs below the brink, or over the load that a threshold works off.
    let narrow = n.sqrt().min(aht.get() / answer_within.get()) / n;
    let edges = density.panels(&[(brink, narrow)]);
    let [over_time, over_contacts, p_unstable] = integrate(&edges, |u| {
        let share = density.at(u);
        if u >= brink {
            return [0.0, 0.0, share];
        }
        let met = share * level(density.rate(u)).unwrap_or(0.0);
        [met, met * u.exp(), 0.0]
    });
    PatientAverage {
        at_mean: certain,
        over_time: Fraction::clamped(over_time),
        over_contacts: Fraction::clamped(over_contacts),
        p_unstable: Fraction::clamped(p_unstable),
    }
}

/// What customers of this patience get on average over contacts, by Erlang A.
///
/// Infinite patience is Erlang C, with a service level of zero where there is no steady state.
/// Assumption: as of [`erlang_c()`]. Source: \[Jongbloed2001\], \[Whitt2006\]. Accuracy: 1e-9.
///
/// ```
/// # use staffplan::{queueing::{*, uncertain::*}, units::*};
/// let second = |s| Seconds::new(s).unwrap();
/// let rate = UncertainRate::new(Rate::new(0.05).unwrap(), 0.3).unwrap();
/// // Nobody on seat: everyone gives up, whatever the rate.
/// let found = erlang_a(rate, second(300.0), Patience::Mean(second(60.0)), 0, second(20.0));
/// assert!((found.p_abandon.get() - 1.0).abs() < 1e-9);
/// ```
#[must_use]
pub fn erlang_a(
    rate: UncertainRate,
    aht: Seconds,
    patience: Patience,
    agents: u32,
    answer_within: Seconds,
) -> AbandoningAverage {
    let at = |rate| -> [f64; 2] {
        let definition = ServiceLevelDefinition::Offered;
        let setting = Setting { rate, agents, answer_within, definition };
        let found = erlang_a::metrics(aht, patience, &setting);
        found.map_or([0.0; 2], |met| [met.service_level.get(), met.p_abandon.get()])
    };
    let [level, abandon] = if rate.is_certain() || aht.get() <= 0.0 {
        at(rate.mean)
    } else {
        let density = rate.density();
        let edges = density.panels(&turns(rate, aht, patience, agents, answer_within));
        integrate(&edges, |u| {
            let share = density.at(u) * u.exp();
            at(density.rate(u)).map(|metric| share * metric)
        })
    };
    AbandoningAverage { service_level: Fraction::clamped(level), p_abandon: Fraction::clamped(abandon) }
}

/// Where the metrics of Erlang A turn, as `u`, and over what width: at the load that reaches the agents, and at the load
/// whose fluid wait `ln(λ/Nμ)/θ` reaches the threshold.
fn turns(
    rate: UncertainRate,
    aht: Seconds,
    patience: Patience,
    agents: u32,
    answer_within: Seconds,
) -> Vec<(f64, f64)> {
    let n = f64::from(agents);
    let brink = (n / (aht.get() * rate.mean.get())).ln();
    let theta = patience.rate();
    if theta <= 0.0 {
        return vec![(brink, n.sqrt().min(aht.get() / answer_within.get()) / n)];
    }
    let calls_of_patience = n / aht.get() / theta;
    let gradual = (1.0 / n).min(1.0 / calls_of_patience).sqrt();
    vec![(brink, gradual), (brink + theta * answer_within.get(), 1.0 / calls_of_patience.sqrt())]
}
