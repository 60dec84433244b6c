//! Service through a whole day, exactly: the law of the number present followed state by state.
//!
//! The same day as in [`carry_over`](super::carry_over), which evaluates it some fifteen times faster on coarse cells; here to
//! 1e-6, for the days that are shown and for staffing that must hold. Arrivals are Poisson with a constant rate in
//! each slot, handling and patience exponential, first come first served. The day opens empty. At a rise new people
//! take waiting contacts at once. At a drop the idle leave first, then people who finish the contact in hand: that
//! contact leaves the system with them. After the last slot its staff stay.
//!
//! | part | noun |
//! |---|---|
//! | `day` | the day, slot by slot |
//! | `follower` | the day followed again where its staff are changed |
//! | `walk` | the law on its way through a slot |
//! | `pieces` | a slot cut where its arrivals begin to see other staff |
//! | `look` | what an arrival sees |
//! | `opening` | the morning while everyone is served at once, in closed form |
//! | `law` | the law of the number present |
//! | `step` | the law moved through time by a rational exponential |
//! | `poles` | that rational exponential |
//! | `in_time` | who is answered within the threshold, and who ever |
//! | `remaining` | how long patient contacts still wait |
//!
//! Source: the exhaustive rule of \[Ingolfsson2007\]; rational approximation of the exponential on a parabola after
//! \[Trefethen2006\]. Plain uniformization is kept in the tests as its oracle.

mod day;
mod follower;
mod in_time;
mod law;
mod look;
mod opening;
mod pieces;
mod poles;
mod remaining;
mod step;
mod walk;

pub use day::{day, exact_day};
pub use follower::Follower;
