//! What a forecast of demand keeps whatever the history: its order, its files, its neighbours, its future, its scale.

use assert_cmd::Command;
use chrono::{Datelike, Days, NaiveDate};
use proptest::prelude::*;
use proptest::sample::Index;
use serde_json::Value;
use staffplan::calendar::Grid;
use staffplan::forecasting::{
    DayAssumptions, DayForecast, DayKind, DayProfile, DaySeries, DaySpread, EffectSizes, KnownDays,
};
use std::fs;

/// Open hours of the made channel.
const HOURS: std::ops::Range<usize> = 8..18;
/// Rounding of sums and logarithms over a few hundred days.
const ROUNDING: f64 = 1e-9;
/// Days over which months even out: four weeks.
const FOUR_WEEKS: usize = 28;

/// A history of one channel: hourly counts and handle times of so many days.
#[derive(Debug, Clone)]
struct Made {
    days: usize,
    /// By hour, day after day.
    counts: Vec<(u32, u32)>,
}

impl Made {
    fn of(days: std::ops::Range<usize>) -> impl Strategy<Value = Self> {
        let hours = HOURS.len();
        days.prop_flat_map(move |days| {
            let counts = proptest::collection::vec((20u32..80, 200u32..400), days * hours);
            counts.prop_map(move |counts| Self { days, counts })
        })
    }

    fn date(day: usize) -> NaiveDate {
        NaiveDate::from_ymd_opt(2025, 9, 1).expect("a Monday") + Days::new(day as u64)
    }

    /// Contacts of an hour, livelier on weekdays.
    fn contacts(&self, day: usize, hour: usize) -> u32 {
        let weekend = Self::date(day).weekday().num_days_from_monday() >= 5;
        let count = self.counts[day * HOURS.len() + hour - HOURS.start].0;
        if weekend { count / 2 } else { count }
    }

    fn seconds(&self, day: usize, hour: usize) -> u32 {
        self.counts[day * HOURS.len() + hour - HOURS.start].1
    }

    fn last(&self) -> String {
        Self::date(self.days - 1).to_string()
    }

    /// Rows of a channel of interval counts.
    fn rows(&self, channel: &str) -> Vec<String> {
        let row = |day: usize, hour: usize| {
            let (contacts, seconds) = (self.contacts(day, hour), self.seconds(day, hour));
            format!("{} {hour:02}:00,{channel},{contacts},{seconds}", Self::date(day))
        };
        (0..self.days).flat_map(|day| HOURS.map(move |hour| row(day, hour))).collect()
    }

    /// A number by day and hour.
    fn series(&self, of: impl Fn(usize, usize) -> f64) -> DaySeries {
        let at = |day: usize, hour: usize| if HOURS.contains(&hour) { of(day, hour) } else { 0.0 };
        let grid = Grid::of_minutes(60).expect("divides a day");
        let days = (0..self.days).map(|day| Some((0..24).map(|hour| at(day, hour)).collect())).collect();
        DaySeries { grid, first: Self::date(0), days }
    }
}

/// What `plan demand` says of histories in each form; of JSON without the fingerprint of its input.
fn said(files: &[Vec<String>], as_of: &str) -> [String; 3] {
    let folder = tempfile::tempdir().expect("a folder");
    let names: Vec<String> = (0..files.len()).map(|at| format!("{at}.csv")).collect();
    for (name, rows) in names.iter().zip(files) {
        let text = format!("interval_start,channel,offered,aht_seconds\n{}\n", rows.join("\n"));
        fs::write(folder.path().join(name), text).expect("written");
    }
    ["json", "csv", "table"].map(|form| {
        let output = Command::new(env!("CARGO_BIN_EXE_plan"))
            .arg("demand")
            .args(&names)
            .args(["--as-of", as_of, "--horizon", "5w", "--format", form, "-q"])
            .current_dir(folder.path())
            .output()
            .expect("the program starts");
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        let text = String::from_utf8(output.stdout).expect("UTF-8");
        let lines = text.lines().filter(|line| !line.contains("\"inputs_sha256\""));
        lines.map(|line| format!("{line}\n")).collect()
    })
}

fn channel(document: &str, name: &str) -> Value {
    let document: Value = serde_json::from_str(document).expect("JSON");
    let channels = document["channels"].as_array().expect("channels").iter();
    channels.clone().find(|channel| channel["channel"] == name).expect("the channel").clone()
}

