//! Laws of the workforce room: what must hold for every plan.

mod oracle_plans;

use oracle_plans::{Case, cases, number, occupancy_effect};
use proptest::prelude::*;
use serde_json::Value;
use staffplan::units::Fraction;
use staffplan::workforce::{
    AttritionForm, Backfill, Band, Basis, GradeAbove, Grades, GroupLaws, GroupPlan, Hazard, LuckKey,
    MOST_GRADES, OpeningCohort, Pace, Population, Promotion, Ramp, Simulator, Step, StepFlows, TenureBands,
    Training, expected, expected_with, group_laws, headcount_law, turnover,
};
use std::num::NonZeroU32;

/// Rounding of sums over a few hundred cohort-steps of at most some thousand people.
const ROUNDING: f64 = 1e-9;
/// Standard errors: with some two thousand comparisons in this file, chance alone exceeds it once in a hundred runs,
/// and the seed is fixed.
const SIGMAS: f64 = 4.5;

fn plan(opening: Vec<OpeningCohort>, turnover: f64, steps: usize) -> GroupPlan {
    let form = AttritionForm::Annual { rate: turnover, basis: Basis::Turnover };
    GroupPlan {
        hazard: Hazard::new(&form, Step::Month, &opening).expect("a hazard"),
        opening,
        hires: vec![],
        training: Training::NONE,
        ramp: Ramp::default(),
        backfill: None,
        grades: None,
        steps,
    }
}

fn share(value: f64) -> Fraction {
    Fraction::new(value).expect("a share")
}

fn course(plan: &GroupPlan, replication: u64) -> Vec<StepFlows> {
    let mut course = Vec::new();
    Simulator::new(plan).run(LuckKey { seed: 11, replication, group: 3 }, &mut course);
    course
}

fn opening_cohorts() -> impl Strategy<Value = Vec<OpeningCohort>> {
    let cohort = (0..80_u32, 0..40_u32, any::<bool>());
    let cohort = cohort.prop_map(|(count, tenure, in_training)| OpeningCohort { count, tenure, in_training });
    prop::collection::vec(cohort, 0..5)
}

prop_compose! {
    fn backfills()(share_ in 0.0..=1.0, show in 0.0..=1.0, lead in 1..5_u32, washouts: bool) -> Backfill {
        let lead = NonZeroU32::new(lead).expect("at least 1");
        Backfill { share: share(share_), show: share(show), lead, washouts }
    }
}

/// One grade above the entry grade, which people reach at a rate.
fn seniors(people: u32, speed: f64, after: u32, per_year: f64) -> Grades {
    let promotions = vec![Promotion { from: 0, to: 1, after, pace: Pace::PerYear(per_year) }];
    Grades { above: vec![GradeAbove { people, speed }], promotions }
}

prop_compose! {
    fn grades()(people in 0..60_u32, speed in 0.5..1.5, after in 0..20_u32, per_year in 0.0..3.0) -> Grades {
        seniors(people, speed, after, per_year)
    }
}

prop_compose! {
    fn plans()(
        opening in opening_cohorts(),
        hires in prop::collection::vec(0..30_u32, 0..15),
        turnover in 0.0..3.0,
        training in (0..4_u32, 0.5..=1.0, prop::option::of(0..12_u32)),
        backfill in prop::option::of(backfills()),
        grades in prop::option::of(grades()),
        steps in 0..20_usize,
    ) -> GroupPlan {
        let (onboarding, pass, seats) = training;
        GroupPlan {
            hires,
            training: Training { onboarding, pass_rate: share(pass), seats },
            ramp: Ramp::new(&[0.5, 0.75, 0.9], Step::Month).expect("a ramp"),
            backfill,
            grades,
            ..plan(opening, turnover, steps)
        }
    }
}

