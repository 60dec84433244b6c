//! What events do to demand, a row for each part of an event.

use crate::engine::{EventPhase, EventUplift, PhaseFactor};
use crate::report::forecast::Forecast;
use crate::report::table::{Cell, Column, Content, Table};

/// Events of the baseline that fall into the horizon: by channel, before, during and after.
#[must_use]
pub(in crate::report) fn overview(forecast: &Forecast<'_>) -> Table {
    let columns = vec![
        Column::words("event"),
        Column::words("channel"),
        Column::labels("part"),
        Column::figures("days", "").spare(2),
        Column::figures("on", "average").spare(1),
        Column::labels("strongest"),
        Column::figures("times", "ordinary"),
        Column::figures("p10–p90", ""),
        Column::figures("learnt", "from"),
    ];
    let mut table = Table::new("What events do to demand, in times of an ordinary day", columns);
    let case = forecast.baseline;
    for uplift in &case.outcome.uplifts {
        let mut head = [Cell::text(uplift.event.clone()), Cell::text(case.channel(uplift.channel))];
        for (part, phases) in parts(uplift) {
            let Some(strongest) = EventUplift::strongest(&phases) else { continue };
            let [event, channel] = std::mem::replace(&mut head, [Cell::blank(), Cell::blank()]);
            let mut row = vec![event, channel, Cell::text(part)];
            row.extend(figures(uplift, &phases, strongest));
            table.rows.push(row);
        }
    }
    if case.outcome.uplifts.iter().any(|uplift| !uplift.stated) {
        table.notes.push("learnt from so many past occurrences; p10–p90 of what the next one does".into());
    }
    table
}

/// Days before, of and after an event, each without those that are not there.
fn parts(uplift: &EventUplift) -> [(&'static str, Vec<PhaseFactor>); 3] {
    let of = |wanted: fn(&EventPhase) -> bool| {
        uplift.phases.iter().filter(|phase| wanted(&phase.phase)).copied().collect()
    };
    [
        ("before", of(|phase| matches!(phase, EventPhase::Lead(_)))),
        ("during", of(|phase| matches!(phase, EventPhase::During(_)))),
        ("after", of(|phase| matches!(phase, EventPhase::Tail(_)))),
    ]
}

fn figures(uplift: &EventUplift, phases: &[PhaseFactor], strongest: PhaseFactor) -> Vec<Cell> {
    let count: f64 = phases.iter().map(|_| 1.0).sum();
    let mean = phases.iter().map(|phase| phase.factor).sum::<f64>() / count;
    let (range, learnt) = if uplift.stated {
        (Cell::blank(), Cell::text("stated"))
    } else {
        let &PhaseFactor { low, high, occurrences, .. } = &strongest;
        (Content::NumberRange { low, high, decimals: 2 }.into(), Cell::text(occurrences.to_string()))
    };
    vec![
        Cell::number(Some(count), 0, ""),
        Cell::number(Some(mean), 2, ""),
        Cell::text(strongest.date.to_string()),
        Cell::number(Some(strongest.factor), 2, ""),
        range,
        learnt,
    ]
}
