//! Contacts that are worked off a dated backlog, oldest first.

use super::course::courses;
use crate::model::question::{DeferredInterval, Intervals, LevelGoal};
use crate::queueing::backlog::{Backlog, Deadline, Turnaround, WorkSlot};

const DAY: f64 = 86_400.0;

/// What is asked of a backlog.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct BacklogTerms {
    /// The share to be answered, and within which time on the clock.
    pub goal: LevelGoal,
    /// Contacts open at the start of each channel.
    pub opening: f64,
}

/// What becomes of the contacts that arrive in an interval.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct DeferredRow {
    /// The demand.
    pub demand: DeferredInterval,
    /// Share answered in time; of no contacts, all.
    pub within_target: f64,
    /// Mean time to the answer, seconds; `None` where none is answered or none came.
    pub mean_response: Option<f64>,
    /// Contacts open at the end of the interval.
    pub backlog_end: f64,
    /// Time since the oldest of them came, seconds; zero where none is open.
    pub oldest: f64,
}

/// All intervals, and channel by channel.
#[derive(Debug, Clone, PartialEq)]
pub struct DeferredAnswer {
    /// One entry a row of the table; `None` for one that could not be read.
    pub rows: Vec<Option<DeferredRow>>,
    /// One entry a channel.
    pub channels: Vec<DeferredChannel>,
}

/// A channel over all its intervals; the opening backlog is not in the shares.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct DeferredChannel {
    /// Contacts that arrive.
    pub contacts: f64,
    /// Share of them answered in time.
    pub within_target: f64,
    /// Mean time to the answer, seconds.
    pub mean_response: Option<f64>,
    /// Longest time to the answer, seconds.
    pub longest_response: f64,
    /// Share that is never answered, because nobody works.
    pub unanswered: f64,
    /// Contacts open at the end of the last interval.
    pub backlog_end: f64,
    /// Most contacts open at the end of an interval.
    pub most_open: f64,
}

/// The answer to every interval. After the last one the capacity of the table, filled up to whole days, repeats
/// without arrivals until all is answered; between intervals that are not in the table nobody works.
#[must_use]
pub fn deferred(demand: &Intervals<DeferredInterval>, terms: &BacklogTerms) -> DeferredAnswer {
    let mut rows: Vec<Option<DeferredRow>> = vec![None; demand.rows.len()];
    let mut channels = Vec::with_capacity(demand.channels.len());
    for (channel, course) in courses(demand).iter().enumerate() {
        let seconds = demand.seconds.get(channel).copied().unwrap_or(0.0);
        let (slots, places) = slots(demand, course, seconds);
        let backlog = Backlog {
            slots: &slots,
            opening: terms.opening,
            deadline: Deadline::Clock(terms.goal.within),
            cycle: slots.len(),
        };
        let found = backlog.service();
        let mut most_open = 0.0_f64;
        let mut last = terms.opening;
        for (&place, &slot) in course.iter().zip(&places) {
            let Some(asked) = demand.rows[place] else { continue };
            let open = found.open_at_end[slot];
            (most_open, last) = (most_open.max(open), open);
            rows[place] = Some(row(asked, found.arrivals[slot], (open, found.oldest_at_end[slot])));
        }
        let all = found.all_arrivals();
        let unanswered = if all.contacts > 0.0 { (1.0 - all.finished / all.contacts).max(0.0) } else { 0.0 };
        channels.push(DeferredChannel {
            contacts: all.contacts,
            within_target: all.share().get(),
            mean_response: all.mean_response(),
            longest_response: all.longest,
            unanswered,
            backlog_end: last,
            most_open,
        });
    }
    DeferredAnswer { rows, channels }
}

fn row(demand: DeferredInterval, arrivals: Turnaround, (backlog_end, oldest): (f64, f64)) -> DeferredRow {
    DeferredRow {
        demand,
        within_target: arrivals.share().get(),
        mean_response: arrivals.mean_response(),
        backlog_end,
        oldest,
    }
}

/// The slots of a channel, with empty ones where the table has none, and the slot of each row.
fn slots(
    demand: &Intervals<DeferredInterval>,
    course: &[usize],
    seconds: f64,
) -> (Vec<WorkSlot>, Vec<usize>) {
    let idle = |seconds| WorkSlot { seconds, arrivals: 0.0, capacity: 0.0, open: 0.0 };
    let (mut slots, mut places) = (Vec::with_capacity(course.len()), Vec::with_capacity(course.len()));
    let mut expected: Option<f64> = None;
    let mut length = 0.0;
    for interval in course.iter().filter_map(|place| demand.rows[*place].as_ref()) {
        let start = moment(interval.instant);
        if let Some(gap) = expected.map(|end| start - end).filter(|gap| *gap > 0.0) {
            slots.push(idle(gap));
            length += gap;
        }
        // A day of 23 hours ends where the next one begins.
        places.push(slots.len());
        slots.push(WorkSlot {
            seconds,
            arrivals: interval.offered,
            capacity: interval.capacity,
            open: if interval.capacity > 0.0 { 1.0 } else { 0.0 },
        });
        length += seconds;
        expected = Some(start + seconds);
    }
    let rest = (length / DAY).ceil() * DAY - length;
    if rest > 0.0 {
        slots.push(idle(rest));
    }
    (slots, places)
}

/// Seconds since 1970: far below 2^53.
const fn moment(instant: i64) -> f64 {
    instant as f64
}
