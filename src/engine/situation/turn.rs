//! The wait of a customer who never gives up, among customers who do.

use crate::queueing::erlang_b;
use crate::units::{Rate, Seconds};

/// Weights are scaled down before they overflow.
const LARGE: f64 = 1e280;
/// A further state below this share of the sum no longer moves it.
const NEGLIGIBLE: f64 = 1e-18;
/// A longer likeliest queue than this is taken as its fluid limit.
const FLUID_QUEUE: f64 = 1e6;
/// More arrivals within one mean patience than this: nobody gives up, or all wait alike.
const FLUID: f64 = 1e9;

/// Mean time until the turn comes: `E[V] = p_N Σ_k w_k Σ_{i=0..k} 1/(Nμ + iθ)`, `w_k = Π_{i=1..k} λ/(Nμ + iθ)`.
///
/// Seconds. Infinite for nobody on seat; `None` where patience is so long that nobody gives up.
/// Source: \[Mandelbaum2007\].
pub(super) fn mean_turn(rate: Rate, aht: Seconds, agents: u32, theta: f64) -> Option<f64> {
    let (arrivals, flux) = (rate.get(), f64::from(agents) / aht.get());
    if arrivals <= 0.0 {
        return Some(0.0);
    }
    if flux <= 0.0 {
        return Some(f64::INFINITY);
    }
    let peak = (arrivals - flux) / theta;
    let endless = arrivals > FLUID * theta;
    if endless && peak < 0.0 {
        return None;
    }
    if endless || peak > FLUID_QUEUE {
        return Some((arrivals / flux).ln() / theta);
    }
    let blocked = erlang_b::blocking_probability(rate * aht, agents).get();
    let mut below = 1.0 / blocked;
    if below.is_infinite() {
        return Some(0.0);
    }
    let (mut weight, mut above, mut turn, mut waits) = (1.0, 0.0, 1.0 / flux, 1.0 / flux);
    let mut k = 0.0;
    loop {
        k += 1.0;
        let leave = flux + k * theta;
        let ratio = arrivals / leave;
        weight *= ratio;
        turn += 1.0 / leave;
        above += weight;
        waits += weight * turn;
        if ratio < 1.0 && weight * turn < NEGLIGIBLE * waits * (1.0 - ratio) {
            return Some(waits / (below + above));
        }
        if weight > LARGE {
            [&mut weight, &mut above, &mut waits, &mut below].into_iter().for_each(|sum| *sum /= LARGE);
        }
    }
}
