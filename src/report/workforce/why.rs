//! Why 100 + 20 is not 120, in words.

use super::WorkforceReport;
use crate::engine::workforce_outlook::{Quantiles, TeamPeople};
use crate::model::{Plan, Team};
use crate::report::document::Item;
use crate::report::write::{number, percent};

/// "Why 100 + 20 is not 120", where a single team hires and does not end there.
pub(super) fn heading(report: &WorkforceReport<'_>) -> String {
    let mut differ = report.baseline.people.teams.iter().filter(|team| differs(team));
    match (differ.next(), differ.next()) {
        (Some(team), None) => format!(
            "Why {} + {} is not {}",
            number(team.account.opening, 0),
            number(team.account.hires, 0),
            number(team.account.opening + team.account.hires, 0)
        ),
        _ => "Why headcount ends where it does".into(),
    }
}

fn differs(team: &TeamPeople) -> bool {
    let account = &team.account;
    account.hires > 0.0 && (account.end - account.moves - account.opening - account.hires).abs() >= 0.05
}

/// Three sentences a team: the sum, the odds, and what the people there are worth.
pub(super) fn items(report: &WorkforceReport<'_>) -> Vec<Item> {
    let plan = report.baseline.plan;
    let of_team = |team: &TeamPeople| {
        let settings = plan.teams.iter().find(|settings| settings.name == team.team);
        let mut items = vec![Item::plain(format!("`{}`: {}", team.team, sum(team, settings)))];
        items.extend(odds(team).map(Item::plain));
        items.extend(worth(team, plan, settings).map(Item::plain));
        items
    };
    report.baseline.people.teams.iter().flat_map(of_team).collect()
}

/// "100 people and 20 hires are 120 on paper; 11.8 of those ever there leave and 1.6 fail the exam, …"
fn sum(team: &TeamPeople, settings: Option<&Team>) -> String {
    let account = &team.account;
    let hires = if account.hires > 0.0 {
        format!(
            " and {} hires are {} on paper",
            people(account.hires),
            people(account.opening + account.hires)
        )
    } else {
        " are there on the first day".into()
    };
    let mut text = format!(
        "{}{hires}; {}",
        counted(account.opening, "person", "people"),
        counted(account.leavers, "leaves", "leave")
    );
    if account.washouts >= 0.05 {
        text += &format!(", {} the exam", counted(account.washouts, "fails", "fail"));
    }
    let gone = account.leavers + account.washouts;
    if settings.is_some_and(|team| team.backfill.is_none()) {
        if gone >= 0.05 {
            text += ", and nobody is replaced";
        }
    } else if settings.is_some() {
        text += &format!(", {} in their place", counted(account.backfills, "starts", "start"));
        if account.open_requisitions >= 0.05 {
            text += &format!(", {} still open", counted(account.open_requisitions, "post is", "posts are"));
        }
    }
    let (came, went) = (team.summary.moved_in, team.summary.moved_out);
    if came >= 0.05 {
        text += &format!(", {} from other teams", counted(came, "comes", "come"));
    }
    if went >= 0.05 {
        text += &format!(", {} to other teams", counted(went, "goes", "go"));
    }
    let joins = [account.hires, account.backfills, came].map(|value| (" + ", value));
    let leaves = [account.leavers, account.washouts, went].map(|value| (" - ", value));
    let terms = joins.iter().chain(&leaves).filter(|(_, value)| *value >= 0.05);
    let terms: String = terms.map(|(sign, value)| format!("{sign}{}", people(*value))).collect();
    let end = counted(account.end, "person", "people");
    text += &format!(": {}{terms} = {end} expected at the end", people(account.opening));
    text
}

/// "nine times in ten between 117 and 120; 120 or more with a probability of 38.2%"
fn odds(team: &TeamPeople) -> Option<String> {
    let (low, high) = team.periods.last()?.headcount.as_ref().map(Quantiles::central)?;
    let mut text = if low < high {
        format!("nine times in ten {} to {} people are there", number(low, 0), number(high, 0))
    } else {
        format!("all but surely {} there", counted(low, "person is", "people are"))
    };
    if let Some(probability) = team.summary.grows_by_hires {
        let account = &team.account;
        let on_paper = number(account.opening + account.hires, 0);
        text += &format!("; {on_paper} or more with a probability of {}", percent(probability));
    }
    Some(text)
}

/// "they do the work of 117.6 experienced people in the last month: 1.1 are in onboarding, 3.2 on the ramp"
fn worth(team: &TeamPeople, plan: &Plan, settings: Option<&Team>) -> Option<String> {
    let (last, summary) = (team.periods.last()?, &team.summary);
    if last.flows.headcount_start <= 0.0 || settings.is_none_or(|team| team.leads.is_some()) {
        return None;
    }
    let step = match plan.settings.workforce_step {
        crate::model::WorkforceStep::Month => "month",
        crate::model::WorkforceStep::Week => "week",
    };
    let mut text = format!(
        "they do the work of {} people at full speed in the last {step}",
        people(team.account.effective_fte)
    );
    let mut parts = Vec::new();
    if summary.trainees >= 0.05 {
        parts.push(counted(summary.trainees, "is in onboarding", "are in onboarding"));
    }
    if summary.on_ramp >= 0.05 {
        parts.push(counted(summary.on_ramp, "is on the ramp", "are on the ramp"));
    }
    if last.flows.leavers >= 0.05 {
        parts.push("those who leave are there for half of it".to_owned());
    }
    if !parts.is_empty() {
        text += &format!(": {}", parts.join(", "));
    }
    Some(text)
}

/// "1 is", "2.4 are".
fn counted(value: f64, one: &str, many: &str) -> String {
    let figure = people(value);
    let words = if figure == "1" { one } else { many };
    format!("{figure} {words}")
}

/// Whole people without decimals, expectations with one.
fn people(value: f64) -> String {
    number(value, usize::from((value - value.round()).abs() >= 0.05))
}
