//! The contacts of logs one by one, for those who ask who answered and whose they are.

use super::books::{Flaw, grouped};
use super::gather::delimiter_of;
use super::opening::workbook;
use super::rows::{Clock, Columns, Contact, Header, Reading, Row, What, text};
use super::text::{Next, NextRecord, Opened, Record, Records, Stop, unreadable};
use crate::input::{Diagnostic, HistorySource, Severity, SourceFile, ValueWord};
use crate::model::{ContactLog, HistoryKind, LoggedContact};
use chrono::NaiveDateTime;
use std::collections::HashMap;

/// Contacts that are held in memory.
const MOST: usize = 5_000_000;
/// Nanoseconds of a second.
const NANOS: f64 = 1e9;

/// The accepted contacts of all logs up to the last day used; none of interval counts.
///
/// Rows that [`read_channels`](super::read_channels) sets aside are left out without a word, so read the files with it first.
/// Of a file in `repeating`, rows within the time of a file before it count once, as there.
///
/// # Errors
/// A file that cannot be read, or more contacts than are held in memory (E438).
pub fn contacts(source: &HistorySource, repeating: &[&str]) -> Result<ContactLog, Box<Diagnostic>> {
    let mut gathered = Gathered::default();
    for file in &source.files {
        let repeats = repeating.contains(&file.written.as_str());
        if let Err(stop) = gathered.read(file, source, repeats)? {
            let flaw = match stop {
                Stop::Flaw(flaw) => flaw,
                Stop::Read(error) => unreadable(&error),
            };
            return Err(Box::new(flaw.diagnostic(Severity::Error, &file.written)));
        }
    }
    Ok(gathered.closed())
}

/// A name as it stands, or as the words of its column have it; `None` where nothing stands or the word means that.
fn said<'a>(source: &'a HistorySource, column: &str, name: &'a str) -> Option<&'a str> {
    let name = match source.values.get(column).and_then(|words| words.get(name)) {
        Some(ValueWord::Missing) => return None,
        Some(ValueWord::Text(other)) => other.as_str(),
        Some(_) | None => name,
    };
    (!name.is_empty()).then_some(name)
}

/// Numbers for names.
#[derive(Default)]
struct Numbers(HashMap<String, u32>);

impl Numbers {
    /// The number of a name, and whether it is new.
    fn of(&mut self, name: &str) -> (u32, bool) {
        if let Some(known) = self.0.get(name) {
            return (*known, false);
        }
        let next = u32::try_from(self.0.len()).unwrap_or(u32::MAX);
        self.0.insert(name.to_owned(), next);
        (next, true)
    }
}

#[derive(Default)]
struct Gathered {
    log: ContactLog,
    channels: Numbers,
    agents: Numbers,
    customers: Numbers,
    /// Of every file, the time of its contacts by channel.
    covered: Vec<HashMap<u32, (NaiveDateTime, NaiveDateTime)>>,
}

impl Gathered {
    fn read(
        &mut self,
        file: &SourceFile,
        source: &HistorySource,
        repeats: bool,
    ) -> Result<Result<(), Stop>, Box<Diagnostic>> {
        let mut opened = Opened::of(file, false)?;
        Ok(self.read_opened(file, &mut opened, (source, repeats)))
    }

    fn read_opened(
        &mut self,
        file: &SourceFile,
        opened: &mut Opened,
        (source, repeats): (&HistorySource, bool),
    ) -> Result<(), Stop> {
        let clock = Clock::new(source.timezone, &source.timestamp_formats).map_err(Stop::Flaw)?;
        let delimiter = delimiter_of(source).map_err(Stop::Flaw)?;
        if let Some(mut workbook) = workbook(file, opened)? {
            let mut rows = workbook.rows(source.sheet.as_deref()).map_err(Stop::Flaw)?;
            return self.rows(&mut rows, delimiter, &clock.or_iso(), (source, repeats));
        }
        opened.decode(source.encoding.as_deref()).map_err(Stop::Flaw)?;
        let mut records = Records::new(&mut opened.text, delimiter);
        self.rows(&mut records, delimiter, &clock, (source, repeats))
    }

