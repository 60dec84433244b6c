//! The hours in which nearly all contacts of a channel arrive.

use super::caution::HistoryCaution;
use crate::calendar::Grid;
use crate::forecasting::DaySeries;
use chrono::NaiveTime;

/// Of the busiest slot, the part with which a slot belongs to the hours.
const BUSY: f64 = 0.1;
/// Share of contacts outside the hours beyond which there are no hours,
const OUTSIDE: f64 = 0.01;
/// and share of the days that have such contacts: a line that is open at night has them on most.
const DAYS_WITH_ANY: f64 = 0.1;
/// Contacts that make hours certain.
const ENOUGH_CONTACTS: f64 = 500.0;

/// Contacts outside the hours in which nearly all arrive: from the first slot to the last with a tenth of the busiest.
pub(super) fn odd_hours(channel: usize, series: &DaySeries, found: &mut Vec<HistoryCaution>) {
    let mut sums = vec![0.0; series.grid.slots()];
    for day in series.days.iter().flatten() {
        sums.iter_mut().zip(day).for_each(|(sum, contacts)| *sum += contacts);
    }
    let busiest = sums.iter().copied().fold(0.0, f64::max);
    let busy = |contacts: &f64| *contacts >= BUSY * busiest;
    let (Some(opens), Some(last)) = (sums.iter().position(busy), sums.iter().rposition(busy)) else { return };
    let outside = |day: &[f64]| day.iter().take(opens).chain(day.iter().skip(last + 1)).sum::<f64>();
    let (total, strays): (f64, f64) = (sums.iter().sum(), outside(&sums));
    let seen = series.days.iter().flatten();
    let (days, with_any) = seen.fold((0_usize, 0_usize), |(days, with_any), day| {
        (days + 1, with_any + usize::from(outside(day) > 0.0))
    });
    let few = strays > 0.0 && strays <= OUTSIDE * total && with_any as f64 <= DAYS_WITH_ANY * days as f64;
    if total >= ENOUGH_CONTACTS && few {
        found.push(HistoryCaution::OddHours {
            channel,
            share: strays / total,
            opens: clock(series.grid, opens),
            closes: clock(series.grid, last + 1),
        });
    }
}

/// The start of a slot; that of the slot past the last is midnight.
pub(super) fn clock(grid: Grid, slot: usize) -> NaiveTime {
    let minute = u32::from(grid.start_minute(slot)) % 1440;
    NaiveTime::from_hms_opt(minute / 60, minute % 60, 0).unwrap_or(NaiveTime::MIN)
}
