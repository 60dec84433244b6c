//! Laws of ladders of grades and of moves between groups, and the ladders of the reference.

use proptest::prelude::*;
use serde_json::Value;
use staffplan::units::Fraction;
use staffplan::workforce::{
    AttritionForm, Backfill, Basis, GradeAbove, GradeLadder, Grades, GroupPlan, Hazard, LinkedGroups,
    LuckKey, MOST_GRADES, Move, OpeningCohort, Pace, Promotion, Ramp, Simulator, Step, StepFlows, Training,
    expected, group_laws,
};
use std::num::NonZeroU32;

/// Rounding of sums over a few hundred cohort-steps of at most some thousand people.
const ROUNDING: f64 = 1e-9;
/// Standard errors; the seeds are fixed, and chance alone exceeds it once in 150,000 comparisons.
const SIGMAS: f64 = 4.5;
const REPLICATIONS: u32 = 4000;

fn rates() -> Value {
    let path = format!("{}/tests/oracle/workforce/rates.json", env!("CARGO_MANIFEST_DIR"));
    serde_json::from_str(&std::fs::read_to_string(path).expect("a reference file")).expect("JSON")
}

fn numbers(value: &Value) -> Vec<f64> {
    value.as_array().expect("a list").iter().map(|number| number.as_f64().expect("a number")).collect()
}

fn group(opening: Vec<OpeningCohort>, turnover: f64, steps: usize) -> GroupPlan {
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

fn people(count: u32) -> Vec<OpeningCohort> {
    vec![OpeningCohort::trained(count, 36)]
}

fn above(people: &[u32]) -> Vec<GradeAbove> {
    people.iter().map(|&people| GradeAbove { people, speed: 1.1 }).collect()
}

/// The hazard a year that takes a share of people in a month.
fn yearly(share: f64) -> f64 {
    -12.0 * (-share).ln_1p()
}

/// Rules that move people from a grade with these probabilities a month.
fn rules(from: usize, chances: &[(usize, f64)]) -> Vec<Promotion> {
    let all: f64 = chances.iter().map(|(_, chance)| chance).sum();
    let rule = |&(to, chance): &(usize, f64)| {
        let per_year = yearly(all) * chance / all;
        Promotion { from, to, after: 0, pace: Pace::PerYear(per_year) }
    };
    chances.iter().filter(|(_, chance)| *chance > 0.0).map(rule).collect()
}

/// Sums and sums of squares of the people of each grade at a step's start.
fn drawn(plan: &GroupPlan, step: usize) -> [(f64, f64); MOST_GRADES] {
    let (mut simulator, mut course) = (Simulator::new(plan), Vec::new());
    let mut sums = [(0.0, 0.0); MOST_GRADES];
    for replication in 0..u64::from(REPLICATIONS) {
        simulator.run(LuckKey { seed: 4, replication, group: 0 }, &mut course);
        for (sum, grade) in sums.iter_mut().zip(&course[step].by_grade) {
            *sum = (sum.0 + grade.start, sum.1 + grade.start * grade.start);
        }
    }
    sums
}

/// Mean and spread of draws against those of a law; the spread of `n` draws is known to `1 / sqrt(2 n)`.
fn agrees(name: &str, (sum, squares): (f64, f64), (mean, sd): (f64, f64)) {
    let n = f64::from(REPLICATIONS);
    let found = sum / n;
    assert!((found - mean).abs() <= SIGMAS * sd / n.sqrt() + ROUNDING, "{name}: {found} for {mean} ± {sd}");
    let spread = (squares / n - found * found).max(0.0).sqrt();
    assert!((spread - sd).abs() <= SIGMAS * sd / (2.0 * n).sqrt() + ROUNDING, "{name}: sd {spread} for {sd}");
}

/// The ladders of the reference leave at a rate of their own in each grade, so that leaving is a rise to a last grade here,
/// and nobody leaves otherwise. Recruits at the end of a month start with the next.
#[test]
fn ladders_of_the_reference_hold_in_expectation_and_in_draws() {
    for case in rates()["grades"].as_array().expect("a list") {
        let name = case["name"].as_str().expect("a name");
        let matrix: Vec<Vec<f64>> =
            case["monthly_transition"].as_array().expect("a list").iter().map(numbers).collect();
        let (initial, recruits) = (numbers(&case["initial"]), numbers(&case["recruits_per_month"]));
        let expectation: Vec<Vec<f64>> =
            case["expected"].as_array().expect("a list").iter().map(numbers).collect();
        let (grades, gone, last) = (initial.len(), initial.len(), expectation.len() - 1);
        assert!(recruits[1..].iter().all(|&people| people == 0.0), "{name}: recruits enter at the bottom");
        let of_grade = |(from, row): (usize, &Vec<f64>)| {
            let rest = 1.0 - row.iter().sum::<f64>();
            let mut chances: Vec<(usize, f64)> = (from + 1..grades).map(|to| (to, row[to])).collect();
            chances.push((gone, rest));
            rules(from, &chances)
        };
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "whole people")]
        let whole = |people: &f64| *people as u32;
        let mut higher: Vec<u32> = initial[1..].iter().map(whole).collect();
        higher.push(0);
        let mut hires = vec![whole(&recruits[0]); expectation.len()];
        hires[0] = 0;
        let plan = GroupPlan {
            hires,
            grades: Some(Grades {
                above: above(&higher),
                promotions: matrix.iter().enumerate().flat_map(of_grade).collect(),
            }),
            ..group(people(initial.iter().map(whole).sum()), 0.0, expectation.len())
        };
        for (step, wanted) in expected(&plan).iter().zip(&expectation) {
            for (grade, wanted) in wanted.iter().enumerate() {
                assert!((step.by_grade[grade].start - wanted).abs() < 1e-9, "{name} grade {grade}: {step:?}");
            }
        }
        let spreads = numbers(&case["sd_final"]);
        for (grade, sums) in drawn(&plan, last).into_iter().enumerate().take(grades) {
            agrees(&format!("{name} grade {grade}"), sums, (expectation[last][grade], spreads[grade]));
        }
    }
}

