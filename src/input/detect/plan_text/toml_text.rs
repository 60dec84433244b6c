//! Texts of files as parts of a TOML document: nothing in them can end a string, a key or a comment.

use crate::input::history::shown;
use crate::input::printable;

/// Columns that a line of the plan fills.
const WIDTH: usize = 110;

/// A basic string; what moves a cursor or shows nothing is written as an escape.
pub(in crate::input::detect) fn string(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\t' => out.push_str("\\t"),
            _ if is_hidden(c) => out.push_str(&format!("\\U{:08X}", u32::from(c))),
            _ => out.push(c),
        }
    }
    out.push('"');
    out
}

/// Whether a message would not show a character as it is.
fn is_hidden(c: char) -> bool {
    let mut bytes = [0; 4];
    let alone = &*c.encode_utf8(&mut bytes);
    !c.is_ascii_graphic() && shown(alone) != alone
}

/// A key, bare where it may be.
pub(in crate::input::detect) fn key(name: &str) -> String {
    let bare =
        !name.is_empty() && name.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_'));
    if bare { name.to_owned() } else { string(name) }
}

/// A list of strings, or the only one of them.
pub(super) fn one_or_list(texts: &[String]) -> String {
    match texts {
        [one] => string(one),
        several => format!("[{}]", several.iter().map(|text| string(text)).collect::<Vec<_>>().join(", ")),
    }
}

/// Columns of a terminal that a text fills.
fn width(text: &str) -> usize {
    text.chars()
        .map(|c| 1 + usize::from(matches!(c, '\u{1100}'..='\u{115F}' | '\u{2E80}'..='\u{FFEE}')))
        .sum()
}

/// A comment, broken between words.
pub(super) fn comment(words: &str) -> String {
    let words = printable(words, usize::MAX);
    let mut lines = vec![String::from("#")];
    for word in words.split(' ') {
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

/// A key with its value and what there is to say, on one line or with the words above it.
pub(super) fn entry(key: &str, value: &str, words: &str) -> String {
    let bare = format!("{key:<16} = {value}");
    if words.is_empty() {
        return bare + "\n";
    }
    let words = printable(words, usize::MAX);
    let beside = format!("{bare}{:pad$}  # {words}", "", pad = 44_usize.saturating_sub(width(&bare)));
    if width(&beside) <= WIDTH { beside + "\n" } else { comment(&format!("{key}: {words}")) + &bare + "\n" }
}

#[cfg(test)]
mod tests {
    use super::{comment, key, string};

    #[test]
    fn hostile_text_stays_inside_its_string_and_its_comment() {
        assert_eq!(string("a\"\n\u{202e}b\\"), "\"a\\\"\\U0000000A\\U0000202Eb\\\\\"");
        assert_eq!(key("排队"), "\"排队\"");
        assert_eq!(key("chat-1"), "chat-1");
        assert_eq!(key(""), "\"\"");
        assert_eq!(comment("x\n[team.evil]\r\u{1b}[31m").lines().count(), 1);
    }
}
