//! What the figures say that a reader must know. Data only: `report` gives the words.

use crate::engine::calibrate::Untold;
use chrono::NaiveDate;

/// One caution; indices refer to the plan's channels, teams and events.
#[derive(Debug, Clone, PartialEq)]
pub enum Caution {
    /// More work than the staff there can do in so many open intervals; the queue is carried on.
    Overloaded {
        /// Channel.
        channel: usize,
        /// Intervals with load at or above the agents.
        intervals: usize,
        /// First of them.
        first: NaiveDate,
    },
    /// A volume without a shape within the day is spread evenly over the open hours.
    FlatProfile {
        /// Channel.
        channel: usize,
        /// Whether there is a history, of whole days.
        daily: bool,
    },
    /// Contacts in the history outside the opening hours; not counted.
    OutsideHours {
        /// Channel.
        channel: usize,
        /// Share of all.
        share: f64,
    },
    /// Growth was learnt from the history.
    GrowthLearnt {
        /// Channel.
        channel: usize,
        /// A month.
        per_month: f64,
    },
    /// An uplift was learnt from so many past occurrences.
    UpliftLearnt {
        /// Event name.
        event: String,
        /// Channel.
        channel: usize,
        /// Past occurrences.
        occurrences: usize,
        /// Factor of the day within the horizon that is furthest from an ordinary one.
        peak_factor: f64,
        /// Tenth and ninetieth percentile of that factor.
        range: (f64, f64),
        /// Phases within the horizon that no past occurrence reached.
        unseen: usize,
    },
    /// Past days of an event that other events touched too.
    UpliftShared {
        /// Event name.
        event: String,
        /// Channel.
        channel: usize,
        /// Days that teach after a division by the factors of the others.
        divided: usize,
        /// Days that teach nothing.
        left_out: usize,
        /// The first of these, with the other event.
        first: Option<(NaiveDate, String)>,
    },
    /// An event has no past occurrence in a channel's history, so it has no effect there.
    UpliftUnknown {
        /// Event name.
        event: String,
        /// Channel.
        channel: usize,
    },
    /// All days to come of an event are closed, so that it has no effect.
    EventOnClosedDays {
        /// Event name.
        event: String,
        /// Channel.
        channel: usize,
        /// Its days within the horizon.
        days: usize,
    },
    /// The horizon passes four weeks, and the history is too short to know the course of the year and growth.
    SeasonUnknown {
        /// Channel.
        channel: usize,
        /// Days from the first to the last.
        days: usize,
        /// Whether the plan states growth.
        growth_stated: bool,
    },
    /// Days of the history far from what was to be expected, which no event names.
    UnnamedDays {
        /// Channel.
        channel: usize,
        /// The days, in order.
        days: Vec<UnnamedDay>,
    },
    /// The level of a channel's history jumped and stayed.
    LevelJumped {
        /// Channel.
        channel: usize,
        /// First day of the new level.
        date: NaiveDate,
        /// New level ÷ old level.
        factor: f64,
        /// Jumps before it.
        earlier: usize,
    },
    /// Patience was learnt from waits and abandonments, or set to infinite for want of them.
    PatienceLearnt {
        /// Channel.
        channel: usize,
        /// Mean in seconds; `None`: infinite.
        seconds: Option<f64>,
    },
    /// Handle time was learnt from the history.
    HandleTimeLearnt {
        /// Channel.
        channel: usize,
        /// Mean in seconds.
        seconds: f64,
    },
    /// Learnt handle time has left the mean of its history, or has a trend.
    HandleTimeMoved {
        /// Channel.
        channel: usize,
        /// Mean of the history in seconds, where handle time has left it.
        from: Option<f64>,
        /// Mean at the end of the history.
        end: f64,
        /// Mean on the last day of the horizon, where a trend takes it elsewhere.
        then: Option<f64>,
    },
    /// A chat level that makes an agent slower in all is not used.
    ConcurrencyCapped {
        /// Channel.
        channel: usize,
        /// Contacts at once that are used.
        most: u32,
    },
    /// A lead time or onboarding was rounded up to whole steps.
    RoundedUp {
        /// Team.
        team: usize,
        /// `lead_time` or `onboarding`.
        what: &'static str,
        /// As written, in months.
        months: f64,
        /// Steps used.
        steps: u32,
    },
    /// People would have to apply before the plan starts, for the first starts.
    ApplicantsBeforeStart {
        /// Team.
        team: usize,
        /// How many, expected.
        applicants: f64,
    },
    /// The first month is partial, and its people leave and are replaced as in a whole one.
    PartialMonth {
        /// Its days in the plan.
        days: u32,
    },
    /// A scenario has a higher retention bonus, and attrition is that of the baseline.
    BonusWithoutEffect {
        /// Whether it is paid to anybody: to teams that serve a channel.
        paid: bool,
    },
    /// Fewer leads than the span asks for.
    SpanExceeded {
        /// Team of leads.
        team: usize,
        /// First period in which it is so.
        period: String,
        /// People to one lead there.
        people_per_lead: f64,
    },
    /// Fewer people of a grade than its span asks for, for want of eligible people.
    VacanciesOpen {
        /// Team.
        team: usize,
        /// The grade's name.
        grade: String,
        /// First period in which it is so.
        period: String,
        /// Vacancies there.
        vacancies: f64,
    },
    /// Fewer trained people than are to change to other teams.
    MovesShort {
        /// Team they leave.
        team: usize,
        /// First period in which it is so.
        period: String,
        /// People who were to move in it.
        wanted: f64,
        /// Those of them who were not there.
        short: f64,
    },
    /// Turnover over twelve months does not exist yet in these periods.
    RollingTurnoverUndefined,
    /// Turnover over twelve months takes its first ones from a roster.
    RollingTurnoverJoined {
        /// Team.
        team: usize,
        /// First day taken.
        first: NaiveDate,
    },
    /// So few people left in a roster that it tells one rate alone.
    FewLeavers {
        /// Team.
        team: usize,
        /// Leavers within the window.
        leavers: u32,
    },
    /// The window of a roster looks as if leavers had not been recorded from its start on.
    RosterWindow {
        /// Team.
        team: usize,
        /// First day of the window.
        first: NaiveDate,
        /// The first leaver's last day, where nobody leaves for long; `None`: nobody was hired before the window.
        until: Option<NaiveDate>,
        /// Leavers to be expected until then.
        expected: f64,
    },
    /// The roster has another headcount than the team, so its months are not joined.
    RosterOfOthers {
        /// Team.
        team: usize,
        /// People of the roster on the eve of the plan.
        roster: u32,
        /// The team's headcount.
        headcount: u32,
    },
    /// Satisfaction rests on coefficients that were assumed.
    SatisfactionAssumed {
        /// Keys of `[csat]`, of those that move something here.
        coefficients: Vec<&'static str>,
        /// Whether a survey was asked for them.
        surveyed: bool,
    },
    /// A survey does not tell coefficients that it was asked for; they stay assumed.
    SurveySilent {
        /// Keys of `[csat]`.
        coefficients: Vec<&'static str>,
        /// Why.
        why: Untold,
    },
    /// A column of a survey separates satisfied from dissatisfied: none of its coefficients is used.
    SurveySeparates {
        /// The columns at fault.
        columns: Vec<&'static str>,
    },
    /// Coefficients of a survey, distinct from 0, on the side where no cause can be; used as fitted.
    SurveyReversed {
        /// Key of `[csat]` and value of each.
        coefficients: Vec<(&'static str, f64)>,
    },
    /// A channel with too few answers for a level of its own in the survey: its level is that of the mean.
    SurveyFewAnswers {
        /// Channel.
        channel: usize,
        /// Its answers of the rarer kind.
        rarer: usize,
        /// How many are needed.
        needed: usize,
    },
    /// Answers of a survey of several channels that name none.
    SurveyUnnamed {
        /// How many.
        answers: usize,
        /// Of how many.
        of: u64,
        /// Whether the others have told levels all the same.
        leveled: bool,
    },
    /// The baseline's first month answers nobody, or nothing gives today's value there: satisfaction has no common shift.
    NotCalibrated {
        /// Today's measured value.
        today: f64,
    },
    /// A channel of which a survey that names channels has no answers: its level is taken as the mean of those it has.
    SurveyWithoutChannel {
        /// Channel.
        channel: usize,
    },
    /// A channel that no team serves: its service is not projected.
    NobodyServes {
        /// Channel.
        channel: usize,
    },
    /// No plan for people: the run ends with the requirement.
    NoTeam,
    /// Fewer than two replications: no ranges.
    SingleReplication,
    /// Flows of people are not shown by a cut finer than the workforce step.
    FlowsByStepOnly,
    /// Headcount ends elsewhere than opening + hires, and by how much.
    HiresAreNotGrowth {
        /// Team.
        team: usize,
        /// Opening headcount.
        opening: f64,
        /// Planned hires.
        hires: f64,
        /// People who come from other teams, less those who go to them.
        moves: f64,
        /// Expected headcount at the end.
        end: f64,
        /// Whether leavers are replaced.
        backfilled: bool,
    },
    /// Targets of a channel that no finite staff can meet.
    Unreachable {
        /// Channel.
        channel: usize,
    },
    /// Overtime beyond what the people there may work.
    OvertimeBeyondLimit {
        /// Team.
        team: usize,
        /// Period.
        period: String,
        /// Hours that cannot be worked.
        hours: f64,
    },
    /// More classes at once than trainers.
    TrainersShort {
        /// Team.
        team: usize,
        /// First period in which it is so.
        period: String,
        /// Classes there.
        classes: f64,
        /// Trainers there are.
        trainers: u32,
    },
    /// A history without a contact on the days that count: it foretells none.
    NoContacts {
        /// Channel.
        channel: usize,
    },
    /// A history too short or empty for a forecast; the reason in a few words.
    HistoryTooShort {
        /// Channel.
        channel: usize,
        /// Why.
        reason: String,
    },
}

/// A past day that may be an event without a name.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct UnnamedDay {
    /// The day.
    pub date: NaiveDate,
    /// Contacts ÷ those to be expected.
    pub factor: f64,
    /// The same of the day after, where that is unusual too.
    pub after: Option<f64>,
}
