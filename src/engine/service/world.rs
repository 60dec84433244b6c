//! The world of a pool: its kinds of day, how its people are laid over them, and what its live channels then give.

use super::desk::Desk;
use super::need::{LiveNeed, Need};
use super::pool::Pool;
use super::sharing::{Serves, Share, share};
use super::table::{QUARTERS, RATIO, Served, Table};
use crate::engine::demand::{DayShape, Demand};
use crate::engine::horizon::Horizon;
use crate::engine::satisfaction::WaitSatisfaction;
use crate::model::{Plan, Team};
use crate::scheduling::{Shift, WeekCover, cover};
use chrono::Datelike;
use std::collections::HashMap;

/// Days with the same shape of demand on every channel and the same presence of people.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Kind {
    /// Monday is 0.
    pub weekday: usize,
    /// Shape by live channel of the pool; `None`: closed.
    pub shapes: Vec<Option<DayShape>>,
    /// Contacts of the reference day, by live channel: the mean over the days of this kind.
    pub reference: Vec<f64>,
    /// Open share by slot of the deferred channels together.
    pub deferred_open: Vec<f64>,
    /// Each team's part of the pool's on-seat staff.
    pub mix: Vec<f64>,
}

/// A pool with all that its days have in common.
#[derive(Debug)]
pub(crate) struct PoolWorld {
    /// Which teams and channels.
    pub pool: Pool,
    /// Kinds of day.
    pub kinds: Vec<Kind>,
    /// Kind of each day of the horizon.
    pub kind_of_day: Vec<usize>,
    /// Desk by live channel.
    pub desks: Vec<Desk>,
    /// Satisfaction by wait, by live channel.
    pub satisfaction: Vec<WaitSatisfaction>,
    /// One table a kind.
    pub tables: Vec<Table>,
    /// Presence by team of one on-seat FTE.
    covers: Vec<WeekCover>,
    serves: Serves,
    serves_deferred: Vec<bool>,
    occupancy_cap: f64,
    slot_seconds: f64,
}

/// People laid over a day.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Laid {
    /// Agents by live channel and slot with everything that is over given to deferred work.
    pub at_need: Vec<Vec<f64>>,
    /// The same with all of it given back.
    pub with_surplus: Vec<Vec<f64>>,
    /// Agent-seconds a slot for deferred work.
    pub deferred: Vec<f64>,
}

impl Laid {
    /// Deferred agent-seconds by quarter of the day.
    #[must_use]
    pub(crate) fn deferred_by_quarter(&self) -> [f64; QUARTERS] {
        let length = self.deferred.len().div_ceil(QUARTERS).max(1);
        let mut quarters = [0.0; QUARTERS];
        for (slot, seconds) in self.deferred.iter().enumerate() {
            quarters[(slot / length).min(QUARTERS - 1)] += seconds;
        }
        quarters
    }
}

impl PoolWorld {
    /// Lays out a pool of a plan for a demand.
    #[must_use]
    pub(crate) fn new(
        plan: &Plan,
        (pool, mixes): (Pool, &[Vec<f64>]),
        demand: &Demand,
        satisfaction: Vec<WaitSatisfaction>,
        horizon: &Horizon,
    ) -> Self {
        let desks: Vec<Desk> = pool
            .live
            .iter()
            .map(|&channel| {
                let channel_demand = &demand.channels[channel];
                Desk::new(
                    &plan.channels[channel],
                    channel_demand,
                    LiveNeed::new(plan, channel, channel_demand),
                    plan.settings.sl_definition,
                )
            })
            .collect();
        let (kinds, kind_of_day) = kinds(plan, (&pool, mixes), demand, horizon);
        let teams: Vec<&Team> = pool.teams.iter().map(|&team| &plan.teams[team]).collect();
        let caps = teams.iter().filter_map(|team| team.max_occupancy).map(|cap| cap.get());
        let mut world = Self {
            tables: kinds.iter().map(|_| Table::new(pool.live.len())).collect(),
            serves: teams
                .iter()
                .map(|team| pool.live.iter().map(|channel| team.serves.contains(channel)).collect())
                .collect(),
            serves_deferred: teams
                .iter()
                .map(|team| pool.deferred.iter().any(|channel| team.serves.contains(channel)))
                .collect(),
            occupancy_cap: caps.reduce(f64::min).unwrap_or(1.0),
            slot_seconds: plan.settings.grid.seconds(),
            covers: Vec::new(),
            pool,
            kinds,
            kind_of_day,
            desks,
            satisfaction,
        };
        world.covers = covers(plan, &world);
        world
    }

