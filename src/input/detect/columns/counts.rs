//! The columns of interval counts: a row an interval.

use super::measure::{Known, Verdict, seconds};
use super::names::unit;
use super::vocabulary::Meaning;
use crate::input::ValueWord;
use crate::input::detect::recipe::{HandleTime, Odd, Recipe};
use crate::input::detect::text::Sample;
use crate::input::history::shown;
use std::collections::BTreeMap;

/// Mean seconds up to which a column of handle time is that of a contact, not that of an interval.
const OF_ONE_CONTACT: f64 = 3600.0;

/// The column that counts contacts, where the rows are intervals.
pub(in crate::input::detect) fn offered(sample: &Sample, known: &Known) -> Option<usize> {
    let counts = |at: &usize| {
        let column = &sample.columns[*at];
        column.filled() > 0 && column.numbers * 2 > column.filled() && column.least >= 0.0
    };
    let ours = |at: &usize| sample.names[*at].trim().eq_ignore_ascii_case("offered");
    known.columns(Meaning::Offered).into_iter().find(|at| ours(at) || counts(at)).or_else(|| {
        let numbers =
            |at: &usize| counts(at) && sample.columns[*at].most > 1.0 && sample.columns[*at].fractions == 0;
        known.columns(Meaning::Answered).into_iter().find(numbers)
    })
}

/// Maps the columns of interval counts.
pub(in crate::input::detect) fn of_counts(
    sample: &Sample,
    known: &Known,
    recipe: &mut Recipe,
    offered: usize,
) {
    recipe.map("offered", &sample.names[offered], known.system(offered, Meaning::Offered));
    if known.columns(Meaning::Answered).contains(&offered) {
        let words = "contacts answered: no column counts those offered, so that who gave up is missing";
        recipe.remark("columns.offered", words);
    }
    let gave_up = abandoned(sample, known, recipe, offered);
    handle(sample, known, recipe, Counts { offered, gave_up });
}

/// Where the counts of an interval stand.
#[derive(Debug, Clone, Copy)]
struct Counts {
    offered: usize,
    gave_up: Option<usize>,
}

fn number(row: &[String], at: usize) -> f64 {
    row.get(at).and_then(|text| text.parse().ok()).unwrap_or(0.0)
}

impl Counts {
    fn answered(&self, row: &[String]) -> f64 {
        number(row, self.offered) - self.gave_up.map_or(0.0, |at| number(row, at))
    }
}

fn abandoned(sample: &Sample, known: &Known, recipe: &mut Recipe, offered: usize) -> Option<usize> {
    let named_answered = known.columns(Meaning::Answered).contains(&offered);
    for at in known.columns(Meaning::Abandoned) {
        let (name, column) = (&sample.names[at], &sample.columns[at]);
        if named_answered {
            recipe.leave(name, "abandoned", "counts contacts that are not among those answered", Odd::All);
            continue;
        }
        if column.filled() > 0 && (column.numbers == 0 || column.texts * 20 > column.filled()) {
            recipe.leave(name, "abandoned", "holds no plain numbers", Odd::All);
        } else if column.fractions > 0 && column.most <= 1.0 {
            let why = "holds shares, and a history holds numbers of contacts";
            recipe.leave(name, "abandoned", why, Odd::All);
        } else {
            recipe.map("abandoned", name, known.system(at, Meaning::Abandoned));
            if column.blanks > 0 {
                recipe.mean("abandoned", BTreeMap::from([(String::new(), ValueWord::Number(0.0))]));
                recipe.remark("values.abandoned", "an empty field is taken for nobody");
            }
            return Some(at);
        }
    }
    recipe.left_out.push("no column counts who gave up".to_owned());
    None
}

fn handle(sample: &Sample, known: &Known, recipe: &mut Recipe, counts: Counts) {
    let mut columns = known.columns(Meaning::Aht);
    columns.extend(known.columns(Meaning::Handle));
    for at in columns {
        let name = &sample.names[at];
        let system = [Meaning::Aht, Meaning::Handle].map(|meaning| known.system(at, meaning));
        let system = system.into_iter().find(|system| !system.is_empty()).unwrap_or("");
        let total = known.system(at, Meaning::Aht).is_empty() && is_total(sample, at, counts);
        match seconds(sample, at) {
            _ if total => take_total(sample, at, counts, recipe),
            Verdict::Use(mut missing) => {
                recipe.map("aht_seconds", name, system);
                let zeros = &sample.columns[at].zeros;
                let without = |row: &&Vec<String>| {
                    let text = row.get(at).map_or("", String::as_str);
                    text.is_empty() || zeros.contains(text)
                };
                let empty = sample.rows.iter().filter(without).filter(|row| counts.answered(row) > 0.0);
                missing.extend(empty.map(|row| (row[at].clone(), ValueWord::Missing)));
                recipe.mean("aht_seconds", missing);
                recipe.handle_time = None;
                return;
            }
            Verdict::Useless { why, odd, mean } => {
                recipe.leave(name, "aht_seconds", why, odd);
                let from = format!("mean of `{}` over the rows looked at", shown(name));
                let found = mean.filter(|mean| *mean >= 1.0).map(|seconds| HandleTime { seconds, from });
                recipe.handle_time = recipe.handle_time.take().or(found);
            }
        }
    }
}

/// Whether a column sums the handle time of an interval.
fn is_total(sample: &Sample, at: usize, counts: Counts) -> bool {
    let name = sample.names[at].to_lowercase();
    let says = name.contains("total") || name.contains('总') || name.contains('總');
    let long = sample.columns[at].mean().is_some_and(|mean| mean > OF_ONE_CONTACT);
    let contacts = sample.columns[counts.offered].mean().unwrap_or(0.0);
    says || (long && contacts > 1.0)
}

fn take_total(sample: &Sample, at: usize, counts: Counts, recipe: &mut Recipe) {
    let name = &sample.names[at];
    let scale = unit(name).map_or(1.0, |unit| unit.seconds());
    let answered: f64 = sample.rows.iter().map(|row| counts.answered(row)).sum();
    let seconds: f64 = sample.rows.iter().map(|row| number(row, at)).sum::<f64>() * scale;
    let why = "sums the handle time of an interval, and a history holds the mean of a contact";
    recipe.leave(name, "aht_seconds", why, Odd::All);
    let mean = seconds / answered;
    if mean.is_finite() && (1.0..86_400.0).contains(&mean) && recipe.handle_time.is_none() {
        let from = format!("sum of `{}` by contacts answered, in the rows looked at", shown(name));
        recipe.handle_time = Some(HandleTime { seconds: mean, from });
    }
}
