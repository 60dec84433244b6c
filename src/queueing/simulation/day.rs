//! Days drawn and served in one go, only their sums kept.

use super::chat::Chats;
use super::crew::Crew;
use super::handling::HandlingLaw;
use super::kernel::Contact;
use super::seats::{LONGEST, SeatSchedule, up_to};
use super::streams::Streams;
use super::summary::{Summary, summary};
use super::tally::{Batch, Tally};
use crate::queueing::day::Slot;
use crate::queueing::patience::Patience;
use crate::queueing::steady::chat::ChatDurations;
use crate::units::Seconds;
use rand_distr::{Distribution, Exp1};
use std::ops::Range;

/// Batches from which standard errors are made, at most.
const BATCHES: u32 = 100;
/// A day with more contacts or people than this is not replayed.
const MOST_CONTACTS: f64 = 1e9;
pub(super) const MOST_PEOPLE: u32 = 1 << 20;

/// A channel's customers: what is asked of the day besides its slots.
#[derive(Debug, Clone, PartialEq)]
pub struct Customers {
    /// How handling times scatter about the slot's mean.
    pub handling: HandlingLaw,
    /// How long customers wait.
    pub patience: Patience,
    /// The service level's threshold; a contact answered exactly then counts as in time.
    pub answer_within: Seconds,
    /// Chat: each of the people holds as many contacts as there are levels; below saturation the durations give the speed
    /// relative to a full agent's, [`Slot::service`].
    pub levels: Option<ChatDurations>,
}

/// What there is too much of to be replayed one by one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum TooMany {
    /// More than 10⁹ expected contacts a day.
    #[error("more than 1000 million contacts a day cannot be replayed one by one")]
    Contacts,
    /// More than 2²⁰ people on seat.
    #[error("more than 1048576 people on seat cannot be replayed one by one")]
    People,
    /// A run of more than 2²⁰ slots.
    #[error("a run cannot have more than 1048576 batches")]
    Batches,
}

/// The moments and lengths drawn for one day, contact by contact: what [`simulate`](super::simulate) takes.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Draws {
    /// Moments of arrival, seconds from the opening, rising.
    pub arrivals: Vec<f64>,
    /// Handling times, seconds.
    pub handling: Vec<f64>,
    /// How long each contact would wait, seconds; infinite when nobody gives up.
    pub patience: Vec<f64>,
}

impl FromIterator<Drawn> for Draws {
    fn from_iter<I: IntoIterator<Item = Drawn>>(contacts: I) -> Self {
        let mut draws = Self::default();
        for Drawn { arrival, handling, patience, .. } in contacts {
            draws.arrivals.push(arrival);
            draws.handling.push(handling);
            draws.patience.push(patience);
        }
        draws
    }
}

/// A channel's day that can be drawn again and again.
///
/// Arrivals are Poisson, even within each slot: a stream of rate one, stretched by the expected contacts. Handling times
/// have the mean `1 / service` of the slot in which the contact arrives, patience is exponential. The day opens empty;
/// after the last slot its staff stay until all are answered. The k-th contact of a day keeps its luck whatever the staff.
///
/// Domain: any finite numbers; negative ones count as zero. Contacts of a slot whose staff finish nothing take as long
/// as those of the next slot that has a mean.
/// Source: \[Ingolfsson2007\] (staff changes); generator Xoshiro256++ keyed by SplitMix64 \[VignaSplitMix\].
/// Accuracy: the exact transient law of seven reference days within four standard errors, up to 20 000 days.
///
/// ```
/// # use staffplan::{queueing::{Patience, day::Slot, simulation::*}, units::Seconds};
/// let slot = Slot { seconds: 1800.0, arrivals: 90.0, servers: 16, service: 1.0 / 300.0 };
/// let customers = Customers {
///     handling: HandlingLaw::lognormal(1.0),
///     patience: Patience::Mean(Seconds::new(180.0).unwrap()),
///     answer_within: Seconds::new(20.0).unwrap(),
///     levels: None,
/// };
/// let day = Simulation::new(&[slot; 4], &customers, 1)?;
/// // Days kept as sums are the same days as contacts one by one.
/// let draws = day.draws(7);
/// let contacts = simulate(&draws.arrivals, &draws.handling, &draws.patience, day.seats());
/// let (kept, counted) = (day.batch(7..8), day.record(&contacts));
/// assert_eq!(summary(&[kept]).day.service.within, summary(&[counted]).day.service.within);
/// # Ok::<(), TooMany>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct Simulation {
    seats: SeatSchedule,
    /// Starts of the slots and the end of the last.
    bounds: Vec<f64>,
    periods: Vec<Period>,
    handling: HandlingLaw,
    patience: Patience,
    within: f64,
    levels: Option<ChatDurations>,
    seed: u64,
}

