//! What a forecast is the average of, in words.

use crate::engine::demand_outlook::{Member, Method};

/// A part of the average, as in "by the mean of … and …".
const fn name(member: Member) -> &'static str {
    match member {
        Member::Method(Method::DayModel) => "the day model",
        Member::Method(Method::FourWeekMean) => "the four-week mean",
        Member::Method(Method::YearAgo) => "a year ago with growth",
        Member::Method(Method::Decomposition) => "seasons by loess",
        Member::Method(Method::Nothing) => "nothing, for nothing ever came",
        Member::PlainMean => "the mean of its days",
        Member::Stated => "the volume that the plan states",
    }
}

/// The same as a word for programs.
const fn key(member: Member) -> &'static str {
    match member {
        Member::Method(Method::DayModel) => "day-model",
        Member::Method(Method::FourWeekMean) => "four-week-mean",
        Member::Method(Method::YearAgo) => "year-ago",
        Member::Method(Method::Decomposition) => "loess-seasons",
        Member::Method(Method::Nothing) => "nothing",
        Member::PlainMean => "plain-mean",
        Member::Stated => "stated-volume",
    }
}

/// For programs: all members, joined by ` + `.
#[must_use]
pub(in crate::report) fn method_key(members: &[Member]) -> String {
    members.iter().map(|member| key(*member)).collect::<Vec<_>>().join(" + ")
}

/// In a sentence after "by".
#[must_use]
pub(super) fn method_sentence(members: &[Member]) -> String {
    let names: Vec<&str> = members.iter().map(|member| name(*member)).collect();
    match names.as_slice() {
        [] => "nothing".to_owned(),
        [one] => (*one).to_owned(),
        [first @ .., last] => format!("the mean of {} and {last}", first.join(", ")),
    }
}
