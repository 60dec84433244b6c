//! A pool's horizon in one replication: every day looked up in the tables, deferred work carried from day to day.

use super::deferred::{DeferredDesk, Quarters};
use super::table::{Day, DemandLevel, QUARTERS};
use super::world::PoolWorld;
use crate::engine::demand::Demand;
use crate::engine::paths::DemandPath;

/// Staff of a pool on one day.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(crate) struct DayStaff {
    /// `ln` of the on-seat effective FTE.
    pub log_on_seat: f64,
    /// Share of the work done by people on the ramp.
    pub newcomers: f64,
    /// Satisfaction that grades add, in shares.
    pub bonus: f64,
    /// Paid hours that an hour on contacts takes: 1 ÷ (1 − shrinkage).
    pub paid_per_hour: f64,
}

/// Sums of a channel over a period.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(crate) struct ChannelSums {
    /// Offered to people, outsourced and redials included.
    pub offered: f64,
    /// Fresh contacts answered before a person was asked.
    pub deflected: f64,
    /// Answered outside.
    pub outsourced: f64,
    /// Offered to the plan's own people.
    pub contacts: f64,
    /// Answered in time.
    pub within: f64,
    /// Gave up.
    pub abandoned: f64,
    /// Answered.
    pub answered: f64,
    /// Waits of the answered together, in seconds.
    pub wait: f64,
    /// Busy agent-seconds.
    pub busy: f64,
    /// On-seat agent-seconds.
    pub staffed: f64,
    /// Satisfied among the answered.
    pub satisfied: f64,
    /// Need in agent-hours on seat.
    pub need_hours: f64,
    /// The same in paid hours.
    pub paid_need_hours: f64,
    /// Open at the end of the period's last day; deferred channels only.
    pub backlog_end: f64,
}

/// What a pool's days are looked up with.
pub(crate) struct PoolRun<'a> {
    /// The pool.
    pub world: &'a PoolWorld,
    /// The demand.
    pub demand: &'a Demand,
    /// Desks of the deferred channels, in the order of the pool's.
    pub deferred: Vec<DeferredDesk>,
    /// A day's expected contacts relative to its kind's reference, by live channel and day; none while closed.
    base: Vec<Vec<DemandLevel>>,
}

impl<'a> PoolRun<'a> {
    /// Prepares a pool.
    pub(crate) fn new(world: &'a PoolWorld, demand: &'a Demand, deferred: Vec<DeferredDesk>) -> Self {
        let of_channel = |(place, &channel): (usize, &usize)| {
            let relative = |(day, &kind): (usize, &usize)| {
                let reference = world.kinds[kind].reference[place];
                let contacts = demand.channels[channel].days[day].in_house();
                let z = if reference > 0.0 { contacts / reference } else { 0.0 };
                DemandLevel { z, log_z: z.ln() }
            };
            world.kind_of_day.iter().enumerate().map(relative).collect()
        };
        let base = world.pool.live.iter().enumerate().map(of_channel).collect();
        Self { world, demand, deferred, base }
    }

    /// Adds a replication's days to `sums[period][channel]`, channels by plan index.
    pub(crate) fn serve(
        &self,
        path: &DemandPath,
        staff: &[DayStaff],
        period_of_day: &[usize],
        sums: &mut [Vec<ChannelSums>],
    ) {
        let mut quarters: Vec<Quarters> = self.deferred.iter().map(|_| Quarters::default()).collect();
        let mut backlog: f64 = self.deferred.iter().map(DeferredDesk::opening_seconds).sum();
        let mut today =
            Today { path, day: 0, kind: 0, staff: DayStaff::default(), level: Vec::new(), need: Vec::new() };
        for (day, staff) in staff.iter().enumerate() {
            self.enter(&mut today, day, *staff);
            let sums = &mut sums[period_of_day[day]];
            let mut back = 1.0;
            if !self.deferred.is_empty() {
                let capacity = self.world.deferred(today.kind, today.overall().log_z, staff.log_on_seat);
                let arriving = self.arrive(&today, &capacity, &mut quarters, sums);
                let all: f64 = capacity.iter().sum();
                let used = all.min(backlog + arriving);
                backlog += arriving - used;
                back = if all > 0.0 { 1.0 - used / all } else { 0.0 };
            }
            self.serve_live(&today, back, sums);
        }
        self.serve_deferred(&quarters, staff, period_of_day, sums);
    }

    fn serve_deferred(
        &self,
        quarters: &[Quarters],
        staff: &[DayStaff],
        period_of_day: &[usize],
        sums: &mut [Vec<ChannelSums>],
    ) {
        for ((desk, quarters), &channel) in self.deferred.iter().zip(quarters).zip(&self.world.pool.deferred)
        {
            for (day, fared) in desk.fare(quarters).into_iter().enumerate() {
                let sum = &mut sums[period_of_day[day]][channel];
                sum.contacts += fared.contacts;
                sum.within += fared.within;
                sum.answered += fared.contacts;
                sum.wait += fared.response;
                sum.backlog_end = fared.backlog_end;
                let DayStaff { newcomers, bonus, .. } = staff[day];
                sum.satisfied += desk.satisfied(&fared, newcomers) + bonus * fared.contacts;
            }
        }
    }

