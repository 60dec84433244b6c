//! The law on its way through the day, slot by slot.

use super::in_time::{LIFETIMES, ever};
use super::law::Law;
use super::look::Look;
use super::opening::Opening;
use super::pieces::Piece;
use super::poles::NODES;
use super::remaining::remaining;
use super::step::{AtPlaces, Step};
use crate::queueing::day::{DayStation, Outlook, Reach, Regime, Slot, SlotService, WaitLaw};
use crate::queueing::whole::whole;

/// A step is halved until its drive is below this: the parabola on which the poles are fitted.
const MOST_DRIVE: f64 = 4.0;
/// Mass below zero after a step that sends it back to be halved.
const MOST_NEGATIVE: f64 = 5e-7;
/// Share of the law that a step may lose off its edges; beyond, it is taken again with more room.
const MOST_LOST: f64 = 1e-8;
/// By how much more, and at most.
const MORE_ROOM: f64 = 1.5;
const MOST_ROOM: f64 = 12.0;
/// Where the law can go within a step.
const REACH: Reach = Reach { steps: 24, margin: 4.0, quantile: 7.0 };
/// Wider laws, and days that take more nanoseconds than this by a rough count, are left to the fast method.
const MOST_STATES: usize = 20_000;
const MOST_WORK: f64 = 5e8;
/// Nanoseconds of a step, and those for each of its states. The first are many, so that days of endless short steps are
/// found out soon.
const STEP_WORK: f64 = 2e4;
const STATE_WORK: f64 = 50.0;
/// A chance below this that so many wait is none.
const NOBODY: f64 = 1e-13;

/// The law is too wide, or too fast, to be followed state by state.
#[derive(Debug, Clone, Copy)]
pub(super) struct TooWide;

/// What is known of the number present.
#[derive(Debug, Clone)]
pub(super) enum Present {
    Opening(Opening),
    Law(Law),
}

impl Present {
    /// Chance that more than `0, 1, …` contacts wait.
    pub(super) fn line(&self, servers: usize) -> Vec<f64> {
        let Self::Law(law) = self else { return Vec::new() };
        let (mut line, mut above) = (Vec::new(), 0.0);
        let waiting = law.high().saturating_sub(servers).min(law.mass.len());
        for p in law.mass.iter().rev().take(waiting) {
            above += p;
            line.push(above);
        }
        // Below the lowest state somebody always waits.
        line.resize(law.high().saturating_sub(servers), above);
        line.reverse();
        line.truncate(line.iter().rposition(|&chance| chance > NOBODY).map_or(0, |last| last + 1));
        line
    }
}

/// What is still to come of those who wait as the last slot ended.
#[derive(Debug, Clone, Copy)]
pub(super) struct Later {
    /// The expected number that will give up.
    pub lost: f64,
    /// Seconds that they will wait, where nobody gives up; `None` where some are never answered.
    pub wait: Option<f64>,
}

/// The law on its way through the day.
#[derive(Debug)]
pub(super) struct Walk<'a> {
    pub law: Present,
    step: Step,
    pub outlook: Outlook<'a>,
    within: f64,
    levels: f64,
    pub later: Later,
    /// Nanoseconds spent so far, by a rough count.
    pub work: f64,
}

/// Chances of being answered in time, by the number found waiting.
#[derive(Default)]
struct Chances {
    /// Where they are the same throughout the piece.
    constant: Vec<f64>,
    /// Where they change: those at the Gauss places of the step.
    at_places: Vec<AtPlaces>,
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

impl<'a> Walk<'a> {
    /// An empty desk as the day opens.
    pub(super) fn new(slots: &[Slot], station: &'a DayStation) -> Self {
        Self {
            law: Present::Opening(Opening { mean: 0.0 }),
            step: Step::default(),
            within: station.answer_within.get(),
            levels: station.levels.as_ref().map_or(1.0, |levels| f64::from(levels.levels())),
            later: Later { lost: 0.0, wait: Some(0.0) },
            work: 0.0,
            outlook: Outlook::of(slots, station),
        }
    }

    /// Service in the `j`-th slot, the law now being that of its start.
    pub(super) fn slot(&mut self, j: usize) -> Result<SlotService, TooWide> {
        let regime = self.outlook.regimes[j];
        let (start, end) = (self.outlook.starts[j], self.outlook.starts[j + 1]);
        let mut tally = Tally::default();
        let mut at = start;
        if let Present::Opening(opening) = &mut self.law {
            if opening.holds(&regime) {
                let stretch = opening.advance(&regime, end - start);
                tally.answered_at_once(stretch.seconds, stretch.busy);
                at += stretch.seconds;
            }
            if at < end {
                self.law = Present::Law(Law::poisson(opening.mean));
            }
        }
        if at < end {
            self.follow(j, at, &mut tally)?;
        }
        self.service(j, end - start, tally)
    }

