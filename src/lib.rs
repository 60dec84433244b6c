//! The map of `plan`, the staffing and capacity planner for customer-service teams.
//!
//! A plan file and inquiry histories go in; forecast demand, required staff, people over time, the service that
//! customers get, their satisfaction and the cost come out, for every scenario, with ranges.
//!
//! # Rooms, from the ground up
//! | room | is about | may use |
//! |---|---|---|
//! | [`units`] | quantities with unit and range | – |
//! | [`calendar`] | civil dates, hours, months; no zone, no today | units |
//! | [`queueing`] | how long contacts wait for so many agents: steady states, days, simulation, staffing | units |
//! | [`experience`] | what waiting, resolution and newcomers do to satisfaction | units |
//! | [`forecasting`] | contacts to come, from those that came | units, calendar |
//! | [`workforce`] | people over time: hires, training, ramp, turnover | units, calendar |
//! | [`scheduling`] | who is on seat when | units, calendar |
//! | [`model`] | what a plan is; a [`model::Plan`] that exists is valid | all below |
//! | [`input`] | plan files and data read strictly, every fault said | model and below |
//! | [`engine`] | the stages of a run | model and below, not input |
//! | [`report`] | tables of what the engine found, and their writers | engine, model, units, calendar |
//! | [`cli`] | arguments in, text and exit codes out | everything |
//!
//! Rooms look down, never up or sideways; `tests/house.rs` enforces this table and that of outside crates. Rooms of
//! mathematics never use one another: where two must meet (load × ramp, requirement × shift) the meeting is in `engine`.
//!
//! # A run of `plan forecast plans/q4.toml`
//! 1. `cli::command::forecast` takes arguments, colour and width: the only facts from outside. No date, no clock.
//! 2. [`input::load`] parses the file into a tree of values with their places, lays scenarios and sweep points over
//!    the baseline, resolves each into a [`model::Plan`], and reads the histories. Either all is well, or every
//!    diagnostic is shown and nothing is computed.
//! 3. [`engine::run`] gives one [`engine::Outcome`] a scenario, in the order of the file:
//!    - `demand`: level × calendar × events × levers, by channel, day and slot;
//!    - `worlds`: what scenarios that ask for the same service have in common, with the baseline's satisfaction;
//!    - `people`: teams become groups, rolled forward in expectation and by draw, side by side where people move between them;
//!      what they cost, whom to find for them, what rosters know of the year before;
//!    - `service`: the need of an interval for all targets at once; people laid over the day by their shifts and shared
//!      between channels; each day served with its queue carried on, fast, kept in tables by staff and demand;
//!    - `replicate`: courses of people meet a path of demand; `direct`: the expected course, interval by interval, exactly
//!      where it is shown;
//!    - `satisfaction`: what customers meet becomes CSAT, and how far each coefficient sways it; `worth`: contacts answered, and what
//!      one more person buys;
//!    - `figures`: all figures in a row, what the rows say, targets, cautions; `audit`: books that must balance.
//! 4. [`report`] lays the figures out; nothing is computed for printing.
//!
//! `plan workforce` takes `people` and their draws alone: [`engine::workforce_outlook`] shares them with a run and adds exact
//! laws of headcount.
//!
//! # Without a plan
//! `plan history` looks at files of inquiries before any plan uses them: [`input::history`] reads them,
//! [`engine::history`] makes the picture, with what is out of the ordinary told by [`forecasting`].
//!
//! `plan demand` forecasts from such files alone, or for a plan: [`engine::demand_outlook`] makes a plan of one channel of each
//! history, so that both go through the `demand` of a run, holds forecasts of the past against what came, and tells how a
//! figure came about.
//!
//! `plan calibrate` learns a plan's parameters from histories, a roster and a survey: [`input`] reads their rows,
//! [`engine::calibrate`] brings them to the estimators of [`queueing`], [`workforce`] and [`experience`], [`report`] writes the lines of a
//! plan, and `input::edit` puts them into one.
//!
//! `plan erlang` and `plan staff` ask one question each: `cli` turns flags (`input::typed`) or a table
//! (`input::batch_csv`, `input::staffing_csv`) into a [`model::question`], [`engine::situation`] and
//! [`engine::interval_staffing`] answer it, [`report`] says it.
//!
//! # Luck and order
//! Randomness is counter-based: a draw is a function of (seed, purpose, replication, name, cohort, step) and never of
//! the scenario, so scenarios share their luck and a difference between them is a difference of policy. Sums are taken
//! in index order, so results do not depend on threads.
//!
//! # Words
//! One word a thing: `contacts` (inquiries offered), `aht`, `load` (erlangs), `agents` (on seat), `headcount`
//! (employed), `fte` (paid), `answer_within` (a target's threshold), `asa` (a result), `service_level`, `occupancy`,
//! `shrinkage`, `tenure`, `cohort`, `ramp`, `backfill`, `replication`, `baseline`, `scenario`.

pub mod calendar;
pub mod cli;
pub mod engine;
pub mod experience;
pub mod forecasting;
pub mod input;
pub mod model;
pub mod queueing;
pub mod report;
pub mod scheduling;
pub mod units;
pub mod workforce;

#[doc = include_str!("references.md")]
pub mod references {}
