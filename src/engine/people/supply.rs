//! Supply: a team as written becomes a group of people in workforce steps.

use crate::calendar::Month;
use crate::engine::figures::caution::Caution;
use crate::engine::horizon::Horizon;
use crate::model::{Attrition, AttritionBasis, Plan, Team, TenureRate};
use crate::units::Fraction;
use crate::workforce::{
    AttritionForm, Backfill, Band, Basis, GradeAbove, Grades, GroupPlan, Hazard, Move, OpeningCohort,
    Promotion, Ramp, Step, TenureBands, Training,
};
use std::collections::BTreeMap;
use std::num::NonZeroU32;

/// The group of a team over the horizon, with what a reader must know about the translation.
#[must_use]
pub(in crate::engine) fn group(team: &Team, index: usize, horizon: &Horizon) -> (GroupPlan, Vec<Caution>) {
    let step = horizon.step;
    let mut cautions = Vec::new();
    let mut whole_steps = |what, months: f64| {
        let steps = step.covering(months);
        if (f64::from(steps) * horizon.step_months() - months).abs() > 1e-6 {
            cautions.push(Caution::RoundedUp { team: index, what, months, steps });
        }
        steps
    };
    if let Some(funnel) = team.recruiting {
        whole_steps("recruiting.lead_time", funnel.lead_months);
    }
    let onboarding = whole_steps("onboarding", team.training.onboarding_months);
    let opening = opening(team, step);
    let backfill = team.backfill.map(|backfill| Backfill {
        share: backfill.share,
        lead: NonZeroU32::new(whole_steps("lead_time", backfill.lead_months)).unwrap_or(NonZeroU32::MIN),
        show: backfill.show,
        washouts: backfill.washouts,
    });
    let plan = GroupPlan {
        hazard: Hazard::new(&form(&team.attrition), step, &opening).unwrap_or(Hazard::none(step)),
        opening,
        hires: hires(&[&team.hires, &team.pipeline], horizon),
        training: Training { onboarding, pass_rate: team.training.pass_rate, seats: team.training.seats },
        ramp: Ramp::new(&team.ramp, step).unwrap_or_default(),
        backfill,
        grades: grades(team, step),
        steps: horizon.step_starts.len(),
    };
    (plan, cautions)
}

/// Opening people by tenure in steps: listed tenures spread evenly over their months by largest remainder, people
/// in training as they are; a team without a list is past its ramp.
fn opening(team: &Team, step: Step) -> Vec<OpeningCohort> {
    let mut cohorts = Vec::new();
    let learning: u32 = team.in_training.iter().map(|&(_, people)| people).sum();
    if team.tenure.is_empty() {
        let trained = team.headcount.saturating_sub(learning);
        cohorts.push(OpeningCohort::trained(trained, past_the_ramp(team, step)));
    }
    for band in &team.tenure {
        for (month, people) in band.by_month() {
            cohorts.push(OpeningCohort::trained(people, step.closest(month)));
        }
    }
    let in_class = |&(months, people): &(u32, u32)| OpeningCohort {
        count: people,
        tenure: step.closest(months),
        in_training: true,
    };
    cohorts.extend(team.in_training.iter().map(in_class));
    cohorts.retain(|cohort| cohort.count > 0);
    cohorts
}

/// Tenure of people of whom nothing is said: onboarding and ramp behind them, and at least two years.
fn past_the_ramp(team: &Team, step: Step) -> u32 {
    let ramp = u32::try_from(team.ramp.len()).unwrap_or(u32::MAX);
    step.covering(team.training.onboarding_months).saturating_add(step.closest(ramp)).max(step.closest(24))
}

/// People who start in each step, from lists by month.
#[must_use]
pub(in crate::engine) fn hires(lists: &[&BTreeMap<Month, u32>], horizon: &Horizon) -> Vec<u32> {
    let mut hires = vec![0_u32; horizon.step_starts.len()];
    for (&month, &people) in lists.iter().flat_map(|list| list.iter()) {
        if let Some(step) = horizon.step_of_month(month) {
            hires[step] = hires[step].saturating_add(people);
        }
    }
    hires
}

