//! The moments at which the people on seat become free.
//!
//! A tournament of losers \[Knuth1998\] over the moments: each node keeps the later of two, the winner, who is free first,
//! stands apart. When the winner takes a contact, its new moment plays the nodes on its way up, which are known before
//! any is compared; a heap would have to look for its way at each level. Between two changes in staff the places are
//! a power of two, those without a person never free.

use super::seats::{Change, SeatSchedule, lot};

/// Bits of the moment at which nobody is free. Bits of a time that is not negative sort as the time does.
const NEVER: u64 = f64::INFINITY.to_bits();

/// A place of the tournament.
#[derive(Debug, Clone, Copy)]
struct Player {
    free: u64,
    place: usize,
}

/// The people on seat.
#[derive(Debug)]
pub(super) struct Crew<'a> {
    changes: &'a [Change],
    /// Changes behind us, and when the next comes.
    done: usize,
    next: f64,
    first: Player,
    /// The loser at each node, the root at 1; as many as places.
    losers: Vec<Player>,
    /// Who is free when, while the tournament is set up.
    free: Vec<u64>,
    winners: Vec<Player>,
}

impl<'a> Crew<'a> {
    pub(super) fn new(seats: &'a SeatSchedule) -> Self {
        let mut crew = Self {
            changes: seats.changes(),
            done: 0,
            next: f64::INFINITY,
            first: Player { free: NEVER, place: 0 },
            losers: Vec::new(),
            free: Vec::new(),
            winners: Vec::new(),
        };
        crew.open();
        crew
    }

    /// Before the first change: nobody.
    pub(super) fn open(&mut self) {
        self.free.clear();
        self.seat();
        self.done = 0;
        self.next = self.changes.first().map_or(f64::INFINITY, |change| change.at);
    }

    /// When the turn of the contact comes that arrives at this moment, infinite when nobody ever comes; at each drop in
    /// staff `relieved` is told the moment, and for each busy person who leaves, when the contact in hand ends.
    pub(super) fn turn(&mut self, arrival: f64, mut relieved: impl FnMut(f64, f64)) -> f64 {
        loop {
            let turn = arrival.max(f64::from_bits(self.first.free));
            if turn < self.next || self.done == self.changes.len() {
                return turn;
            }
            self.change(&mut relieved);
        }
    }

    /// All changes that are still to come.
    pub(super) fn close(&mut self, mut relieved: impl FnMut(f64, f64)) {
        while self.done < self.changes.len() {
            self.change(&mut relieved);
        }
    }

    /// Who is free first is busy until this moment.
    pub(super) fn take(&mut self, until: f64) {
        let (mut free, mut place) = (until.to_bits(), self.first.place);
        let mut node = (self.losers.len() + place) / 2;
        while node > 0 {
            let other = self.losers[node];
            let earlier = other.free < free;
            let (winner, loser) = ((other.free, other.place), (free, place));
            let (won, lost) = if earlier { (winner, loser) } else { (loser, winner) };
            (free, place) = won;
            self.losers[node] = Player { free: lost.0, place: lost.1 };
            node /= 2;
        }
        self.first = Player { free, place };
    }

    #[cold]
    fn change(&mut self, relieved: &mut impl FnMut(f64, f64)) {
        let Change { at, seats } = self.changes[self.done];
        self.done += 1;
        self.next = self.changes.get(self.done).map_or(f64::INFINITY, |change| change.at);
        self.free.clear();
        let losers = self.losers.iter().skip(1).map(|player| player.free);
        self.free.extend(losers.chain([self.first.free]).filter(|&free| free < NEVER));
        let seats = usize::try_from(seats).unwrap_or(usize::MAX);
        if seats < self.free.len() {
            let leaving = self.free.len() - seats;
            self.free.select_nth_unstable_by_key(leaving - 1, |&free| lot(at, f64::from_bits(free)));
            for free in self.free.drain(..leaving) {
                let free = f64::from_bits(free);
                if free > at {
                    relieved(at, free);
                }
            }
        } else {
            self.free.resize(seats, at.to_bits());
        }
        self.seat();
    }

    /// Sets the tournament up anew.
    fn seat(&mut self) {
        let places = self.free.len().next_power_of_two();
        self.free.resize(places, NEVER);
        let nobody = Player { free: NEVER, place: 0 };
        self.losers.clear();
        self.losers.resize(places, nobody);
        self.winners.clear();
        self.winners.resize(places, nobody);
        let players = self.free.iter().enumerate().map(|(place, &free)| Player { free, place });
        self.winners.extend(players);
        for node in (1..places).rev() {
            let (a, b) = (self.winners[2 * node], self.winners[2 * node + 1]);
            (self.winners[node], self.losers[node]) = if b.free < a.free { (b, a) } else { (a, b) };
        }
        self.first = self.winners[1];
    }
}
