//! Supply: a team as written becomes a group of people in workforce steps.

use super::caution::Caution;
use super::horizon::Horizon;
use crate::calendar::Month;
use crate::model::{Attrition, AttritionBasis, Plan, Team, TenureBand, TenureRate};
use crate::units::{Fraction, Seconds};
use crate::workforce::{self, AttritionForm, Band, Basis, GroupPlan, Grades, Hazard, OpeningCohort, Ramp, Step, TenureBands};
use std::num::NonZeroU32;
