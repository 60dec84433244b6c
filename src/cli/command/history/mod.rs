//! `plan history`: what files of inquiries hold, and their counts by interval.

mod counted;
mod run;

pub(in crate::cli) use run::run;
