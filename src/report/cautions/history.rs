//! Cautions about a history in words.

use super::words::counted;
use crate::calendar::DateSpan;
use crate::engine::history::{HistoryCaution, OddDay, PartDay, Picture};
use crate::report::document::Item;
use crate::report::table::Tone;
use crate::report::write::{number, percent};
use chrono::{NaiveDate, NaiveTime, Weekday};

/// Dates, or runs of them, that a sentence lists.
const LISTED: usize = 6;

/// The code of a caution.
#[must_use]
pub const fn history_code(caution: &HistoryCaution) -> &'static str {
    use HistoryCaution as C;
    match caution {
        C::MissingDays { .. } => "C301",
        C::PartialDays { .. } => "C302",
        C::Gaps { .. } => "C303",
        C::Spikes { .. } => "C304",
        C::Collapses { .. } => "C305",
        C::LevelShifts { .. } => "C306",
        C::ClosedWeekdays { .. } => "C307",
        C::OddHours { .. } => "C308",
        C::ClockChanges { .. } => "C309",
        C::ShortHistory { .. } => "C310",
        C::AllAnswered { .. } => "C311",
    }
}

/// Where a caution belongs: `channel.chat`, or nowhere in particular.
#[must_use]
pub fn history_place(caution: &HistoryCaution, picture: &Picture) -> Option<String> {
    channel(caution).map(|at| format!("channel.{}", name(picture, at)))
}

/// All cautions of a picture, the gravest first.
#[must_use]
pub fn history_items(picture: &Picture) -> Vec<Item> {
    let mut cautions: Vec<&HistoryCaution> = picture.cautions.iter().collect();
    cautions.sort_by_key(|caution| history_code(caution));
    let item = |caution: &HistoryCaution| Item {
        mark: history_code(caution).into(),
        tone: Tone::Faint,
        text: history_text(caution, picture),
    };
    cautions.into_iter().map(item).collect()
}

/// The sentence of a caution; lower case, no full stop.
#[must_use]
pub fn history_text(caution: &HistoryCaution, picture: &Picture) -> String {
    use HistoryCaution as C;
    let of = channel(caution).map_or("", |at| name(picture, at));
    match caution {
        C::MissingDays { spans, .. } => missing(of, spans),
        C::PartialDays { parts, .. } => format!(
            "`{of}` has days that begin late or end early: {}; is the export cut there?",
            parts_in_words(parts)
        ),
        C::Gaps { parts, .. } => {
            format!("`{of}` has hours without rows amid a day: {}", parts_in_words(parts))
        }
        C::Spikes { days, .. } => format!(
            "`{of}` has {} far above others of the weekday: {}; name a sale or the like as an `[event.NAME]` with its `dates`",
            counted(days.len(), "day"),
            odd_days(days)
        ),
        C::Collapses { days, .. } => format!(
            "`{of}` has {} far below others of the weekday: {}; name an outage or a holiday as an `[event.NAME]` \
             with its `kind`",
            counted(days.len(), "day"),
            odd_days(days)
        ),
        C::LevelShifts { days, .. } => shifts(of, days),
        C::ClosedWeekdays { weekdays, exceptions, .. } => closed(of, weekdays, exceptions),
        C::OddHours { share, opens, closes, .. } => format!(
            "{} of the contacts of `{of}` lie outside {}; is the time zone right, and are these the `hours`?",
            little(*share),
            hours(*opens, *closes)
        ),
        C::ClockChanges { forward, back } => clocks(forward, back),
        C::ShortHistory { channels, least } => format!(
            "{} less than {least} days: too few to tell which of them are out of the ordinary",
            covers(picture, channels)
        ),
        C::AllAnswered { .. } => format!(
            "the files of `{of}` do not say who gave up: its service level takes all contacts as answered"
        ),
    }
}

const fn channel(caution: &HistoryCaution) -> Option<usize> {
    use HistoryCaution as C;
    match caution {
        C::MissingDays { channel, .. }
        | C::PartialDays { channel, .. }
        | C::Gaps { channel, .. }
        | C::Spikes { channel, .. }
        | C::Collapses { channel, .. }
        | C::LevelShifts { channel, .. }
        | C::ClosedWeekdays { channel, .. }
        | C::AllAnswered { channel }
        | C::OddHours { channel, .. } => Some(*channel),
        C::ClockChanges { .. } | C::ShortHistory { .. } => None,
    }
}

fn name(picture: &Picture, at: usize) -> &str {
    picture.channels.get(at).map_or("?", |channel| channel.channel.as_str())
}

