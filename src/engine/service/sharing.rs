//! Sharing people between channels in one interval.
//!
//! Live channels reach equal ratios of have to need up to 1, as far as the teams that serve them allow; then deferred
//! work takes what is over, with the idle time of the live channels within the occupancy cap; what deferred work
//! leaves goes back to the live channels in equal ratios.

/// Who may answer what in a pool: `serves[team][channel]`, channels in the order of the pool's live ones.
pub(crate) type Serves = Vec<Vec<bool>>;

/// Agents by live channel in one interval.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Share {
    /// With everything that is over given to deferred work.
    pub at_need: Vec<f64>,
    /// With everything that is over given back to the live channels.
    pub with_surplus: Vec<f64>,
    /// Agents over once every live need is met.
    pub surplus: f64,
}

const ROUNDS: usize = 24;

/// Lays `available[team]` agents on channels with `need[channel]`.
///
/// One team reaches equal ratios at once; several by proportional rounds, each moving a team's people towards the
/// channels with the lower ratio.
#[must_use]
pub(crate) fn share(available: &[f64], need: &[f64], serves: &Serves) -> Share {
    let mut placed: Vec<Vec<f64>> = available
        .iter()
        .zip(serves)
        .map(|(&agents, serves)| {
            proportional(agents, need.iter().zip(serves).map(|(&need, &may)| if may { need } else { 0.0 }))
        })
        .collect();
    if available.len() > 1 {
        for _ in 0..ROUNDS {
            let ratio: Vec<f64> =
                have(&placed, need.len()).iter().zip(need).map(|(have, need)| have / need).collect();
            for (row, &agents) in placed.iter_mut().zip(available) {
                let pulled =
                    row.iter().zip(&ratio).map(|(&now, &ratio)| if now > 0.0 { now / ratio } else { 0.0 });
                *row = proportional(agents, pulled);
            }
        }
    }
    let with_surplus = have(&placed, need.len());
    let at_need: Vec<f64> = with_surplus.iter().zip(need).map(|(&have, &need)| have.min(need)).collect();
    let surplus = (available.iter().sum::<f64>() - at_need.iter().sum::<f64>()).max(0.0);
    Share { at_need, with_surplus, surplus }
}

fn have(placed: &[Vec<f64>], channels: usize) -> Vec<f64> {
    (0..channels).map(|channel| placed.iter().map(|row| row[channel]).sum()).collect()
}

/// `total` split in proportion to the weights; nothing where they sum to nothing.
fn proportional(total: f64, weights: impl Iterator<Item = f64>) -> Vec<f64> {
    let weights: Vec<f64> = weights.collect();
    let sum: f64 = weights.iter().sum();
    weights.iter().map(|weight| if sum > 0.0 { total * weight / sum } else { 0.0 }).collect()
}

#[cfg(test)]
mod tests {
    use super::share;

    #[test]
    fn a_short_team_is_short_everywhere_alike() {
        let shared = share(&[30.0], &[30.0, 10.0], &vec![vec![true, true]]);
        assert_eq!(shared.at_need, vec![22.5, 7.5]);
        assert!(shared.surplus.abs() < 1e-12);
    }

    #[test]
    fn a_second_team_evens_out_what_it_can_reach() {
        // The flexible team of 10 goes wholly to the channel that the other cannot serve enough.
        let shared = share(&[20.0, 10.0], &[20.0, 20.0], &vec![vec![true, false], vec![true, true]]);
        assert!(
            (shared.with_surplus[0] - 20.0).abs() < 1e-3 && (shared.with_surplus[1] - 10.0).abs() < 1e-3,
            "{shared:?}"
        );
        let even = share(&[20.0, 20.0], &[20.0, 20.0], &vec![vec![true, true], vec![true, true]]);
        assert!(even.surplus.abs() < 1e-9);
    }
}
