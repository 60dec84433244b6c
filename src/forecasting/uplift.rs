//! What a recurring event does to contacts, learnt from its past occurrences.

use crate::calendar::DateSpan;
use chrono::NaiveDate;
use std::collections::BTreeMap;

/// Least standard deviation, in log, that factors of events are taken to have; also that between two occurrences of one
/// event before a second was seen.
const LEAST_SD: f64 = 0.25;
/// A day without contacts counts as this share of what was expected.
const NEXT_TO_NOTHING: f64 = 0.01;

/// The place of a day in an occurrence of an event. Each part has its own origin, so that occurrences of different
/// length lie on each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum EventPhase {
    /// So many days before the first day (1 = the day before).
    Lead(u32),
    /// So many days after the anchor, negative before it.
    During(i32),
    /// So many days after the last day (1 = the day after).
    Tail(u32),
}

/// One occurrence of an event, past or to come, and how far it reaches.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Occurrence {
    /// Its days.
    pub span: DateSpan,
    /// The day by which occurrences are aligned (New Year's Day, 11 November).
    pub anchor: NaiveDate,
    /// Days before it that it already touches.
    pub lead_days: u32,
    /// Days after it that it still touches.
    pub tail_days: u32,
}

impl Occurrence {
    /// The place of a date in the occurrence; `None` out of its reach.
    #[must_use]
    pub fn phase(&self, date: NaiveDate) -> Option<EventPhase> {
        if self.span.holds(date) {
            return i32::try_from((date - self.anchor).num_days()).ok().map(EventPhase::During);
        }
        let within =
            |days: i64, reach: u32| u32::try_from(days).ok().filter(|days| (1..=reach).contains(days));
        let lead = within((self.span.first - date).num_days(), self.lead_days).map(EventPhase::Lead);
        lead.or_else(|| within((date - self.span.last).num_days(), self.tail_days).map(EventPhase::Tail))
    }
}

/// One day of a past occurrence.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct EventDay {
    /// Its place in the occurrence.
    pub phase: EventPhase,
    /// Contacts that came.
    pub actual: f64,
    /// Contacts of an ordinary day there ([`super::DayLevel::expected`], the event excluded from its estimation).
    pub expected: f64,
}

/// The learnt factor of one phase.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PhaseUplift {
    /// The phase.
    pub phase: EventPhase,
    /// Contacts ÷ contacts of an ordinary day.
    pub factor: f64,
    /// Standard deviation of its logarithm for the next occurrence.
    pub log_sd: f64,
    /// Occurrences it was learnt from.
    pub occurrences: usize,
}

/// Factors of an event by phase, in order of the phases.
///
/// For each phase the mean `x̄` of the log ratios of its `n` days is shrunk towards no effect by how well it is known:
/// `log f = x̄ · T² / (T² + σ²/n)`, `σ` the residual of an ordinary day and `T` the size of this event's own effects
/// (root mean square, its days and the days around them apart), never below 0.25: one clear day keeps nearly
/// all of its lift, and noise nearly none. The next occurrence differs from the mean by `τ`, taken to be 0.25 before
/// a second occurrence is seen and then averaged with what is seen: `log_sd² = τ² + T² (σ²/n) / (T² + σ²/n)`. The noise of
/// the future day itself is not part of it.
///
/// Days that are not finite, or where no contact was expected, teach nothing. The order of the days is irrelevant.
/// Source: \[Efron1973\] (shrinkage with a scale learnt from the same effects).
#[derive(Debug, Clone, PartialEq)]
pub struct LearntUplift {
    /// One entry a phase seen.
    pub by_phase: Vec<PhaseUplift>,
}

/// Days of one phase.
struct Seen {
    phase: EventPhase,
    mean: f64,
    squares: f64,
    n: f64,
    occurrences: usize,
}

