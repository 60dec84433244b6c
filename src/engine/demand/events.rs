//! What events do to a channel's days: stated or learnt factors, and which past days leave the estimation.

use super::lessons::{Lesson, Past, lessons};
use crate::calendar::DayHours;
use crate::engine::figures::caution::Caution;
use crate::engine::figures::event_uplift::{EventUplift, PhaseFactor, Unused};
use crate::forecasting::{DaySeries, EventPhase, KnownDays, PhaseUplift};
use crate::model::{ChannelKind, Event, EventKind, EventProfile, Plan, Uplift};
use chrono::NaiveDate;
use std::collections::{BTreeMap, BTreeSet};

/// The effect of each event of a plan on one channel.
pub(super) struct EventEffects<'a> {
    events: &'a [Event],
    channel: usize,
    lessons: Vec<Lesson>,
}

/// What the plan knows of a channel's days, and which past ones leave the estimation: days of events, and the day after
/// an outage.
pub(super) fn known_days(plan: &Plan, index: usize, series: &DaySeries) -> KnownDays {
    let channel = &plan.channels[index];
    let deferred = channel.kind == ChannelKind::Deferred;
    let open = |hours: &DayHours| deferred || hours.minutes() > 0;
    let days = (0..series.days.len()).filter_map(|place| series.date(place));
    let coloured =
        |date: &NaiveDate| plan.events.iter().any(|event| event.concerns(index) && event.colours(*date));
    KnownDays {
        weekdays: channel.hours.days().each_ref().map(open),
        closed: if deferred { BTreeSet::new() } else { plan.calendar.closed.clone() },
        holidays: plan.calendar.holidays.clone(),
        excluded: days.filter(coloured).collect(),
    }
}

impl<'a> EventEffects<'a> {
    /// Learns, for a channel with a history, the events that leave their uplift to it.
    pub(super) fn new(plan: &'a Plan, channel: usize, past: Option<&Past<'_>>) -> Self {
        let lessons = past.map_or_else(|| vec![Lesson::default(); plan.events.len()], lessons);
        Self { events: &plan.events, channel, lessons }
    }

    /// The factor of an event on a day and what is known of it; `None` where the event does not touch the day.
    fn of(&self, event: usize, date: NaiveDate) -> Option<PhaseUplift> {
        let (of, lesson) = (&self.events[event], &self.lessons[event]);
        let phase = of.phase(date)?;
        let certain = |factor: f64| PhaseUplift { phase, factor, log_sd: 0.0, occurrences: 0 };
        Some(match &of.uplift {
            Uplift::Learnt => lesson.learnt.as_ref().map_or_else(|| certain(1.0), |learnt| learnt.of(phase)),
            Uplift::All(uplift) => certain(1.0 + uplift),
            Uplift::ByChannel(uplifts) => certain(1.0 + uplifts.get(&self.channel).copied().unwrap_or(0.0)),
        })
    }

