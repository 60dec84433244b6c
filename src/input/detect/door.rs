//! The door: files in, how to read them out, and what reading them so came to.

use super::columns::names::{folded, meanings};
use super::columns::vocabulary::Meaning;
use super::columns::{Known, Lane, of_counts, of_log, offered, settle};
use super::recipe::{Recipe, named_by};
use super::text::{Form, Sample, script};
use super::times::{By, Hints, Moments, Order, zone};
use crate::input::history::{Asked, At, Flaw, HistoriesRead, grouped, listed, read_asked, shown};
use crate::input::{Diagnostic, Severity, SourceFile};
use crate::model::Reject;
use std::collections::BTreeMap;

/// Of 100 rows, those without a time from which on they are left out as rows of no interest.
const TIMELESS: u64 = 1;
/// Of 20 rows, those without a channel from which on they get one of their own.
const LANELESS: u64 = 20;
/// Of 20 rows, those that may count an interval again.
const SEVERAL: u64 = 20;
/// Of 20 rows, those that may be rejected.
const BORNE: u64 = 20;
/// Rejected rows that a refusal says one by one.
const SAID: usize = 5;

/// How files are to be read, and what reading them so came to.
#[derive(Debug, Clone, PartialEq)]
pub struct Detected {
    pub(super) recipe: Recipe,
    pub(super) read: HistoriesRead,
    /// Rejected rows by code.
    pub(super) rejected: BTreeMap<String, u64>,
}

impl Detected {
    /// Rows read, accepted and rejected in all files.
    #[must_use]
    pub fn rows(&self) -> (u64, u64, u64) {
        self.read.files.iter().fold((0, 0, 0), |(read, accepted, rejected), file| {
            let input = &file.input;
            (read + input.rows_read, accepted + input.rows_accepted, rejected + input.rows_rejected)
        })
    }

    /// Codes of rejected rows with their numbers.
    pub(super) fn reasons(&self) -> String {
        let reasons = self.rejected.iter().map(|(code, count)| format!("{code} {}", grouped(*count)));
        reasons.collect::<Vec<_>>().join(", ")
    }

    /// Channels with a row.
    #[must_use]
    pub fn channels(&self) -> usize {
        self.read.channels.iter().filter(|channel| channel.totals.offered > 0.0).count()
    }
}

/// Looks at files and finds how to read them.
///
/// # Errors
/// Every objection, where the files cannot be read in any way that was tried.
pub fn detect(files: &[SourceFile]) -> Result<Detected, Vec<Diagnostic>> {
    let first = files.first().map_or("", |file| file.written.as_str());
    let refused = |flaw: Flaw| vec![flaw.diagnostic(Severity::Error, first)];
    let form = form_of(files).map_err(|found| vec![*found])?;
    let sample = Sample::of(files, &form).map_err(|found| vec![*found])?;
    if sample.seen == 0 {
        let flaw = Flaw::new("E408", At::START, "a header and no rows that could be read")
            .help("is the export empty?");
        return Err(refused(flaw));
    }
    let recipe = recipe(&sample, &form, files).map_err(refused)?;
    let mut told = Told::default();
    let takes = |file: &str, reject: &Reject| told.take(file, reject);
    let read = read_asked(&recipe.source, Asked { rejects: Some(Box::new(takes)), ..Asked::default() });
    let mut errors: Vec<Diagnostic> =
        read.diagnostics.iter().filter(|found| found.severity == Severity::Error).cloned().collect();
    let detected = Detected { rejected: told.by_code, recipe, read };
    let flaw = if errors.is_empty() {
        match several_rows(&detected, &sample) {
            Some(flaw) => return Err(refused(flaw)),
            None => many_rejected(&detected),
        }
    } else {
        let flaw = Flaw::new("E467", At::START, "the files cannot be read in the way that was found");
        Some(flaw.help(format!("tried: {}", tried(&detected.recipe))))
    };
    let Some(flaw) = flaw else { return Ok(detected) };
    let mut found = told.first;
    found.append(&mut errors);
    found.extend(refused(flaw));
    Err(found)
}

/// What is told of rejected rows: how many by code, and the first of them.
#[derive(Default)]
struct Told {
    by_code: BTreeMap<String, u64>,
    first: Vec<Diagnostic>,
}

