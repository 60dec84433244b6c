//! Probability that a customer is satisfied.

use crate::units::{Fraction, Seconds};

/// Wait, in seconds, at which the effect of waiting has grown to `b_w ln 2`.
const WAIT_SCALE: f64 = 60.0;

/// Effects on the logit of being satisfied.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Effects {
    /// `b_w`: per unit of [`wait_term`].
    pub wait: f64,
    /// `b_r`: solved at the first contact.
    pub resolved: f64,
    /// `b_rep`: per earlier contact about the same matter.
    pub repeat: f64,
    /// `b_t`: per transfer.
    pub transfer: f64,
    /// `b_n`: served by somebody on the ramp.
    pub newcomer: f64,
    /// `b_a`: gave up, beyond being unsolved after that wait (all-customer variant only).
    pub abandoned: f64,
}

impl Default for Effects {
    /// The assumptions used until a plan states or a survey shows better.
    ///
    /// - resolved +0.98: satisfaction a third higher when solved at once, near 60 → 80 %:
    ///   `ln(0.8/0.2) − ln(0.6/0.4) = 0.981`. Source: \[SQM\].
    /// - repeat −0.685: 86 % satisfied after one contact, 44 % after four:
    ///   `(ln(0.44/0.56) − ln(0.86/0.14)) / 3 = −0.685`. Source: \[SQM\].
    /// - wait −0.20: an assumption; −2 points at 85 % for the first minute. Studies find the effect real but small:
    ///   \[Feinberg2000\], \[Garcia2012\].
    /// - transfer −0.3 and newcomer −0.30: assumptions; −5 points at 80 %.
    /// - abandoned 0: who gives up is as satisfied as someone answered then and not helped; an assumption.
    fn default() -> Self {
        Self { wait: -0.20, resolved: 0.98, repeat: -0.685, transfer: -0.3, newcomer: -0.30, abandoned: 0.0 }
    }
}

/// What happened to one customer.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Contact {
    /// Wait before the answer.
    pub wait: Seconds,
    /// Whether the matter was solved at this contact.
    pub resolved: bool,
    /// Earlier contacts about the same matter.
    pub repeats: f64,
    /// Transfers.
    pub transfers: f64,
    /// Whether somebody on the ramp answered.
    pub newcomer: bool,
}

/// What happens to customers on average.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Drivers {
    /// Share of contacts solved.
    pub resolution: Fraction,
    /// Earlier contacts about the same matter, a mean.
    pub repeats: f64,
    /// Share of contacts transferred, once.
    pub transferred: Fraction,
    /// Share of contacts answered by somebody on the ramp.
    pub newcomers: Fraction,
}

/// `P(satisfied) = sigmoid(b₀ + b_w ln(1 + w/60 s) + b_r·resolved + b_rep·repeats + b_t·transfers + b_n·newcomer)`.
///
/// Assumes that the effects add on the logit and that wait, resolution, transfer and newcomer are independent
/// within an interval. Correlations in surveys overstate or understate causes; see \[Feinberg2000\].
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct SatisfactionModel {
    /// `b₀`.
    pub intercept: f64,
    /// The effects.
    pub effects: Effects,
}

impl SatisfactionModel {
    /// A model before its shift.
    #[must_use]
    pub const fn new(effects: Effects) -> Self {
        Self { intercept: 0.0, effects }
    }

    /// The same effects about another base.
    #[must_use]
    pub fn shifted(self, by: f64) -> Self {
        Self { intercept: self.intercept + by, ..self }
    }

    /// Probability that this customer is satisfied.
    #[must_use]
    pub fn satisfaction(&self, contact: Contact) -> Fraction {
        let b = &self.effects;
        let flag = |is: bool| f64::from(u8::from(is));
        Fraction::clamped(sigmoid(
            self.intercept
                + b.wait * wait_term(contact.wait.get())
                + b.resolved * flag(contact.resolved)
                + b.repeat * contact.repeats
                + b.transfer * contact.transfers
                + b.newcomer * flag(contact.newcomer),
        ))
    }

    /// Probability that a customer who gave up after this wait is satisfied.
    #[must_use]
    pub fn abandoned_satisfaction(&self, wait: Seconds) -> Fraction {
        let b = &self.effects;
        Fraction::clamped(sigmoid(self.intercept + b.wait * wait_term(wait.get()) + b.abandoned))
    }

