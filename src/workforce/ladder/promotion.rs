//! Promotions at the end of a step.

use super::grades::{Grades, MOST_GRADES, Pace};
use crate::workforce::career::CareerStep;
use crate::workforce::cohort::{Cohort, in_grade};
use crate::workforce::flows::StepFlows;
use crate::workforce::luck::{Chance, Purpose};
use crate::workforce::rollforward::{Luck, Now, Pick};

/// Rounding forgiven before another person counts as needed.
const SLACK: f64 = 1e-9;

/// The grades of a group, ready to be climbed.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::workforce) struct Ladder {
    /// How many grades there are, the entry grade among them.
    pub(in crate::workforce) grades: usize,
    /// Speed by grade relative to the entry grade; 0 where a grade does no contacts.
    pub(in crate::workforce) speeds: [f64; MOST_GRADES],
    /// Those from the highest grade first.
    rules: Vec<Rule>,
}

#[derive(Debug, Clone, Copy, PartialEq)]
struct Rule {
    /// Names the rule in the keys of draws: by its place in the plan.
    number: u64,
    from: usize,
    to: usize,
    after: u32,
    draws: Draws,
}

#[derive(Debug, Clone, Copy, PartialEq)]
enum Draws {
    /// The hazard over a step, and the chance where no other rule competes.
    Push {
        hazard: f64,
        alone: Chance,
    },
    Pull {
        span: f64,
    },
}

impl Ladder {
    /// The ladder of a plan that moves in steps of which `per_year` make a year.
    pub(in crate::workforce) fn new(grades: Option<&Grades>, per_year: f64) -> Self {
        let mut speeds = [1.0; MOST_GRADES];
        let above = grades.map_or(&[][..], |grades| grades.above.as_slice());
        for (speed, grade) in speeds[1..].iter_mut().zip(above) {
            *speed = grade.speed;
        }
        let count = 1 + above.len().min(MOST_GRADES - 1);
        let rule = |(number, rule): (usize, &super::Promotion)| Rule {
            number: number as u64,
            from: rule.from,
            to: rule.to,
            after: rule.after,
            draws: match rule.pace {
                Pace::PerYear(rate) => {
                    Draws::Push { hazard: rate / per_year, alone: Chance::of_hazard(rate / per_year) }
                }
                Pace::Span(span) => Draws::Pull { span: f64::from(span.get()) },
            },
        };
        let all = grades.map_or(&[][..], |grades| grades.promotions.as_slice());
        let mut rules: Vec<Rule> = all.iter().enumerate().map(rule).collect();
        rules.retain(|rule| rule.from < rule.to && rule.to < count);
        rules.sort_by_key(|rule| std::cmp::Reverse((rule.from, rule.to)));
        Self { grades: count, speeds, rules }
    }
}

/// All promotions of a step.
pub(in crate::workforce) fn promote<L: Luck>(
    now: &Now<'_, L>,
    cohorts: &mut [Cohort],
    flows: &mut StepFlows,
) {
    for rules in now.rules.ladder.rules.chunk_by(|a, b| a.from == b.from) {
        for cohort in cohorts.iter_mut() {
            push(now, rules, cohort, flows);
        }
        for rule in rules {
            if let Draws::Pull { span } = rule.draws {
                pull(now, (rule, span), cohorts, flows);
            }
        }
    }
}

impl Rule {
    fn eligible(&self, career: &CareerStep) -> bool {
        !career.trainee && career.tenure >= self.after
    }

    const fn hazard(&self) -> f64 {
        match self.draws {
            Draws::Push { hazard, .. } => hazard,
            Draws::Pull { .. } => 0.0,
        }
    }

    /// The key of a cohort's people in this rule, beside those of other rules.
    const fn key(&self, cohort: u64) -> u64 {
        cohort ^ ((self.number + 1) << 48)
    }

    fn raise(&self, people: f64, cohort: &mut Cohort, flows: &mut StepFlows) {
        cohort.people[self.from] -= people;
        cohort.people[self.to] += people;
        flows.by_grade[self.from].promoted_out += people;
        flows.by_grade[self.to].promoted_in += people;
    }
}

/// The people of a cohort whom the rules from one grade push higher: first how many in all, then to where.
fn push<L: Luck>(now: &Now<'_, L>, rules: &[Rule], cohort: &mut Cohort, flows: &mut StepFlows) {
    let career = now.career(cohort);
    let pushes = |rule: &&Rule| matches!(rule.draws, Draws::Push { .. }) && rule.eligible(career);
    let mut competing = rules.iter().filter(pushes);
    let Some(first) = competing.next() else { return };
    let mut hazard: f64 = first.hazard() + competing.clone().map(Rule::hazard).sum::<f64>();
    let chance = match (first.draws, competing.next()) {
        (Draws::Push { alone, .. }, None) => alone,
        _ => Chance::of_hazard(hazard),
    };
    let key = in_grade(cohort.key, first.from);
    let mut rising = now.take(cohort.people[first.from], chance, Purpose::Promotion, key);
    for rule in rules.iter().filter(pushes) {
        let share = if hazard > rule.hazard() { rule.hazard() / hazard } else { 1.0 };
        let people = now.take(rising, Chance::of(share), Purpose::Promotion, rule.key(key));
        rule.raise(people, cohort, flows);
        rising -= people;
        hazard -= rule.hazard();
    }
}

/// Fills the vacancies of a grade: from the eligible of all cohorts, in proportion to their number.
fn pull<L: Luck>(
    now: &Now<'_, L>,
    (rule, span): (&Rule, f64),
    cohorts: &mut [Cohort],
    flows: &mut StepFlows,
) {
    let people: f64 = cohorts.iter().flat_map(|cohort| &cohort.people[..=rule.to]).sum();
    let there: f64 = cohorts.iter().map(|cohort| cohort.people[rule.to]).sum();
    let vacancies = ((people / (span + 1.0) - SLACK).ceil() - there).max(0.0);
    let eligible = |cohort: &Cohort| rule.eligible(now.career(cohort));
    let mut among: f64 =
        cohorts.iter().filter(|cohort| eligible(cohort)).map(|cohort| cohort.people[rule.from]).sum();
    let mut wanted = vacancies.min(among);
    flows.by_grade[rule.to].unfilled += vacancies - wanted;
    for cohort in cohorts.iter_mut() {
        if wanted <= 0.0 {
            break;
        }
        if eligible(cohort) {
            let pick = Pick { of: cohort.people[rule.from], among, wanted };
            let key = rule.key(in_grade(cohort.key, rule.from));
            let chosen = now.choose(pick, Purpose::Promotion, key);
            among -= pick.of;
            wanted -= chosen;
            rule.raise(chosen, cohort, flows);
        }
    }
}
