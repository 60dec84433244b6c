//! Steady states: what a queue does once it has forgotten how it began.
//!
//! Each model has a file: lost contacts ([`erlang_b`]), patient customers ([`erlang_c`]), customers who give up
//! ([`erlang_a`]), several conversations an agent ([`chat`]).

pub mod chat;
pub mod erlang_a;
pub mod erlang_b;
pub mod erlang_c;
