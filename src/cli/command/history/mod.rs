//! `plan history`: what files of inquiries hold, and their counts by interval.

mod counted;
mod reading;
mod run;
mod said;

pub(in crate::cli) use run::run;
