//! Whole numbers out of real ones.

/// The whole part of a number that counts something: zero when it is negative or not a number.
#[expect(clippy::cast_possible_truncation, reason = "the whole part is what is asked; the cast saturates")]
pub(super) const fn whole(x: f64) -> usize {
    x as usize
}

/// The whole part of a number of agents, at most `u32::MAX`.
#[expect(clippy::cast_possible_truncation, reason = "the whole part is what is asked; the cast saturates")]
pub(super) const fn whole_agents(x: f64) -> u32 {
    x as u32
}
