//! What a header and a record say, rule by rule as the contract has them.

use crate::clock::{self, Moment};
use crate::text::{Fault, Record, Text};
use chrono::NaiveDate;
use staffplan::input::{HistorySource, ValueWord};

/// The names of a header and where each of ours stands.
pub(crate) struct Header {
    pub(crate) is_log: bool,
    names: Vec<String>,
    timestamp: Vec<usize>,
    channel: Option<usize>,
    wait: Option<usize>,
    handle: Option<usize>,
    abandoned: Option<usize>,
    csat: Option<usize>,
    resolved: Option<usize>,
    offered: Option<usize>,
    aht: Option<usize>,
}

/// A row that is sound.
pub(crate) struct Row {
    pub(crate) moment: Moment,
    pub(crate) at: Fault,
    pub(crate) channel: String,
    pub(crate) what: What,
}

pub(crate) enum What {
    Contact {
        wait: Option<f64>,
        handle: Option<f64>,
        abandoned: bool,
        score: Option<f64>,
        resolved: Option<bool>,
    },
    Interval {
        offered: f64,
        abandoned: f64,
        aht: Option<f64>,
    },
}

const TEN_YEARS: f64 = 315_576_000.0;
const FOREIGN: [&str; 8] = [
    "agent",
    "agents",
    "offered",
    "aht_seconds",
    "patience_seconds",
    "transfers",
    "contacts_before",
    "tenure_months",
];

/// Outer spaces of a field, which do not count.
fn trimmed(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).trim_matches([' ', '\t']).to_owned()
}

impl Header {
    /// The header of a record; the order of the checks is the order in which the reader documents them.
    pub(crate) fn of(
        text: &Text,
        record: &Record,
        delimiter: u8,
        source: &HistorySource,
    ) -> Result<Self, Fault> {
        let refuse = |code| Err(text.fault(record.fields[0].0, code));
        if let Some(stray) = record.stray {
            return Err(text.fault(stray, "E422"));
        }
        let mut names = Vec::new();
        for (offset, bytes) in &record.fields {
            let name = String::from_utf8(bytes.clone()).map_err(|_| text.fault(*offset, "E420"))?;
            names.push(name.trim().to_owned());
        }
        let others = [';', '\t', '|', ','].into_iter().filter(|other| *other != char::from(delimiter));
        if names.len() == 1 && others.into_iter().any(|other| names[0].contains(other)) {
            return refuse("E412");
        }
        if names.iter().filter(|name| is_clock(name) || is_day(name)).count() >= 2 {
            return refuse("E418");
        }
        if names.iter().any(|name| looks_like_a_timestamp(name)) {
            return Err(text.fault(record.fields[0].0, "E413"));
        }
        if let Some(nameless) = names.iter().position(String::is_empty) {
            return Err(text.fault(record.fields[nameless].0, "E415"));
        }
        Names { text, record, names: &names, source }.places()
    }

    /// The row of a record, or the first objection to it; `None` where it is left out.
    pub(crate) fn row(
        &self,
        text: &Text,
        record: &Record,
        source: &HistorySource,
    ) -> Result<Option<Row>, Fault> {
        let start = record.fields[0].0;
        if let Some(stray) = record.stray {
            return Err(text.fault(stray, "E422"));
        }
        for (offset, bytes) in &record.fields {
            let code = if std::str::from_utf8(bytes).is_err() { "E420" } else { "E423" };
            if code == "E420" || bytes.contains(&0) {
                return Err(text.fault(*offset, code));
            }
        }
        if record.fields.len() != self.names.len() {
            return Err(text.fault(start, "E421"));
        }
        let repeats =
            |((_, bytes), name): (&(usize, Vec<u8>), &String)| bytes.trim_ascii() == name.as_bytes();
        if record.fields.iter().zip(&self.names).all(repeats) {
            return Err(text.fault(start, "E436"));
        }
        for (theirs, words) in &source.skip {
            let column = self.names.iter().position(|name| same(name, theirs)).unwrap();
            if words.iter().any(|word| word.trim() == trimmed(&record.fields[column].1)) {
                return Ok(None);
            }
        }
        let cells = Cells { text, record, source };
        let at = text.fault(record.fields[self.timestamp[0]].0, "");
        let object = |code| Fault { code, ..at };
        let parts: Vec<String> =
            self.timestamp.iter().map(|column| trimmed(&record.fields[*column].1)).collect();
        let written = parts.join(" ");
        if written.trim().is_empty() {
            return Err(object("E428"));
        }
        let moment = clock::moment(&written, &source.timestamp_formats, source.timezone, !self.is_log);
        let moment = moment.map_err(object)?;
        let channel = self.channel.map_or(Ok(source.channel.clone()), |column| cells.name(column))?;
        let what = if self.is_log { self.contact(&cells)? } else { self.interval(&cells)? };
        Ok(Some(Row { moment, at, channel, what }))
    }

