//! What a roster tells of leaving.

use super::estimate::Untold;
use super::groups::{Groups, ReasonShare, groups, reasons};
use crate::model::RosterRow;
use crate::workforce::{
    DAYS_A_YEAR, Employment, HazardChoice, LearntHazard, LifeTable, RosterCount, Silence, Spell,
};
use chrono::NaiveDate;

/// Months of tenure at which the share that stays is told.
const STAYS: [u32; 6] = [1, 3, 6, 12, 18, 24];
/// People at risk from whose number on the share that stays is told.
const ENOUGH: u32 = 5;

/// The figures of a roster.
#[derive(Debug, Clone, PartialEq)]
pub struct RosterFigures {
    /// First and last day of the window.
    pub window: (NaiveDate, NaiveDate),
    /// Whether the last day is only the last date of the roster.
    pub ends_with_last_date: bool,
    /// Employments within the window; each counts as a person.
    pub people: usize,
    /// Of these, hired before it: seen only from its first day on.
    pub hired_before: usize,
    /// Employments that ended before the window.
    pub left_before: usize,
    /// Employments of no day within it: left on the day of hire, or hired on the last day.
    pub without_a_day: usize,
    /// Heads and moves, and the turnover that they make.
    pub count: RosterCount,
    /// The hazard by tenure.
    pub hazard: Result<HazardChoice, Untold>,
    /// The share that stays.
    pub stays: Vec<Stay>,
    /// Tenure, days, from which on enough people are at risk for that; 0 where from the hire on.
    pub told_from: u32,
    /// Tenure beyond which half are gone, days.
    pub median_days: Option<u32>,
    /// Why people left.
    pub reasons: Vec<ReasonShare>,
    /// Where people were hired from, and their grades, against the rest.
    pub groups: Groups,
    /// The start of the window without a leaver, where that is no luck.
    pub silence: Option<Silence>,
}

/// The share that stays longer than so many months, of those who reached [`RosterFigures::told_from`].
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Stay {
    /// Months of tenure.
    pub months: u32,
    /// The share.
    pub share: f64,
    /// Its 95 % interval; where it is told from the hire on.
    pub interval: Option<(f64, f64)>,
}

/// An employment as seen within the window, and its row.
pub(super) type Seen<'a> = (Spell, &'a RosterRow);

impl RosterFigures {
    /// Of the rows within a window; `None` without a day.
    pub(super) fn of(rows: &[RosterRow], start: NaiveDate, as_of: Option<NaiveDate>) -> Option<Self> {
        let dates = rows.iter().flat_map(|row| [Some(row.hire_date), row.leave_date]).flatten();
        let end = as_of.or_else(|| dates.max()).filter(|end| *end >= start)?;
        let people: Vec<Employment> =
            rows.iter().map(|row| Employment { hired: row.hire_date, left: row.leave_date }).collect();
        let seen: Vec<Seen<'_>> = people
            .iter()
            .zip(rows)
            .filter_map(|(person, row)| Some((person.seen(start, end)?, row)))
            .collect();
        let at_risk: Vec<Seen<'_>> = seen.iter().copied().filter(|(spell, _)| spell.was_at_risk()).collect();
        let spells: Vec<Spell> = at_risk.iter().map(|(spell, _)| *spell).collect();
        let table = LifeTable::new(&spells);
        let told_from = table.first_with(ENOUGH).unwrap_or(0);
        let learnt = LearntHazard::of(&people, (start, end));
        Some(Self {
            window: (start, end),
            ends_with_last_date: as_of.is_none(),
            people: at_risk.len(),
            hired_before: at_risk.iter().filter(|(spell, _)| spell.entry > 0).count(),
            left_before: people.iter().filter(|person| person.left.is_some_and(|left| left < start)).count(),
            without_a_day: seen.len() - at_risk.len(),
            count: RosterCount::new(&people, start, end),
            stays: stays(&table, told_from),
            told_from,
            median_days: table.median_days().filter(|_| told_from == 0),
            reasons: reasons(&at_risk),
            groups: groups(&at_risk),
            silence: learnt.as_ref().and_then(|learnt| learnt.silence),
            hazard: learnt.map(|learnt| learnt.hazard).ok_or(Untold::NobodyLeft),
        })
    }
}

fn stays(table: &LifeTable, from: u32) -> Vec<Stay> {
    let days = |months: u32| f64::from(months) * DAYS_A_YEAR / 12.0;
    let reached = |months: &&u32| {
        let days = days(**months);
        days > f64::from(from) && days <= f64::from(table.last_day())
    };
    let stay = |&months: &u32| {
        let at = days(months);
        let row = table.rows().iter().take_while(|row| f64::from(row.days) <= at).last();
        Some(Stay {
            months,
            share: table.survival_from(from, at)?,
            interval: row.filter(|_| from == 0).map(|row| row.interval),
        })
    };
    STAYS.iter().filter(reached).filter_map(stay).collect()
}
