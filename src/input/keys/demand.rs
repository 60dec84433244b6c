//! Keys of settings, histories, calendar, channels and events.

use super::form::Form::{self, *};
use super::registry::{Key, key};
use crate::input::resolve::FESTIVALS;

const GOAL_KINDS: &[&str] = &["offered", "answered", "excluding-short-abandons", "virtual"];
const CLOCKS: Form = Either(&[Text, List(&Text)]);
const WORD: Form = Either(&[Flag, Number, Text]);
const HISTORY: Form = Either(&[Text, Table]);
const DATED: Form = Either(&[Choice(FESTIVALS), Dates]);
const UPLIFT: Form = Either(&[Surplus, Named(&Surplus)]);

#[rustfmt::skip]
pub(super) const KEYS: &[Key] = &[
    key("plan", Table, "required", "the horizon and the terms of the computation"),
    key("plan.title", Text, "the name of the file", "what the plan is called in reports"),
    key("plan.start", Date, "required", "first day; periods are calendar months, the first may be partial"),
    key("plan.months", Whole(1, 60), "required", "length of the horizon in months"),
    key("plan.timezone", Text, "\"UTC\"", "IANA name of the zone of every local time"),
    key("plan.interval", Duration, "\"30 min\"", "length of an interval: 5, 10, 15, 20, 30 or 60 min"),
    key("plan.workforce_step", Choice(&["month", "week"]), "\"month\"", "step of the workforce recursion; 1 month = 52/12 weeks"),
    key("plan.currency", Text, "none", "a word for money in tables"),
    key("plan.seed", Whole(0, i64::MAX), "0", "key of every random number"),
    key("plan.replications", Whole(1, 1_000_000), "1000", "Monte-Carlo repeats"),
    key("plan.actuals_to", Date, "none", "months that end by then are taken from history and roster, not simulated"),
    key("plan.sl_definition", Choice(GOAL_KINDS), "\"offered\"", "which service level targets and tables mean"),

    key("history", Table, "none", "defaults for the histories of all channels"),
    key("history.max_rejected", Share, "0", "share of rejected rows up to which a history is still used"),
    key("history.files", Texts, "none", "files of the history, in order; `*` and `?` in the file name"),
    key("history.encoding", Text, "\"utf-8\"", "encoding of the files, by name"),
    key("history.delimiter", Text, "\",\"", "the one character between columns"),
    key("history.timestamp", Texts, "\"timestamp\"", "column of the time, or the columns whose texts make it"),
    key("history.timestamp_format", Texts, "ISO 8601", "strftime format, \"epoch\", or a list of formats"),
    key("history.columns", Named(&Text), "none", "names of the columns in the files: ours = \"theirs\""),
    key("history.values", Named(&Named(&WORD)), "none", "what the words of a column mean: abandoned = { HANG = true }"),
    key("history.skip", Named(&Texts), "none", "rows of no interest: their column = [\"WORD\"]"),
    key("history.sheet", Text, "its only one", "sheet of an XLSX file"),

    key("calendar", Table, "none", "days that differ from their weekday"),
    key("calendar.closed", Dates, "none", "days without service"),
    key("calendar.special_hours", Named(&CLOCKS), "none", "hours of single days for every channel"),
    key("calendar.holidays", Either(&[Choice(&["cn"]), Dates]), "none", "a kind of day of its own in the forecast; \"cn\", alone or in a list with dates, is the built-in table of mainland China"),

    key("channel", Named(&Table), "none", "the ways customers ask"),
    key("channel.*", Table, "", "a channel, by its name"),
    key("channel.*.kind", Choice(&["live", "deferred"]), "\"live\"", "waits in a queue now, or is worked off a dated backlog first in, first out"),
    key("channel.*.history", HISTORY, "none", "the history it learns from: a file, or a table that adds to [history]"),
    key("channel.*.history.files", Texts, "none", "files of the history, in order; `*` and `?` in the file name"),
    key("channel.*.history.encoding", Text, "\"utf-8\"", "encoding of the files, by name"),
    key("channel.*.history.delimiter", Text, "\",\"", "the one character between columns"),
    key("channel.*.history.timestamp", Texts, "\"timestamp\"", "column of the time, or the columns whose texts make it"),
    key("channel.*.history.timestamp_format", Texts, "ISO 8601", "strftime format, \"epoch\", or a list of formats"),
    key("channel.*.history.columns", Named(&Text), "none", "names of the columns in the files: ours = \"theirs\""),
    key("channel.*.history.values", Named(&Named(&WORD)), "none", "what the words of a column mean: abandoned = { HANG = true }"),
    key("channel.*.history.skip", Named(&Texts), "none", "rows of no interest: their column = [\"WORD\"]"),
    key("channel.*.history.sheet", Text, "its only one", "sheet of an XLSX file"),
    key("channel.*.volume", Months(&Number), "learnt", "contacts a month, where there is no history"),
    key("channel.*.profile_of", Text, "flat over `hours`", "the channel whose daily and weekly shape a stated volume takes"),
    key("channel.*.hours", Hours, "every hour", "when it is answered"),
    key("channel.*.handle_time", Duration, "learnt", "mean duration by a fully proficient agent, one contact at a time"),
    key("channel.*.concurrency", Either(&[Whole(1, 50), Named(&Duration)]), "1", "contacts an agent holds at once, or their duration by how many"),
    key("channel.*.patience", Either(&[Duration, Choice(&["infinite"])]), "learnt, else infinite", "mean time until a waiting contact gives up (exponential)"),
    key("channel.*.redial", Share, "0", "share of those who give up that returns the same day, beyond what the history holds"),
    key("channel.*.service_level", Goal, "none", "share of contacts within a time; below 100 % for live channels"),
    key("channel.*.asa", Duration, "none", "mean wait of answered contacts, at most"),
    key("channel.*.max_abandon", Share, "none", "share that gives up, at most"),
    key("channel.*.minimum_staff", Whole(0, 100_000), "0", "agents in every open interval, whatever the need"),
    key("channel.*.growth", Rate, "learnt", "compounds from the month before `plan.start`; replaces the learnt trend"),
    key("channel.*.deflection", Either(&[Share, Monthly(&Share)]), "0", "share of fresh contacts answered before a person is asked, new since the history"),
    key("channel.*.first_contact_resolution", Share, "learnt", "share solved the first time"),
    key("channel.*.recontact", Share, "none", "share of the unresolved that comes back"),
    key("channel.*.opening_backlog", Whole(0, 1_000_000_000), "0", "deferred only: contacts waiting at `plan.start`, served first, not in the share"),
    key("channel.*.team", Names, "none", "teams that may answer"),

    key("event", Named(&Table), "none", "dated events that lift or lower demand"),
    key("event.*", Table, "", "an event, by its name"),
    key("event.*.dates", DATED, "required", "past and future occurrences, or a built-in name that stands for all of 2015 to 2035"),
    key("event.*.uplift", UPLIFT, "learnt from past occurrences", "how much it lifts demand, for all channels or by channel"),
    key("event.*.kind", Choice(&["promotion", "holiday", "outage", "campaign"]), "\"promotion\"", "what it is; days of outages leave the estimation"),
    key("event.*.lead", Duration, "0", "days before an occurrence that it already touches"),
    key("event.*.tail", Duration, "0", "days after an occurrence that it still touches"),
    key("event.*.anchor", DATED, "the first day", "one date an occurrence, aligned with each other, or a built-in name for the nearest one"),
    key("event.*.profile", Choice(&["own", "normal"]), "\"normal\"", "shape of its days: learnt from past occurrences, or the weekday's"),
];
