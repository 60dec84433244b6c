//! `plan.history/1`: what files came to, for programs; keys and their order are a contract.

use crate::engine::history::{ChannelPicture, CourseBy, HistoryCaution, OddDay, Stretch};
use crate::model::{FileRead, HistoryKind, Reject};
use crate::report::cautions::{history_code, history_place, history_text};
use crate::report::history::History;
use crate::report::write::escape::shown_json;
use chrono::NaiveDateTime;
use serde_json::{Value, json};

/// Name and number of the format.
const FORMAT: &str = "plan.history/1";
/// Rejected rows of a file that are listed.
const REJECTS: usize = 100;

/// One object, indented. Ends its line.
#[must_use]
pub fn history_json(history: &History<'_>) -> String {
    let definition = history.terms.goal.map(|goal| {
        json!({
            "share": goal.share.get(),
            "within_seconds": goal.within.get(),
            "sl_definition": crate::model::question::Goals {
                definition: history.terms.definition,
                ..Default::default()
            }
            .definition_name(),
        })
    });
    let document = json!({
        "format": FORMAT,
        "version": history.version,
        "inputs_sha256": history.inputs_sha256,
        "timezone": history.timezone,
        "target": definition,
        "files": history.files.iter().map(file).collect::<Vec<_>>(),
        "channels": history.picture.channels.iter().map(channel).collect::<Vec<_>>(),
        "cautions": history.picture.cautions.iter().map(|one| caution(history, one)).collect::<Vec<_>>(),
    });
    let mut text = serde_json::to_string_pretty(&document).expect("maps with string keys are JSON");
    text.push('\n');
    shown_json(&text).into_owned()
}

fn file(file: &FileRead) -> Value {
    let input = &file.input;
    json!({
        "path": input.path,
        "kind": file.kind.map(|kind| match kind {
            HistoryKind::Log => "log",
            HistoryKind::Intervals => "intervals",
        }),
        "encoding": file.encoding,
        "delimiter": file.delimiter.map(String::from),
        "sha256": input.sha256,
        "rows_read": input.rows_read,
        "rows_accepted": input.rows_accepted,
        "rows_rejected": input.rows_rejected,
        "rows_skipped": input.rows_skipped,
        "first": input.first.map(time),
        "last": input.last.map(time),
        "rejects": file.rejects.iter().take(REJECTS).map(reject).collect::<Vec<_>>(),
    })
}

fn reject(reject: &Reject) -> Value {
    json!({
        "line": reject.line,
        "column": reject.column,
        "field": reject.field,
        "code": reject.code,
        "message": reject.message,
        "hint": reject.help,
    })
}

fn channel(channel: &ChannelPicture) -> Value {
    let (handle, waits) = (channel.handle.as_ref(), channel.waits.as_ref());
    json!({
        "channel": channel.channel,
        "contacts": channel.contacts,
        "first": time(channel.first),
        "last": time(channel.last),
        "aht_seconds": handle.map(|handle| handle.mean),
        "aht_cv": handle.and_then(|handle| handle.cv),
        "aht_p50_seconds": handle.and_then(|handle| handle.p50),
        "aht_p90_seconds": handle.and_then(|handle| handle.p90),
        "handled": handle.map(|handle| handle.contacts),
        "wait_seconds": waits.map(|waits| waits.mean),
        "wait_p50_seconds": waits.and_then(|waits| waits.p50),
        "wait_p90_seconds": waits.and_then(|waits| waits.p90),
        "asa_seconds": waits.and_then(|waits| waits.answered_mean),
        "p_abandon": channel.p_abandon,
        "service_level": channel.service_level,
        "csat": channel.satisfaction.map(|scores| scores.share),
        "csat_mean": channel.satisfaction.map(|scores| scores.mean),
        "csat_scores": channel.satisfaction.map(|scores| scores.scores),
        "first_contact_resolution": channel.resolved.map(|(share, _)| share),
        "interval_minutes": channel.grid.minutes(),
        "days": channel.days,
        "contacts_a_day": channel.contacts_a_day(),
        "busiest_day": { "date": channel.busiest_day.0.to_string(), "contacts": channel.busiest_day.1 },
        "busiest_interval": {
            "interval_start": time(channel.busiest_slot.0),
            "contacts": channel.busiest_slot.1,
        },
        "course": {
            "by": match channel.course.by {
                CourseBy::Day => "day",
                CourseBy::Week => "week",
            },
            "stretches": channel.course.stretches.iter().map(stretch).collect::<Vec<_>>(),
        },
        "week": { "minutes": channel.week.grid.minutes(), "weekdays": channel.week.weekdays },
    })
}

fn stretch(stretch: &Stretch) -> Value {
    json!({ "first": stretch.first.to_string(), "days": stretch.days, "contacts": stretch.contacts })
}

fn caution(history: &History<'_>, caution: &HistoryCaution) -> Value {
    use HistoryCaution as C;
    let mut value = json!({
        "code": history_code(caution),
        "text": history_text(caution, history.picture),
        "where": history_place(caution, history.picture),
    });
    let odd = |days: &[OddDay]| -> Vec<Value> {
        days.iter().map(|day| json!({ "date": day.date.to_string(), "factor": day.factor })).collect()
    };
    let days: Vec<Value> = match caution {
        C::Spikes { days, .. } | C::Collapses { days, .. } | C::LevelShifts { days, .. } => odd(days),
        C::MissingDays { spans, .. } => {
            let days = spans.iter().flat_map(crate::calendar::DateSpan::iter);
            days.map(|date| json!({ "date": date.to_string() })).collect()
        }
        C::PartialDays { parts, .. } | C::Gaps { parts, .. } => {
            let part = |part: &crate::engine::history::PartDay| {
                json!({
                    "date": part.date.to_string(),
                    "from": part.from.format("%H:%M").to_string(),
                    "to": part.to.format("%H:%M").to_string(),
                    "share": part.share,
                })
            };
            parts.iter().map(part).collect()
        }
        C::ClosedWeekdays { exceptions: dates, .. } => {
            dates.iter().map(|date| json!({ "date": date.to_string() })).collect()
        }
        C::ClockChanges { forward, back } => {
            forward.iter().chain(back).map(|date| json!({ "date": date.to_string() })).collect()
        }
        C::OddHours { .. } | C::ShortHistory { .. } | C::AllAnswered { .. } => Vec::new(),
    };
    value["days"] = days.into();
    value
}

fn time(time: NaiveDateTime) -> String {
    time.format("%Y-%m-%dT%H:%M:%S").to_string()
}
