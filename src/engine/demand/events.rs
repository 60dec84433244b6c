//! What events do to a channel's days: stated or learnt factors, and which past days leave the estimation.

use crate::calendar::DayHours;
use crate::engine::figures::caution::Caution;
use crate::forecasting::{DayForecast, DaySeries, EventDay, EventPhase, KnownDays, LearntUplift, Occurrence};
use crate::model::{Channel, ChannelKind, Event, EventKind, EventProfile, Plan, Uplift};
use chrono::NaiveDate;
use std::collections::BTreeSet;

/// The effect of each event of a plan on one channel.
pub(super) struct EventEffects<'a> {
    events: &'a [Event],
    channel: usize,
    learnt: Vec<Option<LearntUplift>>,
}

/// What the plan knows of days, and which past ones leave the estimation: days of events, and the day after an outage.
pub(super) fn known_days(plan: &Plan, channel: &Channel, series: &DaySeries) -> KnownDays {
    let days = (0..series.days.len()).filter_map(|place| series.date(place));
    let open = |hours: &DayHours| channel.kind == ChannelKind::Deferred || hours.minutes() > 0;
    KnownDays {
        weekdays: channel.hours.days().each_ref().map(open),
        closed: match channel.kind {
            ChannelKind::Live => plan.calendar.closed.clone(),
            ChannelKind::Deferred => BTreeSet::new(),
        },
        holidays: plan.calendar.holidays.clone(),
        excluded: days.filter(|&date| plan.events.iter().any(|event| touches(event, date))).collect(),
    }
}

/// Whether an event colours a past day: its phases, and the day after an outage.
fn touches(event: &Event, date: NaiveDate) -> bool {
    let after = if event.kind == EventKind::Outage { event.tail_days.max(1) } else { event.tail_days };
    occurrences(event).any(|occurrence| Occurrence { tail_days: after, ..occurrence }.phase(date).is_some())
}

fn occurrences(event: &Event) -> impl Iterator<Item = Occurrence> + '_ {
    let &Event { lead_days, tail_days, .. } = event;
    let dated = event.occurrences.iter().zip(&event.anchors);
    dated.map(move |(&span, &anchor)| Occurrence { span, anchor, lead_days, tail_days })
}

fn phase(event: &Event, date: NaiveDate) -> Option<EventPhase> {
    occurrences(event).find_map(|occurrence| occurrence.phase(date))
}

impl<'a> EventEffects<'a> {
    /// Learns, for a channel with a history, the events that leave their uplift to it.
    pub(super) fn new(plan: &'a Plan, channel: usize, history: Option<(&DaySeries, &DayForecast)>) -> Self {
        let learn = |event: &Event| {
            let (series, level) = history.filter(|_| event.uplift == Uplift::Learnt)?;
            let day = |(place, contacts): (usize, &Option<Vec<f64>>)| {
                let date = series.date(place)?;
                Some(EventDay {
                    phase: phase(event, date)?,
                    actual: contacts.as_ref()?.iter().sum(),
                    expected: level.mean(date),
                })
            };
            let days: Vec<EventDay> = series.days.iter().enumerate().filter_map(day).collect();
            LearntUplift::learn(&days, level.day_cv())
        };
        Self { events: &plan.events, channel, learnt: plan.events.iter().map(learn).collect() }
    }

    /// The product of all factors on a day.
    pub(super) fn factor(&self, date: NaiveDate) -> f64 {
        let factor =
            |(event, learnt): (&Event, &Option<LearntUplift>)| match (phase(event, date), &event.uplift) {
                (None, _) => 1.0,
                (Some(phase), Uplift::Learnt) => learnt.as_ref().map_or(1.0, |learnt| learnt.factor(phase)),
                (Some(_), Uplift::All(uplift)) => 1.0 + uplift,
                (Some(_), Uplift::ByChannel(uplifts)) => {
                    1.0 + uplifts.get(&self.channel).copied().unwrap_or(0.0)
                }
            };
        self.events.iter().zip(&self.learnt).map(factor).product()
    }

    /// The event whose own profile a day takes, if any.
    pub(super) fn own_profile(&self, date: NaiveDate) -> Option<usize> {
        self.events
            .iter()
            .position(|event| event.profile == EventProfile::Own && phase(event, date).is_some())
    }

    /// What was learnt, and what could not be, for the events that fall into the horizon.
    pub(super) fn cautions(&self, days: &[NaiveDate]) -> Vec<Caution> {
        let mut cautions = Vec::new();
        for (event, learnt) in self.events.iter().zip(&self.learnt) {
            if event.uplift != Uplift::Learnt || !days.iter().any(|&day| phase(event, day).is_some()) {
                continue;
            }
            cautions.push(match learnt {
                Some(learnt) => Caution::UpliftLearnt {
                    event: event.name.clone(),
                    channel: self.channel,
                    occurrences: learnt.by_phase.iter().map(|phase| phase.occurrences).max().unwrap_or(0),
                    peak_factor: learnt.by_phase.iter().map(|phase| phase.factor).fold(0.0, f64::max),
                },
                None => Caution::UpliftUnknown { event: event.name.clone(), channel: self.channel },
            });
        }
        cautions
    }
}
