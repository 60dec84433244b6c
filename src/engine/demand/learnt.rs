//! A history made ready: cut to the opening hours, its days marked, level and shape learnt.

use super::events::known_days;
use super::ordinary::OrdinaryDays;
use super::shapes::{arrives, hours_on};
use crate::calendar::Grid;
use crate::engine::figures::caution::Caution;
use crate::forecasting::{DayKind, DayMark, DayProfile, DaySeries, TooLittle};
use crate::model::{Channel, ChannelHistory, ChannelKind, EventKind, Plan};
use chrono::NaiveDate;

/// A history made ready: the series within hours, its marks, level and shapes.
pub(crate) struct Learnt {
    /// Contacts within the hours.
    pub series: DaySeries,
    /// What each day tells.
    pub marks: Vec<DayMark>,
    /// What an ordinary day brings.
    pub level: Result<OrdinaryDays, TooLittle>,
    /// How a day spreads over its slots.
    pub profile: DayProfile,
}

/// The shape of an event's own past days.
pub(super) fn own_profile(plan: &Plan, channel: &Channel, own: &Learnt, event: usize) -> DayProfile {
    let failed = |date: NaiveDate| {
        plan.events.iter().any(|event| event.kind == EventKind::Outage && event.colours(date))
    };
    let held =
        |date: NaiveDate| plan.events[event].occurrences.iter().any(|span| span.holds(date)) && !failed(date);
    let marks: Vec<DayMark> = (0..own.series.days.len())
        .map(
            |place| {
                if own.series.date(place).is_some_and(held) { DayMark::Ordinary } else { DayMark::Excluded }
            },
        )
        .collect();
    DayProfile::fit(&own.series, &marks, |kind, slot| arrives(plan, channel, kind, slot))
}

/// Cuts a history to the opening hours and learns level and shape from it.
pub(super) fn learn(
    plan: &Plan,
    (index, plain_mean): (usize, bool),
    history: &ChannelHistory,
    cautions: &mut Vec<Caution>,
) -> Learnt {
    let channel = &plan.channels[index];
    let grid = plan.settings.grid;
    let whole = DaySeries {
        grid: history.grid,
        first: history.first,
        days: history.days.iter().map(|day| day.as_ref().map(|day| day.offered.clone())).collect(),
    };
    let daily = history.grid == Grid::DAY;
    let series =
        if daily { whole } else { within_hours(plan, channel, whole.on_grid(grid), index, cautions) };
    let known = known_days(plan, index, &series);
    let marks = known.marks(&series);
    let level = OrdinaryDays::fit(&series, &known, plain_mean);
    if let Err(too_little) = &level {
        let reason = format!("{} ordinary days, {} needed", too_little.found, too_little.needed);
        cautions.push(Caution::HistoryTooShort { channel: index, reason });
    } else if series.totals().into_iter().flatten().all(|total| total <= 0.0) {
        cautions.push(Caution::NoContacts { channel: index });
    }
    let open = |kind: DayKind, slot: usize| arrives(plan, channel, kind, slot);
    let profile = if daily { DayProfile::flat(grid, open) } else { DayProfile::fit(&series, &marks, open) };
    Learnt { level, profile, series, marks }
}

/// Leaves out live contacts outside the hours and says how many there were.
fn within_hours(
    plan: &Plan,
    channel: &Channel,
    series: DaySeries,
    index: usize,
    cautions: &mut Vec<Caution>,
) -> DaySeries {
    if channel.kind == ChannelKind::Deferred {
        return series;
    }
    let grid = series.grid;
    let contacts = |series: &DaySeries| series.days.iter().flatten().flatten().sum::<f64>();
    let all = contacts(&series);
    let inside =
        series.within(|date, slot| hours_on(channel, &plan.calendar, date).open_share(grid, slot) > 0.0);
    let outside = all - contacts(&inside);
    if outside > 0.5 {
        cautions.push(Caution::OutsideHours { channel: index, share: outside / all });
    }
    inside
}
