//! What an arrival sees: its chance of being answered in time, and its wait.

use super::in_time::in_time;
use super::law::Law;
use super::poles::{NODES, PLACES};
use super::step::AtPlaces;
use crate::queueing::day::{Outlook, Regime, WaitLaw};
use crate::queueing::whole::whole;

/// Nanoseconds of a look ahead for each number waiting.
const LOOK_WORK: f64 = 5.0;
/// Those of a line's passage past a change of staff, for each number waiting, by the root of their number.
const PASSAGE_WORK: f64 = 7.5;
/// Mean patiences for which a change of staff matters to contacts that came before it.
pub(super) const FELT: f64 = 8.0;
/// Looks at the waits of one step's arrivals, where the staff change soon.
const MOST_LOOKS: f64 = 4.0;

/// What an arrival of a slot looks ahead at.
pub(super) struct Look<'a> {
    pub outlook: &'a Outlook<'a>,
    pub j: usize,
    pub within: f64,
}

impl Look<'_> {
    /// Nanoseconds that so many looks ask for, each from about a moment on.
    pub(super) fn work(&self, (moment, looks): (f64, f64), ahead: f64, most: usize) -> f64 {
        let numbers = most as f64;
        let changes = self.outlook.changes(self.j, moment + ahead).count() as f64;
        let passage =
            if self.outlook.regimes[self.j].theta > 0.0 { PASSAGE_WORK * numbers.sqrt() } else { 0.0 };
        looks * numbers * (LOOK_WORK + changes * passage)
    }

    /// The chances of an arrival at a moment, by the number found waiting.
    pub(super) fn from(&self, moment: f64, most: usize) -> impl Iterator<Item = f64> {
        in_time(self.outlook, (self.j, moment), self.within, most)
    }

    /// The chances at the Gauss places of a step.
    pub(super) fn at_places(&self, (at, h): (f64, f64), most: usize, all: &mut Vec<AtPlaces>) {
        all.resize(most + 1, [0.0; NODES]);
        for (i, place) in PLACES.iter().enumerate() {
            let chances = self.from(at + h * (1.0 - place), most);
            all.iter_mut().zip(chances).for_each(|(at_places, chance)| at_places[i] = chance);
        }
    }

    /// Adds the waits of those who found everyone busy, by what moments evenly within the step see.
    pub(super) fn waits(&self, (at, h): (f64, f64), law: &Law, time: &[f64], waits: &mut WaitLaw) {
        let Regime { servers, theta, .. } = self.outlook.regimes[self.j];
        let split = whole(servers - law.low as f64).min(time.len());
        if split == time.len() {
            return;
        }
        let first = (law.low + split) as f64 - servers + 1.0;
        // The mean wait of patient contacts is set right as a whole.
        let alike = theta <= 0.0 || self.outlook.steady_until(self.j, at + h + FELT / theta);
        let looks = if alike { 1.0 } else { MOST_LOOKS };
        for look in 0..whole(looks) {
            let moment = at + h * (look as f64 + 0.5) / looks;
            let line = time[split..].iter().enumerate();
            let line = line.map(|(i, &seconds)| (first + i as f64, seconds / looks));
            self.outlook.waits(self.j, moment).share_out(line, waits);
        }
    }
}
