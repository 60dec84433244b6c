//! The day, slot by slot.

use super::cells::Cells;
use super::in_time::{InTime, in_time};
use super::step::Step;
use crate::queueing::day::{DayStation, Outlook, Regime, Slot, SlotService, WaitLaw, Waits};
use crate::queueing::whole::whole;
use std::cell::OnceCell;

/// A step is halved until its drive is below this.
const MOST_DRIVE: f64 = 10.0;
/// Shortest step as a share of its piece.
const SHORTEST: f64 = 1.0 / 64.0;
/// A threshold up to this share of the slot: its last part, where arrivals see the next slot's staff, is corrected
/// with the law at the end instead of being a piece of its own.
const SHORT_WINDOW: f64 = 0.35;
/// A chance of waiting below this is not worth a look ahead.
const NOBODY_WAITS: f64 = 1e-6;
/// Arrivals this long before the end of a slot without staff are told apart, and those before them ever less, seconds.
const FINEST_OUTLOOK: f64 = 30.0;
/// A queue from which customers give up stays within these standard deviations of its mean, and a few contacts more.
const QUEUE_DEVIATIONS: f64 = 6.0;
const QUEUE_SPARE: f64 = 50.0;
/// Contacts waiting that are told apart at most; where customers give up, later ones count as not answered in time.
const MOST_WAITING: f64 = 1e5;
/// Pieces of one slot at most.
const MOST_PIECES: usize = 24;
/// Two-point Gauss places in `(0, 1)`.
const GAUSS: [f64; 2] = [0.211_324_865_405_187_1, 0.788_675_134_594_812_9];

/// Service through a day that opens empty, the queue carried from slot to slot.
///
/// One value per slot of `slots`. The law of the number present moves through each slot by a rational exponential of the
/// birth-death generator on coarse cells; an arrival's chance of being answered in time looks ahead at the staff to come.
/// `contacts = waits.total() + abandoned`, but for patient contacts that are left when the last slot's staff are nobody.
///
/// Domain: any finite numbers; negative ones count as zero.
/// Assumption: arrivals Poisson and even within the slot; exponential handling and patience; people who leave finish
/// the contact in hand.
/// Source: \[Ingolfsson2007\] (the exhaustive rule), \[Trefethen2006\] (rational exponential on a parabola). Accuracy: day
/// service level 0.003, slots 0.03.
///
/// ```
/// # use staffplan::{queueing::{Patience, carry_over::day, day::*}, units::Seconds};
/// let slot = Slot { seconds: 1800.0, arrivals: 90.0, servers: 0, service: 1.0 / 300.0 };
/// let station = DayStation {
///     patience: Patience::Infinite,
///     answer_within: Seconds::new(60.0).unwrap(),
///     levels: None,
///     turns: false,
/// };
/// // Nobody there: all contacts are carried into the next slot.
/// let morning = day(&[slot, Slot { servers: 20, ..slot }], &station);
/// assert!((morning[0].queue_end - 90.0).abs() < 0.5);
/// ```
#[must_use]
pub fn day(slots: &[Slot], station: &DayStation) -> Vec<SlotService> {
    let outlook = Outlook::of(slots, station);
    let Some(first) = outlook.regimes.first() else { return vec![SlotService::default(); slots.len()] };
    let cells = Cells::empty(first.servers);
    let mut walk = Walk {
        cells,
        step: Step::default(),
        outlook,
        within: station.answer_within.get(),
        levels: station.levels.as_ref().map_or(1.0, |levels| f64::from(levels.levels())),
    };
    let mut j = 0;
    let mut serve = |slot: &Slot| {
        if slot.seconds > 0.0 {
            j += 1;
            walk.slot(j - 1)
        } else {
            SlotService::default()
        }
    };
    slots.iter().map(&mut serve).collect()
}

/// The law on its way through the day.
struct Walk<'a> {
    cells: Cells,
    step: Step,
    outlook: Outlook<'a>,
    within: f64,
    levels: f64,
}

/// A part of a slot, with what an arrival in it sees, which is found out when somebody waits.
struct Piece {
    end: f64,
    from: Vec<f64>,
    in_time: OnceCell<Vec<InTime>>,
}

impl Piece {
    const fn new(end: f64, from: Vec<f64>) -> Self {
        Self { end, from, in_time: OnceCell::new() }
    }
}

/// A slot as arrivals in it see it.
struct View {
    j: usize,
    start: f64,
    end: f64,
    /// The longest queue that an arrival may find.
    most: usize,
    waits: OnceCell<Vec<(f64, Waits)>>,
}

