//! Files and settings made from a number: a sound history, written in one of many ways, then spoilt here and there.

use crate::chance::Chance;
use chrono::{NaiveDate, NaiveDateTime, TimeDelta};
use chrono_tz::Tz;
use staffplan::calendar::Grid;
use staffplan::input::{HistorySource, ValueWord};
use std::collections::BTreeMap;
use std::fmt;

/// A file, how to read it, and the time within which answers are counted.
pub(crate) struct Case {
    pub(crate) bytes: Vec<u8>,
    pub(crate) source: HistorySource,
    pub(crate) within: f64,
    /// Block size and threads, twice: what is read depends on neither.
    pub(crate) readings: [(usize, usize); 2],
}

/// How the rows of a case are made and written.
struct Maker {
    chance: Chance,
    source: HistorySource,
    is_log: bool,
    line_end: &'static str,
    /// One field in so many is quoted without need, one row in so many has a fault, a blank line after it.
    quotes: usize,
    faults: usize,
    blanks: usize,
    columns: Vec<&'static str>,
    start: NaiveDateTime,
    step: i64,
    row: i64,
}

/// Zones, and a day on which their clocks change.
const ZONES: [(Tz, (i32, u32, u32)); 9] = [
    (Tz::Asia__Shanghai, (2025, 3, 3)),
    (Tz::UTC, (2024, 2, 29)),
    (Tz::America__New_York, (2025, 3, 9)),
    (Tz::America__New_York, (2025, 11, 2)),
    (Tz::Europe__Berlin, (2025, 10, 26)),
    (Tz::Australia__Lord_Howe, (2025, 10, 5)),
    (Tz::Australia__Lord_Howe, (2025, 4, 6)),
    (Tz::America__Sao_Paulo, (2018, 11, 4)),
    (Tz::Pacific__Apia, (2011, 12, 30)),
];

const FORMATS: [&[&str]; 7] = [
    &["%d/%m/%Y %H:%M"],
    &["%m/%d/%Y %I:%M:%S %p", "%Y-%m-%d %H:%M"],
    &["%Y%m%d%H%M%S"],
    &["epoch"],
    &["%d/%m/%Y %H:%M:%S %z"],
    &["%d.%m.%y %H:%M:%S", "%d.%m.%Y"],
    &["%Y-%m-%dT%H:%M:%S%.f"],
];

/// Values that stand where they should not, or only just may.
const ODD: [&str; 64] = [
    "",
    " ",
    "-",
    "NA",
    "n/a",
    "nan",
    "inf",
    "-inf",
    "1e400",
    "1e300",
    "1e8",
    "315576000",
    "315576001",
    "-1",
    "-0",
    "+5",
    "5.",
    ".5",
    "1,5",
    "1_000",
    "0x10",
    "1e",
    "1e-3",
    "0.0009",
    "00012",
    "12.500000",
    "9007199254740993",
    "123456789.123456",
    "３６",
    "10s",
    "00:05:00",
    "#REF!",
    "maybe",
    "TRUE",
    "Yes",
    "y",
    "2",
    "6",
    "4.5",
    "0",
    "2025-02-30T09:00:00",
    "2025-03-03",
    "2025-03-03T24:00:00",
    "2025-03-03T09:00:60",
    "2025-3-3 9:00",
    "2025-03-03T09:00:00+25:00",
    "2025-03-03T09:00:00+14:00",
    "2025-03-03 09:00:00.123456789Z",
    "9999-12-31T23:59:59",
    "1969-12-31T23:59:59",
    "2200-12-31T00:00",
    "0000-01-01T00:00:00",
    "2025-03-09T02:30:00",
    "2025-11-02T01:30:00",
    "PHANTOM",
    "=1+1",
    "\u{200B}",
    "\u{202E}gnp",
    "\u{1b}[31m",
    "\u{a0}",
    "a\tb",
    "客服",
    "timestamp",
    "\u{FEFF}x",
];

/// Bytes that mean something to a reader of CSV, and some that mean nothing.
const BYTES: &[u8] = b"\"\"\",,;\t|\r\n\n \0\xFF\xC3\xA9\xE5x17-:.";

