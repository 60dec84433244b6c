//! Luck: counter-based random numbers, and the binomial and hypergeometric numbers that they are turned into.
//!
//! A number is a function of its key and nothing else: no state passes from one draw to the next, so results do
//! not depend on the order of work, and scenarios that share a seed share their luck.

mod binomial;
mod hypergeometric;
mod key;
mod normal;
mod thresholds;

pub use binomial::{Chance, binomial};
pub use hypergeometric::{Urn, hypergeometric};
pub use key::{Purpose, Stream, splitmix64};
pub use normal::inverse_normal;
pub(super) use thresholds::Thresholds;
