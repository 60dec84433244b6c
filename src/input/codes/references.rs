//! E3: references between parts.

use super::explanation::{Explanation, code};

pub(super) const CODES: &[Explanation] = &[
    code(
        "E301",
        "a name that is not there",
        "The value names a channel, team, grade or scenario that the plan does not have, or a scenario \
         changes one that the baseline does not have.",
        "serves = [\"chat\"]",
    ),
    code(
        "E302",
        "scenarios that extend each other",
        "`extends` lays other scenarios first; a circle has no beginning.",
        "extends = [\"hire-20\"]",
    ),
    code(
        "E303",
        "two scenarios of one name",
        "Scenarios and sweeps have names of their own, case aside; `baseline` is the plan as it stands.",
        "[scenario.hire-20] and [scenario.hire-30]",
    ),
    code(
        "E304",
        "tenure does not sum to headcount",
        "`tenure` says how long the people of `headcount` have been there (those in training apart), so \
         both count the same people.",
        "headcount = 100\ntenure = { \"0-3 months\" = 40, \"24 months\" = 60 }",
    ),
    code(
        "E305",
        "outside the horizon",
        "People who started before the plan are part of `headcount`; a target speaks of a day within the \
         horizon.",
        "hires = { 2026-10 = 7 }",
    ),
    code(
        "E306",
        "a shift that does not fit the paid hours",
        "Presence is the paid hours of a day and the unpaid break.",
        "week = { days = 5, hours = \"8 h\" }\nshifts = [\"09:00-18:00\"]",
    ),
    code(
        "E307",
        "an event that nothing can be learnt about",
        "Without `uplift`, an event that falls into the plan needs a past occurrence that a history holds.",
        "uplift = \"+120%\"",
    ),
    code(
        "E308",
        "two durations of one contact",
        "`handle_time` and level 1 of `concurrency` are the same duration; one layer that gives both \
         gives them equal.",
        "handle_time = \"5 min\"\nconcurrency = { \"1\" = \"5 min\", \"2\" = \"6 min\" }",
    ),
    code(
        "E309",
        "a channel without contacts",
        "A channel learns from a `history` or states its `volume`; not both.",
        "volume = { 2026-10 = 120000 }",
    ),
    code(
        "E310",
        "a reference to the wrong thing",
        "A team leads another team and takes no contacts itself; a stated volume takes its shape from \
         another channel that has a history.",
        "leads = \"frontline\"",
    ),
    code(
        "E311",
        "grades that do not fit",
        "The shares of `grades` sum to 100 %, are listed in rising order, and promotion leads upwards.",
        "grades = { agent = 0.86, senior = 0.14 }",
    ),
    code(
        "E312",
        "anchors that do not match",
        "`anchor` has one date for every occurrence, in or near its days; built-in dates have their own.",
        "dates = [\"2025-12-12\", \"2026-12-12\"]\nanchor = [\"2025-12-12\", \"2026-12-12\"]",
    ),
    code(
        "E313",
        "people in training that do not fit",
        "People in training are part of the headcount and still within onboarding.",
        "in_training = { \"0 months\" = 5 }",
    ),
    code(
        "E314",
        "a target on what is not projected",
        "The target speaks of a figure that the plan does not project.",
        "[csat]\ntoday = \"80%\"",
    ),
    code(
        "E315",
        "more overtime than allowed",
        "`cost.overtime.max` limits the overtime of a head; the hours of the month exceed it for \
         everybody who may be there.",
        "overtime = { 2026-11 = \"400 h\" }",
    ),
    code(
        "E316",
        "a key for the other kind of channel",
        "Live channels have no backlog.",
        "kind = \"deferred\"",
    ),
    code(
        "E317",
        "months without a volume",
        "A stated volume covers every month of the horizon; 0 is said, not implied.",
        "volume = { 2026-10 = 120000, 2026-11 = 180000 }",
    ),
    code("E318", "two surveys", "All scenarios share one survey.", "[csat]\nsurvey = \"survey.csv\""),
    code(
        "E319",
        "a setting that scenarios share",
        "Scenarios are compared month by month, so they share the horizon and the terms of the \
         computation.",
        "change `plan.start` in [plan]",
    ),
    code(
        "E320",
        "more outsourced than there is",
        "The shares of a channel that all teams give outside in a month add up to more than all of it.",
        "outsourcing = { chat = { 2026-11 = \"10%\" } }",
    ),
    code(
        "E321",
        "an outage to come without its uplift",
        "Failures differ: past outages, and the day after each, leave the estimation and teach nothing. An outage \
         within the plan is a stress test, and the plan says how much it adds.",
        "kind = \"outage\"\nuplift = \"+100%\"",
    ),
    code(
        "E322",
        "events that leave no ordinary days",
        "Days of events say nothing of ordinary days. Where they cover nearly all of a history, nothing is left to \
         say what a day brings, or what the event does to it.",
        "dates = \"2026-06-01..2026-06-18\"",
    ),
    code(
        "E330",
        "a first grade that takes no contacts",
        "Everybody starts in the first grade of a team and rises from there, so its people take contacts. Grades above it \
         may do other work: `takes_contacts = false`.",
        "grade.lead = { takes_contacts = false }",
    ),
    code(
        "E331",
        "a move to the own team",
        "People change from one team to another; promotion within a team is `promote`.",
        "team.frontline.moves = { support = { 2026-11 = 5 } }",
    ),
    code(
        "E332",
        "a move to or from a team that leads",
        "People change between teams that take contacts, with their tenure and their place on the ramp. Leads are hired, or \
         are a grade of the team that people rise to.",
        "promote = { from = \"senior\", to = \"lead\", after = \"24 months\", span = 12 }",
    ),
    code(
        "E333",
        "a promotion at two paces",
        "A rule of promotion raises people at a rate (`per_year`) or into vacancies (`span`). Two rules may stand in a list.",
        "promote = [{ from = \"agent\", to = \"senior\", after = \"12 months\", per_year = \"10%\" }]",
    ),
    code(
        "E334",
        "too many grades or rules",
        "A team has at most six grades and thirty rules of promotion.",
        "grades = { agent = 0.80, senior = 0.14, lead = 0.06 }",
    ),
    code(
        "E335",
        "a window without a day",
        "Attrition from a roster is learnt from `window_start`, the first day from which leavers are recorded, to \
         the last day of history: the day before `plan.start`, or `--as-of`. Here it starts after it ends.",
        "attrition = { roster = \"roster.csv\", window_start = 2024-01-01 }",
    ),
    code(
        "E336",
        "a roster that shows no hazard",
        "A hazard is leavers over time at risk. Where nobody leaves within the window, or nobody is at risk in it, \
         the roster cannot tell it, and a rate of nought would be made up.",
        "attrition = \"28%\"",
    ),
    code(
        "E337",
        "a roster of which everybody leaves at once",
        "The roster shows a rate beyond 1000 % a year at some tenure, or none that can be used. Days of hire and of \
         leaving may be swapped, or the roster may hold leavers alone.",
        "columns = { hire_date = \"DateofHire\", leave_date = \"DateofTermination\" }",
    ),
    code(
        "E338",
        "a tenure that stands twice",
        "Ranges of tenure are half-open: \"0-3 months\" ends where \"3-6 months\" begins. Two of them hold people of the \
         same tenure, so that the mix contradicts itself.",
        "tenure = { \"0-3 months\" = 40, \"over 3 months\" = 60 }",
    ),
];
