//! The share of paid days without a shift.

use super::rota::{LEAST_SHIFTS, LeftOut, full_weeks, median};
use super::shifts::{Shift, shifts};
use crate::engine::calibrate::estimate::{Estimate, Untold};
use crate::engine::calibrate::run::{RosterSource, Sources};
use chrono::{NaiveDate, TimeDelta};
use std::collections::HashMap;

/// Agents below which nothing is told.
const LEAST_AGENTS: usize = 5;
/// Paid days of a week where nothing is said.
const WEEK_DAYS: f64 = 5.0;
/// Full weeks of a middling agent below which nobody's absence can be told from working fewer days: so many make it less than
/// 1 in 30 that somebody who works the whole week is taken for a part-timer within half a year.
const FULL_WEEKS: f64 = 0.25;

/// What shifts may add that a long lull has split.
const SPLIT: f64 = 0.005;

/// The share of paid days without a shift.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct AbsenceFigures {
    /// The share; its error is between agents, its `n` agents.
    pub absent: Estimate,
    /// Paid days of these agents.
    pub paid_days: f64,
    /// Their shifts: contacts without six hours between them, on the day of the first.
    pub seen_days: f64,
    /// Paid days of a week.
    pub week_days: f64,
    /// Agents who are left out.
    pub left_out: LeftOut,
    /// Agents whose employment a roster gives; the others count as employed from their first contact to their last.
    pub in_roster: usize,
}

impl AbsenceFigures {
    /// Agents whose days count.
    #[must_use]
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a count of agents")]
    pub const fn agents(&self) -> usize {
        self.absent.n as usize
    }
}

/// Days of one agent: with a shift, and of the calendar.
#[derive(Debug, Clone, Copy, Default)]
struct Days {
    seen: f64,
    calendar: f64,
}

/// First day of an employment, and its last where it has ended.
type Spell = (NaiveDate, Option<NaiveDate>);

/// First and last day on which somebody is employed; a flag says that the day is known only because it has a contact.
type Employed = ((NaiveDate, bool), (NaiveDate, bool));

/// The absence of a log's agents.
pub(in crate::engine::calibrate) fn absence(sources: &Sources<'_>) -> Result<AbsenceFigures, Untold> {
    let log = match (sources.channels, sources.log) {
        ([], _) => return Err(Untold::NoHistory),
        (_, None) => return Err(Untold::NotALog),
        (_, Some(log)) => log,
    };
    if !log.tells_agents {
        return Err(Untold::NoAgents);
    }
    let dates = log.contacts.iter().map(|contact| contact.at.date());
    let (Some(first), Some(last)) = (dates.clone().min(), dates.max()) else {
        return Err(Untold::NoAgents);
    };
    let rosters = employments(sources.roster.as_ref());
    let week_days = sources.week_days.unwrap_or(WEEK_DAYS);
    let (mut all, mut full, mut left_out, mut in_roster) = (Vec::new(), Vec::new(), LeftOut::default(), 0);
    for (name, shifts) in log.agents.iter().zip(shifts(log)).filter(|(_, shifts)| !shifts.is_empty()) {
        let spells = rosters.get(name.as_str()).map(Vec::as_slice);
        let days: Vec<NaiveDate> = shifts.iter().map(|shift: &Shift| shift.day).collect();
        let own = of_agent(&days, spells, (first, last));
        let rate = own.seen / own.paid(week_days);
        match full_weeks(&shifts, (week_days, sources.week_days.is_some()), rate) {
            Ok(share) if own.calendar > 0.0 => {
                in_roster += usize::from(spells.is_some());
                full.push(share);
                all.push(own);
            }
            Ok(_) => left_out.few_shifts += 1,
            Err(why) => left_out.add(why),
        }
    }
    refuse_unlike(all.len(), left_out, week_days)?;
    if median(full) < FULL_WEEKS {
        return Err(Untold::FullWeeksRare { week_days });
    }
    told(&all, week_days).map(|figures| AbsenceFigures { left_out, in_roster, ..figures })
}

