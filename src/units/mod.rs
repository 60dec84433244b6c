//! The quantities of the field, each with its unit and its range.
//!
//! A newtype is checked once, where it is made, and carried through the doors between rooms; inside a kernel
//! the plain `f64` stands beside the paper's algebra. Operators exist only where the result has a meaning.

mod decimal;
mod fraction;
mod load;
mod money;
mod people;
mod quantity;
mod seconds;

pub use decimal::{Decimal, NotDecimal};
pub use fraction::Fraction;
pub use load::{Erlangs, Rate};
pub use money::Money;
pub use people::{Agents, Fte, Headcount};
pub use quantity::OutOfRange;
pub use seconds::Seconds;
