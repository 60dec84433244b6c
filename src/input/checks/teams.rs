//! Checks of teams.

use crate::calendar::Month;
use crate::input::fields::View;
use crate::input::findings::Diagnostic;
use crate::model::{Attrition, AttritionBasis, Plan, Team, TenureBand, TenureRate};
use crate::workforce::{AttritionForm, Band, Basis, Hazard, OpeningCohort, Step, TenureBands};
use chrono::TimeZone;

/// People by tenure are the people employed.
pub(super) fn e304_tenure(team: &Team, view: &View<'_>) {
    let Some(field) = view.get("tenure").filter(|_| !team.tenure.is_empty()) else { return };
    let sum: u64 = team.tenure.iter().map(|band| u64::from(band.people)).sum();
    let training: u64 = team.in_training.iter().map(|(_, people)| u64::from(*people)).sum();
    let trained = u64::from(team.headcount).saturating_sub(training);
    if sum != trained && view.get("headcount").is_some() {
        let less = if training > 0 { format!(" less {training} in training") } else { String::new() };
        let message =
            format!("`{}` sums to {sum} people, `headcount` is {}{less}", field.path, team.headcount);
        field.refuse(
            "E304",
            message,
            "change one of them; a scenario that changes `headcount` changes `tenure` too",
        );
    }
}

/// Relative weights by tenure that give the yearly rate under some scale: those who are there have one above zero.
pub(super) fn e213_weights(team: &Team, view: &View<'_>) {
    let Attrition::Annual { rate, basis, bands } = &team.attrition else { return };
    let Some(field) = view.view("attrition").and_then(|table| table.get("by_tenure").map(|_| table)) else {
        return;
    };
    let band =
        |band: &TenureRate| Band { from: f64::from(band.from), to: band.to.map(f64::from), value: band.rate };
    let Ok(bands) = TenureBands::new(bands.iter().map(band).collect()) else { return };
    let basis = match basis {
        AttritionBasis::Turnover => Basis::Turnover,
        AttritionBasis::Probability => Basis::Probability,
    };
    let form = AttritionForm::Relative { rate: *rate, basis, bands };
    let mut opening: Vec<OpeningCohort> = team
        .tenure
        .iter()
        .flat_map(TenureBand::by_month)
        .map(|(month, people)| OpeningCohort::trained(people, month))
        .collect();
    opening.extend(team.in_training.iter().map(|&(month, people)| OpeningCohort::trained(people, month)));
    if team.tenure.is_empty() {
        opening.push(OpeningCohort::trained(team.headcount, LONG));
    }
    if Hazard::new(&form, Step::Month, &opening).is_err() {
        let message = format!(
            "`{}`: no scale of the weights gives {:.1}% a year, because too few of the people there have a weight above 0",
            field.path_of("by_tenure"),
            rate * 100.0
        );
        let help = "give every tenure a weight above 0, or write absolute rates without `annual`";
        field.out.add(Diagnostic::error("E213", field.spot("by_tenure"), message).help(help));
    }
}

/// Months of tenure of people of whom nothing is said.
const LONG: u32 = 24;

/// People in training are employed and still in onboarding.
pub(super) fn e313_in_training(team: &Team, view: &View<'_>) {
    let Some(field) = view.get("in_training") else { return };
    let people: u64 = team.in_training.iter().map(|(_, people)| u64::from(*people)).sum();
    if people > u64::from(team.headcount) {
        let message = format!("`{}` holds {people} people, `headcount` is {}", field.path, team.headcount);
        field.refuse("E313", message, "people in training are part of the headcount");
    }
    let past =
        team.in_training.iter().find(|(month, _)| f64::from(*month) >= team.training.onboarding_months);
    if let Some((month, _)) = past {
        let onboarding = team.training.onboarding_months;
        let message = format!(
            "`{}` holds people of tenure-month {month}, onboarding ends with {onboarding}",
            field.path
        );
        field.refuse("E313", message, "people past onboarding belong into `tenure`");
    }
}

/// Leads lead another team, and take no contacts.
pub(super) fn e310_leads((index, team): (usize, &Team), plan: &Plan, view: &View<'_>) {
    let Some((field, led)) = view.get("leads").zip(team.leads) else { return };
    let back = plan.teams[led].leads == Some(index);
    if led == index || back {
        let message =
            format!("`{}` names `{}`, so that the teams lead each other", field.path, field.shown());
        field.refuse("E310", message, "name the team these people lead");
    } else if !team.serves.is_empty() {
        let message = format!("team `{}` leads and serves channels; leads take no contacts", team.name);
        field.refuse("E310", message, "leave out `serves`, or put those who serve into a team of their own");
    }
}

