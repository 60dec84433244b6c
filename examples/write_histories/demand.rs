//! The truth behind the histories: how many contacts each channel expects, day by day and over the day.

use crate::random::Random;
use chrono::{Datelike, Days, NaiveDate};

/// The first day of the histories.
const FIRST: NaiveDate = date(2025, 7, 1);
/// The last day of the histories.
const LAST: NaiveDate = date(2026, 9, 30);
/// The day at which the level of a channel is stated: the middle of the last month.
const LEVEL_AT: NaiveDate = date(2026, 9, 15);
const DAYS_A_MONTH: f64 = 365.25 / 12.0;

/// What is true of one channel.
pub(crate) struct Channel {
    /// Name in the plans; also names the random streams.
    pub(crate) name: &'static str,
    /// Half-hours of the day in which it is open, as `[from, to)`.
    pub(crate) open: [u32; 2],
    /// Mean handle time of an experienced agent, in seconds, and its coefficient of variation.
    pub(crate) handle: (f64, f64),
    /// Mean patience, in seconds; none where nobody waits in a queue.
    pub(crate) patience: Option<f64>,
    /// Staff beyond the planned load, in square roots of that load.
    pub(crate) safety: f64,
    /// Coefficient of variation of the gamma factor of a half-hour.
    pub(crate) slot_cv: f64,
    level: f64,
    monthly_growth: f64,
    week: [f64; 7],
    weekday: Profile,
    weekend: Profile,
    day_cv: f64,
    double_eleven: [f64; 12],
    flash_sale: f64,
    mid_year: [f64; 4],
    festival_depth: f64,
    missing: &'static [NaiveDate],
}

/// Chat: the largest channel, busy in the evening.
pub(crate) const CHAT: Channel = Channel {
    name: "chat",
    open: [18, 48],
    handle: (292.0, 0.65),
    patience: Some(360.0),
    safety: 0.9,
    slot_cv: 0.06,
    level: 4000.0,
    monthly_growth: 0.012,
    week: [1.07, 1.03, 1.00, 0.99, 1.01, 0.97, 0.93],
    weekday: Profile { floor: 0.35, bumps: &[(10.5, 0.55, 1.3), (16.5, 0.75, 1.6), (21.0, 0.70, 1.5)] },
    weekend: Profile { floor: 0.40, bumps: &[(11.2, 0.45, 1.6), (16.2, 0.65, 2.0), (21.2, 0.80, 1.6)] },
    day_cv: 0.035,
    double_eleven: [1.55, 1.30, 1.18, 1.12, 1.10, 1.12, 1.18, 1.30, 1.45, 1.80, 2.40, 1.90],
    flash_sale: 2.20,
    mid_year: [1.15, 1.20, 1.45, 1.18],
    festival_depth: 1.0,
    missing: &[date(2025, 9, 17), date(2026, 4, 22)],
};

/// Phone: office hours and a little more, quiet at the weekend.
pub(crate) const PHONE: Channel = Channel {
    name: "phone",
    open: [18, 42],
    handle: (254.0, 0.70),
    patience: Some(90.0),
    safety: 1.2,
    slot_cv: 0.06,
    level: 1000.0,
    monthly_growth: 0.006,
    week: [1.16, 1.09, 1.05, 1.03, 1.03, 0.86, 0.78],
    weekday: Profile { floor: 0.40, bumps: &[(10.5, 0.70, 1.4), (15.8, 0.80, 1.8), (19.5, 0.20, 1.2)] },
    weekend: Profile { floor: 0.50, bumps: &[(11.0, 0.50, 1.6), (16.0, 0.55, 2.0), (19.5, 0.20, 1.2)] },
    day_cv: 0.04,
    double_eleven: [1.35, 1.20, 1.12, 1.08, 1.06, 1.08, 1.10, 1.18, 1.28, 1.50, 1.80, 1.65],
    flash_sale: 1.60,
    mid_year: [1.08, 1.10, 1.25, 1.12],
    festival_depth: 1.08,
    missing: &[date(2025, 9, 17), date(2026, 4, 22), date(2026, 7, 8)],
};

/// Tickets: written at any hour, answered in office hours; delivery trouble follows the sale.
pub(crate) const TICKETS: Channel = Channel {
    name: "tickets",
    open: [0, 48],
    handle: (470.0, 0.80),
    patience: None,
    safety: 0.0,
    slot_cv: 0.10,
    level: 420.0,
    monthly_growth: 0.008,
    week: [1.12, 1.08, 1.06, 1.04, 1.02, 0.86, 0.82],
    weekday: Profile {
        floor: 0.12,
        bumps: &[(-2.5, 0.75, 2.2), (11.0, 0.80, 2.2), (16.0, 0.80, 2.4), (21.5, 0.75, 2.2)],
    },
    weekend: Profile {
        floor: 0.14,
        bumps: &[(-2.2, 0.80, 2.3), (11.8, 0.70, 2.4), (16.2, 0.70, 2.6), (21.8, 0.80, 2.3)],
    },
    day_cv: 0.05,
    double_eleven: [1.20, 1.18, 1.15, 1.12, 1.10, 1.08, 1.08, 1.12, 1.18, 1.30, 1.55, 1.60],
    flash_sale: 1.40,
    mid_year: [1.05, 1.06, 1.20, 1.15],
    festival_depth: 0.90,
    missing: &[date(2025, 9, 17), date(2026, 5, 20)],
};

