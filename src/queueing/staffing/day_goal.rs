//! What is asked of a whole day, and what a day's staff give.

use super::targets::{Binding, Target, Targets};
use crate::queueing::day::{DayStation, SlotService};

/// Rounding forgiven where busy time is compared with staffed time.
const ROUNDING: f64 = 1e-9;

/// For what the targets must hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Scope {
    /// The contacts of every interval.
    #[default]
    EveryInterval,
    /// The contacts of all intervals together.
    WholeDay,
}

/// What is asked of a day.
#[derive(Debug, Clone, Copy)]
pub struct DayGoal<'a> {
    /// Who handles contacts, and how long customers wait; its `turns` is set as the targets' definition needs it.
    pub station: &'a DayStation,
    /// Targets; the service level's threshold is the station's too.
    pub targets: &'a Targets,
    /// For what they must hold.
    pub scope: Scope,
}

/// A day's staff, and what they give.
#[derive(Debug, Clone, PartialEq)]
pub struct DayStaffing {
    /// People on seat, one value a slot.
    pub agents: Vec<u32>,
    /// What decides in each slot: the first target missed, there or in another slot, with one agent fewer.
    pub binding: Vec<Binding>,
    /// What contacts get, one value a slot.
    pub served: Vec<SlotService>,
    /// The same by turns, for the definitions that ask for them.
    pub turns: Option<Vec<SlotService>>,
}

impl DayGoal<'_> {
    /// The first target that a service with so many agent-seconds misses.
    pub(super) fn missed_by(
        &self,
        served: &SlotService,
        turns: Option<&SlotService>,
        staffed: f64,
    ) -> Option<Binding> {
        let targets = self.targets;
        let met = |target: &Target| match target.binding {
            Binding::ServiceLevel => {
                served.level(targets.definition, turns).is_none_or(|level| level.get() >= target.limit)
            }
            Binding::Asa => served.waits.mean() <= target.limit,
            Binding::Abandonment => served.abandoned <= target.limit * served.contacts,
            Binding::Occupancy => served.busy_seconds <= target.limit * staffed * (1.0 + ROUNDING),
            Binding::Stability | Binding::None => true,
        };
        targets.asked().find(|target| !met(target)).map(|target| target.binding)
    }
}

/// All slots as one.
pub(super) fn together(served: &[SlotService]) -> SlotService {
    let mut all = SlotService::default();
    served.iter().for_each(|slot| all.go_on(slot));
    all
}
