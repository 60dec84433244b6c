//! What a scenario leads to: every figure that a report may show, stored once, never recomputed for printing.

use crate::calendar::Period;
use crate::engine::figures::caution::Caution;
use crate::engine::figures::event_uplift::EventUplift;
use crate::engine::people::money::MemoLines;
use crate::model::{Coefficient, Target};
use crate::workforce::CostLines;
use chrono::NaiveDate;

/// The result of one scenario.
#[derive(Debug, Clone, PartialEq)]
pub struct Outcome {
    /// `baseline`, a scenario, or a sweep point.
    pub name: String,
    /// The scenario's own sentence.
    pub about: Option<String>,
    /// Whether it is a point of a sweep.
    pub sweep_point: bool,
    /// Names of the plan's channels, by index.
    pub channels: Vec<String>,
    /// Names of the plan's teams, by index.
    pub teams: Vec<String>,
    /// Periods in the order and by the cut that was asked for.
    pub periods: Vec<PeriodOutcome>,
    /// Every target and every period it speaks of.
    pub targets: Vec<TargetOutcome>,
    /// What events do to demand, by channel and event.
    pub uplifts: Vec<EventUplift>,
    /// What the reader must know about these figures.
    pub cautions: Vec<Caution>,
    /// The intervals that fall furthest below their target with the expected staff; empty where not evaluated.
    pub worst: Vec<IntervalOutcome>,
    /// How many open intervals have fewer people than they need; `None` where not evaluated.
    pub shortage: Option<Shortage>,
    /// Every interval with the expected staff, where the report is by day or by interval; else empty.
    pub intervals: Vec<IntervalOutcome>,
    /// Why headcount ends where it does, by team.
    pub headcount: Vec<HeadcountAccount>,
    /// The satisfaction model as used, with where each coefficient comes from and what it does; `None` for points of sweeps.
    pub satisfaction: Option<SatisfactionAccount>,
    /// What one more person buys, by team and channel, in the channel's worst month; of the baseline alone.
    pub one_more: Vec<OneMore>,
    /// Largest difference between a month's service level from the tables and evaluated day by day; `None` where
    /// not measured (it is measured on the baseline).
    pub interpolation_error: Option<f64>,
}

/// An uncertain figure over the replications; a certain one has all four alike.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Range {
    /// Mean.
    pub mean: f64,
    /// Tenth percentile.
    pub p10: f64,
    /// Median.
    pub p50: f64,
    /// Ninetieth percentile.
    pub p90: f64,
}

impl Range {
    /// A figure without uncertainty.
    #[must_use]
    pub const fn certain(value: f64) -> Self {
        Self { mean: value, p10: value, p50: value, p90: value }
    }
}

/// All figures of one period; `None` where a figure has no value, and a caution says why.
#[derive(Debug, Clone, PartialEq)]
pub struct PeriodOutcome {
    /// Which days.
    pub period: Period,
    /// By channel, in plan order.
    pub channels: Vec<ChannelOutcome>,
    /// By team, in plan order.
    pub teams: Vec<TeamOutcome>,
    /// Share of 4 and 5 among answered contacts of all channels.
    pub csat: Option<Range>,
    /// The same over all customers, those who gave up included.
    pub csat_all_customers: Option<Range>,
    /// Annualised turnover of all teams, all separations, in this period.
    pub attrition: Option<Range>,
    /// Mean score from 1 to 5 of answered contacts of all channels, expected course; `None` without a survey of scores, or where
    /// the expected course is not followed (points of sweeps).
    pub mean_score: Option<f64>,
    /// Cash cost of all teams and shared lines.
    pub cost: Option<Range>,
    /// Expected contacts that are answered or worked in the period, here or outside; `None` where that is not known: a queue
    /// without patience is overloaded, or not followed (points of sweeps).
    pub answered: Option<f64>,
    /// Total of `cost_lines` ÷ `answered`.
    pub cost_per_contact: Option<f64>,
    /// Expected cost by line; `None` in periods finer than the steps of people.
    pub cost_lines: Option<CostLines>,
    /// What people cost without showing as a line of cash, expected: never added to it; `None` as `cost_lines`.
    pub memo: Option<MemoLines>,
}

