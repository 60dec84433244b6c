//! The figures of a replication, laid out in one row, and what many rows say.

use crate::engine::figures::outcome::Range;

/// Figures of a channel in a period.
#[derive(Debug, Clone, Copy)]
pub(in crate::engine) enum ChannelMeasure {
    /// Contacts offered to people.
    Offered,
    /// Fresh contacts answered before a person was asked.
    Deflected,
    /// Share answered in time.
    ServiceLevel,
    /// Mean wait of answered contacts.
    Asa,
    /// Share that gives up.
    Abandonment,
    /// Busy share.
    Occupancy,
    /// Open at the end.
    Backlog,
    /// Share of 4 and 5.
    Csat,
    /// The same among all customers.
    CsatAllCustomers,
}

/// Figures of a team in a period.
#[derive(Debug, Clone, Copy)]
pub(in crate::engine) enum TeamMeasure {
    /// Paid FTE that the need takes.
    Required,
    /// People before starts.
    Begin,
    /// Starts.
    Starts,
    /// People after starts.
    HeadcountStart,
    /// Leavers.
    Leavers,
    /// Failed trainees.
    Washouts,
    /// People who come from other teams, less those who go to them.
    Moves,
    /// People at the end.
    HeadcountEnd,
    /// People past onboarding.
    Productive,
    /// Effective FTE.
    Effective,
    /// Effective less required.
    Gap,
    /// Busy share on live channels.
    Occupancy,
    /// Annualised turnover of all.
    TurnoverAll,
    /// Annualised turnover of the productive.
    TurnoverProductive,
    /// Cash cost.
    Cost,
}

/// Figures of the whole plan in a period.
#[derive(Debug, Clone, Copy)]
pub(in crate::engine) enum PlanMeasure {
    /// Share of 4 and 5 among answered.
    Csat,
    /// The same among all customers.
    CsatAllCustomers,
    /// Annualised turnover of all teams in the period.
    Attrition,
    /// Cash cost of the period.
    Cost,
    /// Annualised turnover from the start, all people.
    ToDateAll,
    /// Annualised turnover from the start, productive people.
    ToDateProductive,
    /// Turnover of the last twelve months, all people.
    RollingAll,
    /// Turnover of the last twelve months, productive people.
    RollingProductive,
    /// Busy share over live channels.
    Occupancy,
    /// Cash cost from the start.
    CostToDate,
    /// Contacts answered or worked, here or outside.
    Answered,
}

const PER_CHANNEL: usize = ChannelMeasure::CsatAllCustomers as usize + 1;
const PER_TEAM: usize = TeamMeasure::Cost as usize + 1;
const PER_PLAN: usize = PlanMeasure::Answered as usize + 1;

/// Where each figure stands in a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::engine) struct Layout {
    /// Channels.
    pub channels: usize,
    /// Teams.
    pub teams: usize,
    /// Periods.
    pub periods: usize,
}

impl Layout {
    const fn per_period(self) -> usize {
        self.channels * PER_CHANNEL + self.teams * PER_TEAM + PER_PLAN
    }

    /// Figures in a row.
    #[must_use]
    pub(in crate::engine) const fn width(self) -> usize {
        self.periods * self.per_period()
    }

    /// A channel's figure.
    #[must_use]
    pub(in crate::engine) const fn channel(
        self,
        period: usize,
        channel: usize,
        measure: ChannelMeasure,
    ) -> usize {
        period * self.per_period() + channel * PER_CHANNEL + measure as usize
    }

    /// A team's figure.
    #[must_use]
    pub(in crate::engine) const fn team(self, period: usize, team: usize, measure: TeamMeasure) -> usize {
        period * self.per_period() + self.channels * PER_CHANNEL + team * PER_TEAM + measure as usize
    }

    /// A figure of the plan.
    #[must_use]
    pub(in crate::engine) const fn plan(self, period: usize, measure: PlanMeasure) -> usize {
        period * self.per_period() + self.channels * PER_CHANNEL + self.teams * PER_TEAM + measure as usize
    }
}

/// The figures of replications that ran together, figure after figure; one without a value is NaN.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::engine) struct Block {
    replications: usize,
    values: Vec<f64>,
}

impl Block {
    /// No figure has a value yet.
    #[must_use]
    pub(in crate::engine) fn new(width: usize, replications: usize) -> Self {
        Self { replications, values: vec![f64::NAN; width * replications] }
    }

