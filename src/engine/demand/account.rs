//! How the contacts of some days came about, step by step.

use super::ChannelTerms;
use super::channel::{Background, DayDemand, Request, lay_out, levers};
use super::events::EventEffects;
use super::ordinary::Part;
use super::shapes::DayShape;
use super::volume::{Volume, month_before};
use crate::calendar::Month;
use crate::forecasting::{Repeats, VolumeLevers};
use chrono::NaiveDate;

/// One step on the way to the contacts offered.
#[derive(Debug, Clone, PartialEq)]
pub enum AccountStep {
    /// Average days at the level of the history's end.
    Level {
        /// Contacts of such a day.
        a_day: f64,
        /// Days.
        days: usize,
    },
    /// The volume that the plan states.
    Stated,
    /// What weekdays and holidays make of it.
    Calendar(Part),
    /// From the level of the history's last day to that of the month that the plan's growth starts from.
    Relevelled {
        /// The month before the plan's first.
        from: Month,
    },
    /// The trend of the history, or the growth of the plan.
    Growth {
        /// A month, as the plan has it; `None`: learnt.
        stated: Option<f64>,
    },
    /// An event.
    Event {
        /// Its name.
        name: String,
        /// Its days among these.
        days: usize,
        /// Contacts of these days with it ÷ without.
        factor: f64,
    },
    /// Days without service.
    Closed {
        /// Such days.
        days: usize,
    },
    /// Days of other hours than their weekday's.
    OtherHours,
    /// Contacts answered before a person is asked.
    Deflection,
    /// Repeats that changed since the history.
    Repeats,
    /// Hours that the clocks leave out or bring twice.
    Clocks,
}

/// How the contacts of a channel's days came about.
pub(crate) struct Account {
    /// Steps on the way, each with what all days have come to after it; the last is what is offered.
    pub steps: Vec<(AccountStep, f64)>,
    /// Every day asked for.
    pub days: Vec<DayDemand>,
    /// Shapes of the days.
    pub shapes: Vec<DayShape>,
}

/// What each day of a step has come to.
type Course = Vec<f64>;

/// The steps of a channel's contacts on the days asked for.
///
/// The last is the sum of [`DayDemand::offered`], to the last bit.
pub(crate) fn account(terms: &ChannelTerms<'_>, index: usize) -> Account {
    let request = terms.request(index);
    let background = Background::of(&request, &mut Vec::new());
    let sources = background.sources(request.plan, index);
    let mut told = Telling { steps: Vec::new() };
    let mut course = ordinary(&request, &sources.volume, &mut told);
    course = events(&request, &sources.events, course, &mut told);
    let (shapes, laid_out) = lay_out(&request, &sources);
    let closed = |at: usize| laid_out[at].shape.is_none();
    let shut = (0..course.len()).filter(|&at| closed(at) && course[at] > 0.0).count();
    let open: Course = course.iter().enumerate().map(|(at, &n)| if closed(at) { 0.0 } else { n }).collect();
    told.step(AccountStep::Closed { days: shut }, &course, &open);
    let kept: Course = open.iter().zip(&laid_out).map(|(n, day)| n * day.kept).collect();
    told.step(AccountStep::OtherHours, &open, &kept);
    let reach = |(&date, &contacts): (&NaiveDate, &f64)| {
        let deflection = levers(&request, Month::of(date)).deflection;
        let alone = VolumeLevers { in_history: Repeats::NONE, now: Repeats::NONE, deflection };
        alone.apply(contacts).map_or(0.0, |volume| volume.offered)
    };
    let reached: Course = request.days.iter().zip(&kept).map(reach).collect();
    told.step(AccountStep::Deflection, &kept, &reached);
    let offered: Course = laid_out.iter().map(|day| day.offered).collect();
    told.step(AccountStep::Repeats, &reached, &offered);
    Account { steps: told.steps, days: laid_out, shapes }
}

struct Telling {
    steps: Vec<(AccountStep, f64)>,
}

impl Telling {
    /// Notes a step that changes anything.
    fn step(&mut self, step: AccountStep, before: &Course, after: &Course) {
        let moved = |(a, b): (&f64, &f64)| (a - b).abs() > 1e-9 * b.abs().max(1e-9);
        if before.iter().zip(after).any(moved) {
            self.steps.push((step, after.iter().sum()));
        } else if let Some((_, sum)) = self.steps.last_mut() {
            *sum = after.iter().sum();
        }
    }
}

/// From the level of the history's end to ordinary days with their growth.
fn ordinary(request: &Request<'_>, volume: &Volume<'_>, told: &mut Telling) -> Course {
    let (plan, days) = (request.plan, request.days);
    let expected: Course = days.iter().map(|&date| volume.on(plan, date)).collect();
    let Volume::Learnt { level, growth } = volume else {
        told.steps.push((AccountStep::Stated, expected.iter().sum()));
        return expected;
    };
    let parts: Vec<_> = days.iter().map(|&date| level.parts(date)).collect();
    let base: Course = parts.iter().map(|(base, _)| *base).collect();
    let seen = base.iter().filter(|&&base| base > 0.0).count();
    told.steps.push((AccountStep::Level { a_day: level.at_the_end(), days: seen }, base.iter().sum()));
    let mut course = base;
    for at in 0..5 {
        let part = parts.first().map_or(Part::Weekday, |(_, parts)| parts[at].0);
        // Other methods have a trend of their own, which growth that is stated replaces.
        let next: Course = if growth.is_some() && part == Part::OtherMethods {
            days.iter().map(|&date| level.without_trend(date)).collect()
        } else {
            parts.iter().map(|(_, parts)| parts[at].1).collect()
        };
        told.step(AccountStep::Calendar(part), &course, &next);
        course = next;
    }
    let growing = AccountStep::Growth { stated: *growth };
    if growth.is_none() {
        told.step(growing, &course, &expected);
        return expected;
    }
    let from = month_before(plan.settings.start);
    let there: Course = days.iter().map(|&date| level.expected_with_growth(date, 0.0, from)).collect();
    told.step(AccountStep::Relevelled { from }, &course, &there);
    // What the plan states is shown, were it none.
    told.steps.push((growing, expected.iter().sum()));
    expected
}

/// Event by event.
fn events(request: &Request<'_>, all: &EventEffects<'_>, ordinary: Course, told: &mut Telling) -> Course {
    let (plan, days) = (request.plan, request.days);
    let whole: Course = ordinary.iter().zip(days).map(|(n, &date)| n * all.factor(date)).collect();
    let mut course = ordinary;
    for (at, event) in plan.events.iter().enumerate() {
        let with: Course = if at + 1 == plan.events.len() {
            whole.clone()
        } else {
            course.iter().zip(days).map(|(n, &date)| n * all.factor_of(at, date)).collect()
        };
        let touched = |place: &usize| (all.factor_of(at, days[*place]) - 1.0).abs() > 1e-12;
        let places: Vec<usize> = (0..days.len()).filter(touched).collect();
        let sum = |course: &Course| places.iter().map(|&at| course[at]).sum::<f64>();
        let factor = if sum(&course) > 0.0 { sum(&with) / sum(&course) } else { 1.0 };
        let name = event.name.clone();
        told.step(AccountStep::Event { name, days: places.len(), factor }, &course, &with);
        course = with;
    }
    course
}
