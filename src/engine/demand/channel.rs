//! One channel's demand over the horizon.

use super::Told;
use super::events::{EventEffects, marks};
use super::lessons::Past;
use super::shapes::{DayShape, ShapeKey, arrives, cut_to_hours, hours_on, open_slots, serves};
use super::unnamed::unnamed;
use super::volume::Volume;
use crate::calendar::{Grid, Month};
use crate::engine::figures::caution::Caution;
use crate::engine::horizon::Horizon;
use crate::forecasting::{
    DayFactors, DayKind, DayLevel, DayMark, DayProfile, DaySeries, HandleTimeProfile, Repeats, VolumeLevers,
};
use crate::model::{
    Channel, ChannelHistory, ChannelKind, Concurrency, EventKind, Evidence, HistoryDay, Plan,
};
use crate::queueing::Patience;
use crate::units::{Fraction, Seconds};
use chrono::NaiveDate;
use std::collections::HashMap;

/// A channel's demand.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct ChannelDemand {
    /// Shapes of its days.
    pub shapes: Vec<DayShape>,
    /// Every day of the horizon.
    pub days: Vec<DayDemand>,
    /// Mean seconds of a contact by a proficient agent, one at a time.
    pub handle_time: f64,
    /// How long its contacts wait.
    pub patience: Patience,
    /// How days stray from their expectation.
    pub factors: DayFactors,
    /// Share of contacts solved the first time, where known.
    pub resolution: Option<f64>,
    /// Share of contacts that are about an earlier matter.
    pub repeat_share: f64,
}

/// One day of a channel.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct DayDemand {
    /// Its shape; `None`: closed (live channels).
    pub shape: Option<usize>,
    /// Contacts offered to people, outsourced ones included, before redials.
    pub offered: f64,
    /// Fresh contacts answered before a person was asked.
    pub deflected: f64,
    /// Of the offered, answered outside.
    pub outsourced: f64,
}

impl DayDemand {
    /// Contacts for the plan's own people.
    #[must_use]
    pub(crate) fn in_house(&self) -> f64 {
        self.offered - self.outsourced
    }
}

/// Which channel of which plan.
pub(super) struct Request<'a> {
    pub(super) plan: &'a Plan,
    pub(super) baseline: &'a Plan,
    pub(super) evidence: &'a Evidence,
    pub(super) horizon: &'a Horizon,
    pub(super) index: usize,
}

/// A history made ready: the series within hours, its marks, level and shapes.
struct Learnt {
    series: DaySeries,
    marks: Vec<DayMark>,
    level: Option<DayLevel>,
    profile: DayProfile,
}

