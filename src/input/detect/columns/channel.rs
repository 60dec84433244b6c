//! The column that says which channel a contact came by, or the name for a file without one.

use super::measure::Known;
use super::names::folded;
use super::vocabulary::Meaning;
use crate::input::SourceFile;
use crate::input::detect::text::Sample;
use std::collections::HashSet;

/// Different names beyond which a column is taken for something else than channels.
const NAMES: usize = 200;
/// Words in names of files and columns, and the channel they speak of.
const SPEAKING: [(&str, &str); 22] = [
    ("chat", "chat"),
    ("会话", "chat"),
    ("會話", "chat"),
    ("咨询", "chat"),
    ("在线", "chat"),
    ("email", "email"),
    ("mail", "email"),
    ("邮件", "email"),
    ("郵件", "email"),
    ("ticket", "tickets"),
    ("工单", "tickets"),
    ("工單", "tickets"),
    ("phone", "phone"),
    ("voice", "phone"),
    ("call", "phone"),
    ("acd", "phone"),
    ("话务", "phone"),
    ("電話", "phone"),
    ("电话", "phone"),
    ("来电", "phone"),
    ("呼入", "phone"),
    ("通话", "phone"),
];

/// Where the channel stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::input::detect) enum Lane {
    /// In a column.
    Column(usize),
    /// In none: the whole file is of one.
    Whole(&'static str),
}

impl Lane {
    /// The channel of the rows; counts must not hold an interval of a channel twice.
    pub(in crate::input::detect) fn of(
        sample: &Sample,
        known: &Known,
        files: &[SourceFile],
        moments: Option<&[usize]>,
    ) -> Self {
        let able: Vec<usize> =
            known.columns(Meaning::Channel).into_iter().filter(|at| is_able(sample, known, *at)).collect();
        let best = match moments {
            None => able.first(),
            Some(moments) => able.iter().min_by_key(|at| twice(sample, moments, **at)),
        };
        best.map_or_else(|| Self::Whole(spoken(sample, files)), |at| Self::Column(*at))
    }
}

fn is_able(sample: &Sample, known: &Known, at: usize) -> bool {
    let ours = known.system(at, Meaning::Channel) == "this program";
    let column = &sample.columns[at];
    let few = !column.many && column.words.len() + column.codes.len() <= NAMES && column.fractions == 0;
    ours || (few && column.filled() * 2 > sample.seen)
}

/// Rows whose interval and channel stood there before.
fn twice(sample: &Sample, moments: &[usize], channel: usize) -> usize {
    let mut met = HashSet::new();
    let field = |row: &'_ [String], at: usize| row.get(at).cloned().unwrap_or_default();
    let key = |row: &Vec<String>| {
        (moments.iter().map(|at| field(row, *at)).collect::<Vec<_>>(), field(row, channel))
    };
    sample.rows.iter().filter(|row| !met.insert(key(row))).count()
}

/// The channel that the name of the first file, or the header, speaks of.
fn spoken(sample: &Sample, files: &[SourceFile]) -> &'static str {
    let file = files.first().map(|file| file.written.as_str()).unwrap_or_default();
    let stem = file.rsplit(['/', '\\']).next().unwrap_or_default();
    let speaks = |text: &str| {
        let bare = folded(text);
        SPEAKING.iter().find(|(word, _)| bare.contains(word)).map(|(_, channel)| *channel)
    };
    let header = || sample.names.iter().find_map(|name| speaks(name));
    speaks(stem).or_else(header).unwrap_or("contacts")
}
