//! Contacts that wait now: each interval as if it lasted.

use super::carried::{Over, Replay};
use super::course::courses;
use crate::engine::situation::{Asked, Bound, OutOfReach, Service, least, missed, rostered_share, service};
use crate::model::question::{Circumstance, Goals, Intervals, LiveInterval};
use crate::queueing::{Handling, Patience, Station, Workload};
use crate::units::{Decimal, Fraction, Rate, Seconds};

/// Erlangs that a load may have.
const MOST_LOAD: f64 = 1e9;

/// How the service of an interval is worked out.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum LiveMethod {
    /// Each interval as if it lasted; nobody gives up.
    ErlangC,
    /// Each interval as if it lasted; customers give up.
    ErlangA,
    /// The queue carried over from interval to interval, exactly.
    Transient,
    /// The same, simulated contact by contact.
    Simulation(Replay),
}

impl LiveMethod {
    /// Whether the queue is carried over from interval to interval.
    #[must_use]
    pub const fn carries_over(&self) -> bool {
        matches!(self, Self::Transient | Self::Simulation(_))
    }
}

/// What is asked of every interval.
#[derive(Debug, Clone, PartialEq)]
pub struct LiveTerms {
    /// How service is worked out.
    pub method: LiveMethod,
    /// What is to be given.
    pub goals: Goals,
    /// The threshold of the service level shown where no goal has one.
    pub within: Seconds,
    /// How long customers wait, where a row does not say.
    pub patience: Patience,
    /// Paid time off the contacts, below all of it.
    pub shrinkage: Fraction,
    /// For what the goals must hold, where the queue is carried over.
    pub over: Over,
}

impl LiveTerms {
    /// The thresholds of the service levels, the goals' own or the one shown without any.
    #[must_use]
    pub fn thresholds(&self) -> Vec<Seconds> {
        if self.goals.levels.is_empty() {
            return vec![self.within];
        }
        self.goals.levels.iter().map(|goal| goal.within).collect()
    }
}

/// One interval's answer.
#[derive(Debug, Clone, PartialEq)]
pub struct LiveRow {
    /// The demand.
    pub demand: LiveInterval,
    /// People on seat, given or needed; `None` where no number would do.
    pub agents: Option<u32>,
    /// People to roster for them, not rounded: whole people are counted once, over many intervals.
    pub rostered: Option<f64>,
    /// What decided; `None` where the agents were given.
    pub bound: Option<Result<Bound, OutOfReach>>,
    /// What they give; `None` without a steady state.
    pub service: Option<Service>,
    /// Each goal and whether it holds.
    pub goals: Vec<(Bound, bool)>,
    /// Standard error of the first service level, where it is simulated.
    pub error: Option<f64>,
    /// Whether more work comes than the agents given can do, and nobody gives up.
    pub overloaded: bool,
}

/// All intervals together, and channel by channel.
#[derive(Debug, Clone, PartialEq)]
pub struct LiveAnswer {
    /// The thresholds of the service levels, the goals' own or the one shown without any.
    pub thresholds: Vec<Seconds>,
    /// One entry a row of the table; `None` for one that could not be read.
    pub rows: Vec<Option<LiveRow>>,
    /// One entry a channel.
    pub channels: Vec<ChannelService>,
    /// Whether any customers give up.
    pub gives_up: bool,
    /// Whether some wait longer than mean waits can tell.
    pub long_waits: bool,
    /// Whether a queue that should be followed exactly was too wide for it, and was followed on coarse cells.
    pub coarse: bool,
}

/// A channel over all its intervals.
#[derive(Debug, Clone, PartialEq)]
pub struct ChannelService {
    /// Its rows.
    pub intervals: usize,
    /// Contacts in them.
    pub contacts: f64,
    /// Hours on seat.
    pub agent_hours: f64,
    /// Most agents, and the place of the first row that has them.
    pub peak: Option<(u32, usize)>,
    /// Share of contacts answered in time, one a threshold; of no contacts, all.
    pub levels: Vec<f64>,
    /// Intervals without a steady state.
    pub endless: usize,
    /// Intervals to which more work comes than the agents given can do, where the queue is carried over.
    pub overloaded: usize,
    /// Intervals that miss a goal; days, where the goals are of days.
    pub missed: usize,
}