/// "`chat` covers", "`chat` and 2 other channels cover".
fn covers(picture: &Picture, channels: &[usize]) -> String {
    match channels {
        [] => String::new(),
        [one] => format!("`{}` covers", name(picture, *one)),
        [one, rest @ ..] => {
            format!("`{}` and {} cover", name(picture, *one), counted(rest.len(), "other channel"))
        }
    }
}

fn missing(of: &str, spans: &[DateSpan]) -> String {
    let days: i64 = spans.iter().map(DateSpan::days).sum();
    format!(
        "`{of}` has no rows on {}: {}; they count as unknown, not as zero",
        counted(usize::try_from(days).unwrap_or(usize::MAX), "day"),
        listed(spans.iter().map(|span| run(span.first, span.last)))
    )
}

fn parts_in_words(parts: &[PartDay]) -> String {
    let part = |part: &PartDay| {
        format!("{} lacks {} ({} of its contacts)", part.date, hours(part.from, part.to), percent(part.share))
    };
    listed(parts.iter().map(part))
}

/// `2025-11-01 to 2025-11-12 (1.8 to 2.4 times)`.
fn odd_days(days: &[OddDay]) -> String {
    let next = |one: &OddDay, other: &OddDay| one.date.succ_opt() == Some(other.date);
    let in_words = |days: &[OddDay]| {
        let factors = || days.iter().map(|day| day.factor);
        let (least, most) = (factors().fold(f64::INFINITY, f64::min), factors().fold(0.0, f64::max));
        let (least, most) = (number(least, 2), number(most, 2));
        let times = if least == most { most } else { format!("{least} to {most}") };
        let dates = days.first().zip(days.last()).map(|(first, last)| run(first.date, last.date));
        format!("{} ({times} times)", dates.unwrap_or_default())
    };
    listed(days.chunk_by(next).map(in_words))
}

fn shifts(of: &str, days: &[OddDay]) -> String {
    let shift = |day: &OddDay| format!("{} times the old from {} on", number(day.factor, 2), day.date);
    let both_ways = days.iter().any(|day| day.factor > 1.0) && days.iter().any(|day| day.factor < 1.0);
    let question = if both_ways && days.len() > 2 {
        "are these seasons?"
    } else {
        "do the days before still tell of the future?"
    };
    format!("the level of `{of}` jumped: {}; {question}", listed(days.iter().map(shift)))
}

fn closed(of: &str, weekdays: &[Weekday], exceptions: &[NaiveDate]) -> String {
    let names: Vec<&str> = weekdays.iter().map(|day| weekday(*day)).collect();
    let but = match exceptions {
        [] => String::new(),
        dates => format!(", but on {}", listed(dates.iter().map(NaiveDate::to_string))),
    };
    format!("`{of}` has no rows on {}{but}; it seems to be closed then", and(&names))
}

const fn weekday(day: Weekday) -> &'static str {
    match day {
        Weekday::Mon => "Mondays",
        Weekday::Tue => "Tuesdays",
        Weekday::Wed => "Wednesdays",
        Weekday::Thu => "Thursdays",
        Weekday::Fri => "Fridays",
        Weekday::Sat => "Saturdays",
        Weekday::Sun => "Sundays",
    }
}

fn clocks(forward: &[NaiveDate], back: &[NaiveDate]) -> String {
    let moved = |dates: &[NaiveDate], what: &str| {
        (!dates.is_empty()).then(|| format!("{what} on {}", listed(dates.iter().map(NaiveDate::to_string))))
    };
    let parts = [moved(forward, "forward"), moved(back, "back")];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    format!("clocks were put {}; these days are shorter or longer than others", parts.join(" and "))
}

/// A share in per cent, with the digits that a small one needs.
fn little(share: f64) -> String {
    if share < 0.001 { format!("{}%", number(share * 100.0, 3)) } else { percent(share) }
}

/// `09:00-24:00`.
fn hours(from: NaiveTime, to: NaiveTime) -> String {
    let end = if to == NaiveTime::MIN { "24:00".to_owned() } else { to.format("%H:%M").to_string() };
    format!("{}-{end}", from.format("%H:%M"))
}

fn run(first: NaiveDate, last: NaiveDate) -> String {
    if first == last { first.to_string() } else { format!("{first} to {last}") }
}

/// The first few, and how many more there are.
fn listed(parts: impl Iterator<Item = String>) -> String {
    let mut shown: Vec<String> = parts.collect();
    let all = shown.len();
    shown.truncate(LISTED);
    if all > LISTED {
        shown.push(format!("and {} more", all - LISTED));
    }
    shown.join(", ")
}

fn and(names: &[&str]) -> String {
    match names {
        [first @ .., last] if !first.is_empty() => format!("{} and {last}", first.join(", ")),
        other => other.concat(),
    }
}
