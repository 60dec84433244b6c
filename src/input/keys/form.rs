//! The forms a value may have, in words and as JSON Schema.

use serde_json::{Value, json};

/// The form of a key's value.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Form {
    /// Text.
    Text,
    /// A text or a list of texts.
    Texts,
    /// A list of names.
    Names,
    /// `true` or `false`.
    Flag,
    /// A whole number in a range.
    Whole(i64, i64),
    /// A number.
    Number,
    /// A share of a whole.
    Share,
    /// A share that may exceed the whole.
    Surplus,
    /// Money in the plan's currency.
    Money,
    /// A length of time.
    Duration,
    /// A share a time.
    Rate,
    /// Hours a time, such as "4 h / week".
    HoursRate,
    /// A date.
    Date,
    /// Dates, spans or a list of them.
    Dates,
    /// Opening hours of a day or by weekday.
    Hours,
    /// "95% in 5 min".
    Goal,
    /// One of these words.
    Choice(&'static [&'static str]),
    /// A list, each entry of this form.
    List(&'static Form),
    /// A table with the keys listed under it.
    Table,
    /// A table with one entry a month.
    Months(&'static Form),
    /// The same with a `default` for months that are not listed.
    Monthly(&'static Form),
    /// A table with names of one's own as keys.
    Named(&'static Form),
    /// One of several forms.
    Either(&'static [Form]),
    /// Anything.
    Any,
}

impl Form {
    /// The form in words, as a message says "expected …".
    #[must_use]
    pub fn words(self) -> String {
        match self {
            Self::Text => "a text".into(),
            Self::Texts => "a text or a list of texts".into(),
            Self::Names => "a list of names".into(),
            Self::Flag => "`true` or `false`".into(),
            Self::Whole(least, most) if most == i64::MAX => format!("a whole number from {least}"),
            Self::Whole(least, most) => format!("a whole number from {least} to {most}"),
            Self::Number => "a number".into(),
            Self::Share => "a share like \"95%\" or 0.95".into(),
            Self::Surplus => "a percentage like \"120%\" or 1.2".into(),
            Self::Money => "an amount of money as a plain number".into(),
            Self::Duration => "a duration with its unit, like \"5 min\" or \"30 s\"".into(),
            Self::Rate => "a rate like \"+1.5% / month\"".into(),
            Self::HoursRate => "hours like \"4 h / week\"".into(),
            Self::Date => "a date like 2026-10-01".into(),
            Self::Dates => "a date, a span like \"2026-11-01..2026-11-12\" or a list of them".into(),
            Self::Hours => "hours like \"09:00-24:00\", a list, or a table by weekday".into(),
            Self::Goal => "a share in a time, like \"95% in 5 min\"".into(),
            Self::Choice(words) => crate::input::findings::listed(words.iter().copied()),
            Self::List(form) => format!("a list, each entry {}", form.words()),
            Self::Table => "a table".into(),
            Self::Months(form) => format!("a table by month, like {{ 2026-10 = … }}, each {}", form.words()),
            Self::Monthly(form) => {
                format!("a table by month, like {{ default = …, 2026-10 = … }}, each {}", form.words())
            }
            Self::Named(form) => format!("a table by name, each {}", form.words()),
            Self::Either(forms) => forms.iter().map(|form| form.words()).collect::<Vec<_>>().join("; or "),
            Self::Any => "any value".into(),
        }
    }

    /// Whether a table of this form may have keys that are not listed.
    #[must_use]
    pub fn open(self) -> bool {
        match self {
            Self::Months(_) | Self::Monthly(_) | Self::Named(_) | Self::Any | Self::Hours => true,
            Self::Either(forms) => forms.iter().any(|form| form.open()),
            _ => false,
        }
    }

    /// Whether the value may be a table, so that `false` removes it.
    #[must_use]
    pub fn tabular(self) -> bool {
        match self {
            Self::Table | Self::Months(_) | Self::Monthly(_) | Self::Named(_) => true,
            Self::Either(forms) => forms.iter().any(|form| form.tabular()),
            _ => false,
        }
    }

    /// Whether `true` and `false` are values of this form.
    #[must_use]
    pub fn flag(self) -> bool {
        match self {
            Self::Flag => true,
            Self::Either(forms) => forms.iter().any(|form| form.flag()),
            _ => false,
        }
    }

    /// The form as JSON Schema (draft 07), without the keys of a fixed table.
    #[must_use]
    pub fn schema(self) -> Value {
        let text_like = |pattern: &str| json!({ "type": "string", "pattern": pattern });
        match self {
            Self::Text => json!({ "type": "string" }),
            Self::Texts | Self::Names => {
                json!({ "anyOf": [{ "type": "string" }, { "type": "array", "items": { "type": "string" } }] })
            }
            Self::Flag => json!({ "type": "boolean" }),
            Self::Whole(least, i64::MAX) => json!({ "type": "integer", "minimum": least }),
            Self::Whole(least, most) => json!({ "type": "integer", "minimum": least, "maximum": most }),
            Self::Number => json!({ "type": "number" }),
            Self::Share => {
                json!({ "anyOf": [text_like(r"^\s*[0-9.]+\s*%$"), { "type": "number", "minimum": 0, "maximum": 1 }] })
            }
            Self::Surplus => json!({ "anyOf": [text_like(r"^\s*[+-]?[0-9.]+\s*%"), { "type": "number" }] }),
            Self::Money => json!({ "type": "number", "minimum": 0, "maximum": 1e12 }),
            Self::Duration | Self::Rate | Self::HoursRate | Self::Goal => json!({ "type": "string" }),
            Self::Date => json!({ "type": "string", "format": "date" }),
            Self::Dates => {
                json!({ "anyOf": [{ "type": "string" }, { "type": "array", "items": { "type": "string" } }] })
            }
            Self::Hours => json!({ "anyOf": [
                { "type": "string" }, { "type": "array", "items": { "type": "string" } }, { "type": "object" }
            ] }),
            Self::Choice(words) => json!({ "enum": words }),
            Self::List(form) => json!({ "type": "array", "items": form.schema() }),
            Self::Table => json!({ "type": "object" }),
            Self::Months(form) => json!({
                "type": "object",
                "patternProperties": { "^[0-9]{4}-[0-9]{2}(-[0-9]{2})?$": form.schema() },
                "additionalProperties": false
            }),
            Self::Monthly(form) => json!({
                "type": "object",
                "patternProperties": { "^(default|[0-9]{4}-[0-9]{2}(-[0-9]{2})?)$": form.schema() },
                "additionalProperties": false
            }),
            Self::Named(form) => json!({ "type": "object", "additionalProperties": form.schema() }),
            Self::Either(forms) => {
                json!({ "anyOf": forms.iter().map(|form| form.schema()).collect::<Vec<_>>() })
            }
            Self::Any => json!({}),
        }
    }
}