impl Case {
    /// A file of a few rows.
    pub(crate) fn small(number: u64) -> Self {
        let mut maker = Maker::of(Chance::of(number));
        if maker.chance.once_in(300) {
            let nothing = maker.chance.of_these(&["", "\n", "\r\n\r\n"]).as_bytes().to_vec();
            return maker.case(nothing);
        }
        let rows = if maker.chance.once_in(8) { 120 } else { 25 };
        let rows = maker.chance.below(rows);
        let mut text = maker.header();
        for _ in 0..rows {
            let row = maker.row(None);
            text.extend(row);
        }
        let changes = if maker.chance.once_in(2) { 0 } else { maker.chance.below(5) };
        maker.chance.spoil(&mut text, changes);
        maker.case(text)
    }

    /// Two logs of one form, the second of them from a thousand days after the first begins.
    pub(crate) fn two(number: u64) -> [Self; 2] {
        let mut maker = Maker::of(Chance::of(number ^ (1 << 61)));
        while !maker.is_log {
            maker = Maker::of(Chance::of(maker.chance.below(1 << 30) as u64));
        }
        // A fault may be a time out of order, and two files that overlap in time are another matter.
        maker.faults = usize::MAX;
        maker.source.encoding = None;
        [0, 1000].map(|days| {
            maker.row += days * 86_400 / maker.step;
            let mut text = maker.header();
            for _ in 0..1 + maker.chance.below(40) {
                let row = maker.row(None);
                text.extend(row);
            }
            let within = 20.0;
            let readings = [(64, 2), (1 << 20, 1)];
            Self { bytes: text, source: maker.source.clone(), within, readings }
        })
    }

    /// A file of several blocks, with quotes, line ends and long characters where blocks may end.
    pub(crate) fn large(number: u64) -> Self {
        let mut maker = Maker::of(Chance::of(number ^ (1 << 60)));
        maker.source.encoding = None;
        maker.faults *= 20;
        maker.blanks *= 20;
        if !maker.columns.contains(&"note") {
            maker.columns.push("note");
        }
        let most = [200_000, 400_000, 1_200_000, 3_000_000][maker.chance.below(4)];
        let block = [4_096, 65_536, 65_536, 1 << 20][maker.chance.below(4)];
        let mut text = maker.header();
        let mut border = block;
        while text.len() < most {
            let left = border - text.len();
            let note = (left < 400).then(|| maker.at_a_border(left));
            let row = maker.row(note.as_deref());
            text.extend(row);
            while border <= text.len() + 100 {
                border += block;
            }
        }
        let changes = if maker.chance.once_in(3) { 1 } else { 0 };
        maker.chance.spoil(&mut text, changes);
        maker.case(text)
    }
}

impl Maker {
    fn of(mut chance: Chance) -> Self {
        let (zone, (year, month, day)) = ZONES[chance.below(ZONES.len())];
        let is_log = !chance.once_in(3);
        let source = source(&mut chance, zone, is_log);
        let columns = columns(&mut chance, &source, is_log);
        let day = NaiveDate::from_ymd_opt(year, month, day).unwrap();
        let early = TimeDelta::minutes(i64::try_from(chance.below(1500)).unwrap());
        let grid = [5, 15, 15, 30, 30, 60, 1440][chance.below(7)];
        let start = day.and_hms_opt(3, 0, 0).unwrap() - early;
        let midnight = start.date().and_hms_opt(0, 0, 0).unwrap();
        let minutes = (start - midnight).num_minutes() / grid * grid;
        Self {
            is_log,
            line_end: chance.of_these(&["\n", "\n", "\n", "\r\n", "\r\n", "\r", "mixed"]),
            quotes: [1000, 1000, 10, 2][chance.below(4)],
            faults: [1000, 30, 8, 3][chance.below(4)],
            blanks: [1000, 1000, 20, 5][chance.below(4)],
            columns,
            start: if is_log { start } else { midnight + TimeDelta::minutes(minutes) },
            step: if is_log { [1, 37, 600][chance.below(3)] } else { grid * 60 },
            row: 0,
            source,
            chance,
        }
    }

