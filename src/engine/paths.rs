//! The luck of demand: one path of day factors a channel and replication, the same in every scenario.

use super::demand::Demand;
use crate::model::Plan;
use crate::workforce::{Purpose, Stream, splitmix64};

/// Day factors of one replication, by channel and day, with their logarithms.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct DemandPath {
    factor: Vec<Vec<f64>>,
    log: Vec<Vec<f64>>,
}

impl DemandPath {
    /// Draws the path of a replication; a channel's luck is keyed by its name.
    #[must_use]
    pub(super) fn draw(plan: &Plan, demand: &Demand, replication: u64) -> Self {
        let seed = plan.settings.seed;
        let factor: Vec<Vec<f64>> = plan
            .channels
            .iter()
            .zip(&demand.channels)
            .map(|(channel, demand)| {
                let key = name_key(&channel.name);
                let days = Stream::new(seed, Purpose::DemandDay, replication, key);
                let level = Stream::new(seed, Purpose::DemandLevel, replication, key).normal(0, 0);
                let normals: Vec<f64> =
                    (0..demand.days.len() as u64).map(|day| days.normal(0, day)).collect();
                demand.factors.path(level, &normals)
            })
            .collect();
        let log = factor.iter().map(|path| path.iter().map(|factor| factor.ln()).collect()).collect();
        Self { factor, log }
    }

    /// The expected path: every factor 1.
    #[must_use]
    pub(super) fn expected(demand: &Demand) -> Self {
        let days = |value| demand.channels.iter().map(|channel| vec![value; channel.days.len()]).collect();
        Self { factor: days(1.0), log: days(0.0) }
    }

    /// The factor of a day.
    #[must_use]
    pub(super) fn factor(&self, channel: usize, day: usize) -> f64 {
        self.factor[channel][day]
    }

    /// Its logarithm.
    #[must_use]
    pub(super) fn log(&self, channel: usize, day: usize) -> f64 {
        self.log[channel][day]
    }
}

/// A stable key of a name: luck follows a team or channel by name, wherever it stands in the file.
#[must_use]
pub(super) fn name_key(name: &str) -> u64 {
    name.bytes().fold(0xcbf2_9ce4_8422_2325, |key, byte| splitmix64(key ^ u64::from(byte), 1))
}
