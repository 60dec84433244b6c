//! Figures in words: thousands apart, one decimal in per cent, times rounded to the second.

use crate::report::table::Content;

/// A cell's content as people read it; the same in every writer.
#[must_use]
pub(super) fn figure(content: &Content) -> String {
    match content {
        Content::Text(words) => words.clone(),
        Content::Number { value, decimals } => number(*value, *decimals),
        Content::Signed { value, decimals } => signed(*value, *decimals),
        Content::Percent(share) => percent(*share),
        Content::Points(share) => signed(share * 100.0, 1),
        Content::Seconds(seconds) => duration(*seconds),
        Content::NumberRange { low, high, decimals } => {
            joined(&number(*low, *decimals), &number(*high, *decimals), "")
        }
        Content::PercentRange { low, high } => joined(&number(low * 100.0, 1), &number(high * 100.0, 1), "%"),
        Content::Absent(_) => "–".into(),
        Content::Blank => String::new(),
    }
}

/// `1,234.5`; a dash for a figure that is none.
#[must_use]
pub fn number(value: f64, decimals: usize) -> String {
    if !value.is_finite() {
        return "–".into();
    }
    let plain = format!("{:.decimals$}", value.abs());
    let (whole, rest) = plain.split_once('.').map_or((plain.as_str(), None), |(w, r)| (w, Some(r)));
    let mut grouped = String::with_capacity(plain.len() + plain.len() / 3);
    if value < 0.0 && plain.bytes().any(|b| (b'1'..=b'9').contains(&b)) {
        grouped.push('-');
    }
    for (at, digit) in whole.chars().enumerate() {
        if at > 0 && (whole.len() - at).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    if let Some(rest) = rest {
        grouped.push('.');
        grouped.push_str(rest);
    }
    grouped
}

/// `+1.2`, `-0.3`, `0.0`.
#[must_use]
pub fn signed(value: f64, decimals: usize) -> String {
    let plain = number(value, decimals);
    let nothing = !plain.bytes().any(|b| (b'1'..=b'9').contains(&b));
    if nothing || plain.starts_with('-') { plain } else { format!("+{plain}") }
}

/// `93.1%`.
#[must_use]
pub fn percent(share: f64) -> String {
    if share.is_finite() { format!("{}%", number(share * 100.0, 1)) } else { "–".into() }
}

/// `12 s`, `1 min 05 s`, `5 min`, `3 h 12 min`, `4 d 2 h`.
#[must_use]
pub fn duration(seconds: f64) -> String {
    if !seconds.is_finite() {
        return "–".into();
    }
    let whole = seconds.round().max(0.0);
    let (big, small, names) = if whole < 60.0 {
        return format!("{whole:.0} s");
    } else if whole < 3600.0 {
        ((whole / 60.0).floor(), whole % 60.0, ("min", "s"))
    } else if whole < 72.0 * 3600.0 {
        let minutes = (whole / 60.0).round();
        ((minutes / 60.0).floor(), minutes % 60.0, ("h", "min"))
    } else {
        let hours = (whole / 3600.0).round();
        ((hours / 24.0).floor(), hours % 24.0, ("d", "h"))
    };
    if small < 0.5 {
        format!("{big:.0} {}", names.0)
    } else {
        format!("{big:.0} {} {small:02.0} {}", names.0, names.1)
    }
}

/// `low–high`, in words where a sign would be misread.
fn joined(low: &str, high: &str, unit: &str) -> String {
    if low == high {
        format!("{low}{unit}")
    } else if low.starts_with('-') || high.starts_with('-') {
        format!("{low} to {high}{unit}")
    } else {
        format!("{low}–{high}{unit}")
    }
}

#[cfg(test)]
mod tests {
    use super::{duration, figure, number, percent, signed};
    use crate::report::table::Content;

    #[test]
    fn thousands_stand_apart_and_zero_has_no_sign() {
        assert_eq!(number(1_234_567.25, 1), "1,234,567.2");
        assert_eq!(number(-0.04, 1), "0.0");
        assert_eq!(number(-1000.0, 0), "-1,000");
        assert_eq!(number(f64::NAN, 1), "–");
        assert_eq!(signed(0.04, 1), "0.0");
        assert_eq!(signed(17.8, 1), "+17.8");
        assert_eq!(percent(0.9309), "93.1%");
    }

    #[test]
    fn times_are_rounded_to_what_matters() {
        assert_eq!(duration(11.6), "12 s");
        assert_eq!(duration(65.0), "1 min 05 s");
        assert_eq!(duration(59.6), "1 min");
        assert_eq!(duration(300.0), "5 min");
        assert_eq!(duration(86_400.0), "24 h");
        assert_eq!(duration(11_520.0), "3 h 12 min");
        assert_eq!(duration(360_000.0), "4 d 04 h");
    }

    #[test]
    fn a_range_with_a_sign_is_said_in_words() {
        let range = |low, high| figure(&Content::NumberRange { low, high, decimals: 1 });
        assert_eq!(range(1.0, 2.0), "1.0–2.0");
        assert_eq!(range(-14.2, 3.0), "-14.2 to 3.0");
        assert_eq!(figure(&Content::PercentRange { low: 0.931, high: 0.964 }), "93.1–96.4%");
    }
}
