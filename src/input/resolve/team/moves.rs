//! People who change to another team.

use crate::calendar::Month;
use crate::input::fields::View;
use crate::input::resolve::scope::{Scope, key_of};
use std::collections::BTreeMap;

/// Moves by the index of the team that is reached, and by month.
pub(super) fn moves(view: &View<'_>, scope: &Scope<'_>) -> BTreeMap<usize, BTreeMap<Month, u32>> {
    let Some(table) = view.view("moves") else { return BTreeMap::new() };
    let mut moves = BTreeMap::new();
    for entry in table.each() {
        let team = key_of(&entry, "team", &scope.teams);
        let Some(months) = entry.view() else { continue };
        if let Some((first, last)) = scope.horizon {
            months.within(first, last);
        }
        let people = months.months(|field| field.whole(0, 1_000_000));
        if let Some(team) = team {
            moves.insert(team, people);
        }
    }
    moves
}
