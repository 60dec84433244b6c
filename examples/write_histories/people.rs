//! The customers' marks and the staff's comings and goings.

use crate::contacts::{TO_A_STRING, clock};
use crate::demand::{date, later};
use crate::random::Random;
use chrono::{Datelike, NaiveDate};
use std::fmt::Write;

/// Answers to the survey, spread over the year up to 2026-09-30.
pub(crate) fn survey() -> String {
    const ANSWERS: u64 = 6000;
    const FIRST: NaiveDate = date(2025, 10, 1);
    const DAYS: u64 = 365;
    let mut rows: Vec<String> = (0..ANSWERS)
        .map(|answer| {
            let mut random = Random::stream("survey", answer);
            let (channel, open_hours) = random.pick(&[(("chat", 15), 0.75), (("phone", 12), 0.25)]);
            let at = clock(9 * 3600 + random.below(open_hours * 3600));
            let experience = Experience::draw(channel, &mut random);
            let csat = experience.mark(&mut random);
            format!("{}T{at},{channel},{csat},{experience}", later(FIRST, answer * DAYS / ANSWERS))
        })
        .collect();
    rows.sort_unstable();
    let header = "timestamp,channel,csat,wait_seconds,resolved,contacts_before,transfers,tenure_months\n";
    rows.iter().fold(header.to_owned(), |csv, row| csv + row + "\n")
}

/// What a customer who answers the survey went through.
struct Experience {
    wait_seconds: f64,
    resolved: bool,
    contacts_before: u32,
    transfers: u32,
    tenure_months: u32,
}

impl Experience {
    fn draw(channel: &str, random: &mut Random) -> Self {
        let (at_once, mean_wait) = if channel == "chat" { (0.45, 75.0) } else { (0.60, 25.0) };
        let wait_seconds =
            if random.chance(at_once) { 0.0 } else { libm::round(random.exponential(mean_wait)) };
        let (youngest, months) = random.pick(&[((0, 3), 0.14), ((3, 9), 0.28), ((12, 60), 0.58)]);
        Self {
            wait_seconds,
            resolved: random.chance(0.80),
            contacts_before: random.pick(&[(0, 0.78), (1, 0.16), (2, 0.05), (3, 0.01)]),
            transfers: random.pick(&[(0, 0.88), (1, 0.11), (2, 0.01)]),
            tenure_months: youngest + random.below(months),
        }
    }

    /// Logit of the probability of a 4 or a 5: the truth that a fit should find.
    fn logit(&self) -> f64 {
        let resolved = if self.resolved { 1.0 } else { 0.0 };
        let newcomer = if self.tenure_months < 3 { 1.0 } else { 0.0 };
        0.95 - 0.20 * libm::log1p(self.wait_seconds / 60.0) + 1.00 * resolved
            - 0.685 * f64::from(self.contacts_before)
            - 0.30 * f64::from(self.transfers)
            - 0.30 * newcomer
    }

    fn mark(&self, random: &mut Random) -> u32 {
        let satisfied = 1.0 / (1.0 + libm::exp(-self.logit()));
        if random.chance(satisfied) {
            random.pick(&[(5, 0.62), (4, 0.38)])
        } else {
            random.pick(&[(3, 0.45), (2, 0.25), (1, 0.30)])
        }
    }
}

impl std::fmt::Display for Experience {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self { wait_seconds, resolved, contacts_before, transfers, tenure_months } = self;
        write!(f, "{wait_seconds:.0},{resolved},{contacts_before},{transfers},{tenure_months}")
    }
}

/// From this day on leavers are recorded; who left before is not in the roster.
const WINDOW_START: NaiveDate = date(2023, 10, 1);
/// Who is employed at the end of this day has no leave date.
const WINDOW_END: NaiveDate = date(2026, 9, 30);

/// The department's roster: a class starts on the first working day of each month, a larger one before the sales.
pub(crate) fn roster() -> String {
    /// Long enough before the window for the opening staff to have all tenures.
    const SINCE: i32 = 2013;
    const CLASS: f64 = 3.8;
    const CLASS_BEFORE_SALES: f64 = 7.0;
    let mut csv = String::from("employee,hire_date,leave_date,reason,grade,source\n");
    let months = (SINCE..=WINDOW_END.year()).flat_map(|year| (1..=12).map(move |month| date(year, month, 1)));
    let mut employee = 1000;
    for (class, first) in (0..).zip(months.take_while(|&first| first <= WINDOW_END)) {
        let mut random = Random::stream("class", class);
        let size = if matches!(first.month(), 9 | 10) { CLASS_BEFORE_SALES } else { CLASS };
        for _ in 0..random.poisson(size) {
            employee += 1;
            let person = Person::draw(first_working_day(first), &mut random);
            if person.leave_date.is_none_or(|leave| leave >= WINDOW_START) {
                writeln!(csv, "E{employee},{person}").expect(TO_A_STRING);
            }
        }
    }
    csv
}

/// One line of the roster.
struct Person {
    hire_date: NaiveDate,
    leave_date: Option<NaiveDate>,
    reason: &'static str,
    grade: &'static str,
    source: &'static str,
}

impl Person {
    fn draw(hire_date: NaiveDate, random: &mut Random) -> Self {
        const NOT_PASSED: f64 = 0.05;
        const TRAINING_DAYS: u64 = 30;
        let source =
            random.pick(&[("job board", 0.45), ("referral", 0.25), ("agency", 0.20), ("campus", 0.10)]);
        let reasons = [("resigned", 0.70), ("family", 0.12), ("dismissed", 0.10), ("studies", 0.08)];
        let left_after = days_employed(random.exponential(1.0));
        let (days, reason) = if random.chance(NOT_PASSED) && left_after > TRAINING_DAYS {
            (TRAINING_DAYS, "training not passed")
        } else {
            (left_after, random.pick(&reasons))
        };
        let leave_date = Some(later(hire_date, days)).filter(|&leave| leave <= WINDOW_END);
        let tenure_years = leave_date.unwrap_or(WINDOW_END).year() - hire_date.year();
        let grade = random.pick(match tenure_years {
            ..1 => &[("agent", 1.0)],
            1..3 => &[("agent", 0.88), ("senior", 0.12)],
            _ => &[("agent", 0.62), ("senior", 0.28), ("lead", 0.10)],
        });
        Self { hire_date, leave_date, reason: leave_date.map_or("", |_| reason), grade, source }
    }
}

impl std::fmt::Display for Person {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let leave_date = self.leave_date.map_or_else(String::new, |leave| leave.to_string());
        write!(f, "{},{leave_date},{},{},{}", self.hire_date, self.reason, self.grade, self.source)
    }
}

/// Days until the hazard by tenure has used up this much: a standard exponential gives a life time.
fn days_employed(mut left: f64) -> u64 {
    const DAYS_A_YEAR: f64 = 365.25;
    for day in 0_u32.. {
        let years = f64::from(day) / DAYS_A_YEAR;
        let hazard = match years {
            ..0.25 => 0.60,
            0.25..1.0 => 0.33,
            _ => 0.20,
        };
        left -= hazard / DAYS_A_YEAR;
        if left < 0.0 {
            return u64::from(day) + 1;
        }
    }
    unreachable!("the hazard never ends")
}

fn first_working_day(first: NaiveDate) -> NaiveDate {
    match first.weekday().num_days_from_monday() {
        5 => later(first, 2),
        6 => later(first, 1),
        _ => first,
    }
}