/// One channel in one period.
#[derive(Debug, Clone, PartialEq)]
pub struct ChannelOutcome {
    /// Contacts offered to people, after deflection, repeats and redials, before outsourcing.
    pub offered: Range,
    /// Fresh contacts answered before a person was asked.
    pub deflected: Range,
    /// Answered within the channel's time, by the plan's definition.
    pub service_level: Option<Range>,
    /// Mean wait of answered contacts; mean response of deferred ones.
    pub asa_seconds: Option<Range>,
    /// Share of offered that gives up; `None` for deferred work.
    pub p_abandon: Option<Range>,
    /// Busy share of the agents (of chat: of slots) on this channel; `None` for deferred work.
    pub occupancy: Option<Range>,
    /// Contacts still open at the end; `None` for live channels.
    pub backlog_end: Option<Range>,
    /// Share of 4 and 5 among answered contacts.
    pub csat: Option<Range>,
    /// The same over all customers, those who gave up included.
    pub csat_all_customers: Option<Range>,
    /// Mean score from 1 to 5 of answered contacts, expected course; `None` as for the whole plan.
    pub mean_score: Option<f64>,
    /// Mean need on seat over open intervals, and the largest, with the binding target of that interval.
    pub need: Need,
}

/// The requirement of a channel in a period.
#[derive(Debug, Clone, PartialEq)]
pub struct Need {
    /// Agent-hours on seat.
    pub agent_hours: f64,
    /// Most agents in an interval.
    pub peak_agents: f64,
    /// When that is: day and minute of the day.
    pub peak_at: Option<(NaiveDate, u16)>,
    /// Which target asks for them ("service level", "asa", "abandonment", "occupancy", "minimum staff", "deadline").
    pub binding: &'static str,
}

/// One team in one period. Flows are whole-period sums; `None` under a cut finer than the workforce step.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct TeamOutcome {
    /// Need on seat ÷ (1 − shrinkage), in paid FTE; `None` for a team that takes no contacts.
    pub required_fte: Option<Range>,
    /// People before the first step's starts.
    pub begin: Option<Range>,
    /// Starts.
    pub starts: Option<Range>,
    /// People after the first step's starts.
    pub headcount_start: Option<Range>,
    /// Leavers.
    pub leavers: Option<Range>,
    /// Failed trainees.
    pub washouts: Option<Range>,
    /// People who come from other teams, less those who go to them.
    pub moves: Option<Range>,
    /// People at the end.
    pub headcount_end: Option<Range>,
    /// People past onboarding at the start of the last step.
    pub productive: Option<Range>,
    /// Paid, ramp-weighted, mid-step, before shrinkage.
    pub effective_fte: Option<Range>,
    /// Effective less required.
    pub gap_fte: Option<Range>,
    /// Busy share of on-seat time on live channels.
    pub occupancy: Option<Range>,
    /// Separations ÷ average headcount, a year.
    pub turnover_annualised_all: Option<Range>,
    /// Leavers past onboarding ÷ average productive heads, a year.
    pub turnover_annualised_productive: Option<Range>,
    /// Cash cost.
    pub cost: Option<Range>,
}

/// A target in one period.
#[derive(Debug, Clone, PartialEq)]
pub struct TargetOutcome {
    /// The target.
    pub target: Target,
    /// The period that is judged.
    pub period: String,
    /// The value there.
    pub value: Option<Range>,
    /// Share of replications in which the statement holds.
    pub probability: Option<f64>,
    /// Probability ≥ confidence where given, else mean against goal; `None` without a value.
    pub met: Option<bool>,
}

/// One channel in one interval with the expected staff.
#[derive(Debug, Clone, PartialEq)]
pub struct IntervalOutcome {
    /// Channel index.
    pub channel: usize,
    /// Day.
    pub date: NaiveDate,
    /// Minute of the day at which it starts.
    pub minute: u16,
    /// Length in minutes.
    pub minutes: u16,
    /// Contacts.
    pub offered: f64,
    /// Mean handle time of a proficient agent, one contact at a time.
    pub aht_seconds: f64,
    /// Need on seat, fractional.
    pub required: f64,
    /// Which target asks for it.
    pub binding: &'static str,
    /// Effective agents on seat for this channel.
    pub staffed: f64,
    /// Answered within the time; `None` without contacts or for deferred work.
    pub service_level: Option<f64>,
    /// Mean wait of answered contacts.
    pub asa_seconds: Option<f64>,
    /// Share that gives up.
    pub p_abandon: Option<f64>,
    /// Busy share.
    pub occupancy: Option<f64>,
    /// Contacts waiting at the end.
    pub queue_end: f64,
    /// The service level asked for, where there is one.
    pub goal: Option<f64>,
}