/// What arrivals of one slot need.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Period {
    start: f64,
    /// Expected contacts before it, and with it.
    before: f64,
    until: f64,
    /// Mean seconds from one contact to the next.
    gap: f64,
    /// Mean handling time.
    aht: f64,
}

impl Simulation {
    /// The day of these slots and customers, its luck named by `seed`.
    ///
    /// # Errors
    /// When a day has too many contacts or people to be replayed one by one.
    pub fn new(slots: &[Slot], customers: &Customers, seed: u64) -> Result<Self, TooMany> {
        let seats = SeatSchedule::of(slots);
        if seats.most() > MOST_PEOPLE {
            return Err(TooMany::People);
        }
        let (mut bounds, mut periods) = (vec![0.0], Vec::with_capacity(slots.len()));
        let (mut start, mut before) = (0.0, 0.0);
        for slot in slots {
            let seconds = up_to(LONGEST, slot.seconds);
            let arrivals = if seconds > 0.0 { slot.arrivals.max(0.0) } else { 0.0 };
            let until = before + arrivals;
            let gap = if arrivals > 0.0 { seconds / arrivals } else { 0.0 };
            let aht = if slot.service > 0.0 { (1.0 / slot.service).min(LONGEST) } else { 0.0 };
            periods.push(Period { start, before, until, gap, aht });
            start += seconds;
            bounds.push(start);
            before = until;
        }
        if before > MOST_CONTACTS {
            return Err(TooMany::Contacts);
        }
        let mut next = LONGEST;
        for period in periods.iter_mut().rev() {
            if period.aht > 0.0 { next = period.aht } else { period.aht = next }
        }
        Ok(Self {
            seats,
            bounds,
            periods,
            handling: customers.handling.clone(),
            patience: customers.patience,
            within: customers.answer_within.get(),
            levels: customers.levels.clone(),
            seed,
        })
    }

    /// The people on seat.
    #[must_use]
    pub const fn seats(&self) -> &SeatSchedule {
        &self.seats
    }

    /// So many days, in batches for the standard errors; the same as [`summary`] of [`Simulation::batch`] of each of
    /// [`batches`], wherever these are computed.
    #[must_use]
    pub fn run(&self, days: u32) -> Summary {
        let batches: Vec<Batch> = batches(days).into_iter().map(|days| self.batch(days)).collect();
        summary(&batches)
    }

    /// Some days as one batch. Memory does not depend on their number, nor, but for chat, on their contacts.
    #[must_use]
    pub fn batch(&self, days: Range<u32>) -> Batch {
        if let Some(levels) = &self.levels {
            let mut batch = self.nothing();
            for day in days {
                let contacts = Chats::new(levels, &self.seats, self.drawn(0, day)).day();
                batch.merge(&self.record(&contacts));
            }
            return batch;
        }
        let mut batch = self.nothing();
        let mut crew = Crew::new(&self.seats);
        batch.days = u32::try_from(days.len()).unwrap_or(u32::MAX);
        let mut tally = Tally { bounds: &self.bounds, within: self.within, sums: &mut batch.sums };
        for day in days {
            crew.open();
            self.day(day, &mut crew, &mut tally);
        }
        batch
    }

