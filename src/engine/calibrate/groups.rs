//! Leaving by what a roster says of people: why they left, where they were hired from, what grade they have.

use super::roster::Seen;
use crate::model::RosterRow;
use crate::workforce::{DAYS_A_YEAR, RateRatio, Spell, TENURE_EDGES, band_rates};
use std::collections::BTreeMap;

/// Employments of a group, and of the rest, below which it is not told.
const LEAST_PEOPLE: usize = 10;
/// Leavers to be expected of a group below which it is not told.
const LEAST_EXPECTED: f64 = 5.0;

/// Leavers of one reason.
#[derive(Debug, Clone, PartialEq)]
pub struct ReasonShare {
    /// As the roster has it; empty where it says nothing.
    pub reason: String,
    /// Leavers.
    pub leavers: usize,
    /// Of all leavers.
    pub share: f64,
    /// Leavers for this reason a person-year: its cause-specific hazard.
    pub annual: f64,
    /// Its standard error.
    pub error: f64,
    /// The same by band of tenure, in the order of the bands; `None` where nobody was at risk.
    pub by_tenure: Vec<Option<f64>>,
}

/// By what people of a roster are told apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum GroupBy {
    /// Where they were hired from.
    Source,
    /// The grade that the roster has, which is their last.
    Grade,
}

/// A group of people against the rest.
#[derive(Debug, Clone, PartialEq)]
pub struct GroupHazard {
    /// By what.
    pub by: GroupBy,
    /// Its name, as the roster has it.
    pub name: String,
    /// Employments at risk.
    pub people: usize,
    /// Its hazard over that of the rest, tenure held equal.
    pub ratio: RateRatio,
}

/// Groups that are told, and how many are not, by what they are told apart.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Groups {
    /// Those with enough people and leavers, the largest first.
    pub told: Vec<GroupHazard>,
    /// Those with too few.
    pub untold: Vec<(GroupBy, usize)>,
}

/// Leavers by reason, the most frequent first; none where no reason is given at all.
pub(super) fn reasons(seen: &[Seen<'_>]) -> Vec<ReasonShare> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for (_, row) in seen.iter().filter(|(spell, _)| spell.left) {
        *counts.entry(row.reason.as_deref().unwrap_or("")).or_default() += 1;
    }
    let all: usize = counts.values().sum();
    let years: f64 = seen.iter().map(|(spell, _)| f64::from(spell.days())).sum::<f64>() / DAYS_A_YEAR;
    let one = |(reason, leavers): (&str, usize)| {
        let left = |(spell, row): &Seen<'_>| Spell {
            left: spell.left && row.reason.as_deref().unwrap_or("") == reason,
            ..*spell
        };
        let spells: Vec<Spell> = seen.iter().map(left).collect();
        ReasonShare {
            reason: reason.to_owned(),
            leavers,
            share: leavers as f64 / all as f64,
            annual: leavers as f64 / years,
            error: (leavers as f64).sqrt() / years,
            by_tenure: band_rates(&spells, &TENURE_EDGES).iter().map(|band| band.annual()).collect(),
        }
    };
    let mut reasons: Vec<ReasonShare> = counts.into_iter().map(one).collect();
    reasons.sort_by_key(|one| std::cmp::Reverse(one.leavers));
    if reasons.iter().all(|one| one.reason.is_empty()) { Vec::new() } else { reasons }
}

/// Groups by source and by grade; people of whom the roster does not say it are left out.
pub(super) fn groups(seen: &[Seen<'_>]) -> Groups {
    let mut groups = Groups::default();
    groups.add(seen, GroupBy::Source, |row| row.source.as_deref());
    groups.add(seen, GroupBy::Grade, |row| row.grade.as_deref());
    groups
}

impl Groups {
    fn add(&mut self, seen: &[Seen<'_>], by: GroupBy, name: impl Fn(&RosterRow) -> Option<&str>) {
        let mut spells: BTreeMap<&str, Vec<Spell>> = BTreeMap::new();
        for (spell, row) in seen {
            if let Some(name) = name(row) {
                spells.entry(name).or_default().push(*spell);
            }
        }
        if spells.len() < 2 {
            return;
        }
        let mut told: Vec<GroupHazard> =
            spells.keys().filter_map(|name| GroupHazard::new(by, name, &spells)).collect();
        let untold = spells.len() - told.len();
        told.sort_by_key(|group| std::cmp::Reverse(group.people));
        self.told.extend(told);
        self.untold.extend((untold > 0).then_some((by, untold)));
    }
}

impl GroupHazard {
    fn new(by: GroupBy, name: &str, spells: &BTreeMap<&str, Vec<Spell>>) -> Option<Self> {
        let group = spells.get(name)?;
        let rest: Vec<Spell> =
            spells.iter().filter(|(other, _)| **other != name).flat_map(|(_, rest)| rest).copied().collect();
        let ratio = RateRatio::new(group, &rest, &TENURE_EDGES)?;
        let enough = group.len().min(rest.len()) >= LEAST_PEOPLE && ratio.expected >= LEAST_EXPECTED;
        enough.then(|| Self { by, name: name.to_owned(), people: group.len(), ratio })
    }
}
