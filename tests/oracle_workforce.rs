//! The workforce room against reference values that other programs computed (`tests/oracle/workforce`).

mod oracle_plans;

use oracle_plans::{Case, cases, group_plan, number, occupancy_effect, read, whole};
use serde_json::Value;
use staffplan::units::Fraction;
use staffplan::workforce::{
    GroupPlan, HeadcountHistory, Population, Step, StepFlows, additive, annual_probability,
    annual_turnover_midperiod, expected, expected_with, group_laws, hazard_to_step_probability,
    headcount_law, hire_per_graduate, hire_per_start, loaded, midperiod_rate, overtime,
    probability_to_hazard, rolling_turnover, rostered, staged, step_probability_to_hazard,
    training_per_start, turnover, turnover_to_hazard,
};

/// Heads: two programs in double precision over 24 steps agree far below this.
const ORACLE_ABS: f64 = 1e-8;
/// Closed forms, computed at 40 digits.
const ORACLE_REL: f64 = 1e-11;

fn close_rel(found: f64, wanted: f64, what: &str) {
    assert!((found - wanted).abs() <= ORACLE_REL * wanted.abs().max(1e-300), "{what}: {found} for {wanted}");
}

fn close_abs(found: f64, wanted: f64, what: &str) {
    assert!((found - wanted).abs() <= ORACLE_ABS, "{what}: {found} for {wanted}");
}

