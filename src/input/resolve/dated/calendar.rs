//! `[calendar]`.

use super::holidays;
use crate::input::fields::{Field, View};
use crate::input::findings::Diagnostic;
use crate::model::{PlanCalendar, Settings};
use chrono::{Datelike, NaiveDate};
use std::collections::{BTreeMap, BTreeSet};

/// The calendar of a plan.
pub(in crate::input::resolve) fn calendar(root: &View<'_>, settings: &Settings) -> PlanCalendar {
    let Some(table) = root.view("calendar") else { return PlanCalendar::default() };
    PlanCalendar {
        closed: table.get("closed").map(|field| days(&field)).unwrap_or_default(),
        special_hours: table.view("special_hours").map(|hours| special_hours(&hours)).unwrap_or_default(),
        holidays: table.get("holidays").map(|field| free_days(&field, settings)).unwrap_or_default(),
    }
}

fn days(field: &Field<'_>) -> BTreeSet<NaiveDate> {
    field.dates().iter().flat_map(crate::calendar::DateSpan::iter).collect()
}

fn special_hours(table: &View<'_>) -> BTreeMap<NaiveDate, crate::calendar::DayHours> {
    table
        .each()
        .filter_map(|field| {
            let date = NaiveDate::parse_from_str(field.key, "%Y-%m-%d").ok();
            if date.is_none() {
                let message = format!("`{}` is no date", field.path);
                let help = "write dates like 2027-02-11 as keys";
                field.out.add(Diagnostic::error("E208", field.key_at, message).help(help));
            }
            Some((date?, field.day_hours()?))
        })
        .collect()
}

fn free_days(field: &Field<'_>, settings: &Settings) -> BTreeSet<NaiveDate> {
    let items = field.one_or_list();
    let built_in = |item: &Field<'_>| item.node.text().map(str::trim) == Some("cn");
    if !items.iter().any(built_in) {
        return days(field);
    }
    let (start, end) = (settings.start.year(), settings.end().year());
    if end > holidays::LAST_YEAR || start < holidays::FIRST_YEAR {
        let message = format!(
            "`{}` takes \"cn\": the built-in holidays are those announced for {} to {}, the plan runs from {start} to {end}",
            field.path,
            holidays::FIRST_YEAR,
            holidays::LAST_YEAR
        );
        let help =
            "other years have none: add them once announced, holidays = [\"cn\", \"2027-02-05..2027-02-11\"]";
        field.out.add(Diagnostic::warning("W514", field.node.at, message).help(help));
    }
    let more = items.iter().filter(|item| !built_in(item)).flat_map(days);
    holidays::china().into_iter().chain(more).collect()
}