/// Three grades, a way past the middle one and a hazard of leaving: `P[i][j] = (1 − q) p[i][j]` [Bartholomew1991].
#[test]
fn three_grades_with_leavers_are_a_ladder_of_fixed_probabilities() {
    let (rise, skip, high) = (0.03, 0.01, 0.02);
    let mut promotions = rules(0, &[(1, rise), (2, skip)]);
    promotions.extend(rules(1, &[(2, high)]));
    let plan = GroupPlan {
        hires: [vec![0], vec![4; 23]].concat(),
        grades: Some(Grades { above: above(&[20, 8]), promotions }),
        ..group(people(120), 0.3, 24)
    };
    let stay = (-0.3_f64 / 12.0).exp();
    let moves = vec![
        vec![stay * (1.0 - rise - skip), stay * rise, stay * skip],
        vec![0.0, stay * (1.0 - high), stay * high],
        vec![0.0, 0.0, stay],
    ];
    let ladder = GradeLadder { moves, recruits: vec![4.0, 0.0, 0.0] };
    let start = [92.0, 20.0, 8.0];
    let mut stocks = start.to_vec();
    for step in &expected(&plan) {
        for (grade, wanted) in stocks.iter().enumerate() {
            assert!((step.by_grade[grade].start - wanted).abs() < 1e-9);
        }
        assert!((step.leavers - ladder.leavers(&stocks)).abs() < 1e-9);
        stocks = ladder.next(&stocks);
    }
    let spreads = ladder.standard_deviations(&start, 23);
    let means = expected(&plan)[23].by_grade.map(|grade| grade.start);
    for (grade, sums) in drawn(&plan, 23).into_iter().enumerate().take(3) {
        agrees(&format!("grade {grade}"), sums, (means[grade], spreads[grade]));
    }
}

prop_compose! {
    fn promotion()(from in 0..5_usize, rise in 1..5_usize, after in 0..30_u32, per_year in 0.0..4.0, span in prop::option::of(1..20_u32)) -> Promotion {
        let pace = span.and_then(NonZeroU32::new).map_or(Pace::PerYear(per_year), Pace::Span);
        Promotion { from, to: from + rise, after, pace }
    }
}

prop_compose! {
    fn ladders()(people in prop::collection::vec(0..30_u32, 0..7), speed in 0.0..1.5, promotions in prop::collection::vec(promotion(), 0..6)) -> Grades {
        Grades { above: people.into_iter().map(|people| GradeAbove { people, speed }).collect(), promotions }
    }
}