    fn contact(&self, cells: &Cells<'_>) -> Result<What, Fault> {
        let mut wait = None;
        if let Some(column) = self.wait {
            wait = cells.number(column, "wait_seconds", TEN_YEARS)?;
            if wait.is_none() && cells.is_blank(column, "wait_seconds") {
                return Err(cells.fault(column, "E428"));
            }
        }
        let mut abandoned = false;
        if let Some(column) = self.abandoned {
            abandoned = cells.truth(column, "abandoned")?.ok_or_else(|| cells.fault(column, "E428"))?;
        }
        let mut handle = None;
        if let Some(column) = self.handle {
            handle = cells.number(column, "handle_seconds", TEN_YEARS)?;
            if handle.is_none() && !abandoned && cells.is_blank(column, "handle_seconds") {
                return Err(cells.fault(column, "E428"));
            }
            if abandoned {
                handle = None;
            }
        }
        let mut score = None;
        if let Some(column) = self.csat {
            score = cells.number(column, "csat", 5.0)?;
            if score.is_some_and(|score| ![1.0, 2.0, 3.0, 4.0, 5.0].contains(&score)) {
                return Err(cells.fault(column, "E430"));
            }
        }
        let resolved = self.resolved.map_or(Ok(None), |column| cells.truth(column, "resolved"))?;
        Ok(What::Contact { wait, handle, abandoned, score, resolved })
    }

    fn interval(&self, cells: &Cells<'_>) -> Result<What, Fault> {
        let count =
            |column, ours| cells.number(column, ours, 100e6)?.ok_or_else(|| cells.fault(column, "E428"));
        let offered = self.offered.map_or(Ok(0.0), |column| count(column, "offered"))?;
        let mut abandoned = 0.0;
        if let Some(column) = self.abandoned {
            abandoned = count(column, "abandoned")?;
            if abandoned > offered {
                return Err(cells.fault(column, "E430"));
            }
        }
        let mut aht = None;
        if let Some(column) = self.aht {
            aht = cells.number(column, "aht_seconds", TEN_YEARS)?;
            let has_answered = offered > abandoned;
            if aht.is_none() && has_answered && cells.is_blank(column, "aht_seconds") {
                return Err(cells.fault(column, "E428"));
            }
            if aht.is_some_and(|aht| aht < 0.001) && has_answered {
                return Err(cells.fault(column, "E433"));
            }
        }
        Ok(What::Interval { offered, abandoned, aht })
    }
}

/// The fields of one record.
struct Cells<'a> {
    text: &'a Text,
    record: &'a Record,
    source: &'a HistorySource,
}

