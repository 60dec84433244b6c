//! Targets judged: value, probability over the replications, met or missed.

use crate::engine::figures::measures::{ChannelMeasure, Layout, PlanMeasure, Samples};
use crate::engine::figures::outcome::TargetOutcome;
use crate::engine::horizon::Horizon;
use crate::model::{AttritionWindow, Measure, Plan, Population, Scope, Target};

/// Every target of a plan in every period that it speaks of.
#[must_use]
pub(in crate::engine) fn judge(
    plan: &Plan,
    horizon: &Horizon,
    layout: Layout,
    samples: &Samples,
) -> Vec<TargetOutcome> {
    let of_target = |target: &Target| {
        let periods = periods(target, horizon);
        periods
            .into_iter()
            .map(|period| outcome(target, (period, horizon), layout, samples))
            .collect::<Vec<_>>()
    };
    plan.targets.iter().flat_map(of_target).collect()
}

/// A channel's own targets speak of every period; the plan's of the one that holds their date, else of the last.
fn periods(target: &Target, horizon: &Horizon) -> Vec<usize> {
    let last = horizon.periods.len().saturating_sub(1);
    match (target.scope, target.by) {
        (Scope::Channel(_), None) => (0..horizon.periods.len()).collect(),
        (_, None) => vec![last],
        (_, Some(by)) => vec![horizon.periods.iter().position(|period| period.last >= by).unwrap_or(last)],
    }
}

fn outcome(
    target: &Target,
    (period, horizon): (usize, &Horizon),
    layout: Layout,
    samples: &Samples,
) -> TargetOutcome {
    let place = place(target, period, layout);
    let value = samples.range(place);
    let holds = |value: f64| {
        if target.measure.at_least() { value >= target.goal } else { value <= target.goal }
    };
    let probability = samples.share(place, holds).filter(|_| samples.values(place).nth(1).is_some());
    let met = match target.confidence {
        Some(confidence) => probability.map(|probability| probability >= confidence.get()),
        None => value.map(|value| holds(value.mean)),
    };
    TargetOutcome {
        target: target.clone(),
        period: horizon.periods[period].label.clone(),
        value,
        probability,
        met,
    }
}

fn place(target: &Target, period: usize, layout: Layout) -> usize {
    let of_channel = |measure| match target.scope {
        Scope::Channel(channel) => layout.channel(period, channel, measure),
        Scope::Plan => layout.plan(period, PlanMeasure::Csat),
    };
    match target.measure {
        Measure::ServiceLevel => of_channel(ChannelMeasure::ServiceLevel),
        Measure::Asa => of_channel(ChannelMeasure::Asa),
        Measure::Abandonment => of_channel(ChannelMeasure::Abandonment),
        Measure::Occupancy => layout.plan(period, PlanMeasure::Occupancy),
        Measure::Csat => layout.plan(period, PlanMeasure::Csat),
        Measure::Cost => layout.plan(period, PlanMeasure::CostToDate),
        Measure::Attrition { population, window } => layout.plan(
            period,
            match (window, population) {
                (AttritionWindow::ToDate, Population::All) => PlanMeasure::ToDateAll,
                (AttritionWindow::ToDate, Population::Productive) => PlanMeasure::ToDateProductive,
                (AttritionWindow::RollingTwelve, Population::All) => PlanMeasure::RollingAll,
                (AttritionWindow::RollingTwelve, Population::Productive) => PlanMeasure::RollingProductive,
            },
        ),
    }
}
