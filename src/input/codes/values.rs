//! E2: values.

use super::explanation::{Explanation, code};

pub(super) const CODES: &[Explanation] = &[
    code(
        "E201",
        "a number out of range",
        "The message names the figure found and the range allowed.",
        "replications = 1000",
    ),
    code(
        "E202",
        "a duration that is not understood",
        "Durations carry their unit: s, min, h, days, weeks; for the workforce also months, quarters and \
         years. Parts add up, as in \"1 h 30 min\". Bare numbers are refused, because seconds and minutes \
         are mixed up easily.",
        "handle_time = \"5 min\"",
    ),
    code(
        "E203",
        "shrinkage leaves nobody on seat",
        "Shrinkage is the share of paid time off the contacts; its parts add up, refreshers included. At \
         100 % or more nobody ever answers, and required staff would be infinite.",
        "shrinkage = { leave = \"8%\", breaks = \"6%\", training = \"4 h / week\" }",
    ),
    code(
        "E204",
        "not a share",
        "A share of a whole is \"95%\" or 0.95, between nothing and all. A bare 95 is refused: it may be \
         a slip for 0.95 or for \"95%\".",
        "max_occupancy = \"88%\"",
    ),
    code(
        "E205",
        "not a rate",
        "A rate is a percentage or hours for each week, month, quarter or year.",
        "growth = \"+1.5% / month\"",
    ),
    code(
        "E206",
        "not a service level",
        "A service level is a share within a time. A share of 100 % is refused for live channels: no \
         finite staff reaches it.",
        "service_level = \"95% in 5 min\"",
    ),
    code(
        "E207",
        "hours that are not understood",
        "Hours are \"09:00-24:00\", a list of such spans, or a table by weekday. Spans must not overlap, \
         and close after they open; over midnight they are two spans (a shift alone may run past \
         midnight).",
        "hours = { mon-fri = \"09:00-21:00\", sat-sun = \"10:00-18:00\" }",
    ),
    code(
        "E208",
        "a date that is not understood",
        "Dates are 2026-10-01, months are keys like 2026-10, spans are \"2026-11-01..2026-11-12\"; years \
         from 1970 to 2200.",
        "closed = [\"2027-02-06\", \"2027-02-10..2027-02-12\"]",
    ),
    code(
        "E209",
        "not a time zone",
        "Zones go by their IANA names. Abbreviations such as CST mean several zones and are refused.",
        "timezone = \"Asia/Shanghai\"",
    ),
    code(
        "E210",
        "not one of the words allowed",
        "The key takes one of a few words; the message lists them.",
        "kind = \"deferred\"",
    ),
    code(
        "E211",
        "not a usable path",
        "Files are named relative to the plan. Addresses in a network are not read; `*` and `?` may stand \
         in the file name only.",
        "history = \"histories/chat-*.csv\"",
    ),
    code(
        "E212",
        "a file that cannot be read",
        "The file is not there, is a folder, a device or a pipe, or cannot be opened.",
        "history = \"histories/chat.csv\"",
    ),
    code(
        "E213",
        "attrition out of reason",
        "Attrition is from 0 to 1000 % a year; as a probability it is below 100 %.",
        "attrition = \"28%\"",
    ),
    code(
        "E214",
        "levels of concurrency",
        "A table of durations by the number of contacts at once starts with 1 and has no gap; at most 50 \
         at once.",
        "concurrency = { \"1\" = \"5 min\", \"2\" = \"6 min\" }",
    ),
    code(
        "E215",
        "money out of range",
        "Amounts are plain numbers in the plan's currency between 0 and 1e12, so that every sum stays \
         exact.",
        "salary = 6500",
    ),
    code(
        "E216",
        "growth that leaves nothing",
        "Growth compounds; at -100 % or less no contact would be left.",
        "growth = \"-5% / month\"",
    ),
    code(
        "E217",
        "tenures that are not understood",
        "Tenures are \"0-3 months\", \"24 months\" or \"over 12 months\". Rates by tenure cover every \
         month once, from 0 on and without end.",
        "by_tenure = { \"0-3 months\" = \"120% / year\", \"over 3 months\" = \"18% / year\" }",
    ),
    code(
        "E218",
        "a sweep without sense",
        "A sweep lists values, each once, under the plan's own keys.",
        "team.frontline.hires.2026-10 = [0, 10, 20]",
    ),
    code(
        "E219",
        "too many scenarios",
        "The points of all sweeps together are at most 10,000; their number is found before any is made.",
        "vary fewer keys",
    ),
];
