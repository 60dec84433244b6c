//! What the figures of a demand say that a reader must know. Data only: `report` gives the words.

use super::outlook::ChannelForecast;
use crate::engine::demand::{ChannelTerms, Learnt, Member, Told};
use crate::engine::figures::caution::Caution;
use crate::model::ChannelKind;
use chrono::{Datelike, NaiveDate, Weekday};

/// Days after which a channel without rows seems to have ended.
const ENDED_AFTER: i64 = 14;
/// A history shorter than this shows no trend.
const SHORT: i64 = 56;

/// One caution about a channel's demand.
#[derive(Debug, Clone, PartialEq)]
pub enum OutlookCaution {
    /// A mean stands in for a forecast: there are few days, or most have no contact.
    PlainMean {
        /// Days with contacts.
        found: usize,
        /// Days from the first to the last.
        days: i64,
    },
    /// Weekdays on which hardly a contact came, which is no luck, are taken as closed.
    ClosedWeekdays {
        /// These weekdays, from Monday on.
        weekdays: Vec<Weekday>,
        /// Their contacts, which are left out.
        contacts: f64,
    },
    /// The channel's rows end long before the last day used.
    EndsEarly {
        /// Its last day with rows.
        last: NaiveDate,
        /// Days from there to the last day used.
        days: i64,
    },
    /// Intervals finer than those of the history are even parts of them.
    SpreadEvenly {
        /// Minutes of the history's intervals.
        own: u16,
        /// Minutes asked for.
        asked: u16,
    },
    /// Less than eight weeks: no trend, and ranges that rest on little.
    ShortHistory {
        /// Days from the first to the last.
        days: i64,
    },
    /// Of a stated volume nothing is known but that contacts come by chance.
    CountingRanges,
    /// The last day of the history lacks part of its contacts.
    LastDayCut {
        /// The day.
        date: NaiveDate,
        /// The part that was seen, by which it is scaled up; `None`: it is left out.
        seen: Option<f64>,
    },
    /// A caution of the plan.
    Plan(Caution),
}

/// What the history of a channel and its forecast say.
pub(super) fn of_forecast(
    terms: &ChannelTerms<'_>,
    index: usize,
    told: &Told,
    forecast: &ChannelForecast,
) -> Vec<OutlookCaution> {
    let mut found = Vec::new();
    let no_noise = told.spreads.iter().all(|spread| spread.noise + spread.deviation <= 0.0);
    if forecast.members == [Member::Stated] && no_noise {
        found.push(OutlookCaution::CountingRanges);
    }
    let Some(learnt) = told.learnt.as_ref().filter(|learnt| learnt.level.is_ok()) else { return found };
    let Some(last) = learnt.series.last() else { return found };
    let days = (last - learnt.series.first).num_days() + 1;
    if forecast.members == [Member::PlainMean] {
        let with_contacts = learnt.series.totals().into_iter().flatten().filter(|total| *total > 0.0);
        found.push(OutlookCaution::PlainMean { found: with_contacts.count(), days });
    } else if days < SHORT {
        found.push(OutlookCaution::ShortHistory { days });
    }
    found.extend(passed_over(terms, index, learnt));
    let since = (terms.plan.settings.as_of - last).num_days();
    if since >= ENDED_AFTER {
        found.push(OutlookCaution::EndsEarly { last, days: since });
    }
    found.extend(last_day_cut(learnt, last));
    found
}

/// Weekdays that are open by their hours and that the day model takes as closed.
fn passed_over(terms: &ChannelTerms<'_>, index: usize, learnt: &Learnt) -> Option<OutlookCaution> {
    let channel = &terms.plan.channels[index];
    let level = learnt.level.as_ref().ok()?;
    let open =
        |weekday: &Weekday| channel.kind == ChannelKind::Deferred || channel.hours.on(*weekday).minutes() > 0;
    let week = (0_u8..7).filter_map(|at| Weekday::try_from(at).ok());
    let weekdays: Vec<Weekday> =
        week.filter(open).filter(|weekday| level.weekday_factor(*weekday).is_none()).collect();
    let totals = learnt.series.totals().into_iter().enumerate();
    let came = totals.filter_map(|(at, total)| Some((learnt.series.date(at)?.weekday(), total?)));
    let contacts =
        came.filter(|(weekday, _)| weekdays.contains(weekday)).fold(0.0, |sum, (_, one)| sum + one);
    (!weekdays.is_empty()).then_some(OutlookCaution::ClosedWeekdays { weekdays, contacts })
}

/// A last day that is scaled up or left out.
fn last_day_cut(learnt: &Learnt, date: NaiveDate) -> Option<OutlookCaution> {
    learnt.series.days.last()?.as_ref()?;
    let seen = learnt.series.whole_days(&learnt.marks).last()?.map(|day| day.seen);
    seen.is_none_or(|seen| seen < 1.0).then_some(OutlookCaution::LastDayCut { date, seen })
}
