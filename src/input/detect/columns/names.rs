//! Names of columns: as they are compared, their units, and what the table knows of them.

use super::vocabulary::{Meaning, Names, TABLE};

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

/// Names in Latin letters that only one system writes; others, like `Queue`, anyone may write.
const PECULIAR: [&str; 27] = [
    "initiationtimestamp",
    "startinterval",
    "enqueuetimestamp",
    "contactqueuetime",
    "queueinfoduration",
    "contacthandletime",
    "agentinteractionduration",
    "contactsqueued",
    "contactsabandoned",
    "contactshandled",
    "intervalstartutcdate",
    "conversationstart",
    "interactionshandled",
    "ticketcreatedtimestamp",
    "ticketsatisfactionrating",
    "mediatypename",
    "abandoncnt",
    "ctcount",
    "segstart",
    "rowdate",
    "disptime",
    "acdcalls",
    "abncalls",
    "abancalls",
    "vdn",
    "vruentry",
    "sertime",
];
/// Han characters of a name that a system is told by.
const HAN: usize = 4;

/// Whether a name tells the system that wrote it.
pub(in crate::input::detect) fn is_peculiar(name: &str) -> bool {
    let bare = folded(name);
    let once = || TABLE.iter().filter(|names| names.names.contains(&bare.as_str())).count() == 1;
    PECULIAR.contains(&bare.as_str()) || (!bare.is_ascii() && bare.chars().count() >= HAN && once())
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
    use super::{Meaning, PECULIAR, TABLE, Unit, folded, is_peculiar, meanings, unit};

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

    #[test]
    fn only_peculiar_names_tell_a_system() {
        for plain in ["Queue", "queue", "Wait Time", "Created at", "渠道", "日期", "source"] {
            assert!(!is_peculiar(plain), "{plain}");
        }
        assert!(is_peculiar("Contacts queued") && is_peculiar("会话开始时间"));
        for name in PECULIAR {
            let of: Vec<_> = TABLE.iter().filter(|names| names.names.contains(&name)).collect();
            assert_eq!(of.len(), 1, "{name} stands once in the table");
        }
    }
}
