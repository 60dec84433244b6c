//! The law on its way through the day, slot by slot.

use super::in_time::{LIFETIMES, ever, in_time};
use super::law::Law;
use super::opening::Opening;
use super::poles::{NODES, PLACES};
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
/// Nanoseconds of a step, those for each of its states, and of a look ahead for each number waiting. The first are many,
/// so that days of endless short steps are found out soon.
const STEP_WORK: f64 = 2e4;
const STATE_WORK: f64 = 50.0;
const LOOK_WORK: f64 = 5.0;
/// Those of a line's passage past a change of staff, for each number waiting, by the root of their number.
const PASSAGE_WORK: f64 = 7.5;
/// A chance below this that so many wait is none.
const NOBODY: f64 = 1e-13;
/// Contacts finished within the threshold that the staff may change by, in standard deviations, within one part.
const SMOOTH: f64 = 2.5;
/// Mean patiences after which a change of staff no longer moves the mean wait.
const FELT: f64 = 8.0;
/// Looks at the waits of one step's arrivals, where the staff change soon.
const MOST_LOOKS: f64 = 4.0;
/// Parts of one piece at most.
const MOST_PARTS: f64 = 24.0;

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

/// Sums over time of one slot.
#[derive(Default)]
struct Tally {
    in_time: f64,
    busy: f64,
    waiting: f64,
    queue: f64,
    waits: WaitLaw,
}

/// A part of a slot in which the chance of being answered in time is the same function of the number waiting, or
/// changes smoothly.
#[derive(Debug, Clone, Copy)]
struct Piece {
    start: f64,
    end: f64,
    steady: bool,
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
        for piece in self.pieces(j, from) {
            self.piece(j, piece, tally)?;
        }
        Ok(())
    }

    /// Cuts the rest of a slot where arrivals begin to see other staff, and finer where the staff change much.
    fn pieces(&self, j: usize, from: f64) -> Vec<Piece> {
        let (t, end) = (self.within, self.outlook.starts[j + 1]);
        let changes: Vec<(usize, f64)> = self.outlook.changes(j, end + t).collect();
        let mut cuts: Vec<f64> =
            changes.iter().map(|(_, change)| change - t).filter(|&cut| cut > from && cut < end).collect();
        cuts.push(end);
        let mut pieces = Vec::new();
        let mut at = from;
        for cut in cuts {
            // A change that the last arrival of the piece does not see yet lies at its end, up to rounding.
            let seen: Vec<usize> =
                changes.iter().filter(|(_, change)| change - t < 0.5 * (at + cut)).map(|(i, _)| *i).collect();
            let parts = self.parts(j, &seen);
            let width = (cut - at) / parts;
            for part in 0..whole(parts) {
                let start = at + part as f64 * width;
                pieces.push(Piece { start, end: start + width, steady: seen.is_empty() });
            }
            at = cut;
        }
        pieces
    }

    /// Parts of a piece whose arrivals see these changes of staff.
    fn parts(&self, j: usize, seen: &[usize]) -> f64 {
        let regimes = &self.outlook.regimes;
        let (mut changed, mut rises) = (0.0, false);
        for &i in seen {
            changed += (regimes[i].flux - regimes[i - 1].flux).abs();
            rises |= regimes[i].servers > regimes[i - 1].servers;
        }
        let slowest = seen.iter().map(|&i| regimes[i].flux).fold(regimes[j].flux, f64::min);
        let parts = (self.within * changed / (1.0 + self.within * slowest).sqrt() / SMOOTH).ceil();
        let least = if rises && regimes[j].theta > 0.0 { 2.0 } else { 1.0 };
        parts.clamp(least, MOST_PARTS)
    }

    fn piece(&mut self, j: usize, piece: Piece, tally: &mut Tally) -> Result<(), TooWide> {
        let regime = self.outlook.regimes[j];
        let Present::Law(law) = &mut self.law else { return Ok(()) };
        let mut constant: Vec<f64> = Vec::new();
        let mut seen: Vec<AtPlaces> = Vec::new();
        let (mut at, mut h, mut room) = (piece.start, piece.end - piece.start, 1.0);
        while piece.end - at > 1e-9 * (piece.end - piece.start) {
            h = h.min(piece.end - at);
            let before = law.clone();
            h = prepare(law, &regime, h, room)?;
            let look = Look { outlook: &self.outlook, j, within: self.within };
            let most = law.high().checked_sub(whole(regime.servers));
            let seeing = if piece.steady { (piece.start, 1.0) } else { (piece.end, NODES as f64) };
            self.work += STEP_WORK + STATE_WORK * law.mass.len() as f64;
            self.work += most.map_or(0.0, |most| look.work(seeing, self.within, most));
            if self.work > MOST_WORK {
                return Err(TooWide);
            }
            match most {
                Some(most) if piece.steady && most >= constant.len() => {
                    constant.clear();
                    constant.extend(look.from(at, most));
                }
                Some(most) if !piece.steady => look.at_places((at, h), most, &mut seen),
                _ => seen.clear(),
            }
            let first = law.low.saturating_sub(whole(regime.servers));
            let mut in_time = self.step.advance(&regime, h, law, &seen[first.min(seen.len())..]);
            if piece.steady && most.is_some() {
                let waiting = self.step.time.iter().skip(whole(regime.servers - law.low as f64));
                in_time = waiting.zip(&constant[first..]).map(|(seconds, chance)| seconds * chance).sum();
            }
            let negative: f64 = law.mass.iter().filter(|p| **p < 0.0).sum();
            if negative < -MOST_NEGATIVE {
                *law = before;
                h *= 0.5;
                continue;
            }
            if self.step.lost > MOST_LOST && room < MOST_ROOM {
                *law = before;
                room *= MORE_ROOM;
                continue;
            }
            room = 1.0;
            tally.count(law, &regime, &self.step.time, in_time);
            look.waits((at, h), law, &self.step.time, &mut tally.waits);
            at += h;
            h = piece.end - at;
        }
        Ok(())
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
            let look = Look { outlook: &self.outlook, j, within: self.within };
            self.work += look.work((self.outlook.starts[j + 1], 1.0), LIFETIMES / regime.theta, line.len());
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

/// What an arrival of a slot looks ahead at.
struct Look<'a> {
    outlook: &'a Outlook<'a>,
    j: usize,
    within: f64,
}

