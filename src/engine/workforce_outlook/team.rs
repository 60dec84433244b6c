//! One team: its periods, its laws, its whole horizon.

use super::attrition::AttritionAccount;
use super::outlook::{TeamPeople, TeamPeriod, TeamSummary};
use super::quantiles::Quantiles;
use crate::calendar::Month;
use crate::engine::figures::measures::{Samples, TeamMeasure};
use crate::engine::figures::outcome::HeadcountAccount;
use crate::engine::people::money::{MemoLines, team_cost, team_memo};
use crate::engine::people::recruiting::{Funnel, funnel};
use crate::engine::people::time_off::{TimeOff, time_off};
use crate::engine::replicate::Replicator;
use crate::model::Team;
use crate::workforce::{
    Candidates, CostLines, GroupLaws, GroupPlan, HeadcountHistory, Population, StepFlows, group_laws,
    has_exact_law, rolling_turnover_after, turnover, turnover_annualised,
};
use rayon::prelude::*;

/// Whether people have a law: they do not wait for each other's seats, leave whatever the queue, do not change teams, and
/// are not too many.
#[must_use]
pub(super) fn by_law(team: &Team, group: &GroupPlan, moves: bool) -> bool {
    team.occupancy_effect.is_none() && !moves && has_exact_law(group)
}

/// A team ready to be told.
pub(super) struct Telling<'a> {
    pub run: &'a Replicator<'a>,
    /// By plan index.
    pub team: usize,
    pub group: &'a GroupPlan,
    /// Whether people move to the team or from it.
    pub moves: bool,
    pub course: &'a [StepFlows],
    /// Draws, where there are any.
    pub samples: Option<&'a Samples>,
}