    /// One day's draws.
    #[must_use]
    pub fn draws(&self, day: u32) -> Draws {
        self.drawn(0, day).collect()
    }

    /// The contacts of one day as a batch; a chat in hand is its share of a busy person.
    #[must_use]
    pub fn record(&self, contacts: &[Contact]) -> Batch {
        let mut batch = self.nothing();
        batch.days = 1;
        Tally { bounds: &self.bounds, within: self.within, sums: &mut batch.sums }.record(contacts);
        if let Some(levels) = &self.levels {
            batch.sums.iter_mut().for_each(|sums| sums.busy /= f64::from(levels.levels()));
        }
        batch
    }

    /// A batch of no days.
    pub(super) fn nothing(&self) -> Batch {
        Batch::new(&self.bounds)
    }

    fn day(&self, day: u32, crew: &mut Crew<'_>, tally: &mut Tally<'_>) {
        for Drawn { slot, arrival, handling, patience } in self.drawn(0, day) {
            let turn = crew.turn(arrival, |at, free| tally.busy(0, at, free, -1.0));
            tally.offered(slot, arrival, turn);
            if turn - arrival > patience {
                tally.gave_up(slot, arrival, arrival + patience);
            } else if turn < f64::INFINITY {
                tally.answered(slot, arrival, turn);
                tally.busy(slot, turn, turn + handling, 1.0);
                crew.take(turn + handling);
            } else {
                tally.left(slot, arrival);
            }
        }
        crew.close(|at, free| tally.busy(0, at, free, -1.0));
    }

    /// The contacts of one day, drawn as they come.
    pub(super) fn drawn(&self, channel: u64, day: u32) -> Contacts<'_> {
        let patience = match self.patience {
            Patience::Infinite => None,
            Patience::Mean(_) => Some(1.0 / self.patience.rate()),
        };
        Contacts { day: self, streams: Streams::new(self.seed, channel, day), patience, clock: 0.0, slot: 0 }
    }
}

/// A contact before anything becomes of it.
pub(super) struct Drawn {
    pub slot: usize,
    pub arrival: f64,
    pub handling: f64,
    pub patience: f64,
}

/// The contacts of one day in order of arrival.
pub(super) struct Contacts<'a> {
    day: &'a Simulation,
    streams: Streams,
    /// Its mean, if it ends.
    patience: Option<f64>,
    /// Expected contacts so far.
    clock: f64,
    slot: usize,
}

impl Iterator for Contacts<'_> {
    type Item = Drawn;

    #[inline]
    fn next(&mut self) -> Option<Drawn> {
        let gap: f64 = Exp1.sample(&mut self.streams.arrivals);
        self.clock += gap;
        let periods = &self.day.periods;
        while periods.get(self.slot).is_some_and(|period| self.clock >= period.until) {
            self.slot += 1;
        }
        let period = periods.get(self.slot)?;
        let arrival = period.start + (self.clock - period.before) * period.gap;
        let handling = period.aht * self.day.handling.draw(&mut self.streams.handling);
        let patience = self.patience.map_or(f64::INFINITY, |mean| {
            let patience: f64 = Exp1.sample(&mut self.streams.patience);
            mean * patience
        });
        Some(Drawn { slot: self.slot, arrival, handling, patience })
    }
}

/// How a number of days is cut into batches: at most a hundred, of equal length but for the last.
#[must_use]
pub fn batches(days: u32) -> Vec<Range<u32>> {
    let length = days.div_ceil(BATCHES).max(1);
    (0..days)
        .step_by(usize::try_from(length).unwrap_or(1))
        .map(|from| from..days.min(from.saturating_add(length)))
        .collect()
}
