//! What a group costs in a period: lines of cash that add up, each once.
//!
//! Lost time on the ramp, vacant seats and turnover as a whole are no lines: payroll and hiring hold them already.
//! Amounts are in the plan's currency; nothing is rounded.

/// Pay with what the employer pays on top: `pay × (1 + on_costs)`.
///
/// ```
/// use staffplan::workforce::loaded;
/// assert_eq!(loaded(25.0, 0.4), 35.0);
/// ```
#[must_use]
pub fn loaded(pay: f64, on_costs: f64) -> f64 {
    pay * (1.0 + on_costs)
}

/// Base pay of a period: average heads × salary a month × months, loaded.
#[must_use]
pub fn salaries(avg_headcount: f64, salary: f64, months: f64, on_costs: f64) -> f64 {
    loaded(avg_headcount * salary * months, on_costs)
}

/// The pay of one hour: `salary × 12 / (52 × hours a week)`; 0 for a week without hours.
///
/// ```
/// // Twelve months' pay buys fifty-two weeks.
/// use staffplan::workforce::hourly;
/// assert!((hourly(5200.0, 40.0) * 52.0 * 40.0 - 12.0 * 5200.0).abs() < 1e-9);
/// ```
#[must_use]
pub fn hourly(salary: f64, hours_a_week: f64) -> f64 {
    if hours_a_week > 0.0 { salary * 12.0 / (52.0 * hours_a_week) } else { 0.0 }
}

/// Overtime: hours × hourly pay × rate (1.5 is time and a half), without on-costs.
#[must_use]
pub fn overtime(hours: f64, hourly: f64, rate: f64) -> f64 {
    hours * hourly * rate
}

/// The cost of hiring for each person who starts: `cost of an accepted offer / show rate`; `None` at a rate of 0.
#[must_use]
pub fn hire_per_start(per_accept: f64, show_rate: f64) -> Option<f64> {
    (show_rate > 0.0).then(|| per_accept / show_rate)
}

/// The cost of each person who passes: `(hiring + training of one start) / pass rate`; `None` at a rate of 0.
#[must_use]
pub fn hire_per_graduate(hire_per_start: f64, training_per_start: f64, pass_rate: f64) -> Option<f64> {
    (pass_rate > 0.0).then(|| (hire_per_start + training_per_start) / pass_rate)
}

/// Training of one start: the trainee's loaded hours and a share of the trainer's; `None` for a class of nobody.
#[must_use]
pub fn training_per_start(
    hours: f64,
    loaded_hourly: f64,
    trainer_hourly: f64,
    class_size: f64,
) -> Option<f64> {
    (class_size > 0.0).then(|| hours * (loaded_hourly + trainer_hourly / class_size))
}

/// The quantities of a period that have a price.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct CostDrivers {
    /// People on average.
    pub avg_headcount: f64,
    /// Months of the period; 12/52 for a week.
    pub months: f64,
    /// Share of the hours of the week that is not paid: it lowers salaries, and nothing else.
    pub unpaid: f64,
    /// People who start.
    pub starts: f64,
    /// Leavers; those who fail the exam are none.
    pub separations: f64,
    /// People who come from another group.
    pub moves: f64,
    /// Hours of overtime.
    pub overtime_hours: f64,
    /// Hours of temporary people.
    pub temporary_hours: f64,
    /// Contacts that others handle.
    pub outsourced_contacts: f64,
    /// Whether the retention bonus is paid to this group.
    pub retained: bool,
}

/// Prices; 0 where the plan names none.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Prices {
    /// Salary a month and head.
    pub salary: f64,
    /// What the employer pays on top, a share of pay.
    pub on_costs: f64,
    /// Per start.
    pub hire: f64,
    /// Per start.
    pub training: f64,
    /// Per leaver.
    pub separation: f64,
    /// Per person who comes from another group.
    pub moving: f64,
    /// Bonus a month and head, on which on-costs are due.
    pub retention_bonus: f64,
    /// Pay of an hour (see [`hourly`]).
    pub hourly: f64,
    /// Multiple of hourly pay for overtime.
    pub overtime_rate: f64,
    /// Per hour.
    pub temporary: f64,
    /// Per contact.
    pub outsourcing: f64,
    /// Per seat: a month and head.
    pub seat: f64,
    /// A month, however many people.
    pub platform: f64,
}

