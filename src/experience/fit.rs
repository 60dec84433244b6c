//! Coefficients of satisfaction from a survey.

use super::csat::sigmoid;
use super::linear::inverse;

/// Answers of customers to whom the same happened: `x` holds one value a column, the constant included.
#[derive(Debug, Clone, PartialEq)]
pub struct Answers {
    /// Values of the columns.
    pub x: Vec<f64>,
    /// Answers.
    pub answers: f64,
    /// Satisfied among them.
    pub satisfied: f64,
}

/// Why a survey gives no coefficients.
#[derive(Debug, Clone, Copy, PartialEq, thiserror::Error)]
pub enum LogitError {
    /// Fewer than ten answers of the rarer kind for each column.
    #[error("{rarer} answers of the rarer kind are too few for {columns} columns: {needed} are needed")]
    TooLittle {
        /// Satisfied or not, whichever are fewer.
        rarer: f64,
        /// Columns asked for.
        columns: usize,
        /// Ten a column.
        needed: usize,
    },
    /// A column repeats those before it, or never varies.
    #[error("column {column} says nothing that the columns before it do not")]
    Dependent {
        /// Its place, from 0.
        column: usize,
    },
    /// Rows of different length, or numbers that cannot be counts or values.
    #[error("row {row} does not hold one finite value a column and satisfied answers among its answers")]
    Shape {
        /// Its place, from 0.
        row: usize,
    },
}

/// A logit model fitted by maximum likelihood.
///
/// `P(satisfied) = sigmoid(x · b)`. Newton's method, which for the logit is iteratively reweighted least squares, until no
/// coefficient moves by 1e-10; standard errors from the inverse information. Source: \[McCullagh1989\] §4.4.
///
/// Where some column separates satisfied from dissatisfied, the likelihood has no maximum: a ridge of 1e-4 then keeps
/// the coefficients finite, and `separated` says that they and their errors are not to be trusted.
#[derive(Debug, Clone, PartialEq)]
pub struct LogitFit {
    /// One coefficient a column.
    pub coefficients: Vec<f64>,
    /// Their standard errors.
    pub standard_errors: Vec<f64>,
    /// `2 Σ [y ln(y/μ) + (n − y) ln((n − y)/(n − μ))]`.
    pub deviance: f64,
    /// `Σ (y − μ)² / (n p (1 − p))`.
    pub pearson: f64,
    /// Rows less columns.
    pub degrees_of_freedom: usize,
    /// Answers in the fit.
    pub answers: f64,
    /// Whether a ridge had to keep the coefficients finite.
    pub separated: bool,
}

/// Answers of the rarer kind that a column needs.
const EVENTS_PER_COLUMN: usize = 10;
/// A coefficient beyond this is on its way to infinity.
const RUNAWAY: f64 = 15.0;
/// A fitted probability so close to 0 or 1 is separation.
const CERTAIN: f64 = 1e-8;
/// Penalty on the squares of coefficients where columns separate.
const RIDGE: f64 = 1e-4;
/// Newton's steps end when no coefficient moves by more.
const TOLERANCE: f64 = 1e-10;
/// Newton's steps at most; from 0 a regular fit takes fewer than ten.
const STEPS: usize = 200;

impl LogitFit {
    /// Fits the model; one row a customer, or a group of customers to whom the same happened.
    ///
    /// The order of rows is irrelevant up to rounding, and a group counts like its customers one by one.
    ///
    /// # Errors
    /// [`LogitError`]: a row of the wrong shape, too few answers, or a column without information of its own.
    pub fn new(rows: &[Answers]) -> Result<Self, LogitError> {
        let columns = rows.first().map_or(0, |row| row.x.len());
        check(rows, columns)?;
        let (fit, separated) = match maximum(rows, columns, 0.0) {
            Ok(b) if !runs_away(rows, &b) => (b, false),
            Err(Stop::Dependent(column)) => return Err(LogitError::Dependent { column }),
            Ok(_) | Err(Stop::RunsAway) => match maximum(rows, columns, RIDGE) {
                Ok(b) => (b, true),
                Err(Stop::Dependent(column)) => return Err(LogitError::Dependent { column }),
                Err(Stop::RunsAway) => (vec![0.0; columns], true),
            },
        };
        let ridge = if separated { RIDGE } else { 0.0 };
        let covariance =
            inverse(&step(rows, &fit, ridge).1).map_err(|column| LogitError::Dependent { column })?;
        Ok(Self {
            standard_errors: covariance.iter().enumerate().map(|(k, row)| row[k].sqrt()).collect(),
            deviance: deviance(rows, &fit),
            pearson: rows.iter().map(|row| pearson(row, sigmoid(dot(&row.x, &fit)))).sum(),
            degrees_of_freedom: rows.len().saturating_sub(columns),
            answers: rows.iter().map(|row| row.answers).sum(),
            coefficients: fit,
            separated,
        })
    }

    /// `pearson / degrees_of_freedom`; standard errors grow by its root where it exceeds 1. `None` without freedom.
    #[must_use]
    pub fn dispersion(&self) -> Option<f64> {
        let freedom = u32::try_from(self.degrees_of_freedom).ok().filter(|&freedom| freedom > 0)?;
        Some(self.pearson / f64::from(freedom))
    }

