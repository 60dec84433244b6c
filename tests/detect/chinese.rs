//! Exports with Chinese names, in the encodings that spreadsheets there write.

use crate::desk::{encoded, intervals, plan_for, table};

fn chats() -> String {
    table(
        "会话开始时间,渠道,排队时长(秒),接待时长(秒),是否放弃,满意度,客服昵称",
        |i, t| {
            let channel = ["在线客服", "电话", "邮件"][i % 3];
            let gave_up = if i % 9 == 0 { "是" } else { "否" };
            let score = ["非常满意", "满意", "一般", "不满意", "未评价"][i % 5];
            format!(
                "{},{channel},{},{},{gave_up},{score},小{}",
                t.format("%Y/%-m/%-d %-H:%M:%S"),
                i % 60,
                200 + i % 90,
                i % 4
            )
        },
    )
}

#[test]
fn qianniu_chats_in_gb18030() {
    let plan = plan_for("会话.csv", &encoded(&chats(), "gb18030"));
    plan.states(&[
        ("encoding", "\"gb18030\""),
        ("timestamp", "\"会话开始时间\""),
        ("timestamp_format", "\"%Y/%m/%d %H:%M:%S\""),
        ("timezone", "\"Asia/Shanghai\""),
        ("wait_seconds", "\"排队时长(秒)\""),
        ("handle_seconds", "\"接待时长(秒)\""),
        ("csat", "\"满意度\""),
        ("channel", "\"渠道\""),
        ("kind", "\"deferred\""),
        ("max_rejected", "-"),
    ]);
    plan.says("{ \"否\" = false, \"是\" = true }").says("\"非常满意\" = 5").says("[channel.\"在线客服\"]");
}

#[test]
fn the_same_in_utf_8_and_utf_16() {
    plan_for("会话.csv", chats().as_bytes()).states(&[("encoding", "-"), ("timezone", "\"Asia/Shanghai\"")]);
    let utf16: Vec<u8> = chats().encode_utf16().flat_map(u16::to_le_bytes).collect();
    let marked = [b"\xFF\xFE".to_vec(), utf16.clone()].concat();
    plan_for("会话.csv", &marked).states(&[("encoding", "-"), ("channel", "\"渠道\"")]).says("UTF-16");
}

#[test]
fn utf_16_without_its_mark_is_named() {
    let text = table("timestamp\tchannel\thandle_seconds", |i, t| {
        format!("{}\tchat\t{}", t.format("%Y-%m-%d %H:%M:%S"), 200 + i % 9)
    });
    let le: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let plan = plan_for("unicode.txt", &le);
    plan.states(&[("encoding", "\"utf-16le\""), ("delimiter", "\"\\t\"")]);
}

#[test]
fn traditional_names_in_big5() {
    let text = table("進線時間,服務管道,等候時間,服務時間,是否放棄", |i, t| {
        let gave_up = if i % 9 == 0 { "是" } else { "否" };
        format!(
            "{},{},{},{},{gave_up}",
            t.format("%Y/%m/%d %H:%M:%S"),
            ["語音", "網路客服"][i % 2],
            i % 60,
            200 + i % 90
        )
    });
    plan_for("record.csv", &encoded(&text, "big5")).states(&[
        ("encoding", "\"big5\""),
        ("timestamp", "\"進線時間\""),
        ("timezone", "\"Asia/Taipei\""),
        ("wait_seconds", "\"等候時間\""),
        ("handle_seconds", "\"服務時間\""),
        ("channel", "\"服務管道\""),
    ]);
}

#[test]
fn dates_in_chinese_words() {
    let text = table("进线时间,渠道,会话时长", |i, t| {
        format!("{},微信,{}", t.format("%Y年%-m月%-d日 %-H时%M分"), 200 + i % 9)
    });
    plan_for("log.csv", text.as_bytes())
        .states(&[("timestamp_format", "\"%Y年%m月%d日 %H时%M分\""), ("handle_seconds", "\"会话时长\"")]);
}

#[test]
fn states_of_calls_in_words() {
    let text = table("呼叫时间,技能组,排队时长,通话时长,通话状态类型", |i, t| {
        let state = ["已接听", "排队放弃", "已接听", "振铃未接听"][i % 4];
        format!("{},售后,{},{},{state}", t.format("%Y-%m-%d %H:%M:%S"), i % 60, 100 + i % 40)
    });
    let plan = plan_for("通话.csv", &encoded(&text, "gb18030"));
    plan.states(&[
        ("abandoned", "\"通话状态类型\""),
        ("channel", "\"技能组\""),
        ("handle_seconds", "\"通话时长\""),
    ]);
    plan.says("\"排队放弃\" = true").says("\"已接听\" = false").says("talk alone");
}

#[test]
fn counts_by_half_hour_with_date_and_time_apart() {
    let text =
        intervals("日期,时段,技能组名称,呼入量,放弃量,平均通话时长(秒)", |i, t| {
            format!(
                "{},{},售前,{},{},{}",
                t.format("%Y-%m-%d"),
                t.format("%H:%M"),
                20 + i % 7,
                i % 3,
                180 + i % 30
            )
        });
    plan_for("话务.csv", &encoded(&text, "gb18030")).states(&[
        ("timestamp", "[\"日期\", \"时段\"]"),
        ("timestamp_format", "-"),
        ("offered", "\"呼入量\""),
        ("abandoned", "\"放弃量\""),
        ("aht_seconds", "\"平均通话时长(秒)\""),
        ("interval", "\"30 min\""),
    ]);
}

#[test]
fn counts_by_day_of_a_shop() {
    let text: String = crate::desk::days()
        .iter()
        .enumerate()
        .map(|(i, day)| format!("{day},{},{}\n", 300 + i % 50, 290 + i % 50))
        .collect();
    let plan = plan_for("店铺咨询.csv", &encoded(&format!("日期,咨询人数,接待人数\n{text}"), "gb18030"));
    plan.states(&[("timestamp", "\"日期\""), ("offered", "\"咨询人数\""), ("handle_time", "\"5 min\"")]);
    plan.says("[channel.chat]").says("counts are by day");
}
