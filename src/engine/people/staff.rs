//! People of every team over the steps of the horizon, and what they are worth on contacts.

use crate::calendar::Month;
use crate::engine::demand::Demand;
use crate::engine::horizon::Horizon;
use crate::engine::people::supply;
use crate::engine::run::BLOCK;
use crate::model::{Plan, Team};
use crate::workforce::{GroupPlan, LinkedGroups, LuckKey, Move, Simulator, StepFlows, expected_with};
use rayon::prelude::*;

/// The flows of each team by step.
pub(in crate::engine) type Flows = Vec<Vec<StepFlows>>;

fn both(a: &Flows, b: &Flows) -> Flows {
    let of_team =
        |(a, b): (&Vec<StepFlows>, &Vec<StepFlows>)| a.iter().zip(b).map(|(a, b)| a.plus(b)).collect();
    a.iter().zip(b).map(of_team).collect()
}

/// One scenario's people: groups ready to be rolled forward.
#[derive(Debug, Clone)]
pub(in crate::engine) struct Staff<'a> {
    plan: &'a Plan,
    horizon: &'a Horizon,
    groups: Vec<GroupPlan>,
    simulators: Vec<Simulator>,
    /// Teams that people move between, and their groups side by side; the others go their way alone.
    linked: Vec<usize>,
    together: LinkedGroups,
    keys: Vec<u64>,
    /// Work of the team's channels by step ÷ on-seat time of one effective FTE; the FTE that would be busy throughout.
    busy_fte: Vec<Vec<f64>>,
}

impl<'a> Staff<'a> {
    /// Lays out the groups of a plan.
    #[must_use]
    pub(in crate::engine) fn new(plan: &'a Plan, demand: &Demand, horizon: &'a Horizon) -> Self {
        let groups: Vec<GroupPlan> = plan
            .teams
            .iter()
            .enumerate()
            .map(|(index, team)| supply::group(team, index, horizon).0)
            .collect();
        let (linked, together) = linked(&groups, &supply::moves(plan, horizon));
        Self {
            simulators: groups.iter().map(Simulator::new).collect(),
            linked,
            together,
            keys: plan.teams.iter().map(|team| crate::engine::paths::name_key(&team.name)).collect(),
            busy_fte: plan.teams.iter().map(|team| busy_fte(plan, team, demand, horizon)).collect(),
            plan,
            horizon,
            groups,
        }
    }

    /// Whether people move to this team or from it.
    #[must_use]
    pub(in crate::engine) fn moves(&self, team: usize) -> bool {
        self.linked.contains(&team)
    }

    /// Expected flows (with an occupancy effect: its mean field).
    #[must_use]
    pub(in crate::engine) fn expected(&self) -> Flows {
        let of_team = |(index, group): (usize, &GroupPlan)| {
            if self.moves(index) {
                return Vec::new();
            }
            let mut step = 0;
            expected_with(group, |start| {
                step += 1;
                self.hazard_ratio(index, step - 1, start)
            })
        };
        let mut flows: Flows = self.groups.iter().enumerate().map(of_team).collect();
        let courses = self
            .together
            .expected_with(|group, step, start| self.hazard_ratio(self.linked[group], step, start));
        for (&team, course) in self.linked.iter().zip(courses) {
            flows[team] = course;
        }
        flows
    }

    /// Expected flows as a report tells them: those of [`Self::expected`], with the grades of draws in teams whose people rise into
    /// vacancies. There are whole ones only, which a mean of people does not know; how many are there and leave does not
    /// depend on grades.
    #[must_use]
    pub(in crate::engine) fn told(&self, replications: u64) -> Flows {
        let mut flows = self.expected();
        let spans = |&team: &usize| self.plan.teams[team].promotes_by_span();
        let drawn: Vec<usize> = (0..self.groups.len()).filter(spans).collect();
        if drawn.is_empty() || replications == 0 {
            return flows;
        }
        let blocks: Vec<Flows> = (0..replications.div_ceil(BLOCK))
            .into_par_iter()
            .map(|block| self.sum_of(block * BLOCK..((block + 1) * BLOCK).min(replications)))
            .collect();
        let sums = blocks.into_iter().reduce(|sum, block| both(&sum, &block)).unwrap_or_default();
        for team in drawn {
            for (told, sum) in flows[team].iter_mut().zip(&sums[team]) {
                *told = told.with_grades_of(&sum.times(1.0 / replications as f64));
            }
        }
        flows
    }

