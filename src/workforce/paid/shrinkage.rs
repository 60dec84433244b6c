//! Shrinkage: the paid time that people are not on their contacts, and the people it takes to be there all the same.

use crate::units::{Agents, Decimal, Fraction, Headcount};

/// Rounding noise of a sum of shares.
const SLACK: f64 = 1e-9;

/// Nobody is left on seat: the shrinkage is 100 %.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a shrinkage of 100% leaves nobody on seat")]
pub struct NobodyOnSeat;

/// People rostered so that a need on seat is met: `need / (1 − shrinkage)`, never `need × (1 + shrinkage)`.
///
/// # Errors
/// [`NobodyOnSeat`] at a shrinkage of 1, even for a need of 0.
///
/// ```
/// use staffplan::{units::Fraction, workforce::rostered};
/// let rostered = rostered(50.0, Fraction::new(0.31)?)?;
/// assert!((rostered * 0.69 - 50.0).abs() < 1e-12);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn rostered(need: f64, shrinkage: Fraction) -> Result<f64, NobodyOnSeat> {
    let there = shrinkage.complement().get();
    if there > 0.0 { Ok(need / there) } else { Err(NobodyOnSeat) }
}

/// Whole people rostered for whole people on seat: `⌈on seat ÷ (1 − shrinkage)⌉` in decimals, where 21 ÷ 0.7 is 30.
///
/// The shrinkage is the decimal that its float stands for ([`Decimal::of`]). At most `u32::MAX` people.
///
/// # Errors
/// [`NobodyOnSeat`] at a shrinkage of 1.
///
/// ```
/// use staffplan::{units::{Agents, Fraction, Headcount}, workforce::rostered_heads};
/// assert_eq!(rostered_heads(Agents(21), Fraction::new(0.3)?)?, Headcount(30));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn rostered_heads(on_seat: Agents, shrinkage: Fraction) -> Result<Headcount, NobodyOnSeat> {
    if shrinkage >= Fraction::ONE {
        return Err(NobodyOnSeat);
    }
    let whole = Decimal::from(1);
    let there = Decimal::of(shrinkage.get()).and_then(|away| whole.checked_sub(away));
    let heads = match there.and_then(|there| Decimal::from(on_seat.0).checked_div(there)) {
        Some(people) => people.ceil(),
        // Too small a shrinkage for 38 digits: more than nobody, less than one person's.
        None => i128::from(on_seat.0) + i128::from(on_seat.0 > 0),
    };
    Ok(Headcount(u32::try_from(heads).unwrap_or(u32::MAX)))
}

/// Shrinkage of parts that are all shares of the same paid hours: their sum. `None` above 1.
///
/// ```
/// use staffplan::{units::Fraction, workforce::additive};
/// let parts = [Fraction::new(0.25)?, Fraction::new(0.5)?];
/// assert_eq!(additive(&parts).map(Fraction::get), Some(0.75));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[must_use]
pub fn additive(parts: &[Fraction]) -> Option<Fraction> {
    let sum: f64 = parts.iter().map(|part| part.get()).sum();
    (sum <= 1.0 + SLACK).then(|| Fraction::clamped(sum))
}

/// Shrinkage of stages that each take their share of what the stage before left: `1 − Π (1 − s)`.
///
/// Stages are, in order, what takes people off the premises (leave, sickness), off the floor (meetings, training,
/// breaks) and off their contacts (adherence). Parts of one stage add up first ([`additive`]).
///
/// ```
/// use staffplan::{units::Fraction, workforce::staged};
/// let stages = [Fraction::new(0.5)?, Fraction::new(0.5)?];
/// assert_eq!(staged(&stages).get(), 0.75);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[must_use]
pub fn staged(stages: &[Fraction]) -> Fraction {
    let there: f64 = stages.iter().map(|stage| stage.complement().get()).product();
    Fraction::clamped(1.0 - there)
}