    /// Need by live channel and slot of a day of a kind with `z[channel]` reference days of contacts.
    #[must_use]
    pub(crate) fn need(&self, kind: &Kind, z: &[f64]) -> Vec<Vec<f64>> {
        let of_channel = |channel: usize| match &kind.shapes[channel] {
            None => vec![0.0; kind.deferred_open.len()],
            Some(shape) => {
                let contacts = kind.reference[channel] * z[channel];
                (0..shape.open.len()).map(|slot| self.slot_agents(channel, shape, slot, contacts)).collect()
            }
        };
        (0..self.pool.live.len()).map(of_channel).collect()
    }

    /// Need of one interval of a day with so many contacts, exactly and with its reason.
    pub(crate) fn slot_need(&self, channel: usize, shape: &DayShape, slot: usize, contacts: f64) -> Need {
        let need = &self.desks[channel].need;
        shape.rate(slot, contacts).map_or(Need::NONE, |rate| need.at(rate, shape.aht[slot]))
    }

    /// Agents that one interval of a day with so many contacts needs, interpolated.
    pub(crate) fn slot_agents(&self, channel: usize, shape: &DayShape, slot: usize, contacts: f64) -> f64 {
        let need = &self.desks[channel].need;
        shape.rate(slot, contacts).map_or(0.0, |rate| need.agents(rate, shape.aht[slot]))
    }

    /// Lays `staff` on-seat FTE over a day.
    #[must_use]
    pub(crate) fn lay(&self, kind: &Kind, staff: f64, need: &[Vec<f64>], z: &[f64]) -> Laid {
        let slots = kind.deferred_open.len();
        let channels = self.pool.live.len();
        let mut laid = Laid {
            at_need: vec![vec![0.0; slots]; channels],
            with_surplus: vec![vec![0.0; slots]; channels],
            deferred: vec![0.0; slots],
        };
        for slot in 0..slots {
            let available: Vec<f64> = self
                .covers
                .iter()
                .zip(&kind.mix)
                .map(|(cover, mix)| staff * mix * cover.on_seat[kind.weekday][slot])
                .collect();
            let needed: Vec<f64> = need.iter().map(|day| day[slot]).collect();
            let shared = share(&available, &needed, &self.serves);
            let open = kind.deferred_open[slot] * self.slot_seconds;
            let kept = if open > 0.0 { &shared.at_need } else { &shared.with_surplus };
            for (channel, (kept, given)) in kept.iter().zip(&shared.with_surplus).enumerate() {
                laid.at_need[channel][slot] = *kept;
                laid.with_surplus[channel][slot] = *given;
            }
            if open > 0.0 {
                laid.deferred[slot] = open * self.spare(&available, &shared, self.busy(kind, slot, z));
            }
        }
        laid
    }

    /// Agents that deferred work can have in a slot: those over, and the idle time of the live ones within the cap.
    fn spare(&self, available: &[f64], shared: &Share, busy: f64) -> f64 {
        let all: f64 = available.iter().sum();
        let able = available.iter().zip(&self.serves_deferred).filter(|&(_, &able)| able);
        let able: f64 = able.map(|(agents, _)| agents).sum();
        let idle = (self.occupancy_cap * shared.at_need.iter().sum::<f64>() - busy).max(0.0);
        (shared.surplus + idle) * if all > 0.0 { able / all } else { 0.0 }
    }