    fn sum_of(&self, replications: std::ops::Range<u64>) -> Flows {
        let mut staff = self.clone();
        let draws = replications.map(|replication| staff.draw(replication));
        draws.reduce(|sum, course| both(&sum, &course)).unwrap_or_default()
    }

    /// The same people, drawn no further than these steps.
    #[must_use]
    pub(in crate::engine) fn until(&self, steps: usize) -> Self {
        let simulators = self.simulators.iter().map(|simulator| simulator.until(steps)).collect();
        Self { simulators, together: self.together.until(steps), ..self.clone() }
    }

    /// The groups of the teams, in plan order.
    #[must_use]
    pub(in crate::engine) fn groups(&self) -> &[GroupPlan] {
        &self.groups
    }

    /// The flows of one replication.
    #[must_use]
    pub(in crate::engine) fn draw(&mut self, replication: u64) -> Flows {
        self.draw_at(replication, 1.0)
    }

    /// The same where everybody's hazard of leaving is `factor` times as high; the luck is the same.
    #[must_use]
    pub(in crate::engine) fn draw_at(&mut self, replication: u64, factor: f64) -> Flows {
        let mut flows = vec![Vec::with_capacity(self.horizon.step_starts.len()); self.groups.len()];
        let mut simulators = std::mem::take(&mut self.simulators);
        for (index, (simulator, course)) in simulators.iter_mut().zip(flows.iter_mut()).enumerate() {
            if self.moves(index) {
                continue;
            }
            let key = self.key(replication, index);
            if self.plan.teams[index].occupancy_effect.is_none() {
                simulator.run_at(key, factor, course);
                continue;
            }
            let mut step = 0;
            simulator.run_with(
                key,
                |start| {
                    step += 1;
                    factor * self.hazard_ratio(index, step - 1, start)
                },
                course,
            );
        }
        self.simulators = simulators;
        self.draw_together(replication, factor, &mut flows);
        flows
    }

    fn draw_together(&mut self, replication: u64, factor: f64, flows: &mut Flows) {
        if self.linked.is_empty() {
            return;
        }
        let keys: Vec<LuckKey> = self.linked.iter().map(|&team| self.key(replication, team)).collect();
        let mut courses: Flows = self.linked.iter().map(|&team| std::mem::take(&mut flows[team])).collect();
        let mut together = std::mem::take(&mut self.together);
        let ratio = |group: usize, step: usize, start: &StepFlows| {
            factor * self.hazard_ratio(self.linked[group], step, start)
        };
        together.draw_with(&keys, ratio, &mut courses);
        self.together = together;
        for (&team, course) in self.linked.iter().zip(courses) {
            flows[team] = course;
        }
    }

    fn key(&self, replication: u64, team: usize) -> LuckKey {
        LuckKey { seed: self.plan.settings.seed, replication, group: self.keys[team] }
    }

    /// How much occupancy at the start of a step raises turnover.
    fn hazard_ratio(&self, team: usize, step: usize, start: &StepFlows) -> f64 {
        let Some(effect) = self.plan.teams[team].occupancy_effect else { return 1.0 };
        let occupancy =
            (self.busy_fte[team].get(step).copied().unwrap_or(0.0) / start.fte_start.max(1e-9)).min(1.0);
        let points = (occupancy - effect.above.get()).max(0.0) / 0.10;
        effect.hazard_ratio_per_10_points.powf(points)
    }

