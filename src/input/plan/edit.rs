//! Changes to a plan file that keep its comments and its layout.

use toml_edit::{Decor, DocumentMut, InlineTable, Item, TableLike, Value};

/// A key and the value that it shall have.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlanEdit {
    /// Where it stands, as in `channel`, `chat`, `patience`.
    pub path: Vec<String>,
    /// The value as TOML.
    pub value: String,
    /// What is written beside it where nothing stands there yet.
    pub words: String,
    /// Whether a value that stands there already stays.
    pub only_where_absent: bool,
}

/// What an edit did to one key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlanChange {
    /// The key, as in `channel.chat.patience`.
    pub key: String,
    /// What stood there, as TOML in one line; `None` where nothing did.
    pub before: Option<String>,
    /// What stands there now.
    pub after: String,
    /// Scenarios and sweeps that state the key themselves, and keep their value.
    pub kept: Vec<String>,
}

/// Why a plan is not edited; each names the key and the way out.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum EditRefusal {
    /// The text is no TOML.
    #[error("the plan is no TOML: {0}")]
    NotToml(String),
    /// A table that the plan does not have.
    #[error("the plan has no [{table}]; it has {known}")]
    NoTable {
        /// The table.
        table: String,
        /// Those of its kind that there are.
        known: String,
    },
    /// A key whose value stands in several places, which would contradict each other.
    #[error("`{key}` is stated in several places: also in `{other}`; {help}")]
    Twice {
        /// The key.
        key: String,
        /// The other place.
        other: String,
        /// The way out.
        help: String,
    },
    /// A key that is a value where a table is needed.
    #[error("`{0}` is no table")]
    NoPlace(String),
}

/// What a comment of ours begins with.
const OURS: &str = "calibrated: ";

/// The text with all edits made, and what they changed; or every reason against.
///
/// Comments, order and layout of all else stay as they are; a comment beside a changed value stays too, unless an earlier
/// edit made it.
///
/// # Errors
/// [`EditRefusal`], all of them; then nothing is changed.
pub fn edit(text: &str, edits: &[PlanEdit]) -> Result<(String, Vec<PlanChange>), Vec<EditRefusal>> {
    let (mark, body) = text.strip_prefix('\u{feff}').map_or(("", text), |body| ("\u{feff}", body));
    let parsed = body.parse::<DocumentMut>();
    let mut plan = parsed.map_err(|error| vec![EditRefusal::NotToml(error.message().to_owned())])?;
    let refusals: Vec<EditRefusal> = edits.iter().filter_map(|edit| refusal(&plan, edit)).collect();
    if !refusals.is_empty() {
        return Err(refusals);
    }
    let mut changes = Vec::new();
    for edit in edits {
        changes.push(change(&mut plan, edit).map_err(|refused| vec![refused])?);
    }
    let edited = plan.to_string();
    let windows = body.contains("\r\n");
    let edited = if windows { edited.replace("\r\n", "\n").replace('\n', "\r\n") } else { edited };
    Ok((format!("{mark}{edited}"), changes))
}

/// Names of the tables of a kind, as in `team`; none where the text is no TOML.
#[must_use]
pub fn tables_of(text: &str, kind: &str) -> Vec<String> {
    let body = text.strip_prefix('\u{feff}').unwrap_or(text);
    let plan = body.parse::<DocumentMut>().unwrap_or_default();
    names(&plan, kind)
}

/// The survey that a plan's baseline names, as written; `None` where it names none, or the text is no TOML.
#[must_use]
pub fn survey_of(text: &str) -> Option<String> {
    let body = text.strip_prefix('\u{feff}').unwrap_or(text);
    let plan = body.parse::<DocumentMut>().ok()?;
    let survey = plan.get("csat")?.as_table_like()?.get("survey")?;
    let file = survey.as_table_like().and_then(|table| table.get("file")).unwrap_or(survey);
    file.as_str().map(str::to_owned)
}

fn names(plan: &DocumentMut, kind: &str) -> Vec<String> {
    let table = plan.get(kind).and_then(Item::as_table_like);
    table.map(|table| table.iter().map(|(name, _)| name.to_owned()).collect()).unwrap_or_default()
}

fn dotted(path: &[String]) -> String {
    path.join(".")
}

fn at<'a>(root: &'a dyn TableLike, path: &[String]) -> Option<&'a Item> {
    let (first, rest) = path.split_first()?;
    let item = root.get(first)?;
    if rest.is_empty() { Some(item) } else { at(item.as_table_like()?, rest) }
}