/// The answer to every interval.
#[must_use]
pub fn live(demand: &Intervals<LiveInterval>, terms: &LiveTerms) -> LiveAnswer {
    let thresholds = terms.thresholds();
    let mut rows: Vec<Option<LiveRow>> = vec![None; demand.rows.len()];
    let mut channels = Vec::with_capacity(demand.channels.len());
    for (channel, course) in courses(demand).iter().enumerate() {
        let seconds = demand.seconds.get(channel).copied().unwrap_or(0.0);
        for &place in course {
            let asked = demand.rows[place].as_ref();
            rows[place] = asked.map(|interval| steady(interval, seconds, terms, &thresholds));
        }
        channels.push(together(&rows, course, seconds, thresholds.len()));
    }
    let gives_up = terms.method == LiveMethod::ErlangA;
    LiveAnswer { thresholds, rows, channels, gives_up, long_waits: false, coarse: false }
}

/// One interval, as if it lasted.
fn steady(interval: &LiveInterval, seconds: f64, terms: &LiveTerms, thresholds: &[Seconds]) -> LiveRow {
    let goals = &terms.goals;
    let patience = match terms.method {
        LiveMethod::ErlangC => Patience::Infinite,
        _ => interval.patience.unwrap_or(terms.patience),
    };
    let station = Station { handling: Handling::Single(interval.aht), patience };
    let length = Seconds::new(seconds).unwrap_or(Seconds::ZERO);
    // Beyond the range of a load there is nothing that any number of agents could do.
    let rate = Rate::of(interval.offered, length).filter(|rate| rate.get() * interval.aht.get() <= MOST_LOAD);
    let work = exactly(interval.offered, seconds, interval.aht);
    let asked = rate.map(|rate| Asked {
        rate,
        station: &station,
        work: work.as_ref(),
        circumstance: Circumstance::Plain,
    });
    let (agents, bound) = match (interval.agents, asked) {
        (Some(agents), _) => (Some(agents), None),
        (None, Some(asked)) => match least(asked, goals) {
            Ok(found) => (Some(found.agents), Some(Ok(found.bound))),
            Err(reason) => (None, Some(Err(reason))),
        },
        (None, None) => (None, Some(Err(OutOfReach::TooMany))),
    };
    let service =
        asked.zip(agents).and_then(|(asked, agents)| service(asked, agents, thresholds, goals.definition));
    let judged = match &service {
        Some(service) => service.judged(goals),
        None => missed(goals),
    };
    let rostered = agents.and_then(|agents| rostered_share(agents, terms.shrinkage));
    LiveRow {
        demand: *interval,
        agents,
        rostered,
        bound,
        service,
        goals: judged,
        error: None,
        overloaded: false,
    }
}

/// Contacts and handling time in decimals, where the digits suffice.
fn exactly(offered: f64, seconds: f64, aht: Seconds) -> Option<Workload> {
    let hourly =
        Decimal::of(offered)?.checked_mul(Decimal::from(3600))?.checked_div(Decimal::of(seconds)?)?;
    Workload::new(hourly, Decimal::of(aht.get())?)
}

/// A channel over all its intervals, each counted by its contacts.
pub(super) fn together(
    rows: &[Option<LiveRow>],
    course: &[usize],
    seconds: f64,
    levels: usize,
) -> ChannelService {
    let mut all = ChannelService {
        intervals: 0,
        contacts: 0.0,
        agent_hours: 0.0,
        peak: None,
        levels: vec![0.0; levels],
        endless: 0,
        overloaded: 0,
        missed: 0,
    };
    for &place in course {
        let Some(row) = &rows[place] else { continue };
        all.intervals += 1;
        all.contacts += row.demand.offered;
        all.overloaded += usize::from(row.overloaded);
        all.missed += usize::from(row.goals.iter().any(|(_, met)| !met));
        if let Some(agents) = row.agents {
            all.agent_hours += f64::from(agents) * seconds / 3600.0;
            if all.peak.is_none_or(|(most, _)| agents > most) {
                all.peak = Some((agents, place));
            }
            all.endless += usize::from(row.service.is_none());
        }
        for (sum, level) in all.levels.iter_mut().zip(row.service.iter().flat_map(|service| &service.levels))
        {
            *sum += row.demand.offered * level;
        }
    }
    let contacts = all.contacts;
    all.levels.iter_mut().for_each(|sum| *sum = if contacts > 0.0 { *sum / contacts } else { 1.0 });
    all
}
