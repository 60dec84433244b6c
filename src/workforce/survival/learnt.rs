//! What a roster teaches of leaving within its window: the one estimate that `plan calibrate` prints and that a plan which
//! names a roster uses.

use super::choice::HazardChoice;
use super::roster_count::{Employment, RosterCount};
use super::spell::{DAYS_A_YEAR, Spell};
use chrono::NaiveDate;

/// Months at which bands of tenure begin.
pub const TENURE_EDGES: [f64; 6] = [0.0, 1.0, 3.0, 6.0, 12.0, 24.0];
/// Leavers to be expected where none is recorded, from which on that is no luck: `e⁻ˣ` is 1 in 1000, for a caution that is
/// raised of every twentieth sound roster teaches nobody to heed it.
const NO_LUCK: f64 = 6.907_755_278_982_137;

/// The hazard of leaving by tenure that a roster shows between two days, both inclusive.
///
/// People hired before the first day are seen from it on; those still there on the last day are seen up to it. Assumes that
/// all leavers of the window are recorded.
#[derive(Debug, Clone, PartialEq)]
pub struct LearntHazard {
    /// First and last day of the window.
    pub window: (NaiveDate, NaiveDate),
    /// Employments at risk within it; each counts as a person.
    pub people: usize,
    /// Of these, hired before it.
    pub hired_before: usize,
    /// The hazard by tenure.
    pub hazard: HazardChoice,
    /// The start of the window without a leaver, where that is no luck.
    pub silence: Option<Silence>,
}

/// Days at the start of a window on which nobody leaves.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Silence {
    /// The first leaver's last day.
    pub until: NaiveDate,
    /// Leavers to be expected before it.
    pub expected: f64,
}

impl LearntHazard {
    /// What people's days show within a window; `None` where nobody at risk left in it.
    #[must_use]
    pub fn of(people: &[Employment], window: (NaiveDate, NaiveDate)) -> Option<Self> {
        let seen = people.iter().filter_map(|person| person.seen(window.0, window.1));
        let spells: Vec<Spell> = seen.filter(|spell| spell.was_at_risk()).collect();
        let hazard = HazardChoice::new(&spells, &TENURE_EDGES)?;
        Some(Self {
            window,
            people: spells.len(),
            hired_before: spells.iter().filter(|spell| spell.entry > 0).count(),
            silence: silence(people, window, hazard.annual),
            hazard,
        })
    }

    /// Person-years at risk.
    #[must_use]
    pub fn person_years(&self) -> f64 {
        self.hazard.person_days / DAYS_A_YEAR
    }
}

/// Whether the window begins with a time in which leavers were to be expected and none is recorded.
fn silence(people: &[Employment], (start, end): (NaiveDate, NaiveDate), annual: f64) -> Option<Silence> {
    let left = people.iter().filter_map(|person| person.left).filter(|left| (start..=end).contains(left));
    let until = left.min()?;
    let before = until.pred_opt().filter(|day| *day >= start)?;
    #[expect(clippy::cast_precision_loss, reason = "a roster has far fewer than 2^53 person-days")]
    let days = RosterCount::new(people, start, before).person_days as f64;
    let expected = annual * days / DAYS_A_YEAR;
    (expected >= NO_LUCK).then_some(Silence { until, expected })
}

#[cfg(test)]
mod tests {
    use super::{LearntHazard, NO_LUCK, Silence};
    use crate::workforce::Employment;
    use chrono::{Days, NaiveDate};

    /// 1,000 people who stay and as many leavers as days, one a day from `quiet` days after the start of a year on.
    fn silence_of(quiet: u64) -> Option<Silence> {
        let start = NaiveDate::from_ymd_opt(2025, 1, 1).unwrap();
        let end = start + Days::new(364);
        let hired = start - Days::new(400);
        let leavers = (quiet..365).map(|day| Employment { hired, left: Some(start + Days::new(day)) });
        let people: Vec<Employment> =
            leavers.chain((0..1000).map(|_| Employment { hired, left: None })).collect();
        LearntHazard::of(&people, (start, end)).unwrap().silence
    }

    #[test]
    fn a_quiet_start_is_said_from_one_in_a_thousand_on() {
        assert!(((-NO_LUCK).exp() - 1e-3).abs() < 1e-15);
        // Somewhat more than one leaver a day is to be expected while all are still there.
        assert_eq!(silence_of(3), None);
        assert_eq!(silence_of(5), None);
        let found = silence_of(7).unwrap();
        assert!((7.0..8.5).contains(&found.expected), "{found:?}");
    }
}
