//! `plan.calibrate/1`: a calibration for programs; keys and their order are a contract.

use crate::engine::calibrate::{
    AbsenceFigures, ChannelFigures, CsatFigures, DAY_PARTS, Estimate, GroupBy, GroupHazard, HandleTime,
    HazardChoice, HazardModel, LearningFigures, ReasonShare, Recommendations, RosterFigures, TENURES, Untold,
};
use crate::report::calibration::{CalibrationReport, band_name, day_part, reason_of, tenure};
use crate::report::write::escape::shown_json;
use serde_json::{Value, json};

/// Name and number of the format.
const FORMAT: &str = "plan.calibrate/1";

/// One object, indented. Ends its line.
#[must_use]
pub fn calibration_json(report: &CalibrationReport<'_>) -> String {
    let calibration = report.calibration;
    let document = json!({
        "format": FORMAT,
        "version": report.version,
        "inputs_sha256": report.inputs_sha256,
        "sources": { "history": report.history, "roster": report.roster, "survey": report.survey },
        "channels": calibration.channels.iter().map(channel).collect::<Vec<_>>(),
        "team": report.team,
        "roster": told(&calibration.roster, roster),
        "learning": told(&calibration.learning, learning),
        "absence": told(&calibration.absence, absence),
        "csat": told(&calibration.csat, csat),
        "nps": nps(&calibration.recommends),
        "settings": settings(report),
    });
    let mut text = serde_json::to_string_pretty(&document).expect("maps with string keys are JSON");
    text.push('\n');
    shown_json(&text).into_owned()
}

/// A figure, or `{ "not_told": why }`.
fn told<T>(of: &Result<T, Untold>, value: impl Fn(&T) -> Value) -> Value {
    match of {
        Ok(figure) => value(figure),
        Err(why) => json!({ "not_told": reason_of(*why) }),
    }
}

fn estimate(of: &Estimate) -> Value {
    json!({ "value": of.value, "standard_error": of.error, "n": of.n })
}

fn channel(figures: &ChannelFigures) -> Value {
    json!({
        "channel": figures.channel,
        "contacts": figures.contacts,
        "first": figures.days.map(|days| days.0.to_string()),
        "last": figures.days.map(|days| days.1.to_string()),
        "handle_seconds": told(&figures.handle_time, handle_time),
        "patience_seconds": told(&figures.patience, |fit| json!({
            "value": fit.mean.get(),
            "standard_error": fit.standard_error,
            "n": fit.contacts,
            "abandoned": fit.abandoned,
        })),
        "arrivals": told(&figures.spread, |spread| json!({
            "interval_minutes": spread.minutes,
            "overdispersion": spread.overdispersion,
            "overdispersion_standard_error": spread.overdispersion_error,
            "cv": spread.cv,
            "cv_standard_error": spread.cv_error,
            "intervals": spread.intervals,
            "weeks": spread.weeks,
        })),
        "redial": told(&figures.returns.redial, estimate),
        "repeat": told(&figures.returns.repeat, estimate),
        "recontact": told(&figures.returns.recontact, estimate),
        "first_contact_resolution": told(&figures.resolution, estimate),
    })
}

fn handle_time(time: &HandleTime) -> Value {
    let law = time.law.as_ref().map(|law| {
        json!({
            "log_mean": law.log_mean,
            "log_mean_standard_error": law.log_mean_error,
            "log_sd": law.log_sd,
            "log_sd_standard_error": law.log_sd_error,
            "n": law.contacts,
        })
    });
    let parts = time.by_day_part.as_ref().map(|parts| {
        let each = DAY_PARTS.iter().zip(parts).filter_map(|(part, mean)| {
            Some(json!({ "hours": day_part(*part), "handle_seconds": estimate(mean.as_ref()?) }))
        });
        each.collect::<Vec<_>>()
    });
    let by_tenure = told(&time.by_tenure, |tenures| {
        let each = TENURES.iter().zip(tenures).filter_map(|(band, mean)| {
            Some(json!({ "tenure": tenure(*band), "handle_seconds": estimate(mean.as_ref()?) }))
        });
        Value::Array(each.collect())
    });
    let mean = time.mean;
    json!({
        "value": mean.value,
        "standard_error": mean.error,
        "n": mean.n,
        "lognormal": law,
        "by_day_part": parts,
        "by_tenure": by_tenure,
    })
}

