//! Whole plans on histories of known law.

use crate::desk::{Luck, contacts, day, factor, history, lift, outcome};
use chrono::{Days, NaiveDate};
use staffplan::engine::{Caution, EventPhase, Outcome, PhaseFactor, UnnamedDay, Unused};

/// Luck of a day in the made-up histories.
const NOISE: f64 = 0.05;

fn within(date: NaiveDate, first: &str, last: &str) -> bool {
    (day(first)..=day(last)).contains(&date)
}

fn cautions(outcome: &Outcome) -> Vec<&'static str> {
    outcome.cautions.iter().map(staffplan::report::cautions::code).collect()
}

/// Days that no event names.
fn unnamed(outcome: &Outcome) -> Vec<UnnamedDay> {
    let told = outcome.cautions.iter().filter_map(|caution| match caution {
        Caution::UnnamedDays { days, .. } => Some(days.clone()),
        _ => None,
    });
    told.flatten().collect()
}

/// What an event does on a date.
fn on(outcome: &Outcome, event: &str, date: NaiveDate) -> Option<PhaseFactor> {
    let uplift = outcome.uplifts.iter().find(|uplift| uplift.event == event).unwrap();
    uplift.phases.iter().find(|phase| phase.date == date).copied()
}

/// Days that an event's account names as unused, with the reason.
fn unused(outcome: &Outcome, event: &str) -> Vec<(String, Unused)> {
    let uplift = outcome.uplifts.iter().find(|uplift| uplift.event == event).unwrap();
    uplift.unused.iter().map(|day| (day.date.to_string(), day.why.clone())).collect()
}

#[test]
fn known_factors_are_recovered_within_their_range() {
    let sales = ["2025-11-10", "2026-02-10", "2026-05-11", "2026-08-10"];
    let (mut held, mut all) = (0, 0);
    for seed in 0..40 {
        let mut luck = Luck(seed);
        let own: Vec<f64> = (0..5).map(|_| 0.25 * luck.normal()).collect();
        let lift_of = |date: NaiveDate| {
            let of = |(first, own): (&&str, &f64)| {
                let after = (date - day(first)).num_days();
                (0..3).contains(&after).then(|| [2.2, 1.6, 1.3][usize::try_from(after).unwrap()] * own.exp())
            };
            sales.iter().zip(&own).find_map(of).unwrap_or(1.0)
        };
        let days = history("2025-09-01", "2026-09-30", |date| lift_of(date) * (NOISE * luck.normal()).exp());
        let spans: Vec<String> =
            sales.iter().map(|first| format!("\"{first}..{}\"", day(first) + Days::new(2))).collect();
        let dates = format!("[event.sale]\ndates = [{}, \"2026-10-12..2026-10-14\"]", spans.join(", "));
        let outcome = outcome(&days, 1, &dates);
        for (at, truth) in [2.2, 1.6, 1.3].iter().enumerate() {
            let known = factor(&outcome, "sale", EventPhase::During(i32::try_from(at).unwrap()));
            assert_eq!(known.occurrences, 4);
            held += usize::from((known.low..=known.high).contains(&(truth * own[4].exp())));
            all += 1;
        }
    }
    // Forty events: a standard error of 6 points about 80.
    let share = f64::from(u32::try_from(held).unwrap()) / f64::from(u32::try_from(all).unwrap());
    assert!((0.66..=0.93).contains(&share), "{share}");
}

#[test]
fn an_outage_and_its_rebound_leave_every_other_day_as_it_was() {
    let with = |failed: f64, rebound: f64, lines: &str| {
        let mut luck = Luck(7);
        let days = history("2026-03-02", "2026-09-30", |date| {
            let what = match date.to_string().as_str() {
                "2026-09-08" => failed,
                "2026-09-09" => rebound,
                _ => 1.0,
            };
            what * (NOISE * luck.normal()).exp()
        });
        contacts(&outcome(&days, 2, lines))
    };
    let outage = "[event.failure]\nkind = \"outage\"\ndates = 2026-09-08";
    let (bad, worse) = (with(0.2, 1.9, outage), with(0.05, 3.0, outage));
    assert_eq!(bad, worse);
    assert_ne!(bad, with(0.2, 1.9, ""));
    // The same outage with a stated stress test in the future moves that day alone, and not the day after.
    let stress = outage.replace("2026-09-08", "[\"2026-09-08\", \"2026-10-20\"]\nuplift = \"+100%\"");
    for ((date, plain), (_, stressed)) in bad.iter().zip(with(0.2, 1.9, &stress)) {
        let times = if *date == day("2026-10-20") { 2.0 } else { 1.0 };
        assert!((stressed / plain - times).abs() < 1e-6, "{date}");
    }
}

