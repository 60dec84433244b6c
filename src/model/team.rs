//! A team: the people, when they are paid and present, how they come and go.

use super::Monthly;
use crate::calendar::Month;
use crate::scheduling::Shift;
use crate::units::Fraction;
use crate::workforce::{Employment, LearntHazard, Pace};
use std::collections::BTreeMap;
use std::sync::Arc;

/// `[team.X]`.
#[derive(Debug, Clone, PartialEq)]
pub struct Team {
    /// Its name in the plan.
    pub name: String,
    /// Indices of the channels it answers.
    pub serves: Vec<usize>,
    /// People employed on the first day.
    pub headcount: u32,
    /// Their tenure; sums to `headcount` less those in training. Empty: all past the ramp.
    pub tenure: Vec<TenureBand>,
    /// People still in onboarding on the first day: months since they started, and how many.
    pub in_training: Vec<(u32, u32)>,
    /// People already hired who start in a month.
    pub pipeline: BTreeMap<Month, u32>,
    /// Paid days a week and paid hours a day.
    pub week: Week,
    /// Presence; empty: the best cover of the hours.
    pub shifts: Vec<Shift>,
    /// Paid time off the contacts.
    pub shrinkage: Shrinkage,
    /// Cap of occupancy for live channels.
    pub max_occupancy: Option<Fraction>,
    /// Turnover hazard.
    pub attrition: Attrition,
    /// People who start on the first day of a month, on top of backfill.
    pub hires: BTreeMap<Month, u32>,
    /// Replacement of leavers; `None`: they are not replaced.
    pub backfill: Option<Backfill>,
    /// From applicants to starts.
    pub recruiting: Option<Recruiting>,
    /// Onboarding and what goes with it.
    pub training: Training,
    /// Proficiency by month after onboarding (0 < r ≤ 1.5), then 1.
    pub ramp: Vec<f64>,
    /// Grades in rising order with their shares; empty: one grade.
    pub grades: Vec<Grade>,
    /// How people rise from grade to grade.
    pub promote: Vec<Promotion>,
    /// People who change to another team on the first day of a month, by that team's index.
    pub moves: BTreeMap<usize, BTreeMap<Month, u32>>,
    /// The team these people lead; they take no contacts.
    pub leads: Option<usize>,
    /// People one lead looks after, at most.
    pub span: Option<u32>,
    /// Turnover that rises with occupancy.
    pub occupancy_effect: Option<OccupancyEffect>,
    /// Overtime hours by month.
    pub overtime: BTreeMap<Month, f64>,
    /// Temporary people by month, full week, fully proficient.
    pub temporary: BTreeMap<Month, f64>,
    /// Share of a channel's contacts that is answered outside, by channel index and month.
    pub outsourcing: BTreeMap<usize, BTreeMap<Month, Fraction>>,
}

/// People whose tenure lies in a half-open range of whole months, spread evenly by largest remainder.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TenureBand {
    /// First month of tenure.
    pub from: u32,
    /// Past the last month; `from + 1` for one month (and for "over N months", which sits at N).
    pub to: u32,
    /// How many people.
    pub people: u32,
}

impl TenureBand {
    /// People by whole month of tenure: as even as whole people allow, the first months taking the remainder.
    pub fn by_month(&self) -> impl Iterator<Item = (u32, u32)> + use<> {
        let Self { from, to, people } = *self;
        let months = to.saturating_sub(from).max(1);
        (0..months)
            .map(move |at| (from.saturating_add(at), people / months + u32::from(at < people % months)))
    }
}

/// Paid working time; one FTE is that week.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Week {
    /// Paid days, up to 7.
    pub days: f64,
    /// Paid hours a day.
    pub hours: f64,
}

/// Paid time off the contacts, by part.
#[derive(Debug, Clone, PartialEq)]
pub struct Shrinkage {
    /// Its parts.
    pub parts: Vec<ShrinkagePart>,
    /// Stages multiply (present = paid × (1 − a), then × (1 − b)) instead of adding up.
    pub staged: bool,
}

/// One part of shrinkage.
#[derive(Debug, Clone, PartialEq)]
pub struct ShrinkagePart {
    /// `leave`, `sick`, `training` …
    pub name: String,
    /// Share of the hours of the week.
    pub share: Monthly<f64>,
    /// Whether these hours are paid.
    pub paid: bool,
}

impl Shrinkage {
    /// The share of paid hours off the contacts in a month.
    #[must_use]
    pub fn at(&self, month: Month) -> f64 {
        let shares = self.parts.iter().map(|part| part.share.at(month));
        if self.staged { 1.0 - shares.map(|share| 1.0 - share).product::<f64>() } else { shares.sum() }
    }

    /// The share of hours in a month that is off the contacts and not paid.
    #[must_use]
    pub fn unpaid_at(&self, month: Month) -> f64 {
        let unpaid = self.parts.iter().zip(self.by_part(month)).filter(|(part, _)| !part.paid);
        unpaid.map(|(_, share)| share).sum()
    }

