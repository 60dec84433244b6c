//! The rows of a table of cases, each answered by its model, under the names that tables have for the figures.

use super::models::{endless, plain};
use super::turn::mean_turn;
use crate::model::question::{Case, CaseStaff, CaseTarget, QueueCase, SteadyModel, TargetKind};
use crate::queueing::erlang_c::{self, Crew};
use crate::queueing::{
    ChatDurations, Handling, Patience, QueueMetrics, ServiceLevelDefinition, Setting, Station, Targets,
    Workload, chat, erlang_a, least_agents, least_agents_exactly,
};
use crate::units::{Decimal, Fraction, Seconds};

/// What stands in a column of the answer.
#[derive(Debug, Clone, PartialEq)]
pub enum Entry {
    /// A figure; infinite where the queue is.
    Number(f64),
    /// Whole people.
    Agents(u32),
    /// Words.
    Words(String),
    /// What the table itself has there.
    Written,
    /// Nothing.
    Empty,
}

/// Whether a case has an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// A steady state.
    Steady,
    /// The queue grows without end.
    Endless,
    /// The queue is carried over from interval to interval.
    CarriedOver,
    /// The same, and more work comes than the agents can do.
    Overloaded,
    /// No finite number of agents meets the target.
    OutOfReach,
    /// The row could not be read.
    Refused,
}

impl State {
    /// As a column has it.
    #[must_use]
    pub const fn words(self) -> &'static str {
        match self {
            Self::Steady => "steady",
            Self::Endless => "no steady state",
            Self::CarriedOver => "carried over",
            Self::Overloaded => "overloaded",
            Self::OutOfReach => "target out of reach",
            Self::Refused => "refused",
        }
    }
}

/// One row's answer.
pub(super) struct Answer {
    pub(super) entries: Vec<Entry>,
    pub(super) state: State,
}

/// The answer of a steady state.
fn steady(figures: Vec<f64>) -> Answer {
    Answer { entries: figures.into_iter().map(Entry::Number).collect(), state: State::Steady }
}

/// The answers to a table of cases.
#[derive(Debug, Clone, PartialEq)]
pub struct BatchAnswers {
    /// Names of the columns, in order.
    pub columns: Vec<&'static str>,
    /// One entry a column in every row.
    pub rows: Vec<Vec<Entry>>,
    /// One a row.
    pub states: Vec<State>,
}

/// Answers every case, in order.
#[must_use]
pub fn answers(model: SteadyModel, cases: &[Option<Case>]) -> BatchAnswers {
    let queues = || cases.iter().flatten().filter_map(queue_of);
    let solves = queues().any(|case| matches!(case.staff, CaseStaff::Least(_)));
    let targeted = queues().any(|case| case.target.is_some());
    let mut columns: Vec<&'static str> = Vec::new();
    if solves {
        columns.push("agents");
    }
    if targeted {
        columns.extend(["metric_at_agents", "metric_at_agents_minus_1"]);
    }
    let before = columns.len();
    columns.extend(model.results());
    let before = columns[..before].to_vec();
    let row = |case: &Case| match case {
        Case::Queue(case) => queue(model, case, &before),
        other => plain(other).map_or_else(|| endless(model), steady),
    };
    let width = columns.len();
    let refused = || Answer { entries: vec![Entry::Empty; width], state: State::Refused };
    let (mut rows, mut states) = (Vec::with_capacity(cases.len()), Vec::with_capacity(cases.len()));
    for case in cases {
        let Answer { mut entries, state } = case.as_ref().map_or_else(refused, row);
        entries.push(Entry::Words(state.words().into()));
        rows.push(entries);
        states.push(state);
    }
    columns.push("state");
    BatchAnswers { columns, rows, states }
}

const fn queue_of(case: &Case) -> Option<&QueueCase> {
    match case {
        Case::Queue(case) => Some(case),
        _ => None,
    }
}

fn queue(model: SteadyModel, case: &QueueCase, before: &[&str]) -> Answer {
    let queue = match case.staff {
        CaseStaff::Given(agents) => Some(Queue { case, agents, seats: f64::from(agents) }),
        CaseStaff::Between(seats) => Some(Queue { case, agents: 0, seats }),
        CaseStaff::Least(target) => {
            solved(case, target).map(|agents| Queue { case, agents, seats: f64::from(agents) })
        }
    };
    let Some(queue) = queue else {
        let width = before.len() + model.results().len();
        return Answer { entries: vec![Entry::Empty; width], state: State::OutOfReach };
    };
    let mut entries: Vec<Entry> = before.iter().map(|column| queue.of_target(column)).collect();
    let (figures, steady) = match model {
        SteadyModel::ErlangA => queue.erlang_a(),
        SteadyModel::Chat => queue.chat(),
        _ => queue.erlang_c(),
    };
    entries.extend(figures.into_iter().map(Entry::Number));
    Answer { entries, state: if steady { State::Steady } else { State::Endless } }
}