#[test]
fn an_outage_within_a_sale_teaches_the_sale_nothing() {
    let days = history("2025-09-01", "2026-10-31", |date| match date {
        date if date == day("2025-11-11") => 0.1,
        date if date == day("2025-11-12") => 4.0,
        date if within(date, "2025-11-10", "2025-11-14") => 2.0,
        _ => 1.0,
    });
    let lines = "[event.sale]\ndates = [\"2025-11-10..2025-11-14\", \"2026-11-10..2026-11-14\"]\n\
                 [event.failure]\nkind = \"outage\"\ndates = 2025-11-11";
    let outcome = outcome(&days, 1, lines);
    let all = unused(&outcome, "sale");
    assert_eq!(all, [("2025-11-11".into(), Unused::Outage), ("2025-11-12".into(), Unused::Outage)]);
    assert_eq!(factor(&outcome, "sale", EventPhase::During(1)).occurrences, 0);
    for at in 0..5 {
        let known = factor(&outcome, "sale", EventPhase::During(at)).factor;
        assert!(known > 1.7 && known < 2.05, "{at}: {known}");
    }
}

#[test]
fn moved_lunar_dates_line_up_by_the_new_year() {
    // Contacts fall towards New Year's Day and come back: by days from it.
    let shape = |after: i64| match after {
        -1 => 0.6,
        0 => 0.3,
        1 | 2 => 0.45,
        3..=6 => 0.7,
        _ => 1.0,
    };
    let years = [day("2024-02-10"), day("2025-01-29"), day("2026-02-17")];
    let days = history("2024-01-01", "2026-12-31", |date| {
        years.iter().map(|&year| shape((date - year).num_days())).product()
    });
    let built_in = outcome(&days, 3, "[event.new-year]\nkind = \"holiday\"\ndates = \"spring-festival\"");
    for after in -4..10 {
        let date = day("2027-02-06") + chrono::TimeDelta::days(after);
        match on(&built_in, "new-year", date) {
            Some(known) => {
                assert!((known.factor / shape(after) - 1.0).abs() < 0.12, "{after}: {known:?}");
                assert_eq!(known.occurrences, 3);
            }
            None => assert!(!(-1..=6).contains(&after), "{after}"),
        }
    }
    // The same spans written out, with the anchors of the table, give the same.
    let spans = "dates = [\"2024-02-09..2024-02-16\", \"2025-01-28..2025-02-04\", \"2026-02-16..2026-02-23\", \
                 \"2027-02-05..2027-02-12\"]\nanchor = \"spring-festival\"";
    let written = outcome(&days, 3, &format!("[event.new-year]\nkind = \"holiday\"\n{spans}"));
    assert_eq!(contacts(&built_in), contacts(&written));
}

#[test]
fn built_in_shopping_days_are_learnt_and_come_back() {
    let days = history("2025-06-01", "2026-10-31", |date| match date {
        date if date == day("2025-11-11") => 3.0,
        date if within(date, "2025-11-01", "2025-11-11") => 1.4,
        _ => 1.0,
    });
    let sale = outcome(&days, 2, "[event.sale]\ndates = \"double-11\"\ntail = \"3 days\"");
    let known = |date: &str| on(&sale, "sale", day(date)).map_or(1.0, |one| one.factor);
    let (peak, ramp) = (known("2026-11-11"), known("2026-11-03"));
    assert!(peak > 2.5 && peak < 3.1 && ramp > 1.2 && ramp < 1.5, "{peak} {ramp}");
    assert!((lift(&sale, "2026-11-20") - 1.0).abs() < 0.05);
    assert_eq!(factor(&sale, "sale", EventPhase::Tail(2)).occurrences, 1);
}

