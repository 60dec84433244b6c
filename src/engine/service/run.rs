//! A pool's horizon in one replication: every day looked up in the tables, deferred work carried from day to day.

use super::deferred::{DeferredDesk, Quarters};
use super::table::{Day, QUARTERS};
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
    /// `ln` of a day's expected contacts relative to its kind's reference, by live channel and day; −∞ without contacts.
    log_base: Vec<Vec<f64>>,
}

impl<'a> PoolRun<'a> {
    /// Prepares a pool.
    #[must_use]
    pub(crate) fn new(world: &'a PoolWorld, demand: &'a Demand, deferred: Vec<DeferredDesk>) -> Self {
        let base = |(place, &channel): (usize, &usize)| {
            let relative = |(day, &kind): (usize, &usize)| {
                (demand.channels[channel].days[day].in_house() / world.kinds[kind].reference[place]).ln()
            };
            world.kind_of_day.iter().enumerate().map(relative).collect()
        };
        let log_base = world.pool.live.iter().enumerate().map(base).collect();
        Self { world, demand, deferred, log_base }
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
        for (day, staff) in staff.iter().enumerate() {
            let today = self.today(path, day, *staff);
            let sums = &mut sums[period_of_day[day]];
            let mut back = 1.0;
            if !self.deferred.is_empty() {
                let log_z = today.weighted_log_z();
                let capacity = self.world.deferred(today.kind, log_z, staff.log_on_seat);
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

    fn today<'b>(&self, path: &'b DemandPath, day: usize, staff: DayStaff) -> Today<'b> {
        let world = self.world;
        let kind = world.kind_of_day[day];
        let live = &world.pool.live;
        let log_z: Vec<f64> = live
            .iter()
            .enumerate()
            .map(|(place, &channel)| self.log_base[place][day] + path.log(channel, day))
            .collect();
        let need: Vec<f64> = log_z
            .iter()
            .enumerate()
            .map(|(place, &log_z)| if log_z.is_finite() { world.day_need(kind, place, log_z) } else { 0.0 })
            .collect();
        Today { path, day, kind, staff, log_z, need }
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
        let idle = self.world.day_idle(today.kind, today.weighted_log_z());
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
        let &Today { path, day, kind, staff, ref log_z, ref need } = today;
        let world = self.world;
        let all: f64 = need.iter().sum();
        for (place, &channel) in world.pool.live.iter().enumerate() {
            if !log_z[place].is_finite() {
                continue;
            }
            // The staff at which a day of the reference mix would give this channel the same people.
            let mix = if need.len() > 1 && all > 0.0 { self.need_at(today, log_z[place]) / all } else { 1.0 };
            let served = world.served_day(
                kind,
                Day { channel: place, log_z: log_z[place], log_staff: staff.log_on_seat + mix.ln(), back },
            );
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

    /// Need of the whole pool were every channel at the same demand level.
    fn need_at(&self, today: &Today<'_>, log_z: f64) -> f64 {
        let places = (0..today.need.len()).filter(|&place| today.log_z[place].is_finite());
        places.map(|place| self.world.day_need(today.kind, place, log_z)).sum()
    }
}

/// A day of one replication, at the tables' door.
struct Today<'a> {
    path: &'a DemandPath,
    day: usize,
    kind: usize,
    staff: DayStaff,
    log_z: Vec<f64>,
    need: Vec<f64>,
}

impl Today<'_> {
    /// The live channels' demand level, weighted by their need; 0 without need.
    fn weighted_log_z(&self) -> f64 {
        let all: f64 = self.need.iter().sum();
        let weighted = self.log_z.iter().zip(&self.need).filter(|&(_, &need)| need > 0.0);
        if all > 0.0 { weighted.map(|(log_z, need)| log_z * need).sum::<f64>() / all } else { 0.0 }
    }
}
