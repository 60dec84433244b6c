//! The agents beyond the load, `N − A`, from numbers as they were written.
//!
//! A volume of 0.1714 contacts an hour is not a binary number; the difference of two nearly equal products of such numbers
//! keeps all its digits only in decimals.

/// Seconds in an hour.
const HOUR: i128 = 3600;
/// A power of ten beyond this leaves the integers used here.
const MOST_POWER: u32 = 38;

/// `N − λ·AHT/3600` with each number read as the shortest decimal that denotes it, rounded once; `None` where the integers
/// do not suffice (numbers of some 17 digits far apart), or a number is not finite.
pub(super) fn spare(contacts_per_hour: f64, aht: f64, agents: f64) -> Option<f64> {
    let (rate, aht, agents) = (Decimal::of(contacts_per_hour)?, Decimal::of(aht)?, Decimal::of(agents)?);
    let load =
        Decimal { digits: rate.digits.checked_mul(aht.digits)?, power: rate.power.checked_add(aht.power)? };
    let power = load.power.min(agents.power).min(0);
    let gap = HOUR.checked_mul(agents.at(power)?)?.checked_sub(load.at(power)?)?;
    let scale = 10_i128.checked_pow(power.unsigned_abs())?;
    // Whole part and remainder apart: each is exact or rounded where it no longer shows.
    let whole = HOUR.checked_mul(scale)?;
    Some((gap / whole) as f64 + (gap % whole) as f64 / whole as f64)
}

/// `digits · 10^power`.
#[derive(Debug, Clone, Copy)]
struct Decimal {
    digits: i128,
    power: i32,
}

impl Decimal {
    /// The shortest decimal that denotes this number.
    fn of(x: f64) -> Option<Self> {
        if !x.is_finite() {
            return None;
        }
        let text = format!("{x:e}");
        let (mantissa, exponent) = text.split_once('e')?;
        let (whole, part) = mantissa.split_once('.').unwrap_or((mantissa, ""));
        let digits = format!("{whole}{part}").parse().ok()?;
        let places = i32::try_from(part.len()).ok()?;
        Some(Self { digits, power: exponent.parse::<i32>().ok()?.checked_sub(places)? })
    }

    /// The digits at a lower power of ten.
    fn at(self, power: i32) -> Option<i128> {
        let shift = self.power.checked_sub(power)?.unsigned_abs();
        if self.digits == 0 {
            return Some(0);
        }
        if shift > MOST_POWER {
            return None;
        }
        self.digits.checked_mul(10_i128.checked_pow(shift)?)
    }
}

#[cfg(test)]
mod tests {
    use super::spare;

    #[test]
    fn a_difference_of_written_numbers_is_exact() {
        // 0.1 contacts of 36000.0000001 s are 1.00000000000278 erlangs.
        let found = spare(0.1, 36_000.000_000_1, 1.0).expect("few digits");
        assert!((found * 3600.0 + 1e-8).abs() < 1e-24);
        assert_eq!(spare(0.3, 12_000.0, 1.0), Some(0.0));
        assert_eq!(spare(7.0, 600.0, 1.5), Some(1.0 / 3.0));
        assert_eq!(spare(f64::NAN, 600.0, 1.0), None);
        assert_eq!(spare(1.234_567_890_123e-200, 600.0, 1.0), None);
    }
}