/// The least agents for the one target of a case.
fn solved(case: &QueueCase, target: CaseTarget) -> Option<u32> {
    let share = Fraction::clamped(target.value);
    let level =
        |definition| Targets { service_level: Some((share, case.within)), definition, ..Targets::default() };
    let targets = match target.kind {
        TargetKind::LevelOfOffered => level(ServiceLevelDefinition::Offered),
        TargetKind::LevelOfAnswered => level(ServiceLevelDefinition::Answered),
        TargetKind::LevelWithoutShortAbandons => level(ServiceLevelDefinition::ExcludingShortAbandons),
        TargetKind::LevelVirtual => level(ServiceLevelDefinition::Virtual),
        // Who waits at all is who has no turn at once.
        TargetKind::Waiting => Targets {
            service_level: Some((share.complement(), Seconds::ZERO)),
            definition: ServiceLevelDefinition::Virtual,
            ..Targets::default()
        },
        TargetKind::Asa => Targets { asa: Seconds::new(target.value).ok(), ..Targets::default() },
        TargetKind::Abandonment => Targets { max_abandon: Some(share), ..Targets::default() },
        TargetKind::Occupancy => Targets { max_occupancy: Some(share), ..Targets::default() },
    };
    if let (TargetKind::Occupancy, Patience::Infinite, Handling::Single(aht)) =
        (target.kind, case.patience, &case.handling)
        && let Some(least) =
            exactly(case.per_hour, aht.get()).and_then(|work| work.agents_under(Decimal::of(target.value)?))
    {
        // The cap alone is asked: at 100% that many agents have no steady state, which the answer says.
        return Some(least);
    }
    let found = match &case.handling {
        Handling::Single(aht) => match exactly(case.per_hour, aht.get()) {
            Some(work) => least_agents_exactly(&work, case.patience, &targets),
            None => least_agents(case.rate, &station(case), &targets),
        },
        Handling::Chat(_) => least_agents(case.rate, &station(case), &targets),
    };
    found.ok().map(|staffing| staffing.agents)
}

fn station(case: &QueueCase) -> Station {
    Station { handling: case.handling.clone(), patience: case.patience }
}

/// Contacts and handling time in decimals, where the digits suffice.
fn exactly(per_hour: f64, aht: f64) -> Option<Workload> {
    Workload::new(Decimal::of(per_hour)?, Decimal::of(aht)?)
}

/// A case with its agents.
struct Queue<'a> {
    case: &'a QueueCase,
    /// Whole people; nobody where their number is not whole.
    agents: u32,
    /// Their number, whole or not.
    seats: f64,
}

