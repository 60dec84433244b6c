//! Finite lines, redials, blending, uncertain rates and corrections for general handling times, against reference values
//! of 25 digits (uncertain rates 12), made by independent programs.

mod oracle_table;

use oracle_table::{Row, Worst, relative, seconds, table};
use staffplan::queueing::erlang_c::{self, Crew};
use staffplan::queueing::finite::{Trunk, TrunkMetrics};
use staffplan::queueing::general::{self, Correction};
use staffplan::queueing::uncertain::{self, UncertainRate};
use staffplan::queueing::{Patience, blend, redial};
use staffplan::units::{Fraction, Rate, Seconds};

/// Sums of up to some thousand states.
const SUMS: f64 = 1e-11;
/// The root of a sum.
const REDIALS: f64 = 1e-9;
/// Twelve digits by another quadrature.
const UNCERTAIN: f64 = 1e-9;
/// Half a unit of the third decimal of a wait, of the fifth of a share.
const PRINTED_WAIT: f64 = 5.1e-4;
const PRINTED_SHARE: f64 = 5.1e-6;

fn trunk(row: &Row) -> Trunk {
    Trunk {
        aht: row.seconds("aht_s"),
        patience: row.patience(),
        agents: row.agents("agents"),
        lines: Some(row.agents("capacity_in_system")),
    }
}

/// The columns that finite lines have with and without redials.
fn compare(worst: &mut Worst, found: &TrunkMetrics, row: &Row, place: &dyn Fn() -> String) {
    let mut relatively = |what, found: f64| worst.take(what, relative(found, row.number(what)), place);
    relatively("p_block", found.p_block.get());
    relatively("p_abandon_of_offered", found.p_abandon.get());
    relatively("occupancy", found.occupancy.get());
    let mut absolutely =
        |what, found: Fraction| worst.take(what, (found.get() - row.number(what)).abs(), place);
    absolutely("sl_of_offered", found.of_offered);
    absolutely("sl_of_answered", found.of_answered);
    absolutely("sl_virtual_of_accepted", found.virtual_of_accepted);
}

#[test]
fn finite_lines_agree_with_enumerated_states() {
    let mut worst = Worst::default();
    for row in table("mmck") {
        let rate = row.rate("lambda_per_hour");
        let place = || format!("{} per hour, {} agents", row.text("lambda_per_hour"), row.text("agents"));
        let found = trunk(&row).metrics(rate, row.seconds("target_s")).expect("finite");
        compare(&mut worst, &found, &row, &place);
        let mut relatively = |what, found: f64| worst.take(what, relative(found, row.number(what)), &place);
        relatively("p_wait_of_accepted", found.p_wait.get());
        relatively("mean_wait_accepted_s", found.mean_wait.get());
        relatively("mean_queue", found.mean_queue);
        worst.take("sl_of_accepted", (found.of_accepted.get() - row.number("sl_of_accepted")).abs(), &place);
    }
    worst.at_most(SUMS);
}

#[test]
fn redials_agree_with_the_multi_precision_fixed_point() {
    let mut worst = Worst::default();
    for row in table("erlang_x") {
        let place =
            || format!("{} per hour, {} agents", row.text("fresh_lambda_per_hour"), row.text("agents"));
        let redials = Fraction::new(row.number("redial_prob")).expect("a share");
        let fresh = row.rate("fresh_lambda_per_hour");
        let found = redial::metrics(&trunk(&row), fresh, redials, row.seconds("target_s")).expect("steady");
        compare(&mut worst, &found.attempt, &row, &place);
        let mut relatively = |what, found: f64| worst.take(what, relative(found, row.number(what)), &place);
        relatively("total_lambda_per_hour", 3600.0 * found.offered.get());
        relatively("fraction_of_fresh_eventually_served", found.eventually_answered.get());
    }
    worst.at_most(REDIALS);
}

#[test]
fn blending_agrees_with_the_direct_sum() {
    let mut worst = Worst::default();
    for row in table("blend") {
        let (aht, agents) = (row.seconds("aht_s"), row.agents("agents"));
        let place = || format!("{} per hour, {agents} agents", row.text("phone_lambda_per_hour"));
        let crew = Crew::of_rate(row.rate("phone_lambda_per_hour"), aht, agents);
        let found =
            blend::metrics(crew, aht, row.agents("keep_busy"), row.seconds("target_s")).expect("steady");
        let calls = found.calls;
        let mut relatively = |what, found: f64| worst.take(what, relative(found, row.number(what)), &place);
        relatively("p_wait", calls.p_wait.get());
        relatively("asa_s", calls.mean_wait_all.get());
        relatively("deferred_per_hour", 3600.0 * found.deferred.get());
        relatively("occupancy", calls.occupancy.get());
        worst.take("service_level", (calls.service_level.get() - row.number("service_level")).abs(), &place);
    }
    worst.at_most(SUMS);
}

