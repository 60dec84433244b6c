//! The report of a demand, block by block.

use super::DemandReport;
use super::chart::course;
use super::method::method_sentence;
use super::tables::{overview, periods};
use crate::engine::demand_outlook::{ChannelForecast, ChannelOutlook};
use crate::report::cautions::{demand_code, demand_text, no_forecast_text};
use crate::report::document::{Block, Document, Item};
use crate::report::table::Tone;
use crate::report::uplifts::by_day;
use crate::report::write::number;

/// Channels that are shown day by day; the other forms hold all.
const SHOWN: usize = 8;

impl DemandReport<'_> {
    /// The whole report; where a figure is to be explained, its account alone.
    #[must_use]
    pub fn document(&self) -> Document {
        let mut document = Document::default();
        if let Some(explained) = self.explained {
            for account in explained {
                self.account(account, &mut document);
            }
            return document;
        }
        document.push(Block::Title(self.title()));
        document.push(Block::Items(self.summary()));
        if self.outlook.channels.len() > 1 {
            document.table(overview(self.outlook));
        }
        for channel in self.largest() {
            self.channel(channel, &mut document);
        }
        document
    }

    fn title(&self) -> String {
        let names = &self.outlook.channels;
        match (self.names, names.as_slice()) {
            (Some(plan), _) => format!("Demand of {}", plan.title),
            (None, [one]) => format!("Demand of `{}`", one.channel),
            (None, many) => format!("Demand of {} channels", number(many.len() as f64, 0)),
        }
    }

    fn summary(&self) -> Vec<Item> {
        let outlook = self.outlook;
        let from = if outlook.channels.iter().any(|channel| channel.history.is_some()) {
            format!(" from history up to {},", outlook.as_of)
        } else {
            String::new()
        };
        let mut items = vec![Item::plain(format!(
            "{} to {},{from} times in {}",
            outlook.horizon.first, outlook.horizon.last, self.timezone
        ))];
        let without =
            outlook.channels.iter().filter_map(|one| Some((&one.channel, *one.forecast.as_ref().err()?)));
        items.extend(without.map(|(channel, why)| Item::bad(no_forecast_text(channel, why))));
        let forecast = outlook.channels.iter().filter(|one| one.forecast.is_ok()).count();
        if forecast > SHOWN {
            items.push(Item::plain(format!(
                "the {SHOWN} largest of {} channels are shown one by one; CSV and JSON hold all of them",
                number(forecast as f64, 0)
            )));
        }
        items
    }

    /// The channels with the most contacts to come, in their own order.
    fn largest(&self) -> impl Iterator<Item = &ChannelOutlook> {
        let mut largest: Vec<&ChannelOutlook> =
            self.outlook.channels.iter().filter(|one| one.forecast.is_ok()).collect();
        largest.sort_by(|one, other| contacts(other).total_cmp(&contacts(one)));
        largest.truncate(SHOWN);
        let shown = move |one: &&ChannelOutlook| largest.iter().any(|large| std::ptr::eq(*large, *one));
        self.outlook.channels.iter().filter(shown)
    }

    fn channel(&self, channel: &ChannelOutlook, document: &mut Document) {
        let Ok(forecast) = &channel.forecast else { return };
        document.push(Block::Heading(heading(channel)));
        document.push(Block::Items(vec![Item::plain(basis(channel, forecast))]));
        document.table(periods(self.outlook, forecast));
        document.blocks.extend(course(self.outlook, channel, forecast).map(Block::Chart));
        if !channel.uplifts.is_empty() {
            document.table(self.with_names(channel, |names| by_day(&channel.uplifts, names.channels)));
        }
        document.items("", self.cautions(channel));
    }

    fn cautions(&self, channel: &ChannelOutlook) -> Vec<Item> {
        let item = |code: &str, text| Item { mark: code.into(), tone: Tone::Faint, text };
        let told = |caution| self.with_names(channel, |names| demand_text(caution, &channel.channel, names));
        let mut items: Vec<Item> =
            channel.cautions.iter().map(|caution| item(demand_code(caution), told(caution))).collect();
        items.sort_by(|one, other| one.mark.cmp(&other.mark));
        items
    }
}

/// The name of a channel, and of its scenario where one was asked for.
pub(super) fn heading(channel: &ChannelOutlook) -> String {
    match &channel.scenario {
        Some(scenario) => format!("`{}` in `{scenario}`", channel.channel),
        None => format!("`{}`", channel.channel),
    }
}

/// Contacts of the whole horizon.
pub(super) fn contacts(channel: &ChannelOutlook) -> f64 {
    channel.forecast.as_ref().map_or(0.0, |forecast| forecast.days.iter().map(|day| day.figure.mean).sum())
}

/// How it was forecast, and from what.
fn basis(channel: &ChannelOutlook, forecast: &ChannelForecast) -> String {
    let method = method_sentence(&forecast.members);
    match &channel.history {
        Some(history) => format!(
            "by {method}, from {} days with contacts, {} to {}",
            number(history.days as f64, 0),
            history.first,
            history.last
        ),
        None => format!("by {method}"),
    }
}