/// Spring Festival from 12 February 2026: a quieter eve, the holiday (15 to 23 February), and the return.
const SPRING_FESTIVAL: [f64; 17] =
    [0.93, 0.88, 0.80, 0.62, 0.50, 0.45, 0.46, 0.49, 0.54, 0.60, 0.68, 0.80, 1.16, 1.14, 1.10, 1.06, 1.03];

/// One day of a channel.
pub(crate) struct Day {
    /// The date.
    pub(crate) date: NaiveDate,
    /// Contacts expected on it, before the drift and the luck of the day.
    pub(crate) mean: f64,
    /// How far an event lifts it: 1 on an ordinary day.
    pub(crate) uplift: f64,
    /// Drift × luck: the mean that counts really have is `mean · luck`.
    pub(crate) luck: f64,
}

impl Channel {
    /// The days with rows, in order.
    pub(crate) fn days(&self) -> Vec<Day> {
        let drift = drift();
        let dates = FIRST.iter_days().take_while(|&date| date <= LAST);
        let days = dates.zip(drift).map(|(date, drift)| {
            let uplift = self.uplift(date);
            let gamma = self.random("day", date).gamma_factor(self.day_cv);
            Day { date, mean: self.ordinary(date) * uplift, uplift, luck: drift * gamma }
        });
        days.filter(|day| !self.missing.contains(&day.date)).collect()
    }

    /// The random stream of this channel for one purpose and day.
    pub(crate) fn random(&self, purpose: &str, date: NaiveDate) -> Random {
        Random::stream(&format!("{} {purpose}", self.name), day_number(date))
    }

    /// Share of the day's contacts in each open half-hour.
    pub(crate) fn shares(&self, date: NaiveDate) -> Vec<(u32, f64)> {
        let profile = if is_weekend(date) { &self.weekend } else { &self.weekday };
        let [from, to] = self.open;
        let weights: Vec<f64> = (from..to).map(|slot| profile.at((f64::from(slot) + 0.5) / 2.0)).collect();
        let total: f64 = weights.iter().sum();
        (from..to).zip(weights.iter().map(|weight| weight / total)).collect()
    }

    /// Contacts of an ordinary day: level, growth and day of the week.
    fn ordinary(&self, date: NaiveDate) -> f64 {
        let months = days_between(LEVEL_AT, date) / DAYS_A_MONTH;
        let growth = libm::pow(1.0 + self.monthly_growth, months);
        let total: f64 = self.week.iter().sum();
        let weekday = self.week[date.weekday().num_days_from_monday() as usize];
        self.level * growth * weekday * 7.0 / total
    }

    /// How far the events of the year lift this day.
    fn uplift(&self, at: NaiveDate) -> f64 {
        let festival = SPRING_FESTIVAL.map(|factor| libm::pow(factor, self.festival_depth));
        let events: [(NaiveDate, &[f64]); 4] = [
            (date(2025, 11, 1), &self.double_eleven),
            (date(2025, 12, 12), &[self.flash_sale]),
            (date(2026, 2, 12), &festival),
            (date(2026, 6, 16), &self.mid_year),
        ];
        events.iter().filter_map(|(first, profile)| factor_on(at, *first, profile)).product()
    }
}

/// Contacts over the day: a floor and bumps of (hour of the peak, height, width in hours).
struct Profile {
    floor: f64,
    bumps: &'static [(f64, f64, f64)],
}

impl Profile {
    fn at(&self, hour: f64) -> f64 {
        let bump = |&(peak, height, width): &(f64, f64, f64)| {
            let distance = (hour - peak) / width;
            height * libm::exp(-distance * distance)
        };
        self.floor + self.bumps.iter().map(bump).sum::<f64>()
    }
}

/// The slow drift that all channels share, one factor a day: the exponential of an AR(1).
fn drift() -> impl Iterator<Item = f64> {
    const SD: f64 = 0.02;
    const CORRELATION: f64 = 0.92;
    let mut random = Random::stream("drift", 0);
    let innovation = SD * libm::sqrt(1.0 - CORRELATION * CORRELATION);
    let mut log = SD * random.normal();
    std::iter::from_fn(move || {
        log = CORRELATION * log + innovation * random.normal();
        Some(libm::exp(log))
    })
}

fn factor_on(date: NaiveDate, first: NaiveDate, profile: &[f64]) -> Option<f64> {
    profile.iter().zip(first.iter_days()).find(|&(_, day)| day == date).map(|(&factor, _)| factor)
}

/// Whether it is Saturday or Sunday.
pub(crate) fn is_weekend(date: NaiveDate) -> bool {
    date.weekday().num_days_from_monday() >= 5
}

/// Days since the first of January of the year 1.
pub(crate) fn day_number(date: NaiveDate) -> u64 {
    u64::from(date.num_days_from_ce().unsigned_abs())
}

fn days_between(from: NaiveDate, to: NaiveDate) -> f64 {
    f64::from(to.num_days_from_ce() - from.num_days_from_ce())
}

/// The date so many days later.
pub(crate) fn later(date: NaiveDate, days: u64) -> NaiveDate {
    date + Days::new(days)
}

/// A date of the calendar, written as numbers.
pub(crate) const fn date(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).expect("a date of the calendar")
}
