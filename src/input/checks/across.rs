//! Every check across the parts of one scenario.

use super::{channels, events, moves, teams};
use crate::input::fields::View;
use crate::model::Plan;

/// Checks a resolved plan; the root shows where its parts were written. Channels and teams that were not read
/// soundly are left out: what would be found there only follows.
pub(in crate::input) fn across(
    plan: &Plan,
    root: &View<'_>,
    zone: chrono_tz::Tz,
    (channels_sound, teams_sound): (&[bool], &[bool]),
) {
    let channels = plan.channels.iter().zip(root.named("channel")).zip(channels_sound);
    for ((channel, view), _) in channels.filter(|(_, sound)| **sound) {
        channels::e206_all_of_a_live_channel(channel, &view);
        channels::e310_profile_of_itself(plan, channel, &view);
        channels::e316_kind(channel, &view);
        channels::w513_unanswered(plan, channel, &view);
        channels::w517_flat_profile(channel, &view);
    }
    for (event, view) in plan.events.iter().zip(root.named("event")) {
        events::w512_closed(event, plan, &view);
    }
    let teams = plan.teams.iter().zip(root.named("team")).zip(teams_sound).enumerate();
    for (index, ((team, view), _)) in teams.filter(|(_, (_, sound))| **sound) {
        teams::e304_tenure(team, &view);
        teams::e213_weights(team, &view);
        teams::e310_leads((index, team), plan, &view);
        teams::e313_in_training(team, &view);
        teams::e315_overtime(team, plan, &view);
        moves::e331_moves((index, team), plan, &view);
        teams::w512_span(team, &view);
        teams::e320_outsourced(index, plan, &view);
        teams::w503_occupancy(team, &view);
        teams::w508_missing_hour(team, plan, &view, zone);
    }
}