/// The cash lines of a period.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct CostLines {
    /// Base pay with on-costs.
    pub salaries: f64,
    /// Hiring.
    pub hiring: f64,
    /// Training of those who start.
    pub training: f64,
    /// Separation of those who leave.
    pub separation: f64,
    /// Retention bonus with on-costs.
    pub retention: f64,
    /// Overtime, without on-costs.
    pub overtime: f64,
    /// Temporary people.
    pub temporary: f64,
    /// Contacts handled by others.
    pub outsourcing: f64,
    /// Seats.
    pub seats: f64,
    /// The platform.
    pub platform: f64,
    /// People who change groups.
    pub moves: f64,
}

impl CostLines {
    /// The lines of quantities at prices.
    #[must_use]
    pub fn of(drivers: &CostDrivers, prices: &Prices) -> Self {
        let head_months = drivers.avg_headcount * drivers.months;
        let bonus = if drivers.retained { prices.retention_bonus } else { 0.0 };
        Self {
            salaries: salaries(
                drivers.avg_headcount * (1.0 - drivers.unpaid),
                prices.salary,
                drivers.months,
                prices.on_costs,
            ),
            hiring: drivers.starts * prices.hire,
            training: drivers.starts * prices.training,
            separation: drivers.separations * prices.separation,
            retention: loaded(head_months * bonus, prices.on_costs),
            overtime: overtime(drivers.overtime_hours, prices.hourly, prices.overtime_rate),
            temporary: drivers.temporary_hours * prices.temporary,
            outsourcing: drivers.outsourced_contacts * prices.outsourcing,
            seats: head_months * prices.seat,
            platform: drivers.months * prices.platform,
            moves: drivers.moves * prices.moving,
        }
    }

    /// The lines in the order of a report, each with its name.
    #[must_use]
    pub const fn named(&self) -> [(&'static str, f64); 11] {
        [
            ("salaries", self.salaries),
            ("hiring", self.hiring),
            ("training", self.training),
            ("separation", self.separation),
            ("retention", self.retention),
            ("overtime", self.overtime),
            ("temporary", self.temporary),
            ("outsourcing", self.outsourcing),
            ("seats", self.seats),
            ("platform", self.platform),
            ("moves", self.moves),
        ]
    }

    /// The same without the price of moves where nobody changes groups.
    #[must_use]
    pub fn told(&self) -> Vec<(&'static str, f64)> {
        self.named().into_iter().filter(|&(name, amount)| name != "moves" || amount > 0.0).collect()
    }

    /// All lines together.
    #[must_use]
    pub fn total(&self) -> f64 {
        self.named().iter().map(|line| line.1).sum()
    }
}

impl std::ops::Add for CostLines {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self {
            salaries: self.salaries + other.salaries,
            hiring: self.hiring + other.hiring,
            training: self.training + other.training,
            separation: self.separation + other.separation,
            retention: self.retention + other.retention,
            overtime: self.overtime + other.overtime,
            temporary: self.temporary + other.temporary,
            outsourcing: self.outsourcing + other.outsourcing,
            seats: self.seats + other.seats,
            platform: self.platform + other.platform,
            moves: self.moves + other.moves,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{CostDrivers, CostLines, Prices};

    /// Powers of two, so that a line left out or counted twice shows in the total.
    #[test]
    fn every_line_is_paid_once() {
        let drivers = CostDrivers {
            avg_headcount: 1.0,
            months: 1.0,
            unpaid: 0.0,
            starts: 1.0,
            separations: 1.0,
            moves: 1.0,
            overtime_hours: 1.0,
            temporary_hours: 1.0,
            outsourced_contacts: 1.0,
            retained: true,
        };
        let prices = Prices {
            salary: 1.0,
            on_costs: 0.0,
            hire: 2.0,
            training: 4.0,
            separation: 8.0,
            moving: 1024.0,
            retention_bonus: 16.0,
            hourly: 32.0,
            overtime_rate: 1.0,
            temporary: 64.0,
            outsourcing: 128.0,
            seat: 256.0,
            platform: 512.0,
        };
        let lines = CostLines::of(&drivers, &prices);
        assert!((lines.total() - 2047.0).abs() < 1e-9);
        assert!(((lines + lines).total() - 4094.0).abs() < 1e-9);
        let unpaid = CostLines::of(&CostDrivers { unpaid: 0.25, ..drivers }, &prices);
        assert!((unpaid.total() - 2046.75).abs() < 1e-9, "unpaid time saves salary alone");
        let burdened = CostLines::of(&drivers, &Prices { on_costs: 0.5, ..prices });
        assert!(
            (burdened.total() - 2047.0 - 0.5 * 17.0).abs() < 1e-9,
            "on-costs fall on salary and bonus alone"
        );
    }
}
