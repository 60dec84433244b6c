//! All channels of a history in one picture.

use super::caution::HistoryCaution;
use super::channel::ChannelPicture;
use super::watch;
use crate::calendar::ClockChange;
use crate::model::ChannelCounts;
use crate::model::question::LevelGoal;
use crate::queueing::ServiceLevelDefinition;

/// What is asked of a history beside its counts.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct PictureTerms {
    /// The service level asked about; its time is the one that the counts were made with.
    pub goal: Option<LevelGoal>,
    /// How abandoned contacts count in it.
    pub definition: ServiceLevelDefinition,
}

/// The picture of a history.
#[derive(Debug, Clone, PartialEq)]
pub struct Picture {
    /// Every channel with a day.
    pub channels: Vec<ChannelPicture>,
    /// What must be known before the history is used; indices are of `channels`.
    pub cautions: Vec<HistoryCaution>,
}

/// The picture of all channels; `changes` are the clock changes of the days they cover.
#[must_use]
pub fn picture(counts: &[ChannelCounts], changes: &[ClockChange], terms: &PictureTerms) -> Picture {
    let seen: Vec<&ChannelCounts> = counts.iter().filter(|counts| !counts.days.is_empty()).collect();
    let channels: Vec<ChannelPicture> =
        seen.iter().filter_map(|counts| ChannelPicture::of(counts, terms)).collect();
    let mut cautions = watch::cautions(&seen, changes);
    let all_answered =
        |at: &usize| channels[*at].service_level.is_some() && channels[*at].p_abandon.is_none();
    cautions.extend(
        (0..channels.len()).filter(all_answered).map(|channel| HistoryCaution::AllAnswered { channel }),
    );
    Picture { channels, cautions }
}
