//! `[team.X]`: the people as a whole.

use super::{attrition, grades, levers, moves, people, recruiting, shifts, shrinkage, training};
use crate::input::fields::View;
use crate::input::resolve::scope::Scope;
use crate::model::{OccupancyEffect, Team, Week};

/// A team of the plan.
pub(in crate::input) fn team(view: &View<'_>, scope: &Scope<'_>) -> Team {
    let week = week(view);
    let training = training::training(view, week);
    let grades = grades::grades(view);
    let backfill = training::backfill(view, scope.settings.workforce_step);
    let headcount = view.need("headcount", "write headcount = 100, the people employed on the first day");
    Team {
        name: view.name.to_owned(),
        serves: serves(view, scope),
        headcount: headcount.and_then(|field| field.whole(0, 1_000_000)).unwrap_or(0),
        tenure: people::tenure(view),
        in_training: people::in_training(view),
        pipeline: people::starts(view, "pipeline", scope),
        week,
        shifts: shifts::shifts(view, week),
        shrinkage: shrinkage::shrinkage(view, week, training.refresher),
        max_occupancy: view.get("max_occupancy").and_then(|field| field.share()),
        attrition: attrition::attrition(view, scope),
        hires: people::starts(view, "hires", scope),
        recruiting: recruiting::recruiting(view, backfill.map(|backfill| backfill.show)),
        backfill,
        training,
        ramp: training::ramp(view),
        promote: grades::promotions(view, &grades),
        grades,
        moves: moves::moves(view, scope),
        leads: view.get("leads").and_then(|field| field.one_of("a team", &scope.teams)),
        span: view.get("span").and_then(|field| field.whole(1, 10_000)),
        occupancy_effect: occupancy_effect(view),
        overtime: levers::overtime(view, scope),
        temporary: levers::temporary(view, scope),
        outsourcing: levers::outsourcing(view, scope),
    }
}

fn serves(view: &View<'_>, scope: &Scope<'_>) -> Vec<usize> {
    let Some(field) = view.get("serves") else { return Vec::new() };
    let mut serves = Vec::new();
    for item in field.one_or_list() {
        if let Some(channel) = item.one_of("a channel", &scope.channels)
            && !serves.contains(&channel)
        {
            serves.push(channel);
        }
    }
    serves
}

fn week(view: &View<'_>) -> Week {
    let usual = Week { days: 5.0, hours: 8.0 };
    let Some(table) = view.view("week") else { return usual };
    let hours = table.get("hours").and_then(|field| {
        let hours = field.some_duration()?.get() / 3600.0;
        if hours > 24.0 {
            field.refuse(
                "E201",
                format!("`{}` is {}, a day has 24 h", field.path, field.shown()),
                "paid hours a day",
            );
        }
        Some(hours)
    });
    let days = table.get("days").and_then(|field| field.between(0.1, 7.0));
    Week { days: days.unwrap_or(usual.days), hours: hours.unwrap_or(usual.hours).min(24.0) }
}

fn occupancy_effect(view: &View<'_>) -> Option<OccupancyEffect> {
    const HELP: &str = "write { above = \"85%\", hazard_ratio_per_10_points = 1.18 }";
    let table = view.view("occupancy_effect")?;
    let above = table.need("above", HELP).and_then(|field| field.share());
    let ratio = table.need("hazard_ratio_per_10_points", HELP).and_then(|field| field.between(0.1, 10.0));
    Some(OccupancyEffect { above: above?, hazard_ratio_per_10_points: ratio? })
}