fn roster(figures: &RosterFigures) -> Value {
    let stays = figures.stays.iter().map(|stay| {
        json!({
            "months": stay.months,
            "share": stay.share,
            "low": stay.interval.map(|ends| ends.0),
            "high": stay.interval.map(|ends| ends.1),
        })
    });
    let reasons = figures.reasons.iter().map(reason);
    let groups = figures.groups.told.iter().map(group);
    let count = &figures.count;
    json!({
        "window_start": figures.window.0.to_string(),
        "window_end": figures.window.1.to_string(),
        "people": figures.people,
        "hired_before_window": figures.hired_before,
        "left_before_window": figures.left_before,
        "without_a_day": figures.without_a_day,
        "hazard": told(&figures.hazard, hazard),
        "told_from_days": figures.told_from,
        "stays": stays.collect::<Vec<_>>(),
        "median_days": figures.median_days,
        "turnover": {
            "average_headcount": count.average_headcount(),
            "of_average_headcount": count.turnover(),
            "two_point": count.two_point(),
            "of_opening": count.of_opening(),
        },
        "reasons": reasons.collect::<Vec<_>>(),
        "groups": groups.collect::<Vec<_>>(),
        "groups_not_told": figures.groups.untold.iter().map(|(_, groups)| groups).sum::<usize>(),
        "silent_until": figures.silence.map(|silence| silence.until.to_string()),
    })
}

fn reason(one: &ReasonShare) -> Value {
    json!({
        "reason": one.reason,
        "leavers": one.leavers,
        "share": one.share,
        "annual": one.annual,
        "standard_error": one.error,
        "annual_by_tenure": one.by_tenure,
    })
}

fn group(group: &GroupHazard) -> Value {
    let (low, high) = group.ratio.interval();
    json!({
        "by": match group.by {
            GroupBy::Source => "source",
            GroupBy::Grade => "grade",
        },
        "name": group.name,
        "people": group.people,
        "leavers": group.ratio.leavers,
        "expected_leavers": group.ratio.expected,
        "hazard_ratio": group.ratio.ratio,
        "log_standard_error": group.ratio.log_error,
        "low": low,
        "high": high,
    })
}

fn absence(figures: &AbsenceFigures) -> Value {
    let mut value = estimate(&figures.absent);
    value["paid_days"] = figures.paid_days.into();
    value["days_with_contacts"] = figures.seen_days.into();
    value["week_days"] = figures.week_days.into();
    value["agents_left_out"] = figures.left_out.agents().into();
    value["left_out"] = json!({
        "fewer_days": figures.left_out.fewer_days,
        "more_days": figures.left_out.more_days,
        "rotating": figures.left_out.rotating,
        "few_contacts": figures.left_out.few_contacts,
        "few_shifts": figures.left_out.few_shifts,
    });
    value["agents_in_roster"] = figures.in_roster.into();
    value
}

