//! What contacts met in a period with the expected staff: how long they waited, and what else happened to them. Masses by wait, so that
//! any coefficients are a sum of products.

use super::model::{Satisfaction, drivers, patience};
use crate::engine::calibrate::felt_wait;
use crate::engine::direct::Interval;
use crate::engine::figures::outcome::SatisfactionAt;
use crate::engine::people::staff::{Flows, Staff};
use crate::engine::replicate::Replicator;
use crate::engine::service::sums::{ChannelSums, DayStaff};
use crate::experience::{Drivers, SatisfactionModel};
use crate::model::ChannelKind;
use crate::queueing::WaitLaw;
use crate::units::{Fraction, Seconds};

/// What a channel's contacts of a period met.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::engine) struct Met {
    /// Channel, by plan index.
    pub channel: usize,
    /// Answered contacts by wait (live), or by mean response (deferred: all at one wait).
    pub waits: Vec<(f64, f64)>,
    /// What else happens to them.
    pub drivers: Drivers,
    /// Satisfaction that grades add, in shares.
    pub bonus: f64,
    /// Contacts that gave up, and after about how long.
    pub abandoned: (f64, Seconds),
}

impl Met {
    /// Answered contacts.
    #[must_use]
    pub(in crate::engine) fn answered(&self) -> f64 {
        self.waits.iter().map(|&(_, mass)| mass).sum()
    }

    /// Satisfied among the answered, by the model of the channel.
    #[must_use]
    pub(in crate::engine) fn satisfied(&self, model: &SatisfactionModel) -> f64 {
        let satisfied = model.expected(&self.waits, self.drivers).map_or(0.0, Fraction::get);
        self.answered() * (satisfied + self.bonus)
    }

    /// Satisfied among those who gave up.
    fn satisfied_abandoned(&self, model: &SatisfactionModel) -> f64 {
        let (contacts, wait) = self.abandoned;
        contacts * model.abandoned_satisfaction(wait).get()
    }
}

/// Satisfaction of all channels over what contacts met, by a model about the mean channel; `None` without answered contacts.
#[must_use]
pub(super) fn satisfaction_at(
    of: &Satisfaction,
    model: SatisfactionModel,
    met: &[Met],
) -> Option<SatisfactionAt> {
    let sum = |of: &dyn Fn(&Met) -> f64| met.iter().map(of).sum::<f64>();
    let (answered, lost) = (sum(&Met::answered), sum(&|met| met.abandoned.0));
    let satisfied = sum(&|met| met.satisfied(&of.of_channel(model, met.channel)));
    let of_lost = sum(&|met| met.satisfied_abandoned(&of.of_channel(model, met.channel)));
    (answered > 1e-9).then(|| SatisfactionAt {
        csat: (satisfied / answered).clamp(0.0, 1.0),
        all_customers: ((satisfied + of_lost) / (answered + lost)).clamp(0.0, 1.0),
    })
}

impl Satisfaction {
    /// Mean score of one channel over what its contacts met; grades' points are of satisfaction alone.
    #[must_use]
    pub(in crate::engine) fn mean_score(&self, met: &Met) -> Option<f64> {
        self.scale()?.mean(&self.of_channel(self.model(), met.channel), &met.waits, met.drivers)
    }

    /// Mean score over all answered contacts.
    #[must_use]
    pub(in crate::engine) fn mean_score_of_all(&self, met: &[Met]) -> Option<f64> {
        let scored = met.iter().filter_map(|one| Some((one.answered(), self.mean_score(one)?)));
        let (all, sum) = scored.fold((0.0, 0.0), |(all, sum), (mass, mean)| (all + mass, sum + mass * mean));
        (all > 1e-9).then(|| sum / all)
    }
}

/// What contacts met in each of the first `periods`, by channel of the pools; `sums` are those of the same course.
#[must_use]
pub(in crate::engine) fn met(
    run: &Replicator<'_>,
    (staff, flows): (&Staff<'_>, &Flows),
    (intervals, sums): (&[Interval], &[Vec<ChannelSums>]),
    periods: usize,
) -> Vec<Vec<Met>> {
    let mut live = vec![vec![(WaitLaw::default(), 0.0); run.layout.channels]; periods];
    for interval in intervals {
        let Some(period) = live.get_mut(run.horizon.period_of_day[interval.day]) else { continue };
        let (law, abandoned) = &mut period[interval.channel];
        for (sum, contacts) in law.contacts.iter_mut().zip(interval.service.waits.contacts) {
            *sum += contacts;
        }
        *abandoned += interval.service.abandoned;
    }
    let mut met: Vec<Vec<Met>> = vec![Vec::new(); periods];
    for pool in &run.pools {
        let days = run.pool_staff(pool, staff, flows);
        for (period, met) in met.iter_mut().enumerate() {
            let within = || days.iter().zip(&run.horizon.period_of_day).filter(|(_, of)| **of == period);
            let count = within().count().max(1) as f64;
            let mean = |of: fn(&DayStaff) -> f64| within().map(|(day, _)| of(day)).sum::<f64>() / count;
            let (newcomers, bonus) = (mean(|day| day.newcomers), mean(|day| day.bonus));
            for &channel in pool.world.pool.live.iter().chain(&pool.world.pool.deferred) {
                let demand = &run.demand.channels[channel];
                let kind = run.plan.channels[channel].kind;
                let (waits, abandoned) = if kind == ChannelKind::Live {
                    let (law, abandoned) = live[period][channel];
                    (WaitLaw::NODES.iter().copied().zip(law.contacts).collect(), abandoned)
                } else {
                    let sum = &sums[period][channel];
                    (vec![(felt_wait(kind, sum.wait / sum.answered.max(1e-9)), sum.answered)], 0.0)
                };
                let abandoned = (abandoned, patience(demand));
                met.push(Met { channel, waits, drivers: drivers(demand, newcomers), bonus, abandoned });
            }
        }
    }
    met
}
