//! A pool's horizon in several replications at once: every day looked up in the tables, deferred work carried from day
//! to day.
//!
//! Replications that meet a day together ask the same few cells, so the day is the outer loop and they are the inner
//! one; none of them sees another.

use super::deferred::{DeferredDesk, Quarters};
use super::strip::{Blend, KindOf, KindStrips, NeedStrip, Strips};
use super::table::{FACES, Served};
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

/// Sums by period, channel (by plan index) and replication.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Sums {
    replications: usize,
    channels: usize,
    values: Vec<ChannelSums>,
}

impl Sums {
    /// Nothing yet.
    #[must_use]
    pub(crate) fn new((periods, channels): (usize, usize), replications: usize) -> Self {
        Self {
            replications,
            channels,
            values: vec![ChannelSums::default(); periods * channels * replications],
        }
    }

    /// The sums of a channel in a period, by replication.
    pub(crate) fn of(&mut self, period: usize, channel: usize) -> &mut [ChannelSums] {
        let first = (period * self.channels + channel) * self.replications;
        &mut self.values[first..first + self.replications]
    }

    /// The sums of one replication in a period, by channel.
    pub(crate) fn channels(&self, period: usize, replication: usize) -> impl Iterator<Item = &ChannelSums> {
        let first = period * self.channels * self.replications + replication;
        self.values[first..].iter().step_by(self.replications).take(self.channels)
    }
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
    back: Vec<f64>,
    /// Staff relative to the demand of the channel in hand.
    ratio: Vec<f64>,
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
        let replications = sums.replications;
        let blank = vec![vec![0.0; replications]; self.world.pool.live.len()];
        let opening: f64 = self.deferred.iter().map(DeferredDesk::opening_seconds).sum();
        let mut today = Today {
            log_z: blank.clone(),
            need: blank.clone(),
            like: blank,
            all: vec![0.0; replications],
            backlog: vec![opening; replications],
            back: vec![1.0; replications],
            ratio: vec![0.0; replications],
        };
        let mut quarters: Vec<Vec<Quarters>> =
            self.deferred.iter().map(|_| vec![Quarters::default(); replications]).collect();
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
                self.serve_live(at, strips, &mut today, sums);
            }
        }
        self.serve_deferred(courses, &quarters, sums);
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
            let factors = at.path.factor(channel, at.day);
            for (replication, (&log, factor)) in logs.iter().zip(factors).enumerate() {
                let (level, z) = (NeedStrip::between(log), z * factor);
                let need = z * strips.need.at(level, place);
                today.need[place][replication] = need;
                today.all[replication] += need;
                let others = (0..self.base.len()).filter(|&other| other != place && self.open(other, at.day));
                let others: f64 = others.map(|other| strips.need.at(level, other)).sum();
                today.like[place][replication] = need + z * others;
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
        let channels = &self.world.pool.deferred;
        let contacts = |desk: usize, replication: usize| {
            let channel = channels[desk];
            self.demand.channels[channel].days[at.day].in_house()
                * at.path.factor(channel, at.day)[replication]
        };
        let work =
            |desk: usize, replication: usize| contacts(desk, replication) * self.deferred[desk].handle_time;
        for (replication, log) in overall.into_iter().enumerate() {
            let capacity = strips.deferred.at(today.ratio[replication]);
            let arriving: f64 = (0..channels.len()).map(|desk| work(desk, replication)).sum();
            let idle = log.exp() * strips.need.at(NeedStrip::between(log), self.base.len());
            for (desk, &channel) in channels.iter().enumerate() {
                let part = if arriving > 0.0 {
                    work(desk, replication) / arriving
                } else {
                    1.0 / channels.len() as f64
                };
                let capacity = capacity.map(|seconds| seconds * part);
                quarters[desk][replication].note(contacts(desk, replication), capacity);
                let hours = (arriving - idle).max(0.0) * part / 3600.0;
                let sum = &mut sums.of(at.period, channel)[replication];
                sum.need_hours += hours;
                sum.paid_need_hours += hours * at.staff[replication].paid_per_hour;
            }
            let all: f64 = capacity.iter().sum();
            let backlog = &mut today.backlog[replication];
            let used = all.min(*backlog + arriving);
            *backlog += arriving - used;
            today.back[replication] = if all > 0.0 { 1.0 - used / all } else { 0.0 };
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

    fn serve_live(&self, at: At<'_>, strips: &mut KindStrips, today: &mut Today, sums: &mut Sums) {
        for (place, &channel) in self.world.pool.live.iter().enumerate() {
            let base = self.base[place][at.day];
            if base.z <= 0.0 {
                continue;
            }
            for (replication, ratio) in today.ratio.iter_mut().enumerate() {
                // The staff at which a day of the reference mix would give this channel the same people.
                let all = today.all[replication];
                let mixed = self.base.len() > 1 && all > 0.0;
                let mix = if mixed { (today.like[place][replication] / all).ln() } else { 0.0 };
                *ratio = at.staff[replication].log_on_seat + mix - today.log_z[place][replication];
            }
            let strip = &mut strips.served[place];
            for (face, of_face) in faces_asked(today).into_iter().enumerate() {
                if let Some(ratios) = of_face {
                    strip.prepare(at.kind, place, ratios, face);
                }
            }
            let factors = at.path.factor(channel, at.day);
            for (replication, sum) in sums.of(at.period, channel).iter_mut().enumerate() {
                let row = strip.at(today.ratio[replication], Blend::of(today.back[replication]));
                let hours = today.need[place][replication] * self.world.slot_hours();
                sum.add(
                    base.contacts * factors[replication],
                    &Served::from_row(row),
                    (hours, &at.staff[replication]),
                );
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

impl ChannelSums {
    /// Adds a live day of so many base contacts, and its need in hours.
    #[inline]
    fn add(&mut self, base: f64, served: &Served, (hours, staff): (f64, &DayStaff)) {
        self.need_hours += hours;
        self.paid_need_hours += hours * staff.paid_per_hour;
        let (contacts, abandoned) = (base * served.contacts, base * served.abandoned.max(0.0));
        let answered = (contacts - abandoned).max(0.0);
        self.contacts += contacts;
        self.within += (base * served.within).clamp(0.0, contacts.max(0.0));
        self.abandoned += abandoned;
        self.answered += answered;
        self.wait += (base * served.wait).max(0.0);
        self.busy += base * served.busy;
        self.staffed += base * served.staffed;
        let mixed = served.satisfied * (1.0 - staff.newcomers) + served.satisfied_newcomer * staff.newcomers;
        self.satisfied += base * mixed + staff.bonus * answered;
    }
}

/// Least and greatest.
fn span(values: &[f64]) -> (f64, f64) {
    values.iter().fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), &x| (low.min(x), high.max(x)))
}

/// The ratios at which the replications ask each face.
fn faces_asked(today: &Today) -> [Option<(f64, f64)>; FACES.len()] {
    let mut asked = [None; FACES.len()];
    for (&ratio, &back) in today.ratio.iter().zip(&today.back) {
        let faces = match Blend::of(back) {
            Blend::Face(face) => face..=face,
            Blend::Mixed(..) => 0..=FACES.len() - 1,
        };
        for of_face in &mut asked[faces] {
            let (low, high) = of_face.unwrap_or((ratio, ratio));
            *of_face = Some((ratio.min(low), ratio.max(high)));
        }
    }
    asked
}
