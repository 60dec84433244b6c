//! Deferred intervals for people.

use super::{DeferredStaffing, moment};
use crate::engine::interval_staffing::{DeferredChannel, DeferredRow};
use crate::report::calculator::words::goal_share;
use crate::report::document::{Block, Document, Item};
use crate::report::table::{Cell, Column, Content, Table};
use crate::report::write::{duration, number, percent};

const NOBODY_CAME: &str = "no contact of this interval is answered";

impl DeferredStaffing<'_> {
    /// A sentence a channel, then every interval.
    #[must_use]
    pub fn document(&self) -> Document {
        let mut document = Document::default();
        let goal = self.terms.goal;
        document.push(Block::Title(format!(
            "Backlog by interval, for {} answered in {}",
            goal_share(goal.share.get()),
            duration(goal.within.get())
        )));
        let sentences = self.source.channels.iter().zip(&self.answer.channels);
        document.items("", sentences.map(|(name, all)| self.sentence(name, all)).collect());
        document.table(self.table());
        document.items(
            "",
            vec![Item::plain(
                "work is answered oldest first; after the last interval the capacity of the table repeats, without \
                 arrivals, until all is answered",
            )],
        );
        document
    }

    fn sentence(&self, name: &str, all: &DeferredChannel) -> Item {
        let goal = self.terms.goal;
        let mut text = format!(
            "{name}: {} of {} contacts answered within {}",
            percent(all.within_target),
            number(all.contacts, 0),
            duration(goal.within.get())
        );
        if let Some(mean) = all.mean_response {
            text += &format!("; {} on average, {} at most", duration(mean), duration(all.longest_response));
        }
        text += &format!(
            "; {} open at the end, {} at most",
            number(all.backlog_end, 0),
            number(all.most_open, 0)
        );
        if all.unanswered > 0.0 {
            text += &format!("; {} never answered: nobody works", percent(all.unanswered));
        }
        if all.within_target < goal.share.get() { Item::bad(text) } else { Item::good(text) }
    }

    fn table(&self) -> Table {
        let several = self.source.channels.len() > 1;
        let mut columns = vec![Column::labels("interval")];
        if several {
            columns.push(Column::labels("channel"));
        }
        columns.extend([
            Column::figures("offered", "contacts"),
            Column::figures("capacity", "contacts"),
            Column::figures("answered", format!("in {}", duration(self.terms.goal.within.get()))),
            Column::figures("response", "mean"),
            Column::figures("open", "at end"),
            Column::figures("oldest", "at end"),
        ]);
        let mut table = Table::new("", columns);
        table.rows = self.answer.rows.iter().flatten().map(|row| self.row(row, several)).collect();
        table
    }

    fn row(&self, row: &DeferredRow, several: bool) -> Vec<Cell> {
        let mut cells = vec![Cell::text(moment(row.demand.start))];
        if several {
            cells.push(Cell::text(self.source.channels.get(row.demand.channel).map_or("", String::as_str)));
        }
        let came = row.demand.offered > 0.0;
        let missed = came && row.within_target < self.terms.goal.share.get();
        cells.extend([
            Cell::number(Some(row.demand.offered), 1, ""),
            Cell::number(Some(row.demand.capacity), 1, ""),
            if came { Cell::from(Content::Percent(row.within_target)).bad_if(missed) } else { Cell::blank() },
            if came { Cell::seconds(row.mean_response, NOBODY_CAME) } else { Cell::blank() },
            Cell::number(Some(row.backlog_end), 1, ""),
            if row.backlog_end > 0.0 { Cell::seconds(Some(row.oldest), "") } else { Cell::blank() },
        ]);
        cells
    }
}
