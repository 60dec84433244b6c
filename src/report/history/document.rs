//! A history for people: what it is in a sentence, then its figures, then what to know of it.

use super::History;
use super::chart::Chart;
use crate::engine::history::ChannelPicture;
use crate::model::InputFile;
use crate::report::cautions::history_items;
use crate::report::document::{Block, Document, Item};
use crate::report::write::{number, percent};

/// Channels that are drawn.
const DRAWN: usize = 4;
/// Cautions said; the other forms hold all.
const CAUTIONS: usize = 20;
/// Channels that the title names.
const NAMED: usize = 3;

impl History<'_> {
    /// The whole report.
    #[must_use]
    pub fn document(&self) -> Document {
        let mut document = Document::default();
        document.push(Block::Title(self.title()));
        document.push(Block::Items(self.summary()));
        document.table(self.file_table());
        document.table(self.volume_table());
        document.table(self.handle_table());
        document.table(self.service_table());
        document.table(self.satisfaction_table());
        for channel in self.largest() {
            document.blocks.extend(
                [Chart::week(channel), Chart::course(channel)].into_iter().flatten().map(Block::Chart),
            );
        }
        document.items("Worth knowing", self.cautions());
        document
    }

    /// Rows of all files by one count of their books.
    fn rows(&self, of: fn(&InputFile) -> u64) -> u64 {
        self.files.iter().map(|file| of(&file.input)).sum()
    }

    fn title(&self) -> String {
        let channels = &self.picture.channels;
        let names: Vec<String> = channels.iter().map(|channel| format!("`{}`", channel.channel)).collect();
        match names.as_slice() {
            [] => "History without contacts".into(),
            [one] => format!("History of {one}"),
            [first @ .., last] if names.len() <= NAMED => {
                format!("History of {} and {last}", first.join(", "))
            }
            many => format!("History of {} channels", number(many.len() as f64, 0)),
        }
    }

    fn summary(&self) -> Vec<Item> {
        let channels = &self.picture.channels;
        let contacts: f64 = channels.iter().map(|channel| channel.contacts).sum();
        let mut items = Vec::new();
        let first = channels.iter().map(|channel| channel.first.date()).min();
        let last = channels.iter().map(|channel| channel.last.date()).max();
        if let (Some(first), Some(last)) = (first, last) {
            let when = if first == last { format!("on {first}") } else { format!("from {first} to {last}") };
            let noun = if number(contacts, 0) == "1" { "contact" } else { "contacts" };
            items.push(Item::plain(format!(
                "{} {noun} {when}, times in {}",
                number(contacts, 0),
                self.timezone
            )));
        }
        let (read, rejected) = (self.rows(|file| file.rows_read), self.rows(|file| file.rows_rejected));
        let rows = number(read as f64, 0);
        items.push(if rejected == 0 {
            Item::good(format!("all of {rows} rows accepted"))
        } else {
            let share = rejected as f64 / read as f64;
            Item::bad(format!(
                "{} of {rows} rows rejected ({}); `--rejects FILE` writes each with its reason",
                number(rejected as f64, 0),
                if share < 0.0005 { "less than 0.1%".into() } else { percent(share) }
            ))
        });
        items
    }

    /// The channels with the most contacts, in the order of the channels.
    fn largest(&self) -> impl Iterator<Item = &ChannelPicture> {
        let mut largest: Vec<&ChannelPicture> = self.picture.channels.iter().collect();
        largest.sort_by(|one, other| other.contacts.total_cmp(&one.contacts));
        largest.truncate(DRAWN);
        let drawn = move |channel: &&ChannelPicture| largest.iter().any(|one| std::ptr::eq(*one, *channel));
        self.picture.channels.iter().filter(drawn)
    }

    fn cautions(&self) -> Vec<Item> {
        let mut items = history_items(self.picture);
        if items.len() > CAUTIONS {
            let rest = items.len() - CAUTIONS;
            items.truncate(CAUTIONS);
            items.push(Item::plain(format!("and {} more; JSON holds all of them", number(rest as f64, 0))));
        }
        items
    }
}
