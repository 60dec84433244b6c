//! One channel's demand over the horizon.

use super::cautions::told_of;
use super::events::EventEffects;
use super::handle_time::HandleTime;
use super::learnt::{Learnt, learn, own_profile};
use super::lessons::Past;
use super::ordinary::OrdinaryDays;
use super::shapes::{DayShape, ShapeKey, cut_to_hours, hours_on, open_slots, serves};
use super::volume::Volume;
use crate::calendar::Month;
use crate::engine::figures::caution::Caution;
use crate::engine::figures::event_uplift::EventUplift;
use crate::forecasting::{DayFactors, DayKind, DaySpread, Repeats, VolumeLevers};
use crate::model::{Channel, ChannelHistory, ChannelKind, Evidence, Plan};
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
    /// Of a day of regular hours, the share of contacts that its hours keep.
    pub kept: f64,
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
    pub(super) days: &'a [NaiveDate],
    pub(super) index: usize,
    /// Whether the mean of a few days will do where they are too few to learn from.
    pub(super) plain_mean: bool,
}

impl Request<'_> {
    pub(super) fn channel(&self) -> &Channel {
        &self.plan.channels[self.index]
    }

    pub(super) fn history_of(&self, plan: &Plan, index: usize) -> Option<&ChannelHistory> {
        self.evidence.histories.get(plan.channels.get(index)?.history?)
    }
}

/// A channel's demand and what it rests on.
pub(crate) struct Told {
    /// The demand.
    pub demand: ChannelDemand,
    /// What events do to it.
    pub uplifts: Vec<EventUplift>,
    /// What a reader must know of it.
    pub cautions: Vec<Caution>,
    /// Its own history; `None` where its volume is stated without one.
    pub learnt: Option<Learnt>,
    /// How far each day strays.
    pub spreads: Vec<DaySpread>,
    /// What the deviation of a day keeps to the next.
    pub rho: f64,
    /// Whether anything tells how long contacts take.
    pub handle_time_known: bool,
}

/// What histories tell of a channel, and of the one whose shape it takes.
pub(super) struct Background {
    pub(super) own: Option<Learnt>,
    like: Option<Learnt>,
    pub(super) handle_time: HandleTime,
}

impl Background {
    pub(super) fn of(request: &Request<'_>, cautions: &mut Vec<Caution>) -> Self {
        let &Request { plan, index, plain_mean, .. } = request;
        let history = request.history_of(plan, index);
        let own = history.map(|history| learn(plan, (index, plain_mean), history, cautions));
        let like = request.channel().profile_of.and_then(|other| {
            let history = request.history_of(plan, other)?;
            Some(learn(plan, (other, plain_mean), history, &mut Vec::new()))
        });
        let handle_time = HandleTime::of(request.channel(), history, own.as_ref(), plan.settings.grid);
        Self { own, like, handle_time }
    }

    /// The level of its own history.
    pub(super) fn level(&self) -> Option<&OrdinaryDays> {
        self.own.as_ref().and_then(|learnt| learnt.level.as_ref().ok())
    }

    /// Its own history, where a level was learnt from it.
    pub(super) fn past<'a>(&'a self, plan: &'a Plan, index: usize) -> Option<Past<'a>> {
        let Learnt { series, marks, .. } = self.own.as_ref()?;
        let level = self.level().and_then(OrdinaryDays::level)?;
        Some(Past { plan, channel: index, series, marks, level })
    }

    /// What its days are made of.
    pub(super) fn sources<'a>(&'a self, plan: &'a Plan, index: usize) -> Sources<'a> {
        let channel = &plan.channels[index];
        let like = self.like.as_ref().and_then(|learnt| learnt.level.as_ref().ok());
        let volume = match self.level() {
            Some(level) => Volume::Learnt { level, growth: channel.growth_per_month },
            None => Volume::Stated { channel, like },
        };
        Sources {
            volume,
            events: EventEffects::new(plan, index, self.past(plan, index).as_ref()),
            handle_time: &self.handle_time,
            own: self.own.as_ref(),
            shape_source: self.own.as_ref().or(self.like.as_ref()),
        }
    }
}

