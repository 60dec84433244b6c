//! The need of patient customers before rounding up: Erlang C for real numbers of agents.
//!
//! `1/B(N, A) = A·∫ e^{−At}(1 + t)^N dt` is defined for every real `N` and obeys the same recursion \[Jagerman1974\]; delay,
//! service level and mean wait follow from it as for whole agents.

use super::least::Unreachable;
use super::patient::Ask;
use super::root::{Start, root};
use super::station::Offered;
use super::targets::Targets;
use crate::queueing::steady::erlang_b::inverse;
use crate::units::{Erlangs, Seconds};

/// Relative distance to the nearest target at which the need is found.
const FOUND: f64 = 1e-12;

/// The real number of agents that meets the targets exactly, for customers who never give up: where the service level, the
/// mean wait and the occupancy of [`patient_agents`](super::patient_agents), as smooth functions of the agents, reach what
/// is asked.
///
/// It lies above `patient_agents − 1` and at most at it; with no target it is the load itself. Domain and assumptions are
/// the same. Accuracy: 1e-9 relative.
///
/// # Errors
/// [`Unreachable`] when a target can only be met by infinitely many agents.
///
/// ```
/// # use staffplan::{queueing::*, units::*};
/// let (load, aht) = (Erlangs::new(30.0).unwrap(), Seconds::new(300.0).unwrap());
/// let targets =
///     Targets { service_level: Some((Fraction::new(0.8).unwrap(), Seconds::new(20.0).unwrap())), ..Targets::default() };
/// let (real, whole) = (patient_agents_real(load, aht, &targets).unwrap(), patient_agents(load, aht, &targets).unwrap());
/// assert_eq!(real.ceil(), f64::from(whole));
/// ```
pub fn patient_agents_real(load: Erlangs, aht: Seconds, targets: &Targets) -> Result<f64, Unreachable> {
    let ask = Ask::new(aht, targets)?;
    let whole = f64::from(ask.least(Offered::Load(load))?);
    let load = load.get();
    if whole <= 0.0 {
        return Ok(0.0);
    }
    let low = load.max(whole - 1.0);
    let uneasy = |n: f64| -ask.ease_of(load, n, || inverse(load, n));
    let start = Start { at: 0.5 * (low + whole), slope: -1.0 / load.sqrt().max(1.0) };
    Ok(root(uneasy, (low, whole), start, FOUND).at)
}

#[cfg(test)]
mod tests {
    use crate::queueing::steady::erlang_b::inverse;

    #[test]
    fn blocking_of_real_agents_is_that_of_the_integral() {
        // 25 digits by quadrature and by continued fractions, which agree to 6e-61.
        for (load, agents, right) in [
            (0.3, 0.5, 0.510_751_687_329_212_2),
            (0.3, 2.4, 0.013_834_983_887_574_267),
            (1.0, 1.5, 0.325_902_313_331_259_15),
            (2.5, 4.08, 0.141_722_635_082_279_52),
            (7.25, 9.94, 0.091_334_890_683_866_86),
            (20.0, 24.47, 0.058_271_487_346_349_25),
            (47.5, 54.39, 0.039_080_055_152_725_37),
        ] {
            let found = 1.0 / inverse(load, agents);
            assert!((found / right - 1.0).abs() < 1e-12, "{load} {agents}: {found} instead of {right}");
        }
    }
}
