//! Levelled Erlang chat: agents who hold several conversations, slower the more they hold.
//!
//! `N` agents hold at most `m` chats each; the chats present are spread as evenly as can be, `q = n div N`,
//! `r = n mod N`, and end at rate `μ(n) = r(q+1)/aht[q+1] + (N−r)q/aht[q]`; above `mN` the flux stays and contacts wait.
//!
//! Not modelled: routing that leaves chats uneven (simulated: at most 0.9 points of service level, at `N = 3`),
//! customers who fall silent.

use crate::queueing::line::Line;
use crate::queueing::metrics::{QueueMetrics, Setting};
use crate::queueing::patience::Patience;
use crate::queueing::whole::whole;
use crate::units::Seconds;

/// A further state below this share of the sum no longer moves it.
const NEGLIGIBLE: f64 = 1e-18;
/// Below this the saturated state is never seen.
const NEVER: f64 = 1e-300;
/// Most conversations of one agent at once.
const MOST_LEVELS: usize = 50;

/// Durations that cannot be those of chats.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum InvalidDurations {
    /// None, or more than 50.
    #[error("{0} levels of concurrency: there must be 1 to 50")]
    Levels(usize),
    /// A chat that takes no time.
    #[error("a chat lasts no time at level {0}")]
    NoTime(usize),
}

/// Mean duration of a chat by the number of chats that its agent holds, one value a level, from one chat up.
#[derive(Debug, Clone, PartialEq)]
pub struct ChatDurations(Vec<f64>);

impl ChatDurations {
    /// Checks the number of levels and that every duration is above zero.
    ///
    /// # Errors
    /// [`InvalidDurations`] for an empty or overlong list or a duration of zero.
    pub fn new(durations: &[Seconds]) -> Result<Self, InvalidDurations> {
        if !(1..=MOST_LEVELS).contains(&durations.len()) {
            return Err(InvalidDurations::Levels(durations.len()));
        }
        match durations.iter().position(|aht| aht.get() <= 0.0) {
            Some(level) => Err(InvalidDurations::NoTime(level + 1)),
            None => Ok(Self(durations.iter().map(|aht| aht.get()).collect())),
        }
    }

    /// Most chats of one agent, `m`.
    #[must_use]
    pub fn levels(&self) -> u32 {
        u32::try_from(self.0.len()).unwrap_or(1)
    }

    /// The levels that help: up to the concurrency at which an agent finishes most chats a second, `argmax k/aht[k]`.
    ///
    /// More chats at once than that would lose capacity.
    #[must_use]
    pub fn effective(&self) -> Self {
        let rates: Vec<f64> = self.level_rates().collect();
        let best = (0..rates.len()).fold(0, |best, k| if rates[k] > rates[best] { k } else { best });
        Self(self.0[..=best].to_vec())
    }

    /// Chats that one agent finishes a second when full, `m / aht[m]`.
    #[must_use]
    pub fn top_rate(&self) -> f64 {
        self.0.last().map_or(0.0, |aht| self.0.len() as f64 / aht)
    }

    /// Chats finished a second by one agent who holds `1, 2, … m`.
    fn level_rates(&self) -> impl Iterator<Item = f64> + '_ {
        self.0.iter().zip(1_u32..).map(|(aht, k)| f64::from(k) / aht)
    }

    /// `μ(n)` of `agents` who hold `chats` together, at most `m` each; contacts a second.
    pub(in crate::queueing) fn flux(&self, agents: f64, chats: f64) -> f64 {
        if agents <= 0.0 || chats <= 0.0 {
            return 0.0;
        }
        let m = self.0.len();
        let q = whole(chats / agents).min(m);
        let one = |k: usize| if k == 0 { 0.0 } else { k as f64 / self.0[k - 1] };
        let fuller = chats - q as f64 * agents;
        if q == m { agents * one(m) } else { fuller * one(q + 1) + (agents - fuller) * one(q) }
    }

    /// Largest flux with at most `chats` present.
    fn flux_up_to(&self, agents: f64, chats: f64) -> f64 {
        let reached = whole(chats / agents);
        let top = self.level_rates().take(reached).fold(0.0, f64::max);
        self.flux(agents, chats).max(agents * top)
    }
}

