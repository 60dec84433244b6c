//! A slot cut where its arrivals begin to see other staff.

use super::look::Look;
use crate::queueing::whole::whole;

/// Contacts finished within the threshold that the staff may change by, in standard deviations, within one part.
const SMOOTH: f64 = 2.5;
/// Parts of one piece at most.
const MOST_PARTS: f64 = 24.0;

/// A part of a slot in which the chance of being answered in time is the same function of the number waiting, or
/// changes smoothly.
#[derive(Debug, Clone, Copy)]
pub(super) struct Piece {
    pub start: f64,
    pub end: f64,
    /// The same function throughout.
    pub steady: bool,
}

impl Look<'_> {
    /// Cuts the rest of a slot where arrivals begin to see other staff, and finer where the staff change much.
    pub(super) fn pieces(&self, from: f64) -> Vec<Piece> {
        let (t, end) = (self.within, self.outlook.starts[self.j + 1]);
        let changes: Vec<(usize, f64)> = self.outlook.changes(self.j, end + t).collect();
        let mut cuts: Vec<f64> =
            changes.iter().map(|(_, change)| change - t).filter(|&cut| cut > from && cut < end).collect();
        cuts.push(end);
        let mut pieces = Vec::new();
        let mut at = from;
        for cut in cuts {
            // A change that the last arrival of the piece does not see yet lies at its end, up to rounding.
            let seen: Vec<usize> =
                changes.iter().filter(|(_, change)| change - t < 0.5 * (at + cut)).map(|(i, _)| *i).collect();
            let parts = self.parts(&seen);
            let width = (cut - at) / parts;
            for part in 0..whole(parts) {
                let start = at + part as f64 * width;
                pieces.push(Piece { start, end: start + width, steady: seen.is_empty() });
            }
            at = cut;
        }
        pieces
    }

    /// Parts of a piece whose arrivals see these changes of staff.
    fn parts(&self, seen: &[usize]) -> f64 {
        let regimes = &self.outlook.regimes;
        let (mut changed, mut rises) = (0.0, false);
        for &i in seen {
            changed += (regimes[i].flux - regimes[i - 1].flux).abs();
            rises |= regimes[i].servers > regimes[i - 1].servers;
        }
        let slowest = seen.iter().map(|&i| regimes[i].flux).fold(regimes[self.j].flux, f64::min);
        let parts = (self.within * changed / (1.0 + self.within * slowest).sqrt() / SMOOTH).ceil();
        let least = if rises && regimes[self.j].theta > 0.0 { 2.0 } else { 1.0 };
        parts.clamp(least, MOST_PARTS)
    }
}
