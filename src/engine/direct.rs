//! The expected course evaluated interval by interval, without tables: the worst intervals, the interval report, what
//! satisfaction is calibrated on, what one more person changes, and the measure of what the tables' interpolation costs.

use super::demand::DayShape;
use super::figures::outcome::{IntervalOutcome, Shortage};
use super::people::staff::{Flows, Staff};
use super::replicate::Replicator;
use super::service::deferred::DeferredDesk;
use super::service::desk::{Precision, between, pace};
use super::service::need::{Need, goal_share, service_level};
use super::service::run::PoolRun;
use super::service::sums::{ChannelSums, DayStaff};
use super::service::world::{Kind, Laid, PoolWorld};
use crate::model::ChannelKind;
use crate::queueing::day::SlotService;
use rayon::prelude::*;

/// One live channel in one interval of a day.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Interval {
    /// Channel, by plan index.
    pub channel: usize,
    /// Day of the horizon.
    pub day: usize,
    /// Slot of the day.
    pub slot: usize,
    /// Effective agents.
    pub agents: f64,
    /// Busy agent-seconds.
    pub busy: f64,
    /// Seconds open.
    pub seconds: f64,
    /// Handle time.
    pub aht: f64,
    /// What customers get.
    pub service: SlotService,
}

/// The expected course: people laid over every day at its expected demand, ready to be served.
pub(super) struct Course<'a> {
    run: &'a Replicator<'a>,
    pools: Vec<PoolCourse<'a>>,
}

#[derive(Clone)]
struct PoolCourse<'a> {
    pool: &'a PoolRun<'a>,
    /// On-seat FTE by day.
    on_seat: Vec<f64>,
    laid: Vec<Laid>,
    /// Share of what is over that deferred work leaves, by day.
    back: Vec<f64>,
}

impl<'a> Course<'a> {
    /// That of the first days.
    #[must_use]
    pub(super) fn until(run: &'a Replicator<'a>, staff: &Staff<'_>, flows: &Flows, past: usize) -> Self {
        let of_pool = |pool: &'a PoolRun<'a>| {
            let days = &run.pool_staff(pool, staff, flows)[..past];
            let laid: Vec<Laid> =
                days.par_iter().enumerate().map(|(day, today)| lay(pool, day, today, None)).collect();
            let on_seat = days.iter().map(|day| day.on_seat).collect();
            PoolCourse { pool, on_seat, back: given_back(pool, &laid), laid }
        };
        let staffed = run.pools.iter().filter(|pool| !pool.world.pool.teams.is_empty());
        Self { run, pools: staffed.map(of_pool).collect() }
    }

    /// That of all days.
    #[must_use]
    pub(super) fn new(run: &'a Replicator<'a>, staff: &Staff<'_>, flows: &Flows) -> Self {
        Self::until(run, staff, flows, run.horizon.days.len())
    }

    /// Every open interval of live channels, by day, then channel, then slot.
    #[must_use]
    pub(super) fn intervals(&self, precision: Precision) -> Vec<Interval> {
        let of_pool = |pool: &PoolCourse<'_>| {
            let day = |day: usize| pool.serve(day, precision, |_| true);
            let days: Vec<Vec<Interval>> = (0..pool.laid.len()).into_par_iter().map(day).collect();
            days.into_iter().flatten().collect::<Vec<_>>()
        };
        let mut all: Vec<Interval> = self.pools.iter().flat_map(of_pool).collect();
        all.sort_by_key(|interval| (interval.day, interval.channel, interval.slot));
        all
    }

    /// The worst interval of each of the days and channels that miss their goal by most contacts, at most `count`; the days
    /// are found among these intervals, and followed with this precision.
    #[must_use]
    pub(super) fn worst(
        &self,
        intervals: &[Interval],
        count: usize,
        precision: Precision,
    ) -> Vec<IntervalOutcome> {
        let run = self.run;
        let mut days: Vec<(f64, &[Interval])> = Vec::new();
        for day in intervals.chunk_by(|a, b| (a.day, a.channel) == (b.day, b.channel)) {
            let missed: f64 = day.iter().map(|interval| interval.shortfall(run)).sum();
            if missed > 0.05 {
                days.push((missed, day));
            }
        }
        days.sort_by(|a, b| b.0.total_cmp(&a.0));
        days.truncate(count);
        let worst = |(_, day): &(f64, &[Interval])| {
            let shown = match precision {
                Precision::Fast => day.to_vec(),
                Precision::Exact => self.exactly(day[0].day, day[0].channel),
            };
            let worst = shown.iter().max_by(|a, b| a.shortfall(run).total_cmp(&b.shortfall(run)));
            worst.map(|interval| interval.outcome(run))
        };
        days.par_iter().filter_map(worst).collect()
    }

    /// The pool of a team with so many more FTE of it on seat, by day; the mix of its teams shifts by them.
    #[must_use]
    pub(super) fn with_more(&self, team: usize, more: &[f64]) -> Self {
        let with = |pool: &PoolCourse<'a>| {
            let place = pool.pool.world.pool.teams.iter().position(|&other| other == team)?;
            let mut with = pool.clone();
            for (day, &more) in more.iter().enumerate().filter(|(_, more)| **more > 0.0) {
                let kind = &pool.pool.world.kinds[pool.pool.world.kind_of_day[day]];
                let on_seat = pool.on_seat[day];
                let mut kind = kind.clone();
                for (other, part) in kind.mix.iter_mut().enumerate() {
                    *part = (*part * on_seat + if other == place { more } else { 0.0 }) / (on_seat + more);
                }
                let staff = on_seat + more;
                let staff = DayStaff { on_seat: staff, log_on_seat: staff.ln(), ..DayStaff::default() };
                with.on_seat[day] += more;
                with.laid[day] = lay(pool.pool, day, &staff, Some(&kind));
            }
            with.back = given_back(with.pool, &with.laid);
            Some(with)
        };
        Self { run: self.run, pools: self.pools.iter().filter_map(with).collect() }
    }

    /// One channel on some days.
    #[must_use]
    pub(super) fn of_channel(&self, channel: usize, days: &[usize], precision: Precision) -> Vec<Interval> {
        let serve = |&day: &usize| {
            let of_pool = |pool: &PoolCourse<'_>| pool.serve(day, precision, |live| live == channel);
            self.pools.iter().flat_map(of_pool).collect::<Vec<_>>()
        };
        days.par_iter().flat_map_iter(serve).collect()
    }

    /// One channel's day, exactly.
    fn exactly(&self, day: usize, channel: usize) -> Vec<Interval> {
        self.pools.iter().flat_map(|pool| pool.serve(day, Precision::Exact, |live| live == channel)).collect()
    }
}

