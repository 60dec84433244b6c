//! Which encoding a file is in: its marks, then what decodes without a fault and reads as people write.

use super::plausible::plausible;
use crate::input::detect::columns::names;
use encoding_rs::Encoding;

/// Encodings that are tried, the likeliest first.
const TRIED: [&str; 8] =
    ["gb18030", "big5", "shift_jis", "euc-jp", "euc-kr", "windows-1252", "windows-1251", "windows-1250"];
/// Plausibility below which a reading is not believed.
const BELIEVED: f64 = 0.25;
/// What a header name that is known adds to the plausibility of a reading.
const KNOWN_NAME: f64 = 0.25;
/// Of 1,000 bytes, those that may be no UTF-8 in a file that holds other UTF-8, and in one that nothing else fits.
const SPOILT_PER_MILLE: [usize; 2] = [5, 50];

/// The encoding of a file, and what was seen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::input::detect) struct Guess {
    /// As the key of the plan; `None` where the reader needs none.
    pub(in crate::input::detect) name: Option<&'static str>,
    pub(in crate::input::detect) seen: String,
    /// Whether there is nothing but ASCII, which is the same in all of them but UTF-16.
    pub(in crate::input::detect) ascii: bool,
}

/// Encodings that were tried, for a refusal.
pub(in crate::input::detect) fn tried() -> String {
    format!("utf-8, utf-16le, utf-16be, {}", TRIED.join(", "))
}

/// The encoding of unpacked bytes; `None` where nothing fits.
pub(in crate::input::detect) fn guess(bytes: &[u8]) -> Option<Guess> {
    let marked = |mark: &[u8], seen: &str| {
        bytes.starts_with(mark).then(|| Guess {
            name: None,
            seen: format!("{seen}, by its byte-order mark"),
            ascii: false,
        })
    };
    if let Some(found) = marked(b"\xEF\xBB\xBF", "UTF-8")
        .or_else(|| marked(b"\xFF\xFE", "UTF-16"))
        .or_else(|| marked(b"\xFE\xFF", "UTF-16"))
    {
        return Some(found);
    }
    if let Some(name) = utf16(bytes) {
        return Some(Guess {
            name: Some(name),
            seen: "UTF-16 without a byte-order mark".to_owned(),
            ascii: false,
        });
    }
    let utf8 = Guess { name: None, seen: "UTF-8".to_owned(), ascii: bytes.is_ascii() };
    let whole = whole_lines(bytes);
    let spoilt = spoilt(whole);
    if spoilt == 0 {
        return Some(utf8);
    }
    let few = |per_mille: usize| spoilt * 1000 <= whole.len() * per_mille && first_line(whole).is_ascii();
    let spoilt_utf8 = Guess { seen: format!("UTF-8, but {spoilt} bytes of it are not"), ..utf8 };
    if few(SPOILT_PER_MILLE[0]) && whole.utf8_chunks().any(|chunk| !chunk.valid().is_ascii()) {
        return Some(spoilt_utf8);
    }
    let mut best: Option<(f64, &'static str)> = None;
    for name in TRIED {
        let score = score(whole, name).unwrap_or(0.0);
        if score > best.map_or(BELIEVED, |(best, _)| best) {
            best = Some((score, name));
        }
    }
    let Some((_, name)) = best else { return few(SPOILT_PER_MILLE[1]).then_some(spoilt_utf8) };
    Some(Guess { name: Some(name), seen: "of the encodings tried it reads best".to_owned(), ascii: false })
}

/// How plausible the bytes are in an encoding; `None` where they mean nothing in it.
fn score(bytes: &[u8], name: &str) -> Option<f64> {
    let encoding = Encoding::for_label(name.as_bytes())?;
    let text = encoding.decode_without_bom_handling_and_without_replacement(bytes)?;
    let names = first_line(text.as_bytes());
    let names = String::from_utf8_lossy(names);
    let known = names
        .split([',', ';', '\t', '|'])
        .filter(|name| !name.is_ascii() && !names::meanings(name.trim_matches('"')).is_empty())
        .count();
    Some(plausible(&text)? + KNOWN_NAME * f64::from(u32::try_from(known).unwrap_or(u32::MAX)))
}

/// UTF-16 tells itself by the zero half of its ASCII characters.
fn utf16(bytes: &[u8]) -> Option<&'static str> {
    let pairs = bytes.len() / 2;
    let zeros = |half: usize| bytes.iter().skip(half).step_by(2).filter(|byte| **byte == 0).count();
    let (high, low) = (zeros(0), zeros(1));
    let many = |zeros: usize| pairs >= 4 && zeros * 5 >= pairs;
    match (many(low) && high * 20 < low, many(high) && low * 20 < high) {
        (true, false) => Some("utf-16le"),
        (false, true) => Some("utf-16be"),
        _ => None,
    }
}

