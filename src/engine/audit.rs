//! Conservation laws of an outcome: books that must balance whatever the plan.

use super::figures::outcome::{Outcome, Range};
use super::people::staff::Flows;
use super::replicate::Replicator;

/// Rounding forgiven in sums of people and money, relative to their size: samples hold seven digits.
const SLACK: f64 = 1e-4;

/// Every law that an outcome breaks, in words; empty when the books balance.
#[must_use]
pub(super) fn faults(outcome: &Outcome, run: &Replicator<'_>, flows: &Flows) -> Vec<String> {
    let mut faults = people(flows);
    for period in &outcome.periods {
        let label = &period.period.label;
        for team in &period.teams {
            let mean = |range: &Option<Range>| range.map(|range| range.mean);
            if let (Some(begin), Some(starts), Some(leavers), Some(washouts), Some(end)) = (
                mean(&team.begin),
                mean(&team.starts),
                mean(&team.leavers),
                mean(&team.washouts),
                mean(&team.headcount_end),
            ) {
                balance(&mut faults, &format!("{label}: heads"), begin + starts - leavers - washouts, end);
            }
        }
        if run.horizon.periods_hold_steps {
            let teams: f64 = period.teams.iter().filter_map(|team| team.cost).map(|cost| cost.mean).sum();
            let shared = period.cost_lines.platform + period.cost_lines.outsourcing;
            let all = period.cost.map_or(0.0, |cost| cost.mean);
            if run.plan.cost.outsourcing.is_empty() {
                balance(&mut faults, &format!("{label}: cost"), teams + shared, all);
            }
        }
        for (channel, figures) in period.channels.iter().enumerate() {
            let shares = [figures.service_level, figures.p_abandon, figures.csat];
            for share in shares.into_iter().flatten() {
                if !(share.p10 >= 0.0
                    && share.p90 <= 1.0 + 1e-6
                    && share.p10 <= share.p50
                    && share.p50 <= share.p90)
                {
                    faults.push(format!("{label}: a share of channel {channel} is {share:?}"));
                }
            }
        }
    }
    faults
}

fn people(flows: &Flows) -> Vec<String> {
    let steps =
        flows.iter().enumerate().flat_map(|(team, course)| course.iter().map(move |step| (team, step)));
    let off = steps.filter(|(_, step)| step.imbalance().abs() > 1e-9 * step.headcount_start.max(1.0));
    off.map(|(team, step)| format!("team {team}: heads are off by {}", step.imbalance())).collect()
}

fn balance(faults: &mut Vec<String>, what: &str, left: f64, right: f64) {
    if (left - right).abs() > SLACK * left.abs().max(right.abs()).max(1.0) {
        faults.push(format!("{what}: {left} against {right}"));
    }
}
