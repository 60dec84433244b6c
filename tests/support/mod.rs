//! A forecast made by hand: every figure is invented, none is computed, so that only the words and tables are tested.

use chrono::NaiveDate;
use staffplan::calendar::{By, Grid, Month, WeekHours};
use staffplan::engine::{
    Caution, ChannelOutcome, EventPhase, EventUplift, HeadcountAccount, IntervalOutcome, MemoLines, Need,
    OneMore, Outcome, PeriodOutcome, PhaseFactor, Range, SatisfactionAccount, SatisfactionAt, Swing,
    SwingEnd, TargetOutcome, TeamOutcome, Unused, UnusedDay,
};
use staffplan::model::InputFile;
use staffplan::model::{
    AnswerWithin, AttritionWindow, Channel, ChannelKind, Coefficient, Concurrency, CostRates, Measure,
    Monthly, Plan, PlanCalendar, Population, Provenance, Salary, Scenario, Scope, ServiceLevelGoal, Settings,
    Target, WorkforceStep,
};
use staffplan::queueing::ServiceLevelDefinition;
use staffplan::report::Origin;
use staffplan::units::{Fraction, Money, Seconds};
use staffplan::workforce::CostLines;
use std::collections::{BTreeMap, BTreeSet};

pub fn date(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).expect("a date")
}

pub fn share(value: f64) -> Fraction {
    Fraction::new(value).expect("a share")
}

fn money(value: f64) -> Money {
    Money::new(value).expect("an amount")
}

/// A mean with a spread of so much to either side.
pub fn about(mean: f64, spread: f64) -> Range {
    Range { mean, p10: mean - spread, p50: mean, p90: mean + spread }
}

fn channel(name: &str, kind: ChannelKind, goal: f64, within: f64) -> Channel {
    Channel {
        name: name.into(),
        kind,
        hours: WeekHours::always(),
        history: None,
        volume: BTreeMap::from([(Month::new(2026, 10).expect("a month"), 120_000.0)]),
        profile_of: None,
        handle_time: None,
        concurrency: Concurrency::Same(1),
        patience: None,
        redial: share(0.0),
        service_level: Some(ServiceLevelGoal {
            share: share(goal),
            within: AnswerWithin::Clock(Seconds::new(within).expect("a time")),
        }),
        asa: None,
        max_abandon: None,
        minimum_staff: 0,
        growth_per_month: None,
        deflection: Monthly::constant(share(0.0)),
        first_contact_resolution: None,
        recontact: None,
        opening_backlog: 0,
    }
}

/// A plan of three channels over half a year.
pub fn plan(title: &str) -> Plan {
    let zero = money(0.0);
    Plan {
        settings: Settings {
            title: title.into(),
            start: date(2026, 10, 1),
            months: 6,
            timezone: "Asia/Shanghai".into(),
            grid: Grid::of_minutes(30).expect("divides a day"),
            workforce_step: WorkforceStep::Month,
            currency: "CNY".into(),
            seed: 20_261_001,
            replications: 2000,
            sl_definition: ServiceLevelDefinition::Offered,
            as_of: date(2026, 9, 30),
        },
        calendar: PlanCalendar {
            closed: BTreeSet::new(),
            special_hours: BTreeMap::new(),
            holidays: BTreeSet::new(),
        },
        channels: vec![
            channel("chat", ChannelKind::Live, 0.95, 300.0),
            channel("phone", ChannelKind::Live, 0.8, 20.0),
            channel("tickets", ChannelKind::Deferred, 0.98, 86_400.0),
        ],
        events: Vec::new(),
        teams: Vec::new(),
        cost: CostRates {
            salary: Salary { default: zero, by_name: BTreeMap::new() },
            on_costs: share(0.0),
            hire: zero,
            training: zero,
            separation: zero,
            moving: zero,
            retention_bonus: zero,
            overtime_rate: 1.5,
            overtime_hours_per_head: None,
            temporary_hour: zero,
            outsourcing: BTreeMap::new(),
            seat: zero,
            platform: zero,
        },
        csat: None,
        targets: Vec::new(),
    }
}