/// A hazard learnt from a roster, as every result has it.
#[must_use]
pub(in crate::report::write) fn hazard(choice: &HazardChoice) -> Value {
    let chosen = match choice.chosen() {
        HazardModel::Exponential => "exponential",
        HazardModel::Weibull => "weibull",
        HazardModel::Bands => "bands",
    };
    let weibull = choice.weibull.as_ref().map(|fit| {
        json!({
            "shape": fit.shape,
            "shape_standard_error": fit.shape * fit.log_shape_error,
            "scale_months": fit.scale_months(),
            "scale_standard_error": fit.scale_months() * fit.log_scale_error,
            "log_likelihood": fit.log_likelihood,
            "aic": choice.aic_weibull,
        })
    });
    let bands = choice.bands.iter().map(|band| {
        json!({
            "tenure": band_name(band),
            "leavers": band.events,
            "person_days": band.exposure_days,
            "annual": band.annual(),
            "standard_error": band.standard_error(),
            "leaning": band.shrunk,
            "leaning_standard_error": band.shrunk_error,
        })
    });
    json!({
        "chosen": chosen,
        "leavers": choice.leavers,
        "person_days": choice.person_days,
        "annual": choice.annual,
        "annual_standard_error": choice.annual_error,
        "aic": choice.aic_exponential,
        "weibull": weibull,
        "bands": bands.collect::<Vec<_>>(),
        "bands_aic": choice.aic_bands,
    })
}

fn learning(figures: &LearningFigures) -> Value {
    let months = figures.curve.months.iter().map(|month| {
        json!({
            "month": month.month,
            "proficiency": month.proficiency,
            "standard_error": month.standard_error,
            "agents": month.agents,
            "contacts": month.contacts,
        })
    });
    json!({
        "tenured_from_months": figures.curve.tenured_from,
        "tenured_agents": figures.curve.tenured_agents,
        "months": months.collect::<Vec<_>>(),
        "ramp": figures.curve.ramp(),
    })
}

fn csat(figures: &CsatFigures) -> Value {
    let coefficients = figures.coefficients.iter().map(|one| {
        let mut value = told(&one.estimate, estimate);
        value["key"] = one.driver.key().into();
        value["assumed"] = one.assumed.into();
        value["reversed"] = (one.is_reversed() && !figures.separated).into();
        value["proposed"] = one.proposed().filter(|_| !figures.separated).into();
        value
    });
    json!({
        "today": figures.today.value,
        "low": figures.interval.0,
        "high": figures.interval.1,
        "answers": figures.ratings.answers(),
        "answers_in_fit": figures.answers,
        "separated": figures.separated,
        "separating": figures.separating.iter().map(|driver| driver.column()).collect::<Vec<_>>(),
        "deferred": figures.deferred,
        "without_channel": figures.unnamed,
        "without_level": figures.without_level.iter().map(|few| json!({
            "channel": few.channel,
            "rarer": few.rarer,
            "needed": few.needed,
        })).collect::<Vec<_>>(),
        "channels": figures.channels,
        "levels": figures.levels,
        "scores": figures.ratings.0,
        "top_box": figures.ratings.top(),
        "mean_score": figures.ratings.mean(),
        "mean_score_standard_error": figures.ratings.mean_error(),
        "score_steps": figures.scale.map(|scale| scale.steps().map(Some).map(finite)),
        "coefficients": coefficients.collect::<Vec<_>>(),
    })
}

/// A number, or nothing where it has no end.
fn finite(value: Option<f64>) -> Option<f64> {
    value.filter(|value| value.is_finite())
}

/// `null` where nobody was asked.
fn nps(answers: &Recommendations) -> Value {
    answers.net().map_or(Value::Null, |(score, error)| {
        let [promoters, passives, detractors] = answers.parts();
        json!({
            "value": score,
            "standard_error": error,
            "n": answers.answers(),
            "promoters": promoters,
            "passives": passives,
            "detractors": detractors,
        })
    })
}

fn settings(report: &CalibrationReport<'_>) -> Vec<Value> {
    let tables = report.tables();
    let each = tables.iter().flat_map(|table| table.settings.iter().map(move |setting| (table, setting)));
    let one = each.map(|(table, setting)| {
        let mut path: Vec<&str> = table.path.iter().map(String::as_str).collect();
        path.push(setting.key);
        json!({ "path": path, "value": setting.value, "proposed": setting.proposed, "words": setting.words() })
    });
    one.collect()
}
