//! Satisfaction in a run: effects fitted, stated or assumed; levels of channels; one shift to today's value; satisfaction by wait;
//! what each coefficient does to the answer; the mean score; what a survey does not tell.

mod met;
mod model;
mod swing;
mod told;

pub(in crate::engine) use met::{Met, met};
pub(in crate::engine) use model::{Satisfaction, SurveyFigures, WaitSatisfaction};
pub(in crate::engine) use swing::{Case, CaseMet, asked_period, swings};
