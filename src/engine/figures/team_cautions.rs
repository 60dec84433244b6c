//! What a reader must know about the people of a team.

use crate::engine::figures::caution::Caution;
use crate::engine::figures::outcome::HeadcountAccount;
use crate::engine::people::past;
use crate::engine::people::recruiting::funnel;
use crate::engine::people::staff::Flows;
use crate::engine::people::supply;
use crate::engine::replicate::Replicator;
use crate::model::{AttritionWindow, Measure, Plan, Target, Team};

/// People are told with one decimal.
const HALF_A_TENTH: f64 = 0.05;

/// All cautions about a team, given by its place in the plan; `account` is its headcount from first to last day.
#[must_use]
pub(in crate::engine) fn of_team(
    run: &Replicator<'_>,
    flows: &Flows,
    account: &HeadcountAccount,
    (index, team): (usize, &Team),
) -> Vec<Caution> {
    let mut cautions = supply::group(team, index, run.horizon).1;
    cautions.extend(past::cautions(team, index, run.plan));
    cautions.extend(joined(run, index));
    let (opening, end) = (account.opening, account.end - account.moves);
    if account.hires > 0.0 && (end - opening - account.hires).abs() >= HALF_A_TENTH {
        cautions.push(Caution::HiresAreNotGrowth {
            team: index,
            opening,
            hires: account.hires,
            moves: account.moves,
            end: account.end,
            backfilled: team.backfill.is_some(),
        });
    }
    cautions.extend(span(run, flows, index));
    cautions.extend(overtime(run, flows, index));
    cautions.extend(trainers(run, flows, index));
    cautions.extend(too_late(run, flows, index));
    cautions.extend(vacancies(run, flows, index));
    cautions.extend(moves(run, flows, index));
    cautions
}

/// Targets for turnover of the last twelve months.
pub(in crate::engine) fn rolling(plan: &Plan) -> impl Iterator<Item = &Target> {
    let is_rolling =
        |measure| matches!(measure, Measure::Attrition { window: AttritionWindow::RollingTwelve, .. });
    plan.targets.iter().filter(move |target| is_rolling(target.measure))
}

/// Turnover of twelve months that begin before the plan: those at its end, or at a date that a target names.
fn joined(run: &Replicator<'_>, team: usize) -> Option<Caution> {
    let (steps, year) = (run.horizon.step_starts.len(), run.horizon.step.in_a_year() as usize);
    let past = run.past.teams[team].len();
    let dated = rolling(run.plan).any(|target| target.by.is_some());
    let taken = past.min(if dated { year } else { year.saturating_sub(steps) });
    if taken == 0 || past + steps < year {
        return None;
    }
    let first = past::back(run.plan.settings.start, run.horizon.step, u32::try_from(taken).ok()?)?;
    Some(Caution::RollingTurnoverJoined { team, first })
}

/// Too few leads for the people they lead.
fn span(run: &Replicator<'_>, flows: &Flows, leads: usize) -> Option<Caution> {
    let team = &run.plan.teams[leads];
    let (led, span) = (team.leads?, f64::from(team.span?));
    let ratio = |step: usize| match (flows[led][step].headcount_moved(), flows[leads][step].headcount_moved())
    {
        (people, _) if people <= 0.0 => 0.0,
        (people, leads) => people / leads,
    };
    let step = (0..run.horizon.step_starts.len()).find(|&step| ratio(step) > span + 1e-9)?;
    Some(Caution::SpanExceeded { team: leads, period: period_of(run, step)?, people_per_lead: ratio(step) })
}

/// Fewer trainers than the classes of a step take.
fn trainers(run: &Replicator<'_>, flows: &Flows, team: usize) -> Option<Caution> {
    let training = &run.plan.teams[team].training;
    let (size, trainers) = (f64::from(training.class_size?), training.trainers?);
    let classes = |step: usize| (flows[team][step].trainees_start / size - 1e-9).ceil().max(0.0);
    let step = (0..flows[team].len()).find(|&step| classes(step) > f64::from(trainers))?;
    Some(Caution::TrainersShort { team, period: period_of(run, step)?, classes: classes(step), trainers })
}

/// Vacancies of grades with a span that nobody is eligible to rise into, the first of each grade.
fn vacancies(run: &Replicator<'_>, flows: &Flows, team: usize) -> Vec<Caution> {
    let of_grade = |(grade, settings): (usize, &crate::model::Grade)| {
        let open = |step: usize| flows[team][step].by_grade[grade].unfilled;
        let step = (0..flows[team].len()).find(|&step| open(step) >= HALF_A_TENTH)?;
        Some(Caution::VacanciesOpen {
            team,
            grade: settings.name.clone(),
            period: period_of(run, step)?,
            vacancies: open(step),
        })
    };
    run.plan.teams[team].grades.iter().enumerate().filter_map(of_grade).collect()
}

/// Moves of more people than are there.
fn moves(run: &Replicator<'_>, flows: &Flows, team: usize) -> Option<Caution> {
    let short = |step: usize| flows[team][step].moves_short;
    let step = (0..flows[team].len()).find(|&step| short(step) >= HALF_A_TENTH)?;
    let wanted = flows[team][step].moved_out + short(step);
    Some(Caution::MovesShort { team, period: period_of(run, step)?, wanted, short: short(step) })
}

/// The label of the period in which a step begins.
fn period_of(run: &Replicator<'_>, step: usize) -> Option<String> {
    let period = run.horizon.periods.iter().find(|period| period.last >= run.horizon.step_starts[step])?;
    Some(period.label.clone())
}

/// Applicants who would have to be there already.
fn too_late(run: &Replicator<'_>, flows: &Flows, team: usize) -> Option<Caution> {
    let funnel = funnel(&run.plan.teams[team], &flows[team], run.horizon)?;
    let applicants = funnel.before.applicants;
    (applicants >= HALF_A_TENTH).then_some(Caution::ApplicantsBeforeStart { team, applicants })
}

/// Overtime beyond what the people there may work.
fn overtime(run: &Replicator<'_>, flows: &Flows, team: usize) -> Vec<Caution> {
    let Some(most) = run.plan.cost.overtime_hours_per_head else { return Vec::new() };
    let beyond = |(&month, &hours): (&crate::calendar::Month, &f64)| {
        let step = run.horizon.step_of_month(month)?;
        let over = hours - most * flows[team][step].productive_start;
        (over > 0.0).then(|| Caution::OvertimeBeyondLimit { team, period: month.to_string(), hours: over })
    };
    run.plan.teams[team].overtime.iter().filter_map(beyond).collect()
}
