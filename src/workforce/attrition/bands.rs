//! Bands of tenure, each with its own rate.

/// One band of tenure, `[from, to)` in months.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Band {
    /// First month of the band.
    pub from: f64,
    /// First month after the band; `None`: without end.
    pub to: Option<f64>,
    /// A rate a year, or a plain factor where the bands are relative. 0 or more.
    pub value: f64,
}

/// Bands that cover every tenure once.
#[derive(Debug, Clone, PartialEq)]
pub struct TenureBands(Vec<Band>);

/// Why bands do not cover every tenure once.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum BandsError {
    /// No band at all.
    #[error("no band of tenure is given")]
    Empty,
    /// A tenure that no band covers.
    #[error("tenure from {from} to {to} months is in no band")]
    Gap {
        /// First month without a band.
        from: f64,
        /// First month with a band again; infinite when the last band ends.
        to: f64,
    },
    /// A tenure that two bands cover.
    #[error("tenure from {from} months is in two bands")]
    Overlap {
        /// First month in two bands.
        from: f64,
    },
    /// A band that ends before it begins, or a value that is negative or not a number.
    #[error("the band from {from} months has no length or no value of 0 or more")]
    Unusable {
        /// First month of the band.
        from: f64,
    },
}

impl TenureBands {
    /// Sorts and checks bands: together they cover `[0, ∞)`, each tenure once.
    ///
    /// # Errors
    /// [`BandsError`] names the first tenure that is not covered exactly once, or the band that cannot be used.
    pub fn new(mut bands: Vec<Band>) -> Result<Self, BandsError> {
        bands.sort_by(|a, b| a.from.total_cmp(&b.from));
        let mut covered = Some(0.0);
        for band in &bands {
            let usable = band.from >= 0.0
                && (0.0..=MAX_VALUE).contains(&band.value)
                && band.to.is_none_or(|to| to.is_finite() && to > band.from);
            if !usable {
                return Err(BandsError::Unusable { from: band.from });
            }
            match covered {
                Some(end) if band.from > end => return Err(BandsError::Gap { from: end, to: band.from }),
                Some(end) if band.from < end => return Err(BandsError::Overlap { from: band.from }),
                Some(_) => covered = band.to,
                None => return Err(BandsError::Overlap { from: band.from }),
            }
        }
        match covered {
            _ if bands.is_empty() => Err(BandsError::Empty),
            Some(end) => Err(BandsError::Gap { from: end, to: f64::INFINITY }),
            None => Ok(Self(bands)),
        }
    }

    /// The bands in order of tenure.
    #[must_use]
    pub fn bands(&self) -> &[Band] {
        &self.0
    }

    /// The mean value over the tenures `[start, end)`, in months: a step that crosses a border mixes its bands.
    #[must_use]
    pub fn mean_over(&self, start: f64, end: f64) -> f64 {
        let within = |band: &Band| {
            let to = band.to.unwrap_or(f64::INFINITY);
            let overlap = (to.min(end) - band.from.max(start)).max(0.0);
            band.value * (overlap / (end - start))
        };
        self.0.iter().map(within).sum()
    }
}

/// Keeps every sum of hazards finite; ten thousand leavers a person-year is beyond any team.
const MAX_VALUE: f64 = 1e4;