impl Look<'_> {
    /// Nanoseconds that so many looks ask for, each from about a moment on.
    fn work(&self, (moment, looks): (f64, f64), ahead: f64, most: usize) -> f64 {
        let numbers = most as f64;
        let changes = self.outlook.changes(self.j, moment + ahead).count() as f64;
        let passage =
            if self.outlook.regimes[self.j].theta > 0.0 { PASSAGE_WORK * numbers.sqrt() } else { 0.0 };
        looks * numbers * (LOOK_WORK + changes * passage)
    }

    /// The chances of an arrival at a moment, by the number found waiting.
    fn from(&self, moment: f64, most: usize) -> impl Iterator<Item = f64> {
        in_time(self.outlook, (self.j, moment), self.within, most)
    }

    /// The chances at the Gauss places of a step.
    fn at_places(&self, (at, h): (f64, f64), most: usize, all: &mut Vec<AtPlaces>) {
        all.resize(most + 1, [0.0; NODES]);
        for (i, place) in PLACES.iter().enumerate() {
            let chances = self.from(at + h * (1.0 - place), most);
            all.iter_mut().zip(chances).for_each(|(at_places, chance)| at_places[i] = chance);
        }
    }

    /// Adds the waits of those who found everyone busy, by what moments evenly within the step see.
    fn waits(&self, (at, h): (f64, f64), law: &Law, time: &[f64], waits: &mut WaitLaw) {
        let Regime { servers, theta, .. } = self.outlook.regimes[self.j];
        let split = whole(servers - law.low as f64).min(time.len());
        if split == time.len() {
            return;
        }
        let first = (law.low + split) as f64 - servers + 1.0;
        // The mean wait of patient contacts is set right as a whole.
        let alike = theta <= 0.0 || self.outlook.steady_until(self.j, at + h + FELT / theta);
        let looks = if alike { 1.0 } else { MOST_LOOKS };
        for look in 0..whole(looks) {
            let moment = at + h * (look as f64 + 0.5) / looks;
            let line = time[split..].iter().enumerate();
            let line = line.map(|(i, &seconds)| (first + i as f64, seconds / looks));
            self.outlook.waits(self.j, moment).share_out(line, waits);
        }
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