impl Told {
    fn take(&mut self, file: &str, reject: &Reject) {
        *self.by_code.entry(reject.code.to_owned()).or_default() += 1;
        if self.first.len() < SAID {
            let at = At { line: reject.line, column: reject.column };
            let mut flaw = Flaw::new(reject.code, at, reject.message.clone());
            (flaw.field, flaw.help) = (reject.field.clone(), reject.help.clone());
            self.first.push(flaw.diagnostic(Severity::Error, file));
        }
    }
}

/// The refusal of files of which a run would lose too much.
fn many_rejected(detected: &Detected) -> Option<Flaw> {
    let (read, _, rejected) = detected.rows();
    if rejected * BORNE <= read {
        return None;
    }
    let message = format!(
        "{} of {} rows would be rejected ({}), and a plan would miss what they say",
        grouped(rejected),
        grouped(read),
        detected.reasons()
    );
    let help = format!(
        "mend or drop these rows or columns in the export; more than {}% is not borne; tried: {}",
        100 / BORNE,
        tried(&detected.recipe)
    );
    Some(Flaw::new("E467", At::START, message).help(help))
}

/// The refusal of counts that stand in several rows an interval, such as one an agent.
fn several_rows(detected: &Detected, sample: &Sample) -> Option<Flaw> {
    let twice = detected.rejected.get("E435").copied().unwrap_or(0);
    let (read, ..) = detected.rows();
    if twice * SEVERAL <= read {
        return None;
    }
    let message =
        format!("{} of {} rows count an interval that stood there before", grouped(twice), grouped(read));
    let agent = Known::of(&sample.names).columns(Meaning::Agent).first().map(|at| sample.names[*at].clone());
    let help = match agent {
        Some(agent) => format!("the rows are one a `{}`: export the counts of all together", shown(&agent)),
        None => "export one row an interval and channel; what tells the rows apart?".to_owned(),
    };
    Some(Flaw::new("E468", At::START, message).help(help))
}

/// The form of the first file, which the others must have too.
fn form_of(files: &[SourceFile]) -> Result<Form, Box<Diagnostic>> {
    let mut first: Option<Form> = None;
    for file in files {
        let form = Form::of(file)?;
        let Some(first) = &mut first else {
            first = Some(form);
            continue;
        };
        let same = first.encoding.ascii || form.encoding.ascii || form.encoding.name == first.encoding.name;
        if first.encoding.ascii && !form.encoding.ascii {
            first.encoding = form.encoding.clone();
        }
        if (first.delimiter, &first.sheet) != (form.delimiter, &form.sheet) || !same {
            let flaw = Flaw::new(
                "E465",
                At::START,
                "this file is written in another encoding, with another delimiter or in another sheet than the first",
            )
            .help("look at files of one kind at a time, and write one plan of several by hand");
            return Err(Box::new(flaw.diagnostic(Severity::Error, &file.written)));
        }
    }
    first.ok_or_else(|| {
        Box::new(Flaw::new("E401", At::START, "no file is named").diagnostic(Severity::Error, ""))
    })
}

fn recipe(sample: &Sample, form: &Form, files: &[SourceFile]) -> Result<Recipe, Flaw> {
    let known = Known::of(&sample.names);
    let counts = offered(sample, &known);
    let moments = Moments::of(sample, &known, counts.is_some())?;
    let mut recipe = Recipe::of(files);
    recipe.source.encoding = form.encoding.name.map(str::to_owned);
    recipe.remark("encoding", form.encoding.seen.clone());
    recipe.source.delimiter = form.delimiter;
    recipe.source.sheet.clone_from(&form.sheet);
    take_moments(sample, &known, &moments, counts.is_some(), &mut recipe);
    take_zone(sample, &moments, &mut recipe);
    take_channel(sample, &known, files, counts.map(|_| moments.columns.as_slice()), &mut recipe);
    match counts {
        Some(offered) => of_counts(sample, &known, &mut recipe, offered),
        None => of_log(sample, &known, &mut recipe),
    }
    settle(sample, &mut recipe)?;
    if !sample.whole {
        let words =
            format!("only the first {} rows were looked at for names and words", grouped(sample.seen));
        recipe.left_out.push(words);
    }
    Ok(recipe)
}

