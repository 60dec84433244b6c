//! Paid time and what it costs: the share of it on contacts, and the lines of cash.

mod cost;
mod shrinkage;

pub use cost::{
    CostDrivers, CostLines, Prices, hire_per_graduate, hire_per_start, hourly, loaded, overtime, salaries,
    training_per_start,
};
pub use shrinkage::{NobodyOnSeat, additive, rostered, rostered_heads, staged};