/// People laid over a day at its expected demand; the kind of day is its own unless another is given.
fn lay(pool: &PoolRun<'_>, day: usize, staff: &DayStaff, other: Option<&Kind>) -> Laid {
    let world = pool.world;
    let kind = other.unwrap_or(&world.kinds[world.kind_of_day[day]]);
    let relative =
        |(contacts, reference): (&f64, &f64)| if *reference > 0.0 { contacts / reference } else { 0.0 };
    let z: Vec<f64> = live_contacts(pool, day).iter().zip(&kind.reference).map(relative).collect();
    world.lay(kind, staff.log_on_seat.exp(), &world.need(kind, &z), &z)
}

fn live_contacts(pool: &PoolRun<'_>, day: usize) -> Vec<f64> {
    pool.world.pool.live.iter().map(|&channel| pool.demand.channels[channel].days[day].in_house()).collect()
}

/// Share of what is over that deferred work leaves, by day.
fn given_back(pool: &PoolRun<'_>, laid: &[Laid]) -> Vec<f64> {
    if pool.deferred.is_empty() {
        return vec![1.0; laid.len()];
    }
    let mut backlog: f64 = pool.deferred.iter().map(DeferredDesk::opening_seconds).sum();
    let day = |(day, laid): (usize, &Laid)| {
        let capacity: f64 = laid.deferred.iter().sum();
        let channels = pool.deferred.iter().zip(&pool.world.pool.deferred);
        let work = channels
            .map(|(desk, &channel)| desk.handle_time * pool.demand.channels[channel].days[day].in_house());
        let arriving: f64 = work.sum();
        let used = capacity.min(backlog + arriving);
        backlog += arriving - used;
        if capacity > 0.0 { 1.0 - used / capacity } else { 1.0 }
    };
    laid.iter().enumerate().map(day).collect()
}

impl PoolCourse<'_> {
    /// A day of the live channels that are asked for.
    fn serve(&self, day: usize, precision: Precision, asked: impl Fn(usize) -> bool) -> Vec<Interval> {
        let (world, laid, back) = (self.pool.world, &self.laid[day], self.back[day]);
        let kind = &world.kinds[world.kind_of_day[day]];
        let contacts = live_contacts(self.pool, day);
        let mut intervals = Vec::new();
        for (place, &channel) in world.pool.live.iter().enumerate().filter(|(_, channel)| asked(**channel)) {
            let Some(shape) = kind.shapes[place].as_ref().filter(|_| contacts[place] > 0.0) else { continue };
            let (kept, given) = (&laid.at_need[place], &laid.with_surplus[place]);
            let face = |agents: &[f64]| world.desks[place].slots(shape, contacts[place], agents, precision);
            let at_need = face(kept);
            let with_surplus = if kept == given { at_need.clone() } else { face(given) };
            for ((slot, first), (_, second)) in at_need.into_iter().zip(with_surplus) {
                intervals.push(Interval {
                    channel,
                    day,
                    slot,
                    agents: mean(back, kept[slot], given[slot]),
                    busy: mean(
                        back,
                        first.busy_seconds * pace(kept[slot]),
                        second.busy_seconds * pace(given[slot]),
                    ),
                    seconds: shape.open[slot] * shape.seconds,
                    aht: shape.aht[slot],
                    service: between(&first, &second, back),
                });
            }
        }
        intervals
    }
}

/// Mean of two values, the second with weight `back`.
fn mean(back: f64, kept: f64, given: f64) -> f64 {
    kept + back * (given - kept)
}

