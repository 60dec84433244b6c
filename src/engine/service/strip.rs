//! Between the cells of a table: a kind of day at one size of staff, as a function of the ratio alone.
//!
//! Over the replications of a scenario staff varies by a few per cent within a stretch of days, and at the same ratio
//! of staff to demand service hardly changes with size. So the size is taken once a stretch, and replications are told
//! apart by their ratio: cubic between its places (Catmull–Rom). Sizes between two places are mixed in proportion.
//!
//! What is over goes to deferred work until that is done and back to the live channels for the rest of the day, so a
//! day is the mean of its two faces, weighted by the share given back.

use super::table::{Axis, Between, DEMAND, FACES, Place, QUARTERS, RATIO, Row, SIZE, WIDTH};
use super::world::PoolWorld;

/// A kind of day of a pool.
#[derive(Debug, Clone, Copy)]
pub(crate) struct KindOf<'a> {
    /// The pool.
    pub world: &'a PoolWorld,
    /// The kind.
    pub kind: usize,
}

/// How much of each face a day takes.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Blend {
    /// One face alone.
    Face(usize),
    /// Both: the share given back.
    Mixed(f32),
}

impl Blend {
    /// The day on which the share `back` of what is over is given back.
    #[inline]
    #[must_use]
    pub(crate) fn of(back: f64) -> Self {
        if back <= 0.0 {
            return Self::Face(0);
        }
        if back >= 1.0 {
            return Self::Face(1);
        }
        #[expect(clippy::cast_possible_truncation, reason = "a weight of an interpolation")]
        Self::Mixed(back as f32)
    }
}

/// Catmull–Rom weights of the four places around a point.
#[inline]
fn cubic(t: f32) -> [f32; 4] {
    let (t2, t3) = (t * t, t * t * t);
    [
        0.5 * (2.0 * t2 - t3 - t),
        0.5 * (3.0 * t3 - 5.0 * t2 + 2.0),
        0.5 * (4.0 * t2 - 3.0 * t3 + t),
        0.5 * (t3 - t2),
    ]
}

/// The places that the points between two ask for.
fn asked(
    axis: Axis,
    (low, high): (f64, f64),
    before: usize,
    after: usize,
) -> std::ops::RangeInclusive<usize> {
    axis.between(low).place - before..=axis.between(high).place + after
}

/// Value at a size between two places.
fn mixed<const N: usize>(size: Between, at: impl Fn(usize) -> [f64; N]) -> [f64; N] {
    let first = at(size.place);
    if size.part <= 0.0 {
        return first;
    }
    let second = at(size.place + 1);
    std::array::from_fn(|i| first[i] * (1.0 - size.part) + second[i] * size.part)
}

/// A live channel's day.
#[derive(Debug, Clone)]
pub(crate) struct ServedStrip {
    size: Between,
    /// Which faces are known at a place.
    known: Vec<[bool; FACES]>,
    /// `[u]`, by face.
    rows: Vec<[Row; FACES]>,
}

impl ServedStrip {
    fn new() -> Self {
        let (places, none) = (RATIO.places(), [[0.0; WIDTH]; FACES]);
        Self { size: SIZE.between(0.0), known: vec![Default::default(); places], rows: vec![none; places] }
    }

    fn enter(&mut self, size: Between) {
        self.size = size;
        self.known.fill(Default::default());
    }

    /// Makes ready for ratios in a range, for one face.
    pub(crate) fn prepare(&mut self, of: KindOf<'_>, channel: usize, ratios: (f64, f64), face: usize) {
        let (table, kind) = (&of.world.tables[of.kind], &of.world.kinds[of.kind]);
        for ratio in asked(RATIO, ratios, 1, 2) {
            if !std::mem::replace(&mut self.known[ratio][face], true) {
                let at = |size| {
                    table.served(of.world, kind, channel, (Place { size, ratio }, face)).map(f64::from)
                };
                #[expect(clippy::cast_possible_truncation, reason = "seven digits are enough between cells")]
                let row = mixed(self.size, at).map(|value| value as f32);
                self.rows[ratio][face] = row;
            }
        }
    }

