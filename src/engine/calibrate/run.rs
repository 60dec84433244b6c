//! From rows to all figures.

use super::absence::{AbsenceFigures, absence};
use super::channel::ChannelFigures;
use super::csat::{CsatFigures, Deferred, csat, recommendations};
use super::estimate::Untold;
use super::learning::{LearningFigures, learning};
use super::roster::RosterFigures;
use crate::experience::Recommendations;
use crate::model::{ChannelCounts, ContactLog, RosterRow, SurveyAnswer};
use chrono::NaiveDate;
use std::collections::HashMap;

/// The rows to learn from.
#[derive(Debug, Clone, Copy, Default)]
pub struct Sources<'a> {
    /// Counts of every channel of the histories.
    pub channels: &'a [ChannelCounts],
    /// Their contacts one by one; `None` for interval counts.
    pub log: Option<&'a ContactLog>,
    /// Who was hired and who left when.
    pub roster: Option<RosterSource<'a>>,
    /// Rated answers; `None` without a survey.
    pub survey: Option<&'a [SurveyAnswer]>,
    /// Channels that are worked off a backlog.
    pub deferred: Option<&'a Deferred>,
    /// Paid days of a week, up to 7; five where left out.
    pub week_days: Option<f64>,
}

/// A roster and the time it covers.
#[derive(Debug, Clone, Copy)]
pub struct RosterSource<'a> {
    /// Its rows.
    pub rows: &'a [RosterRow],
    /// First day from which leavers are recorded.
    pub window_start: NaiveDate,
    /// Last day; the last date of the roster where left out.
    pub as_of: Option<NaiveDate>,
}

/// What the rows tell.
#[derive(Debug, Clone, PartialEq)]
pub struct Calibration {
    /// Channel by channel; empty without a history.
    pub channels: Vec<ChannelFigures>,
    /// Leaving.
    pub roster: Result<RosterFigures, Untold>,
    /// Learning.
    pub learning: Result<LearningFigures, Untold>,
    /// Whole days away.
    pub absence: Result<AbsenceFigures, Untold>,
    /// Satisfaction.
    pub csat: Result<CsatFigures, Untold>,
    /// Whether satisfaction is that of the log's own scores.
    pub csat_from_log: bool,
    /// Answers from 0 to 10 to whether customers would recommend, counted; none where nobody was asked.
    pub recommends: Recommendations,
}

/// All figures that the rows tell.
#[must_use]
pub fn calibrate(sources: &Sources<'_>) -> Calibration {
    let people = People::of(sources);
    let scored = sources.survey.is_none().then(|| sources.log.map(|log| of_log(log, &people))).flatten();
    let answers = sources.survey.or(scored.as_deref()).unwrap_or_default();
    let roster = sources.roster.as_ref().ok_or(Untold::NoRoster);
    let has_history = !sources.channels.is_empty();
    Calibration {
        channels: sources.channels.iter().map(|one| ChannelFigures::of(one, sources.log, &people)).collect(),
        roster: roster.and_then(|roster| {
            RosterFigures::of(roster.rows, roster.window_start, roster.as_of).ok_or(Untold::NobodyLeft)
        }),
        learning: if has_history { learning(sources.log, &people) } else { Err(Untold::NoHistory) },
        absence: absence(sources),
        csat: csat(answers, sources.deferred.unwrap_or(&Deferred::default())),
        csat_from_log: scored.is_some(),
        recommends: recommendations(answers),
    }
}

/// The agents of a log and when they were hired.
pub(super) struct People {
    /// Days of hire of each agent, in order; none where the roster does not have the agent.
    hired: Vec<Vec<NaiveDate>>,
}

impl People {
    fn of(sources: &Sources<'_>) -> Result<Self, Untold> {
        let log = match (sources.channels, sources.log) {
            ([], _) => return Err(Untold::NoHistory),
            (_, None) => return Err(Untold::NotALog),
            (_, Some(log)) => log,
        };
        if !log.tells_agents {
            return Err(Untold::NoAgents);
        }
        let roster = sources.roster.as_ref().ok_or(Untold::NoRoster)?;
        let mut by_name: HashMap<&str, Vec<NaiveDate>> = HashMap::new();
        for row in roster.rows {
            by_name.entry(row.employee.as_str()).or_default().push(row.hire_date);
        }
        by_name.values_mut().for_each(|hires| hires.sort_unstable());
        let hired: Vec<Vec<NaiveDate>> =
            log.agents.iter().map(|name| by_name.get(name.as_str()).cloned().unwrap_or_default()).collect();
        let people = Self { hired };
        if people.known() == 0 {
            return Err(Untold::AgentsNotInRoster { agents: log.agents.len() });
        }
        Ok(people)
    }

    /// Agents of the log that the roster has.
    pub(super) fn known(&self) -> usize {
        self.hired.iter().filter(|hires| !hires.is_empty()).count()
    }

    /// Whole months since an agent's last hire up to a day; `None` where that is not known.
    pub(super) fn tenure_months(&self, agent: u32, on: NaiveDate) -> Option<u32> {
        let hires = self.hired.get(usize::try_from(agent).ok()?)?;
        let hired = hires.iter().rev().find(|hired| **hired <= on)?;
        let days = u32::try_from((on - *hired).num_days()).ok()?;
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a few thousand months")]
        let months = (f64::from(days) / crate::workforce::DAYS_A_MONTH).floor() as u32;
        Some(months)
    }
}

/// The scores of a log as answers.
fn of_log(log: &ContactLog, people: &Result<People, Untold>) -> Vec<SurveyAnswer> {
    let answer = |contact: &crate::model::LoggedContact| {
        let tenure = people.as_ref().ok().zip(contact.agent);
        let tenure = tenure.and_then(|(people, agent)| people.tenure_months(agent, contact.at.date()));
        Some(SurveyAnswer {
            channel: usize::try_from(contact.channel).ok().and_then(|at| log.channels.get(at)).cloned(),
            score: Some(contact.score?),
            recommends: None,
            wait_seconds: contact.wait_seconds,
            resolved: contact.resolved,
            contacts_before: None,
            transfers: None,
            tenure_months: tenure.map(f64::from),
        })
    };
    log.contacts.iter().filter_map(answer).collect()
}
