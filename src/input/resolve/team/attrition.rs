//! The forms of `attrition`.

use super::people::no_tenure;
use super::roster;
use crate::input::fields::{Field, View, band};
use crate::input::findings::{Diagnostic, listed};
use crate::input::plan::forms;
use crate::input::resolve::scope::Scope;
use crate::model::{Attrition, AttritionBasis, TenureRate};

/// Turnover of a team; nobody leaves where it says nothing.
pub(super) fn attrition(view: &View<'_>, scope: &Scope<'_>) -> Attrition {
    view.view("attrition").and_then(|table| read(&table, scope)).unwrap_or(Attrition::none())
}

fn read(table: &View<'_>, scope: &Scope<'_>) -> Option<Attrition> {
    let forms = forms::attrition_forms(table.table);
    if forms.len() > 1 {
        let message = format!("`{}` is written in {} forms: {}", table.path, forms.len(), listed(forms));
        table.out.add(Diagnostic::error("E110", table.at, message).help("keep one of them"));
        return None;
    }
    if !forms.contains(&"roster") {
        roster::e110_idle_keys(table, forms.first().copied());
    }
    match forms::attrition(table.table) {
        Some("annual") => annual(table),
        Some("monthly") => monthly(&table.get("monthly")?),
        Some("by_tenure") => {
            let bands =
                bands(&table.view("by_tenure")?, |field| field.yearly().and_then(|rate| yearly(field, rate)));
            Some(Attrition::ByTenure(bands?))
        }
        Some("weibull") => weibull(&table.view("weibull")?),
        Some(_) => roster::learnt(table, scope),
        None => {
            let message = format!("`{}` says no rate", table.path);
            table.out.add(Diagnostic::error("E107", table.at, message).help("write attrition = \"28%\""));
            None
        }
    }
}

fn monthly(field: &Field<'_>) -> Option<Attrition> {
    let share = field.share()?;
    if share.get() >= 1.0 {
        let message = format!("`{}` is {}, a probability to leave is below 100 %", field.path, field.shown());
        field.refuse("E213", message, "1 to 5 % a month is usual");
        return None;
    }
    Some(Attrition::Monthly(share))
}

fn annual(table: &View<'_>) -> Option<Attrition> {
    let bases = [("turnover", AttritionBasis::Turnover), ("probability", AttritionBasis::Probability)];
    let basis = table.get("basis").and_then(|field| field.choice(&bases)).unwrap_or_default();
    let weights = table.view("by_tenure").map(|bands_of| bands(&bands_of, weight));
    let field = table.need("annual", "`basis` and relative `by_tenure` belong to annual = \"28%\"")?;
    let rate = yearly(&field, field.percentage()?)?;
    if basis == AttritionBasis::Probability && rate >= 1.0 {
        let message = format!("`{}` is {}, a probability to leave is below 100 %", field.path, field.shown());
        field.refuse("E213", message, "basis = \"turnover\" counts leavers per head and may exceed 100 %");
        return None;
    }
    Some(Attrition::Annual { rate, basis, bands: weights.flatten().unwrap_or_default() })
}

fn weight(field: &Field<'_>) -> Option<f64> {
    if field.node.text().is_some() {
        let message =
            format!("`{}` is a rate, but beside `annual` the tenures have plain weights", field.path);
        field.refuse("E110", message, "write weights like 2.4, or leave `annual` out");
        return None;
    }
    field.between(0.0, 1000.0)
}

/// A yearly rate within reason: over 100 % warns, over 1000 % is refused.
fn yearly(field: &Field<'_>, rate: f64) -> Option<f64> {
    if !(0.0..=10.0).contains(&rate) {
        let message = format!("`{}` is {}, attrition is from 0 to 1000 % a year", field.path, field.shown());
        let help =
            if rate > 10.0 { format!("write \"{rate}%\" if that is meant") } else { "write \"28%\"".into() };
        field.refuse("E213", message, help);
        return None;
    }
    if rate > 1.0 {
        let message =
            format!("`{}` is {}: more than everybody leaves within a year", field.path, field.shown());
        let help = "possible as turnover, where successors leave too; is that meant?";
        field.out.add(Diagnostic::warning("W501", field.node.at, message).help(help));
    }
    Some(rate)
}

/// Rates by tenure, in order, from month 0 without gap or overlap to no end.
fn bands(table: &View<'_>, read: impl Fn(&Field<'_>) -> Option<f64>) -> Option<Vec<TenureRate>> {
    let mut bands = Vec::new();
    for field in table.each() {
        let Some(band) = band(field.key) else {
            no_tenure(&field);
            return None;
        };
        bands.push(TenureRate { from: band.from, to: band.to, rate: read(&field)? });
    }
    bands.sort_by_key(|band| band.from);
    let mut next = Some(0);
    for band in &bands {
        if next != Some(band.from) {
            let message = match next {
                Some(next) if next < band.from => {
                    format!("`{}` leaves out months {next} to {}", table.path, band.from)
                }
                _ => format!("`{}` speaks twice of month {}", table.path, band.from),
            };
            table.out.add(
                Diagnostic::error("E217", table.at, message).help("tenures must meet without gap or overlap"),
            );
            return None;
        }
        next = band.to;
    }
    if let Some(end) = next {
        let message = format!("`{}` leaves out months {end} and over", table.path);
        let help = format!("add \"over {end} months\"");
        table.out.add(Diagnostic::error("E217", table.at, message).help(help));
        return None;
    }
    Some(bands)
}

fn weibull(table: &View<'_>) -> Option<Attrition> {
    const HELP: &str = "write { shape = 0.7, scale = \"40 months\" }";
    let shape = table.need("shape", HELP).and_then(|field| field.between(0.01, 100.0));
    let scale = table.need("scale", HELP).and_then(|field| {
        let months = field.long_months()?;
        if !(0.01..=1e6).contains(&months) {
            let message = format!(
                "`{}` is {}, it must be above zero and at most a million months",
                field.path,
                field.shown()
            );
            field.refuse("E202", message, HELP);
            return None;
        }
        Some(months)
    });
    Some(Attrition::Weibull { shape: shape?, scale_months: scale? })
}
