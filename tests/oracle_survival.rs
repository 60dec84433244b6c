//! Survival against lifelines, exact rationals and scipy: `tests/oracle/workforce/survival.json`.

use chrono::NaiveDate;
use serde_json::Value;
use staffplan::workforce::{
    DAYS_A_MONTH, Employment, HazardChoice, HazardModel, LifeTable, RosterCount, Spell, WeibullFit,
    band_rates,
};

/// Exact rationals and lifelines agree to 1e-15.
const CURVE: f64 = 1e-9;
/// lifelines and scipy agree so far.
const WEIBULL_REL: f64 = 1e-6;
/// The reference's own Hessian is numerical.
const ERROR_REL: f64 = 1e-3;

fn oracle(file: &str) -> String {
    let path = format!("{}/tests/oracle/workforce/{file}", env!("CARGO_MANIFEST_DIR"));
    std::fs::read_to_string(path).expect("the oracle is part of the project")
}

fn number(value: &Value) -> f64 {
    value.as_f64().expect("a number")
}

fn date(text: &str) -> NaiveDate {
    text.parse().expect("a date")
}

fn close(found: f64, wanted: &Value, what: &str) {
    assert!((found - number(wanted)).abs() <= CURVE, "{what}: {found} for {wanted}");
}

fn close_rel(found: f64, wanted: &Value, most: f64, what: &str) {
    let wanted = number(wanted);
    assert!((found - wanted).abs() <= most * wanted.abs(), "{what}: {found} for {wanted}");
}

struct Case {
    name: String,
    people: Vec<Employment>,
    window: (NaiveDate, NaiveDate),
    reference: Value,
}

fn cases() -> Vec<Case> {
    let all: Value = serde_json::from_str(&oracle("survival.json")).expect("JSON");
    let case = |reference: &Value| {
        let text = |key: &str| reference[key].as_str().expect("text").to_owned();
        let name = text("name");
        let person = |line: &str| {
            let cells: Vec<&str> = line.split(',').collect();
            Employment { hired: date(cells[1]), left: (!cells[2].is_empty()).then(|| date(cells[2])) }
        };
        let people = oracle(&format!("{name}.csv")).lines().skip(1).map(person).collect();
        let window = (date(&text("window_start")), date(&text("window_end")));
        Case { name, people, window, reference: reference.clone() }
    };
    all["cases"].as_array().expect("a list").iter().map(case).collect()
}

impl Case {
    /// The spells, from the window's start on or (naively) as if all had been seen from their hire on.
    fn spells(&self, truncated: bool) -> Vec<Spell> {
        let (first, last) = self.window;
        let whole = |person: &Employment| person.seen(if truncated { first } else { person.hired }, last);
        self.people.iter().filter_map(whole).filter(|spell| spell.was_at_risk()).collect()
    }

    fn both(&self) -> [(Vec<Spell>, &Value); 2] {
        let of = |truncated, key| (self.spells(truncated), &self.reference[key]);
        [of(true, "left_truncated"), of(false, "naive_no_truncation")]
    }
}

#[test]
fn life_tables_are_those_of_lifelines_with_and_without_late_entry() {
    for case in cases() {
        for (spells, reference) in case.both() {
            let (name, table) = (&case.name, LifeTable::new(&spells));
            let count = |key: &str| reference[key].as_u64().expect("whole");
            assert_eq!(spells.len() as u64, count("n_used"), "{name}");
            assert_eq!(spells.iter().map(|spell| u64::from(spell.days())).sum::<u64>(), count("person_days"));
            let rows = reference["km"].as_array().expect("a list");
            assert_eq!(table.rows().len(), rows.len(), "{name}");
            for (row, wanted) in table.rows().iter().zip(rows) {
                let whole = |key: &str| wanted[key].as_u64().expect("whole");
                assert_eq!(u64::from(row.days), whole("t"), "{name}");
                assert_eq!(u64::from(row.at_risk), whole("at_risk"), "{name} day {}", row.days);
                assert_eq!(u64::from(row.events), whole("events"), "{name} day {}", row.days);
                close(row.survival, &wanted["survival"], name);
                close(row.standard_error, &wanted["greenwood_se"], name);
                close(row.interval.0, &wanted["ci_low_loglog"], name);
                close(row.interval.1, &wanted["ci_high_loglog"], name);
                close(row.cumulative_hazard, &wanted["nelson_aalen"], name);
                close(row.hazard_variance, &wanted["na_var_d_over_n2"], name);
            }
            assert_eq!(
                table.median_days().map(u64::from),
                reference["median_tenure_days"].as_u64(),
                "{name}"
            );
            for (months, wanted) in reference["survival_at_months"].as_object().expect("a table") {
                let days = months.parse::<f64>().expect("months") * DAYS_A_MONTH;
                close(table.survival(days), wanted, &format!("{name} month {months}"));
            }
        }
    }
}

#[test]
fn weibull_laws_are_those_of_lifelines_and_scipy() {
    let mut seen = 0;
    for case in cases() {
        for (spells, reference) in case.both() {
            let (name, wanted) = (&case.name, &reference["weibull"]);
            if wanted.is_null() {
                continue;
            }
            let fit = WeibullFit::new(&spells).expect("enough leavers");
            close_rel(fit.shape, &wanted["shape"], WEIBULL_REL, name);
            close_rel(fit.scale_days, &wanted["scale_days"], WEIBULL_REL, name);
            close_rel(fit.log_likelihood, &wanted["loglik"], 1e-9, name);
            close_rel(fit.log_shape_error, &wanted["se_log_shape"], ERROR_REL, name);
            close_rel(fit.log_scale_error, &wanted["se_log_scale"], ERROR_REL, name);
            let off = (fit.correlation - number(&wanted["corr_log"])).abs();
            assert!(off <= ERROR_REL, "{name}: {}", fit.correlation);
            let choice = HazardChoice::new(&spells, &[0.0]).expect("leavers");
            close_rel(choice.annual / 365.25, &wanted["exponential_rate_per_day"], 1e-12, name);
            let exponential = 1.0 - 0.5 * choice.aic_exponential;
            close_rel(exponential, &wanted["exponential_loglik"], 1e-12, name);
            seen += 1;
        }
    }
    assert_eq!(seen, 4);
}