/// Refuses agents of whom too few work the week that is paid, or fewer than do not.
const fn refuse_unlike(kept: usize, left_out: LeftOut, week_days: f64) -> Result<(), Untold> {
    let agents = kept + left_out.unlike();
    if agents < LEAST_AGENTS {
        return Err(Untold::TooFewAgents { agents, needed: LEAST_AGENTS, days: LEAST_SHIFTS });
    }
    if kept < LEAST_AGENTS || kept < left_out.unlike() {
        let (why, unlike) = left_out.mostly();
        return Err(Untold::AgentsUnlike { why, unlike, agents, week_days });
    }
    Ok(())
}

impl Days {
    /// Days that are paid.
    fn paid(&self, week_days: f64) -> f64 {
        self.calendar * week_days / 7.0
    }
}

/// The days of one agent: within the employments of the roster, or else from the first contact to the last.
fn of_agent(days: &[NaiveDate], spells: Option<&[Spell]>, log: (NaiveDate, NaiveDate)) -> Days {
    let Some(spells) = spells else {
        let ends = days.first().zip(days.last());
        return ends.map_or(Days::default(), |(&first, &last)| count(days, ((first, true), (last, true))));
    };
    let each = spells.iter().filter_map(|spell| within(*spell, days, log));
    each.fold(Days::default(), |sum, one| Days {
        seen: sum.seen + one.seen,
        calendar: sum.calendar + one.calendar,
    })
}

/// The ratio over agents, who count as independent: `√(G/(G−1) Σ (p − r P)²) / ΣP` with `r = Σp / ΣP`. Source: \[Cochran1977\] §2.11.
fn told(agents: &[Days], week_days: f64) -> Result<AbsenceFigures, Untold> {
    let paid = |agent: &Days| agent.paid(week_days);
    let seen_days: f64 = agents.iter().map(|agent| agent.seen).sum();
    let paid_days: f64 = agents.iter().map(paid).sum();
    let present = seen_days / paid_days;
    let n = agents.len() as f64;
    let squares: f64 = agents.iter().map(|agent| (agent.seen - present * paid(agent)).powi(2)).sum();
    let error = (n / (n - 1.0) * squares).sqrt() / paid_days;
    if present > 1.0 + 2.0 * error + SPLIT {
        return Err(Untold::MoreDaysThanPaid { seen: present * week_days, paid: week_days });
    }
    let absent = Estimate { value: (1.0 - present).max(0.0), error: Some(error), n };
    Ok(AbsenceFigures { absent, paid_days, seen_days, week_days, left_out: LeftOut::default(), in_roster: 0 })
}

/// First and last day of every employment, by employee.
fn employments<'a>(roster: Option<&RosterSource<'a>>) -> HashMap<&'a str, Vec<Spell>> {
    let mut by_name: HashMap<&str, Vec<Spell>> = HashMap::new();
    for row in roster.map_or(&[][..], |roster| roster.rows) {
        by_name.entry(row.employee.as_str()).or_default().push((row.hire_date, row.leave_date));
    }
    by_name
}

/// An employment within the days of the log. Who is hired within them takes no contacts until onboarding ends, so that the
/// first contact is the first day.
fn within((hired, left): Spell, days: &[NaiveDate], (first, last): (NaiveDate, NaiveDate)) -> Option<Days> {
    let end = left.unwrap_or(last).min(last);
    let start = if hired <= first {
        (first, false)
    } else {
        (*days.iter().find(|day| **day >= hired).filter(|day| **day <= end)?, true)
    };
    (start.0 <= end).then(|| count(days, (start, (end, false))))
}

/// Days of an employment, in whole weeks, so that it does not matter on which weekdays somebody works. A day that is known by
/// its contact alone is never one of absence, so it is left out.
fn count(days: &[NaiveDate], (first, last): Employed) -> Days {
    let inner = |(day, by_contact): (NaiveDate, bool), other: fn(&NaiveDate) -> Option<NaiveDate>| {
        if by_contact { other(&day) } else { Some(day) }
    };
    let (from, to) = (inner(first, NaiveDate::succ_opt), inner(last, NaiveDate::pred_opt));
    let Some((from, to)) = from.zip(to).filter(|(from, to)| from <= to) else { return Days::default() };
    let calendar = ((to - from).num_days() + 1) / 7 * 7;
    let past = from.checked_add_signed(TimeDelta::days(calendar)).unwrap_or(to);
    Days {
        seen: days.iter().filter(|day| (from..past).contains(day)).count() as f64,
        calendar: calendar as f64,
    }
}
