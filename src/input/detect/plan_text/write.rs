//! The plan, line by line.

use super::facts::{Facts, channels};
use super::toml_text::{comment, entry, key, one_or_list, string};
use crate::calendar::{Grid, Month};
use crate::input::ValueWord;
use crate::input::detect::door::Detected;
use crate::input::detect::recipe::Recipe;
use crate::input::history::{grouped, listed};
use crate::model::ChannelKind;
use crate::units::Seconds;
use chrono::NaiveDateTime;
use std::collections::BTreeMap;
use std::fmt::Write;

/// Share of paid time off the contacts that a new plan states.
pub(super) const SHRINKAGE: f64 = 0.25;

/// Months of a new plan.
const MONTHS: u32 = 3;

/// A plan for what was detected; `files` are named as the plan file names them.
#[must_use]
pub fn plan_text(detected: &Detected, title: &str, files: &[String]) -> String {
    let (facts, rest) = channels(detected);
    let mut out = head(detected, files);
    out += &plan_table(detected, title);
    out += "\n# ── what customers ask ──────────────────────────────────────────────────────────\n";
    out += &history_table(detected, files);
    for channel in &facts {
        out += &channel_table(channel, start(detected));
    }
    if !rest.is_empty() {
        out += "\n";
        out += &comment(&format!(
            "Not planned here: {}. Give each a [channel.X] with `history = {{}}` to plan it too, or another name with \
             `values = {{ channel = {{ \"THEIRS\" = \"OURS\" }} }}`.",
            listed(&rest)
        ));
    }
    out += "\n# ── who answers ─────────────────────────────────────────────────────────────────\n";
    out + &team_table(&facts)
}

fn head(detected: &Detected, files: &[String]) -> String {
    let (read, accepted, rejected) = detected.rows();
    let skipped: u64 = detected.read.files.iter().map(|file| file.input.rows_skipped).sum();
    let named: Vec<String> =
        files.iter().map(|file| file.rsplit('/').next().unwrap_or(file).to_owned()).collect();
    let mut out = comment(&format!(
        "Made by `plan init` from {}. What was seen there stands in the comments;",
        listed(&named)
    ));
    out += "# what is marked CHECK or ASSUMED is not known from it. A run reads the files strictly as stated here.\n";
    out += "#   plan check FILE        says what is wrong with this plan and its data\n";
    out += "#   plan forecast FILE     says what it leads to\n#\n";
    let mut words = format!("Seen: {} rows, {} accepted", grouped(read), grouped(accepted));
    if rejected > 0 {
        let _ = write!(words, ", {} rejected ({})", grouped(rejected), detected.reasons());
    }
    if skipped > 0 {
        let _ = write!(words, ", {} blank or left out", grouped(skipped));
    }
    if let Some((first, last)) = period(detected) {
        let _ = write!(words, "; from {} to {}", minute(first), minute(last));
    }
    out + &comment(&words) + "\n"
}

fn minute(time: NaiveDateTime) -> String {
    time.format("%Y-%m-%d %H:%M").to_string()
}

fn period(detected: &Detected) -> Option<(NaiveDateTime, NaiveDateTime)> {
    let channels = &detected.read.channels;
    let first = channels.iter().filter_map(|channel| channel.first).min()?;
    Some((first, channels.iter().filter_map(|channel| channel.last).max()?))
}

/// The month after the data.
fn start(detected: &Detected) -> Month {
    let last = period(detected).map_or_else(NaiveDateTime::default, |(_, last)| last);
    Month::of(last.date()).plus(1)
}

fn plan_table(detected: &Detected, title: &str) -> String {
    let mut out = String::from("[plan]\n");
    out += &entry("title", &string(title), "");
    out += &entry("start", &start(detected).first_day().to_string(), "the first of the month after the data");
    out += &entry("months", &MONTHS.to_string(), "");
    out += &entry(
        "timezone",
        &string(detected.recipe.source.timezone.name()),
        detected.recipe.words("timezone"),
    );
    let (interval, why) = interval(detected);
    out += &entry("interval", &string(&format!("{interval} min")), why);
    out + &entry("seed", "1", "the same seed gives the same figures")
}

/// The plan's interval, and why.
fn interval(detected: &Detected) -> (u16, &'static str) {
    match detected.read.channels.iter().map(|channel| channel.grid.minutes()).min() {
        Some(minutes @ (15 | 20 | 30 | 60)) => (minutes, ""),
        Some(minutes) if minutes < 15 => (15, "the counts are finer and are added up"),
        Some(minutes) if minutes >= Grid::DAY.minutes() => {
            (30, "the counts are by day: how a day runs is not known")
        }
        _ => (30, ""),
    }
}

