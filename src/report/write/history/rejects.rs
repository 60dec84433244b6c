//! Rejected rows as they come, for a file of any length.

use crate::model::Reject;
use crate::report::write::escape::shown_csv;
use crate::report::write::file::{Staged, Staging};
use ::csv::Writer;
use std::io;
use std::path::Path;

/// The columns.
const HEAD: [&str; 7] = ["file", "line", "column", "code", "field", "message", "hint"];

/// A file of rejected rows that is not in its place yet.
pub struct RejectsFile {
    writer: Writer<Staging>,
    failed: Option<io::Error>,
}

impl RejectsFile {
    /// Begins beside the place it is meant for.
    ///
    /// # Errors
    /// Any failure to write there.
    pub fn begin(path: &Path) -> io::Result<Self> {
        let mut file = Self { writer: Writer::from_writer(Staging::begin(path)?), failed: None };
        file.push(&HEAD.map(str::to_owned));
        Ok(file)
    }

    /// Adds a row; a failure is told by [`RejectsFile::finish`].
    pub fn add(&mut self, file: &str, reject: &Reject) {
        let words = |text: &str| shown_csv(text).into_owned();
        let optional = |text: &Option<String>| text.as_deref().map(words).unwrap_or_default();
        self.push(&[
            words(file),
            reject.line.to_string(),
            reject.column.to_string(),
            reject.code.to_owned(),
            optional(&reject.field),
            words(&reject.message),
            optional(&reject.help),
        ]);
    }

    fn push(&mut self, row: &[String; 7]) {
        if self.failed.is_none()
            && let Err(error) = self.writer.write_record(row)
        {
            self.failed = Some(error.into());
        }
    }

    /// The file, whole on disk.
    ///
    /// # Errors
    /// The first failure to write.
    pub fn finish(self) -> io::Result<Staged> {
        if let Some(error) = self.failed {
            return Err(error);
        }
        self.writer.into_inner().map_err(|error| error.into_error())?.finish()
    }
}

#[cfg(test)]
mod tests {
    use super::RejectsFile;
    use crate::model::Reject;

    #[test]
    fn rejected_rows_are_whole_in_their_place_or_not_there() {
        let folder = tempfile::tempdir().unwrap();
        let place = folder.path().join("rejects.csv");
        let mut file = RejectsFile::begin(&place).unwrap();
        let reject = |message: &str, help: Option<&str>| Reject {
            line: 80_000,
            column: 12,
            field: Some("=wait".into()),
            code: "E429",
            message: message.into(),
            help: help.map(str::to_owned),
        };
        file.add("log.csv", &reject("`#REF!`, is \"no\" number", None));
        file.add("log.csv", &reject("@x\u{1b}[2J", Some("map it")));
        let staged = file.finish().unwrap();
        assert!(!place.exists());
        staged.keep().unwrap();
        assert_eq!(
            std::fs::read_to_string(&place).unwrap(),
            "file,line,column,code,field,message,hint\n\
             log.csv,80000,12,E429,'=wait,\"`#REF!`, is \"\"no\"\" number\",\n\
             log.csv,80000,12,E429,'=wait,'@x\\u{1b}[2J,map it\n"
        );
        drop(RejectsFile::begin(&folder.path().join("other.csv")).unwrap());
        assert_eq!(
            std::fs::read_dir(folder.path()).unwrap().count(),
            1,
            "what was not finished leaves nothing"
        );
    }
}