    /// Notes a figure of a replication.
    pub(in crate::engine) fn put(&mut self, place: usize, replication: usize, value: f64) {
        self.values[place * self.replications + replication] = value;
    }

    /// A figure by replication.
    #[must_use]
    pub(in crate::engine) fn figure(&self, place: usize) -> &[f64] {
        &self.values[place * self.replications..(place + 1) * self.replications]
    }
}

/// All replications of one scenario, in order.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::engine) struct Samples {
    blocks: Vec<Block>,
}

impl Samples {
    /// Blocks in the order of their replications.
    #[must_use]
    pub(in crate::engine) const fn new(blocks: Vec<Block>) -> Self {
        Self { blocks }
    }

    /// The values of a figure that have one, in the order of the replications.
    pub(in crate::engine) fn values(&self, place: usize) -> impl Iterator<Item = f64> + '_ {
        self.blocks.iter().flat_map(move |block| block.figure(place)).copied().filter(|value| !value.is_nan())
    }

    /// Mean of a figure; `None` where no replication has a value.
    #[must_use]
    pub(in crate::engine) fn mean(&self, place: usize) -> Option<f64> {
        let (count, sum) =
            self.values(place).fold((0.0, 0.0), |(count, sum), value| (count + 1.0, sum + value));
        (count > 0.0).then(|| sum / count)
    }

    /// Mean and percentiles of a figure; `None` where no replication has a value.
    #[must_use]
    pub(in crate::engine) fn range(&self, place: usize) -> Option<Range> {
        let mut values: Vec<f64> = self.values(place).collect();
        let (&first, last) = (values.first()?, values.len() - 1);
        if values.iter().all(|value| value.to_bits() == first.to_bits()) {
            return Some(Range::certain(first));
        }
        let mean = values.iter().sum::<f64>() / values.len() as f64;
        let mut percentile = |level: f64| {
            let place = level * last as f64;
            #[expect(
                clippy::cast_possible_truncation,
                clippy::cast_sign_loss,
                reason = "a place in the list"
            )]
            let low = place as usize;
            let (_, &mut at, above) = values.select_nth_unstable_by(low, f64::total_cmp);
            let next = above.iter().copied().min_by(f64::total_cmp).unwrap_or(at);
            at + (next - at) * (place - low as f64)
        };
        Some(Range { mean, p10: percentile(0.1), p50: percentile(0.5), p90: percentile(0.9) })
    }

    /// Share of the replications with a value in which a statement holds.
    #[must_use]
    pub(in crate::engine) fn share(&self, place: usize, holds: impl Fn(f64) -> bool) -> Option<f64> {
        let (mut yes, mut all) = (0_u64, 0_u64);
        for value in self.values(place) {
            all += 1;
            yes += u64::from(holds(value));
        }
        (all > 0).then(|| yes as f64 / all as f64)
    }
}

#[cfg(test)]
mod tests {
    use super::{Block, ChannelMeasure, Layout, PlanMeasure, Samples, TeamMeasure};

    #[test]
    fn every_figure_has_a_place_of_its_own() {
        let layout = Layout { channels: 2, teams: 3, periods: 2 };
        let mut places: Vec<usize> = (0..2)
            .flat_map(|period| {
                let channels =
                    (0..2).map(move |c| layout.channel(period, c, ChannelMeasure::CsatAllCustomers));
                let teams = (0..3).map(move |t| layout.team(period, t, TeamMeasure::Cost));
                channels.chain(teams).chain([layout.plan(period, PlanMeasure::Answered)])
            })
            .collect();
        places.sort_unstable();
        places.dedup();
        assert_eq!(places.len(), 12);
        assert_eq!(layout.plan(1, PlanMeasure::Answered) + 1, layout.width());
    }

    #[test]
    fn figures_without_a_value_do_not_count() {
        let mut block = Block::new(1, 3);
        block.put(0, 0, 1.0);
        block.put(0, 2, 3.0);
        let samples = Samples::new(vec![block]);
        assert!((samples.range(0).expect("two values").mean - 2.0).abs() < 1e-12);
        assert_eq!(samples.share(0, |value| value > 2.0), Some(0.5));
        assert_eq!(Samples::new(vec![Block::new(1, 1)]).range(0), None);
    }
}
