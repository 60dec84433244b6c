//! W5: plausibly a slip; the run goes on.

use super::explanation::{Explanation, code};

pub(super) const CODES: &[Explanation] = &[
    code(
        "W501",
        "attrition over 100 %",
        "More than everybody leaves within a year: possible as turnover, where successors leave too.",
        "attrition = \"28%\"",
    ),
    code(
        "W502",
        "an unlikely handle time",
        "A contact shorter than ten seconds or longer than a day is mostly a wrong unit.",
        "handle_time = \"5 min\"",
    ),
    code(
        "W503",
        "a cap of occupancy above 95 %",
        "People who are busy without a pause do not stay; 85 to 90 % is usual.",
        "max_occupancy = \"88%\"",
    ),
    code("W504", "one replication", "Ranges and probabilities need many repeats.", "replications = 1000"),
    code(
        "W505",
        "a file outside the plan's folder",
        "The file lies outside the repository (or folder) of the plan and may be missing elsewhere.",
        "history = \"../histories/chat.csv\"",
    ),
    code("W506", "a date listed twice", "The day counts once.", "holidays = [2025-10-01]"),
    code(
        "W508",
        "a shift at an hour that a clock change leaves out",
        "On the day when the clock is put forward this hour does not exist; the shift starts an hour \
         later.",
        "shifts = [\"03:30-12:30\"]",
    ),
    code(
        "W509",
        "a name that is a device on Windows",
        "The planner never makes file names of names, but others may.",
        "[scenario.con-man]",
    ),
    code("W510", "a month after the horizon", "The entry has no effect on this plan.", "months = 12"),
    code(
        "W512",
        "a key without effect",
        "The key has no meaning beside the others: a patience on a deferred channel, a span without leads.",
        "leave it out",
    ),
    code(
        "W513",
        "a channel that nobody serves",
        "The plan has teams, but none of them answers this channel.",
        "serves = [\"chat\", \"phone\"]",
    ),
    code(
        "W514",
        "holidays beyond the built-in table",
        "The built-in holidays are those that have been announced; a year comes in the October or November before \
         it. Days not announced are not guessed.",
        "holidays = [\"cn\", \"2027-02-05..2027-02-11\"]",
    ),
    code(
        "W515",
        "a lead time in whole steps",
        "The workforce moves in whole steps; a lead time is rounded up to them.",
        "lead_time = \"2 months\"",
    ),
    code(
        "W516",
        "people without pay",
        "Salaries are given by name, and somebody is not named: their pay counts as zero.",
        "salary = { default = 6500 }",
    ),
    code(
        "W517",
        "a volume without a shape",
        "Without a history or `profile_of`, contacts are spread evenly over the open hours; peaks, and \
         the staff they need, are missing.",
        "profile_of = \"chat\"",
    ),
    code(
        "W518",
        "an event beyond the built-in dates",
        "The built-in dates of festivals and shopping days end; in later years the event does nothing.",
        "dates = [\"2035-02-07..2035-02-14\", \"2036-01-27..2036-02-03\"]",
    ),
    code(
        "W519",
        "more moves than people",
        "More people are to change to other teams than are ever in the team. Those who are there move, and the forecast says \
         how many are missing.",
        "moves = { support = { 2026-11 = 5 } }",
    ),
];
