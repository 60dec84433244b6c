//! The report of a demand and of a look back, from figures made by hand: tables that fit, charts, and the contracts of the files.
//! Snapshots of our own output.

use chrono::{Days, NaiveDate};
use staffplan::calendar::{By, DateSpan, Grid};
use staffplan::engine::demand_outlook::backtest::{
    AgentHours, Backtest, ChannelBacktest, Contender, Criterion, HorizonBucket, Measures, NaiveMethod,
    NoBacktest, Score, Scored, Verdict,
};
use staffplan::engine::demand_outlook::{
    AccountStep, ChannelForecast, ChannelOutlook, DayOutlook, DemandOutlook, Explained, Figure, HistoryUsed,
    IntervalOutlook, Member, NoForecast, OutlookCaution, Part, PeriodOutlook, SuspectDay,
};
use staffplan::forecasting::Method;
use staffplan::model::question::LevelGoal;
use staffplan::report::write::{
    Screen, backtest_csv, backtest_json, demand_csv, demand_json, markdown, terminal,
};
use staffplan::report::{BacktestReport, DemandReport};
use staffplan::units::{Fraction, Seconds};

const QUANTILES: [f64; 5] = [2.5, 10.0, 50.0, 90.0, 97.5];

fn date(day: u64) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 9, 28).expect("a date") + Days::new(day)
}

fn figure(mean: f64) -> Figure {
    let quantiles = QUANTILES.iter().map(|percent| mean * (0.8 + 0.004 * percent)).collect();
    Figure { mean, quantiles, aht_seconds: (mean > 0.0).then_some(305.0) }
}

/// A week with a closed Sunday, in halves of a day; the history is the four weeks before.
fn channel(name: &str, most: f64) -> ChannelOutlook {
    let grid = Grid::of_minutes(60).expect("hours divide a day");
    let mean = |day: u64| if day % 7 == 6 { 0.0 } else { most * (1.0 - 0.05 * (day % 7) as f64) };
    let days: Vec<DayOutlook> = (0..7)
        .map(|day| {
            let half = |hour| IntervalOutlook {
                start: date(day).and_hms_opt(hour, 0, 0).expect("a time"),
                offset: None,
                figure: figure(mean(day) / 2.0),
            };
            let open = mean(day) > 0.0;
            let intervals = if open { vec![half(9), half(10)] } else { Vec::new() };
            DayOutlook { date: date(day), open, figure: figure(mean(day)), intervals }
        })
        .collect();
    let periods = By::Day.periods(date(0), date(6)).into_iter().zip(&days).map(|(period, day)| {
        PeriodOutlook { period, open_days: usize::from(day.open), figure: day.figure.clone() }
    });
    let tail = (0..28).map(|day| (date(day) - Days::new(28), (day % 7 != 6).then_some(mean(day)))).collect();
    ChannelOutlook {
        channel: name.into(),
        scenario: None,
        history: Some(HistoryUsed {
            first: date(0) - Days::new(28),
            last: date(0) - Days::new(2),
            days: 24,
            tail,
        }),
        forecast: Ok(ChannelForecast {
            members: vec![Member::Method(Method::DayModel), Member::Method(Method::FourWeekMean)],
            interval: grid,
            periods: periods.collect(),
            days,
        }),
        uplifts: Vec::new(),
        suspects: vec![SuspectDay { date: date(0) - Days::new(20), contacts: 2.0 * most, expected: most }],
        cautions: vec![
            OutlookCaution::ShortHistory { days: 27 },
            OutlookCaution::ClosedWeekdays { weekdays: vec![chrono::Weekday::Sun], contacts: 3.0 },
        ],
    }
}

fn outlook() -> DemandOutlook {
    let without = ChannelOutlook {
        forecast: Err(NoForecast::TooFewDays { found: 1, needed: 2 }),
        history: None,
        suspects: Vec::new(),
        uplifts: Vec::new(),
        cautions: Vec::new(),
        ..channel("email", 1.0)
    };
    DemandOutlook {
        horizon: DateSpan { first: date(0), last: date(6) },
        as_of: date(0) - Days::new(1),
        quantiles: QUANTILES.to_vec(),
        by: By::Day,
        channels: vec![channel("客服热线", 1200.0), channel("=chat", 45.0), without],
    }
}

