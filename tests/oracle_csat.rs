//! Satisfaction held against statsmodels (fits), mpmath (expectations) and closed forms: `tests/oracle/workforce`.

use proptest::prelude::*;
use serde_json::Value;
use staffplan::experience::{
    Answers, Contact, Drivers, Effects, ErlangWait, LogitError, LogitFit, OrderedFit, Ratings,
    Recommendations, SatisfactionModel, ScoreScale, net_promoter, shift_to, wilson,
};
use staffplan::units::{Fraction, Seconds};

/// Agreement of the two reference fits with each other is 1e-11 (coefficients) and 1e-10 (errors).
const COEFFICIENT: f64 = 1e-7;
const STANDARD_ERROR: f64 = 1e-6;
/// The reference quadrature's own digits.
const EXPECTATION: f64 = 1e-12;

fn oracle(file: &str) -> String {
    let path = format!("{}/tests/oracle/workforce/{file}", env!("CARGO_MANIFEST_DIR"));
    std::fs::read_to_string(path).expect("the oracle is part of the project")
}

fn reference() -> Value {
    serde_json::from_str(&oracle("csat.json")).expect("the oracle is JSON")
}

fn number(value: &Value) -> f64 {
    value.as_f64().expect("a number")
}

fn numbers(value: &Value) -> Vec<f64> {
    value.as_array().expect("a list").iter().map(number).collect()
}

fn flag(is: bool) -> f64 {
    f64::from(u8::from(is))
}

/// `const, chat, ticket, log_wait, resolved_first` of a row, then what the file knows besides.
fn columns(channel: &str, wait: &str, resolved: &str) -> Vec<f64> {
    let wait: f64 = wait.parse().expect("seconds");
    let resolved: f64 = resolved.parse().expect("0 or 1");
    vec![1.0, flag(channel == "chat"), flag(channel == "ticket"), (wait / 60.0).ln_1p(), resolved]
}

/// One row an inquiry; a newcomer has less than three months.
fn inquiries(file: &str) -> Vec<Answers> {
    oracle(file)
        .lines()
        .skip(1)
        .map(|line| {
            let cell: Vec<&str> = line.split(',').collect();
            let mut x = columns(cell[1], cell[2], cell[3]);
            x.push(cell[4].parse().expect("0 or 1"));
            x.push(flag(cell[5].parse::<f64>().expect("months") < 3.0));
            let satisfied = flag(cell[6].parse::<f64>().expect("a score") >= 4.0);
            Answers { x, answers: 1.0, satisfied }
        })
        .collect()
}

fn groups(file: &str) -> Vec<Answers> {
    oracle(file)
        .lines()
        .skip(1)
        .map(|line| {
            let cell: Vec<&str> = line.split(',').collect();
            let count = |text: &str| text.parse().expect("a count");
            Answers {
                x: columns(cell[0], cell[1], cell[2]),
                answers: count(cell[3]),
                satisfied: count(cell[4]),
            }
        })
        .collect()
}

fn agrees(fit: &LogitFit, reference: &Value, name: &str) {
    for (k, (ours, theirs)) in fit.coefficients.iter().zip(numbers(&reference["coef"])).enumerate() {
        assert!((ours - theirs).abs() < COEFFICIENT, "{name} column {k}: {ours} and {theirs}");
    }
    for (k, (ours, theirs)) in fit.standard_errors.iter().zip(numbers(&reference["se"])).enumerate() {
        assert!((ours - theirs).abs() < STANDARD_ERROR, "{name} error {k}: {ours} and {theirs}");
    }
    assert_eq!(fit.coefficients.len(), numbers(&reference["coef"]).len());
    assert!((fit.deviance - number(&reference["deviance"])).abs() < COEFFICIENT, "{name}: {}", fit.deviance);
    assert!((fit.pearson - number(&reference["pearson_chi2"])).abs() < 1e-6, "{name}: {}", fit.pearson);
    let dispersion = fit.dispersion().expect("freedom is left");
    assert!((dispersion - number(&reference["dispersion"])).abs() < COEFFICIENT);
    assert!((fit.answers - number(&reference["n_trials"])).abs() < 0.5);
    assert!(!fit.separated);
}