    fn case(self, text: Vec<u8>) -> Case {
        let mut chance = self.chance;
        let (mut source, mut bytes) = (self.source, text);
        let utf16 = |text: &[u8]| String::from_utf8_lossy(text).encode_utf16().collect::<Vec<u16>>();
        match chance.below(24) {
            0 | 1 => bytes.splice(0..0, *b"\xEF\xBB\xBF").for_each(drop),
            2 => {
                bytes = [vec![0xFF, 0xFE], utf16(&bytes).into_iter().flat_map(u16::to_le_bytes).collect()]
                    .concat()
            }
            3 => {
                bytes = [vec![0xFE, 0xFF], utf16(&bytes).into_iter().flat_map(u16::to_be_bytes).collect()]
                    .concat()
            }
            4 => {
                source.encoding = Some("gb18030".to_owned());
                bytes = encoding_rs::GB18030.encode(&String::from_utf8_lossy(&bytes)).0.into_owned();
                let changes = chance.below(3);
                chance.spoil(&mut bytes, changes);
            }
            _ => {}
        }
        let within = [20.0, 0.0, 12.5][chance.below(3)];
        let least = bytes.len() / 2_000;
        let block = |chance: &mut Chance| [1, 7, 64, 997, 4_096, 65_536, 1 << 20][chance.below(7)].max(least);
        let readings = [(block(&mut chance), 1 + chance.below(4)), (block(&mut chance), 1 + chance.below(3))];
        Case { bytes, source, within, readings }
    }