/// Service levels by month of chat, phone and tickets.
const LEVELS: [[f64; 3]; 6] = [
    [0.962, 0.871, 0.994],
    [0.712, 0.524, 0.871],
    [0.904, 0.791, 0.985],
    [0.953, 0.866, 0.993],
    [0.938, 0.842, 0.991],
    [0.944, 0.851, 0.992],
];

fn live(offered: f64, level: f64, wait: f64, lift: f64) -> ChannelOutcome {
    ChannelOutcome {
        offered: about(offered, offered * 0.06),
        deflected: about(offered * 0.087, offered * 0.005),
        service_level: Some(about((level + lift).min(0.99), 0.02)),
        asa_seconds: Some(about(wait * (1.0 - 3.0 * lift), wait / 3.0)),
        p_abandon: Some(about(0.034 - lift / 10.0, 0.004)),
        occupancy: Some(about(0.861 - lift, 0.02)),
        backlog_end: None,
        csat: Some(about(0.79 + lift / 4.0, 0.01)),
        csat_all_customers: Some(about(0.77 + lift / 4.0, 0.01)),
        mean_score: Some(4.08 + lift),
        need: Need {
            agent_hours: offered / 9.0,
            peak_agents: 47.0,
            peak_at: Some((date(2026, 11, 11), 900)),
            binding: "service level",
        },
    }
}

fn deferred(offered: f64, level: f64) -> ChannelOutcome {
    ChannelOutcome {
        offered: about(offered, offered * 0.05),
        deflected: about(0.0, 0.0),
        service_level: Some(about(level, 0.004)),
        asa_seconds: Some(about(11_520.0, 1200.0)),
        p_abandon: None,
        occupancy: None,
        backlog_end: Some(about(212.0, 40.0)),
        csat: Some(about(0.81, 0.01)),
        csat_all_customers: Some(about(0.81, 0.01)),
        mean_score: Some(4.16),
        need: Need { agent_hours: offered / 7.5, peak_agents: 12.0, peak_at: None, binding: "deadline" },
    }
}

fn frontline(at: f64, lift: f64) -> TeamOutcome {
    let begin = 100.0 - 0.4 * at + lift * 60.0 * at.min(3.0);
    let effective = begin - 8.0 + at;
    let required = if (at - 1.0).abs() < 0.5 { 106.2 } else { 91.5 + at };
    let gap = effective - required;
    TeamOutcome {
        required_fte: Some(about(required, 3.0)),
        begin: Some(about(begin, 2.0)),
        starts: Some(about(2.1 + lift * 60.0, 0.0)),
        headcount_start: Some(about(begin + 2.1, 2.0)),
        leavers: Some(about(2.3, 1.5)),
        washouts: Some(about(0.1, 0.1)),
        moves: Some(about(0.0, 0.0)),
        headcount_end: Some(about(begin - 0.4, 2.4)),
        productive: Some(about(begin - 3.0, 2.4)),
        effective_fte: Some(about(effective, 2.2)),
        gap_fte: Some(about(gap, 3.9)),
        occupancy: Some(about(0.861 - lift / 2.0, 0.02)),
        turnover_annualised_all: Some(about(0.27 - lift, 0.08)),
        turnover_annualised_productive: Some(about(0.23 - lift, 0.07)),
        cost: Some(about(1_012_400.0 + 9000.0 * at + lift * 1e6, 14_000.0)),
    }
}