/// Bytes that are no UTF-8.
fn spoilt(bytes: &[u8]) -> usize {
    bytes.utf8_chunks().map(|chunk| chunk.invalid().len()).sum()
}

/// The bytes up to the last line end: a sample may end inside a character.
fn whole_lines(bytes: &[u8]) -> &[u8] {
    let end = bytes.iter().rposition(|byte| matches!(byte, b'\n' | b'\r'));
    match end {
        Some(end) if spoilt(&bytes[end..]) > 0 && end > 0 => &bytes[..end],
        _ => bytes,
    }
}

fn first_line(bytes: &[u8]) -> &[u8] {
    bytes.split(|byte| matches!(byte, b'\n' | b'\r')).find(|line| !line.is_empty()).unwrap_or(bytes)
}

#[cfg(test)]
mod tests {
    use super::guess;
    use encoding_rs::Encoding;

    fn told(text: &str, name: &str) -> Option<&'static str> {
        let (bytes, ..) = Encoding::for_label(name.as_bytes()).unwrap().encode(text);
        guess(&bytes).unwrap().name
    }

    #[test]
    fn the_encoding_a_text_was_written_in_is_found() {
        for (name, text) in [
            (
                "gb18030",
                "会话开始时间,渠道,排队时长(秒),接待时长(秒),满意度\n2026-03-02 09:00:01,在线客服,12,300,满意\n",
            ),
            ("gb18030", "timestamp,channel\n2026-03-02 09:00:01,微信\n2026-03-02 09:00:01,电话\n"),
            ("big5", "進線時間,服務管道,等候時間,服務時間\n2026-03-02 09:00:01,語音,12,300\n"),
            ("shift_jis", "受付時刻,チャネル,待ち時間\n2026-03-02 09:00:01,チャット,12\n"),
            ("euc-kr", "접수시간,채널,대기시간\n2026-03-02 09:00:01,전화,12\n"),
            (
                "windows-1252",
                "timestamp,channel\n2026-03-02 09:00:01,Téléphone\n2026-03-02 09:00:01,Réclamation\n",
            ),
            ("windows-1251", "timestamp,channel\n2026-03-02 09:00:01,Телефон\n2026-03-02 09:00:01,Почта\n"),
        ] {
            assert_eq!(told(text, name), Some(name), "{text}");
        }
    }

    #[test]
    fn utf_8_needs_no_name() {
        assert_eq!(guess("渠道,Téléphone\n".as_bytes()).unwrap().name, None);
        assert_eq!(guess(b"\xEF\xBB\xBFa,b\n").unwrap().name, None);
    }

    #[test]
    fn utf_16_is_seen_without_its_mark() {
        let le: Vec<u8> = "timestamp,channel\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
        let be: Vec<u8> = "timestamp,channel\n".encode_utf16().flat_map(u16::to_be_bytes).collect();
        assert_eq!(guess(&le).unwrap().name, Some("utf-16le"));
        assert_eq!(guess(&be).unwrap().name, Some("utf-16be"));
    }
}