impl Cells<'_> {
    fn fault(&self, column: usize, code: &'static str) -> Fault {
        self.text.fault(self.record.fields[column].0, code)
    }

    fn told(&self, column: usize) -> String {
        trimmed(&self.record.fields[column].1)
    }

    fn meaning(&self, column: usize, ours: &str) -> Option<&ValueWord> {
        self.source.values.get(ours)?.get(&self.told(column))
    }

    fn is_blank(&self, column: usize, ours: &str) -> bool {
        self.told(column).is_empty() && self.meaning(column, ours).is_none()
    }

    /// A plain decimal from 0 to `most`: digits, a point and digits, an exponent.
    fn number(&self, column: usize, ours: &str, most: f64) -> Result<Option<f64>, Fault> {
        let told = self.told(column);
        let value = match self.meaning(column, ours) {
            Some(ValueWord::Missing) => return Ok(None),
            Some(ValueWord::Number(value)) => *value,
            Some(_) => return Err(self.fault(column, "E429")),
            None if told.is_empty() => return Ok(None),
            None => decimal(&told).ok_or_else(|| self.fault(column, "E429"))?,
        };
        if value < 0.0 || value > most { Err(self.fault(column, "E430")) } else { Ok(Some(value)) }
    }

    fn truth(&self, column: usize, ours: &str) -> Result<Option<bool>, Fault> {
        match self.meaning(column, ours) {
            Some(ValueWord::True) => return Ok(Some(true)),
            Some(ValueWord::False) => return Ok(Some(false)),
            Some(ValueWord::Missing) => return Ok(None),
            _ => {}
        }
        match self.told(column).to_ascii_lowercase().as_str() {
            "" => Ok(None),
            "true" | "yes" | "1" => Ok(Some(true)),
            "false" | "no" | "0" => Ok(Some(false)),
            _ => Err(self.fault(column, "E431")),
        }
    }

    /// A name of 1 to 64 characters, with something to see and nothing that moves a cursor; the marks and the invisible
    /// characters told apart here are those that the cases hold.
    fn name(&self, column: usize) -> Result<String, Fault> {
        let name = match self.meaning(column, "channel") {
            Some(ValueWord::Text(name)) => name.clone(),
            Some(ValueWord::Missing) => String::new(),
            _ => self.told(column),
        };
        if name.is_empty() {
            return Err(self.fault(column, "E428"));
        }
        let is_mark = |c: char| matches!(c, '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}');
        let is_unseen = |c: char| c.is_whitespace() || matches!(c, '\u{200B}'..='\u{200D}' | '\u{FEFF}');
        let is_name = name.chars().count() <= 64
            && !name.chars().any(|c| c.is_control() || is_mark(c))
            && !name.chars().all(is_unseen);
        if is_name { Ok(name) } else { Err(self.fault(column, "E432")) }
    }
}

fn decimal(told: &str) -> Option<f64> {
    let unsigned = told.strip_prefix('-').unwrap_or(told);
    let (mantissa, exponent) = match unsigned.find(['e', 'E']) {
        Some(at) => (&unsigned[..at], &unsigned[at + 1..]),
        None => (unsigned, "0"),
    };
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, "0"));
    let exponent = exponent.strip_prefix(['+', '-']).unwrap_or(exponent);
    let is_plain = |part: &str| !part.is_empty() && part.chars().all(|c| c.is_ascii_digit());
    let value: f64 = told.parse().ok()?;
    ([whole, fraction, exponent].into_iter().all(is_plain) && value.is_finite()).then_some(value)
}

fn same(one: &str, other: &str) -> bool {
    one.trim().to_lowercase() == other.trim().to_lowercase()
}

fn is_clock(name: &str) -> bool {
    let parts: Vec<&str> = name.split(':').collect();
    let short = |part: &&str| matches!(part.len(), 1 | 2) && part.chars().all(|c| c.is_ascii_digit());
    parts.len() == 2 && parts.iter().all(short)
}

fn is_day(name: &str) -> bool {
    name.len() == 10
        && NaiveDate::parse_from_str(name, "%Y-%m-%d").is_ok()
        && name.chars().all(|c| c.is_ascii_digit() || c == '-')
        && ("1970".."2201").contains(&&name[..4])
}

/// A name of the form of a timestamp, whether or not its day exists.
fn looks_like_a_timestamp(name: &str) -> bool {
    let shape: String = name.chars().map(|c| if c.is_ascii_digit() { '0' } else { c }).collect();
    let rest = shape.strip_prefix("0000-00-00").map(|rest| rest.replacen(' ', "T", 1));
    let fraction = |rest: &str| {
        let digits = rest.trim_start_matches('0');
        rest.len() - digits.len()
    };
    let Some(rest) = rest else { return false };
    if rest.is_empty() {
        return true;
    }
    let Some(mut rest) = rest.strip_prefix("T00:00") else { return false };
    if let Some(after) = rest.strip_prefix(":00") {
        rest = after;
        if let Some(after) = rest.strip_prefix('.') {
            let length = fraction(after);
            if !(1..=9).contains(&length) {
                return false;
            }
            rest = &after[length..];
        }
    }
    ["", "Z", "+00", "-00", "+0000", "-0000", "+00:00", "-00:00"].contains(&rest)
}

