//! A pool's horizon in several replications at once: every day looked up in the tables, deferred work carried from day
//! to day.
//!
//! Replications that meet a day together ask the same few cells, so the day is the outer loop and they are the inner
//! one; none of them sees another.

use super::deferred::{DeferredDesk, Quarters};
use super::strip::{Blend, KindOf, KindStrips, Strips};
use super::sums::{DayStaff, Sums, Tally};
use super::table::{FACES, QUARTERS, Served};
use super::world::PoolWorld;
use crate::engine::demand::Demand;
use crate::engine::paths::DemandPath;

/// Staff of a pool in a stretch of days on which it is the same.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct StretchStaff {
    /// First and last day.
    pub days: (usize, usize),
    /// `ln` of the expected on-seat FTE, at whose size the tables are asked.
    pub log_size: f64,
    /// The staff of each replication.
    pub staff: Vec<DayStaff>,
}

/// A channel's expected day: contacts, and where its kind's lattice has them.
#[derive(Debug, Clone, Copy)]
struct Base {
    contacts: f64,
    /// Relative to the reference day; zero while closed.
    z: f64,
    log_z: f64,
}

/// What a pool's days are looked up with.
pub(crate) struct PoolRun<'a> {
    /// The pool.
    pub world: &'a PoolWorld,
    /// The demand.
    pub demand: &'a Demand,
    /// Desks of the deferred channels, in the order of the pool's.
    pub deferred: Vec<DeferredDesk>,
    /// By live channel and day.
    base: Vec<Vec<Base>>,
}

/// What replications that run together bring to a pool.
pub(crate) struct Courses<'a> {
    /// Their demand.
    pub path: &'a DemandPath,
    /// Their staff, stretch after stretch.
    pub staff: Vec<StretchStaff>,
    /// The period of each day.
    pub period_of_day: &'a [usize],
    /// Whether the service of live channels is asked, or only that of deferred ones.
    pub live: bool,
}

/// The live channels of a day by replication.
#[derive(Default)]
struct Today {
    /// `ln z` by channel.
    log_z: Vec<Vec<f64>>,
    /// Need in agent-slots by channel.
    need: Vec<Vec<f64>>,
    /// Need of the pool were every channel at the demand of one, by channel.
    like: Vec<Vec<f64>>,
    /// Need of all channels.
    all: Vec<f64>,
    /// Backlog of deferred work in seconds, at the end of the day.
    backlog: Vec<f64>,
    /// Share of what is over that goes back to the live channels.
    back: Vec<Blend>,
    /// Work in seconds that arrives for deferred channels.
    arriving: Vec<f64>,
    /// Agent-seconds that deferred work can have, by quarter.
    capacity: Vec<[f64; QUARTERS]>,
    /// Staff relative to the demand of the channel in hand.
    ratio: Vec<f64>,
    /// What the days with the same staff and period gave, by channel.
    tally: Vec<Vec<Tally>>,
}

/// A stretch's day.
#[derive(Clone, Copy)]
struct At<'a> {
    day: usize,
    kind: KindOf<'a>,
    staff: &'a [DayStaff],
    path: &'a DemandPath,
    period: usize,
}

impl<'a> PoolRun<'a> {
    /// Prepares a pool.
    pub(crate) fn new(world: &'a PoolWorld, demand: &'a Demand, deferred: Vec<DeferredDesk>) -> Self {
        let of_channel = |(place, &channel): (usize, &usize)| {
            let relative = |(day, &kind): (usize, &usize)| {
                let reference = world.kinds[kind].reference[place];
                let contacts = demand.channels[channel].days[day].in_house();
                let z = if reference > 0.0 { contacts / reference } else { 0.0 };
                Base { contacts, z, log_z: z.ln() }
            };
            world.kind_of_day.iter().enumerate().map(relative).collect()
        };
        let base = world.pool.live.iter().enumerate().map(of_channel).collect();
        Self { world, demand, deferred, base }
    }