/// Open intervals of live channels that have fewer people than they need, with the expected staff.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Shortage {
    /// Intervals in which contacts arrive.
    pub intervals: usize,
    /// Of these, those short of people.
    pub short: usize,
    /// Agent-hours missing in them.
    pub agent_hours: f64,
}

/// What one more paid FTE of a team does to a channel all through its worst month: the expected course served without and with.
#[derive(Debug, Clone, PartialEq)]
pub struct OneMore {
    /// Team index.
    pub team: usize,
    /// Channel index.
    pub channel: usize,
    /// The month in which the channel is furthest below its goal.
    pub period: String,
    /// What the FTE costs in that month: pay, bonus and seat.
    pub cost: f64,
    /// Service level without.
    pub level: f64,
    /// Service level with.
    pub with: f64,
}

impl OneMore {
    /// Points below which there is nothing to gain.
    pub const LEAST: f64 = 0.01;

    /// Points of service level gained.
    #[must_use]
    pub fn points(&self) -> f64 {
        100.0 * (self.with - self.level)
    }

    /// What a point of service level costs; `None` where there is nothing to gain, or nothing is paid.
    #[must_use]
    pub fn cost_per_point(&self) -> Option<f64> {
        (self.points() >= Self::LEAST && self.cost > 0.0).then(|| self.cost / self.points())
    }
}

/// From opening headcount to the end of the horizon, expected values: why 100 + 20 is not 120.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct HeadcountAccount {
    /// People on the first day.
    pub opening: f64,
    /// Planned hires and pipeline.
    pub hires: f64,
    /// Starts that replace leavers.
    pub backfills: f64,
    /// Leavers.
    pub leavers: f64,
    /// Failed trainees.
    pub washouts: f64,
    /// People who come from other teams, less those who go to them.
    pub moves: f64,
    /// People at the end.
    pub end: f64,
    /// Effective FTE in the last step.
    pub effective_fte: f64,
    /// Requisitions still open at the end.
    pub open_requisitions: f64,
}

/// The satisfaction model as used, and what each coefficient does to the answer.
#[derive(Debug, Clone, PartialEq)]
pub struct SatisfactionAccount {
    /// Name, value and source of each coefficient, in the order of the model.
    pub coefficients: Vec<(&'static str, Coefficient)>,
    /// Level of each channel on the logit about their mean, by plan index; all 0 where no survey tells.
    pub levels: Vec<f64>,
    /// The common shift that makes the baseline's first month equal to today's measured value; `None` where nobody is answered there.
    pub shift: Option<f64>,
    /// Today's measured value.
    pub today: f64,
    /// The month that the next figures are of: that of the target, else the last.
    pub period: String,
    /// Satisfaction of the expected course there; `None` without answered contacts.
    pub expected: Option<SatisfactionAt>,
    /// That of the baseline; `None` for the baseline itself.
    pub baseline: Option<SatisfactionAt>,
    /// What each coefficient does to them, in the order of the model.
    pub swings: Vec<Swing>,
}

/// Satisfaction of an expected course in a month.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct SatisfactionAt {
    /// Share of 4 and 5 among answered contacts.
    pub csat: f64,
    /// The same over all customers, those who gave up included.
    pub all_customers: f64,
}

/// A coefficient at both ends of its range, every other as it is: the 90 % interval of a fit, else half of itself to either side. The
/// baseline's first month is shifted to today's value each time.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Swing {
    /// At the lower end.
    pub low: SwingEnd,
    /// At the upper end.
    pub high: SwingEnd,
}

/// Satisfaction with a coefficient at one end of its range.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct SwingEnd {
    /// The coefficient.
    pub coefficient: f64,
    /// Satisfaction of this case.
    pub value: Option<SatisfactionAt>,
    /// Satisfaction of the baseline with the same; `None` for the baseline itself.
    pub baseline: Option<SatisfactionAt>,
}

impl Swing {
    /// Share by which CSAT, or a scenario's change of it, differs between the ends.
    #[must_use]
    pub fn width(&self) -> Option<f64> {
        Some((self.high.answer()? - self.low.answer()?).abs())
    }
}

impl SwingEnd {
    /// CSAT of the baseline, or a scenario's change against it.
    #[must_use]
    pub fn answer(&self) -> Option<f64> {
        let csat = self.value?.csat;
        Some(self.baseline.map_or(csat, |baseline| csat - baseline.csat))
    }
}