#[test]
fn fits_agree_with_statsmodels_row_by_row_and_in_groups() {
    for survey in reference()["fits"].as_array().expect("a list") {
        let name = survey["name"].as_str().expect("a name");
        let single = inquiries(survey["file"].as_str().expect("a file"));
        agrees(&LogitFit::new(&single).expect("enough answers"), &survey["logit"], name);
        let grouped = groups(survey["grouped_file"].as_str().expect("a file"));
        agrees(&LogitFit::new(&grouped).expect("enough answers"), &survey["grouped_logit"], name);
    }
}

#[test]
fn expectations_over_erlang_waits_agree_with_mpmath() {
    for case in reference()["expected_csat"].as_array().expect("a list") {
        let at = |key: &str| number(&case[key]);
        let decay = at("agents") / at("aht_seconds") - at("calls_per_hour") / 3600.0;
        let waits = ErlangWait::new(Fraction::new(at("p_wait")).expect("a share"), decay).expect("steady");
        let scale = at("wait_scale");
        let form = case["wait_form"].as_str().expect("a form");
        let kink = (form == "hinge").then_some(scale);
        let term = |wait: f64| match form {
            "log1p" => (wait / scale).ln_1p(),
            "hinge" => (wait - scale).max(0.0) / 60.0,
            _ => wait / scale,
        };
        let (rate, beta) = match &case["resolved"] {
            Value::Null => (0.0, 0.0),
            resolved => (number(&resolved["rate"]), number(&resolved["beta"])),
        };
        let satisfied = |wait: f64| {
            let logit = at("b0") + at("b_wait") * term(wait);
            rate / (1.0 + (-logit - beta).exp()) + (1.0 - rate) / (1.0 + (-logit).exp())
        };
        let ours = waits.expectation(kink, satisfied);
        assert!((ours - at("expected_csat")).abs() < EXPECTATION, "{}: {ours}", case["name"]);
        if form == "log1p" {
            let effects = Effects { wait: at("b_wait"), resolved: beta, ..Effects::default() };
            let model = SatisfactionModel { intercept: at("b0"), effects };
            let resolution = Fraction::new(rate).expect("a share");
            let drivers = Drivers { resolution, ..nothing_else() };
            let modelled = model.expected(&waits.nodes(None), drivers).expect("mass").get();
            assert!((modelled - at("expected_csat")).abs() < EXPECTATION, "{}: {modelled}", case["name"]);
        }
    }
}

fn nothing_else() -> Drivers {
    Drivers {
        resolution: Fraction::ZERO,
        repeats: 0.0,
        transferred: Fraction::ZERO,
        newcomers: Fraction::ZERO,
    }
}

#[test]
fn wilson_intervals_agree_with_the_reference() {
    // The 97.5 % point of the standard normal, [AbramowitzStegun] table 26.
    const Z: f64 = 1.959_963_984_540_054;
    for case in reference()["wilson"].as_array().expect("a list") {
        let count = |key: &str| case[key].as_u64().expect("a count");
        let (low, high) = wilson(count("k"), count("n"), Z).expect("answers");
        let ci = numbers(&case["ci"]);
        assert!((low.get() - ci[0]).abs() < 1e-12 && (high.get() - ci[1]).abs() < 1e-12, "{case}");
    }
    assert_eq!(wilson(0, 0, Z), None);
    assert_eq!(wilson(2, 1, Z), None);
}

#[test]
fn a_queue_without_steady_state_has_no_law_of_waits() {
    assert_eq!(ErlangWait::new(Fraction::ONE, 0.0), None);
    assert_eq!(ErlangWait::new(Fraction::ONE, -0.1), None);
    let mass: f64 =
        ErlangWait::new(Fraction::ONE, 0.1).expect("steady").nodes(None).iter().map(|n| n.1).sum();
    assert!((mass - 1.0).abs() < 1e-14);
}

#[test]
fn default_effects_are_what_their_sources_imply() {
    let logit = |p: f64| (p / (1.0 - p)).ln();
    let effects = Effects::default();
    assert!((effects.resolved - (logit(0.8) - logit(0.6))).abs() < 0.005);
    assert!((effects.repeat - (logit(0.44) - logit(0.86)) / 3.0).abs() < 0.005);
}

