//! The hours of a channel, where its counts show clearly when it is closed.

use crate::model::ChannelCounts;
use chrono::{Datelike, NaiveDate};

/// Days from which on hours are looked for.
const DAYS: usize = 14;
/// Of 1,000 contacts of a weekday, those that may lie before its hours, and after.
const OUTSIDE: f64 = 0.001;
/// Minutes of a week that must be closed for hours to be stated.
const CLOSED: u32 = 180;

/// An open span in minutes of a day; `None`: closed all day.
type Open = Option<(u32, u32)>;

/// The hours as the key of a plan; `None` where nothing shows them.
pub(super) fn hours(channel: &ChannelCounts) -> Option<String> {
    let slots = channel.grid.slots();
    if slots < 24 || channel.days.len() < DAYS {
        return None;
    }
    let mut sums = vec![vec![0.0; slots]; 7];
    for (date, day) in &channel.days {
        sums[weekday(*date)].iter_mut().zip(&day.offered).for_each(|(sum, offered)| *sum += offered);
    }
    let minutes = u32::from(channel.grid.minutes());
    let mut week: Vec<Open> = sums.iter().map(|sums| open(sums, minutes)).collect();
    widen(&mut week[..5]);
    let closed: u32 = week.iter().map(|open| open.map_or(1440, |(from, to)| 1440 - (to - from))).sum();
    (closed >= CLOSED).then(|| written(&week))
}

fn weekday(date: NaiveDate) -> usize {
    usize::try_from(date.weekday().num_days_from_monday()).unwrap_or(0)
}

/// From the first to the last contact but a thousandth to either side, out to whole hours.
fn open(sums: &[f64], minutes: u32) -> Open {
    let total: f64 = sums.iter().sum();
    if total <= 0.0 {
        return None;
    }
    let reaches = |sum: &mut f64, offered: &f64| {
        *sum += offered;
        Some(*sum > OUTSIDE * total)
    };
    let first = sums.iter().scan(0.0, reaches).position(|reached| reached)?;
    let last = sums.len() - 1 - sums.iter().rev().scan(0.0, reaches).position(|reached| reached)?;
    let minute = |slot: usize| u32::try_from(slot).unwrap_or(0) * minutes;
    Some((minute(first) / 60 * 60, (minute(last) + minutes).div_ceil(60) * 60))
}

/// Gives working days that are open one span.
fn widen(days: &mut [Open]) {
    let all = days.iter().flatten().copied().reduce(|one, other| (one.0.min(other.0), one.1.max(other.1)));
    days.iter_mut().flatten().for_each(|open| *open = all.unwrap_or(*open));
}

fn written(week: &[Open]) -> String {
    const DAYS: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
    let span = |open: &Open| match open {
        Some((from, to)) => format!("\"{:02}:00-{:02}:00\"", from / 60, to / 60),
        None => "\"closed\"".to_owned(),
    };
    let mut groups: Vec<(usize, usize)> = Vec::new();
    for day in 0..week.len() {
        match groups.last_mut() {
            Some((first, last)) if week[*first] == week[day] => *last = day,
            _ => groups.push((day, day)),
        }
    }
    if let [(first, _)] = groups.as_slice() {
        return span(&week[*first]);
    }
    let group = |(first, last): &(usize, usize)| {
        let days =
            if first == last { DAYS[*first].to_owned() } else { format!("{}-{}", DAYS[*first], DAYS[*last]) };
        format!("{days} = {}", span(&week[*first]))
    };
    format!("{{ {} }}", groups.iter().map(group).collect::<Vec<_>>().join(", "))
}