fn history_table(detected: &Detected, files: &[String]) -> String {
    let recipe = &detected.recipe;
    let outside = files.iter().any(|file| file.starts_with("..") || file.starts_with('/'));
    let mut out = String::from("[history]\n");
    if outside {
        out += &comment(
            "The files lie outside the folder of this plan: `plan check` warns of it (W505) unless both are in one \
             repository. Data beside the plan travels with it.",
        );
    }
    let files: Vec<String> = files.iter().map(|file| string(file)).collect();
    out += &entry("files", &format!("[{}]", files.join(", ")), "");
    out += &form(recipe);
    out += &times(recipe);
    out += &max_rejected(detected);
    for (line, why) in &recipe.proposals {
        out += &comment(&format!("CHECK: {why}"));
        out += &comment(line);
    }
    for line in &recipe.left_out {
        out += &comment(&format!("Left out: {line}"));
    }
    out += &columns_table(detected);
    out + &values_table(&recipe.source.values, &recipe.remarks)
}

/// Encoding and delimiter, or the sheet.
fn form(recipe: &Recipe) -> String {
    let words = recipe.words("encoding");
    if let Some(sheet) = &recipe.source.sheet {
        return entry("sheet", &string(sheet), words);
    }
    let mut out = match &recipe.source.encoding {
        Some(encoding) => entry("encoding", &string(encoding), words),
        None => comment(&format!("encoding: {words}, which needs no key")),
    };
    if let Some(delimiter) = recipe.source.delimiter {
        out += &entry("delimiter", &string(&delimiter.to_string()), "");
    }
    out
}

/// Columns and formats of times, and rows without one.
fn times(recipe: &Recipe) -> String {
    let source = &recipe.source;
    let mut out = String::new();
    if !source.timestamp.is_empty() {
        out += &entry("timestamp", &one_or_list(&source.timestamp), recipe.words("timestamp"));
    }
    let words = recipe.words("timestamp_format");
    out += &if source.timestamp_formats.is_empty() {
        comment(&format!("times: ISO 8601, which needs no key; {words}"))
    } else {
        entry("timestamp_format", &one_or_list(&source.timestamp_formats), words)
    };
    if !source.skip.is_empty() {
        let each = |(theirs, words): (&String, &Vec<String>)| {
            let words: Vec<String> = words.iter().map(|word| string(word)).collect();
            format!("{} = [{}]", key(theirs), words.join(", "))
        };
        let tables: Vec<String> = source.skip.iter().map(each).collect();
        out += &entry("skip", &format!("{{ {} }}", tables.join(", ")), recipe.words("skip"));
    }
    out
}

/// The share of rejected rows, just large enough.
fn max_rejected(detected: &Detected) -> String {
    let (read, _, rejected) = detected.rows();
    if rejected == 0 {
        return String::new();
    }
    let percent = 100.0 * rejected as f64 / read.max(1) as f64;
    // Two digits that matter, rounded up.
    let digits = (0_i32..9).find(|digits| percent * 10_f64.powi(*digits) >= 10.0).unwrap_or(9);
    let scale = 10_f64.powi(digits);
    let share = ((percent * scale).ceil() / scale).min(100.0);
    let share = format!("{share:.*}", usize::try_from(digits).unwrap_or(0));
    let words = format!(
        "CHECK: {} of {} rows are rejected ({}); `plan history FILE --rejects rejects.csv` lists them",
        grouped(rejected),
        grouped(read),
        detected.reasons()
    );
    entry("max_rejected", &string(&format!("{share}%")), &words)
}

fn columns_table(detected: &Detected) -> String {
    let recipe = &detected.recipe;
    if recipe.source.columns.is_empty() {
        return String::new();
    }
    let mut out = String::from("\n[history.columns]\n");
    for (ours, theirs) in &recipe.source.columns {
        let words = recipe.words(&format!("columns.{ours}"));
        out += &entry(ours, &string(theirs), words);
    }
    out
}

