//! What `plan calibrate` tells of people beyond the hazard: who leaves more often at equal tenure, why, and the share of paid days
//! away. Expected figures are closed forms or the truth that data are made from.

use serde_json::Value;
use staffplan::workforce::{RateRatio, Spell, band_rates};
use std::fmt::Write;
use std::fs;
use std::path::Path;
use std::process::Command;

fn ran(folder: &Path, args: &[&str]) -> (i32, String, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_plan"));
    let output =
        command.arg("calibrate").args(args).current_dir(folder).output().expect("the program starts");
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("UTF-8");
    (output.status.code().expect("no signal, no panic"), text(output.stdout), text(output.stderr))
}

fn done(folder: &Path, args: &[&str]) -> String {
    let (code, out, err) = ran(folder, args);
    assert_eq!(code, 0, "{err}");
    out
}

fn json(folder: &Path, args: &[&str]) -> Value {
    serde_json::from_str(&done(folder, &[args, &["--format", "json"]].concat())).expect("JSON")
}

fn folder_with(files: &[(&str, &str)]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    for (name, text) in files {
        fs::write(folder.path().join(name), text).expect("written");
    }
    folder
}

fn number(value: &Value) -> f64 {
    value.as_f64().unwrap_or_else(|| panic!("{value} is a number"))
}

#[track_caller]
fn near(found: f64, wanted: f64, most: f64) {
    assert!((found - wanted).abs() <= most, "{found} for {wanted}");
}

/// The ratio of a group to the rest.
fn ratio_of(group: &[Spell], rest: &[Spell], edges: &[f64]) -> Option<RateRatio> {
    RateRatio::new(&band_rates(group, edges), &band_rates(&[group, rest].concat(), edges))
}

fn spell(entry: u32, exit: u32, left: bool) -> Spell {
    Spell { entry, exit, left }
}

/// In one band the ratio is that of the rates, with `√(1/d₁ + 1/d₀)`.
#[test]
fn within_one_band_the_ratio_is_that_of_the_rates() {
    let people = |leavers: u32, all: u32, days: u32| -> Vec<Spell> {
        (0..all).map(|person| spell(1000, 1000 + days, person < leavers)).collect()
    };
    let ratio = ratio_of(&people(6, 20, 100), &people(9, 50, 200), &[0.0, 12.0]).expect("a ratio");
    let (own, rest) = (6.0 / 2000.0, 9.0 / 10000.0);
    near(ratio.ratio, own / rest, 1e-12);
    near(ratio.log_error, (1.0_f64 / 6.0 + 1.0 / 9.0).sqrt(), 1e-12);
    near(ratio.expected, 15.0 * 2000.0 / 12000.0, 1e-12);
    let (low, high) = ratio.interval();
    near(low * high, ratio.ratio.powi(2), 1e-9);
    // Nobody of one of them left: no ratio.
    assert_eq!(ratio_of(&people(0, 20, 100), &people(9, 50, 200), &[0.0]), None);
    assert_eq!(ratio_of(&people(3, 20, 100), &[], &[0.0]), None);
}

/// A group of newcomers that leaves like all newcomers, among people who stay: crude rates differ by 2.2, the hazard does not.
#[test]
fn tenure_is_held_equal() {
    let make = |newcomers: u32, tenured: u32| -> Vec<Spell> {
        let new = (0..newcomers).map(|person| spell(0, 300, person % 2 == 0));
        new.chain((0..tenured).map(|person| spell(800, 1100, person % 10 == 0))).collect()
    };
    let (group, rest) = (make(80, 20), make(20, 80));
    let ratio = ratio_of(&group, &rest, &[0.0, 12.0]).expect("a ratio");
    near(ratio.ratio, 1.0, 1e-12);
    near(ratio.expected, 42.0, 1e-9);
    // The group and the rest against each other are inverse.
    let back = ratio_of(&rest, &group, &[0.0, 12.0]).expect("a ratio");
    near(back.ratio * ratio.ratio, 1.0, 1e-12);
}

