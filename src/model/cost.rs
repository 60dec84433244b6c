//! Prices. They change no behaviour: levers do.

use crate::units::{Fraction, Money};
use std::collections::BTreeMap;

/// `[cost]`; every amount is in `plan.currency`, absent prices are zero.
#[derive(Debug, Clone, PartialEq)]
pub struct CostRates {
    /// Pay a month and head, before on-costs.
    pub salary: Salary,
    /// Share of pay on top of pay.
    pub on_costs: Fraction,
    /// Per start.
    pub hire: Money,
    /// Per start.
    pub training: Money,
    /// Per leaver.
    pub separation: Money,
    /// Per person who changes to another team.
    pub moving: Money,
    /// Per month and head of teams that serve, before on-costs.
    pub retention_bonus: Money,
    /// Overtime pay as a multiple of the ordinary hour (1.5 is 150 %).
    pub overtime_rate: f64,
    /// Overtime hours per head and month, at most; `None`: no limit.
    pub overtime_hours_per_head: Option<f64>,
    /// Per hour of temporary staff.
    pub temporary_hour: Money,
    /// Per outsourced contact, by channel index.
    pub outsourcing: BTreeMap<usize, Money>,
    /// Per month and head.
    pub seat: Money,
    /// Per month.
    pub platform: Money,
}

impl CostRates {
    /// Nothing costs anything.
    #[must_use]
    pub fn free() -> Self {
        let nothing = Money::new(0.0).expect("zero is an amount");
        Self {
            salary: Salary { default: nothing, by_name: BTreeMap::new() },
            on_costs: Fraction::ZERO,
            hire: nothing,
            training: nothing,
            separation: nothing,
            moving: nothing,
            retention_bonus: nothing,
            overtime_rate: 1.0,
            overtime_hours_per_head: None,
            temporary_hour: nothing,
            outsourcing: BTreeMap::new(),
            seat: nothing,
            platform: nothing,
        }
    }
}

/// Monthly pay: one for all, and by the name of a grade or of a team where given.
#[derive(Debug, Clone, PartialEq)]
pub struct Salary {
    /// Pay of anyone not named.
    pub default: Money,
    /// Pay by grade or team name.
    pub by_name: BTreeMap<String, Money>,
}

impl Salary {
    /// Pay of a grade in a team: by grade, else by team, else the default.
    #[must_use]
    pub fn of(&self, team: &str, grade: &str) -> f64 {
        self.by_name.get(grade).or_else(|| self.by_name.get(team)).unwrap_or(&self.default).get()
    }
}
