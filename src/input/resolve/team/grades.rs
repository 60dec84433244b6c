//! Grades, what they are worth, and promotion between them.

use crate::input::fields::{Field, View, percent};
use crate::input::findings::Diagnostic;
use crate::input::resolve::scope::key_of;
use crate::model::{Grade, Promotion};
use crate::units::Fraction;

/// Grades of a team, in rising order.
pub(super) fn grades(view: &View<'_>) -> Vec<Grade> {
    let mut grades: Vec<Grade> = Vec::new();
    if let Some(table) = view.view("grades") {
        for field in table.each() {
            let share = field.share().unwrap_or(Fraction::ZERO);
            grades.push(Grade { name: field.key.to_owned(), share, speed: 1.0, csat_points: 0.0 });
        }
        let sum: f64 = grades.iter().map(|grade| grade.share.get()).sum();
        if (sum - 1.0).abs() > 1e-6 {
            let message = format!("the shares of `{}` sum to {:.1}%, not to 100%", table.path, sum * 100.0);
            view.out.add(Diagnostic::error("E311", table.at, message).help("every person has one grade"));
        }
    }
    let names: Vec<String> = grades.iter().map(|grade| grade.name.clone()).collect();
    for field in view.view("grade").iter().flat_map(View::each) {
        let (Some(index), Some(worth)) = (key_of(&field, "grade", &names), field.view()) else { continue };
        grades[index].speed = worth.get("speed").and_then(|field| field.between(0.1, 3.0)).unwrap_or(1.0);
        grades[index].csat_points = worth.get("csat").and_then(|field| points(&field)).unwrap_or(0.0);
    }
    grades
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

/// The rule of promotion.
pub(super) fn promotion(view: &View<'_>, grades: &[Grade]) -> Option<Promotion> {
    const HELP: &str =
        "write { from = \"agent\", to = \"senior\", after = \"12 months\", per_year = \"10%\" }";
    let table = view.view("promote")?;
    let names: Vec<String> = grades.iter().map(|grade| grade.name.clone()).collect();
    let from = table.need("from", HELP).and_then(|field| field.one_of("a grade", &names));
    let to = table.need("to", HELP).and_then(|field| field.one_of("a grade", &names));
    let rate = table.need("per_year", HELP).and_then(|field| {
        let rate = field.percentage()?;
        let fits = (0.0..=10.0).contains(&rate);
        if !fits {
            let message = format!("`{}` is {}, it must be from 0 to 1000 %", field.path, field.shown());
            field.refuse("E201", message, HELP);
        }
        Some(rate).filter(|_| fits)
    });
    let after = table.get("after").and_then(|field| field.months()).unwrap_or(0.0);
    if let (Some(from), Some(to)) = (from, to)
        && from >= to
    {
        let message = format!(
            "`{}` leads from `{}` to `{}`, which is not above it",
            table.path, names[from], names[to]
        );
        view.out.add(Diagnostic::error("E311", table.at, message).help("list `grades` in rising order"));
        return None;
    }
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "0 to 120 months")]
    let after_months = (after - 1e-9).ceil().max(0.0) as u32;
    Some(Promotion { from: from?, to: to?, after_months, per_year: rate? })
}