    fn rows(
        &mut self,
        records: &mut dyn NextRecord,
        delimiter: u8,
        clock: &Clock,
        (source, repeats): (&HistorySource, bool),
    ) -> Result<(), Stop> {
        let mut record = Record::default();
        let header = loop {
            match records.next_record(&mut record)? {
                Next::Record => break Header::read(&record, delimiter).map_err(Stop::Flaw)?,
                Next::Blank => {}
                Next::End => return Ok(()),
            }
        };
        let columns = Columns::of(&header, source).map_err(Stop::Flaw)?;
        if columns.kind == HistoryKind::Intervals {
            return Ok(());
        }
        let [agent, customer] = columns.people;
        self.log.tells_agents |= agent.is_some();
        self.log.tells_customers |= customer.is_some();
        let (header, columns) = (&header, &columns);
        let reading = Reading { header, columns, clock, source, delimiter, time_field: "".into() };
        let mut own = HashMap::new();
        loop {
            match records.next_record(&mut record)? {
                Next::Record => {}
                Next::Blank => continue,
                Next::End => break,
            }
            let Ok(Some(Row { moment, channel, what: What::Contact(contact) })) = reading.row(&record) else {
                continue;
            };
            if moment.local.date() > source.as_of {
                continue;
            }
            if self.log.contacts.len() == MOST {
                let message = format!("more than {} contacts to hold in memory", grouped(MOST as u64));
                let flaw = Flaw::new("E438", record.at(0), message);
                return Err(Stop::Flaw(flaw.help("give fewer months of the log")));
            }
            let channel = self.channel(channel);
            if repeats && self.is_covered(channel, moment.local) {
                continue;
            }
            let (first, last) = own.entry(channel).or_insert((moment.local, moment.local));
            (*first, *last) = (moment.local.min(*first), moment.local.max(*last));
            let people = [(agent, "agent"), (customer, "customer")]
                .map(|(place, name)| place.and_then(|place| said(source, name, text(&record, place))));
            self.add(moment.local, channel, contact, people);
        }
        self.covered.push(own);
        Ok(())
    }

    /// The log, with the customer who has the most contacts.
    fn closed(mut self) -> ContactLog {
        let mut counts = vec![0_usize; self.customers.0.len()];
        let known = self.log.contacts.iter().filter_map(|contact| usize::try_from(contact.customer?).ok());
        known.for_each(|customer| counts[customer] += 1);
        let most = (0..counts.len()).rev().max_by_key(|customer| counts[*customer]);
        self.log.busiest_customer = most.and_then(|most| {
            let named = self.customers.0.iter().find(|(_, number)| usize::try_from(**number) == Ok(most));
            named.map(|(name, _)| (name.clone(), counts[most]))
        });
        self.log
    }

    /// The number of a channel, whatever the case of its name.
    fn channel(&mut self, name: &str) -> u32 {
        let (number, new) = self.channels.of(&name.to_lowercase());
        if new {
            self.log.channels.push(name.to_owned());
        }
        number
    }

    fn is_covered(&self, channel: u32, at: NaiveDateTime) -> bool {
        let within = |(first, last): &(NaiveDateTime, NaiveDateTime)| (*first..=*last).contains(&at);
        self.covered.iter().any(|file| file.get(&channel).is_some_and(within))
    }

    fn add(&mut self, at: NaiveDateTime, channel: u32, contact: Contact, people: [Option<&str>; 2]) {
        let [agent, customer] = people;
        let agent = agent.map(|name| {
            let (number, new) = self.agents.of(name);
            if new {
                self.log.agents.push(name.to_owned());
            }
            number
        });
        let customer = customer.map(|name| self.customers.of(name).0);
        let seconds = |nanos: u64| nanos as f64 / NANOS;
        self.log.contacts.push(LoggedContact {
            at,
            channel,
            agent,
            customer,
            wait_seconds: contact.wait.map(seconds),
            handle_seconds: contact.handle.map(seconds),
            abandoned: contact.abandoned,
            score: Some(contact.score).filter(|score| *score > 0),
            resolved: contact.resolved,
        });
    }
}
