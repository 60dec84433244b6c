//! The codes of cautions, and what each means.

use crate::engine::Caution;

/// What a code means and what to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Explanation {
    /// `C101`.
    pub code: &'static str,
    /// In a few words.
    pub title: &'static str,
    /// In full.
    pub text: &'static str,
}

/// The code of a caution.
#[must_use]
pub const fn code(caution: &Caution) -> &'static str {
    use Caution as C;
    match caution {
        C::Overloaded { .. } => "C101",
        C::FlatProfile { .. } => "C102",
        C::OutsideHours { .. } => "C103",
        C::GrowthLearnt { .. } => "C104",
        C::UpliftLearnt { .. } => "C105",
        C::UpliftUnknown { .. } => "C106",
        C::UpliftShared { .. } => "C124",
        C::UnnamedDays { .. } => "C125",
        C::EventOnClosedDays { .. } => "C126",
        C::SeasonUnknown { .. } => "C127",
        C::NoContacts { .. } => "C128",
        C::PatienceLearnt { .. } => "C107",
        C::HandleTimeLearnt { .. } => "C108",
        C::HandleTimeMoved { .. } => "C129",
        C::LevelJumped { .. } => "C130",
        C::ConcurrencyCapped { .. } => "C109",
        C::RoundedUp { .. } => "C110",
        C::SpanExceeded { .. } => "C111",
        C::RollingTurnoverUndefined => "C112",
        C::SatisfactionAssumed { .. } => "C113",
        C::NobodyServes { .. } => "C114",
        C::NoTeam => "C115",
        C::SingleReplication => "C116",
        C::FlowsByStepOnly => "C117",
        C::HiresAreNotGrowth { .. } => "C118",
        C::Unreachable { .. } => "C119",
        C::OvertimeBeyondLimit { .. } => "C120",
        C::HistoryTooShort { .. } => "C121",
        C::TrainersShort { .. } => "C122",
        C::ApplicantsBeforeStart { .. } => "C140",
        C::BonusWithoutEffect { .. } => "C141",
        C::PartialMonth { .. } => "C142",
        C::FewLeavers { .. } => "C410",
        C::RosterWindow { .. } => "C411",
        C::RosterOfOthers { .. } => "C412",
        C::RollingTurnoverJoined { .. } => "C413",
        C::SurveySilent { .. } => "C135",
        C::SurveySeparates { .. } => "C136",
        C::SurveyWithoutChannel { .. } | C::SurveyFewAnswers { .. } | C::SurveyUnnamed { .. } => "C137",
        C::SurveyReversed { .. } => "C138",
        C::NotCalibrated { .. } => "C139",
        C::VacanciesOpen { .. } => "C131",
        C::MovesShort { .. } => "C132",
    }
}

/// What a code means; `None` for a code that no caution has.
#[must_use]
pub fn explain(code: &str) -> Option<&'static Explanation> {
    ALL.iter().find(|explanation| explanation.code.eq_ignore_ascii_case(code))
}

/// Every code in order.
#[must_use]
pub const fn all() -> &'static [Explanation] {
    ALL
}

macro_rules! explanations {
    ($($code:literal, $title:literal, $text:literal;)*) => {
        &[$(Explanation { code: $code, title: $title, text: $text }),*]
    };
}