    /// The day at a ratio for which all faces of the blend are ready.
    #[inline]
    #[must_use]
    pub(crate) fn at(&self, ratio: f64, blend: Blend) -> Row {
        let Between { place, part } = RATIO.between(ratio);
        #[expect(clippy::cast_possible_truncation, reason = "weights of an interpolation")]
        let weights = cubic(part as f32);
        let places = &self.rows[place - 1..place + 3];
        let mut row: Row = [0.0; WIDTH];
        match blend {
            Blend::Face(face) => {
                for (faces, weight) in places.iter().zip(weights) {
                    add(&mut row, weight, &faces[face]);
                }
            }
            Blend::Mixed(back) => {
                for ([kept, given], weight) in places.iter().zip(weights) {
                    add(&mut row, weight * (1.0 - back), kept);
                    add(&mut row, weight * back, given);
                }
            }
        }
        row
    }
}

#[inline]
fn add(sum: &mut Row, weight: f32, row: &Row) {
    for (sum, value) in sum.iter_mut().zip(row) {
        *sum += weight * value;
    }
}

/// Agent-seconds for deferred work by quarter of the day, per agent on seat.
#[derive(Debug, Clone)]
pub(crate) struct DeferredStrip {
    size: Between,
    known: Vec<bool>,
    quarters: Vec<[f64; QUARTERS]>,
}

impl DeferredStrip {
    fn new() -> Self {
        let places = RATIO.places();
        Self { size: SIZE.between(0.0), known: vec![false; places], quarters: vec![[0.0; QUARTERS]; places] }
    }

    fn enter(&mut self, size: Between) {
        self.size = size;
        self.known.fill(false);
    }

    /// Makes ready for ratios in a range.
    pub(crate) fn prepare(&mut self, of: KindOf<'_>, ratios: (f64, f64)) {
        let (table, kind) = (&of.world.tables[of.kind], &of.world.kinds[of.kind]);
        for ratio in asked(RATIO, ratios, 1, 2) {
            if !std::mem::replace(&mut self.known[ratio], true) {
                let per_agent = |size| {
                    let agents = SIZE.coordinate(size).exp();
                    table.deferred(of.world, kind, Place { size, ratio }).map(|seconds| seconds / agents)
                };
                self.quarters[ratio] = mixed(self.size, per_agent);
            }
        }
    }

    /// The seconds at a ratio that is ready, of so many agents on seat.
    #[inline]
    #[must_use]
    pub(crate) fn at(&self, ratio: f64, agents: f64) -> [f64; QUARTERS] {
        let Between { place, part } = RATIO.between(ratio);
        let mut seconds = [0.0_f64; QUARTERS];
        #[expect(clippy::cast_possible_truncation, reason = "weights of an interpolation")]
        let weights = cubic(part as f32);
        for (quarters, weight) in self.quarters[place - 1..place + 3].iter().zip(weights) {
            for (sum, value) in seconds.iter_mut().zip(quarters) {
                *sum += f64::from(weight) * value;
            }
        }
        seconds.map(|value| (agents * value).max(0.0))
    }
}

/// Needs of the live channels over a day, then the idle agent-seconds within the cap, by demand.
#[derive(Debug, Clone)]
pub(crate) struct NeedStrip {
    known: Vec<bool>,
    /// Per unit of demand, `[z][channel]`.
    needs: Vec<f64>,
    width: usize,
    /// Demand of each place.
    levels: Vec<f64>,
}

impl NeedStrip {
    fn new(channels: usize) -> Self {
        let width = channels + 1;
        let places = DEMAND.places();
        let levels = (0..places).map(|place| DEMAND.coordinate(place).exp()).collect();
        Self { known: vec![false; places], needs: vec![0.0; places * width], width, levels }
    }

