//! What a history tells of one channel.

use super::estimate::{Estimate, Untold};
use super::handle_time::HandleTime;
use super::returns::Returns;
use super::run::People;
use super::spread::{SpreadFigures, spread};
use crate::model::{ChannelCounts, ContactLog, LoggedContact};
use crate::queueing::PatienceFit;
use chrono::NaiveDate;

/// The figures of one channel.
#[derive(Debug, Clone, PartialEq)]
pub struct ChannelFigures {
    /// Its name.
    pub channel: String,
    /// Contacts.
    pub contacts: f64,
    /// First and last day with rows.
    pub days: Option<(NaiveDate, NaiveDate)>,
    /// How long contacts take.
    pub handle_time: Result<HandleTime, Untold>,
    /// How long customers wait before they give up.
    pub patience: Result<PatienceFit, Untold>,
    /// Spread of the counts of intervals.
    pub spread: Result<SpreadFigures, Untold>,
    /// Customers who come back.
    pub returns: Returns,
    /// Share solved the first time.
    pub resolution: Result<Estimate, Untold>,
}

impl ChannelFigures {
    pub(super) fn of(
        counts: &ChannelCounts,
        log: Option<&ContactLog>,
        people: &Result<People, Untold>,
    ) -> Self {
        let contacts = log.map(|log| of_channel(log, &counts.channel));
        let days = counts.days.keys().next().copied().zip(counts.days.keys().next_back().copied());
        let returns = match (log, &contacts, days) {
            (Some(log), Some(contacts), Some((_, last))) if log.tells_customers => match crowd(log) {
                Some(share) => Returns::untold(Untold::NoSingleCustomer { share }),
                None => Returns::of(contacts, last),
            },
            (Some(_), ..) => Returns::untold(Untold::NoCustomers),
            (None, ..) => Returns::untold(Untold::NotALog),
        };
        Self {
            channel: counts.channel.clone(),
            contacts: counts.totals.offered,
            days,
            handle_time: HandleTime::of(counts, contacts.as_deref(), people),
            patience: patience(counts, log.is_some()),
            spread: spread(counts),
            returns,
            resolution: resolution(contacts.as_deref()),
        }
    }
}

/// The share of the contacts that one name has, where no customer has so many.
fn crowd(log: &ContactLog) -> Option<f64> {
    const CROWD: (f64, usize) = (0.05, 50);
    let (_, most) = log.busiest_customer.as_ref()?;
    let share = *most as f64 / log.contacts.len() as f64;
    (share > CROWD.0 && *most > CROWD.1).then_some(share)
}

/// The contacts of a channel, whatever the case of its name.
fn of_channel<'a>(log: &'a ContactLog, channel: &str) -> Vec<&'a LoggedContact> {
    let name = channel.to_lowercase();
    let number = log.channels.iter().position(|other| other.to_lowercase() == name);
    let number = number.and_then(|number| u32::try_from(number).ok());
    log.contacts.iter().filter(|contact| Some(contact.channel) == number).collect()
}

/// The share solved the first time, of answered contacts.
fn resolution(contacts: Option<&[&LoggedContact]>) -> Result<Estimate, Untold> {
    let contacts = contacts.ok_or(Untold::NotALog)?;
    let answered = contacts.iter().filter(|contact| !contact.abandoned);
    let told: Vec<bool> = answered.filter_map(|contact| contact.resolved).collect();
    let solved = told.iter().filter(|solved| **solved).count();
    Estimate::share(solved as f64, told.len() as f64).ok_or(Untold::NoResolution)
}

fn patience(counts: &ChannelCounts, log: bool) -> Result<PatienceFit, Untold> {
    let totals = &counts.totals;
    if !log {
        return Err(Untold::NotALog);
    }
    if !counts.tells_abandonment {
        return Err(Untold::NoAbandonment);
    }
    if totals.waits <= 0.0 {
        return Err(Untold::NoWaits);
    }
    let gave_up = totals.waits - totals.answered_waits;
    if gave_up <= 0.0 && totals.abandoned > 0.0 {
        return Err(Untold::NoWaitsOfAbandoned { abandoned: totals.abandoned });
    }
    PatienceFit::new(totals.wait_seconds, gave_up, totals.waits).ok_or_else(|| Untold::NobodyGaveUp {
        contacts: totals.waits,
        longest: counts.wait_lengths.quantile(1.0).unwrap_or(0.0),
    })
}
