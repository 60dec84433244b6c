//! Plan files: the example of the interface, layers over the baseline, and the table of keys.

#![expect(clippy::unwrap_used, reason = "a test stops where its desk cannot be laid")]

mod desk;
mod example;
mod keys;
mod layers;
