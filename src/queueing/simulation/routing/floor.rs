//! One day on the floor, event by event.

use super::{Routed, Skill, Team};
use crate::queueing::simulation::day::{Contacts, Drawn};
use crate::queueing::simulation::kernel::{Contact, Fate};
use crate::queueing::simulation::seats::{lot, up_to};
use std::cmp::Reverse;
use std::collections::{BinaryHeap, VecDeque};
use std::iter::Peekable;

/// Largest factor on handling times.
const SLOWEST: f64 = 1e9;

/// The teams and channels on their way through the day.
pub(super) struct Floor<'a> {
    teams: &'a [Team],
    arrivals: Vec<Peekable<Contacts<'a>>>,
    /// For each channel the teams it asks, in order.
    asks: Vec<Vec<(usize, &'a Skill)>>,
    /// Changes in staff, the next last: moment, team, people.
    changes: Vec<(f64, usize, u32)>,
    events: BinaryHeap<Reverse<(u64, Event)>>,
    lines: Vec<VecDeque<Waiting>>,
    crews: Vec<Crew>,
    people: Vec<Person>,
    routed: Vec<Vec<Routed>>,
}

/// What happens at a moment; a time that is not negative sorts by its bits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Event {
    /// A person finishes the contact in hand.
    Free { person: usize },
    /// A contact of a channel has waited long enough for a team to help out.
    Help { channel: usize, team: usize },
}

/// A contact in the line, perhaps given up meanwhile: it is found out when its turn comes.
struct Waiting {
    number: usize,
    arrival: f64,
    handling: f64,
    patience: f64,
}

/// Who of a team is on seat.
#[derive(Default)]
struct Crew {
    idle: Vec<usize>,
    busy: usize,
}

struct Person {
    team: usize,
    /// Channel and number of the contact in hand, and when it ends.
    contact: (usize, usize),
    end: f64,
    state: State,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    Idle,
    Busy,
    /// On seat no longer, or only for the contact in hand.
    Leaving,
}

impl<'a> Floor<'a> {
    pub(super) fn new(teams: &'a [Team], arrivals: Vec<Contacts<'a>>) -> Self {
        let asks = |channel: usize| {
            let of_team = |(place, team): (usize, &'a Team)| {
                let serves = team.skills.iter().filter(move |skill| skill.channel == channel);
                serves.map(move |skill| (place, skill))
            };
            let mut asks: Vec<_> = teams.iter().enumerate().flat_map(of_team).collect();
            asks.sort_by_key(|(_, skill)| skill.asked);
            asks
        };
        let of_team = |(place, team): (usize, &'a Team)| {
            team.seats.changes().iter().map(move |change| (change.at, place, change.seats))
        };
        let mut changes: Vec<_> = teams.iter().enumerate().flat_map(of_team).collect();
        changes.sort_by(|a, b| b.0.total_cmp(&a.0));
        Self {
            teams,
            asks: (0..arrivals.len()).map(asks).collect(),
            changes,
            events: BinaryHeap::new(),
            lines: arrivals.iter().map(|_| VecDeque::new()).collect(),
            crews: teams.iter().map(|_| Crew::default()).collect(),
            people: Vec::new(),
            routed: vec![Vec::new(); arrivals.len()],
            arrivals: arrivals.into_iter().map(Iterator::peekable).collect(),
        }
    }

    /// Each step uses up a change, an event or an arrival; a contact causes one end and a call for help for each skill.
    pub(super) fn day(mut self) -> Vec<Vec<Routed>> {
        loop {
            let change = self.changes.last().map_or(f64::INFINITY, |change| change.0);
            let event = self.events.peek().map_or(f64::INFINITY, |Reverse((at, _))| f64::from_bits(*at));
            let (arrival, channel) = self.next_arrival();
            if change <= event && change <= arrival {
                let Some((at, team, seats)) = self.changes.pop() else { return self.routed };
                self.change(at, team, seats);
            } else if event <= arrival {
                if let Some(Reverse((_, what))) = self.events.pop() {
                    self.happen(event, what);
                }
            } else if let Some(drawn) = self.arrivals[channel].next() {
                self.arrive(channel, &drawn);
            }
        }
    }

    fn next_arrival(&mut self) -> (f64, usize) {
        let mut next = (f64::INFINITY, 0);
        for (channel, arrivals) in self.arrivals.iter_mut().enumerate() {
            if let Some(drawn) = arrivals.peek().filter(|drawn| drawn.arrival < next.0) {
                next = (drawn.arrival, channel);
            }
        }
        next
    }

