//! Who is there on the first day, and who starts when.

use crate::calendar::Month;
use crate::input::fields::{Band, Field, View, band};
use crate::input::findings::Diagnostic;
use crate::input::resolve::scope::Scope;
use crate::model::TenureBand;
use std::collections::BTreeMap;

const MOST: u32 = 1_000_000;

/// Says that a key is no tenure.
pub(super) fn no_tenure(field: &Field<'_>) {
    let message = format!("`{}` is no tenure", field.path);
    let help = "write \"0-3 months\", \"24 months\" or \"over 12 months\"";
    field.out.add(Diagnostic::error("E217", field.key_at, message).help(help));
}

/// People by tenure.
pub(super) fn tenure(view: &View<'_>) -> Vec<TenureBand> {
    let Some(table) = view.view("tenure") else { return Vec::new() };
    let mut ranges = Ranges::default();
    let mut read = |field: Field<'_>| {
        let Some(band) = band(field.key) else {
            no_tenure(&field);
            return None;
        };
        let people = field.whole(0, MOST)?;
        ranges.e338_apart(&field, band, people);
        Some(TenureBand { from: band.from, to: band.to.unwrap_or(band.from + 1), people })
    };
    table.each().filter_map(&mut read).collect()
}

/// People in onboarding by months since they started.
pub(super) fn in_training(view: &View<'_>) -> Vec<(u32, u32)> {
    let Some(table) = view.view("in_training") else { return Vec::new() };
    let mut ranges = Ranges::default();
    let mut read = |field: Field<'_>| {
        let month = band(field.key).filter(|band| band.to == Some(band.from + 1));
        if month.is_none() {
            no_tenure(&field);
        }
        let (month, people) = (month?, field.whole(0, MOST)?);
        ranges.e338_apart(&field, month, people);
        Some((month.from, people))
    };
    table.each().filter_map(&mut read).collect()
}

/// Ranges of tenure that hold people, by their names.
#[derive(Default)]
struct Ranges(Vec<(Band, String)>);

impl Ranges {
    /// A person has one tenure: ranges that hold people lie apart. One of nobody, as a scenario may leave it, is none.
    fn e338_apart(&mut self, field: &Field<'_>, range: Band, people: u32) {
        if people == 0 {
            return;
        }
        let meets = |other: &Band| {
            other.to.is_none_or(|to| to > range.from) && range.to.is_none_or(|to| to > other.from)
        };
        if let Some((_, name)) = self.0.iter().find(|(other, _)| meets(other)) {
            let message =
                format!("`{}` overlaps `{name}`: people of such a tenure would stand in both", field.path);
            let help = "let ranges lie apart, as in \"0-3 months\", \"3-12 months\" and \"over 12 months\"; a range is left \
                        out of a scenario with 0 people";
            field.out.add(Diagnostic::error("E338", field.key_at, message).help(help));
        }
        self.0.push((range, field.key.to_owned()));
    }
}

/// People who start by month.
pub(super) fn starts(view: &View<'_>, key: &str, scope: &Scope<'_>) -> BTreeMap<Month, u32> {
    let Some(table) = view.view(key) else { return BTreeMap::new() };
    if let Some((first, last)) = scope.horizon {
        table.within(first, last);
    }
    table.months(|field| field.whole(0, MOST))
}
