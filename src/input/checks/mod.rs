//! Checks that need more than one value: keys against the table of keys, layers, and parts against each other.

mod across;
mod channels;
mod events;
mod keys;
mod layers;
mod moves;
mod teams;

pub(super) use across::across;
pub(super) use events::events;
pub(super) use keys::unknown;
pub(super) use layers::layer;
