//! Patience, from waits and from those who gave up.

use crate::units::Seconds;

/// Exponential patience by maximum likelihood, where answered customers are censored: they would have waited longer.
///
/// `mean = Σ waits of all ÷ those who gave up`, standard error `mean / √(those who gave up)`. Assumes what
/// [`Patience`](crate::queueing::Patience) assumes; who gives up at once, or never, makes the mean a mixture of people that
/// no one is like.
///
/// Source: \[Brown2005\] §5.3, \[Mandelbaum2007\] §4.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PatienceFit {
    /// Mean patience.
    pub mean: Seconds,
    /// Its standard error, seconds.
    pub standard_error: f64,
    /// Customers who gave up.
    pub abandoned: f64,
    /// Customers whose wait is known, those who gave up included.
    pub contacts: f64,
}

impl PatienceFit {
    /// The fit of so many contacts that waited `waited_seconds` together; `None` where nobody gave up or nobody waited.
    ///
    /// ```
    /// use staffplan::queueing::PatienceFit;
    /// // Four gave up within an hour of waiting: a quarter of an hour each.
    /// let fit = PatienceFit::new(3600.0, 4.0, 100.0).unwrap();
    /// assert_eq!((fit.mean.get(), fit.standard_error), (900.0, 450.0));
    /// ```
    #[must_use]
    pub fn new(waited_seconds: f64, abandoned: f64, contacts: f64) -> Option<Self> {
        if !(waited_seconds > 0.0 && abandoned > 0.0) {
            return None;
        }
        let mean = Seconds::new(waited_seconds / abandoned).ok()?;
        Some(Self { mean, standard_error: mean.get() / abandoned.sqrt(), abandoned, contacts })
    }
}
