//! Text from plans and files, made harmless: what moves a cursor or turns the reading direction is spelt out.

use std::borrow::Cow;

/// The same text with control, bidi and invisible characters written as `\u{…}`.
#[must_use]
pub fn shown(text: &str) -> Cow<'_, str> {
    if !text.chars().any(unsafe_to_show) {
        return Cow::Borrowed(text);
    }
    let mut safe = String::with_capacity(text.len() + 8);
    for c in text.chars() {
        if unsafe_to_show(c) { safe.extend(c.escape_unicode()) } else { safe.push(c) }
    }
    Cow::Owned(safe)
}

/// JSON with such characters written as `\uXXXX`; they can only stand inside strings there.
#[must_use]
pub(super) fn shown_json(text: &str) -> Cow<'_, str> {
    let hidden = |c: char| c != '\n' && unsafe_to_show(c);
    if !text.chars().any(hidden) {
        return Cow::Borrowed(text);
    }
    let mut safe = String::with_capacity(text.len() + 8);
    for c in text.chars() {
        if hidden(c) {
            let mut units = [0; 2];
            for unit in c.encode_utf16(&mut units) {
                safe.push_str(&format!("\\u{unit:04x}"));
            }
        } else {
            safe.push(c);
        }
    }
    Cow::Owned(safe)
}

/// A text cell of a CSV: what a spreadsheet would take for a formula gets an apostrophe before it.
#[must_use]
pub(super) fn shown_csv(text: &str) -> Cow<'_, str> {
    let safe = shown(text);
    if safe.starts_with(['=', '+', '-', '@']) { Cow::Owned(format!("'{safe}")) } else { safe }
}

/// Control characters, bidi controls, line separators and characters without width.
fn unsafe_to_show(c: char) -> bool {
    c.is_control()
        || matches!(c,
            '\u{00AD}' | '\u{061C}' | '\u{180E}' | '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202E}'
            | '\u{2060}'..='\u{206F}' | '\u{FEFF}' | '\u{FFF9}'..='\u{FFFB}' | '\u{E0000}'..='\u{E007F}')
}

#[cfg(test)]
mod tests {
    use super::{shown, shown_csv, shown_json};

    #[test]
    fn nothing_from_a_plan_moves_the_cursor() {
        assert_eq!(shown("a\u{1b}[2Jb\u{202e}c\r\n"), "a\\u{1b}[2Jb\\u{202e}c\\u{d}\\u{a}");
        assert_eq!(shown("旺季排班 é"), "旺季排班 é");
        assert_eq!(shown_json("{\"a\":\"\u{202e}\"}\n"), "{\"a\":\"\\u202e\"}\n");
    }

    #[test]
    fn a_formula_in_a_name_stays_words() {
        assert_eq!(shown_csv("=1+1"), "'=1+1");
        assert_eq!(shown_csv("@sum"), "'@sum");
        assert_eq!(shown_csv("hire-20"), "hire-20");
    }
}