#[test]
fn rates_by_band_are_leavers_over_exposure() {
    for case in cases() {
        for (spells, reference) in case.both() {
            let bands = band_rates(&spells, &[0.0, 3.0, 6.0, 12.0]);
            for (band, wanted) in bands.iter().zip(reference["piecewise"].as_array().expect("a list")) {
                assert_eq!(u64::from(band.events), wanted["events"].as_u64().expect("whole"));
                close(band.exposure_days, &wanted["exposure_days"], &case.name);
                match (band.annual(), band.standard_error()) {
                    (Some(rate), Some(error)) => {
                        close(rate, &wanted["annual_hazard"], &case.name);
                        close(error, &wanted["se"], &case.name);
                    }
                    _ => assert!(wanted["annual_hazard"].is_null(), "{}: {wanted}", case.name),
                }
            }
        }
    }
}

#[test]
fn turnover_of_a_roster_is_that_of_the_reference_by_each_definition() {
    for case in cases() {
        let (first, last) = case.window;
        let (count, wanted) = (RosterCount::new(&case.people, first, last), &case.reference["roster_rates"]);
        for (found, key) in [
            (u64::from(count.window_days), "window_days"),
            (u64::from(count.opening), "opening_headcount"),
            (u64::from(count.closing), "closing_headcount"),
            (u64::from(count.hires), "hires"),
            (u64::from(count.leavers), "leavers"),
            (count.person_days, "person_days"),
        ] {
            assert_eq!(Some(found), wanted[key].as_u64(), "{} {key}", case.name);
        }
        close(count.average_headcount().expect("days"), &wanted["avg_daily_headcount"], &case.name);
        close(count.turnover().expect("people"), &wanted["annualised_turnover_person_days"], &case.name);
        close(count.two_point().expect("people"), &wanted["annualised_two_point"], &case.name);
        close(count.of_opening().expect("people"), &wanted["annualised_opening"], &case.name);
    }
}

/// People who leave at these tenures, seen from their hire on.
fn leaving_after(days: impl IntoIterator<Item = u32>) -> Vec<Spell> {
    days.into_iter().map(|exit| Spell { entry: 0, exit, left: true }).collect()
}

#[test]
fn the_form_with_the_least_aic_is_chosen() {
    const EDGES: [f64; 6] = [0.0, 1.0, 3.0, 6.0, 12.0, 24.0];
    // Quantiles of laws, so that the truth is known: exponential, Weibull of shape 1/2, and a cliff at one year.
    let shares = || (0..400).map(|i| (f64::from(i) + 0.5) / 400.0);
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a few thousand days")]
    let whole = |days: f64| days.round().max(1.0) as u32;
    let exponential = leaving_after(shares().map(|p| whole(-500.0 * (1.0 - p).ln())));
    let weibull = leaving_after(shares().map(|p| whole(500.0 * (1.0 - p).ln().powi(2))));
    let cliff = leaving_after(shares().map(|p| whole(366.0 + 30.0 * p)));
    let chosen = |spells: &[Spell]| HazardChoice::new(spells, &EDGES).expect("leavers").chosen();
    assert_eq!(chosen(&exponential), HazardModel::Exponential);
    assert_eq!(chosen(&weibull), HazardModel::Weibull);
    // All leave within a month after a year: a power law of shape far above 1 fits that better than one rate.
    assert_ne!(chosen(&cliff), HazardModel::Exponential);
    assert_eq!(chosen(&exponential[..5]), HazardModel::Exponential);
    assert_eq!(HazardChoice::new(&[Spell { entry: 0, exit: 9, left: false }], &EDGES), None);
}

#[test]
fn a_small_team_without_leavers_in_a_band_does_not_get_a_rate_of_zero() {
    let spells = leaving_after([20, 40, 400]);
    let bands = band_rates(&spells, &[0.0, 1.0, 3.0, 6.0, 12.0]);
    assert_eq!(bands[2].events, 0);
    assert!(bands.iter().all(|band| band.shrunk > 0.0 && band.shrunk_error > 0.0));
    let all = 3.0 / 460.0 * 365.25;
    for band in &bands {
        let own = band.annual().expect("exposure");
        assert!((own.min(all)..=own.max(all)).contains(&band.shrunk), "{band:?}");
    }
}

#[test]
fn late_entry_with_one_person_at_risk_is_told_apart() {
    let mut spells = vec![Spell { entry: 5, exit: 10, left: true }];
    spells.extend((0..6).map(|i| Spell { entry: 100, exit: 200 + i, left: i % 2 == 0 }));
    let table = LifeTable::new(&spells);
    assert!(table.survival(300.0) <= 0.0);
    assert_eq!(table.first_with(5), Some(100));
    let conditional = table.survival_from(100, 204.0).expect("people");
    // 1 of 6, then 1 of 4, then 1 of 2.
    assert!((conditional - 5.0 / 6.0 * 3.0 / 4.0 * 1.0 / 2.0).abs() < 1e-12, "{conditional}");
}
