//! Loads from decimals as they were written, without a rounding on the way.

use crate::model::question::ExactLoad;

/// Digits of one decimal that are taken exactly.
const DIGITS: usize = 15;

/// `per_hour × seconds / 3600` erlangs; `None` where the digits are too many.
pub(super) fn load(per_hour: &str, seconds: &str) -> Option<ExactLoad> {
    let ((rate, rate_places), (aht, aht_places)) = (decimal(per_hour)?, decimal(seconds)?);
    let denominator = 10_i128.checked_pow(rate_places + aht_places)?.checked_mul(3600)?;
    Some(ExactLoad::of_ratio(rate.checked_mul(aht)?, denominator))
}

/// A plain decimal as a whole number and the places after its point; exponents are left to rounding.
fn decimal(text: &str) -> Option<(i128, u32)> {
    let (whole, part) = text.split_once('.').unwrap_or((text, ""));
    let digits = whole.bytes().chain(part.bytes());
    if whole.len() + part.len() > DIGITS || !digits.clone().all(|digit| digit.is_ascii_digit()) {
        return None;
    }
    let number = digits.fold(0, |number, digit| number * 10 + i128::from(digit - b'0'));
    Some((number, u32::try_from(part.len()).ok()?))
}

#[cfg(test)]
mod tests {
    use super::load;

    #[test]
    fn a_load_that_is_whole_has_nothing_to_spare_at_itself() {
        // 3480 an hour for 300 s are 290 erlangs to the last digit.
        let whole = load("3480", "300").expect("a load");
        assert!(whole.spare(290).abs() <= 0.0 && (whole.spare(291) - 1.0).abs() <= 0.0);
        let tenths = load("0.1", "36000.0").expect("a load");
        assert!(tenths.spare(1).abs() <= 0.0);
    }
}