    /// Follows the law from a moment of slot `j` to its end.
    fn follow(&mut self, j: usize, from: f64, tally: &mut Tally) -> Result<(), TooWide> {
        let Present::Law(law) = &mut self.law else { return Ok(()) };
        let before = if j > 0 { self.outlook.regimes[j - 1].servers } else { 0.0 };
        let (old, new) = (whole(before), whole(self.outlook.regimes[j].servers));
        if new < old && from <= self.outlook.starts[j] {
            law.drop_servers(old, new);
        }
        for piece in self.look(j).pieces(from) {
            self.piece(j, piece, tally)?;
        }
        Ok(())
    }

    /// Follows the law through a piece of slot `j`, in steps that the poles are made for.
    fn piece(&mut self, j: usize, piece: Piece, tally: &mut Tally) -> Result<(), TooWide> {
        let regime = self.outlook.regimes[j];
        let Present::Law(law) = &mut self.law else { return Ok(()) };
        let look = Look { outlook: &self.outlook, j, within: self.within };
        let mut chances = Chances::default();
        let (mut at, mut h, mut room) = (piece.start, piece.end - piece.start, 1.0);
        while piece.end - at > 1e-9 * (piece.end - piece.start) {
            let before = law.clone();
            h = prepare(law, &regime, h.min(piece.end - at), room)?;
            let most = law.high().checked_sub(whole(regime.servers));
            self.work += STEP_WORK + STATE_WORK * law.mass.len() as f64;
            self.work += most.map_or(0.0, |most| chances.work(&look, piece, most));
            if self.work > MOST_WORK {
                return Err(TooWide);
            }
            chances.see(&look, piece, (at, h), most);
            let first = law.low.saturating_sub(whole(regime.servers));
            let counted = self.step.advance(&regime, h, law, chances.from(first));
            if law.negative() > MOST_NEGATIVE {
                (*law, h) = (before, 0.5 * h);
                continue;
            }
            if self.step.lost > MOST_LOST && room < MOST_ROOM {
                (*law, room) = (before, MORE_ROOM * room);
                continue;
            }
            let waiting = self.step.time.iter().skip(whole(regime.servers - law.low as f64));
            let in_time = if piece.steady { chances.of(first, waiting) } else { counted };
            tally.count(law, &regime, &self.step.time, in_time);
            look.waits((at, h), law, &self.step.time, &mut tally.waits);
            at += h;
            (h, room) = (piece.end - at, 1.0);
        }
        Ok(())
    }

    fn look(&self, j: usize) -> Look<'_> {
        Look { outlook: &self.outlook, j, within: self.within }
    }

    /// Goes back to the start of slot `j`, when this was known; the staff from there on may be others by now.
    pub(super) fn resume(&mut self, j: usize, law: Present, later: Later) {
        (self.law, self.later, self.work) = (law, later, 0.0);
        if let Some(before) = j.checked_sub(1).filter(|&before| self.outlook.regimes[before].theta <= 0.0) {
            let line = self.law.line(whole(self.outlook.regimes[before].servers));
            self.later.wait = remaining(&self.outlook, before, &line);
        }
    }

