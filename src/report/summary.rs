//! The answer in ten seconds: which targets hold, what is short and when, and which scenario helps.

use super::document::{Block, Document, Item};
use super::forecast::{Case, Forecast};
use super::staffing::shortest;
use super::targets::{Judged, goal, judged, subject, tally, told_apart};
use super::write::{number, percent};
use crate::model::ChannelKind;

/// Scenarios named in the verdict, at most.
const NAMED: usize = 3;

/// Title, verdict and reasons, at the head of the report.
pub(super) fn verdict(forecast: &Forecast<'_>, document: &mut Document) {
    let settings = &forecast.baseline.plan.settings;
    document.push(Block::Title(settings.title.clone()));
    let months = if settings.months == 1 { "month" } else { "months" };
    document.push(Block::Text(format!(
        "{} to {}, {} {months}, local times of {}",
        settings.start,
        settings.end(),
        settings.months,
        settings.timezone
    )));
    document.push(Block::Heading(sentence(&forecast.baseline)));
    let mut items = misses(&forecast.baseline);
    items.extend(short(&forecast.baseline));
    items.extend(short_hours(&forecast.baseline));
    items.extend(helpers(forecast));
    if !items.is_empty() {
        document.push(Block::Items(items));
    }
}

/// One sentence on the targets of the baseline.
fn sentence(case: &Case<'_>) -> String {
    let missed = judged(case).iter().filter(|one| one.met() == Some(false)).count();
    match (missed, tally(case).1, case.outcome.targets.is_empty()) {
        (_, _, true) => "no targets are set".into(),
        (_, 0, _) => "no target can be judged".into(),
        (0, 1, _) => "the baseline meets its target".into(),
        (0, all, _) => format!("the baseline meets all {all} targets"),
        (1, 1, _) => "the baseline misses its target".into(),
        (2, 2, _) => "the baseline misses both targets".into(),
        (missed, all, _) if missed == all => format!("the baseline misses all {all} targets"),
        (missed, all, _) => format!("the baseline misses {missed} of {all} targets"),
    }
}

fn misses(case: &Case<'_>) -> Vec<Item> {
    judged(case).iter().filter(|one| one.met() == Some(false)).filter_map(|one| miss(case, one)).collect()
}

/// "service level of `chat`: 71.2% in 2026-11, goal ≥ 95.0% in 5 min; first missed in 2026-10, 4 of 6 months; …"
fn miss(case: &Case<'_>, one: &Judged<'_>) -> Option<Item> {
    let first = one.first_miss()?;
    let worst = one.worst().unwrap_or(first);
    let value = worst.value.map_or_else(|| "–".into(), |value| told_apart(one.target, value.mean, case.plan));
    let (held, all) = one.count();
    let cut = if one.periods.iter().all(|period| is_month(&period.period)) { "month" } else { "period" };
    let mut text = format!(
        "{} is {value} in {}, goal {}",
        subject(one.target, case.plan),
        worst.period,
        goal(one.target, case.plan)
    );
    if all > 1 {
        text += &format!("; first missed in {}, in {} of {all} {}s", first.period, all - held, cut);
    }
    if let Some(probability) = worst.probability {
        text += &format!("; probability {}", percent(probability));
    }
    Some(Item::bad(text))
}

/// Whether a label is a month's, like `2026-10`.
fn is_month(label: &str) -> bool {
    label.len() == 7 && label.bytes().all(|b| b.is_ascii_digit() || b == b'-')
}

/// The worst shortage, or the least reserve.
fn short(case: &Case<'_>) -> Option<Item> {
    if case.outcome.teams.is_empty() {
        return Some(Item::plain(requirement(case)?));
    }
    let (period, team, figures, gap) = shortest(case)?;
    let have = number(figures.effective_fte?.mean, 1);
    let need = number(figures.required_fte?.mean, 1);
    let (name, label) = (case.team(team), &period.period.label);
    Some(if gap < 0.0 {
        Item::bad(format!(
            "short {} FTE in {label}: `{name}` has {have} effective FTE, {need} are required",
            number(-gap, 1)
        ))
    } else {
        Item::good(format!(
            "enough people in every {}: least to spare is {} FTE in {label} (`{name}`, {have} of {need} required)",
            if is_month(label) { "month" } else { "period" },
            number(gap, 1)
        ))
    })
}

/// Hours that are short of people although the period is not: the shifts do not follow the need.
fn short_hours(case: &Case<'_>) -> Option<Item> {
    let shortage = case.outcome.shortage.filter(|shortage| shortage.short > 0)?;
    let worst = case.outcome.worst.first();
    let worst = worst.map_or_else(String::new, |worst| {
        let (hour, minute) = (worst.minute / 60, worst.minute % 60);
        format!(
            "; worst on {} {hour:02}:{minute:02}, when `{}` has {} of {} agents needed",
            worst.date,
            case.channel(worst.channel),
            number(worst.staffed, 1),
            number(worst.required, 1)
        )
    });
    Some(Item::bad(format!(
        "short of people in {} of {} intervals, {} agent-hours in all{worst}",
        number(shortage.short as f64, 0),
        number(shortage.intervals as f64, 0),
        number(shortage.agent_hours, 0)
    )))
}

/// Without a team the plan ends with what is required.
fn requirement(case: &Case<'_>) -> Option<String> {
    let needs = case.outcome.periods.iter().flat_map(|period| {
        let channels = period.channels.iter().enumerate();
        channels.map(move |(at, channel)| (period, at, &channel.need))
    });
    let (period, at, need) = needs.min_by(|a, b| b.2.peak_agents.total_cmp(&a.2.peak_agents))?;
    let kind = case.plan.channels.get(at).map_or(ChannelKind::Live, |channel| channel.kind);
    let what = if kind == ChannelKind::Live { "agents on seat at once" } else { "agents" };
    Some(format!(
        "no team is planned; the largest need is {} {what} for `{}` in {}",
        number(need.peak_agents.ceil(), 0),
        case.channel(at),
        period.period.label
    ))
}

/// Scenarios that hold every target, or the one that comes closest.
fn helpers(forecast: &Forecast<'_>) -> Option<Item> {
    let (held, all) = tally(&forecast.baseline);
    if all == 0 || held == all || forecast.others.is_empty() {
        return None;
    }
    let name = |case: &Case<'_>| format!("`{}`", case.outcome.name);
    let meeting: Vec<Case<'_>> = forecast
        .others
        .iter()
        .copied()
        .filter(|case| matches!(tally(case), (held, all) if held == all))
        .collect();
    if !meeting.is_empty() {
        let names: Vec<String> = meeting.iter().take(NAMED).map(name).collect();
        let more = meeting.len().saturating_sub(NAMED);
        let rest = if more > 0 { format!(" and {more} more") } else { String::new() };
        let verb = if meeting.len() == 1 { "meets" } else { "meet" };
        return Some(Item::good(format!("{}{rest} {verb} every target", names.join(", "))));
    }
    let best = forecast.others.iter().min_by_key(|case| std::cmp::Reverse(tally(case).0))?;
    let (most, of) = tally(best);
    Some(if most > held {
        Item::plain(format!(
            "no scenario meets every target; {} comes closest with {most} of {of}",
            name(best)
        ))
    } else {
        Item::plain("no scenario meets more targets than the baseline".to_owned())
    })
}
