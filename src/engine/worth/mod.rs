//! What money buys: what one more person does to service.

mod margin;

pub(in crate::engine) use margin::margins;
