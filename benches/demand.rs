//! How fast demand is forecast, and how well: fit and forecast of 28 days with seven quantiles a slot.
//!
//! Without arguments: processor time on a bank's five minutes (164 days, where the public series lies beside the project,
//! else one made of the same size) and on three years of half-hours, growth with the length of the history, and
//! quantiles alone. `accuracy` replays the five public series against the naive methods; `sensitivity` does so with each
//! assumption halved, doubled or left out. `series FOLDER` writes the two
//! series, one count a line, for the programs of others (`scripts/bench_demand.sh`).
#![expect(clippy::print_stdout, reason = "a bench prints its figures")]

#[path = "../tests/support/method.rs"]
mod method;
#[path = "../tests/support/series.rs"]
mod series;

use chrono::{Datelike, Days, NaiveDate, Weekday};
use method::Assumed;
use series::{Protocol, date};
use staffplan::calendar::Grid;
use staffplan::forecasting::{
    Backtest, Contender, CountLaw, DaySeries, HorizonBucket, KnownDays, NaiveMethod, QUANTILE_LEVELS, Replay,
    SlotSpread,
};
use std::fmt::Write as _;
use std::hint::black_box;
use std::path::Path;
use std::time::Instant;

const ROUNDS: u32 = 5;
const HORIZON: u64 = 28;

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).filter(|argument| argument != "--bench").collect();
    match arguments.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        [] => speed(),
        ["accuracy"] => accuracy(),
        ["sensitivity"] => sensitivity(),
        ["series", folder] => write_series(Path::new(folder)),
        _ => println!("usage: cargo bench --bench demand [-- accuracy | sensitivity | series FOLDER]"),
    }
}

/// A series and the slots of a day that are open.
struct Case {
    name: &'static str,
    series: DaySeries,
    open: (usize, usize),
    known: KnownDays,
}

impl Case {
    fn is_open(&self, slot: usize) -> bool {
        (self.open.0..self.open.1).contains(&slot)
    }

    /// The days after the series whose weekday it has.
    fn dates_ahead(&self) -> Vec<NaiveDate> {
        let last = self.series.last().unwrap_or(self.series.first);
        let seen = |day: &NaiveDate| weekday_seen(&self.series, day.weekday());
        (1..=HORIZON).map(|ahead| last + Days::new(ahead)).filter(seen).collect()
    }
}

fn weekday_seen(series: &DaySeries, weekday: Weekday) -> bool {
    let dated = series.first.iter_days().zip(&series.days);
    dated.filter(|(_, day)| day.is_some()).any(|(date, _)| date.weekday() == weekday)
}

/// Seconds of processor time of this thread so far where the system tells them, else of the clock.
fn processor(since: Instant) -> f64 {
    let told = std::fs::read_to_string("/proc/thread-self/schedstat").ok();
    let nanoseconds = told.and_then(|line| line.split(' ').next()?.parse::<f64>().ok());
    nanoseconds.map_or_else(|| since.elapsed().as_secs_f64(), |nanoseconds| nanoseconds / 1e9)
}

/// The least seconds of some rounds; a round repeats the work until a clock of four milliseconds tells it well.
fn seconds(mut work: impl FnMut()) -> f64 {
    const LEAST: f64 = 0.2;
    let since = Instant::now();
    let round = |_| {
        let (start, mut times) = (processor(since), 0.0);
        loop {
            work();
            times += 1.0;
            let took = processor(since) - start;
            if took >= LEAST {
                return took / times;
            }
        }
    };
    (0..ROUNDS).map(round).fold(f64::INFINITY, f64::min)
}

fn forecast_seconds(case: &Case) -> f64 {
    let dates = case.dates_ahead();
    seconds(|| {
        let open = |slot: usize| case.is_open(slot);
        black_box(method::forecast(black_box(&case.series), &case.known, &open, &dates, &Assumed::default()));
    })
}

/// Numbers between 0 and 1 by Knuth's congruence.
fn uniforms() -> impl FnMut() -> f64 {
    let mut state = 42_u64;
    move || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        // The upper 53 bits, at their middle.
        ((state >> 11) as f64 + 0.5) / (1_u64 << 53) as f64
    }
}

