//! Events: what is learnt of their past, what they do to the days to come, and what is refused.

#![expect(clippy::unwrap_used, reason = "a test stops where its premise fails")]

mod desk;
mod plans;
mod refusals;
mod uplift;