/// A hundred people hired in 2020 and seen over the year 2025: of those by referral every tenth leaves, of the others every second,
/// all on 2025-07-02; those of `intern` are too few.
fn sources() -> String {
    let mut text = String::from("employee,hire_date,leave_date,reason,source,grade\n");
    for person in 0..106 {
        let (source, leaves) = match person {
            100.. => ("intern", false),
            _ if person % 2 == 0 => ("referral", person % 20 == 0),
            _ => ("board", person % 4 == 1),
        };
        let reason = if leaves { ["pay", "moved", "pay"][person % 3] } else { "" };
        let left = if leaves { "2025-07-02" } else { "" };
        let _ = writeln!(text, "p{person},2020-01-01,{left},{reason},{source},agent");
    }
    text
}

#[test]
fn who_was_referred_stays_longer() {
    let folder = folder_with(&[("roster.csv", &sources())]);
    let args = ["--roster", "roster.csv", "--window-start", "2025-01-01", "--as-of", "2025-12-31"];
    let found = json(folder.path(), &args);
    let groups = found["roster"]["groups"].as_array().expect("a list");
    let of = |name: &str| groups.iter().find(|group| group["name"] == name);
    // Seen from the day 1827 since the hire on: 182 days to the leaving, 364 to the end.
    let days = |all: f64, leavers: f64| 364.0 * (all - leavers) + 182.0 * leavers;
    let (referral, rest) = (5.0 / days(50.0, 5.0), 25.0 / (days(50.0, 25.0) + 6.0 * 364.0));
    near(number(&of("referral").expect("told")["hazard_ratio"]), referral / rest, 1e-9);
    near(number(&of("referral").expect("told")["log_standard_error"]), (0.2_f64 + 0.04).sqrt(), 1e-9);
    assert!(of("intern").is_none());
    assert_eq!(found["roster"]["groups_not_told"], 1);
    // One grade is nothing to compare.
    assert!(!groups.iter().any(|group| group["by"] == "grade"));
    let reasons = found["roster"]["reasons"].as_array().expect("a list");
    let years = (days(50.0, 5.0) + days(50.0, 25.0) + 6.0 * 364.0) / 365.25;
    for reason in reasons {
        let leavers = number(&reason["leavers"]);
        near(number(&reason["annual"]), leavers / years, 1e-9);
        near(number(&reason["standard_error"]), leavers.sqrt() / years, 1e-9);
        near(number(&reason["share"]), leavers / 30.0, 1e-12);
        // Everybody has more than 24 months.
        near(number(&reason["annual_by_tenure"][5]), leavers / years, 1e-9);
    }
    let text = done(folder.path(), &args).replace("\n# ", " ");
    assert!(text.contains("hazard by source against the rest at equal tenure"), "{text}");
    assert!(text.contains("1 group with too few people"), "{text}");
}

/// Six contacts of every agent and day on which `works` says so.
fn log(agents: usize, days: u64, works: impl Fn(usize, u64) -> bool) -> String {
    let mut text = String::from("timestamp,wait_seconds,handle_seconds,abandoned,agent\n");
    let first = chrono::NaiveDate::from_ymd_opt(2026, 1, 5).expect("a Monday");
    for day in 0..days {
        let date = first + chrono::Days::new(day);
        for hour in ["09", "10", "11", "13", "14", "15"] {
            for agent in (0..agents).filter(|&agent| works(agent, day)) {
                let _ = writeln!(text, "{date}T{hour}:00:00,20,300,0,a{agent}");
            }
        }
        // Nobody answers this one.
        let _ = writeln!(text, "{date}T15:00:00,90,,1,");
    }
    text
}

