//! How fast a level forgets.

/// Days after which a day counts half for the level, where nothing speaks for less. Four to six weeks give the same
/// accuracy on a steady series.
pub(super) const USUAL: f64 = 35.0;
/// Half-lives for a level that moves, in days.
const SHORTER: [f64; 3] = [20.0, 10.0, 5.0];
/// A shorter half-life must miss less than this share of what the usual one misses: less is luck.
const CLEARLY: f64 = 0.95;
/// The mean over so many days ahead is what a level is to foresee: the time in which a staffing plan reacts.
const AHEAD: usize = 14;
/// Days of history before the first trial, and at least as many trials.
const TRIAL_AFTER: usize = 28;

/// The half-life that would have foreseen the next two weeks best, from logs without weekday and trend.
///
/// `observations` are `(day, value, weight)` in order of days. The usual half-life unless a shorter one misses clearly
/// less, day after day, from the history before that day alone.
pub(super) fn chosen(days: usize, observations: &[(usize, f64, f64)]) -> f64 {
    let mut by_day = vec![(0.0, 0.0); days];
    for &(day, value, weight) in observations {
        if let Some(seen) = by_day.get_mut(day) {
            *seen = (weight * value, weight);
        }
    }
    if days < 2 * TRIAL_AFTER {
        return USUAL;
    }
    let bound = CLEARLY * missed(&by_day, USUAL);
    SHORTER
        .iter()
        .map(|&half_life| (missed(&by_day, half_life), half_life))
        .filter(|&(missed, _)| missed < bound)
        .min_by(|a, b| a.0.total_cmp(&b.0))
        .map_or(USUAL, |(_, half_life)| half_life)
}

/// Sum over the days of |mean of the two weeks after it − exponentially weighted mean up to it|.
fn missed(by_day: &[(f64, f64)], half_life: f64) -> f64 {
    let decay = (-std::f64::consts::LN_2 / half_life).exp();
    let mean = |sum: (f64, f64)| (sum.1 > 0.0).then(|| sum.0 / sum.1);
    let mut memory = (0.0, 0.0);
    let mut total = 0.0;
    for (day, seen) in by_day.iter().enumerate() {
        memory = (memory.0 * decay + seen.0, memory.1 * decay + seen.1);
        let ahead = by_day.get(day + 1..=day + AHEAD).filter(|_| day >= TRIAL_AFTER && seen.1 > 0.0);
        let sum = ahead.map(|next| next.iter().fold((0.0, 0.0), |sum, day| (sum.0 + day.0, sum.1 + day.1)));
        if let (Some(level), Some(came)) = (mean(memory), sum.and_then(mean)) {
            total += (came - level).abs();
        }
    }
    total
}
