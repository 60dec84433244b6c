//! Names from files end up in keys, strings and comments, and can end none of them.

use crate::desk::{Desk, Written, plan_for, table};

fn is_tame(plan: &str) {
    let raw = |c: char| {
        (c.is_control() && c != '\n')
            || matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{200B}')
    };
    assert!(!plan.chars().any(raw), "{plan:?}");
}

#[test]
fn headers_cannot_write_into_the_plan() {
    let header = "timestamp,channel,\"handle time\n[team.evil]\nheadcount = 1\",\"\u{202e}\u{1b}[31mx\"";
    let text = table(header, |i, t| format!("{},a,{},b", t.format("%Y-%m-%d %H:%M:%S"), 200 + i % 9));
    let plan = plan_for("log.csv", text.as_bytes());
    is_tame(&plan.0);
    assert_eq!(plan.0.matches("\n[team.").count(), 1, "{}", plan.0);
}

#[test]
fn names_of_columns_are_quoted_as_they_are() {
    let header = "timestamp,channel,\"Wait \"\"Time\"\" \\ (s)\",\u{202e}Talk Time";
    let text = table(header, |i, t| format!("{},a,{},{}", t.format("%Y-%m-%d %H:%M:%S"), i % 5, 200 + i % 9));
    let plan = plan_for("log.csv", text.as_bytes());
    is_tame(&plan.0);
    plan.states(&[
        ("wait_seconds", r#""Wait \"Time\" \\ (s)""#),
        ("handle_seconds", r#""\U0000202ETalk Time""#),
    ]);
}

#[test]
fn names_of_channels_are_quoted_or_left_out() {
    let names = ["a\"b]\\", "=1+1", "../x", "<b>", "é#c", "[x]"];
    let text = table("timestamp,channel,handle_seconds", |i, t| {
        let name = names[i % names.len()].replace('"', "\"\"");
        format!("{},\"{name}\",{}", t.format("%Y-%m-%d %H:%M:%S"), 200 + i % 9)
    });
    let plan = plan_for("log.csv", text.as_bytes());
    plan.says(r#"[channel."a\"b]\\"]"#).says("[channel.\"é#c\"]").says("Not planned here: `../x`");
}

#[test]
fn rows_with_hostile_names_are_rejected_and_the_rest_is_planned() {
    let text = table("timestamp,channel,handle_seconds", |i, t| {
        let name = if i % 50 == 0 { "\u{1b}]52;c;x\u{7}" } else { "chat" };
        format!("{},{name},{}", t.format("%Y-%m-%d %H:%M:%S"), 200 + i % 9)
    });
    let plan = plan_for("log.csv", text.as_bytes());
    is_tame(&plan.0);
    plan.says("E432");
}

#[test]
fn a_name_of_a_file_is_harmless_too() {
    let desk = Desk::new();
    let name = "we\u{202e}ird \"x\" #1.csv";
    desk.file(name, table("timestamp,channel", |_, t| format!("{},a", t.format("%F %T"))).as_bytes());
    let Written(plan) = desk.working(&[name]);
    is_tame(&plan);
}
