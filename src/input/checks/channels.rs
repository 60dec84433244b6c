//! Checks of channels.

use crate::input::fields::View;
use crate::input::findings::Diagnostic;
use crate::model::{Channel, ChannelKind, Plan};

/// Nobody can promise everything within a time to contacts that wait in a queue.
pub(super) fn e206_all_of_a_live_channel(channel: &Channel, view: &View<'_>) {
    let all = channel.service_level.is_some_and(|goal| goal.share.get() >= 1.0);
    if let Some(field) = view.get("service_level").filter(|_| all && channel.kind == ChannelKind::Live) {
        let message =
            format!("`{}` is {}: no finite staff answers all of a live channel", field.path, field.shown());
        field.refuse("E206", message, "ask for less, like \"99% in 1 min\"");
    }
}

/// A stated volume takes the shape of another channel that has one.
pub(super) fn e310_profile_of_itself(plan: &Plan, channel: &Channel, view: &View<'_>) {
    let Some((field, other)) = view.get("profile_of").zip(channel.profile_of) else { return };
    if plan.channels[other].name == channel.name || plan.channels[other].history.is_none() {
        let message =
            format!("`{}` names `{}`, which has no history to take the shape of", field.path, field.shown());
        field.refuse("E310", message, "name a channel with a history");
    }
}

/// Keys that the kind of a channel gives no meaning.
pub(super) fn e316_kind(channel: &Channel, view: &View<'_>) {
    match channel.kind {
        ChannelKind::Live => {
            if let Some(field) = view.get("opening_backlog").filter(|_| channel.opening_backlog > 0) {
                let message = format!("`{}` is a backlog, but `{}` is a live channel", field.path, view.name);
                field.refuse("E316", message, "kind = \"deferred\" is worked off a backlog");
            }
        }
        ChannelKind::Deferred => {
            for key in ["patience", "redial", "max_abandon"] {
                if let Some(field) = view.get(key) {
                    let message =
                        format!("`{}` has no effect: nobody gives up on a deferred channel", field.path);
                    field.out.add(Diagnostic::warning("W512", field.key_at, message).help("leave it out"));
                }
            }
        }
    }
}

/// A plan with teams, and a channel that none of them serves.
pub(super) fn w513_unanswered(plan: &Plan, channel: &Channel, view: &View<'_>) {
    let index = plan.channels.iter().position(|other| other.name == channel.name);
    let serving = plan.teams.iter().any(|team| team.takes_contacts());
    if serving && !plan.teams.iter().any(|team| index.is_some_and(|index| team.serves.contains(&index))) {
        let message = format!("no team serves channel `{}`", channel.name);
        let help = "add it to `serves` of a team; until then only its requirement is shown";
        view.out.add(Diagnostic::warning("W513", view.at, message).help(help));
    }
}

/// A stated volume without a shape.
pub(super) fn w517_flat_profile(channel: &Channel, view: &View<'_>) {
    if let Some(field) = view.get("volume").filter(|_| channel.profile_of.is_none()) {
        let message =
            format!("channel `{}` has no history: its contacts are spread evenly over `hours`", channel.name);
        let help = "profile_of = \"OTHER CHANNEL\" takes the shape of a channel with a history";
        field.out.add(Diagnostic::note("W517", field.key_at, message).help(help));
    }
}
