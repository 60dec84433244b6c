//! Several teams that share several channels: who is asked first, who is answered first, and what comes of it.
//!
//! No formula gives this; what lies between is known. All teams as one that serves every channel wait less, a team for
//! each channel of its own waits more. Here the day is replayed event by event.
//!
//! A contact asks the teams of its channel in the order of [`Skill::asked`] for somebody idle, and waits when there is
//! nobody. Who becomes free takes from the channels of the team the best [`Skill::rank`]; among equals, who has
//! waited longest. Within a channel it is always first come, first served. A team may help out only
//! [`after`](Skill::after) a wait. Staff change by the exhaustive rule, team by team.
//!
//! Not modelled: contacts taken back from an agent, several chats at once, work that follows on another channel.

mod floor;

use super::day::{Customers, Draws, Simulation, TooMany, batches};
use super::kernel::Contact;
use super::seats::SeatSchedule;
use super::summary::{Summary, summary};
use super::tally::Batch;
use crate::queueing::day::Slot;
use crate::units::Seconds;
use floor::Floor;
use std::ops::Range;

/// Contacts of one kind.
#[derive(Debug, Clone, PartialEq)]
pub struct Channel {
    /// Its day; `servers` are not looked at, the teams have them.
    pub slots: Vec<Slot>,
    /// Its customers; their chat levels are not looked at.
    pub customers: Customers,
}

/// People with the same skills.
#[derive(Debug, Clone, PartialEq)]
pub struct Team {
    /// How many are on seat when.
    pub seats: SeatSchedule,
    /// What they can do.
    pub skills: Vec<Skill>,
}

/// A channel that a team serves.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Skill {
    /// The channel, by its place; one that is not there is never served.
    pub channel: usize,
    /// When a person becomes free: the channel of the lowest rank is served first, equals by the longest wait.
    pub rank: u32,
    /// When a contact arrives: the team with the lowest number is asked first, equals by their place.
    pub asked: u32,
    /// The team takes only contacts that have waited so long; zero at once.
    pub after: Seconds,
    /// Handling time of this team ÷ the channel's.
    pub pace: f64,
}

impl Skill {
    /// The skill of a team that serves the channel at once, at the channel's own pace, as good as any other.
    #[must_use]
    pub const fn plain(channel: usize) -> Self {
        Self { channel, rank: 0, asked: 0, after: Seconds::ZERO, pace: 1.0 }
    }
}

/// One contact, and the team that answered it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Routed {
    /// What becomes of it; `turn` is when it would have been answered, had it alone not given up.
    pub contact: Contact,
    /// The team, by its place; `None` when it is not answered.
    pub team: Option<usize>,
}

/// A day of channels and teams that can be drawn again and again.
///
/// ```
/// # use staffplan::{queueing::{Patience, day::Slot, simulation::{*, routing::*}}, units::Seconds};
/// let slot = Slot { seconds: 3600.0, arrivals: 60.0, servers: 0, service: 1.0 / 300.0 };
/// let customers = Customers {
///     handling: HandlingLaw::exponential(),
///     patience: Patience::Infinite,
///     answer_within: Seconds::new(20.0).unwrap(),
///     levels: None,
/// };
/// let channel = Channel { slots: vec![slot; 4], customers: customers.clone() };
/// let team = Team { seats: SeatSchedule::new([(0.0, 7)]), skills: vec![Skill::plain(0)] };
/// // One channel and one team are a plain queue.
/// let floor = Routing::new(&[channel], &[team], 1)?.run(5);
/// let queue = Simulation::new(&[Slot { servers: 7, ..slot }; 4], &customers, 1)?.run(5);
/// assert_eq!(floor.channels[0].day.service.waits, queue.day.service.waits);
/// # Ok::<(), TooMany>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct Routing {
    channels: Vec<Simulation>,
    teams: Vec<Team>,
}

/// Days of several channels and teams.
#[derive(Debug, Clone, PartialEq)]
pub struct RoutedSummary {
    /// What the contacts of each channel get; `busy` are the people busy with them.
    pub channels: Vec<Summary>,
    /// What each team does, by the slots of the first channel: the contacts it answers, and how many of it are busy.
    pub teams: Vec<Summary>,
}

