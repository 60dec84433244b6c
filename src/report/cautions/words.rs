//! The sentence of every caution.

use super::codes::code;
use crate::engine::{Caution, Outcome, UnnamedDay};
use crate::report::document::Item;
use crate::report::forecast::Forecast;
use crate::report::table::Tone;
use crate::report::write::{duration, number, percent, signed};

/// The names that cautions refer to by place.
#[derive(Debug, Clone, Copy)]
pub struct Names<'a> {
    /// Channels of the plan.
    pub channels: &'a [String],
    /// Teams of the plan.
    pub teams: &'a [String],
}

impl<'a> Names<'a> {
    /// Those of an outcome.
    #[must_use]
    pub fn of(outcome: &'a Outcome) -> Self {
        Self { channels: &outcome.channels, teams: &outcome.teams }
    }
}

/// The baseline's cautions, then those that only a scenario has.
#[must_use]
pub fn items(forecast: &Forecast<'_>) -> Vec<Item> {
    let base = forecast.baseline.outcome;
    let mut items: Vec<Item> =
        base.cautions.iter().map(|caution| item(caution, &text(caution, &Names::of(base)))).collect();
    let known: Vec<String> = items.iter().map(|item| item.text.clone()).collect();
    for case in forecast.named().skip(1) {
        for caution in &case.outcome.cautions {
            let words = text(caution, &Names::of(case.outcome));
            if !known.contains(&words) {
                items.push(item(caution, &format!("in `{}`: {words}", case.outcome.name)));
            }
        }
    }
    items
}

fn item(caution: &Caution, words: &str) -> Item {
    Item { mark: code(caution).into(), tone: Tone::Faint, text: words.into() }
}

/// Where in the plan a caution belongs: `channel.chat`, `team.frontline`, `event.sale`.
#[must_use]
pub fn place(caution: &Caution, names: &Names<'_>) -> Option<String> {
    use Caution as C;
    match caution {
        C::UpliftLearnt { event, .. }
        | C::UpliftUnknown { event, .. }
        | C::EventOnClosedDays { event, .. }
        | C::UpliftShared { event, .. } => Some(format!("event.{event}")),
        C::Overloaded { channel, .. }
        | C::FlatProfile { channel, .. }
        | C::SeasonUnknown { channel, .. }
        | C::NoContacts { channel }
        | C::UnnamedDays { channel, .. }
        | C::OutsideHours { channel, .. }
        | C::GrowthLearnt { channel, .. }
        | C::PatienceLearnt { channel, .. }
        | C::HandleTimeLearnt { channel, .. }
        | C::HandleTimeMoved { channel, .. }
        | C::LevelJumped { channel, .. }
        | C::ConcurrencyCapped { channel, .. }
        | C::NobodyServes { channel }
        | C::SurveyWithoutChannel { channel }
        | C::SurveyFewAnswers { channel, .. }
        | C::Unreachable { channel }
        | C::HistoryTooShort { channel, .. } => Some(format!("channel.{}", name(names.channels, *channel))),
        C::RoundedUp { team, .. }
        | C::SpanExceeded { team, .. }
        | C::HiresAreNotGrowth { team, .. }
        | C::TrainersShort { team, .. }
        | C::ApplicantsBeforeStart { team, .. }
        | C::FewLeavers { team, .. }
        | C::RosterWindow { team, .. }
        | C::RosterOfOthers { team, .. }
        | C::RollingTurnoverJoined { team, .. }
        | C::VacanciesOpen { team, .. }
        | C::MovesShort { team, .. }
        | C::OvertimeBeyondLimit { team, .. } => Some(format!("team.{}", name(names.teams, *team))),
        C::RollingTurnoverUndefined => Some("targets.attrition".into()),
        C::BonusWithoutEffect { .. } => Some("cost.retention_bonus".into()),
        C::PartialMonth { .. } => Some("plan.start".into()),
        C::SatisfactionAssumed { .. } => Some("csat".into()),
        C::NotCalibrated { .. } => Some("csat.today".into()),
        C::SurveySilent { .. }
        | C::SurveySeparates { .. }
        | C::SurveyReversed { .. }
        | C::SurveyUnnamed { .. } => Some("csat.survey".into()),
        C::SingleReplication => Some("plan.replications".into()),
        C::NoTeam | C::FlowsByStepOnly => None,
    }
}

