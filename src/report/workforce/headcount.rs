//! A team by period: who is there, who comes and goes, and how sure that is.

use super::WorkforceReport;
use crate::engine::workforce_outlook::{LEVELS, Quantiles, TeamPeople, TeamPeriod};
use crate::report::table::{Cell, Column, Content, Table};

const NO_LAW: &str = "no law and no draws";

/// From begin to end, period by period.
pub(super) fn waterfall(report: &WorkforceReport<'_>, team: &TeamPeople) -> Table {
    let promoted = team.summary.promotions > 0.0;
    let moved = team.summary.moved_in + team.summary.moved_out > 0.0;
    let waits = team.periods.iter().any(|period| period.flows.waiting > 0.05);
    let columns = vec![
        Column::labels(report.cut()),
        Column::figures("begin", "people"),
        Column::figures("starts", "people"),
        Column::figures("leavers", "people"),
        Column::figures("in", "onboarding").spare(8),
        Column::figures("wash-", "outs").spare(1),
        Column::figures("moves", "people"),
        Column::figures("pro-", "moted").spare(7),
        Column::figures("end", "people"),
        Column::figures("p05–p95", "people"),
        Column::figures("train-", "ees").spare(3),
        Column::figures("pro-", "ductive").spare(1),
        Column::figures("FTE", "start").spare(6),
        Column::figures("FTE", "mid"),
        Column::figures("open", "posts").spare(2),
        Column::figures("due", "posts").spare(5),
        Column::figures("wait for", "a seat").spare(3),
        Column::figures("turnover", "a year").spare(4),
    ];
    let mut table = Table::new(format!("People in `{}`, by {}", team.team, report.cut()), columns);
    table.rows = team.periods.iter().map(row).collect();
    let kept = |at: usize| match at {
        6 => moved,
        7 => promoted,
        16 => waits,
        _ => true,
    };
    let kept: Vec<bool> = (0..table.columns.len()).map(kept).collect();
    let moves = if moved { " ± moves" } else { "" };
    table.notes.push(format!(
        "begin + starts - leavers - washouts{moves} = end; FTE: paid heads weighted by the ramp, in the middle of the step"
    ));
    table.keeping(&kept)
}

fn row(period: &TeamPeriod) -> Vec<Cell> {
    let flows = &period.flows;
    let people = |value: f64| Cell::number(Some(value), 1, "");
    vec![
        Cell::text(period.period.label.clone()),
        people(flows.begin),
        people(flows.starts),
        people(flows.leavers),
        people(flows.trainee_leavers),
        people(flows.washouts),
        Content::Signed { value: flows.moved_in - flows.moved_out, decimals: 1 }.into(),
        people(flows.promotions()),
        people(flows.headcount_end),
        range(period.headcount.as_ref()),
        people(flows.trainees_start),
        people(flows.productive_start),
        people(flows.fte_start),
        people(flows.fte_mid),
        people(flows.vacancies_pipeline),
        people(flows.due),
        people(flows.waiting),
        period.turnover_all.map_or(Content::Absent("nobody is there to leave"), Content::Percent).into(),
    ]
}

/// The fifth to the ninety-fifth percentile.
pub(super) fn range(quantiles: Option<&Quantiles>) -> Cell {
    let Some((low, high)) = quantiles.map(Quantiles::central) else { return Content::Absent(NO_LAW).into() };
    Content::NumberRange { low, high, decimals: 0 }.into()
}

/// People by grade at the end of each period, and who rose in it; nothing for a team of one grade.
pub(super) fn grades(report: &WorkforceReport<'_>, team: &TeamPeople) -> Table {
    let mut columns = vec![Column::labels(report.cut())];
    let spare = |at: usize| u8::try_from(at).unwrap_or(u8::MAX);
    columns.extend(team.grades.iter().map(|grade| Column::figures(grade.clone(), "at end")));
    let above = || team.grades.iter().enumerate().skip(1);
    columns.extend(
        above().map(|(at, grade)| Column::figures(format!("to {grade}"), "promoted").spare(spare(at))),
    );
    columns.push(Column::figures("vacancies", "at end").spare(0));
    let mut table = Table::new(format!("Grades in `{}`, by {}", team.team, report.cut()), columns);
    if team.grades.len() < 2 {
        return table;
    }
    let people = |value: f64| Cell::number(Some(value), 1, "");
    let mut open = false;
    for period in &team.periods {
        let by_grade = &period.flows.by_grade;
        let vacancies: f64 = by_grade.iter().map(|grade| grade.unfilled).sum();
        open |= vacancies >= 0.05;
        let mut row = vec![Cell::text(period.period.label.clone())];
        row.extend(by_grade.iter().take(team.grades.len()).map(|grade| people(grade.end)));
        row.extend(above().map(|(at, _)| people(by_grade[at].promoted_in)));
        row.push(people(vacancies));
        table.rows.push(row);
    }
    let last = table.columns.len() - 1;
    let promoted = team.summary.promotions > 0.0;
    let kept: Vec<bool> =
        (0..=last).map(|at| if at == last { open } else { promoted || at <= team.grades.len() }).collect();
    table.notes.push("expected people; the longest-tenured have the highest grade on the first day".into());
    table.keeping(&kept)
}

/// Percentiles of the people at the end, and ranges of those at work and of those gone.
pub(super) fn certainty(report: &WorkforceReport<'_>, team: &TeamPeople) -> Table {
    let mut columns = vec![Column::labels(report.cut())];
    for (at, (_, name)) in LEVELS.iter().enumerate() {
        let column = Column::figures(*name, "people");
        columns.push(match at {
            1 | 5 => column.spare(1),
            2 | 4 => column.spare(2),
            _ => column,
        });
    }
    columns.push(Column::figures("productive", "p05–p95"));
    columns.push(Column::figures("gone since the", "start, p05–p95"));
    let mut table = Table::new(
        format!("How sure that is: people in `{}` at the end of each {}", team.team, report.cut()),
        columns,
    );
    table.notes.push(format!(
        "productive: people past onboarding at the start of the {} (of its last step, where it has several)",
        report.cut()
    ));
    for period in &team.periods {
        let mut row = vec![Cell::text(period.period.label.clone())];
        let at = |place: usize| period.headcount.map(|Quantiles(values)| values[place]);
        row.extend((0..LEVELS.len()).map(|place| Cell::number(at(place), 0, NO_LAW)));
        row.push(range(period.productive.as_ref()));
        row.push(range(period.separations.as_ref()));
        table.rows.push(row);
    }
    table
}