    /// What every event that touches a day does to it.
    fn on(&self, date: NaiveDate) -> impl Iterator<Item = PhaseUplift> + '_ {
        (0..self.events.len()).filter_map(move |event| self.of(event, date))
    }

    /// The factor of an event on a day; 1 where it does not touch the day.
    pub(super) fn factor_of(&self, event: usize, date: NaiveDate) -> f64 {
        self.of(event, date).map_or(1.0, |uplift| uplift.factor)
    }

    /// The product of all factors on a day.
    pub(super) fn factor(&self, date: NaiveDate) -> f64 {
        self.on(date).map(|uplift| uplift.factor).product()
    }

    /// Standard deviation of the logarithm of [`Self::factor`]: by how much occurrences differ and what is not known
    /// of their mean; 0 on days that no event touches and for stated uplifts. Days of one occurrence share it.
    pub(super) fn log_sd(&self, date: NaiveDate) -> f64 {
        self.on(date).map(|uplift| uplift.log_sd.powi(2)).sum::<f64>().sqrt()
    }

    /// The event whose own profile a day takes, if any.
    pub(super) fn own_profile(&self, date: NaiveDate) -> Option<usize> {
        self.events.iter().position(|event| event.profile == EventProfile::Own && event.phase(date).is_some())
    }

    /// What each event does to the channel within the horizon, and what that was learnt from.
    pub(super) fn account(&self, days: &[NaiveDate]) -> Vec<EventUplift> {
        let of = |(at, (event, lesson)): (usize, (&Event, &Lesson))| {
            let stated = event.uplift != Uplift::Learnt;
            let known = lesson.learnt.is_some() || stated && event.concerns(self.channel);
            let mut phases: BTreeMap<EventPhase, PhaseFactor> = BTreeMap::new();
            for &date in days.iter().filter(|_| known) {
                if let Some(uplift) = self.of(at, date) {
                    phases.entry(in_time(uplift.phase)).or_insert_with(|| told(&uplift, date));
                }
            }
            (!phases.is_empty()).then(|| EventUplift {
                event: event.name.clone(),
                channel: self.channel,
                stated,
                phases: phases.into_values().collect(),
                unused: lesson.unused.clone(),
                divided: lesson.divided.clone(),
            })
        };
        self.events.iter().zip(&self.lessons).enumerate().filter_map(of).collect()
    }

    /// What was learnt, and what could not be, for the events that fall into the horizon.
    pub(super) fn cautions(&self, days: &[NaiveDate]) -> Vec<Caution> {
        let account = self.account(days);
        let mut cautions = Vec::new();
        for (event, lesson) in self.events.iter().zip(&self.lessons) {
            let ahead = days.iter().any(|&day| event.phase(day).is_some());
            if event.uplift != Uplift::Learnt || event.kind == EventKind::Outage || !ahead {
                continue;
            }
            match account.iter().find(|uplift| uplift.event == event.name) {
                Some(uplift) => cautions.push(self.learnt(uplift, lesson)),
                None => {
                    cautions
                        .push(Caution::UpliftUnknown { event: event.name.clone(), channel: self.channel });
                }
            }
            cautions.extend(self.shared(event, lesson));
        }
        cautions
    }

    fn learnt(&self, uplift: &EventUplift, lesson: &Lesson) -> Caution {
        let peak = EventUplift::strongest(&uplift.phases);
        Caution::UpliftLearnt {
            event: uplift.event.clone(),
            channel: self.channel,
            occurrences: lesson.learnt.as_ref().map_or(0, crate::forecasting::LearntUplift::occurrences),
            peak_factor: peak.map_or(1.0, |peak| peak.factor),
            range: peak.map_or((1.0, 1.0), |peak| (peak.low, peak.high)),
            unseen: uplift.phases.iter().filter(|phase| phase.occurrences == 0).count(),
        }
    }

    /// Past days that other events touched too.
    fn shared(&self, event: &Event, lesson: &Lesson) -> Option<Caution> {
        let shared = lesson.unused.iter().filter_map(|day| match &day.why {
            Unused::Shared(other) => Some((day.date, other)),
            Unused::Closed | Unused::Missing | Unused::Outage => None,
        });
        let left_out: Vec<(NaiveDate, &String)> = shared.collect();
        let first = left_out.first().map(|&(date, other)| (date, other.clone()));
        (first.is_some() || !lesson.divided.is_empty()).then(|| Caution::UpliftShared {
            event: event.name.clone(),
            channel: self.channel,
            divided: lesson.divided.len(),
            left_out: left_out.len(),
            first,
        })
    }
}

/// Phases in the order of time: lead days count down.
const fn in_time(phase: EventPhase) -> EventPhase {
    match phase {
        EventPhase::Lead(days) => EventPhase::Lead(u32::MAX - days),
        other => other,
    }
}

fn told(uplift: &PhaseUplift, date: NaiveDate) -> PhaseFactor {
    PhaseFactor {
        phase: uplift.phase,
        date,
        factor: uplift.factor,
        low: uplift.low(),
        high: uplift.high(),
        occurrences: uplift.occurrences,
    }
}