#[test]
fn uncertain_rates_agree_with_another_quadrature() {
    let mut worst = Worst::default();
    for row in table("gamma_poisson") {
        let (aht, agents, within) = (row.seconds("aht_s"), row.agents("agents"), row.seconds("target_s"));
        let place = || format!("{} per hour, {agents} agents", row.text("mean_lambda_per_hour"));
        let rate = UncertainRate::new(row.rate("mean_lambda_per_hour"), row.number("rate_cv")).expect("a cv");
        let patient = uncertain::erlang_c(rate, aht, agents, within);
        let hasty = uncertain::erlang_a(rate, aht, row.patience(), agents, within);
        for (what, found) in [
            ("sl_point_estimate_erlang_c", patient.at_mean),
            ("sl_time_avg_erlang_c", patient.over_time),
            ("sl_contact_avg_erlang_c", patient.over_contacts),
            ("p_unstable", patient.p_unstable),
            ("sl_contact_avg_erlang_a", hasty.service_level),
            ("p_abandon_contact_avg_erlang_a", hasty.p_abandon),
        ] {
            worst.take(what, (found.get() - row.number(what)).abs(), &place);
        }
    }
    worst.at_most(UNCERTAIN);
}

/// Coefficient of variation of a row's handling times.
fn spread(row: &Row) -> f64 {
    match row.text("service") {
        "exp" => 1.0,
        "deterministic" => 0.0,
        lognormal => lognormal.trim_start_matches("lognormal cv").parse().expect("a cv"),
    }
}

fn station(row: &Row) -> (Crew, Seconds, Seconds) {
    let aht = row.seconds("aht_s");
    (Crew::of_rate(row.rate("lambda_per_hour"), aht, row.agents("agents")), aht, row.seconds("target_s"))
}

#[test]
fn corrections_for_handling_times_are_the_published_formulas() {
    let (mut waits, mut shares) = (Worst::default(), Worst::default());
    for row in table("mgc_sim") {
        let (crew, aht, within) = station(&row);
        let place = || format!("{} per hour, {}", row.text("lambda_per_hour"), row.text("service"));
        let corrected =
            |correction| general::metrics(crew, aht, spread(&row), within, correction).expect("steady");
        for (column, correction) in [
            ("asa_allen_cunneen_s", Correction::AllenCunneen),
            ("asa_kimura_s", Correction::Kimura),
            ("asa_tijms_interp_s", Correction::Tijms),
        ] {
            let found = corrected(correction).mean_wait_all.get();
            waits.take(column, (found - row.number(column)).abs(), &place);
        }
        let scaled = corrected(Correction::AllenCunneen);
        for (column, found) in [
            ("sl_exp_tail_scaled", scaled.service_level),
            ("sl_erlang_c", erlang_c::service_level(crew, aht, within).expect("steady")),
            ("p_wait_erlang_c", scaled.p_wait),
        ] {
            shares.take(column, (found.get() - row.number(column)).abs(), &place);
        }
    }
    waits.at_most(PRINTED_WAIT);
    shares.at_most(PRINTED_SHARE);
}

#[test]
fn the_recommended_correction_is_as_near_to_simulation_as_it_says() {
    for row in table("mgc_sim") {
        let (crew, aht, within) = station(&row);
        let found =
            general::metrics(crew, aht, spread(&row), within, Correction::Recommended).expect("steady");
        // Mean wait in percent of the simulated, service level in points; the simulation's own noise is 0.3 to 3% and 0.6.
        let (wait, level) = match row.text("service") {
            "exp" => (-1.7..=0.0, 0.0..=0.6),
            "deterministic" => (-0.9..=0.1, -0.1..=2.6),
            "lognormal cv0.6" => (0.0..=3.2, -0.2..=1.2),
            "lognormal cv1" => (3.5..=6.7, -1.5..=0.0),
            "lognormal cv1.2" => (5.9..=9.8, -2.4..=0.0),
            _ => (9.1..=16.0, -3.5..=0.0),
        };
        let too_long = 100.0 * (found.mean_wait_all.get() / row.number("asa_sim_s") - 1.0);
        let too_high = 100.0 * (found.service_level.get() - row.number("sl_sim"));
        let place = format!("{} per hour, {}", row.text("lambda_per_hour"), row.text("service"));
        assert!(wait.contains(&too_long), "{place}: wait {too_long}%");
        assert!(level.contains(&too_high), "{place}: service level {too_high} points");
        // Erlang C's probability of waiting stays.
        let waits = 100.0 * (found.p_wait.get() - row.number("p_wait_sim"));
        assert!(waits.abs() < 2.8, "{place}: P(wait) {waits} points");
    }
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "some thousand agents")]
fn whole(agents: f64) -> u32 {
    agents as u32
}

