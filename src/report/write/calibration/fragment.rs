//! A fragment of a plan: calibrated keys, each with a comment; what the data do not tell stands in comments alone.

use crate::report::calibration::{CalibrationReport, PlanTable};
use crate::report::write::escape::shown;

/// Columns that a comment fills.
const WIDTH: usize = 110;

/// The fragment; it loads where it is pasted into a plan that does not state these keys.
#[must_use]
pub fn calibration_toml(report: &CalibrationReport<'_>) -> String {
    let mut out = comment(&head(report));
    out += &comment(
        "± is one standard error, n what it rests on. Paste the lines under the tables of the same name, or let `plan calibrate \
                     … --write PLAN` put them there. Keys in comments are not known from these files, or not proposed: each says why.",
    );
    for table in report.tables() {
        out += "\n";
        out += &lines(&table);
    }
    out
}

fn head(report: &CalibrationReport<'_>) -> String {
    let mut parts: Vec<String> = report.history.iter().map(|file| format!("`{}`", shown(file))).collect();
    parts.extend(
        [report.roster, report.survey].into_iter().flatten().map(|file| format!("`{}`", shown(file))),
    );
    format!("Made by `plan calibrate` from {}.", parts.join(", "))
}

fn lines(table: &PlanTable) -> String {
    let stated = table.settings.iter().any(|setting| setting.proposed);
    let name = table.path.iter().map(|part| key(part)).collect::<Vec<_>>().join(".");
    let mut out = format!("{}[{name}]\n", if stated { "" } else { "# " });
    for setting in &table.settings {
        let (key, words) = (setting.key, setting.words());
        match &setting.value {
            Some(value) if setting.proposed => {
                out += &comment(&format!("{key}: {words}"));
                out += &format!("{key} = {value}\n");
            }
            Some(value) => out += &comment(&format!("{key} = {value}   {words}")),
            None => out += &comment(&format!("{key}: {words}")),
        }
    }
    for note in &table.notes {
        out += &comment(note);
    }
    out
}

/// A key, bare where it may be.
pub(in crate::report) fn key(name: &str) -> String {
    let bare =
        !name.is_empty() && name.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_'));
    if bare {
        return name.to_owned();
    }
    let mut out = String::from("\"");
    for c in name.chars() {
        let mut bytes = [0; 4];
        let alone = &*c.encode_utf8(&mut bytes);
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            _ if shown(alone) != alone => out.push_str(&format!("\\U{:08X}", u32::from(c))),
            _ => out.push(c),
        }
    }
    out.push('"');
    out
}

/// Columns of a terminal that a text fills.
fn width(text: &str) -> usize {
    text.chars()
        .map(|c| 1 + usize::from(matches!(c, '\u{1100}'..='\u{115F}' | '\u{2E80}'..='\u{FFEE}')))
        .sum()
}

/// A comment, broken between words; nothing in it can end it.
fn comment(words: &str) -> String {
    let words = shown(words);
    let mut lines = vec![String::from("#")];
    for word in words.split(' ').filter(|word| !word.is_empty()) {
        let line = lines.last_mut().map_or(0, |line| width(line));
        if line > 1 && line + 1 + width(word) > WIDTH {
            lines.push(String::from("#"));
        }
        if let Some(line) = lines.last_mut() {
            line.push(' ');
            line.push_str(word);
        }
    }
    lines.join("\n") + "\n"
}

#[cfg(test)]
mod tests {
    use super::{comment, key};

    #[test]
    fn nothing_of_a_file_ends_a_comment_or_a_key() {
        assert_eq!(comment("a\n[team.evil]\r\u{1b}[31m").lines().count(), 1);
        assert_eq!(key("a\"]\nb"), "\"a\\\"]\\U0000000Ab\"");
        assert_eq!(key("排队"), "\"排队\"");
        assert_eq!(key("chat-1"), "chat-1");
    }
}
