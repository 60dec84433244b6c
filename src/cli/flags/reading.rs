//! How files of inquiries are read, in the commands that take them.

use crate::calendar::Grid;
use crate::input::ValueWord;
use crate::input::typed::{self, Zone};
use clap::Args;
use std::collections::BTreeMap;

/// What is told of files, never guessed.
#[derive(Debug, Clone, Args)]
pub(in crate::cli) struct Reading {
    /// The channel, of files without a column of channels
    #[arg(long, value_name = "NAME", help_heading = "Reading")]
    pub channel: Option<String>,
    /// Other names of columns, as in wait_seconds=q_time,channel=Queue; repeatable
    #[arg(long, value_name = "OURS=THEIRS", value_parser = typed::columns, help_heading = "Reading")]
    pub columns: Vec<BTreeMap<String, String>>,
    /// What words of a column mean: true, false, empty, a number or another word; repeatable
    #[arg(long, value_name = "COLUMN:WORD=MEANING", value_parser = values, help_heading = "Reading")]
    pub values: Vec<(String, Vec<(String, ValueWord)>)>,
    /// Rows to leave out by the word in one of their columns; repeatable
    #[arg(long, value_name = "COLUMN=WORD", value_parser = skip, help_heading = "Reading")]
    pub skip: Vec<(String, Vec<String>)>,
    /// Column of the time, or columns of its parts, as in date,time
    #[arg(long, value_name = "COLUMN", value_delimiter = ',', help_heading = "Reading")]
    pub timestamp: Vec<String>,
    /// Form of the times, as in "%d/%m/%Y %H:%M", or epoch; repeatable
    #[arg(long, value_name = "FORM", help_heading = "Reading")]
    pub timestamp_format: Vec<String>,
    /// Zone of local times, as in Asia/Shanghai [default: UTC]
    #[arg(long, value_name = "ZONE", value_parser = typed::zone, help_heading = "Reading")]
    pub timezone: Option<Zone>,
    /// Encoding of the files, where it is not UTF-8
    #[arg(long, value_name = "NAME", help_heading = "Reading")]
    pub encoding: Option<String>,
    /// What stands between fields, where it is no comma
    #[arg(long, value_name = "SIGN", value_parser = typed::delimiter, help_heading = "Reading")]
    pub delimiter: Option<char>,
    /// Sheet of a workbook that has several
    #[arg(long, value_name = "NAME", help_heading = "Reading")]
    pub sheet: Option<String>,
    /// Threads to read with, 1 to 256; figures do not depend on it
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=256), help_heading = "Reading")]
    pub threads: Option<u16>,
}

impl Reading {
    /// The flags that were given, of those that say how a file is read.
    pub(in crate::cli) fn given(&self) -> Vec<&'static str> {
        let flags = [
            ("--channel", self.channel.is_some()),
            ("--columns", !self.columns.is_empty()),
            ("--values", !self.values.is_empty()),
            ("--skip", !self.skip.is_empty()),
            ("--timestamp", !self.timestamp.is_empty()),
            ("--timestamp-format", !self.timestamp_format.is_empty()),
            ("--timezone", self.timezone.is_some()),
            ("--encoding", self.encoding.is_some()),
            ("--delimiter", self.delimiter.is_some()),
            ("--sheet", self.sheet.is_some()),
        ];
        flags.into_iter().filter_map(|(name, given)| given.then_some(name)).collect()
    }
}

/// `30m`, `1h`, `1d`.
pub(super) fn grid(text: &str) -> Result<Grid, String> {
    const FORM: &str = "an interval is 5, 10, 15, 20, 30 or 60 minutes or a day: 30m, 1h, 1d";
    let minutes = typed::interval(text)?.get() / 60.0;
    let known = Grid::MINUTES.into_iter().chain([Grid::DAY.minutes()]);
    let same = |length: &u16| (f64::from(*length) - minutes).abs() < 1e-9;
    known.into_iter().find(same).and_then(Grid::of_minutes).ok_or_else(|| FORM.into())
}

/// `abandoned:HANG=true,AGENT=false`.
fn values(text: &str) -> Result<(String, Vec<(String, ValueWord)>), String> {
    const FORM: &str =
        "write COLUMN:WORD=MEANING, like abandoned:HANG=true,AGENT=false or wait_seconds:NA=empty";
    let (column, pairs) = text.split_once(':').ok_or(FORM)?;
    let words = pairs.split(',').map(|pair| {
        let (word, meaning) = pair.split_once('=')?;
        Some((word.trim().to_owned(), meant(meaning.trim())))
    });
    let words = words.collect::<Option<Vec<_>>>().filter(|_| !column.trim().is_empty()).ok_or(FORM)?;
    Ok((column.trim().to_owned(), words))
}

fn meant(meaning: &str) -> ValueWord {
    match meaning.to_ascii_lowercase().as_str() {
        "true" | "yes" => ValueWord::True,
        "false" | "no" => ValueWord::False,
        "" | "empty" | "missing" => ValueWord::Missing,
        number => match number.parse::<f64>() {
            Ok(number) if number.is_finite() => ValueWord::Number(number),
            _ => ValueWord::Text(meaning.to_owned()),
        },
    }
}

/// `outcome=PHANTOM,TEST`.
fn skip(text: &str) -> Result<(String, Vec<String>), String> {
    const FORM: &str = "write COLUMN=WORD, like outcome=PHANTOM or status=test,internal";
    let (column, words) = text.split_once('=').ok_or(FORM)?;
    if column.trim().is_empty() {
        return Err(FORM.into());
    }
    Ok((column.trim().to_owned(), words.split(',').map(|word| word.trim().to_owned()).collect()))
}

#[cfg(test)]
mod tests {
    use super::{grid, skip, values};
    use crate::input::ValueWord;

    #[test]
    fn words_mean_what_is_said() {
        let (column, words) = values("abandoned: HANG=true,AGENT=no,=empty,A=7,B=b:c").unwrap();
        assert_eq!(column, "abandoned");
        let meanings: Vec<_> = words.iter().map(|(word, meaning)| (word.as_str(), meaning)).collect();
        assert_eq!(
            meanings,
            [
                ("HANG", &ValueWord::True),
                ("AGENT", &ValueWord::False),
                ("", &ValueWord::Missing),
                ("A", &ValueWord::Number(7.0)),
                ("B", &ValueWord::Text("b:c".into()))
            ]
        );
        assert!(values("HANG=true").is_err() && values(":HANG=true").is_err() && values("a:HANG").is_err());
        assert_eq!(
            skip("outcome=PHANTOM, x").unwrap(),
            ("outcome".into(), vec!["PHANTOM".into(), "x".into()])
        );
    }

    #[test]
    fn intervals_are_those_of_a_plan_or_a_day() {
        let minutes = |text| grid(text).map(crate::calendar::Grid::minutes);
        assert_eq!(
            (minutes("30m"), minutes("1h"), minutes("1d"), minutes("24 h")),
            (Ok(30), Ok(60), Ok(1440), Ok(1440))
        );
        assert!(minutes("45m").unwrap_err().contains("30m, 1h, 1d"));
    }
}