fn balances(plan: &GroupPlan, flows: &[StepFlows]) -> Result<(), TestCaseError> {
    prop_assert_eq!(flows.len(), plan.steps);
    let mut begin = plan.opening_headcount();
    for step in flows {
        prop_assert!(step.imbalance().abs() < ROUNDING);
        for grade in 0..MOST_GRADES {
            prop_assert!(step.grade_imbalance(grade).abs() < ROUNDING);
        }
        let filled = step.starts + step.waiting;
        prop_assert!(
            step.vacancies_start >= -ROUNDING && step.due <= filled + step.vacancies_start + ROUNDING
        );
        prop_assert!((step.begin - begin).abs() < ROUNDING);
        let by_kind = step.trainees_start + step.productive_start;
        prop_assert!((by_kind - step.headcount_start).abs() < ROUNDING);
        prop_assert!(step.above_entry(|grade| grade.start) <= step.productive_start + ROUNDING);
        for figure in [step.starts, step.headcount_end, step.leavers, step.washouts, step.waiting] {
            prop_assert!(figure >= 0.0 && figure.is_finite());
        }
        prop_assert!((0.0..=1.0 + ROUNDING).contains(&step.newcomer_share()));
        begin = step.headcount_end;
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_books_balance_in_expectation_and_in_every_draw(plan in plans(), replication in 0..1000_u64) {
        balances(&plan, &expected(&plan))?;
        let drawn = course(&plan, replication);
        balances(&plan, &drawn)?;
        for step in &drawn {
            for figure in [step.starts, step.leavers, step.washouts, step.promotions(), step.headcount_end] {
                prop_assert!(figure.fract() == 0.0, "{figure} people");
            }
        }
    }

    #[test]
    fn where_nobody_leaves_everybody_stays(opening in opening_cohorts(), steps in 1..30_usize) {
        let plan = plan(opening, 0.0, steps);
        let heads = plan.opening_headcount();
        for step in expected(&plan).iter().chain(&course(&plan, 0)) {
            prop_assert!((step.headcount_end - heads).abs() < ROUNDING && step.leavers == 0.0);
        }
    }

    #[test]
    fn more_hires_never_lower_any_headcount_or_flow(
        plan in plans(), at in 0..15_usize, more in 1..20_u32, replication in 0..50_u64,
    ) {
        let mut few = plan;
        few.training.seats = None;
        let mut many = few.clone();
        many.hires.resize(many.hires.len().max(at + 1), 0);
        many.hires[at] += more;
        let pairs = [(expected(&few), expected(&many)), (course(&few, replication), course(&many, replication))];
        for (few, many) in pairs.iter().flat_map(|(few, many)| few.iter().zip(many)) {
            for figure in [
                |f: &StepFlows| f.starts,
                |f: &StepFlows| f.headcount_start,
                |f: &StepFlows| f.headcount_end,
                |f: &StepFlows| f.productive_start,
                |f: &StepFlows| f.leavers,
                |f: &StepFlows| f.washouts,
                |f: &StepFlows| f.by_grade[1].end,
            ] {
                prop_assert!(figure(many) >= figure(few) - ROUNDING, "{} < {}", figure(many), figure(few));
            }
        }
    }

    #[test]
    fn a_hazard_multiplied_by_one_is_the_linear_plan_and_by_nothing_loses_nobody(plan in plans()) {
        prop_assert_eq!(expected_with(&plan, |_| 1.0), expected(&plan));
        let nearly = expected_with(&plan, |_| 1.0 + 1e-13);
        for (a, b) in nearly.iter().zip(expected(&plan)) {
            prop_assert!((a.headcount_end - b.headcount_end).abs() < ROUNDING);
        }
        for multiplier in [0.0, -1.0, f64::NAN] {
            prop_assert!(expected_with(&plan, |_| multiplier).iter().all(|step| step.leavers == 0.0));
        }
        for multiplier in [f64::INFINITY, 1e300] {
            balances(&plan, &expected_with(&plan, |_| multiplier))?;
        }
    }

    #[test]
    fn one_factor_for_all_steps_is_that_factor_in_every_step(plan in plans(), factor in 0.0..4.0, again in 0.0..4.0) {
        let key = |replication| LuckKey { seed: 5, replication, group: 1 };
        let (mut simulator, mut at, mut with) = (Simulator::new(&plan), Vec::new(), Vec::new());
        for (replication, factor) in (0..).zip([factor, factor, again, 1.0, again]) {
            simulator.run_at(key(replication), factor, &mut at);
            simulator.run_with(key(replication), |_| factor, &mut with);
            prop_assert_eq!(&at, &with);
        }
    }

    #[test]
    fn a_shorter_course_is_the_start_of_the_longer(plan in plans(), steps in 0..20_usize, factor in 0.0..4.0) {
        let (key, mut long, mut short) = (LuckKey { seed: 5, replication: 3, group: 1 }, Vec::new(), Vec::new());
        Simulator::new(&plan).run_at(key, factor, &mut long);
        Simulator::new(&plan).until(steps).run_at(key, factor, &mut short);
        prop_assert_eq!(&short[..], &long[..steps.min(plan.steps)]);
    }

    #[test]
    fn the_exact_law_has_the_expected_mean(plan in plans()) {
        let mut plan = plan;
        plan.training.seats = None;
        let laws = headcount_law(&plan).expect("no limit on seats");
        for (law, step) in laws.iter().zip(expected(&plan)) {
            prop_assert!((law.mean() - step.headcount_end).abs() < 1e-8, "{} for {}", law.mean(), step.headcount_end);
            prop_assert!(law.quantile(0.1) <= law.quantile(0.5) && law.quantile(0.5) <= law.quantile(0.9));
        }
    }

    #[test]
    fn every_exact_law_has_the_expected_mean(plan in plans()) {
        let mut plan = plan;
        plan.training.seats = None;
        let laws = group_laws(&plan).expect("no limit on seats");
        let mut gone = 0.0;
        for (step, flows) in expected(&plan).iter().enumerate() {
            gone += flows.leavers + flows.washouts;
            for (law, mean) in [
                (laws.headcount_start(step), flows.headcount_start),
                (laws.productive_start(step), flows.productive_start),
                (laws.separations(step), gone),
            ] {
                prop_assert!((law.mean() - mean).abs() < 1e-8, "{} for {mean}", law.mean());
            }
        }
    }

    #[test]
    fn more_hires_never_lower_any_quantile(plan in plans(), at in 0..15_usize, more in 1..20_u32) {
        let mut few = plan;
        few.training.seats = None;
        let mut many = few.clone();
        many.hires.resize(many.hires.len().max(at + 1), 0);
        many.hires[at] += more;
        let laws = [&few, &many].map(|plan| group_laws(plan).expect("no limit on seats"));
        for step in 0..few.steps {
            for law in [GroupLaws::headcount_end, GroupLaws::productive_start, GroupLaws::separations] {
                let [few, many] = [0, 1].map(|which| law(&laws[which], step));
                for level in [0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95] {
                    prop_assert!(many.quantile(level) >= few.quantile(level));
                }
            }
        }
    }

    /// Seat by seat, people stay as long and vacancies last longer, so that no more time is worked up to any day. In a single
    /// step there may be more people: where nearly everybody leaves at once, successors come in waves.
    #[test]
    fn a_longer_lead_never_raises_the_time_that_people_are_there(
        plan in plans(), lead in 1..6_u32, show in 0.0..=1.0,
    ) {
        let mut plan = plan;
        plan.training.seats = None;
        let courses = [lead, lead + 1].map(|lead| {
            let lead = NonZeroU32::new(lead).expect("at least 1");
            let backfill = Some(Backfill { share: Fraction::ONE, lead, show: share(show), washouts: true });
            expected(&GroupPlan { backfill, ..plan.clone() })
        });
        let (mut short, mut long) = (0.0, 0.0);
        for (sooner, later) in courses[0].iter().zip(&courses[1]) {
            short += sooner.headcount_end;
            long += later.headcount_end;
            prop_assert!(long <= short + ROUNDING);
        }
    }

    #[test]
    fn a_longer_lead_never_raises_headcount_at_a_constant_hazard_of_everyday_size(
        plan in plans(), turnover in 0.0..0.8, lead in 1..6_u32, show in 0.5..=1.0,
    ) {
        let hazard = Hazard::new(
            &AttritionForm::Annual { rate: turnover, basis: Basis::Turnover },
            Step::Month,
            &plan.opening,
        );
        let plan = GroupPlan { hazard: hazard.expect("a hazard"), training: Training::NONE, ..plan };
        let courses = [lead, lead + 1].map(|lead| {
            let lead = NonZeroU32::new(lead).expect("at least 1");
            let backfill = Some(Backfill { share: Fraction::ONE, lead, show: share(show), washouts: true });
            expected(&GroupPlan { backfill, ..plan.clone() })
        });
        for (sooner, later) in courses[0].iter().zip(&courses[1]) {
            prop_assert!(later.headcount_end <= sooner.headcount_end + ROUNDING);
        }
    }

    #[test]
    fn a_group_of_twice_the_people_has_twice_the_mean_and_the_root_of_the_spread(plan in plans()) {
        let mut plan = plan;
        plan.training.seats = None;
        let mut twice = plan.clone();
        twice.opening.iter_mut().for_each(|cohort| cohort.count *= 2);
        twice.hires.iter_mut().for_each(|hires| *hires *= 2);
        let laws = [&plan, &twice].map(|plan| group_laws(plan).expect("no limit on seats"));
        for step in 0..plan.steps {
            for law in [GroupLaws::headcount_end, GroupLaws::separations] {
                let [once, twice] = [0, 1].map(|which| law(&laws[which], step));
                prop_assert!((twice.mean() - 2.0 * once.mean()).abs() < 1e-8);
                prop_assert!((twice.sd() - std::f64::consts::SQRT_2 * once.sd()).abs() < 1e-6);
            }
        }
    }

    #[test]
    fn grades_move_people_but_never_add_any(plan in plans(), replication in 0..50_u64) {
        let mut flat = plan.clone();
        flat.grades = None;
        for (graded, flat) in expected(&plan).iter().zip(expected(&flat)) {
            prop_assert!((graded.headcount_end - flat.headcount_end).abs() < ROUNDING);
        }
        for pair in course(&plan, replication).windows(2) {
            prop_assert!((pair[1].by_grade[1].start - pair[0].by_grade[1].end).abs() < ROUNDING);
        }
    }

    #[test]
    fn scaled_bands_give_the_annual_figure_from_the_opening_mix(
        opening in opening_cohorts(), rate in 0.01..3.0, early in 0.5..5.0,
    ) {
        let opening: Vec<OpeningCohort> =
            opening.into_iter().map(|c| OpeningCohort { in_training: false, ..c }).collect();
        prop_assume!(opening.iter().any(|cohort| cohort.count > 0));
        let bands = [(0.0, Some(3.0), early), (3.0, Some(12.0), 1.2), (12.0, None, 0.7)];
        let bands = TenureBands::new(bands.map(|(from, to, value)| Band { from, to, value }).to_vec()).expect("bands");
        let form = AttritionForm::Relative { rate, basis: Basis::Turnover, bands };
        let hazard = Hazard::new(&form, Step::Month, &opening).expect("in reach");
        let backfill =
            Some(Backfill { share: Fraction::ONE, lead: NonZeroU32::MIN, show: Fraction::ONE, washouts: false });
        let replaced = GroupPlan { hazard, backfill, ..plan(opening, 0.0, 12) };
        let found = turnover(&expected(&replaced), Population::All, Step::Month).expect("people");
        prop_assert!((found - rate).abs() < 1e-12 * rate.max(1.0), "{found} for {rate}");
    }
}

type Figure = fn(&StepFlows) -> f64;

const FIGURES: [(&str, Figure); 10] = [
    ("senior_fte_mid", |f| f.by_grade[1].fte_mid),
    ("starts", |f| f.starts),
    ("leavers", |f| f.leavers),
    ("washouts", |f| f.washouts),
    ("headcount_end", |f| f.headcount_end),
    ("fte_mid", |f| f.fte_mid),
    ("newcomer_fte_mid", |f| f.newcomer_fte_mid),
    ("avg_productive", |f| f.avg_productive),
    ("vacancies_pipeline", |f| f.vacancies_pipeline),
    ("seniors_end", |f| f.by_grade[1].end),
];

/// The mean of many draws lies within [`SIGMAS`] of its standard errors of the expectation.
fn agrees(name: &str, plan: &GroupPlan) {
    const REPLICATIONS: u32 = 4000;
    let wanted = expected(plan);
    let mut sums = vec![[(0.0, 0.0); FIGURES.len()]; plan.steps];
    let (mut simulator, mut course) = (Simulator::new(plan), Vec::new());
    for replication in 0..u64::from(REPLICATIONS) {
        simulator.run(LuckKey { seed: 20_261_122, replication, group: 0 }, &mut course);
        for (sums, step) in sums.iter_mut().zip(&course) {
            for (sum, (_, figure)) in sums.iter_mut().zip(FIGURES) {
                let value = figure(step);
                *sum = (sum.0 + value, sum.1 + value * value);
            }
        }
    }
    let n = f64::from(REPLICATIONS);
    for (t, (sums, wanted)) in sums.iter().zip(&wanted).enumerate() {
        for ((sum, squares), (figure, of)) in sums.iter().zip(FIGURES) {
            let mean = sum / n;
            let se = ((squares / n - mean * mean).max(0.0) / n).sqrt();
            let error = (mean - of(wanted)).abs();
            assert!(error <= SIGMAS * se + ROUNDING, "{name} {t} {figure}: {mean} for {} ± {se}", of(wanted));
        }
    }
}

#[test]
fn draws_average_to_the_expectation() {
    for Case { name, plan, .. } in cases("plans.json") {
        if ["p04", "p12", "p14", "p15", "p17"].iter().any(|chosen| name.starts_with(chosen)) {
            agrees(&name, &plan);
            agrees(&name, &GroupPlan { grades: Some(seniors(9, 1.1, 6, 0.5)), ..plan });
        }
    }
}

/// The drawn headcounts against the reference's own draws: the recursion has a bias where a plan is not linear.
fn agrees_with_draws(name: &str, reference: &Value, mut draw: impl FnMut(u64, &mut Vec<StepFlows>)) {
    let months = reference["monte_carlo"]["months"].as_array().expect("a list");
    let mut ends = vec![(0.0, 0.0); months.len()];
    let mut course = Vec::new();
    for replication in 0..4000 {
        draw(replication, &mut course);
        for (sum, step) in ends.iter_mut().zip(&course) {
            *sum = (sum.0 + step.headcount_end, sum.1 + step.headcount_end * step.headcount_end);
        }
    }
    for ((sum, squares), month) in ends.iter().zip(months) {
        let mean = sum / 4000.0;
        let own = (squares / 4000.0 - mean * mean).max(0.0) / 4000.0;
        let wanted = &month["headcount_end"];
        let se = (own + number(&wanted["se"]).powi(2)).sqrt();
        let error = (mean - number(&wanted["mean"])).abs();
        assert!(error <= SIGMAS * se + ROUNDING, "{name}: {mean} for {wanted}");
    }
}

#[test]
fn draws_with_limited_seats_average_to_the_draws_of_the_reference() {
    for Case { name, plan, reference } in cases("cap_plans.json") {
        let mut simulator = Simulator::new(&plan);
        agrees_with_draws(&name, &reference, |replication, course| {
            simulator.run(LuckKey { seed: 5, replication, group: 0 }, course);
        });
    }
}

#[test]
fn draws_with_occupancy_driven_attrition_average_to_the_draws_of_the_reference() {
    for Case { name, plan, reference } in cases("feedback_plans.json") {
        let mut simulator = Simulator::new(&plan);
        let effect = occupancy_effect(&reference["plan"]["feedback"]);
        agrees_with_draws(&name, &reference, |replication, course| {
            let mut month = 0..;
            let key = LuckKey { seed: 6, replication, group: 0 };
            simulator.run_with(key, |start| effect(month.next().expect("endless"), start.fte_start), course);
        });
    }
}

/// The standard deviation of `n` draws has a relative standard error of about `1 / sqrt(2 n)`.
#[test]
fn draws_spread_as_the_exact_law_says() {
    let plain: Vec<_> = cases("plans.json").into_iter().map(|case| (case.name, case.plan)).collect();
    let graded = plain
        .clone()
        .into_iter()
        .map(|(name, plan)| (name, GroupPlan { grades: Some(seniors(50, 1.0, 12, 0.5)), ..plan }));
    for (name, plan) in plain.into_iter().chain(graded) {
        let laws = headcount_law(&plan).expect("no limit on seats");
        let (mut simulator, mut course) = (Simulator::new(&plan), Vec::new());
        let last = plan.steps - 1;
        let mut squares = 0.0;
        for replication in 0..4000 {
            simulator.run(LuckKey { seed: 8, replication, group: 0 }, &mut course);
            squares += (course[last].headcount_end - laws[last].mean()).powi(2);
        }
        let (found, wanted) = ((squares / 4000.0).sqrt(), laws[last].sd());
        assert!(
            (found - wanted).abs() <= SIGMAS / 8000.0_f64.sqrt() * wanted,
            "{name}: {found} for {wanted}"
        );
    }
}

#[test]
fn hires_of_a_step_do_not_change_the_luck_of_others() {
    let base = plan(vec![OpeningCohort::trained(100, 24)], 0.6, 12);
    let mut hired = base.clone();
    hired.hires = vec![0, 0, 0, 20];
    for replication in 0..200 {
        let (a, b) = (course(&base, replication), course(&hired, replication));
        assert_eq!(a[..3], b[..3]);
        for t in 3..12 {
            let more = b[t].leavers - a[t].leavers;
            assert!((0.0..=20.0).contains(&more), "the hundred had other luck in step {t}");
        }
    }
}

#[test]
fn the_largest_numbers_run_to_their_end() {
    let all = OpeningCohort { count: u32::MAX, tenure: u32::MAX, in_training: true };
    let backfill = Backfill { share: share(1.0), show: share(0.1), lead: NonZeroU32::MAX, washouts: true };
    let huge = GroupPlan {
        hires: vec![u32::MAX; 3],
        training: Training { onboarding: u32::MAX, pass_rate: share(0.0), seats: Some(u32::MAX) },
        backfill: Some(backfill),
        grades: Some(seniors(u32::MAX, 1.5, u32::MAX, f64::MAX)),
        ..plan(vec![all, OpeningCohort { in_training: false, ..all }], 0.5, 6)
    };
    for seats in [None, Some(0), Some(u32::MAX)] {
        let huge = GroupPlan { training: Training { seats, ..huge.training }, ..huge.clone() };
        assert!(headcount_law(&huge).is_none());
        for step in expected(&huge).iter().chain(&course(&huge, 0)) {
            assert!(step.headcount_end.is_finite() && step.imbalance().abs() < 1e-3);
        }
    }
    assert!(
        expected(&plan(vec![], 0.5, 0)).is_empty()
            && course(&plan(vec![], 9.0, 1), 0)[0].headcount_end == 0.0
    );
}

#[test]
fn months_and_weeks_tell_the_same_year() {
    let ends = [Step::Month, Step::Week].map(|step| {
        let opening = vec![OpeningCohort::trained(100, step.closest(24))];
        let form = AttritionForm::Annual { rate: 0.35, basis: Basis::Turnover };
        let hazard = Hazard::new(&form, step, &opening).expect("a hazard");
        let steps = step.in_a_year() as usize;
        expected(&GroupPlan { hazard, ..plan(opening, 0.0, steps) })[steps - 1].headcount_end
    });
    assert!((ends[0] - ends[1]).abs() < ROUNDING, "{ends:?}");
}

const REPLACED_AT_ONCE: Backfill =
    Backfill { share: Fraction::ONE, lead: NonZeroU32::MIN, show: Fraction::ONE, washouts: false };

/// Whitt's long run at a constant hazard `λ` of 60 % a year and with learning `r = 1 − (1 − r0) e^(−x/τ)`:
/// `1 − (1 − r0) λ / (λ + 1/τ)` [Whitt2006]. The second is what a replaced team comes to on a grid of steps.
fn long_run(step: Step) -> (f64, f64) {
    let opening = vec![OpeningCohort::trained(100, 0)];
    let hazard = Hazard::new(&AttritionForm::Annual { rate: 0.6, basis: Basis::Turnover }, step, &opening);
    let (r0, tau) = (0.5, 2.0);
    let month = |m: f64| 1.0 - (1.0 - r0) * tau * ((-m / tau).exp() - (-(m + 1.0) / tau).exp());
    let ramp: Vec<f64> = (0..24).map(|m| month(f64::from(m))).collect();
    let plan = GroupPlan {
        hazard: hazard.expect("a hazard"),
        ramp: Ramp::new(&ramp, step).expect("a ramp"),
        backfill: Some(REPLACED_AT_ONCE),
        ..plan(opening, 0.0, 520)
    };
    let last = expected(&plan)[519];
    let rate = 0.6 / 12.0;
    (1.0 - (1.0 - r0) * rate / (rate + 1.0 / tau), last.fte_mid / last.avg_productive)
}

/// A ramp of month averages forgets that more people are at the begin of a month of tenure than at its end, on any grid: it is
/// off by `(1 − r0) λ² / 12`, `λ` a month, which is 1.04e-4.
#[test]
fn the_long_run_of_a_replaced_team_is_the_continuous_limit() {
    for step in [Step::Month, Step::Week] {
        let (limit, found) = long_run(step);
        assert!((found - limit).abs() < 1.5e-4, "{found} for {limit} in steps of a {step:?}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    /// Of seats that are filled at once, those held since `k` steps are in the long run in proportion to the chance
    /// `S(k)` to stay so long, whatever the hazard by tenure: `S(k) / E[T]` [Whitt2006], here on whole steps.
    #[test]
    fn the_tenure_of_a_replaced_team_comes_to_the_stationary_mix(
        opening in opening_cohorts().prop_filter("somebody", |all| all.iter().any(|cohort| cohort.count > 0)),
        rates in prop::array::uniform4(0.3..3.0),
        ramp in prop::collection::vec(0.1..1.5, 0..14),
    ) {
        let band = |from, to, value| Band { from, to, value };
        let bands = vec![
            band(0.0, Some(3.0), rates[0]),
            band(3.0, Some(6.0), rates[1]),
            band(6.0, Some(24.0), rates[2]),
            band(24.0, None, rates[3]),
        ];
        let form = AttritionForm::ByTenure(TenureBands::new(bands).expect("bands"));
        let hazard = Hazard::new(&form, Step::Month, &opening).expect("a hazard");
        let (mut stays, mut seats, mut work) = (1.0, 0.0, 0.0);
        for k in 0..1200_u32 {
            seats += stays;
            work += stays * ramp.get(k as usize).copied().unwrap_or(1.0);
            stays *= 1.0 - hazard.probability(k);
        }
        let ramp = Ramp::new(&ramp, Step::Month).expect("a ramp");
        let last = expected(&GroupPlan { hazard, ramp, backfill: Some(REPLACED_AT_ONCE), ..plan(opening, 0.0, 600) })[599];
        let found = last.fte_start / last.headcount_start;
        prop_assert!((found - work / seats).abs() < 1e-5, "{found} for {}", work / seats);
    }
}