    /// Adds the days of replications to their sums.
    pub(crate) fn serve(&self, courses: &Courses<'_>, strips: &mut Strips, sums: &mut Sums) {
        let replications = sums.replications();
        let blank = vec![vec![0.0; replications]; self.world.pool.live.len()];
        let opening: f64 = self.deferred.iter().map(DeferredDesk::opening_seconds).sum();
        let mut today = Today {
            log_z: blank.clone(),
            need: blank.clone(),
            like: blank,
            all: vec![0.0; replications],
            backlog: vec![opening; replications],
            back: vec![Blend::of(1.0); replications],
            arriving: vec![0.0; replications],
            capacity: vec![[0.0; QUARTERS]; replications],
            ratio: vec![0.0; replications],
            tally: vec![vec![Tally::default(); replications]; self.world.pool.live.len()],
        };
        let mut quarters: Vec<Vec<Quarters>> =
            self.deferred.iter().map(|desk| (0..replications).map(|_| desk.quarters()).collect()).collect();
        strips.lay_out(self.world);
        for stretch in &courses.staff {
            strips.enter(stretch.log_size);
            for day in stretch.days.0..=stretch.days.1 {
                let kind = KindOf { world: self.world, kind: self.world.kind_of_day[day] };
                let period = courses.period_of_day[day];
                let at = At { day, kind, staff: &stretch.staff, path: courses.path, period };
                let strips = strips.of(kind.kind);
                self.levels(at, strips, &mut today);
                if !self.deferred.is_empty() {
                    self.defer(at, strips, &mut today, (&mut quarters, sums));
                }
                if courses.live {
                    self.serve_live(at, strips, &mut today);
                }
                if day == stretch.days.1 || courses.period_of_day[day + 1] != period {
                    self.close(at, &mut today, sums);
                }
            }
        }
        if !self.world.pool.teams.is_empty() {
            self.serve_deferred(courses, &quarters, sums);
        }
    }

    /// Demand and needs of a day.
    fn levels(&self, at: At<'_>, strips: &mut KindStrips, today: &mut Today) {
        let live = self.world.pool.live.iter();
        today.all.fill(0.0);
        for (place, &channel) in live.enumerate() {
            let Base { z, log_z, .. } = self.base[place][at.day];
            if z <= 0.0 {
                continue;
            }
            let logs = &mut today.log_z[place];
            for (log, path) in logs.iter_mut().zip(at.path.log(channel, at.day)) {
                *log = log_z + path;
            }
            strips.need.prepare(at.kind, span(logs));
            let others: Vec<usize> =
                (0..self.base.len()).filter(|&other| other != place && self.open(other, at.day)).collect();
            let factors = at.path.factor(channel, at.day);
            let needs = today.need[place].iter_mut().zip(&mut today.like[place]);
            let of_replication =
                logs.iter().zip(factors).zip(today.all.iter_mut().zip(&mut today.tally[place])).zip(needs);
            for (((&log, factor), (all, tally)), (need, like)) in of_replication {
                let level = strips.need.between(log, z * factor);
                *need = strips.need.at(level, place);
                *all += *need;
                tally.need += *need;
                *like = *need + others.iter().map(|&other| strips.need.at(level, other)).sum::<f64>();
            }
        }
    }

    fn open(&self, place: usize, day: usize) -> bool {
        self.base[place][day].z > 0.0
    }

    /// Gives deferred work its part of the day: notes arrivals, each channel's part of the capacity and its need.
    ///
    /// The need is the work that the idle time of people at the live channels' need leaves over.
    fn defer(
        &self,
        at: At<'_>,
        strips: &mut KindStrips,
        today: &mut Today,
        (quarters, sums): (&mut [Vec<Quarters>], &mut Sums),
    ) {
        let overall = self.overall(at.day, today);
        for ((ratio, staff), log) in today.ratio.iter_mut().zip(at.staff).zip(&overall) {
            *ratio = staff.log_on_seat - log;
        }
        strips.deferred.prepare(at.kind, span(&today.ratio));
        strips.need.prepare(at.kind, span(&overall));
        self.arrive(at, today);
        for replication in 0..overall.len() {
            let capacity = strips.deferred.at(today.ratio[replication], at.staff[replication].on_seat);
            today.capacity[replication] = capacity;
            let (all, arriving) = (capacity.iter().sum::<f64>(), today.arriving[replication]);
            let backlog = &mut today.backlog[replication];
            let used = all.min(*backlog + arriving);
            *backlog += arriving - used;
            today.back[replication] = Blend::of(if all > 0.0 { 1.0 - used / all } else { 1.0 });
        }
        for (place, desk) in self.deferred.iter().enumerate() {
            let channel = self.world.pool.deferred[place];
            let expected = self.demand.channels[channel].days[at.day].in_house();
            let factors = at.path.factor(channel, at.day);
            let sums = sums.of(at.period, channel);
            for (replication, quarters) in quarters[place].iter_mut().enumerate() {
                let (contacts, arriving) = (expected * factors[replication], today.arriving[replication]);
                let part = if arriving > 0.0 {
                    contacts * desk.handle_time / arriving
                } else {
                    1.0 / self.deferred.len() as f64
                };
                quarters.note(contacts, today.capacity[replication].map(|seconds| seconds * part));
                let log = overall[replication];
                let idle = strips.need.at(strips.need.between(log, log.exp()), self.base.len());
                let hours = (arriving - idle).max(0.0) * part / 3600.0;
                sums[replication].need_hours += hours;
            }
        }
    }

