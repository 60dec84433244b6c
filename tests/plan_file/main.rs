//! Plan files: the example of the interface, layers over the baseline, and the table of keys.

mod desk;
mod example;
mod keys;
mod layers;
