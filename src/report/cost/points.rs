//! What a point of service costs in a scenario: both over the whole plan, against the baseline.

use crate::model::{Measure, Plan, Scope};
use crate::report::compare::total_cost;
use crate::report::forecast::{Case, Forecast};
use crate::report::write::number;

/// Points of service, and units of money, below which a difference is none.
const LEAST_POINTS: f64 = 0.1;
const LEAST_MONEY: f64 = 0.5;
/// Scenarios that are told beneath the table.
const TOLD: usize = 8;

/// Service and cost of a scenario over the plan, beside the baseline's.
pub(in crate::report) struct PointPrice<'a> {
    /// The channel that is furthest below its goal in the baseline; where none is, the one that moves most.
    pub channel: &'a str,
    /// First and last period.
    pub period: String,
    /// Service level of the channel over the plan, each period by its contacts.
    pub level: f64,
    /// The same in the baseline.
    pub baseline: f64,
    /// What the scenario costs more over the plan; below 0: less.
    pub cost: f64,
}

/// What a scenario does to service and cost.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(in crate::report) enum Verdict {
    /// Service moves too little to tell.
    Same,
    /// Better for more.
    Gains,
    /// Worse for less.
    Saves,
    /// Better for less, or for the same.
    Better,
    /// Worse for more, or for the same.
    Worse,
}

impl Verdict {
    /// For programs.
    pub(in crate::report) const fn word(self) -> &'static str {
        match self {
            Self::Same => "no real difference",
            Self::Gains => "costs more and serves better",
            Self::Saves => "costs less and serves worse",
            Self::Better => "costs no more and serves better",
            Self::Worse => "costs no less and serves worse",
        }
    }
}

impl<'a> PointPrice<'a> {
    /// That of a case; `None` for the baseline, and where nothing costs anything or no service is known.
    #[must_use]
    pub(in crate::report) fn of(forecast: &Forecast<'a>, case: Case<'a>) -> Option<Self> {
        let baseline = forecast.baseline;
        if std::ptr::eq(case.outcome, baseline.outcome) {
            return None;
        }
        let (cost, before) = (total_cost(case)?, total_cost(baseline)?);
        if cost.max(before) < LEAST_MONEY {
            return None;
        }
        let channels = baseline.outcome.channels.iter().enumerate().filter_map(|(at, name)| {
            let here = case.outcome.channels.iter().position(|other| other == name)?;
            let goal = goal(baseline.plan, at);
            Some((name.as_str(), level(baseline, at)?, level(case, here)?, goal))
        });
        let channels: Vec<(&str, f64, f64, Option<f64>)> = channels.collect();
        let missed =
            channels.iter().filter_map(|one| Some((one.1 - one.3?, one))).filter(|(by, _)| *by < 0.0);
        let furthest = missed.min_by(|a, b| a.0.total_cmp(&b.0)).map(|(_, one)| one);
        let moves = || channels.iter().max_by(|a, b| (a.2 - a.1).abs().total_cmp(&(b.2 - b.1).abs()));
        let &(channel, baseline_level, level, _) = furthest.or_else(moves)?;
        let periods = &baseline.outcome.periods;
        let (first, last) = (periods.first()?, periods.last()?);
        let period = format!("{}/{}", first.period.label, last.period.label);
        Some(Self { channel, period, level, baseline: baseline_level, cost: cost - before })
    }

    /// Points of service level that the scenario has more; below 0: less.
    #[must_use]
    pub(in crate::report) fn points(&self) -> f64 {
        100.0 * (self.level - self.baseline)
    }

    /// What it does.
    #[must_use]
    pub(in crate::report) fn verdict(&self) -> Verdict {
        let (better, dearer, cheaper) =
            (self.points() > 0.0, self.cost >= LEAST_MONEY, self.cost <= -LEAST_MONEY);
        match better {
            _ if self.points().abs() < LEAST_POINTS => Verdict::Same,
            true if dearer => Verdict::Gains,
            true => Verdict::Better,
            false if cheaper => Verdict::Saves,
            false => Verdict::Worse,
        }
    }

    /// Money for a point: paid for each gained, or saved for each lost; `None` where no such trade is made.
    #[must_use]
    pub(in crate::report) fn each(&self) -> Option<f64> {
        let trade = matches!(self.verdict(), Verdict::Gains | Verdict::Saves);
        trade.then(|| self.cost / self.points())
    }

    /// "gains 0.8 points of `tickets` at 570,737 CNY a point".
    fn told(&self, currency: &str) -> String {
        let points = format!("{} points of `{}`", number(self.points().abs(), 1), self.channel);
        let each = || money(self.each().unwrap_or(0.0), currency);
        let cost = money(self.cost.abs(), currency);
        let equal = self.cost.abs() < LEAST_MONEY;
        match self.verdict() {
            Verdict::Same => format!("no real difference in `{}`", self.channel),
            Verdict::Gains => format!("gains {points} at {} a point", each()),
            Verdict::Saves => format!("loses {points} and saves {} for each", each()),
            Verdict::Better if equal => format!("gains {points} at the same cost"),
            Verdict::Worse if equal => format!("loses {points} at the same cost"),
            Verdict::Better => format!("costs {cost} less and serves better by {points}"),
            Verdict::Worse => format!("costs {cost} more and serves worse by {points}"),
        }
    }
}

fn money(value: f64, currency: &str) -> String {
    format!("{} {currency}", number(value, 0)).trim_end().to_owned()
}

/// The service level that a channel is to hold: that of a target, else its own.
fn goal(plan: &Plan, channel: usize) -> Option<f64> {
    let of_channel = |target: &&crate::model::Target| {
        target.measure == Measure::ServiceLevel && target.scope == Scope::Channel(channel)
    };
    let target = plan.targets.iter().find(of_channel).map(|target| target.goal);
    target.or_else(|| Some(plan.channels.get(channel)?.service_level?.share.get()))
}

/// Service level over the plan, each period by its contacts; `None` where there is none.
fn level(case: Case<'_>, channel: usize) -> Option<f64> {
    let of_period = |period: &crate::engine::PeriodOutcome| {
        let channel = period.channels.get(channel)?;
        Some((channel.offered.mean, channel.service_level?.mean))
    };
    let periods = case.outcome.periods.iter().filter_map(of_period);
    let (contacts, within) =
        periods.fold((0.0, 0.0), |sum, (contacts, level)| (sum.0 + contacts, contacts.mul_add(level, sum.1)));
    (contacts > 0.0).then(|| within / contacts)
}

/// What each scenario does to service and cost over the plan.
#[must_use]
pub(in crate::report) fn points(forecast: &Forecast<'_>) -> Option<String> {
    let currency = &forecast.baseline.plan.settings.currency;
    let of_case = |case: Case<'_>| {
        let price = PointPrice::of(forecast, case)?;
        Some(format!("`{}` {}", case.outcome.name, price.told(currency)))
    };
    let told: Vec<String> = forecast.named().filter_map(of_case).collect();
    let more = told.len().saturating_sub(TOLD);
    let more = if more > 0 { format!("; {more} more in JSON") } else { String::new() };
    let told = told.into_iter().take(TOLD).collect::<Vec<_>>().join("; ");
    (!told.is_empty()).then(|| format!("over the plan, service by its contacts: {told}{more}"))
}
