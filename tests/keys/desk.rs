//! Small plans and what they lead to: the baseline, and one scenario that changes a key.

use staffplan::calendar::By;
use staffplan::engine::{Outcome, PeriodOutcome, Range, RunOptions, TeamOutcome, run};
use staffplan::input::{LoadOptions, Loaded, Refused, load};

/// One phone channel of 1,000 contacts a day, and a team that nobody leaves: no figure of it is uncertain.
pub(crate) const PHONE: &str = r#"
[plan]
start        = 2026-10-01
months       = 2
replications = 100

[channel.phone]
volume        = { 2026-10 = 31000, 2026-11 = 30000 }
hours         = "09:00-17:00"
handle_time   = "5 min"
patience      = "4 min"
service_level = "80% in 20 s"

[team.desk]
serves    = ["phone"]
headcount = 20

[cost]
salary = 5200

[csat]
today = "80%"
"#;

/// A backlog of 400 contacts a day that two people more than it takes work off from nine to five.
pub(crate) const TICKETS: &str = r#"
[plan]
start        = 2026-10-01
months       = 2
replications = 100

[channel.tickets]
kind          = "deferred"
volume        = { 2026-10 = 12400, 2026-11 = 12000 }
hours         = "09:00-17:00"
handle_time   = "6 min"
service_level = "90% in 24 h"

[team.desk]
serves    = ["tickets"]
headcount = 9
"#;

/// People and nothing else: a hundred whom 10 % a year leave, over twelve months.
pub(crate) const PEOPLE: &str = r#"
[plan]
start        = 2026-10-01
months       = 12
replications = 100

[team.desk]
headcount = 100
attrition = "10%"
"#;

/// Loads a text.
pub(crate) fn loaded(text: &str, set: &[&str]) -> Result<Loaded, Refused> {
    let set = set.iter().map(|&one| one.to_owned()).collect();
    load("plan.toml", text.as_bytes(), &LoadOptions { set, ..LoadOptions::default() })
}

/// Runs a text, with keys of the command line laid over it.
pub(crate) fn outcomes(text: &str, set: &[&str]) -> Vec<Outcome> {
    let loaded = loaded(text, set).unwrap_or_else(|refused| {
        let found: Vec<_> = refused.diagnostics.iter().map(|one| (one.code, one.message.clone())).collect();
        panic!("{text}\n{set:?}: {found:#?}")
    });
    run(&loaded.scenarios, &loaded.evidence, &RunOptions::default()).expect("balanced books")
}

/// The baseline of a text with keys laid over it.
pub(crate) fn with(text: &str, set: &[&str]) -> Outcome {
    outcomes(text, set).swap_remove(0)
}

/// The baseline, and a scenario that writes so many lines over it.
pub(crate) fn scenario(text: &str, lines: &[&str]) -> (Outcome, Outcome) {
    let lines: Vec<String> = lines.iter().map(|line| format!("scenario.changed.{line}")).collect();
    let text = text.replace("[plan]", &format!("{}\n[plan]", lines.join("\n")));
    let mut all = outcomes(&text, &[]);
    let changed = all.remove(1);
    (all.remove(0), changed)
}

/// Why a text is refused.
pub(crate) fn refused(text: &str, set: &[&str]) -> Vec<&'static str> {
    match loaded(text, set) {
        Ok(_) => Vec::new(),
        Err(refused) => {
            let errors = refused.diagnostics.iter().map(|one| one.code);
            errors.filter(|code| code.starts_with('E')).collect()
        }
    }
}

/// The mean of a figure that must be there.
pub(crate) fn mean(range: Option<Range>) -> f64 {
    range.unwrap().mean
}

/// The first channel's mean contacts in a period.
pub(crate) fn offered(outcome: &Outcome, period: usize) -> f64 {
    outcome.periods[period].channels[0].offered.mean
}

/// The first team in a period.
pub(crate) fn team(outcome: &Outcome, period: usize) -> &TeamOutcome {
    &outcome.periods[period].teams[0]
}

/// The last period.
pub(crate) fn last(outcome: &Outcome) -> &PeriodOutcome {
    outcome.periods.last().unwrap()
}

/// Codes of the cautions.
pub(crate) fn cautions(outcome: &Outcome) -> Vec<&'static str> {
    outcome.cautions.iter().map(staffplan::report::cautions::code).collect()
}

/// Samples hold seven digits.
#[track_caller]
pub(crate) fn same(found: f64, wanted: f64) {
    assert!((found - wanted).abs() <= 2e-6 * wanted.abs().max(1.0), "{found} instead of {wanted}");
}

/// Within a tolerance whose reason stands beside the call.
#[track_caller]
pub(crate) fn near(found: f64, wanted: f64, tolerance: f64) {
    assert!((found - wanted).abs() <= tolerance, "{found} instead of {wanted} ± {tolerance}");
}

/// Contacts of the baseline's first channel by day.
pub(crate) fn daily(text: &str, set: &[&str]) -> Vec<f64> {
    let loaded = loaded(text, set).unwrap_or_else(|refused| panic!("{:#?}", refused.diagnostics));
    let options = RunOptions { by: By::Day, ..RunOptions::default() };
    let outcome = run(&loaded.scenarios, &loaded.evidence, &options).expect("balanced books").swap_remove(0);
    outcome.periods.iter().map(|period| period.channels[0].offered.mean).collect()
}