struct Names<'a> {
    text: &'a Text,
    record: &'a Record,
    names: &'a [String],
    source: &'a HistorySource,
}

impl Names<'_> {
    fn refuse<T>(&self, code: &'static str) -> Result<T, Fault> {
        Err(self.text.fault(self.record.fields[0].0, code))
    }

    fn find(&self, theirs: &str) -> Result<Option<usize>, Fault> {
        let found: Vec<usize> = (0..self.names.len()).filter(|i| same(&self.names[*i], theirs)).collect();
        match found.get(1) {
            Some(second) => Err(self.text.fault(self.record.fields[*second].0, "E414")),
            None => Ok(found.first().copied()),
        }
    }

    fn require(&self, theirs: &str) -> Result<usize, Fault> {
        self.find(theirs)?.map_or_else(|| self.refuse("E416"), Ok)
    }

    /// One of ours, under the name that the plan gives it.
    fn ours(&self, ours: &str) -> Result<Option<usize>, Fault> {
        match self.source.columns.get(ours) {
            Some(theirs) => self.require(theirs).map(Some),
            None => self.find(ours),
        }
    }

    fn places(&self) -> Result<Header, Fault> {
        let counts = self.ours("offered")?;
        let (is_log, timestamp) = self.kind(counts.is_some())?;
        let wanted: &[&str] = if is_log {
            &["channel", "wait_seconds", "handle_seconds", "abandoned", "csat", "resolved"]
        } else {
            &["channel", "offered", "aht_seconds", "abandoned"]
        };
        let place = |ours: &str| if wanted.contains(&ours) { self.ours(ours) } else { Ok(None) };
        let mut used = timestamp.clone();
        for ours in wanted {
            used.extend(self.ours(ours)?);
        }
        for theirs in self.source.skip.keys() {
            used.push(self.require(theirs)?);
        }
        used.extend(self.ours(if is_log { "agent" } else { "agents" })?);
        self.refuse_slips(&used, wanted)?;
        let header = Header {
            is_log,
            names: self.names.to_vec(),
            channel: place("channel")?,
            wait: place("wait_seconds")?,
            handle: place("handle_seconds")?,
            abandoned: place("abandoned")?,
            csat: place("csat")?,
            resolved: place("resolved")?,
            offered: place("offered")?,
            aht: place("aht_seconds")?,
            timestamp,
        };
        let lacks_channel = header.channel.is_none() && self.source.channel.is_empty();
        if lacks_channel || (!is_log && header.offered.is_none()) { self.refuse("E416") } else { Ok(header) }
    }

    fn kind(&self, counts: bool) -> Result<(bool, Vec<usize>), Fault> {
        if !self.source.timestamp.is_empty() {
            let columns: Result<_, _> =
                self.source.timestamp.iter().map(|theirs| self.require(theirs)).collect();
            return Ok((!counts, columns?));
        }
        let (log, interval) = (self.ours("timestamp")?, self.ours("interval_start")?);
        match (log, interval, counts) {
            (_, Some(column), true) => Ok((false, vec![column])),
            (Some(_), None, true) if !self.source.columns.contains_key("timestamp") => self.refuse("E416"),
            (Some(column), _, _) => Ok((true, vec![column])),
            (None, _, _) => self.refuse("E416"),
        }
    }

    /// Refuses a column of no use whose name is a slip or two from one of ours that is absent and not mapped.
    fn refuse_slips(&self, used: &[usize], wanted: &[&str]) -> Result<(), Fault> {
        for extra in (0..self.names.len()).filter(|column| !used.contains(column)) {
            let theirs = self.names[extra].to_lowercase();
            if FOREIGN.contains(&theirs.as_str()) {
                continue;
            }
            for ours in wanted.iter().filter(|ours| !self.source.columns.contains_key(**ours)) {
                let most = if ours.len() < 8 { 1 } else { 2 };
                let is_absent = !self.names.iter().any(|name| name.to_lowercase() == **ours);
                if is_absent && theirs != **ours && strsim::damerau_levenshtein(&theirs, ours) <= most {
                    return Err(self.text.fault(self.record.fields[extra].0, "E417"));
                }
            }
        }
        Ok(())
    }
}
