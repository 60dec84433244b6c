//! Dates, spans, months and tables by month.

use super::field::Field;
use super::number;
use super::view::View;
use crate::calendar::{DateSpan, Month};
use crate::input::findings::Diagnostic;
use crate::input::plan::{Value, shortened};
use chrono::{Datelike, NaiveDate};
use std::collections::BTreeMap;

/// The most days that a list of dates may cover.
const MOST_DAYS: i64 = 100_000;

impl Field<'_> {
    /// The value as a date between 1970 and 2200.
    pub(crate) fn date(&self) -> Option<NaiveDate> {
        let date = match &self.node.value {
            Value::Date(date) => Some(*date),
            Value::Text(text) => number::date(text),
            _ => None,
        };
        match date {
            None => {
                let message = format!("`{}` is {}, expected a date", self.path, self.node.described());
                self.refuse("E208", message, "write a date like 2026-10-01");
                None
            }
            Some(date) if !(1970..=2200).contains(&date.year()) => {
                let message = format!("`{}` is {date}, years from 1970 to 2200 are allowed", self.path);
                self.out.add(self.fault("E208", message));
                None
            }
            date => date,
        }
    }

    fn span(&self) -> Option<DateSpan> {
        let Some((first, last)) = self.node.text().and_then(|text| text.split_once("..")) else {
            return self.date().map(DateSpan::day);
        };
        let end = |text: &str| number::date(text).filter(|date| (1970..=2200).contains(&date.year()));
        let (Some(first), Some(last)) = (end(first), end(last)) else {
            let message = format!("`{}` is `{}`, expected a span of dates", self.path, self.shown());
            self.refuse(
                "E208",
                message,
                "write a span like \"2026-11-01..2026-11-12\", years from 1970 to 2200",
            );
            return None;
        };
        if last < first {
            let message = format!("`{}` is `{}`, the span ends before it starts", self.path, self.shown());
            self.refuse("E208", message, format!("write \"{last}..{first}\" if that is meant"));
            return None;
        }
        Some(DateSpan { first, last })
    }

    /// Dates and spans in the order of time.
    pub(crate) fn dates(&self) -> Vec<DateSpan> {
        let mut days = 0;
        let mut spans: Vec<DateSpan> = Vec::new();
        for item in self.one_or_list() {
            let Some(span) = item.span() else { continue };
            days += span.days();
            if days > MOST_DAYS {
                let message = format!("`{}` covers more than {MOST_DAYS} days", self.path);
                self.out.add(item.fault("E208", message));
                break;
            }
            if spans.iter().any(|other| other.holds(span.first) || span.holds(other.first)) {
                let message = format!("`{}` lists {} twice", self.path, span.first);
                self.out.add(
                    Diagnostic::warning("W506", item.node.at, message)
                        .help("it counts once; take one of them out"),
                );
            }
            spans.push(span);
        }
        spans.sort();
        spans
    }
}

impl<'a> View<'a> {
    /// The entries of a table by month beside its `default`, which is the value of all other months.
    pub(crate) fn months_beside_default<T>(
        &self,
        read: impl Fn(&Field<'a>) -> Option<T>,
    ) -> BTreeMap<Month, T> {
        self.by_month(|field| field.key != "default", read)
    }

    /// The entries of a table by month; keys that are no months are found.
    pub(crate) fn months<T>(&self, read: impl Fn(&Field<'a>) -> Option<T>) -> BTreeMap<Month, T> {
        self.by_month(|_| true, read)
    }

    fn by_month<T>(
        &self,
        counts: impl Fn(&Field<'a>) -> bool,
        read: impl Fn(&Field<'a>) -> Option<T>,
    ) -> BTreeMap<Month, T> {
        self.each()
            .filter(counts)
            .filter_map(|field| {
                let month = number::month(field.key);
                if month.is_none() {
                    let message = format!("`{}` is no month", field.path);
                    let help = format!("write months like 2026-10 as keys, found `{}`", shortened(field.key));
                    self.out.add(Diagnostic::error("E208", field.key_at, message).help(help));
                }
                Some((month?, read(&field)?))
            })
            .collect()
    }

    /// Warns of months outside the horizon and refuses those before it.
    pub(crate) fn within(&self, first: Month, last: Month) {
        for field in self.each() {
            let Some(month) = number::month(field.key) else { continue };
            if month < first {
                let message = format!("`{}` lies before the plan starts in {first}", field.path);
                let help = "people and contacts of earlier months are in `headcount` and in the history";
                self.out.add(Diagnostic::error("E305", field.key_at, message).help(help));
            } else if month > last {
                let message =
                    format!("`{}` lies after the plan ends in {last} and has no effect", field.path);
                self.out.add(Diagnostic::warning("W510", field.key_at, message));
            }
        }
    }
}
