//! `plan.forecast/1`: the whole result for programs; keys and their order are a contract.
//!
//! A number that is none (NaN, an infinity) is written as `null`, which is how JSON's writer has it.

use super::gains;
use super::measures::{MEAN_SCORE, channel_measures, interval_label, interval_measures, team_measures};
use crate::calendar::By;
use crate::engine::{Caution, Outcome, PeriodOutcome, Range, TargetOutcome};
use crate::model::{InputFile, Measure, Population, Scope, Settings};
use crate::report::cautions;
use crate::report::forecast::{Case, Forecast};
use crate::report::write::escape::shown_json;
use chrono::NaiveDateTime;
use serde::Serialize;
use serde::ser::{SerializeMap, Serializer};
use serde_json::Value;

/// Name and number of the format.
const FORMAT: &str = "plan.forecast/1";

/// One object: indented for people, or on one line where several follow each other. Ends its line.
#[must_use]
pub fn json(forecast: &Forecast<'_>, indented: bool) -> String {
    let document = Document {
        format: FORMAT,
        version: &forecast.origin.version,
        inputs_sha256: &forecast.origin.inputs_sha256,
        plan: PlanPart::of(&forecast.baseline.plan.settings),
        inputs: forecast.origin.inputs.iter().map(InputPart::of).collect(),
        scenarios: Scenarios(forecast),
    };
    let written =
        if indented { serde_json::to_string_pretty(&document) } else { serde_json::to_string(&document) };
    let mut text = written.expect("strings, numbers and maps with string keys are JSON");
    text.push('\n');
    shown_json(&text).into_owned()
}

#[derive(Serialize)]
struct Document<'a> {
    format: &'static str,
    version: &'a str,
    inputs_sha256: &'a str,
    plan: PlanPart<'a>,
    inputs: Vec<InputPart<'a>>,
    scenarios: Scenarios<'a>,
}

#[derive(Serialize)]
struct PlanPart<'a> {
    title: &'a str,
    start: String,
    months: u32,
    timezone: &'a str,
    currency: &'a str,
    seed: u64,
    replications: u32,
}

impl<'a> PlanPart<'a> {
    fn of(settings: &'a Settings) -> Self {
        Self {
            title: &settings.title,
            start: settings.start.to_string(),
            months: settings.months,
            timezone: &settings.timezone,
            currency: &settings.currency,
            seed: settings.seed,
            replications: settings.replications,
        }
    }
}

#[derive(Serialize)]
struct InputPart<'a> {
    path: &'a str,
    sha256: &'a str,
    rows_read: u64,
    rows_accepted: u64,
    rows_rejected: u64,
    rows_skipped: u64,
    first: Option<String>,
    last: Option<String>,
}

impl<'a> InputPart<'a> {
    fn of(input: &'a InputFile) -> Self {
        let time = |time: NaiveDateTime| time.format("%Y-%m-%dT%H:%M:%S").to_string();
        Self {
            path: &input.path,
            sha256: &input.sha256,
            rows_read: input.rows_read,
            rows_accepted: input.rows_accepted,
            rows_rejected: input.rows_rejected,
            rows_skipped: input.rows_skipped,
            first: input.first.map(time),
            last: input.last.map(time),
        }
    }
}

/// Scenarios are made one by one while they are written: there may be ten thousand.
struct Scenarios<'a>(&'a Forecast<'a>);

impl Serialize for Scenarios<'_> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_seq(self.0.cases().map(|case| ScenarioPart {
            name: &case.outcome.name,
            about: case.outcome.about.as_deref(),
            periods: periods(&case, self.0.by),
            targets: case.outcome.targets.iter().map(|one| TargetPart::of(&case, one)).collect(),
            cautions: CautionPart::all(&case),
            satisfaction: gains::satisfaction(&case),
            cost_per_point: gains::cost_per_point(self.0, case),
            one_more: gains::one_more(&case),
        }))
    }
}

#[derive(Serialize)]
struct ScenarioPart<'a> {
    name: &'a str,
    about: Option<&'a str>,
    periods: Vec<PeriodPart<'a>>,
    targets: Vec<TargetPart<'a>>,
    cautions: Vec<CautionPart>,
    satisfaction: Value,
    cost_per_point: Value,
    one_more: Vec<Value>,
}

#[derive(Serialize)]
struct PeriodPart<'a> {
    period: String,
    channels: Vec<Named<'a>>,
    teams: Vec<Named<'a>>,
    csat: Option<Figure>,
    attrition: Option<Figure>,
    cost: Option<Figure>,
    csat_all_customers: Option<Figure>,
    mean_score: Option<Figure>,
    contacts_answered: Option<Figure>,
    cost_per_contact: Option<Figure>,
    cost_lines: Value,
    memo_lines: Value,
}

/// A channel's or a team's figures behind its name.
struct Named<'a> {
    kind: &'static str,
    name: &'a str,
    measures: Vec<(&'static str, Option<Figure>)>,
}

impl Serialize for Named<'_> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let mut map = to.serialize_map(Some(1 + self.measures.len()))?;
        map.serialize_entry(self.kind, self.name)?;
        for (measure, figure) in &self.measures {
            map.serialize_entry(measure, figure)?;
        }
        map.end()
    }
}

/// A figure with its uncertainty; an expected value has none.
#[derive(Serialize)]
struct Figure {
    mean: f64,
    p10: Option<f64>,
    p50: Option<f64>,
    p90: Option<f64>,
}

impl Figure {
    fn of(range: Option<Range>) -> Option<Self> {
        let range = range.filter(|range| range.mean.is_finite())?;
        let [p10, p50, p90] = [range.p10, range.p50, range.p90].map(|quantile| Some(unsigned_zero(quantile)));
        Some(Self { mean: unsigned_zero(range.mean), p10, p50, p90 })
    }

