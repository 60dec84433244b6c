//! Contacts that wait now, the queue carried over from each interval into the next.
//!
//! A channel's rows, in the order of time, are one course. It is cut into stretches where nobody comes and nobody is there
//! for two hours or more: the staff of the last interval stay until all are answered, and the next stretch opens empty.
//! A shorter break keeps the queue, with nobody there.
//!
//! | part | noun |
//! |---|---|
//! | `stretch` | what lies between two long breaks, as slots |
//! | `shift` | a stretch cut for the search: whole where it is a day, else at the quietest moment or at midnight |
//! | `given` | what so many agents give, slot by slot, exactly or simulated |
//! | `several` | a day followed for several service levels at once |
//! | `search` | the fewest agent-hours for one cut |
//! | `mend` | the cuts put together and held to the targets once more |
//! | `answer` | rows and channels from slots |

mod answer;
mod given;
mod mend;
mod search;
mod several;
mod shift;
mod stretch;

use super::live::{LiveAnswer, LiveTerms};
use crate::model::question::{Intervals, LiveInterval};
use crate::queueing::simulation::TooMany;
use given::Given;
use rayon::prelude::*;
use stretch::Stretch;

pub use given::{Handling, Replay};

/// Erlangs in one interval that are followed person by person.
const MOST_LOAD: f64 = 20_000.0;

/// The same where the staff are searched, exactly and simulated: steps are single agents.
const MOST_STAFFED: (f64, f64) = (5_000.0, 2_000.0);

/// For what targets must hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Over {
    /// The contacts of every interval.
    #[default]
    Interval,
    /// The contacts of every day: from one long break to the next, or, round the clock, from midnight to midnight.
    Day,
}

/// Why a table is not answered by a queue that is carried over.
#[derive(Debug, Clone, Copy, PartialEq, thiserror::Error)]
pub enum TooLarge {
    /// Too much work at once.
    #[error(
        "{load:.0} erlangs in one interval are too many for a queue that is followed person by person (20,000 at most)"
    )]
    Load {
        /// Erlangs.
        load: f64,
    },
    /// Too much work at once for a search.
    #[error(
        "{load:.0} erlangs in one interval are too many for this method to find their staff ({most:.0} at most): give `agents` to be judged, or use `--method erlang-c`"
    )]
    Search {
        /// Erlangs.
        load: f64,
        /// Erlangs that are searched at most.
        most: f64,
    },
    /// Too many people or contacts for a replay.
    #[error("{0}")]
    Replay(#[from] TooMany),
    /// Too many contacts over all days of the replay.
    #[error(
        "{contacts:.0} contacts over all simulated days are too many to replay one by one (20,000,000,000 at most): ask for fewer `--days`"
    )]
    Contacts {
        /// Contacts, all days together.
        contacts: f64,
    },
}

/// The answer to every interval; with so many threads, or as many as there are cores. Figures do not depend on them.
///
/// # Errors
/// [`TooLarge`] where the question is beyond what can be followed.
pub fn carried(
    demand: &Intervals<LiveInterval>,
    terms: &LiveTerms,
    threads: Option<usize>,
) -> Result<LiveAnswer, TooLarge> {
    let run = || answered(demand, terms);
    match threads.and_then(|threads| rayon::ThreadPoolBuilder::new().num_threads(threads).build().ok()) {
        Some(pool) => pool.install(run),
        None => run(),
    }
}

fn answered(demand: &Intervals<LiveInterval>, terms: &LiveTerms) -> Result<LiveAnswer, TooLarge> {
    let thresholds = terms.thresholds();
    let given = Given { terms, thresholds: &thresholds };
    let stretches = stretch::stretches(demand, terms);
    let heaviest = |stretch: &Stretch| stretch.slots.iter().map(stretch::load).fold(0.0, f64::max);
    let load = stretches.iter().map(heaviest).fold(0.0, f64::max);
    if load > MOST_LOAD {
        return Err(TooLarge::Load { load });
    }
    let load = stretches.iter().filter(|stretch| !stretch.given).map(heaviest).fold(0.0, f64::max);
    let most = if given.replay().is_some() { MOST_STAFFED.1 } else { MOST_STAFFED.0 };
    if load > most {
        return Err(TooLarge::Search { load, most });
    }
    given.possible(&stretches)?;
    let found: Vec<Result<answer::Staffed, TooLarge>> =
        stretches.par_iter().map(|stretch| one(stretch, &given)).collect();
    let found: Result<Vec<answer::Staffed>, TooLarge> = found.into_iter().collect();
    Ok(answer::together(demand, &given, &stretches, found?))
}

/// One stretch: judged where it has agents, else staffed.
fn one(stretch: &Stretch, given: &Given<'_>) -> Result<answer::Staffed, TooLarge> {
    let shifts = shift::shifts(stretch, given.over());
    let staffed = if stretch.given { None } else { Some(search::staffed(stretch, &shifts, given)) };
    match staffed {
        None => Ok(answer::Staffed {
            agents: Ok(stretch.slots.iter().map(|slot| slot.servers).collect()),
            bounds: Vec::new(),
            slots: given.of(&stretch.slots, stretch)?,
            shifts,
        }),
        Some(Ok((agents, bounds))) => mend::mended(stretch, mend::Draft { agents, bounds, shifts }, given),
        Some(Err(reason)) => {
            Ok(answer::Staffed { agents: Err(reason), bounds: Vec::new(), slots: Vec::new(), shifts })
        }
    }
}
