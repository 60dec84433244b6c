//! What a channel's counts come to, as a plan needs it.

use super::hours::hours;
use crate::input::detect::door::Detected;
use crate::model::{ChannelCounts, ChannelKind};
use crate::units::Seconds;
use chrono::Datelike;

/// Channels that the plan holds; the others are named in a comment.
const CHANNELS: usize = 12;
/// Seconds of a contact where nothing tells: phone and chat, and what is worked off a backlog.
const STATED: [f64; 2] = [300.0, 480.0];
/// Parts of names of channels that are worked off a backlog.
const DEFERRED: [&str; 9] = ["mail", "ticket", "邮件", "郵件", "工单", "工單", "留言", "web form", "webform"];
/// Parts of names of channels that are spoken.
const SPOKEN: [&str; 9] = ["phone", "voice", "call", "电话", "電話", "语音", "語音", "话务", "话"];
/// Paid hours of a person's week, less what is not on contacts.
const HOURS_ON_CONTACTS: f64 = 40.0 * (1.0 - super::write::SHRINKAGE);

/// Days that a forecast learns from at the least.
const LEARNT_FROM: usize = 7;

impl Facts {
    /// Whether its days are too few for a forecast to learn from.
    pub(super) fn is_short(&self) -> bool {
        self.days < LEARNT_FROM
    }
}

/// What a channel's counts come to.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Facts {
    pub(super) name: String,
    pub(super) kind: ChannelKind,
    pub(super) contacts: f64,
    pub(super) per_day: f64,
    pub(super) days: usize,
    /// Learnt by a run from the files, in seconds.
    pub(super) learnt: Option<f64>,
    /// What the plan must state otherwise, and where it is from.
    pub(super) stated: Option<(Seconds, String)>,
    pub(super) abandoned: f64,
    pub(super) hours: Option<String>,
    /// People that its mean week keeps busy.
    pub(super) people: f64,
    pub(super) goal: &'static str,
}

/// The channels of a plan, the largest first, and the names of those left out.
pub(super) fn channels(detected: &Detected) -> (Vec<Facts>, Vec<String>) {
    let mut found: Vec<&ChannelCounts> =
        detected.read.channels.iter().filter(|channel| channel.totals.offered > 0.0).collect();
    found.sort_by(|one, other| other.totals.offered.total_cmp(&one.totals.offered));
    let (usable, odd): (Vec<_>, Vec<_>) = found.into_iter().partition(|channel| is_name(&channel.channel));
    let rest = usable.iter().skip(CHANNELS).chain(&odd).map(|channel| channel.channel.clone()).collect();
    (usable.into_iter().take(CHANNELS).map(|channel| facts(channel, detected)).collect(), rest)
}

/// Whether a name may be that of a channel in a plan.
fn is_name(name: &str) -> bool {
    let is_path =
        name.starts_with(['/', '\\']) || name.split(['/', '\\']).any(|part| part == "." || part == "..");
    !name.trim().is_empty() && name.chars().count() <= 64 && !is_path
}

fn facts(channel: &ChannelCounts, detected: &Detected) -> Facts {
    let name = channel.channel.to_lowercase();
    let has = |parts: &[&str]| parts.iter().any(|part| name.contains(part));
    let kind = if has(&DEFERRED) { ChannelKind::Deferred } else { ChannelKind::Live };
    let totals = &channel.totals;
    let learnt =
        (totals.handled > 0.0).then(|| totals.handle_seconds / totals.handled).filter(|aht| *aht >= 1.0);
    let stated = if learnt.is_some() { None } else { stated(kind, detected) };
    let aht = learnt.or(stated.as_ref().map(|(seconds, _)| seconds.get())).unwrap_or(STATED[0]);
    let days = channel.days.len();
    Facts {
        days,
        kind,
        contacts: totals.offered,
        per_day: totals.offered / days.max(1) as f64,
        learnt,
        stated,
        abandoned: totals.abandoned / totals.offered.max(1.0),
        hours: if kind == ChannelKind::Live { hours(channel) } else { None },
        people: agent_hours(channel, kind, aht) / HOURS_ON_CONTACTS,
        goal: match kind {
            ChannelKind::Deferred => "98% in 24 h",
            ChannelKind::Live if has(&SPOKEN) => "80% in 20 s",
            ChannelKind::Live => "80% in 60 s",
        },
        name: channel.channel.clone(),
    }
}

fn stated(kind: ChannelKind, detected: &Detected) -> Option<(Seconds, String)> {
    let found = detected.recipe.handle_time.as_ref();
    let (seconds, from) = match (found, kind) {
        (Some(found), _) => (found.seconds, found.from.clone()),
        (None, ChannelKind::Live) => (STATED[0], "ASSUMED: the files do not tell".to_owned()),
        (None, ChannelKind::Deferred) => (STATED[1], "ASSUMED: the files do not tell".to_owned()),
    };
    Some((Seconds::new(seconds.round().max(1.0)).ok()?, from))
}

/// Hours on seat that a mean week takes: the load, and where customers wait its square root on top.
fn agent_hours(channel: &ChannelCounts, kind: ChannelKind, aht: f64) -> f64 {
    let of_span = |offered: f64, seconds: f64| {
        let load = offered * aht / seconds;
        let agents = match kind {
            ChannelKind::Live if load > 0.0 => (load + load.sqrt()).max(1.0),
            _ => load,
        };
        agents * seconds / 3600.0
    };
    let present = channel.days.len();
    if present < LEARNT_FROM {
        // Such a channel is planned by its mean day, spread over all hours.
        return 7.0 * of_span(channel.totals.offered / present.max(1) as f64, 86_400.0);
    }
    let mut sums = vec![vec![0.0; channel.grid.slots()]; 7];
    let mut days = [0.0_f64; 7];
    for (date, day) in &channel.days {
        let weekday = usize::try_from(date.weekday().num_days_from_monday()).unwrap_or(0);
        days[weekday] += 1.0;
        sums[weekday].iter_mut().zip(&day.offered).for_each(|(sum, offered)| *sum += offered);
    }
    let seconds = channel.grid.seconds();
    let of_day = |(sums, days): (&Vec<f64>, &f64)| -> f64 {
        sums.iter().map(|sum| of_span(sum / days.max(1.0), seconds)).sum()
    };
    sums.iter().zip(&days).map(of_day).sum()
}
