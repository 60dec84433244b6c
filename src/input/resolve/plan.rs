//! A merged tree as a valid plan.

use super::scope::{Scope, Terms};
use super::{channel, dated, history, outcome, settings, team};
use crate::calendar::Month;
use crate::input::checks;
use crate::input::fields::View;
use crate::input::findings::Findings;
use crate::input::plan::Table;
use crate::model::{Plan, Team};

/// Resolves one scenario; the plan is valid where nothing was found that refuses it.
pub(in crate::input) fn plan(tree: &Table, terms: &Terms<'_>, out: &Findings) -> Plan {
    let root = View::root(tree, out);
    let (settings, timezone, sound) = settings::settings(&root, terms);
    let empty = Table::default();
    let (defaults, max_rejected) = history::defaults(&root, &empty);
    let (channels, teams) = (root.named("channel"), root.named("team"));
    let names = |views: &[View<'_>]| views.iter().map(|view| view.name.to_owned()).collect();
    let scope = Scope {
        settings: &settings,
        timezone,
        horizon: sound.then(|| (Month::of(settings.start), Month::of(settings.end()))),
        channels: names(&channels),
        teams: names(&teams),
        learns: channels.iter().any(|channel| channel.get("history").is_some()),
        history: defaults,
        max_rejected: terms.max_rejected.or(max_rejected).unwrap_or(0.0),
        terms,
    };
    let (mut built_teams, team_sound): (Vec<_>, Vec<bool>) =
        teams.iter().map(|view| out.reading(|| team::team(view, &scope))).unzip();
    channels.iter().enumerate().for_each(|channel| serve(channel, &scope, &mut built_teams));
    let (built_channels, channel_sound): (Vec<_>, Vec<bool>) =
        channels.iter().map(|view| out.reading(|| channel::channel(view, &scope))).unzip();
    let horizon = match sound {
        true => (settings.start, settings.end()),
        false => (chrono::NaiveDate::MIN, chrono::NaiveDate::MAX),
    };
    outcome::e314_projected(&root);
    let plan = Plan {
        calendar: dated::calendar(&root, &settings),
        events: root.named("event").iter().map(|view| dated::event(view, &scope)).collect(),
        cost: outcome::cost(&root, &scope, &built_teams),
        csat: outcome::csat(&root, &scope),
        targets: outcome::targets(&root, &built_channels, horizon),
        channels: built_channels,
        teams: built_teams,
        settings,
    };
    checks::across(&plan, &root, timezone, (&channel_sound, &team_sound));
    plan
}

/// A channel's own `team` adds to what teams serve.
fn serve((index, channel): (usize, &View<'_>), scope: &Scope<'_>, teams: &mut [Team]) {
    for item in channel.get("team").iter().flat_map(|field| field.one_or_list()) {
        if let Some(team) = item.one_of("a team", &scope.teams)
            && !teams[team].serves.contains(&index)
        {
            teams[team].serves.push(index);
        }
    }
}
