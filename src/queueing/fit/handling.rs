//! How long contacts take.

/// Sums over handle times, one by one.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct HandlingSums {
    contacts: f64,
    mean: f64,
    squares: f64,
    logs: f64,
    log_mean: f64,
    log_squares: f64,
}

impl HandlingSums {
    /// Adds one handle time in seconds; those that are not above 0 and finite say nothing of a law and count in the mean alone.
    pub fn add(&mut self, seconds: f64) {
        if !(seconds >= 0.0 && seconds.is_finite()) {
            return;
        }
        step(&mut self.contacts, &mut self.mean, &mut self.squares, seconds);
        if seconds > 0.0 {
            step(&mut self.logs, &mut self.log_mean, &mut self.log_squares, seconds.ln());
        }
    }

    /// Handle times added.
    #[must_use]
    pub const fn contacts(&self) -> f64 {
        self.contacts
    }

    /// Their mean in seconds; `None` without any.
    #[must_use]
    pub fn mean(&self) -> Option<f64> {
        (self.contacts > 0.0).then_some(self.mean)
    }

    /// Standard error of the mean, as if contacts were independent; `None` with fewer than two.
    #[must_use]
    pub fn standard_error(&self) -> Option<f64> {
        (self.contacts > 1.0).then(|| (self.squares / (self.contacts - 1.0) / self.contacts).sqrt())
    }
}

/// The next value in a mean and a sum of squares about it. Stable, unlike sums of squares (Welford).
fn step(count: &mut f64, mean: &mut f64, squares: &mut f64, value: f64) {
    *count += 1.0;
    let off = value - *mean;
    *mean += off / *count;
    *squares += off * (value - *mean);
}

/// A lognormal law of handle times by maximum likelihood.
///
/// `m = mean of ln t`, `s² = mean of (ln t − m)²`; standard errors `s/√n` and `s/√(2n)`. Source: \[Brown2005\] §4.3, where handle
/// times of a bank are lognormal to a remarkable degree.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct HandlingFit {
    /// `m`, of seconds.
    pub log_mean: f64,
    /// `s`.
    pub log_sd: f64,
    /// Standard error of `m`.
    pub log_mean_error: f64,
    /// Standard error of `s`.
    pub log_sd_error: f64,
    /// Handle times in the fit.
    pub contacts: f64,
}

impl HandlingFit {
    /// The fit; `None` with fewer than two handle times above 0, or where all are alike.
    #[must_use]
    pub fn new(sums: &HandlingSums) -> Option<Self> {
        let n = sums.logs;
        let log_sd = (sums.log_squares / n).sqrt();
        (n > 1.0 && log_sd > 0.0).then(|| Self {
            log_mean: sums.log_mean,
            log_sd,
            log_mean_error: log_sd / n.sqrt(),
            log_sd_error: log_sd / (2.0 * n).sqrt(),
            contacts: n,
        })
    }

    /// The law's median in seconds, `e^m`.
    #[must_use]
    pub fn median(&self) -> f64 {
        self.log_mean.exp()
    }

    /// The law's mean in seconds, `e^(m + s²/2)`.
    #[must_use]
    pub fn mean(&self) -> f64 {
        (self.log_mean + 0.5 * self.log_sd * self.log_sd).exp()
    }

    /// The law's standard deviation over its mean, `√(e^(s²) − 1)`.
    #[must_use]
    pub fn scatter(&self) -> f64 {
        (self.log_sd * self.log_sd).exp_m1().sqrt()
    }
}