    /// On-seat FTE of a team on a day: proficiency-weighted people mid-step, less mentors of trainees, with overtime
    /// and temporary people, less shrinkage.
    #[must_use]
    pub(in crate::engine) fn on_seat(&self, team: usize, flows: &StepFlows, month: Month) -> f64 {
        let settings = &self.plan.teams[team];
        let mentors = settings.training.nesting_load * flows.trainees_start;
        let fte =
            (flows.fte_mid - mentors).max(0.0) * supply::base_speed(settings) + lent_fte(settings, month);
        fte * supply::on_contacts(settings, month)
    }

    /// Days of the horizon on which staff is the same: a step within a month.
    #[must_use]
    pub(in crate::engine) fn stretches(&self) -> Vec<(usize, usize)> {
        let mut stretches: Vec<(usize, usize)> = Vec::new();
        for day in 0..self.horizon.days.len() {
            let same = |before: usize| {
                self.horizon.step_of_day[before] == self.horizon.step_of_day[day]
                    && self.horizon.months[before] == self.horizon.months[day]
            };
            match stretches.last_mut() {
                Some(last) if same(last.1) => last.1 = day,
                _ => stretches.push((day, day)),
            }
        }
        stretches
    }
}

/// The teams that people move between, and their groups side by side.
fn linked(groups: &[GroupPlan], moves: &[Move]) -> (Vec<usize>, LinkedGroups) {
    let teams: Vec<usize> = (0..groups.len())
        .filter(|team| moves.iter().any(|one| one.from == *team || one.to == *team))
        .collect();
    let place = |team: usize| teams.partition_point(|other| *other < team);
    let moves: Vec<Move> =
        moves.iter().map(|one| Move { from: place(one.from), to: place(one.to), ..*one }).collect();
    let plans: Vec<GroupPlan> = teams.iter().map(|&team| groups[team].clone()).collect();
    let together = LinkedGroups::new(&plans, &moves);
    (teams, together)
}

/// FTE from overtime and temporary people in a month.
#[must_use]
pub(in crate::engine) fn lent_fte(team: &Team, month: Month) -> f64 {
    let hours = team.weekly_hours() * f64::from(month.days()) / 7.0;
    let overtime = team.overtime.get(&month).copied().unwrap_or(0.0);
    let temporary = team.temporary.get(&month).copied().unwrap_or(0.0);
    if hours > 0.0 { overtime / hours + temporary } else { temporary }
}

/// Effective FTE that the work of a team's channels would keep busy all their time on seat, by step.
/// Empty where turnover does not depend on it.
fn busy_fte(plan: &Plan, team: &Team, demand: &Demand, horizon: &Horizon) -> Vec<f64> {
    if team.occupancy_effect.is_none() {
        return Vec::new();
    }
    let mut work = vec![0.0; horizon.step_starts.len()];
    let mut seat = vec![0.0; horizon.step_starts.len()];
    for (day, &step) in horizon.step_of_day.iter().enumerate() {
        let on_contacts = supply::on_contacts(team, horizon.months[day]);
        seat[step] += team.weekly_hours() * 3600.0 / 7.0 * on_contacts;
        for &channel in &team.serves {
            let sharing = plan.teams.iter().filter(|other| other.serves.contains(&channel));
            let heads: f64 = sharing.map(|other| f64::from(other.headcount)).sum();
            let part = if heads > 0.0 { f64::from(team.headcount) / heads } else { 1.0 };
            let concurrency = plan.channels[channel].concurrency.durations(1.0);
            let top = concurrency
                .iter()
                .zip(1_u32..)
                .map(|(duration, held)| f64::from(held) / duration)
                .fold(1.0, f64::max);
            let served = &demand.channels[channel];
            work[step] += part * served.days[day].in_house() * served.handle_time / top;
        }
    }
    work.iter().zip(seat).map(|(work, seat)| if seat > 0.0 { work / seat } else { 0.0 }).collect()
}
