//! `plan.workforce/1`: the people to come, for programs; keys and their order are a contract.

use super::fields::{figures, grade, quantiles};
use crate::calendar::By;
use crate::engine::workforce_outlook::Candidates;
use crate::engine::workforce_outlook::{
    AttritionAccount, LEVELS, NeededHazard, PeopleTarget, Quantiles, ScenarioPeople, TeamPeople, TeamPeriod,
};
use crate::engine::{Range, TimeOff};
use crate::model::{Attrition, AttritionBasis, AttritionWindow, LearntAttrition, Measure, Population};
use crate::report::cautions::{self, Names};
use crate::report::workforce::{PeopleCase, WorkforceReport};
use crate::report::write::calibration::hazard;
use crate::report::write::escape::shown_json;
use serde_json::{Map, Value, json};

/// Name and number of the format.
const FORMAT: &str = "plan.workforce/1";

/// One object, indented. Ends its line.
#[must_use]
pub fn workforce_json(report: &WorkforceReport<'_>) -> String {
    let settings = &report.baseline.plan.settings;
    let document = json!({
        "format": FORMAT,
        "version": report.origin.version,
        "inputs_sha256": report.origin.inputs_sha256,
        "plan": {
            "title": settings.title,
            "start": settings.start.to_string(),
            "months": settings.months,
            "currency": settings.currency,
            "seed": settings.seed,
            "replications": settings.replications,
        },
        "by": match report.by {
            By::Week => "week",
            By::Quarter => "quarter",
            _ => "month",
        },
        "scenarios": report.cases().map(|case| scenario(&case)).collect::<Vec<_>>(),
    });
    let mut text = serde_json::to_string_pretty(&document).expect("maps with string keys are JSON");
    text.push('\n');
    shown_json(&text).into_owned()
}

fn scenario(case: &PeopleCase<'_>) -> Value {
    let people = case.people;
    json!({
        "name": people.name,
        "about": people.about,
        "teams": people.teams.iter().map(team).collect::<Vec<_>>(),
        "cost": case.cost(),
        "targets": people.targets.iter().map(target).collect::<Vec<_>>(),
        "cautions": told(people),
    })
}

fn team(team: &TeamPeople) -> Value {
    json!({
        "team": team.team,
        "exact": team.exact,
        "attrition": attrition(&team.attrition),
        "periods": team.periods.iter().map(|one| period(one, &team.grades)).collect::<Vec<_>>(),
        "summary": summary(team),
    })
}

/// Zero without a sign, and nothing for what is no number.
fn plain(value: Option<f64>) -> Value {
    value.filter(|value| value.is_finite()).map(|value| value + 0.0).into()
}

fn period(period: &TeamPeriod, grades: &[String]) -> Value {
    let mut value = Map::new();
    value.insert("period".into(), period.period.label.clone().into());
    for (name, figure) in figures(period) {
        value.insert(name.into(), plain(figure));
    }
    if !grades.is_empty() {
        value.insert("grades".into(), grades.iter().enumerate().map(|one| of_grade(period, one)).collect());
    }
    let [(_, headcount), (_, productive), (_, separations)] = quantiles(period);
    value.insert("headcount_quantiles".into(), levels(headcount));
    value.insert("productive_quantiles".into(), levels(productive));
    value.insert("cumulative_separations_quantiles".into(), levels(separations));
    value.insert("candidates".into(), period.candidates.map_or(Value::Null, candidates));
    value.insert("time_off".into(), period.time_off.iter().map(time_off).collect());
    value.insert("cost_lines".into(), lines(&period.cost.told()));
    value.insert("memo_lines".into(), lines(&period.memo.named()));
    Value::Object(value)
}

fn candidates(found: Candidates) -> Value {
    json!({
        "applicants": plain(Some(found.applicants)),
        "offers": plain(Some(found.offers)),
        "acceptances": plain(Some(found.acceptances)),
    })
}

fn time_off(part: &TimeOff) -> Value {
    json!({
        "part": part.part,
        "share": plain(Some(part.share)),
        "people": plain(Some(part.people)),
        "paid": part.paid,
    })
}

fn of_grade(period: &TeamPeriod, (place, name): (usize, &String)) -> Value {
    let mut value = Map::new();
    value.insert("grade".into(), name.as_str().into());
    for (measure, figure) in grade(period, place) {
        value.insert(measure.into(), plain(Some(figure)));
    }
    Value::Object(value)
}

/// Whole people by level; `null` without a law and without draws.
fn levels(quantiles: Option<Quantiles>) -> Value {
    let Some(Quantiles(values)) = quantiles else { return Value::Null };
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "whole people, 0 or more")]
    let whole = |value: f64| value as u64;
    LEVELS
        .iter()
        .zip(values)
        .map(|((_, name), value)| ((*name).to_owned(), Value::from(whole(value))))
        .collect()
}