#[test]
fn an_event_on_the_day_of_another_teaches_what_is_left_of_it() {
    // A campaign of +50 % ran alone in May, and over the first of the sale's two days in August.
    let days = history("2026-01-01", "2026-09-30", |date| {
        let campaign = date == day("2026-05-12") || date == day("2026-08-11");
        let sale = within(date, "2026-08-11", "2026-08-12");
        (if campaign { 1.5 } else { 1.0 }) * (if sale { 2.0 } else { 1.0 })
    });
    let sale = "[event.sale]\ndates = [\"2026-08-11..2026-08-12\", \"2026-10-13..2026-10-14\"]";
    let stated =
        format!("{sale}\n[event.mailing]\nkind = \"campaign\"\ndates = 2026-08-11\nuplift = \"+50%\"");
    let learnt =
        format!("{sale}\n[event.mailing]\nkind = \"campaign\"\ndates = [2026-05-12, 2026-08-11, 2026-10-27]");
    let unknown = format!("{sale}\n[event.mailing]\nkind = \"campaign\"\ndates = [2026-08-11, 2026-10-27]");
    let alone = outcome(
        &history("2026-01-01", "2026-09-30", |date| {
            if within(date, "2026-08-11", "2026-08-12") { 2.0 } else { 1.0 }
        }),
        1,
        sale,
    );
    let of = |outcome: &Outcome, at| factor(outcome, "sale", EventPhase::During(at));
    let divided = outcome(&days, 1, &stated);
    for at in [0, 1] {
        assert!((of(&divided, at).factor / of(&alone, at).factor - 1.0).abs() < 0.01);
    }
    assert!(cautions(&divided).contains(&"C124"));
    // A factor that was itself learnt, and drawn towards none, leaves a little more to the sale, with less weight.
    let learnt = outcome(&days, 1, &learnt);
    let first = of(&learnt, 0).factor / of(&alone, 0).factor;
    assert!(
        first > 0.9
            && first < 1.15
            && of(&learnt, 0).high / of(&learnt, 0).low > of(&alone, 0).high / of(&alone, 0).low,
        "{first}"
    );
    assert_eq!(learnt.uplifts.iter().find(|one| one.event == "sale").unwrap().divided, [day("2026-08-11")]);
    // Without a day of its own on either side nobody can tell: the sale's second day stands in for its first.
    let unknown = outcome(&days, 1, &unknown);
    assert_eq!(unused(&unknown, "sale"), [("2026-08-11".into(), Unused::Shared("mailing".into()))]);
    assert_eq!(of(&unknown, 0).occurrences, 0);
    assert!(
        unknown
            .cautions
            .iter()
            .any(|one| matches!(one, Caution::UpliftUnknown { event, .. } if event == "mailing"))
    );
}

#[test]
fn missing_closed_and_empty_days_teach_nothing() {
    let sale = |date: NaiveDate| if within(date, "2026-08-10", "2026-08-13") { 2.0 } else { 1.0 };
    let mut days = history("2026-01-01", "2026-09-30", sale);
    days.retain(|(date, _)| *date != day("2026-08-11"));
    for (date, contacts) in &mut days {
        if *date == day("2026-08-12") {
            *contacts = 0.0;
        }
    }
    let lines = "[event.sale]\ndates = [\"2026-08-10..2026-08-13\", \"2026-10-12..2026-10-15\"]\n\
                 [calendar]\nclosed = [\"2026-08-13\"]";
    let outcome = outcome(&days, 1, lines);
    let reasons: Vec<Unused> = unused(&outcome, "sale").into_iter().map(|(_, why)| why).collect();
    assert_eq!(reasons, [Unused::Missing, Unused::Missing, Unused::Closed]);
    for at in 0..4 {
        let known = factor(&outcome, "sale", EventPhase::During(at));
        assert!(known.factor > 1.6 && known.factor < 2.1, "{known:?}");
        assert_eq!(known.occurrences, usize::from(at == 0));
    }
}

#[test]
fn a_longer_occurrence_says_how_many_of_its_days_were_never_seen() {
    let sale = |date: NaiveDate| if within(date, "2026-08-10", "2026-08-11") { 2.0 } else { 1.0 };
    let lines = "[event.sale]\ndates = [\"2026-08-10..2026-08-11\", \"2026-10-12..2026-10-16\"]";
    let outcome = outcome(&history("2026-01-01", "2026-09-30", sale), 1, lines);
    let unseen = outcome.cautions.iter().find_map(|caution| match caution {
        Caution::UpliftLearnt { unseen, .. } => Some(*unseen),
        _ => None,
    });
    assert_eq!(unseen, Some(3));
    let known = |date: &str| on(&outcome, "sale", day(date)).unwrap().factor;
    assert!((known("2026-10-16") / known("2026-10-13") - 1.0).abs() < 1e-9);
}

