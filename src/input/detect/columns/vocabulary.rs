//! What columns of exports are called, and by which systems.
//!
//! Names stand as [`folded`] leaves them: without case, spaces, signs and units in brackets. Within a meaning the name
//! that tells most comes first; where several columns have names of one meaning, the first in the table is taken.

/// What a column may hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::input::detect) enum Meaning {
    /// When a contact arrived or an interval starts: date and time, a date, or a time of day.
    Moment,
    Channel,
    Wait,
    Handle,
    /// Talk without wrap-up.
    Talk,
    /// Mean handle time of an interval.
    Aht,
    /// Gave up: yes or no in a log, a number in counts.
    Abandoned,
    /// Was answered: the opposite, or the number answered.
    Answered,
    /// How a contact ended, in words.
    Outcome,
    Csat,
    Resolved,
    Agent,
    Offered,
}

/// Names of one meaning that one system writes.
struct Names {
    meaning: Meaning,
    /// The system whose exports have them; "this program" for our own, "generic" where many do.
    system: &'static str,
    names: &'static [&'static str],
}

const fn of(meaning: Meaning, system: &'static str, names: &'static [&'static str]) -> Names {
    Names { meaning, system, names }
}

use Meaning::{
    Abandoned, Agent, Aht, Answered, Channel, Csat, Handle, Moment, Offered, Outcome, Resolved, Talk, Wait,
};

/// Every name that is known.
const TABLE: &[Names] = &[
    of(Moment, "this program", &["timestamp", "intervalstart"]),
    of(Moment, "Amazon Connect", &["initiationtimestamp", "startinterval", "enqueuetimestamp"]),
    of(Moment, "Genesys Cloud", &["intervalstart", "intervalstartutcdate", "conversationstart", "datestamp"]),
    of(Moment, "Zendesk", &["createdat", "ticketcreateddate", "ticketcreatedtimestamp", "ticketcreated"]),
    of(Moment, "Freshdesk", &["createdtime"]),
    of(Moment, "NICE CXone", &["contactstart", "contactstartdate", "startdate", "starttime", "period"]),
    of(Moment, "Five9", &["timestamp", "halfhour", "quarterhour"]),
    of(Moment, "Avaya CMS", &["segstart", "rowdate", "starttime", "startdate"]),
    of(Moment, "Anonymous Bank", &["vruentry"]),
    of(Moment, "千牛, 京东, 客服系统", &["进线时间", "咨询时间", "会话开始时间", "接入时间", "进入时间"]),
    of(Moment, "容联七陌, 话务系统", &["呼叫时间", "来电时间", "呼入时间", "排队开始时间", "开始时间"]),
    of(Moment, "工单系统", &["创建时间", "提交时间", "会话创建时间", "建立时间"]),
    of(Moment, "报表", &["日期时间", "统计时间", "统计日期", "起始时间", "日期", "时间段", "时段", "时间"]),
    of(Moment, "Firstline", &["進線時間", "進線或聯繫時間", "服務開始時間"]),
    of(Moment, "繁體報表", &["來電時間", "開始時間", "起始時間", "建立時間", "統計日期", "時段", "時間"]),
    of(
        Moment,
        "generic",
        &[
            "datetime",
            "arrivaltime",
            "arrival",
            "arrivedat",
            "startedat",
            "calldatetime",
            "calldate",
            "calltime",
            "callstarttime",
            "callstart",
            "chatstarttime",
            "contactdate",
            "contacttime",
            "queuestarttime",
            "opened",
            "openedat",
            "created",
            "creationdate",
            "datecreated",
            "intervalbegin",
            "interval",
            "start",
            "date",
            "day",
            "time",
            "timeofday",
        ],
    ),
    of(Moment, "Kaggle tickets", &["firstresponsetime"]),
    of(Channel, "this program", &["channel"]),
    of(Channel, "Genesys Cloud", &["mediatype"]),
    of(Channel, "NICE CXone", &["medianame", "mediatypename"]),
    of(Channel, "Zendesk", &["ticketchannel", "via"]),
    of(Channel, "Freshdesk", &["source"]),
    of(
        Channel,
        "客服系统",
        &["渠道", "接入渠道", "来源渠道", "渠道类型", "渠道名称", "会话渠道", "媒体类型"],
    ),
    of(Channel, "Firstline", &["服務管道", "管道分類", "管道", "來源渠道", "媒體類型"]),
    of(Channel, "generic", &["channelname", "contactchannel", "contacttype", "interactiontype"]),
    of(Channel, "Amazon Connect", &["queue", "queuename"]),
    of(Channel, "NICE CXone", &["skillname", "skill"]),
    of(Channel, "Avaya CMS", &["splitskill", "split", "vdn"]),
    of(Channel, "Five9", &["campaign", "calltype"]),
    of(Channel, "话务系统", &["技能组", "队列", "队列名称", "业务类型", "技能組", "佇列"]),
    of(Channel, "Zendesk", &["ticketgroup", "group"]),
    of(Wait, "this program", &["wait"]),
    of(Wait, "Amazon Connect", &["queueduration", "queueinfoduration", "contactqueuetime"]),
    of(Wait, "Genesys Cloud", &["totalqueue", "queuetime", "totalacd"]),
    of(Wait, "NICE CXone", &["inqueue", "inqueuetime"]),
    of(Wait, "Five9", &["queuewaittime"]),
    of(Wait, "Avaya CMS", &["disptime", "waittime"]),
    of(Wait, "Anonymous Bank", &["qtime"]),
    of(
        Wait,
        "客服系统",
        &["排队时长", "排队时间", "等待时长", "等待时间", "排队等待时长", "首次响应时长", "首响时长"],
    ),
    of(Wait, "繁體系統", &["等候時間", "等候時長", "排隊時間", "排隊時長", "等待時間", "等待時長"]),
    of(Wait, "Zendesk", &["firstreplytime"]),
    of(Wait, "Freshdesk", &["firstresponsetime"]),
    of(
        Wait,
        "generic",
        &["waitingtime", "timeinqueue", "speedofanswer", "timetoanswer", "waitduration", "waits"],
    ),
    of(Handle, "this program", &["handle"]),
    of(Handle, "Genesys Cloud", &["totalhandle", "totalhandletime"]),
    of(Handle, "Five9", &["handletime"]),
    of(Handle, "Amazon Connect", &["contacthandletime", "agentinteractionduration"]),
    of(Handle, "NICE CXone", &["agenttime"]),
    of(Handle, "Anonymous Bank", &["sertime"]),
    of(
        Handle,
        "客服系统",
        &["处理时长", "处理时间", "接待时长", "会话时长", "服务时长", "人工服务时长", "会话持续时长"],
    ),
    of(Handle, "Firstline", &["服務時間", "服務時長", "處理時間", "處理時長", "會話時長"]),
    of(
        Handle,
        "generic",
        &[
            "handlingtime",
            "handles",
            "servicetime",
            "handleduration",
            "interactionduration",
            "contactduration",
            "callduration",
            "duration",
        ],
    ),
    of(Talk, "Genesys Cloud", &["totaltalk"]),
    of(Talk, "Five9", &["talktime"]),
    of(Talk, "generic", &["talkduration", "talk", "conversationduration"]),
    of(Talk, "话务系统", &["通话时长", "通话时间", "通話時長", "通話時間", "談話時間"]),
    of(Aht, "this program", &["aht"]),
    of(Aht, "Amazon Connect", &["averagehandletime"]),
    of(Aht, "Genesys Cloud", &["avghandle", "avghandletime"]),
    of(
        Aht,
        "generic",
        &["averagehandlingtime", "meanhandletime", "ahts", "avghandlingtime", "avgtalk", "averagetalktime"],
    ),
    of(
        Aht,
        "话务系统",
        &["平均处理时长", "平均处理时间", "平均话务处理时间", "平均通话时长", "平均处理时间"],
    ),
    of(Aht, "客服系统", &["平均会话时长", "平均接待时长", "平均服务时长"]),
    of(Aht, "繁體系統", &["平均處理時間", "平均處理時長", "平均通話時間", "平均通話時長", "平均服務時間"]),
    of(Abandoned, "this program", &["abandoned"]),
    of(Abandoned, "Amazon Connect", &["contactsabandoned", "contactabandoned"]),
    of(Abandoned, "NICE CXone", &["abandon", "abandoncnt"]),
    of(Abandoned, "Avaya CMS", &["abncalls", "abancalls"]),
    of(
        Abandoned,
        "generic",
        &["abandons", "abandonedcalls", "callsabandoned", "isabandoned", "lost", "lostcalls"],
    ),
    of(
        Abandoned,
        "客服系统",
        &["是否放弃", "是否放弃排队", "放弃", "放弃量", "放弃数", "排队放弃量", "队列排队放弃次数", "呼损量"],
    ),
    of(Abandoned, "繁體系統", &["是否放棄", "放棄", "放棄數", "放棄量", "放棄通數"]),
    of(Answered, "Amazon Connect", &["contactshandled"]),
    of(Answered, "Genesys Cloud", &["answered", "answer", "handled", "interactionshandled"]),
    of(Answered, "Avaya CMS", &["acdcalls"]),
    of(Answered, "generic", &["answeredcalls", "callsanswered", "callshandled", "isanswered"]),
    of(Answered, "腾讯, 千牛, 京东", &["接入会话数", "接待人数", "接待量", "人工呼入接通数"]),
    of(
        Answered,
        "话务系统",
        &[
            "是否接通",
            "是否接听",
            "是否接起",
            "接通量",
            "接听量",
            "接通",
            "是否接聽",
            "接聽數",
            "接聽量",
            "接通數",
        ],
    ),
    of(Outcome, "Anonymous Bank", &["outcome"]),
    of(Outcome, "Five9", &["disposition"]),
    of(Outcome, "容联七陌", &["通话状态类型", "通话状态", "接听状态", "会话状态", "呼叫结果", "状态"]),
    of(
        Outcome,
        "generic",
        &["callstatus", "contactstate", "callresult", "callresolution", "result", "通話狀態", "狀態"],
    ),
    of(Csat, "this program", &["csat"]),
    of(Csat, "Zendesk", &["satisfactionscore", "ticketsatisfactionrating", "satisfactionrating"]),
    of(Csat, "Freshdesk", &["surveyresults", "surveyresult"]),
    of(Csat, "Kaggle tickets", &["customersatisfactionrating"]),
    of(
        Csat,
        "客服系统",
        &["满意度", "满意度评价", "满意度评分", "满意度结果", "评价结果", "评价", "客户评价", "评分"],
    ),
    of(Csat, "繁體系統", &["滿意度", "滿意度評分", "滿意度評價", "評分"]),
    of(Csat, "generic", &["csatscore", "satisfaction", "customersatisfaction", "rating"]),
    of(Resolved, "this program", &["resolved"]),
    of(Resolved, "客服系统", &["是否解决", "问题是否解决", "解决状态", "是否一次解决", "是否解決"]),
    of(
        Resolved,
        "generic",
        &["isresolved", "solved", "fcr", "firstcontactresolution", "firstcallresolution"],
    ),
    of(Agent, "this program", &["agent"]),
    of(Agent, "Zendesk", &["assignee"]),
    of(Agent, "Anonymous Bank", &["server"]),
    of(Agent, "千牛, 京东", &["客服昵称", "客服", "接待客服", "客服账号"]),
    of(Agent, "话务系统", &["坐席", "座席", "坐席姓名", "座席姓名", "客服人員", "服務人員"]),
    of(Agent, "generic", &["agentname", "username"]),
    of(Offered, "this program", &["offered"]),
    of(Offered, "Genesys Cloud", &["offer"]),
    of(Offered, "Amazon Connect", &["contactsqueued", "contactsincoming"]),
    of(Offered, "Avaya CMS", &["callsoffered"]),
    of(Offered, "NICE CXone", &["contactsoffered", "ctcount"]),
    of(
        Offered,
        "generic",
        &[
            "inboundcalls",
            "inboundcontacts",
            "callvolume",
            "numberofcalls",
            "totalcalls",
            "contacts",
            "calls",
            "chats",
            "tickets",
            "interactions",
            "volume",
        ],
    ),
    of(
        Offered,
        "千牛, 京东",
        &["进线量", "进线数", "咨询量", "咨询人数", "会话量", "会话数", "总会话数", "总会话数量"],
    ),
    of(
        Offered,
        "腾讯, 华为, 话务系统",
        &["呼入会话数", "请求服务数", "呼入量", "呼入总量", "来电量", "来电数", "话务量"],
    ),
    of(Offered, "繁體系統", &["進線量", "進線數", "來電量", "來電數", "話務量", "呼入量", "服務請求數"]),
];

/// A length of time that a name gives as its unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::input::detect) enum Unit {
    Milliseconds,
    Minutes,
    Hours,
}

