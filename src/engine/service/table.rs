//! Service as a function of staff and demand, computed once a kind of day.
//!
//! | symbol | meaning |
//! |---|---|
//! | `z` | a day's contacts relative to the kind's reference day |
//! | `v = ln F` | on-seat staff, on a lattice of 40 % |
//! | `u = ln F − ln z` | staff relative to demand, on a lattice of 7 % |
//!
//! A cell has two faces: what is over goes to deferred work, or back to the live channels. It is computed when it is first asked for and is a function of its place on the lattice alone, so neither the
//! scenarios that run beside each other nor the order of threads changes a figure. What lies between cells is the
//! business of [`strip`](super::strip).

use super::world::{Kind, Laid, PoolWorld};
use std::sync::OnceLock;

/// An axis of a lattice: places of `1 / per_unit` on either side of zero.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Axis {
    per_unit: f64,
    reach: usize,
    /// Places that an interpolation needs beyond the two around a point.
    margin: usize,
}

/// Staff relative to demand: 7 % a place, cubic between. Beside places of 2.5 %, those of 5 % move no month by more
/// than 0.1 points and those of 10 % by no more than 0.3.
pub(crate) const RATIO: Axis = Axis { per_unit: 15.0, reach: 180, margin: 1 };
/// Size of the staff: 40 % a place at the same ratio, along which service changes slowly: the same comparison had 28 %
/// and 65 % a place.
pub(crate) const SIZE: Axis = Axis { per_unit: 3.0, reach: 36, margin: 0 };
/// Demand for needs, which are nearly straight in it: 13 % a place.
pub(crate) const DEMAND: Axis = Axis { per_unit: 8.0, reach: 64, margin: 0 };

/// Where a point lies between the places of an axis: the first place and how far past it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Between {
    pub(crate) place: usize,
    pub(crate) part: f64,
}

impl Axis {
    /// Number of places.
    #[must_use]
    pub(crate) const fn places(self) -> usize {
        2 * self.reach + 1
    }

    /// The two places around `x`; a point beyond the lattice counts as its end.
    #[inline]
    #[must_use]
    pub(crate) fn between(self, x: f64) -> Between {
        let last = 2 * self.reach - self.margin - 1;
        let at = (x * self.per_unit + self.reach as f64).clamp(self.margin as f64, (last + 1) as f64);
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped to the lattice")]
        let place = (at as usize).min(last);
        Between { place, part: at - place as f64 }
    }

    /// The coordinate of the place nearest to `x`, wherever the lattice ends.
    #[must_use]
    pub(crate) fn nearest(self, x: f64) -> f64 {
        (x * self.per_unit).round() / self.per_unit
    }

    /// Coordinate of a place.
    #[must_use]
    pub(crate) fn coordinate(self, place: usize) -> f64 {
        (place as f64 - self.reach as f64) / self.per_unit
    }
}

/// Deferred capacity is kept by quarter of the day.
pub(crate) const QUARTERS: usize = 4;
/// Values of a channel's day: the fields of [`Served`].
pub(crate) const WIDTH: usize = 8;
/// Faces of a cell: what is over goes to deferred work, or is given back to the live channels.
pub(crate) const FACES: usize = 2;

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

/// [`Served`] in seven digits.
pub(crate) type Row = [f32; WIDTH];
/// Places of [`Served::contacts`] and others in a row.
pub(crate) const CONTACTS: usize = 0;
pub(crate) const WITHIN: usize = 1;
pub(crate) const ABANDONED: usize = 2;

impl Served {
    fn row(self) -> Row {
        let Self { contacts, within, abandoned, wait, busy, staffed, satisfied, satisfied_newcomer } = self;
        #[expect(clippy::cast_possible_truncation, reason = "seven digits are enough between cells")]
        [contacts, within, abandoned, wait, busy, staffed, satisfied, satisfied_newcomer]
            .map(|value| value as f32)
    }

    /// From values in the order of a row.
    #[must_use]
    pub(crate) const fn of(values: [f64; WIDTH]) -> Self {
        let [contacts, within, abandoned, wait, busy, staffed, satisfied, satisfied_newcomer] = values;
        Self { contacts, within, abandoned, wait, busy, staffed, satisfied, satisfied_newcomer }
    }
}

