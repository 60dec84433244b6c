//! What moves satisfaction and what money buys, for programs.

use crate::engine::{SatisfactionAt, Swing, SwingEnd};
use crate::model::{Coefficient, Provenance};
use crate::report::cost::PointPrice;
use crate::report::forecast::{Case, Forecast};
use serde_json::{Map, Value, json};

/// Figures by name; zero without a sign, and nothing for what is no number.
pub(super) fn lines(lines: &[(&'static str, f64)]) -> Value {
    let named = lines.iter().map(|(name, value)| ((*name).to_owned(), plain(Some(*value))));
    Value::Object(named.collect::<Map<_, _>>())
}

fn plain(value: Option<f64>) -> Value {
    value.filter(|value| value.is_finite()).map(|value| value + 0.0).into()
}

/// The model as used, and each coefficient at both ends of its range; `null` where satisfaction is not followed.
pub(super) fn satisfaction(case: &Case<'_>) -> Value {
    let Some(account) = &case.outcome.satisfaction else { return Value::Null };
    let names = case.outcome.channels.iter();
    let levels = names.zip(&account.levels).map(|(name, level)| (name.clone(), plain(Some(*level))));
    let coefficients = account.coefficients.iter().zip(&account.swings);
    json!({
        "today": account.today,
        "shift": plain(account.shift),
        "levels": levels.collect::<Map<_, _>>(),
        "period": account.period,
        "csat": plain(account.expected.map(|at| at.csat)),
        "csat_all_customers": plain(account.expected.map(|at| at.all_customers)),
        "csat_change": plain(change(account.expected, account.baseline)),
        "coefficients": coefficients
            .map(|((name, coefficient), swing)| of_coefficient(name, *coefficient, swing))
            .collect::<Vec<_>>(),
    })
}

fn change(at: Option<SatisfactionAt>, baseline: Option<SatisfactionAt>) -> Option<f64> {
    Some(at?.csat - baseline?.csat)
}

fn of_coefficient(name: &str, coefficient: Coefficient, swing: &Swing) -> Value {
    let (source, fit) = match coefficient.provenance {
        Provenance::Assumed => ("assumed", None),
        Provenance::Stated => ("stated", None),
        Provenance::Fitted { standard_error, answers } => {
            ("fitted", Some((coefficient.value, standard_error, answers)))
        }
        Provenance::NoLink { estimate, standard_error, answers } => {
            ("no link found", Some((estimate, standard_error, answers)))
        }
        Provenance::Undecided { estimate, standard_error, answers } => {
            ("assumed, survey undecided", Some((estimate, standard_error, answers)))
        }
    };
    json!({
        "coefficient": name,
        "value": plain(Some(coefficient.value)),
        "source": source,
        "estimate": plain(fit.map(|fit| fit.0)),
        "standard_error": plain(fit.map(|fit| fit.1)),
        "answers": fit.map(|fit| fit.2),
        "low": end(&swing.low),
        "high": end(&swing.high),
    })
}

fn end(end: &SwingEnd) -> Value {
    json!({
        "value": plain(Some(end.coefficient)),
        "csat": plain(end.value.map(|at| at.csat)),
        "csat_all_customers": plain(end.value.map(|at| at.all_customers)),
        "csat_change": plain(change(end.value, end.baseline)),
    })
}

/// What a point of service costs over the plan against the baseline; `null` for the baseline, and where nothing costs anything.
pub(super) fn cost_per_point(forecast: &Forecast<'_>, case: Case<'_>) -> Value {
    PointPrice::of(forecast, case).map_or(Value::Null, |price| {
        json!({
            "channel": price.channel,
            "period": price.period,
            "points": plain(Some(price.points())),
            "cost": plain(Some(price.cost)),
            "cost_per_point": plain(price.each()),
            "service_level": plain(Some(price.level)),
            "service_level_baseline": plain(Some(price.baseline)),
            "verdict": price.verdict().word(),
        })
    })
}

/// What one more person buys; empty but for the baseline.
pub(super) fn one_more(case: &Case<'_>) -> Vec<Value> {
    let one = case.outcome.one_more.iter().map(|one| {
        json!({
            "team": case.team(one.team),
            "channel": case.channel(one.channel),
            "period": one.period,
            "cost": plain(Some(one.cost)),
            "service_level_expected_course": plain(Some(one.level)),
            "service_level_expected_course_with": plain(Some(one.with)),
            "points": plain(Some(one.points())),
            "cost_per_point": plain(one.cost_per_point()),
        })
    });
    one.collect()
}