/// A span of leadership without anybody who is led.
pub(super) fn w512_span(team: &Team, view: &View<'_>) {
    if let Some(field) = view.get("span").filter(|_| team.leads.is_none()) {
        let message = format!("`{}` has no effect: team `{}` leads nobody", field.path, team.name);
        let help = "name the team these people lead: leads = \"frontline\"";
        field.out.add(Diagnostic::warning("W512", field.key_at, message).help(help));
    }
}

/// No more of a channel is answered outside than there is.
pub(super) fn e320_outsourced(index: usize, plan: &Plan, view: &View<'_>) {
    let Some(field) = view.get("outsourcing") else { return };
    for (channel, months) in &plan.teams[index].outsourcing {
        for month in months.keys() {
            let shares =
                plan.teams[..=index].iter().filter_map(|team| team.outsourcing.get(channel)?.get(month));
            let sum: f64 = shares.map(|share| share.get()).sum();
            if sum > 1.0 + 1e-9 {
                let name = &plan.channels[*channel].name;
                let message = format!(
                    "`{}`: {:.1}% of `{name}` is answered outside in {month}, counting every team",
                    field.path,
                    sum * 100.0
                );
                field.refuse("E320", message, "shares of all teams together are at most 100 %");
                return;
            }
        }
    }
}

/// Overtime within the limit a head.
pub(super) fn e315_overtime(team: &Team, plan: &Plan, view: &View<'_>) {
    let (Some(limit), Some(table)) = (plan.cost.overtime_hours_per_head, view.view("overtime")) else {
        return;
    };
    for (month, hours) in &team.overtime {
        let started = |starts: &std::collections::BTreeMap<Month, u32>| -> f64 {
            starts.range(..=*month).map(|(_, people)| f64::from(*people)).sum()
        };
        let heads = f64::from(team.headcount) + started(&team.hires) + started(&team.pipeline);
        if *hours > heads * limit + 1e-6 {
            let message = format!(
                "`{}` is {hours} h for at most {heads} people, more than {limit:.1} h a head",
                table.path_of(&month.to_string())
            );
            let help = "`cost.overtime.max` is the limit";
            let at = table.spot(&month.to_string());
            table.out.add(Diagnostic::error("E315", at, message).help(help));
        }
    }
}

/// A cap of occupancy that leaves nobody time to breathe.
pub(super) fn w503_occupancy(team: &Team, view: &View<'_>) {
    let Some((field, cap)) = view.get("max_occupancy").zip(team.max_occupancy) else { return };
    if cap.get() <= 0.0 {
        field.refuse("E204", format!("`{}` is 0: nobody may work", field.path), "85 to 90 % is usual");
    } else if cap.get() > 0.95 {
        let message = format!("`{}` is {}: people are busy without a pause", field.path, field.shown());
        field.out.add(Diagnostic::warning("W503", field.node.at, message).help("85 to 90 % is usual"));
    }
}

/// A shift that starts at an hour which a clock change leaves out.
pub(super) fn w508_missing_hour(team: &Team, plan: &Plan, view: &View<'_>, zone: chrono_tz::Tz) {
    let Some(field) = view.get("shifts").filter(|_| zone != chrono_tz::UTC) else { return };
    let horizon = crate::calendar::DateSpan { first: plan.settings.start, last: plan.settings.end() };
    let mut minutes: Vec<u16> = team.shifts.iter().map(|shift| shift.start).collect();
    minutes.dedup();
    for minute in minutes.into_iter().take(50) {
        let (hour, rest) = (u32::from(minute) / 60, u32::from(minute) % 60);
        let gap = horizon.iter().find(|day| {
            day.and_hms_opt(hour, rest, 0)
                .is_some_and(|time| zone.from_local_datetime(&time).latest().is_none())
        });
        if let Some(day) = gap {
            let message = format!(
                "`{}`: a shift starts at {hour:02}:{rest:02}, which does not exist on {day} in {}",
                field.path,
                zone.name()
            );
            let help = "the clock is put forward that day; the shift starts an hour later";
            field.out.add(Diagnostic::warning("W508", field.node.at, message).help(help));
        }
    }
}
