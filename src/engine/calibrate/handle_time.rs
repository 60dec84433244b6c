//! Handle time of one channel: in all, by part of the day, by tenure of the agent.

use super::estimate::{Estimate, Untold};
use super::run::People;
use crate::model::{ChannelCounts, LoggedContact};
use crate::queueing::{HandlingFit, HandlingSums};
use chrono::Timelike;
use std::collections::BTreeMap;

/// A part of the day, by its hours.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DayPart {
    /// First hour.
    pub from: u32,
    /// Hour at which it ends.
    pub to: u32,
}

/// The parts of the day.
pub const DAY_PARTS: [DayPart; 4] = [
    DayPart { from: 0, to: 6 },
    DayPart { from: 6, to: 12 },
    DayPart { from: 12, to: 18 },
    DayPart { from: 18, to: 24 },
];

/// Bands of tenure by which handle time is told, in months; the last without end.
pub const TENURES: [(u32, Option<u32>); 4] = [(0, Some(3)), (3, Some(6)), (6, Some(12)), (12, None)];

/// How long contacts of a channel take, in seconds.
#[derive(Debug, Clone, PartialEq)]
pub struct HandleTime {
    /// Mean over all agents.
    pub mean: Estimate,
    /// The law of single contacts; of a log.
    pub law: Option<HandlingFit>,
    /// Mean by part of the day, in the order of [`DAY_PARTS`]; `None` where nothing was answered.
    pub by_day_part: Option<[Option<Estimate>; 4]>,
    /// Mean by tenure of the agent, in the order of [`TENURES`].
    pub by_tenure: Result<[Option<Estimate>; 4], Untold>,
}

impl HandleTime {
    /// Of counts, and of their single contacts where there is a log.
    pub(super) fn of(
        counts: &ChannelCounts,
        contacts: Option<&[&LoggedContact]>,
        people: &Result<People, Untold>,
    ) -> Result<Self, Untold> {
        let Some(contacts) = contacts else { return of_counts(counts) };
        let (mut all, mut parts) = (HandlingSums::default(), [HandlingSums::default(); 4]);
        for contact in contacts {
            if let Some(seconds) = contact.handle_seconds {
                all.add(seconds);
                parts[part_of(contact.at.hour() * 60)].add(seconds);
            }
        }
        let mean = estimate(&all).ok_or(Untold::NoHandleTimes)?;
        let by_tenure = people.as_ref().map(|people| by_tenure(contacts, people)).map_err(|why| *why);
        let by_day_part = Some(parts.each_ref().map(estimate));
        Ok(Self { mean, law: HandlingFit::new(&all), by_day_part, by_tenure })
    }

    /// The mean of agents who are a year there, where enough is known of them; else of all.
    #[must_use]
    pub fn proficient(&self) -> (Estimate, bool) {
        const ENOUGH: f64 = 200.0;
        let tenured = self.by_tenure.as_ref().ok().and_then(|tenures| tenures[3]);
        tenured.filter(|one| one.n >= ENOUGH).map_or((self.mean, false), |one| (one, true))
    }
}

fn part_of(minute: u32) -> usize {
    (minute / 360).min(3) as usize
}

fn estimate(sums: &HandlingSums) -> Option<Estimate> {
    Some(Estimate { value: sums.mean()?, error: sums.standard_error(), n: sums.contacts() })
}

/// Sums of interval counts: means without the spread of single contacts.
fn of_counts(counts: &ChannelCounts) -> Result<HandleTime, Untold> {
    let mut parts = [(0.0, 0.0); 4];
    for day in counts.days.values() {
        for (slot, (handled, seconds)) in day.handled.iter().zip(&day.handle_seconds).enumerate() {
            let part = &mut parts[part_of(counts.grid.start_minute(slot).into())];
            *part = (part.0 + handled, part.1 + seconds);
        }
    }
    let mean = |(handled, seconds): (f64, f64)| {
        (handled > 0.0).then(|| Estimate { value: seconds / handled, error: None, n: handled })
    };
    let all = parts.iter().fold((0.0, 0.0), |sum, part| (sum.0 + part.0, sum.1 + part.1));
    let by_day = counts.grid.minutes() >= 1440;
    Ok(HandleTime {
        mean: mean(all).ok_or(Untold::NoHandleTimes)?,
        law: None,
        by_day_part: (!by_day).then(|| parts.map(mean)),
        by_tenure: Err(Untold::NotALog),
    })
}

/// Means by tenure; agents, not contacts, count as independent: `√(G/(G−1) Σ_a (S_a − m N_a)²) / N`.
fn by_tenure(contacts: &[&LoggedContact], people: &People) -> [Option<Estimate>; 4] {
    TENURES.map(|(from, to)| {
        let mut agents: BTreeMap<u32, (f64, f64)> = BTreeMap::new();
        for contact in contacts {
            let (Some(seconds), Some(agent)) = (contact.handle_seconds, contact.agent) else { continue };
            let Some(month) = people.tenure_months(agent, contact.at.date()) else { continue };
            if month >= from && to.is_none_or(|to| month < to) {
                let (n, sum) = agents.entry(agent).or_default();
                (*n, *sum) = (*n + 1.0, *sum + seconds);
            }
        }
        let (n, sum) = agents.values().fold((0.0, 0.0), |all, one| (all.0 + one.0, all.1 + one.1));
        let mean = (n > 0.0).then(|| sum / n)?;
        let squares: f64 = agents.values().map(|(n, sum)| (sum - mean * n).powi(2)).sum();
        let groups = agents.len() as f64;
        let error = (groups > 1.0).then(|| (groups / (groups - 1.0) * squares).sqrt() / n);
        Some(Estimate { value: mean, error, n })
    })
}
