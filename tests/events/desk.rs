//! A made-up channel of known law, and the forecast of a plan that reads it.

use chrono::{Datelike, Days, NaiveDate};
use staffplan::calendar::By;
use staffplan::engine::{EventPhase, Outcome, PhaseFactor, RunOptions, run};
use staffplan::input::{LoadOptions, Loaded, Refused, load};
use std::fmt::Write as _;

/// A date as written.
pub(crate) fn day(written: &str) -> NaiveDate {
    written.parse().unwrap()
}

/// Standard normals by a counter: SplitMix64 and the polar form of Box and Muller's transform.
pub(crate) struct Luck(pub u64);

impl Luck {
    fn uniform(&mut self) -> f64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        f64::from(u32::try_from((z ^ (z >> 31)) >> 32).unwrap()) / 4_294_967_296.0
    }

    /// A standard normal.
    pub(crate) fn normal(&mut self) -> f64 {
        let (u, v) = (1.0 - self.uniform(), self.uniform());
        (-2.0 * u.ln()).sqrt() * (std::f64::consts::TAU * v).cos()
    }
}

/// Contacts of an ordinary day: 1,000 times the weekday's factor.
pub(crate) fn ordinary(date: NaiveDate) -> f64 {
    1000.0 * [1.2, 1.1, 1.0, 1.0, 1.05, 0.6, 0.5][date.weekday().num_days_from_monday() as usize]
}

/// Days from `first` to `last`, each its ordinary contacts times `factor`.
pub(crate) fn history(
    first: &str,
    last: &str,
    mut factor: impl FnMut(NaiveDate) -> f64,
) -> Vec<(NaiveDate, f64)> {
    let last = day(last);
    day(first)
        .iter_days()
        .take_while(|&date| date <= last)
        .map(|date| (date, ordinary(date) * factor(date)))
        .collect()
}

/// A plan from the day after the history on, with `lines` under its `[plan]` and one channel.
pub(crate) fn loaded(days: &[(NaiveDate, f64)], months: u32, lines: &str) -> Result<Loaded, Refused> {
    let folder = tempfile::tempdir().unwrap();
    let mut rows = String::from("interval_start,offered,aht_seconds\n");
    for (date, contacts) in days {
        writeln!(rows, "{date},{:.0},300", contacts.round()).unwrap();
    }
    std::fs::write(folder.path().join("phone.csv"), rows).unwrap();
    let start = days.last().unwrap().0 + Days::new(1);
    let text = format!(
        "[plan]\nstart = {start}\nmonths = {months}\nreplications = 1\n[channel.phone]\nhistory = \"phone.csv\"\n\
         hours = \"00:00-24:00\"\nhandle_time = \"5 min\"\ngrowth = \"0% / month\"\n{lines}\n"
    );
    let path = folder.path().join("plan.toml");
    load(path.to_str().unwrap(), text.as_bytes(), &LoadOptions::default())
}

/// What the plan leads to, day by day.
pub(crate) fn outcome(days: &[(NaiveDate, f64)], months: u32, lines: &str) -> Outcome {
    let loaded = loaded(days, months, lines).unwrap_or_else(|refused| {
        let found: Vec<_> = refused.diagnostics.iter().map(|one| (one.code, one.message.clone())).collect();
        panic!("{lines}: {found:#?}")
    });
    run(&loaded.scenarios, &loaded.evidence, &RunOptions { by: By::Day, threads: Some(1) })
        .expect("balanced books")
        .swap_remove(0)
}

/// Contacts by date, of the one replication.
pub(crate) fn contacts(outcome: &Outcome) -> Vec<(NaiveDate, f64)> {
    outcome.periods.iter().map(|period| (period.period.first, period.channels[0].offered.mean)).collect()
}

/// Contacts on a date over those of an ordinary day.
pub(crate) fn lift(outcome: &Outcome, date: &str) -> f64 {
    let date = day(date);
    contacts(outcome).iter().find(|(at, _)| *at == date).unwrap().1 / ordinary(date)
}

/// The factor of a phase of an event.
pub(crate) fn factor(outcome: &Outcome, event: &str, phase: EventPhase) -> PhaseFactor {
    let uplift = outcome.uplifts.iter().find(|uplift| uplift.event == event).unwrap();
    *uplift.phases.iter().find(|one| one.phase == phase).unwrap()
}

/// Codes of what refuses a plan, each with its sentence and way out.
pub(crate) fn refused(days: &[(NaiveDate, f64)], lines: &str) -> Vec<(&'static str, String)> {
    let refused = loaded(days, 3, lines).err().map(|refused| refused.diagnostics).unwrap_or_default();
    let errors = refused.into_iter().filter(|one| one.code.starts_with('E'));
    errors.map(|one| (one.code, format!("{}; {}", one.message, one.help.unwrap_or_default()))).collect()
}