/// Why an edit cannot be made.
fn refusal(plan: &DocumentMut, edit: &PlanEdit) -> Option<EditRefusal> {
    let root = plan.as_table();
    if let [kind, name, _] = edit.path.as_slice()
        && at(root, &edit.path[..2]).and_then(Item::as_table_like).is_none()
    {
        let known: Vec<String> = names(plan, kind).iter().map(|name| format!("[{kind}.{name}]")).collect();
        let known = if known.is_empty() { format!("no [{kind}] at all") } else { known.join(", ") };
        return Some(EditRefusal::NoTable { table: format!("{kind}.{name}"), known });
    }
    let [kind, _, key] = edit.path.as_slice() else { return None };
    let mut other = edit.path.clone();
    other[2] = "concurrency".to_owned();
    let levels =
        at(root, &other).and_then(Item::as_table_like).is_some_and(|levels| levels.contains_key("1"));
    (kind == "channel" && key == "handle_time" && levels).then(|| EditRefusal::Twice {
        key: dotted(&edit.path),
        other: format!("{}.\"1\"", dotted(&other)),
        help: "durations by level were not measured here: write level 1 and the others by hand, or state the number of contacts \
               at once alone (`concurrency = 3`)"
            .to_owned(),
    })
}

/// Scenarios, and sweeps, that state the same key.
fn elsewhere(plan: &DocumentMut, path: &[String]) -> Vec<String> {
    let scenarios = names(plan, "scenario").into_iter().filter(|name| {
        let whole: Vec<String> =
            ["scenario".to_owned(), name.clone()].into_iter().chain(path.iter().cloned()).collect();
        at(plan.as_table(), &whole).is_some()
    });
    scenarios.map(|name| format!("scenario.{name}")).collect()
}

fn change(plan: &mut DocumentMut, edit: &PlanEdit) -> Result<PlanChange, EditRefusal> {
    let key = dotted(&edit.path);
    let kept = elsewhere(plan, &edit.path);
    let value: Value =
        edit.value.parse().map_err(|error: toml_edit::TomlError| EditRefusal::NotToml(error.to_string()))?;
    let (name, folders) = edit.path.split_last().ok_or_else(|| EditRefusal::NoPlace(String::new()))?;
    let mut folder: &mut dyn TableLike = plan.as_table_mut();
    let mut inline = false;
    for part in folders {
        if !folder.contains_key(part) {
            folder.insert(part, toml_edit::table());
        }
        let item = folder.get_mut(part).ok_or_else(|| EditRefusal::NoPlace(part.clone()))?;
        inline |= item.is_inline_table();
        folder = item.as_table_like_mut().ok_or_else(|| EditRefusal::NoPlace(part.clone()))?;
    }
    let before = folder.get(name).map(one_line);
    if let Some(there) = before.clone().filter(|_| edit.only_where_absent) {
        return Ok(PlanChange { key, before, after: there, kept });
    }
    let words = (!inline).then_some(edit.words.as_str());
    match folder.get_mut(name) {
        Some(Item::Value(old)) => replace(old, value, words),
        Some(Item::Table(table)) => refill(table, value)?,
        Some(_) => return Err(EditRefusal::NoPlace(key)),
        None => {
            let mut new = value;
            beside(new.decor_mut(), words);
            folder.insert(name, Item::Value(new));
        }
    }
    Ok(PlanChange { key, before, after: edit.value.clone(), kept })
}

/// A value in one line.
fn one_line(item: &Item) -> String {
    let text = match item {
        Item::Table(table) => table.clone().into_inline_table().to_string(),
        other => other.to_string(),
    };
    let code = text.split('#').next().unwrap_or(&text);
    let whole = if code.matches('"').count() % 2 == 0 { code } else { text.as_str() };
    whole.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A new value in the place of an old one, with the space before it and what a person wrote beside it.
fn replace(old: &mut Value, new: Value, words: Option<&str>) {
    let decor = old.decor().clone();
    *old = new;
    *old.decor_mut() = decor;
    let suffix = old.decor().suffix().and_then(|raw| raw.as_str()).unwrap_or("").to_owned();
    let own = suffix.trim_start().strip_prefix('#').map(str::trim_start);
    if own.is_none_or(|comment| comment.starts_with(OURS)) && !suffix.contains('\n') {
        beside(old.decor_mut(), words);
    }
}

/// Our words beside a value.
fn beside(decor: &mut Decor, words: Option<&str>) {
    if let Some(words) = words {
        let safe: String = words.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
        decor.set_suffix(format!("  # {OURS}{safe}"));
    }
}

/// A table under a header of its own gets the entries of a new value, under the header that it has.
fn refill(table: &mut toml_edit::Table, value: Value) -> Result<(), EditRefusal> {
    let Value::InlineTable(new) = value else { return Err(EditRefusal::NoPlace("a table".into())) };
    table.clear();
    let entries: InlineTable = new;
    for (key, value) in entries {
        table.insert(&key, Item::Value(value));
    }
    Ok(())
}