impl Unit {
    /// Seconds of one.
    pub(in crate::input::detect) const fn seconds(self) -> f64 {
        match self {
            Self::Milliseconds => 0.001,
            Self::Minutes => 60.0,
            Self::Hours => 3600.0,
        }
    }

    /// Its word.
    pub(in crate::input::detect) const fn word(self) -> &'static str {
        match self {
            Self::Milliseconds => "milliseconds",
            Self::Minutes => "minutes",
            Self::Hours => "hours",
        }
    }
}

/// Ends of names that are units; `None`: seconds, which need no word.
const UNITS: [(&str, Option<Unit>); 22] = [
    ("inmilliseconds", Some(Unit::Milliseconds)),
    ("milliseconds", Some(Unit::Milliseconds)),
    ("毫秒", Some(Unit::Milliseconds)),
    ("inseconds", None),
    ("seconds", None),
    ("insecs", None),
    ("secs", None),
    ("sec", None),
    ("秒", None),
    ("inminutes", Some(Unit::Minutes)),
    ("minutes", Some(Unit::Minutes)),
    ("mins", Some(Unit::Minutes)),
    ("min", Some(Unit::Minutes)),
    ("分钟", Some(Unit::Minutes)),
    ("分鐘", Some(Unit::Minutes)),
    ("inhours", Some(Unit::Hours)),
    ("inhrs", Some(Unit::Hours)),
    ("hours", Some(Unit::Hours)),
    ("hrs", Some(Unit::Hours)),
    ("小时", Some(Unit::Hours)),
    ("小時", Some(Unit::Hours)),
    ("ms", Some(Unit::Milliseconds)),
];

