//! A forecast as a long table: a row a figure, for spreadsheets and for joins.

use super::measures::{
    MEAN_SCORE, channel_measures, interval_label, interval_measures, plan_expectations, plan_measures,
    team_measures,
};
use crate::calendar::By;
use crate::engine::{PeriodOutcome, Range};
use crate::report::forecast::{Case, Forecast};
use crate::report::write::escape::shown_csv;
use ::csv::{Writer, WriterBuilder};

/// The columns; a contract.
const HEAD: [&str; 9] = ["scenario", "period", "kind", "name", "measure", "mean", "p10", "p50", "p90"];

/// All scenarios and sweep points.
#[must_use]
pub fn csv(forecast: &Forecast<'_>) -> String {
    let mut rows = Rows { writer: WriterBuilder::new().from_writer(Vec::new()) };
    rows.push(HEAD);
    for case in forecast.cases() {
        if forecast.by == By::Interval {
            rows.intervals(&case);
        } else {
            for period in &case.outcome.periods {
                rows.period(&case, period);
            }
        }
    }
    let bytes = rows.writer.into_inner().expect("a row written into memory cannot fail");
    String::from_utf8(bytes).expect("rows are made of strings")
}

/// Rows so far.
struct Rows {
    writer: Writer<Vec<u8>>,
}

/// What a figure is about.
#[derive(Clone, Copy)]
struct Subject<'a> {
    scenario: &'a str,
    period: &'a str,
    kind: &'a str,
    name: &'a str,
}

impl Rows {
    fn push<T: AsRef<[u8]>>(&mut self, row: impl IntoIterator<Item = T>) {
        self.writer.write_record(row).expect("a row written into memory cannot fail");
    }

    fn period(&mut self, case: &Case<'_>, period: &PeriodOutcome) {
        let about =
            |kind, name| Subject { scenario: &case.outcome.name, period: &period.period.label, kind, name };
        for (at, channel) in period.channels.iter().enumerate() {
            for (measure, range) in channel_measures(channel) {
                self.range(about("channel", case.channel(at)), measure, range);
            }
            self.expected(about("channel", case.channel(at)), MEAN_SCORE, channel.mean_score);
        }
        for (at, team) in period.teams.iter().enumerate() {
            for (measure, range) in team_measures(team) {
                self.range(about("team", case.team(at)), measure, range);
            }
        }
        for (measure, range) in plan_measures(period) {
            self.range(about("plan", ""), measure, range);
        }
        for (measure, value) in plan_expectations(period) {
            self.expected(about("plan", ""), measure, value);
        }
        let cash = period.cost_lines.map(|lines| lines.told());
        for (line, value) in cash.into_iter().flatten() {
            self.expected(about("plan", ""), &format!("cost_{line}"), Some(value));
        }
        let memo = period.memo.map(|lines| lines.named());
        for (line, value) in memo.into_iter().flatten() {
            self.expected(about("plan", ""), &format!("memo_{line}"), Some(value));
        }
    }

    fn intervals(&mut self, case: &Case<'_>) {
        for interval in &case.outcome.intervals {
            let (period, name) = (interval_label(interval), case.channel(interval.channel));
            let about = Subject { scenario: &case.outcome.name, period: &period, kind: "channel", name };
            for (measure, mean) in interval_measures(interval) {
                self.expected(about, measure, mean);
            }
        }
    }

    fn range(&mut self, about: Subject<'_>, measure: &str, range: Option<Range>) {
        let figures = range.map_or([None; 4], |r| [Some(r.mean), Some(r.p10), Some(r.p50), Some(r.p90)]);
        self.figures(about, measure, figures);
    }

    fn expected(&mut self, about: Subject<'_>, measure: &str, value: Option<f64>) {
        self.figures(about, measure, [value, None, None, None]);
    }

    fn figures(&mut self, about: Subject<'_>, measure: &str, figures: [Option<f64>; 4]) {
        let words = [about.scenario, about.period, about.kind, about.name, measure];
        let words = words.map(|word| shown_csv(word).into_owned());
        let figures =
            figures.map(|figure| figure.filter(|figure| figure.is_finite()).map_or_else(String::new, plain));
        self.push(words.into_iter().chain(figures));
    }
}

/// The shortest digits that read back as the same number.
fn plain(value: f64) -> String {
    if value == 0.0 { "0".into() } else { value.to_string() }
}
