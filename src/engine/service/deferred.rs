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

/// Arrivals and capacity of a replication, by quarter.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct Quarters {
    slots: Vec<WorkSlot>,
}

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

    /// Notes a day: its contacts, and the agent-seconds for them by quarter.
    pub(crate) fn note(&self, day: usize, contacts: f64, capacity: [f64; QUARTERS], quarters: &mut Quarters) {
        let seconds = 86_400.0 / QUARTERS as f64;
        for (quarter, capacity) in capacity.into_iter().enumerate() {
            quarters.slots.push(WorkSlot {
                seconds,
                arrivals: contacts * self.arrivals[day][quarter],
                capacity: capacity / self.handle_time.max(1e-9),
                open: self.open[day][quarter],
            });
        }
    }

    /// How every day's contacts fare; the last week's capacity goes on past the end.
    #[must_use]
    pub(crate) fn fare(&self, quarters: &Quarters) -> Vec<DeferredDay> {
        let backlog = Backlog {
            slots: &quarters.slots,
            opening: self.opening,
            deadline: self.deadline,
            cycle: 7 * QUARTERS,
        };
        let service = backlog.service();
        let days = service.arrivals.chunks(QUARTERS).zip(service.open_at_end.chunks(QUARTERS));
        let day = |(arrived, open): (&[crate::queueing::backlog::Turnaround], &[f64])| DeferredDay {
            contacts: arrived.iter().map(|slot| slot.contacts).sum(),
            within: arrived.iter().map(|slot| slot.within).sum(),
            response: arrived.iter().map(|slot| slot.response).sum(),
            backlog_end: open.last().copied().unwrap_or(0.0),
        };
        days.map(day).collect()
    }

    /// Satisfied among a day's contacts, at their mean response.
    #[must_use]
    pub(crate) fn satisfied(&self, day: &DeferredDay, newcomers: f64) -> f64 {
        if day.contacts <= 0.0 {
            return 0.0;
        }
        let response = day.response / day.contacts;
        let at = |values: &[f64]| interpolate(&self.satisfaction.responses, values, response);
        day.contacts
            * (at(&self.satisfaction.proficient) * (1.0 - newcomers)
                + at(&self.satisfaction.newcomer) * newcomers)
    }
}

/// Piecewise linear through `(places, values)`, constant beyond them.
fn interpolate(places: &[f64], values: &[f64], x: f64) -> f64 {
    let above = places.partition_point(|&place| place <= x);
    if above == 0 {
        return values.first().copied().unwrap_or(0.0);
    }
    if above == places.len() {
        return values.last().copied().unwrap_or(0.0);
    }
    let part = (x - places[above - 1]) / (places[above] - places[above - 1]);
    values[above - 1] + part * (values[above] - values[above - 1])
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
            let week = [
                chrono::Weekday::Mon,
                chrono::Weekday::Tue,
                chrono::Weekday::Wed,
                chrono::Weekday::Thu,
                chrono::Weekday::Fri,
                chrono::Weekday::Sat,
                chrono::Weekday::Sun,
            ];
            let open = week.map(|day| f64::from(channel.hours.on(day).minutes()));
            let working = open.iter().filter(|&&minutes| minutes > 0.0).count().max(1);
            Deadline::Open(seconds(days * 60.0 * open.iter().sum::<f64>() / working as f64))
        }
    }
}