impl Telling<'_> {
    /// All figures of the team.
    #[must_use]
    pub(super) fn people(&self, account: HeadcountAccount) -> TeamPeople {
        let settings = &self.run.plan.teams[self.team];
        let by_law = by_law(settings, self.group, self.moves);
        let laws = if by_law { group_laws(self.group) } else { None };
        let funnel = funnel(settings, self.course, self.run.horizon);
        let mut periods: Vec<TeamPeriod> = (0..self.run.layout.periods)
            .into_par_iter()
            .map(|period| self.period(period, laws.as_ref()))
            .collect();
        for (period, cut) in periods.iter_mut().zip(&self.run.cuts) {
            let found = |funnel: &Funnel| {
                cut.steps.iter().fold(Candidates::default(), |sum, &step| sum + funnel.steps[step])
            };
            period.candidates = funnel.as_ref().map(found);
        }
        TeamPeople {
            team: settings.name.clone(),
            exact: by_law && !settings.promotes_by_span(),
            by_law,
            grades: settings.grades.iter().map(|grade| grade.name.clone()).collect(),
            attrition: AttritionAccount::new(&settings.attrition, self.group),
            summary: TeamSummary {
                candidates_before: funnel.map(|funnel| funnel.before),
                ..self.summary(&periods, laws.as_ref(), &account)
            },
            periods,
            account,
        }
    }

    fn period(&self, period: usize, laws: Option<&GroupLaws>) -> TeamPeriod {
        let cut = &self.run.cuts[period];
        let flows = self.run.over(self.course, period);
        let (count, per_year) = (cut.steps.len() as f64, self.run.horizon.step.per_year());
        let annual = |separations, heads| turnover_annualised(separations, heads, count, per_year);
        let last = cut.last_step;
        let of_law = |law: fn(&GroupLaws, usize) -> crate::workforce::HeadcountLaw| {
            laws.map(|laws| Quantiles::of_law(&law(laws, last)))
        };
        TeamPeriod {
            period: self.run.horizon.periods[period].clone(),
            headcount: of_law(GroupLaws::headcount_end)
                .or_else(|| self.drawn(period, TeamMeasure::HeadcountEnd)),
            productive: of_law(GroupLaws::productive_start)
                .or_else(|| self.drawn(period, TeamMeasure::Productive)),
            separations: of_law(GroupLaws::separations).or_else(|| self.drawn_separations(period)),
            turnover_all: annual(flows.leavers + flows.washouts, flows.avg_headcount),
            turnover_productive: annual(flows.productive_leavers(), flows.avg_productive),
            cost: team_cost(self.run, (self.team, period), self.course),
            memo: team_memo(self.run, (self.team, period), self.course, |step| {
                f64::from(self.group.hires_in(step))
            }),
            candidates: None,
            time_off: self.time_off(period, flows.avg_productive),
            flows,
        }
    }

    fn time_off(&self, period: usize, productive: f64) -> Vec<TimeOff> {
        let horizon = self.run.horizon;
        let within = (0..horizon.days.len()).filter(|&day| horizon.period_of_day[day] == period);
        let months: Vec<Month> = within.map(|day| horizon.months[day]).collect();
        time_off(&self.run.plan.teams[self.team], &months, productive)
    }

    fn drawn(&self, period: usize, measure: TeamMeasure) -> Option<Quantiles> {
        let place = self.run.layout.team(period, self.team, measure);
        Quantiles::of_draws(self.samples?.values(place).collect())
    }

    /// Leavers and washouts of every draw, added up to the end of a period.
    fn drawn_separations(&self, period: usize) -> Option<Quantiles> {
        let samples = self.samples?;
        let mut sums: Vec<f64> = Vec::new();
        for before in 0..=period {
            for measure in [TeamMeasure::Leavers, TeamMeasure::Washouts] {
                let values = samples.values(self.run.layout.team(before, self.team, measure));
                for (replication, value) in values.enumerate() {
                    match sums.get_mut(replication) {
                        Some(sum) => *sum += value,
                        None => sums.push(value),
                    }
                }
            }
        }
        Quantiles::of_draws(sums)
    }

    fn summary(
        &self,
        periods: &[TeamPeriod],
        laws: Option<&GroupLaws>,
        account: &HeadcountAccount,
    ) -> TeamSummary {
        let whole = StepFlows::over(self.course);
        let last = self.course.last().copied().unwrap_or_default();
        let months = self.course.len() as f64 * self.run.horizon.step_months();
        let on_paper = account.opening + account.hires;
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a whole number of people"
        )]
        let at_least = on_paper.round() as usize;
        TeamSummary {
            leavers: whole.leavers,
            washouts: whole.washouts,
            starts: whole.starts,
            promotions: whole.promotions(),
            moved_in: whole.moved_in,
            moved_out: whole.moved_out,
            person_months: whole.avg_headcount * months,
            turnover: self.turnover(),
            grows_by_hires: laws.map(|laws| laws.headcount_end(self.group.steps).at_least(at_least)),
            trainees: last.trainees_start,
            on_ramp: last.newcomers_mid,
            cost: periods.iter().fold(CostLines::default(), |sum, period| sum + period.cost),
            memo: periods.iter().fold(MemoLines::default(), |sum, period| sum + period.memo),
            candidates_before: None,
        }
    }

    /// Turnover by every usual definition; separations are leavers and failed trainees unless the key says otherwise.
    fn turnover(&self) -> Vec<(&'static str, Option<f64>)> {
        let (course, step) = (self.course, self.run.horizon.step);
        let past = &self.run.past.teams[self.team];
        let history = |periods: Vec<(f64, f64)>| HeadcountHistory {
            opening: self.group.opening_headcount(),
            periods,
            per_year: step.per_year(),
        };
        let started = course.iter().map(|flows| (flows.starts, gone(flows))).collect();
        let employed = history(started).share_of_all_employed();
        let history = history(course.iter().map(|flows| (joined(flows), gone(flows))).collect());
        let year = course.get(..step.in_a_year() as usize);
        vec![
            ("turnover_annualised_all", turnover(course, Population::All, step)),
            ("turnover_annualised_productive", turnover(course, Population::Productive, step)),
            ("rolling12_at_end", rolling_turnover_after(past, course, Population::All, step)),
            ("first12", year.and_then(|year| turnover(year, Population::All, step))),
            ("turnover_two_point", history.two_point()),
            ("turnover_mean_of_period_averages", history.period_averages()),
            ("turnover_period_points", history.points()),
            ("share_of_opening", history.share_of_opening()),
            ("share_of_opening_and_starts", employed),
            ("compounded_probability", history.compounded()),
        ]
    }
}

/// People whom a step adds: starts, and those who change teams.
fn joined(flows: &StepFlows) -> f64 {
    flows.starts + flows.moved_in - flows.moved_out
}

/// Separations of a step; a move is none.
fn gone(flows: &StepFlows) -> f64 {
    flows.leavers + flows.washouts
}
