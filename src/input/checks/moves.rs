//! Checks of moves between teams.

use crate::input::fields::View;
use crate::input::findings::Diagnostic;
use crate::model::{Plan, Team};

/// People move between teams that take contacts, from one to another, and as many as may be there.
pub(super) fn e331_moves((index, team): (usize, &Team), plan: &Plan, view: &View<'_>) {
    let Some(table) = view.view("moves") else { return };
    for field in table.each() {
        let Some(to) = plan.teams.iter().position(|other| other.name == field.key) else { continue };
        if to == index {
            let message = format!("`{}` moves people of `{}` to their own team", field.path, team.name);
            field.out.add(
                Diagnostic::error("E331", field.key_at, message).help("name the team that they change to"),
            );
        } else if let Some(leads) = [team, &plan.teams[to]].into_iter().find(|one| one.leads.is_some()) {
            let message = format!(
                "`{}` moves people, but team `{}` leads and is not moved to or from",
                field.path, leads.name
            );
            let help = "leads are a grade above: hire them there, or give the team a grade and `promote`";
            field.out.add(Diagnostic::error("E332", field.key_at, message).help(help));
        }
    }
    w519_more_than_there_are(index, plan, &table);
}

/// Nobody can move who was never there.
fn w519_more_than_there_are(index: usize, plan: &Plan, table: &View<'_>) {
    let team = &plan.teams[index];
    let sum = |months: &std::collections::BTreeMap<crate::calendar::Month, u32>| -> u64 {
        months.values().map(|people| u64::from(*people)).sum()
    };
    let to = |other: &Team| other.moves.get(&index).map_or(0, sum);
    let here = u64::from(team.headcount)
        + sum(&team.hires)
        + sum(&team.pipeline)
        + plan.teams.iter().map(to).sum::<u64>();
    let going: u64 = team.moves.values().map(sum).sum();
    if going > here && team.backfill.is_none() {
        let message = format!("`{}` moves {going} people, and {here} are ever there", table.path);
        let help = "at most those who are there move; hire more, or move fewer";
        table.out.add(Diagnostic::warning("W519", table.at, message).help(help));
    }
}
