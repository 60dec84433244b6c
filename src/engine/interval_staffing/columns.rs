//! The answer under the names that tables have for it.

use super::deferred::DeferredAnswer;
use super::live::{LiveAnswer, LiveMethod, LiveRow, LiveTerms};
use crate::engine::situation::{Bound, Entry, State};
use crate::model::question::Goals;

/// Columns and entries of live intervals; `names` says what decides.
#[must_use]
pub fn live_columns(
    answer: &LiveAnswer,
    terms: &LiveTerms,
    names: impl Fn(Bound, &Goals) -> String,
) -> (Vec<&'static str>, Vec<Vec<Entry>>) {
    let mut columns = vec!["agents"];
    let rostered = terms.shrinkage.get() > 0.0;
    if rostered {
        columns.push("rostered");
    }
    columns.extend(["service_level", "asa_seconds", "p_wait", "p_abandon", "occupancy", "mean_queue"]);
    let simulated = matches!(terms.method, LiveMethod::Simulation(_));
    if simulated {
        columns.push("service_level_se");
    }
    columns.extend(["binding", "missed", "state"]);
    let width = columns.len();
    let entries = answer.rows.iter().map(|row| {
        let Some(row) = row else {
            let mut refused = vec![Entry::Empty; width - 1];
            refused[0] = Entry::Written;
            refused.push(Entry::Words(State::Refused.words().into()));
            return refused;
        };
        let mut entries = vec![match (row.demand.agents, row.agents) {
            (Some(_), _) => Entry::Written,
            (None, Some(agents)) => Entry::Agents(agents),
            (None, None) => Entry::Empty,
        }];
        if rostered {
            entries.push(row.rostered.map_or(Entry::Empty, Entry::Number));
        }
        entries.extend(figures(row));
        if simulated {
            entries.push(row.error.map_or(Entry::Empty, Entry::Number));
        }
        let binding = row.bound.and_then(Result::ok).map(|bound| names(bound, &terms.goals));
        entries.push(binding.map_or(Entry::Empty, Entry::Words));
        let missed = row.goals.iter().filter(|(_, met)| !met).map(|(bound, _)| names(*bound, &terms.goals));
        entries.push(Entry::Words(missed.collect::<Vec<_>>().join("; ")));
        entries.push(Entry::Words(state(row, terms).words().into()));
        entries
    });
    let entries = entries.collect();
    (columns, entries)
}

fn figures(row: &LiveRow) -> [Entry; 6] {
    let number = Entry::Number;
    match (&row.service, row.agents) {
        (Some(service), _) => [
            number(service.levels.first().copied().unwrap_or(1.0)),
            service.asa.map_or(Entry::Empty, number),
            number(service.p_wait),
            number(service.p_abandon),
            number(service.occupancy),
            number(service.mean_queue),
        ],
        (None, Some(_)) => {
            [number(0.0), number(f64::INFINITY), number(1.0), number(0.0), number(1.0), number(f64::INFINITY)]
        }
        (None, None) => std::array::from_fn(|_| Entry::Empty),
    }
}

fn state(row: &LiveRow, terms: &LiveTerms) -> State {
    match (row.agents, &row.service) {
        (Some(_), Some(_)) if row.overloaded => State::Overloaded,
        (Some(_), Some(_)) if terms.method.carries_over() => State::CarriedOver,
        (None, _) => State::OutOfReach,
        (Some(_), None) => State::Endless,
        (Some(_), Some(_)) => State::Steady,
    }
}

/// Columns and entries of deferred intervals.
#[must_use]
pub fn deferred_columns(answer: &DeferredAnswer) -> (Vec<&'static str>, Vec<Vec<Entry>>) {
    let entries = answer.rows.iter().map(|row| match row {
        Some(row) => vec![
            Entry::Number(row.within_target),
            row.mean_response.map_or(Entry::Empty, Entry::Number),
            Entry::Number(row.backlog_end),
            Entry::Number(row.oldest),
        ],
        None => vec![Entry::Empty; 4],
    });
    (vec!["within_target", "mean_response_seconds", "backlog_end", "oldest_seconds"], entries.collect())
}
