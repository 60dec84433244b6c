//! Numbers as people write them, kept exactly.
//!
//! `21 / 0.7` is 30, and in binary floating point it is not. What was written in decimals is a ratio of whole numbers;
//! so is everything that sums, products and quotients make of it.

use std::cmp::Ordering;
use std::str::FromStr;

/// Digits that a 64-bit float keeps of any decimal.
const KEPT: usize = 15;
/// The first number of more digits than that.
const LARGEST: f64 = 1e15;
/// Places that are tried before a float is written out; powers of ten are floats up to 22.
const PLACES: u32 = 6;
/// Every whole number up to here is a float.
const WHOLE: u128 = 1 << 53;

/// A decimal number, or a ratio of decimals, exactly: whole units over a whole denominator of at most 38 digits each.
///
/// An operation whose result does not fit has no result ([`None`]), never a rounded one.
///
/// ```
/// # use staffplan::units::Decimal;
/// let there = Decimal::from(1).checked_sub("0.3".parse()?).expect("fits");
/// // 21 on seat with 30% away: 30 people, to the last digit.
/// assert_eq!(Decimal::from(21).checked_div(there), Some(Decimal::from(30)));
/// # Ok::<(), staffplan::units::NotDecimal>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Decimal {
    /// In lowest terms.
    units: i128,
    /// Above zero.
    of: i128,
}

/// A text that is not a decimal number, or one of too many digits.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not a decimal number of at most 38 digits")]
pub struct NotDecimal(pub String);

impl Decimal {
    /// Nothing.
    pub const ZERO: Self = Self { units: 0, of: 1 };

    /// The decimal that a float stands for: the shortest that reads back as it, rounded to fifteen digits.
    ///
    /// Every decimal of at most fifteen digits comes back as it was written; what arithmetic has left behind the
    /// fifteenth is its rounding (`0.1 + 0.2` is 0.3). `None` for infinities, NaN and numbers beyond 38 digits.
    ///
    /// ```
    /// # use staffplan::units::Decimal;
    /// assert_eq!(Decimal::of(0.1 + 0.2), "0.3".parse().ok());
    /// ```
    #[must_use]
    pub fn of(value: f64) -> Option<Self> {
        if !value.is_finite() {
            return None;
        }
        if let Some(short) = Self::short(value) {
            return Some(short);
        }
        let shortest = format!("{value:e}");
        let digits =
            shortest.split('e').next().unwrap_or_default().bytes().filter(u8::is_ascii_digit).count();
        let text = if digits > KEPT { format!("{value:.*e}", KEPT - 1) } else { shortest };
        text.parse().ok()
    }

