//! What one more paid FTE of a team, all through a month, does to the service of each channel it serves.

use crate::engine::direct::{Course, Interval};
use crate::engine::figures::outcome::{OneMore, PeriodOutcome};
use crate::engine::paths::DemandPath;
use crate::engine::people::money;
use crate::engine::people::staff::{Flows, Staff};
use crate::engine::people::supply;
use crate::engine::replicate::Replicator;
use crate::engine::service::desk::Precision;
use crate::engine::service::need::{goal_share, service_level};
use crate::engine::service::sums::ChannelSums;
use crate::model::ChannelKind;

/// The expected course: people and days laid out, its intervals, and its sums by period and channel.
type Expected<'a> = (&'a Course<'a>, &'a [Interval], &'a [Vec<ChannelSums>]);

/// Every team and every channel that it serves, in the channel's worst period: the expected course without and with one more
/// proficient FTE of the first grade.
#[must_use]
pub(in crate::engine) fn margins(
    run: &Replicator<'_>,
    (staff, flows): (&Staff<'_>, &Flows),
    expected: Expected<'_>,
    periods: &[PeriodOutcome],
) -> Vec<OneMore> {
    let mut margins = Vec::new();
    for (team, settings) in run.plan.teams.iter().enumerate() {
        for &channel in &settings.serves {
            let Some(period) = worst(run, periods, channel) else { continue };
            let more = more_by_day(run, team, period);
            let levels = match run.plan.channels[channel].kind {
                ChannelKind::Live => live(run, expected, (team, channel, period), &more),
                ChannelKind::Deferred => {
                    let (_, _, sums) = expected;
                    let with =
                        run.serve_deferred(staff, flows, &DemandPath::expected(run.demand), |pool, day| {
                            if pool.world.pool.teams.contains(&team) { more[day] } else { 0.0 }
                        });
                    of_sums(run, &sums[period][channel]).zip(of_sums(run, &with[period][channel]))
                }
            };
            margins.extend(levels.map(|(level, with)| OneMore {
                team,
                channel,
                period: periods[period].period.label.clone(),
                cost: money::one_more(run, (team, period), &flows[team]),
                level,
                with,
            }));
        }
    }
    margins
}

/// The period in which a channel is furthest below its goal, or serves worst where it has none.
fn worst(run: &Replicator<'_>, periods: &[PeriodOutcome], channel: usize) -> Option<usize> {
    let goal = goal_share(&run.plan.channels[channel]).map_or(0.0, |share| share.get());
    let level = |(at, period): (usize, &PeriodOutcome)| {
        Some((at, period.channels.get(channel)?.service_level?.mean - goal))
    };
    let levels = periods.iter().enumerate().filter_map(level);
    levels.min_by(|a, b| a.1.total_cmp(&b.1)).map(|(at, _)| at)
}

/// On-seat FTE by day that one paid FTE of a team gives in a period.
fn more_by_day(run: &Replicator<'_>, team: usize, period: usize) -> Vec<f64> {
    let settings = &run.plan.teams[team];
    let on_seat = |(&of, &month): (&usize, &crate::calendar::Month)| {
        if of == period { supply::base_speed(settings) * supply::on_contacts(settings, month) } else { 0.0 }
    };
    run.horizon.period_of_day.iter().zip(&run.horizon.months).map(on_seat).collect()
}

fn live(
    run: &Replicator<'_>,
    (course, intervals, _): Expected<'_>,
    (team, channel, period): (usize, usize, usize),
    more: &[f64],
) -> Option<(f64, f64)> {
    let of_period = |interval: &&Interval| {
        interval.channel == channel && run.horizon.period_of_day[interval.day] == period
    };
    let days: Vec<usize> = (0..more.len()).filter(|&day| run.horizon.period_of_day[day] == period).collect();
    let with = course.with_more(team, more).of_channel(channel, &days, Precision::Fast);
    let level = level_of(run, intervals.iter().filter(of_period))?;
    Some((level, level_of(run, with.iter())?))
}

fn level_of<'a>(run: &Replicator<'_>, intervals: impl Iterator<Item = &'a Interval>) -> Option<f64> {
    let (contacts, within, abandoned) = intervals.fold((0.0, 0.0, 0.0), |sum, interval| {
        let service = &interval.service;
        (sum.0 + service.contacts, sum.1 + service.within, sum.2 + service.abandoned)
    });
    service_level(run.plan.settings.sl_definition, contacts, within, abandoned)
}

fn of_sums(run: &Replicator<'_>, sum: &ChannelSums) -> Option<f64> {
    service_level(run.plan.settings.sl_definition, sum.contacts, sum.within, sum.abandoned)
}
