//! What events do to demand, a row a day.

use crate::engine::{EventPhase, EventUplift, Unused};
use crate::report::table::{Cell, Column, Content, Table};
use std::collections::BTreeMap;

/// Every phase of every event within the horizon, by channel: its factor, the range of the next occurrence, and from
/// how many past ones it was learnt (`channels` names them by index); beneath it the past days that taught nothing, and why.
#[must_use]
pub fn by_day(uplifts: &[EventUplift], channels: &[String]) -> Table {
    let columns = vec![
        Column::words("event"),
        Column::words("channel"),
        Column::labels("day"),
        Column::labels("first on").spare(1),
        Column::figures("times", "ordinary"),
        Column::figures("p10–p90", ""),
        Column::figures("learnt", "from"),
    ];
    let mut table = Table::new("What events do to demand, by day, in times of an ordinary day", columns);
    for uplift in uplifts {
        let channel = channels.get(uplift.channel).map_or("?", String::as_str);
        for (at, phase) in uplift.phases.iter().enumerate() {
            let head = |words: &str| if at == 0 { Cell::text(words) } else { Cell::blank() };
            let (range, learnt) = if uplift.stated {
                (Cell::blank(), Cell::text("stated"))
            } else {
                let range = Content::NumberRange { low: phase.low, high: phase.high, decimals: 2 };
                (range.into(), Cell::text(phase.occurrences.to_string()))
            };
            table.rows.push(vec![
                head(&uplift.event),
                head(channel),
                Cell::text(place(phase.phase)),
                Cell::text(phase.date.to_string()),
                Cell::number(Some(phase.factor), 2, ""),
                range,
                learnt,
            ]);
        }
        table.notes.extend(unused(uplift, channel));
    }
    table
}

/// "2 before", "day +3", "1 after"; days of the event count from its anchor.
pub(in crate::report) fn place(phase: EventPhase) -> String {
    match phase {
        EventPhase::Lead(days) => format!("{days} before"),
        EventPhase::During(0) => "day 0".into(),
        EventPhase::During(days) => format!("day {days:+}"),
        EventPhase::Tail(days) => format!("{days} after"),
    }
}

/// One sentence a reason: how many past days it took, and the first.
fn unused(uplift: &EventUplift, channel: &str) -> Vec<String> {
    let mut by_reason: BTreeMap<String, (usize, chrono::NaiveDate)> = BTreeMap::new();
    for day in &uplift.unused {
        by_reason.entry(why(&day.why)).or_insert((0, day.date)).0 += 1;
    }
    let sentence = |(why, (count, first)): (String, (usize, chrono::NaiveDate))| {
        let days = if count == 1 {
            format!("{first} teaches")
        } else {
            format!("{count} days from {first} on teach")
        };
        format!("`{}` on `{channel}`: {days} nothing: {why}", uplift.event)
    };
    by_reason.into_iter().map(sentence).collect()
}

fn why(unused: &Unused) -> String {
    match unused {
        Unused::Closed => "closed, or open for other hours than usual".into(),
        Unused::Missing => "missing in the history, in part or as a whole".into(),
        Unused::Outage => "an outage, or the day after".into(),
        Unused::Shared(other) => format!("a day of `{other}` too"),
    }
}
