//! Deferred work over the horizon: arrivals and capacity by quarter of the day, first in, first out.

use super::table::QUARTERS;
use crate::engine::demand::ChannelDemand;
use crate::model::{AnswerWithin, Channel};
use crate::queueing::backlog::{Backlog, Deadline, WorkSlot};
use crate::units::Seconds;

/// What does not change between replications of one deferred channel.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct DeferredDesk {
    /// Seconds of work a contact takes.
    pub handle_time: f64,
    /// Share of each day's arrivals by quarter.
    arrivals: Vec<[f64; QUARTERS]>,
    /// Open share of each day's quarters.
    open: Vec<[f64; QUARTERS]>,
    deadline: Deadline,
    opening: f64,
    satisfaction: DeferredSatisfaction,
}

/// Satisfaction by mean response, interpolated between a few.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct DeferredSatisfaction {
    /// Responses in seconds, rising.
    pub responses: Vec<f64>,
    /// Share satisfied, answered by proficient agents.
    pub proficient: Vec<f64>,
    /// Share satisfied, answered by newcomers.
    pub newcomer: Vec<f64>,
}

/// Contacts of a replication by day, and the agent-seconds for them by quarter.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct Quarters {
    days: Vec<(f64, [f64; QUARTERS])>,
}

impl Quarters {
    /// Notes the next day.
    pub(crate) fn note(&mut self, contacts: f64, capacity: [f64; QUARTERS]) {
        self.days.push((contacts, capacity));
    }
}

/// Seconds of a quarter of a day.
const QUARTER: f64 = 86_400.0 / QUARTERS as f64;

/// How the contacts that arrived on one day fare.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(crate) struct DeferredDay {
    /// Arrived.
    pub contacts: f64,
    /// Answered within the time.
    pub within: f64,
    /// Seconds until the answer, together; of those never answered, until the end of the horizon at least.
    pub response: f64,
    /// Open at the end of the day, all of them.
    pub backlog_end: f64,
}

impl DeferredDesk {
    /// The desk of a deferred channel.
    #[must_use]
    pub(crate) fn new(channel: &Channel, demand: &ChannelDemand, satisfaction: DeferredSatisfaction) -> Self {
        let quarters = |of: fn(&crate::engine::demand::DayShape) -> &Vec<f64>, mean: bool| {
            let day = |shape: Option<usize>| {
                let mut sums = [0.0; QUARTERS];
                let Some(slots) = shape.map(|shape| of(&demand.shapes[shape])) else { return sums };
                let length = slots.len().div_ceil(QUARTERS).max(1);
                for (slot, value) in slots.iter().enumerate() {
                    sums[(slot / length).min(QUARTERS - 1)] +=
                        if mean { value / length as f64 } else { *value };
                }
                sums
            };
            demand.days.iter().map(|demand| day(demand.shape)).collect()
        };
        Self {
            handle_time: demand.handle_time,
            arrivals: quarters(|shape| &shape.share, false),
            open: quarters(|shape| &shape.open, true),
            deadline: deadline(channel),
            opening: f64::from(channel.opening_backlog),
            satisfaction,
        }
    }

    /// Work in the opening backlog, in seconds.
    #[must_use]
    pub(crate) fn opening_seconds(&self) -> f64 {
        self.opening * self.handle_time
    }

    /// Room for the days of a replication.
    #[must_use]
    pub(crate) fn quarters(&self) -> Quarters {
        Quarters { days: Vec::with_capacity(self.open.len()) }
    }

    /// A quarter of a day as a slot of work.
    fn slot(&self, quarters: &Quarters, place: usize) -> WorkSlot {
        let (day, quarter) = (place / QUARTERS, place % QUARTERS);
        let (contacts, capacity) = &quarters.days[day];
        WorkSlot {
            seconds: QUARTER,
            arrivals: contacts * self.arrivals[day][quarter],
            capacity: capacity[quarter] / self.handle_time.max(1e-9),
            open: self.open[day][quarter],
        }
    }

