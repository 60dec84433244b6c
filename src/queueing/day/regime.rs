//! The constant rates of one slot.
//!
//! | paper | here | meaning |
//! |---|---|---|
//! | `λ` | `arrivals` | contacts a second |
//! | `s` | `servers` | contacts in service at most |
//! | `c` | `flux` | contacts finished a second when all are busy |
//! | `θ` | `theta` | rate of giving up of one waiting contact |
//! | `d(n)` | [`Regime::death`] | rate out of state `n` |

use super::{DayStation, Slot};
use crate::queueing::steady::chat::ChatDurations;

/// How far beyond the edges of a law it is followed.
#[derive(Debug, Clone, Copy)]
pub(in crate::queueing) struct Reach {
    /// Steps in which the edges are followed.
    pub steps: u32,
    /// Standard deviations kept beyond an edge (which is itself a far quantile).
    pub margin: f64,
    /// Standard deviations kept beyond the mean: where the law moves on, its old edges say nothing.
    pub quantile: f64,
}

/// Rates of one slot, in contacts a second.
#[derive(Debug, Clone, Copy)]
pub(in crate::queueing) struct Regime<'a> {
    pub arrivals: f64,
    pub servers: f64,
    pub flux: f64,
    pub theta: f64,
    /// Chat: durations, agents, and what the levelled flux is multiplied by to reach `flux` at the top.
    pub chat: Option<(&'a ChatDurations, f64, f64)>,
}

/// Largest rate of arrivals and of service, a second, and longest slot, seconds: those of the quantities themselves.
const FASTEST: f64 = 1e9;
pub(super) const LONGEST: f64 = 3.2e11;

impl<'a> Regime<'a> {
    /// The rates of a slot.
    pub(super) fn of(slot: &Slot, station: &'a DayStation) -> Self {
        let (agents, service) = (f64::from(slot.servers), slot.service.clamp(0.0, FASTEST));
        // Staff who finish nothing are nobody.
        let agents = if service > 0.0 { agents } else { 0.0 };
        let arrivals = (slot.arrivals / slot.seconds.min(LONGEST)).clamp(0.0, FASTEST);
        let theta = station.patience.rate();
        let (servers, chat) = match &station.levels {
            None => (agents, None),
            Some(levels) => {
                let m = f64::from(levels.levels());
                (agents * m, Some((levels, agents, service * m / levels.top_rate())))
            }
        };
        Self { arrivals, servers, flux: servers * service, theta, chat }
    }

    /// Finishing rate of one busy server when all are busy.
    pub(in crate::queueing) fn service(&self) -> f64 {
        if self.servers > 0.0 { self.flux / self.servers } else { 0.0 }
    }

    /// Contacts leaving a second with `n` present.
    pub(in crate::queueing) fn death(&self, n: f64) -> f64 {
        if n <= 0.0 {
            0.0
        } else if n >= self.servers {
            self.flux + (n - self.servers) * self.theta
        } else {
            match self.chat {
                None => n * self.service(),
                Some((durations, agents, scale)) => scale * durations.flux(agents, n),
            }
        }
    }

    /// How fast `death` grows just below `n`.
    pub(in crate::queueing) fn slope(&self, n: f64) -> f64 {
        if n > self.servers {
            self.theta
        } else if self.chat.is_some() {
            self.death(n) - self.death(n - 1.0)
        } else {
            self.service()
        }
    }

    /// Load in contacts present, at most `servers`.
    pub(in crate::queueing) fn load(&self) -> f64 {
        if self.flux > self.arrivals { self.arrivals / self.service() } else { self.servers }
    }

    /// Time after which the number in service has forgotten where it was.
    fn memory(&self) -> f64 {
        let service = self.service();
        if service > 0.0 { 0.5 / service } else { f64::INFINITY }
    }

    /// The states that a law between `low` and `high` with this mean can reach within `h` seconds.
    pub(in crate::queueing) fn reach(
        &self,
        (low, mean, high): (f64, f64, f64),
        h: f64,
        Reach { steps, margin, quantile }: Reach,
    ) -> (f64, f64) {
        let dt = h / f64::from(steps);
        let relaxed = |rate: f64| if rate * dt > 1e-9 { -(-rate * dt).exp_m1() / rate } else { dt };
        let relaxed = (relaxed(self.service()), relaxed(self.theta));
        let follow = |x: f64| self.follow(x, relaxed, steps);
        let ((lowest, _), (_, highest)) = (follow(low), follow(high));
        let (mean_low, mean_high) = follow(mean);
        let memory = h.min(self.memory());
        let spread = |n: f64, time: f64| ((self.arrivals + self.death(n)) * time).sqrt();
        let down = if lowest > self.servers { h } else { memory };
        let calm = highest + 4.0 * spread(highest, memory) < self.servers;
        let relaxed = if self.theta > 0.0 && !calm { h.min(memory.max(0.5 / self.theta)) } else { memory };
        let up = if self.theta > 0.0 || calm { relaxed } else { h };
        let low =
            (lowest - margin * spread(lowest, down)).min(mean_low - quantile * spread(mean_low, memory));
        let high =
            (highest + margin * spread(highest, up)).max(mean_high + quantile * spread(mean_high, relaxed));
        (low.max(0.0), high + 1.0)
    }

    /// Lowest and highest point of the fluid path from `x`, `x' = λ − d(x)`, in steps that last, relaxed exponentially,
    /// so long below the servers and above.
    fn follow(&self, mut x: f64, (below, above): (f64, f64), steps: u32) -> (f64, f64) {
        let (mut lowest, mut highest) = (x, x);
        for _ in 0..steps {
            let drift = self.arrivals - self.death(x);
            x = (x + drift * if x > self.servers { above } else { below }).max(0.0);
            lowest = lowest.min(x);
            highest = highest.max(x);
        }
        (lowest, highest)
    }

    /// How far a step of `h` seconds from `mean` is driven, in standard deviations of what chance adds; the rational
    /// exponential is made for steps of a few.
    pub(in crate::queueing) fn drive(&self, mean: f64, h: f64) -> f64 {
        let death = self.death(mean);
        let relaxing = mean < self.servers && self.arrivals < self.flux;
        let time = if relaxing { h.min(2.0 * self.memory()) } else { h };
        let spread = self.arrivals + death;
        if spread > 0.0 { (self.arrivals - death).abs() * (time / spread).sqrt() } else { 0.0 }
    }
}
