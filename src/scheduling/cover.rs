//! Laying a team's shifts over the week so that presence follows the need.
//!
//! | symbol | here | meaning |
//! |---|---|---|
//! | `w` | `share` | person-days that one FTE works on a weekday's shift; they sum to its paid days |
//! | `A` | `Shift::on_seat` | on-seat share of a slot by shift |
//! | `b` | `need` | agents needed by weekday and slot |
//!
//! The shares are those of non-negative maximum-likelihood scaling (the EM or Richardson–Lucy update
//! `w ← w · Aᵀ(b / Aw) / Aᵀ1`), which minimises the Kullback–Leibler distance of presence from need; afterwards no
//! weekday exceeds one shift a person. An approximation: no integrality, no rest rules \[Richardson1972\].

use super::shift::Shift;
use crate::calendar::Grid;

/// Agents on seat per FTE present, before shrinkage, by weekday (Monday first) and slot.
#[derive(Debug, Clone, PartialEq)]
pub struct WeekCover {
    /// `on_seat[weekday][slot]`.
    pub on_seat: Vec<Vec<f64>>,
}

const UPDATES: usize = 400;

/// Presence of one FTE over the week: `days` person-days of `paid_minutes` each, laid on `shifts` to follow `need`
/// (`need[weekday][slot]`; an all-zero need spreads the days evenly).
///
/// Source: \[Richardson1972\].
#[must_use]
pub fn cover(shifts: &[Shift], days: f64, paid_minutes: f64, need: &[Vec<f64>], grid: Grid) -> WeekCover {
    let slots = grid.slots();
    let week = 7 * slots;
    let columns = columns(shifts, paid_minutes, grid);
    let need: Vec<f64> = need.iter().flatten().copied().chain(std::iter::repeat(0.0)).take(week).collect();
    let mut share = vec![days / columns.len().max(1) as f64; columns.len()];
    if need.iter().sum::<f64>() > 0.0 {
        for _ in 0..UPDATES {
            scale_towards(&columns, &need, &mut share);
            hold_to_one_shift_a_day(&mut share, shifts.len(), days);
        }
    }
    let have = presence(&columns, &share, week);
    WeekCover { on_seat: have.chunks(slots).map(<[f64]>::to_vec).collect() }
}

/// The slots of the week that each (weekday, shift) covers: index and share; past Sunday wraps to Monday.
fn columns(shifts: &[Shift], paid_minutes: f64, grid: Grid) -> Vec<Vec<(usize, f64)>> {
    let slots = grid.slots();
    let patterns: Vec<Vec<f64>> = shifts.iter().map(|shift| shift.on_seat(paid_minutes, grid)).collect();
    (0..7)
        .flat_map(|weekday| {
            patterns.iter().map(move |pattern| {
                let place =
                    |(slot, &on_seat): (usize, &f64)| ((weekday * slots + slot) % (7 * slots), on_seat);
                pattern.iter().enumerate().filter(|&(_, &on_seat)| on_seat > 0.0).map(place).collect()
            })
        })
        .collect()
}

fn presence(columns: &[Vec<(usize, f64)>], share: &[f64], week: usize) -> Vec<f64> {
    let mut have = vec![0.0; week];
    for (column, &share) in columns.iter().zip(share) {
        for &(slot, on_seat) in column {
            have[slot] += share * on_seat;
        }
    }
    have
}

/// One update `w ← w · Aᵀ(b / Aw) / Aᵀ1`, with need scaled to the presence there is.
fn scale_towards(columns: &[Vec<(usize, f64)>], need: &[f64], share: &mut [f64]) {
    let have = presence(columns, share, need.len());
    let scale = have.iter().sum::<f64>() / need.iter().sum::<f64>();
    for (column, share) in columns.iter().zip(share) {
        let reach: f64 = column.iter().map(|&(_, on_seat)| on_seat).sum();
        let asked: f64 = column
            .iter()
            .filter(|&&(slot, _)| have[slot] > 0.0)
            .map(|&(slot, on_seat)| on_seat * scale * need[slot] / have[slot])
            .sum();
        *share *= if reach > 0.0 { asked / reach } else { 0.0 };
    }
}

/// Scales the shares to `days` in all and at most one a weekday, giving what is over to the other days.
fn hold_to_one_shift_a_day(share: &mut [f64], shifts: usize, days: f64) {
    for _ in 0..7 {
        let totals: Vec<f64> = share.chunks(shifts).map(|day| day.iter().sum()).collect();
        let full = totals.iter().filter(|&&total| total >= 1.0).count() as f64;
        let rest: f64 = totals.iter().filter(|&&total| total < 1.0).sum();
        let over = totals.iter().any(|&total| total > 1.0 + 1e-12);
        let short = (full + rest - days).abs() > 1e-12 && rest > 0.0;
        if !over && !short {
            return;
        }
        for (day, &total) in share.chunks_mut(shifts).zip(&totals) {
            let factor = if total >= 1.0 { 1.0 / total } else { (days - full).max(0.0) / rest };
            day.iter_mut().for_each(|share| *share *= factor);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Shift, cover};
    use crate::calendar::Grid;

    #[test]
    fn presence_sums_to_the_paid_week_and_leans_to_the_need() {
        let grid = Grid::of_minutes(30).expect("divides a day");
        let shifts = [Shift { start: 540, end: 1080 }, Shift { start: 900, end: 1440 }];
        let busy_evenings: Vec<f64> = (0..48)
            .map(|slot| {
                if slot >= 36 {
                    3.0
                } else if slot >= 18 {
                    1.0
                } else {
                    0.0
                }
            })
            .collect();
        let mut need = vec![busy_evenings; 7];
        need[6] = vec![0.0; 48];
        let week = cover(&shifts, 5.0, 480.0, &need, grid);
        let hours: f64 = week.on_seat.iter().flatten().sum::<f64>() * 0.5;
        assert!((hours - 40.0).abs() < 1e-6, "{hours}");
        assert!(week.on_seat[0][40] > week.on_seat[0][20]);
        assert!(week.on_seat[6].iter().sum::<f64>() < 1e-6);
    }

    #[test]
    fn nobody_works_twice_a_day() {
        let grid = Grid::of_minutes(60).expect("divides a day");
        let shifts = [Shift { start: 0, end: 480 }];
        let mut need = vec![vec![1.0; 24]; 7];
        need[2] = vec![100.0; 24];
        let week = cover(&shifts, 5.0, 480.0, &need, grid);
        assert!(week.on_seat.iter().flatten().all(|&on_seat| on_seat <= 1.0 + 1e-9));
    }
}
