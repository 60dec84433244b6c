//! Cautions about demand in words.

use super::codes::code;
use super::words::{Names, counted, text};
use crate::engine::demand_outlook::{NoForecast, OutlookCaution};
use crate::report::write::{number, percent};
use chrono::Weekday;

/// Code of a channel without a forecast.
pub const NO_FORECAST: &str = "C406";

/// The code of a caution.
#[must_use]
pub const fn demand_code(caution: &OutlookCaution) -> &'static str {
    use OutlookCaution as C;
    match caution {
        C::PlainMean { .. } => "C401",
        C::ClosedWeekdays { .. } => "C402",
        C::EndsEarly { .. } => "C403",
        C::SpreadEvenly { .. } => "C404",
        C::ShortHistory { .. } => "C405",
        C::CountingRanges => "C407",
        C::LastDayCut { .. } => "C408",
        C::Plan(caution) => code(caution),
    }
}

/// The sentence of a caution of a channel; lower case, no full stop.
#[must_use]
pub fn demand_text(caution: &OutlookCaution, channel: &str, names: &Names<'_>) -> String {
    use OutlookCaution as C;
    match caution {
        C::PlainMean { found, days } => format!(
            "`{channel}` has contacts on {} of {days}: too few to tell its weekdays apart, so a mean stands for all of them",
            counted(*found, "day")
        ),
        C::ClosedWeekdays { weekdays, contacts } => closed(channel, weekdays, *contacts),
        C::EndsEarly { last, days } => format!(
            "the rows of `{channel}` end on {last}, {days} days before the last day used: has the channel ended?"
        ),
        C::SpreadEvenly { own, asked } => format!(
            "`{channel}` has intervals of {own} min; those of {asked} min are even parts of them, for nothing is known within"
        ),
        C::ShortHistory { days } => {
            format!(
                "the history of `{channel}` has {days} days, less than eight weeks: its last four weeks are averaged in"
            )
        }
        C::CountingRanges => format!(
            "ranges of `{channel}` hold only the luck of counting: nothing tells how far its days stray from the `volume`"
        ),
        C::LastDayCut { date, seen: Some(seen) } => format!(
            "the last day of `{channel}`, {date}, is cut: about {} of it was seen, and it is scaled up",
            percent(*seen)
        ),
        C::LastDayCut { date, seen: None } => {
            format!("the last day of `{channel}`, {date}, lacks most of its contacts and is left out")
        }
        C::Plan(caution) => text(caution, names),
    }
}

fn closed(channel: &str, weekdays: &[Weekday], contacts: f64) -> String {
    let names: Vec<String> = weekdays.iter().map(Weekday::to_string).collect();
    let left_out = if contacts > 0.0 {
        format!("; contacts of such days are left out ({})", number(contacts, 0))
    } else {
        String::new()
    };
    format!(
        "`{channel}` is taken to be closed on {}, for hardly a contact ever came then{left_out}",
        names.join(", ")
    )
}

/// Why a channel has no forecast; lower case, no full stop.
#[must_use]
pub fn no_forecast_text(channel: &str, why: NoForecast) -> String {
    match why {
        NoForecast::NoRows => {
            format!("`{channel}` has no row up to the last day used, so it has no forecast")
        }
        NoForecast::NoContacts => {
            format!("`{channel}` has rows and not one contact on the days that count, so it has no forecast")
        }
        NoForecast::TooFewDays { found, needed } => format!(
            "`{channel}` has {} that can be learnt from, and a forecast takes {needed}: read a longer history",
            counted(found, "day")
        ),
    }
}
