//! Rows of characters.

use crate::report::table::Table;

/// Rows of characters, each the tenths of the most. Writers of wide pages take the table instead.
#[derive(Debug, Clone, PartialEq)]
pub struct Chart {
    /// What it shows.
    pub title: String,
    /// What stands above the characters.
    pub head: String,
    /// From top to bottom.
    pub rows: Vec<ChartRow>,
    /// What stands above the figures beside the characters.
    pub figure: &'static str,
    /// What the characters mean.
    pub legend: String,
    /// The same as a table.
    pub table: Table,
}

/// One row of a chart.
#[derive(Debug, Clone, PartialEq)]
pub struct ChartRow {
    /// Its name.
    pub name: String,
    /// Digits and points.
    pub shades: String,
    /// The figure beside it.
    pub figure: String,
}

/// Whole tenths of the most as a digit, 9 for the most itself; a point for none.
///
/// Digits have one width everywhere. Shaded blocks and bars (`▒`, `▅`) are twice as wide in East Asian fonts, and need a
/// legend where a digit needs none.
pub(in crate::report) fn shade(value: f64, most: f64) -> char {
    if value <= 0.0 || most <= 0.0 {
        return '.';
    }
    // The product may fall short of a whole tenth by rounding.
    let tenths = 10.0 * (value / most) * (1.0 + f64::EPSILON);
    ('1'..='9')
        .rev()
        .zip((1..=9).rev())
        .find(|(_, digit)| tenths >= f64::from(*digit))
        .map_or('0', |(shade, _)| shade)
}

#[cfg(test)]
mod tests {
    use super::shade;

    #[test]
    fn a_shade_is_the_tenth_and_nothing_is_a_point() {
        let values = [0.0, 0.01, 9.99, 10.0, 30.0, 55.0, 89.9, 90.0, 100.0];
        let shades: String = values.iter().map(|value| shade(*value, 100.0)).collect();
        assert_eq!(shades, ".00135899");
        assert_eq!(shade(1.0, 0.0), '.');
    }
}
