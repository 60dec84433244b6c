//! One row of a table of cases: a steady-state model and its parameters.

use crate::queueing::erlang_c::Crew;
use crate::queueing::finite::Trunk;
use crate::queueing::uncertain::UncertainRate;
use crate::queueing::{Handling, Patience};
use crate::units::{Erlangs, Fraction, Rate, Seconds};

/// The models that a table of cases may be answered by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SteadyModel {
    /// Contacts that find every agent busy are lost.
    ErlangB,
    /// Contacts wait until they are answered.
    ErlangC,
    /// Contacts wait until they are answered or lose patience.
    ErlangA,
    /// So many telephone lines.
    FiniteLines,
    /// Contacts that were not answered come back.
    ErlangX,
    /// Several conversations an agent.
    Chat,
    /// Calls, and work that can wait.
    Blend,
    /// A rate of arrivals that is not known for sure.
    GammaPoisson,
}

impl SteadyModel {
    /// Columns that a table of cases of this model has; the flag says which must be there.
    #[must_use]
    pub const fn inputs(self) -> &'static [(&'static str, bool)] {
        match self {
            Self::ErlangB => &[("load_erlangs", true), ("agents", true)],
            Self::ErlangC => &[
                ("lambda_per_hour", true),
                ("aht_s", true),
                ("agents", false),
                ("target_s", true),
                ("target_kind", false),
                ("target_value", false),
            ],
            Self::ErlangA => &[
                ("lambda_per_hour", true),
                ("aht_s", true),
                ("patience_s", true),
                ("agents", false),
                ("target_s", true),
                ("target_kind", false),
                ("target_value", false),
            ],
            Self::FiniteLines => &[
                ("lambda_per_hour", true),
                ("aht_s", true),
                ("patience_s", true),
                ("agents", true),
                ("capacity_in_system", true),
                ("target_s", true),
            ],
            Self::ErlangX => &[
                ("fresh_lambda_per_hour", true),
                ("aht_s", true),
                ("patience_s", true),
                ("redial_prob", true),
                ("agents", true),
                ("capacity_in_system", true),
                ("target_s", true),
            ],
            Self::Blend => &[
                ("phone_lambda_per_hour", true),
                ("aht_s", true),
                ("agents", true),
                ("keep_busy", true),
                ("target_s", true),
            ],
            Self::GammaPoisson => &[
                ("mean_lambda_per_hour", true),
                ("aht_s", true),
                ("agents", true),
                ("target_s", true),
                ("patience_s", true),
                ("rate_cv", true),
            ],
            Self::Chat => &[
                ("lambda_per_hour", true),
                ("aht_s_by_concurrency", true),
                ("patience_s", true),
                ("agents", false),
                ("target_s", true),
                ("target_kind", false),
                ("target_value", false),
            ],
        }
    }

    /// Columns that the answer adds, in order; those of a target and the state come after them.
    #[must_use]
    pub const fn results(self) -> &'static [&'static str] {
        match self {
            Self::ErlangB => &["p_block"],
            Self::ErlangC => {
                &["p_wait", "asa_s", "service_level", "occupancy", "mean_queue", "one_minus_service_level"]
            }
            Self::ErlangA => &[
                "p_wait",
                "p_abandon",
                "mean_wait_all_s",
                "asa_served_s",
                "mean_virtual_wait_s",
                "sl_answered_of_offered",
                "sl_answered_of_answered",
                "sl_excl_short_abandons",
                "sl_virtual",
                "p_abandon_within_target",
                "occupancy",
                "mean_queue",
            ],
            Self::FiniteLines => &[
                "p_block",
                "p_wait_of_accepted",
                "p_abandon_of_offered",
                "mean_wait_accepted_s",
                "sl_of_offered",
                "sl_of_accepted",
                "sl_of_answered",
                "sl_virtual_of_accepted",
                "occupancy",
                "mean_queue",
            ],
            Self::ErlangX => &[
                "total_lambda_per_hour",
                "p_block",
                "p_abandon_of_offered",
                "sl_of_offered",
                "sl_of_answered",
                "sl_virtual_of_accepted",
                "occupancy",
                "fraction_of_fresh_eventually_served",
            ],
            Self::Blend => &["p_wait", "asa_s", "service_level", "deferred_per_hour", "occupancy"],
            Self::GammaPoisson => &[
                "sl_point_estimate_erlang_c",
                "sl_time_avg_erlang_c",
                "sl_contact_avg_erlang_c",
                "p_unstable",
                "sl_contact_avg_erlang_a",
                "p_abandon_contact_avg_erlang_a",
            ],
            Self::Chat => &[
                "p_wait",
                "p_abandon",
                "mean_wait_all_s",
                "sl_of_offered",
                "sl_virtual",
                "mean_concurrency",
                "slot_occupancy",
                "mean_queue",
            ],
        }
    }
}

