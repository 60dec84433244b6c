//! Paid time off the contacts.

use crate::calendar::Month;
use crate::input::fields::{Field, View};
use crate::input::findings::Diagnostic;
use crate::input::plan::{Value, shortened};
use crate::model::{Monthly, Shrinkage, ShrinkagePart, Week};
use std::collections::BTreeSet;

/// Shrinkage of a team.
pub(super) fn shrinkage(view: &View<'_>, week: Week, refresher: f64) -> Shrinkage {
    let mut shrinkage = Shrinkage { parts: Vec::new(), staged: false };
    let Some(field) = view.get("shrinkage") else { return shrinkage };
    match &field.node.value {
        Value::Table(_) => {
            let mut unpaid = Vec::new();
            for part in field.view().iter().flat_map(View::each) {
                if part.key == "staged" {
                    shrinkage.staged = part.flag().unwrap_or(false);
                } else if part.key == "unpaid" && matches!(part.node.value, Value::List(_)) {
                    unpaid = part.list().unwrap_or_default();
                } else if let Some(share) = monthly(&part, week) {
                    shrinkage.parts.push(ShrinkagePart { name: part.key.to_owned(), share, paid: true });
                }
            }
            let names: Vec<String> = shrinkage.parts.iter().map(|part| part.name.clone()).collect();
            for named in unpaid.iter().filter_map(|name| name.one_of("a part of shrinkage", &names)) {
                shrinkage.parts[named].paid = false;
            }
        }
        _ => {
            if let Some(share) = off(&field, week) {
                let share = Monthly::constant(share);
                shrinkage.parts.push(ShrinkagePart { name: "shrinkage".into(), share, paid: true });
            }
        }
    }
    e203_leaves_nobody(&field, &shrinkage, refresher);
    shrinkage
}

/// One part: the same in every month, or a table by month with a `default`.
fn monthly(field: &Field<'_>, week: Week) -> Option<Monthly<f64>> {
    let Value::Table(_) = field.node.value else {
        return off(field, week).map(Monthly::constant);
    };
    let view = field.view()?;
    let default = view.get("default").and_then(|field| off(&field, week)).unwrap_or(0.0);
    Some(Monthly { default, months: view.months_beside_default(|field| off(field, week)) })
}

/// A share of paid hours, or hours a time as that share.
pub(super) fn off(field: &Field<'_>, week: Week) -> Option<f64> {
    let share = match &field.node.value {
        Value::Text(text) if text.contains('/') => {
            let (seconds, weeks) = field.hours_per()?;
            seconds / 3600.0 / (weeks * week.days * week.hours)
        }
        _ => field.percentage()?,
    };
    if share < 0.0 {
        let message = format!("`{}` is {}, a share is not negative", field.path, field.shown());
        field.refuse("E204", message, "write it like \"8%\" or \"4 h / week\"");
        return None;
    }
    if share >= 1.0 {
        leaves_nobody(field, &format!("`{}` of {}", field.path, shortened(&field.shown())), share);
        return None;
    }
    Some(share)
}

fn e203_leaves_nobody(field: &Field<'_>, shrinkage: &Shrinkage, refresher: f64) {
    let months: BTreeSet<Month> =
        shrinkage.parts.iter().flat_map(|part| part.share.months.keys().copied()).collect();
    let any = Month::of(chrono::NaiveDate::MIN);
    let worst = months.into_iter().chain([any]).map(|month| (shrinkage.at(month) + refresher, month));
    let Some((share, month)) = worst.max_by(|a, b| a.0.total_cmp(&b.0)) else { return };
    if share >= 1.0 {
        let when = if month == any { String::new() } else { format!(" in {month}") };
        leaves_nobody(field, &format!("`{}` of {:.1}%{when}", field.path, share * 100.0), share);
    }
}

fn leaves_nobody(field: &Field<'_>, what: &str, share: f64) {
    let help = if share > 1.0 && field.node.text().is_none() && field.node.table().is_none() {
        format!("write \"{share}%\" if that is meant; 25 to 35 % together is usual")
    } else {
        "shrinkage is the share of paid time off the contacts; 25 to 35 % is usual".to_owned()
    };
    let message = format!("{what} leaves nobody on seat");
    field.out.add(Diagnostic::error("E203", field.node.at, message).help(help));
}