/// People who change teams, on the first step of their month.
#[must_use]
pub(in crate::engine) fn moves(plan: &Plan, horizon: &Horizon) -> Vec<Move> {
    let mut moves = Vec::new();
    for (from, team) in plan.teams.iter().enumerate() {
        for (&to, months) in &team.moves {
            moves.extend(months.iter().filter_map(|(&month, &people)| {
                Some(Move { step: horizon.step_of_month(month)?, from, to, people })
            }));
        }
    }
    moves
}

/// Grades above the first. The people of a grade and all above it are whole by rounding, so that all grades sum up.
fn grades(team: &Team, step: Step) -> Option<Grades> {
    let base = team.grades.first()?;
    let from = |grade: usize| {
        let share: f64 = team.grades[grade..].iter().map(|grade| grade.share.get()).sum();
        (f64::from(team.headcount) * share).round().clamp(0.0, f64::from(u32::MAX))
    };
    let above = |grade: usize| {
        let settings = &team.grades[grade];
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a whole number of people"
        )]
        let people = (from(grade) - from(grade + 1)).max(0.0) as u32;
        GradeAbove { people, speed: if settings.takes_contacts { settings.speed / base.speed } else { 0.0 } }
    };
    let promotion = |rule: &crate::model::Promotion| Promotion {
        from: rule.from,
        to: rule.to,
        after: tenure_steps(step, rule.after_months),
        pace: rule.pace,
    };
    Some(Grades {
        above: (1..team.grades.len()).map(above).collect(),
        promotions: team.promote.iter().map(promotion).collect(),
    })
}

/// Steps of tenure that make eligible: those closest to whole months, else the fewest that last as long.
fn tenure_steps(step: Step, months: f64) -> u32 {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a float cast saturates")]
    let whole = months.round() as u32;
    if (f64::from(whole) - months).abs() < 1e-9 { step.closest(whole) } else { step.covering(months) }
}

/// Speed of the first grade, which `fte` figures are relative to.
#[must_use]
pub(in crate::engine) fn base_speed(team: &Team) -> f64 {
    team.grades.first().map_or(1.0, |grade| grade.speed)
}

fn form(attrition: &Attrition) -> AttritionForm {
    match attrition {
        Attrition::Annual { rate, basis, bands } => match (self::bands(bands), self::basis(*basis)) {
            (Some(bands), basis) => AttritionForm::Relative { rate: *rate, basis, bands },
            (None, basis) => AttritionForm::Annual { rate: *rate, basis },
        },
        Attrition::Monthly(probability) => AttritionForm::Monthly(probability.get()),
        Attrition::ByTenure(rates) => {
            self::bands(rates).map_or(AttritionForm::Monthly(0.0), AttritionForm::ByTenure)
        }
        Attrition::Weibull { shape, scale_months } => {
            AttritionForm::Weibull { shape: *shape, scale: *scale_months }
        }
        Attrition::Learnt(roster) => roster.learnt.hazard.form().unwrap_or(AttritionForm::Monthly(0.0)),
    }
}

fn bands(rates: &[TenureRate]) -> Option<TenureBands> {
    let band =
        |rate: &TenureRate| Band { from: f64::from(rate.from), to: rate.to.map(f64::from), value: rate.rate };
    TenureBands::new(rates.iter().map(band).collect()).ok()
}

const fn basis(basis: AttritionBasis) -> Basis {
    match basis {
        AttritionBasis::Turnover => Basis::Turnover,
        AttritionBasis::Probability => Basis::Probability,
    }
}

/// Share of paid time on contacts in a month: one less shrinkage, refreshers included, never below zero.
#[must_use]
pub(in crate::engine) fn on_contacts(team: &Team, month: Month) -> f64 {
    Fraction::clamped(1.0 - team.shrinkage.at(month) - team.training.refresher).get()
}