/// Counts of a made channel: Gamma-Poisson with `φ = 1.1`, relative day variance 0.0025 and mean
/// `per_day · w · (1 + 0.2 sin(2π t/365.25)) · e^(0.0003 t)` times a share `∝ sin²` over the open slots; the weekdays are
/// 1.2, 1.1, 1, 1, 1.05, 0.6, 0.5 of the mean, the last two closed where `weekend` is false.
fn made(minutes: u16, days: u64, per_day: f64, open: (usize, usize), weekend: bool) -> Case {
    const WEEK: [f64; 7] = [1.2, 1.1, 1.0, 1.0, 1.05, 0.6, 0.5];
    let grid = Grid::of_minutes(minutes).expect("a grid");
    let mut uniform = uniforms();
    let first = date(2023, 1, 2);
    let slots = (open.1 - open.0) as f64;
    let count_of = |t: u64| {
        let weekday = usize::try_from(t % 7).expect("a weekday");
        if weekday >= 5 && !weekend {
            return None;
        }
        let t = t as f64;
        let season = 1.0 + 0.2 * (std::f64::consts::TAU * t / 365.25).sin();
        let total = per_day * WEEK[weekday] * season * (0.0003 * t).exp();
        let spread = SlotSpread { overdispersion: 1.1, cv: 0.05 };
        let count = |slot: usize| {
            let phase = std::f64::consts::PI * ((slot - open.0) as f64 + 0.5) / slots;
            let share = 2.0 * phase.sin().powi(2) / slots;
            CountLaw::new(total * share, spread, 0.0).quantiles(&[uniform()])[0]
        };
        let mut day = vec![0.0; grid.slots()];
        day[open.0..open.1]
            .iter_mut()
            .zip((open.0..open.1).map(count))
            .for_each(|(cell, count)| *cell = count);
        Some(day)
    };
    let mut known = KnownDays::every_day();
    known.weekdays[5..].fill(weekend);
    Case {
        name: "made",
        series: DaySeries { grid, first, days: (0..days).map(count_of).collect() },
        open,
        known,
    }
}

/// The bank's five minutes up to 164 weekdays, or a channel of that size.
fn five_minutes() -> Case {
    series::all().map_or_else(
        || made(5, 230, 33_000.0, (84, 253), false),
        |[_, _, bank, _, _]| Case {
            name: "the bank",
            series: bank.series,
            open: bank.open,
            known: bank.known,
        },
    )
}

fn half_hours(years: u64) -> Case {
    made(30, 1461 * years / 4, 6_000.0, (0, 48), true)
}

fn speed() {
    for (size, case) in
        [("164 weekdays of five minutes", five_minutes()), ("three years of half-hours", half_hours(3))]
    {
        println!(
            "{size} ({}): fit and forecast of {HORIZON} days {:.1} ms",
            case.name,
            1e3 * forecast_seconds(&case)
        );
    }
    let of_years: Vec<(u64, f64)> =
        [1, 2, 4, 8].into_iter().map(|years| (years, forecast_seconds(&half_hours(years)))).collect();
    for (years, took) in &of_years {
        println!(
            "{years} years of half-hours: {:.1} ms, {:.2} ms a year",
            1e3 * took,
            1e3 * took / *years as f64
        );
    }
    for mean in [0.5, 20.0, 170.0, 600.0, 5000.0, 1e5, 1e7] {
        let spread = SlotSpread { overdispersion: 1.15, cv: 0.08 };
        let laws = 200;
        let took = seconds(|| {
            for law in 0..laws {
                let mean = mean * (1.0 + 1e-3 * f64::from(law));
                black_box(CountLaw::new(black_box(mean), spread, 0.006).quantiles(&QUANTILE_LEVELS));
            }
        });
        let each = took / f64::from(laws) / 7.0;
        println!("quantiles of a count of mean {mean}: {:.0} ns each, seven of a law at once", 1e9 * each);
    }
}

fn accuracy() {
    let Some(protocols) = series::all() else {
        println!("the five public series do not lie beside the project");
        return;
    };
    println!(
        "{:8}{:18}{:>8}{:>8}{:>8}{:>8}{:>8}{:>8}{:>8}",
        "series", "distance", "WAPE", "day", "bias", "RMSSE", "c80", "c95", "WQL"
    );
    for protocol in &protocols {
        let backtest = replayed(protocol, &Assumed::default());
        for bucket in HorizonBucket::ALL {
            let measures = backtest.of(Contender::UnderTest).bucket(bucket);
            if measures.points == 0 {
                continue;
            }
            let percent = |value: Option<f64>| {
                value.map_or_else(|| "-".to_owned(), |value| format!("{:.2}", 100.0 * value))
            };
            let ratio = measures.rmsse.map_or_else(|| "-".to_owned(), |value| format!("{value:.2}"));
            let cells = [percent(measures.wape), percent(measures.day_wape), percent(measures.bias), ratio]
                .into_iter()
                .chain([measures.coverage_80, measures.coverage_95, measures.wql].map(percent));
            let line = cells.fold(String::new(), |mut line, cell| {
                let _ = write!(line, "{cell:>8}");
                line
            });
            let best = NaiveMethod::ALL
                .map(|method| (method, backtest.of(Contender::Naive(method)).bucket(bucket).wape));
            let best = best
                .into_iter()
                .min_by(|a, b| a.1.unwrap_or(f64::INFINITY).total_cmp(&b.1.unwrap_or(f64::INFINITY)));
            let best =
                best.map_or_else(String::new, |(method, wape)| format!("{method:?} {}", percent(wape)));
            println!("{:8}{:18}{line}  {best}", protocol.name, format!("{bucket:?}"));
        }
    }
}

