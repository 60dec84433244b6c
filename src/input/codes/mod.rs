//! Codes of diagnostics: E1 syntax and shape, E2 values, E3 references between parts, E4 data files, W5 plausibility.

mod explanation;
mod plausibility;
mod references;
mod shape;
mod values;

pub use explanation::{Explanation, all, explain};