prop_compose! {
    fn groups()(
        opening in prop::collection::vec((0..80_u32, 0..40_u32, any::<bool>()), 0..4),
        hires in prop::collection::vec(0..20_u32, 0..12),
        turnover in 0.0..2.0,
        training in (0..4_u32, 0.5..=1.0, prop::option::of(0..12_u32)),
        backfill in prop::option::of((0.0..=1.0, 0.1..=1.0, 1..4_u32, any::<bool>())),
        grades in prop::option::of(ladders()),
    ) -> GroupPlan {
        let share = |value| Fraction::new(value).expect("a share");
        let (onboarding, pass, seats) = training;
        let cohort = |(count, tenure, in_training)| OpeningCohort { count, tenure, in_training };
        let backfill = backfill.map(|(part, show, lead, washouts)| Backfill {
            share: share(part), show: share(show), lead: NonZeroU32::new(lead).expect("at least 1"), washouts,
        });
        GroupPlan {
            hires,
            training: Training { onboarding, pass_rate: share(pass), seats },
            ramp: Ramp::new(&[0.5, 0.75, 0.9], Step::Month).expect("a ramp"),
            backfill,
            grades,
            ..group(opening.into_iter().map(cohort).collect(), turnover, 14)
        }
    }
}

fn some_moves() -> impl Strategy<Value = Vec<Move>> {
    let one = (0..14_usize, 0..3_usize, 0..3_usize, 0..60_u32);
    prop::collection::vec(one.prop_map(|(step, from, to, people)| Move { step, from, to, people }), 0..8)
}

fn keys(replication: u64) -> [LuckKey; 3] {
    [5, 6, 7].map(|group| LuckKey { seed: 3, replication, group })
}

fn draw(groups: &mut LinkedGroups, replication: u64) -> Vec<Vec<StepFlows>> {
    let mut courses = vec![Vec::new(); 3];
    groups.draw_with(&keys(replication), |_, _, _| 1.0, &mut courses);
    courses
}

