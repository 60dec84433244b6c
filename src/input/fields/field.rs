//! One value of the plan being read: what it must be, or a finding and `None`.

use super::number;
use crate::input::findings::{Diagnostic, Findings, Spot, suggestion};
use crate::input::plan::{Node, Value, shortened};
use crate::units::{Fraction, Money};

/// A value with its dotted path.
#[derive(Debug, Clone)]
pub(in crate::input) struct Field<'a> {
    /// The dotted path of its key.
    pub path: String,
    /// Its key.
    pub key: &'a str,
    /// Where the key was written.
    pub key_at: Spot,
    /// The value.
    pub node: &'a Node,
    /// Where findings go.
    pub out: &'a Findings,
}

impl<'a> Field<'a> {
    /// An error about the value.
    pub(crate) fn fault(&self, code: &'static str, message: impl Into<String>) -> Diagnostic {
        Diagnostic::error(code, self.node.at, message)
    }

    /// Adds an error about the value with its way out.
    pub(crate) fn refuse(&self, code: &'static str, message: impl Into<String>, help: impl Into<String>) {
        self.out.add(self.fault(code, message).help(help));
    }

    /// Says that the value has a wrong form.
    pub(crate) fn wrong(&self, expected: &str) {
        let message = format!("`{}` is {}, expected {expected}", self.path, self.node.described());
        let found = self.fault("E108", message);
        let number = self.node.text().map(str::trim).filter(|text| text.parse::<f64>().is_ok());
        self.out.add(match number {
            Some(number) if expected.contains("number") => {
                found.help(format!("write the integer or number without quotes: {} = {number}", self.key))
            }
            _ => found,
        });
    }

    /// The value in few characters.
    pub(crate) fn shown(&self) -> String {
        self.node.written()
    }

    /// The value as text.
    pub(crate) fn text(&self) -> Option<&'a str> {
        match self.node.text() {
            Some(text) => Some(text),
            None => {
                self.wrong("a text");
                None
            }
        }
    }

    /// The value as `true` or `false`.
    pub(crate) fn flag(&self) -> Option<bool> {
        match self.node.value {
            Value::Flag(flag) => Some(flag),
            _ => {
                self.wrong("`true` or `false`");
                None
            }
        }
    }

    /// The value as a whole number in a range.
    pub(crate) fn whole(&self, least: u32, most: u32) -> Option<u32> {
        let words = format!("a whole number from {least} to {most}");
        match self.node.value {
            Value::Whole(number) => {
                let fits = u32::try_from(number).ok().filter(|number| (least..=most).contains(number));
                if fits.is_none() {
                    let message = format!("`{}` is {number}, it must be {words}", self.path);
                    self.out.add(self.fault("E201", message));
                }
                fits
            }
            _ => {
                self.wrong(&words);
                None
            }
        }
    }

    /// The value as any finite number.
    pub(crate) fn number(&self) -> Option<f64> {
        #[expect(clippy::cast_precision_loss, reason = "figures of a plan are far below 2^53")]
        let number = match self.node.value {
            Value::Whole(number) => number as f64,
            Value::Number(number) => number,
            _ => {
                self.wrong("a number");
                return None;
            }
        };
        if !number.is_finite() {
            self.refuse("E201", format!("`{}` is {number}, it must be finite", self.path), "write a number");
            return None;
        }
        Some(number)
    }

    /// The value as a number between two bounds.
    pub(crate) fn between(&self, least: f64, most: f64) -> Option<f64> {
        let number = self.number()?;
        if (least..=most).contains(&number) {
            return Some(number);
        }
        let message = format!("`{}` is {number}, it must be between {least} and {most}", self.path);
        self.out.add(self.fault("E201", message));
        None
    }

    /// The value as an amount of money.
    pub(crate) fn money(&self) -> Option<Money> {
        let number = self.number()?;
        let money = Money::new(number);
        if money.is_err() {
            let message = format!("`{}` is {number:?}, it must be between 0 and 1e12", self.path);
            self.refuse("E215", message, "amounts are plain numbers in `plan.currency`");
        }
        money.ok()
    }

    /// The value as a percentage of any size: "28%" or 0.28.
    pub(crate) fn percentage(&self) -> Option<f64> {
        let number = match &self.node.value {
            Value::Text(text) => match number::percent(text) {
                Some(number) => number,
                None => {
                    self.wrong("a percentage like \"95%\" or 0.95");
                    return None;
                }
            },
            Value::Whole(_) | Value::Number(_) => self.number()?,
            _ => {
                self.wrong("a percentage like \"95%\" or 0.95");
                return None;
            }
        };
        Some(number)
    }

    /// The value as a share of a whole.
    pub(crate) fn share(&self) -> Option<Fraction> {
        let number = self.percentage()?;
        let share = Fraction::new(number);
        if share.is_err() {
            let message = format!("`{}` is {}, a share is between 0 and 1", self.path, self.shown());
            let help = if self.node.text().is_none() && number > 1.0 && number <= 100.0 {
                format!("write \"{number}%\" if that is meant")
            } else {
                "write it like \"95%\" or 0.95".to_owned()
            };
            self.refuse("E204", message, help);
        }
        share.ok()
    }

    /// The value as one of a few words; the index of the word.
    pub(crate) fn choice<T: Copy>(&self, words: &[(&str, T)]) -> Option<T> {
        let text = self.text()?;
        let found = words.iter().find(|(word, _)| *word == text);
        if found.is_none() {
            let known = words.iter().map(|(word, _)| *word);
            let all = crate::input::findings::listed(known.clone());
            let message = format!("`{}` is `{}`, it must be {all}", self.path, shortened(text));
            self.refuse("E210", message, suggestion(text, known));
        }
        found.map(|(_, value)| *value)
    }
}
