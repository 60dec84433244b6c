//! Reading typed values: every reader gives the value, or a finding and `None`.

mod dates;
mod field;
mod hours;
mod number;
mod tenure;
mod time;
mod view;

pub(super) use field::Field;
pub(super) use number::{decimal, length, percent, unit};
pub(super) use tenure::{Band, band};
pub(super) use view::View;
