//! The constant rates of one slot.
//!
//! | paper | here | meaning |
//! |---|---|---|
//! | `λ` | `arrivals` | contacts a second |
//! | `s` | `servers` | contacts in service at most |
//! | `c` | `flux` | contacts finished a second when all are busy |
//! | `θ` | `theta` | rate of giving up of one waiting contact |
//! | `d(n)` | [`Regime::death`] | rate out of state `n` |

use crate::queueing::steady::chat::ChatDurations;

/// Steps in which the edges of the law are followed.
const EDGE_STEPS: u32 = 8;
/// Standard deviations kept beyond an edge (which is itself a far quantile).
const MARGIN: f64 = 1.3;
/// Standard deviations kept beyond the mean: where the law moves on, its old edges say nothing.
const QUANTILE: f64 = 3.7;

/// Rates of one slot, in contacts a second.
#[derive(Debug, Clone, Copy)]
pub(super) struct Regime<'a> {
    pub arrivals: f64,
    pub servers: f64,
    pub flux: f64,
    pub theta: f64,
    /// Chat: durations, agents, and what the levelled flux is multiplied by to reach `flux` at the top.
    pub chat: Option<(&'a ChatDurations, f64, f64)>,
}

impl Regime<'_> {
    /// Finishing rate of one busy server when all are busy.
    pub(super) fn service(&self) -> f64 {
        if self.servers > 0.0 { self.flux / self.servers } else { 0.0 }
    }

    /// Contacts leaving a second with `n` present.
    pub(super) fn death(&self, n: f64) -> f64 {
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
    pub(super) fn slope(&self, n: f64) -> f64 {
        if n > self.servers {
            self.theta
        } else if self.chat.is_some() {
            self.death(n) - self.death(n - 1.0)
        } else {
            self.service()
        }
    }

    /// Load in contacts present, at most `servers`.
    pub(super) fn load(&self) -> f64 {
        if self.flux > self.arrivals { self.arrivals / self.service() } else { self.servers }
    }

    /// Time after which the number in service has forgotten where it was.
    fn memory(&self) -> f64 {
        let service = self.service();
        if service > 0.0 { 0.5 / service } else { f64::INFINITY }
    }

    /// The states that a law between `low` and `high` with this mean can reach within `h` seconds.
    pub(super) fn reach(&self, (low, mean, high): (f64, f64, f64), h: f64) -> (f64, f64) {
        let dt = h / f64::from(EDGE_STEPS);
        let relaxed = |rate: f64| if rate * dt > 1e-9 { -(-rate * dt).exp_m1() / rate } else { dt };
        let relaxed = (relaxed(self.service()), relaxed(self.theta));
        let ((lowest, _), (_, highest)) = (self.follow(low, relaxed), self.follow(high, relaxed));
        let (mean_low, mean_high) = self.follow(mean, relaxed);
        let memory = h.min(self.memory());
        let spread = |n: f64, time: f64| ((self.arrivals + self.death(n)) * time).sqrt();
        let down = if lowest > self.servers { h } else { memory };
        let calm = highest + 4.0 * spread(highest, memory) < self.servers;
        let relaxed = if self.theta > 0.0 && !calm { h.min(memory.max(0.5 / self.theta)) } else { memory };
        let up = if self.theta > 0.0 || calm { relaxed } else { h };
        let low =
            (lowest - MARGIN * spread(lowest, down)).min(mean_low - QUANTILE * spread(mean_low, memory));
        let high =
            (highest + MARGIN * spread(highest, up)).max(mean_high + QUANTILE * spread(mean_high, relaxed));
        (low.max(0.0), high + 1.0)
    }

    /// Lowest and highest point of the fluid path from `x`, `x' = λ − d(x)`, in steps that last, relaxed exponentially,
    /// so long below the servers and above.
    fn follow(&self, mut x: f64, (below, above): (f64, f64)) -> (f64, f64) {
        let (mut lowest, mut highest) = (x, x);
        for _ in 0..EDGE_STEPS {
            let drift = self.arrivals - self.death(x);
            x = (x + drift * if x > self.servers { above } else { below }).max(0.0);
            lowest = lowest.min(x);
            highest = highest.max(x);
        }
        (lowest, highest)
    }

    /// How far a step of `h` seconds from `mean` is driven, in standard deviations of what chance adds; the rational
    /// exponential is made for steps of a few.
    pub(super) fn drive(&self, mean: f64, h: f64) -> f64 {
        let death = self.death(mean);
        let relaxing = mean < self.servers && self.arrivals < self.flux;
        let time = if relaxing { h.min(2.0 * self.memory()) } else { h };
        let spread = self.arrivals + death;
        if spread > 0.0 { (self.arrivals - death).abs() * (time / spread).sqrt() } else { 0.0 }
    }
}
