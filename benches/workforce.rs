//! How fast people are planned: the exact engine on a long horizon with its quantiles, and draws of the plan that
//! usual numpy references run: a thousand agents over two years, backfilled. Where the variable `PYTHON` names an
//! interpreter that has numpy, `scripts/bench_workforce.py` runs in turns with the draws, and the ratios are printed.

use staffplan::units::Fraction;
use staffplan::workforce::{
    AttritionForm, Backfill, Band, GroupLaws, GroupPlan, Hazard, LuckKey, OpeningCohort, Ramp, Simulator,
    Step, TenureBands, Training, expected, group_laws,
};
use std::hint::black_box;
use std::num::NonZeroU32;
use std::time::Instant;

const LEVELS: [f64; 7] = [0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95];

#[expect(clippy::print_stdout, reason = "a bench prints its figures")]
fn main() {
    let large = five_thousand();
    for (what, laws) in [("headcount", &ALL[..1]), ("headcount, productive, separations", &ALL[..])] {
        let best = (0..5).map(|_| exact(&large, laws)).fold(f64::INFINITY, f64::min);
        println!("exact, 60 months, 5,000 people, 12 bands, quantiles of {what}: {:.1} ms", best * 1e3);
    }
    let replications = 10_000;
    let plan = thousand();
    let python = std::env::var("PYTHON").ok();
    let (mut own, mut others) = (0.0_f64, [0.0_f64; 2]);
    for _ in 0..5 {
        let (seconds, head, left) = draws(&plan, replications);
        let rate = replications as f64 * 24.0 * 1000.0 / seconds;
        println!(
            "draws, 24 months, 1,000 people, {replications} replications, {rate:.3e} agent-months a second of processor \
             time, {head:.1} people at the end, {left:.4} leavers a person in the second year"
        );
        own = own.max(rate);
        for (best, program) in others.iter_mut().zip(["cohorts", "agents"]) {
            *best = best.max(python.as_deref().map_or(0.0, |python| numpy(python, program)));
        }
    }
    for (rate, program) in others.iter().zip(["cohorts", "agents"]).filter(|(rate, _)| **rate > 0.0) {
        println!(
            "numpy, {program}: {rate:.3e} agent-months a second; the draws are {:.1} times as fast",
            own / rate
        );
    }
}

/// Agent-months a second of processor time of one of the numpy programs.
fn numpy(python: &str, program: &str) -> f64 {
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/scripts/bench_workforce.py");
    let replications = if program == "agents" { "1000" } else { "10000" };
    let told = std::process::Command::new(python)
        .args([script, program, replications])
        .env("OMP_NUM_THREADS", "1")
        .output()
        .expect("the interpreter that PYTHON names");
    let told = String::from_utf8_lossy(&told.stdout);
    told.split_whitespace().next().and_then(|rate| rate.parse().ok()).expect("a rate; numpy is needed")
}

type Law = fn(&GroupLaws, usize) -> staffplan::workforce::HeadcountLaw;
const ALL: [Law; 3] = [GroupLaws::headcount_end, GroupLaws::productive_start, GroupLaws::separations];

/// Seconds for expected values and the quantiles of these laws in every month.
fn exact(plan: &GroupPlan, laws: &[Law]) -> f64 {
    let since = Instant::now();
    let start = processor(since);
    black_box(expected(plan));
    let group = group_laws(plan).expect("no limit on seats");
    for step in 0..plan.steps {
        for law in laws {
            let law = law(&group, step);
            black_box(LEVELS.map(|level| law.quantile(level)));
        }
    }
    processor(since) - start
}

/// Seconds of processor time of this thread so far where the system tells them, else of the clock.
fn processor(since: Instant) -> f64 {
    let told = std::fs::read_to_string("/proc/thread-self/schedstat").ok();
    let nanoseconds = told.and_then(|told| told.split_whitespace().next()?.parse::<f64>().ok());
    nanoseconds.map_or_else(|| since.elapsed().as_secs_f64(), |nanoseconds| nanoseconds * 1e-9)
}

fn bands(annual: &[(f64, Option<f64>, f64)]) -> TenureBands {
    TenureBands::new(annual.iter().map(|&(from, to, value)| Band { from, to, value }).collect())
        .expect("bands")
}

fn backfill(lead: u32) -> Option<Backfill> {
    let lead = NonZeroU32::new(lead).expect("at least 1");
    Some(Backfill { share: Fraction::ONE, lead, show: Fraction::ONE, washouts: true })
}

/// Five thousand people in twelve bands of tenure, each spread over its months, with hires in every month.
fn five_thousand() -> GroupPlan {
    let annual: Vec<(f64, Option<f64>, f64)> = (0..12_u32)
        .map(|band| {
            let from = f64::from(band * 3);
            (from, (band < 11).then_some(from + 3.0), 1.2 / f64::from(band + 1) + 0.15)
        })
        .collect();
    let opening: Vec<OpeningCohort> =
        (0..36).map(|month| OpeningCohort::trained(139 - u32::from(month > 31), month)).collect();
    let form = AttritionForm::ByTenure(bands(&annual));
    GroupPlan {
        hazard: Hazard::new(&form, Step::Month, &opening).expect("a hazard"),
        opening,
        hires: vec![20; 60],
        training: Training { onboarding: 1, pass_rate: Fraction::new(0.95).expect("a share"), seats: None },
        ramp: Ramp::new(&[0.5, 0.75, 0.9], Step::Month).expect("a ramp"),
        backfill: backfill(2),
        grades: None,
        steps: 60,
    }
}

/// The plan of the numpy references: 6, 3 and 1.5 % a month by tenure, backfill two months after the month of leaving.
fn thousand() -> GroupPlan {
    let a_year = |month: f64| -12.0 * f64::ln_1p(-month);
    let form = AttritionForm::ByTenure(bands(&[
        (0.0, Some(3.0), a_year(0.06)),
        (3.0, Some(12.0), a_year(0.03)),
        (12.0, None, a_year(0.015)),
    ]));
    let mut opening: Vec<OpeningCohort> = (0..49).map(|tenure| OpeningCohort::trained(0, tenure)).collect();
    (0..1000_usize).for_each(|agent| opening[agent * 37 % 49].count += 1);
    GroupPlan {
        hazard: Hazard::new(&form, Step::Month, &opening).expect("a hazard"),
        opening,
        hires: vec![0, 7, 7, 6],
        training: Training::NONE,
        ramp: Ramp::default(),
        backfill: backfill(2),
        grades: None,
        steps: 24,
    }
}

/// Seconds, the mean headcount at the end and the leavers a person in the second year.
fn draws(plan: &GroupPlan, replications: u64) -> (f64, f64, f64) {
    let (mut simulator, mut course) = (Simulator::new(plan), Vec::new());
    let (mut head, mut left) = (0.0, 0.0);
    let since = Instant::now();
    let start = processor(since);
    for replication in 0..replications {
        simulator.run(LuckKey { seed: 1, replication, group: 0 }, &mut course);
        head += course[23].headcount_end;
        left += course[12..].iter().map(|step| step.leavers).sum::<f64>();
    }
    let all = replications as f64;
    (processor(since) - start, head / all, left / all / 1000.0)
}