/// The sentence of a caution; lower case, no full stop.
#[must_use]
pub fn text(caution: &Caution, names: &Names<'_>) -> String {
    use Caution as C;
    let channel = |at: &usize| format!("`{}`", name(names.channels, *at));
    let team = |at: &usize| format!("`{}`", name(names.teams, *at));
    match caution {
        C::Overloaded { channel: at, intervals, first } => format!(
            "{} has at least as much work as its staff can do in {}, first on {first}; the queue is carried on",
            channel(at),
            counted(*intervals, "interval")
        ),
        C::ConcurrencyCapped { channel: at, most } => format!(
            "more than {} at once on {} would make an agent slower in all, so no more are used",
            counted(*most as usize, "contact"),
            channel(at)
        ),
        _ => of_history(caution, &team, &channel),
    }
}

/// What a history taught, or could not.
fn of_history(
    caution: &Caution,
    team: &dyn Fn(&usize) -> String,
    channel: &dyn Fn(&usize) -> String,
) -> String {
    use Caution as C;
    match caution {
        C::FlatProfile { channel: at, daily } => {
            let why = if *daily { "its history has whole days" } else { "it has no history" };
            format!("contacts of {} are spread evenly over its open hours, for {why}", channel(at))
        }
        C::SeasonUnknown { channel: at, days, growth_stated } => format!(
            "the history of {} has {}, too few to know the course of the year{}: months to come are like its last weeks",
            channel(at),
            counted(*days, "day"),
            if *growth_stated { "" } else { " or growth" }
        ),
        C::NoContacts { channel: at } => {
            format!("{} has rows and not one contact on the days that count: it has no forecast", channel(at))
        }
        C::OutsideHours { channel: at, share } => {
            format!(
                "{} of the history of {} lies outside its hours and is not counted",
                percent(*share),
                channel(at)
            )
        }
        C::GrowthLearnt { channel: at, per_month } => format!(
            "growth of {} is learnt from its history: {}% a month",
            channel(at),
            signed(per_month * 100.0, 1)
        ),
        C::UnnamedDays { channel: at, days } => format!(
            "{} has {} far from what was to be expected, which no event names and nothing carries on: {}",
            channel(at),
            counted(days.len(), "past day"),
            unnamed(days)
        ),
        C::PatienceLearnt { channel: at, seconds: None } => {
            format!("nothing is known of patience on {}, so nobody gives up there", channel(at))
        }
        C::PatienceLearnt { channel: at, seconds: Some(seconds) } => {
            format!(
                "patience on {} is learnt from its history: {} on average",
                channel(at),
                duration(*seconds)
            )
        }
        C::HandleTimeLearnt { channel: at, seconds } => {
            format!(
                "handle time of {} is learnt from its history: {} on average",
                channel(at),
                duration(*seconds)
            )
        }
        C::LevelJumped { channel: at, date, factor, earlier } => {
            jumped(&channel(at), *date, *factor, *earlier)
        }
        C::HandleTimeMoved { channel: at, from, end, then } => moved(&channel(at), *from, *end, *then),
        _ => of_event(caution, team, channel),
    }
}

/// What events do, and what their past taught.
fn of_event(
    caution: &Caution,
    team: &dyn Fn(&usize) -> String,
    channel: &dyn Fn(&usize) -> String,
) -> String {
    use Caution as C;
    match caution {
        C::EventOnClosedDays { event, channel: at, days } => format!(
            "`{event}` falls on closed days of {} alone ({}), so it has no effect there",
            channel(at),
            counted(*days, "day")
        ),
        C::UpliftLearnt { event, channel: at, occurrences, peak_factor, range: (low, high), unseen } => {
            let beyond = match unseen {
                0 => String::new(),
                days => format!("; of {} no past occurrence tells", counted(*days, "day")),
            };
            format!(
                "the uplift of `{event}` on {} is learnt from {}; its strongest day is {} times an ordinary one, \
                 {} to {} in eight of ten cases{beyond}",
                channel(at),
                counted(*occurrences, "past occurrence"),
                number(*peak_factor, 2),
                number(*low, 2),
                number(*high, 2)
            )
        }
        C::UpliftShared { event, channel: at, divided, left_out, first } => {
            let other = first.as_ref().map_or_else(String::new, |(date, other)| {
                format!(", first on {date}, which is a day of `{other}` too")
            });
            format!(
                "past days of `{event}` on {} were days of other events too: {} without the others' factors, {} \
                 nothing{other}",
                channel(at),
                teach(*divided),
                teach(*left_out)
            )
        }
        C::UpliftUnknown { event, channel: at } => {
            format!(
                "`{event}` has no past occurrence in the history of {}, so it has no effect there",
                channel(at)
            )
        }
        _ => of_people(caution, team, channel),
    }
}