fn figures(f: &StepFlows) -> [(&'static str, f64); 15] {
    [
        ("begin", f.begin),
        ("starts", f.starts),
        ("headcount_start", f.headcount_start),
        ("trainees_start", f.trainees_start),
        ("productive_start", f.productive_start),
        ("fte_start", f.fte_start),
        ("fte_mid", f.fte_mid),
        ("leavers", f.leavers),
        ("trainee_leavers", f.trainee_leavers),
        ("washouts", f.washouts),
        ("headcount_end", f.headcount_end),
        ("avg_headcount", f.avg_headcount),
        ("avg_productive", f.avg_productive),
        ("vacancies_pipeline", f.vacancies_pipeline),
        ("waiting", f.waiting),
    ]
}

/// Compares every figure that the reference gives under one of our names.
fn compare(name: &str, flows: &[StepFlows], wanted: &Value) {
    let wanted = wanted.as_array().expect("a list of months");
    assert_eq!(flows.len(), wanted.len(), "{name}");
    for (t, (found, wanted)) in flows.iter().zip(wanted).enumerate() {
        for (figure, value) in figures(found) {
            if let Some(wanted) = wanted[figure].as_f64() {
                close_abs(value, wanted, &format!("{name} month {} {figure}", t + 1));
            }
        }
    }
}

#[test]
fn expected_people_are_those_of_the_reference_in_all_plans() {
    let cases = cases("plans.json");
    assert_eq!(cases.len(), 18);
    for Case { name, plan, reference } in cases {
        assert!(reference["expected"][0]["vacancies_pipeline"].is_number());
        for (k, q) in (0..).zip(reference["monthly_q"].as_array().expect("a list")) {
            let found = plan.hazard.probability(k);
            assert!((found - number(q)).abs() < 1e-14, "{name}: q[{k}] {found} for {q}");
        }
        compare(&name, &expected(&plan), &reference["expected"]);
    }
}

#[test]
fn summary_rates_are_those_of_the_reference() {
    for Case { name, plan, reference } in cases("plans.json") {
        let (flows, summary) = (expected(&plan), &reference["summary"]);
        let check = |found: Option<f64>, key: &str| {
            close_abs(found.expect("people"), number(&summary[key]), &format!("{name} {key}"));
        };
        check(turnover(&flows, Population::All, Step::Month), "turnover_annualised_all");
        check(turnover(&flows, Population::Productive, Step::Month), "turnover_annualised_productive");
        check(rolling_turnover(&flows, Population::All, Step::Month), "rolling12_at_end");
        check(turnover(&flows[..12], Population::All, Step::Month), "first12");
        check(Some(flows.iter().map(|f| f.leavers).sum()), "total_leavers");
        check(Some(flows.iter().map(|f| f.washouts).sum()), "total_washouts");
        check(Some(flows.iter().map(|f| f.starts).sum()), "total_starts");
        check(Some(flows.iter().map(|f| f.avg_headcount).sum()), "person_months");
    }
}

#[test]
fn a_limit_on_training_seats_gives_the_fluid_recursion_of_the_reference() {
    for Case { name, plan, reference } in cases("cap_plans.json") {
        compare(&name, &expected(&plan), &reference["fluid"]);
    }
}

#[test]
fn occupancy_that_drives_attrition_gives_the_recursion_of_the_reference() {
    for Case { name, plan, reference } in cases("feedback_plans.json") {
        let multiplier = occupancy_effect(&reference["plan"]["feedback"]);
        let mut month = 0..;
        let flows = expected_with(&plan, |start| multiplier(month.next().expect("endless"), start.fte_start));
        compare(&name, &flows, &reference["expected"]);
    }
}

#[test]
fn hiring_twenty_on_a_hundred_at_ten_per_cent_gives_107_8_without_backfill() {
    let case = cases("plans.json").into_iter().find(|case| case.name.starts_with("p02")).expect("the plan");
    let flows = expected(&case.plan);
    assert!((flows[11].headcount_end - 107.8).abs() < 0.05, "{}", flows[11].headcount_end);
}

#[test]
fn conversions_of_rates_are_those_of_the_reference() {
    let rates = read("rates.json");
    for case in rates["conversions"].as_array().expect("a list") {
        let (input, p) = (number(&case["input"]), number(&case["periods_per_year"]));
        let hazard = match case["basis"].as_str().expect("a basis") {
            "turnover" => turnover_to_hazard(input),
            "probability" => probability_to_hazard(input).expect("below 1"),
            _ => step_probability_to_hazard(input, p).expect("below 1"),
        };
        let q = hazard_to_step_probability(hazard, p);
        close_rel(hazard, number(&case["annual_hazard"]), "annual hazard");
        close_rel(q, number(&case["period_probability"]), "period probability");
        close_rel(annual_probability(hazard), number(&case["annual_probability"]), "annual probability");
        close_rel(midperiod_rate(hazard, p), number(&case["period_central_rate_midperiod"]), "central rate");
        close_rel(
            annual_turnover_midperiod(hazard, p),
            number(&case["annual_turnover_midperiod"]),
            "turnover at mid-period exposure",
        );
    }
}

#[test]
fn measured_rates_are_those_of_the_reference_by_every_definition() {
    let rates = read("rates.json");
    for case in rates["measured"].as_array().expect("a list") {
        let list = |key: &str| case[key].as_array().expect("a list").iter().map(number).collect::<Vec<f64>>();
        let history = HeadcountHistory {
            opening: number(&case["opening"]),
            periods: list("hires").into_iter().zip(list("leavers")).collect(),
            per_year: 12.0,
        };
        let check =
            |found: Option<f64>, key: &str| close_rel(found.expect("people"), number(&case[key]), key);
        assert_eq!(history.period_ends(), list("month_end_headcount"));
        check(history.period_averages(), "annualised_mean_of_monthly_averages");
        check(history.exposure(), "annualised_exposure");
        check(history.two_point(), "annualised_two_point");
        check(history.points(), "annualised_month_points");
        check(history.share_of_opening(), "share_of_opening");
        check(history.share_of_all_employed(), "cn_leavers_over_opening_plus_hires");
        check(history.compounded(), "compounded_monthly");
        for (found, wanted) in history.two_point_rates().into_iter().zip(list("monthly_rate_two_point")) {
            close_rel(found.expect("people"), wanted, "monthly rate");
        }
        let upto = |from: usize, to: usize| {
            let ends = history.period_ends();
            let opening = if from == 0 { history.opening } else { ends[from - 1] };
            HeadcountHistory { opening, periods: history.periods[from..to].to_vec(), per_year: 12.0 }
        };
        for (from, wanted) in list("rolling12").into_iter().enumerate() {
            close_rel(upto(from, from + 12).period_averages().expect("people"), wanted, "rolling 12");
        }
        for (n, wanted) in list("ytd_annualised").into_iter().enumerate() {
            close_rel(upto(0, n + 1).period_averages().expect("people"), wanted, "to date");
        }
    }
}

/// A quantile of the reference that lies so close to a jump may fall on either side.
const JUMP: f64 = 1e-9;
const LEVELS: [(f64, &str); 7] =
    [(0.05, "p05"), (0.1, "p10"), (0.25, "p25"), (0.5, "p50"), (0.75, "p75"), (0.9, "p90"), (0.95, "p95")];

#[test]
fn the_exact_law_of_headcount_is_that_of_the_reference() {
    for Case { name, plan, reference } in cases("plans.json") {
        let laws = headcount_law(&plan).expect("no limit on seats");
        for (t, (law, wanted)) in laws.iter().zip(reference["exact"].as_array().expect("a list")).enumerate()
        {
            let wanted = &wanted["headcount_end"];
            close_abs(law.mean(), number(&wanted["mean"]), &format!("{name} month {t} mean"));
            close_abs(law.sd(), number(&wanted["sd"]), &format!("{name} month {t} sd"));
            for (level, key) in LEVELS {
                let (found, wanted) =
                    (law.quantile(level), wanted["quantiles"][key].as_u64().expect("whole"));
                let jump = (law.at_most(found) - level).abs() < JUMP;
                assert!(found as u64 == wanted || jump, "{name} month {t} {key}: {found} for {wanted}");
            }
        }
        let pmf = reference["exact_pmf_headcount_end_last_month"].as_array().expect("a list");
        let mut total = 0.0;
        for (n, p) in laws[laws.len() - 1].outcomes() {
            assert!((p - number(&pmf[n])).abs() < 1e-11, "{name}: P({n}) = {p}");
            total += p;
        }
        assert!((total - 1.0).abs() < 1e-12, "{name}: {total}");
    }
}

#[test]
fn the_exact_laws_of_people_at_work_and_gone_are_those_of_the_reference() {
    for Case { name, plan, reference } in cases("plans.json") {
        let laws = group_laws(&plan).expect("no limit on seats");
        for (t, wanted) in reference["exact"].as_array().expect("a list").iter().enumerate() {
            let found = [
                ("headcount_start", laws.headcount_start(t)),
                ("productive_start", laws.productive_start(t)),
                ("headcount_end", laws.headcount_end(t)),
                ("cumulative_separations", laws.separations(t)),
            ];
            for (law, found) in found {
                let wanted = &wanted[law];
                close_abs(found.mean(), number(&wanted["mean"]), &format!("{name} month {t} {law} mean"));
                // The root of a rounding error is large: where nothing is left to luck, variances are comparable.
                let variance = number(&wanted["sd"]).powi(2);
                close_abs(found.sd().powi(2), variance, &format!("{name} month {t} {law} variance"));
                for (level, key) in LEVELS {
                    let (at, wanted) = (found.quantile(level), wanted["quantiles"][key].as_u64());
                    let jump = (found.at_most(at) - level).abs() < JUMP;
                    assert!(Some(at as u64) == wanted || jump, "{name} {t} {law} {key}: {at} for {wanted:?}");
                }
                for (people, p) in wanted["cdf_at"].as_object().into_iter().flatten() {
                    let people = people.parse().expect("a number of people");
                    assert!((found.at_most(people) - number(p)).abs() < JUMP, "{name} {t} {law} {people}");
                }
            }
        }
    }
}

/// The probability that hires, spread over the first months, lead to a headcount, and the mean.
fn of_hires(case: &Value, base: &GroupPlan, hires: u32) -> (f64, f64) {
    let months = whole(&case["hire_months"]);
    let spread = (0..months).map(|month| hires / months + u32::from(month < hires % months)).collect();
    let at = whole(&case["month"]) as usize - 1;
    let law = group_laws(&GroupPlan { hires: spread, ..base.clone() }).expect("a law").headcount_end(at);
    let target = whole(&case["target"]) as usize;
    (law.at_least(target), law.mean())
}

#[test]
fn the_fewest_hires_for_a_headcount_are_those_of_the_reference() {
    let base =
        cases("plans.json").into_iter().find(|case| case.name.starts_with("p02")).expect("the plan").plan;
    for case in read("solver.json")["min_hires"].as_array().expect("a list") {
        let mut plan = read("plans.json")["cases"][1]["plan"].clone();
        plan["attrition"]["annual"] = case["annual_turnover"].clone();
        plan["backfill"] = case["backfill"].clone();
        let plan = group_plan(&plan);
        assert_eq!(plan.opening, base.opening);
        let (target, confidence) = (number(&case["target"]), number(&case["confidence"]));
        let fewest = |enough: &dyn Fn(f64, f64) -> bool| {
            (0..200).find(|&hires| {
                let (probability, mean) = of_hires(case, &plan, hires);
                enough(probability, mean)
            })
        };
        let confident = fewest(&|probability, _| probability >= confidence).expect("some number of hires");
        let expected = fewest(&|_, mean| mean >= target).expect("some number of hires");
        assert_eq!(Some(u64::from(confident)), case["min_hires_confident"].as_u64(), "{case}");
        assert_eq!(Some(u64::from(expected)), case["min_hires_expected"].as_u64(), "{case}");
        for (hires, key) in [(confident, "prob_at_min"), (confident - 1, "prob_at_one_less")] {
            let (probability, _) = of_hires(case, &plan, hires);
            assert!((probability - number(&case[key])).abs() < JUMP, "{case}: {probability}");
        }
    }
}

#[test]
fn shrinkage_is_that_of_the_reference_added_or_in_stages() {
    let rates = read("rates.json");
    for case in rates["shrinkage"].as_array().expect("a list") {
        let items = case["items"].as_array().expect("a list");
        let parts = |stage: Option<&str>| -> Vec<Fraction> {
            let of_stage = |item: &&Value| stage.is_none_or(|stage| item["stage"] == stage);
            items
                .iter()
                .filter(of_stage)
                .map(|i| Fraction::new(number(&i["pct"])).expect("a share"))
                .collect()
        };
        let sum = additive(&parts(None)).expect("below 1");
        let stages = ["paid", "present", "on_task"].map(|s| additive(&parts(Some(s))).expect("below 1"));
        let need = number(&case["base_on_task"]);
        close_rel(sum.get(), number(&case["total_additive"]), "added");
        close_rel(staged(&stages).get(), number(&case["total_sequential"]), "staged");
        close_rel(rostered(need, sum).expect("someone"), number(&case["gross_additive"]), "rostered");
        let gross = rostered(need, staged(&stages)).expect("someone");
        close_rel(gross, number(&case["gross_sequential"]), "rostered, staged");
    }
}

#[test]
fn the_cost_of_a_hire_is_that_of_the_reference() {
    let rates = read("rates.json");
    for case in rates["cost"].as_array().expect("a list") {
        let input = |key: &str| number(&case["inputs"][key]);
        let hour = loaded(input("hourly_wage"), input("burden"));
        let hire =
            hire_per_start(input("recruiting_cost_per_accept"), input("show_rate")).expect("some show");
        let training =
            training_per_start(input("training_hours"), hour, input("trainer_hourly"), input("class_size"));
        let graduate = hire_per_graduate(hire, training.expect("a class"), input("training_pass"));
        let hours = number(&case["overtime_hours_used"]);
        let paid = overtime(hours, input("hourly_wage"), input("overtime_multiplier"));
        close_rel(hour, number(&case["loaded_hourly"]), "loaded hour");
        close_rel(hire, number(&case["hire_cost_per_start"]), "hire per start");
        close_rel(graduate.expect("some pass"), number(&case["hire_cost_per_graduate"]), "hire per graduate");
        close_rel(paid, number(&case["overtime_cost_per_agent"]), "overtime");
    }
}

#[test]
fn a_plan_of_the_reference_reads_as_written() {
    let plan = group_plan(&read("plans.json")["cases"][13]["plan"]);
    assert_eq!(plan.steps, 18);
    assert!(plan.backfill.is_some_and(|b| b.lead.get() == 2 && b.share.get() < 0.51));
}