    /// Makes ready for logarithms of demand in a range.
    pub(crate) fn prepare(&mut self, of: KindOf<'_>, log_z: (f64, f64)) {
        let (table, kind) = (&of.world.tables[of.kind], &of.world.kinds[of.kind]);
        for place in asked(DEMAND, log_z, 0, 1) {
            if !self.known[place] {
                self.known[place] = true;
                self.needs[place * self.width..(place + 1) * self.width]
                    .copy_from_slice(table.need(of.world, kind, place));
            }
        }
    }

    /// Where a demand lies.
    #[inline]
    #[must_use]
    pub(crate) fn between(&self, log_z: f64, z: f64) -> NeedAt {
        let place = DEMAND.between(log_z).place;
        let (low, high) = (self.levels[place], self.levels[place + 1]);
        let part = (z - low) / (high - low);
        NeedAt { place, low: (1.0 - part) * low, high: part * high }
    }

    /// A channel's need in agent-slots; past the channels the idle agent-seconds.
    #[inline]
    #[must_use]
    pub(crate) fn at(&self, at: NeedAt, channel: usize) -> f64 {
        let first = at.place * self.width + channel;
        self.needs[first] * at.low + self.needs[first + self.width] * at.high
    }
}

/// A demand between two places: how much each counts, in units of demand, so that a need in proportion to it and one
/// that does not depend on it are both met exactly.
#[derive(Debug, Clone, Copy)]
pub(crate) struct NeedAt {
    place: usize,
    low: f64,
    high: f64,
}

/// The strips of one kind of day.
#[derive(Debug, Clone)]
pub(crate) struct KindStrips {
    /// By live channel.
    pub served: Vec<ServedStrip>,
    /// Capacity for deferred work.
    pub deferred: DeferredStrip,
    /// Needs, whatever the size.
    pub need: NeedStrip,
}

/// Strips of all kinds of day of a pool, in memory that is used again and again.
#[derive(Debug, Clone, Default)]
pub(crate) struct Strips {
    kinds: Vec<KindStrips>,
}

impl Strips {
    /// Turns to a pool: nothing is known.
    pub(crate) fn lay_out(&mut self, world: &PoolWorld) {
        let channels = world.pool.live.len();
        let fresh = || KindStrips {
            served: vec![ServedStrip::new(); channels],
            deferred: DeferredStrip::new(),
            need: NeedStrip::new(channels),
        };
        if self.kinds.first().is_none_or(|kind| kind.served.len() != channels) {
            self.kinds.clear();
        }
        self.kinds.resize_with(world.kinds.len(), fresh);
        self.kinds.iter_mut().for_each(|kind| kind.need.known.fill(false));
    }

    /// Turns to a size of staff, `ln F`.
    pub(crate) fn enter(&mut self, log_staff: f64) {
        let size = SIZE.between(log_staff);
        for kind in &mut self.kinds {
            kind.served.iter_mut().for_each(|strip| strip.enter(size));
            kind.deferred.enter(size);
        }
    }

    /// The strips of a kind of day.
    pub(crate) fn of(&mut self, kind: usize) -> &mut KindStrips {
        &mut self.kinds[kind]
    }
}

#[cfg(test)]
mod tests {
    use super::{RATIO, cubic};

    #[test]
    fn a_parabola_is_kept_between_the_places() {
        let x = 0.123;
        let at = RATIO.between(x);
        let square = |offset: usize| RATIO.coordinate(at.place + offset - 1).powi(2);
        #[expect(clippy::cast_possible_truncation, reason = "weights of an interpolation")]
        let weights = cubic(at.part as f32).map(f64::from);
        let found: f64 = weights.iter().enumerate().map(|(offset, w)| w * square(offset)).sum();
        assert!((found - x * x).abs() < 1e-8, "{found}");
    }

    #[test]
    fn beyond_the_lattice_counts_as_its_end() {
        assert_eq!(RATIO.between(1e9).place + 2, RATIO.places() - 1);
        assert_eq!(RATIO.between(-1e9).place, 1);
        assert!((RATIO.between(1e9).part - 1.0).abs() < 1e-12);
    }
}