/// A name that the table knows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::input::detect) struct Known {
    pub(in crate::input::detect) meaning: Meaning,
    /// Its place in the table: the lower, the more it tells.
    pub(in crate::input::detect) rank: usize,
    pub(in crate::input::detect) system: &'static str,
}

/// A name as it is compared: without case, spaces, signs and what stands in brackets; `%` stays.
pub(in crate::input::detect) fn folded(name: &str) -> String {
    let mut depth = 0_u32;
    let mut bare = String::new();
    for c in name.chars() {
        match c {
            '(' | '（' | '[' | '【' => depth += 1,
            ')' | '）' | ']' | '】' => depth = depth.saturating_sub(1),
            _ if depth == 0 && (c.is_alphanumeric() || c == '%') => bare.extend(c.to_lowercase()),
            _ => {}
        }
    }
    bare
}

/// The unit that a name gives, in brackets or at its end.
pub(in crate::input::detect) fn unit(name: &str) -> Option<Unit> {
    let lower: String = name.to_lowercase().chars().filter(|c| c.is_alphanumeric()).collect();
    let own = UNITS.iter().find(|(end, _)| lower.ends_with(end) && lower.len() > end.len());
    own.and_then(|(_, unit)| *unit)
}

/// All that a name may mean, most telling first.
pub(in crate::input::detect) fn meanings(name: &str) -> Vec<Known> {
    let whole = folded(name);
    let mut found = look_up(&whole);
    if let Some((end, _)) = UNITS.iter().find(|(end, _)| whole.ends_with(end) && whole.len() > end.len()) {
        found.extend(look_up(&whole[..whole.len() - end.len()]));
    }
    found
}

