//! E1: syntax and shape of the plan file.

use super::explanation::{Explanation, code};

pub(super) const CODES: &[Explanation] = &[
    code(
        "E101",
        "the text is not TOML",
        "The plan file breaks the rules of TOML at the place shown. Every broken line that could be told \
         apart is listed; nothing else is checked until the syntax holds.",
        "[plan]\nstart = 2026-10-01",
    ),
    code(
        "E102",
        "the plan file is empty",
        "The file holds no key at all, or only comments.",
        "[plan]\nstart = 2026-10-01\nmonths = 6",
    ),
    code(
        "E103",
        "a number too large to hold",
        "Whole numbers are held in 64 bits and decimal numbers in double precision; this one fits \
         neither.",
        "headcount = 100",
    ),
    code(
        "E104",
        "the plan file is too large or nested too deep",
        "A plan is at most 16 MiB long and 64 levels deep, so that a broken or hostile file costs \
         nothing. Contacts belong into a CSV file that `history` names.",
        "history = \"chat.csv\"",
    ),
    code(
        "E105",
        "the plan file is not UTF-8",
        "Plan files are UTF-8; a byte-order mark is dropped. UTF-16 and GB18030 (GBK) files are refused \
         rather than guessed.",
        "save the file as UTF-8",
    ),
    code(
        "E106",
        "unknown key",
        "No plan has this key in this place. A key that is misspelt would otherwise be left unheard.",
        "headcount = 100, not headcout = 100",
    ),
    code(
        "E107",
        "a required key is missing",
        "The table needs this key; it has no default that would be safe.",
        "[plan]\nstart = 2026-10-01\nmonths = 6",
    ),
    code(
        "E108",
        "a value of the wrong kind",
        "A text stands where a number is expected, a list where a table is expected, and so on.",
        "headcount = 100, not headcount = \"100\"",
    ),
    code(
        "E109",
        "a name that is not allowed",
        "Names of channels, events, teams, grades, scenarios and sweeps are 1 to 64 characters without \
         control or direction-changing characters, and are no paths.",
        "[scenario.hire-20]",
    ),
    code(
        "E110",
        "two forms at once",
        "A value that may be written in several forms is written in more than one of them, so that they \
         contradict each other.",
        "attrition = { annual = \"28%\" } or { monthly = \"3%\" }",
    ),
    code(
        "E111",
        "not supported yet",
        "The key is part of the plan format, but this version cannot honour it. It is refused rather than \
         ignored.",
        "leave the key out",
    ),
    code(
        "E112",
        "a broken --set",
        "`--set` takes one of the plan's own dotted keys, an equals sign and a value; a value that is not \
         TOML counts as text.",
        "--set team.frontline.headcount=120",
    ),
];