    /// Probability of satisfaction after each wait, in seconds: first contacts, not transferred, a share `resolution` of
    /// them solved, answered by newcomers or not.
    ///
    /// One value a wait, so that an expectation over a law of waits is a sum of products with its masses.
    #[must_use]
    pub fn by_wait(&self, waits: &[f64], resolution: f64, newcomer: bool) -> Vec<f64> {
        let drivers = Drivers {
            resolution: Fraction::clamped(resolution),
            repeats: 0.0,
            transferred: Fraction::ZERO,
            newcomers: if newcomer { Fraction::ONE } else { Fraction::ZERO },
        };
        self.by_wait_with(waits, drivers)
    }

    /// Probability of satisfaction after each wait, in seconds, over the mix of resolution, transfers and newcomers.
    #[must_use]
    pub fn by_wait_with(&self, waits: &[f64], drivers: Drivers) -> Vec<f64> {
        let mix = self.mix(drivers);
        waits
            .iter()
            .map(|&wait| {
                let waited = self.effects.wait * wait_term(wait);
                mix.iter().map(|(logit, share)| share * sigmoid(logit + waited)).sum()
            })
            .collect()
    }

    /// Expected satisfaction over a law of waits, given as `(wait in seconds, mass)`; masses need not add up to 1.
    ///
    /// `None` without mass. The expectation of the logit is not the logit of the expectation: at high load, the
    /// mean wait put into the model errs by several points.
    #[must_use]
    pub fn expected(&self, waits: &[(f64, f64)], drivers: Drivers) -> Option<Fraction> {
        let at: Vec<f64> = waits.iter().map(|&(wait, _)| wait).collect();
        let mass: f64 = waits.iter().map(|&(_, mass)| mass).sum();
        let satisfied: f64 =
            self.by_wait_with(&at, drivers).iter().zip(waits).map(|(p, &(_, mass))| p * mass).sum();
        (mass > 0.0 && mass.is_finite()).then(|| Fraction::clamped(satisfied / mass))
    }

    /// Logits without the wait, and their shares, over the eight combinations.
    fn mix(&self, drivers: Drivers) -> [(f64, f64); 8] {
        let b = &self.effects;
        let two = |share: Fraction, effect: f64| [(effect, share.get()), (0.0, share.complement().get())];
        let resolved = two(drivers.resolution, b.resolved);
        let transferred = two(drivers.transferred, b.transfer);
        let newcomer = two(drivers.newcomers, b.newcomer);
        let base = self.intercept + b.repeat * drivers.repeats;
        std::array::from_fn(|place| {
            let (r, t, n) = (resolved[place & 1], transferred[place >> 1 & 1], newcomer[place >> 2 & 1]);
            (base + r.0 + t.0 + n.0, r.1 * t.1 * n.1)
        })
    }
}

/// The shift of the logit at which `value(shift)` is `today`.
///
/// `value` grows with the shift, from 0 to 1: the satisfaction of a whole plan, every channel's model shifted alike.
/// Bisection down to neighbouring numbers, so that `value` meets `today` to 1e-12. `None` when `today` is 0 or 1, or out
/// of the reach of a shift of 100.
///
/// ```
/// use staffplan::{experience::{Contact, Effects, SatisfactionModel, shift_to}, units::{Fraction, Seconds}};
/// // The shifted model gives today's value.
/// let contact =
///     Contact { wait: Seconds::new(30.0)?, resolved: true, repeats: 0.0, transfers: 0.0, newcomer: false };
/// let model = SatisfactionModel::new(Effects::default());
/// let value = |shift: f64| model.shifted(shift).satisfaction(contact).get();
/// let shift = shift_to(Fraction::new(0.83)?, value).unwrap();
/// assert!((value(shift) - 0.83).abs() < 1e-12);
/// # Ok::<(), staffplan::units::OutOfRange>(())
/// ```
#[must_use]
pub fn shift_to(today: Fraction, value: impl Fn(f64) -> f64) -> Option<f64> {
    let goal = today.get();
    let (mut low, mut high) = (-100.0, 100.0);
    let reached = goal > 0.0 && goal < 1.0 && value(low) <= goal && value(high) >= goal;
    if !reached {
        return None;
    }
    loop {
        let middle = f64::midpoint(low, high);
        if middle <= low || middle >= high {
            return Some(middle);
        }
        if value(middle) < goal { low = middle } else { high = middle }
    }
}

/// `1 / (1 + e^{−x})`, without overflow.
pub(super) fn sigmoid(x: f64) -> f64 {
    if x >= 0.0 { 1.0 / (1.0 + (-x).exp()) } else { x.exp() / (1.0 + x.exp()) }
}

/// `ln(1 + w / 60 s)` of a wait in seconds, dimensionless; a wait that is not positive is none. Waits that are felt in hours come in
/// divided by 60.
#[must_use]
pub fn wait_term(seconds: f64) -> f64 {
    (seconds.max(0.0) / WAIT_SCALE).ln_1p()
}
