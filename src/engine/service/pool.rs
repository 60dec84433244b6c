//! Pools: teams and channels that share people, directly or through others.

use crate::model::{ChannelKind, Plan};

/// Teams and channels between which people can be shared; no person works in two pools.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Pool {
    /// Teams, by index.
    pub teams: Vec<usize>,
    /// Live channels, by index.
    pub live: Vec<usize>,
    /// Deferred channels, by index.
    pub deferred: Vec<usize>,
}

/// The connected parts of "team serves channel", in the order of their first team; last, without a team, the channels
/// that nobody serves: they have a need, and no service.
#[must_use]
pub(crate) fn pools(plan: &Plan) -> Vec<Pool> {
    let mut group: Vec<usize> = (0..plan.teams.len()).collect();
    for (team, settings) in plan.teams.iter().enumerate() {
        for other in 0..team {
            if settings.serves.iter().any(|channel| plan.teams[other].serves.contains(channel)) {
                let (from, to) = (group[team].max(group[other]), group[team].min(group[other]));
                group.iter_mut().filter(|label| **label == from).for_each(|label| *label = to);
            }
        }
    }
    let roots = (0..plan.teams.len()).filter(|&team| group[team] == team);
    let mut pools: Vec<Pool> =
        roots.map(|root| pool_of(plan, &group, root)).filter(|pool| !pool.teams.is_empty()).collect();
    let alone = |kind: ChannelKind| {
        let served = |channel: usize| plan.teams.iter().any(|team| team.serves.contains(&channel));
        let of_kind = move |&channel: &usize| plan.channels[channel].kind == kind && !served(channel);
        (0..plan.channels.len()).filter(of_kind).collect::<Vec<usize>>()
    };
    let unserved =
        Pool { teams: Vec::new(), live: alone(ChannelKind::Live), deferred: alone(ChannelKind::Deferred) };
    pools.extend(Some(unserved).filter(|pool| !pool.live.is_empty() || !pool.deferred.is_empty()));
    pools
}

fn pool_of(plan: &Plan, group: &[usize], root: usize) -> Pool {
    let teams: Vec<usize> = (0..plan.teams.len())
        .filter(|&team| group[team] == root && plan.teams[team].takes_contacts())
        .collect();
    let served = |channel: usize| teams.iter().any(|&team| plan.teams[team].serves.contains(&channel));
    let of_kind = |kind: ChannelKind| {
        (0..plan.channels.len())
            .filter(|&channel| served(channel) && plan.channels[channel].kind == kind)
            .collect()
    };
    Pool { live: of_kind(ChannelKind::Live), deferred: of_kind(ChannelKind::Deferred), teams }
}
