//! Contacts that are answered, and what each of them takes of the cost.

use crate::engine::direct::Interval;
use crate::engine::figures::measures::{PlanMeasure, Samples};
use crate::engine::figures::outcome::PeriodOutcome;
use crate::engine::figures::tell::overloaded;
use crate::engine::replicate::Replicator;
use crate::engine::service::sums::ChannelSums;
use crate::model::{ChannelKind, Plan};
use crate::queueing::Patience;

/// Contacts left in overloaded queues when they close, as a share of a channel's, above which the answered are not known:
/// below, whoever is there at closing time takes them.
const MOST_LEFT: f64 = 0.02;

/// Contacts of a course that are answered or worked in a period, here or outside: of live channels all but those who give up, of
/// deferred ones the backlog before, and what arrives, less the backlog after.
#[must_use]
pub(in crate::engine) fn answered(plan: &Plan, sums: &[Vec<ChannelSums>], period: usize) -> f64 {
    let of_channel = |(channel, sum): (usize, &ChannelSums)| {
        if !served(plan, channel) {
            return sum.outsourced;
        }
        let here = match plan.channels[channel].kind {
            ChannelKind::Live => sum.answered,
            ChannelKind::Deferred => {
                let before = period.checked_sub(1).map(|before| sums[before][channel].backlog_end);
                let open = before.unwrap_or_else(|| f64::from(plan.channels[channel].opening_backlog));
                (open + sum.contacts - sum.backlog_end).max(0.0)
            }
        };
        here + sum.outsourced
    };
    sums[period].iter().enumerate().map(of_channel).sum()
}

fn served(plan: &Plan, channel: usize) -> bool {
    plan.teams.iter().any(|team| team.serves.contains(&channel))
}

/// Puts the expected contacts answered, and the expected cost of each, where they are known; `intervals` are those of the
/// expected course, where it is followed.
pub(in crate::engine) fn put_contacts(
    periods: &mut [PeriodOutcome],
    (run, samples): (&Replicator<'_>, &Samples),
    intervals: Option<&[Interval]>,
) {
    let endless: Vec<usize> =
        (0..run.plan.channels.len()).filter(|&channel| is_endless(run, channel)).collect();
    let left = intervals.map(|intervals| left_by_period(run, intervals, periods.len()));
    for (at, period) in periods.iter_mut().enumerate() {
        let known = |&channel: &usize| left.as_ref().is_some_and(|left| left[at][channel].is_little());
        let all = samples.mean(run.layout.plan(at, PlanMeasure::Answered));
        period.answered = all.filter(|_| endless.iter().all(known));
        let cost = period.cost_lines.map(|lines| lines.total());
        period.cost_per_contact =
            cost.zip(period.answered.filter(|answered| *answered > 0.0)).map(|(cost, all)| cost / all);
    }
}

/// Whether everybody waits in a channel's line, however long it is.
fn is_endless(run: &Replicator<'_>, channel: usize) -> bool {
    let live = run.plan.channels[channel].kind == ChannelKind::Live;
    live && served(run.plan, channel) && run.demand.channels[channel].patience == Patience::Infinite
}

/// Contacts of a channel in a period, and those that overloaded queues hold when they close.
#[derive(Debug, Clone, Copy, Default)]
struct Left {
    contacts: f64,
    left: f64,
}

impl Left {
    fn is_little(&self) -> bool {
        self.left <= MOST_LEFT * self.contacts
    }
}

/// By period and channel; `intervals` by day, then channel, then slot.
fn left_by_period(run: &Replicator<'_>, intervals: &[Interval], periods: usize) -> Vec<Vec<Left>> {
    let mut left = vec![vec![Left::default(); run.plan.channels.len()]; periods];
    let open_together =
        |a: &Interval, b: &Interval| (a.day, a.channel, a.slot + 1) == (b.day, b.channel, b.slot);
    for stretch in intervals.chunk_by(open_together) {
        let Some(last) = stretch.last() else { continue };
        let of = &mut left[run.horizon.period_of_day[last.day]][last.channel];
        of.contacts += stretch.iter().map(|interval| interval.service.contacts).sum::<f64>();
        if stretch.iter().any(|interval| overloaded(run, interval)) {
            of.left += last.service.queue_end;
        }
    }
    left
}
