//! Onboarding, ramp and replacement.

use super::shrinkage::off;
use crate::input::fields::{Field, View};
use crate::input::findings::Diagnostic;
use crate::model::{Backfill, Training, Week, WorkforceStep};
use crate::units::Fraction;

/// Training of a team.
pub(super) fn training(view: &View<'_>, week: Week) -> Training {
    let mut training = Training {
        onboarding_months: 0.0,
        pass_rate: Fraction::ONE,
        class_size: None,
        seats: None,
        trainers: None,
        refresher: 0.0,
        nesting_load: 0.0,
    };
    let Some(table) = view.view("training") else { return training };
    let whole = |key: &str, least| table.get(key).and_then(|field| field.whole(least, 1_000_000));
    training.onboarding_months =
        table.get("onboarding").and_then(|field| months(&field, 24.0)).unwrap_or(0.0);
    training.pass_rate = table
        .get("pass_rate")
        .and_then(|field| some_share(&field, "nobody would ever pass the exam; 90 to 95 % is usual"))
        .unwrap_or(Fraction::ONE);
    training.class_size = whole("class_size", 1);
    training.seats = whole("seats", 1);
    training.trainers = whole("trainers", 0);
    training.refresher = table.get("refresher").and_then(|field| off(&field, week)).unwrap_or(0.0);
    training.nesting_load =
        table.get("nesting_load").and_then(|field| field.between(0.0, 1.0)).unwrap_or(0.0);
    training
}

/// A share above zero.
pub(super) fn some_share(field: &Field<'_>, help: &str) -> Option<Fraction> {
    let share = field.share()?;
    if share <= Fraction::ZERO {
        field.refuse("E204", format!("`{}` is {}, it must be above zero", field.path, field.shown()), help);
        return None;
    }
    Some(share)
}

pub(super) fn months(field: &Field<'_>, most: f64) -> Option<f64> {
    let months = field.months()?;
    if months > most {
        let message = format!("`{}` is {}, at most {most} months are allowed", field.path, field.shown());
        field.refuse("E201", message, "write it like \"1 month\" or \"6 weeks\"");
        return None;
    }
    Some(months)
}

/// Replacement of leavers.
pub(super) fn backfill(view: &View<'_>, step: WorkforceStep) -> Option<Backfill> {
    let table = view.view("backfill")?;
    let share = table.get("share").and_then(|field| field.share()).unwrap_or(Fraction::ONE);
    let show = table.get("show").and_then(|field| {
        some_share(&field, "nobody would ever start; leave `backfill` out where leavers are not replaced")
    });
    let (step_months, step_name) = match step {
        WorkforceStep::Month => (1.0, "month"),
        WorkforceStep::Week => (12.0 / 52.0, "week"),
    };
    let lead = table.get("lead_time").and_then(|field| {
        let months = months(&field, 24.0)?;
        if months <= 0.0 {
            let message = format!(
                "`{}` is {}, a successor starts in the next {step_name} at the earliest",
                field.path,
                field.shown()
            );
            field.refuse("E202", message, format!("write lead_time = \"1 {step_name}\" or more"));
            return None;
        }
        let steps = months / step_months;
        let whole = (steps - 1e-9).ceil().max(1.0);
        if (whole - steps).abs() > 1e-6 {
            let message = format!(
                "`{}` of {} counts as {whole} {step_name}{}",
                field.path,
                field.shown(),
                if whole > 1.0 { "s" } else { "" }
            );
            let help = "the workforce moves in whole steps; a lead time is rounded up";
            field.out.add(Diagnostic::note("W515", field.node.at, message).help(help));
        }
        Some(months)
    });
    Some(Backfill {
        share,
        lead_months: lead.unwrap_or(step_months),
        show: show.unwrap_or(Fraction::ONE),
        washouts: table.get("washouts").and_then(|field| field.flag()).unwrap_or(true),
    })
}

/// Proficiency by month after onboarding.
pub(super) fn ramp(view: &View<'_>) -> Vec<f64> {
    let Some(field) = view.get("ramp") else { return Vec::new() };
    let Some(items) = field.list() else { return Vec::new() };
    if items.len() > 120 {
        field.refuse(
            "E201",
            format!("`{}` has {} months", field.path, items.len()),
            "at most 120 are allowed",
        );
        return Vec::new();
    }
    let read = |item: &Field<'_>| {
        let share = item.percentage()?;
        if share <= 0.0 || share > 1.5 {
            let message =
                format!("`{}` holds {}, it must be above 0 and at most 150 %", item.path, item.shown());
            item.refuse("E204", message, "100 % is a fully proficient agent");
            return None;
        }
        Some(share)
    };
    items.iter().filter_map(read).collect()
}
