//! Steady states and staffing against reference values of 25 digits, made by independent multi-precision programs.

mod oracle_table;

use oracle_table::{Row, Worst, relative, seconds, table};
use staffplan::queueing::erlang_c::Crew;
use staffplan::queueing::{
    ChatDurations, Handling, Patience, QueueMetrics, ServiceLevelDefinition, Setting, Station, Targets,
    Unreachable, chat, erlang_a, erlang_b, erlang_c, least_agents,
};
use staffplan::units::{Erlangs, Fraction, Seconds};

/// The recursion's own rounding, up to a million erlangs.
const ERLANG_B_REL: f64 = 1.4e-14;
/// Rounding of the closed form, where the input is exact.
const ERLANG_C_REL: f64 = 1.4e-14;
/// Sums of up to some thousand states.
const ERLANG_A: f64 = 1e-11;
const CHAT: f64 = 1e-11;
/// The station of a row.
fn setting(row: &Row, definition: ServiceLevelDefinition) -> Setting {
    Setting {
        rate: row.rate("lambda_per_hour"),
        agents: row.agents("agents"),
        answer_within: row.seconds("target_s"),
        definition,
    }
}

#[test]
fn erlang_b_agrees_with_exact_rationals() {
    let mut worst = Worst::default();
    for row in table("erlang_b") {
        let load = Erlangs::new(row.number("load_erlangs")).expect("a load");
        let found = erlang_b::blocking_probability(load, row.number("agents")).get();
        let place = || format!("{} erlangs, {} agents", row.text("load_erlangs"), row.text("agents"));
        worst.take("p_block", relative(found, row.number("p_block")), &place);
    }
    worst.at_most(ERLANG_B_REL);
}

#[test]
fn erlang_c_agrees_with_exact_rationals() {
    let (mut tails, mut levels) = (Worst::default(), Worst::default());
    for row in table("erlang_c") {
        let (aht, within) = (row.seconds("aht_s"), row.seconds("target_s"));
        let crew = Crew::of_hourly(row.number("lambda_per_hour"), aht, row.agents("agents"));
        let place = || format!("{} per hour, {} agents", row.text("lambda_per_hour"), row.text("agents"));
        let Some(found) = erlang_c::metrics(crew, aht, within) else {
            assert_eq!(row.text("asa_s"), "inf", "{}", place());
            continue;
        };
        let late = erlang_c::late_share(crew, aht, within).expect("stable").get();
        tails.take("p_wait", relative(found.p_wait.get(), row.number("p_wait")), &place);
        tails.take("asa", relative(found.mean_wait_all.get(), row.number("asa_s")), &place);
        tails.take("mean_queue", relative(found.mean_queue, row.number("mean_queue")), &place);
        tails.take("occupancy", relative(found.occupancy.get(), row.number("occupancy")), &place);
        let exponent = -(row.number("one_minus_service_level") / row.number("p_wait").max(1e-300)).ln();
        let conditioned =
            relative(late, row.number("one_minus_service_level")) / (1.0 + exponent.abs().max(0.0));
        tails.take("late_share", conditioned, &place);
        levels.take("service_level", (found.service_level.get() - row.number("service_level")).abs(), &place);
    }
    tails.at_most(ERLANG_C_REL);
    levels.at_most(ERLANG_C_REL);
}

/// The five columns that Erlang A and chat share.
fn compare(worst: &mut Worst, found: &QueueMetrics, row: &Row, place: &dyn Fn() -> String) {
    worst.take("p_wait", relative(found.p_wait.get(), row.number("p_wait")), place);
    worst.take("p_abandon", relative(found.p_abandon.get(), row.number("p_abandon")), place);
    worst.take("mean_wait", relative(found.mean_wait_all.get(), row.number("mean_wait_all_s")), place);
    worst.take("mean_queue", relative(found.mean_queue, row.number("mean_queue")), place);
}

#[test]
fn erlang_a_agrees_with_multi_precision_series() {
    use ServiceLevelDefinition::{Answered, ExcludingShortAbandons, Offered, Virtual};
    let mut worst = Worst::default();
    for row in table("erlang_a") {
        let place = || format!("{} per hour, {} agents", row.text("lambda_per_hour"), row.text("agents"));
        let at = |definition| {
            erlang_a::metrics(row.seconds("aht_s"), row.patience(), &setting(&row, definition))
                .expect("stable")
        };
        let found = at(Offered);
        compare(&mut worst, &found, &row, &place);
        worst.take("occupancy", relative(found.occupancy.get(), row.number("occupancy")), &place);
        if let Some(asa) = found.asa {
            worst.take("asa", relative(asa.get(), row.number("asa_served_s")), &place);
        }
        for (what, definition, column) in [
            ("offered", Offered, "sl_answered_of_offered"),
            ("answered", Answered, "sl_answered_of_answered"),
            ("excluding", ExcludingShortAbandons, "sl_excl_short_abandons"),
            ("virtual", Virtual, "sl_virtual"),
        ] {
            if let Ok(right) = row.text(column).parse::<f64>() {
                worst.take(what, (at(definition).service_level.get() - right).abs(), &place);
            }
        }
    }
    worst.at_most(ERLANG_A);
}

