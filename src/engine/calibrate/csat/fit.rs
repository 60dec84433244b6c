//! The fit of all columns together.

use super::answers::{Rows, Scored};
use super::driver::{CsatCoefficient, Driver};
use super::figures::CsatFigures;
use super::overlap::at_fault;
use crate::engine::calibrate::estimate::{Estimate, Untold};
use crate::experience::{Answers, LogitError, LogitFit, OrderedFit, ScoreScale};

/// Answers with a column, of all, that make it part of the fit.
const KNOWN: f64 = 0.9;

impl CsatFigures {
    /// Fits all columns that the answers have together; one that says nothing of its own is left out, and the rest fitted again.
    pub(super) fn fit(&mut self, scored: &Scored<'_>) {
        let enough = |known: usize| known as f64 >= KNOWN * scored.len() as f64;
        let (mut used, absent): (Vec<Driver>, Vec<Driver>) =
            Driver::ALL.into_iter().partition(|driver| enough(scored.known(*driver)));
        self.untold(absent, Untold::ColumnAbsent);
        let several = self.names.len() > 1;
        self.unnamed = if several { scored.unnamed() } else { 0 };
        let mut leveled = several && enough(scored.len() - self.unnamed);
        while !used.is_empty() {
            let channels = if leveled { self.leveled(scored, &used) } else { Vec::new() };
            let rows = scored.rows(&used, &channels);
            let first = 1 + channels.len().saturating_sub(1);
            match LogitFit::new(&rows.logit) {
                Ok(fit) => return self.take(&fit, (&used, first), channels, &rows),
                Err(LogitError::Dependent { column }) if column >= first => {
                    let driver = used.remove(column - first);
                    self.untold([driver], Untold::ColumnSaysNothing);
                }
                Err(LogitError::Dependent { .. }) if leveled => leveled = false,
                Err(why) => return self.untold(used, reason(why)),
            }
        }
    }

    /// The channels that bear a level of their own; the others are noted.
    fn leveled(&mut self, scored: &Scored<'_>, used: &[Driver]) -> Vec<String> {
        let (own, without) = scored.parted(used);
        self.without_level = without;
        if own.len() > 1 { own } else { Vec::new() }
    }

    fn take(
        &mut self,
        fit: &LogitFit,
        (used, first): (&[Driver], usize),
        channels: Vec<String>,
        rows: &Rows,
    ) {
        let n = rows.logit.len();
        self.levels = levels(fit, &channels, &rows.logit);
        (self.separated, self.channels, self.answers) = (fit.separated, channels, n);
        let values = fit.coefficients.iter().zip(fit.quasi_standard_errors()).skip(first);
        for (driver, (value, error)) in used.iter().zip(values) {
            let estimate = Estimate { value: *value, error: Some(error), n: n as f64 };
            self.coefficients.push(CsatCoefficient::new(*driver, Ok(estimate)));
        }
        if fit.separated {
            self.separating = at_fault(&rows.logit, (used, first));
            return;
        }
        let scored: Vec<(Vec<f64>, u8)> =
            rows.logit.iter().zip(&rows.scores).map(|(row, score)| (row.x[1..].to_vec(), *score)).collect();
        self.scale = OrderedFit::new(&scored).as_ref().and_then(ScoreScale::of);
    }

    fn untold(&mut self, drivers: impl IntoIterator<Item = Driver>, why: Untold) {
        let without = drivers.into_iter().map(|driver| CsatCoefficient::new(driver, Err(why)));
        self.coefficients.extend(without);
    }
}

const fn reason(why: LogitError) -> Untold {
    match why {
        LogitError::TooLittle { rarer, columns, needed } => Untold::TooFewAnswers { rarer, columns, needed },
        LogitError::Dependent { .. } => Untold::ColumnSaysNothing,
        LogitError::Shape { .. } => Untold::Unusable,
    }
}

/// The level of each channel: its coefficient (0 for the first) less their mean over the answers.
fn levels(fit: &LogitFit, channels: &[String], rows: &[Answers]) -> Vec<f64> {
    if channels.is_empty() {
        return Vec::new();
    }
    let own = &fit.coefficients[1..channels.len()];
    let answers = |place: usize| rows.iter().map(|row| row.x[1 + place]).sum::<f64>();
    let sum: f64 = own.iter().enumerate().map(|(place, level)| level * answers(place)).sum();
    let mean = sum / rows.len().max(1) as f64;
    std::iter::once(&0.0).chain(own).map(|level| level - mean).collect()
}
