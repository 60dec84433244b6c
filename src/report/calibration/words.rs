//! Reasons and names in words.

use crate::engine::calibrate::{DayPart, Driver, Unlike, Untold};
use crate::report::write::{duration, number, percent};

/// Why a figure is not told; lower case, no full stop.
#[must_use]
pub(in crate::report) fn reason_of(why: Untold) -> String {
    match why {
        Untold::NoHistory => "no history was given (`--history`)".into(),
        Untold::NoRoster => "no roster was given (`--roster`)".into(),
        Untold::NoScores => "neither a survey (`--survey`) nor a log has scores from 1 to 5 in `csat`".into(),
        Untold::NoHandleTimes => "the history has no handle times (`handle_seconds`, `aht_seconds`)".into(),
        Untold::NoWaits => "the log has no waits (`wait_seconds`)".into(),
        Untold::NoAbandonment => "the history does not say who gave up (`abandoned`)".into(),
        Untold::NobodyGaveUp { contacts, longest } => format!(
            "nobody gave up: of {} contacts the longest wait was {}, and patience beyond that was never put to the test",
            number(contacts, 0),
            duration(longest)
        ),
        Untold::NoWaitsOfAbandoned { abandoned } => format!(
            "{} gave up, and the log does not say after how long a wait",
            number(abandoned, 0)
        ),
        Untold::NotALog => "it needs a log with a row a contact".into(),
        Untold::NoCustomers => {
            "the log does not say whose a contact is: add a column `customer`, or name yours with `--columns \
             customer=THEIRS`"
                .into()
        }
        Untold::NoSingleCustomer { share } => format!(
            "one name in `customer` has {} of all contacts, so it stands for customers who are not known: say so with `--values \
             customer:NAME=empty`",
            percent(share)
        ),
        Untold::NoResolution => "the log does not say what was solved the first time (`resolved`)".into(),
        Untold::NoAgents => "the log does not say who answered (`agent`)".into(),
        Untold::AgentsNotInRoster { agents } => format!(
            "none of the {} of the log is an `employee` of the roster",
            counted(agents, "agent")
        ),
        Untold::TooFewTenured => {
            "too few tenured agents to compare newcomers with: five with 200 contacts after six months are needed".into()
        }
        Untold::NoNewcomers => "no month of tenure has three newcomers with 30 contacts".into(),
        Untold::DailyCounts => "counts by day have no intervals".into(),
        Untold::TooFewDays { days, needed } => {
            format!("{} of the {needed} days with contacts that are needed", number(days as f64, 0))
        }
        Untold::TooFewCases { cases, needed } => {
            format!("{} of the {needed} cases that are needed", number(cases as f64, 0))
        }
        Untold::NobodyLeft => "nobody left within the window".into(),
        Untold::TooFewAnswers { rarer, columns, needed } => format!(
            "too little data: {} answers of the rarer kind (satisfied or not) for {} columns, and {} are needed",
            number(rarer, 0),
            columns,
            needed
        ),
        Untold::ColumnAbsent => "the column is absent, or empty in more than a tenth of the answers".into(),
        Untold::ColumnSaysNothing => "the column is the same in all answers, or says what others say".into(),
        Untold::Unusable => "the answers hold numbers that no fit can use".into(),
        Untold::TooFewAgents { agents, needed, days } => format!(
            "{} of the {needed} agents with {days} shifts or more that are needed",
            number(agents as f64, 0)
        ),
        Untold::MoreDaysThanPaid { seen, paid } => format!(
            "agents answer on {} days a week, more than the {} that are paid: say `--week-days`",
            number(seen, 2),
            week(paid)
        ),
        Untold::AgentsUnlike { why, unlike, agents, week_days } => {
            let of = format!("{} of {}", number(unlike as f64, 0), counted(agents, "agent"));
            unlike_words(why, &of, week_days)
        }
        Untold::FullWeeksRare { week_days } => format!(
            "weeks of {} shifts are so rare that days away cannot be told from working fewer days: if most work fewer, say \
             `--week-days`",
            week(week_days)
        ),
    }
}

/// Why the survey of a plan does not tell a figure.
#[must_use]
pub(in crate::report) fn unsurveyed(why: Untold) -> String {
    match why {
        Untold::NoScores => "it has no scores from 1 to 5 in a column `csat`".into(),
        other => reason_of(other),
    }
}

/// Why agents who do not work the week that is paid tell no absence, and the way out.
fn unlike_words(why: Unlike, of: &str, week_days: f64) -> String {
    let week = week(week_days);
    match why {
        Unlike::FewShifts => format!("{of} have too few shifts"),
        Unlike::FewContacts => format!(
            "{of} have fewer than 5 contacts in a middling shift, so that a day without a contact may be a day at work; absence is \
             in the time sheets"
        ),
        Unlike::Rotating => format!(
            "{of} work in a rhythm of other than 7 days (four on and four off, for one): say how many paid days a week the rota makes, as \
             in `--week-days 3.5`"
        ),
        Unlike::FewerDays => format!(
            "{of} work clearly fewer than {week} days a week, or answer on some of their days only; if most work fewer, say so: \
             `--week-days`"
        ),
        Unlike::MoreDays => format!(
            "{of} answer on clearly more than the {week} days a week that are paid: say `--week-days`"
        ),
    }
}

/// Days of a week.
pub(super) fn week(days: f64) -> String {
    number(days, usize::from(days.fract() != 0.0))
}

/// `1 day`, `1,204 days`.
#[must_use]
pub(super) fn counted(count: usize, noun: &str) -> String {
    format!("{} {noun}{}", number(count as f64, 0), if count == 1 { "" } else { "s" })
}

/// `06:00-12:00`.
#[must_use]
pub(in crate::report) fn day_part(part: DayPart) -> String {
    format!("{:02}:00-{:02}:00", part.from, part.to)
}

/// `0-3 months`, `over 12 months`.
#[must_use]
pub(in crate::report) fn tenure((from, to): (u32, Option<u32>)) -> String {
    match to {
        Some(to) => format!("{from}-{to} months"),
        None => format!("over {from} months"),
    }
}

/// What a coefficient is of, in words.
#[must_use]
pub(super) const fn driver_words(driver: Driver) -> &'static str {
    match driver {
        Driver::Wait => "logit per unit of ln(1 + wait / 60 s), of deferred channels ln(1 + wait / 1 h)",
        Driver::Resolved => "logit of solved the first time",
        Driver::Repeat => "logit per earlier contact",
        Driver::Transfer => "logit per transfer",
        Driver::Newcomer => "logit of an agent in the first three months",
    }
}

/// What is not distinguishable from no effect.
#[must_use]
pub(super) const fn silent(driver: Driver) -> &'static str {
    match driver {
        Driver::Wait => "no link between wait and satisfaction found",
        Driver::Resolved => "no link between solving at once and satisfaction found",
        Driver::Repeat => "no link between earlier contacts and satisfaction found",
        Driver::Transfer => "no link between transfers and satisfaction found",
        Driver::Newcomer => "no link between newcomers and satisfaction found",
    }
}