fn leads() -> TeamOutcome {
    TeamOutcome {
        required_fte: None,
        begin: Some(about(8.0, 0.0)),
        starts: Some(about(0.0, 0.0)),
        headcount_start: Some(about(8.0, 0.0)),
        leavers: Some(about(0.1, 0.1)),
        washouts: Some(about(0.0, 0.0)),
        moves: Some(about(0.0, 0.0)),
        headcount_end: Some(about(7.9, 0.2)),
        productive: Some(about(7.9, 0.2)),
        effective_fte: None,
        gap_fte: None,
        occupancy: None,
        turnover_annualised_all: Some(about(0.12, 0.1)),
        turnover_annualised_productive: Some(about(0.12, 0.1)),
        cost: Some(about(110_880.0, 2000.0)),
    }
}

fn target(measure: Measure, scope: Scope, goal: f64) -> Target {
    Target { measure, scope, goal, by: None, confidence: None }
}

fn judged(target: &Target, period: &str, value: f64, spread: f64) -> TargetOutcome {
    let margin = if target.measure.at_least() { value - target.goal } else { target.goal - value };
    TargetOutcome {
        target: target.clone(),
        period: period.into(),
        value: Some(about(value, spread)),
        probability: Some((0.5 + margin * 8.0).clamp(0.002, 0.998)),
        met: Some(margin >= 0.0),
    }
}

fn targets(periods: &[PeriodOutcome], lift: f64) -> Vec<TargetOutcome> {
    let csat = Target {
        by: Some(date(2027, 3, 31)),
        confidence: Some(share(0.8)),
        ..target(Measure::Csat, Scope::Plan, 0.85)
    };
    let turnover = Measure::Attrition { population: Population::Productive, window: AttritionWindow::ToDate };
    let attrition = target(turnover, Scope::Plan, 0.12);
    let mut all = vec![
        judged(&csat, "2027-03", 0.806 + lift, 0.01),
        judged(&attrition, "2027-03", 0.227 - lift * 1.2, 0.04),
    ];
    for (at, goal) in [0.95, 0.8, 0.98].into_iter().enumerate() {
        let level = target(Measure::ServiceLevel, Scope::Channel(at), goal);
        for period in periods {
            let value = period.channels[at].service_level.map_or(0.0, |level| level.mean);
            all.push(judged(&level, &period.period.label, value, 0.02));
        }
    }
    let asa = target(Measure::Asa, Scope::Channel(0), 30.0);
    all.extend(periods.iter().map(|period| {
        let wait = period.channels[0].asa_seconds.map_or(0.0, |wait| wait.mean);
        TargetOutcome {
            probability: Some(0.6),
            met: Some(wait <= 30.0),
            ..judged(&asa, &period.period.label, wait, 4.0)
        }
    }));
    all
}

fn worst() -> Vec<IntervalOutcome> {
    let one = |channel, day, minute, level: Option<f64>| IntervalOutcome {
        channel,
        date: date(2026, 11, day),
        minute,
        minutes: 30,
        offered: 412.6,
        aht_seconds: 300.0,
        required: 47.2,
        binding: "service level",
        staffed: 38.4,
        service_level: level,
        asa_seconds: Some(412.0),
        p_abandon: Some(0.214),
        occupancy: Some(0.998),
        queue_end: 61.3,
        goal: Some(if channel == 0 { 0.95 } else { 0.8 }),
    };
    vec![
        one(0, 11, 900, Some(0.081)),
        one(0, 11, 930, Some(0.094)),
        one(1, 11, 900, None),
        one(0, 1, 1200, Some(0.412)),
    ]
}

fn cautions() -> Vec<Caution> {
    vec![
        Caution::Overloaded { channel: 0, intervals: 1204, first: date(2026, 11, 1) },
        Caution::PatienceLearnt { channel: 1, seconds: Some(92.0) },
        Caution::UpliftLearnt {
            event: "double-11".into(),
            channel: 0,
            occurrences: 1,
            peak_factor: 2.91,
            range: (1.87, 4.52),
            unseen: 0,
        },
        Caution::RoundedUp { team: 0, what: "lead_time", months: 1.38, steps: 2 },
        Caution::SpanExceeded { team: 1, period: "2026-12".into(), people_per_lead: 12.4 },
    ]
}

