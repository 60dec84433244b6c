//! How much a decoded text looks like what people write.

use crate::input::detect::columns::names;

/// Frequent characters of simplified Chinese, and those of exports.
const SIMPLIFIED: &str = "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方后多定行学\
法所民得经十三之进着等部度家电力里如水化高自二理起小物现实加量都两体制机当使点从业本去把性好应开它合还因由其些然前外天政四日社义事平形相\
全表间样与关各重新线内数正心反你明看原又么利比或但质气第向道命此变条只没结解问意建月公无系军很情者最立代想已通并提直题满非常般投诉退款\
换货物流订单商品售后前优惠发票账户密码支付配送快递您请谢谢客服热咨询微信官网抖音店铺语音邮件短信视频";
/// The same of traditional Chinese.
const TRADITIONAL: &str = "這為個國時來們對會發動過說產種後學經進著電裡現實兩體機當點從業應開還無與關線數質氣變條沒結問軍題滿邊訴換訂單優惠發票\
帳戶碼員話語音郵件簡訊視頻線上實體門市門號網路臉書電子報價資訊處理完成轉接專員";
/// Frequent syllables of Korean.
const HANGUL: &str = "이가는을를의에서로고하다한지기사인대도상시자정리전수일부과해동성어제화보주원나라아장구조으계신연중국만안비공여상담채널대기시간통화전화채팅문의처리만족도포기";

/// Characters that are judged: enough to tell.
const JUDGED: usize = 4000;

/// How plausible a text outside ASCII is, from 0 to 1; `None` where it is all ASCII.
pub(in crate::input::detect) fn plausible(text: &str) -> Option<f64> {
    let chars: Vec<char> = text.chars().collect();
    let (mut seen, mut good) = (0_u32, 0.0);
    for (at, &c) in chars.iter().enumerate().filter(|(_, c)| !c.is_ascii()).take(JUDGED) {
        seen += 1;
        let around = [at.checked_sub(1).map(|before| chars[before]), chars.get(at + 1).copied()];
        good += worth(c, around);
    }
    (seen > 0).then(|| good / f64::from(seen))
}

/// A character that is common, or rare.
const fn graded(common: bool) -> f64 {
    if common { 1.0 } else { 0.1 }
}

/// What one character says for a text, from -1 to 1.
fn worth(c: char, around: [Option<char>; 2]) -> f64 {
    let beside = |of: fn(char) -> bool| around.iter().flatten().any(|c| of(*c));
    match c {
        '\u{80}'..='\u{9F}' | '\u{E000}'..='\u{F8FF}' | '\u{FFFD}' => -1.0,
        '，' | '。' | '、' | '（' | '）' | '：' | '！' | '？' | '；' | '·' | '「' | '」' => 0.5,
        '\u{FF66}'..='\u{FF9F}' => -0.5,
        '\u{3041}'..='\u{30FC}' => 1.0,
        '\u{4E00}'..='\u{9FFF}' => {
            graded(SIMPLIFIED.contains(c) || TRADITIONAL.contains(c) || names::holds(c))
        }
        '\u{AC00}'..='\u{D7A3}' => graded(HANGUL.contains(c)),
        'а'..='я' | 'ё' => {
            if beside(|c| c.is_ascii_alphabetic()) {
                0.0
            } else {
                0.8
            }
        }
        'А'..='Я' | 'Ё' => {
            if beside(|c| matches!(c, 'а'..='я')) && !around[0].is_some_and(|c| matches!(c, 'а'..='я')) {
                0.8
            } else {
                0.1
            }
        }
        'à'..='ö' | 'ø'..='ÿ' | 'ß' | 'œ' | 'À'..='Ö' | 'Ø'..='Þ' => {
            let inside = beside(|c| c.is_ascii_lowercase()) || around.iter().flatten().count() == 0;
            let in_run = beside(|c| !c.is_ascii());
            if inside && !in_run { 0.9 } else { 0.0 }
        }
        '€' | '£' | '°' | '–' | '’' | '“' | '”' | '…' | '«' | '»' | '§' => 0.3,
        _ => 0.0,
    }
}

/// Whether a text holds characters that only simplified, or only traditional, Chinese writes; and kana and hangul.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::input::detect) enum Script {
    Simplified,
    Traditional,
    Japanese,
    Korean,
}

/// Characters of headers that were simplified.
const ONLY_SIMPLIFIED: &str = "时长队间进线开话满评价弃渠类统询会处创单员务听状态轮级语讯复数据访发达请决坐";
/// The same characters as they were.
const ONLY_TRADITIONAL: &str = "時長隊間進線開話滿評價棄類統詢會處創單員務聽狀態輪級語訊復數據訪發達請決";

/// The script that a text is written in, where it tells.
pub(in crate::input::detect) fn script(text: &str) -> Option<Script> {
    let count = |of: &dyn Fn(char) -> bool| text.chars().filter(|c| of(*c)).count();
    if count(&|c| matches!(c, '\u{3041}'..='\u{30FF}')) > 0 {
        return Some(Script::Japanese);
    }
    if count(&|c| matches!(c, '\u{AC00}'..='\u{D7A3}')) > 0 {
        return Some(Script::Korean);
    }
    let han = count(&|c| matches!(c, '\u{4E00}'..='\u{9FFF}'));
    let traditional = count(&|c| ONLY_TRADITIONAL.contains(c) && !ONLY_SIMPLIFIED.contains(c));
    let simplified = count(&|c| ONLY_SIMPLIFIED.contains(c) && !ONLY_TRADITIONAL.contains(c));
    match han {
        0 => None,
        _ if traditional > simplified => Some(Script::Traditional),
        _ => Some(Script::Simplified),
    }
}

#[cfg(test)]
mod tests {
    use super::{Script, plausible, script};

    #[test]
    fn text_is_more_plausible_than_the_same_bytes_misread() {
        let written = "进线时间,渠道,排队时长,满意度";
        let (bytes, ..) = encoding_rs::GB18030.encode(written);
        for other in
            [encoding_rs::BIG5, encoding_rs::EUC_KR, encoding_rs::WINDOWS_1252, encoding_rs::SHIFT_JIS]
        {
            let (misread, ..) = other.decode(&bytes);
            assert!(plausible(&misread) < plausible(written), "{}", other.name());
        }
        assert_eq!(plausible("plain"), None);
    }

    #[test]
    fn the_script_of_a_header_is_told() {
        assert_eq!(script("开始时间"), Some(Script::Simplified));
        assert_eq!(script("開始時間"), Some(Script::Traditional));
        assert_eq!(script("開始じかん"), Some(Script::Japanese));
        assert_eq!(script("대기 시간"), Some(Script::Korean));
        assert_eq!(script("Start"), None);
    }
}