const ALL: &[Explanation] = explanations! {
    "C101", "more work than the staff can do",
    "In some open intervals the work that arrives is at least what the agents there can do, so no steady state exists. \
     The queue is carried on into the next interval, and figures of these intervals come from that. More people, \
     shorter handling or fewer contacts in these hours are the ways out.";
    "C102", "a volume without a shape",
    "The channel states a volume and has no history, or its history holds counts of whole days, so its contacts are spread \
     evenly over its open hours. Real days have peaks, which need more staff than an even day. Give \
     `profile_of = \"ANOTHER CHANNEL\"`, or a `history` of contacts or intervals.";
    "C103", "history outside the opening hours",
    "Live contacts that arrived while the channel is closed are not counted. If the share is large, the `hours` of the \
     channel or the `timezone` of the plan may be wrong.";
    "C104", "growth was learnt",
    "The plan states no `growth` for the channel, so the trend of its history is carried on. Write `growth` to replace it; \
     `growth = \"0% / month\"` is none.";
    "C105", "an uplift was learnt",
    "The event has no `uplift`, so it is learnt from its past occurrences in the history, day by day from its anchor: \
     contacts that came, over those of an ordinary day. The factor is drawn towards none by how little is known of it; in \
     eight of ten cases the next occurrence lies in its range, which after one occurrence takes for granted that two \
     differ by a quarter or so. Days longer before or after than any occurrence seen take the factor of the nearest day \
     of the event; lead and tail days never seen take none. Compare the factors with what you know, or write `uplift`.";
    "C106", "an event without a past",
    "The history of this channel holds no past occurrence of the event and the plan states no `uplift` for it, so the \
     event changes nothing there. Write `uplift = { CHANNEL = \"+40%\" }`.";
    "C107", "patience was learnt or is unknown",
    "How long customers wait before they give up comes from the waits and abandonments of the history. Where these are \
     missing, nobody gives up, which makes queues longer than they are. Write `patience = \"3 min\"` where you know it.";
    "C108", "handle time was learnt",
    "The plan states no `handle_time` for the channel, so it is learnt from its history: by weekday and slot, at the level that \
     the last days have come to. Days and slots whose mean is wild are left out. Write `handle_time` to replace it.";
    "C109", "a level of concurrency is not used",
    "By the durations in `concurrency`, an agent who holds one chat more would finish fewer chats in an hour. Such \
     levels are not used.";
    "C110", "rounded up to whole steps",
    "The workforce moves in whole steps (`plan.workforce_step`: months, or weeks). A lead time or an onboarding of part \
     of a step is rounded up. With `workforce_step = \"week\"` the rounding is finer.";
    "C111", "too few leads",
    "There are more people to one lead than the `span` of the team of leads allows. Nothing else follows from it in the \
     figures: hire or promote a lead, or widen the span.";
    "C112", "no turnover over twelve months yet",
    "A target with `window = \"rolling-12\"` is judged only where twelve months have passed since the start of the plan. \
     Use a longer horizon, or `window = \"to-date\"`; or let the attrition of every team come from a roster that covers the months \
     before.";
    "C113", "satisfaction is assumed",
    "Coefficients that move satisfaction in this plan are defaults of the program, neither stated nor fitted. The path of \
     CSAT shows a direction, not a measurement. Name a `csat.survey`, or state the coefficients.";
    "C114", "nobody serves a channel",
    "No team lists the channel in `serves`, so it has a requirement but no service. Add it to a team.";
    "C115", "no team",
    "The plan has no team, so the run ends with the staff that demand needs. Add a `[team.NAME]` with `serves` and \
     `headcount` to see service, satisfaction, turnover and cost.";
    "C116", "no ranges",
    "With fewer than two replications there is no spread: ranges collapse to the mean and probabilities are not given. \
     Raise `plan.replications`.";
    "C117", "flows of people by step only",
    "Starts, leavers and washouts happen once a workforce step. A cut finer than the step cannot show them; use \
     `--by month`, or `workforce_step = \"week\"` with `--by week`.";
    "C118", "hires are not growth",
    "Headcount does not end at opening plus hires: people leave and trainees fail meanwhile, and replacements take their \
     lead time or are not planned. The account of headcount shows every part. `backfill` replaces leavers.";
    "C119", "a target out of reach",
    "No finite number of agents meets the targets of the channel in some intervals, for example a limit on abandonment \
     below what impatient customers leave at once. The need shown there is for the targets that can be met.";
    "C120", "more overtime than people may work",
    "After those who leave, the people there may not work all the overtime planned (`cost.overtime.max` a head). The \
     figures hold the hours as planned: plan fewer, or more people.";
    "C121", "a history too short",
    "The history holds too little to learn a week from, so the forecast rests on less than it should. Give a longer \
     history, or state a `volume`.";
    "C122", "too few trainers",
    "The people in onboarding fill more classes of `training.class_size` than there are `training.trainers`. Nothing else \
     follows from it in the figures; `training.seats` would make people wait for a place.";
    "C123", "a figure without a value",
    "Some figures have no value by what they are about: a live channel keeps no backlog, nobody waits in line for \
     deferred work, leads take no contacts. Results that programs read hold `null` there, and say so once a figure.";
    "C124", "days of several events",
    "On these past days more than one event was at work, so what came is not what one of them did. Where the other's factor is \
     known (stated, or learnt from days of its own), it is taken out and the rest teaches, with less weight; otherwise the day \
     teaches nothing. State an `uplift` for one of the events to learn the other.";
    "C125", "days that no event names",
    "These past days are more than four standard deviations from what level, weekday and season lead to expect. They are \
     damped in the estimation, and nothing of them is carried into the future, for nobody knows whether they come back. If \
     one was a sale or a campaign, name it: an `[event.NAME]` with its `dates` is learnt, and the next one is foreseen. If \
     one was a failure, name it with `kind = \"outage\"`: it and the day after leave the estimation. The day after is shown \
     where it is unusual too; an event reaches it by `tail = \"1 day\"`.";
    "C126", "an event on closed days",
    "All days of the event to come are days on which the channel is closed, by its `hours`, `calendar.closed` or \
     `calendar.special_hours`, so the event does nothing to it. If the channel opens for the event, say so in \
     `calendar.special_hours`; if the contacts come on the days after, give the event a `tail`.";
    "C127", "a course of the year that nothing tells",
    "The horizon passes four weeks, and the history has less than 400 days. Below that nobody can tell the course of the year \
     from growth, so neither is carried on: months to come are like the last weeks. Read a longer history, write `growth`, or \
     name seasons as events with an `uplift`.";
    "C128", "a history without contacts",
    "The history of the channel has rows and not one contact on the days that count, so nothing is forecast, and figures \
     that rest on its contacts say nothing. Look at its column of contacts, at `hours` and at `timezone`, or leave the channel \
     out.";
    "C129", "handle time moved",
    "The handle time of the channel has left the mean of its history by a tenth or more, or has a trend. The forecast goes on \
     from the level of the last days, which is right where the change is to stay: a new system, other matters, new people. \
     A trend is learnt from 400 days on; it goes on for a year and fades within another. Where the old level comes back, or \
     the trend ends, write `handle_time` in a plan.";
    "C130", "a level that jumped",
    "The contacts of a day jumped to another level and stayed there. The forecast rests on the days since then; the weekday and \
     the place in the month are still learnt from all of them, and ranges are as wide as so few days ask for. Where the old \
     level comes back, name the days between as an `[event.NAME]`; where the channel has ended, leave it out.";
    "C131", "nobody to rise into a vacancy",
    "A rule of `promote` with a `span` asks for more people in the higher grade than are eligible below it, so vacancies \
     stay open. Nobody is hired for them, and whoever is there looks after more people than the span. A shorter `after`, more \
     people in the lower grade, or a wider `span` are the ways out.";
    "C132", "fewer people than are to move",
    "`moves` asks for more people than are expected to be trained and in the first grade of the team on that day. Those who \
     are there move. Move fewer, or later, or hire before.";
    "C135", "a survey that does not tell a coefficient",
    "The survey was to tell what moves satisfaction and does not tell these coefficients: a column is absent or hardly filled, it \
     never varies, or answers of the rarer kind (satisfied or not) are fewer than ten for each column. They keep the program's \
     defaults. More answers or more columns are the way out, or coefficients stated in `[csat]`.";
    "C136", "a survey without overlap",
    "Some column of the survey tells satisfied from dissatisfied without exception, so a fit has no finite coefficients, and none of \
     them is used: the program's defaults stay. The columns named part the two alone or, where none does, together. Often such a column is made from the score itself, or the survey is small.";
    "C137", "a channel whose level the survey does not tell",
    "A survey that names several channels gives each a level of its own, about their mean. A channel of the plan has none where the \
     survey has no answers of this name, or fewer than ten of the rarer kind (satisfied or not): its level is taken as the mean of \
     those that have one. Answers that name no channel are left out beside levels; where they are more than a tenth, no channel has a \
     level. Name channels alike in the plan and in the file, or state `csat.levels`; `csat.levels = false` leaves those of the survey \
     unused.";
    "C138", "a coefficient of impossible sign",
    "By the survey, customers are happier the longer they wait, the oftener they come back or are transferred, or with newcomers; or \
     they are unhappier when helped at once; and it is not chance. No cause works so: something else moves both, as where the matters \
     that wait longest are the pleasant ones, or a column means the opposite. The coefficient is used as fitted, so that a forecast \
     rewards worse service. State one in `[csat]` instead.";
    "C139", "satisfaction is not calibrated",
    "One common shift makes the baseline's first month agree with `csat.today`. Nobody is answered in that month here, so there is \
     nothing to agree with, and CSAT of later months rests on the coefficients alone: its level says nothing, its changes still do. \
     Let the plan start in a month that has contacts and people who answer them.";
    "C140", "applicants before the plan starts",
    "By `recruiting.lead_time`, some of the first starts are people who apply before the first day of the plan. The figures \
     hold these starts as planned: see that so many applications are there already, or move the hires.";
    "C141", "a bonus without an effect",
    "The scenario pays a higher retention bonus than the baseline and leaves attrition as it is. Prices change no behaviour \
     here, so the bonus costs and does nothing; and it is paid to teams that serve a channel alone. State in the scenario what you expect of it, as `team.NAME.attrition`.";
    "C142", "a first month in part",
    "The plan starts within a month and its workforce moves in months: whoever leaves, starts, learns or is promoted does so in the part \
     of the month that is left as in a whole one, while pay is for its days alone. Start on the first of a month, or set \
     `plan.workforce_step = \"week\"`.";
    "C301", "days without rows",
    "Between the first and the last row there are days without any, on weekdays that otherwise have rows. A closed day and a \
     failed export look alike. Such days are unknown to a forecast, never days of zero contacts: export them again, or name \
     closed days in `calendar.closed` or `calendar.holidays`.";
    "C302", "a day that begins late or ends early",
    "The first or the last hours in which contacts arrive on the same weekday of the weeks before and after are empty on this \
     day, as where an export is cut at its ends. Hours that change for three days or longer are not meant. A forecast tells cut days by a rule of its own and may take \
     such a day as it stands: export whole days.";
    "C303", "hours without rows amid a day",
    "For hours in which contacts usually arrive there is no row, although the day has rows before and after: an outage of the \
     line or of the recording. More than 20 contacts were to be expected there, so it is not chance.";
    "C304", "days far above others",
    "The day had at least 1.3 times the contacts of the same weekday in the weeks around it, and so many more that chance \
     hardly explains it. If it was a sale or a campaign, name it: `[event.NAME]` with its `dates` is kept out of ordinary \
     days, and its uplift is learnt for the next one. Otherwise look for rows that stand twice.";
    "C305", "days far below others",
    "The day had less than the same weekday in the weeks around it, by a factor of at least 1.3 and beyond chance: a holiday, \
     an outage, or an export that lacks rows. Name it as an `[event.NAME]` with `kind = \"outage\"` or `\"holiday\"`, so that it \
     does not lower the forecast of ordinary days.";
    "C306", "the level jumped",
    "From one day on the channel has lastingly more or fewer contacts: the medians of the weeks before and after differ by a \
     factor of at least 1.3. A new line, a moved queue, another way of counting? Where the days before say nothing of the \
     future, leave them out of the history.";
    "C307", "weekdays without rows",
    "The channel has hardly any contacts on these weekdays, where many were to be expected by its others, so it seems to be \
     closed then. If that is wrong, rows are missing.";
    "C308", "contacts outside the usual hours",
    "Nearly all contacts arrive within these hours, and a few on a few days outside. Live contacts outside the `hours` of a channel are not \
     counted by a plan. Many of them, or hours that nobody works, point to a wrong time zone (`--timezone`, `plan.timezone`).";
    "C309", "clock changes in the period",
    "On these days clocks were put forward or back, so that the day lacks an hour or has one twice. Times with an offset are \
     read right; a time that came twice is rejected without one. As interval counts (`--interval 1h --format csv`) a longer \
     day has 25 hours.";
    "C310", "a history too short to tell what is unusual",
    "Below four weeks there are too few days of each weekday to say which is far above or below the others, so a day that \
     stands twice in the files, or a sale, is not found. Compare the days of the course, or read a longer history.";
    "C311", "a service level without those who gave up",
    "No file of the channel says who gave up, so that every contact with a wait counts as answered. Where some gave up the \
     share answered in time is lower. Name the column: `--columns abandoned=THEIRS`, with `--values` for its words.";
    "C401", "a mean stands in for a forecast",
    "The channel has fewer than seven days, or no contact on most of its days: too few to tell its weekdays apart. The mean \
     of its days is taken for every day to come, with a wide range. Read a longer history before you staff by it.";
    "C402", "weekdays taken as closed",
    "These weekdays have contacts less than a tenth as often as the liveliest one, and so few that it is hardly luck \
     (one in a thousand), so that the channel is taken to be closed then: nothing is forecast for them, and the few contacts that \
     came are left out. Where the channel opens on these weekdays from now on, write a plan with `hours` and say what is expected.";
    "C403", "a channel whose rows end early",
    "The last row of the channel lies two weeks or more before the last day used. Its forecast goes on from its own last day \
     and is the wider for it. Where the channel was closed or renamed, leave it out with `--skip`, or map its name.";
    "C404", "intervals finer than the history",
    "The history has longer intervals than were asked for. Each is spread evenly over its parts, for nothing is known of the \
     course within it; peaks within an interval are not seen. Read a log, or counts of finer intervals, where there are any.";
    "C405", "a short history",
    "Below eight weeks the day model knows little, so its forecast is averaged with the mean of the last four weeks, and \
     ranges rest on few days. Season and growth take 400 days. Back-test with `--backtest 1w`, and read a longer history as \
     soon as there is one.";
    "C406", "a channel without a forecast",
    "The history of the channel holds nothing to forecast from: no row up to the last day used, no contact at all, or a \
     single day. The other channels are forecast all the same.";
    "C407", "ranges of counting alone",
    "The channel states its `volume`, and no history tells how far its days stray from it. Its ranges hold only the luck of \
     counting, and are narrower than those of any real channel: the volume itself may be wrong. Give a `history`, or \
     `profile_of` a channel that has one.";
    "C408", "a last day that is cut",
    "On the last day of the history contacts are missing that its weekday usually has, as where an export was made during the \
     day. Where at least half was seen, the day is scaled up; otherwise it is left out. End the history with a whole day: \
     `--as-of` the day before.";
    "C410", "a hazard from few leavers",
    "Fewer than ten people left within the window of the roster, so one rate is taken at every tenure, and its standard error \
     is a third of it or more. Let the window begin earlier, if leavers are recorded from then on, add the rosters of teams like this \
     one, or state a rate and say where it comes from.";
    "C411", "a window that may begin too early",
    "Nobody leaves at the start of the window although several were to be expected, or nobody at all was hired before it. Both happen \
     where a roster was exported from those still employed: who left earlier is missing, and people seem to stay longer than they \
     do, by 15 to 20 points of the yearly share in typical rosters. Set `window_start` to the day from which on all leavers \
     are recorded.";
    "C412", "a roster of other people",
    "On the eve of the plan the roster has a headcount more than a tenth off the team's, so it is not the roster of this team \
     alone or not of all of it. Its hazard is used as it is. Its months before the plan are not joined to turnover of the last \
     twelve months, which has no value before month twelve then.";
    "C413", "turnover joined to a roster",
    "Turnover of the last twelve months begins before the plan: leavers and average headcount of these months are those of the \
     roster, counted day by day, and not foretold. People who failed their exam count as leavers there, for a roster does not \
     tell them apart.";
};

#[cfg(test)]
mod tests {
    use super::all;

    #[test]
    fn codes_are_in_order_and_every_one_is_explained() {
        let codes: Vec<&str> = all().iter().map(|one| one.code).collect();
        let mut sorted = codes.clone();
        sorted.sort_unstable();
        sorted.dedup();
        assert_eq!(codes, sorted);
        assert_eq!(codes.len(), 63);
        assert!(all().iter().all(|one| one.text.len() > 60 && one.text.ends_with('.')));
    }
}