impl Interval {
    /// The row of a report.
    #[must_use]
    pub(super) fn outcome(&self, run: &Replicator<'_>) -> IntervalOutcome {
        let service = &self.service;
        let answered = service.waits.total();
        let grid = run.plan.settings.grid;
        let some = |whole: f64, value: f64| (whole > 1e-9).then_some(value);
        let staffed = self.agents * self.seconds;
        let need = self.need(run);
        IntervalOutcome {
            channel: self.channel,
            date: run.horizon.days[self.day],
            minute: grid.start_minute(self.slot),
            minutes: grid.minutes(),
            offered: service.contacts,
            aht_seconds: self.aht,
            required: need.agents,
            binding: need.binding,
            staffed: self.agents,
            service_level: self.service_level(run),
            asa_seconds: some(answered, service.waits.mean()),
            p_abandon: some(service.contacts, service.abandoned / service.contacts),
            occupancy: some(staffed, self.busy / staffed),
            queue_end: service.queue_end,
            goal: goal_share(&run.plan.channels[self.channel]).map(|share| share.get()),
        }
    }

    /// The need, exactly and with its reason.
    fn need(&self, run: &Replicator<'_>) -> Need {
        let exact = |world: &PoolWorld, place: usize, shape: &DayShape, contacts: f64| {
            world.slot_need(place, shape, self.slot, contacts)
        };
        self.at_its_desk(run, exact).unwrap_or(Need::NONE)
    }

    /// Agents missing to the need, to the accuracy of the needs that people are laid by.
    fn missing(&self, run: &Replicator<'_>) -> f64 {
        let need = |world: &PoolWorld, place: usize, shape: &DayShape, contacts: f64| {
            world.slot_agents(place, shape, self.slot, contacts)
        };
        self.at_its_desk(run, need).map_or(0.0, |need| need - self.agents)
    }

    /// Asks the channel's place in its pool, with the day's shape and contacts.
    fn at_its_desk<T>(
        &self,
        run: &Replicator<'_>,
        ask: impl Fn(&PoolWorld, usize, &DayShape, f64) -> T,
    ) -> Option<T> {
        run.pools.iter().map(|pool| pool.world).find_map(|world| {
            let place = world.pool.live.iter().position(|&channel| channel == self.channel)?;
            let kind = &world.kinds[world.kind_of_day[self.day]];
            let contacts = run.demand.channels[self.channel].days[self.day].in_house();
            Some(ask(world, place, kind.shapes[place].as_ref()?, contacts))
        })
    }

    fn service_level(&self, run: &Replicator<'_>) -> Option<f64> {
        let SlotService { contacts, within, abandoned, .. } = self.service;
        service_level(run.plan.settings.sl_definition, contacts, within, abandoned)
    }

    /// Contacts missing to the goal, where there is one.
    fn shortfall(&self, run: &Replicator<'_>) -> f64 {
        let goal = goal_share(&run.plan.channels[self.channel]).map_or(0.0, |share| share.get());
        let got = self.service_level(run).unwrap_or(1.0);
        (goal - got).max(0.0) * self.service.contacts
    }
}

/// How many intervals are short of people, by how much in all.
pub(super) fn shortage(run: &Replicator<'_>, intervals: &[Interval]) -> Option<Shortage> {
    let busy = intervals.iter().filter(|interval| interval.service.contacts > 0.0);
    let count = |sum: Shortage, interval: &Interval| {
        let missing = interval.missing(run);
        let short = missing > LEAST_MISSING;
        Shortage {
            intervals: sum.intervals + 1,
            short: sum.short + usize::from(short),
            agent_hours: sum.agent_hours + if short { missing * interval.seconds / 3600.0 } else { 0.0 },
        }
    };
    (!intervals.is_empty()).then(|| busy.fold(Shortage::default(), count))
}

/// Agents missing below which an interval does not count as short.
const LEAST_MISSING: f64 = 0.1;

/// Largest difference of a period's service level between these intervals and the tables' sums, at the same staff and demand.
#[must_use]
pub(super) fn interpolation_error(
    run: &Replicator<'_>,
    tables: &[Vec<ChannelSums>],
    intervals: &[Interval],
) -> Option<f64> {
    let definition = run.plan.settings.sl_definition;
    let mut direct = vec![vec![(0.0, 0.0, 0.0); run.layout.channels]; run.layout.periods];
    for interval in intervals {
        let sum = &mut direct[run.horizon.period_of_day[interval.day]][interval.channel];
        sum.0 += interval.service.contacts;
        sum.1 += interval.service.within;
        sum.2 += interval.service.abandoned;
    }
    let live = |channel: &usize| run.plan.channels[*channel].kind == ChannelKind::Live;
    let differences = (0..run.layout.periods).flat_map(|period| {
        let (direct, tables) = (&direct[period], &tables[period]);
        (0..run.layout.channels).filter(live).filter_map(move |channel| {
            let (contacts, within, abandoned) = direct[channel];
            let exact = service_level(definition, contacts, within, abandoned)?;
            let table = &tables[channel];
            Some((service_level(definition, table.contacts, table.within, table.abandoned)? - exact).abs())
        })
    });
    differences.reduce(f64::max)
}