    fn line_end(&mut self) -> &'static str {
        if self.line_end == "mixed" { self.chance.of_these(&["\n", "\r\n", "\r"]) } else { self.line_end }
    }

    fn header(&mut self) -> Vec<u8> {
        let mut names: Vec<String> = self.columns.iter().map(|name| (*name).to_owned()).collect();
        if self.chance.once_in(6) {
            let at = self.chance.below(names.len());
            names[at] = format!(" {} ", names[at].to_uppercase());
        }
        if self.chance.once_in(12) {
            let at = self.chance.below(names.len());
            names[at] = self
                .chance
                .of_these(&["", "channel", "handel_seconds", "2025-03-03", "09:00", "time", "ofered"])
                .to_owned();
        }
        if self.chance.once_in(60) {
            names = vec!["2025-03-03T09:00:05".to_owned(), "phone".to_owned()];
        }
        let mut out = Vec::new();
        if self.chance.once_in(20) {
            out.extend(self.line_end().bytes());
        }
        out.extend(self.line(&names));
        out
    }

    /// Fields as a line, quoted where they must be and sometimes where they need not.
    fn line(&mut self, fields: &[String]) -> Vec<u8> {
        let delimiter = self.source.delimiter.unwrap_or(',');
        let mut line = String::new();
        for (index, field) in fields.iter().enumerate() {
            if index > 0 {
                line.push(delimiter);
            }
            let must = field.contains(['"', '\n', '\r', delimiter]) && !self.chance.once_in(12);
            if must || self.chance.once_in(self.quotes) {
                line += &format!("\"{}\"", field.replace('"', "\"\""));
            } else {
                line += field;
            }
        }
        line += self.line_end();
        line.into_bytes()
    }

    fn row(&mut self, note: Option<&str>) -> Vec<u8> {
        let mut fields: Vec<String> =
            self.columns.clone().into_iter().map(|name| self.field(name, note)).collect();
        self.row += 1;
        let mut again = 1;
        if self.chance.once_in(self.faults) {
            let at = self.chance.below(fields.len());
            match self.chance.below(10) {
                0 => fields.truncate(at),
                1 => fields.insert(at, "7".to_owned()),
                2 => fields = self.columns.iter().map(|name| (*name).to_owned()).collect(),
                3 => again = 2,
                4 => {
                    let middle = fields[at].len() / 2 * usize::from(fields[at].is_ascii());
                    fields[at].insert(middle, '"');
                }
                _ => fields[at] = self.odd(),
            }
        }
        let mut out = Vec::new();
        for _ in 0..again {
            out.extend(self.line(&fields));
        }
        if self.chance.once_in(self.blanks) {
            out.extend(self.chance.of_these(&["", "", " ", "\t", "\"\""]).bytes());
            out.extend(self.line_end().bytes());
        }
        out
    }

    /// A value that is out of place; a year that refuses the whole file seldom.
    fn odd(&mut self) -> String {
        let odd = ODD[self.chance.below(ODD.len())];
        if odd.starts_with("2200") && !self.chance.once_in(self.faults) {
            "2".to_owned()
        } else {
            odd.to_owned()
        }
    }

    fn field(&mut self, name: &str, note: Option<&str>) -> String {
        let chance = &mut self.chance;
        match name {
            "timestamp" | "interval_start" | "when" => self.time(),
            "date" => self.local().format("%Y-%m-%d").to_string(),
            "clock" => self.local().format("%H:%M:%S").to_string(),
            "channel" | "queue" => {
                chance.of_these(&["phone", "phone", "Phone", "PHONE ", "chat", "客服", "7"]).to_owned()
            }
            "wait_seconds" | "q_time" => {
                let (whole, part) = (chance.below(90), chance.below(1000));
                let long = chance.once_in(200);
                match chance.below(5) {
                    0 => format!("{whole}.{part:03}"),
                    1 => "NA".repeat(usize::from(chance.once_in(10))) + &"0".repeat(usize::from(!long)),
                    2 if long => "12.0000004".to_owned(),
                    _ => whole.to_string(),
                }
            }
            "handle_seconds" | "aht_seconds" => format!("{}.{}", 1 + chance.below(900), chance.below(10)),
            "abandoned" if !self.is_log => chance.below(3).to_string(),
            "abandoned" => chance.of_these(&["0", "0", "0", "no", "1", "true", "HANG", "AGENT"]).to_owned(),
            "csat" => chance.of_these(&["", "1", "4", "5", "5.0", "3"]).to_owned(),
            "resolved" => chance.of_these(&["", "yes", "no", "1", "0", "False"]).to_owned(),
            "offered" => (3 + chance.below(40)).to_string(),
            "outcome" => chance.of_these(&["", "SEEN", "SEEN", "PHANTOM"]).to_owned(),
            _ => note.map_or_else(
                || chance.of_these(&["", "x", "a,b", "so \"it\" is", "two\nlines", "é\r\nü\r"]).to_owned(),
                str::to_owned,
            ),
        }
    }

    fn local(&self) -> NaiveDateTime {
        self.start + TimeDelta::seconds(self.row * self.step)
    }

    fn time(&mut self) -> String {
        let local = self.local();
        let Some(format) = self.source.timestamp_formats.first().cloned() else {
            let chance = &mut self.chance;
            let offset = chance.of_these(&["", "", "", "", "Z", "-04:00", "-05", "+0200"]);
            let form = match (self.step, self.is_log) {
                (86_400, false) => "%Y-%m-%d",
                (_, false) => chance.of_these(&["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M:%S"]),
                _ => chance.of_these(&[
                    "%Y-%m-%dT%H:%M:%S",
                    "%Y-%m-%d %H:%M:%S",
                    "%Y-%m-%d %H:%M",
                    "%Y-%m-%dT%H:%M:%S.25",
                ]),
            };
            return local.format(form).to_string() + if form == "%Y-%m-%d" { "" } else { offset };
        };
        let format = match self.source.timestamp_formats.get(1) {
            Some(other) if self.chance.once_in(3) => other.clone(),
            _ => format,
        };
        if format == "epoch" {
            return local.and_utc().timestamp().to_string() + self.chance.of_these(&["", "", ".5"]);
        }
        let minutes = [0, 60, 330, -240][self.chance.below(4)];
        let offset = chrono::FixedOffset::east_opt(minutes * 60).unwrap();
        local.and_local_timezone(offset).unwrap().format(&format).to_string()
    }

    /// A text so long that what is hard to cut stands around the border.
    fn at_a_border(&mut self, left: usize) -> String {
        let length = (left + self.chance.below(12)).saturating_sub(60).max(1);
        let hard = ["\"\"", "\"", "\r\n", "\n", "\r", "客", "\",\"", "\"\r\n\"", "é\"\n", ",,,,", "\n\n\n"];
        let mut note = "n".repeat(length);
        for _ in 0..self.chance.below(30) {
            note += hard[self.chance.below(hard.len())];
        }
        note
    }
}

impl Chance {
    /// Changes bytes anywhere.
    fn spoil(&mut self, bytes: &mut Vec<u8>, changes: usize) {
        for _ in 0..changes {
            let at = self.below(bytes.len() + 1);
            let byte = BYTES[self.below(BYTES.len())];
            match self.below(8) {
                0 => bytes.truncate(at),
                1 => drop(bytes.splice(at..(at + 40).min(bytes.len()), [])),
                2 if at < bytes.len() => drop(bytes.remove(at)),
                3 if at < bytes.len() => bytes[at] = byte,
                4 => {
                    let piece = bytes[at..(at + 60).min(bytes.len())].to_vec();
                    drop(bytes.splice(at..at, piece));
                }
                _ => bytes.insert(at, byte),
            }
        }
    }
}