/// Whether a day is one of luck: a hash of agent and day.
fn lucky(agent: usize, day: u64, share: f64) -> bool {
    let mut x = (agent as u64 + 1).wrapping_mul(0x9E37_79B9_7F4A_7C15)
        ^ (day + 7).wrapping_mul(0xD1B5_4A32_D192_ED03);
    x = (x ^ (x >> 31)).wrapping_mul(0x94D0_49BB_1331_11EB);
    x ^= x >> 29;
    ((x >> 11) as f64 / (1_u64 << 53) as f64) < share
}

const LOG: [&str; 4] = ["--history", "log.csv", "--channel", "phone"];

/// Agents work five days of seven, each in an own rhythm, and are away by luck on a known share of them.
#[test]
fn the_share_of_days_away_is_found_again() {
    for away in [0.0, 0.08, 0.20] {
        let on = |agent: usize, day: u64| (day + agent as u64) % 7 < 5;
        let there = |agent: usize, day: u64| on(agent, day) && !lucky(agent, day, away);
        let folder = folder_with(&[("log.csv", &log(30, 182, there))]);
        let absence = json(folder.path(), &LOG)["absence"].clone();
        let error = number(&absence["standard_error"]);
        near(number(&absence["value"]), away, 3.0 * error + 1e-9);
        // Binomial luck of 30 agents with some 127 paid days.
        let binomial = (away * (1.0 - away) / (30.0 * 127.0)).sqrt();
        assert!((0.6 * binomial..=1.6 * binomial + 1e-9).contains(&error), "{error} for {binomial}");
        assert_eq!((&absence["n"], &absence["agents_left_out"]), (&30.0.into(), &0.into()));
    }
}

#[test]
fn paid_days_of_a_week_are_said() {
    let six = |agent: usize, day: u64| (day + agent as u64) % 7 < 6 && !lucky(agent, day, 0.1);
    let folder = folder_with(&[("log.csv", &log(20, 140, six))]);
    let of =
        |days: &str| json(folder.path(), &[&LOG[..], &["--week-days", days]].concat())["absence"].clone();
    near(number(&of("6")["value"]), 0.1, 0.02);
    let why = json(folder.path(), &LOG)["absence"]["not_told"].as_str().expect("not told").to_owned();
    assert!(why.contains("more than the 5 days a week that are paid"), "{why}");
    for wrong in ["0", "0.9", "8", "five", "NaN", "-5"] {
        let (code, out, _) = ran(folder.path(), &[&LOG[..], &["--week-days", wrong]].concat());
        assert_eq!((code, out.as_str()), (2, ""), "{wrong}");
    }
}

#[test]
fn agents_of_few_days_are_left_out_and_counted() {
    let some = |agent: usize, day: u64| day % 7 < 5 && (agent < 6 || day < 20);
    let folder = folder_with(&[("log.csv", &log(9, 90, some))]);
    let absence = json(folder.path(), &LOG)["absence"].clone();
    // Fifteen working days of the first twenty: three agents.
    assert_eq!((&absence["n"], &absence["agents_left_out"]), (&6.0.into(), &3.into()));
    near(number(&absence["value"]), 0.0, 1e-9);
    let folder = folder_with(&[("log.csv", &log(4, 90, |_, day| day % 7 < 5))]);
    let why = json(folder.path(), &LOG)["absence"]["not_told"].as_str().expect("not told").to_owned();
    assert!(why.contains("4 of the 5 agents"), "{why}");
}

