//! Keys of a plan with their calibrated values, or why they have none.

use super::CalibrationReport;
use super::people::team_table;
use super::satisfaction::csat_table;
use super::service::channel_table;

/// A table of a plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlanTable {
    /// Its path, as in `channel`, `chat`.
    pub path: Vec<String>,
    /// Its keys.
    pub settings: Vec<Setting>,
    /// What else there is to say; a sentence each.
    pub notes: Vec<String>,
}

/// A key of a plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Setting {
    /// The key.
    pub key: &'static str,
    /// Its value as TOML; `None` where the data do not tell it.
    pub value: Option<String>,
    /// Whether it should be stated: the data tell it, and it changes nothing that they do not tell.
    pub proposed: bool,
    /// Whether it is one part of a value that a plan may hold already: then it does not take that one's place.
    pub beside_others: bool,
    /// What it is; or why there is no value.
    pub what: String,
    /// Estimate, standard error, number of cases and source; empty where there is none.
    pub figure: String,
}

impl Setting {
    /// What it is, and the figure.
    #[must_use]
    pub fn words(&self) -> String {
        if self.figure.is_empty() { self.what.clone() } else { format!("{}: {}", self.what, self.figure) }
    }

    /// A value to be stated.
    pub(super) fn stated(key: &'static str, value: String, what: impl Into<String>, figure: String) -> Self {
        Self { key, value: Some(value), proposed: true, beside_others: false, what: what.into(), figure }
    }

    /// The same value, told and better not stated.
    pub(super) fn told_only(mut self) -> Self {
        self.proposed = false;
        self
    }

    /// The same value, which never takes the place of one that is there.
    pub(super) const fn beside_others(mut self) -> Self {
        self.beside_others = true;
        self
    }

    /// No value.
    pub(super) fn untold(key: &'static str, why: &str) -> Self {
        Self {
            key,
            value: None,
            proposed: false,
            beside_others: false,
            what: format!("not told: {why}"),
            figure: String::new(),
        }
    }
}

/// All tables.
pub(in crate::report) fn tables(report: &CalibrationReport<'_>) -> Vec<PlanTable> {
    let calibration = report.calibration;
    let mut tables: Vec<PlanTable> =
        calibration.channels.iter().map(|channel| channel_table(channel, report)).collect();
    tables.push(team_table(report));
    tables.push(csat_table(report));
    tables
}

/// A share as a plan has it: `"23.4%"`; one that is not whole never reads as all.
pub(super) fn share(value: f64) -> String {
    let text = rounded(100.0 * value);
    if text == "100" && value < 1.0 {
        return format!("\"{:.4}%\"", (100.0 * value).min(99.9999));
    }
    format!("\"{text}%\"")
}

/// A number with three digits that matter, and no more than six decimals.
pub(super) fn rounded(value: f64) -> String {
    let magnitude = if value.abs() > 0.0 { value.abs().log10().floor() } else { 0.0 };
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "0 to 6")]
    let decimals = (2.0 - magnitude).clamp(0.0, 6.0) as usize;
    let text = format!("{value:.decimals$}");
    let text = if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.') } else { &text };
    if text == "-0" { "0".into() } else { text.to_owned() }
}

/// A number with at least three digits that matter, whole from 1,000 on.
pub(super) fn seconds(value: f64) -> String {
    if value < 10.0 {
        return format!("{} s", rounded(value));
    }
    let decimals = usize::from(value < 1000.0);
    format!("{value:.decimals$} s")
}

#[cfg(test)]
mod tests {
    use super::{rounded, seconds, share};

    #[test]
    fn values_keep_three_digits_that_matter() {
        let shown = [0.0, 1.0, -0.200_41, 0.012_345, 27.345, 1234.5, 1e-9].map(rounded);
        assert_eq!(shown, ["0", "1", "-0.2", "0.0123", "27.3", "1234", "0"]);
        assert_eq!([0.283_4, 0.999_67, 1.0].map(share), ["\"28.3%\"", "\"99.9670%\"", "\"100%\""]);
        assert_eq!([0.031, 301.24, 1500.4].map(seconds), ["0.031 s", "301.2 s", "1500 s"]);
    }
}