pub(super) fn channel_demand(request: &Request<'_>) -> (ChannelDemand, Told) {
    let &Request { plan, evidence, horizon, index, .. } = request;
    let channel = &plan.channels[index];
    let history = channel.history.and_then(|source| evidence.histories.get(source));
    let mut cautions = Vec::new();
    let own = history.map(|history| learn(plan, index, history, &mut cautions));
    let like = channel.profile_of.and_then(|other| {
        let source = evidence.histories.get(plan.channels[other].history?)?;
        Some(learn(plan, other, source, &mut Vec::new()))
    });
    let (own, like) = (own.as_ref(), like.as_ref());
    let level = own.and_then(|learnt| learnt.level.as_ref());
    let volume = match level {
        Some(level) => Volume::Learnt { level, growth: channel.growth_per_month },
        None => Volume::Stated { channel, like: like.and_then(|learnt| learnt.level.as_ref()) },
    };
    if let (Some(level), None) = (level, channel.growth_per_month) {
        cautions.push(Caution::GrowthLearnt { channel: index, per_month: level.growth_per_month() });
    }
    let past = own.zip(level).map(|(learnt, level)| {
        let Learnt { series, marks, .. } = learnt;
        Past { plan, channel: index, series, marks, level }
    });
    let events = EventEffects::new(plan, index, past.as_ref());
    let open = |day: &NaiveDate| serves(channel, &plan.calendar, *day);
    let days: Vec<NaiveDate> = horizon.days.iter().copied().filter(open).collect();
    cautions.extend(events.cautions(&days));
    cautions.extend(past.as_ref().and_then(unnamed));
    let uplifts = events.account(&days);
    let uplift_sd: Vec<f64> = horizon.days.iter().map(|&day| events.log_sd(day)).collect();
    let handle_time = HandleTime::of(channel, history, own, plan.settings.grid);
    if let (HandleTime::Learnt(profile), true) = (&handle_time, history.is_some()) {
        cautions.push(Caution::HandleTimeLearnt { channel: index, seconds: profile.mean_seconds() });
    }
    let shape_source = own.or(like);
    if shape_source.is_none() || history.is_some_and(|history| history.grid == Grid::DAY) {
        cautions.push(Caution::FlatProfile { channel: index });
    }
    let (shapes, days) =
        lay_out(request, &Sources { volume, events, handle_time: &handle_time, own, shape_source });
    let noise = level.or(like.and_then(|learnt| learnt.level.as_ref()).filter(|_| own.is_none()));
    let demand = ChannelDemand {
        shapes,
        days,
        handle_time: handle_time.mean(),
        patience: patience(channel, index, history, &mut cautions),
        factors: factors(noise, (level.is_some(), channel.growth_per_month.is_some()), horizon, &uplift_sd),
        resolution: resolution(channel, history),
        repeat_share: repeats(channel, history).share().get(),
    };
    (demand, Told { uplifts, cautions })
}

/// What the days of a channel are made of.
struct Sources<'a> {
    volume: Volume<'a>,
    events: EventEffects<'a>,
    handle_time: &'a HandleTime,
    own: Option<&'a Learnt>,
    shape_source: Option<&'a Learnt>,
}

fn lay_out(request: &Request<'_>, sources: &Sources<'_>) -> (Vec<DayShape>, Vec<DayDemand>) {
    let &Request { plan, baseline, evidence, horizon, index } = request;
    let channel = &plan.channels[index];
    let history = |plan: &Plan| {
        plan.channels
            .get(index)
            .and_then(|channel| channel.history)
            .and_then(|source| evidence.histories.get(source))
    };
    let before = baseline.channels.get(index).unwrap_or(channel);
    let (in_history, now) = (repeats(before, history(baseline)), repeats(channel, history(plan)));
    let mut known: HashMap<ShapeKey, (Option<usize>, f64)> = HashMap::new();
    let mut shapes = Vec::new();
    let day = |(&date, &month): (&NaiveDate, &Month)| {
        let key = ShapeKey {
            kind: DayKind::of(date, plan.calendar.holidays.contains(&date)),
            hours: hours_on(channel, &plan.calendar, date),
            event: sources.events.own_profile(date),
        };
        let (shape, kept) =
            *known.entry(key.clone()).or_insert_with(|| add_shape(plan, channel, sources, &key, &mut shapes));
        let ordinary = sources.volume.on(plan, date) * sources.events.factor(date) * kept;
        let levers = VolumeLevers { in_history, now, deflection: channel.deflection.at(month) };
        let (offered, deflected) =
            levers.apply(ordinary).map_or((0.0, 0.0), |volume| (volume.offered, volume.deflected));
        let outside: f64 = plan
            .teams
            .iter()
            .filter_map(|team| team.outsourcing.get(&index)?.get(&month))
            .map(|share| share.get())
            .sum();
        DayDemand { shape, offered, deflected, outsourced: offered * outside.min(1.0) }
    };
    let days = horizon.days.iter().zip(&horizon.months).map(day).collect();
    (shapes, days)
}

