//! Codes of what can be wrong with a data file, each with its explanation. `E4` refuses a row or a file, `W4` does not.

use crate::input::codes::Explanation;

const fn code(code: &'static str, title: &'static str, text: &'static str) -> Explanation {
    Explanation { code, title, text, fix: "" }
}

/// Every code of data files, in order.
pub const CODES: &[Explanation] = &[
    code(
        "E401",
        "no such file",
        "A file that the plan names is not there. Paths are relative to the plan file.",
    ),
    code("E402", "not a regular file", "Only regular files are read: no directories, devices or pipes."),
    code(
        "E403",
        "the file cannot be read",
        "The system refuses to hand over the file's bytes: look at its rights and its disk.",
    ),
    code(
        "E404",
        "compressed data is damaged",
        "A gzip or zstd file ends early or its checksum does not match, so nothing in it can be trusted. Copy or export it again.",
    ),
    code(
        "E405",
        "compressed data inflates without end",
        "The file inflates past the limit: 500 times its size once past 64 MiB, and 8 GiB in any case. No real log does. Unpack it by hand and look.",
    ),
    code(
        "E406",
        "not a CSV file",
        "The first bytes are those of an image, a workbook, a web page, JSON or binary data. Export the data as CSV.",
    ),
    code(
        "E407",
        "the file is empty",
        "There is no header row. A history starts with the names of its columns. `plan history` goes on without it where other files have rows.",
    ),
    code(
        "E408",
        "a header and no rows",
        "The file names its columns and holds no data row. An empty export is refused, because no contacts and no data are not the same. `plan history` goes on without it where other files have rows.",
    ),
    code(
        "E409",
        "unknown encoding",
        "The encoding is named as on the web: `gb18030`, `big5`, `shift_jis`, `windows-1252`, `utf-16le`.",
    ),
    code(
        "E410",
        "a field or row is too long",
        "A field may hold 128 KiB, a row 8 MiB or 100,000 fields. Beyond that a quote is not closed or the file is no CSV.",
    ),
    code(
        "E411",
        "a quote never closes",
        "A field starts with a quote whose partner is missing, so that all that follows would be one field. Close it, or double a quote that is part of the text.",
    ),
    code(
        "E412",
        "another delimiter",
        "The header reads well with another delimiter than the one given (a comma where none is). Say so: `delimiter = \";\"`.",
    ),
    code(
        "E413",
        "no header row",
        "The first line looks like data. Columns are found by their names: add a header row.",
    ),
    code(
        "E414",
        "a column stands twice",
        "Two columns have the same name (case and outer spaces do not count), and it is not clear which is meant. Rename or drop one.",
    ),
    code("E415", "a column without a name", "Every column of the header needs a name."),
    code(
        "E416",
        "a column is missing",
        "A column that is required, or that the plan names, is not in the header. Rename it there or map it: `columns = { wait_seconds = \"q_time\" }`.",
    ),
    code(
        "E417",
        "a column's name is misspelt",
        "A column is ignored unless its name is known; this one is a slip away from a known name. Correct it, or rename it if it means something else.",
    ),
    code(
        "E418",
        "a wide table",
        "Times of day or dates stand in the header. A history has one row an interval: `interval_start, channel, offered`.",
    ),
    code(
        "E419",
        "a setting that does not work",
        "The plan says how to read the file in a way that cannot be followed: a delimiter of more than one byte, an unknown time format, an unknown column of ours.",
    ),
    code(
        "E420",
        "not text in this encoding",
        "The row holds bytes that mean nothing in UTF-8 (or in the encoding named). Say which encoding the file has: `encoding = \"gb18030\"`.",
    ),
    code(
        "E421",
        "another number of fields than the header",
        "A row has fewer or more fields than the header has names. A comma inside a field needs quotes round the field.",
    ),
    code(
        "E422",
        "a quote out of place",
        "A quote stands inside a field that is not quoted, or text follows a closing quote. Quote the whole field and double the quotes within.",
    ),
    code(
        "E423",
        "a NUL byte",
        "The row holds a NUL byte, which no text has: a damaged copy or a binary export.",
    ),
    code(
        "E424",
        "not a timestamp",
        "Timestamps are `2026-10-01T09:00:00` (a space for the `T`, no seconds, a fraction or an offset are all right) unless `timestamp_format` says otherwise. The day and the time must exist.",
    ),
    code(
        "E425",
        "a year outside 1970 to 2200",
        "Such years are placeholders (`0000`, `1899`, `9999`) or slips.",
    ),
    code(
        "E426",
        "a time that did not exist",
        "Clocks were put forward over this local time. Write it with its offset, or correct it.",
    ),
    code(
        "E427",
        "a time that came twice",
        "Clocks were put back over this local time, and without an offset it is not clear which of the two is meant.",
    ),
    code(
        "E428",
        "a value is missing",
        "The timestamp, the channel, the wait of every row (where there is such a column), the handle time of every answered row and the count of every interval are required.",
    ),
    code(
        "E429",
        "not a number",
        "Numbers are plain decimals in ASCII: `12`, `12.5`. No grouping, units, currency or decimal comma. Map words such as `NA` with `values`.",
    ),
    code(
        "E430",
        "a number out of range",
        "Seconds run from 0 to 10 years, contacts of an interval from 0 to 100 million, a score from 1 to 5; those who gave up are part of those offered.",
    ),
    code(
        "E431",
        "an unknown word",
        "Yes and no are `true`/`false`, `yes`/`no` or `1`/`0`. Map other words: `values = { abandoned = { HANG = true, AGENT = false } }`.",
    ),
    code(
        "E432",
        "not a name",
        "Names have 1 to 64 characters, none of them control, direction or line-end characters, and something to see.",
    ),
    code(
        "E433",
        "contacts without handle time",
        "Where contacts were answered, their mean handle time is above zero.",
    ),
    code(
        "E434",
        "off the grid",
        "Nearly all intervals of the history start on one grid (every 30 minutes, say), and this one does not.",
    ),
    code(
        "E435",
        "an interval stands twice",
        "One interval and channel has two rows. They are never added up or overwritten in silence: keep the right one.",
    ),
    code(
        "E436",
        "the header stands again",
        "The header is repeated among the rows, as when exports are joined end to end. Remove the line.",
    ),
    code(
        "E437",
        "intervals of unknown length",
        "The starts of a channel's intervals do not tell how long they are: there is a single one, or their distances differ. `plan staff` takes the length by `--interval 30m`.",
    ),
    code(
        "E438",
        "a table of too many rows",
        "Tables of cases, of demand, of people or of answers are held in memory whole: 2,000,000 rows at most. Split the table.",
    ),
    code(
        "E439",
        "rows that do not go together",
        "With `--method transient` or `simulation` the rows of a channel are one queue. Its customers have one patience, and either every row with contacts says how many agents there are, or none does. Rows may differ with `--method erlang-a`.",
    ),
    code(
        "E440",
        "no usable row",
        "Every row was rejected, so that there is no history. `plan history` goes on without it where other files have rows.",
    ),
    code(
        "E441",
        "a history of more than 50 years",
        "The first and the last row are too far apart; one of the two is a slip.",
    ),
    code(
        "E442",
        "no row of the channel",
        "The file has a `channel` column and none of its rows is of the channel that names the file.",
    ),
    code(
        "E443",
        "nothing up to the last day used",
        "All rows are later than the last day of history used (the day before `plan.start`, or `--as-of`).",
    ),
    code(
        "E444",
        "too many rejected rows",
        "More rows were rejected than `history.max_rejected` (0 where left out) allows.",
    ),
    code(
        "E445",
        "more rejected rows",
        "Only the first 25 rejected rows of a file are shown; this counts all of them by code.",
    ),
    code(
        "E446",
        "two kinds of history",
        "One file is a log of contacts and another holds counts of intervals, or one holds counts of whole days and another of parts of them. A channel has one kind: the contacts of a day do not belong to midnight.",
    ),
    code(
        "E447",
        "too many channels",
        "A history tells at most 10,000 channels apart, and holds at most 12 million intervals of their days together. More than that means that another column was taken for the channel.",
    ),
    code(
        "E448",
        "which sheet",
        "A workbook has several sheets and the plan names none, or one that is not there. Say which: `sheet = \"Calls\"`.",
    ),
    code(
        "E449",
        "standard input repeats a file",
        "Standard input holds the rows of a file that is read too. To count them once it would have to be read a second time, which it cannot. Leave out one of the two, or save it to a file.",
    ),
    code(
        "E450",
        "an employment that stands twice",
        "Two rows of a roster have the same employee, hire and leave date: the person would count twice. Remove one of them.",
    ),
    code(
        "E451",
        "two employments of one person at once",
        "A person is hired while still employed by another row. Employments of one person follow each other: a leave date is missing, or two people share a name.",
    ),
    code(
        "E452",
        "a date far after all others",
        "The last date of a roster stands alone, more than three years after the date before it. A roster is taken to end with its last date, so that a slip of the pen would count everybody as employed for years. Correct it, or say the last day: `--as-of 2026-09-30`.",
    ),
    code(
        "E461",
        "no column of times",
        "A history needs when contacts came or intervals start, and no column holds times by its name or its values. Export that column too.",
    ),
    code(
        "E462",
        "times in a form that is not read",
        "A column is named like a time, but holds what no format reads: milliseconds, days as spreadsheets count, spans, or a twelve-hour clock in words. Export plain times like `2026-10-01 09:00:00`.",
    ),
    code(
        "E463",
        "lines above the table",
        "A title or a filter stands above the header. A history starts with the names of its columns: remove the lines above.",
    ),
    code(
        "E464",
        "no encoding fits",
        "The text makes sense in none of the encodings that were tried. Save it as UTF-8 where it comes from.",
    ),
    code(
        "E465",
        "exports of several kinds",
        "The files that a plan is made for must have one header, one encoding and one delimiter. Look at files of one kind at a time.",
    ),
    code(
        "E466",
        "dates without a time of day",
        "A log needs the time of every contact, and these rows have a date alone. Export the time too, or counts by day with a column of contacts.",
    ),
    code(
        "E467",
        "the export cannot be read",
        "Encoding, delimiter, times and columns were told, but reading the file that way fails or rejects more than one row in twenty, or a column of a name that is ours holds something else: the other messages say where. Mend the file, or write the keys of `[history]` by hand.",
    ),
    code(
        "E468",
        "several rows an interval",
        "Counts must stand in one row an interval and channel; here many intervals stand in several, one an agent or team. Export the counts of all together.",
    ),
    code("W450", "columns that are not used", "Columns with names of no meaning here are ignored."),
    code(
        "W451",
        "lines that end with CR alone",
        "Lines end with CR alone, as on Macs of old. They are read as lines.",
    ),
    code(
        "W452",
        "times with and without offset",
        "Some timestamps have an offset and some do not; those without are taken in `plan.timezone`.",
    ),
    code("W453", "a single row", "One row says nothing about how demand varies."),
    code(
        "W454",
        "a name that a spreadsheet would run",
        "A channel's name begins with `=`, `+`, `-` or `@`, which spreadsheets take for a formula.",
    ),
    code(
        "W455",
        "one channel spelt in several ways",
        "Names that differ only by case are taken for one channel.",
    ),
    code(
        "W456",
        "intervals without a row",
        "Between the first and the last interval of a day some have no row. Nothing is known about them; add a row with 0 where nothing arrived.",
    ),
    code(
        "W457",
        "a great many contacts",
        "More than 100,000 contacts in one interval is more than any contact centre gets.",
    ),
    code(
        "W458",
        "a great many channels",
        "More than 1,000 channels: is the right column taken for the channel?",
    ),
    code(
        "W459",
        "rows after the last day used",
        "Rows later than the last day of history used are read and set apart.",
    ),
    code(
        "W460",
        "rows of other channels",
        "The file holds rows of other channels too; they are read and not used for this one.",
    ),
    code(
        "W461",
        "files overlap in time",
        "Two files cover the same time and hold different rows, as the logs of two sites do: their contacts add up. If both are parts of one log, leave one out.",
    ),
    code(
        "W462",
        "files repeat each other",
        "Two files hold the same rows in the time that both cover (nine rows in ten at least, interval by interval): they are exports of one log. Each contact counts once; the rows of the later file within the time of the earlier one are skipped, those too that the earlier one does not have, and their number is said.",
    ),
    code(
        "W463",
        "a date after the last day used",
        "A roster holds a hire or leave date after the last day used (`--as-of`): people to come do not count yet, and people who have given notice are still there.",
    ),
];

#[cfg(test)]
mod tests {
    use super::CODES;

    #[test]
    fn codes_are_in_order_and_stand_once() {
        assert!(CODES.windows(2).all(|pair| pair[0].code < pair[1].code));
        assert!(CODES.iter().all(|c| !c.title.is_empty() && c.text.ends_with(['.', '?'])));
    }
}
