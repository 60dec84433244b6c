//! Grades, what they are worth, and promotion between them.

use crate::input::fields::{Field, View, percent};
use crate::input::findings::Diagnostic;
use crate::input::resolve::scope::key_of;
use crate::model::{Grade, Promotion};
use crate::units::Fraction;
use crate::workforce::{MOST_GRADES, Pace};
use std::num::NonZeroU32;

/// Rules of promotion in a list, at most.
const MOST_RULES: usize = 30;

/// Grades of a team, in rising order.
pub(super) fn grades(view: &View<'_>) -> Vec<Grade> {
    let mut grades: Vec<Grade> = Vec::new();
    if let Some(table) = view.view("grades") {
        for field in table.each() {
            let (name, share) = (field.key.to_owned(), field.share().unwrap_or(Fraction::ZERO));
            grades.push(Grade { name, share, speed: 1.0, csat_points: 0.0, takes_contacts: true });
        }
        let sum: f64 = grades.iter().map(|grade| grade.share.get()).sum();
        if (sum - 1.0).abs() > 1e-6 {
            let message = format!("the shares of `{}` sum to {:.1}%, not to 100%", table.path, sum * 100.0);
            view.out.add(Diagnostic::error("E311", table.at, message).help("every person has one grade; a scenario is laid over the baseline key by key, so a grade that is to go is written as 0"));
        }
        if grades.len() > MOST_GRADES {
            let message =
                format!("`{}` has {} grades, at most {MOST_GRADES} are allowed", table.path, grades.len());
            let help = "put grades of like speed and pay together, or make a team of the highest";
            view.out.add(Diagnostic::error("E334", table.at, message).help(help));
        }
    }
    let names: Vec<String> = grades.iter().map(|grade| grade.name.clone()).collect();
    for field in view.view("grade").iter().flat_map(View::each) {
        let (Some(index), Some(worth)) = (key_of(&field, "grade", &names), field.view()) else { continue };
        grades[index].speed = worth.get("speed").and_then(|field| field.between(0.1, 3.0)).unwrap_or(1.0);
        grades[index].csat_points = worth.get("csat").and_then(|field| points(&field)).unwrap_or(0.0);
        grades[index].takes_contacts = takes_contacts(&worth, index);
    }
    grades
}

/// Whether a grade does contacts. Everybody starts in the first one, so that it does.
fn takes_contacts(worth: &View<'_>, grade: usize) -> bool {
    let Some(field) = worth.get("takes_contacts") else { return true };
    if field.flag() != Some(false) {
        return true;
    }
    if grade == 0 {
        let message =
            format!("`{}` is false, but everybody starts in the first grade of the team", field.path);
        field.refuse("E330", message, "leave out `serves` where a team takes no contacts at all");
    }
    for key in ["speed", "csat"] {
        if let Some(field) = worth.get(key) {
            let message = format!("`{}` has no effect on people who take no contacts", field.path);
            field.out.add(Diagnostic::warning("W512", field.key_at, message).help("leave it out"));
        }
    }
    false
}

/// "+2 points" as 0.02.
fn points(field: &Field<'_>) -> Option<f64> {
    let text = field.text()?;
    let number = text.trim().strip_suffix("points").or_else(|| text.trim().strip_suffix("point"));
    let points = number.and_then(|number| percent(&format!("{}%", number.trim())));
    if points.is_none_or(|points| points.abs() > 0.5) {
        let message =
            format!("`{}` is {}, expected points like \"+2 points\"", field.path, field.node.described());
        field.refuse("E201", message, "from -50 to +50 points");
        return None;
    }
    points
}

const HELP: &str = "write { from = \"agent\", to = \"senior\", after = \"12 months\", per_year = \"10%\" }";

/// The rules of promotion: one, or a list of them.
pub(super) fn promotions(view: &View<'_>, grades: &[Grade]) -> Vec<Promotion> {
    let names: Vec<String> = grades.iter().map(|grade| grade.name.clone()).collect();
    let Some(field) = view.get("promote") else { return Vec::new() };
    let rules = field.one_or_list();
    if rules.len() > MOST_RULES {
        let message = format!("`{}` has {} rules, at most {MOST_RULES} are allowed", field.path, rules.len());
        field.refuse("E334", message, "six grades have fifteen ways upwards");
        return Vec::new();
    }
    rules.iter().filter_map(|field| promotion(&field.view()?, &names)).collect()
}

fn promotion(table: &View<'_>, names: &[String]) -> Option<Promotion> {
    let from = table.need("from", HELP).and_then(|field| field.one_of("a grade", names));
    let to = table.need("to", HELP).and_then(|field| field.one_of("a grade", names));
    let pace = pace(table);
    let after = table.get("after").and_then(|field| field.months()).unwrap_or(0.0);
    if let (Some(from), Some(to)) = (from, to)
        && from >= to
    {
        let message = format!(
            "`{}` leads from `{}` to `{}`, which is not above it",
            table.path, names[from], names[to]
        );
        table
            .out
            .add(Diagnostic::error("E311", table.spot("to"), message).help("list `grades` in rising order"));
        return None;
    }
    Some(Promotion { from: from?, to: to?, after_months: after, pace: pace? })
}

/// How many rise: a hazard a year, or a span.
fn pace(table: &View<'_>) -> Option<Pace> {
    match (table.get("per_year"), table.get("span")) {
        (Some(field), None) => {
            let rate = field.percentage()?;
            let fits = (0.0..=10.0).contains(&rate);
            if !fits {
                let message = format!("`{}` is {}, it must be from 0 to 1000 %", field.path, field.shown());
                field.refuse("E201", message, HELP);
            }
            Some(Pace::PerYear(rate)).filter(|_| fits)
        }
        (None, Some(field)) => NonZeroU32::new(field.whole(1, 10_000)?).map(Pace::Span),
        (None, None) => {
            table.need("per_year", &format!("{HELP}, or span = 12 to fill vacancies"));
            None
        }
        (Some(_), Some(span)) => {
            let message = format!("`{}` has both `per_year` and `span`", table.path);
            let help =
                "`per_year` raises people at a rate, `span` into vacancies: write one of them, or two rules";
            span.out.add(Diagnostic::error("E333", span.key_at, message).help(help));
            None
        }
    }
}