    /// Turns to a day: its demand levels and needs.
    fn enter(&self, today: &mut Today<'_>, day: usize, staff: DayStaff) {
        let world = self.world;
        (today.day, today.kind, today.staff) = (day, world.kind_of_day[day], staff);
        today.level.clear();
        today.need.clear();
        for (place, &channel) in world.pool.live.iter().enumerate() {
            let base = self.base[place][day];
            let level = DemandLevel {
                z: base.z * today.path.factor(channel, day),
                log_z: base.log_z + today.path.log(channel, day),
            };
            today.level.push(level);
            today.need.push(if level.z > 0.0 { world.day_need(today.kind, place, level) } else { 0.0 });
        }
    }

    /// Notes a day's deferred arrivals, each channel's part of the capacity and its need; returns the work that arrives.
    ///
    /// The need is the work that the idle time of people at the live channels' need leaves over.
    fn arrive(
        &self,
        today: &Today<'_>,
        capacity: &[f64; QUARTERS],
        quarters: &mut [Quarters],
        sums: &mut [ChannelSums],
    ) -> f64 {
        let channels = &self.world.pool.deferred;
        let contacts = |&channel: &usize| {
            self.demand.channels[channel].days[today.day].in_house() * today.path.factor(channel, today.day)
        };
        let contacts: Vec<f64> = channels.iter().map(contacts).collect();
        let work: Vec<f64> =
            self.deferred.iter().zip(&contacts).map(|(desk, contacts)| contacts * desk.handle_time).collect();
        let all: f64 = work.iter().sum();
        let idle = self.world.day_idle(today.kind, today.overall());
        for (place, (desk, quarters)) in self.deferred.iter().zip(quarters).enumerate() {
            let part = if all > 0.0 { work[place] / all } else { 1.0 / work.len() as f64 };
            desk.note(today.day, contacts[place], capacity.map(|seconds| seconds * part), quarters);
            let hours = (all - idle).max(0.0) * part / 3600.0;
            sums[channels[place]].need_hours += hours;
            sums[channels[place]].paid_need_hours += hours * today.staff.paid_per_hour;
        }
        all
    }

    fn serve_live(&self, today: &Today<'_>, back: f64, sums: &mut [ChannelSums]) {
        let &Today { path, day, kind, staff, ref level, ref need } = today;
        let world = self.world;
        let all: f64 = need.iter().sum();
        for (place, &channel) in world.pool.live.iter().enumerate() {
            let DemandLevel { z, log_z } = level[place];
            if z <= 0.0 {
                continue;
            }
            // The staff at which a day of the reference mix would give this channel the same people.
            let mix = if need.len() > 1 && all > 0.0 { (self.need_at(today, place) / all).ln() } else { 0.0 };
            let log_staff = staff.log_on_seat + mix;
            let served = world.served_day(kind, Day { channel: place, log_z, log_staff, back });
            let base = self.demand.channels[channel].days[day].in_house() * path.factor(channel, day);
            let sum = &mut sums[channel];
            let hours = need[place] * world.slot_hours();
            sum.need_hours += hours;
            sum.paid_need_hours += hours * staff.paid_per_hour;
            let (contacts, abandoned) = (base * served.contacts, base * served.abandoned.max(0.0));
            let answered = (contacts - abandoned).max(0.0);
            sum.contacts += contacts;
            sum.within += (base * served.within).clamp(0.0, contacts);
            sum.abandoned += abandoned;
            sum.answered += answered;
            sum.wait += (base * served.wait).max(0.0);
            sum.busy += base * served.busy;
            sum.staffed += base * served.staffed;
            let mixed =
                served.satisfied * (1.0 - staff.newcomers) + served.satisfied_newcomer * staff.newcomers;
            sum.satisfied += base * mixed + staff.bonus * answered;
        }
    }

    /// Need of the whole pool were every channel at the demand level of one.
    fn need_at(&self, today: &Today<'_>, like: usize) -> f64 {
        let at = today.level[like];
        let of_channel = |place: usize| {
            if place == like {
                today.need[place]
            } else if today.level[place].z > 0.0 {
                self.world.day_need(today.kind, place, at)
            } else {
                0.0
            }
        };
        (0..today.need.len()).map(of_channel).sum()
    }
}

/// A day of one replication, at the tables' door.
struct Today<'a> {
    path: &'a DemandPath,
    day: usize,
    kind: usize,
    staff: DayStaff,
    level: Vec<DemandLevel>,
    need: Vec<f64>,
}

impl Today<'_> {
    /// The live channels' demand level, weighted by their need; that of the reference day without need.
    fn overall(&self) -> DemandLevel {
        let all: f64 = self.need.iter().sum();
        if all <= 0.0 {
            return DemandLevel { z: 1.0, log_z: 0.0 };
        }
        let weighted = self.level.iter().zip(&self.need).filter(|&(_, &need)| need > 0.0);
        let log_z = weighted.map(|(level, need)| level.log_z * need).sum::<f64>() / all;
        DemandLevel { z: log_z.exp(), log_z }
    }
}
