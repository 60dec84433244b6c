//! Counts by interval, where they were asked for.

use crate::calendar::{ClockChange, Grid};
use crate::cli::command::plans::rows;
use crate::cli::exit::Stop;
use crate::cli::screen::Voice;
use crate::engine::history::{IntervalCount, intervals};
use crate::input::{HistorySource, clock_changes};
use crate::model::ChannelCounts;
use crate::report::write::shown;

/// The clock changes of the days that the channels cover.
pub(super) fn changes(counts: &[ChannelCounts], source: &HistorySource) -> Vec<ClockChange> {
    let first = counts.iter().filter_map(|channel| channel.days.keys().next()).min();
    let last = counts.iter().filter_map(|channel| channel.days.keys().next_back()).max();
    match first.zip(last) {
        Some((first, last)) => clock_changes(source.timezone, *first, *last),
        None => Vec::new(),
    }
}

/// The counts; where they become a CSV, fit to be read as a history again, with `voice` told what that took.
pub(super) fn by_interval(
    grid: Option<Grid>,
    counts: &[ChannelCounts],
    changes: &[ClockChange],
    voice: Option<&Voice>,
) -> Result<Option<Vec<IntervalCount>>, Stop> {
    let Some(grid) = grid else { return Ok(None) };
    let all = intervals(counts, grid, changes).map_err(|refused| {
        let length = |minutes: u16| if minutes == 1440 { "1d".into() } else { format!("{minutes}m") };
        let (own, asked) = (length(refused.own), length(refused.asked));
        Stop::refused(format!(
            "`{}` has intervals of {own}, of which {asked} is no multiple; ask for `--interval {own}` or longer",
            refused.channel
        ))
    })?;
    if let Some(voice) = voice {
        readable_again(&all, counts, voice)?;
    }
    Ok(Some(all))
}

/// A history needs a handle time in every interval with answered contacts once it has the column, and `abandoned` in every
/// row: says what stands in for them, and refuses where nothing can.
fn readable_again(all: &[IntervalCount], counts: &[ChannelCounts], voice: &Voice) -> Result<(), Stop> {
    let knows = |counts: &ChannelCounts| counts.totals.handled > 0.0;
    if !counts.iter().any(knows) {
        abandonment(counts, voice);
        return Ok(());
    }
    let lacking: Vec<&IntervalCount> = all.iter().filter(|count| count.lacks_time()).collect();
    let without = lacking.iter().filter_map(|count| counts.get(count.channel)).find(|counts| !knows(counts));
    if let Some(without) = without {
        return Err(Stop::refused(format!(
            "nothing says how long contacts of `{}` took, and other channels have handle times: one file of interval \
             counts cannot hold both. Convert its files apart, or leave its rows out with `--skip`",
            shown(&without.channel)
        )));
    }
    if !lacking.is_empty() && !voice.quiet {
        let (rows, verb) =
            (rows(lacking.len() as u64), if lacking.len() == 1 { "row has" } else { "rows have" });
        voice.say(&format!(
            "note: {rows} {verb} the mean handle time of the channel, for no contact answered there has one of its own"
        ));
    }
    abandonment(counts, voice);
    Ok(())
}

fn abandonment(counts: &[ChannelCounts], voice: &Voice) {
    let (tell, silent): (Vec<&ChannelCounts>, Vec<&ChannelCounts>) =
        counts.iter().partition(|counts| counts.tells_abandonment);
    if !tell.is_empty() && !voice.quiet {
        for counts in silent {
            let name = shown(&counts.channel);
            voice.say(&format!("note: the files of `{name}` do not say who gave up: `abandoned` is 0 there"));
        }
    }
}
