//! Answers by channel: of which kind each is, and which channels bear a level of their own.

use super::driver::{Deferred, Driver};
use super::figures::{Backlog, WithoutLevel};
use crate::experience::Answers;
use crate::model::{ChannelKind, SurveyAnswer};
use std::collections::BTreeMap;

/// Answers of the rarer kind that a level of a channel's own needs, as any column does.
const LEAST_RARER: usize = 10;
/// Wait in seconds beyond which a quarter of a channel's answers look like those of a backlog.
const AN_HOUR: f64 = 3600.0;

/// Scored answers, and how the waits of each are felt.
pub(super) struct Scored<'a> {
    answers: Vec<(&'a SurveyAnswer, Option<String>, Option<ChannelKind>)>,
}

impl<'a> Scored<'a> {
    /// Those of answers that have a score. An answer without a channel is live, and of no known kind where others are of deferred
    /// channels.
    pub(super) fn new(answers: &'a [SurveyAnswer], deferred: &Deferred) -> Self {
        let name = |answer: &SurveyAnswer| answer.channel.as_ref().map(|name| name.to_lowercase());
        let named: Vec<_> = answers
            .iter()
            .filter(|answer| answer.score.is_some())
            .map(|answer| (answer, name(answer)))
            .collect();
        let mixed = named.iter().any(|(_, name)| name.as_ref().is_some_and(|name| deferred.has(name)));
        let unnamed = match deferred.all {
            true => Some(ChannelKind::Deferred),
            false => (!mixed).then_some(ChannelKind::Live),
        };
        let kind = |name: &Option<String>| match name {
            Some(name) if deferred.has(name) => Some(ChannelKind::Deferred),
            Some(_) => Some(ChannelKind::Live),
            None => unnamed,
        };
        Self {
            answers: named
                .into_iter()
                .map(|(answer, name)| {
                    let kind = kind(&name);
                    (answer, name, kind)
                })
                .collect(),
        }
    }

    pub(super) fn len(&self) -> usize {
        self.answers.len()
    }

    /// Scores, in order.
    pub(super) fn scores(&self) -> impl Iterator<Item = u8> {
        self.answers.iter().filter_map(|(answer, ..)| answer.score)
    }

    /// Answers that tell a driver.
    pub(super) fn known(&self, driver: Driver) -> usize {
        self.answers.iter().filter(|(answer, _, kind)| driver.of(answer, *kind).is_some()).count()
    }

    /// Names of the channels, lower case, each once and in order.
    pub(super) fn names(&self) -> Vec<String> {
        let mut names: Vec<String> = self.answers.iter().filter_map(|(_, name, _)| name.clone()).collect();
        names.sort_unstable();
        names.dedup();
        names
    }

    /// Answers that name no channel.
    pub(super) fn unnamed(&self) -> usize {
        self.answers.iter().filter(|(_, name, _)| name.is_none()).count()
    }

    /// Channels taken for live a quarter of whose answers waited as long as in a backlog.
    pub(super) fn backlogs(&self) -> Vec<Backlog> {
        let mut waits: BTreeMap<Option<&str>, Vec<f64>> = BTreeMap::new();
        for (answer, name, kind) in &self.answers {
            if let (Some(wait), Some(ChannelKind::Live)) = (answer.wait_seconds, kind) {
                waits.entry(name.as_deref()).or_default().push(wait);
            }
        }
        let backlog = |(name, mut waits): (Option<&str>, Vec<f64>)| {
            waits.sort_unstable_by(f64::total_cmp);
            let quarter = *waits.get(3 * waits.len() / 4)?;
            (quarter > AN_HOUR).then(|| Backlog { channel: name.map(str::to_owned), quarter })
        };
        waits.into_iter().filter_map(backlog).collect()
    }

    /// Which of the channels bear a level of their own among the answers that tell all these drivers, and which do not.
    pub(super) fn parted(&self, used: &[Driver]) -> (Vec<String>, Vec<WithoutLevel>) {
        let mut counts: BTreeMap<&str, [usize; 2]> = BTreeMap::new();
        for (answer, name, kind) in &self.answers {
            let Some((name, satisfied)) = name.as_deref().zip(answer.satisfied()) else { continue };
            let tells = used.iter().all(|driver| driver.of(answer, *kind).is_some());
            counts.entry(name).or_default()[usize::from(satisfied)] += usize::from(tells);
        }
        let (mut own, mut without) = (Vec::new(), Vec::new());
        for (name, [dissatisfied, satisfied]) in counts {
            let rarer = dissatisfied.min(satisfied);
            if rarer >= LEAST_RARER {
                own.push(name.to_owned());
            } else {
                without.push(WithoutLevel { channel: name.to_owned(), rarer, needed: LEAST_RARER });
            }
        }
        (own, without)
    }

    /// A row an answer of which every used column is known: the constant, the channels but the first, the columns. An answer of a channel
    /// without a level of its own has that of their mean; one that names none is left out where there are levels.
    pub(super) fn rows(&self, used: &[Driver], channels: &[String]) -> Rows {
        let shares = self.shares(used, channels);
        let row = |(answer, name, kind): &(&SurveyAnswer, Option<String>, Option<ChannelKind>)| {
            let (score, satisfied) = (answer.score?, answer.satisfied()?);
            let values: Option<Vec<f64>> = used.iter().map(|driver| driver.of(answer, *kind)).collect();
            let place = name.as_ref().and_then(|name| channels.iter().position(|channel| channel == name));
            if name.is_none() && !channels.is_empty() {
                return None;
            }
            let own = (1..channels.len()).map(|at| match place {
                Some(place) => f64::from(u8::from(place == at)),
                None => shares[at],
            });
            let x = std::iter::once(1.0).chain(own).chain(values?).collect();
            Some((Answers { x, answers: 1.0, satisfied: f64::from(u8::from(satisfied)) }, score))
        };
        let (logit, scores) = self.answers.iter().filter_map(row).unzip();
        Rows { logit, scores }
    }

    /// The part of each channel in those of their answers that tell all drivers.
    fn shares(&self, used: &[Driver], channels: &[String]) -> Vec<f64> {
        let mut answers = vec![0.0; channels.len()];
        for (answer, name, kind) in &self.answers {
            let place = name.as_ref().and_then(|name| channels.iter().position(|channel| channel == name));
            if let Some(count) = place.and_then(|place| answers.get_mut(place)) {
                *count += f64::from(u8::from(used.iter().all(|driver| driver.of(answer, *kind).is_some())));
            }
        }
        let all: f64 = answers.iter().sum();
        answers.iter().map(|count| count / all.max(1.0)).collect()
    }
}

/// Answers as the fits take them: a row and a score each.
pub(super) struct Rows {
    pub(super) logit: Vec<Answers>,
    pub(super) scores: Vec<u8>,
}
