//! Cash lines of a period; they add up to the cost. Memo lines (ramp loss, vacancy) are never among them.

/// Cash cost by line, in the plan's currency.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct CostLines {
    /// Pay with on-costs.
    pub salaries: f64,
    /// Overtime pay with on-costs.
    pub overtime: f64,
    /// Retention bonus with on-costs.
    pub retention: f64,
    /// Hiring, per start.
    pub hiring: f64,
    /// Training, per start.
    pub training: f64,
    /// Separations, per leaver.
    pub separation: f64,
    /// Temporary staff, per hour.
    pub temporary: f64,
    /// Outsourced contacts.
    pub outsourcing: f64,
    /// Seats and licences.
    pub seats: f64,
    /// The platform.
    pub platform: f64,
}

impl CostLines {
    /// The lines with their names, in the order they are printed.
    #[must_use]
    pub const fn named(&self) -> [(&'static str, f64); 10] {
        [
            ("salaries", self.salaries),
            ("overtime", self.overtime),
            ("retention", self.retention),
            ("hiring", self.hiring),
            ("training", self.training),
            ("separation", self.separation),
            ("temporary", self.temporary),
            ("outsourcing", self.outsourcing),
            ("seats", self.seats),
            ("platform", self.platform),
        ]
    }

    /// The sum of the lines.
    #[must_use]
    pub fn total(&self) -> f64 {
        self.named().iter().map(|&(_, amount)| amount).sum()
    }
}