/// With a roster an agent is employed from the hire to the leave: a month away at the end counts, a month of onboarding does not.
#[test]
fn a_roster_says_who_is_employed() {
    let on = |agent: usize, day: u64| {
        let there = match agent {
            // Away for the last five weeks, and employed.
            0..5 => day < 105,
            // Hired on the first day, and on the phone after five weeks.
            5..10 => day >= 35,
            // Left after fifteen weeks.
            10..15 => day < 105,
            _ => true,
        };
        there && day % 7 < 5
    };
    let mut roster = String::from("employee,hire_date,leave_date\n");
    for agent in 0..20 {
        let hired = if (5..10).contains(&agent) { "2026-01-06" } else { "2024-01-01" };
        let left = if (10..15).contains(&agent) { "2026-04-19" } else { "" };
        let _ = writeln!(roster, "a{agent},{hired},{left}");
    }
    let folder = folder_with(&[("log.csv", &log(20, 140, on)), ("roster.csv", &roster)]);
    let alone = json(folder.path(), &LOG)["absence"].clone();
    near(number(&alone["value"]), 0.0, 1e-9);
    let args =
        [&LOG[..], &["--roster", "roster.csv", "--window-start", "2024-01-01", "--as-of", "2026-05-24"]]
            .concat();
    let with = json(folder.path(), &args)["absence"].clone();
    assert_eq!(with["agents_in_roster"], 20);
    // Twenty weeks of ten agents, fifteen of five and, without the day of the first contact and the cut week at the end, fourteen of
    // five more: five agents are away for five weeks.
    near(number(&with["value"]), 125.0 / (1000.0 + 375.0 + 350.0), 1e-9);
}

#[test]
fn a_part_of_shrinkage_never_takes_the_place_of_others() {
    let on = |agent: usize, day: u64| (day + agent as u64) % 7 < 5 && !lucky(agent, day, 0.1);
    let plan = "[plan]\nstart = 2026-07-01\nmonths = 3\n[team.desk]\nheadcount = 20\n[channel.phone]\nvolume = { 2026-07 = 900, \
                2026-08 = 900, 2026-09 = 900 }\nteam = \"desk\"\nhandle_time = \"5 min\"\nservice_level = \"80% in 60 s\"\n";
    let with =
        plan.replace("headcount = 20\n", "headcount = 20\nshrinkage = { leave = \"8%\", breaks = \"6%\" }\n");
    let folder = folder_with(&[("log.csv", &log(30, 120, on)), ("bare.toml", plan), ("with.toml", &with)]);
    let fragment = done(folder.path(), &LOG);
    let line = fragment.lines().find(|line| line.starts_with("shrinkage = ")).expect("a value");
    assert!(line.starts_with("shrinkage = { absent = \"") && line.ends_with("%\" }"), "{line}");
    assert!(
        fragment.replace("\n# ", " ").contains("breaks, meetings and training within a day are not in a log"),
        "{fragment}"
    );
    done(folder.path(), &[&LOG[..], &["--write", "bare.toml"]].concat());
    assert!(fs::read_to_string(folder.path().join("bare.toml")).expect("there").contains(line));
    let (code, _, err) = ran(folder.path(), &[&LOG[..], &["--write", "with.toml"]].concat());
    assert_eq!(code, 0, "{err}");
    let text = fs::read_to_string(folder.path().join("with.toml")).expect("there");
    assert!(
        text.contains("shrinkage = { leave = \"8%\", breaks = \"6%\" }") && !text.contains("absent"),
        "{text}"
    );
    assert!(err.contains("stays"), "{err}");
}

/// A seeded generator of uniforms.
struct Luck(u64);

impl Luck {
    fn draw(&mut self) -> f64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let x = (self.0 >> 33) ^ self.0;
        (x.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 11) as f64 / (1_u64 << 53) as f64
    }

    /// A Poisson number, by the product of uniforms.
    fn poisson(&mut self, mean: f64) -> u32 {
        let (floor, mut product, mut number) = ((-mean).exp(), self.draw(), 0);
        while product > floor {
            product *= self.draw();
            number += 1;
        }
        number
    }
}

/// Whether an agent has a day.
type Rota = fn(usize, u64) -> bool;

/// A centre whose agents are away on a known share of their paid days, in leave of ten days and by single days.
struct Centre {
    paid: Rota,
    /// Whether somebody at work takes contacts.
    answers: Rota,
    /// First hour of the agent's shift of eight hours.
    from: fn(usize) -> f64,
    contacts: f64,
    leave: f64,
    sick: f64,
}

