//! Means over simulated days, with standard errors from batches.

use super::tally::{Batch, Sums};
use crate::queueing::day::SlotService;
use crate::queueing::metrics::{QueueMetrics, ServiceLevelDefinition, wait};
use crate::units::Fraction;

/// A mean and how far it may be off.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Estimate {
    /// The mean.
    pub mean: f64,
    /// Its standard error, from the scatter of the batches; `None` with a single batch. Zero where the batches agree, as
    /// when none has seen a late contact.
    pub error: Option<f64>,
}

/// One slot, or a day as a whole. What does not exist (a share of no contacts) is `None`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct SlotSummary {
    /// Means a day.
    pub service: SlotService,
    /// Answered ÷ offered within the threshold, by each definition: offered, answered, excluding short abandons, virtual.
    levels: [Option<Estimate>; 4],
    /// Share of contacts that find nobody free.
    pub p_wait: Option<Estimate>,
    /// Share of contacts that give up.
    pub p_abandon: Option<Estimate>,
    /// Mean wait of answered contacts, seconds.
    pub asa: Option<Estimate>,
    /// Mean wait of all contacts, seconds; of those nobody comes for, until the end of the last slot.
    pub mean_wait_all: Option<Estimate>,
    /// Mean number of busy people on seat; who finishes a contact after leaving is no longer counted.
    pub busy: Option<Estimate>,
    /// Mean number of contacts waiting.
    pub queue: Option<Estimate>,
    /// Contacts waiting at the end, before staff change.
    pub queue_end: Option<Estimate>,
}

/// Simulated days.
#[derive(Debug, Clone, PartialEq)]
pub struct Summary {
    /// Days simulated.
    pub days: u32,
    /// One for each slot.
    pub slots: Vec<SlotSummary>,
    /// All slots together; `queue_end` and `service.queue_end` are those of the last.
    pub day: SlotSummary,
}

impl SlotSummary {
    /// Share answered within the threshold; `None` when there is nothing to be a share of.
    #[must_use]
    pub const fn service_level(&self, definition: ServiceLevelDefinition) -> Option<Estimate> {
        self.levels[definition as usize]
    }

    /// The same in the terms of the steady-state formulas, for so many agents on seat.
    ///
    /// Without contacts every target is met; where none is answered, none is in time.
    #[must_use]
    pub fn metrics(&self, definition: ServiceLevelDefinition, agents: u32) -> QueueMetrics {
        let mean = |estimate: Option<Estimate>| estimate.map_or(0.0, |estimate| estimate.mean);
        let agents = f64::from(agents);
        let occupancy = if agents > 0.0 { mean(self.busy) / agents } else { 0.0 };
        let level = if self.service.contacts > 0.0 { mean(self.service_level(definition)) } else { 1.0 };
        QueueMetrics {
            p_wait: Fraction::clamped(mean(self.p_wait)),
            service_level: Fraction::clamped(level),
            asa: self.asa.map(|asa| wait(asa.mean)),
            mean_wait_all: wait(mean(self.mean_wait_all)),
            p_abandon: Fraction::clamped(mean(self.p_abandon)),
            occupancy: Fraction::clamped(occupancy),
            mean_queue: mean(self.queue),
        }
    }

    /// What the batches of one slot say; each batch stands for so many days and seconds.
    pub(super) fn new(batches: &[(f64, f64, Sums)]) -> Self {
        let all = |a: fn(&Sums) -> f64, b: fn(&Sums) -> f64| {
            ratio(batches.iter().map(|(_, _, sums)| (a(sums), b(sums))))
        };
        let timed = |a: fn(&Sums) -> f64| ratio(batches.iter().map(|(_, seconds, sums)| (a(sums), *seconds)));
        Self {
            service: service(batches),
            levels: [
                all(|s| s.within, |s| s.contacts),
                all(|s| s.within, |s| s.answered),
                all(|s| s.within, |s| s.contacts - s.turns + s.within),
                all(|s| s.turns, |s| s.contacts),
            ],
            p_wait: all(|s| s.waited, |s| s.contacts),
            p_abandon: all(|s| s.abandoned, |s| s.contacts),
            asa: all(|s| s.wait_answered, |s| s.answered),
            mean_wait_all: all(|s| s.wait_all, |s| s.contacts),
            busy: timed(|s| s.busy),
            queue: timed(|s| s.queue),
            queue_end: ratio(batches.iter().map(|(days, _, sums)| (sums.queue_end, *days))),
        }
    }
}

/// Means over the days of all batches, in their order.
///
/// One batch for each of [`batches`](super::batches) gives what [`Simulation::run`](super::Simulation::run) gives, byte for
/// byte. Standard errors: ratios of sums `r = ΣX / ΣY` over `B` batches, `√(B/(B−1) · Σ(X − rY)²) / ΣY`.
///
/// Source: \[Law2015\] §9.5.
#[must_use]
pub fn summary(batches: &[Batch]) -> Summary {
    let seconds: &[f64] = batches.first().map_or(&[], |batch| &batch.seconds);
    let of_slot = |(slot, &seconds): (usize, &f64)| {
        let one = |batch: &Batch| {
            let days = f64::from(batch.days);
            (days, days * seconds, batch.sums.get(slot).copied().unwrap_or_default())
        };
        SlotSummary::new(&batches.iter().map(one).collect::<Vec<_>>())
    };
    let whole = |batch: &Batch| {
        let mut day = Sums::default();
        batch.sums.iter().for_each(|sums| day.add(sums));
        day.queue_end = batch.sums.last().map_or(0.0, |last| last.queue_end);
        let days = f64::from(batch.days);
        (days, days * seconds.iter().sum::<f64>(), day)
    };
    Summary {
        days: batches.iter().map(|batch| batch.days).sum(),
        slots: seconds.iter().enumerate().map(of_slot).collect(),
        day: SlotSummary::new(&batches.iter().map(whole).collect::<Vec<_>>()),
    }
}

fn service(batches: &[(f64, f64, Sums)]) -> SlotService {
    let mut total = Sums::default();
    batches.iter().for_each(|(_, _, sums)| total.add(sums));
    let days: f64 = batches.iter().map(|(days, _, _)| days).sum();
    let a_day = if days > 0.0 { 1.0 / days } else { 0.0 };
    let mut waits = total.waits;
    waits.scale(a_day);
    SlotService {
        contacts: total.contacts * a_day,
        within: total.within * a_day,
        abandoned: total.abandoned * a_day,
        waited: total.waited * a_day,
        queue_seconds: total.queue * a_day,
        busy_seconds: total.busy * a_day,
        waits,
        queue_end: total.queue_end * a_day,
    }
}

/// `ΣX / ΣY` with its standard error; `None` when the divisor is nothing.
fn ratio(batches: impl Iterator<Item = (f64, f64)> + Clone) -> Option<Estimate> {
    let count = batches.clone().count() as f64;
    let (x, y) = batches.clone().fold((0.0, 0.0), |(x, y), (a, b)| (x + a, y + b));
    if y <= 0.0 {
        return None;
    }
    let mean = x / y;
    let squares: f64 = batches.map(|(x, y)| (x - mean * y).powi(2)).sum();
    let error = (count > 1.0).then(|| (count / (count - 1.0) * squares).sqrt() / y);
    Some(Estimate { mean, error })
}
