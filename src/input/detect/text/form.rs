//! How a file is written: its encoding, what stands between fields, and where its header is.

use super::encoding::{self, Guess};
use crate::input::history::{At, Flaw, Next, Opened, Record, Records, Workbook, listed, shown, unreadable};
use crate::input::{Diagnostic, Severity, SourceFile};
use std::collections::BTreeMap;
use std::io::Read;

/// Bytes that the encoding is told by.
const FOR_ENCODING: u64 = 4 << 20;
/// Characters that the delimiter is told by, in bytes of UTF-8.
const FOR_DELIMITER: u64 = 512 << 10;
/// Records that the delimiter is told by.
const RECORDS: usize = 1000;
/// What may stand between fields, the likeliest first.
const DELIMITERS: [char; 4] = [',', ';', '\t', '|'];

/// How a file is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::input::detect) struct Form {
    pub(in crate::input::detect) encoding: Guess,
    /// `None`: a comma.
    pub(in crate::input::detect) delimiter: Option<char>,
    /// The sheet of a workbook.
    pub(in crate::input::detect) sheet: Option<String>,
}

impl Form {
    /// The form of a file.
    pub(in crate::input::detect) fn of(file: &SourceFile) -> Result<Self, Box<Diagnostic>> {
        let refused = |flaw: Flaw| Box::new(flaw.diagnostic(Severity::Error, &file.written));
        if let Some(workbook) = file.path().map_or(Ok(None), Workbook::at).map_err(refused)? {
            return Self::of_workbook(&workbook).map_err(refused);
        }
        let encoding = encoding_of(file)?;
        let mut opened = Opened::of(file, false)?;
        opened.decode(encoding.name).map_err(refused)?;
        let text = read_up_to(&mut opened.text, FOR_DELIMITER).map_err(refused)?;
        if text.iter().all(u8::is_ascii_whitespace) {
            return Err(refused(Flaw::new("E407", At::START, "the file is empty")));
        }
        let delimiter = delimiter_of(&text).map_err(refused)?;
        Ok(Self { encoding, delimiter, sheet: None })
    }

    /// The first sheet that can be seen.
    fn of_workbook(workbook: &Workbook) -> Result<Self, Flaw> {
        let sheets = workbook.visible_sheets();
        let first = sheets.first().map(|name| (*name).to_owned());
        let seen = match sheets.len() {
            0 | 1 => "a workbook of one sheet".to_owned(),
            several => format!("the first of {several} sheets of a workbook: {}", listed(&sheets)),
        };
        let sheet = Some(first.unwrap_or_default());
        Ok(Self { encoding: Guess { name: None, seen, ascii: true }, delimiter: None, sheet })
    }
}

fn encoding_of(file: &SourceFile) -> Result<Guess, Box<Diagnostic>> {
    let refused = |flaw: Flaw| Box::new(flaw.diagnostic(Severity::Error, &file.written));
    let mark = read_up_to(&mut Opened::of(file, false)?.text, 2).map_err(refused)?;
    let mut opened = Opened::of(file, false)?;
    // Naming UTF-8 hands the bytes over as they are, NUL bytes among them.
    opened.decode(Some("utf-8")).map_err(refused)?;
    let bytes = read_up_to(&mut opened.text, FOR_ENCODING).map_err(refused)?;
    let mut guess = encoding::guess(&bytes).ok_or_else(|| {
        let message = "the text makes sense in none of the encodings tried";
        refused(
            Flaw::new("E464", At::START, message)
                .help(format!("tried: {}; save it as UTF-8 where it comes from", encoding::tried())),
        )
    })?;
    if [&b"\xFF\xFE"[..], b"\xFE\xFF"].contains(&mark.as_slice()) {
        guess.seen = "UTF-16, by its byte-order mark".to_owned();
    } else if [&b"\x1F\x8B"[..], b"\x28\xB5"].contains(&mark.as_slice()) && guess.name.is_none() {
        guess.seen = format!("{}, or UTF-16 with its byte-order mark", guess.seen);
    }
    Ok(guess)
}

fn read_up_to(text: &mut dyn Read, most: u64) -> Result<Vec<u8>, Flaw> {
    // A decoder needs room for whole characters, which `read_to_end` does not always give.
    let (mut bytes, mut buffer) = (Vec::new(), vec![0; 64 << 10]);
    while (bytes.len() as u64) < most {
        match text.read(&mut buffer).map_err(|error| unreadable(&error))? {
            0 => break,
            read => bytes.extend_from_slice(&buffer[..read]),
        }
    }
    bytes.truncate(usize::try_from(most).unwrap_or(usize::MAX));
    Ok(bytes)
}

