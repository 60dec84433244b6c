//! The flags of `plan history`.

use super::args::{Form, share};
use super::data_args::Definition;
use crate::calendar::Grid;
use crate::input::ValueWord;
use crate::input::typed::{self, Zone};
use crate::model::question::LevelGoal;
use chrono::NaiveDate;
use clap::Args;
use std::collections::BTreeMap;

/// `plan history`.
#[derive(Debug, Args)]
pub(super) struct History {
    /// Logs of inquiries, or interval counts; `-` is standard input
    #[arg(required = true, value_name = "FILE")]
    pub files: Vec<String>,
    /// Share answered within a time, as in "80% in 20s": shows the service level that was reached
    #[arg(long, value_name = "GOAL", value_parser = typed::level_goal, help_heading = "Figures")]
    pub target: Option<LevelGoal>,
    /// How contacts that gave up count in it [default: offered]
    #[arg(long, value_name = "DEFINITION", requires = "target", help_heading = "Figures")]
    pub sl_definition: Option<Definition>,
    /// Length of intervals, as in 30m or 1d: the CSV has a row an interval, not a row a channel
    #[arg(long, value_name = "TIME", value_parser = grid, help_heading = "Figures")]
    pub interval: Option<Grid>,
    /// Last day used, as in 2026-09-30; later rows are read and set apart
    #[arg(long, value_name = "DATE", help_heading = "Figures")]
    pub as_of: Option<NaiveDate>,
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
    /// Zone of local times, as in Asia/Shanghai
    #[arg(long, value_name = "ZONE", default_value = "UTC", value_parser = typed::zone, help_heading = "Reading")]
    pub timezone: Zone,
    /// Encoding of the files, where it is not UTF-8
    #[arg(long, value_name = "NAME", help_heading = "Reading")]
    pub encoding: Option<String>,
    /// What stands between fields, where it is no comma
    #[arg(long, value_name = "SIGN", value_parser = typed::delimiter, help_heading = "Reading")]
    pub delimiter: Option<char>,
    /// Sheet of a workbook that has several
    #[arg(long, value_name = "NAME", help_heading = "Reading")]
    pub sheet: Option<String>,
    /// Share of rows that may be rejected, as in 0.1%; more ends with 2 [default: all but one]
    #[arg(long, value_name = "SHARE", value_parser = share, help_heading = "Reading")]
    pub max_rejected: Option<f64>,
    /// Threads to read with, 1 to 256; figures do not depend on it
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=256), help_heading = "Reading")]
    pub threads: Option<u16>,
    /// Write every rejected row with its reason to a CSV
    #[arg(long, value_name = "FILE", help_heading = "Result")]
    pub rejects: Option<String>,
    /// Form of the result on standard output
    #[arg(long, value_name = "FORM", default_value = "table", help_heading = "Result")]
    pub format: Form,
    /// Also write the result to a file that ends in .json, .csv or .md; repeatable
    #[arg(short, long, value_name = "FILE", help_heading = "Result")]
    pub output: Vec<String>,
}

/// `30m`, `1h`, `1d`.
fn grid(text: &str) -> Result<Grid, String> {
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

pub(super) const EXAMPLES: &str = "\
Examples:
  plan history chat.csv --channel chat           what the file holds
  plan history 2026-*.csv.gz --target \"80% in 20s\"
  plan history log.csv --rejects rejects.csv     every rejected row with its reason
  plan history log.csv --interval 30m --format csv > counts.csv
  plan history bank.txt --delimiter \\t --channel phone --timezone Asia/Jerusalem \\
    --timestamp date,vru_entry --timestamp-format \"%y%m%d %H:%M:%S\" --skip outcome=PHANTOM \\
    --columns wait_seconds=q_time,handle_seconds=ser_time,abandoned=outcome \\
    --values abandoned:HANG=true,AGENT=false

A log has a row an inquiry: timestamp, and where known channel, wait_seconds,
handle_seconds, abandoned, csat (1 to 5), resolved and agent. Interval counts
have interval_start, offered, and where known channel, aht_seconds, abandoned.
CSV, also packed with gzip or zstd. What differs is said by flags, never
guessed. Rows that are wrong are set aside and said, and the rest is shown.

With --interval the CSV has every interval of every day with rows, 0 where
nothing came, and can be read as a history again. An hour that came twice is
there twice, with its offsets; a time that never was is not there. Where no
contact answered in an interval has a handle time, it has the mean of its
channel, and a note says how many rows do. Names that a spreadsheet would run
are written with a ' before them.

Exit codes: 0 done, also where rows were rejected; 2 wrong usage, a file that is
refused, or no row accepted; 3 the machine failed, or a file cannot be opened;
130 interrupted.";

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