/// Durations by the number of chats at once.
fn levels(row: &Row) -> Vec<Seconds> {
    let durations = row.text("aht_s_by_concurrency").split(';');
    durations.map(|aht| seconds(aht.parse().expect("a duration"))).collect()
}

#[test]
fn levelled_chat_agrees_with_multi_precision_sums() {
    let mut worst = Worst::default();
    for row in table("chat") {
        let durations = ChatDurations::new(&levels(&row)).expect("durations");
        let place = || format!("{} per hour, {} agents", row.text("lambda_per_hour"), row.text("agents"));
        let at = |definition| chat::metrics(&durations, row.patience(), &setting(&row, definition));
        let Some(found) = at(ServiceLevelDefinition::Offered) else {
            assert_eq!(row.text("mean_queue"), "inf");
            continue;
        };
        compare(&mut worst, &found, &row, &place);
        worst.take("occupancy", relative(found.occupancy.get(), row.number("slot_occupancy")), &place);
        let level = |definition| at(definition).expect("stable").service_level.get();
        let offered = level(ServiceLevelDefinition::Offered);
        worst.take("offered", (offered - row.number("sl_of_offered")).abs(), &place);
        let patient = level(ServiceLevelDefinition::Virtual);
        worst.take("virtual", (patient - row.number("sl_virtual")).abs(), &place);
    }
    worst.at_most(CHAT);
}

#[test]
fn levelled_chat_is_within_a_point_of_real_routing() {
    // Simulated: an arrival goes to the agent with the fewest chats, who keeps it to its end.
    for row in table("chat_vs_sim") {
        let durations = ChatDurations::new(&levels(&row)).expect("durations");
        let station = setting(&row, ServiceLevelDefinition::Offered);
        let found = chat::metrics(&durations, row.patience(), &station).expect("steady").service_level.get();
        let place = format!("{} per hour, {} agents", row.text("lambda_per_hour"), row.text("agents"));
        assert!((found - row.number("sl_levelled")).abs() <= 5.1e-6, "{place}: {found}");
        let gap = (found - row.number("sl_sim")).abs();
        let allowed = if row.agents("agents") == 3 { 0.009 } else { 0.003 };
        assert!(gap <= allowed + 3.0 * row.number("sl_sim_se"), "{place}: {gap} from the simulation");
    }
}

/// The target of a staffing row.
fn targets(row: &Row) -> Targets {
    let fraction = Fraction::new(row.number("target_value").min(1.0)).expect("a share");
    let within = row.seconds("target_s");
    let service_level = Some((fraction, within));
    match row.text("target_kind") {
        "service_level" | "sl_answered_of_offered" => Targets { service_level, ..Targets::default() },
        "sl_virtual" => {
            Targets { service_level, definition: ServiceLevelDefinition::Virtual, ..Targets::default() }
        }
        "p_wait" => {
            Targets { service_level: Some((fraction.complement(), Seconds::ZERO)), ..Targets::default() }
        }
        "asa" => Targets { asa: Some(seconds(row.number("target_value"))), ..Targets::default() },
        "p_abandon" => Targets { max_abandon: Some(fraction), ..Targets::default() },
        "occupancy" => Targets { max_occupancy: Some(fraction), ..Targets::default() },
        other => panic!("unknown target {other}"),
    }
}

fn staffed(row: &Row, patience: Patience) -> Result<u32, Unreachable> {
    let station = Station { handling: Handling::Single(row.seconds("aht_s")), patience };
    least_agents(row.rate("lambda_per_hour"), &station, &targets(row)).map(|staffing| staffing.agents)
}

#[test]
fn the_least_agents_are_those_of_the_exact_search() {
    for row in table("erlang_c_staffing") {
        let place =
            format!("{} {} {}", row.text("lambda_per_hour"), row.text("aht_s"), row.text("target_kind"));
        // A cap of 100% asks for as many agents as erlangs; the queue would grow without bound.
        let full = row.text("target_kind") == "occupancy" && row.number("metric_at_agents") >= 1.0;
        let agents = row.agents("agents") + u32::from(full);
        assert_eq!(staffed(&row, Patience::Infinite), Ok(agents), "{place}");
    }
    for row in table("erlang_a_staffing") {
        let place =
            format!("{} {} {}", row.text("lambda_per_hour"), row.text("aht_s"), row.text("target_kind"));
        assert_eq!(staffed(&row, row.patience()), Ok(row.agents("agents")), "{place}");
    }
}