/// Fields of the first records, with one character between them.
struct Counts {
    delimiter: char,
    fields: Vec<(usize, u64, String)>,
}

impl Counts {
    fn of(text: &[u8], delimiter: char) -> Self {
        let byte = u8::try_from(delimiter).unwrap_or(b',');
        let mut records = Records::new(text, byte);
        let (mut record, mut fields) = (Record::default(), Vec::new());
        while fields.len() < RECORDS {
            match records.next(&mut record) {
                Ok(Next::Record) => {
                    let start = String::from_utf8_lossy(record.bytes(0)).into_owned();
                    fields.push((record.len(), record.first_line, start));
                }
                Ok(Next::Blank) => {}
                Ok(Next::End) | Err(_) => break,
            }
        }
        if fields.len() > 2 {
            // The last one may be cut.
            fields.pop();
        }
        Self { delimiter, fields }
    }

    /// The commonest number of fields, the larger where two are as common.
    fn usual(&self) -> usize {
        let mut by_count: BTreeMap<usize, usize> = BTreeMap::new();
        self.fields.iter().for_each(|(count, ..)| *by_count.entry(*count).or_default() += 1);
        by_count.into_iter().max_by_key(|(count, times)| (*times, *count)).map_or(0, |(count, _)| count)
    }

    fn header(&self) -> usize {
        self.fields.first().map_or(0, |(count, ..)| *count)
    }

    /// Of 1,000 records, those with as many fields as the commonest.
    fn agreement(&self) -> usize {
        let usual = self.usual();
        let same = self.fields.iter().filter(|(count, ..)| *count == usual).count();
        same * 1000 / self.fields.len().max(1)
    }
}

fn delimiter_of(text: &[u8]) -> Result<Option<char>, Flaw> {
    let tried: Vec<Counts> = DELIMITERS.iter().map(|delimiter| Counts::of(text, *delimiter)).collect();
    let with_header = tried.iter().filter(|counts| counts.header() > 1);
    let best = with_header.rev().max_by_key(|counts| (counts.header() == counts.usual(), counts.agreement()));
    if let Some(best) = best.filter(|best| best.header() == best.usual() || best.fields.len() < 4) {
        return Ok(Some(best.delimiter).filter(|delimiter| *delimiter != ','));
    }
    let wide = tried.iter().filter(|counts| counts.usual() > 1 && counts.fields.len() > 2);
    let wide = wide.rev().max_by_key(|counts| counts.agreement());
    let Some(wide) = wide.filter(|wide| wide.agreement() > 500) else {
        return Ok(best.map(|best| best.delimiter).filter(|delimiter| *delimiter != ','));
    };
    let start = wide.fields.iter().find(|(count, ..)| *count == wide.usual());
    let (line, first) = start.map_or((1, ""), |(_, line, first)| (*line, first.as_str()));
    if line <= 1 {
        return Ok(best.map(|best| best.delimiter).filter(|delimiter| *delimiter != ','));
    }
    let message = format!(
        "the table starts on line {line} (`{}`, {} fields); what stands above it is no header",
        shown(first),
        wide.usual()
    );
    Err(Flaw::new("E463", At { line, column: 1 }, message)
        .help(format!("remove the first {} lines, or export without a title", line - 1)))
}

#[cfg(test)]
mod tests {
    use super::delimiter_of;

    #[test]
    fn what_stands_between_fields_is_told_by_all_records() {
        let told = |text: &str| delimiter_of(text.as_bytes()).unwrap();
        assert_eq!(told("a,b\n1,2\n3,4\n5,6\n"), None);
        assert_eq!(told("a;b\n1,5;2\n3,5;4\n5,1;6\n"), Some(';'));
        assert_eq!(told("a\tb\n1\t2,3\n3\t4\n5\t6\n"), Some('\t'));
        assert_eq!(told("a|b\n1|2\n"), Some('|'));
        assert_eq!(told("timestamp\n2026-01-01\n2026-01-02\n2026-01-03\n"), None);
    }

    #[test]
    fn a_title_above_the_table_is_no_header() {
        let text = "Queue report\nfrom 1 to 31 March\n\nDate,Calls,AHT\n1,2,3\n1,2,3\n1,2,3\n1,2,3\n";
        let flaw = delimiter_of(text.as_bytes()).unwrap_err();
        assert_eq!((flaw.code, flaw.at.line), ("E463", 4));
    }
}
