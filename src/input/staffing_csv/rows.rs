//! What one row of demand says, every wrong cell on record.

use super::grid::Timed;
use crate::input::batch_csv::Cells;
use crate::input::history::{AHT_LEAST, At, CONTACTS_LIMIT, Clock, Flaw, Moment, SECONDS_LIMIT};
use crate::input::table_csv::TableRow;
use crate::model::question::{DeferredInterval, LiveInterval};
use crate::queueing::Patience;
use crate::units::Seconds;
use std::collections::HashMap;

/// Seconds that a patience may have.
const LONGEST: f64 = 3.2e11;

impl Timed for LiveInterval {
    fn moment(&self) -> (usize, i64, chrono::NaiveDateTime) {
        (self.channel, self.instant, self.start)
    }
}

impl Timed for DeferredInterval {
    fn moment(&self) -> (usize, i64, chrono::NaiveDateTime) {
        (self.channel, self.instant, self.start)
    }
}

/// The channels met, whatever their case.
pub(super) struct Channels {
    whole: Option<String>,
    names: Vec<String>,
    known: HashMap<String, usize>,
}

impl Channels {
    /// None yet; `whole` where one channel has the whole table.
    pub(super) fn new(whole: Option<&str>) -> Self {
        Self { whole: whole.map(str::to_owned), names: Vec::new(), known: HashMap::new() }
    }

    /// The number of a channel.
    fn number(&mut self, name: &str) -> usize {
        let next = self.names.len();
        let number = *self.known.entry(name.trim().to_lowercase()).or_insert(next);
        if number == next {
            self.names.push(name.trim().to_owned());
        }
        number
    }

    /// The objection that nothing says which channel the rows are of.
    pub(super) fn absent(&self, places: &[(&'static str, Option<usize>)]) -> Option<Flaw> {
        let there = places.iter().any(|(ours, place)| *ours == "channel" && place.is_some());
        (!places.is_empty() && !there && self.whole.is_none()).then(|| {
            Flaw::new("E416", At::START, "there is no column `channel`")
                .help("add the column, or name the channel of the whole file")
        })
    }

    /// Names in the order met.
    pub(super) fn names(&self) -> &[String] {
        &self.names
    }

    /// The same, owned.
    pub(super) fn into_names(self) -> Vec<String> {
        self.names
    }
}

/// One row while it is read.
pub(super) struct Row<'a> {
    cells: Cells<'a>,
    row: &'a TableRow<'a>,
    clock: &'a Clock,
    channels: &'a mut Channels,
    flaws: Vec<Flaw>,
}

impl<'a> Row<'a> {
    /// A row, nothing of it read yet.
    pub(super) fn of(row: &'a TableRow<'a>, clock: &'a Clock, channels: &'a mut Channels) -> Self {
        Self { cells: Cells::of(row), row, clock, channels, flaws: Vec::new() }
    }

    /// Every objection, in the order of the row.
    pub(super) fn into_flaws(self) -> Vec<Flaw> {
        let mut flaws = self.flaws;
        flaws.extend(self.cells.into_flaws());
        flaws.sort_by_key(|flaw| flaw.at);
        flaws
    }

    /// Contacts that wait now.
    pub(super) fn live(&mut self) -> Option<LiveInterval> {
        let moment = self.moment();
        let channel = self.channel();
        let offered = self.offered("offered");
        let aht = self.aht(offered);
        let patience = self.patience();
        let agents = self.cells.agents("agents", false);
        let Moment { local: start, instant, .. } = moment?;
        let (channel, offered, aht) = (channel?, offered?, aht?);
        Some(LiveInterval { channel, start, instant, offered, aht, patience, agents })
    }

    /// Contacts that are worked off a backlog.
    pub(super) fn deferred(&mut self) -> Option<DeferredInterval> {
        let moment = self.moment();
        let channel = self.channel();
        let (offered, capacity) = (self.offered("offered"), self.offered("capacity"));
        let Moment { local: start, instant, .. } = moment?;
        Some(DeferredInterval { channel: channel?, start, instant, offered: offered?, capacity: capacity? })
    }

    fn moment(&mut self) -> Option<Moment> {
        let text = self.cells.required("interval_start")?;
        let cell = self.row.cell("interval_start")?;
        let read = self.clock.read(text, true);
        read.map_err(|fault| self.flaws.push(self.clock.flaw(fault, text, cell.at).field(cell.field))).ok()
    }

    fn channel(&mut self) -> Option<usize> {
        let Some(cell) = self.row.cell("channel") else {
            let whole = self.channels.whole.clone()?;
            return Some(self.channels.number(&whole));
        };
        match cell.name() {
            Ok(name) => Some(self.channels.number(name)),
            Err(flaw) => {
                self.flaws.push(flaw);
                None
            }
        }
    }

    fn offered(&mut self, ours: &str) -> Option<f64> {
        self.cells.number(ours, 0.0..=CONTACTS_LIMIT, "within 0 to 100,000,000 contacts")
    }

    /// The handle time: above zero where anyone comes.
    fn aht(&mut self, offered: Option<f64>) -> Option<Seconds> {
        const OURS: &str = "aht_seconds";
        let anyone = offered.is_none_or(|offered| offered > 0.0);
        if self.cells.text(OURS).is_empty() && !anyone {
            return Some(Seconds::ZERO);
        }
        let value = self.cells.number(OURS, 0.0..=SECONDS_LIMIT, "within 0 seconds to 10 years")?;
        if anyone && value < AHT_LEAST {
            let message = format!("`{value}` in `{OURS}`, and contacts take longer than that");
            self.cells.object(OURS, "E433", message);
            return None;
        }
        Seconds::new(value).ok()
    }

    /// The patience, where the row says: seconds, or `inf`.
    fn patience(&mut self) -> Option<Patience> {
        const OURS: &str = "patience_seconds";
        let text = self.cells.text(OURS);
        if text.is_empty() {
            return None;
        }
        if ["inf", "infinite", "infinity"].iter().any(|word| text.eq_ignore_ascii_case(word)) {
            return Some(Patience::Infinite);
        }
        let seconds = self.cells.number(OURS, 0.0..=LONGEST, "within 0 to 3.2e11 seconds, or `inf`")?;
        Some(Patience::Mean(Seconds::new(seconds).ok()?))
    }
}
