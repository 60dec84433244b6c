//! Contacts an hour and their handling time as somebody wrote them, and the load that follows exactly.

use crate::queueing::steady::erlang_c::Crew;
use crate::units::{Decimal, Erlangs, Rate, Seconds};

/// Contacts an hour, their mean handling time, and the load `A = contacts × AHT / 3600` as an exact ratio.
///
/// Close to saturation every wait hangs on `N − A`, and an occupancy cap on whether `A / cap` is whole; both are decided
/// here without rounding. Domain: up to 1e9 erlangs, with at most 25 decimal places in contacts and handling time
/// together.
///
/// ```
/// # use staffplan::{queueing::Workload, units::Decimal};
/// // 3480 an hour of 300 s are 290 erlangs: at most 29% busy are 1000 agents, not 1001.
/// let work = Workload::new("3480".parse()?, "300".parse()?).expect("within range");
/// assert_eq!(work.agents_under("0.29".parse()?), Some(1000));
/// assert_eq!(work.spare(1000), 710.0);
/// # Ok::<(), staffplan::units::NotDecimal>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Workload {
    rate: Rate,
    aht: Seconds,
    load: Decimal,
    erlangs: Erlangs,
}

impl Workload {
    /// `None` when a number is negative or beyond its range, or has more digits than can be kept exactly.
    #[must_use]
    pub fn new(per_hour: Decimal, aht: Decimal) -> Option<Self> {
        let hour = Decimal::from(3600);
        let load = per_hour.checked_mul(aht)?.checked_div(hour)?;
        let rate = Rate::new(per_hour.checked_div(hour)?.get()).ok()?;
        let erlangs = Erlangs::new(load.get()).ok()?;
        // Every difference to a whole number of agents must fit.
        load.checked_sub(Decimal::from(u32::MAX))?;
        Some(Self { rate, aht: Seconds::new(aht.get()).ok()?, load, erlangs })
    }

    /// Contacts a second, to the nearest float.
    #[must_use]
    pub const fn rate(&self) -> Rate {
        self.rate
    }

    /// Mean handling time, to the nearest float.
    #[must_use]
    pub const fn aht(&self) -> Seconds {
        self.aht
    }

    /// Offered load, to the nearest float.
    #[must_use]
    pub const fn load(&self) -> Erlangs {
        self.erlangs
    }

    /// `N − A`, to the nearest float.
    #[must_use]
    pub fn spare(&self, agents: u32) -> f64 {
        // The difference that was tried in `new` is of the largest number of agents; the fallback is never needed.
        self.spare_real(Decimal::from(agents)).unwrap_or_else(|| f64::from(agents) - self.erlangs.get())
    }

    /// The same for a number of agents that need not be whole; `None` when the difference has too many digits.
    ///
    /// ```
    /// # use staffplan::{queueing::Workload, units::Decimal};
    /// let work = Workload::new("120".parse()?, "300".parse()?).expect("within range");
    /// assert_eq!(work.spare_real("10.1".parse()?), Some(0.1));
    /// # Ok::<(), staffplan::units::NotDecimal>(())
    /// ```
    #[must_use]
    pub fn spare_real(&self, agents: Decimal) -> Option<f64> {
        agents.checked_sub(self.load).map(Decimal::get)
    }

    /// So many agents for this load.
    #[must_use]
    pub fn crew(&self, agents: u32) -> Crew {
        Crew::with_spare(self.erlangs, agents, self.spare(agents))
    }

    /// Fewest agents who are busy at most this share of their time: `⌈A / cap⌉`, exactly.
    ///
    /// `None` for a cap of zero or below, and beyond `u32::MAX` agents.
    #[must_use]
    pub fn agents_under(&self, max_occupancy: Decimal) -> Option<u32> {
        if max_occupancy <= Decimal::ZERO {
            return None;
        }
        let under =
            |agents: u32| Decimal::from(agents).checked_mul(max_occupancy).map(|most| most >= self.load);
        if let Some(need) = self.load.checked_div(max_occupancy) {
            return u32::try_from(need.ceil()).ok();
        }
        // The quotient has too many digits; the product that it is compared by may still fit.
        let (mut low, mut high) = (0, u32::MAX);
        if !under(high)? {
            return None;
        }
        while high - low > 1 {
            let middle = low + (high - low) / 2;
            if under(middle)? { high = middle } else { low = middle }
        }
        Some(high)
    }
}
