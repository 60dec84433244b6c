//! How files are written and what stands in their columns.

mod encoding;
mod form;
mod plausible;
mod sample;

pub(super) use form::Form;
pub(super) use plausible::{Script, script};
pub(super) use sample::{Column, Sample};
