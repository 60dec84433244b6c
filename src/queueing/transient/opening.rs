//! The morning: from an empty start, while nobody has to wait, the number present is Poisson with mean
//! `m' = λ − μm`, whatever happened before.

use crate::queueing::day::Regime;

/// Standard deviations that the mean keeps below the servers; beyond, somebody waits with a chance below 1e-12.
const CLEAR: f64 = 7.5;

/// The largest mean at which nobody waits.
fn ceiling(servers: f64) -> f64 {
    servers - CLEAR * servers.sqrt()
}

/// Mean number present while nobody waits.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Opening {
    pub mean: f64,
}

/// A stretch of the opening.
pub(super) struct Stretch {
    /// Seconds for which nobody waits, at most those asked for.
    pub seconds: f64,
    /// Mean present × seconds.
    pub busy: f64,
}

impl Opening {
    /// Whether nobody waits as the slot begins; of chat the law is not Poisson.
    pub(super) fn holds(self, regime: &Regime<'_>) -> bool {
        let top = ceiling(regime.servers);
        regime.chat.is_none() && top > 0.0 && self.mean <= top
    }

    /// Goes on for so long as nobody waits.
    pub(super) fn advance(&mut self, regime: &Regime<'_>, seconds: f64) -> Stretch {
        let service = regime.service();
        let load = regime.arrivals / service;
        let top = ceiling(regime.servers);
        // m(t) = A − (A − m₀) e^{−μt} reaches the ceiling at ln((A − m₀)/(A − top))/μ, or never.
        let until =
            if load > top { ((load - self.mean) / (load - top)).ln() / service } else { f64::INFINITY };
        let seconds = until.clamp(0.0, seconds);
        let moved = -(-service * seconds).exp_m1() * (load - self.mean);
        let busy = load * seconds - moved / service;
        self.mean += moved;
        Stretch { seconds, busy }
    }
}
