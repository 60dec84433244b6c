//! A folder with an export, and what `plan` makes of it.

use chrono::{Datelike, NaiveDate, NaiveDateTime, TimeDelta};
use std::path::PathBuf;
use std::process::{Command, Output};

/// What a command came to.
pub(crate) struct Answer {
    pub(crate) code: i32,
    pub(crate) out: String,
    pub(crate) err: String,
}

impl From<Output> for Answer {
    fn from(output: Output) -> Self {
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("UTF-8");
        Self {
            code: output.status.code().expect("no signal"),
            out: text(output.stdout),
            err: text(output.stderr),
        }
    }
}

/// A folder of its own.
pub(crate) struct Desk(tempfile::TempDir);

impl Desk {
    pub(crate) fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    pub(crate) fn file(&self, name: &str, bytes: &[u8]) {
        std::fs::create_dir_all(self.path(name).parent().unwrap()).unwrap();
        std::fs::write(self.path(name), bytes).unwrap();
    }

    pub(crate) fn plan(&self, args: &[&str]) -> Answer {
        let mut command = Command::new(env!("CARGO_BIN_EXE_plan"));
        command.current_dir(self.0.path()).args(args).env_remove("CLICOLOR_FORCE").output().unwrap().into()
    }

    /// Writes a plan for files, which must pass and run.
    pub(crate) fn working(&self, files: &[&str]) -> Written {
        let init = self.plan(&[&["init"], files, &["-o", "plan.toml"]].concat());
        assert_eq!(init.code, 0, "{}", init.err);
        let text = std::fs::read_to_string(self.path("plan.toml")).unwrap();
        self.passes("plan.toml", &text);
        Written(text)
    }

    /// A plan passes `plan check` and runs in `plan forecast`.
    pub(crate) fn passes(&self, plan: &str, text: &str) {
        let check = self.plan(&["check", plan]);
        assert_eq!(check.code, 0, "{}\n{text}", check.err);
        let how = ["--replications", "2", "--threads", "1", "--format", "json"];
        let forecast = self.plan(&[&["forecast", plan], &how[..]].concat());
        assert_eq!(forecast.code, 0, "{}\n{text}", forecast.err);
        let result: serde_json::Value = serde_json::from_str(&forecast.out).unwrap();
        let first = &result["scenarios"][0]["periods"][0];
        let channels = first["channels"].as_array().unwrap();
        let offered = channels.iter().map(|channel| channel["offered"]["mean"].as_f64().unwrap());
        assert!(offered.sum::<f64>() > 0.0, "nobody is expected:\n{text}");
        let required = first["teams"][0]["required_fte"]["mean"].as_f64().unwrap();
        let effective = first["teams"][0]["effective_fte"]["mean"].as_f64().unwrap();
        assert!(effective > 0.5 * required, "{effective} of {required} people:\n{text}");
    }
}

/// The plan for an export of these bytes.
pub(crate) fn plan_for(name: &str, bytes: &[u8]) -> Written {
    let desk = Desk::new();
    desk.file(name, bytes);
    desk.working(&[name])
}

/// A plan that was written.
pub(crate) struct Written(pub(crate) String);

impl Written {
    /// The value of a key as written, the first of its name.
    pub(crate) fn value(&self, key: &str) -> Option<String> {
        let line = self
            .0
            .lines()
            .find(|line| line.strip_prefix(key).is_some_and(|rest| rest.trim_start().starts_with("= ")))?;
        let value = line.split_once("= ")?.1;
        Some(value.split("  # ").next().unwrap_or(value).trim_end().to_owned())
    }

    /// Every key has its value; `-`: the key is not stated.
    pub(crate) fn states(&self, keys: &[(&str, &str)]) -> &Self {
        for (key, value) in keys {
            let wanted = Some((*value).to_owned()).filter(|value| value != "-");
            assert_eq!(self.value(key), wanted, "{key}\n{}", self.0);
        }
        self
    }

    /// The plan has these words anywhere, line breaks aside.
    pub(crate) fn says(&self, words: &str) -> &Self {
        let whole = self.0.replace("\n# ", " ");
        assert!(whole.contains(words), "{words}\n{}", self.0);
        self
    }
}

/// Moments over four weeks, a few a day from nine to six, weekends thinner: every one different.
pub(crate) fn moments() -> Vec<NaiveDateTime> {
    days().into_iter().flat_map(|day| of_day(day).into_iter()).collect()
}

/// The days of four weeks that end one month and begin the next.
pub(crate) fn days() -> Vec<NaiveDate> {
    NaiveDate::from_ymd_opt(2026, 3, 9).unwrap().iter_days().take(28).collect()
}

fn of_day(day: NaiveDate) -> Vec<NaiveDateTime> {
    let step = if day.weekday().num_days_from_monday() < 5 { 63 } else { 127 };
    let start = day.and_hms_opt(9, 3, 7).unwrap();
    (0..9)
        .map(|i| start + TimeDelta::minutes(i * step))
        .take_while(|t| t.date() == day && t.time() < end())
        .collect()
}

fn end() -> chrono::NaiveTime {
    chrono::NaiveTime::from_hms_opt(18, 0, 0).unwrap()
}

/// A header and a line a moment.
pub(crate) fn table(header: &str, line: impl Fn(usize, NaiveDateTime) -> String) -> String {
    let lines = moments().into_iter().enumerate().map(|(i, moment)| line(i, moment) + "\n");
    format!("{header}\n{}", lines.collect::<String>())
}

/// A header and a line for every half-hour from nine to six.
pub(crate) fn intervals(header: &str, line: impl Fn(usize, NaiveDateTime) -> String) -> String {
    let halves = days().into_iter().flat_map(|day| {
        (0..18).map(move |half| day.and_hms_opt(9, 0, 0).unwrap() + TimeDelta::minutes(30 * half))
    });
    let lines = halves.enumerate().map(|(i, start)| line(i, start) + "\n");
    format!("{header}\n{}", lines.collect::<String>())
}

/// A text in an encoding.
pub(crate) fn encoded(text: &str, name: &str) -> Vec<u8> {
    let (bytes, _, lost) = encoding_rs::Encoding::for_label(name.as_bytes()).unwrap().encode(text);
    assert!(!lost, "{name} has no way to write it");
    bytes.into_owned()
}
