//! Eight bytes at once, as one number with the first of them lowest.

const ONES: u64 = 0x0101_0101_0101_0101;
const HIGHS: u64 = 0x8080_8080_8080_8080;
const ZEROS: u64 = 0x3030_3030_3030_3030;

/// How many bytes stand before the first one of this value; 8 where none has it.
#[inline]
pub(super) const fn first(word: u64, byte: u8) -> usize {
    let differs = word ^ (ONES * byte as u64);
    // Borrows spoil only what comes after the first match.
    let matches = differs.wrapping_sub(ONES) & !differs & HIGHS;
    (matches.trailing_zeros() / 8) as usize
}

/// How many digits lead, 8 at most, and the number that they make.
#[inline]
pub(super) const fn digits(word: u64) -> (u64, usize) {
    let digits = word ^ ZEROS;
    // 0x76 lifts ten and more into the high bit; carries spoil only what comes after the first byte that is no digit.
    let others = (digits.wrapping_add(0x7676_7676_7676_7676) | digits) & HIGHS;
    let length = (others.trailing_zeros() / 8) as usize;
    if length == 0 {
        return (0, 0);
    }
    let value = digits << (64 - 8 * length);
    let pairs = (value.wrapping_mul(10).wrapping_add(value >> 8)) & 0x00FF_00FF_00FF_00FF;
    let fours = (pairs.wrapping_mul(100).wrapping_add(pairs >> 16)) & 0x0000_FFFF_0000_FFFF;
    let eight = (fours.wrapping_mul(10_000).wrapping_add(fours >> 32)) & 0xFFFF_FFFF;
    (eight, length)
}

/// Seconds of the day that `09:30:15` says; `None` where it says nothing of the kind.
#[inline]
pub(super) const fn clock(word: u64) -> Option<u32> {
    let digits = word ^ 0x3030_3A30_303A_3030;
    let others = (digits.wrapping_add(0x7676_7F76_767F_7676) | digits) & HIGHS;
    let (hour, minute, second) = (pair(digits), pair(digits >> 24), pair(digits >> 48));
    if others != 0 || hour > 23 || minute > 59 || second > 59 {
        return None;
    }
    Some(hour * 3600 + minute * 60 + second)
}

/// The number that the two lowest bytes make.
#[inline]
#[expect(clippy::cast_possible_truncation, reason = "four bits twice are 165 at most")]
const fn pair(digits: u64) -> u32 {
    ((digits & 15) * 10 + ((digits >> 8) & 15)) as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    fn word(text: &[u8; 8]) -> u64 {
        u64::from_le_bytes(*text)
    }

    #[test]
    fn bytes_are_found_and_digits_read_as_one_by_one() {
        assert_eq!(first(word(b"phone,12"), b','), 5);
        assert_eq!(first(word(b"phonephn"), b','), 8);
        assert_eq!(first(word(b",,,,,,,,"), b','), 0);
        for text in
            [b"12345678", b"1234.678", b"0000000/", b"9:999999", b".1234567", b"98765432", b"1\xFF345678"]
        {
            let length = text.iter().take_while(|byte| byte.is_ascii_digit()).count();
            let value = text[..length].iter().fold(0, |value, digit| value * 10 + u64::from(digit - b'0'));
            assert_eq!(digits(word(text)), (value, length), "{text:?}");
        }
    }

    #[test]
    fn the_time_of_day_is_read_or_refused() {
        assert_eq!(clock(word(b"09:30:15")), Some(9 * 3600 + 30 * 60 + 15));
        assert_eq!(clock(word(b"23:59:59")), Some(86_399));
        for other in
            [b"24:00:00", b"09:60:15", b"09:30:60", b"09-30:15", b"0x:30:15", b"09:30:1,", b"09:30:1\xB5"]
        {
            assert_eq!(clock(word(other)), None, "{other:?}");
        }
    }
}
