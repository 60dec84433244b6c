//! Leaving by what a roster says of people: why they left, where they were hired from, what grade they have.

use super::roster::Seen;
use crate::model::RosterRow;
use crate::workforce::{BandRate, DAYS_A_MONTH, DAYS_A_YEAR, RateRatio, Spell, TENURE_EDGES, band_rates};
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
    let spells: Vec<Spell> = seen.iter().map(|(spell, _)| *spell).collect();
    let bands = band_rates(&spells, &TENURE_EDGES);
    let mut counts: BTreeMap<&str, [usize; TENURE_EDGES.len()]> = BTreeMap::new();
    for (spell, row) in seen.iter().filter(|(spell, _)| spell.left) {
        let counts = counts.entry(row.reason.as_deref().unwrap_or("")).or_default();
        let begun = |edge: &f64| f64::from(spell.exit) > edge * DAYS_A_MONTH;
        counts[TENURE_EDGES.iter().rposition(begun).unwrap_or(0)] += 1;
    }
    let all: usize = counts.values().flatten().sum();
    let years = |days: f64| days / DAYS_A_YEAR;
    let at_risk = years(bands.iter().map(|band| band.exposure_days).sum());
    let one = |(reason, by_band): (&str, [usize; TENURE_EDGES.len()])| {
        let leavers: usize = by_band.iter().sum();
        let of_band = |(left, band): (&usize, &BandRate)| {
            (band.exposure_days > 0.0).then(|| *left as f64 / years(band.exposure_days))
        };
        ReasonShare {
            reason: reason.to_owned(),
            leavers,
            share: leavers as f64 / all as f64,
            annual: leavers as f64 / at_risk,
            error: (leavers as f64).sqrt() / at_risk,
            by_tenure: by_band.iter().zip(&bands).map(of_band).collect(),
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
        let everybody: Vec<Spell> = spells.values().flatten().copied().collect();
        let all = (band_rates(&everybody, &TENURE_EDGES), everybody.len());
        let one = |(name, own): (&&str, &Vec<Spell>)| GroupHazard::new(by, name, own, (&all.0, all.1));
        let mut told: Vec<GroupHazard> = spells.iter().filter_map(one).collect();
        let untold = spells.len() - told.len();
        told.sort_by_key(|group| std::cmp::Reverse(group.people));
        self.told.extend(told);
        self.untold.extend((untold > 0).then_some((by, untold)));
    }
}

impl GroupHazard {
    /// Of the spells of a group against the rates and the number of all that are known by it.
    fn new(by: GroupBy, name: &str, own: &[Spell], (rates, people): (&[BandRate], usize)) -> Option<Self> {
        if own.len().min(people - own.len()) < LEAST_PEOPLE {
            return None;
        }
        let ratio = RateRatio::new(&band_rates(own, &TENURE_EDGES), rates)?;
        let enough = ratio.expected >= LEAST_EXPECTED;
        enough.then(|| Self { by, name: name.to_owned(), people: own.len(), ratio })
    }
}