/// The days of one batch: a batch of each channel, and of each team.
#[derive(Debug, Clone, PartialEq)]
pub struct RoutedBatch {
    channels: Vec<Batch>,
    teams: Vec<Batch>,
}

impl Routing {
    /// The day of these channels and teams, its luck named by `seed`; the luck of a channel is that of its place.
    ///
    /// # Errors
    /// When a channel has too many contacts, or a team too many people, to be replayed one by one.
    pub fn new(channels: &[Channel], teams: &[Team], seed: u64) -> Result<Self, TooMany> {
        let day = |channel: &Channel| {
            let slots: Vec<Slot> = channel.slots.iter().map(|slot| Slot { servers: 0, ..*slot }).collect();
            let customers = Customers { levels: None, ..channel.customers.clone() };
            Simulation::new(&slots, &customers, seed)
        };
        if teams.iter().any(|team| team.seats.most() > super::day::MOST_PEOPLE) {
            return Err(TooMany::People);
        }
        Ok(Self { channels: channels.iter().map(day).collect::<Result<_, _>>()?, teams: teams.to_vec() })
    }

    /// What is drawn for one channel on one day.
    #[must_use]
    pub fn draws(&self, channel: usize, day: u32) -> Draws {
        self.channels.get(channel).map_or_else(Draws::default, |of| of.drawn(channel as u64, day).collect())
    }

    /// One day, the contacts of each channel in order of arrival.
    #[must_use]
    pub fn day(&self, day: u32) -> Vec<Vec<Routed>> {
        let arrivals = self.channels.iter().zip(0..).map(|(channel, place)| channel.drawn(place, day));
        Floor::new(&self.teams, arrivals.collect()).day()
    }

    /// Some days as one batch. Memory is that of one day.
    #[must_use]
    pub fn batch(&self, days: Range<u32>) -> RoutedBatch {
        let empty = |_| self.channels.first().map_or_else(|| Batch::new(&[0.0]), Simulation::nothing);
        let mut batch = RoutedBatch {
            channels: self.channels.iter().map(Simulation::nothing).collect(),
            teams: (0..self.teams.len()).map(empty).collect(),
        };
        for day in days {
            let routed = self.day(day);
            for ((kept, channel), contacts) in batch.channels.iter_mut().zip(&self.channels).zip(&routed) {
                let contacts: Vec<Contact> = contacts.iter().map(|routed| routed.contact).collect();
                kept.merge(&channel.record(&contacts));
            }
            let Some(first) = self.channels.first() else { continue };
            for (place, kept) in batch.teams.iter_mut().enumerate() {
                let of_team = |routed: &&Routed| routed.team == Some(place);
                let mut contacts: Vec<Contact> =
                    routed.iter().flatten().filter(of_team).map(|routed| routed.contact).collect();
                contacts.sort_by(|a, b| a.arrival.total_cmp(&b.arrival));
                kept.merge(&first.record(&contacts));
            }
        }
        batch
    }

    /// So many days; the same as [`RoutedSummary::of`] the batch of each of [`batches`].
    #[must_use]
    pub fn run(&self, days: u32) -> RoutedSummary {
        let batches: Vec<RoutedBatch> = batches(days).into_iter().map(|days| self.batch(days)).collect();
        RoutedSummary::of(&batches)
    }
}

impl RoutedSummary {
    /// Means over the days of all batches, in their order.
    #[must_use]
    pub fn of(batches: &[RoutedBatch]) -> Self {
        let several = |parts: fn(&RoutedBatch) -> &Vec<Batch>| {
            let count = batches.first().map_or(0, |batch| parts(batch).len());
            let one = |place: usize| {
                summary(&batches.iter().map(|batch| parts(batch)[place].clone()).collect::<Vec<_>>())
            };
            (0..count).map(one).collect()
        };
        Self { channels: several(|batch| &batch.channels), teams: several(|batch| &batch.teams) }
    }
}
