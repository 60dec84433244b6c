//! Proficiency by month of tenure.

use statrs::distribution::{ContinuousCDF, StudentsT};
use std::collections::BTreeMap;

/// The contacts of one agent in one month of tenure and one channel.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct LearningCell {
    /// The agent, by number.
    pub agent: u32,
    /// The channel, by number.
    pub channel: u32,
    /// Whole months since the hire.
    pub month: u32,
    /// Contacts answered.
    pub contacts: f64,
    /// Handle time together, seconds.
    pub seconds: f64,
}

/// Proficiency by month of tenure: the time that tenured agents would have taken ÷ the time taken.
///
/// `p_k = Σ n m ÷ Σ s` over the contacts of month `k`: `m` is the mean handle time of tenured agents in the contact's channel,
/// so that a month is not slow because its contacts are. The standard error counts agents, not contacts, as independent:
/// `√(G/(G−1) Σ_a (E_a − p S_a)²) / S` over `G` agents.
///
/// Domain: tenured is from twelve months on, or from six where nobody is longer there; at least five tenured agents with 200
/// contacts, else there is no curve.
#[derive(Debug, Clone, PartialEq)]
pub struct LearningCurve {
    /// From this month of tenure on agents count as tenured.
    pub tenured_from: u32,
    /// Tenured agents.
    pub tenured_agents: usize,
    /// Standard error of what they take, as a share of it: that of every month's yardstick.
    pub tenured_error: f64,
    /// Months of tenure below that, those with enough contacts.
    pub months: Vec<LearningMonth>,
}

/// One month of tenure.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct LearningMonth {
    /// Whole months since the hire.
    pub month: u32,
    /// Proficiency; 1 is that of tenured agents.
    pub proficiency: f64,
    /// Its standard error.
    pub standard_error: f64,
    /// Agents seen in that month.
    pub agents: usize,
    /// Their contacts.
    pub contacts: f64,
}

/// Months from which on agents may count as tenured, in the order tried.
const TENURED: [u32; 2] = [12, 6];
/// Tenured agents, and their contacts, that are enough to compare with.
const LEAST_TENURED: (usize, f64) = (5, 200.0);
/// Agents of a month, and their contacts, that are enough to tell it.
const LEAST_OF_MONTH: (usize, f64) = (3, 30.0);
/// Chance that any month seems surely slower where nobody is, shared by all months.
const BY_CHANCE: f64 = 0.05;

impl LearningCurve {
    /// The curve; `None` where tenured agents are too few.
    #[must_use]
    pub fn new(cells: &[LearningCell]) -> Option<Self> {
        TENURED.into_iter().find_map(|from| Self::against(cells, from))
    }

    /// The proficiencies by month from the first month with contacts, up to the last one that is surely below 1;
    /// none where no month is.
    ///
    /// Surely: `(1 − p) / √(SE² + (p SE_tenured)²)` beyond Student's quantile of `1 − 0.05 / K` with `G − 1` degrees of freedom, so
    /// that of `K` months without a difference one in twenty lists at most comes out (Bonferroni).
    /// Ends before a month without enough contacts; each lies within `(0, 1.5]`.
    #[must_use]
    pub fn ramp(&self) -> Vec<f64> {
        let first = self.months.first().map_or(0, |month| month.month);
        let run = self.months.iter().zip(first..).take_while(|(month, expected)| month.month == *expected);
        let run: Vec<&LearningMonth> = run.map(|(month, _)| month).collect();
        let kept = run.iter().rposition(|month| self.is_surely_slower(month)).map_or(0, |last| last + 1);
        run[..kept].iter().map(|month| month.proficiency.clamp(0.01, 1.5)).collect()
    }

    fn is_surely_slower(&self, month: &LearningMonth) -> bool {
        #[expect(clippy::cast_precision_loss, reason = "months and agents are far fewer than 2^52")]
        let (months, freedom) = (self.months.len() as f64, month.agents.saturating_sub(1) as f64);
        let law = StudentsT::new(0.0, 1.0, freedom);
        let quantile = law.map_or(f64::INFINITY, |law| law.inverse_cdf(1.0 - BY_CHANCE / months));
        let error = month.standard_error.hypot(month.proficiency * self.tenured_error);
        1.0 - month.proficiency > quantile * error
    }

