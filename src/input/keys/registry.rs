//! Finding a key in the table.

use super::form::Form;
use super::{demand, outcome, people};

/// One key of a plan file.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Key {
    /// Its dotted path; `*` stands for a name of one's own.
    pub path: &'static str,
    /// The form of its value.
    pub form: Form,
    /// What holds when it is left out.
    pub default: &'static str,
    /// One sentence.
    pub meaning: &'static str,
}

/// A row of the table.
pub(super) const fn key(path: &'static str, form: Form, default: &'static str, meaning: &'static str) -> Key {
    Key { path, form, default, meaning }
}

/// Every key, in the order of the reference.
pub fn all() -> impl Iterator<Item = &'static Key> + Clone {
    demand::KEYS.iter().chain(people::KEYS).chain(outcome::KEYS)
}

/// The row of a path as written in a plan: `channel.chat.hours` is `channel.*.hours`.
#[must_use]
pub fn find(path: &[&str]) -> Option<&'static Key> {
    all().find(|key| matches(key.path, path))
}

/// Last parts of the keys directly under a path; `*` where names are free.
#[must_use]
pub fn children(path: &[&str]) -> Vec<&'static str> {
    all()
        .filter_map(|key| {
            let (parent, last) = key.path.rsplit_once('.').unwrap_or(("", key.path));
            matches(parent, path).then_some(last)
        })
        .collect()
}

/// Whether `false` removes what stands at a path.
#[must_use]
pub fn removable(path: &[&str]) -> bool {
    let optional = path.first().is_some_and(|part| !["plan", "scenario", "sweep", "optimize"].contains(part));
    optional && find(path).is_some_and(|key| key.form.tabular() && !key.form.flag())
}

fn matches(pattern: &str, path: &[&str]) -> bool {
    if pattern.is_empty() {
        return path.is_empty();
    }
    let mut parts = pattern.split('.');
    path.iter().all(|part| parts.next().is_some_and(|wanted| wanted == "*" || wanted == *part))
        && parts.next().is_none()
}
