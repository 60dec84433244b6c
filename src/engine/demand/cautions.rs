//! What a channel's demand says that a reader must know.

use super::channel::{Background, Request, Sources};
use super::unnamed::unnamed;
use crate::calendar::Grid;
use crate::engine::figures::caution::Caution;
use crate::forecasting::DAYS_FOR_SEASON;
use crate::model::EventKind;
use chrono::NaiveDate;

/// Days ahead up to which neither matters much.
const NEAR: usize = 28;

/// The cautions about a channel's contacts; `open` are the days of the horizon on which it serves.
pub(super) fn told_of(
    request: &Request<'_>,
    background: &Background,
    sources: &Sources<'_>,
    open: &[NaiveDate],
) -> Vec<Caution> {
    let &Request { plan, index, .. } = request;
    let history = request.history_of(plan, index);
    let stated = request.channel().growth_per_month;
    let mut cautions = Vec::new();
    // Where no trend is learnt, growth is exactly none.
    let learnt = background.level().filter(|level| stated.is_none() && level.growth_per_month().abs() > 0.0);
    cautions.extend(
        learnt.map(|level| Caution::GrowthLearnt { channel: index, per_month: level.growth_per_month() }),
    );
    cautions.extend(sources.events.cautions(open));
    cautions.extend(background.past(plan, index).as_ref().and_then(unnamed));
    cautions.extend(background.handle_time.cautions(index, request.days));
    cautions.extend(jumps(request, background));
    let daily = history.is_some_and(|history| history.grid == Grid::DAY) && plan.settings.grid != Grid::DAY;
    if sources.shape_source.is_none() || daily {
        cautions.push(Caution::FlatProfile { channel: index, daily });
    }
    cautions.extend(season_unknown(request, background));
    cautions.extend(without_effect(request, open));
    cautions
}

/// Levels that jumped and stayed, the last one told.
fn jumps(request: &Request<'_>, background: &Background) -> Option<Caution> {
    let jumps = background.level()?.level()?.jumps();
    let &(date, factor) = jumps.last()?;
    Some(Caution::LevelJumped { channel: request.index, date, factor, earlier: jumps.len() - 1 })
}

/// A horizon beyond what the history knows of the year.
fn season_unknown(request: &Request<'_>, background: &Background) -> Option<Caution> {
    let days = background.own.as_ref().filter(|own| own.level.is_ok())?.series.days.len();
    let growth_stated = request.channel().growth_per_month.is_some();
    (days < DAYS_FOR_SEASON && request.days.len() > NEAR).then_some(Caution::SeasonUnknown {
        channel: request.index,
        days,
        growth_stated,
    })
}

/// Events all of whose days to come are closed. A holiday that is closed is what one expects.
fn without_effect(request: &Request<'_>, open: &[NaiveDate]) -> Vec<Caution> {
    let &Request { plan, index, days, .. } = request;
    let lifts = |kind: EventKind| !matches!(kind, EventKind::Holiday | EventKind::Outage);
    let events = plan.events.iter().filter(|event| event.concerns(index) && lifts(event.kind));
    let closed = events.filter_map(|event| {
        let touched = |days: &[NaiveDate]| days.iter().filter(|day| event.phase(**day).is_some()).count();
        let days = touched(days);
        (days > 0 && touched(open) == 0).then(|| Caution::EventOnClosedDays {
            event: event.name.clone(),
            channel: index,
            days,
        })
    });
    closed.collect()
}