fn look_up(bare: &str) -> Vec<Known> {
    let known = |(group, names): (usize, &Names)| {
        let at = names.names.iter().position(|known| *known == bare)?;
        Some(Known { meaning: names.meaning, rank: group * 100 + at, system: names.system })
    };
    TABLE.iter().enumerate().filter_map(known).collect()
}

/// Whether a character stands in any name of the table.
pub(in crate::input::detect) fn holds(c: char) -> bool {
    TABLE.iter().any(|names| names.names.iter().any(|name| name.contains(c)))
}

#[cfg(test)]
mod tests {
    use super::{Meaning, TABLE, Unit, folded, meanings, unit};

    #[test]
    fn names_are_compared_without_case_signs_and_units() {
        assert_eq!(folded("Queue Wait-Time (s)"), "queuewaittime");
        let first = |name: &str| meanings(name).first().map(|known| known.meaning);
        for (name, meaning) in [
            ("Wait Time (s)", Meaning::Wait),
            ("排队时长(秒)", Meaning::Wait),
            ("speed of answer in seconds", Meaning::Wait),
            ("WAIT_SECONDS", Meaning::Wait),
            ("answered (Y/N)", Meaning::Answered),
            ("Initiation Timestamp", Meaning::Moment),
            ("等候時間", Meaning::Wait),
        ] {
            assert_eq!(first(name), Some(meaning), "{name}");
        }
        assert_eq!(first("Abandon %"), None);
    }

    #[test]
    fn a_unit_other_than_seconds_is_seen() {
        assert_eq!(unit("First reply time (min)"), Some(Unit::Minutes));
        assert_eq!(unit("handle_ms"), Some(Unit::Milliseconds));
        assert_eq!(unit("处理时长(秒)"), None);
        assert_eq!(unit("wait_seconds"), None);
    }

    #[test]
    fn every_name_stands_as_it_is_compared() {
        for name in TABLE.iter().flat_map(|names| names.names) {
            assert_eq!(folded(name), *name);
        }
    }
}
