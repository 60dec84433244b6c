//! Which columns part satisfied from dissatisfied without overlap.

use super::driver::Driver;
use crate::experience::{Answers, LogitFit};

/// The columns at fault where rows are separated, of those from `first` on: those that part them alone; else each without which
/// the others overlap; else all, which part them together.
#[must_use]
pub(super) fn at_fault(rows: &[Answers], (used, first): (&[Driver], usize)) -> Vec<Driver> {
    let those = |at_fault: &dyn Fn(usize) -> bool| -> Vec<Driver> {
        let each = used.iter().enumerate().filter(|(at, _)| at_fault(first + at));
        each.map(|(_, driver)| *driver).collect()
    };
    let alone = those(&|column| parts(rows, column));
    if !alone.is_empty() {
        return alone;
    }
    let without = those(&|column| LogitFit::new(&left(rows, column)).is_ok_and(|fit| !fit.separated));
    if without.is_empty() { used.to_vec() } else { without }
}

/// Whether every value among the satisfied is on one side of every value among the others, or at the border.
fn parts(rows: &[Answers], column: usize) -> bool {
    let ends = |is_satisfied: bool| {
        let values = rows.iter().filter(|row| (row.satisfied > 0.0) == is_satisfied).map(|row| row.x[column]);
        values.fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), x| (low.min(x), high.max(x)))
    };
    let (satisfied, others) = (ends(true), ends(false));
    satisfied.1 <= others.0 || others.1 <= satisfied.0
}

/// The rows without a column.
fn left(rows: &[Answers], column: usize) -> Vec<Answers> {
    let mut rows = rows.to_vec();
    for row in &mut rows {
        row.x.remove(column);
    }
    rows
}
