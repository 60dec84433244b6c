//! Live intervals for people.

use super::{LiveStaffing, moment};
use crate::engine::interval_staffing::{ChannelService, Handling, LiveMethod, LiveRow, Over, Replay};
use crate::engine::situation::{Bound, Service};
use crate::report::calculator::words::{self, ENDLESS, short};
use crate::report::document::{Block, Document, Item};
use crate::report::table::{Cell, Column, Content, Table};
use crate::report::write::{duration, number, percent};

const OUT_OF_REACH: &str = "no finite number of agents meets the targets there";
const NOBODY: &str = "nobody is answered";
const CARRIED: &str = "the queue is carried over from each interval into the next; where staff drop, the idle leave first, then busy ones after the contact in hand";
const OPENING: &str = "each channel opens empty, also after two hours or more with neither contacts nor staff; before such a break the last staff stay until all are answered";

impl LiveStaffing<'_> {
    /// A sentence a channel, then every interval.
    #[must_use]
    pub fn document(&self) -> Document {
        let mut document = Document::default();
        document.push(Block::Title(self.title()));
        let sentences = self.source.channels.iter().zip(&self.answer.channels);
        document.items("", sentences.map(|(name, all)| Item::plain(self.sentence(name, all))).collect());
        document.table(self.table());
        document.items("", self.cautions());
        document
    }

    fn title(&self) -> String {
        let patience = if self.answer.gives_up { "customers give up" } else { "nobody gives up" };
        let method = match self.terms.method {
            LiveMethod::ErlangC => format!("Erlang C, {patience}"),
            LiveMethod::ErlangA => format!("Erlang A, {patience}"),
            LiveMethod::Transient => {
                let precision = if self.answer.coarse { "on coarse cells" } else { "exact" };
                format!("queue carried over (transient, {precision}), {patience}")
            }
            LiveMethod::Simulation(replay) => {
                format!("queue carried over (simulation, {}), {patience}", simulated(replay))
            }
        };
        let goals = &self.terms.goals;
        let asked: Vec<String> = crate::engine::situation::missed(goals)
            .iter()
            .map(|(bound, _)| words::goal(*bound, goals))
            .collect();
        let over = if self.over_days() { ", over every day" } else { "" };
        let asked = if asked.is_empty() { String::new() } else { format!(" for {}{over}", asked.join(", ")) };
        format!("Staff by interval{asked}; {method}")
    }

    fn sentence(&self, name: &str, all: &ChannelService) -> String {
        let contacts = number(all.contacts, 0);
        let mut text = format!(
            "{name}: {contacts} contacts in {} intervals, {} agent hours",
            number(u32::try_from(all.intervals).map_or(f64::from(u32::MAX), f64::from), 0),
            number(all.agent_hours, 1)
        );
        if let Some((most, place)) = all.peak.filter(|(most, _)| *most > 0) {
            let at = self.answer.rows[place].as_ref().map_or(String::new(), |row| moment(row.demand.start));
            text += &format!(", at most {} at once ({at})", number(f64::from(most), 0));
        }
        for (within, level) in self.answer.thresholds.iter().zip(&all.levels) {
            text += &format!("; {} answered within {}", percent(*level), duration(within.get()));
        }
        if all.endless > 0 {
            text += &format!("; {} without a steady state", intervals(all.endless));
        }
        if all.overloaded > 0 {
            let verb = if all.overloaded == 1 { "brings" } else { "bring" };
            text += &format!("; {} {verb} more work than their agents can do", intervals(all.overloaded));
        }
        if all.missed > 0 {
            let verb = if all.missed == 1 { "misses" } else { "miss" };
            let which = match (self.over_days(), all.missed) {
                (false, missed) => intervals(missed),
                (true, 1) => "1 day".into(),
                (true, missed) => format!("{missed} days"),
            };
            text += &format!("; {which} {verb} a target");
        }
        text
    }

    /// Whether the goals are of days.
    fn over_days(&self) -> bool {
        self.terms.method.carries_over() && self.terms.over == Over::Day
    }

    /// The replay, where the figures are simulated.
    const fn replay(&self) -> Option<Replay> {
        match self.terms.method {
            LiveMethod::Simulation(replay) => Some(replay),
            _ => None,
        }
    }

    fn table(&self) -> Table {
        let goals = &self.terms.goals;
        let several = self.source.channels.len() > 1;
        let rostered = self.terms.shrinkage.get() > 0.0;
        let mut columns = vec![Column::labels("interval")];
        if several {
            columns.push(Column::labels("channel"));
        }
        columns.push(Column::figures("offered", "contacts"));
        columns.push(Column::figures("AHT", "").spare(3));
        columns.push(Column::figures("agents", "on seat"));
        if rostered {
            columns.push(Column::figures("rostered", "people").spare(4));
        }
        for within in &self.answer.thresholds {
            columns.push(Column::figures("answered", format!("in {}", duration(within.get()))));
        }
        if self.replay().is_some() {
            columns.push(Column::figures("standard", "error").spare(2));
        }
        columns.push(Column::figures("ASA", ""));
        columns.push(Column::figures("wait", "at all").spare(5));
        if self.answer.gives_up {
            columns.push(Column::figures("give up", "").spare(1));
        }
        columns.push(Column::figures("occu-", "pancy"));
        columns.push(Column::figures("waiting", "on average").spare(6));
        let solved = self.answer.rows.iter().flatten().any(|row| row.bound.is_some());
        if solved && !goals.is_empty() {
            columns.push(Column::labels("decided by").spare(2));
        }
        let mut table = Table::new("", columns);
        let rows = self.answer.rows.iter().flatten();
        table.rows =
            rows.map(|row| self.row(row, [several, rostered, solved && !goals.is_empty()])).collect();
        table
    }

    fn row(&self, row: &LiveRow, [several, rostered, decided]: [bool; 3]) -> Vec<Cell> {
        let goals = &self.terms.goals;
        let missed = |wanted: Bound| row.goals.iter().any(|(bound, met)| *bound == wanted && !met);
        let absent = if row.agents.is_some() { ENDLESS } else { OUT_OF_REACH };
        let figure = |of: &dyn Fn(&Service) -> Content| {
            Cell::from(row.service.as_ref().map_or(Content::Absent(absent), of))
        };
        let agents = row.agents.map(f64::from);
        let mut cells = vec![Cell::text(moment(row.demand.start))];
        if several {
            cells.push(Cell::text(self.source.channels.get(row.demand.channel).map_or("", String::as_str)));
        }
        cells.push(Cell::number(Some(row.demand.offered), 1, ""));
        cells.push(if row.demand.offered > 0.0 {
            Cell::seconds(Some(row.demand.aht.get()), "")
        } else {
            Cell::blank()
        });
        cells.push(Cell::number(agents, 0, OUT_OF_REACH));
        if rostered {
            cells.push(Cell::number(row.rostered, 1, OUT_OF_REACH));
        }
        for at in 0..self.answer.thresholds.len() {
            cells.push(figure(&|s| Content::Percent(s.levels[at])).bad_if(missed(Bound::Level(at))));
        }
        if self.replay().is_some() {
            cells.push(row.error.map_or_else(Cell::blank, |error| Cell::from(Content::Percent(error))));
        }
        let asa = |s: &Service| s.asa.map_or(Content::Absent(NOBODY), Content::Seconds);
        cells.push(figure(&asa).bad_if(missed(Bound::Asa)));
        cells.push(figure(&|s| Content::Percent(s.p_wait)));
        if self.answer.gives_up {
            cells.push(figure(&|s| Content::Percent(s.p_abandon)).bad_if(missed(Bound::Abandonment)));
        }
        cells.push(figure(&|s| Content::Percent(s.occupancy)).bad_if(missed(Bound::Occupancy)));
        cells.push(figure(&|s| Content::Number { value: s.mean_queue, decimals: 1 }));
        if decided {
            cells.push(match row.bound {
                Some(Ok(Bound::Nothing)) | None => Cell::blank(),
                Some(Ok(bound)) => Cell::text(short(bound, goals)),
                Some(Err(_)) => Cell::number(None, 0, OUT_OF_REACH),
            });
        }
        cells
    }

    fn cautions(&self) -> Vec<Item> {
        let mut items = Vec::new();
        if self.terms.method.carries_over() {
            items.push(Item::plain(CARRIED));
            items.push(Item::plain(OPENING));
        } else {
            items.push(Item::plain(
                "each interval is worked out as if it lasted: no queue is carried over into the next",
            ));
        }
        if self.answer.gives_up {
            items.push(Item::plain(words::definition(&self.terms.goals)));
        }
        if self.answer.coarse {
            items.push(Item::plain(
                "the queue is too wide to be followed exactly: service levels are right to 0.3 points over a day and 3 \
                 points in an interval",
            ));
        }
        if self.answer.long_waits {
            items.push(Item::plain(
                "waits beyond 4 h 16 min count as that long, so the longest mean waits are understated",
            ));
        }
        if self.replay().is_some() {
            items.push(Item::plain(
                "figures are means over simulated days; the standard error is that of the first service level",
            ));
        }
        items
    }
}

/// `1,000 days, lognormal handle times (cv 1.2), seed 0`.
fn simulated(replay: Replay) -> String {
    let handling = match replay.handling {
        Handling::Exponential => "exponential handle times".into(),
        Handling::Lognormal(cv) => format!("lognormal handle times with a cv of {}", number(cv, 2)),
        Handling::Fixed => "fixed handle times".to_owned(),
    };
    format!("{} days of {handling}, seed {}", number(f64::from(replay.days), 0), replay.seed)
}

fn intervals(count: usize) -> String {
    if count == 1 { "1 interval".into() } else { format!("{count} intervals") }
}
