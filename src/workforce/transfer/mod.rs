//! Groups that roll forward together, because people move between them.
//!
//! On the first day of a step trained people of a group's entry grade change into the entry grade of another, in
//! proportion to their cohorts. They keep their tenure and their place on the ramp, and from then on leave, work and rise
//! as people there do. All who move on one day are chosen before anybody arrives; those who start that day do not move.
//! A move is no separation: nobody is replaced for it.
//!
//! People who have moved are known by where they started, so that their luck is the same in every scenario that moves
//! them. Moves of more people than there are take those who are there, which is not linear: expected values are a mean
//! field there.

mod exchange;
mod linked;

pub use exchange::Move;
pub use linked::LinkedGroups;
