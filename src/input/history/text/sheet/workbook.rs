//! Workbooks and the choice of a sheet.

use super::guard::{damaged, inspect};
use super::rows::SheetRows;
use crate::input::history::books::{At, Flaw, listed, shown};
use calamine::{Reader, SheetType, SheetVisible, Xlsx};
use std::fs::File;
use std::io::{BufReader, Read, Seek, SeekFrom};
use std::path::Path;

/// What a workbook is read from.
pub(in crate::input) trait Stored: Read + Seek {}
impl<S: Read + Seek> Stored for S {}

/// A workbook whose archive was looked through.
pub(in crate::input) struct Workbook {
    inner: Xlsx<Box<dyn Stored>>,
}

/// Whether bytes start an archive, as workbooks do.
fn is_archive(prefix: &[u8]) -> bool {
    prefix.starts_with(b"PK\x03\x04")
}

impl Workbook {
    /// The workbook in a file; `None` where the file is no archive at all.
    pub(in crate::input) fn at(path: &Path) -> Result<Option<Self>, Flaw> {
        let Ok(mut file) = File::open(path) else { return Ok(None) };
        let mut prefix = Vec::new();
        let read = file.by_ref().take(4).read_to_end(&mut prefix);
        if read.is_err() || !is_archive(&prefix) {
            return Ok(None);
        }
        Self::of(Box::new(BufReader::new(file))).map(Some)
    }

    /// The workbook in some bytes, such as those of a stream; `None` where they are no archive at all.
    pub(in crate::input) fn in_bytes(bytes: Vec<u8>) -> Result<Option<Self>, Flaw> {
        if is_archive(&bytes) { Self::of(Box::new(std::io::Cursor::new(bytes))).map(Some) } else { Ok(None) }
    }

    fn of(mut stored: Box<dyn Stored>) -> Result<Self, Flaw> {
        stored.seek(SeekFrom::Start(0)).map_err(|error| damaged(&error))?;
        inspect(&mut stored)?;
        stored.seek(SeekFrom::Start(0)).map_err(|error| damaged(&error))?;
        Ok(Self { inner: Xlsx::new(stored).map_err(|error| damaged(&error))? })
    }

    /// The rows of a sheet by its name, whatever its case; of the only one that can be seen where none is named.
    pub(in crate::input) fn rows(&mut self, named: Option<&str>) -> Result<SheetRows<'_>, Flaw> {
        let name = self.sheet(named)?;
        let reader = self.inner.worksheet_cells_reader(&name).map_err(|error| damaged(&error))?;
        Ok(SheetRows::of(reader))
    }

    /// Names of the sheets that can be seen, in order.
    pub(in crate::input) fn visible_sheets(&self) -> Vec<&str> {
        self.sheets(true)
    }

    fn sheets(&self, seen: bool) -> Vec<&str> {
        let sheets = self.inner.sheets_metadata().iter().filter(|sheet| sheet.typ == SheetType::WorkSheet);
        let shown = sheets.filter(|sheet| !seen || sheet.visible == SheetVisible::Visible);
        shown.map(|sheet| sheet.name.as_str()).collect()
    }

    fn sheet(&self, named: Option<&str>) -> Result<String, Flaw> {
        let names = |seen: bool| self.sheets(seen);
        let refuse = |message: String| Err(Flaw::new("E448", At::START, message));
        let Some(named) = named else {
            return match names(true).as_slice() {
                [only] => Ok((*only).to_owned()),
                [] => refuse("the workbook has no sheet with cells that can be seen".to_owned()),
                [first, ..] => {
                    let several =
                        refuse(format!("the workbook has several sheets: {}", listed(&names(true))));
                    several.map_err(|flaw| flaw.help(format!("say which: `sheet = \"{}\"`", shown(first))))
                }
            };
        };
        let same = |name: &&&str| name.trim().to_lowercase() == named.trim().to_lowercase();
        match names(false).iter().find(same) {
            Some(name) => Ok((*name).to_owned()),
            None => {
                refuse(format!("there is no sheet `{}`; there are {}", shown(named), listed(&names(false))))
            }
        }
    }
}