    fn against(cells: &[LearningCell], from: u32) -> Option<Self> {
        let tenured = || cells.iter().filter(|cell| cell.month >= from);
        let mut channels: BTreeMap<u32, (f64, f64)> = BTreeMap::new();
        let mut agents: Vec<u32> = tenured().map(|cell| cell.agent).collect();
        agents.sort_unstable();
        agents.dedup();
        for cell in tenured() {
            let (contacts, seconds) = channels.entry(cell.channel).or_default();
            (*contacts, *seconds) = (*contacts + cell.contacts, *seconds + cell.seconds);
        }
        let contacts: f64 = channels.values().map(|sums| sums.0).sum();
        if agents.len() < LEAST_TENURED.0 || contacts < LEAST_TENURED.1 {
            return None;
        }
        let means: BTreeMap<u32, f64> = channels
            .into_iter()
            .filter(|(_, (contacts, seconds))| *contacts > 0.0 && *seconds > 0.0)
            .map(|(channel, (contacts, seconds))| (channel, seconds / contacts))
            .collect();
        let of = |months: std::ops::Range<u32>| of_months(cells, months, &means);
        let tenured_error = of(from..u32::MAX).map_or(0.0, |all| all.standard_error / all.proficiency);
        let months = (0..from).filter_map(|month| of(month..month + 1)).collect();
        Some(Self { tenured_from: from, tenured_agents: agents.len(), tenured_error, months })
    }
}

fn of_months(
    cells: &[LearningCell],
    months: std::ops::Range<u32>,
    means: &BTreeMap<u32, f64>,
) -> Option<LearningMonth> {
    let mut agents: BTreeMap<u32, (f64, f64)> = BTreeMap::new();
    let mut contacts = 0.0;
    for cell in cells.iter().filter(|cell| months.contains(&cell.month)) {
        let Some(mean) = means.get(&cell.channel) else { continue };
        let (expected, taken) = agents.entry(cell.agent).or_default();
        (*expected, *taken) = (*expected + cell.contacts * mean, *taken + cell.seconds);
        contacts += cell.contacts;
    }
    let (expected, taken) =
        agents.values().fold((0.0, 0.0), |(expected, taken), (e, t)| (expected + e, taken + t));
    if agents.len() < LEAST_OF_MONTH.0 || contacts < LEAST_OF_MONTH.1 || taken <= 0.0 {
        return None;
    }
    let proficiency = expected / taken;
    let squares: f64 = agents.values().map(|(e, t)| (e - proficiency * t).powi(2)).sum();
    #[expect(clippy::cast_precision_loss, reason = "agents are far fewer than 2^52")]
    let groups = agents.len() as f64;
    let standard_error = (groups / (groups - 1.0) * squares).sqrt() / taken;
    Some(LearningMonth { month: months.start, proficiency, standard_error, agents: agents.len(), contacts })
}

#[cfg(test)]
mod tests {
    use super::{LearningCell, LearningCurve};

    /// A normal variate of a seeded generator, by the sum of twelve uniforms.
    fn noise(state: &mut u64) -> f64 {
        let mut sum = -6.0;
        for _ in 0..12 {
            *state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            sum += f64::from((*state >> 33) as u32) / f64::from(1_u32 << 31);
        }
        sum
    }

    /// Twenty newcomers and as many tenured agents, each with a pace of their own (8 %) and of the month (4 %); `slow` is the
    /// proficiency of newcomers by month.
    fn curve(seed: u64, slow: &[f64]) -> LearningCurve {
        let mut state = seed;
        let mut cells = Vec::new();
        for agent in 0..40_u32 {
            let own = 1.0 + 0.08 * noise(&mut state);
            for month in 0..12_u32 {
                let (month, share) = match agent < 20 {
                    true => (month, slow.get(month as usize).copied().unwrap_or(1.0)),
                    false => (month + 24, 1.0),
                };
                let pace = own * (1.0 + 0.04 * noise(&mut state)) / share;
                cells.push(LearningCell {
                    agent,
                    channel: 0,
                    month,
                    contacts: 100.0,
                    seconds: 30_000.0 * pace,
                });
            }
        }
        LearningCurve::new(&cells).expect("enough tenured agents")
    }

    #[test]
    fn where_nobody_is_slower_no_ramp_is_proposed() {
        let lists = (0..200).filter(|seed| !curve(*seed, &[]).ramp().is_empty()).count();
        // 5 % of 200 and three standard errors; months of one agent go together, so that it is fewer.
        assert!(lists <= 19, "{lists} of 200");
        let slower = (0..200).filter(|seed| curve(*seed, &[0.7, 0.85]).ramp().len() >= 2).count();
        assert!(slower >= 195, "{slower} of 200");
    }
}
