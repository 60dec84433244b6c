//! Levers beside hiring: overtime, temporary people, outsourcing.

use crate::calendar::Month;
use crate::input::fields::View;
use crate::input::resolve::scope::Scope;
use crate::units::Fraction;
use std::collections::BTreeMap;

fn table<'a>(view: &View<'a>, key: &str, scope: &Scope<'_>) -> Option<View<'a>> {
    let table = view.view(key)?;
    if let Some((first, last)) = scope.horizon {
        table.within(first, last);
    }
    Some(table)
}

/// Overtime hours by month.
pub(super) fn overtime(view: &View<'_>, scope: &Scope<'_>) -> BTreeMap<Month, f64> {
    let Some(table) = table(view, "overtime", scope) else { return BTreeMap::new() };
    table.months(|field| {
        let hours = field.long_hours()?;
        if hours > 1e8 {
            let message = format!("`{}` is {}, at most 100000000 h are allowed", field.path, field.shown());
            field.refuse("E201", message, "hours of the whole team in that month");
            return None;
        }
        Some(hours)
    })
}

/// Temporary people by month.
pub(super) fn temporary(view: &View<'_>, scope: &Scope<'_>) -> BTreeMap<Month, f64> {
    let Some(table) = table(view, "temporary", scope) else { return BTreeMap::new() };
    table.months(|field| field.between(0.0, 1e6))
}

/// Outsourced shares by channel and month.
pub(super) fn outsourcing(view: &View<'_>, scope: &Scope<'_>) -> BTreeMap<usize, BTreeMap<Month, Fraction>> {
    let Some(table) = view.view("outsourcing") else { return BTreeMap::new() };
    table
        .each()
        .filter_map(|entry| {
            let channel = scope.channel_key(&entry);
            let months = entry.view()?;
            if let Some((first, last)) = scope.horizon {
                months.within(first, last);
            }
            Some((channel?, months.months(|field| field.share())))
        })
        .collect()
}