fn replayed(protocol: &Protocol, assumed: &Assumed) -> Backtest {
    let open = |_: NaiveDate, slot: usize| protocol.is_open(slot);
    let replay = Replay {
        series: &protocol.series,
        open: &open,
        origins: &protocol.origins,
        horizon_days: protocol.horizon_days,
    };
    let open = |slot: usize| protocol.is_open(slot);
    replay.score(|training, dates| method::forecast(training, &protocol.known, &open, dates, assumed), |_| {})
}

/// WAPE with each assumption halved and doubled, or left out, one at a time; by series and distance.
fn sensitivity() {
    let Some(protocols) = series::all() else {
        println!("the five public series do not lie beside the project");
        return;
    };
    let [bank_days, bank_half_hours, _, hotel, anonymous] = &protocols;
    let columns = [bank_days, bank_half_hours, hotel, anonymous];
    println!(
        "WAPE in percent by distance (days 1-7, 8-14, 15-28, 29-91) of {}",
        columns.map(|one| one.name).join(", ")
    );
    for (name, assumed) in variants() {
        let of_series = columns.map(|protocol| {
            let backtest = replayed(protocol, &assumed);
            let wapes =
                HorizonBucket::ALL.map(|bucket| backtest.of(Contender::UnderTest).bucket(bucket).wape);
            wapes.iter().flatten().fold(String::new(), |mut line, wape| {
                let _ = write!(line, "{:6.2}", 100.0 * wape);
                line
            })
        });
        println!("{name:36}{}", of_series.join("  |"));
    }
}

type Without = (&'static str, fn(&mut Assumed));
type Change = (&'static str, f64, fn(&mut Assumed, f64));

fn variants() -> Vec<(String, Assumed)> {
    let changes: [Change; 11] = [
        ("weekday", 0.5, |to, value| to.days.effects.weekday = value),
        ("month position", 0.1, |to, value| to.days.effects.month_position = value),
        ("after closure", 0.2, |to, value| to.days.effects.after_closure = value),
        ("month shape", 0.06, |to, value| to.days.effects.month_shape = value),
        ("season", 0.3, |to, value| to.days.effects.season = value),
        ("season waves", 12.0, |to, value| to.days.effects.season_waves = if value < 12.0 { 6 } else { 24 }),
        ("trend", 0.5, |to, value| to.days.effects.trend = value),
        ("damped beyond", 2.5, |to, value| to.days.damped_beyond = value),
        ("wild beyond", 4.0, |to, value| to.days.wild_beyond = value),
        ("shape half-life", 70.0, |to, value| to.shape.half_life = value),
        ("shape pseudo-days", 0.2, |to, value| to.shape.pseudo_days = value),
    ];
    let mut variants = vec![("as it is".to_owned(), Assumed::default())];
    for (name, usual, change) in changes {
        for value in [usual / 2.0, usual * 2.0] {
            let mut assumed = Assumed::default();
            change(&mut assumed, value);
            variants.push((format!("{name} {value} ({usual})"), assumed));
        }
    }
    let without: [Without; 5] = [
        ("no month position", |to| to.days.effects.month_position = 0.0),
        ("no month shape", |to| to.days.effects.month_shape = 0.0),
        ("no closures", |to| to.days.effects.after_closure = 0.0),
        ("no season", |to| to.days.effects.season = 0.0),
        ("day model alone", |to| to.days.averaged = false),
    ];
    for (name, change) in without {
        let mut assumed = Assumed::default();
        change(&mut assumed);
        variants.push((name.to_owned(), assumed));
    }
    variants
}

/// Open slots of open weekdays in a row; a missing day is the same weekday's last one, as the programs of others need.
fn write_series(folder: &Path) {
    for (file, case) in [("five_minutes.txt", five_minutes()), ("half_hours.txt", half_hours(3))] {
        let mut text = String::new();
        for (date, day) in case.series.first.iter_days().zip(&case.series.days) {
            if !weekday_seen(&case.series, date.weekday()) {
                continue;
            }
            for slot in (0..case.series.grid.slots()).filter(|&slot| case.is_open(slot)) {
                let repeated = || {
                    let before = case.series.until(date - Days::new(1));
                    NaiveMethod::SeasonalNaive.forecast(&before, &|_, _| true, date, slot)
                };
                let count = day.as_ref().map(|day| day[slot]).or_else(repeated).unwrap_or(0.0);
                let _ = writeln!(text, "{count}");
            }
        }
        std::fs::write(folder.join(file), text).expect("a folder to write to");
    }
}