/// The rows in another order.
fn shuffled(mut rows: Vec<String>, order: &[Index]) -> Vec<String> {
    for (at, index) in order.iter().enumerate() {
        let other = index.index(rows.len());
        let at = at % rows.len();
        rows.swap(at, other);
    }
    rows
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 6, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn neither_the_order_of_rows_nor_their_files_matter(
        made in Made::of(20..90),
        order in proptest::collection::vec(any::<Index>(), 300),
        cuts in (any::<Index>(), any::<Index>()),
    ) {
        let rows = made.rows("phone");
        let (one, other) = (cuts.0.index(rows.len() - 2) + 1, cuts.1.index(rows.len() - 2) + 1);
        let (one, other) = (one.min(other), one.max(other).max(one.min(other) + 1));
        let whole = said(std::slice::from_ref(&rows), &made.last());
        prop_assert_eq!(&whole, &said(&[shuffled(rows.clone(), &order)], &made.last()));
        let parts = [rows[other..].to_vec(), rows[..one].to_vec(), rows[one..other].to_vec()];
        prop_assert_eq!(&whole, &said(&parts, &made.last()));
    }

    #[test]
    fn a_channel_of_zeros_changes_no_figure_of_another(made in Made::of(20..90)) {
        let rows = made.rows("phone");
        let silent = |row: &String| format!("{},silent,0,0", row.split(',').next().unwrap_or_default());
        let both = rows.iter().map(silent).chain(rows.iter().cloned()).collect();
        let [alone, csv, _] = said(std::slice::from_ref(&rows), &made.last());
        let [beside, csv_beside, _] = said(&[both], &made.last());
        prop_assert_eq!(channel(&alone, "phone"), channel(&beside, "phone"));
        prop_assert_eq!(csv, csv_beside);
    }

    #[test]
    fn days_after_the_last_day_used_change_nothing(
        made in Made::of(20..90),
        future in proptest::collection::vec((0usize..60, 0u32..99_999, 1u32..9_999), 1..40),
    ) {
        let mut rows = made.rows("phone");
        let before = said(std::slice::from_ref(&rows), &made.last());
        let future: std::collections::BTreeMap<usize, (u32, u32)> =
            future.into_iter().map(|(day, contacts, seconds)| (day, (contacts, seconds))).collect();
        for (day, (contacts, seconds)) in future {
            rows.push(format!("{} 09:00,phone,{contacts},{seconds}", Made::date(made.days + day)));
        }
        prop_assert_eq!(before, said(&[rows], &made.last()));
    }

    #[test]
    fn quantiles_are_ordered_and_nothing_is_negative(made in Made::of(14..90)) {
        let [document, ..] = said(&[made.rows("phone")], &made.last());
        let of = channel(&document, "phone");
        let figures = ["days", "intervals"].iter().flat_map(|part| of[part].as_array().cloned().unwrap_or_default());
        let mut seen = 0;
        for figure in figures {
            let of = |name: &str| figure[name].as_f64().expect("a number");
            prop_assert!(0.0 <= of("p10") && of("p10") <= of("p50") && of("p50") <= of("p90"), "{figure}");
            prop_assert!(of("mean") >= 0.0 && of("mean") < 1e5, "{figure}");
            seen += 1;
        }
        prop_assert!(seen > 5 * 7 * HOURS.len(), "{seen}");
    }

    /// A power of two changes exponents alone: contacts are divided by their median before anything is learnt.
    #[test]
    fn volume_times_a_number_gives_the_forecast_times_it(
        made in Made::of(60..120),
        power in -3i32..8,
        any in 0.5f64..50.0,
    ) {
        let forecast = |times: f64| {
            let of = |day, hour| times * f64::from(made.contacts(day, hour));
            let series = made.series(of);
            let known = KnownDays::every_day();
            let days = DayForecast::fit(&series, &known).expect("enough days");
            let shape = DayProfile::fit(&series, &[], |_, hour| f64::from(u8::from(HOURS.contains(&hour))));
            (days, shape)
        };
        let once = forecast(1.0);
        for (times, rounding) in [(2f64.powi(power), 0.0), (any, ROUNDING)] {
            let scaled = forecast(times);
            let near = |one: f64, other: f64| (one - other).abs() <= rounding * one.abs();
            for date in (made.days..made.days + 60).map(Made::date) {
                let (one, other) = (times * once.0.mean(date), scaled.0.mean(date));
                prop_assert!(near(one, other), "{one} {other} for {times}");
                let kind = DayKind::of(date, false);
                let shares = once.1.shares(kind).iter().zip(scaled.1.shares(kind));
                prop_assert!(shares.into_iter().all(|(one, other)| near(*one, *other)));
            }
        }
    }

    /// The effects of a month's days are known less well than others, so a day in the middle of a month may be known better
    /// than the last of the month before; without them, distance alone counts.
    #[test]
    fn a_weekday_is_known_less_the_further_it_is(made in Made::of(60..200)) {
        let effects = EffectSizes { month_position: 0.0, month_shape: 0.0, ..EffectSizes::default() };
        let assumed = DayAssumptions { effects, ..DayAssumptions::default() };
        let series = made.series(|day, hour| f64::from(made.contacts(day, hour)));
        let days = DayForecast::fit_with(&series, &KnownDays::every_day(), &assumed).expect("enough days");
        let spreads = days.spreads(26 * 7, true);
        for (near, far) in spreads.iter().zip(spreads.iter().skip(7)) {
            prop_assert!(far.log_sd() >= near.log_sd() - ROUNDING, "{near:?} {far:?}");
        }
    }

    /// With the effects of months, over four weeks, as a month has them all; to a hundredth, as it has more than four weeks.
    #[test]
    fn four_weeks_are_known_less_the_further_they_are(made in Made::of(60..200)) {
        let series = made.series(|day, hour| f64::from(made.contacts(day, hour)));
        let days = DayForecast::fit(&series, &KnownDays::every_day()).expect("enough days");
        let spreads = days.spreads(13 * FOUR_WEEKS, true);
        let mean = |block: &[DaySpread]| {
            block.iter().map(|spread| spread.log_sd()).sum::<f64>() / FOUR_WEEKS as f64
        };
        let widths: Vec<f64> = spreads.chunks_exact(FOUR_WEEKS).map(mean).collect();
        for (near, far) in widths.iter().zip(widths.iter().skip(1)) {
            prop_assert!(*far >= 0.99 * near, "{widths:?}");
        }
        prop_assert!(widths[12] >= widths[0], "{widths:?}");
    }
}
