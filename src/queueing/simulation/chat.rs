//! A day of chat: agents who hold several conversations, slower the more they hold.
//!
//! A contact goes to the agent with the fewest chats and stays there. What is drawn for it is how long it would last with
//! an agent who is full; with fewer chats beside it, it passes faster by `aht[m] / aht[k]`. Who is due to leave takes
//! no further chat; at a drop those with the fewest chats leave first, equals by lot.

use super::day::{Contacts, Drawn};
use super::kernel::{Contact, Fate};
use super::seats::{Change, SeatSchedule, lot};
use crate::queueing::steady::chat::ChatDurations;
use std::cmp::Reverse;
use std::collections::{BTreeSet, BinaryHeap, VecDeque};
use std::iter::Peekable;

/// The agents on their way through the day.
pub(super) struct Chats<'a> {
    /// How fast a chat passes by the number that its agent holds; that of a full agent is one.
    speeds: Vec<f64>,
    changes: &'a [Change],
    arrivals: Peekable<Contacts<'a>>,
    /// Ends: moment, agent, and the version of the agent for which it holds. A time that is not negative sorts by its bits.
    ends: BinaryHeap<Reverse<(u64, usize, u32)>>,
    line: VecDeque<Waiting>,
    agents: Vec<Agent>,
    /// Agents on seat by the number of chats they hold.
    holding: Vec<BTreeSet<usize>>,
    contacts: Vec<Contact>,
}

/// A contact in the line, perhaps given up meanwhile: it is found out when its turn comes.
struct Waiting {
    number: usize,
    arrival: f64,
    handling: f64,
    patience: f64,
}

#[derive(Default)]
struct Agent {
    /// What must have passed when the chat ends, and its number.
    chats: Vec<(f64, usize)>,
    /// What has passed of each chat since the agent last held none, up to the moment `since`.
    passed: f64,
    since: f64,
    /// When the next chat ends.
    end: f64,
    version: u32,
}

/// `aht[m] / aht[k]` for `k` from one to `m`; one agent with `k` chats finishes `k / aht[k]` a second.
fn speeds(durations: &ChatDurations) -> Vec<f64> {
    let full = durations.top_rate() / f64::from(durations.levels());
    let each = |k: u32| durations.flux(1.0, f64::from(k)) / f64::from(k);
    (1..=durations.levels()).map(|k| each(k) / full).collect()
}

impl<'a> Chats<'a> {
    pub(super) fn new(durations: &ChatDurations, seats: &'a SeatSchedule, arrivals: Contacts<'a>) -> Self {
        let speeds = speeds(durations);
        Self {
            changes: seats.changes(),
            arrivals: arrivals.peekable(),
            ends: BinaryHeap::new(),
            line: VecDeque::new(),
            agents: Vec::new(),
            holding: vec![BTreeSet::new(); speeds.len() + 1],
            contacts: Vec::new(),
            speeds,
        }
    }

    /// Each step uses up a change, an arrival, or one of the ends foretold: two for each chat at most.
    pub(super) fn day(mut self) -> Vec<Contact> {
        loop {
            let change = self.changes.first().map_or(f64::INFINITY, |change| change.at);
            let end = self.ends.peek().map_or(f64::INFINITY, |Reverse((at, ..))| f64::from_bits(*at));
            let arrival = self.arrivals.peek().map_or(f64::INFINITY, |drawn| drawn.arrival);
            let now = change.min(end).min(arrival);
            if change <= now {
                let Some((first, rest)) = self.changes.split_first() else { return self.contacts };
                self.changes = rest;
                self.change(first);
            } else if end <= now {
                if let Some(Reverse((_, agent, version))) = self.ends.pop()
                    && version == self.agents[agent].version
                {
                    self.finish(agent, now);
                }
            } else if let Some(drawn) = self.arrivals.next() {
                self.arrive(&drawn);
            }
            self.drain(now);
        }
    }

    fn arrive(&mut self, &Drawn { arrival, handling, patience, .. }: &Drawn) {
        let fate =
            if patience < f64::INFINITY { Fate::GaveUp { at: arrival + patience } } else { Fate::Left };
        self.line.push_back(Waiting { number: self.contacts.len(), arrival, handling, patience });
        self.contacts.push(Contact { arrival, turn: None, fate });
    }

    /// The line moves up as long as somebody has room.
    fn drain(&mut self, now: f64) {
        let room = self.speeds.len();
        while !self.line.is_empty()
            && let Some(agent) = self.holding[..room].iter().find_map(BTreeSet::first).copied()
            && let Some(waiting) = self.line.pop_front()
        {
            let contact = &mut self.contacts[waiting.number];
            contact.turn = Some(now);
            if now - waiting.arrival <= waiting.patience {
                contact.fate = Fate::Answered { end: f64::INFINITY, seated: f64::INFINITY };
                self.hold(agent, now, |who| who.chats.push((who.passed + waiting.handling, waiting.number)));
            }
        }
    }

    /// The next chat of an agent ends.
    fn finish(&mut self, agent: usize, now: f64) {
        let chats = &self.agents[agent].chats;
        let next = (0..chats.len()).reduce(|a, b| if chats[b].0 < chats[a].0 { b } else { a });
        let Some((passed, number)) = next.map(|next| chats[next]) else { return };
        if let Fate::Answered { end, seated } = &mut self.contacts[number].fate {
            *end = now;
            *seated = seated.min(now);
        }
        self.hold(agent, now, |who| {
            who.chats.retain(|chat| chat.1 != number);
            who.passed = if who.chats.is_empty() { 0.0 } else { passed };
        });
    }

    /// Brings an agent up to now, changes the chats in hand, and foretells the next end.
    fn hold(&mut self, agent: usize, now: f64, change: impl FnOnce(&mut Agent)) {
        let who = &mut self.agents[agent];
        let held = who.chats.len();
        if held > 0 {
            who.passed += (now - who.since) * self.speeds[held - 1];
        }
        who.since = now;
        change(who);
        who.version = who.version.wrapping_add(1);
        let holds = who.chats.len();
        if self.holding[held].remove(&agent) {
            self.holding[holds].insert(agent);
        }
        let next = who.chats.iter().map(|chat| chat.0).min_by(f64::total_cmp);
        if let Some(next) = next {
            who.end = now + (next - who.passed).max(0.0) / self.speeds[holds - 1];
            self.ends.push(Reverse((who.end.to_bits(), agent, who.version)));
        }
    }

    /// From now on so many people are on seat.
    fn change(&mut self, &Change { at, seats }: &Change) {
        let seats = usize::try_from(seats).unwrap_or(usize::MAX);
        let mut present: Vec<usize> = self.holding.iter().flatten().copied().collect();
        for _ in present.len()..seats {
            self.holding[0].insert(self.agents.len());
            self.agents.push(Agent::default());
        }
        let leaving = present.len().saturating_sub(seats);
        present.sort_by_key(|&agent| {
            let who = &self.agents[agent];
            (who.chats.len(), lot(at, who.end))
        });
        for agent in present.into_iter().take(leaving) {
            let chats = &self.agents[agent].chats;
            self.holding[chats.len()].remove(&agent);
            for &(_, number) in chats {
                if let Fate::Answered { seated, .. } = &mut self.contacts[number].fate {
                    *seated = seated.min(at);
                }
            }
        }
    }
}