/// Makes the shape of a kind of day; the share of contacts that its hours keep goes with it.
fn add_shape(
    plan: &Plan,
    channel: &Channel,
    sources: &Sources<'_>,
    key: &ShapeKey,
    shapes: &mut Vec<DayShape>,
) -> (Option<usize>, f64) {
    let grid = plan.settings.grid;
    let open = open_slots(&key.hours, grid);
    let shares = match (key.event, sources.own) {
        (Some(event), Some(own)) => own_profile(plan, channel, own, event).shares(key.kind).to_vec(),
        _ => sources.shape_source.map_or_else(Vec::new, |learnt| learnt.profile.shares(key.kind).to_vec()),
    };
    let shares = if shares.is_empty() { vec![0.0; grid.slots()] } else { shares };
    let (share, kept) = match channel.kind {
        ChannelKind::Live if open.iter().all(|&open| open <= 0.0) => return (None, 0.0),
        ChannelKind::Live => kept_of_regular(channel, sources, key, cut_to_hours(&shares, &open)),
        ChannelKind::Deferred => cut_to_hours(&shares, &vec![1.0; grid.slots()]),
    };
    shapes.push(DayShape {
        share,
        aht: sources.handle_time.by_slot(key.kind, grid),
        open,
        seconds: grid.seconds(),
    });
    // A shape cut by its weekday's own hours keeps everything: the history was cut alike.
    (Some(shapes.len() - 1), kept)
}

/// A stated volume is that of the regular hours: it keeps its share of them, whatever the hours of the channel whose
/// profile it takes. A learnt volume was cut to the regular hours with its history.
fn kept_of_regular(
    channel: &Channel,
    sources: &Sources<'_>,
    key: &ShapeKey,
    (share, kept): (Vec<f64>, f64),
) -> (Vec<f64>, f64) {
    let (Some(learnt), None, DayKind::Weekday(weekday)) = (sources.shape_source, sources.own, key.kind)
    else {
        return (share, kept);
    };
    let regular = open_slots(channel.hours.on(weekday), learnt.profile.grid());
    let whole = cut_to_hours(learnt.profile.shares(key.kind), &regular).1;
    (share, if whole > 0.0 { (kept / whole).min(1.0) } else { kept })
}

