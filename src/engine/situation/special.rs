//! Service in circumstances of their own: lines and redials, work that can wait, uncertain rates, scattered handling times.

use super::service::{Asked, More, Service};
use crate::model::question::Circumstance;
use crate::queueing::finite::{Trunk, TrunkMetrics};
use crate::queueing::general::{self, Correction};
use crate::queueing::uncertain::{self, UncertainRate};
use crate::queueing::{Patience, QueueMetrics, ServiceLevelDefinition, Setting, blend, redial};
use crate::units::{Fraction, Seconds};

/// What `agents` give; `None` without a steady state, and for chats, which have no such circumstances.
pub(super) fn special(
    asked: Asked<'_>,
    agents: u32,
    thresholds: &[Seconds],
    definition: ServiceLevelDefinition,
) -> Option<Service> {
    let each = || thresholds.iter().copied();
    match asked.circumstance {
        Circumstance::Plain => None,
        Circumstance::Lines { lines, redials } => {
            let found: Option<Vec<Attempt>> =
                each().map(|within| attempt(asked, agents, (lines, redials), within)).collect();
            let found = found?;
            let levels = found.iter().map(|one| level(&one.met, definition)).collect();
            Some(of_lines(found.first()?, levels, lines.is_some(), redials))
        }
        Circumstance::KeptIdle(idle) => {
            let (aht, crew) = (asked.aht()?, asked.crew(agents)?);
            let busy = agents.saturating_sub(idle);
            let found: Option<Vec<_>> =
                each().map(|within| blend::metrics(crew, aht, busy, within)).collect();
            let found = found?;
            let levels = found.iter().map(|one| one.calls.service_level.get()).collect();
            let first = found.first()?;
            let more = More { deferred: Some(first.deferred.get()), ..More::default() };
            Some(of_queue(&first.calls, levels, more))
        }
        Circumstance::Scattered(cv) => {
            let (aht, crew) = (asked.aht()?, asked.crew(agents)?);
            let at = |within| general::metrics(crew, aht, cv, within, Correction::Recommended);
            let found: Option<Vec<_>> = each().map(at).collect();
            let found = found?;
            let levels = found.iter().map(|one| one.service_level.get()).collect();
            Some(of_queue(found.first()?, levels, More::default()))
        }
        Circumstance::Uncertain(cv) => uncertain_rate(asked, agents, thresholds, cv),
    }
}

/// One attempt, and what becomes of customers.
struct Attempt {
    met: TrunkMetrics,
    eventually: f64,
    attempts: f64,
}

fn attempt(
    asked: Asked<'_>,
    agents: u32,
    (lines, redials): (Option<u32>, Fraction),
    within: Seconds,
) -> Option<Attempt> {
    let trunk = Trunk { aht: asked.aht()?, patience: asked.station.patience, agents, lines };
    let found = redial::metrics(&trunk, asked.rate, redials, within)?;
    let fresh = asked.rate.get();
    let attempts = if fresh > 0.0 { found.offered.get() / fresh } else { 1.0 };
    Some(Attempt { met: found.attempt, eventually: found.eventually_answered.get(), attempts })
}

fn level(met: &TrunkMetrics, definition: ServiceLevelDefinition) -> f64 {
    match definition {
        ServiceLevelDefinition::Answered => met.of_answered.get(),
        ServiceLevelDefinition::Virtual => met.virtual_of_accepted.get(),
        ServiceLevelDefinition::Offered | ServiceLevelDefinition::ExcludingShortAbandons => {
            met.of_offered.get()
        }
    }
}

fn of_lines(first: &Attempt, levels: Vec<f64>, limited: bool, redials: Fraction) -> Service {
    let met = &first.met;
    let again = redials > Fraction::ZERO;
    Service {
        levels,
        asa: met.asa.map(Seconds::get),
        p_wait: met.p_wait.get(),
        p_abandon: met.p_abandon.get(),
        occupancy: met.occupancy.get(),
        mean_queue: met.mean_queue,
        more: More {
            p_block: limited.then(|| met.p_block.get()),
            eventually: again.then_some(first.eventually),
            attempts: again.then_some(first.attempts),
            ..More::default()
        },
    }
}

fn of_queue(found: &QueueMetrics, levels: Vec<f64>, more: More) -> Service {
    Service {
        levels,
        asa: found.asa.map(Seconds::get),
        p_wait: found.p_wait.get(),
        p_abandon: found.p_abandon.get(),
        occupancy: found.occupancy.get(),
        mean_queue: found.mean_queue,
        more,
    }
}

/// Service levels and abandonment on average over contacts; waits and occupancy as if the rate were its mean.
fn uncertain_rate(asked: Asked<'_>, agents: u32, thresholds: &[Seconds], cv: f64) -> Option<Service> {
    let aht = asked.aht()?;
    let rate = UncertainRate::new(asked.rate, cv).ok()?;
    let setting = Setting {
        rate: asked.rate,
        agents,
        answer_within: Seconds::ZERO,
        definition: ServiceLevelDefinition::Offered,
    };
    let at_mean = match (asked.station.patience, asked.crew(agents)) {
        (Patience::Infinite, Some(crew)) => crate::queueing::erlang_c::metrics(crew, aht, Seconds::ZERO)?,
        _ => asked.station.metrics(&setting)?,
    };
    let patient = asked.station.patience == Patience::Infinite;
    let mut levels = Vec::with_capacity(thresholds.len());
    let mut more = More::default();
    let mut p_abandon = 0.0;
    for within in thresholds {
        if patient {
            let found = uncertain::erlang_c(rate, aht, agents, *within);
            levels.push(found.over_contacts.get());
            more.p_unstable = Some(found.p_unstable.get());
        } else {
            let found = uncertain::erlang_a(rate, aht, asked.station.patience, agents, *within);
            levels.push(found.service_level.get());
            p_abandon = found.p_abandon.get();
        }
    }
    Some(Service { p_abandon, ..of_queue(&at_mean, levels, more) })
}