/// Cells of one size, by ratio; made when first asked for.
type Line<T> = OnceLock<Box<[OnceLock<T>]>>;

/// The table of one kind of day of one pool.
#[derive(Debug)]
pub(crate) struct Table {
    /// `[channel][v][u]`, by face.
    served: Vec<Vec<Line<[OnceLock<Row>; FACES]>>>,
    /// `[v][u]`: people laid over the day, and their agent-seconds for deferred work by quarter.
    laid: Vec<Line<(Laid, [f64; QUARTERS])>>,
    /// `[z]`: per unit of `z`, the agent-slots of each channel's need, then the idle agent-seconds within the cap.
    need: Box<[OnceLock<Vec<f64>>]>,
}

/// A place of the lattice of staff.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Place {
    /// Place of the size, `v`.
    pub size: usize,
    /// Place of the ratio, `u`.
    pub ratio: usize,
}

impl Place {
    /// `ln z`.
    fn log_z(self) -> f64 {
        self.log_staff() - RATIO.coordinate(self.ratio)
    }

    /// `ln F`.
    fn log_staff(self) -> f64 {
        SIZE.coordinate(self.size)
    }

    fn of<T>(self, lines: &[Line<T>]) -> &OnceLock<T> {
        &lines[self.size].get_or_init(|| empty(RATIO))[self.ratio]
    }
}

fn empty<T>(axis: Axis) -> Box<[OnceLock<T>]> {
    (0..axis.places()).map(|_| OnceLock::new()).collect()
}

impl Table {
    /// An empty table for so many live channels.
    #[must_use]
    pub(crate) fn new(channels: usize) -> Self {
        let lines = || (0..SIZE.places()).map(|_| OnceLock::new()).collect();
        Self {
            served: (0..channels).map(|_| (0..SIZE.places()).map(|_| OnceLock::new()).collect()).collect(),
            laid: lines(),
            need: empty(DEMAND),
        }
    }

    /// Per unit of `z`: the agent-slots of each channel's need over a day, then the idle agent-seconds within the cap
    /// of a day staffed to its need while deferred work is open.
    pub(crate) fn need(&self, world: &PoolWorld, kind: &Kind, place: usize) -> &[f64] {
        self.need[place].get_or_init(|| {
            let z = DEMAND.coordinate(place).exp();
            let by_slot = world.need(kind, &vec![z; world.pool.live.len()]);
            let idle = world.idle_seconds(kind, &by_slot, z) / z;
            by_slot.iter().map(|day| day.iter().sum::<f64>() / z).chain([idle]).collect()
        })
    }

    /// A channel's day, one of its faces.
    pub(crate) fn served(
        &self,
        world: &PoolWorld,
        kind: &Kind,
        channel: usize,
        (place, face): (Place, usize),
    ) -> Row {
        let faces = place.of(&self.served[channel]).get_or_init(Default::default);
        *faces[face].get_or_init(|| {
            let laid = &self.laid(world, kind, place).0;
            let (kept, given) = (&laid.at_need[channel], &laid.with_surplus[channel]);
            if face > 0 && kept == given {
                return self.served(world, kind, channel, (place, 0));
            }
            let agents = if face > 0 { given } else { kept };
            world.served(kind, channel, kind.reference[channel] * place.log_z().exp(), agents).row()
        })
    }

    /// Agent-seconds for deferred work by quarter of the day.
    pub(crate) fn deferred(&self, world: &PoolWorld, kind: &Kind, place: Place) -> [f64; QUARTERS] {
        self.laid(world, kind, place).1
    }

    fn laid(&self, world: &PoolWorld, kind: &Kind, place: Place) -> &(Laid, [f64; QUARTERS]) {
        place.of(&self.laid).get_or_init(|| {
            let z = vec![place.log_z().exp(); world.pool.live.len()];
            let laid = world.lay(kind, place.log_staff().exp(), &world.need(kind, &z), &z);
            let quarters = laid.deferred_by_quarter();
            (laid, quarters)
        })
    }
}