fn moved(channel: &str, from: Option<f64>, end: f64, then: Option<f64>) -> String {
    let end = duration(end);
    let trend = then.map(|then| format!("its trend takes it to {} by the last day", duration(then)));
    let left = from.map(|from| {
        format!(
            "was {} over its history and is {end} at its end, from where it is carried on",
            duration(from)
        )
    });
    let so = match (left, trend) {
        (Some(left), Some(trend)) => format!("{left}; {trend}"),
        (Some(left), None) => left,
        (None, trend) => format!("is {end} at the end of its history; {}", trend.unwrap_or_default()),
    };
    format!("handle time of {channel} {so}")
}

fn of_people(
    caution: &Caution,
    team: &dyn Fn(&usize) -> String,
    channel: &dyn Fn(&usize) -> String,
) -> String {
    use Caution as C;
    match caution {
        C::RoundedUp { team: at, what, months, steps } => format!(
            "`{what}` of {} is {} months, rounded up to {}",
            team(at),
            number(*months, 2),
            counted(*steps as usize, "whole step")
        ),
        C::PartialMonth { days } => format!(
            "the first month has {}, and people leave, start and learn in it as in a whole one",
            counted(*days as usize, "day")
        ),
        C::BonusWithoutEffect { paid: false } => {
            "the retention bonus is paid to nobody, for no team serves a channel".into()
        }
        C::BonusWithoutEffect { paid: true } => {
            "the retention bonus is higher than the baseline's and attrition is the same: say what the bonus does to it".into()
        }
        C::ApplicantsBeforeStart { team: at, applicants } => format!(
            "{} people must have applied to {} before the plan starts, for its first starts",
            number(*applicants, 1),
            team(at)
        ),
        C::NobodyServes { channel: at } => {
            format!("no team serves {}, so its service is not projected", channel(at))
        }
        C::Unreachable { channel: at } => {
            format!("no finite staff meets the targets of {} in some intervals", channel(at))
        }
        C::HistoryTooShort { channel: at, reason } => {
            format!("the history of {} is too short for a forecast: {reason}", channel(at))
        }
        C::RollingTurnoverUndefined => {
            "turnover of the last twelve months does not exist before month twelve, unless rosters of all teams hold the months before: its target is not judged".into()
        }
        C::NoTeam => "no team is planned, so the run ends with the requirement".into(),
        C::SingleReplication => "fewer than two replications: ranges and probabilities are not given".into(),
        C::FlowsByStepOnly => "starts, leavers and other flows of people exist by workforce step only".into(),
        _ => super::survey::text(caution, &channel)
            .or_else(|| super::teams::text(caution, &team))
            .unwrap_or_else(|| super::roster::text(caution, &team)),
    }
}

fn name(names: &[String], at: usize) -> &str {
    names.get(at).map_or("?", String::as_str)
}

/// "1 interval", "1,204 intervals".
pub(in crate::report) fn counted(count: usize, noun: &str) -> String {
    let figure = number(u32::try_from(count).map_or(f64::from(u32::MAX), f64::from), 0);
    if count == 1 { format!("{figure} {noun}") } else { format!("{figure} {noun}s") }
}

/// "1 teaches", "3 teach".
fn teach(days: usize) -> String {
    format!("{days} {}", if days == 1 { "teaches" } else { "teach" })
}

/// "2026-03-03 0.21 times (the day after 1.48)" for the four furthest off, in the order of time.
fn unnamed(days: &[UnnamedDay]) -> String {
    let size = |day: &UnnamedDay| day.factor.max(f64::MIN_POSITIVE).ln().abs();
    let mut furthest: Vec<&UnnamedDay> = days.iter().collect();
    furthest.sort_by(|a, b| size(b).total_cmp(&size(a)).then(a.date.cmp(&b.date)));
    furthest.truncate(4);
    furthest.sort_by_key(|day| day.date);
    let shown = furthest.iter().map(|day| {
        let after =
            day.after.map_or_else(String::new, |after| format!(" (the day after {})", number(after, 2)));
        format!("{} {} times{after}", day.date, number(day.factor, 2))
    });
    let more = if days.len() > 4 { format!(" and {} more", days.len() - 4) } else { String::new() };
    shown.collect::<Vec<_>>().join(", ") + &more
}

/// What a level did, and what the forecast rests on.
fn jumped(channel: &str, date: chrono::NaiveDate, factor: f64, earlier: usize) -> String {
    let before = match earlier {
        0 => String::new(),
        one => format!(", after {}", counted(one, "earlier jump")),
    };
    let size =
        if factor < 0.005 { "next to nothing".to_owned() } else { format!("{}%", number(100.0 * factor, 0)) };
    format!(
        "contacts of {channel} jumped to {size} of their old level on {date}{before}; the forecast rests on the days since"
    )
}
