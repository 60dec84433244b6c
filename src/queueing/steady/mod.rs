//! Steady states: what a queue does once it has forgotten how it began.
//!
//! | model | answers |
//! |---|---|
//! | [`erlang_b`] | lost contacts |
//! | [`erlang_c`] | patient customers |
//! | [`erlang_a`] | customers who give up |
//! | [`finite`] | so many telephone lines, patient or not |
//! | [`redial`] | blocked and lost contacts that come back (Erlang X) |
//! | [`chat`] | several conversations an agent |
//! | [`blend`] | calls and work that can wait |
//! | [`general`] | handling times that are not exponential |
//! | [`uncertain`] | an arrival rate that is not known for sure |

pub mod blend;
pub mod chat;
pub mod erlang_a;
pub mod erlang_b;
pub mod erlang_c;
pub mod finite;
pub mod general;
mod quadrature;
pub mod redial;
mod spare;
pub mod uncertain;
