//! Logs as the systems export them: a row a contact.

use crate::desk::{Desk, plan_for, table};

#[test]
fn our_own_names_need_no_key() {
    let text = table("timestamp,channel,wait_seconds,handle_seconds,abandoned,csat", |i, t| {
        format!(
            "{},{},{},{},{},{}",
            t.format("%Y-%m-%dT%H:%M:%S"),
            ["chat", "phone"][i % 2],
            i % 40,
            200 + i % 90,
            u8::from(i % 9 == 0),
            1 + i % 5
        )
    });
    let plan = plan_for("log.csv", text.as_bytes());
    plan.states(&[
        ("timestamp", "-"),
        ("timestamp_format", "-"),
        ("encoding", "-"),
        ("delimiter", "-"),
        ("max_rejected", "-"),
        ("files", "[\"log.csv\"]"),
        ("start", "2026-05-01"),
        ("months", "3"),
        ("timezone", "\"UTC\""),
        ("history", "{}"),
        ("hours", "\"09:00-18:00\""),
    ]);
    plan.says("[channel.chat]").says("[channel.phone]");
}

#[test]
fn amazon_connect_contact_records() {
    let text = table(
        "Contact ID,Channel,Initiation Timestamp,Queue,Queue Duration,Agent Interaction Duration,Disconnect Timestamp",
        |i, t| {
            let channel = ["VOICE", "CHAT"][i % 2];
            format!("id-{i},{channel},{},Basic,{},{},", t.format("%Y-%m-%dT%H:%M:%SZ"), i % 30, 180 + i % 60)
        },
    );
    plan_for("contacts.csv", text.as_bytes()).states(&[
        ("timestamp", "\"Initiation Timestamp\""),
        ("timestamp_format", "-"),
        ("wait_seconds", "\"Queue Duration\""),
        ("handle_seconds", "\"Agent Interaction Duration\""),
        ("channel", "-"),
        ("timezone", "\"UTC\""),
    ]);
}

#[test]
fn genesys_cloud_interactions_with_lengths_by_the_clock() {
    let text = table("Media Type,Queue,Date,Abandoned,Total Queue,Total Handle", |i, t| {
        let media = ["voice", "chat", "email"][i % 3];
        let gave_up = if i % 11 == 0 { "YES" } else { "NO" };
        format!(
            "{media},Support,{},{gave_up},00:00:{:02},00:0{}:12",
            t.format("%-m/%-d/%y %-I:%M %p"),
            i % 60,
            4 + i % 2
        )
    });
    let plan = plan_for("interactions.csv", text.as_bytes());
    plan.states(&[
        ("timestamp", "\"Date\""),
        ("timestamp_format", "\"%m/%d/%y %I:%M %p\""),
        ("channel", "\"Media Type\""),
        ("handle_seconds", "-"),
        ("wait_seconds", "-"),
        ("kind", "\"deferred\""),
    ]);
    // Four and five minutes and 12 seconds by turns: 4 min 42 s.
    plan.says("holds lengths like `00:04:12`").says("\"4 min 42 s\"");
}

#[test]
fn nice_cxone_contacts_with_date_and_time_apart() {
    let text =
        table("Contact_ID,Media_Name,Skill_Name,Start_Date,Start_Time,InQueue,Agent_Time,Abandon", |i, t| {
            let gave_up = if i % 8 == 0 { "Y" } else { "N" };
            let media = ["Call", "Chat"][i % 2];
            format!(
                "{i},{media},Sales,{},{},{},{gave_up}",
                t.format("%m/%d/%Y,%H:%M:%S"),
                i % 50,
                240 + i % 30
            )
        });
    plan_for("cxone.csv", text.as_bytes()).states(&[
        ("timestamp", "[\"Start_Date\", \"Start_Time\"]"),
        ("timestamp_format", "\"%m/%d/%Y %H:%M:%S\""),
        ("wait_seconds", "\"InQueue\""),
        ("handle_seconds", "\"Agent_Time\""),
        ("channel", "\"Media_Name\""),
    ]);
}

