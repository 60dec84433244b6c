//! The columns of a log: a row a contact.

use super::measure::{Known, Verdict, seconds};
use super::vocabulary::Meaning;
use super::words::{self, Meanings, Reading};
use crate::input::ValueWord;
use crate::input::detect::recipe::{HandleTime, Odd, Recipe};
use crate::input::detect::text::{Column, Sample};
use crate::input::history::{grouped, listed, shown};

/// Of 100 entries, those whose words must be known in a column of yes and no that may be empty.
const UNDERSTOOD: u64 = 90;
/// Of 20 rows, those that may say neither who gave up nor who was answered.
const UNCLEAR: u64 = 20;
/// Different words without a meaning beyond which a column is left out.
const STRANGE: usize = 10;

/// Maps the columns of a log.
pub(in crate::input::detect) fn of_log(sample: &Sample, known: &Known, recipe: &mut Recipe) {
    let fate = fate(sample, known, recipe);
    wait(sample, known, recipe);
    handle(sample, known, recipe, fate.as_ref());
    csat(sample, known, recipe);
    resolved(sample, known, recipe);
    if let Some(at) = known.columns(Meaning::Agent).first() {
        recipe.map("agent", &sample.names[*at], "");
    }
}

/// The column that says who gave up, and what its words mean.
struct Fate {
    column: usize,
    meanings: Meanings,
}

impl Fate {
    fn is_abandoned(&self, text: &str) -> bool {
        match self.meanings.get(text) {
            Some(meaning) => *meaning == ValueWord::True,
            None => ["true", "yes", "1"].contains(&text.to_lowercase().as_str()),
        }
    }
}

fn fate(sample: &Sample, known: &Known, recipe: &mut Recipe) -> Option<Fate> {
    type Reader = fn(&Column) -> Reading;
    let readers: [(Meaning, Reader); 3] = [
        (Meaning::Abandoned, words::gave_up),
        (Meaning::Answered, words::answered),
        (Meaning::Outcome, words::gave_up),
    ];
    for (meaning, read) in readers {
        for at in known.columns(meaning) {
            let (name, column) = (&sample.names[at], &sample.columns[at]);
            let reading = read(column);
            let unclear = column.filled() - reading.known + open_blanks(column, &reading);
            // How contacts ended says who gave up only where somebody did.
            let tells = meaning != Meaning::Outcome
                || reading.meanings.values().any(|meaning| *meaning == ValueWord::True);
            if reading.known > 0 && tells && unclear * UNCLEAR <= sample.seen && !column.many {
                return Some(take_fate(sample, recipe, (at, known.system(at, meaning)), reading));
            }
            if meaning != Meaning::Outcome || (reading.known > 0 && tells) {
                recipe.leave(name, "abandoned", why_unclear(column, &reading), Odd::Words);
            }
        }
    }
    recipe.left_out.push("no column says who gave up: every contact counts as answered".to_owned());
    None
}

/// Empty fields that say nothing: where some are marked for having given up and none for the opposite, they say no.
fn open_blanks(column: &Column, reading: &Reading) -> u64 {
    let only_yes = reading.known > 0 && reading.answered == 0;
    if only_yes { 0 } else { column.blanks }
}

fn why_unclear(column: &Column, reading: &Reading) -> String {
    let strange: Vec<&String> = reading.unknown.keys().collect();
    if column.filled() == 0 {
        "is empty".to_owned()
    } else if strange.is_empty() && reading.known == column.filled() {
        format!("is empty in {} rows, and says both yes and no in others", grouped(column.blanks))
    } else if strange.is_empty() {
        "holds numbers that say neither yes nor no".to_owned()
    } else {
        format!("holds {}, neither yes nor no", listed(&strange))
    }
}