impl LearntUplift {
    /// Learns the factors from the days of all past occurrences; `day_cv` is the residual of an ordinary day
    /// ([`super::DayLevel::day_cv`]). `None` without a day to learn from.
    #[must_use]
    pub fn learn(days: &[EventDay], day_cv: f64) -> Option<Self> {
        let seen = by_phase(days);
        if seen.is_empty() {
            return None;
        }
        let noise = if day_cv.is_finite() { (day_cv * day_cv).ln_1p() } else { 0.0 };
        let between = between_occurrences(&seen, noise);
        let size = [effect_size(&seen, noise, true), effect_size(&seen, noise, false)];
        let by_phase = seen
            .iter()
            .map(|days| {
                let size = if during(days.phase) { size[0] } else { size[1] };
                let kept = size / (size + noise / days.n);
                PhaseUplift {
                    phase: days.phase,
                    factor: (kept * days.mean).exp(),
                    log_sd: (between + kept * noise / days.n).sqrt(),
                    occurrences: days.occurrences,
                }
            })
            .collect();
        Some(Self { by_phase })
    }

    /// The factor of a phase of a future occurrence. A day of the occurrence at an offset never seen (a longer
    /// occurrence) has that of the nearest offset seen, the earlier of two; lead and tail days never seen have
    /// none.
    #[must_use]
    pub fn of(&self, phase: EventPhase) -> Option<&PhaseUplift> {
        let EventPhase::During(offset) = phase else {
            return self.by_phase.iter().find(|uplift| uplift.phase == phase);
        };
        self.by_phase
            .iter()
            .filter_map(|uplift| match uplift.phase {
                EventPhase::During(at) => Some((at.abs_diff(offset), uplift)),
                EventPhase::Lead(_) | EventPhase::Tail(_) => None,
            })
            .min_by_key(|&(away, _)| away)
            .map(|(_, uplift)| uplift)
    }

    /// The factor on contacts, 1 where the event has no effect.
    #[must_use]
    pub fn factor(&self, phase: EventPhase) -> f64 {
        self.of(phase).map_or(1.0, |uplift| uplift.factor)
    }
}

const fn during(phase: EventPhase) -> bool {
    matches!(phase, EventPhase::During(_))
}

/// Means and squares about them of the log ratios, phase by phase.
fn by_phase(days: &[EventDay]) -> Vec<Seen> {
    let mut ratios: BTreeMap<EventPhase, Vec<f64>> = BTreeMap::new();
    for day in days.iter().filter(|day| day.expected > 0.0 && day.actual >= 0.0) {
        let ratio = (day.actual / day.expected).max(NEXT_TO_NOTHING).ln();
        if ratio.is_finite() {
            ratios.entry(day.phase).or_default().push(ratio);
        }
    }
    let seen = ratios.into_iter().map(|(phase, mut ratios)| {
        ratios.sort_by(f64::total_cmp);
        let n = ratios.iter().map(|_| 1.0).sum::<f64>();
        let mean = ratios.iter().sum::<f64>() / n;
        let squares = ratios.iter().map(|ratio| (ratio - mean).powi(2)).sum();
        Seen { phase, mean, squares, n, occurrences: ratios.len() }
    });
    seen.collect()
}

/// `τ²`: 0.25² together with what the occurrences differ by beyond a day's noise.
fn between_occurrences(seen: &[Seen], noise: f64) -> f64 {
    let freedom: f64 = seen.iter().map(|days| days.n - 1.0).sum();
    let squares: f64 = seen.iter().map(|days| days.squares).sum();
    (LEAST_SD * LEAST_SD + (squares - freedom * noise).max(0.0)) / (1.0 + freedom)
}

/// `T²` of the event's days, or of the days around them: mean square less its noise, at least 0.25².
fn effect_size(seen: &[Seen], noise: f64, of_days: bool) -> f64 {
    let group = || seen.iter().filter(|days| during(days.phase) == of_days);
    let count: f64 = group().map(|_| 1.0).sum();
    let squares: f64 = group().map(|days| days.mean * days.mean - noise / days.n).sum();
    (squares / f64::max(count, 1.0)).max(LEAST_SD * LEAST_SD)
}