#[test]
fn nice_cxone_yes_and_no_are_mapped() {
    let text = table("Start_Date,Start_Time,Media_Name,Abandon", |i, t| {
        format!("{},Call,{}", t.format("%m/%d/%Y,%H:%M:%S"), if i % 8 == 0 { "Y" } else { "N" })
    });
    let plan = plan_for("cxone.csv", text.as_bytes());
    plan.states(&[("abandoned", "\"Abandon\"")]).says("= { N = false, Y = true }");
}

#[test]
fn five9_call_log_with_semicolons() {
    let text = table("CALL ID;TIMESTAMP;CAMPAIGN;DISPOSITION;QUEUE WAIT TIME;HANDLE TIME", |i, t| {
        let end = ["Abandoned", "Completed", "Transferred"][i % 3];
        format!("{i};{};Inbound;{end};{};{}", t.format("%d.%m.%Y %H:%M:%S"), i % 30, 150 + i % 40)
    });
    let plan = plan_for("calls.csv", text.as_bytes());
    plan.states(&[
        ("delimiter", "\";\""),
        ("timestamp", "-"),
        ("timestamp_format", "\"%d.%m.%Y %H:%M:%S\""),
        ("abandoned", "\"DISPOSITION\""),
        ("wait_seconds", "\"QUEUE WAIT TIME\""),
        ("handle_seconds", "\"HANDLE TIME\""),
        ("channel", "\"CAMPAIGN\""),
    ]);
    plan.says("{ Abandoned = true, Completed = false, Transferred = false }");
}

#[test]
fn avaya_call_records_with_a_pipe() {
    let text = table("SEGSTART|DISPTIME|TALKTIME|SPLIT", |i, t| {
        format!("{}|{}|{}|{}", t.format("%Y-%m-%d %H:%M:%S"), i % 25, 200 + i % 10, 100 + i % 2)
    });
    plan_for("cms.txt", text.as_bytes()).states(&[
        ("delimiter", "\"|\""),
        ("timestamp", "\"SEGSTART\""),
        ("wait_seconds", "\"DISPTIME\""),
        ("handle_seconds", "\"TALKTIME\""),
        ("channel", "\"SPLIT\""),
    ]);
}

#[test]
fn zendesk_tickets_with_minutes_and_good_or_bad() {
    let text =
        table("Ticket ID,Created at,Ticket channel,First reply time (min),Satisfaction Score", |i, t| {
            let score = ["Good", "Bad", "Unoffered"][i % 3];
            format!(
                "{i},{} UTC,{},{},{score}",
                t.format("%Y-%m-%d %H:%M:%S"),
                ["Email", "Web"][i % 2],
                3 + i % 200
            )
        });
    let plan = plan_for("zendesk.csv", text.as_bytes());
    plan.states(&[
        ("timestamp", "\"Created at\""),
        ("timestamp_format", "\"%Y-%m-%d %H:%M:%S UTC\""),
        ("timezone", "\"UTC\""),
        ("channel", "\"Ticket channel\""),
        ("csat", "\"Satisfaction Score\""),
        ("wait_seconds", "-"),
        ("kind", "\"deferred\""),
        ("service_level", "\"98% in 24 h\""),
    ]);
    plan.says("{ Bad = 1, Good = 5, Unoffered = \"\" }").says("holds minutes");
}

#[test]
fn freshdesk_tickets_with_hours_and_few_columns() {
    let text = table("Ticket ID,Created time,Source,First response time (in hrs),Survey results", |i, t| {
        let survey = ["Extremely happy", "", "Neutral"][i % 3];
        format!("{i},{},{},0.{},{survey}", t.format("%d/%m/%Y %H:%M"), ["Email", "Portal"][i % 2], 1 + i % 9)
    });
    let plan = plan_for("freshdesk.csv", text.as_bytes());
    plan.states(&[
        ("timestamp", "\"Created time\""),
        ("timestamp_format", "\"%d/%m/%Y %H:%M\""),
        ("channel", "\"Source\""),
        ("csat", "\"Survey results\""),
    ]);
    plan.says("holds hours").says("\"Extremely happy\" = 5");
}

