//! The rows of a table of cases, each answered by its model, under the names that tables have for the figures.

use super::turn::mean_turn;
use crate::model::question::{Case, CaseStaff, CaseTarget, QueueCase, SteadyModel, TargetKind};
use crate::queueing::erlang_c::{self, Crew};
use crate::queueing::{
    ChatDurations, Handling, Patience, QueueMetrics, ServiceLevelDefinition, Setting, Station, Targets, chat,
    erlang_b, least_agents,
};
use crate::units::{Erlangs, Fraction, Seconds};

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
    NoSteadyState,
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
            Self::NoSteadyState => "no steady state",
            Self::OutOfReach => "target out of reach",
            Self::Refused => "refused",
        }
    }
}

/// One row's answer.
struct Answer {
    entries: Vec<Entry>,
    state: State,
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
        Case::Loss { load, agents } => {
            let lost = erlang_b::blocking_probability(*load, *agents).get();
            Answer { entries: vec![Entry::Number(lost)], state: State::Steady }
        }
        Case::Queue(case) => queue(model, case, &before),
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
        Case::Loss { .. } => None,
        Case::Queue(case) => Some(case),
    }
}

fn queue(model: SteadyModel, case: &QueueCase, before: &[&str]) -> Answer {
    let results = model.results().len();
    let agents = match case.staff {
        CaseStaff::Given(agents) => Some(agents),
        CaseStaff::Least(target) => solved(case, target),
    };
    let Some(agents) = agents else {
        return Answer { entries: vec![Entry::Empty; before.len() + results], state: State::OutOfReach };
    };
    let queue = Queue { case, agents };
    let mut entries: Vec<Entry> = before.iter().map(|column| queue.of_target(column)).collect();
    let (figures, steady) = match model {
        SteadyModel::ErlangA => queue.erlang_a(),
        SteadyModel::Chat => queue.chat(),
        SteadyModel::ErlangB | SteadyModel::ErlangC => queue.erlang_c(),
    };
    entries.extend(figures.into_iter().map(Entry::Number));
    Answer { entries, state: if steady { State::Steady } else { State::NoSteadyState } }
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
    let station = Station { handling: case.handling.clone(), patience: case.patience };
    least_agents(case.rate, &station, &targets).ok().map(|staffing| staffing.agents)
}

/// A case with its agents.
struct Queue<'a> {
    case: &'a QueueCase,
    agents: u32,
}

impl Queue<'_> {
    fn of_target(&self, column: &str) -> Entry {
        let metric = |agents: Option<u32>| {
            let found = self.case.target.zip(agents);
            found.map_or(Entry::Empty, |(target, agents)| {
                Entry::Number(Queue { case: self.case, agents }.metric(target.kind))
            })
        };
        match column {
            "agents" if matches!(self.case.staff, CaseStaff::Given(_)) => Entry::Written,
            "agents" => Entry::Agents(self.agents),
            "metric_at_agents" => metric(Some(self.agents)),
            _ => metric(self.agents.checked_sub(1)),
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
                TargetKind::Asa | TargetKind::Occupancy => f64::INFINITY,
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

    /// The model's own record, with `N − A` as exact as the row writes it where nobody gives up.
    fn metrics(&self, definition: ServiceLevelDefinition) -> Option<QueueMetrics> {
        let Self { case, agents } = *self;
        if let (Handling::Single(aht), Patience::Infinite) = (&case.handling, case.patience) {
            return erlang_c::metrics(self.crew(*aht), *aht, case.within);
        }
        let setting = Setting { rate: case.rate, agents, answer_within: case.within, definition };
        match &case.handling {
            Handling::Chat(_) => chat::metrics(&self.levels()?, case.patience, &setting),
            handling => Station { handling: handling.clone(), patience: case.patience }.metrics(&setting),
        }
    }

    /// The durations as the row has them; where agents are asked for, those that help.
    fn levels(&self) -> Option<ChatDurations> {
        match (&self.case.handling, self.case.staff) {
            (Handling::Single(_), _) => None,
            (Handling::Chat(durations), CaseStaff::Given(_)) => Some(durations.clone()),
            (Handling::Chat(durations), CaseStaff::Least(_)) => Some(durations.effective()),
        }
    }

    fn crew(&self, aht: Seconds) -> Crew {
        Crew::with_spare(self.load(aht), self.agents, self.case.load.spare(self.agents))
    }

    fn load(&self, aht: Seconds) -> Erlangs {
        self.case.rate * aht
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