    /// The share of hours that each part takes in a month: of all hours, or staged, of what the parts before it left.
    pub fn by_part(&self, month: Month) -> impl Iterator<Item = f64> + '_ {
        let mut there = 1.0;
        self.parts.iter().map(move |part| {
            let share = part.share.at(month) * there;
            if self.staged {
                there -= share;
            }
            share
        })
    }
}

/// Turnover, as written; `engine::supply` turns it into a hazard by step.
#[derive(Debug, Clone, PartialEq)]
pub enum Attrition {
    /// An annual rate on a basis, perhaps with relative bands scaled to it.
    Annual {
        /// The rate: 0.28 is 28 %.
        rate: f64,
        /// What the rate means.
        basis: AttritionBasis,
        /// Relative weights by tenure; empty: constant.
        bands: Vec<TenureRate>,
    },
    /// Probability to leave in a month.
    Monthly(Fraction),
    /// Annual rates by tenure, as they are.
    ByTenure(Vec<TenureRate>),
    /// Weibull retention.
    Weibull {
        /// Shape.
        shape: f64,
        /// Scale in months.
        scale_months: f64,
    },
    /// What a roster taught.
    Learnt(Arc<LearntAttrition>),
}

/// Attrition learnt from a roster.
#[derive(Debug, Clone, PartialEq)]
pub struct LearntAttrition {
    /// The roster, as written in the plan.
    pub roster: String,
    /// The hazard within the window, which ends with the plan's last day of history.
    pub learnt: LearntHazard,
    /// The people of the roster up to that day.
    pub people: Arc<[Employment]>,
}

impl Attrition {
    /// Nobody leaves.
    #[must_use]
    pub const fn none() -> Self {
        Self::Annual { rate: 0.0, basis: AttritionBasis::Turnover, bands: Vec::new() }
    }
}

/// What an annual rate means.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum AttritionBasis {
    /// Leavers a year ÷ time-weighted average headcount; may exceed 100 %.
    #[default]
    Turnover,
    /// Probability that a person leaves within a year.
    Probability,
}

/// A rate (per year) or weight for tenures from `from` months up to (not including) `to`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct TenureRate {
    /// First month.
    pub from: u32,
    /// Past the last month; `None`: no end.
    pub to: Option<u32>,
    /// Rate a year, or weight.
    pub rate: f64,
}

/// How leavers are replaced.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Backfill {
    /// Share of leavers that is replaced.
    pub share: Fraction,
    /// Months from leaving to the successor's first day, as written (rounded up to whole steps by the engine).
    pub lead_months: f64,
    /// Share of starts that show up; the others reopen with the same lead.
    pub show: Fraction,
    /// Whether failed trainees are replaced too.
    pub washouts: bool,
}

/// The funnel from an application to a first day.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Recruiting {
    /// Offers ÷ applicants, above 0.
    pub offer: Fraction,
    /// Acceptances ÷ offers, above 0.
    pub accept: Fraction,
    /// Starts ÷ acceptances of planned hires, above 0.
    pub show: Fraction,
    /// Months from an application to the first day, as written (rounded up to whole steps by the engine).
    pub lead_months: f64,
}

/// Onboarding and continuing training.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Training {
    /// Months before the first contact.
    pub onboarding_months: f64,
    /// Share that passes the exam on the last day of onboarding.
    pub pass_rate: Fraction,
    /// People in a class.
    pub class_size: Option<u32>,
    /// Trainees at once, at most; the rest waits.
    pub seats: Option<u32>,
    /// Trainers there are.
    pub trainers: Option<u32>,
    /// Share of paid hours for refreshers; part of shrinkage.
    pub refresher: f64,
    /// Heads of a mentor taken off contacts per trainee.
    pub nesting_load: f64,
}

/// A grade of a team.
#[derive(Debug, Clone, PartialEq)]
pub struct Grade {
    /// Its name.
    pub name: String,
    /// Share of the people at the start; the longest-tenured have the highest grade.
    pub share: Fraction,
    /// Speed relative to a proficient agent.
    pub speed: f64,
    /// Points of CSAT on top (0.02 is two points).
    pub csat_points: f64,
    /// Whether these people do contacts; in the first grade they do.
    pub takes_contacts: bool,
}

/// A rule of promotion; indices into [`Team::grades`].
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Promotion {
    /// From this grade.
    pub from: usize,
    /// To this grade.
    pub to: usize,
    /// Tenure that makes eligible, in months.
    pub after_months: f64,
    /// How many of the eligible rise.
    pub pace: Pace,
}

/// Turnover that rises with occupancy.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct OccupancyEffect {
    /// From this occupancy.
    pub above: Fraction,
    /// Hazard ratio per ten points above.
    pub hazard_ratio_per_10_points: f64,
}

impl Team {
    /// Whether these people answer contacts.
    #[must_use]
    pub fn takes_contacts(&self) -> bool {
        self.leads.is_none() && !self.serves.is_empty()
    }

    /// Whether people rise into vacancies, so that who has which grade depends on the others.
    #[must_use]
    pub fn promotes_by_span(&self) -> bool {
        self.promote.iter().any(|rule| matches!(rule.pace, Pace::Span(_)))
    }

    /// Paid hours a week of one FTE.
    #[must_use]
    pub fn weekly_hours(&self) -> f64 {
        self.week.days * self.week.hours
    }
}