fn source(chance: &mut Chance, timezone: Tz, is_log: bool) -> HistorySource {
    let words = |pairs: &[(&str, ValueWord)]| -> BTreeMap<String, ValueWord> {
        pairs.iter().map(|(word, meaning)| ((*word).to_owned(), meaning.clone())).collect()
    };
    let mut columns = BTreeMap::new();
    let mut values = BTreeMap::new();
    if is_log && chance.once_in(3) {
        columns.insert("wait_seconds".to_owned(), "Q_Time".to_owned());
    }
    if chance.once_in(5) {
        columns.insert("channel".to_owned(), "queue".to_owned());
    }
    if is_log && chance.once_in(2) {
        values
            .insert("abandoned".to_owned(), words(&[("HANG", ValueWord::True), ("AGENT", ValueWord::False)]));
        values.insert(
            "wait_seconds".to_owned(),
            words(&[("NA", ValueWord::Missing), ("-", ValueWord::Number(3.5))]),
        );
    }
    if chance.once_in(4) {
        values.insert(
            "channel".to_owned(),
            words(&[("7", ValueWord::Text("phone".to_owned())), ("NA", ValueWord::Missing)]),
        );
        values.insert("csat".to_owned(), words(&[("6", ValueWord::Number(5.0)), ("0", ValueWord::Missing)]));
    }
    let split = is_log && chance.once_in(6);
    let formats = if split || !chance.once_in(3) { &[][..] } else { FORMATS[chance.below(FORMATS.len())] };
    let as_of = if chance.once_in(10) { (2025, 3, 9) } else { (2200, 12, 31) };
    HistorySource {
        channel: if chance.once_in(3) { "phone".to_owned() } else { String::new() },
        files: Vec::new(),
        encoding: None,
        sheet: None,
        delimiter: [None, None, None, Some(';'), Some('\t'), Some('|')][chance.below(6)],
        timestamp: if split { vec!["date".to_owned(), "clock".to_owned()] } else { Vec::new() },
        timestamp_formats: formats.iter().map(|format| (*format).to_owned()).collect(),
        columns,
        values,
        skip: if chance.once_in(4) {
            BTreeMap::from([("outcome".to_owned(), vec!["PHANTOM".to_owned()])])
        } else {
            BTreeMap::new()
        },
        timezone,
        as_of: NaiveDate::from_ymd_opt(as_of.0, as_of.1, as_of.2).unwrap(),
        grid: Grid::of_minutes([5, 15, 30, 60][chance.below(4)]).unwrap(),
        max_rejected: 1.0,
    }
}

/// The columns of a file, in any order; the optional ones not always.
fn columns(chance: &mut Chance, source: &HistorySource, is_log: bool) -> Vec<&'static str> {
    let mut columns = match (is_log, source.timestamp.is_empty()) {
        (true, true) => vec!["timestamp"],
        (true, false) => vec!["date", "clock"],
        (false, _) => vec!["interval_start", "offered"],
    };
    if source.channel.is_empty() || source.columns.contains_key("channel") || chance.once_in(2) {
        columns.push(if source.columns.contains_key("channel") { "queue" } else { "channel" });
    }
    if source.columns.contains_key("wait_seconds") {
        columns.push("q_time");
    }
    if !source.skip.is_empty() {
        columns.push("outcome");
    }
    let optional: &[&str] = if is_log {
        &["wait_seconds", "handle_seconds", "abandoned", "csat", "resolved", "note", "agent"]
    } else {
        &["aht_seconds", "abandoned", "note", "agents"]
    };
    for name in optional {
        let is_there = *name == "wait_seconds" && source.columns.contains_key("wait_seconds");
        if !is_there && !chance.once_in(4) {
            columns.push(name);
        }
    }
    for last in (1..columns.len()).rev() {
        columns.swap(last, chance.below(last + 1));
    }
    columns
}

impl fmt::Display for Case {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(
            f,
            "{:?}, within {} s, by blocks and threads {:?}",
            self.source, self.within, self.readings
        )?;
        let most = self.bytes.len().min(6000);
        write!(f, "{} bytes: {}", self.bytes.len(), self.bytes[..most].escape_ascii())
    }
}
