//! Levers on volume, in their order: fresh contacts, deflection, repeats, redials.

use crate::units::Fraction;

/// How often a contact that did not solve its matter comes again.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Repeats {
    /// Share of contacts that solve their matter.
    pub first_contact_resolution: Fraction,
    /// Share of the unsolved that come again.
    pub recontact: Fraction,
}

impl Repeats {
    /// Nobody comes again.
    pub const NONE: Self = Self { first_contact_resolution: Fraction::ONE, recontact: Fraction::ZERO };

    /// Share of contacts that is followed by another about the same matter: `(1 − FCR) · recontact`.
    #[must_use]
    pub const fn share(self) -> Fraction {
        Fraction::clamped(self.first_contact_resolution.complement().get() * self.recontact.get())
    }
}

/// What changes volume against the history.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct VolumeLevers {
    /// Repeats that the history already holds.
    pub in_history: Repeats,
    /// Repeats now.
    pub now: Repeats,
    /// Share of fresh contacts that never reach an agent, new since the history.
    pub deflection: Fraction,
}

/// Contacts after the levers; in the unit of the history they come from.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Volume {
    /// Contacts offered to agents, repeats included.
    pub offered: f64,
    /// Fresh contacts deflected.
    pub deflected: f64,
    /// Fresh contacts that reach an agent.
    pub fresh: f64,
    /// Contacts offered about a matter that came before: `offered − fresh`.
    pub repeats: f64,
}

impl VolumeLevers {
    /// The levers that change nothing.
    #[must_use]
    pub const fn none(in_history: Repeats) -> Self {
        Self { in_history, now: in_history, deflection: Fraction::ZERO }
    }

    /// Contacts offered where the history holds `contacts`:
    ///
    /// `fresh = contacts · (1 − (1 − f₀) r₀)`, `deflected = d · fresh`, and `offered` the fixed point of
    /// `λ = (1 − d) · fresh + (1 − f) r λ`, which is `(1 − d) · fresh / (1 − (1 − f) r)`.
    ///
    /// Without a change the history is reproduced exactly. `None` when now every contact is followed by another:
    /// the repeats never end.
    ///
    /// Assumes that a repeat is solved, and comes again, like a first contact. Source: \[deVericourt2005\] §2.
    ///
    /// ```
    /// use staffplan::{forecasting::{Repeats, VolumeLevers}, units::Fraction};
    /// // A baseline reproduces its history.
    /// let half = Fraction::new(0.5)?;
    /// let today = Repeats { first_contact_resolution: half, recontact: half };
    /// assert_eq!(VolumeLevers::none(today).apply(1000.0).unwrap().offered, 1000.0);
    /// # Ok::<(), staffplan::units::OutOfRange>(())
    /// ```
    #[must_use]
    pub fn apply(self, contacts: f64) -> Option<Volume> {
        let first_before = self.in_history.share().complement().get();
        let first_now = self.now.share().complement().get();
        let fresh = contacts * first_before;
        let reach = self.deflection.complement().get();
        let grown = if self.now == self.in_history { 1.0 } else { first_before / first_now };
        let offered = contacts * reach * grown;
        (first_now > 0.0 && offered.is_finite()).then(|| Volume {
            offered,
            deflected: self.deflection.get() * fresh,
            fresh: reach * fresh,
            repeats: (offered - reach * fresh).max(0.0),
        })
    }
}

/// Contacts offered with redials when a known share gives up: `first / (1 − redial · lost)`.
///
/// The fixed point of `λ = first + redial · lost · λ`. `None` when everybody gives up and everybody redials.
#[must_use]
pub fn with_redials(first_attempts: f64, redial: Fraction, lost: Fraction) -> Option<f64> {
    let ends = 1.0 - redial.get() * lost.get();
    (ends > 0.0).then(|| first_attempts / ends).filter(|offered| offered.is_finite())
}

/// Contacts offered with redials when the share that gives up depends on them: the least `λ` with
/// `λ = first + redial · lost(λ) · λ`.
///
/// `lost(λ)` is a share that does not fall as `λ` grows; more load never makes fewer give up, so the attempts rise from
/// `first` to the fixed point. `None` when they grow past a million times `first`: there is none to speak of.
#[must_use]
pub fn with_redials_until_settled(
    first_attempts: f64,
    redial: Fraction,
    lost: impl Fn(f64) -> Fraction,
) -> Option<f64> {
    const ROUNDS: usize = 10_000;
    const TOLERANCE: f64 = 1e-12;
    let mut offered = first_attempts;
    for _ in 0..ROUNDS {
        let next = first_attempts + redial.get() * lost(offered).get() * offered;
        if !next.is_finite() || next > 1e6 * first_attempts {
            return None;
        }
        if (next - offered).abs() <= TOLERANCE * next {
            return Some(next);
        }
        offered = next;
    }
    None
}