/// Rows of one column beside the constant, `(x, satisfied)`.
fn rows(points: impl IntoIterator<Item = (f64, bool)>) -> Vec<Answers> {
    let row = |(x, satisfied)| Answers { x: vec![1.0, x], answers: 1.0, satisfied: flag(satisfied) };
    points.into_iter().map(row).collect()
}

#[test]
fn separation_is_said_and_stays_finite() {
    let apart = rows((0..60).map(|i| (f64::from(i), i >= 30)));
    let fit = LogitFit::new(&apart).expect("a ridge keeps it finite");
    assert!(fit.separated && fit.coefficients.iter().chain(&fit.standard_errors).all(|b| b.is_finite()));
    // All who were helped are satisfied, the others by halves.
    let half = rows((0..120).map(|i| (flag(i >= 60), i >= 60 || i % 2 == 0)));
    let fit = LogitFit::new(&half).expect("a ridge keeps it finite");
    assert!(fit.separated && fit.coefficients[1] > 3.0);
}

#[test]
fn too_few_answers_dependent_columns_and_crooked_rows_are_refused() {
    let few = rows((0..40).map(|i| (f64::from(i % 7), i < 19)));
    assert!(matches!(LogitFit::new(&few), Err(LogitError::TooLittle { columns: 2, needed: 20, .. })));
    let constant = rows((0..60).map(|i| (2.0, i % 2 == 0)));
    assert_eq!(LogitFit::new(&constant), Err(LogitError::Dependent { column: 1 }));
    let mut crooked = rows((0..60).map(|i| (f64::from(i % 7), i % 2 == 0)));
    crooked[17].x.pop();
    assert_eq!(LogitFit::new(&crooked), Err(LogitError::Shape { row: 17 }));
    assert!(LogitFit::new(&[]).is_err());
}

#[test]
fn a_saturated_fit_is_the_log_odds_ratio_of_its_table() {
    // 30 of 50 against 45 of 60: closed form, SE² = the sum of the reciprocal cells.
    let table = [(0.0, 50.0, 30.0), (1.0, 60.0, 45.0)];
    let group = |(x, answers, satisfied)| Answers { x: vec![1.0, x], answers, satisfied };
    let fit = LogitFit::new(&table.map(group)).expect("enough");
    assert!((fit.coefficients[1] - (45.0_f64 / 15.0 / (30.0 / 20.0)).ln()).abs() < 1e-10);
    let variance: f64 = [30.0, 20.0, 45.0, 15.0].iter().map(|cell| 1.0 / cell).sum();
    assert!((fit.standard_errors[1] - f64::sqrt(variance)).abs() < 1e-10);
    assert!(fit.deviance.abs() < 1e-10);
    assert_eq!(fit.dispersion(), None);
}

#[test]
fn today_of_none_or_all_has_no_shift() {
    let value = |shift: f64| 1.0 / (1.0 + (-shift).exp());
    assert_eq!(shift_to(Fraction::ZERO, value), None);
    assert_eq!(shift_to(Fraction::ONE, value), None);
    assert_eq!(shift_to(Fraction::clamped(0.5), |_| f64::NAN), None);
}

fn share() -> impl Strategy<Value = Fraction> {
    (0.0..=1.0f64).prop_map(Fraction::clamped)
}