    /// How every day's contacts fare; the last week's capacity goes on past the end.
    ///
    /// Between two moments at which nothing is open the work is a story of its own. A story shorter than the deadline is
    /// all in time, and the sum of its responses is the area under its backlog; only longer ones are followed contact by
    /// contact.
    pub(crate) fn fare(&self, quarters: &Quarters) -> Vec<DeferredDay> {
        let mut days = vec![DeferredDay::default(); quarters.days.len()];
        let last = days.len() * QUARTERS;
        let (mut open, mut first, mut opening) = (self.opening, 0, self.opening);
        for place in 0..last {
            let slot = self.slot(quarters, place);
            let day = &mut days[place / QUARTERS];
            day.contacts += slot.arrivals;
            day.within += slot.arrivals;
            let (end, area) = worked(open, &slot);
            let first_in_line = worked(opening, &WorkSlot { arrivals: 0.0, ..slot });
            day.response += area - first_in_line.1;
            (open, opening) = (end, first_in_line.0);
            day.backlog_end = open;
            if open <= 0.0 || place + 1 == last {
                if open > 0.0 || self.longer_than_allowed((first, place + 1)) {
                    self.follow(quarters, (first, place + 1), &mut days);
                }
                first = place + 1;
            }
        }
        days
    }

    fn longer_than_allowed(&self, (first, past): (usize, usize)) -> bool {
        let open = |place: usize| QUARTER * self.open[place / QUARTERS][place % QUARTERS];
        match self.deadline {
            Deadline::Clock(allowed) => (past - first) as f64 * QUARTER > allowed.get(),
            Deadline::Open(allowed) => (first..past).map(open).sum::<f64>() > allowed.get(),
        }
    }

    /// Replaces the figures of a story's contacts by those of the exact fluid.
    fn follow(&self, quarters: &Quarters, (first, past): (usize, usize), days: &mut [DeferredDay]) {
        let last = quarters.days.len() * QUARTERS;
        let week = (last.saturating_sub(7 * QUARTERS)..last).filter(|_| past == last);
        let after = week.map(|place| WorkSlot { arrivals: 0.0, ..self.slot(quarters, place) });
        let slots: Vec<WorkSlot> =
            (first..past).map(|place| self.slot(quarters, place)).chain(after).collect();
        let backlog = Backlog {
            slots: &slots,
            opening: if first == 0 { self.opening } else { 0.0 },
            deadline: self.deadline,
            cycle: 7 * QUARTERS,
        };
        for (offset, arrived) in backlog.service().arrivals.into_iter().take(past - first).enumerate() {
            days[(first + offset) / QUARTERS].within += arrived.within - arrived.contacts;
        }
    }

    /// Satisfied among a day's contacts, at their mean response.
    #[must_use]
    pub(crate) fn satisfied(&self, day: &DeferredDay, newcomers: f64) -> f64 {
        if day.contacts <= 0.0 {
            return 0.0;
        }
        let DeferredSatisfaction { responses, proficient, newcomer } = &self.satisfaction;
        let at = interpolate(responses, day.response / day.contacts);
        day.contacts * (at(proficient) * (1.0 - newcomers) + at(newcomer) * newcomers)
    }
}

/// What is open at the end of a slot, and the area under it.
fn worked(open: f64, slot: &WorkSlot) -> (f64, f64) {
    let end = open + slot.arrivals - slot.capacity;
    if end > 0.0 {
        return (end, 0.5 * (open + end) * slot.seconds);
    }
    let cleared = if open > 0.0 { open / (slot.capacity - slot.arrivals) } else { 0.0 };
    (0.0, 0.5 * open * cleared * slot.seconds)
}

/// Piecewise linear through `(places, values)`, constant beyond them, for values of one's choice.
fn interpolate(places: &[f64], x: f64) -> impl Fn(&[f64]) -> f64 {
    let above = places.partition_point(|&place| place <= x);
    let inside = above > 0 && above < places.len();
    let (below, part) = if inside {
        (above - 1, (x - places[above - 1]) / (places[above] - places[above - 1]))
    } else {
        (above.saturating_sub(1), 0.0)
    };
    move |values: &[f64]| {
        let first = values.get(below).copied().unwrap_or(0.0);
        if inside { first + part * (values[below + 1] - first) } else { first }
    }
}

/// A goal's time; without a goal, ten years.
#[must_use]
pub(crate) fn deadline(channel: &Channel) -> Deadline {
    let seconds = |seconds: f64| Seconds::new(seconds).unwrap_or(Seconds::ZERO);
    match channel.service_level.map(|goal| goal.within) {
        None => Deadline::Clock(seconds(3.2e8)),
        Some(AnswerWithin::Clock(within)) => Deadline::Clock(within),
        Some(AnswerWithin::WorkingHours(within)) => Deadline::Open(within),
        Some(AnswerWithin::WorkingDays(days)) => {
            Deadline::Open(seconds(days * 60.0 * channel.hours.working_day_minutes()))
        }
    }
}