fn with_report<T>(
    outlook: &DemandOutlook,
    explained: Option<&[Explained]>,
    show: impl FnOnce(&DemandReport<'_>) -> T,
) -> T {
    show(&DemandReport {
        outlook,
        explained,
        names: None,
        timezone: "Asia/Shanghai",
        version: "0.0.0",
        inputs_sha256: "0123",
    })
}

fn on_screen(width: u16) -> String {
    with_report(&outlook(), None, |report| terminal(&report.document(), Screen { width, color: false }))
}

#[test]
fn a_demand_at_80_columns_and_at_160() {
    let text = on_screen(80);
    let width = |line: &str| line.chars().map(|c| if c >= '\u{2e80}' { 2 } else { 1 }).sum::<usize>();
    assert!(text.lines().all(|line| width(line) <= 80), "{text}");
    insta::assert_snapshot!("demand_80", text);
    insta::assert_snapshot!("demand_160", on_screen(160));
}

#[test]
fn a_demand_as_markdown_csv_and_json() {
    let outlook = outlook();
    insta::assert_snapshot!(
        "demand_markdown",
        with_report(&outlook, None, |report| markdown(&report.document()))
    );
    insta::assert_snapshot!("demand_csv", with_report(&outlook, None, demand_csv));
    insta::assert_snapshot!("demand_json", with_report(&outlook, None, demand_json));
}

/// Steps are rounded so that they add up: 100.4 + 0.4 + 0.4 is 101 in whole contacts, and one of the two steps has to say so.
#[test]
fn steps_in_whole_contacts_add_up_to_the_figure_as_it_is_printed() {
    let account = Explained {
        channel: "chat".into(),
        scenario: Some("grown".into()),
        days: DateSpan { first: date(3), last: date(33) },
        steps: vec![
            (AccountStep::Level { a_day: 3.35, days: 30 }, 100.4),
            (AccountStep::Calendar(Part::Weekday), 100.8),
            (AccountStep::Growth { stated: Some(0.004) }, 101.2),
            (AccountStep::Event { name: "sale".into(), days: 1, factor: 1.0101 }, 102.0),
            (AccountStep::Closed { days: 1 }, 99.0),
        ],
        offered: 99.0,
        outsourced: 9.9,
    };
    let outlook = outlook();
    let explained = [account];
    let text = with_report(&outlook, Some(&explained), |report| {
        terminal(&report.document(), Screen { width: 80, color: false })
    });
    insta::assert_snapshot!("explained", text);
    let csv = with_report(&outlook, Some(&explained), demand_csv);
    let contacts =
        csv.lines().skip(1).map(|line| line.rsplit(',').nth(1).and_then(|cell| cell.parse::<f64>().ok()));
    assert!((contacts.map(|one| one.expect("a number")).sum::<f64>() - 99.0).abs() < 1e-12, "{csv}");
}

fn backtest() -> Backtest {
    let measures = |wape: f64, band: bool| Measures {
        points: 100,
        wape: Some(wape),
        day_wape: Some(wape / 2.0),
        bias: Some(wape - 0.1),
        rmsse: Some(10.0 * wape),
        coverage_80: band.then_some(0.812),
        pinball: band.then_some(3.25),
        ..Measures::default()
    };
    let score = |method: Contender, wape: f64| {
        let measures = measures(wape, method == Contender::UnderTest);
        Score {
            method,
            whole: measures,
            by_distance: vec![(HorizonBucket::Week1, measures), (HorizonBucket::Week2, measures)],
            agents: Some(AgentHours { needed: 120.0, too_many: 60.0 * wape, too_few: 50.0 * wape }),
        }
    };
    let verdict = |wapes: [f64; 4]| {
        let mean = (Contender::Naive(NaiveMethod::FourWeekMean), wapes[2]);
        let ours = (Contender::UnderTest, wapes[0]);
        let (first, second) = if ours.1 <= mean.1 { (ours, mean) } else { (mean, ours) };
        Verdict {
            by: Criterion::Slots,
            winner: first.0,
            wape: first.1,
            runner_up: second.0,
            runner_up_wape: second.1,
            standard_error: Some(0.004),
        }
    };
    let scored = |wapes: [f64; 4]| Scored {
        verdict: Some(verdict(wapes)),
        days_cut: 1,
        origins: vec![date(0), date(7), date(14)],
        members: vec![Member::Method(Method::DayModel)],
        scores: Contender::ALL.into_iter().zip(wapes).map(|(method, wape)| score(method, wape)).collect(),
    };
    let channel = |name: &str, scored| ChannelBacktest {
        channel: name.into(),
        interval: Grid::of_minutes(30).expect("half-hours divide a day"),
        scored,
    };
    Backtest {
        horizon_days: 14,
        goal: Some(LevelGoal {
            share: Fraction::new(0.8).expect("a share"),
            within: Seconds::new(20.0).expect("a time"),
        }),
        channels: vec![
            channel("chat", Ok(scored([0.08, 0.11, 0.09, 0.095]))),
            channel("客服", Ok(scored([0.12, 0.14, 0.1, 0.11]))),
            channel("mail", Ok(scored([0.1, 0.14, 0.101, 0.11]))),
            channel("new", Err(NoBacktest::TooShort { days: 30, needed: 42 })),
        ],
    }
}

#[test]
fn a_look_back_names_the_winner_even_where_it_is_a_naive_method() {
    let backtest = backtest();
    let report =
        BacktestReport { backtest: &backtest, timezone: "UTC", version: "0.0.0", inputs_sha256: "0123" };
    let text = terminal(&report.document(), Screen { width: 80, color: false });
    assert!(text.contains("the four-week mean does better on this history"), "{text}");
    assert!(text.contains("no clear difference between this forecast"), "{text}");
    insta::assert_snapshot!("backtest_80", text);
    insta::assert_snapshot!("backtest_csv", backtest_csv(&report));
    insta::assert_snapshot!("backtest_json", backtest_json(&report));
}
