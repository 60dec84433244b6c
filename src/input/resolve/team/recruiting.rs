//! The funnel from an application to a first day.

use super::training::{months, some_share};
use crate::input::fields::View;
use crate::model::Recruiting;
use crate::units::Fraction;

/// The funnel of a team; `show` is that of its replacements where the plan has one.
pub(super) fn recruiting(view: &View<'_>, show: Option<Fraction>) -> Option<Recruiting> {
    let table = view.view("recruiting")?;
    let share = |key: &str, help: &str| table.get(key).and_then(|field| some_share(&field, help));
    let offer = share("offer", "no applicant would ever be made an offer; 20 to 50 % is usual");
    let accept = share("accept", "nobody would ever accept; 70 to 90 % is usual");
    let own = share("show", "nobody would ever start; 85 to 95 % is usual");
    Some(Recruiting {
        offer: offer.unwrap_or(Fraction::ONE),
        accept: accept.unwrap_or(Fraction::ONE),
        show: own.or(show).unwrap_or(Fraction::ONE),
        lead_months: table.get("lead_time").and_then(|field| months(&field, 24.0)).unwrap_or(0.0),
    })
}
