//! Service as a function of staff and demand, computed once a kind of day and interpolated by every replication.
//!
//! | symbol | meaning |
//! |---|---|
//! | `z` | a day's contacts relative to the kind's reference day |
//! | `v = ln F` | on-seat staff, on a lattice of [`V_STEP`] |
//! | `u = ln F − ln z` | staff relative to demand, on a lattice of [`U_STEP`] |
//!
//! A cell is computed when it is first asked for and is a function of its place on the lattice alone, so neither the
//! scenarios that run beside each other nor the order of threads changes a figure. Between cells: cubic in `u`
//! (Catmull–Rom), linear in `v`. The two faces of a cell are the day with everything that is over given to deferred
//! work, and with all of it given back to the live channels.

use super::world::{Kind, Laid, PoolWorld};
use std::sync::OnceLock;

/// Step of the ratio axis: 5 % of staff relative to demand.
const U_STEP: f64 = 0.05;
/// Step of the size axis: 28 % of staff at the same ratio; service changes slowly along it.
const V_STEP: f64 = 0.25;
/// Places of the ratio axis on either side of 1 agent to one reference day: a factor of e¹².
const U_REACH: usize = 240;
/// Places of the size axis on either side of 1 agent: a factor of e¹².
const V_REACH: usize = 48;
const U_PLACES: usize = 2 * U_REACH + 1;
const V_PLACES: usize = 2 * V_REACH + 1;
/// Step of the demand axis of needs, which are nearly straight in it.
const Z_STEP: f64 = 0.125;
/// Places of the demand axis on either side of the reference day: a factor of e⁸.
const Z_REACH: usize = 64;
const Z_PLACES: usize = 2 * Z_REACH + 1;
/// Values a channel and face: the fields of [`Served`].
const WIDTH: usize = 8;
/// Deferred capacity is kept by quarter of the day.
pub(crate) const QUARTERS: usize = 4;

/// What one live channel's day gives, per contact of its base demand (before redials).
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(crate) struct Served {
    /// Contacts offered, redials included.
    pub contacts: f64,
    /// Answered in time.
    pub within: f64,
    /// Gave up.
    pub abandoned: f64,
    /// Waits of answered contacts together, in seconds.
    pub wait: f64,
    /// Busy agent-seconds.
    pub busy: f64,
    /// On-seat agent-seconds.
    pub staffed: f64,
    /// Satisfied among answered, were all served by proficient agents.
    pub satisfied: f64,
    /// Satisfied among answered, were all served by newcomers.
    pub satisfied_newcomer: f64,
}

type Row = [f32; WIDTH];

impl Served {
    fn row(self) -> Row {
        let Self { contacts, within, abandoned, wait, busy, staffed, satisfied, satisfied_newcomer } = self;
        #[expect(clippy::cast_possible_truncation, reason = "seven digits are enough between cells")]
        [contacts, within, abandoned, wait, busy, staffed, satisfied, satisfied_newcomer]
            .map(|value| value as f32)
    }

    fn from_row(row: Row) -> Self {
        let [contacts, within, abandoned, wait, busy, staffed, satisfied, satisfied_newcomer] =
            row.map(f64::from);
        Self { contacts, within, abandoned, wait, busy, staffed, satisfied, satisfied_newcomer }
    }
}

/// The table of one kind of day of one pool.
#[derive(Debug)]
pub(crate) struct Table {
    /// `[channel][v][u]`: the two faces.
    served: Vec<Vec<OnceLock<[Row; 2]>>>,
    /// `[v][u]`: agent-seconds for deferred work by quarter.
    deferred: Vec<OnceLock<[f64; QUARTERS]>>,
    /// `[z]`: per unit of `z`, the agent-slots of each channel's need, then the idle agent-seconds within the cap.
    need: Vec<OnceLock<Vec<f64>>>,
}

/// A point on the demand axis of needs.
#[derive(Debug, Clone, Copy)]
pub(crate) struct DemandLevel {
    /// `z`.
    pub(crate) z: f64,
    /// `ln z`.
    pub(crate) log_z: f64,
}

/// A day of a kind, as a replication asks for it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Day {
    /// Channel of the pool.
    pub channel: usize,
    /// `ln z`.
    pub log_z: f64,
    /// `ln F`.
    pub log_staff: f64,
    /// Share of what is over that goes back to the live channels.
    pub back: f64,
}

/// Where a point lies between the places of an axis: the first place and how far past it.
#[derive(Clone, Copy)]
struct Between {
    place: usize,
    part: f64,
}

#[inline]
fn between(x: f64, step: f64, reach: usize, margin: usize) -> Between {
    let (low, high) = (margin as f64, (2 * reach - margin - 1) as f64);
    let at = (x / step + reach as f64).clamp(low, high + 1.0);
    let place = at.floor().min(high);
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped to the lattice")]
    Between { place: place as usize, part: at - place }
}

fn coordinate(place: usize, step: f64, reach: usize) -> f64 {
    (place as f64 - reach as f64) * step
}

/// Catmull–Rom weights of the four places around a point.
fn cubic(t: f64) -> [f64; 4] {
    let (t2, t3) = (t * t, t * t * t);
    [
        0.5 * (2.0 * t2 - t3 - t),
        0.5 * (3.0 * t3 - 5.0 * t2 + 2.0),
        0.5 * (4.0 * t2 - 3.0 * t3 + t),
        0.5 * (t3 - t2),
    ]
}

