//! What lies between two long breaks of a channel, as slots in the order of time.

use super::super::course::courses;
use super::super::live::LiveTerms;
use crate::model::question::{Intervals, LiveInterval};
use crate::queueing::Patience;
use crate::queueing::day::Slot;
use chrono::NaiveDate;

/// A break of so many seconds ends a stretch: the staff stay until all are answered, and the next one opens empty.
const BREAK: f64 = 7200.0;

/// Slots that one queue runs through.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Stretch {
    pub channel: usize,
    /// The slots; those of a short break have no row.
    pub slots: Vec<Slot>,
    /// The row of each slot.
    pub places: Vec<Option<usize>>,
    /// The local date on which each slot starts.
    pub dates: Vec<NaiveDate>,
    /// Whether the table says who is on seat.
    pub given: bool,
    pub patience: Patience,
    /// The moment it opens, seconds since 1970.
    pub opens: i64,
}

/// Mean number of busy people if nobody waited.
pub(super) fn load(slot: &Slot) -> f64 {
    if slot.seconds > 0.0 && slot.service > 0.0 { slot.arrivals / slot.seconds / slot.service } else { 0.0 }
}

/// A row, or a break between rows.
#[derive(Clone, Copy)]
struct Piece<'a> {
    row: Option<(usize, &'a LiveInterval)>,
    seconds: f64,
}

impl Piece<'_> {
    /// Whether nobody comes and nobody is there.
    fn is_closed(&self) -> bool {
        self.row.is_none_or(|(_, row)| row.offered <= 0.0 && row.agents.unwrap_or(0) == 0)
    }
}

/// The stretches of all channels, channel by channel in the order of time.
pub(super) fn stretches(demand: &Intervals<LiveInterval>, terms: &LiveTerms) -> Vec<Stretch> {
    let mut found = Vec::new();
    for (channel, course) in courses(demand).iter().enumerate() {
        let seconds = demand.seconds.get(channel).copied().unwrap_or(0.0);
        let pieces = pieces(demand, course, seconds);
        // The one patience of a channel, that of its rows with contacts.
        let asked = pieces.iter().filter_map(|piece| piece.row).map(|(_, row)| row);
        let patience = asked.clone().find(|row| row.offered > 0.0).and_then(|row| row.patience);
        let given = asked.clone().any(|row| row.agents.is_some());
        let mut from = 0;
        while let Some(opens) = (from..pieces.len()).find(|&at| !pieces[at].is_closed()) {
            let past = closes(&pieces, opens);
            if let Some(stretch) = stretch(&pieces[opens..past]) {
                let patience = patience.unwrap_or(terms.patience);
                found.push(Stretch { channel, given, patience, ..stretch });
            }
            from = past;
        }
    }
    found
}

/// The rows of a course and the breaks between them.
fn pieces<'a>(demand: &'a Intervals<LiveInterval>, course: &[usize], seconds: f64) -> Vec<Piece<'a>> {
    let mut pieces: Vec<Piece<'a>> = Vec::with_capacity(course.len());
    let mut end: Option<f64> = None;
    for (place, row) in course.iter().filter_map(|&place| Some((place, demand.rows[place].as_ref()?))) {
        let start = moment(row.instant);
        if let (Some(end), Some(last)) = (end, pieces.last_mut()) {
            // A day of 23 hours ends where the next one begins.
            last.seconds -= (end - start).max(0.0);
            if start > end {
                pieces.push(Piece { row: None, seconds: start - end });
            }
        }
        pieces.push(Piece { row: Some((place, row)), seconds });
        end = Some(start + seconds);
    }
    pieces
}

/// Where the stretch that begins at a piece ends: at a long break, or before the closed pieces at the end.
fn closes(pieces: &[Piece<'_>], opens: usize) -> usize {
    let (mut past, mut closed) = (opens, 0.0);
    for (at, piece) in pieces.iter().enumerate().skip(opens) {
        if piece.is_closed() {
            closed += piece.seconds;
        } else if closed >= BREAK {
            break;
        } else {
            (past, closed) = (at + 1, 0.0);
        }
    }
    past
}

fn stretch(pieces: &[Piece<'_>]) -> Option<Stretch> {
    let (_, first) = pieces.first()?.row?;
    let mut made = Stretch {
        channel: 0,
        slots: Vec::with_capacity(pieces.len()),
        places: Vec::with_capacity(pieces.len()),
        dates: Vec::with_capacity(pieces.len()),
        given: false,
        patience: Patience::Infinite,
        opens: first.instant,
    };
    let mut date = first.start.date();
    for Piece { row, seconds } in pieces {
        date = row.map_or(date, |(_, row)| row.start.date());
        let aht = row.map_or(0.0, |(_, row)| row.aht.get());
        made.slots.push(Slot {
            seconds: *seconds,
            arrivals: row.map_or(0.0, |(_, row)| row.offered),
            servers: row.and_then(|(_, row)| row.agents).unwrap_or(0),
            service: if aht > 0.0 { aht.recip() } else { 0.0 },
        });
        made.places.push(row.map(|(place, _)| place));
        made.dates.push(date);
    }
    // Where no contact comes, those that wait go on at the pace of the interval before, or after.
    let fill = |slots: &mut dyn Iterator<Item = &mut Slot>| {
        let mut pace = 0.0;
        for slot in slots {
            if slot.service > 0.0 { pace = slot.service } else { slot.service = pace }
        }
    };
    fill(&mut made.slots.iter_mut());
    fill(&mut made.slots.iter_mut().rev());
    Some(made)
}

/// Seconds since 1970: far below 2^53.
const fn moment(instant: i64) -> f64 {
    instant as f64
}
