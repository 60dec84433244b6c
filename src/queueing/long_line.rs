//! The line of a station with very patient customers: so many arrivals within one patience that its states, instead of
//! being counted, are summed in closed form.
//!
//! | paper | here | meaning |
//! |---|---|---|
//! | `a` | `servings` | contacts served within one mean patience, `c/θ` |
//! | `y` | `arrivals` | contacts offered within one mean patience, `λ/θ` |
//! | `P(a, y)` | [`Lower`] | regularised lower incomplete gamma function |
//! | `ζ` | `zeta` | `−η√a`, `η²/2 = μ − ln(1 + μ)`, `μ = (y − a)/a`: agents beyond the load in units of chance |
//! | `W` | `weight` | weight of all states with everyone busy relative to the first, `1 + S` |
//!
//! With `y′ = y·e^{−θt}` a wait beyond `t` has probability `P(wait)·P(a, y′)/P(a, y)`, and to be answered after it
//! `P(wait)·(a/y)·P(a + 1, y′)/P(a, y)`: the series of Erlang A are incomplete gamma functions.
//!
//! Source: \[Palm1957\]; \[Temme1979\] for `P(a, y)`: with the terms `c₀` and `c₁`.

use statrs::function::gamma::{digamma, gamma_lr, ln_gamma};
use std::f64::consts::{PI, SQRT_2, TAU};

/// Servings within a patience above which the uniform expansion is exact to all digits that are promised.
const MANY: f64 = 1e4;
/// From here on Mills' ratio is taken from its continued fraction.
const FAR: f64 = 5.0;
/// Levels of that fraction, and panels of the integral over the waits.
const LEVELS: u32 = 80;
const PANELS: u32 = 48;
/// Nodes and weights of the five-point Gauss–Legendre rule. Source: \[AbramowitzStegun\] table 25.4.
const GAUSS: [(f64, f64); 5] = [
    (-0.906_179_845_938_664, 0.236_926_885_056_189_08),
    (-0.538_469_310_105_683_1, 0.478_628_670_499_366_47),
    (0.0, 0.568_888_888_888_888_9),
    (0.538_469_310_105_683_1, 0.478_628_670_499_366_47),
    (0.906_179_845_938_664, 0.236_926_885_056_189_08),
];
/// Beyond this many units of chance nothing happens.
const NEVER: f64 = 38.0;

/// A line with very many arrivals within one patience.
#[derive(Debug, Clone, Copy)]
pub(super) struct LongLine {
    /// `a`.
    pub servings: f64,
    /// `y`.
    pub arrivals: f64,
    /// `y − a`, from the difference of the rates.
    pub excess: f64,
    /// Weight of all states up to saturation relative to saturation, `x`.
    pub below: f64,
}

/// What the line gives at all thresholds.
#[derive(Debug, Clone, Copy)]
pub(super) struct Shares {
    /// Share of contacts that wait.
    pub waits: f64,
    /// Share of time with everyone busy and nobody waiting.
    pub saturated: f64,
    /// Share of contacts that give up, and the rest, each without cancellation.
    pub lost: f64,
    pub answered: f64,
    /// Wait of the answered, in mean patiences, summed over contacts and divided by all.
    pub waited: f64,
}

/// Where `y` lies beside `a`.
struct Deviation {
    zeta: f64,
    /// `ζ − (a − y)/√a`.
    bend: f64,
    /// What Temme's expansion adds to the error function.
    correction: f64,
}

/// `P(a, y)` and `y^a e^{−y}/Γ(a + 1)`.
struct Lower {
    all: f64,
    last: f64,
}

impl LongLine {
    /// The steady state.
    pub(super) fn shares(&self) -> Shares {
        let &Self { servings: a, arrivals: y, excess, below } = self;
        let weight = self.weight(excess);
        let saturated = if weight.is_finite() { 1.0 / (below + (weight - 1.0)) } else { 0.0 };
        let waits = if weight.is_finite() { weight * saturated } else { 1.0 };
        let lost = if excess >= 0.0 {
            (waits * excess + saturated * a) / y
        } else {
            saturated * self.queue_weight() / y
        };
        let answered_late = (waits - saturated) * (a / y);
        let (answered, waited) = (1.0 - waits + answered_late, answered_late * self.mean_log());
        Shares { waits, saturated, lost, answered, waited }
    }

    /// Of all contacts: those whose turn comes later than `patiences` mean patiences, and those that are answered then.
    pub(super) fn late(&self, shares: &Shares, patiences: f64) -> (f64, f64) {
        let &Self { servings: a, arrivals: y, excess, .. } = self;
        let later = excess + y * (-patiences).exp_m1();
        let (turn, answered) = if excess < 0.0 {
            let decay = (excess * patiences - y * above_linear(-patiences)).exp();
            let weight = self.weight(later);
            (shares.saturated * decay * weight, shares.saturated * decay * (weight - 1.0))
        } else {
            let now = self.lower(excess, y);
            let then = self.lower(later, y * (-patiences).exp());
            (shares.waits * then.all / now.all, shares.waits * (then.all - then.last) / now.all)
        };
        (turn, answered * a / y)
    }

    /// `W = Γ(a + 1) e^y y^{−a} P(a, y)` where `y − a = excess`; infinite far above saturation.
    fn weight(&self, excess: f64) -> f64 {
        let a = self.servings;
        if a < MANY {
            return f64::INFINITY;
        }
        let Deviation { zeta, correction, .. } = self.deviation(excess);
        if zeta < -NEVER { f64::INFINITY } else { stirling(a) * (a.sqrt() * mills(zeta) - correction) }
    }

