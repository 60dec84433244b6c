//! Agents whose weeks tell nothing of absence: they work other days than the week that is paid.

use super::shifts::Shift;
use chrono::{Datelike, NaiveDate};
use std::collections::{BTreeMap, BTreeSet};

/// Shifts below which an agent is left out.
pub(super) const LEAST_SHIFTS: usize = 20;
/// Whole weeks with a shift below which an agent is left out.
const LEAST_WEEKS: usize = 3;
/// Contacts of a middling shift below which a day at work may pass without one: 5 by chance leave out fewer than 1 day in 100.
const LEAST_CONTACTS: usize = 5;
/// Full weeks of an agent, of those with a shift, below which they are held to be those of a part-timer who took on a day.
const FULL_WEEKS: f64 = 0.1;
/// Weeks with more shifts than are paid from which on that is the rule.
const LONG_WEEKS: f64 = 0.25;
/// What chance may add to the paid days of a rota whose long and short weeks alternate.
const CHANCE: f64 = 1.02;
/// Lengths of a rota in days that are looked for.
const CYCLES: std::ops::RangeInclusive<usize> = 4..=28;
/// Least autocorrelation of a rota at its length, and how far it is above that of seven days. Four on and four off has 0.7
/// against 0.4 where 15 % are away; chance alone makes 0.1 of half a year.
const RHYTHM: (f64, f64) = (0.4, 0.2);

/// Why an agent's days do not count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unlike {
    /// Too few shifts.
    FewShifts,
    /// So few contacts a shift that a day at work may have none.
    FewContacts,
    /// Shifts that repeat in a rhythm other than seven days.
    Rotating,
    /// Clearly fewer shifts a week than are paid.
    FewerDays,
    /// Clearly more.
    MoreDays,
}

/// Agents left out, by why.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct LeftOut {
    /// Too few shifts.
    pub few_shifts: usize,
    /// Too few contacts a shift.
    pub few_contacts: usize,
    /// A rota of another rhythm than seven days.
    pub rotating: usize,
    /// Clearly fewer shifts a week than are paid: part-timers, people who take contacts on some days only.
    pub fewer_days: usize,
    /// Clearly more.
    pub more_days: usize,
}

impl LeftOut {
    /// All of them.
    #[must_use]
    pub const fn agents(&self) -> usize {
        self.few_shifts + self.unlike()
    }

    /// Those with shifts enough.
    pub(super) const fn unlike(&self) -> usize {
        self.few_contacts + self.rotating + self.fewer_days + self.more_days
    }

    /// One more.
    pub(super) const fn add(&mut self, why: Unlike) {
        match why {
            Unlike::FewShifts => self.few_shifts += 1,
            Unlike::FewContacts => self.few_contacts += 1,
            Unlike::Rotating => self.rotating += 1,
            Unlike::FewerDays => self.fewer_days += 1,
            Unlike::MoreDays => self.more_days += 1,
        }
    }

    /// Why most of those with shifts enough are left out, and how many.
    pub(super) const fn mostly(&self) -> (Unlike, usize) {
        let mut most = (Unlike::FewerDays, self.fewer_days);
        if self.few_contacts > most.1 {
            most = (Unlike::FewContacts, self.few_contacts);
        }
        if self.rotating > most.1 {
            most = (Unlike::Rotating, self.rotating);
        }
        if self.more_days > most.1 {
            most = (Unlike::MoreDays, self.more_days);
        }
        most
    }
}

/// The share of full weeks of an agent who works the week that is paid, of `week_days` (5 and no rota where nothing is said);
/// or why the agent does not. `rate` is shifts over paid days.
pub(super) fn full_weeks(shifts: &[Shift], week_days: (f64, bool), rate: f64) -> Result<f64, Unlike> {
    let weeks = by_week(shifts);
    if shifts.len() < LEAST_SHIFTS || weeks.len() < LEAST_WEEKS {
        return Err(Unlike::FewShifts);
    }
    if median(shifts.iter().map(|shift| shift.contacts as f64).collect()) < LEAST_CONTACTS as f64 {
        return Err(Unlike::FewContacts);
    }
    let (week_days, is_said) = week_days;
    if !is_said && has_rhythm(shifts) {
        return Err(Unlike::Rotating);
    }
    let share = |is: &dyn Fn(f64) -> bool| {
        weeks.iter().filter(|shifts| is(**shifts)).count() as f64 / weeks.len() as f64
    };
    let full = share(&|shifts| shifts > week_days - 1.0);
    if full < FULL_WEEKS {
        return Err(Unlike::FewerDays);
    }
    let is_long = rate > CHANCE && share(&|shifts| shifts >= week_days + 1.0) >= LONG_WEEKS;
    if is_long { Err(Unlike::MoreDays) } else { Ok(full) }
}

/// The middle one; 0 of none.
pub(super) fn median(mut values: Vec<f64>) -> f64 {
    values.sort_unstable_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or(0.0)
}

/// Shifts of each week, from Monday, that lies within the first and last and has any.
fn by_week(shifts: &[Shift]) -> Vec<f64> {
    let Some((first, last)) = shifts.first().zip(shifts.last()) else { return Vec::new() };
    let monday =
        |day: NaiveDate| i64::from(day.num_days_from_ce()) - i64::from(day.weekday().num_days_from_monday());
    let (first, last) = (i64::from(first.day.num_days_from_ce()), i64::from(last.day.num_days_from_ce()));
    let mut weeks: BTreeMap<i64, f64> = BTreeMap::new();
    for shift in shifts {
        *weeks.entry(monday(shift.day)).or_default() += 1.0;
    }
    let whole = |(monday, _): &(i64, f64)| *monday >= first && *monday + 4 <= last;
    weeks.into_iter().filter(whole).map(|(_, shifts)| shifts).collect()
}

/// Whether days with a shift repeat after another number of days than seven.
fn has_rhythm(shifts: &[Shift]) -> bool {
    let days: BTreeSet<i32> = shifts.iter().map(|shift| shift.day.num_days_from_ce()).collect();
    let Some((first, last)) = days.first().zip(days.last()) else { return false };
    let there: Vec<f64> = (*first..=*last).map(|day| f64::from(u8::from(days.contains(&day)))).collect();
    let mean = there.iter().sum::<f64>() / there.len() as f64;
    let spread = mean * (1.0 - mean);
    let correlation = |lag: usize| {
        let pairs = there.iter().zip(there.iter().skip(lag));
        let products: f64 = pairs.map(|(one, other)| (one - mean) * (other - mean)).sum();
        products / (there.len() - lag) as f64 / spread
    };
    let longest = (*CYCLES.end()).min(there.len() / 2);
    if spread <= 0.0 || longest < *CYCLES.end() / 2 {
        return false;
    }
    let weekly = correlation(7);
    let repeats = |lag: usize| {
        let at = correlation(lag);
        at >= RHYTHM.0 && at >= weekly + RHYTHM.1
    };
    (*CYCLES.start()..=longest).any(repeats)
}