    /// The decimal of few places that reads as this float, if there is one: no other of at most fifteen digits does.
    fn short(value: f64) -> Option<Self> {
        let (mut scale, mut of) = (1.0, 1);
        for _ in 0..=PLACES {
            let units = (value * scale).round();
            if units.abs() < LARGEST && (units / scale).to_bits() == value.to_bits() {
                #[expect(
                    clippy::cast_possible_truncation,
                    reason = "a whole number of at most fifteen digits"
                )]
                return Some(Self::reduced(units as i128, of));
            }
            (scale, of) = (scale * 10.0, of * 10);
        }
        None
    }

    /// The float nearest to it; a tie goes to the even one.
    ///
    /// ```
    /// # use staffplan::units::Decimal;
    /// assert_eq!("0.3".parse::<Decimal>()?.get(), 0.3);
    /// # Ok::<(), staffplan::units::NotDecimal>(())
    /// ```
    #[must_use]
    pub fn get(self) -> f64 {
        let (units, of) = (self.units.unsigned_abs(), self.of.unsigned_abs());
        if units < WHOLE && of < WHOLE {
            // Both are floats, and a division of floats rounds once.
            return self.units as f64 / self.of as f64;
        }
        let (mut quotient, mut rest, mut power) = (units / of, units % of, 0);
        // A quotient of 64 bits, the rest of the division in the last: the cast to 53 bits then rounds once.
        while rest > 0 && quotient < 1 << 63 {
            rest <<= 1;
            quotient = quotient << 1 | u128::from(rest >= of);
            rest = if rest >= of { rest - of } else { rest };
            power -= 1;
        }
        let nearest = (quotient | u128::from(rest > 0)) as f64 * 2.0_f64.powi(power);
        if self.units < 0 { -nearest } else { nearest }
    }

    /// The sum; `None` when it does not fit.
    #[must_use]
    pub fn checked_add(self, other: Self) -> Option<Self> {
        let common = gcd(self.of, other.of);
        let (left, right) = (other.of / common, self.of / common);
        let units = self.units.checked_mul(left)?.checked_add(other.units.checked_mul(right)?)?;
        let of = self.of.checked_mul(left)?;
        // Denominators without a common divisor, one of them often 1, leave the sum in lowest terms.
        Some(if common == 1 { Self { units, of } } else { Self::reduced(units, of) })
    }

    /// The difference; `None` when it does not fit.
    #[must_use]
    pub fn checked_sub(self, other: Self) -> Option<Self> {
        self.checked_add(Self { units: other.units.checked_neg()?, of: other.of })
    }

    /// The product; `None` when it does not fit.
    #[must_use]
    pub fn checked_mul(self, other: Self) -> Option<Self> {
        let (a, b) = (Self::reduced(self.units, other.of), Self::reduced(other.units, self.of));
        Some(Self { units: a.units.checked_mul(b.units)?, of: a.of.checked_mul(b.of)? })
    }

    /// The quotient; `None` when it does not fit or `other` is zero.
    ///
    /// ```
    /// # use staffplan::units::Decimal;
    /// let third = Decimal::from(1).checked_div(Decimal::from(3)).expect("fits");
    /// assert_eq!(third.checked_mul(Decimal::from(3)), Some(Decimal::from(1)));
    /// ```
    #[must_use]
    pub fn checked_div(self, other: Self) -> Option<Self> {
        if other.units == 0 {
            return None;
        }
        let over = other.units.checked_abs()?;
        let product = self.checked_mul(Self { units: other.of, of: over })?;
        Some(Self { units: product.units.checked_mul(other.units.signum())?, of: product.of })
    }

    /// The smallest whole number that is not below it.
    ///
    /// ```
    /// # use staffplan::units::Decimal;
    /// assert_eq!("-2.5".parse::<Decimal>()?.ceil(), -2);
    /// # Ok::<(), staffplan::units::NotDecimal>(())
    /// ```
    #[must_use]
    pub fn ceil(self) -> i128 {
        self.units.div_euclid(self.of) + i128::from(self.of > 1)
    }

    /// Lowest terms of a ratio whose denominator is above zero.
    fn reduced(units: i128, of: i128) -> Self {
        let common = gcd(units, of);
        Self { units: units / common, of: of / common }
    }
}

/// Greatest common divisor of a number and one above zero, by halving and subtraction.
fn gcd(a: i128, b: i128) -> i128 {
    let (mut a, mut b) = (a.unsigned_abs(), b.unsigned_abs());
    if a <= 1 || b <= 1 {
        return if a == 0 { b.cast_signed() } else { 1 };
    }
    let twos = (a | b).trailing_zeros();
    a >>= a.trailing_zeros();
    while b > 0 {
        b >>= b.trailing_zeros();
        (a, b) = if a > b { (b, a - b) } else { (a, b - a) };
    }
    // Not above the second number, which is a positive i128.
    (a << twos).cast_signed()
}

impl From<u32> for Decimal {
    fn from(whole: u32) -> Self {
        Self { units: i128::from(whole), of: 1 }
    }
}

/// Digits with at most one point, a sign before and a power of ten behind: `12`, `-0.5`, `1.5e3`.
impl FromStr for Decimal {
    type Err = NotDecimal;

    fn from_str(text: &str) -> Result<Self, NotDecimal> {
        read(text).ok_or_else(|| NotDecimal(text.to_owned()))
    }
}

fn read(text: &str) -> Option<Decimal> {
    let (mantissa, power) = match text.split_once(['e', 'E']) {
        Some((mantissa, power)) => (mantissa, power.parse::<i32>().ok()?),
        None => (text, 0),
    };
    let digits = mantissa.strip_prefix(['+', '-']).unwrap_or(mantissa);
    let (whole, part) = digits.split_once('.').unwrap_or((digits, ""));
    let written = format!("{whole}{part}");
    if written.is_empty() || !written.bytes().all(|digit| digit.is_ascii_digit()) {
        return None;
    }
    let kept = written.trim_end_matches('0');
    let Some(first) = kept.find(|digit| digit != '0') else { return Some(Decimal::ZERO) };
    let units: i128 = kept[first..].parse().ok()?;
    let dropped = i32::try_from(written.len() - kept.len()).ok()?;
    let power = power.checked_add(dropped)?.checked_sub(i32::try_from(part.len()).ok()?)?;
    let scale = 10_i128.checked_pow(power.unsigned_abs())?;
    let signed = if mantissa.starts_with('-') { -units } else { units };
    Some(if power < 0 {
        Decimal::reduced(signed, scale)
    } else {
        Decimal { units: signed.checked_mul(scale)?, of: 1 }
    })
}

