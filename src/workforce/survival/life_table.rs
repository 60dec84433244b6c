//! The share of people who stay, by tenure, without any assumption about its form.

use super::spell::Spell;
use std::collections::BTreeMap;

/// The 97.5 % point of the standard normal: intervals hold with 95 %. Source: \[AbramowitzStegun\] table 26.
const Z: f64 = 1.959_963_984_540_054;

/// A tenure at which somebody left.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct LifeTableRow {
    /// Tenure, days.
    pub days: u32,
    /// People at risk: seen before it and not gone before it. Who was last seen on that very day is at risk.
    pub at_risk: u32,
    /// Leavers.
    pub events: u32,
    /// `S = Π (1 − d/n)` (Kaplan and Meier).
    pub survival: f64,
    /// Its standard error, `S √(Σ d / (n (n − d)))` (Greenwood); 0 once nobody is left.
    pub standard_error: f64,
    /// Ends of the 95 % interval, `S^exp(± z √v / ln S)`: symmetric in `ln(−ln S)`, so always within 0 and 1.
    pub interval: (f64, f64),
    /// `Σ d/n` (Nelson and Aalen).
    pub cumulative_hazard: f64,
    /// Its variance, `Σ d/n²`.
    pub hazard_variance: f64,
}

/// The share of people who stay, by tenure.
///
/// People hired before the window enter at their tenure on its first day: at risk at `t` are those with
/// `entry < t ≤ exit`. With late entry the first risk sets may be tiny, and one leaver among one person at risk makes all later
/// survival 0: [`Self::first_with`] names the tenure from which on there are enough people.
///
/// Assumes that people leave independently, and that being seen has nothing to do with leaving.
/// Source: \[Kalbfleisch2002\] §1.4; \[Andersen1993\] §IV for late entry.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct LifeTable {
    rows: Vec<LifeTableRow>,
    entries: Vec<u32>,
    exits: Vec<u32>,
}

impl LifeTable {
    /// The table of some spells; those without a day at risk are left out.
    #[must_use]
    pub fn new(spells: &[Spell]) -> Self {
        let seen = || spells.iter().filter(|spell| spell.was_at_risk());
        let mut leavers: BTreeMap<u32, u32> = BTreeMap::new();
        seen().filter(|spell| spell.left).for_each(|spell| *leavers.entry(spell.exit).or_default() += 1);
        let sorted = |of: fn(&Spell) -> u32| {
            let mut all: Vec<u32> = seen().map(of).collect();
            all.sort_unstable();
            all
        };
        let mut table = Self {
            rows: Vec::new(),
            entries: sorted(|spell| spell.entry),
            exits: sorted(|spell| spell.exit),
        };
        let (mut survival, mut variance, mut hazard, mut hazard_variance) = (1.0_f64, 0.0, 0.0, 0.0);
        for (days, events) in leavers {
            let at_risk = table.at_risk(days);
            let (d, n) = (f64::from(events), f64::from(at_risk));
            survival *= 1.0 - d / n;
            variance += if at_risk > events { d / (n * (n - d)) } else { 0.0 };
            hazard += d / n;
            hazard_variance += d / (n * n);
            table.rows.push(LifeTableRow {
                days,
                at_risk,
                events,
                survival,
                standard_error: survival * variance.sqrt(),
                interval: interval(survival, variance),
                cumulative_hazard: hazard,
                hazard_variance,
            });
        }
        table
    }

    /// One row for every tenure at which somebody left.
    #[must_use]
    pub fn rows(&self) -> &[LifeTableRow] {
        &self.rows
    }

    /// People at risk at a tenure: `entry < t ≤ exit`.
    #[must_use]
    pub fn at_risk(&self, days: u32) -> u32 {
        let entered = self.entries.partition_point(|&entry| entry < days);
        let gone = self.exits.partition_point(|&exit| exit < days);
        u32::try_from(entered.saturating_sub(gone)).unwrap_or(u32::MAX)
    }

    /// The share that stays longer than so many days; 1 before anybody left.
    #[must_use]
    pub fn survival(&self, days: f64) -> f64 {
        let before = self.rows.partition_point(|row| f64::from(row.days) <= days);
        before.checked_sub(1).map_or(1.0, |last| self.rows[last].survival)
    }

    /// The share of those who reached the tenure `from` that stays longer than `to` days; `None` where nobody reached it.
    #[must_use]
    pub fn survival_from(&self, from: u32, to: f64) -> Option<f64> {
        let rows = self.rows.iter().filter(|row| row.days > from && f64::from(row.days) <= to);
        let share = rows.map(|row| 1.0 - f64::from(row.events) / f64::from(row.at_risk)).product();
        (self.at_risk(from.saturating_add(1)) > 0).then_some(share)
    }

    /// The tenure beyond which half are gone; `None` where it was not reached.
    #[must_use]
    pub fn median_days(&self) -> Option<u32> {
        self.rows.iter().find(|row| row.survival <= 0.5).map(|row| row.days)
    }

    /// The least tenure at which at least so many people were at risk; `None` where there never were.
    #[must_use]
    pub fn first_with(&self, people: u32) -> Option<u32> {
        let entered = self.entries.iter().map(|&entry| entry.saturating_add(1));
        entered.into_iter().find(|&days| self.at_risk(days) >= people).map(|days| days - 1)
    }

    /// The tenure of the last day on which anybody was seen.
    #[must_use]
    pub fn last_day(&self) -> u32 {
        self.exits.last().copied().unwrap_or(0)
    }
}

fn interval(survival: f64, variance: f64) -> (f64, f64) {
    if survival <= 0.0 || survival >= 1.0 {
        return (survival, survival);
    }
    let reach = Z * variance.sqrt() / survival.ln();
    let end = |sign: f64| survival.powf((sign * reach).exp());
    (end(-1.0), end(1.0))
}
