//! Lengths of time.

use super::quantity::quantity;
use std::fmt;
use std::ops;

quantity! {
    /// A length of time in seconds, at most ten thousand years.
    Seconds, "a duration", "between 0 and 10000 years", |s| (0.0..=3.2e11).contains(&s)
}

impl Seconds {
    /// No time at all.
    pub const ZERO: Self = Self(0.0);
}

impl ops::Add for Seconds {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self(self.0 + other.0)
    }
}

impl fmt::Display for Seconds {
    /// Rounded to the second, in the two largest units that matter: `45 s`, `5 min`, `7 min 30 s`, `24 h`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let total = self.0.round();
        let (hours, minutes, seconds) =
            ((total / 3600.0).floor(), ((total % 3600.0) / 60.0).floor(), total % 60.0);
        let parts: Vec<String> = [(hours, "h"), (minutes, "min"), (seconds, "s")]
            .into_iter()
            .filter(|&(amount, _)| amount > 0.0)
            .take(2)
            .map(|(amount, unit)| format!("{amount:.0} {unit}"))
            .collect();
        if parts.is_empty() { f.write_str("0 s") } else { f.write_str(&parts.join(" ")) }
    }
}

#[cfg(test)]
mod tests {
    use super::Seconds;

    #[test]
    fn a_duration_reads_as_a_planner_would_write_it() {
        for (seconds, text) in
            [(0.0, "0 s"), (45.2, "45 s"), (300.0, "5 min"), (450.0, "7 min 30 s"), (86400.0, "24 h")]
        {
            assert_eq!(Seconds::new(seconds).expect("in range").to_string(), text);
        }
    }
}