/// Sums over time of one slot.
#[derive(Default)]
struct Tally {
    in_time: f64,
    busy: f64,
    waiting: f64,
    queue: f64,
    waits: WaitLaw,
}

impl Walk<'_> {
    fn slot(&mut self, j: usize) -> SlotService {
        let regime = self.outlook.regimes[j];
        let (start, end) = (self.outlook.starts[j], self.outlook.starts[j + 1]);
        let view = View { j, start, end, most: self.longest(j), waits: OnceCell::new() };
        let (pieces, corrected) = self.pieces(&view);
        let mut tally = Tally::default();
        let mut at = start;
        for piece in &pieces {
            let mut left = piece.end - at;
            while left > 0.0 {
                let h = self.advance(&regime, left, (piece.end - at) * SHORTEST);
                left = if left - h > 1e-9 * left { left - h } else { 0.0 };
                self.count(&mut tally, piece, &view, h);
            }
            at = piece.end;
        }
        if corrected {
            tally.in_time += self.correction(&view, &pieces[0]);
        }
        self.service(&regime, end - start, tally)
    }

    fn service(&self, regime: &Regime<'_>, seconds: f64, mut tally: Tally) -> SlotService {
        let contacts = regime.arrivals * seconds;
        tally.waits.scale(regime.arrivals);
        let answered = tally.waits.total();
        let most = if self.outlook.stays { contacts } else { answered };
        let queue = |i: usize| (self.cells.centre(i) - regime.servers).max(0.0) * self.cells.mass[i];
        SlotService {
            contacts,
            within: (regime.arrivals * tally.in_time).clamp(0.0, most.max(0.0)),
            abandoned: if regime.theta > 0.0 { (contacts - answered).max(0.0) } else { 0.0 },
            busy_seconds: tally.busy / self.levels,
            waits: tally.waits,
            waited: (regime.arrivals * tally.waiting).clamp(0.0, contacts),
            queue_seconds: tally.queue.max(0.0),
            queue_end: (self.cells.below()..self.cells.mass.len()).map(queue).sum::<f64>().max(0.0),
        }
    }

    /// One step of the law, at most `left` seconds long; what it spent where is in `step.time`.
    fn advance(&mut self, regime: &Regime<'_>, left: f64, shortest: f64) -> f64 {
        self.cells.trim();
        let (mean, deviation) = self.cells.moments();
        let mean = self.cells.met(mean, regime.servers);
        let mut h = left;
        while h > shortest && regime.drive(mean, h) > MOST_DRIVE {
            h *= 0.5;
        }
        let mut grid = self.cells.plan(regime, h, (mean, deviation));
        self.cells.onto(&mut grid);
        self.cells = grid;
        self.cells.rates(regime, &mut self.step);
        self.step.advance(h, &mut self.cells.mass);
        h
    }

    /// Cuts a slot where arrivals begin to see other staff; true when a short last part is left to a correction.
    fn pieces(&self, &View { j, start, end, .. }: &View) -> (Vec<Piece>, bool) {
        let (t, length) = (self.within, end - start);
        if self.outlook.steady_until(j, end + t) {
            return (vec![Piece::new(end, vec![start])], false);
        }
        if t <= SHORT_WINDOW * length {
            return (vec![Piece::new(end, vec![start])], true);
        }
        let mut cuts: Vec<f64> = self
            .outlook
            .changes(j, end + t)
            .map(|(_, change)| change - t)
            .filter(|&cut| cut > start && cut < end)
            .take(MOST_PIECES / 2)
            .collect();
        cuts.push(end);
        let mut pieces = Vec::with_capacity(2 * cuts.len());
        let mut from = start;
        for cut in cuts {
            let middle = 0.5 * (from + cut);
            for (from, end) in [(from, middle), (middle, cut)] {
                pieces.push(Piece::new(end, GAUSS.map(|place| from + place * (end - from)).to_vec()));
            }
            from = cut;
        }
        (pieces, false)
    }

    fn in_time<'p>(&self, piece: &'p Piece, view: &View) -> &'p [InTime] {
        piece.in_time.get_or_init(|| {
            let table = |&from: &f64| in_time(&self.outlook, (view.j, from), self.within, view.most);
            piece.from.iter().map(table).collect()
        })
    }

    /// The longest queue that an arrival in slot `j` may find; only with patience, which bounds it.
    fn longest(&self, j: usize) -> usize {
        let regime = &self.outlook.regimes[j];
        let present = self.cells.edge(self.cells.mass.len()) - self.cells.servers;
        let (load, kept) = (regime.arrivals / regime.theta, (regime.arrivals - regime.flux) / regime.theta);
        let queue = present.max(kept + QUEUE_DEVIATIONS * load.sqrt()) + QUEUE_SPARE;
        whole(queue.clamp(0.0, MOST_WAITING))
    }

    /// What arrivals of the last `t` seconds see beyond what those at the start saw, with the law at the end.
    fn correction(&self, view: &View, seen: &Piece) -> f64 {
        let t = self.within;
        if self.cells.mass[self.cells.below()..].iter().sum::<f64>() < NOBODY_WAITS {
            return 0.0;
        }
        let before = self.expectation(&self.in_time(seen, view)[0], &self.cells.mass);
        let each = |place: f64| {
            let table = in_time(&self.outlook, (view.j, view.end - t + place * t), t, view.most);
            self.expectation(&table, &self.cells.mass) - before
        };
        0.5 * t * GAUSS.into_iter().map(each).sum::<f64>()
    }

    /// The outlooks on waiting that stand for the whole slot, with their shares of it: one where the staff stay, two where
    /// they change soon, and finer and finer ones towards the end of a slot without staff.
    fn waits(&self, &View { j, start, end, .. }: &View) -> Vec<(f64, Waits)> {
        let length = end - start;
        let at = |from_end: f64| self.outlook.waits(j, (end - from_end).max(start));
        if self.outlook.steady_until(j, end + length) {
            return vec![(1.0, at(0.5 * length))];
        }
        if self.outlook.regimes[j].servers > 0.0 {
            return vec![(0.5, at(0.75 * length)), (0.5, at(0.25 * length))];
        }
        let (mut done, mut width) = (0.0, FINEST_OUTLOOK.min(length));
        let mut waits = Vec::new();
        while done < length {
            let last = length - done < 1.5 * width;
            let part = if last { length - done } else { width };
            waits.push((part / length, at(done + 0.5 * part)));
            (done, width) = (if last { length } else { done + part }, 2.0 * width);
        }
        waits
    }

    /// `Σ g·m` over all states; those with an agent free are answered at once.
    fn expectation(&self, in_time: &InTime, mass: &[f64]) -> f64 {
        let below = self.cells.below();
        let free: f64 = mass[..below].iter().sum();
        let b = whole(self.cells.width);
        let first = whole(self.cells.first.max(0.0));
        let hopeful = (in_time.hopeless().div_ceil(b) + below).saturating_sub(first).clamp(below, mass.len());
        let per_state = 0.5 / (self.cells.width * self.cells.width);
        let mut sum = free;
        for i in below..hopeful {
            let (mean, tilt) = in_time.over((first + i - below) * b, b);
            let next = if i + 1 < mass.len() { mass[i + 1] } else { mass[i] };
            let last = if i > 0 { mass[i - 1] } else { mass[i] };
            sum += mass[i] * mean + tilt * (next - last) * per_state;
        }
        sum
    }

    /// Adds the last step, of `h` seconds, to the slot's sums.
    fn count(&self, tally: &mut Tally, piece: &Piece, view: &View, h: f64) {
        let time = &self.step.time;
        let below = self.cells.below();
        for (i, &seconds) in time[..below].iter().enumerate() {
            tally.busy += seconds * self.cells.centre(i);
            tally.waits.contacts[0] += seconds;
        }
        let waiting: f64 = time[below..].iter().sum();
        tally.busy += self.cells.servers * waiting;
        tally.waiting += waiting;
        if waiting < NOBODY_WAITS * h {
            tally.in_time += h;
            tally.waits.contacts[0] += waiting;
            return;
        }
        let excess = |(i, &seconds): (usize, &f64)| (self.cells.centre(i) - self.cells.servers) * seconds;
        tally.queue += time.iter().enumerate().skip(below).map(excess).sum::<f64>();
        let tables = self.in_time(piece, view);
        let weight = 1.0 / tables.len() as f64;
        tally.in_time += weight * tables.iter().map(|g| self.expectation(g, time)).sum::<f64>();
        let line = |weight: f64| {
            let place = |i: usize| self.cells.centre(i) - self.cells.servers + 1.0;
            time.iter().enumerate().skip(below).map(move |(i, &seconds)| (place(i), weight * seconds))
        };
        for (weight, outlook) in view.waits.get_or_init(|| self.waits(view)) {
            outlook.share_out(line(*weight), &mut tally.waits);
        }
    }
}
