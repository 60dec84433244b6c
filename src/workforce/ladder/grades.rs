//! The grades of a group, as its plan says.

use std::num::NonZeroU32;

/// Grades of a group at most, the entry grade among them.
pub const MOST_GRADES: usize = 6;

/// The grades above the entry grade, and the rules by which people reach them.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Grades {
    /// In rising order; grades beyond [`MOST_GRADES`] are nobody's.
    pub above: Vec<GradeAbove>,
    /// Rules of promotion; one that does not lead upwards within the grades takes nobody.
    pub promotions: Vec<Promotion>,
}

/// A grade above the entry grade.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct GradeAbove {
    /// People on the first day. The longest-tenured of the trained have the highest grade.
    pub people: u32,
    /// Speed relative to the entry grade, on top of the ramp; 0 for people who do no contacts.
    pub speed: f64,
}

/// Promotion at the end of a step, among those who are still there.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Promotion {
    /// The grade they leave; 0 is the entry grade.
    pub from: usize,
    /// The grade they reach.
    pub to: usize,
    /// Tenure-steps completed at the start of the step from which people are eligible.
    pub after: u32,
    /// How many of the eligible rise.
    pub pace: Pace,
}

/// How many people a rule of promotion takes.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Pace {
    /// A hazard a year of each of the eligible: a push, no vacancy needed.
    PerYear(f64),
    /// Into vacancies: one in the higher grade for so many people below it. Too few eligible leave a vacancy open.
    Span(NonZeroU32),
}
