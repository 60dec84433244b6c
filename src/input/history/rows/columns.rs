//! What the header says: which of the file's columns is which of ours.

use super::timestamp;
use crate::input::HistorySource;
use crate::input::history::books::{At, Flaw, encodings, listed, shown};
use crate::input::history::text::Record;
use crate::model::HistoryKind;

/// The names in a header.
#[derive(Debug, Clone)]
pub(in crate::input) struct Header {
    /// As written, without outer spaces.
    pub(in crate::input) names: Vec<String>,
    folded: Vec<String>,
    at: Vec<At>,
}

impl Header {
    /// The names of a file's first record, all of them text, none empty.
    pub(in crate::input) fn read(record: &Record, delimiter: u8) -> Result<Self, Flaw> {
        let start = record.at(0);
        if let Some(stray) = record.stray {
            return Err(Flaw::new("E422", stray.at, "a quote out of place in the header"));
        }
        let mut header = Self { names: Vec::new(), folded: Vec::new(), at: Vec::new() };
        for field in 0..record.len() {
            let at = record.at(field);
            let name = std::str::from_utf8(record.bytes(field)).map_err(|_| not_text(record, at))?.trim();
            header.names.push(name.to_owned());
            header.folded.push(name.to_lowercase());
            header.at.push(at);
        }
        header.refuse_another_delimiter(delimiter)?;
        header.refuse_wide()?;
        if header.names.iter().any(|name| timestamp::is_iso(name)) {
            return Err(Flaw::new("E413", start, "the first line is a row of data, not a header")
                .help("add a first line with the names of the columns"));
        }
        if let Some(nameless) = header.names.iter().position(String::is_empty) {
            let message = format!("column {} of the header has no name", nameless + 1);
            return Err(Flaw::new("E415", header.place(nameless), message));
        }
        Ok(header)
    }

    /// The same so many lines further down.
    pub(in crate::input::history) fn lowered(mut self, lines: u64) -> Self {
        self.at.iter_mut().for_each(|at| at.line += lines);
        self
    }

    /// The column of a name; case and outer spaces do not count, and two of them are refused.
    pub(in crate::input) fn find(&self, name: &str) -> Result<Option<usize>, Flaw> {
        let wanted = name.trim().to_lowercase();
        let mut found = (0..self.folded.len()).filter(|i| self.folded[*i] == wanted);
        let first = found.next();
        found.next().map_or(Ok(first), |second| {
            let message = format!("column `{}` stands twice in the header", shown(&self.names[second]));
            Err(Flaw::new("E414", self.place(second), message).help("rename or drop one of the two"))
        })
    }

    /// The column of a name that must be there.
    pub(in crate::input) fn require(&self, name: &str) -> Result<usize, Flaw> {
        self.find(name)?.ok_or_else(|| self.missing(name))
    }

    /// The objection that a column is missing.
    pub(in crate::input) fn missing(&self, name: &str) -> Flaw {
        let message = format!("there is no column `{}`; the header has {}", shown(name), listed(&self.names));
        let near = self.names.iter().find(|other| is_slip(&other.to_lowercase(), name));
        Flaw::new("E416", self.place(0), message).help(match near {
            Some(near) => format!("is `{}` meant?", shown(near)),
            None => "rename the column, or map it: `columns = { OURS = \"THEIRS\" }`".to_owned(),
        })
    }

    /// Refuses a column that is a slip away from one of ours that is absent.
    pub(in crate::input) fn refuse_slips(&self, used: &[usize], ours: &[&str]) -> Result<(), Flaw> {
        for extra in self.extras(used) {
            let theirs = &self.folded[extra];
            let absent = |name: &&&str| !self.folded.iter().any(|folded| folded == **name);
            if FOREIGN.contains(&theirs.as_str()) || theirs.contains(['%', '#', '(']) {
                continue;
            }
            if let Some(near) = ours.iter().filter(absent).find(|name| is_slip(theirs, name)) {
                let message = format!("column `{}` is not known", shown(&self.names[extra]));
                return Err(Flaw::new("E417", self.place(extra), message).help(format!("is `{near}` meant?")));
            }
        }
        Ok(())
    }

    /// Columns that nothing uses.
    pub(in crate::input) fn extras(&self, used: &[usize]) -> Vec<usize> {
        (0..self.names.len()).filter(|i| !used.contains(i)).collect()
    }

