//! People to roster for people on seat.

use crate::units::{Agents, Decimal, Fraction};
use crate::workforce::{rostered, rostered_heads};

/// `on seat ÷ (1 − shrinkage)`, before any rounding up: 21 ÷ 0.7 is 30. `None` where nobody is left on seat.
#[must_use]
pub fn rostered_share(agents: u32, shrinkage: Fraction) -> Option<f64> {
    let there = Decimal::of(shrinkage.get()).and_then(|away| Decimal::from(1).checked_sub(away));
    match there.and_then(|there| Decimal::from(agents).checked_div(there)) {
        Some(people) => Some(people.get()),
        None => rostered(f64::from(agents), shrinkage).ok(),
    }
}

/// The same in whole people. `None` where nobody is left on seat.
#[must_use]
pub fn rostered_people(agents: u32, shrinkage: Fraction) -> Option<u32> {
    rostered_heads(Agents(agents), shrinkage).ok().map(|heads| heads.0)
}
