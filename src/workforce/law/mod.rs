//! The exact law of people where every seat lives its own life.
//!
//! A seat is filled, vacant or closed: its holder leaves or washes out, a requisition opens or does not, a replacement
//! starts `lead` steps later or is looked for again. Seats do not touch each other unless training seats are limited,
//! so a headcount is a sum of independent binomials: one for the seats of each opening cohort, one for those of each
//! step's planned hires. The separations of a seat are counted along with it.
//!
//! | symbol | identifier | meaning |
//! |---|---|---|
//! | `S(a)` | `stays` | probability that the holder is still there at the end of step `a` of holding the seat |
//! | `v(a)` | `requisitions` | probability that a requisition opens at the end of step `a` |
//! | `R(a)` | `starts` | probability that the first replacement starts at the beginning of step `a` |
//! | `P(a)` | `renewed` | probability that the seat is in a state (filled, productive …) in step `a` |
//! | `N(a)` | `separations` | number of people who have left the seat by the end of step `a` |
//!
//! `P(a) = own(a) + Σ R(s) P(a − s)`, and `P(N(a) = n) = Σ R(s) P(N(a − s) = n − 1)` with the seats that end empty.
//!
//! Source: \[Bartholomew1991\] for renewal of posts; the convolution is elementary.

mod distribution;
mod group;
mod product;
mod seat;

pub use distribution::HeadcountLaw;
pub use group::{GroupLaws, group_laws, has_exact_law, headcount_law};
