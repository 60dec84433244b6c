//! Keys of tables by tenure: "0-3 months", "over 12 months", "24 months".

/// A half-open range of whole tenure-months.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::input) struct Band {
    /// First month.
    pub from: u32,
    /// Past the last month; `None`: no end.
    pub to: Option<u32>,
}

/// Reads a key; `None` when it is no tenure. A single month is the range that starts with it.
pub(in crate::input) fn band(key: &str) -> Option<Band> {
    let text = key.trim();
    let (text, unit) = match text.strip_suffix("months").or_else(|| text.strip_suffix("month")) {
        Some(text) => (text, 1),
        None => (text.strip_suffix("years").or_else(|| text.strip_suffix("year"))?, 12),
    };
    let text = text.trim();
    let number = |text: &str| {
        let text = text.trim();
        (text.len() <= 4 && text.bytes().all(|byte| byte.is_ascii_digit()))
            .then(|| text.parse::<u32>().ok())
            .flatten()
            .map(|number| number * unit)
            .filter(|&months| months <= 1200)
    };
    if let Some(over) = text.strip_prefix("over") {
        return number(over).map(|from| Band { from, to: None });
    }
    match text.split_once(['-', '–']) {
        Some((from, to)) => {
            let (from, to) = (number(from)?, number(to)?);
            (from < to).then_some(Band { from, to: Some(to) })
        }
        None => number(text).map(|from| Band { from, to: Some(from + 1) }),
    }
}

#[cfg(test)]
mod tests {
    use super::{Band, band};

    #[test]
    fn tenures_are_half_open_ranges_of_months() {
        assert_eq!(band("0-3 months"), Some(Band { from: 0, to: Some(3) }));
        assert_eq!(band("24 months"), Some(Band { from: 24, to: Some(25) }));
        assert_eq!(band("over 12 months"), Some(Band { from: 12, to: None }));
        assert_eq!(band("1-2 years"), Some(Band { from: 12, to: Some(24) }));
        for bad in ["", "3", "3-0 months", "some months", "over months", "99999 months"] {
            assert_eq!(band(bad), None, "{bad}");
        }
    }
}