    /// Seconds of work that arrive for deferred channels.
    fn arrive(&self, at: At<'_>, today: &mut Today) {
        today.arriving.fill(0.0);
        for (desk, &channel) in self.deferred.iter().zip(&self.world.pool.deferred) {
            let work = desk.handle_time * self.demand.channels[channel].days[at.day].in_house();
            for (sum, factor) in today.arriving.iter_mut().zip(at.path.factor(channel, at.day)) {
                *sum += work * factor;
            }
        }
    }

    /// The live channels' `ln z`, weighted by their need; that of the reference day without need.
    fn overall(&self, day: usize, today: &Today) -> Vec<f64> {
        let mut overall = vec![0.0; today.all.len()];
        for place in (0..self.base.len()).filter(|&place| self.open(place, day)) {
            for ((sum, log), need) in overall.iter_mut().zip(&today.log_z[place]).zip(&today.need[place]) {
                *sum += log * need;
            }
        }
        for (sum, all) in overall.iter_mut().zip(&today.all) {
            *sum = if *all > 0.0 { *sum / all } else { 0.0 };
        }
        overall
    }

    fn serve_live(&self, at: At<'_>, strips: &mut KindStrips, today: &mut Today) {
        for (place, &channel) in self.world.pool.live.iter().enumerate() {
            let base = self.base[place][at.day];
            if base.z <= 0.0 {
                continue;
            }
            let (likes, logs) = (&today.like[place], &today.log_z[place]);
            let of_replication = today.all.iter().zip(at.staff).zip(likes.iter().zip(logs));
            for (ratio, ((all, staff), (like, log_z))) in today.ratio.iter_mut().zip(of_replication) {
                // The staff at which a day of the reference mix would give this channel the same people.
                let mixed = self.base.len() > 1 && *all > 0.0;
                *ratio = staff.log_on_seat - log_z + if mixed { (like / all).ln() } else { 0.0 };
            }
            let strip = &mut strips.served[place];
            let ratios = span(&today.ratio);
            for (face, asked) in faces_asked(&today.back).into_iter().enumerate() {
                if asked {
                    strip.prepare(at.kind, place, ratios, face);
                }
            }
            let factors = at.path.factor(channel, at.day);
            let of_replication = factors.iter().zip(&today.ratio).zip(&today.back);
            for (tally, ((factor, &ratio), &back)) in today.tally[place].iter_mut().zip(of_replication) {
                tally.add(base.contacts * factor, strip.at(ratio, back));
            }
        }
    }

    /// Adds the days since the last time to their period.
    fn close(&self, at: At<'_>, today: &mut Today, sums: &mut Sums) {
        for (tallies, &channel) in today.tally.iter_mut().zip(&self.world.pool.live) {
            let of_replication = sums.of(at.period, channel).iter_mut().zip(at.staff);
            for (tally, (sum, staff)) in tallies.iter_mut().zip(of_replication) {
                let hours = tally.need * self.world.slot_hours();
                sum.add(&Served::of(tally.served), staff);
                sum.need_hours += hours;
                *tally = Tally::default();
            }
        }
    }

    fn serve_deferred(&self, courses: &Courses<'_>, quarters: &[Vec<Quarters>], sums: &mut Sums) {
        let channels = &self.world.pool.deferred;
        for ((desk, quarters), &channel) in self.deferred.iter().zip(quarters).zip(channels) {
            for (replication, quarters) in quarters.iter().enumerate() {
                let fared = desk.fare(quarters);
                for stretch in &courses.staff {
                    let DayStaff { newcomers, bonus, .. } = stretch.staff[replication];
                    for day in stretch.days.0..=stretch.days.1 {
                        let (sum, fared) =
                            (&mut sums.of(courses.period_of_day[day], channel)[replication], &fared[day]);
                        sum.contacts += fared.contacts;
                        sum.within += fared.within;
                        sum.answered += fared.contacts;
                        sum.wait += fared.response;
                        sum.backlog_end = fared.backlog_end;
                        sum.satisfied += desk.satisfied(fared, newcomers) + bonus * fared.contacts;
                    }
                }
            }
        }
    }
}

/// Least and greatest.
fn span(values: &[f64]) -> (f64, f64) {
    values.iter().fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), &x| (low.min(x), high.max(x)))
}

/// Which faces the replications ask.
fn faces_asked(back: &[Blend]) -> [bool; FACES] {
    let mut asked = [false; FACES];
    for blend in back {
        match blend {
            Blend::Face(face) => asked[*face] = true,
            Blend::Mixed(..) => return [true; FACES],
        }
    }
    asked
}
