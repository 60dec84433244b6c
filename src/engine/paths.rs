//! The luck of demand: one path of day factors a channel and replication, the same in every scenario.

use super::demand::{ChannelDemand, Demand};
use crate::model::{Channel, Plan};
use crate::workforce::{Purpose, Stream, splitmix64};
use std::ops::Range;

/// Day factors of replications that run together, by channel, day and replication, with their logarithms.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct DemandPath {
    replications: usize,
    factor: Vec<Vec<f64>>,
    log: Vec<Vec<f64>>,
}

impl DemandPath {
    /// Draws the paths of replications; a channel's luck is keyed by its name.
    #[must_use]
    pub(super) fn draw(plan: &Plan, demand: &Demand, replications: Range<u64>) -> Self {
        let count = replications.clone().count();
        let of_channel = |(channel, demand): (&Channel, &ChannelDemand)| {
            let (key, length) = (name_key(&channel.name), demand.days.len());
            let mut factor = vec![0.0; length * count];
            for (place, replication) in replications.clone().enumerate() {
                let stream = |purpose| Stream::new(plan.settings.seed, purpose, replication, key);
                let days = stream(Purpose::DemandDay);
                let normals: Vec<(f64, f64)> =
                    (0..length as u64).map(|day| (days.normal(0, day), days.normal(1, day))).collect();
                let path = demand.factors.path(stream(Purpose::DemandLevel).normal(0, 0), &normals);
                for (day, value) in path.into_iter().enumerate() {
                    factor[day * count + place] = value;
                }
            }
            factor
        };
        let factor: Vec<Vec<f64>> = plan.channels.iter().zip(&demand.channels).map(of_channel).collect();
        let log = factor.iter().map(|path| path.iter().map(|factor| factor.ln()).collect()).collect();
        Self { replications: count, factor, log }
    }

    /// Whether two plans' demands draw the same paths.
    #[must_use]
    pub(super) fn alike(a: (&Plan, &Demand), b: (&Plan, &Demand)) -> bool {
        let names =
            |plan: &Plan| plan.channels.iter().map(|channel| channel.name.clone()).collect::<Vec<_>>();
        let laws = a.1.channels.iter().zip(&b.1.channels);
        a.0.settings.seed == b.0.settings.seed
            && names(a.0) == names(b.0)
            && laws.into_iter().all(|(a, b)| a.factors == b.factors)
    }

    /// The expected path: every factor 1.
    #[must_use]
    pub(super) fn expected(demand: &Demand) -> Self {
        let days = |value| demand.channels.iter().map(|channel| vec![value; channel.days.len()]).collect();
        Self { replications: 1, factor: days(1.0), log: days(0.0) }
    }

    /// The factors of a day, by replication.
    #[must_use]
    pub(super) fn factor(&self, channel: usize, day: usize) -> &[f64] {
        &self.factor[channel][day * self.replications..(day + 1) * self.replications]
    }

    /// Their logarithms.
    #[must_use]
    pub(super) fn log(&self, channel: usize, day: usize) -> &[f64] {
        &self.log[channel][day * self.replications..(day + 1) * self.replications]
    }
}

/// A stable key of a name: luck follows a team or channel by name, wherever it stands in the file.
#[must_use]
pub(super) fn name_key(name: &str) -> u64 {
    name.bytes().fold(0xcbf2_9ce4_8422_2325, |key, byte| splitmix64(key ^ u64::from(byte), 1))
}