/// Weights of the states in which every arrival is taken at once.
struct Below {
    /// All states up to saturation relative to saturation itself; infinite when saturation is never seen.
    weight: f64,
    /// Mean number of chats given one of these states.
    mean: f64,
}

/// Sums the states up to `mN` from the likeliest one outwards.
fn below(durations: &ChatDurations, agents: u32, rate: f64) -> Below {
    let n = f64::from(agents);
    let top = n * f64::from(durations.levels());
    let likeliest = balance(durations, n, rate);
    let (mut sum, mut chats) = (1.0, likeliest);
    let (mut weight, mut state) = (1.0, likeliest);
    while state < top {
        state += 1.0;
        weight *= rate / durations.flux(n, state);
        sum += weight;
        chats += weight * state;
        if weight < NEVER {
            weight = 0.0;
            break;
        }
    }
    let saturated = weight;
    let (mut weight, mut state) = (1.0, likeliest);
    while state >= 1.0 {
        weight *= durations.flux(n, state) / rate;
        state -= 1.0;
        sum += weight;
        chats += weight * state;
        let bound = durations.flux_up_to(n, state) / rate;
        if bound < 1.0 && weight < NEGLIGIBLE * sum * (1.0 - bound) {
            break;
        }
    }
    Below { weight: sum / saturated, mean: chats / sum }
}

/// The largest number of chats whose flux does not exceed the arrivals, at most `mN`.
fn balance(durations: &ChatDurations, agents: f64, rate: f64) -> f64 {
    let m = f64::from(durations.levels());
    if durations.flux(agents, m * agents) <= rate {
        return m * agents;
    }
    // The flux is linear between whole levels: find the last level that is too slow, then bisect beyond it.
    let mut low = 0.0;
    for level in 1..=durations.levels() {
        let chats = f64::from(level) * agents;
        if durations.flux(agents, chats) <= rate {
            low = chats;
        }
    }
    let mut high = low + agents;
    while high - low > 1.0 {
        let middle = (0.5 * (low + high)).floor();
        if durations.flux(agents, middle) <= rate { low = middle } else { high = middle }
    }
    low
}

/// Steady state of `agents` who hold chats of these durations, for customers of this patience.
///
/// Birth and death with `μ(n)` below `mN` and flux `c = N·m/aht[m]` above, first come first served; waits as in Erlang A
/// with `Nμ := c`. Occupancy is slots in use ÷ slots, of `m` slots an agent.
///
/// Returns `None` only with infinite patience and arrivals that reach `c`. No arrivals: an idle queue.
/// Assumption: chats are spread evenly over the agents at every moment. Source: \[Koole2013\] (the idea of level-dependent
/// durations; this law is our own definition). Accuracy: 1e-11.
///
/// ```
/// # use staffplan::{queueing::*, units::*};
/// # let second = |s| Seconds::new(s).unwrap();
/// let setting = Setting {
///     rate: Rate::new(0.03).unwrap(),
///     agents: 10,
///     answer_within: second(20.0),
///     definition: ServiceLevelDefinition::Offered,
/// };
/// // One chat at a time is Erlang A.
/// let patience = Patience::Mean(second(120.0));
/// let chat = chat::metrics(&ChatDurations::new(&[second(300.0)]).unwrap(), patience, &setting).unwrap();
/// let call = erlang_a::metrics(second(300.0), patience, &setting).unwrap();
/// assert!((chat.service_level.get() - call.service_level.get()).abs() < 1e-13);
/// ```
#[must_use]
pub fn metrics(durations: &ChatDurations, patience: Patience, setting: &Setting) -> Option<QueueMetrics> {
    let (rate, n) = (setting.rate.get(), f64::from(setting.agents));
    if rate <= 0.0 {
        return Some(QueueMetrics::IDLE);
    }
    let slots = n * f64::from(durations.levels());
    let states = if setting.agents == 0 {
        Below { weight: 1.0, mean: 0.0 }
    } else {
        below(durations, setting.agents, rate)
    };
    let line =
        Line { arrivals: rate, flux: n * durations.top_rate(), theta: patience.rate(), below: states.weight };
    line.metrics(setting.answer_within.get(), setting.definition, |served| {
        if slots > 0.0 { ((1.0 - served.queued) * states.mean + served.queued * slots) / slots } else { 0.0 }
    })
}
