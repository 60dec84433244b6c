//! The months before a plan, as rosters have them: what turnover of the last twelve months joins while the plan is young.

use crate::engine::figures::caution::Caution;
use crate::engine::horizon::Horizon;
use crate::model::{Attrition, LearntAttrition, Plan, Team};
use crate::workforce::{DAYS_A_MONTH, Employment, RosterCount, Step, StepFlows};
use chrono::{Days, Months, NaiveDate};

/// Difference of headcount from which on a roster is not the whole team's.
const OTHER_TEAM: f64 = 0.10;

/// Steps before the plan that lie within the windows of rosters, the last of them the step before the first of the plan.
#[derive(Debug, Clone, PartialEq, Default)]
pub(in crate::engine) struct Past {
    /// By team; empty where nothing is known.
    pub teams: Vec<Vec<StepFlows>>,
    /// Of all teams together, as far back as every one of them is known.
    pub together: Vec<StepFlows>,
}

impl Past {
    /// What rosters know of the year before a plan: its own, and those of the baseline where a scenario states another attrition, which
    /// changes what is to come and not what was.
    #[must_use]
    pub(in crate::engine) fn new(plan: &Plan, baseline: &Plan, horizon: &Horizon) -> Self {
        let of_team = |team: &Team| {
            let own = of_team(team, plan.settings.start, horizon.step);
            let base = baseline.teams.iter().find(|base| own.is_empty() && base.name == team.name);
            base.map_or(own, |base| self::of_team(base, plan.settings.start, horizon.step))
        };
        let teams: Vec<Vec<StepFlows>> = plan.teams.iter().map(of_team).collect();
        let common = teams.iter().map(Vec::len).min().unwrap_or(0);
        let back = |step: usize| {
            teams.iter().fold(StepFlows::default(), |sum, team| {
                let own = &team[team.len() - common + step];
                StepFlows {
                    leavers: sum.leavers + own.leavers,
                    trainee_leavers: sum.trainee_leavers + own.trainee_leavers,
                    avg_headcount: sum.avg_headcount + own.avg_headcount,
                    avg_productive: sum.avg_productive + own.avg_productive,
                    ..sum
                }
            })
        };
        Self { together: (0..common).map(back).collect(), teams }
    }
}

/// The steps of one team; none without a roster, or where its people are not those of the team.
fn of_team(team: &Team, start: NaiveDate, step: Step) -> Vec<StepFlows> {
    let Attrition::Learnt(roster) = &team.attrition else { return Vec::new() };
    let (first, last) = roster.learnt.window;
    if first >= start || start.pred_opt().is_none_or(|eve| eve > last) || is_another(team, roster, start) {
        return Vec::new();
    }
    let onboarding = team.training.onboarding_months * DAYS_A_MONTH;
    let mut steps: Vec<StepFlows> = (1..step.in_a_year())
        .map_while(|before| {
            let days = (back(start, step, before)?, back(start, step, before - 1)?.pred_opt()?);
            (days.0 >= first).then(|| flows(&roster.people, days, onboarding))
        })
        .collect();
    steps.reverse();
    steps
}

/// The first day so many steps before a day.
#[must_use]
pub(in crate::engine) fn back(from: NaiveDate, step: Step, steps: u32) -> Option<NaiveDate> {
    match step {
        Step::Month => from.checked_sub_months(Months::new(steps)),
        Step::Week => from.checked_sub_days(Days::new(7 * u64::from(steps))),
    }
}

/// Whether the roster's headcount on the eve of the plan is far from the team's.
fn is_another(team: &Team, roster: &LearntAttrition, start: NaiveDate) -> bool {
    let (there, stated) = (f64::from(on_the_eve(roster, start)), f64::from(team.headcount));
    (there - stated).abs() > OTHER_TEAM * stated
}

/// People of a roster who are there after the last day before the plan.
fn on_the_eve(roster: &LearntAttrition, start: NaiveDate) -> u32 {
    start.pred_opt().map_or(0, |eve| RosterCount::new(&roster.people, eve, eve).closing)
}

/// One step as the roster counts it. Who leaves in onboarding counts as a leaver, whether the exam was failed or not;
/// productive are those past it.
fn flows(people: &[Employment], (first, last): (NaiveDate, NaiveDate), onboarding: f64) -> StepFlows {
    let all = RosterCount::new(people, first, last);
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a training is far shorter than 2^32 days"
    )]
    let days = Days::new(onboarding.ceil().max(0.0) as u64);
    let past: Vec<Employment> = people
        .iter()
        .filter_map(|person| {
            let hired = person.hired.checked_add_days(days)?;
            person.left.is_none_or(|left| left >= hired).then_some(Employment { hired, ..*person })
        })
        .collect();
    let productive = RosterCount::new(&past, first, last);
    StepFlows {
        leavers: f64::from(all.leavers),
        trainee_leavers: f64::from(all.leavers - productive.leavers),
        avg_headcount: all.average_headcount().unwrap_or(0.0),
        avg_productive: productive.average_headcount().unwrap_or(0.0),
        ..StepFlows::default()
    }
}

/// What a reader must know of attrition that a roster taught.
#[must_use]
pub(in crate::engine) fn cautions(team: &Team, index: usize, plan: &Plan) -> Vec<Caution> {
    let Attrition::Learnt(roster) = &team.attrition else { return Vec::new() };
    let learnt = &roster.learnt;
    let mut cautions = Vec::new();
    if learnt.hazard.is_bare() {
        cautions.push(Caution::FewLeavers { team: index, leavers: learnt.hazard.leavers });
    }
    let (first, last) = learnt.window;
    if let Some(silence) = learnt.silence {
        let (until, expected) = (Some(silence.until), silence.expected);
        cautions.push(Caution::RosterWindow { team: index, first, until, expected });
    }
    if learnt.hired_before == 0 {
        cautions.push(Caution::RosterWindow { team: index, first, until: None, expected: 0.0 });
    }
    let start = plan.settings.start;
    let eve_is_known = start.pred_opt().is_some_and(|eve| (first..=last).contains(&eve));
    if eve_is_known && is_another(team, roster, start) {
        cautions.push(Caution::RosterOfOthers {
            team: index,
            roster: on_the_eve(roster, start),
            headcount: team.headcount,
        });
    }
    cautions
}
