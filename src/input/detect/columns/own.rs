//! Columns of our own names that cannot be used: a reader takes them by their names, so they cannot be left out.

use super::words::{self, Meanings};
use crate::input::ValueWord;
use crate::input::detect::recipe::{Left, Odd, Recipe};
use crate::input::detect::text::{Column, Sample};
use crate::input::history::{At, Flaw, grouped, shown};

/// Different words that a plan maps one by one.
const MAPPED: usize = 64;

/// Leaves columns out, and takes what is odd in those of our own names for no value.
///
/// # Errors
/// A column of our own name that can be neither read nor emptied.
pub(in crate::input::detect) fn settle(sample: &Sample, recipe: &mut Recipe) -> Result<(), Flaw> {
    for left in std::mem::take(&mut recipe.left) {
        let own = left.theirs.trim().to_lowercase() == left.ours;
        let column = sample.names.iter().zip(&sample.columns).find(|(name, _)| **name == left.theirs);
        match column.filter(|_| own && !recipe.source.columns.contains_key(left.ours)) {
            None => recipe.left_out.push(format!("`{}` {}", shown(&left.theirs), left.why)),
            Some((_, column)) => empty(column, &left, recipe)?,
        }
    }
    Ok(())
}

fn empty(column: &Column, left: &Left, recipe: &mut Recipe) -> Result<(), Flaw> {
    let meanings = match (left.ours, left.odd) {
        ("abandoned", Odd::Words) if column.filled() == 0 => {
            Some(Meanings::from([(String::new(), ValueWord::False)]))
        }
        ("abandoned", _) => None,
        ("csat", Odd::Words) => words::scores(column).and_then(|reading| without_strange(column, reading)),
        ("resolved", Odd::Words) => without_strange(column, words::solved(column)),
        (_, Odd::Words) => lengths(column),
        (_, Odd::All) => column.distinct().map(|all| all.map(|word| (word, ValueWord::Missing)).collect()),
    };
    let mut meanings = meanings.filter(|meanings| meanings.len() <= MAPPED).ok_or_else(|| refusal(left))?;
    if column.blanks > 0 && ["wait_seconds", "handle_seconds", "aht_seconds"].contains(&left.ours) {
        meanings.insert(String::new(), ValueWord::Missing);
    }
    if left.ours == "aht_seconds" {
        meanings.extend(column.zeros.iter().map(|zero| (zero.clone(), ValueWord::Missing)));
    }
    let taken = match left.odd {
        _ if column.filled() == 0 => "a run reads it so".to_owned(),
        Odd::All => format!("all of it, {} rows, is taken for no value", grouped(column.filled())),
        Odd::Words => "a run takes its words as stated here".to_owned(),
    };
    recipe.remark(&format!("values.{}", left.ours), format!("CHECK: it {}; {taken}", left.why));
    recipe.mean(left.ours, meanings);
    Ok(())
}

/// Meanings of a column whose other words stand for no value.
fn without_strange(column: &Column, reading: words::Reading) -> Option<Meanings> {
    let words::Reading { mut meanings, unknown, .. } = reading;
    meanings.extend(unknown.into_keys().map(|word| (word, ValueWord::Missing)));
    (!column.many).then_some(meanings)
}

/// Lengths that are plainly such in seconds, all other words for no value.
fn lengths(column: &Column) -> Option<Meanings> {
    let meaning = |word: &String| {
        let known = words::hours_minutes_seconds(word).or_else(|| words::decimal_comma(word));
        (word.clone(), known.map_or(ValueWord::Missing, ValueWord::Number))
    };
    (!column.many).then(|| column.words.keys().map(meaning).collect())
}

fn refusal(left: &Left) -> Flaw {
    let name = shown(&left.theirs);
    Flaw::new("E467", At::START, format!("`{name}` {}", left.why)).field(&left.theirs).help(format!(
        "a column of that name is always read: rename `{name}` in the export, drop it there, or mend it"
    ))
}