/// The shape of an event's own past days.
fn own_profile(plan: &Plan, channel: &Channel, own: &Learnt, event: usize) -> DayProfile {
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
fn learn(plan: &Plan, index: usize, history: &ChannelHistory, cautions: &mut Vec<Caution>) -> Learnt {
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
    let marks = marks(plan, index, &series);
    let level = DayLevel::fit(&series, &marks);
    if let Err(too_little) = &level {
        let reason = format!("{} ordinary days, {} needed", too_little.found, too_little.needed);
        cautions.push(Caution::HistoryTooShort { channel: index, reason });
    }
    let open = |kind: DayKind, slot: usize| arrives(plan, channel, kind, slot);
    let profile = if daily { DayProfile::flat(grid, open) } else { DayProfile::fit(&series, &marks, open) };
    Learnt { level: level.ok(), profile, series, marks }
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

/// How long a contact takes, by kind of day and slot.
enum HandleTime {
    Stated(f64),
    Learnt(HandleTimeProfile),
}

impl HandleTime {
    fn of(channel: &Channel, history: Option<&ChannelHistory>, own: Option<&Learnt>, grid: Grid) -> Self {
        if let Some(stated) = channel.handle_time {
            return Self::Stated(stated.get());
        }
        let column = |history: &ChannelHistory, of: fn(&HistoryDay) -> &Vec<f64>| DaySeries {
            grid: history.grid,
            first: history.first,
            days: history.days.iter().map(|day| day.as_ref().map(|day| of(day).clone())).collect(),
        };
        let learnt = history.zip(own).and_then(|(history, own)| {
            let handled = column(history, |day| &day.handled);
            let seconds = column(history, |day| &day.handle_seconds);
            HandleTimeProfile::fit(&handled, &seconds, &own.marks)
        });
        let alone = match &channel.concurrency {
            Concurrency::ByLevel(levels) => levels.first().map(|first| first.get()),
            Concurrency::Same(_) => None,
        };
        let stated = Self::Stated(alone.unwrap_or(DEFAULT_HANDLE_SECONDS));
        learnt.map_or(stated, |profile| Self::Learnt(profile.on_grid(grid)))
    }

    const fn mean(&self) -> f64 {
        match self {
            Self::Stated(seconds) => *seconds,
            Self::Learnt(profile) => profile.mean_seconds(),
        }
    }

    fn by_slot(&self, kind: DayKind, grid: Grid) -> Vec<f64> {
        match self {
            Self::Stated(seconds) => vec![*seconds; grid.slots()],
            Self::Learnt(profile) => profile.seconds(kind).to_vec(),
        }
    }
}

/// Stands in where neither plan nor history knows; `input` refuses such a plan, so it is never printed.
const DEFAULT_HANDLE_SECONDS: f64 = 300.0;

fn patience(
    channel: &Channel,
    index: usize,
    history: Option<&ChannelHistory>,
    cautions: &mut Vec<Caution>,
) -> Patience {
    if let Some(stated) = channel.patience {
        return stated;
    }
    if channel.kind == ChannelKind::Deferred {
        return Patience::Infinite;
    }
    let learnt =
        history.filter(|history| history.knows_abandonment && history.knows_waits).and_then(|history| {
            let days = history.days.iter().flatten();
            let (waits, lost) = days.fold((0.0, 0.0), |(waits, lost), day| {
                (waits + day.wait_seconds.iter().sum::<f64>(), lost + day.abandoned.iter().sum::<f64>())
            });
            Seconds::new(waits / lost).ok().filter(|patience| patience.get() > 0.0)
        });
    cautions.push(Caution::PatienceLearnt { channel: index, seconds: learnt.map(Seconds::get) });
    learnt.map_or(Patience::Infinite, Patience::Mean)
}

/// Share solved the first time: stated, else as the history says.
fn resolution(channel: &Channel, history: Option<&ChannelHistory>) -> Option<f64> {
    let learnt = || history.and_then(|history| history.resolved).map(|(share, _)| share);
    channel.first_contact_resolution.map(Fraction::get).or_else(learnt)
}

fn repeats(channel: &Channel, history: Option<&ChannelHistory>) -> Repeats {
    match (resolution(channel, history), channel.recontact) {
        (Some(solved), Some(recontact)) => {
            Repeats { first_contact_resolution: Fraction::clamped(solved), recontact }
        }
        _ => Repeats::NONE,
    }
}

/// How days stray: the day's own busyness, what the level does not know so many days ahead, and on days of events what
/// their factors do not. A stated volume has no uncertainty of its level.
fn factors(
    level: Option<&DayLevel>,
    (learnt, grown): (bool, bool),
    horizon: &Horizon,
    uplift_sd: &[f64],
) -> DayFactors {
    let Some(level) = level else { return DayFactors::new(0.0, 0.0, &vec![0.0; horizon.days.len()]) };
    let ahead = |day: &NaiveDate| u32::try_from((*day - level.last()).num_days()).unwrap_or(0);
    let cv = |day: &NaiveDate| match (learnt, grown) {
        (false, _) => 0.0,
        (true, true) => level.level_cv_with_growth(ahead(day)),
        (true, false) => level.level_cv(ahead(day)),
    };
    let both = |(day, &sd): (&NaiveDate, &f64)| match cv(day) {
        cv if sd > 0.0 => (cv.powi(2).ln_1p() + sd * sd).exp_m1().sqrt(),
        cv => cv,
    };
    let level_cv: Vec<f64> = horizon.days.iter().zip(uplift_sd).map(both).collect();
    DayFactors::new(level.busyness_cv(), level.ar1(), &level_cv)
}