fn take_moments(sample: &Sample, known: &Known, moments: &Moments, counts: bool, recipe: &mut Recipe) {
    let names: Vec<&String> = moments.columns.iter().map(|at| &sample.names[*at]).collect();
    let ours = if counts { "interval_start" } else { "timestamp" };
    let plain = matches!(names.as_slice(), [one] if one.trim().eq_ignore_ascii_case(ours));
    if !plain {
        recipe.source.timestamp = names.iter().map(|name| (*name).clone()).collect();
        let system = moments.columns.first().map_or("", |at| known.system(*at, Meaning::Moment));
        let words = if moments.by_values {
            "no name is known; its values are times: is it when contacts came?".to_owned()
        } else {
            let example = format!("`{}` as written", shown(&moments.times.example));
            let first = names.first().map_or("", |name| name.as_str());
            named_by(first, system).map_or(example.clone(), |named| format!("{named}; {example}"))
        };
        recipe.remark("timestamp", words);
    }
    recipe.source.timestamp_formats.clone_from(&moments.times.formats);
    let (read, of) = (moments.times.read as u64, moments.times.of as u64);
    let mut words = format!("reads {} of {} times looked at", grouped(read), grouped(of));
    if let Some(order) = moments.times.order {
        words = format!("{words}; {}", order_words(order));
    }
    recipe.remark("timestamp_format", words);
    let first = moments.columns.first().copied().unwrap_or(0);
    let blanks = sample.columns[first].blanks;
    if blanks * 100 > sample.seen * TIMELESS {
        recipe.source.skip.insert(sample.names[first].clone(), vec![String::new()]);
        recipe
            .remark("skip", format!("{} rows without a time, of {}", grouped(blanks), grouped(sample.seen)));
    }
}

fn order_words(order: Order) -> String {
    let which = if order.day_first { "day before month" } else { "month before day" };
    match order.by {
        By::Values => format!("{which}, as days after the 12th show"),
        By::Sequence => format!("{which}: only so do the dates follow each other"),
        By::Guess => format!("CHECK: {which} is a guess, nothing in the file tells"),
    }
}

fn take_zone(sample: &Sample, moments: &Moments, recipe: &mut Recipe) {
    let mut text: String = sample.names.join(" ");
    for row in sample.rows.iter().take(50) {
        text.push_str(&row.join(" "));
    }
    let times = &moments.times;
    let instants = times.formats == ["epoch"];
    let says_utc = moments.columns.iter().any(|at| {
        let name = sample.names[*at].to_lowercase();
        name.contains("utc") || name.contains("gmt")
    });
    let amazon = moments.columns.iter().any(|at| {
        folded(&sample.names[*at]) == "initiationtimestamp"
            && meanings(&sample.names[*at]).iter().any(|known| known.system == "Amazon Connect")
    });
    let hints =
        Hints { offsets: &times.offsets, instants, says_utc: says_utc || amazon, script: script(&text) };
    let (found, why) = zone(&hints);
    recipe.source.timezone = found;
    recipe.remark("timezone", why);
}

fn take_channel(
    sample: &Sample,
    known: &Known,
    files: &[SourceFile],
    moments: Option<&[usize]>,
    recipe: &mut Recipe,
) {
    match Lane::of(sample, known, files, moments) {
        Lane::Column(at) => {
            recipe.map("channel", &sample.names[at], known.system(at, Meaning::Channel));
            let blanks = sample.columns[at].blanks;
            if blanks * LANELESS > sample.seen {
                let other = crate::input::ValueWord::Text("unknown".to_owned());
                recipe.mean("channel", BTreeMap::from([(String::new(), other)]));
                recipe.remark("values.channel", format!("{} rows name no channel", grouped(blanks)));
            }
        }
        Lane::Whole(name) => recipe.source.channel = name.to_owned(),
    }
}

/// What was tried, for a refusal.
fn tried(recipe: &Recipe) -> String {
    let source = &recipe.source;
    let mut words = vec![format!("encoding {}", source.encoding.as_deref().unwrap_or("utf-8"))];
    words.push(format!("delimiter `{}`", shown(&source.delimiter.unwrap_or(',').to_string())));
    if !source.timestamp.is_empty() {
        words.push(format!("times in {}", listed(&source.timestamp)));
    }
    let formats = &source.timestamp_formats;
    words.push(if formats.is_empty() {
        "ISO 8601".to_owned()
    } else {
        format!("formats {}", listed(formats))
    });
    let columns: Vec<String> =
        source.columns.iter().map(|(ours, theirs)| format!("{ours} = {theirs}")).collect();
    if !columns.is_empty() {
        words.push(format!("columns {}", listed(&columns)));
    }
    words.join(", ")
}