impl PartialOrd for Decimal {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// Exact for any two, by their continued fractions: no product that could overflow.
impl Ord for Decimal {
    fn cmp(&self, other: &Self) -> Ordering {
        let (mut a, mut b) = ((self.units, self.of), (other.units, other.of));
        loop {
            let (whole, against) = (a.0.div_euclid(a.1), b.0.div_euclid(b.1));
            let (rest, left) = (a.0.rem_euclid(a.1), b.0.rem_euclid(b.1));
            if whole != against || rest == 0 || left == 0 {
                return whole.cmp(&against).then((rest != 0).cmp(&(left != 0)));
            }
            // rest/a.1 against left/b.1 is b.1/left against a.1/rest.
            (a, b) = ((b.1, left), (a.1, rest));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Decimal;
    use proptest::prelude::*;

    fn decimal(text: &str) -> Decimal {
        text.parse().expect("a decimal")
    }

    #[test]
    fn what_is_not_a_decimal_is_refused() {
        for text in
            ["", ".", "-", "1.2.3", "1,5", "1e", "e5", "inf", "NaN", "1 ", "0x1", "--1", "1e99", "1e-99"]
        {
            assert!(text.parse::<Decimal>().is_err(), "{text}");
        }
        assert!("9".repeat(40).parse::<Decimal>().is_err());
    }

    #[test]
    fn one_number_has_one_form() {
        for text in
            ["0.5", ".5", "+0.50", "5e-1", "0.0005E3", "000.5000000000000000000000000000000000000000000"]
        {
            assert_eq!(decimal(text), decimal("0.5"), "{text}");
        }
        assert_eq!(decimal("0e99"), Decimal::ZERO);
        assert_eq!(decimal("-0"), Decimal::ZERO);
    }

    #[test]
    fn what_does_not_fit_is_none() {
        let large = decimal("1e38");
        assert_eq!(large.checked_mul(large), None);
        assert_eq!(large.checked_add(large), None);
        assert_eq!(large.checked_div(Decimal::ZERO), None);
        assert_eq!(large.checked_div(decimal("1e-5")), None);
        assert_eq!(large.checked_div(large), Some(Decimal::from(1)));
    }

    proptest! {
        #[test]
        fn the_nearest_float_is_the_one_that_the_text_reads_as(
            units in prop_oneof![-1_000_000_000_000_000_000_i64..0, 1..1_000_000_000_000_000_000_i64], places in 0_u32..20,
        ) {
            // The standard library's parser rounds correctly.
            let text = format!("{units}e-{places}");
            let nearest: f64 = text.parse().expect("a float");
            prop_assert_eq!(decimal(&text).get().to_bits(), nearest.to_bits());
        }

        #[test]
        fn fifteen_digits_survive_a_float(units in 0_u64..1_000_000_000_000_000, places in 0_u32..16) {
            let text = format!("{units}e-{places}");
            prop_assert_eq!(Decimal::of(text.parse().expect("a float")), Some(decimal(&text)));
        }

        #[test]
        fn order_is_that_of_cross_products(a in -999..999_i32, b in 1..999_u32, c in -999..999_i32, d in 1..999_u32) {
            let ratio = |a: i32, b: u32| decimal(&a.to_string()).checked_div(Decimal::from(b)).expect("fits");
            let cross = (i64::from(a) * i64::from(d)).cmp(&(i64::from(c) * i64::from(b)));
            prop_assert_eq!(ratio(a, b).cmp(&ratio(c, d)), cross);
        }

        #[test]
        fn the_ceiling_is_the_least_whole_number_not_below(a in -9999..9999_i32, b in 1..99_u32) {
            let ratio = decimal(&a.to_string()).checked_div(Decimal::from(b)).expect("fits");
            let (ceiling, b) = (ratio.ceil(), i128::from(b));
            prop_assert!(ceiling * b >= i128::from(a) && (ceiling - 1) * b < i128::from(a));
        }
    }
}
