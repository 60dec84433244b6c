//! An estimate, or why there is none.

use super::absence::Unlike;

/// An estimated figure.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Estimate {
    /// Its value.
    pub value: f64,
    /// Its standard error, where it can be told.
    pub error: Option<f64>,
    /// What it rests on: contacts, people or answers.
    pub n: f64,
}

impl Estimate {
    /// A share of `n`, with its binomial error; `None` of nothing.
    #[must_use]
    pub(super) fn share(part: f64, n: f64) -> Option<Self> {
        let value = part / n;
        (n > 0.0).then(|| Self { value, error: Some((value * (1.0 - value) / n).sqrt()), n })
    }

    /// Whether 0 lies outside the 95 % interval.
    #[must_use]
    pub fn is_distinct(&self) -> bool {
        self.error.is_some_and(|error| self.value.abs() > 1.96 * error)
    }
}

/// Why the data do not tell a figure.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Untold {
    /// No history was given.
    NoHistory,
    /// No roster was given.
    NoRoster,
    /// Neither a survey nor a log has scores from 1 to 5.
    NoScores,
    /// The history has no handle times.
    NoHandleTimes,
    /// The history has no waits.
    NoWaits,
    /// The history does not say who gave up.
    NoAbandonment,
    /// Nobody gave up: patience is long against the waits seen.
    NobodyGaveUp {
        /// Contacts whose wait is known.
        contacts: f64,
        /// Their longest wait, seconds.
        longest: f64,
    },
    /// The log has no waits of those who gave up.
    NoWaitsOfAbandoned {
        /// Those who gave up.
        abandoned: f64,
    },
    /// Interval counts hold no single contacts.
    NotALog,
    /// The log has no column `customer`.
    NoCustomers,
    /// One name has so many of the contacts that it stands for no customer.
    NoSingleCustomer {
        /// Its contacts, of all.
        share: f64,
    },
    /// The log has no column `resolved`.
    NoResolution,
    /// The log has no column `agent`.
    NoAgents,
    /// Agents of the log are not employees of the roster.
    AgentsNotInRoster {
        /// Agents of the log.
        agents: usize,
    },
    /// Too few tenured agents to compare newcomers with.
    TooFewTenured,
    /// No month of tenure has enough contacts of newcomers.
    NoNewcomers,
    /// Counts by day have no intervals.
    DailyCounts,
    /// Too few days.
    TooFewDays {
        /// Days with contacts.
        days: usize,
        /// Days that are needed.
        needed: usize,
    },
    /// Too few cases.
    TooFewCases {
        /// Cases.
        cases: usize,
        /// Cases that are needed.
        needed: usize,
    },
    /// Nobody left within the window.
    NobodyLeft,
    /// Answers of the rarer kind are too few for the columns.
    TooFewAnswers {
        /// Satisfied or not, whichever are fewer.
        rarer: f64,
        /// Columns.
        columns: usize,
        /// Answers that are needed.
        needed: usize,
    },
    /// The column is absent, or empty in more than a tenth of the answers.
    ColumnAbsent,
    /// The column never varies, or says what others say.
    ColumnSaysNothing,
    /// Answers are not numbers that a fit can use.
    Unusable,
    /// Too few agents with enough days.
    TooFewAgents {
        /// Agents with that many days.
        agents: usize,
        /// Agents that are needed.
        needed: usize,
        /// Shifts that each needs.
        days: usize,
    },
    /// Agents answer on more days of the week than are paid.
    MoreDaysThanPaid {
        /// Days a week on which they answer.
        seen: f64,
        /// Paid days a week.
        paid: f64,
    },
    /// Too few agents work the week that is paid, or fewer than do not.
    AgentsUnlike {
        /// Why most of them are left out.
        why: Unlike,
        /// Agents left out for it.
        unlike: usize,
        /// Agents with shifts enough.
        agents: usize,
        /// Paid days of a week.
        week_days: f64,
    },
    /// Weeks with as many shifts as are paid are so rare that absence cannot be told from working fewer days.
    FullWeeksRare {
        /// Paid days of a week.
        week_days: f64,
    },
}