#[expect(clippy::cast_possible_truncation, reason = "half a year of seconds")]
fn of_hours(hours: f64) -> chrono::TimeDelta {
    chrono::TimeDelta::seconds((3600.0 * hours) as i64)
}

const AGENTS: usize = 40;
const DAYS: u64 = 182;

impl Centre {
    /// Nine to five from Monday to Friday, twelve contacts a day, 8 % on leave and 6 % of the other days sick.
    const ORDINARY: Self = Self {
        paid: |_, day| day % 7 < 5,
        answers: |_, _| true,
        from: |_| 9.0,
        contacts: 12.0,
        leave: 0.08,
        sick: 0.06,
    };

    /// A log, and the share of paid days away that it was made with.
    fn log(&self, seed: u64) -> (String, f64) {
        let mut luck = Luck(seed);
        let midnight = chrono::NaiveDate::from_ymd_opt(2026, 1, 5).and_then(|day| day.and_hms_opt(0, 0, 0));
        let (mut rows, mut paid, mut away) = (Vec::new(), 0.0, 0.0);
        for agent in 0..AGENTS {
            let mut back = 0;
            for day in 0..DAYS {
                if day >= back && luck.draw() < self.leave / 10.0 / (1.0 - self.leave) {
                    back = day + 10;
                }
                if !(self.paid)(agent, day) {
                    continue;
                }
                paid += 1.0;
                if day < back || luck.draw() < self.sick {
                    away += 1.0;
                    continue;
                }
                let contacts = if (self.answers)(agent, day) { luck.poisson(self.contacts) } else { 0 };
                for _ in 0..contacts {
                    let hours = 24.0 * day as f64 + (self.from)(agent) + 8.0 * luck.draw();
                    let at = midnight.expect("a Monday") + of_hours(hours);
                    rows.push(format!("{},{},300,0,a{agent}\n", at.format("%Y-%m-%dT%H:%M:%S"), 20));
                }
            }
        }
        rows.sort_unstable();
        (format!("timestamp,wait_seconds,handle_seconds,abandoned,agent\n{}", rows.concat()), away / paid)
    }

    /// What is told of such a log, and the truth.
    fn told(&self, seed: u64, week_days: &[&str]) -> (Value, f64) {
        let (text, truth) = self.log(seed);
        let folder = folder_with(&[("log.csv", &text)]);
        (json(folder.path(), &[&LOG[..], week_days].concat())["absence"].clone(), truth)
    }

    #[track_caller]
    fn is_found(&self, seed: u64, week_days: &[&str]) -> Value {
        let (absence, truth) = self.told(seed, week_days);
        assert!(absence["value"].is_number(), "{absence}");
        let error = number(&absence["standard_error"]);
        assert!((0.001..0.03).contains(&error), "{error}");
        near(number(&absence["value"]), truth, 3.0 * error);
        absence
    }

    #[track_caller]
    fn is_refused(&self, seed: u64, week_days: &[&str], why: &str) {
        let (absence, _) = self.told(seed, week_days);
        let said = absence["not_told"].as_str().unwrap_or_else(|| panic!("{absence}"));
        assert!(said.contains(why), "{said}");
    }
}

#[test]
fn ordinary_centres_are_found_again() {
    for seed in [1, 2, 3] {
        let absence = Centre::ORDINARY.is_found(seed, &[]);
        assert_eq!(absence["agents_left_out"], 0, "{absence}");
    }
    Centre { sick: 0.15, ..Centre::ORDINARY }.is_found(4, &[]);
    Centre { leave: 0.2, sick: 0.0, ..Centre::ORDINARY }.is_found(5, &[]);
    Centre { contacts: 7.0, ..Centre::ORDINARY }.is_found(6, &[]);
    Centre { paid: |_, day| day % 7 < 6, ..Centre::ORDINARY }.is_found(7, &["--week-days", "6"]);
    // Five fixed days of seven, others for everybody.
    Centre { paid: |agent, day| (day + agent as u64) % 7 < 5, ..Centre::ORDINARY }.is_found(8, &[]);
}