    fn arrive(&mut self, channel: usize, &Drawn { arrival, handling, patience, .. }: &Drawn) {
        let number = self.routed[channel].len();
        let fate =
            if patience < f64::INFINITY { Fate::GaveUp { at: arrival + patience } } else { Fate::Left };
        let contact = Contact { arrival, turn: None, fate };
        self.routed[channel].push(Routed { contact, team: None });
        let waiting = Waiting { number, arrival, handling, patience };
        let at_once = |(_, skill): &&(usize, &Skill)| skill.after.get() <= 0.0;
        let idle = self.asks[channel]
            .iter()
            .filter(at_once)
            .find_map(|&(team, skill)| self.crews[team].idle.pop().map(|person| (person, skill.pace)));
        if let Some((person, pace)) = idle {
            self.answer(person, channel, &waiting, (arrival, pace));
            return;
        }
        for &(team, skill) in self.asks[channel].iter().filter(|(_, skill)| skill.after.get() > 0.0) {
            let at = arrival + skill.after.get();
            self.events.push(Reverse((at.to_bits(), Event::Help { channel, team })));
        }
        self.lines[channel].push_back(waiting);
    }

    fn happen(&mut self, now: f64, what: Event) {
        match what {
            Event::Free { person } if self.people[person].state == State::Leaving => {}
            Event::Free { person } => {
                self.people[person].state = State::Idle;
                self.crews[self.people[person].team].busy -= 1;
                self.serve(person, now);
            }
            Event::Help { channel, team } => {
                if !self.lines[channel].is_empty()
                    && let Some(person) = self.crews[team].idle.pop()
                {
                    self.serve(person, now);
                }
            }
        }
    }

    /// Somebody free takes the next contact or is idle.
    fn serve(&mut self, person: usize, now: f64) {
        let team = self.people[person].team;
        while let Some(skill) = self.next_skill(team, now) {
            let Some(waiting) = self.lines[skill.channel].pop_front() else { break };
            if now - waiting.arrival > waiting.patience {
                self.routed[skill.channel][waiting.number].contact.turn = Some(now);
            } else {
                return self.answer(person, skill.channel, &waiting, (now, skill.pace));
            }
        }
        self.crews[team].idle.push(person);
    }

    /// The skill in which a team takes its next contact.
    fn next_skill(&self, team: usize, now: f64) -> Option<&'a Skill> {
        let open = |skill: &&'a Skill| {
            let head = self.lines.get(skill.channel)?.front()?;
            (head.arrival + skill.after.get() <= now).then_some((skill.rank, head.arrival))
        };
        let ready = self.teams[team].skills.iter().filter_map(|skill| Some((open(&skill)?, skill)));
        let first =
            ready.min_by(|((a, since_a), _), ((b, since_b), _)| a.cmp(b).then(since_a.total_cmp(since_b)));
        first.map(|(_, skill)| skill)
    }

    fn answer(&mut self, person: usize, channel: usize, waiting: &Waiting, (now, pace): (f64, f64)) {
        let end = now + waiting.handling * up_to(SLOWEST, pace);
        let team = self.people[person].team;
        let contact =
            Contact { arrival: waiting.arrival, turn: Some(now), fate: Fate::Answered { end, seated: end } };
        self.routed[channel][waiting.number] = Routed { contact, team: Some(team) };
        let who = &mut self.people[person];
        (who.contact, who.end, who.state) = ((channel, waiting.number), end, State::Busy);
        self.crews[team].busy += 1;
        self.events.push(Reverse((end.to_bits(), Event::Free { person })));
    }

    /// From now on so many people of a team are on seat.
    fn change(&mut self, at: f64, team: usize, seats: u32) {
        let seats = usize::try_from(seats).unwrap_or(usize::MAX);
        let present = self.crews[team].idle.len() + self.crews[team].busy;
        for _ in present..seats {
            self.people.push(Person { team, contact: (0, 0), end: at, state: State::Idle });
            self.serve(self.people.len() - 1, at);
        }
        let crew = &mut self.crews[team];
        let mut leaving = present.saturating_sub(seats);
        while leaving > 0
            && let Some(person) = crew.idle.pop()
        {
            self.people[person].state = State::Leaving;
            leaving -= 1;
        }
        if leaving == 0 {
            return;
        }
        crew.busy -= leaving;
        let on_seat = |person: &&mut Person| person.team == team && person.state == State::Busy;
        let mut busy: Vec<&mut Person> = self.people.iter_mut().filter(on_seat).collect();
        busy.sort_by_key(|person| lot(at, person.end));
        for person in busy.into_iter().take(leaving) {
            person.state = State::Leaving;
            let (channel, number) = person.contact;
            if let Fate::Answered { seated, .. } = &mut self.routed[channel][number].contact.fate {
                *seated = seated.min(at);
            }
        }
    }
}