/// The places that one lookup mixes, with their weights.
struct Stencil {
    rows: [(usize, f64); 2],
    cubic: [f64; 4],
}

impl Stencil {
    #[inline]
    fn new(log_z: f64, log_staff: f64) -> Self {
        let v = between(log_staff, V_STEP, V_REACH, 0);
        let u = between(log_staff - log_z, U_STEP, U_REACH, 1);
        let first = v.place * U_PLACES + u.place - 1;
        Self { rows: [(first, 1.0 - v.part), (first + U_PLACES, v.part)], cubic: cubic(u.part) }
    }

    /// Each place with its weight.
    fn places(&self) -> impl Iterator<Item = (usize, f64)> + '_ {
        let row = |&(first, weight): &(usize, f64)| {
            self.cubic.iter().enumerate().map(move |(offset, cubic)| (first + offset, weight * cubic))
        };
        self.rows.iter().filter(|row| row.1 > 0.0).flat_map(row)
    }
}

/// `ln z` and `ln F` of a place.
fn point(place: usize) -> (f64, f64) {
    let log_staff = coordinate(place / U_PLACES, V_STEP, V_REACH);
    (log_staff - coordinate(place % U_PLACES, U_STEP, U_REACH), log_staff)
}

fn empty<T>(places: usize) -> Vec<OnceLock<T>> {
    (0..places).map(|_| OnceLock::new()).collect()
}

impl Table {
    /// An empty table for so many live channels.
    pub(crate) fn new(channels: usize) -> Self {
        Self {
            served: (0..channels).map(|_| empty(V_PLACES * U_PLACES)).collect(),
            deferred: empty(V_PLACES * U_PLACES),
            need: empty(Z_PLACES),
        }
    }

    fn need_at(&self, world: &PoolWorld, kind: &Kind, place: usize) -> &[f64] {
        self.need[place].get_or_init(|| {
            let z = coordinate(place, Z_STEP, Z_REACH).exp();
            let by_slot = world.need(kind, &vec![z; world.pool.live.len()]);
            let idle = world.idle_seconds(kind, &by_slot, z) / z;
            by_slot.iter().map(|day| day.iter().sum::<f64>() / z).chain([idle]).collect()
        })
    }

    /// Need of a channel over a day, in agent-slots.
    pub(crate) fn day_need(&self, world: &PoolWorld, kind: &Kind, channel: usize, at: DemandLevel) -> f64 {
        let level = between(at.log_z, Z_STEP, Z_REACH, 0);
        let need = |place| self.need_at(world, kind, place)[channel];
        at.z * (need(level.place) * (1.0 - level.part) + need(level.place + 1) * level.part)
    }

    /// Idle agent-seconds within the cap of a day staffed to its need, while deferred work is open.
    pub(crate) fn day_idle(&self, world: &PoolWorld, kind: &Kind, at: DemandLevel) -> f64 {
        self.day_need(world, kind, world.pool.live.len(), at)
    }

    /// A channel's day.
    pub(crate) fn served(&self, world: &PoolWorld, kind: &Kind, day: Day) -> Served {
        let stencil = Stencil::new(day.log_z, day.log_staff);
        let cells = &self.served[day.channel];
        let mut row: Row = [0.0; WIDTH];
        for (first, weight) in stencil.rows {
            if weight <= 0.0 {
                continue;
            }
            for (offset, cubic) in stencil.cubic.into_iter().enumerate() {
                let place = first + offset;
                let [kept, given] = cells[place].get_or_init(|| Self::faces(world, kind, place, day.channel));
                #[expect(clippy::cast_possible_truncation, reason = "weights of the interpolation")]
                let (keep, give) =
                    ((weight * cubic * (1.0 - day.back)) as f32, (weight * cubic * day.back) as f32);
                for ((sum, kept), given) in row.iter_mut().zip(kept).zip(given) {
                    *sum += keep * kept + give * given;
                }
            }
        }
        Served::from_row(row)
    }

    /// Agent-seconds for deferred work by quarter of the day.
    pub(crate) fn deferred(
        &self,
        world: &PoolWorld,
        kind: &Kind,
        log_z: f64,
        log_staff: f64,
    ) -> [f64; QUARTERS] {
        let mut seconds = [0.0_f64; QUARTERS];
        for (place, weight) in Stencil::new(log_z, log_staff).places() {
            let cell = self.deferred[place].get_or_init(|| lay(world, kind, place).deferred_by_quarter());
            for (sum, value) in seconds.iter_mut().zip(cell) {
                *sum += weight * value;
            }
        }
        seconds.map(|value| value.max(0.0))
    }

    fn faces(world: &PoolWorld, kind: &Kind, place: usize, channel: usize) -> [Row; 2] {
        let laid = lay(world, kind, place);
        let contacts = kind.reference[channel] * point(place).0.exp();
        let at_need = world.served(kind, channel, contacts, &laid.at_need[channel]).row();
        if laid.at_need[channel] == laid.with_surplus[channel] {
            return [at_need; 2];
        }
        [at_need, world.served(kind, channel, contacts, &laid.with_surplus[channel]).row()]
    }
}

/// People laid over a day at a place of the lattice.
fn lay(world: &PoolWorld, kind: &Kind, place: usize) -> Laid {
    let (log_z, log_staff) = point(place);
    let z = vec![log_z.exp(); world.pool.live.len()];
    world.lay(kind, log_staff.exp(), &world.need(kind, &z), &z)
}
