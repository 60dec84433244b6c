//! Presence: shifts and the unpaid break in them.

use crate::input::fields::{Field, View};
use crate::model::{Shift, Week};

/// Shifts of a team; every one holds the paid hours of a day and the unpaid break.
pub(super) fn shifts(view: &View<'_>, week: Week) -> Vec<Shift> {
    let unpaid = view.get("break").and_then(|field| field.duration()).map(|seconds| seconds.get() / 60.0);
    let Some(field) = view.get("shifts") else { return Vec::new() };
    let items = field.one_or_list();
    if items.len() > 200 {
        field.refuse(
            "E201",
            format!("`{}` has {} shifts", field.path, items.len()),
            "at most 200 are allowed",
        );
        return Vec::new();
    }
    let shifts: Vec<Shift> = items.iter().filter_map(|item| shift(item, week, unpaid)).collect();
    shifts
}

fn shift(item: &Field<'_>, week: Week, unpaid: Option<f64>) -> Option<Shift> {
    let (start, end) = item.clock_span()?;
    if start == end || start == 1440 {
        item.refuse("E207", format!("`{}` holds {}, a shift without length", item.path, item.shown()), "");
        return None;
    }
    let end = if end < start { end + 1440 } else { end };
    let presence = f64::from(end - start);
    let paid = week.hours * 60.0;
    let fits = match unpaid {
        Some(unpaid) => (presence - paid - unpaid).abs() < 0.5,
        None => presence - paid > -0.5,
    };
    if !fits {
        let hours = |minutes: f64| format!("{} h", (minutes / 6.0).round() / 10.0);
        let found = match unpaid {
            Some(unpaid) => format!("{} paid and {} of break", hours(paid), hours(unpaid)),
            None => format!("{} paid", hours(paid)),
        };
        let message =
            format!("`{}` holds {}: {} of presence for {found}", item.path, item.shown(), hours(presence));
        let help = "presence is the paid hours of `week` and an unpaid `break`";
        item.refuse("E306", message, help);
        return None;
    }
    Some(Shift { start, end })
}