    fn expected(value: Option<f64>) -> Option<Self> {
        let mean = unsigned_zero(value.filter(|value| value.is_finite())?);
        Some(Self { mean, p10: None, p50: None, p90: None })
    }
}

/// Zero without a sign.
fn unsigned_zero(value: f64) -> f64 {
    value + 0.0
}

fn periods<'a>(case: &Case<'a>, by: By) -> Vec<PeriodPart<'a>> {
    if by == By::Interval {
        intervals(case)
    } else {
        case.outcome.periods.iter().map(|one| period(case, one)).collect()
    }
}

fn period<'a>(case: &Case<'a>, period: &PeriodOutcome) -> PeriodPart<'a> {
    let named = |kind, name, measures: &[(&'static str, Option<Range>)]| Named {
        kind,
        name,
        measures: measures.iter().map(|&(measure, range)| (measure, Figure::of(range))).collect(),
    };
    let channels = period.channels.iter().zip(&case.outcome.channels);
    let teams = period.teams.iter().zip(&case.outcome.teams);
    PeriodPart {
        period: period.period.label.clone(),
        channels: channels
            .map(|(one, name)| {
                let mut named = named("channel", name, &channel_measures(one));
                named.measures.push((MEAN_SCORE, Figure::expected(one.mean_score)));
                named
            })
            .collect(),
        teams: teams.map(|(one, name)| named("team", name, &team_measures(one))).collect(),
        csat: Figure::of(period.csat),
        attrition: Figure::of(period.attrition),
        cost: Figure::of(period.cost),
        csat_all_customers: Figure::of(period.csat_all_customers),
        mean_score: Figure::expected(period.mean_score),
        contacts_answered: Figure::expected(period.answered),
        cost_per_contact: Figure::expected(period.cost_per_contact),
        cost_lines: period.cost_lines.map_or(Value::Null, |lines| gains::lines(&lines.told())),
        memo_lines: period.memo.map_or(Value::Null, |lines| gains::lines(&lines.named())),
    }
}

/// One period an interval, with the channels that are open in it.
fn intervals<'a>(case: &Case<'a>) -> Vec<PeriodPart<'a>> {
    let mut ordered: Vec<_> = case.outcome.intervals.iter().collect();
    ordered.sort_by_key(|interval| (interval.date, interval.minute, interval.channel));
    let groups = ordered.chunk_by(|a, b| (a.date, a.minute) == (b.date, b.minute));
    groups
        .map(|group| PeriodPart {
            period: interval_label(group[0]),
            channels: group
                .iter()
                .map(|one| Named {
                    kind: "channel",
                    name: case.outcome.channels.get(one.channel).map_or("?", String::as_str),
                    measures: interval_measures(one)
                        .map(|(measure, mean)| (measure, Figure::expected(mean)))
                        .into(),
                })
                .collect(),
            teams: Vec::new(),
            csat: None,
            attrition: None,
            cost: None,
            csat_all_customers: None,
            mean_score: None,
            contacts_answered: None,
            cost_per_contact: None,
            cost_lines: Value::Null,
            memo_lines: Value::Null,
        })
        .collect()
}

#[derive(Serialize)]
struct TargetPart<'a> {
    target: &'static str,
    channel: Option<&'a str>,
    team: Option<&'a str>,
    population: Option<&'static str>,
    goal: f64,
    by: Option<String>,
    period: &'a str,
    value: Option<Figure>,
    confidence: Option<f64>,
    probability: Option<f64>,
    met: Option<bool>,
}

impl<'a> TargetPart<'a> {
    fn of(case: &Case<'a>, outcome: &'a TargetOutcome) -> Self {
        let target = &outcome.target;
        let channel = match target.scope {
            Scope::Plan => None,
            Scope::Channel(at) => case.outcome.channels.get(at).map(String::as_str),
        };
        Self {
            target: measure(target.measure),
            channel,
            team: None,
            population: population(target.measure),
            goal: target.goal,
            by: target.by.map(|by| by.to_string()),
            period: &outcome.period,
            value: Figure::of(outcome.value),
            confidence: target.confidence.map(|confidence| confidence.get()),
            probability: outcome.probability,
            met: outcome.met,
        }
    }
}

const fn measure(measure: Measure) -> &'static str {
    match measure {
        Measure::ServiceLevel => "service_level",
        Measure::Asa => "asa",
        Measure::Abandonment => "max_abandon",
        Measure::Occupancy => "occupancy",
        Measure::Csat => "csat",
        Measure::Attrition { .. } => "attrition",
        Measure::Cost => "cost",
    }
}

const fn population(measure: Measure) -> Option<&'static str> {
    match measure {
        Measure::Attrition { population: Population::All, .. } => Some("all"),
        Measure::Attrition { population: Population::Productive, .. } => Some("productive"),
        _ => None,
    }
}

#[derive(Serialize)]
struct CautionPart {
    code: &'static str,
    text: String,
    #[serde(rename = "where")]
    place: Option<String>,
}

impl CautionPart {
    /// Those of the outcome, then why figures have no value.
    fn all(case: &Case<'_>) -> Vec<Self> {
        let told = case.outcome.cautions.iter().map(|one| Self::of(case.outcome, one));
        let absent = cautions::absent(case).into_iter();
        let absent =
            absent.map(|one| Self { code: cautions::ABSENT, text: one.text, place: Some(one.place) });
        told.chain(absent).collect()
    }

    fn of(outcome: &Outcome, caution: &Caution) -> Self {
        Self {
            code: cautions::code(caution),
            text: cautions::text(caution, &cautions::Names::of(outcome)),
            place: cautions::place(caution, &cautions::Names::of(outcome)),
        }
    }
}