    /// Standard errors that grow with the dispersion where it exceeds 1 and ten degrees of freedom or more tell it.
    ///
    /// `SE √(pearson / degrees of freedom)`. Source: \[McCullagh1989\] §4.5.
    #[must_use]
    pub fn quasi_standard_errors(&self) -> Vec<f64> {
        const TOLD: usize = 10;
        let dispersion = self.dispersion().filter(|_| self.degrees_of_freedom >= TOLD).unwrap_or(1.0);
        self.standard_errors.iter().map(|error| error * dispersion.max(1.0).sqrt()).collect()
    }
}

/// Why Newton's method stopped without a maximum.
enum Stop {
    Dependent(usize),
    RunsAway,
}

fn check(rows: &[Answers], columns: usize) -> Result<(), LogitError> {
    let sound = |row: &Answers| {
        row.x.len() == columns
            && row.x.iter().all(|x| x.is_finite())
            && row.satisfied >= 0.0
            && row.satisfied <= row.answers
            && row.answers.is_finite()
    };
    if let Some(row) = rows.iter().position(|row| !sound(row)) {
        return Err(LogitError::Shape { row });
    }
    let satisfied: f64 = rows.iter().map(|row| row.satisfied).sum();
    let rarer = satisfied.min(rows.iter().map(|row| row.answers - row.satisfied).sum());
    let needed = EVENTS_PER_COLUMN * columns;
    let enough = columns > 0 && u32::try_from(needed).is_ok_and(|needed| rarer >= f64::from(needed));
    if enough { Ok(()) } else { Err(LogitError::TooLittle { rarer, columns, needed }) }
}

fn runs_away(rows: &[Answers], b: &[f64]) -> bool {
    let certain = |row: &Answers| {
        let p = sigmoid(dot(&row.x, b));
        row.answers > 0.0 && (p < CERTAIN || 1.0 - p < CERTAIN)
    };
    b.iter().any(|b| b.abs() > RUNAWAY) || rows.iter().any(certain)
}

/// Newton's method from 0, halving steps that make the penalised deviance worse.
fn maximum(rows: &[Answers], columns: usize, ridge: f64) -> Result<Vec<f64>, Stop> {
    let mut b = vec![0.0; columns];
    let objective = |b: &[f64]| deviance(rows, b) + ridge * dot(b, b);
    let mut best = objective(&b);
    for turn in 0..STEPS {
        let (gradient, information) = step(rows, &b, ridge);
        let dependent = |column| if turn == 0 { Stop::Dependent(column) } else { Stop::RunsAway };
        let inverse = inverse(&information).map_err(dependent)?;
        let mut move_by: Vec<f64> = inverse.iter().map(|row| dot(row, &gradient)).collect();
        let mut next: Vec<f64> = b.iter().zip(&move_by).map(|(b, m)| b + m).collect();
        let mut reached = objective(&next);
        for _ in 0..30 {
            if reached <= best + 1e-9 * best.abs().max(1.0) {
                break;
            }
            move_by.iter_mut().for_each(|m| *m *= 0.5);
            next = b.iter().zip(&move_by).map(|(b, m)| b + m).collect();
            reached = objective(&next);
        }
        (b, best) = (next, reached);
        if move_by.iter().all(|m| m.abs() < TOLERANCE) {
            return Ok(b);
        }
        if ridge <= 0.0 && b.iter().any(|b| b.abs() > 2.0 * RUNAWAY) {
            return Err(Stop::RunsAway);
        }
    }
    if b.iter().all(|b| b.is_finite()) { Ok(b) } else { Err(Stop::RunsAway) }
}

/// Gradient and information of the penalised log-likelihood.
fn step(rows: &[Answers], b: &[f64], ridge: f64) -> (Vec<f64>, Vec<Vec<f64>>) {
    let mut gradient: Vec<f64> = b.iter().map(|b| -ridge * b).collect();
    let mut information = vec![vec![0.0; b.len()]; b.len()];
    for (k, row) in information.iter_mut().enumerate() {
        row[k] = ridge;
    }
    for row in rows {
        let p = sigmoid(dot(&row.x, b));
        let (residual, weight) = (row.satisfied - row.answers * p, row.answers * p * (1.0 - p));
        for (j, xj) in row.x.iter().enumerate() {
            gradient[j] += residual * xj;
            for (k, xk) in row.x.iter().enumerate() {
                information[j][k] += weight * xj * xk;
            }
        }
    }
    (gradient, information)
}

/// `2 Σ [y ln(y/μ) + (n − y) ln((n − y)/(n − μ))]`.
fn deviance(rows: &[Answers], b: &[f64]) -> f64 {
    let term = |y: f64, log_share: f64, n: f64| if y > 0.0 { y * ((y / n).ln() - log_share) } else { 0.0 };
    let of_row = |row: &Answers| {
        let eta = dot(&row.x, b);
        // ln p = −ln(1 + e^{−η}), stable on both sides.
        let (log_p, log_q) = (-softplus(-eta), -softplus(eta));
        term(row.satisfied, log_p, row.answers) + term(row.answers - row.satisfied, log_q, row.answers)
    };
    2.0 * rows.iter().map(of_row).sum::<f64>()
}

/// `ln(1 + e^x)`.
fn softplus(x: f64) -> f64 {
    x.max(0.0) + (-x.abs()).exp().ln_1p()
}

fn pearson(row: &Answers, p: f64) -> f64 {
    let variance = row.answers * p * (1.0 - p);
    if variance > 0.0 { (row.satisfied - row.answers * p).powi(2) / variance } else { 0.0 }
}

fn dot(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}
