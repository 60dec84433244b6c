//! Whether the rows of each channel go together as the course of one queue.

use super::StaffingRead;
use crate::input::history::{At, Flaw};
use crate::input::table_csv::as_flags;
use crate::input::{Diagnostic, Severity};
use crate::model::question::LiveInterval;
use crate::queueing::Patience;

/// What a queue that is carried over cannot have: customers of one channel who wait differently long from row to row, or
/// people on seat in some rows and none said in others. `patience` is that of rows that do not say.
#[must_use]
pub fn course_flaws(read: &StaffingRead<LiveInterval>, patience: Patience) -> Vec<Diagnostic> {
    let mut first: Vec<Option<(LiveInterval, At)>> = vec![None; read.demand.channels.len()];
    let mut told: Vec<[bool; 2]> = vec![[false; 2]; first.len()];
    let mut flaws = Vec::new();
    let rows = read.demand.rows.iter().zip(&read.places);
    // Where nobody comes, neither matters.
    let rows = rows.filter_map(|(row, at)| row.map(|row| (row, *at))).filter(|(row, _)| row.offered > 0.0);
    for (row, at) in rows {
        let Some((other, line)) = first[row.channel].map(|(row, at)| (row, at.line)) else {
            first[row.channel] = Some((row, at));
            continue;
        };
        let [waits, seats] = &mut told[row.channel];
        let patience_of = |row: LiveInterval| row.patience.unwrap_or(patience);
        if !*waits && patience_of(row) != patience_of(other) {
            *waits = true;
            let message = format!("customers of this channel wait differently long here and on line {line}");
            flaws.push(Flaw::new("E439", at, message).field("patience_seconds").help(
                "a queue that is carried over needs one patience a channel; or use `--method erlang-a`",
            ));
        }
        if !*seats && row.agents.is_some() != other.agents.is_some() {
            *seats = true;
            let message =
                format!("one of this row and line {line} of the same channel has agents, the other none");
            flaws.push(Flaw::new("E439", at, message).field("agents").help(
                "a queue that is carried over is either judged, with agents in every row, or staffed, with none",
            ));
        }
    }
    let file = &read.file.path;
    as_flags(flaws.into_iter().map(|flaw| flaw.diagnostic(Severity::Error, file)).collect())
}
