//! Stocks of people by grade, moved by probabilities.

/// A ladder of grades on which people rise, stay or leave with fixed probabilities a step.
///
/// `n(t+1) = n(t) P + R`: `P[i][j]` is the probability to move from grade `i` to `j`, what is missing to 1 the probability to leave,
/// `R` the people recruited at each step's end. Source: \[Bartholomew1991\] §3.
#[derive(Debug, Clone, PartialEq)]
pub struct GradeLadder {
    /// `P`; square, of probabilities whose rows add up to at most 1.
    pub moves: Vec<Vec<f64>>,
    /// `R`.
    pub recruits: Vec<f64>,
}

impl GradeLadder {
    /// Expected stocks after one step.
    #[must_use]
    pub fn next(&self, stocks: &[f64]) -> Vec<f64> {
        let into = |grade: usize| stocks.iter().zip(&self.moves).map(|(n, row)| n * row[grade]).sum::<f64>();
        self.recruits.iter().enumerate().map(|(grade, recruits)| into(grade) + recruits).collect()
    }

    /// Expected leavers of one step.
    #[must_use]
    pub fn leavers(&self, stocks: &[f64]) -> f64 {
        stocks.iter().zip(&self.moves).map(|(n, row)| n * (1.0 - row.iter().sum::<f64>())).sum()
    }

    /// Standard deviation of the stocks after so many steps, given whole people at the start and fixed recruits.
    ///
    /// People are independent, so the number in a grade is a sum of binomials: `Σ n p (1 − p)` over those who started alike, `p`
    /// the probability to be there.
    #[must_use]
    pub fn standard_deviations(&self, stocks: &[f64], steps: usize) -> Vec<f64> {
        let grades = self.recruits.len();
        let mut variance = vec![0.0; grades];
        for (start, &own) in stocks.iter().enumerate().take(grades) {
            // Where somebody who is in this grade now will be, step by step.
            let mut where_to: Vec<f64> =
                (0..grades).map(|grade| f64::from(u8::from(grade == start))).collect();
            let alone = Self { moves: self.moves.clone(), recruits: vec![0.0; grades] };
            for step in 0..=steps {
                let people = if step == steps { own } else { self.recruits[start] };
                for (grade, p) in where_to.iter().enumerate() {
                    variance[grade] += people * p * (1.0 - p);
                }
                where_to = alone.next(&where_to);
            }
        }
        variance.into_iter().map(f64::sqrt).collect()
    }
}