#[test]
fn answered_yes_or_no_is_turned_into_abandoned() {
    let text = table("call id,date,time,answered (Y/N),speed of answer in seconds,talk duration", |i, t| {
        let (answered, wait, talk) = if i % 5 == 0 {
            ("N", String::new(), String::new())
        } else {
            ("Y", (i % 60).to_string(), (100 + i % 50).to_string())
        };
        format!("{i},{},{answered},{wait},{talk}", t.format("%d-%m-%Y,%H:%M:%S"))
    });
    let plan = plan_for("call_centre.csv", text.as_bytes());
    plan.states(&[
        ("timestamp", "[\"date\", \"time\"]"),
        ("timestamp_format", "\"%d-%m-%Y %H:%M:%S\""),
        ("abandoned", "\"answered (Y/N)\""),
        ("max_rejected", "-"),
    ]);
    plan.says("{ N = true, Y = false }").says("wait_seconds     = [\"\"]").says("[channel.phone]");
}

#[test]
fn words_for_no_value_are_mapped_and_a_few_bad_rows_are_borne() {
    let text = table("timestamp,channel,wait_seconds,handle_seconds", |i, t| {
        let handle = match i {
            7 => "#REF!".to_owned(),
            _ if i % 10 == 3 => "N/A".to_owned(),
            _ => (200 + i % 9).to_string(),
        };
        format!("{},chat,{},{handle}", t.format("%Y-%m-%d %H:%M:%S"), i % 20)
    });
    let plan = plan_for("log.csv", text.as_bytes());
    plan.says("handle_seconds   = [\"N/A\"]").says("1 rejected (E429 1)");
    // One row of 220: 0.4545 %, rounded up.
    plan.states(&[("max_rejected", "\"0.46%\"")]);
}

#[test]
fn rows_of_no_interest_are_proposed_to_be_skipped() {
    let text = table("date\tvru_entry\tq_time\toutcome\tser_time", |i, t| {
        let outcome = match i {
            5 | 50 => "PHANTOM",
            _ if i % 7 == 0 => "HANG",
            _ => "AGENT",
        };
        format!("{}\t{}\t{outcome}\t{}", t.format("%y%m%d\t%-H:%M:%S"), i % 90, 180 + i % 20)
    });
    let plan = plan_for("bank.txt", text.as_bytes());
    plan.states(&[
        ("delimiter", "\"\\t\""),
        ("timestamp", "[\"date\", \"vru_entry\"]"),
        ("timestamp_format", "\"%y%m%d %H:%M:%S\""),
        ("abandoned", "\"outcome\""),
    ]);
    plan.says("{ AGENT = false, HANG = true }").says("skip = { outcome = [\"PHANTOM\"] }");
}

#[test]
fn rows_without_a_time_are_left_out() {
    let text = table("id,First Response Time,Ticket Channel", |i, t| {
        let answered = if i % 3 == 0 { String::new() } else { t.format("%Y-%m-%d %H:%M:%S").to_string() };
        format!("{i},{answered},Chat")
    });
    let plan = plan_for("tickets.csv", text.as_bytes());
    plan.states(&[("skip", "{ \"First Response Time\" = [\"\"] }"), ("max_rejected", "-")]);
}

#[test]
fn several_files_of_one_kind_make_one_plan() {
    let text = table("timestamp,channel,wait_seconds,handle_seconds", |i, t| {
        format!("{},chat,{},{}", t.format("%Y-%m-%d %H:%M:%S"), i % 20, 200 + i % 9)
    });
    let (header, rows) = text.split_once('\n').unwrap();
    let lines: Vec<&str> = rows.lines().collect();
    let desk = Desk::new();
    desk.file("data/1.csv", format!("{header}\n{}\n", lines[..100].join("\n")).as_bytes());
    desk.file("data/2.csv", format!("{header}\n{}\n", lines[100..].join("\n")).as_bytes());
    let plan = desk.working(&["data/1.csv", "data/2.csv"]);
    plan.states(&[("files", "[\"data/1.csv\", \"data/2.csv\"]")]);
}

