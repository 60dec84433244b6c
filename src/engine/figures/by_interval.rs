//! The report by interval: a period an interval, with the expected staff.

use super::outcome::{ChannelOutcome, IntervalOutcome, Need, Outcome, PeriodOutcome, Range, TeamOutcome};
use crate::calendar::Period;

/// A period an interval, with the expected staff: only what intervals have.
pub(in crate::engine) fn interval_periods(outcome: &Outcome) -> Vec<PeriodOutcome> {
    let Some(like) = outcome.periods.first() else { return Vec::new() };
    let mut rows: Vec<&IntervalOutcome> = outcome.intervals.iter().collect();
    rows.sort_by_key(|row| (row.date, row.minute, row.channel));
    let period = |rows: &[&IntervalOutcome]| {
        let label = format!("{}T{:02}:{:02}", rows[0].date, rows[0].minute / 60, rows[0].minute % 60);
        let mut period = blank(like, Period { label, first: rows[0].date, last: rows[0].date });
        for row in rows {
            let channel = &mut period.channels[row.channel];
            channel.offered = Range::certain(row.offered);
            channel.service_level = row.service_level.map(Range::certain);
            channel.asa_seconds = row.asa_seconds.map(Range::certain);
            channel.p_abandon = row.p_abandon.map(Range::certain);
            channel.occupancy = row.occupancy.map(Range::certain);
            channel.need.agent_hours = row.required * f64::from(row.minutes) / 60.0;
            channel.need.peak_agents = row.required;
            channel.need.peak_at = Some((row.date, row.minute));
            channel.need.binding = row.binding;
        }
        period
    };
    rows.chunk_by(|a, b| (a.date, a.minute) == (b.date, b.minute)).map(period).collect()
}

/// A period of the same shape without figures.
fn blank(like: &PeriodOutcome, period: Period) -> PeriodOutcome {
    let mut blank = like.clone();
    blank.period = period;
    (blank.csat, blank.csat_all_customers, blank.attrition, blank.cost) = (None, None, None, None);
    (blank.mean_score, blank.answered, blank.cost_per_contact) = (None, None, None);
    (blank.cost_lines, blank.memo) = (None, None);
    for channel in &mut blank.channels {
        let need = Need { agent_hours: 0.0, peak_agents: 0.0, peak_at: None, binding: "no contacts" };
        *channel = ChannelOutcome {
            offered: Range::certain(0.0),
            deflected: Range::certain(0.0),
            service_level: None,
            asa_seconds: None,
            p_abandon: None,
            occupancy: None,
            backlog_end: None,
            csat: None,
            csat_all_customers: None,
            mean_score: None,
            need,
        };
    }
    blank.teams.iter_mut().for_each(|team| *team = TeamOutcome::default());
    blank
}