    /// Agents that the live channels' work keeps busy in a slot.
    fn busy(&self, kind: &Kind, slot: usize, z: &[f64]) -> f64 {
        let of_channel = |(channel, shape): (usize, &Option<DayShape>)| {
            let shape = shape.as_ref()?;
            let rate = shape.rate(slot, kind.reference[channel] * z[channel])?;
            Some(self.desks[channel].load(rate, shape.aht[slot]))
        };
        kind.shapes.iter().enumerate().filter_map(of_channel).sum()
    }

    /// Idle agent-seconds within the cap of people at need, while deferred work is open.
    #[must_use]
    pub(crate) fn idle_seconds(&self, kind: &Kind, need: &[Vec<f64>], z: f64) -> f64 {
        let z = vec![z; need.len()];
        let of_slot = |(slot, &open): (usize, &f64)| {
            let live: f64 = need.iter().map(|day| day[slot]).sum();
            open * self.slot_seconds * (self.occupancy_cap * live - self.busy(kind, slot, &z)).max(0.0)
        };
        kind.deferred_open.iter().enumerate().filter(|&(_, &open)| open > 0.0).map(of_slot).sum()
    }

    /// Hours of a slot.
    #[must_use]
    pub(crate) fn slot_hours(&self) -> f64 {
        self.slot_seconds / 3600.0
    }

    /// What a channel's day gives, per contact.
    #[must_use]
    pub(crate) fn served(&self, kind: &Kind, channel: usize, contacts: f64, agents: &[f64]) -> Served {
        let Some(shape) = kind.shapes[channel].as_ref().filter(|_| contacts > 0.0) else {
            return Served::default();
        };
        let day = self.desks[channel].day(shape, contacts, agents);
        let satisfaction = &self.satisfaction[channel];
        let (answered, waits) = (day.waits.total(), &day.waits);
        Served {
            contacts: day.contacts / contacts,
            within: day.within / contacts,
            abandoned: day.abandoned / contacts,
            wait: answered * waits.mean() / contacts,
            busy: day.busy / contacts,
            staffed: day.staffed / contacts,
            satisfied: answered * waits.expectation(&satisfaction.proficient) / contacts,
            satisfied_newcomer: answered * waits.expectation(&satisfaction.newcomer) / contacts,
        }
    }
}

/// Weekday, shapes by channel, and the mix of teams in fortieths.
type KindKey = (usize, Vec<Option<usize>>, Vec<u8>);