#[test]
fn files_are_named_from_the_folder_of_the_plan() {
    let desk = Desk::new();
    let text = table("timestamp,handle_seconds", |i, t| {
        format!("{},{}", t.format("%Y-%m-%d %H:%M:%S"), 200 + i % 9)
    });
    desk.file("data/chats.csv", text.as_bytes());
    std::fs::create_dir_all(desk.path("plans/q2")).unwrap();
    let init = desk.plan(&["init", "data/chats.csv", "-o", "plans/q2/plan.toml"]);
    assert_eq!(init.code, 0, "{}", init.err);
    let plan = std::fs::read_to_string(desk.path("plans/q2/plan.toml")).unwrap();
    assert!(
        plan.contains("files            = [\"../../data/chats.csv\"]") && plan.contains("W505"),
        "{plan}"
    );
    desk.passes("plans/q2/plan.toml", &plan);
    let printed = desk.plan(&["init", "data/chats.csv"]);
    assert!(printed.out.contains("files            = [\"data/chats.csv\"]"), "{}", printed.out);
    let again = desk.plan(&["init", "data/chats.csv", "-o", "plans/q2/plan.toml"]);
    assert_eq!(again.code, 2, "a plan that is there is left as it is");
}

#[test]
fn a_few_days_are_planned_with_the_mean_day_seen() {
    let rows: String =
        (0..40).map(|i| format!("2026-03-0{} 1{}:00:00,chat,300\n", 1 + i % 3, i % 9)).collect();
    let plan = plan_for("log.csv", format!("timestamp,channel,handle_seconds\n{rows}").as_bytes());
    // 40 contacts in 3 days are 13.3 a day, 400 in the 30 days of April.
    plan.states(&[("history", "-"), ("volume", "{ 2026-04 = 400, 2026-05 = 413, 2026-06 = 400 }")]);
}

#[test]
fn many_channels_leave_the_smaller_ones_to_a_comment() {
    let text = table("timestamp,channel,handle_seconds", |i, t| {
        format!("{},queue {:02},{}", t.format("%Y-%m-%d %H:%M:%S"), (i * i) % 17, 200 + i % 9)
    });
    let plan = plan_for("log.csv", text.as_bytes());
    assert!(plan.0.matches("\n[channel.").count() <= 12);
    assert!(plan.0.contains("[channel.\"queue 0"), "{}", plan.0);
}

#[test]
fn a_compressed_log_is_read_as_it_lies() {
    let text = table("Initiation timestamp,Channel,Queue duration", |i, t| {
        format!("{},VOICE,{}", t.format("%Y-%m-%dT%H:%M:%SZ"), i % 30)
    });
    let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    std::io::Write::write_all(&mut packed, text.as_bytes()).unwrap();
    let plan = plan_for("contacts.csv.gz", &packed.finish().unwrap());
    plan.states(&[("files", "[\"contacts.csv.gz\"]"), ("timestamp", "\"Initiation timestamp\"")]);
}

#[test]
fn rows_of_a_total_are_set_aside() {
    let rows = table("Date,Time,Abandoned,Wait Time", |i, t| {
        format!("{},{},{}", t.format("%Y-%m-%d,%H:%M:%S"), ["no", "yes"][usize::from(i % 6 == 0)], i % 40)
    });
    let plan = plan_for("voice calls.csv", format!("{rows}Total,,37,\n").as_bytes());
    plan.states(&[
        ("timestamp", "[\"Date\", \"Time\"]"),
        ("timestamp_format", "-"),
        ("wait_seconds", "\"Wait Time\""),
    ]);
    plan.says("1 rejected (E424 1)").says("[channel.phone]");
}