fn drivers() -> impl Strategy<Value = Drivers> {
    (share(), 0.0..3.0f64, share(), share()).prop_map(|(resolution, repeats, transferred, newcomers)| {
        Drivers { resolution, repeats, transferred, newcomers }
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn the_shifted_model_gives_todays_value(today in 0.01..0.99f64, drivers in drivers(), wait in 0.0..4000.0f64) {
        let model = SatisfactionModel::new(Effects::default());
        let law = [(0.0, 0.4), (wait, 0.6)];
        let value = |shift: f64| model.shifted(shift).expected(&law, drivers).expect("mass").get();
        let shift = shift_to(Fraction::clamped(today), value).expect("within reach");
        prop_assert!((value(shift) - today).abs() < 1e-12);
    }

    #[test]
    fn longer_waits_fewer_solved_and_more_newcomers_please_nobody(
        drivers in drivers(), wait in 0.0..4000.0f64, more in 1.0..600.0f64,
    ) {
        let model = SatisfactionModel::new(Effects::default());
        let at = |wait: f64, drivers| model.expected(&[(wait, 1.0)], drivers).expect("mass").get();
        let base = at(wait, drivers);
        prop_assert!(at(wait + more, drivers) < base);
        let all = Fraction::ONE;
        let solved = at(wait, Drivers { resolution: all, ..drivers });
        let served_by_newcomers = at(wait, Drivers { newcomers: all, ..drivers });
        let transferred = at(wait, Drivers { transferred: all, ..drivers });
        let again = at(wait, Drivers { repeats: drivers.repeats + 1.0, ..drivers });
        prop_assert!(solved >= base - 1e-15);
        prop_assert!(served_by_newcomers <= base + 1e-15 && transferred <= base + 1e-15 && again < base);
    }

    #[test]
    fn the_mix_is_the_average_of_its_customers(
        resolution in share(), wait in 0.0..4000.0f64, newcomer in any::<bool>(),
    ) {
        let model = SatisfactionModel::new(Effects::default()).shifted(0.7);
        let of = |resolved| {
            let wait = Seconds::new(wait).expect("in range");
            model.satisfaction(Contact { wait, resolved, repeats: 0.0, transfers: 0.0, newcomer }).get()
        };
        let mixed = resolution.get() * of(true) + resolution.complement().get() * of(false);
        prop_assert!((model.by_wait(&[wait], resolution.get(), newcomer)[0] - mixed).abs() < 1e-14);
        let gave_up = model.abandoned_satisfaction(Seconds::new(wait).expect("in range")).get();
        let unsolved = SatisfactionModel { effects: Effects { newcomer: 0.0, ..model.effects }, ..model };
        prop_assert!((unsolved.by_wait(&[wait], 0.0, false)[0] - gave_up).abs() < 1e-14);
    }

    #[test]
    fn the_order_of_answers_is_irrelevant(turn in 1usize..1199) {
        let mut survey = inquiries("csat_a.csv");
        let before = LogitFit::new(&survey).expect("enough");
        survey.rotate_left(turn);
        let after = LogitFit::new(&survey).expect("enough");
        for (a, b) in before.coefficients.iter().zip(&after.coefficients) {
            prop_assert!((a - b).abs() < 1e-9);
        }
    }

    #[test]
    fn no_survey_panics_or_gives_nonsense(
        rows in proptest::collection::vec(
            (proptest::collection::vec(-1e3..1e3f64, 3), 0.0..100.0f64, 0.0..=1.0f64), 0..60,
        ),
        duplicate in any::<bool>(),
    ) {
        let rows: Vec<Answers> = rows
            .into_iter()
            .map(|(mut x, answers, share)| {
                x[0] = 1.0;
                x[2] = if duplicate { x[1] } else { x[2] };
                Answers { x, answers, satisfied: (share * answers).round().min(answers) }
            })
            .collect();
        if let Ok(fit) = LogitFit::new(&rows) {
            prop_assert!(!duplicate);
            prop_assert!(fit.coefficients.iter().chain(&fit.standard_errors).all(|b| b.is_finite()));
            prop_assert!(fit.deviance.is_finite() && fit.pearson.is_finite());
        }
    }
}

#[test]
fn errors_under_overdispersion_agree_with_the_reference() {
    for survey in reference()["fits"].as_array().expect("a list") {
        let grouped = groups(survey["grouped_file"].as_str().expect("a file"));
        for (rows, key) in
            [(inquiries(survey["file"].as_str().expect("a file")), "logit"), (grouped, "grouped_logit")]
        {
            let fit = LogitFit::new(&rows).expect("enough answers");
            let wanted = &survey[key];
            let dispersion = number(&wanted["dispersion"]);
            for ((ours, theirs), plain) in
                fit.quasi_standard_errors().iter().zip(numbers(&wanted["quasi_se"])).zip(&fit.standard_errors)
            {
                // The reference scales by the dispersion also where it is below 1; less than Poisson's luck is no reason here.
                let theirs = if dispersion >= 1.0 { theirs } else { *plain };
                assert!((ours - theirs).abs() < STANDARD_ERROR, "{key}: {ours} for {theirs}");
            }
        }
    }
}

#[test]
fn ordered_logits_agree_with_statsmodels() {
    for survey in reference()["fits"].as_array().expect("a list") {
        let file = survey["file"].as_str().expect("a file");
        let score = |line: &str| line.rsplit(',').next().and_then(|cell| cell.parse().ok()).expect("a score");
        let scores = oracle(file).lines().skip(1).map(score).collect::<Vec<u8>>();
        let rows: Vec<(Vec<f64>, u8)> = inquiries(file)
            .into_iter()
            .zip(scores)
            .map(|(row, score)| (row.x[1..].to_vec(), score))
            .collect();
        let fit = OrderedFit::new(&rows).expect("enough answers");
        let wanted = &survey["ordered_logit"];
        for (ours, theirs) in [
            (&fit.coefficients, numbers(&wanted["coef"])),
            (&fit.standard_errors, numbers(&wanted["se"])),
            (&fit.cuts, numbers(&wanted["cutpoints"])),
        ] {
            assert_eq!(ours.len(), theirs.len());
            for (ours, theirs) in ours.iter().zip(theirs) {
                assert!((ours - theirs).abs() < 1e-4, "{file}: {ours} for {theirs}");
            }
        }
        assert!((fit.log_likelihood - number(&wanted["loglik"])).abs() < 1e-4);
    }
    assert_eq!(OrderedFit::new(&[]), None);
    assert_eq!(OrderedFit::new(&[(vec![1.0], 3), (vec![2.0], 3)]), None);
}

#[test]
fn measures_of_scores_agree_with_the_reference() {
    for survey in reference()["fits"].as_array().expect("a list") {
        let wanted = &survey["metrics"];
        let count = |score: usize| wanted["counts"][score.to_string()].as_u64().expect("a count");
        let ratings = Ratings(std::array::from_fn(|place| count(place + 1)));
        let close = |ours: Option<f64>, key: &str| {
            assert!((ours.expect("answers") - number(&wanted[key])).abs() < 1e-12, "{key}: {ours:?}");
        };
        close(ratings.top_two(), "top2box");
        close(ratings.top(), "topbox");
        close(ratings.bottom_two(), "bottom2box");
        close(ratings.mean(), "mean");
        close(ratings.mean_error(), "mean_se");
        close(ratings.mean().map(|mean| 25.0 * (mean - 1.0)), "mean_as_percent_0_100");
        assert_eq!(Some(ratings.answers()), wanted["n"].as_u64());
    }
    for case in reference()["nps"].as_array().expect("a list") {
        let count = |key: &str| case[key].as_u64().expect("a count");
        let (score, error) =
            net_promoter(count("promoters"), count("passives"), count("detractors")).expect("answers");
        assert!((score - number(&case["nps"])).abs() < 1e-10, "{score}");
        assert!((error - number(&case["se"])).abs() < 1e-10, "{error}");
    }
    assert_eq!((Ratings::default().mean(), net_promoter(0, 0, 0)), (None, None));
}

/// Scores of an inquiry file.
fn scores(file: &str) -> Vec<u8> {
    let score = |line: &str| line.rsplit(',').next().and_then(|cell| cell.parse().ok()).expect("a score");
    oracle(file).lines().skip(1).map(score).collect()
}

/// The mean over categories, `Σ k P(score = k)` with `P(score ≤ j) = sigmoid(cut_j − x b)` and the cuts of statsmodels' fit, is the mean
/// over steps that the scale gives about `P(score ≥ 4)`.
#[test]
fn mean_scores_are_the_sum_over_categories() {
    for survey in reference()["fits"].as_array().expect("a list") {
        let file = survey["file"].as_str().expect("a file");
        let rows: Vec<(Vec<f64>, u8)> = inquiries(file)
            .into_iter()
            .zip(scores(file))
            .map(|(row, score)| (row.x[1..].to_vec(), score))
            .collect();
        let scale = ScoreScale::of(&OrderedFit::new(&rows).expect("enough answers")).expect("4 parts them");
        let wanted = &survey["ordered_logit"];
        let (b, cuts) = (numbers(&wanted["coef"]), numbers(&wanted["cutpoints"]));
        let column = |name: &str| {
            let names = wanted["columns"].as_array().expect("a list");
            b[names.iter().position(|other| other == name).expect("the column")]
        };
        let effects = Effects {
            wait: column("log_wait"),
            resolved: column("resolved_first"),
            transfer: column("transferred"),
            newcomer: column("new_agent"),
            ..Effects::default()
        };
        let model = SatisfactionModel { intercept: -cuts[2], effects };
        for (wait, resolved, newcomer) in [(0.0, 1.0, 0.0), (45.0, 0.0, 0.0), (400.0, 1.0, 1.0)] {
            let share = |part: f64| Fraction::clamped(part);
            let drivers = Drivers {
                resolution: share(resolved),
                repeats: 0.0,
                transferred: Fraction::ZERO,
                newcomers: share(newcomer),
            };
            let eta: f64 = effects.wait * (wait / 60.0_f64).ln_1p()
                + effects.resolved * resolved
                + effects.newcomer * newcomer;
            let below = |cut: &f64| 1.0 / (1.0 + (eta - cut).exp());
            let at_most: Vec<f64> = cuts.iter().map(below).chain([1.0]).collect();
            let mut mean = at_most[0];
            for score in 1..5_u8 {
                let at = usize::from(score);
                mean += f64::from(score + 1) * (at_most[at] - at_most[at - 1]);
            }
            let found = scale.mean(&model, &[(wait, 3.0)], drivers).expect("mass");
            // The cuts of both fits agree to 1e-4.
            assert!((found - mean).abs() < 2e-4, "{file}: {found} for {mean}");
        }
    }
}

/// Without columns, maximum likelihood gives the shares of the survey back, so the mean is that of its scores.
#[test]
fn without_columns_the_mean_score_is_the_mean() {
    for survey in reference()["fits"].as_array().expect("a list") {
        let rows: Vec<(Vec<f64>, u8)> = scores(survey["file"].as_str().expect("a file"))
            .into_iter()
            .map(|score| (Vec::new(), score))
            .collect();
        let scale = ScoreScale::of(&OrderedFit::new(&rows).expect("enough")).expect("4 parts them");
        let top_two = number(&survey["metrics"]["top2box"]);
        let none =
            Effects { wait: 0.0, resolved: 0.0, repeat: 0.0, transfer: 0.0, newcomer: 0.0, abandoned: 0.0 };
        let model = SatisfactionModel { intercept: (top_two / (1.0 - top_two)).ln(), effects: none };
        let share = Fraction::ZERO;
        let drivers = Drivers { resolution: share, repeats: 0.0, transferred: share, newcomers: share };
        let mean = scale.mean(&model, &[(0.0, 1.0)], drivers).expect("mass");
        assert!((mean - number(&survey["metrics"]["mean"])).abs() < 1e-7, "{mean}");
    }
}

#[test]
fn a_scale_with_scores_that_nobody_gives_stays_within_them() {
    let fit = |scores: &[u8]| {
        let rows: Vec<(Vec<f64>, u8)> = scores.iter().map(|score| (Vec::new(), *score)).collect();
        OrderedFit::new(&rows).as_ref().and_then(ScoreScale::of)
    };
    let model = SatisfactionModel::new(Effects::default());
    let share = Fraction::ZERO;
    let drivers = Drivers { resolution: share, repeats: 0.0, transferred: share, newcomers: share };
    let mean = |scores: &[u8]| fit(scores).expect("4 parts them").mean(&model, &[(0.0, 1.0)], drivers);
    // Half satisfied: the mean of the two scores that occur.
    assert!((mean(&[3, 4, 3, 4]).expect("mass") - 3.5).abs() < 1e-9);
    assert!((mean(&[1, 5, 1, 5]).expect("mass") - 3.0).abs() < 1e-9);
    assert_eq!((fit(&[4, 5, 4]), fit(&[1, 2, 3])), (None, None));
    assert_eq!(fit(&[3, 4]).expect("4 parts them").mean(&model, &[], drivers), None);
}

#[test]
fn recommendations_are_counted_in_three_parts() {
    for case in reference()["nps"].as_array().expect("a list") {
        let count = |key: &str| case[key].as_u64().expect("a count");
        let mut answers = Recommendations::default();
        (answers.0[9], answers.0[7], answers.0[6]) =
            (count("promoters"), count("passives"), count("detractors"));
        let (score, error) = answers.net().expect("answers");
        assert!((score - number(&case["nps"])).abs() < 1e-10 && (error - number(&case["se"])).abs() < 1e-10);
    }
    let all = Recommendations([1; 11]);
    assert_eq!((all.parts(), all.answers()), ([2, 2, 7], 11));
}
