//! The fewest agents that meet all targets.

use super::patient::{Ask, lowest_stable, under_cap};
use super::station::{Handling, Offered, Station};
use super::targets::{Binding, Target, Targets};
use super::workload::Workload;
use crate::queueing::metrics::{QueueMetrics, Setting};
use crate::queueing::patience::Patience;
use crate::queueing::steady::erlang_c;
use crate::queueing::whole::whole_agents;
use crate::units::{Rate, Seconds};

/// No station has more agents than this.
pub(super) const MOST_AGENTS: u32 = 2_000_000_000;
/// The first step of a search that knows no more than the load, in units of its square root.
const STRIDE: f64 = 0.25;

/// Steps in a row that may leave more than half of what was open.
const PATIENT: u32 = 1;

/// The fewest agents, and what they give.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Staffing {
    /// Fewest whole agents that meet every target.
    pub agents: u32,
    /// The need before rounding up, where needs of several channels are summed: the binding target's metric between
    /// `agents − 1` and `agents`, interpolated on a scale on which it is nearly straight. An occupancy cap of single
    /// contacts without abandonment needs exactly load ÷ cap. Of patient customers the exact real need is
    /// [`patient_agents_real`](super::patient_agents_real): this one is at most 0.03 agents from it, on average less than
    /// 0.01, but up to a quarter of an agent where one agent fewer would be below the load.
    pub fractional: f64,
    /// What decides.
    pub binding: Binding,
    /// Steady state with `agents`.
    pub metrics: QueueMetrics,
}

/// Why no number of agents will do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Unreachable {
    /// A share of exactly 100% answered in time, no wait at all, nobody giving up or no busy time at all.
    #[error("no finite number of agents makes this certain")]
    Certainty(Binding),
    /// More than two thousand million agents.
    #[error("more than 2000000000 agents would be needed")]
    TooMany,
}

/// The fewest whole agents that meet all targets, what binds, and the need before rounding.
///
/// Minimal by construction: the agents found meet every target and one fewer does not; with abandonment the search
/// also looks below the load. No contacts need nobody.
/// Assumption: steady state; every metric improves with each agent more.
///
/// # Errors
/// [`Unreachable`] when a target can only be met by infinitely many agents.
///
/// ```
/// # use staffplan::{queueing::*, units::*};
/// let station = Station {
///     handling: Handling::Single(Seconds::new(300.0).unwrap()),
///     patience: Patience::Infinite,
/// };
/// let half = Targets { max_occupancy: Some(Fraction::new(0.5).unwrap()), ..Targets::default() };
/// // Half busy: twice the load.
/// let staffing = least_agents(Rate::new(0.1).unwrap(), &station, &half).unwrap();
/// assert_eq!(staffing.agents, 60);
/// ```
pub fn least_agents(rate: Rate, station: &Station, targets: &Targets) -> Result<Staffing, Unreachable> {
    Search { station, rate, targets, exact: None, load: station.load(rate) }.answer()
}

/// [`least_agents`] for single contacts as they were written in decimals: the load, `N − A` and an occupancy cap are exact.
///
/// The cap is the decimal that its float stands for ([`Decimal::of`](crate::units::Decimal::of)).
///
/// # Errors
/// [`Unreachable`] when a target can only be met by infinitely many agents.
///
/// ```
/// # use staffplan::{queueing::*, units::*};
/// let work = Workload::new("6960".parse()?, "300".parse()?).expect("within range");
/// let targets = Targets { max_occupancy: Some(Fraction::new(0.58)?), ..Targets::default() };
/// // 580 erlangs ÷ 0.58.
/// assert_eq!(least_agents_exactly(&work, Patience::Infinite, &targets)?.agents, 1000);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn least_agents_exactly(
    work: &Workload,
    patience: Patience,
    targets: &Targets,
) -> Result<Staffing, Unreachable> {
    let station = Station { handling: Handling::Single(work.aht()), patience };
    let (rate, load) = (work.rate(), work.load().get());
    Search { station: &station, rate, targets, exact: Some(work), load }.answer()
}