/// Mean of `f` over a negative binomial count with mean `m` and gamma shape `k`: its probabilities by their ratios from
/// the likeliest one outwards.
fn negative_binomial(m: f64, k: f64, f: impl Fn(f64) -> f64) -> f64 {
    let odds = m / (m + k);
    let likeliest = ((k - 1.0) * m / k).floor().max(0.0);
    let (mut mass, mut sum) = (1.0, f(likeliest));
    let mut take = |x: f64, p: f64| {
        mass += p;
        sum += p * f(x);
    };
    let (mut x, mut p) = (likeliest, 1.0);
    while p * (x + 1.0) > 1e-16 {
        p *= odds * (x + k) / (x + 1.0);
        x += 1.0;
        take(x, p);
    }
    let (mut x, mut p) = (likeliest, 1.0);
    while x > 0.0 && p > 1e-18 {
        p *= x / (odds * (x - 1.0 + k));
        x -= 1.0;
        take(x, p);
    }
    sum / mass
}

#[test]
fn patience_as_long_as_handling_under_uncertain_rates_is_negative_binomial() {
    // The number present is Poisson given the rate, so a gamma mixture over rates; those beyond the agents wait to give up.
    // Contacts find the mixture of one more shape, for they come more often with high rates.
    let mut worst = Worst::default();
    for load in [0.3, 5.0, 120.0, 3000.0, 20_000.0_f64] {
        for cv in [1e-4, 0.003, 0.05, 0.2, 0.7, 1.0, 1.4, 2.0_f64] {
            for times in [0.5, 0.97, 1.0, 1.02, 2.0_f64] {
                let agents = (times * load).ceil();
                let aht = seconds(300.0);
                let rate = UncertainRate::new(Rate::new(load / 300.0).expect("a rate"), cv).expect("a cv");
                let within = Seconds::ZERO;
                let found = uncertain::erlang_a(rate, aht, Patience::Mean(aht), whole(agents), within);
                let place = || format!("{load} erlangs, cv {cv}, {agents} agents");
                let shape = 1.0 / (cv * cv);
                let abandon = negative_binomial(load, shape, |x| (x - agents).max(0.0)) / load;
                worst.take("p_abandon", (found.p_abandon.get() - abandon).abs(), &place);
                let met = load * (1.0 + 1.0 / shape);
                let free = negative_binomial(met, shape + 1.0, |x| if x < agents { 1.0 } else { 0.0 });
                worst.take("at once", (found.service_level.get() - free).abs(), &place);
            }
        }
    }
    worst.at_most(UNCERTAIN);
}

#[test]
fn one_agent_under_exponential_rates_is_elementary() {
    // a erlangs with density e^{−a/m}/m, service level 1 − a·e^{−(1 − a)τ} up to one: elementary integrals, τ = t/AHT.
    let mut worst = Worst::default();
    for m in [0.2, 1.0, 7.0_f64] {
        for tau in [0.0, 0.1, 3.0, 40.0_f64] {
            let rate = UncertainRate::new(Rate::new(m / 300.0).expect("a rate"), 1.0).expect("a cv");
            let found = uncertain::erlang_c(rate, seconds(300.0), 1, seconds(300.0 * tau));
            let s = tau - 1.0 / m;
            // ∫₀¹ aʲ·e^{sa} da by its Taylor series, whose terms for the s used here stay below e⁴⁰.
            let moment = |j: i32| -> f64 {
                let mut term = 1.0;
                let mut sum = 0.0;
                for i in 0..400 {
                    sum += term / f64::from(j + i + 1);
                    term *= s / f64::from(i + 1);
                }
                sum
            };
            let late = (-tau).exp() / m;
            let stable = 1.0 - (-1.0 / m).exp();
            let place = || format!("{m} erlangs, τ {tau}");
            let over_time = stable - late * moment(1);
            worst.take("over_time", (found.over_time.get() - over_time).abs(), &place);
            let contacts = 1.0 - (1.0 + 1.0 / m) * (-1.0 / m).exp() - late * moment(2) / m;
            worst.take("over_contacts", (found.over_contacts.get() - contacts).abs(), &place);
            worst.take("p_unstable", (found.p_unstable.get() - 1.0 + stable).abs(), &place);
        }
    }
    worst.at_most(UNCERTAIN);
}
