//! Conservation laws of an outcome: books that must balance whatever the plan, or there is no outcome.

use super::figures::outcome::{Outcome, PeriodOutcome, Range};
use super::people::staff::Flows;
use super::replicate::Replicator;
use super::workforce_outlook::ScenarioPeople;
use crate::workforce::MOST_GRADES;

/// Rounding forgiven in sums of people and money, relative to their size: samples hold seven digits.
const SLACK: f64 = 1e-4;

/// Figures that contradict each other: an error of the program, never of a plan. Nothing of such a run may be shown.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the books of `{scenario}` do not balance, which is an error of this program: {}", faults.join("; "))]
pub struct Unbalanced {
    /// The scenario.
    pub scenario: String,
    /// Every law that is broken, in words.
    pub faults: Vec<String>,
}

/// `told`, where no law is broken.
///
/// # Errors
/// Every fault.
pub(super) fn balanced<T>(told: T, scenario: &str, faults: Vec<String>) -> Result<T, Unbalanced> {
    if faults.is_empty() { Ok(told) } else { Err(Unbalanced { scenario: scenario.to_owned(), faults }) }
}

/// Every law that an outcome breaks, in words; empty when the books balance.
#[must_use]
pub(super) fn faults(outcome: &Outcome, run: &Replicator<'_>, flows: &Flows) -> Vec<String> {
    let mut faults = people(flows);
    for period in &outcome.periods {
        let label = &period.period.label;
        for team in &period.teams {
            let mean = |range: &Option<Range>| range.map(|range| range.mean);
            if let (Some(begin), Some(starts), Some(leavers), Some(washouts), Some(end)) = (
                mean(&team.begin),
                mean(&team.starts),
                mean(&team.leavers),
                mean(&team.washouts),
                mean(&team.headcount_end),
            ) {
                let moves = mean(&team.moves).unwrap_or(0.0);
                let left = begin + starts - leavers - washouts + moves;
                balance(&mut faults, &format!("{label}: heads"), left, end);
            }
        }
        if run.horizon.periods_hold_steps {
            let teams: f64 = period.teams.iter().filter_map(|team| team.cost).map(|cost| cost.mean).sum();
            let shared = period.cost_lines.map_or(0.0, |lines| lines.platform + lines.outsourcing);
            let all = period.cost.map_or(0.0, |cost| cost.mean);
            if run.plan.cost.outsourcing.is_empty() {
                balance(&mut faults, &format!("{label}: cost"), teams + shared, all);
            }
        }
        money(&mut faults, period);
        for (channel, figures) in period.channels.iter().enumerate() {
            let shares = [figures.service_level, figures.p_abandon, figures.csat, figures.csat_all_customers];
            for share in shares.into_iter().flatten() {
                if !(share.p10 >= 0.0
                    && share.p90 <= 1.0 + 1e-6
                    && share.p10 <= share.p50
                    && share.p50 <= share.p90)
                {
                    faults.push(format!("{label}: a share of channel {channel} is {share:?}"));
                }
            }
        }
    }
    faults
}

/// Cash lines add up, and what the memo says of turnover is of them.
fn money(faults: &mut Vec<String>, period: &PeriodOutcome) {
    let (label, Some(cash), Some(memo)) = (&period.period.label, &period.cost_lines, &period.memo) else {
        return;
    };
    let lines = cash.named().iter().map(|line| line.1).sum();
    balance(faults, &format!("{label}: cost lines"), lines, cash.total());
    let of_starts_and_leavers = cash.hiring + cash.training + cash.separation;
    let turnover = memo.turnover;
    if turnover > of_starts_and_leavers + SLACK * of_starts_and_leavers.max(1.0) {
        faults.push(format!("{label}: turnover takes {turnover} of {of_starts_and_leavers}"));
    }
}

