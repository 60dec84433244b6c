//! A look into the archive before anything of it is believed: is it a workbook, and does it inflate without end?
//!
//! A reader of workbooks holds shared strings and styles in memory and one cell of a sheet at a time. So every part is
//! inflated here once, without being kept, and its size, the longest stretch of it without a tag, and the size of what
//! will be held are limited.

use crate::input::history::books::{At, Flaw, shown};
use crate::input::history::text::stored::{INFLATED_FREE, RATIO_LIMIT};
use std::io::{self, Read, Seek};
use zip::ZipArchive;

/// Bytes of shared strings or styles whatever their ratio: strings take up to six times their room in memory.
const HELD_FREE: u64 = 24 << 20;
/// Times its size that a larger part that is held may inflate to; real shared strings compress by 3 to 15.
const HELD_RATIO: u64 = 50;
/// Bytes without a tag: the text of a cell has 32,767 characters at most.
const STRETCH_LIMIT: u64 = 1 << 20;

/// Refuses an archive that holds no workbook, or one that inflates without end.
pub(super) fn inspect(source: impl Read + Seek) -> Result<(), Flaw> {
    let mut archive = ZipArchive::new(source).map_err(|error| damaged(&error))?;
    let names: Vec<String> =
        archive.file_names_raw().map(|name| String::from_utf8_lossy(name).into()).collect();
    refuse_others(&names)?;
    let (mut stored, mut inflated) = (0, 0);
    for (index, name) in names.iter().enumerate() {
        if !is_part(name) {
            continue;
        }
        let entry = archive.by_index(index).map_err(|error| damaged(&error))?;
        stored += entry.compressed_size();
        let most = stored.saturating_mul(RATIO_LIMIT).max(INFLATED_FREE);
        let held = if is_held(name) {
            entry.compressed_size().saturating_mul(HELD_RATIO).max(HELD_FREE)
        } else {
            u64::MAX
        };
        inflated += inflate(entry, held.min(most.saturating_sub(inflated)))?;
    }
    Ok(())
}

/// Whether a name is that of text which a reader looks at; pictures and the like are left alone.
fn is_part(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    name.ends_with(".xml") || name.ends_with(".rels")
}

fn is_held(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    !name.contains("/worksheets/")
}

/// Inflates a part to nowhere; its size.
fn inflate(mut part: impl Read, most: u64) -> Result<u64, Flaw> {
    let mut buffer = vec![0; 64 * 1024];
    let (mut size, mut stretch) = (0, 0);
    loop {
        let read = match part.read(&mut buffer) {
            Ok(0) => return Ok(size),
            Ok(read) => read,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(error) => return Err(damaged(&error)),
        };
        size += read as u64;
        match buffer[..read].iter().rposition(|byte| *byte == b'<') {
            Some(last) => stretch = (read - last) as u64,
            None => stretch += read as u64,
        }
        if size > most || stretch > STRETCH_LIMIT {
            let message = "the workbook inflates past what any real one does";
            return Err(
                Flaw::new("E405", At::START, message).help("unpack it and look: is it really a history?")
            );
        }
    }
}

/// Archives of other kinds, by what they hold.
const OTHERS: [(&str, &str); 5] = [
    ("xl/workbook.bin", "a binary Excel workbook (.xlsb)"),
    ("content.xml", "an OpenDocument spreadsheet"),
    ("word/document.xml", "a Word document"),
    ("ppt/presentation.xml", "a presentation"),
    ("index/document.iwa", "a Numbers spreadsheet"),
];

fn refuse_others(names: &[String]) -> Result<(), Flaw> {
    let has = |wanted: &str| names.iter().any(|name| name.eq_ignore_ascii_case(wanted));
    if has("xl/workbook.xml") {
        return Ok(());
    }
    let what = OTHERS.iter().find(|(part, _)| has(part)).map_or("a zip archive", |(_, what)| what);
    let flaw =
        Flaw::new("E406", At::START, format!("this is {what}, neither a CSV file nor an Excel workbook"));
    Err(flaw.help("save the table as .xlsx or CSV"))
}

/// The objection to an archive or a part that cannot be read.
pub(super) fn damaged(error: &dyn std::fmt::Display) -> Flaw {
    let message = format!("the workbook is damaged: {}", shown(&error.to_string()));
    Flaw::new("E404", At::START, message).help("open it in Excel, save it as .xlsx or CSV and try again")
}
