//! Durations, rates, goals and hours a time.

use super::field::Field;
use super::number::{self, Length, MONTH_SECONDS, WEEK_SECONDS};
use crate::input::plan::{Value, shortened};
use crate::model::{AnswerWithin, ServiceLevelGoal};
use crate::units::{Fraction, Seconds};

/// Ten years: the longest duration of a plan.
const LONGEST: f64 = 10.0 * 366.0 * 86_400.0;

impl Field<'_> {
    fn length(&self) -> Option<Length> {
        const FORM: &str = "a duration with its unit, like \"5 min\" or \"30 s\"";
        let text = match &self.node.value {
            Value::Text(text) => text,
            Value::Whole(number) => {
                let help = format!("write {} = \"{number} s\" or \"{number} min\"", self.key);
                self.refuse("E202", format!("`{}` is {number}, expected {FORM}", self.path), help);
                return None;
            }
            Value::Number(number) => {
                self.refuse(
                    "E202",
                    format!("`{}` is {number}, expected {FORM}", self.path),
                    "write the unit",
                );
                return None;
            }
            _ => {
                self.wrong(FORM);
                return None;
            }
        };
        let length = number::length(text);
        if length.is_none() {
            let message = if text.trim_start().starts_with('-') {
                format!("`{}` is `{}`, a duration is not negative", self.path, shortened(text))
            } else {
                format!("`{}` is `{}`, expected {FORM}", self.path, shortened(text))
            };
            self.refuse("E202", message, "units are s, min, h, days, weeks, months; \"1 h 30 min\" adds up");
        }
        length
    }

    /// At most ten years.
    fn bounded(&self) -> Option<Length> {
        let text = self.shown();
        self.length().filter(|length| {
            let fits = length.seconds + length.months * MONTH_SECONDS <= LONGEST;
            if !fits {
                let message =
                    format!("`{}` is `{}`, at most ten years are allowed", self.path, shortened(&text));
                self.out.add(self.fault("E202", message));
            }
            fits
        })
    }

    /// A duration by the clock; months have no fixed length and are refused.
    pub(crate) fn duration(&self) -> Option<Seconds> {
        let length = self.bounded()?;
        if length.months > 0.0 {
            let message = format!("`{}` is {}, a month has no fixed length", self.path, self.shown());
            self.refuse("E202", message, "write days, weeks or hours");
            return None;
        }
        Seconds::new(length.seconds).ok()
    }

    /// A duration by the clock above zero.
    pub(crate) fn some_duration(&self) -> Option<Seconds> {
        let seconds = self.duration()?;
        if seconds.get() > 0.0 {
            return Some(seconds);
        }
        let message = format!("`{}` is {}, it must be above zero", self.path, self.shown());
        self.refuse("E202", message, "write a duration like \"5 min\"");
        None
    }

    /// A duration of the workforce in months of 52/12 weeks.
    pub(crate) fn months(&self) -> Option<f64> {
        self.bounded().map(Length::in_months)
    }

    /// Months of a law that may reach beyond anybody's career, of any length.
    pub(crate) fn long_months(&self) -> Option<f64> {
        self.length().map(Length::in_months)
    }

    /// Hours of many people together, of any length.
    pub(crate) fn long_hours(&self) -> Option<f64> {
        self.length().map(|length| length.seconds / 3600.0 + length.months * (MONTH_SECONDS / 3600.0))
    }

    /// A duration in whole days.
    pub(crate) fn days(&self) -> Option<u32> {
        let days = self.duration()?.get() / 86_400.0;
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "0 to 3660 whole days")]
        let whole = days.round() as u32;
        if (days - f64::from(whole)).abs() > 1e-9 || whole > 366 {
            let message = format!("`{}` is {}, it must be whole days, at most 366", self.path, self.shown());
            self.refuse("E202", message, "write it like \"2 days\"");
            return None;
        }
        Some(whole)
    }

    /// A percentage a time: the number and the months of the time.
    fn rate(&self, form: &str) -> Option<(f64, f64)> {
        let read = |text: &str| {
            let (amount, time) = text.split_once('/')?;
            let unit = number::unit(time.trim())?;
            Some((number::percent(amount)?, unit.in_months()))
        };
        let rate = self.node.text().and_then(read);
        if rate.is_none() {
            let message = format!("`{}` is {}, expected {form}", self.path, self.node.described());
            self.refuse("E205", message, "say of which time: / week, / month, / quarter or / year");
        }
        rate
    }

    /// A compound growth as its monthly rate.
    pub(crate) fn growth(&self) -> Option<f64> {
        let (rate, months) = self.rate("a rate like \"+1.5% / month\"")?;
        if rate <= -1.0 || rate > 10.0 {
            let message =
                format!("`{}` is {}, it must be above -100 % and at most 1000 %", self.path, self.shown());
            self.refuse("E216", message, "at -100 % nothing would be left");
            return None;
        }
        Some(if (months - 1.0).abs() < 1e-12 { rate } else { (rate.ln_1p() / months).exp_m1() })
    }

    /// A hazard as its yearly rate: "120% / year", "3% / month".
    pub(crate) fn yearly(&self) -> Option<f64> {
        let (rate, months) = self.rate("a rate like \"18% / year\"")?;
        if rate < 0.0 {
            self.refuse("E213", format!("`{}` is {}, a rate is not negative", self.path, self.shown()), "");
            return None;
        }
        Some(if (months - 12.0).abs() < 1e-12 { rate } else { rate * 12.0 / months })
    }

    /// Hours a time as seconds and the weeks of the time: "4 h / week".
    pub(crate) fn hours_per(&self) -> Option<(f64, f64)> {
        let read = |text: &str| {
            let (amount, time) = text.split_once('/')?;
            let hours = number::length(amount).filter(|hours| hours.months <= 0.0)?;
            let unit = number::unit(time.trim())?;
            Some((hours.seconds, (unit.months * MONTH_SECONDS + unit.seconds) / WEEK_SECONDS))
        };
        let found = self.node.text().and_then(read);
        if found.is_none() {
            let message =
                format!("`{}` is {}, expected hours like \"4 h / week\"", self.path, self.node.described());
            self.refuse(
                "E205",
                message,
                "say hours of which time: / day, / week, / month, / quarter or / year",
            );
        }
        found
    }

    /// "95% in 5 min", "98% in 2 working days".
    pub(crate) fn goal(&self) -> Option<ServiceLevelGoal> {
        const FORM: &str = "a share in a time, like \"95% in 5 min\"";
        let Some(text) = self.node.text() else {
            self.refuse(
                "E206",
                format!("`{}` is {}, expected {FORM}", self.path, self.node.described()),
                "say within which time: \"95% in 5 min\"",
            );
            return None;
        };
        let Some((share, within)) = text.split_once(" in ") else {
            let message = format!("`{}` is `{}`, expected {FORM}", self.path, shortened(text));
            self.refuse("E206", message, "say within which time: \"95% in 5 min\"");
            return None;
        };
        let share = number::percent(share).or_else(|| number::decimal(share));
        let Some(share) = share.and_then(|share| Fraction::new(share).ok()).filter(|share| share.get() > 0.0)
        else {
            let message = format!(
                "`{}` is `{}`, the share must be above 0 and at most 100 %",
                self.path,
                shortened(text)
            );
            self.refuse("E206", message, "write it like \"95% in 5 min\"");
            return None;
        };
        let Some(within) = answer_within(within) else {
            let message = format!("`{}` is `{}`, its time is not understood", self.path, shortened(text));
            self.refuse(
                "E206",
                message,
                "write a duration above zero with its unit: \"95% in 5 min\", \"98% in 2 working days\"",
            );
            return None;
        };
        Some(ServiceLevelGoal { share, within })
    }
}

fn answer_within(text: &str) -> Option<AnswerWithin> {
    let (clock, working) = match text.split_once("working") {
        Some((before, after)) => (format!("{before}{after}"), true),
        None => (text.to_owned(), false),
    };
    let length = number::length(&clock).filter(|length| length.months <= 0.0)?;
    let seconds = Seconds::new(length.seconds).ok().filter(|s| s.get() > 0.0 && s.get() <= LONGEST)?;
    let days = ["day", "week"].iter().any(|unit| clock.contains(unit));
    Some(match (working, days) {
        (false, _) => AnswerWithin::Clock(seconds),
        (true, true) => AnswerWithin::WorkingDays(seconds.get() / 86_400.0),
        (true, false) => AnswerWithin::WorkingHours(seconds),
    })
}
