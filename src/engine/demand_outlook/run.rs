//! The doors: demand from histories alone, or for a plan.

use super::from_history::{Said, inferred};
use super::of_channel::{Layout, channel_outlook};
use super::outlook::{ChannelOutlook, DemandOutlook, NoForecast};
use super::spread::Levels;
use crate::calendar::{By, ClockChange, DateSpan, Grid};
use crate::engine::demand::ChannelTerms;
use crate::model::{ChannelCounts, Evidence, Plan, Scenario};
use chrono::NaiveDate;
use rayon::prelude::*;
use std::collections::BTreeSet;
use thiserror::Error;

/// The longest horizon that is shown day by day.
const DAYS_BY_DAY: i64 = 36;

/// What is asked of a demand.
#[derive(Debug, Clone, PartialEq)]
pub struct OutlookTerms {
    /// Last day of history used.
    pub as_of: NaiveDate,
    /// First and last day of the horizon.
    pub horizon: DateSpan,
    /// Length of intervals; `None`: the history's own, or the plan's.
    pub interval: Option<Grid>,
    /// Quantiles, in per cent, in order.
    pub quantiles: Vec<f64>,
    /// Clock changes within the horizon.
    pub changes: Vec<ClockChange>,
    /// Days without service; of histories alone.
    pub closed: BTreeSet<NaiveDate>,
    /// The longest horizon that is shown week by week; longer ones month by month.
    pub days_by_week: i64,
    /// Threads; `None`: as many as there are processors. Figures do not depend on it.
    pub threads: Option<usize>,
}

impl OutlookTerms {
    /// Every day of the horizon.
    fn days(&self) -> Vec<NaiveDate> {
        self.horizon.iter().collect()
    }

    fn in_threads<T: Send>(&self, compute: impl FnOnce() -> T + Send) -> T {
        let pool = self
            .threads
            .and_then(|threads| rayon::ThreadPoolBuilder::new().num_threads(threads).build().ok());
        match pool {
            Some(pool) => pool.install(compute),
            None => compute(),
        }
    }

    fn by(&self) -> By {
        match self.horizon.days() {
            days if days <= DAYS_BY_DAY => By::Day,
            days if days <= self.days_by_week => By::Week,
            _ => By::Month,
        }
    }

    fn layout<'a>(&'a self, levels: &'a Levels) -> Layout<'a> {
        Layout { levels, by: self.by(), changes: &self.changes, intervals: self.interval != Some(Grid::DAY) }
    }

    fn said(&self) -> Said<'_> {
        Said { as_of: self.as_of, closed: &self.closed, horizon: self.horizon, interval: self.interval }
    }

    fn outlook(&self, channels: Vec<ChannelOutlook>) -> DemandOutlook {
        DemandOutlook {
            horizon: self.horizon,
            as_of: self.as_of,
            quantiles: self.quantiles.clone(),
            by: self.by(),
            channels,
        }
    }
}

/// Intervals that those of a channel's history do not make up.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("intervals of {own} min do not make up {asked} min")]
pub struct IntervalRefused {
    /// The channel.
    pub channel: String,
    /// Minutes of the history's intervals.
    pub own: u16,
    /// Minutes asked for.
    pub asked: u16,
}

/// Demand as histories alone tell it: every channel by itself, its hours and closed weekdays inferred.
///
/// # Errors
/// A channel whose days cannot be cut into the intervals asked for: finer than a day where the history has days, or
/// neither a multiple nor a part of its intervals.
pub fn of_histories(
    counts: &[ChannelCounts],
    terms: &OutlookTerms,
) -> Result<DemandOutlook, IntervalRefused> {
    counts.iter().try_for_each(|counts| fits(&counts.channel, counts.grid, terms.interval))?;
    let levels = Levels::of(&terms.quantiles);
    let all = || counts.par_iter().map(|counts| of_history(counts, terms, &levels)).collect();
    Ok(terms.outlook(terms.in_threads(all)))
}

pub(super) fn fits(channel: &str, own: Grid, asked: Option<Grid>) -> Result<(), IntervalRefused> {
    let Some(asked) = asked else { return Ok(()) };
    let (own, asked) = (own.minutes(), asked.minutes());
    let parts = asked.is_multiple_of(own) || (own.is_multiple_of(asked) && own != Grid::DAY.minutes());
    if parts { Ok(()) } else { Err(IntervalRefused { channel: channel.to_owned(), own, asked }) }
}

fn of_history(counts: &ChannelCounts, terms: &OutlookTerms, levels: &Levels) -> ChannelOutlook {
    let Some(inferred) = inferred(counts, &terms.said()) else {
        return ChannelOutlook {
            channel: counts.channel.clone(),
            scenario: None,
            history: None,
            forecast: Err(NoForecast::NoRows),
            suspects: Vec::new(),
            uplifts: Vec::new(),
            cautions: Vec::new(),
        };
    };
    let days = terms.days();
    let (plan, evidence) = (&inferred.plan, &inferred.evidence);
    let of_plan = ChannelTerms { plan, baseline: plan, evidence, days: &days, plain_mean: true };
    let mut outlook = channel_outlook(&of_plan, 0, &terms.layout(levels));
    let mut cautions = inferred.cautions.clone();
    cautions.append(&mut outlook.cautions);
    outlook.cautions = cautions;
    outlook
}

/// Demand of a plan's scenarios; the first of all its scenarios is the baseline.
///
/// # Errors
/// Intervals that the plan's do not make up.
pub fn of_plan(
    baseline: &Plan,
    wanted: &[&Scenario],
    evidence: &Evidence,
    terms: &OutlookTerms,
) -> Result<DemandOutlook, IntervalRefused> {
    let (levels, days) = (Levels::of(&terms.quantiles), terms.days());
    let mut channels = Vec::new();
    for scenario in wanted {
        let mut plan = scenario.plan.clone();
        let (own, asked) = (plan.settings.grid, terms.interval.unwrap_or(plan.settings.grid));
        if !asked.minutes().is_multiple_of(own.minutes()) {
            let (own, asked) = (own.minutes(), asked.minutes());
            return Err(IntervalRefused { channel: String::new(), own, asked });
        }
        if asked != Grid::DAY {
            plan.settings.grid = asked;
        }
        let of_plan = ChannelTerms { plan: &plan, baseline, evidence, days: &days, plain_mean: false };
        let layout = terms.layout(&levels);
        let named = (wanted.len() > 1 || scenario.name != "baseline").then(|| scenario.name.clone());
        let of_channel =
            |index| ChannelOutlook { scenario: named.clone(), ..channel_outlook(&of_plan, index, &layout) };
        let all = || (0..plan.channels.len()).into_par_iter().map(of_channel).collect::<Vec<_>>();
        channels.extend(terms.in_threads(all));
    }
    Ok(terms.outlook(channels))
}