#[test]
fn a_night_shift_is_one_day() {
    let from = |agent: usize| if agent.is_multiple_of(2) { 22.0 } else { 9.0 };
    for seed in [11, 12] {
        Centre { from, leave: 0.0, sick: 0.15, ..Centre::ORDINARY }.is_found(seed, &[]);
    }
}

#[test]
fn part_timers_are_left_out_and_named() {
    // Sixteen of forty have three days a week.
    let some: Rota = |agent, day| if agent % 5 < 2 { [0, 2, 3].contains(&(day % 7)) } else { day % 7 < 5 };
    for seed in [21, 22] {
        let absence = Centre { paid: some, ..Centre::ORDINARY }.is_found(seed, &[]);
        assert_eq!(absence["left_out"]["fewer_days"], 16, "{absence}");
    }
    let (text, _) = Centre { paid: some, ..Centre::ORDINARY }.log(21);
    let folder = folder_with(&[("log.csv", &text)]);
    let said = done(folder.path(), &LOG).replace("\n# ", " ");
    assert!(
        said.contains("n = 24 agents (16 left out: 16 who work clearly fewer than 5 days a week)"),
        "{said}"
    );
    // Most of them: refused, and the way out leaves the others out.
    let most: Rota = |agent, day| if agent % 5 < 4 { [0, 2, 3].contains(&(day % 7)) } else { day % 7 < 5 };
    let centre = Centre { paid: most, ..Centre::ORDINARY };
    centre.is_refused(23, &[], "32 of 40 agents work clearly fewer than 5 days a week");
    let absence = centre.is_found(23, &["--week-days", "3"]);
    assert_eq!(absence["left_out"]["more_days"], 8, "{absence}");
}

#[test]
fn days_without_a_contact_by_chance_are_no_absence() {
    Centre { contacts: 1.5, ..Centre::ORDINARY }.is_refused(
        31,
        &[],
        "a day without a contact may be a day at work",
    );
    Centre { contacts: 3.0, ..Centre::ORDINARY }.is_refused(
        32,
        &[],
        "a day without a contact may be a day at work",
    );
}

#[test]
fn who_answers_one_day_a_week_is_left_out() {
    let answers: Rota = |agent, day| agent % 4 != 0 || day % 7 == 1;
    let absence = Centre { answers, leave: 0.0, sick: 0.1, ..Centre::ORDINARY }.is_found(41, &[]);
    assert_eq!(absence["agents_left_out"], 10, "{absence}");
}

#[test]
fn rotas_of_another_rhythm_are_refused_until_their_days_are_said() {
    let rotas: [(Rota, &str); 5] = [
        // Four on and four off; five and three; six and three; four and two; two, two and three off and on.
        (|agent, day| (day + agent as u64) % 8 < 4, "3.5"),
        (|agent, day| (day + agent as u64) % 8 < 5, "4.375"),
        (|agent, day| (day + agent as u64) % 9 < 6, "4.6667"),
        (|agent, day| (day + agent as u64) % 6 < 4, "4.6667"),
        (|agent, day| [0, 1, 4, 5, 6, 9, 10].contains(&((day + 7 * (agent as u64 % 2)) % 14)), "3.5"),
    ];
    for (seed, (paid, days)) in (51..).zip(rotas) {
        let centre = Centre { paid, ..Centre::ORDINARY };
        centre.is_refused(seed, &[], "in a rhythm of other than 7 days");
        centre.is_found(seed, &["--week-days", days]);
    }
}

/// Half of the days away: a full week is so rare that absence and part-time look alike.
#[test]
fn absence_that_looks_like_part_time_is_refused() {
    Centre { leave: 0.0, sick: 0.35, ..Centre::ORDINARY }.is_refused(61, &[], "working fewer days");
}
