//! Seconds as whole nanoseconds, so that sums are exact and no order of adding changes them.

use super::lanes;

/// Nanoseconds of a second.
pub(in crate::input::history) const SECOND: u64 = 1_000_000_000;
/// Digits of a fraction of a second that count.
const DIGITS: usize = 9;

/// The nanoseconds of a plain decimal of at most nine digits before its point and nine after it, which starts
/// `bytes`, and its length; `None` where something else stands there.
#[inline(always)]
pub(in crate::input::history) fn leading(bytes: &[u8]) -> Option<(u64, usize)> {
    let (whole, length) = digits(bytes);
    if length == 0 || length > DIGITS {
        return None;
    }
    if bytes.get(length) != Some(&b'.') {
        return Some((whole * SECOND, length));
    }
    let (fraction, places) = digits(&bytes[length + 1..]);
    if places == 0 || places > DIGITS {
        return None;
    }
    Some((whole * SECOND + fraction * SCALES[places], length + 1 + places))
}

/// The nanoseconds of seconds written as a number, which `value` is: to the digit where it is a plain decimal.
pub(in crate::input::history) fn of_text(text: &str, value: f64) -> u64 {
    match leading(text.as_bytes()) {
        Some((nanos, length)) if length == text.len() => nanos,
        _ => of_value(value),
    }
}

/// The nanoseconds of seconds, 0 to ten years.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "ten years are 3.2e17 ns; below 0 is 0"
)]
pub(in crate::input::history) fn of_value(seconds: f64) -> u64 {
    (seconds * SECOND as f64).round() as u64
}

const SCALES: [u64; DIGITS + 1] =
    [SECOND, 100_000_000, 10_000_000, 1_000_000, 100_000, 10_000, 1_000, 100, 10, 1];

/// The digits that lead, as a number (without meaning past nineteen of them), and how many they are.
#[inline(always)]
fn digits(bytes: &[u8]) -> (u64, usize) {
    if let Some(eight) = bytes.first_chunk::<8>() {
        let (value, length) = lanes::digits(u64::from_le_bytes(*eight));
        if length < 8 {
            return (value, length);
        }
    }
    let length = bytes.iter().take_while(|byte| byte.is_ascii_digit()).count();
    let value = |value: u64, digit: &u8| value.wrapping_mul(10).wrapping_add(u64::from(digit - b'0'));
    (bytes[..length].iter().fold(0, value), length)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decimals_are_taken_to_the_digit() {
        assert_eq!(leading(b"12.5,"), Some((12_500_000_000, 4)));
        assert_eq!(leading(b"315576000"), Some((315_576_000 * SECOND, 9)));
        assert_eq!(leading(b"0.000000001\n"), Some((1, 11)));
        for other in [&b""[..], b"-1", b".5", b"5.", b"1234567890", b"1.1234567891"] {
            assert_eq!(leading(other), None);
        }
        assert_eq!(of_text("100000000.1", 100_000_000.1), 100_000_000_100_000_000);
        assert_eq!(of_text("1e2", 100.0), 100 * SECOND);
    }
}
