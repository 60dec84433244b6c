//! Models whose cases state all of their parameters: lost contacts, finite lines, redials, blending, uncertain rates.

use super::answer::{Answer, Entry, State};
use crate::model::question::{Case, SteadyModel};
use crate::queueing::finite::{Trunk, TrunkMetrics};
use crate::queueing::{blend, erlang_b, redial, uncertain};
use crate::units::{Fraction, Rate, Seconds};

/// The figures of a case in the order of its model's columns; `None` without a steady state.
pub(super) fn plain(case: &Case) -> Option<Vec<f64>> {
    match case {
        Case::Loss { load, agents } => Some(vec![erlang_b::blocking_probability(*load, *agents).get()]),
        Case::Trunk { rate, trunk, redials: None, within } => Some(lines(&trunk.metrics(*rate, *within)?)),
        Case::Trunk { rate, trunk, redials: Some(redials), within } => {
            redialled(trunk, *rate, *redials, *within)
        }
        Case::Blend { crew, aht, keep_busy, within } => {
            let found = blend::metrics(*crew, *aht, *keep_busy, *within)?;
            let calls = found.calls;
            Some(vec![
                calls.p_wait.get(),
                calls.mean_wait_all.get(),
                calls.service_level.get(),
                3600.0 * found.deferred.get(),
                calls.occupancy.get(),
            ])
        }
        Case::Uncertain { rate, aht, patience, agents, within } => {
            let patient = uncertain::erlang_c(*rate, *aht, *agents, *within);
            let hasty = uncertain::erlang_a(*rate, *aht, *patience, *agents, *within);
            let shares = [
                patient.at_mean,
                patient.over_time,
                patient.over_contacts,
                patient.p_unstable,
                hasty.service_level,
                hasty.p_abandon,
            ];
            Some(shares.map(Fraction::get).to_vec())
        }
        Case::Queue(_) => None,
    }
}

fn lines(found: &TrunkMetrics) -> Vec<f64> {
    vec![
        found.p_block.get(),
        found.p_wait.get(),
        found.p_abandon.get(),
        found.mean_wait.get(),
        found.of_offered.get(),
        found.of_accepted.get(),
        found.of_answered.get(),
        found.virtual_of_accepted.get(),
        found.occupancy.get(),
        found.mean_queue,
    ]
}

fn redialled(trunk: &Trunk, fresh: Rate, redials: Fraction, within: Seconds) -> Option<Vec<f64>> {
    let found = redial::metrics(trunk, fresh, redials, within)?;
    let attempt = found.attempt;
    Some(vec![
        3600.0 * found.offered.get(),
        attempt.p_block.get(),
        attempt.p_abandon.get(),
        attempt.of_offered.get(),
        attempt.of_answered.get(),
        attempt.virtual_of_accepted.get(),
        attempt.occupancy.get(),
        found.eventually_answered.get(),
    ])
}

/// The figures that a queue without a steady state tends to: every agent busy, no contact in time.
pub(super) fn endless(model: SteadyModel) -> Answer {
    let figure = |column: &&str| match *column {
        "p_wait" | "p_wait_of_accepted" | "occupancy" | "p_unstable" => Entry::Number(1.0),
        "asa_s" | "mean_wait_accepted_s" | "mean_queue" | "total_lambda_per_hour" => {
            Entry::Number(f64::INFINITY)
        }
        // All attempts but a vanishing part find the lines taken or give up.
        "p_block" | "p_abandon_of_offered" | "fraction_of_fresh_eventually_served" => Entry::Empty,
        _ => Entry::Number(0.0),
    };
    Answer { entries: model.results().iter().map(figure).collect(), state: State::Endless }
}
