//! Events against the histories that were read.

use crate::calendar::DateSpan;
use crate::input::fields::View;
use crate::input::findings::{Diagnostic, Gathered};
use crate::input::resolve::{LEARN, Placed};
use crate::model::{Channel, ChannelHistory, Event, Evidence, Plan, Scenario};
use chrono::{Days, NaiveDate};

/// Ordinary days without which no week can be learnt.
const LEAST_ORDINARY: usize = 7;

/// Checks the events of all scenarios once their histories are read.
pub(in crate::input) fn events(
    placed: &[Placed],
    scenarios: &[Scenario],
    evidence: &Evidence,
    gathered: &mut Gathered,
) {
    let unheld = placed.iter().filter(|placed| placed.learns).filter_map(|one| e307_held(one, evidence));
    gathered.add(unheld.collect());
    let covered = scenarios.iter().flat_map(|scenario| {
        let channels = scenario.plan.channels.iter().enumerate();
        channels.filter_map(|channel| e322_ordinary_days(channel, &scenario.plan.events, placed, evidence))
    });
    gathered.add(covered.collect());
}

/// An event that falls into the horizon has a day there on which the plan is open.
pub(super) fn w512_closed(event: &Event, plan: &Plan, view: &View<'_>) {
    let ahead = DateSpan { first: plan.settings.start, last: plan.settings.end() };
    let mut days = ahead.iter().filter(|&day| event.phase(day).is_some()).peekable();
    if days.peek().is_some() && days.all(|day| plan.calendar.closed.contains(&day)) {
        let message =
            format!("event `{}` falls on days that `calendar.closed` closes, so it does nothing", event.name);
        let help = "take its days out of `calendar.closed`, or the event out of the plan";
        view.out.add(Diagnostic::warning("W512", view.at, message).help(help));
    }
}

/// The days that a history has rows of.
fn dates(history: &ChannelHistory) -> impl Iterator<Item = NaiveDate> + '_ {
    let known = history.days.iter().zip(0u64..).filter(|(day, _)| day.is_some());
    known.filter_map(|(_, at)| history.first.checked_add_days(Days::new(at)))
}

/// A learnt event has a day in a history.
fn e307_held(placed: &Placed, evidence: &Evidence) -> Option<Diagnostic> {
    let event = &placed.event;
    let held = evidence.histories.iter().flat_map(dates).any(|date| event.phase(date).is_some());
    if held || evidence.histories.is_empty() {
        return None;
    }
    let first = evidence.histories.iter().flat_map(dates).min()?;
    let last = evidence.histories.iter().flat_map(dates).max()?;
    let message = format!(
        "event `{}` has no past occurrence in the histories, {first} to {last}, to learn its uplift from, and no \
         `uplift`",
        event.name
    );
    Some(Diagnostic::error("E307", placed.at, message).help(LEARN))
}

/// Events leave a channel a week of ordinary days.
fn e322_ordinary_days(
    (index, channel): (usize, &Channel),
    events: &[Event],
    placed: &[Placed],
    evidence: &Evidence,
) -> Option<Diagnostic> {
    let days: Vec<NaiveDate> = dates(evidence.histories.get(channel.history?)?).collect();
    let concerned: Vec<&Event> = events.iter().filter(|event| event.concerns(index)).collect();
    let ordinary = days.iter().filter(|&&day| !concerned.iter().any(|event| event.colours(day))).count();
    if ordinary >= LEAST_ORDINARY || days.len() < LEAST_ORDINARY {
        return None;
    }
    let most =
        concerned.into_iter().max_by_key(|event| days.iter().filter(|&&day| event.colours(day)).count())?;
    let at = placed.iter().find(|placed| placed.event == *most)?.at;
    let message = format!(
        "events leave {ordinary} ordinary of the {} days in the history of channel `{}`, mostly `{}`",
        days.len(),
        channel.name,
        most.name
    );
    let help = format!(
        "at least {LEAST_ORDINARY} days without an event show what a day brings: shorten the event's `dates`, `lead` or \
         `tail`, or read a longer history"
    );
    Some(Diagnostic::error("E322", at, message).help(help))
}