/// Every law that the people of a scenario break, period by period, in words; empty when the books balance.
#[must_use]
pub(super) fn people_faults(scenario: &ScenarioPeople, flows: &Flows) -> Vec<String> {
    let mut faults = people(flows);
    for team in &scenario.teams {
        let mut begin = team.account.opening;
        for period in &team.periods {
            let at = format!("{} {}", team.team, period.period.label);
            let (whole, label) = (&period.flows, |what: &str| format!("{at}: {what}"));
            balance(&mut faults, &label("people of the day before"), begin, whole.begin);
            balance(&mut faults, &label("starts"), whole.begin + whole.starts, whole.headcount_start);
            balance(&mut faults, &label("heads"), whole.imbalance(), 0.0);
            for grade in 0..MOST_GRADES {
                balance(&mut faults, &label("a grade"), whole.grade_imbalance(grade), 0.0);
            }
            let lines = period.cost.named().iter().map(|line| line.1).sum();
            balance(&mut faults, &label("cost lines"), lines, period.cost.total());
            begin = whole.headcount_end;
        }
        let (account, end) =
            (&team.account, team.account.opening + team.account.hires + team.account.backfills);
        let end = end - account.leavers - account.washouts + account.moves;
        balance(&mut faults, &team.team, end, account.end);
        let cost = team.periods.iter().map(|period| period.cost.total()).sum();
        balance(&mut faults, &format!("{}: cost", team.team), cost, team.summary.cost.total());
    }
    faults
}

/// The books of every step, in total and by grade, and of moves between teams.
fn people(flows: &Flows) -> Vec<String> {
    let mut faults = Vec::new();
    for step in 0..flows.first().map_or(0, Vec::len) {
        let moved = flows.iter().map(|course| course[step].moved_in - course[step].moved_out).sum();
        balance(&mut faults, "people who change teams", moved, 0.0);
    }
    for (team, course) in flows.iter().enumerate() {
        for step in course {
            let slack = 1e-9 * step.headcount_start.max(1.0);
            let by_grade: f64 = step.by_grade.iter().map(|grade| grade.end).sum();
            let grades = (0..MOST_GRADES).map(|grade| ("a grade's heads", step.grade_imbalance(grade)));
            let all = [("heads", step.imbalance()), ("all grades", by_grade - step.headcount_end)];
            for (what, off) in all.into_iter().chain(grades) {
                if off.abs() > slack {
                    faults.push(format!("team {team}: {what} are off by {off}"));
                }
            }
        }
        for pair in course.windows(2) {
            let filled = pair[0].vacancies_pipeline - pair[1].vacancies_start;
            let starts = pair[1].starts + pair[1].waiting;
            if filled < -1e-9 * starts.max(1.0) || filled > starts + 1e-9 * starts.max(1.0) {
                faults.push(format!("team {team}: {filled} requisitions are filled by {starts} people"));
            }
        }
    }
    faults
}

fn balance(faults: &mut Vec<String>, what: &str, left: f64, right: f64) {
    if (left - right).abs() > SLACK * left.abs().max(right.abs()).max(1.0) {
        faults.push(format!("{what}: {left} against {right}"));
    }
}

#[cfg(test)]
mod tests {
    use super::{balanced, people};
    use crate::workforce::{GradeFlows, StepFlows};

    /// From 105 people to 103.
    fn month(leavers: f64) -> StepFlows {
        let mut month = StepFlows {
            begin: 100.0,
            starts: 5.0,
            headcount_start: 105.0,
            leavers,
            headcount_end: 103.0,
            ..Default::default()
        };
        month.by_grade[0] = GradeFlows { start: 105.0, leavers: 2.0, end: 103.0, ..Default::default() };
        month
    }

    #[test]
    fn a_step_that_loses_people_without_leavers_is_found() {
        assert!(people(&vec![vec![month(2.0)]]).is_empty());
        let faults = people(&vec![vec![month(2.0), month(1.0)]]);
        assert_eq!(faults, ["team 0: heads are off by 1"]);
        let stopped = balanced((), "hire-20", faults).expect_err("a fault stops the run");
        assert!(stopped.to_string().contains("`hire-20`"), "{stopped}");
    }

    #[test]
    fn seniors_out_of_nowhere_are_found() {
        let mut step = month(2.0);
        step.by_grade[1].end = 1.0;
        let faults = people(&vec![vec![step]]);
        assert_eq!(faults, ["team 0: all grades are off by 1", "team 0: a grade's heads are off by -1"]);
    }

    #[test]
    fn people_who_leave_one_team_and_reach_no_other_are_found() {
        let mut moved = StepFlows { moved_out: 2.0, ..month(0.0) };
        moved.by_grade[0] = GradeFlows { start: 103.0, end: 103.0, ..Default::default() };
        assert_eq!(people(&vec![vec![moved]]), ["people who change teams: -2 against 0"]);
    }
}