fn lines(lines: &[(&'static str, f64)]) -> Value {
    lines.iter().map(|(name, value)| ((*name).to_owned(), plain(Some(*value)))).collect()
}

fn summary(team: &TeamPeople) -> Value {
    let (summary, account) = (&team.summary, &team.account);
    let mut value = json!({
        "opening": account.opening,
        "hires": account.hires,
        "backfills": account.backfills,
        "total_starts": summary.starts,
        "total_leavers": summary.leavers,
        "total_washouts": summary.washouts,
        "total_promotions": summary.promotions,
        "total_moved_in": summary.moved_in,
        "total_moved_out": summary.moved_out,
        "headcount_end": account.end,
        "effective_fte": account.effective_fte,
        "open_requisitions": account.open_requisitions,
        "probability_of_opening_and_hires": plain(summary.grows_by_hires),
        "person_months": summary.person_months,
    });
    value["candidates_before_start"] = summary.candidates_before.map_or(Value::Null, candidates);
    for (key, figure) in &summary.turnover {
        value[*key] = plain(*figure);
    }
    value["cost"] = summary.cost.total().into();
    value["cost_lines"] = lines(&summary.cost.told());
    value["memo_lines"] = lines(&summary.memo.named());
    value
}

fn attrition(account: &AttritionAccount) -> Value {
    let (form, basis, rate) = match &account.written {
        Attrition::Annual { rate, basis, bands } => {
            let basis = match basis {
                AttritionBasis::Turnover => "turnover",
                AttritionBasis::Probability => "probability",
            };
            (if bands.is_empty() { "annual" } else { "annual by tenure" }, basis, Some(*rate))
        }
        Attrition::Monthly(share) => ("monthly", "probability", Some(share.get())),
        Attrition::ByTenure(_) => ("by tenure", "turnover", None),
        Attrition::Weibull { .. } => ("weibull", "hazard", None),
        Attrition::Learnt(_) => ("roster", "hazard", None),
    };
    let hazards = account.hazards.iter().map(|hazard| {
        json!({
            "from_month": hazard.from,
            "to_month": hazard.to,
            "hazard_a_year": hazard.annual,
            "probability_a_month": hazard.in_a_month,
            "probability_a_year": hazard.in_a_year,
        })
    });
    let mut value = json!({
        "form": form,
        "basis": basis,
        "rate": rate,
        "scale": account.scale,
        "hazards": hazards.collect::<Vec<_>>(),
    });
    if let Attrition::Learnt(roster) = &account.written {
        value["learnt"] = learnt_from(roster);
    }
    value
}

fn learnt_from(roster: &LearntAttrition) -> Value {
    let learnt = &roster.learnt;
    json!({
        "roster": roster.roster,
        "window_start": learnt.window.0.to_string(),
        "window_end": learnt.window.1.to_string(),
        "people": learnt.people,
        "hired_before_window": learnt.hired_before,
        "hazard": hazard(&learnt.hazard),
    })
}

fn figure(range: Option<Range>) -> Value {
    range.map_or(Value::Null, |r| {
        json!({ "mean": plain(Some(r.mean)), "p10": plain(Some(r.p10)), "p50": plain(Some(r.p50)), "p90": plain(Some(r.p90)) })
    })
}

fn target(PeopleTarget { outcome, needed }: &PeopleTarget) -> Value {
    let target = &outcome.target;
    let (name, population, window) = match target.measure {
        Measure::Attrition { population, window } => (
            "attrition",
            Some(match population {
                Population::All => "all",
                Population::Productive => "productive",
            }),
            Some(match window {
                AttritionWindow::ToDate => "to-date",
                AttritionWindow::RollingTwelve => "rolling-12",
            }),
        ),
        _ => ("cost", None, None),
    };
    json!({
        "target": name,
        "population": population,
        "window": window,
        "goal": target.goal,
        "by": target.by.map(|by| by.to_string()),
        "period": outcome.period,
        "value": figure(outcome.value),
        "confidence": target.confidence.map(|confidence| confidence.get()),
        "probability": outcome.probability,
        "met": outcome.met,
        "needed": needed.iter().map(of_confidence).collect::<Vec<_>>(),
    })
}

fn of_confidence(needed: &NeededHazard) -> Value {
    json!({
        "confidence": needed.confidence,
        "hazard_factor": needed.factor,
        "turnover": plain(needed.turnover),
    })
}

fn told(people: &ScenarioPeople) -> Vec<Value> {
    let teams: Vec<String> = people.teams.iter().map(|team| team.team.clone()).collect();
    let names = Names { channels: &people.channels, teams: &teams };
    let one = |caution| {
        json!({
            "code": cautions::code(caution),
            "text": cautions::text(caution, &names),
            "where": cautions::place(caution, &names),
        })
    };
    people.cautions.iter().map(one).collect()
}
