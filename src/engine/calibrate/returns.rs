//! Customers who come back: after giving up, and after an answer.

use super::estimate::{Estimate, Untold};
use crate::model::LoggedContact;
use chrono::{NaiveDate, TimeDelta};

/// Days within which another contact of a customer is about the same matter; an assumption that is said.
pub(super) const SAME_MATTER_DAYS: i64 = 7;
/// Cases below which a share is not told.
const LEAST: usize = 30;

/// Shares of customers who come back to the channel.
#[derive(Debug, Clone, PartialEq)]
pub struct Returns {
    /// Of those who gave up, the share that came back the same day.
    pub redial: Result<Estimate, Untold>,
    /// Of answered contacts, the share followed by another of the same customer within a week.
    pub repeat: Result<Estimate, Untold>,
    /// The same of contacts that were not solved.
    pub recontact: Result<Estimate, Untold>,
}

impl Returns {
    /// Without single contacts, or without customers.
    pub(super) const fn untold(why: Untold) -> Self {
        Self { redial: Err(why), repeat: Err(why), recontact: Err(why) }
    }

    /// Of the contacts of one channel whose customers are known, up to the last day of the log.
    pub(super) fn of(contacts: &[&LoggedContact], last: NaiveDate) -> Self {
        let mut known: Vec<&LoggedContact> =
            contacts.iter().copied().filter(|contact| contact.customer.is_some()).collect();
        known.sort_by_key(|contact| (contact.customer, contact.at));
        let settled = last - TimeDelta::days(SAME_MATTER_DAYS);
        let (mut redial, mut repeat, mut recontact) = ((0, 0), (0, 0), (0, 0));
        let count = |cases: &mut (usize, usize), back: bool| {
            *cases = (cases.0 + usize::from(back), cases.1 + 1);
        };
        for (place, contact) in known.iter().enumerate() {
            let next = known.get(place + 1).filter(|next| next.customer == contact.customer);
            if contact.abandoned {
                count(&mut redial, next.is_some_and(|next| next.at.date() == contact.at.date()));
            } else if contact.at.date() <= settled {
                let within = TimeDelta::days(SAME_MATTER_DAYS);
                let back = next.is_some_and(|next| next.at - contact.at <= within);
                count(&mut repeat, back);
                if contact.resolved == Some(false) {
                    count(&mut recontact, back);
                }
            }
        }
        let resolution = known.iter().any(|contact| contact.resolved.is_some());
        let recontact = if resolution { share(recontact) } else { Err(Untold::NoResolution) };
        Self { redial: share(redial), repeat: share(repeat), recontact }
    }
}

fn share((back, cases): (usize, usize)) -> Result<Estimate, Untold> {
    if cases < LEAST {
        return Err(Untold::TooFewCases { cases, needed: LEAST });
    }
    Estimate::share(back as f64, cases as f64).ok_or(Untold::TooFewCases { cases, needed: LEAST })
}