/// What is asked of which station.
struct Search<'a> {
    station: &'a Station,
    rate: Rate,
    targets: &'a Targets,
    /// Single contacts in decimals.
    exact: Option<&'a Workload>,
    load: f64,
}

/// Agents and their steady state, if there is one.
#[derive(Clone, Copy)]
struct Seen {
    agents: u32,
    metrics: Option<QueueMetrics>,
}

impl Search<'_> {
    fn answer(&self) -> Result<Staffing, Unreachable> {
        if self.load <= 0.0 {
            let metrics = QueueMetrics::IDLE;
            return Ok(Staffing { agents: 0, fractional: 0.0, binding: Binding::None, metrics });
        }
        let patient = self.station.patience == Patience::Infinite;
        if let Some(certain) = self.targets.asked().find(|target| target.is_certainty(patient)) {
            return Err(Unreachable::Certainty(certain.binding));
        }
        let stable = if patient { self.lowest_stable()? } else { 0 };
        let capped = self.under_cap()?;
        let floor = capped.map_or(stable, |(least, _)| stable.max(least));
        let (fewer, enough) = self.least(floor)?;
        // What the queue needs of itself; above it some target needs more.
        let (mut fractional, mut binding) = match patient {
            _ if enough.agents > stable => (f64::NEG_INFINITY, Binding::None),
            true => (self.load, Binding::Stability),
            false => (0.0, Binding::None),
        };
        for target in self.targets.asked() {
            let need = match capped {
                Some((least, need)) if target.binding == Binding::Occupancy => {
                    (least == enough.agents).then_some(need)
                }
                _ => fewer.and_then(|fewer| need(target, &fewer, &enough)),
            };
            if let Some(need) = need.filter(|&need| need > fractional) {
                (fractional, binding) = (need, target.binding);
            }
        }
        let metrics = enough.metrics.ok_or(Unreachable::TooMany)?;
        Ok(Staffing { agents: enough.agents, fractional, binding, metrics })
    }

    /// The load and handling time of single contacts whose customers never give up: Erlang C.
    fn erlang_c(&self) -> Option<(Offered<'_>, Seconds)> {
        match self.station {
            Station { handling: Handling::Single(aht), patience: Patience::Infinite } => {
                Some((self.exact.map_or(Offered::Rated(self.rate, *aht), Offered::Exact), *aht))
            }
            _ => None,
        }
    }

    fn at(&self, agents: u32) -> Seen {
        let (answer_within, definition) = (self.targets.within(), self.targets.definition);
        let metrics = match self.erlang_c() {
            Some((offered, aht)) => erlang_c::metrics(offered.crew(agents), aht, answer_within),
            None => self.station.metrics(&Setting { rate: self.rate, agents, answer_within, definition }),
        };
        Seen { agents, metrics }
    }

    /// The fewest agents whose queue does not grow without bound.
    fn lowest_stable(&self) -> Result<u32, Unreachable> {
        if let Some((offered, _)) = self.erlang_c() {
            return lowest_stable(offered);
        }
        let least = whole_agents(self.load.floor());
        [least, least.saturating_add(1)]
            .into_iter()
            .find(|&agents| self.at(agents).metrics.is_some())
            .ok_or(Unreachable::TooMany)
    }

    /// An occupancy cap in closed form, where the occupancy is load ÷ agents: least agents, and load ÷ cap.
    fn under_cap(&self) -> Result<Option<(u32, f64)>, Unreachable> {
        let (Some((offered, _)), Some(cap)) = (self.erlang_c(), self.targets.max_occupancy) else {
            return Ok(None);
        };
        Ok(Some((under_cap(offered, cap.get())?, self.load / cap.get())))
    }

    /// Where the answer of a large station lies: there all who are served wait equally long, and the share that is served
    /// asks for its part of the load, an occupancy cap for more than all of it. Chance adds about its square root.
    fn fluid(&self, root: f64) -> f64 {
        let &Targets { service_level, max_abandon, max_occupancy, asa, .. } = self.targets;
        let still_there = |wait: Seconds| (-wait.get() * self.station.patience.rate()).exp();
        let served = [
            service_level.map(|(share, within)| share.get().max(still_there(within))),
            max_abandon.map(|most| 1.0 - most.get()),
            asa.map(still_there),
        ];
        let share = served.into_iter().flatten().fold(0.0, f64::max);
        let enough = (self.load * share + root).min(self.load);
        max_occupancy.map_or(enough, |cap| enough.max(self.load / cap.get()))
    }

    /// Where to begin, and the first step from there: the answer itself where it is quickly had, or the load.
    fn guess(&self) -> Result<(u32, u32), Unreachable> {
        match self.erlang_c() {
            Some((offered, aht)) => {
                let uncapped = Targets { max_occupancy: None, ..*self.targets };
                Ok((Ask::new(aht, &uncapped)?.least(offered)?, 1))
            }
            None => {
                let root = self.load.sqrt();
                Ok((whole_agents(self.fluid(root).round()), whole_agents(STRIDE * root).max(1)))
            }
        }
    }

    /// The fewest agents from `floor` up, below which a target is missed for certain, and one fewer.
    ///
    /// Steps that double until the answer is enclosed, then false position, and a bisection wherever that gains little.
    fn least(&self, floor: u32) -> Result<(Option<Seen>, Seen), Unreachable> {
        let (guess, mut step) = self.guess()?;
        let (mut missed, mut met): (Option<Seen>, Option<Seen>) = (None, None);
        let (mut next, mut gap, mut slow) = (guess.clamp(floor, MOST_AGENTS.max(floor)), u32::MAX, 0);
        loop {
            let seen = self.at(next);
            if self.meets(&seen) {
                met = Some(seen)
            } else {
                missed = Some(seen)
            }
            next = match (missed, met) {
                (None, Some(met)) if met.agents == floor => {
                    return Ok((floor.checked_sub(1).map(|fewer| self.at(fewer)), met));
                }
                (None, Some(met)) => met.agents.saturating_sub(step).max(floor),
                (Some(missed), None) if missed.agents >= MOST_AGENTS => return Err(Unreachable::TooMany),
                (Some(missed), None) => missed.agents.saturating_add(step).min(MOST_AGENTS),
                (Some(missed), Some(met)) if met.agents - missed.agents <= 1 => {
                    return Ok((Some(missed), met));
                }
                (Some(missed), Some(met)) => {
                    let (before, now) = (gap, met.agents - missed.agents);
                    slow = if now > before / 2 { slow + 1 } else { 0 };
                    gap = now;
                    if slow > PATIENT { missed.agents + now / 2 } else { self.between(&missed, &met) }
                }
                (None, None) => return Err(Unreachable::TooMany),
            };
            step = step.saturating_mul(2);
        }
    }

    /// A number of agents strictly between two, near where the last target is met.
    fn between(&self, missed: &Seen, met: &Seen) -> u32 {
        let parts =
            self.targets.asked().map(|target| target.part(missed.metrics.as_ref(), met.metrics.as_ref()));
        let part = parts.filter(|part| part.is_finite()).fold(0.0, f64::max);
        let gap = met.agents - missed.agents;
        missed.agents + whole_agents((part * f64::from(gap)).ceil()).clamp(1, gap - 1)
    }

    /// Whether every target is met; the occupancy cap in closed form is met from the floor up.
    fn meets(&self, seen: &Seen) -> bool {
        let closed = self.erlang_c().is_some();
        let mut asked =
            self.targets.asked().filter(|target| !(closed && target.binding == Binding::Occupancy));
        seen.metrics.is_some_and(|metrics| asked.all(|target| target.met(seen.agents, &metrics)))
    }
}

/// Where between `fewer` and one agent more a target is met that `fewer` misses; `None` if they meet it.
fn need(target: Target, fewer: &Seen, enough: &Seen) -> Option<f64> {
    if fewer.metrics.is_some_and(|metrics| target.met(fewer.agents, &metrics)) {
        return None;
    }
    let part = target.part(fewer.metrics.as_ref(), enough.metrics.as_ref());
    Some(if part.is_finite() {
        f64::from(fewer.agents) + part.clamp(0.0, 1.0)
    } else {
        f64::from(enough.agents)
    })
}