fn balance(plans: &[GroupPlan], courses: &[Vec<StepFlows>]) -> Result<(), TestCaseError> {
    for (plan, course) in plans.iter().zip(courses) {
        prop_assert_eq!(course.len(), plan.steps);
        let mut before = plan.opening_headcount();
        let mut higher: Option<[f64; MOST_GRADES]> = None;
        for step in course {
            prop_assert!((step.begin - before).abs() < ROUNDING && step.imbalance().abs() < ROUNDING);
            let all: f64 = step.by_grade.iter().map(|grade| grade.end).sum();
            prop_assert!((all - step.headcount_end).abs() < ROUNDING, "{all} of {step:?}");
            prop_assert!(
                (step.trainees_start + step.productive_start - step.headcount_moved()).abs() < ROUNDING
            );
            for grade in 0..MOST_GRADES {
                prop_assert!(step.grade_imbalance(grade).abs() < ROUNDING, "grade {grade} of {step:?}");
                let of = step.by_grade[grade];
                prop_assert!(of.end >= -ROUNDING && of.unfilled >= 0.0 && of.promoted_in >= 0.0);
                if let Some(higher) = higher.filter(|_| grade > 0) {
                    prop_assert!((of.start - higher[grade]).abs() < ROUNDING);
                }
            }
            (before, higher) = (step.headcount_end, Some(step.by_grade.map(|grade| grade.end)));
        }
    }
    for step in 0..plans[0].steps {
        let net: f64 = courses.iter().map(|course| course[step].moved_in - course[step].moved_out).sum();
        prop_assert!(net.abs() < ROUNDING, "{net} people are lost on the way");
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_books_balance_by_grade_and_between_groups(
        plans in prop::collection::vec(groups(), 3), moves in some_moves(), replication in 0..1000_u64,
    ) {
        let mut linked = LinkedGroups::new(&plans, &moves);
        balance(&plans, &linked.expected_with(|_, _, _| 1.0))?;
        let courses = draw(&mut linked, replication);
        balance(&plans, &courses)?;
        for step in courses.iter().flatten() {
            for figure in step.by_grade.iter().flat_map(|grade| [grade.end, grade.promoted_in, grade.unfilled]).chain([step.moved_in]) {
                prop_assert!(figure.fract() == 0.0, "{figure} people");
            }
        }
    }

    #[test]
    fn groups_without_moves_go_their_way_alone(plans in prop::collection::vec(groups(), 3), replication in 0..50_u64) {
        let mut linked = LinkedGroups::new(&plans, &[]);
        let together = (linked.expected_with(|_, _, _| 1.0), draw(&mut linked, replication));
        for (at, plan) in plans.iter().enumerate() {
            prop_assert_eq!(&together.0[at], &expected(plan));
            let mut alone = Vec::new();
            Simulator::new(plan).run(keys(replication)[at], &mut alone);
            prop_assert_eq!(&together.1[at], &alone);
        }
    }

    #[test]
    fn where_nobody_leaves_moves_keep_the_people_of_all_groups(
        counts in prop::collection::vec(0..60_u32, 3), moves in some_moves(), replication in 0..50_u64,
    ) {
        let plans: Vec<GroupPlan> = counts.iter().map(|&count| group(people(count), 0.0, 14)).collect();
        let all = f64::from(counts.iter().sum::<u32>());
        let mut linked = LinkedGroups::new(&plans, &moves);
        for courses in [linked.expected_with(|_, _, _| 1.0), draw(&mut linked, replication)] {
            for step in 0..14 {
                let there: f64 = courses.iter().map(|course| course[step].headcount_end).sum();
                prop_assert!((there - all).abs() < ROUNDING, "{there} of {all}");
            }
        }
    }

    #[test]
    fn a_step_before_any_move_does_not_know_of_it(
        plans in prop::collection::vec(groups(), 3), from in 0..3_usize, count in 1..40_u32, replication in 0..50_u64,
    ) {
        let moves = [Move { step: 6, from, to: (from + 1) % 3, people: count }];
        let still = draw(&mut LinkedGroups::new(&plans, &[]), replication);
        let moved = draw(&mut LinkedGroups::new(&plans, &moves), replication);
        for (still, moved) in still.iter().zip(&moved) {
            prop_assert_eq!(&still[..6], &moved[..6]);
        }
    }

    /// One rule alone: the higher grade keeps to its span unless nobody else may rise, and nobody rises beyond need.
    #[test]
    fn a_span_is_kept_or_its_vacancies_are_told(
        count in 0..150_u32, leads in 0..20_u32, turnover in 0.0..1.0, span in 1..20_u32, after in 0..50_u32, replication in 0..50_u64,
    ) {
        let pace = Pace::Span(NonZeroU32::new(span).expect("at least 1"));
        let promotions = vec![Promotion { from: 0, to: 1, after, pace }];
        let plan = GroupPlan {
            grades: Some(Grades { above: above(&[leads.min(count)]), promotions }),
            hires: vec![3; 10],
            ..group(people(count), turnover, 14)
        };
        let mut course = Vec::new();
        Simulator::new(&plan).run(keys(replication)[0], &mut course);
        for step in &course {
            let [below, high, ..] = step.by_grade;
            // With the vacancies filled from below, nobody would look after more than the span; with one less, somebody would.
            let (filled, led) = (high.end + high.unfilled, below.end - high.unfilled);
            prop_assert!(led <= filled * f64::from(span), "{high:?} for {below:?}");
            let risen = high.promoted_in + high.unfilled;
            prop_assert!(risen == 0.0 || led + 1.0 > (filled - 1.0) * f64::from(span), "{high:?} for {below:?}");
            prop_assert!(high.unfilled == 0.0 || (below.promoted_out - high.promoted_in).abs() < ROUNDING);
        }
        let flat = GroupPlan { grades: None, ..plan.clone() };
        for (step, flat) in expected(&plan).iter().zip(expected(&flat)) {
            prop_assert!((step.headcount_end - flat.headcount_end).abs() < ROUNDING, "grades change no headcount");
        }
        prop_assert!(group_laws(&plan).is_some());
    }
}

/// Three groups of which each has people enough for its moves, with ladders climbed at a rate: a linear plan.
fn linear() -> ([GroupPlan; 3], Vec<Move>) {
    let promotions = vec![
        Promotion { from: 0, to: 1, after: 6, pace: Pace::PerYear(0.4) },
        Promotion { from: 0, to: 2, after: 12, pace: Pace::PerYear(0.1) },
        Promotion { from: 1, to: 2, after: 12, pace: Pace::PerYear(0.3) },
    ];
    let grades = Some(Grades { above: above(&[10, 4]), promotions });
    let opening: Vec<OpeningCohort> = (0..30).map(|month| OpeningCohort::trained(3, 2 * month)).collect();
    let backfill = Some(Backfill {
        share: Fraction::ONE,
        lead: NonZeroU32::MIN,
        show: Fraction::new(0.8).expect("a share"),
        washouts: true,
    });
    let ramp = Ramp::new(&[0.5, 0.8], Step::Month).expect("a ramp");
    let training = Training { onboarding: 1, pass_rate: Fraction::new(0.9).expect("a share"), seats: None };
    let base = GroupPlan { ramp, training, hires: vec![0, 5, 5], grades, ..group(opening, 0.5, 12) };
    let plans =
        [base.clone(), GroupPlan { backfill, grades: None, ..base.clone() }, group(people(70), 0.2, 12)];
    let one = |step, from, to, people| Move { step, from, to, people };
    (
        plans,
        vec![
            one(2, 0, 1, 12),
            one(2, 1, 0, 5),
            one(4, 1, 2, 9),
            one(7, 2, 0, 10),
            one(9, 0, 2, 6),
            one(9, 0, 1, 4),
        ],
    )
}

type Figure = fn(&StepFlows) -> f64;

const FIGURES: [(&str, Figure); 9] = [
    ("headcount_end", |f| f.headcount_end),
    ("leavers", |f| f.leavers),
    ("starts", |f| f.starts),
    ("moved_in", |f| f.moved_in),
    ("fte_mid", |f| f.fte_mid),
    ("newcomer_fte_mid", |f| f.newcomer_fte_mid),
    ("entry grade", |f| f.by_grade[0].end),
    ("middle grade", |f| f.by_grade[1].end),
    ("highest grade", |f| f.by_grade[2].end),
];

#[test]
fn draws_of_ladders_and_moves_average_to_the_expectation() {
    let (plans, moves) = linear();
    let mut linked = LinkedGroups::new(&plans, &moves);
    let wanted = linked.expected_with(|_, _, _| 1.0);
    let mut sums = vec![vec![[(0.0, 0.0); FIGURES.len()]; 12]; 3];
    for replication in 0..u64::from(REPLICATIONS) {
        for (sums, course) in sums.iter_mut().zip(draw(&mut linked, replication)) {
            for (sums, step) in sums.iter_mut().zip(&course) {
                for (sum, (_, figure)) in sums.iter_mut().zip(FIGURES) {
                    *sum = (sum.0 + figure(step), sum.1 + figure(step).powi(2));
                }
            }
        }
    }
    let n = f64::from(REPLICATIONS);
    for (group, (sums, wanted)) in sums.iter().zip(&wanted).enumerate() {
        for (t, (sums, wanted)) in sums.iter().zip(wanted).enumerate() {
            for ((sum, squares), (figure, of)) in sums.iter().zip(FIGURES) {
                let mean = sum / n;
                let se = ((squares / n - mean * mean).max(0.0) / n).sqrt();
                let error = (mean - of(wanted)).abs();
                assert!(
                    error <= SIGMAS * se + ROUNDING,
                    "group {group} step {t} {figure}: {mean} for {}",
                    of(wanted)
                );
            }
        }
    }
}

/// Where everybody leaves at one rate, who is where does not matter: the people of all groups are a binomial number.
#[test]
fn people_who_have_moved_have_luck_of_their_own() {
    let plans = [group(people(60), 0.6, 12), group(people(40), 0.6, 12), group(people(20), 0.6, 12)];
    let one = |step, from, to, people| Move { step, from, to, people };
    let moves = [one(1, 0, 1, 25), one(3, 1, 2, 20), one(5, 2, 0, 15), one(7, 0, 1, 10)];
    let mut linked = LinkedGroups::new(&plans, &moves);
    let mut sums = (0.0, 0.0);
    for replication in 0..u64::from(REPLICATIONS) {
        let there: f64 = draw(&mut linked, replication).iter().map(|course| course[11].headcount_end).sum();
        sums = (sums.0 + there, sums.1 + there * there);
    }
    let stay = (-0.6_f64).exp();
    agrees("all groups", sums, (120.0 * stay, (120.0 * stay * (1.0 - stay)).sqrt()));
}

#[test]
fn a_move_of_all_leaves_nobody_and_of_more_tells_who_was_missing() {
    let plans = [group(people(30), 0.4, 6), group(people(10), 0.4, 6), group(people(0), 0.4, 6)];
    let moves = [Move { step: 3, from: 0, to: 1, people: 50 }];
    let mut linked = LinkedGroups::new(&plans, &moves);
    for courses in [linked.expected_with(|_, _, _| 1.0), draw(&mut linked, 1)] {
        let step = &courses[0][3];
        assert!((step.moved_out - courses[0][2].headcount_end).abs() < ROUNDING);
        assert!((step.moved_out + step.moves_short - 50.0).abs() < ROUNDING);
        assert!(
            courses[0][3..]
                .iter()
                .all(|step| step.headcount_end.abs() < ROUNDING && step.leavers.abs() < ROUNDING)
        );
    }
}

/// There on one day and back on the same: nothing changes. There and back later: nobody is lost, and tenure goes on.
#[test]
fn two_opposite_moves_change_nothing() {
    let one = |step, from, to, people| Move { step, from, to, people };
    let (mut plans, _) = linear();
    plans[1] = GroupPlan { hires: vec![], ..plans[0].clone() };
    plans[0].hires = vec![];
    let still = LinkedGroups::new(&plans, &[]).expected_with(|_, _, _| 1.0);
    let at_once = LinkedGroups::new(&plans, &[one(4, 0, 1, 20), one(4, 1, 0, 20)]);
    let later = LinkedGroups::new(&plans, &[one(4, 0, 2, 20), one(5, 2, 0, 20)]);
    for (still, swapped) in still.iter().zip(at_once.expected_with(|_, _, _| 1.0)) {
        for (still, swapped) in still.iter().zip(&swapped) {
            assert!((still.headcount_end - swapped.headcount_end).abs() < ROUNDING);
            assert!((still.fte_mid - swapped.fte_mid).abs() < ROUNDING);
        }
    }
    let back = later.expected_with(|_, _, _| 1.0);
    assert!((back[0][5].moved_in - 20.0).abs() < ROUNDING && (back[0][4].moved_out - 20.0).abs() < ROUNDING);
    // Twenty of them meet the lower hazard of the third group for a month.
    let saved = 20.0 * ((-0.2_f64 / 12.0).exp() - (-0.5_f64 / 12.0).exp());
    let all = |courses: &[Vec<StepFlows>]| courses[0][4].headcount_end + courses[2][4].headcount_end;
    assert!((all(&back) - all(&still) - saved).abs() < ROUNDING);
}

/// Those who move keep their tenure and their place on the ramp, and from then on leave as people there do.
#[test]
fn people_take_their_tenure_and_their_place_on_the_ramp_with_them() {
    let ramp = Ramp::new(&[0.4, 0.6, 0.8], Step::Month).expect("a ramp");
    let training = Training { onboarding: 2, pass_rate: Fraction::ONE, seats: None };
    let from = GroupPlan { hires: vec![10], training, ramp: ramp.clone(), ..group(people(0), 0.0, 6) };
    let to = GroupPlan { ramp, ..group(people(0), 0.24, 6) };
    let linked = LinkedGroups::new(&[from, to], &[Move { step: 3, from: 0, to: 1, people: 10 }]);
    let courses = linked.expected_with(|_, _, _| 1.0);
    let quit = 1.0 - (-0.24_f64 / 12.0).exp();
    // Two months of onboarding and one on the ramp are behind them.
    assert!((courses[1][3].fte_start - 6.0).abs() < ROUNDING);
    assert!((courses[1][4].fte_start - 8.0 * (1.0 - quit)).abs() < ROUNDING);
    assert!((courses[1][3].leavers - 10.0 * quit).abs() < ROUNDING);
    // Trainees do not move.
    let early = [Move { step: 1, from: 0, to: 1, people: 10 }];
    let [from, to] = [linked_trainees(), group(people(0), 0.24, 6)];
    let courses = LinkedGroups::new(&[from, to], &early).expected_with(|_, _, _| 1.0);
    assert!((courses[0][1].moves_short - 10.0).abs() < ROUNDING && courses[1][1].moved_in == 0.0);
}

fn linked_trainees() -> GroupPlan {
    let training = Training { onboarding: 2, pass_rate: Fraction::ONE, seats: None };
    GroupPlan { hires: vec![10], training, ..group(people(0), 0.0, 6) }
}

/// A grade that does no contacts counts as heads, and does no work.
#[test]
fn a_grade_without_contacts_counts_and_does_no_work() {
    let higher = vec![GradeAbove { people: 20, speed: 1.2 }, GradeAbove { people: 10, speed: 0.0 }];
    let plan = GroupPlan {
        grades: Some(Grades { above: higher, promotions: vec![] }),
        ..group(people(100), 0.0, 1)
    };
    let step = expected(&plan)[0];
    assert!(
        (step.headcount_end - 100.0).abs() < ROUNDING && (step.productive_start - 100.0).abs() < ROUNDING
    );
    assert!((step.fte_mid - (70.0 + 1.2 * 20.0)).abs() < ROUNDING);
    assert!((step.handle_time_ratio() - 90.0 / 94.0).abs() < ROUNDING);
}