    /// `Σ k·w_k` below saturation, `y − (a − y)S`, with what cancels taken out: `1 − ζm(ζ) = m(ζ)·(1/m(ζ) − ζ)`.
    fn queue_weight(&self) -> f64 {
        let (a, root) = (self.servings, self.servings.sqrt());
        let Deviation { zeta, bend, correction } = self.deviation(self.excess);
        let (d, m) = (-self.excess / root, mills(zeta));
        let leading = a * m * (mills_gap(zeta) + bend) + root * d * correction;
        leading - (stirling(a) - 1.0) * d * root * (root * m - correction)
    }

    /// `ζ`, its excess over `−μ√a`, and `c₀ + c₁/a` where `y − a = excess`.
    fn deviation(&self, excess: f64) -> Deviation {
        let (a, root) = (self.servings, self.servings.sqrt());
        // At `y = 0` rounding may pass the end.
        let mu = (excess / a).max(-1.0);
        let eta = (2.0 * (mu - mu.ln_1p()).max(0.0)).sqrt().copysign(mu);
        if mu.abs() > 0.05 {
            let c1 = eta.powi(-3) - mu.powi(-3) - mu.powi(-2) - 1.0 / (12.0 * mu);
            let correction = 1.0 / mu - 1.0 / eta + c1 / a;
            return Deviation { zeta: -root * eta, bend: root * (mu - eta), correction };
        }
        let c1 = -1.0 / 540.0 - eta / 288.0;
        if mu.abs() > 1e-3 {
            let correction = 1.0 / mu - 1.0 / eta + c1 / a;
            return Deviation { zeta: -root * eta, bend: root * (mu - eta), correction };
        }
        // η = μ − μ²/3 + 7μ³/36 − 73μ⁴/540 + 1331μ⁵/12960 − …
        let rest = mu * (1.0 / 3.0 - mu * (7.0 / 36.0 - mu * (73.0 / 540.0 - mu * 1331.0 / 12960.0)));
        let eta = mu - mu * rest;
        let c0 = -1.0 / 3.0 + eta / 12.0 - eta * eta * (2.0 / 135.0);
        Deviation { zeta: -root * eta, bend: root * mu * rest, correction: c0 + c1 / a }
    }

    /// The incomplete gamma function at `y = a + excess`.
    fn lower(&self, excess: f64, y: f64) -> Lower {
        let a = self.servings;
        if a <= 0.0 || y > 1e4 * (a + 1.0) {
            return Lower { all: 1.0, last: 0.0 };
        }
        if y <= 0.0 || excess <= -a {
            return Lower { all: 0.0, last: 0.0 };
        }
        if a < MANY {
            return Lower { all: gamma_lr(a, y), last: (a * y.ln() - y - ln_gamma(a + 1.0)).exp() };
        }
        let Deviation { zeta, correction, .. } = self.deviation(excess);
        let density = (-0.5 * zeta * zeta).exp() / (TAU * a).sqrt();
        Lower { all: 0.5 * libm::erfc(zeta / SQRT_2) - density * correction, last: density / stirling(a) }
    }

    /// `E[(ln y/U)⁺]/P(a + 1, y)` of a gamma variable `U` of shape `a + 1`, the answered contacts' mean wait in patiences:
    /// over `s = ln U/a` where agents are overrun, else over `w = ln y/U`, relative to the density at `w = 0`.
    fn mean_log(&self) -> f64 {
        let &Self { servings: a, arrivals: y, excess, .. } = self;
        if a < MANY {
            return y.ln() - digamma(a + 1.0);
        }
        let reach = 12.0 / a.sqrt();
        if excess >= 0.0 {
            let most = (excess / a).ln_1p();
            let density = |s: f64| (s - a * above_linear(s)).exp();
            return mean(-reach, most.min(reach), |s| (most - s, density(s)));
        }
        let density = |w: f64| (excess * w - w - y * above_linear(-w)).exp();
        mean(0.0, reach.min(-45.0 / excess), |w| (w, density(w)))
    }
}

/// Mean of a value by its density over an interval: five Gauss–Legendre points a panel.
fn mean(low: f64, high: f64, at: impl Fn(f64) -> (f64, f64)) -> f64 {
    let half = 0.5 * (high - low) / f64::from(PANELS);
    let (mut sum, mut mass) = (0.0, 0.0);
    for panel in 0..PANELS {
        let centre = low + half * f64::from(2 * panel + 1);
        for (node, weight) in GAUSS {
            let (value, density) = at(centre + half * node);
            sum += weight * density * value;
            mass += weight * density;
        }
    }
    if mass > 0.0 { sum / mass } else { 0.0 }
}

/// `Γ(a + 1)/(√(2πa)·(a/e)^a)` of large `a`.
fn stirling(a: f64) -> f64 {
    1.0 + (1.0 + 1.0 / (24.0 * a)) / (12.0 * a)
}

/// `e^u − 1 − u`, without cancellation near zero.
pub(super) fn above_linear(u: f64) -> f64 {
    if u.abs() > 0.1 {
        return u.exp_m1() - u;
    }
    u * u * (2..=14).rev().fold(0.0, |sum, j: u32| (sum * u + 1.0) / f64::from(j))
}

/// Mills' ratio `(1 − Φ(z))/φ(z)`.
fn mills(z: f64) -> f64 {
    if z < FAR {
        return (PI / 2.0).sqrt() * (0.5 * z * z).exp() * libm::erfc(z / SQRT_2);
    }
    1.0 / (z + mills_gap(z))
}

/// `1/m(z) − z`, from the continued fraction `1/(z + 2/(z + 3/(z + …)))` where the difference would cancel.
fn mills_gap(z: f64) -> f64 {
    if z < FAR {
        return 1.0 / mills(z) - z;
    }
    (2..=LEVELS).rev().fold(z, |tail, level| z + f64::from(level) / tail).recip()
}
