//! The macro that makes a checked quantity, and the error of a number outside its range.

/// A number outside the range of the quantity it was meant to be.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[error("{found} is not {quantity}: it must be {range}")]
pub struct OutOfRange {
    /// The quantity, with its article ("a share").
    pub quantity: &'static str,
    /// The range in words ("between 0 and 1").
    pub range: &'static str,
    /// The number that was found.
    pub found: f64,
}

/// Declares a newtype over a finite `f64` within a range: type, words for errors, and the test of the range.
macro_rules! quantity {
    ($(#[$doc:meta])* $name:ident, $quantity:literal, $range:literal, $within:expr) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, PartialOrd)]
        pub struct $name(f64);

        impl $name {
            /// Checks the range once; NaN and infinities never pass.
            ///
            /// # Errors
            /// [`OutOfRange`](crate::units::OutOfRange) when the number lies outside the quantity's range.
            pub fn new(value: f64) -> Result<Self, $crate::units::OutOfRange> {
                let within: fn(f64) -> bool = $within;
                if value.is_finite() && within(value) {
                    Ok(Self(value))
                } else {
                    Err($crate::units::OutOfRange { quantity: $quantity, range: $range, found: value })
                }
            }

            /// The plain number, for a kernel's algebra.
            #[must_use]
            pub const fn get(self) -> f64 {
                self.0
            }
        }
    };
}
pub(crate) use quantity;
