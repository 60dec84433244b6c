//! What a roster says of leaving: the hazard, the window it is seen through, and who leaves more often.

use super::settings::{Setting, rounded, share};
use super::words::counted;
use crate::engine::calibrate::{
    BandRate, GroupBy, GroupHazard, HazardChoice, HazardModel, ReasonShare, RosterFigures,
};
use crate::report::write::{number, percent};

/// Rates beyond this no plan takes, a year.
const MOST_ANNUAL: f64 = 10.0;
/// Reasons, or groups of a kind, that are listed.
const LISTED: usize = 8;

/// `28.3% ± 4.1 points`.
pub(super) fn rate(value: f64, error: f64) -> String {
    format!("{} ± {} points", percent(value), number(100.0 * error, 1))
}

pub(super) fn attrition(hazard: &HazardChoice, roster: &RosterFigures, source: &str) -> Setting {
    let (first, last) = roster.window;
    let base = format!(
        "n = {} of {}, {} person-years, {first} to {last}, {source}",
        counted(hazard.leavers as usize, "leaver"),
        counted(roster.people, "person-spell"),
        number(hazard.person_days / 365.25, 1)
    );
    let (value, what) = match hazard.chosen() {
        HazardModel::Exponential => (
            format!("{{ annual = {}, basis = \"turnover\" }}", share(hazard.annual)),
            format!(
                "the same at every tenure (least AIC), {} a year",
                rate(hazard.annual, hazard.annual_error)
            ),
        ),
        HazardModel::Weibull => (weibull(hazard), format!("by a Weibull law (least AIC), {}", law(hazard))),
        HazardModel::Bands => (
            bands(hazard),
            "by bands of tenure (least AIC), each leaning on the rate of all as if two more had left".into(),
        ),
    };
    if hazard.highest_rate() > MOST_ANNUAL {
        let what = format!("{what}; a rate over 1000% a year, which no plan takes");
        return Setting::stated("attrition", value, what, base).told_only();
    }
    Setting::stated("attrition", value, what, base)
}

fn weibull(hazard: &HazardChoice) -> String {
    let Some(fit) = &hazard.weibull else { return String::new() };
    format!(
        "{{ weibull = {{ shape = {}, scale = \"{} months\" }} }}",
        rounded(fit.shape),
        rounded(fit.scale_months())
    )
}

/// `shape 0.704 ± 0.031, scale 40.2 ± 2.0 months`.
#[must_use]
pub(in crate::report) fn law(hazard: &HazardChoice) -> String {
    let Some(fit) = &hazard.weibull else { return "no Weibull law fits".into() };
    format!(
        "shape {} ± {}, scale {} ± {} months",
        number(fit.shape, 3),
        number(fit.shape * fit.log_shape_error, 3),
        number(fit.scale_months(), 1),
        number(fit.scale_months() * fit.log_scale_error, 1)
    )
}

/// `{ by_tenure = { "0-1 months" = "120% / year", … } }`.
fn bands(hazard: &HazardChoice) -> String {
    let each = hazard
        .bands
        .iter()
        .map(|band| format!("\"{}\" = \"{}% / year\"", band_name(band), rounded(100.0 * band.shrunk)));
    format!("{{ by_tenure = {{ {} }} }}", each.collect::<Vec<_>>().join(", "))
}

/// The name of a band as a plan has it.
#[must_use]
pub(in crate::report) fn band_name(band: &BandRate) -> String {
    match band.to {
        Some(to) => format!("{}-{to} months", band.from),
        None => format!("over {} months", band.from),
    }
}

pub(super) fn hazard_notes(hazard: &HazardChoice, notes: &mut Vec<String>) {
    let weibull = hazard.aic_weibull.map_or("no fit".into(), |aic| number(aic, 1));
    notes.push(format!(
        "AIC: the same at every tenure {}, Weibull {weibull}, bands of tenure {}; the least is chosen{}",
        number(hazard.aic_exponential, 1),
        number(hazard.aic_bands, 1),
        if hazard.is_bare() { ", but fewer than ten leavers bear one rate alone" } else { "" }
    ));
    let each = hazard.bands.iter().map(|band| {
        let own = match (band.annual(), band.standard_error()) {
            (Some(value), Some(error)) => rate(value, error),
            _ => "nobody at risk".into(),
        };
        format!("{} {own} (n = {}, leaning {})", band_name(band), band.events, percent(band.shrunk))
    });
    notes.push(format!("leavers a person-year by tenure: {}", each.collect::<Vec<_>>().join("; ")));
    if hazard.chosen() != HazardModel::Bands {
        notes.push(format!("the same by bands: attrition = {}", bands(hazard)));
    }
    if hazard.chosen() != HazardModel::Weibull && hazard.weibull.is_some() {
        notes.push(format!("a Weibull law: {}", law(hazard)));
    }
}

