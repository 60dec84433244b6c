//! A chart on a terminal.

use crate::report::history::Chart;
use crate::report::table::Tone;
use crate::report::write::terminal::{bold, toned};

/// Lines of the drawing, without its title; colours as their stand-ins.
pub(in crate::report::write) fn chart_lines(chart: &Chart) -> Vec<String> {
    let widest =
        |texts: &mut dyn Iterator<Item = &str>| texts.map(|text| text.chars().count()).max().unwrap_or(0);
    let name = widest(&mut chart.rows.iter().map(|row| row.name.as_str())) + 2;
    let head = std::iter::once(chart.head.as_str());
    let shades = widest(&mut head.chain(chart.rows.iter().map(|row| row.shades.as_str()))) + 2;
    let figures = chart.rows.iter().map(|row| row.figure.as_str());
    let figure = widest(&mut std::iter::once(chart.figure).chain(figures));
    let mut lines = vec![format!("{:name$}{:shades$}{:>figure$}", "", chart.head, chart.figure)];
    for row in &chart.rows {
        let room = " ".repeat(shades - row.shades.chars().count());
        lines.push(format!("{:name$}{}{room}{:>figure$}", row.name, weighed(&row.shades), row.figure));
    }
    lines
}

/// Runs of one tone at a time: what is little is faint, what is much is bold.
fn weighed(shades: &str) -> String {
    let shades: Vec<char> = shades.chars().collect();
    let runs = shades.chunk_by(|one, other| weight(*one) == weight(*other));
    runs.map(|run| {
        let words: String = run.iter().collect();
        match run.first().map(|shade| weight(*shade)) {
            Some(Weight::Little) => toned(&words, Tone::Faint),
            Some(Weight::Much) => bold(&words),
            _ => words,
        }
    })
    .collect()
}

#[derive(PartialEq, Eq)]
enum Weight {
    Little,
    Middling,
    Much,
}

const fn weight(shade: char) -> Weight {
    match shade {
        '7'..='9' => Weight::Much,
        '3'..='6' | ' ' => Weight::Middling,
        _ => Weight::Little,
    }
}