/// What a scenario leads to; `lift` moves every figure a little to the better.
pub fn outcome(name: &str, lift: f64) -> Outcome {
    let periods: Vec<PeriodOutcome> = By::Month
        .periods(date(2026, 10, 1), date(2027, 3, 31))
        .into_iter()
        .zip(LEVELS)
        .zip(0_u8..)
        .map(|((period, [chat, phone, tickets]), at)| {
            let at = f64::from(at);
            let peak = if (at - 1.0).abs() < 0.5 { 1.62 } else { 1.0 };
            PeriodOutcome {
                period,
                channels: vec![
                    live(118_240.0 * peak, chat, 21.0 * peak * peak, lift),
                    live(31_870.0 * peak, phone, 14.0 * peak * peak, lift),
                    deferred(9410.0 * peak, tickets),
                ],
                teams: vec![frontline(at, lift), leads()],
                csat: Some(about(0.8 + 0.001 * at + lift / 4.0, 0.011)),
                csat_all_customers: Some(about(0.78, 0.01)),
                mean_score: Some(4.1 + lift),
                attrition: Some(about(0.262 - lift, 0.07)),
                cost: Some(about(1_123_280.0 + 9000.0 * at + lift * 1e6, 15_000.0)),
                answered: Some(180_000.0 - 100.0 * at),
                cost_per_contact: Some(6.12 + lift),
                memo: Some(MemoLines {
                    onboarding: 4000.0,
                    ramp: 6000.0 + 10.0 * at,
                    open_posts: 9000.0,
                    turnover: 21_000.0,
                }),
                cost_lines: Some(CostLines {
                    salaries: 1_080_280.0 + 9000.0 * at,
                    hiring: 18_000.0,
                    training: 12_000.0,
                    overtime: 9000.0,
                    outsourcing: 4000.0,
                    ..CostLines::default()
                }),
            }
        })
        .collect();
    let targets = targets(&periods, lift);
    Outcome {
        name: name.into(),
        about: None,
        sweep_point: false,
        channels: vec!["chat".into(), "phone".into(), "tickets".into()],
        teams: vec!["frontline".into(), "leads".into()],
        periods,
        targets,
        uplifts: uplifts(),
        cautions: cautions(),
        worst: worst(),
        shortage: Some(staffplan::engine::Shortage { intervals: 3_720, short: 411, agent_hours: 812.4 }),
        intervals: Vec::new(),
        headcount: vec![account(lift), leads_account()],
        satisfaction: Some(satisfaction(name, lift)),
        one_more: if name == "baseline" { one_more() } else { Vec::new() },
        interpolation_error: Some(0.0012),
    }
}

/// A sale learnt from one occurrence, with a day after it that none reached, and a stated one.
fn uplifts() -> Vec<EventUplift> {
    let phase = |phase, day, factor: f64, occurrences| PhaseFactor {
        phase,
        date: date(2026, 11, day),
        factor,
        low: factor / 1.55,
        high: factor * 1.55,
        occurrences,
    };
    let stated = |at, day, factor| PhaseFactor { low: factor, high: factor, ..phase(at, day, factor, 0) };
    vec![
        EventUplift {
            event: "double-11".into(),
            channel: 0,
            stated: false,
            phases: vec![
                phase(EventPhase::Lead(1), 9, 1.1, 1),
                phase(EventPhase::During(-1), 10, 1.64, 1),
                phase(EventPhase::During(0), 11, 2.91, 1),
                phase(EventPhase::Tail(1), 12, 1.0, 0),
            ],
            unused: vec![UnusedDay { date: date(2025, 11, 9), why: Unused::Missing }],
            divided: Vec::new(),
        },
        EventUplift {
            event: "会员日".into(),
            channel: 1,
            stated: true,
            phases: vec![stated(EventPhase::During(0), 20, 1.6)],
            unused: Vec::new(),
            divided: Vec::new(),
        },
    ]
}