    fn service(&mut self, j: usize, seconds: f64, mut tally: Tally) -> Result<SlotService, TooWide> {
        let regime = &self.outlook.regimes[j];
        let contacts = regime.arrivals * seconds;
        let line = self.law.line(whole(regime.servers));
        let abandoned = if regime.theta > 0.0 {
            self.work +=
                self.look(j).work((self.outlook.starts[j + 1], 1.0), LIFETIMES / regime.theta, line.len());
            if self.work > MOST_WORK {
                return Err(TooWide);
            }
            // Those who give up within the slot and those who will, less those who came before it: all who wait at its start.
            let chance = ever(&self.outlook, (j, self.outlook.starts[j + 1]), line.len());
            let later: f64 = line.iter().zip(chance).map(|(waits, answered)| waits * (1.0 - answered)).sum();
            let abandoned = regime.theta * tally.queue + later - self.later.lost;
            self.later.lost = later;
            abandoned.clamp(0.0, contacts)
        } else {
            0.0
        };
        // The waits are fluid where the staff change; patient contacts may be left when the last staff are nobody.
        let answered = regime.arrivals * tally.waits.total();
        let factor =
            if regime.theta > 0.0 && answered > 0.0 { (contacts - abandoned) / answered } else { 1.0 };
        tally.waits.scale(regime.arrivals * factor);
        if regime.theta <= 0.0 {
            let later = remaining(&self.outlook, j, &line);
            // All the waiting done in the slot and after it, less what those who came before it still had to do.
            if let (Some(before), Some(after)) = (self.later.wait, later) {
                tally.waits.stretch_to(tally.queue + after - before);
            }
            self.later.wait = later;
        }
        let most = if self.outlook.stays { contacts } else { contacts - abandoned };
        let queue_end: f64 = line.iter().sum();
        Ok(SlotService {
            contacts,
            within: (regime.arrivals * tally.in_time).clamp(0.0, most.max(0.0)),
            abandoned,
            waited: (regime.arrivals * tally.waiting).clamp(0.0, contacts),
            queue_seconds: tally.queue.max(0.0),
            busy_seconds: tally.busy / self.levels,
            waits: tally.waits,
            queue_end: queue_end.max(0.0),
        })
    }
}

/// Trims the law, finds a step of at most `h` seconds that the poles are made for, and makes room for where it leads.
fn prepare(law: &mut Law, regime: &Regime<'_>, h: f64, room: f64) -> Result<f64, TooWide> {
    law.trim();
    let (low, high) = law.quantiles();
    let servers = whole(regime.servers);
    let far = [low, high, servers.clamp(low, high)];
    let mut h = h;
    while far.iter().any(|&n| regime.drive(n as f64, h) > MOST_DRIVE) {
        h *= 0.5;
    }
    let reach = Reach { margin: room * REACH.margin, quantile: room * REACH.quantile, ..REACH };
    let (low, high) = regime.reach((law.low as f64, law.mean(), law.high() as f64), h, reach);
    if (high - low).is_nan() || high - low >= MOST_STATES as f64 {
        return Err(TooWide);
    }
    law.widen(whole(low.floor()), whole(high.ceil()));
    Ok(h)
}

impl Chances {
    /// Nanoseconds of the next look.
    fn work(&self, look: &Look<'_>, piece: Piece, most: usize) -> f64 {
        match piece.steady {
            true if most < self.constant.len() => 0.0,
            true => look.work((piece.start, 1.0), look.within, most),
            false => look.work((piece.end, NODES as f64), look.within, most),
        }
    }

    /// Looks ahead from a step of a piece, in which at most so many are found waiting.
    fn see(&mut self, look: &Look<'_>, piece: Piece, (at, h): (f64, f64), most: Option<usize>) {
        match most {
            Some(most) if piece.steady => {
                if most >= self.constant.len() {
                    self.constant.clear();
                    self.constant.extend(look.from(at, most));
                }
            }
            Some(most) => look.at_places((at, h), most, &mut self.at_places),
            None => self.at_places.clear(),
        }
    }

    /// Those at the Gauss places, by the number waiting beyond some.
    fn from(&self, first: usize) -> &[AtPlaces] {
        self.at_places.get(first..).unwrap_or_default()
    }

    /// Seconds that so many wait, each from some number on, weighted with the constant chances.
    fn of<'s>(&self, first: usize, waiting: impl Iterator<Item = &'s f64>) -> f64 {
        let chances = self.constant.get(first..).unwrap_or_default();
        waiting.zip(chances).map(|(seconds, chance)| seconds * chance).sum()
    }
}

impl Tally {
    /// Nobody waited.
    fn answered_at_once(&mut self, seconds: f64, busy: f64) {
        self.in_time += seconds;
        self.busy += busy;
        self.waits.contacts[0] += seconds;
    }

    /// Adds a step, of which `in_time` waiting seconds are answered in time.
    fn count(&mut self, law: &Law, regime: &Regime<'_>, time: &[f64], in_time: f64) {
        let split = whole(regime.servers - law.low as f64).min(time.len());
        let (free, waiting) = time.split_at(split);
        let at_once: f64 = free.iter().sum();
        self.in_time += at_once + in_time;
        self.waits.contacts[0] += at_once;
        self.busy += free.iter().zip(law.low..).map(|(seconds, n)| n as f64 * seconds).sum::<f64>();
        let first = (law.low + split) as f64 - regime.servers;
        for (i, seconds) in waiting.iter().enumerate() {
            self.waiting += seconds;
            self.queue += (first + i as f64) * seconds;
        }
        self.busy += regime.servers * waiting.iter().sum::<f64>();
    }
}