impl Queue<'_> {
    fn of_target(&self, column: &str) -> Entry {
        let metric = |fewer: f64| match self.case.target.filter(|_| self.seats >= fewer) {
            Some(target) => {
                let (agents, seats) =
                    (self.agents.saturating_sub(u32::from(fewer > 0.0)), self.seats - fewer);
                Entry::Number(Queue { case: self.case, agents, seats }.metric(target.kind))
            }
            None => Entry::Empty,
        };
        match column {
            "agents" if matches!(self.case.staff, CaseStaff::Least(_)) => Entry::Agents(self.agents),
            "agents" => Entry::Written,
            "metric_at_agents" => metric(0.0),
            _ => metric(1.0),
        }
    }

    /// The figure that a target bounds; of an endless queue, what it tends to.
    fn metric(&self, kind: TargetKind) -> f64 {
        let definition = match kind {
            TargetKind::LevelOfAnswered => ServiceLevelDefinition::Answered,
            TargetKind::LevelWithoutShortAbandons => ServiceLevelDefinition::ExcludingShortAbandons,
            TargetKind::LevelVirtual => ServiceLevelDefinition::Virtual,
            _ => ServiceLevelDefinition::Offered,
        };
        let Some(found) = self.metrics(definition) else {
            return match kind {
                TargetKind::Asa => f64::INFINITY,
                TargetKind::Occupancy => self.pressure(),
                TargetKind::Waiting => 1.0,
                _ => 0.0,
            };
        };
        match kind {
            TargetKind::Asa => found.asa.map_or(f64::INFINITY, Seconds::get),
            TargetKind::Waiting => found.p_wait.get(),
            TargetKind::Abandonment => found.p_abandon.get(),
            TargetKind::Occupancy => found.occupancy.get(),
            _ => found.service_level.get(),
        }
    }

    /// Load for each agent, which without a steady state is above what an agent can do.
    fn pressure(&self) -> f64 {
        let load = match &self.case.handling {
            Handling::Single(aht) => self.case.rate.get() * aht.get(),
            Handling::Chat(durations) => self.case.rate.get() / durations.effective().top_rate(),
        };
        load / self.seats
    }

    /// The model's own record, with `N − A` as exact as the row writes it where nobody gives up.
    fn metrics(&self, definition: ServiceLevelDefinition) -> Option<QueueMetrics> {
        let Self { case, agents, .. } = *self;
        if let (Handling::Single(aht), Patience::Infinite) = (&case.handling, case.patience) {
            return erlang_c::metrics(self.crew(*aht), *aht, case.within);
        }
        let setting = Setting { rate: case.rate, agents, answer_within: case.within, definition };
        match &case.handling {
            Handling::Chat(_) => chat::metrics(&self.levels()?, case.patience, &setting),
            Handling::Single(aht) => erlang_a::metrics(*aht, case.patience, &setting),
        }
    }

    /// The durations as the row has them; where agents are asked for, those that help.
    fn levels(&self) -> Option<ChatDurations> {
        match (&self.case.handling, self.case.staff) {
            (Handling::Single(_), _) => None,
            (Handling::Chat(durations), CaseStaff::Least(_)) => Some(durations.effective()),
            (Handling::Chat(durations), _) => Some(durations.clone()),
        }
    }

    fn crew(&self, aht: Seconds) -> Crew {
        Crew::of_hourly(self.case.per_hour, aht, self.seats)
    }

    fn erlang_c(&self) -> (Vec<f64>, bool) {
        let Some(found) = self.metrics(ServiceLevelDefinition::Offered) else {
            return (vec![1.0, f64::INFINITY, 0.0, 1.0, f64::INFINITY, 1.0], false);
        };
        let late = match &self.case.handling {
            Handling::Single(aht) => erlang_c::late_share(self.crew(*aht), *aht, self.case.within),
            Handling::Chat(_) => None,
        };
        let figures = vec![
            found.p_wait.get(),
            found.mean_wait_all.get(),
            found.service_level.get(),
            found.occupancy.get(),
            found.mean_queue,
            late.unwrap_or(found.service_level.complement()).get(),
        ];
        (figures, true)
    }

    fn erlang_a(&self) -> (Vec<f64>, bool) {
        use ServiceLevelDefinition::{Answered, ExcludingShortAbandons, Offered, Virtual};
        const ENDLESS: f64 = f64::INFINITY;
        let Some(found) = self.metrics(Offered) else {
            let figures = [1.0, 0.0, ENDLESS, ENDLESS, ENDLESS, 0.0, 0.0, 0.0, 0.0, 0.0, 1.0, ENDLESS];
            return (figures.to_vec(), false);
        };
        let level = |definition| self.metrics(definition).map_or(0.0, |found| found.service_level.get());
        let [offered, excluding] = [Offered, ExcludingShortAbandons].map(level);
        let figures = vec![
            found.p_wait.get(),
            found.p_abandon.get(),
            found.mean_wait_all.get(),
            found.asa.map_or(0.0, Seconds::get),
            self.turn(&found),
            offered,
            level(Answered),
            excluding,
            level(Virtual),
            self.abandoned_within(offered, excluding),
            found.occupancy.get(),
            found.mean_queue,
        ];
        (figures, true)
    }

    /// Mean wait of a customer who never gives up.
    fn turn(&self, found: &QueueMetrics) -> f64 {
        match (&self.case.handling, self.case.patience) {
            (Handling::Single(aht), Patience::Mean(_)) => {
                mean_turn(self.case.rate, *aht, self.agents, self.case.patience.rate())
            }
            _ => None,
        }
        .unwrap_or(found.mean_wait_all.get())
    }

    /// Share that gives up although its turn would have come in time; without agents, share that gives up in time.
    fn abandoned_within(&self, offered: f64, excluding: f64) -> f64 {
        if self.agents == 0 && self.case.rate.get() > 0.0 {
            return -(-self.case.patience.rate() * self.case.within.get()).exp_m1();
        }
        if excluding > 0.0 { (1.0 - offered / excluding).max(0.0) } else { 0.0 }
    }

    fn chat(&self) -> (Vec<f64>, bool) {
        let levels = self.levels().map_or(1.0, |durations| f64::from(durations.levels()));
        let Some(found) = self.metrics(ServiceLevelDefinition::Offered) else {
            return (vec![1.0, 0.0, f64::INFINITY, 0.0, 0.0, levels, 1.0, f64::INFINITY], false);
        };
        let turns = self.metrics(ServiceLevelDefinition::Virtual).unwrap_or(found);
        let figures = vec![
            found.p_wait.get(),
            found.p_abandon.get(),
            found.mean_wait_all.get(),
            found.service_level.get(),
            turns.service_level.get(),
            levels * found.occupancy.get(),
            found.occupancy.get(),
            found.mean_queue,
        ];
        (figures, true)
    }
}
