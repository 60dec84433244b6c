//! What money buys: contacts answered, and what one more person does to service.

mod contacts;
mod margin;

pub(in crate::engine) use contacts::{answered, put_contacts};
pub(in crate::engine) use margin::margins;
