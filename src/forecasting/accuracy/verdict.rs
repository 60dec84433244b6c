//! Who was nearer, and whether that is more than luck.

use super::backtest::Contender;
use super::measures::{Criterion, Tally};

/// An error smaller by less than this part of the other is no difference that anybody would feel.
const LEAST_LEAD: f64 = 0.02;
/// Nor is one of less than this part of the contacts.
const LEAST_DIFFERENCE: f64 = 1e-3;
/// With too few folds to tell luck by, a lead must be so large: the gate for promoting a model over a mean.
const LEAST_LEAD_UNTESTED: f64 = 0.1;
/// Folds from which on their spread tells what is luck.
const FOLDS_TO_TELL: usize = 3;
/// A lead within so many standard errors may be luck.
const STANDARD_ERRORS: f64 = 2.0;

/// Who was nearest to what came.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Verdict {
    /// The error they are told apart by.
    pub by: Criterion,
    /// The method with the least error; of equal ones the first in [`Contender::ALL`].
    pub winner: Contender,
    /// Its WAPE.
    pub wape: f64,
    /// The best of the other side: the best naive method where the one under test wins, else the one under test.
    pub runner_up: Contender,
    /// Its WAPE.
    pub runner_up_wape: f64,
    /// Standard error of the difference of the two over the folds; `None` below three folds.
    ///
    /// `√(n / (n − 1) · Σ (d_k − c_k · d/c)²) / c` with `d_k` the difference of the absolute errors of fold `k` and `c_k` what
    /// came there: that of a ratio of sums. Folds that overlap make it smaller than it is.
    ///
    /// Source: \[Cochran1977\] §6.3.
    pub standard_error: Option<f64>,
}

impl Verdict {
    /// By how much of the runner-up's error the winner's is smaller: `1 − wape/runner_up_wape`, 0 where both are exact.
    #[must_use]
    pub fn lead(&self) -> f64 {
        if self.runner_up_wape > 0.0 { 1.0 - self.wape / self.runner_up_wape } else { 0.0 }
    }

    /// Whether the lead is at least 2 % of the error and a thousandth of the contacts, and beyond twice its standard error; of
    /// fewer than three folds, at least 10 % of the error.
    #[must_use]
    pub fn is_clear(&self) -> bool {
        let difference = self.runner_up_wape - self.wape;
        let (least, luck) = self
            .standard_error
            .map_or((LEAST_LEAD_UNTESTED, 0.0), |error| (LEAST_LEAD, STANDARD_ERRORS * error));
        self.lead() >= least && difference >= LEAST_DIFFERENCE && difference > luck
    }
}

/// What a fold brought, by method.
pub(super) type Fold = [Tally; 4];

/// Who wins by an error over all folds; `None` where nothing was scored or no contact came.
pub(super) fn verdict(folds: &[Fold], whole: &Fold, by: Criterion) -> Option<Verdict> {
    let came = whole[0].came();
    if came <= 0.0 {
        return None;
    }
    let wape = |contender: Contender| {
        let wape = whole[contender.place()].missed(by) / came;
        wape.is_finite().then_some((contender, wape))
    };
    let ours = wape(Contender::UnderTest)?;
    let naive = Contender::ALL[1..].iter().filter_map(|one| wape(*one));
    let best = naive.min_by(|one, other| one.1.total_cmp(&other.1))?;
    let ((winner, wape), (runner_up, runner_up_wape)) =
        if ours.1 <= best.1 { (ours, best) } else { (best, ours) };
    let difference = |fold: &Fold| fold[runner_up.place()].missed(by) - fold[winner.place()].missed(by);
    let pairs: Vec<(f64, f64)> = folds
        .iter()
        .filter(|fold| fold[0].came() > 0.0)
        .map(|fold| (difference(fold), fold[0].came()))
        .collect();
    Some(Verdict { by, winner, wape, runner_up, runner_up_wape, standard_error: standard_error(&pairs) })
}

/// Standard error of `Σ d / Σ c`.
fn standard_error(pairs: &[(f64, f64)]) -> Option<f64> {
    if pairs.len() < FOLDS_TO_TELL {
        return None;
    }
    let (missed, came) = pairs.iter().fold((0.0, 0.0), |(missed, came), (d, c)| (missed + d, came + c));
    let off = |(d, c): &(f64, f64)| (d - c * missed / came).powi(2);
    let count = pairs.len() as f64;
    let error = (count / (count - 1.0) * pairs.iter().map(off).sum::<f64>()).sqrt() / came;
    error.is_finite().then_some(error)
}

#[cfg(test)]
mod tests {
    use super::standard_error;

    /// By hand: `d = 1, 2, 6`, `c = 10, 20, 30`, `d/c = 0.15`; off by −0.5, −1 and 1.5: `√(1.5 · 3.5) / 60`.
    #[test]
    fn the_standard_error_is_that_of_a_ratio_of_sums() {
        let found = standard_error(&[(1.0, 10.0), (2.0, 20.0), (6.0, 30.0)]);
        assert!((found.unwrap() - 5.25_f64.sqrt() / 60.0).abs() < 1e-15);
        assert_eq!(standard_error(&[(1.0, 10.0), (2.0, 20.0)]), None);
    }
}
