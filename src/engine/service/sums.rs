//! What days add up to: sums by period, channel and replication.

use super::table::{ABANDONED, CONTACTS, Row, Served, WIDTH, WITHIN};

/// Staff of a pool on one day.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(crate) struct DayStaff {
    /// On-seat effective FTE.
    pub on_seat: f64,
    /// Its logarithm.
    pub log_on_seat: f64,
    /// Share of the work done by people on the ramp.
    pub newcomers: f64,
    /// Satisfaction that grades add, in shares.
    pub bonus: f64,
}

/// Sums of a channel over a period.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(crate) struct ChannelSums {
    /// Offered to people, outsourced and redials included.
    pub offered: f64,
    /// Fresh contacts answered before a person was asked.
    pub deflected: f64,
    /// Answered outside.
    pub outsourced: f64,
    /// Offered to the plan's own people.
    pub contacts: f64,
    /// Answered in time.
    pub within: f64,
    /// Gave up.
    pub abandoned: f64,
    /// Answered.
    pub answered: f64,
    /// Waits of the answered together, in seconds.
    pub wait: f64,
    /// Busy agent-seconds.
    pub busy: f64,
    /// On-seat agent-seconds.
    pub staffed: f64,
    /// Satisfied among the answered.
    pub satisfied: f64,
    /// Need in agent-hours on seat.
    pub need_hours: f64,
    /// Open at the end of the period's last day; deferred channels only.
    pub backlog_end: f64,
}

/// Sums by period, channel (by plan index) and replication.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Sums {
    replications: usize,
    channels: usize,
    values: Vec<ChannelSums>,
}

impl Sums {
    /// Number of replications.
    #[must_use]
    pub(crate) const fn replications(&self) -> usize {
        self.replications
    }

    /// Nothing yet.
    #[must_use]
    pub(crate) fn new((periods, channels): (usize, usize), replications: usize) -> Self {
        Self {
            replications,
            channels,
            values: vec![ChannelSums::default(); periods * channels * replications],
        }
    }

    /// The sums of a channel in a period, by replication.
    pub(crate) fn of(&mut self, period: usize, channel: usize) -> &mut [ChannelSums] {
        let first = (period * self.channels + channel) * self.replications;
        &mut self.values[first..first + self.replications]
    }

    /// The sums of one replication in a period, by channel.
    pub(crate) fn channels(&self, period: usize, replication: usize) -> impl Iterator<Item = &ChannelSums> {
        let first = period * self.channels * self.replications + replication;
        self.values.iter().skip(first).step_by(self.replications.max(1)).take(self.channels)
    }
}

/// Sums of a live channel over days with the same staff: [`Served`] times contacts, and agent-slots of need.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Tally {
    /// [`Served`] in the order of a row.
    pub served: [f64; WIDTH],
    /// Agent-slots.
    pub need: f64,
}

impl Tally {
    /// Adds a day of so many base contacts.
    #[inline]
    pub(crate) fn add(&mut self, contacts: f64, mut row: Row) {
        row[ABANDONED] = row[ABANDONED].max(0.0);
        row[WITHIN] = row[WITHIN].min(row[CONTACTS]).max(0.0);
        for (sum, value) in self.served.iter_mut().zip(row) {
            *sum += contacts * f64::from(value);
        }
    }
}

impl ChannelSums {
    /// Adds what the live days of a staff gave.
    pub(crate) fn add(&mut self, served: &Served, staff: &DayStaff) {
        let answered = (served.contacts - served.abandoned).max(0.0);
        self.contacts += served.contacts;
        self.within += served.within;
        self.abandoned += served.abandoned;
        self.answered += answered;
        self.wait += served.wait.max(0.0);
        self.busy += served.busy;
        self.staffed += served.staffed;
        let mixed = served.satisfied * (1.0 - staff.newcomers) + served.satisfied_newcomer * staff.newcomers;
        self.satisfied += mixed + staff.bonus * answered;
    }
}
