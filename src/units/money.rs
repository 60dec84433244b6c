//! Amounts of money in the plan's one currency.

use super::quantity::quantity;

quantity! {
    /// An amount in the plan's currency. The limit keeps every sum over a plan finite and exact to the cent.
    Money, "an amount of money", "between 0 and 1e12", |m| (0.0..=1e12).contains(&m)
}