    /// Whether a record repeats the header.
    pub(in crate::input) fn is_repeated_by(&self, record: &Record) -> bool {
        record.len() == self.names.len()
            && (0..record.len()).all(|i| record.bytes(i).trim_ascii() == self.names[i].as_bytes())
    }

    fn place(&self, column: usize) -> At {
        self.at.get(column).copied().unwrap_or(At::START)
    }

    fn refuse_wide(&self) -> Result<(), Flaw> {
        let wide = |name: &&String| is_clock_time(name) || timestamp::read_date(name).is_some();
        if self.names.iter().filter(wide).count() < 2 {
            return Ok(());
        }
        Err(Flaw::new("E418", self.place(0), "times or days stand in the header: this is a wide table")
            .help("write one row an interval: `interval_start, channel, offered, aht_seconds`"))
    }

    fn refuse_another_delimiter(&self, delimiter: u8) -> Result<(), Flaw> {
        let [only] = self.names.as_slice() else { return Ok(()) };
        let seen = [b';', b'\t', b'|', b','].into_iter().filter(|d| *d != delimiter);
        let most = seen.max_by_key(|d| only.bytes().filter(|b| b == d).count()).unwrap_or(b';');
        if !only.as_bytes().contains(&most) {
            return Ok(());
        }
        let written = if most == b'\t' { "\\t".to_owned() } else { char::from(most).to_string() };
        let name = if most == b'\t' { "a tab".to_owned() } else { format!("`{written}`") };
        Err(Flaw::new("E412", self.place(0), format!("the names in the header are separated by {name}"))
            .help(format!("say `delimiter = \"{written}\"`")))
    }
}

fn not_text(record: &Record, at: At) -> Flaw {
    Flaw::new("E420", at, "the header is not UTF-8 text").help(encodings(record.all_bytes()))
}

/// Names that mean something in other files of the program.
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

/// Whether a name is another with a slip or two of the fingers.
fn is_slip(theirs: &str, ours: &str) -> bool {
    let allowed = if ours.len() >= 8 { 2 } else { 1 };
    theirs != ours && strsim::damerau_levenshtein(theirs, ours) <= allowed
}

fn is_clock_time(name: &str) -> bool {
    let Some((hour, minute)) = name.split_once(':') else { return false };
    let short = |part: &str| (1..=2).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit());
    short(hour) && short(minute)
}

/// Our columns besides the timestamp.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::input::history) enum Ours {
    Channel,
    Wait,
    Handle,
    Abandoned,
    Csat,
    Resolved,
    Offered,
    Aht,
}

const OURS: [(Ours, &str); 8] = [
    (Ours::Channel, "channel"),
    (Ours::Wait, "wait_seconds"),
    (Ours::Handle, "handle_seconds"),
    (Ours::Abandoned, "abandoned"),
    (Ours::Csat, "csat"),
    (Ours::Resolved, "resolved"),
    (Ours::Offered, "offered"),
    (Ours::Aht, "aht_seconds"),
];
const OF_LOG: [Ours; 6] =
    [Ours::Channel, Ours::Wait, Ours::Handle, Ours::Abandoned, Ours::Csat, Ours::Resolved];
const OF_INTERVALS: [Ours; 4] = [Ours::Channel, Ours::Offered, Ours::Aht, Ours::Abandoned];

impl Ours {
    /// Its name in a header.
    pub(in crate::input::history) fn name(self) -> &'static str {
        OURS[self as usize].1
    }
}

/// Where everything stands in the rows of one file.
#[derive(Debug, Clone)]
pub(in crate::input::history) struct Columns<'a> {
    pub(in crate::input::history) kind: HistoryKind,
    pub(in crate::input::history) timestamp: Vec<usize>,
    places: [Option<usize>; 8],
    /// A column and the words of rows to leave out.
    pub(in crate::input::history) skip: Vec<(usize, &'a [String])>,
    /// Names of columns that nothing uses.
    pub(in crate::input::history) extra: Vec<String>,
    /// Who answered, and whose the contact is, where a log says.
    pub(in crate::input::history) people: [Option<usize>; 2],
}