fn values_table(
    values: &BTreeMap<String, BTreeMap<String, ValueWord>>,
    remarks: &BTreeMap<String, String>,
) -> String {
    if values.is_empty() {
        return String::new();
    }
    let mut out = String::from("\n[history.values]\n");
    for (ours, words) in values {
        let missing = words.values().all(|meaning| *meaning == ValueWord::Missing);
        let value = if missing {
            format!("[{}]", words.keys().map(|word| string(word)).collect::<Vec<_>>().join(", "))
        } else {
            let each = |(word, meaning): (&String, &ValueWord)| format!("{} = {}", key(word), meant(meaning));
            format!("{{ {} }}", words.iter().map(each).collect::<Vec<_>>().join(", "))
        };
        let remark = remarks.get(&format!("values.{ours}")).map(String::as_str);
        out += &entry(ours, &value, remark.unwrap_or(if missing { "stands for no value" } else { "" }));
    }
    out
}

fn meant(meaning: &ValueWord) -> String {
    match meaning {
        ValueWord::True => "true".to_owned(),
        ValueWord::False => "false".to_owned(),
        ValueWord::Number(number) => format!("{number}"),
        ValueWord::Missing => "\"\"".to_owned(),
        ValueWord::Text(text) => string(text),
    }
}

fn channel_table(facts: &Facts, start: Month) -> String {
    let mut out = format!("\n[channel.{}]\n", key(&facts.name));
    let mut seen = format!("{:.0} contacts seen, {:.1} a day", facts.contacts, facts.per_day);
    if let Some(aht) = facts.learnt {
        let _ = write!(seen, "; handle time {aht:.0} s, learnt");
    }
    if facts.abandoned > 0.0 {
        let _ = write!(seen, "; {:.1}% gave up", 100.0 * facts.abandoned);
    }
    out += &comment(&seen);
    if facts.kind == ChannelKind::Deferred {
        out += &entry("kind", "\"deferred\"", "worked off a backlog, oldest first, as the name suggests");
    }
    out += &if facts.is_short() { volume(facts, start) } else { entry("history", "{}", "as [history] says") };
    match (&facts.hours, facts.kind) {
        (Some(hours), _) => out += &entry("hours", hours, "hardly a contact was seen outside"),
        (None, ChannelKind::Live) => {
            out += &comment("hours: every hour; where it is closed, say so: hours = \"09:00-21:00\"")
        }
        (None, ChannelKind::Deferred) => {
            out += &entry(
                "hours",
                "\"09:00-18:00\"",
                "ASSUMED: when people work on it; contacts arrive at any hour",
            );
        }
    }
    if let Some(seconds) =
        facts.learnt.filter(|_| facts.is_short()).and_then(|aht| Seconds::new(aht.round()).ok())
    {
        out += &entry("handle_time", &string(&seconds.to_string()), "the mean seen");
    }
    if let Some((seconds, from)) = &facts.stated {
        out += &entry("handle_time", &string(&seconds.to_string()), from);
    }
    out + &entry("service_level", &string(facts.goal), "ASSUMED: the goal to plan for")
}

/// Contacts by month where there are too few days to learn from.
fn volume(facts: &Facts, start: Month) -> String {
    let month = |ahead: u32| {
        let month = start.plus(ahead);
        format!("{month} = {:.0}", (facts.per_day * f64::from(month.days())).max(1.0))
    };
    let months: Vec<String> = (0..MONTHS).map(month).collect();
    let words = "CHECK: a forecast learns from 7 days or more; this is the mean day seen. With more data: history = {}";
    entry("volume", &format!("{{ {} }}", months.join(", ")), words)
}

fn team_table(facts: &[Facts]) -> String {
    let names: Vec<String> = facts.iter().map(|channel| string(&channel.name)).collect();
    let people: f64 = facts.iter().map(|channel| channel.people).sum();
    let mut out = String::from("[team.frontline]\n");
    out += &entry("serves", &format!("[{}]", names.join(", ")), "");
    out += &entry(
        "headcount",
        &format!("{:.0}", people.ceil().max(1.0)),
        "ASSUMED: about what the mean week seen needs",
    );
    out += &entry("week", "{ days = 5, hours = \"8 h\" }", "");
    out += &entry(
        "shrinkage",
        &string(&format!("{:.0}%", 100.0 * SHRINKAGE)),
        "ASSUMED: paid time off the contacts",
    );
    out += "# attrition      = \"25%\"                      # turnover a year\n";
    out += "# backfill       = { share = \"100%\", lead_time = \"2 months\" }\n";
    out + "# training       = { onboarding = \"1 month\", pass_rate = \"95%\" }\n"
}