fn account(lift: f64) -> HeadcountAccount {
    HeadcountAccount {
        opening: 100.0,
        hires: lift * 400.0,
        backfills: 10.4,
        leavers: 13.8,
        washouts: 0.6 + lift * 20.0,
        moves: 0.0,
        end: 96.0 + lift * 380.0,
        effective_fte: 93.1 + lift * 360.0,
        open_requisitions: 3.4,
    }
}

fn leads_account() -> HeadcountAccount {
    HeadcountAccount {
        opening: 8.0,
        hires: 0.0,
        backfills: 0.0,
        leavers: 0.6,
        washouts: 0.0,
        moves: 0.0,
        end: 7.4,
        effective_fte: 0.0,
        open_requisitions: 0.0,
    }
}

/// `wait` is fitted, `resolved` stated, `newcomer` assumed; what they do to a scenario grows with its lift.
fn satisfaction(name: &str, lift: f64) -> SatisfactionAccount {
    let fitted = Provenance::Fitted { standard_error: 0.021, answers: 18_204 };
    let at = |csat: f64| SatisfactionAt { csat, all_customers: csat - 0.02 };
    let base = |csat: f64| (name != "baseline").then(|| at(csat));
    let end = |coefficient: f64, by: f64| SwingEnd {
        coefficient,
        value: Some(at(0.8 + lift / 4.0 + by * (1.0 + 8.0 * lift))),
        baseline: base(0.8 + by),
    };
    let swing = |low: f64, high: f64, by: f64| Swing { low: end(low, -by), high: end(high, by) };
    SatisfactionAccount {
        coefficients: vec![
            ("wait", Coefficient { value: -0.412, provenance: fitted }),
            ("resolved", Coefficient { value: 1.3, provenance: Provenance::Stated }),
            ("newcomer", Coefficient { value: -0.15, provenance: Provenance::Assumed }),
        ],
        levels: vec![0.031, -0.087, 0.0],
        shift: Some(-0.118),
        today: 0.8,
        period: "2027-03".into(),
        expected: Some(at(0.8 + lift / 4.0)),
        baseline: base(0.8),
        swings: vec![swing(-0.447, -0.377, 0.004), swing(0.65, 1.95, 0.011), swing(-0.225, -0.075, 0.001)],
    }
}

fn one_more() -> Vec<OneMore> {
    let one = |channel, level, with| OneMore {
        team: 0,
        channel,
        period: "2026-11".into(),
        cost: 8917.0,
        level,
        with,
    };
    vec![one(0, 0.905, 0.9085), one(1, 0.842, 0.8471), one(2, 0.9971, 0.997_13)]
}

/// The scenarios of the hand-made plan, with what they lead to.
pub fn cases(title: &str, others: &[(&str, Option<&str>, f64)]) -> (Vec<Scenario>, Vec<Outcome>) {
    let all = std::iter::once(("baseline", None, 0.0)).chain(others.iter().copied());
    all.map(|(name, about, lift)| {
        let about = about.map(str::to_owned);
        let sweep_point = name.ends_with(']');
        let scenario = Scenario { name: name.into(), about: about.clone(), sweep_point, plan: plan(title) };
        (scenario, Outcome { about, sweep_point, ..outcome(name, lift) })
    })
    .unzip()
}

pub fn origin() -> Origin {
    Origin {
        version: "0.0.0".into(),
        inputs_sha256: "ab".repeat(32),
        inputs: vec![InputFile {
            path: "../examples/histories/chat.csv.gz".into(),
            sha256: "cd".repeat(32),
            rows_read: 1_204_511,
            rows_accepted: 1_204_500,
            rows_rejected: 11,
            rows_skipped: 2,
            first: "2025-10-01T09:00:03".parse().ok(),
            last: "2026-09-30T23:59:41".parse().ok(),
        }],
    }
}