fn take_fate(
    sample: &Sample,
    recipe: &mut Recipe,
    (column, system): (usize, &'static str),
    reading: Reading,
) -> Fate {
    let name = &sample.names[column];
    recipe.map("abandoned", name, system);
    let open = open_blanks(&sample.columns[column], &reading);
    let Reading { mut meanings, unknown, .. } = reading;
    if sample.columns[column].blanks > 0 && open == 0 {
        meanings.insert(String::new(), ValueWord::False);
    }
    if !unknown.is_empty() {
        let strange: Vec<&String> = unknown.keys().collect();
        let rows: u64 = unknown.values().sum();
        recipe.proposals.push((
            skip_line(name, &strange),
            format!(
                "{} rows with {} are rejected; if they are of no interest:",
                grouped(rows),
                listed(&strange)
            ),
        ));
    }
    recipe.mean("abandoned", meanings.clone());
    Fate { column, meanings }
}

fn skip_line(name: &str, words: &[&String]) -> String {
    use crate::input::detect::plan_text::{key, string};
    let words: Vec<String> = words.iter().map(|word| string(word)).collect();
    format!("skip = {{ {} = [{}] }}", key(name), words.join(", "))
}

fn wait(sample: &Sample, known: &Known, recipe: &mut Recipe) {
    for at in known.columns(Meaning::Wait) {
        // Where the same name holds times, they are no waits.
        if recipe.source.timestamp.contains(&sample.names[at]) {
            continue;
        }
        let name = &sample.names[at];
        match seconds(sample, at) {
            Verdict::Use(mut missing) => {
                recipe.map("wait_seconds", name, known.system(at, Meaning::Wait));
                if sample.columns[at].blanks > 0 {
                    missing.insert(String::new(), ValueWord::Missing);
                }
                recipe.mean("wait_seconds", missing);
                return;
            }
            Verdict::Useless { why, odd, .. } => recipe.leave(name, "wait_seconds", why, odd),
        }
    }
}

fn handle(sample: &Sample, known: &Known, recipe: &mut Recipe, fate: Option<&Fate>) {
    for meaning in [Meaning::Handle, Meaning::Talk] {
        for at in known.columns(meaning) {
            let name = &sample.names[at];
            match seconds(sample, at) {
                Verdict::Use(mut missing) => {
                    recipe.map("handle_seconds", name, known.system(at, meaning));
                    if meaning == Meaning::Talk {
                        recipe.remark(
                            "columns.handle_seconds",
                            "talk alone: work after the contact is not in it",
                        );
                    }
                    if answered_without(sample, at, fate) {
                        missing.insert(String::new(), ValueWord::Missing);
                    }
                    recipe.mean("handle_seconds", missing);
                    recipe.handle_time = None;
                    return;
                }
                Verdict::Useless { why, odd, mean } => {
                    recipe.leave(name, "handle_seconds", why, odd);
                    let from = format!("mean of `{}` in the rows looked at", shown(name));
                    let found = mean.filter(|mean| *mean >= 1.0).map(|seconds| HandleTime { seconds, from });
                    recipe.handle_time = recipe.handle_time.take().or(found);
                }
            }
        }
    }
}

/// Whether any answered contact has no handle time.
fn answered_without(sample: &Sample, at: usize, fate: Option<&Fate>) -> bool {
    let empty = |row: &&Vec<String>| row.get(at).is_none_or(String::is_empty);
    let answered = |row: &Vec<String>| {
        fate.is_none_or(|fate| !fate.is_abandoned(row.get(fate.column).map_or("", String::as_str)))
    };
    sample.rows.iter().filter(empty).any(answered)
}

fn csat(sample: &Sample, known: &Known, recipe: &mut Recipe) {
    for at in known.columns(Meaning::Csat) {
        let (name, column) = (&sample.names[at], &sample.columns[at]);
        if column.filled() == 0 {
            recipe.leave(name, "csat", "is empty", Odd::Words);
            continue;
        }
        let why = "is no score of whole numbers from 1 to 5";
        match words::scores(column) {
            Some(reading) if reading.share() >= 50 && !column.many => {
                take_optional("csat", (name, known.system(at, Meaning::Csat)), reading, recipe);
                return;
            }
            Some(_) => recipe.leave(name, "csat", why, Odd::Words),
            None => recipe.leave(name, "csat", why, Odd::All),
        }
    }
}

fn resolved(sample: &Sample, known: &Known, recipe: &mut Recipe) {
    for at in known.columns(Meaning::Resolved) {
        let (name, column) = (&sample.names[at], &sample.columns[at]);
        let reading = words::solved(column);
        if reading.known > 0 && reading.share() >= UNDERSTOOD && !column.many {
            take_optional("resolved", (name, known.system(at, Meaning::Resolved)), reading, recipe);
            return;
        }
        let strange: Vec<&String> = reading.unknown.keys().collect();
        let why = match strange.as_slice() {
            [] => "does not say yes or no".to_owned(),
            some => format!("holds {}, neither yes nor no", listed(some)),
        };
        recipe.leave(name, "resolved", why, Odd::Words);
    }
}

/// A column that may be empty: words without a meaning stand for no value.
fn take_optional(
    ours: &'static str,
    (theirs, system): (&str, &'static str),
    reading: Reading,
    recipe: &mut Recipe,
) {
    let Reading { mut meanings, unknown, .. } = reading;
    if unknown.len() > STRANGE {
        let strange: Vec<&String> = unknown.keys().collect();
        let why = format!("holds {}, which mean nothing here", listed(&strange));
        recipe.leave(theirs, ours, why, Odd::Words);
        return;
    }
    if !unknown.is_empty() {
        let strange: Vec<&String> = unknown.keys().collect();
        recipe.remark(
            &format!("values.{ours}"),
            format!("{} taken for no answer: are they?", listed(&strange)),
        );
        meanings.extend(unknown.into_keys().map(|word| (word, ValueWord::Missing)));
    }
    recipe.map(ours, theirs, system);
    recipe.mean(ours, meanings);
}