/// The kinds of the horizon's days, and the kind of each.
///
/// A day's mix of teams is told to a fortieth, so that days whose teams hardly differ share a table.
fn kinds(
    plan: &Plan,
    (pool, mixes): (&Pool, &[Vec<f64>]),
    demand: &Demand,
    horizon: &Horizon,
) -> (Vec<Kind>, Vec<usize>) {
    let mut known: HashMap<KindKey, usize> = HashMap::new();
    let mut kinds: Vec<Kind> = Vec::new();
    let mut days_of_kind: Vec<f64> = Vec::new();
    let kind_of_day: Vec<usize> = horizon
        .days
        .iter()
        .enumerate()
        .map(|(day, date)| {
            let weekday = date.weekday().num_days_from_monday() as usize;
            let shape = |&channel: &usize| demand.channels[channel].days[day].shape;
            let shapes = pool.live.iter().chain(&pool.deferred).map(shape).collect();
            let key = (weekday, shapes, mixes[day].iter().map(|&part| fortieths(part)).collect());
            *known.entry(key).or_insert_with(|| {
                let alike = kind_like(plan, pool, demand, (weekday, day));
                kinds.push(Kind { mix: mixes[day].clone(), ..alike });
                days_of_kind.push(0.0);
                kinds.len() - 1
            })
        })
        .collect();
    for (day, &kind) in kind_of_day.iter().enumerate() {
        days_of_kind[kind] += 1.0;
        for (place, &channel) in pool.live.iter().enumerate() {
            kinds[kind].reference[place] += demand.channels[channel].days[day].in_house();
        }
    }
    for (kind, days) in kinds.iter_mut().zip(days_of_kind) {
        kind.reference.iter_mut().for_each(|contacts| *contacts = on_lattice(*contacts / days));
    }
    (kinds, kind_of_day)
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a share of at most one")]
fn fortieths(part: f64) -> u8 {
    (part.clamp(0.0, 1.0) * 40.0).round() as u8
}

/// The nearest volume a whole number of ratio places from one contact, so that a change of the mean day leaves the
/// cells of the table where they are.
fn on_lattice(contacts: f64) -> f64 {
    if contacts > 0.0 { RATIO.nearest(contacts.ln()).exp() } else { 0.0 }
}

fn kind_like(plan: &Plan, pool: &Pool, demand: &Demand, (weekday, day): (usize, usize)) -> Kind {
    let shape = |&channel: &usize| {
        let channel = &demand.channels[channel];
        channel.days[day].shape.map(|shape| channel.shapes[shape].clone())
    };
    let mut deferred_open = vec![0.0_f64; plan.settings.grid.slots()];
    for channel in &pool.deferred {
        let channel = &demand.channels[*channel];
        let Some(shape) = channel.days[day].shape else { continue };
        deferred_open
            .iter_mut()
            .zip(&channel.shapes[shape].open)
            .for_each(|(slot, open)| *slot = slot.max(*open));
    }
    Kind {
        weekday,
        shapes: pool.live.iter().map(shape).collect(),
        reference: vec![0.0; pool.live.len()],
        deferred_open,
        mix: Vec::new(),
    }
}

/// Presence of each team: its shifts laid to follow the mean need of the channels it serves.
fn covers(plan: &Plan, world: &PoolWorld) -> Vec<WeekCover> {
    let grid = plan.settings.grid;
    let mut need = vec![vec![vec![0.0; grid.slots()]; 7]; world.pool.live.len()];
    let mut days = [0.0_f64; 7];
    let ones = vec![1.0; world.pool.live.len()];
    let by_kind: Vec<_> = world.kinds.iter().map(|kind| world.need(kind, &ones)).collect();
    for &kind in &world.kind_of_day {
        let weekday = world.kinds[kind].weekday;
        days[weekday] += 1.0;
        for (sum, day) in need.iter_mut().zip(&by_kind[kind]) {
            sum[weekday].iter_mut().zip(day).for_each(|(sum, need)| *sum += need);
        }
    }
    let of_team = |team: &Team| {
        let mut week = vec![vec![0.0; grid.slots()]; 7];
        for (place, channel) in world.pool.live.iter().enumerate() {
            if team.serves.contains(channel) {
                for weekday in 0..7 {
                    let mean = |sum: &f64| sum / days[weekday].max(1.0);
                    week[weekday]
                        .iter_mut()
                        .zip(need[place][weekday].iter().map(mean))
                        .for_each(|(slot, need)| *slot += need);
                }
            }
        }
        if world.pool.live.iter().all(|channel| !team.serves.contains(channel)) {
            for kind in &world.kinds {
                week[kind.weekday].clone_from(&kind.deferred_open);
            }
        }
        let paid = team.week.hours * 60.0;
        cover(&shifts(team, &week, paid, grid.minutes()), team.week.days, paid, &week, grid)
    };
    world.pool.teams.iter().map(|&team| of_team(&plan.teams[team])).collect()
}

/// The team's shifts, or, where none are written, one of the paid length at every half-hour that starts while
/// something is open.
fn shifts(team: &Team, need: &[Vec<f64>], paid_minutes: f64, slot_minutes: u16) -> Vec<Shift> {
    if !team.shifts.is_empty() {
        return team.shifts.clone();
    }
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a paid day has at most 1440 minutes"
    )]
    let length = paid_minutes.round().clamp(30.0, 1440.0) as u16;
    let open = |minute: u16| need.iter().any(|day| day[usize::from(minute / slot_minutes)] > 0.0);
    let first = (0..1440).step_by(30).find(|&minute| open(minute)).unwrap_or(0);
    let last = (0..1440).rev().step_by(30).find(|&minute| open(minute)).unwrap_or(1439);
    let latest = last.saturating_sub(length.saturating_sub(1)).max(first);
    (first..=latest).step_by(30).map(|start| Shift { start, end: start + length }).collect()
}