#[test]
fn an_event_that_leaves_a_channel_out_leaves_its_days_ordinary() {
    let days = history("2026-06-01", "2026-09-30", |_| 1.0);
    let none = contacts(&outcome(&days, 1, ""));
    let other = "[channel.mail]\nkind = \"deferred\"\nvolume = { 2026-10 = 3100 }\nhandle_time = \"5 min\"\n\
                 [event.sale]\ndates = \"2026-06-02..2026-09-29\"\nuplift = { mail = \"+50%\" }";
    assert_eq!(contacts(&outcome(&days, 1, other)), none);
}

#[test]
fn events_that_stand_on_closed_days_lift_nothing() {
    let days = history("2026-06-01", "2026-09-30", |_| 1.0);
    let lines = "[event.sale]\ndates = 2026-10-12\nuplift = \"+50%\"\n[calendar]\nclosed = 2026-10-12";
    let said = crate::desk::loaded(&days, 1, lines).unwrap().diagnostics;
    assert!(said.iter().any(|one| one.code == "W512" && one.message.contains("`sale`")), "{said:?}");
    let outcome = outcome(&days, 1, lines);
    assert!(outcome.uplifts.is_empty());
    // The day after a closure may be busier; a history without one cannot tell, so the next but one is looked at.
    let lifts = ["2026-10-12", "2026-10-14"].map(|day| lift(&outcome, day));
    assert!(lifts[0].abs() < 1e-9 && (lifts[1] - 1.0).abs() < 0.03, "{lifts:?}");
}

#[test]
fn an_uplift_of_minus_one_hundred_per_cent_leaves_no_contact() {
    let days = history("2026-06-01", "2026-09-30", |_| 1.0);
    let outcome = outcome(&days, 1, "[event.strike]\ndates = 2026-10-12\nuplift = \"-100%\"");
    assert!(lift(&outcome, "2026-10-12").abs() < 1e-9);
}

#[test]
fn holidays_of_china_may_be_added_to() {
    let free =
        [day("2026-05-01"), day("2026-05-02"), day("2026-05-03"), day("2026-05-04"), day("2026-05-05")];
    let festival = |date: NaiveDate| {
        let spring = within(date, "2026-02-15", "2026-02-23");
        if free.contains(&date) || spring { 0.4 } else { 1.0 }
    };
    let days = history("2026-01-05", "2026-09-30", festival);
    let lines = "[calendar]\nholidays = [\"cn\", \"2026-12-24\"]";
    let outcome = outcome(&days, 3, lines);
    assert!(lift(&outcome, "2026-12-24") < 0.7 * lift(&outcome, "2026-12-17"));
    assert!(lift(&outcome, "2026-10-05") < 0.7 * lift(&outcome, "2026-10-12"));
}

#[test]
fn an_unnamed_spike_and_the_day_after_are_told_and_not_carried_on() {
    let mut luck = Luck(11);
    let days = history("2026-03-02", "2026-09-30", |date| {
        let spike = match date.to_string().as_str() {
            "2026-06-16" => 0.2,
            "2026-06-17" => 1.35,
            "2026-08-18" => 2.5,
            _ => 1.0,
        };
        spike * (NOISE * luck.normal()).exp()
    });
    let outcome = outcome(&days, 3, "");
    let told = unnamed(&outcome);
    let failure = told.iter().find(|one| one.date == day("2026-06-16")).unwrap();
    assert!(failure.factor < 0.25 && failure.after.is_some_and(|after| after > 1.2), "{failure:?}");
    assert!(told.iter().any(|one| one.date == day("2026-08-18") && one.factor > 2.2 && one.after.is_none()));
    // No day of the horizon is out of the band that its own luck of 5 % explains.
    for (date, contacts) in contacts(&outcome) {
        let times = contacts / crate::desk::ordinary(date);
        assert!((0.75..=1.3).contains(&times), "{date}: {times}");
    }
    // Named, they are not told of.
    let named = "[event.failure]\nkind = \"outage\"\ndates = 2026-06-16\n[event.mailing]\ndates = 2026-08-18";
    let left = unnamed(&self::outcome(&days, 3, named));
    assert!(
        left.iter().all(|one| one.date != day("2026-06-16") && one.date != day("2026-08-18")),
        "{left:?}"
    );
}