/// One case.
#[derive(Debug, Clone, PartialEq)]
pub enum Case {
    /// Of Erlang B.
    Loss {
        /// Offered load.
        load: Erlangs,
        /// People on seat, whole or not.
        agents: f64,
    },
    /// Of a queue.
    Queue(QueueCase),
    /// Of so many lines, with redials or without.
    Trunk {
        /// Contacts a second, first attempts where there are redials.
        rate: Rate,
        /// Agents and lines.
        trunk: Trunk,
        /// Probability that a contact that was not answered is made again.
        redials: Option<Fraction>,
        /// The service level's threshold.
        within: Seconds,
    },
    /// Of calls and work that can wait.
    Blend {
        /// Calls, and the agents for them.
        crew: Crew,
        /// Handling time of both kinds of work.
        aht: Seconds,
        /// Agents kept busy by work that can wait.
        keep_busy: u32,
        /// The service level's threshold.
        within: Seconds,
    },
    /// Of a rate that is not known for sure.
    Uncertain {
        /// The rate.
        rate: UncertainRate,
        /// Handling time.
        aht: Seconds,
        /// How long customers wait, where they give up.
        patience: Patience,
        /// People on seat.
        agents: u32,
        /// The service level's threshold.
        within: Seconds,
    },
}

/// A queue that lasts.
#[derive(Debug, Clone, PartialEq)]
pub struct QueueCase {
    /// Contacts an hour, as written.
    pub per_hour: f64,
    /// The same, a second.
    pub rate: Rate,
    /// How contacts are handled.
    pub handling: Handling,
    /// How long customers wait.
    pub patience: Patience,
    /// The service level's threshold.
    pub within: Seconds,
    /// Given, or asked for.
    pub staff: CaseStaff,
    /// The target, where the row has one.
    pub target: Option<CaseTarget>,
}

/// Whether the agents of a case are given.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum CaseStaff {
    /// So many.
    Given(u32),
    /// A number that is not whole, of customers who never give up.
    Between(f64),
    /// The least that meet the target.
    Least(CaseTarget),
}

/// The one target of a case.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct CaseTarget {
    /// Of what.
    pub kind: TargetKind,
    /// The bound: a share, or seconds.
    pub value: f64,
}

/// What the target of a case bounds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TargetKind {
    /// Answered in time ÷ offered, at least.
    LevelOfOffered,
    /// Answered in time ÷ answered, at least.
    LevelOfAnswered,
    /// Answered in time ÷ (offered − given up in time), at least.
    LevelWithoutShortAbandons,
    /// Share whose turn comes in time, at least.
    LevelVirtual,
    /// Mean wait of answered contacts, at most.
    Asa,
    /// Share that waits at all, at most.
    Waiting,
    /// Share that gives up, at most.
    Abandonment,
    /// Busy share of agents' time, at most.
    Occupancy,
}

impl TargetKind {
    /// Every kind under the names that tables have for it.
    pub const NAMES: [(&str, Self); 9] = [
        ("service_level", Self::LevelOfOffered),
        ("sl_answered_of_offered", Self::LevelOfOffered),
        ("sl_answered_of_answered", Self::LevelOfAnswered),
        ("sl_excl_short_abandons", Self::LevelWithoutShortAbandons),
        ("sl_virtual", Self::LevelVirtual),
        ("asa", Self::Asa),
        ("p_wait", Self::Waiting),
        ("p_abandon", Self::Abandonment),
        ("occupancy", Self::Occupancy),
    ];

    /// The kind of a name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::NAMES.iter().find(|(known, _)| *known == name).map(|(_, kind)| *kind)
    }

    /// Whether the bound is a share.
    #[must_use]
    pub const fn is_share(self) -> bool {
        !matches!(self, Self::Asa)
    }

    /// Whether more is better.
    #[must_use]
    pub const fn at_least(self) -> bool {
        matches!(
            self,
            Self::LevelOfOffered
                | Self::LevelOfAnswered
                | Self::LevelWithoutShortAbandons
                | Self::LevelVirtual
        )
    }
}
