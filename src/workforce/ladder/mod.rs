//! Grades above the entry grade, and how people rise through them.
//!
//! People start in the entry grade. A rule of promotion takes them higher at the end of a step, among those who are
//! still there and have served long enough, in one of two ways: pushed by a hazard a year, or pulled into vacancies by a
//! span, the people whom one of the higher grade looks after. Rules from a higher grade come first, so that
//! nobody rises twice in a step. Grades change what people do and are paid, not whether they leave.
//!
//! | symbol | identifier | meaning |
//! |---|---|---|
//! | `h_r` | `hazard` | hazard of rule `r` over a step; rules from one grade compete: `1 − exp(−Σ h)` rise, by shares `h_r / Σ h` |
//! | `s` | `span` | people below a grade for each in it |
//! | `n` | `people` | people in a grade and all below it: `⌈n / (s + 1)⌉` of them belong into the grade |
//!
//! Source: \[Bartholomew1991\] for push and pull. Pull is not linear: its expected value is a mean field.

mod grades;
mod promotion;

pub use grades::{GradeAbove, Grades, MOST_GRADES, Pace, Promotion};
pub(super) use promotion::{Ladder, promote};