impl<'a> Columns<'a> {
    /// The columns of a header, as the plan names them.
    pub(in crate::input::history) fn of(header: &Header, source: &'a HistorySource) -> Result<Self, Flaw> {
        let mapped = |ours: &str| source.columns.get(ours).map(String::as_str);
        let find = |ours: &str| match mapped(ours) {
            Some(theirs) => header.require(theirs).map(Some),
            None => header.find(ours),
        };
        refuse_unknown_keys(source)?;
        let (kind, timestamp) = kind_and_timestamp(header, source, &find)?;
        let wanted: &[Ours] = if kind == HistoryKind::Log { &OF_LOG } else { &OF_INTERVALS };
        let mut places = [None; 8];
        for ours in wanted {
            places[*ours as usize] = find(ours.name())?;
        }
        let skip = source.skip.iter().map(|(theirs, words)| Ok((header.require(theirs)?, words.as_slice())));
        let skip = skip.collect::<Result<Vec<_>, Flaw>>()?;
        let idle: &[&str] = if kind == HistoryKind::Log { &["agent", "customer"] } else { &["agents"] };
        let mut used = timestamp.clone();
        used.extend(places.iter().flatten());
        used.extend(skip.iter().map(|(column, _)| *column));
        for name in idle {
            used.extend(find(name)?);
        }
        let names: Vec<&str> =
            wanted.iter().map(|ours| ours.name()).filter(|name| mapped(name).is_none()).collect();
        header.refuse_slips(&used, &names)?;
        let required = if kind == HistoryKind::Intervals { Some(Ours::Offered) } else { None };
        let channel = source.channel.is_empty().then_some(Ours::Channel);
        for ours in required.into_iter().chain(channel) {
            if places[ours as usize].is_none() {
                let flaw = header.missing(ours.name());
                let named = ours == Ours::Channel && flaw.code == "E416";
                return Err(if named {
                    flaw.help("add the column, or name the channel of the whole file")
                } else {
                    flaw
                });
            }
        }
        let extra = header.extras(&used).into_iter().map(|i| header.names[i].clone()).collect();
        let people = if kind == HistoryKind::Log { [find("agent")?, find("customer")?] } else { [None; 2] };
        Ok(Self { kind, timestamp, places, skip, extra, people })
    }

    /// The place of one of our columns.
    pub(in crate::input::history) fn place(&self, ours: Ours) -> Option<usize> {
        self.places[ours as usize]
    }
}

fn kind_and_timestamp(
    header: &Header,
    source: &HistorySource,
    find: &dyn Fn(&str) -> Result<Option<usize>, Flaw>,
) -> Result<(HistoryKind, Vec<usize>), Flaw> {
    let offered = find(Ours::Offered.name())?.is_some();
    if !source.timestamp.is_empty() {
        let columns = source.timestamp.iter().map(|theirs| header.require(theirs));
        let kind = if offered { HistoryKind::Intervals } else { HistoryKind::Log };
        return Ok((kind, columns.collect::<Result<_, _>>()?));
    }
    match (find("timestamp")?, find("interval_start")?) {
        (Some(_), None) if offered && !source.columns.contains_key("timestamp") => {
            let message =
                "a file with a column `offered` holds interval counts, and there is no `interval_start`";
            let help = "rename `timestamp`, or say `columns = { interval_start = \"timestamp\" }`";
            Err(Flaw::new("E416", header.place(0), message).help(help))
        }
        (Some(column), None) => Ok((HistoryKind::Log, vec![column])),
        (_, Some(column)) if offered => Ok((HistoryKind::Intervals, vec![column])),
        (Some(column), Some(_)) => Ok((HistoryKind::Log, vec![column])),
        (None, Some(_)) => Err(header.missing(Ours::Offered.name())),
        (None, None) => {
            let mut flaw = header.missing("timestamp");
            let both = "there is no column `timestamp` (a log) or `interval_start` (counts)";
            flaw.message = flaw.message.replacen("there is no column `timestamp`", both, 1);
            Err(flaw)
        }
    }
}

fn refuse_unknown_keys(source: &HistorySource) -> Result<(), Flaw> {
    let known = |key: &str| {
        OURS.iter().any(|(_, name)| *name == key)
            || ["timestamp", "interval_start", "agent", "agents", "customer"].contains(&key)
    };
    let mut keys = source.columns.keys().chain(source.values.keys());
    keys.find(|key| !known(key)).map_or(Ok(()), |key| {
        Err(Flaw::new("E419", At::START, format!("`{}` is none of our columns", shown(key))))
    })
}