pub(super) fn channel_demand(request: &Request<'_>) -> Told {
    let &Request { plan, days, index, .. } = request;
    let channel = request.channel();
    let history = request.history_of(plan, index);
    let mut cautions = Vec::new();
    let background = Background::of(request, &mut cautions);
    let level = background.level();
    let sources = background.sources(plan, index);
    let open: Vec<NaiveDate> =
        days.iter().copied().filter(|&day| serves(channel, &plan.calendar, day)).collect();
    cautions.extend(told_of(request, &background, &sources, &open));
    let uplifts = sources.events.account(&open);
    let (shapes, laid_out) = lay_out(request, &sources);
    let like = background.like.as_ref().and_then(|learnt| learnt.level.as_ref().ok());
    let noise = level.or(like.filter(|_| background.own.is_none()));
    let (learnt, grown) = (level.is_some(), channel.growth_per_month.is_some());
    let mut spreads =
        noise.map_or_else(|| vec![DaySpread::default(); days.len()], |level| level.spreads(days, grown));
    if !learnt {
        spreads.iter_mut().for_each(|spread| spread.level = 0.0);
    }
    for (spread, &day) in spreads.iter_mut().zip(days) {
        spread.level += sources.events.log_sd(day).powi(2);
    }
    let rho = noise.map_or(0.0, OrdinaryDays::rho);
    let demand = ChannelDemand {
        shapes,
        days: laid_out,
        handle_time: background.handle_time.mean(days),
        patience: patience(channel, index, history, &mut cautions),
        factors: DayFactors::new(rho, &spreads),
        resolution: resolution(channel, history),
        repeat_share: repeats(channel, history).share().get(),
    };
    let handle_time_known = !matches!(background.handle_time, HandleTime::Unknown);
    Told { demand, uplifts, cautions, learnt: background.own, spreads, rho, handle_time_known }
}

/// What the days of a channel are made of.
pub(super) struct Sources<'a> {
    pub(super) volume: Volume<'a>,
    pub(super) events: EventEffects<'a>,
    handle_time: &'a HandleTime,
    own: Option<&'a Learnt>,
    pub(super) shape_source: Option<&'a Learnt>,
}

/// How repeats and deflection change the volume of a month.
pub(super) fn levers(request: &Request<'_>, month: Month) -> VolumeLevers {
    let &Request { plan, baseline, index, .. } = request;
    let channel = request.channel();
    let before = baseline.channels.get(index).unwrap_or(channel);
    VolumeLevers {
        in_history: repeats(before, request.history_of(baseline, index)),
        now: repeats(channel, request.history_of(plan, index)),
        deflection: channel.deflection.at(month),
    }
}

/// Share of a month's contacts that is answered outside.
fn outside(request: &Request<'_>, month: Month) -> f64 {
    let of_team = |team: &crate::model::Team| Some(team.outsourcing.get(&request.index)?.get(&month)?.get());
    // Not `sum`, which is −0 of nothing.
    request.plan.teams.iter().filter_map(of_team).fold(0.0_f64, |sum, share| sum + share).min(1.0)
}

pub(super) fn lay_out(request: &Request<'_>, sources: &Sources<'_>) -> (Vec<DayShape>, Vec<DayDemand>) {
    let &Request { plan, days, .. } = request;
    let channel = request.channel();
    let mut known: HashMap<ShapeKey, (Option<usize>, f64)> = HashMap::new();
    let mut shapes = Vec::new();
    let mut by_month: HashMap<Month, (VolumeLevers, f64)> = HashMap::new();
    let day = |&date: &NaiveDate| {
        let month = Month::of(date);
        let key = ShapeKey {
            kind: DayKind::of(date, plan.calendar.holidays.contains(&date)),
            hours: hours_on(channel, &plan.calendar, date),
            event: sources.events.own_profile(date),
            month: sources.handle_time.changes_with(date),
        };
        let (shape, kept) =
            *known.entry(key.clone()).or_insert_with(|| add_shape(plan, channel, sources, &key, &mut shapes));
        let ordinary = sources.volume.on(plan, date) * sources.events.factor(date) * kept;
        let (levers, outside) =
            *by_month.entry(month).or_insert_with(|| (levers(request, month), outside(request, month)));
        let (offered, deflected) =
            levers.apply(ordinary).map_or((0.0, 0.0), |volume| (volume.offered, volume.deflected));
        DayDemand { shape, kept, offered, deflected, outsourced: offered * outside }
    };
    let days = days.iter().map(day).collect();
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
        aht: sources.handle_time.by_slot(key.kind, key.month, grid),
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