pub(super) fn roster_notes(roster: &RosterFigures, notes: &mut Vec<String>) {
    let (first, last) = roster.window;
    window_notes(roster, notes);
    let stays = roster.stays.iter().map(|stay| {
        let interval = stay
            .interval
            .map(|(low, high)| format!(" ({} to {})", percent(low), percent(high)))
            .unwrap_or_default();
        format!("{} {}{interval}", counted(stay.months as usize, "month"), percent(stay.share))
    });
    let stays: Vec<String> = stays.collect();
    if !stays.is_empty() {
        let from = match roster.told_from {
            0 => String::new(),
            days => format!(", of those who reached {days} days: before, fewer than five people are at risk"),
        };
        notes.push(format!("share that stays longer than (Kaplan-Meier, 95 %){from}: {}", stays.join("; ")));
    }
    if let Some(days) = roster.median_days {
        notes.push(format!("half are gone after {} months", number(f64::from(days) / 30.4375, 1)));
    }
    let by_definition = [
        ("leavers over average headcount", roster.count.turnover()),
        ("over the mean of opening and closing", roster.count.two_point()),
        ("over opening", roster.count.of_opening()),
    ];
    let each =
        by_definition.iter().filter_map(|(name, value)| Some(format!("{name} {}", percent((*value)?))));
    notes.push(format!("turnover a year from {first} to {last}: {}", each.collect::<Vec<_>>().join(", ")));
    if !roster.reasons.is_empty() {
        notes.push(by_reason(&roster.reasons));
    }
    notes.extend([GroupBy::Source, GroupBy::Grade].into_iter().filter_map(|by| by_group(roster, by)));
}

fn by_reason(reasons: &[ReasonShare]) -> String {
    let name =
        |reason: &str| if reason.is_empty() { "no reason given".into() } else { format!("`{reason}`") };
    let each = reasons.iter().take(LISTED).map(|one| {
        format!(
            "{} {} of leavers, {} a year (n = {})",
            name(&one.reason),
            percent(one.share),
            rate(one.annual, one.error),
            one.leavers
        )
    });
    format!("by reason: {}{}", each.collect::<Vec<_>>().join("; "), and_more(reasons.len()))
}

fn and_more(all: usize) -> String {
    let rest = all.saturating_sub(LISTED);
    if rest > 0 { format!("; and {rest} more") } else { String::new() }
}

/// Hazard ratios of the groups of a kind.
fn by_group(roster: &RosterFigures, by: GroupBy) -> Option<String> {
    let told: Vec<&GroupHazard> = roster.groups.told.iter().filter(|group| group.by == by).collect();
    let untold = roster.groups.untold.iter().find(|(other, _)| *other == by).map_or(0, |(_, groups)| *groups);
    let (noun, caveat) = match by {
        GroupBy::Source => ("source", ""),
        GroupBy::Grade => (
            "grade",
            "; a grade is the last one, and who stays is promoted: a low ratio of a high grade is no proof that the grade keeps people",
        ),
    };
    let few = match untold {
        0 => String::new(),
        some => format!(
            "{} with too few people (10 employments, 5 leavers to be expected) not told",
            counted(some, "group")
        ),
    };
    if told.is_empty() {
        return (untold > 0).then(|| format!("leaving by {noun}: {few}"));
    }
    let each = told.iter().take(LISTED).map(|group| {
        let ratio = &group.ratio;
        let (low, high) = ratio.interval();
        format!(
            "`{}` {} times ({} to {}), {} of {} employments left for {} to be expected",
            group.name,
            number(ratio.ratio, 2),
            number(low, 2),
            number(high, 2),
            number(f64::from(ratio.leavers), 0),
            number(group.people as f64, 0),
            number(ratio.expected, 1)
        )
    });
    let few = if few.is_empty() { few } else { format!("; {few}") };
    Some(format!(
        "hazard by {noun} against the rest at equal tenure (Mantel-Haenszel, 95 %): {}{}{few}{caveat}",
        each.collect::<Vec<_>>().join("; "),
        and_more(told.len())
    ))
}

/// What there is to say of the window.
fn window_notes(roster: &RosterFigures, notes: &mut Vec<String>) {
    let (first, last) = roster.window;
    if let Some(silence) = &roster.silence {
        notes.push(format!(
            "CHECK the window: nobody leaves before {}, and {} leavers were to be expected by then; were they recorded from {first} on? If \
             not, people seem to stay longer than they do: say a later --window-start",
            silence.until,
            number(silence.expected, 1)
        ));
    }
    notes.push(if roster.hired_before == 0 {
        format!(
            "CHECK the window: nobody was hired before {first}, so everybody is seen from the hire on; that holds only if leavers have \
             been recorded since then, which a roster of those still employed does not show"
        )
    } else {
        format!(
            "{} of {} were hired before {first} and are seen from that day on only: those who had left before are not in their place",
            number(roster.hired_before as f64, 0),
            number(roster.people as f64, 0)
        )
    });
    if roster.left_before > 0 {
        notes.push(format!(
            "{} left before {first} and say nothing here; if all leavers are recorded from an earlier day on, say that day",
            counted(roster.left_before, "person-spell")
        ));
    }
    if roster.without_a_day > 0 {
        notes.push(format!(
            "{} of no day within the window say nothing",
            counted(roster.without_a_day, "person-spell")
        ));
    }
    if roster.ends_with_last_date {
        notes.push(format!(
            "the roster is taken to end with its last date, {last}; if it was exported later, say so: --as-of DATE"
        ));
    }
}
