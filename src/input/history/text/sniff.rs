//! What a file is when it is no CSV, told by its first bytes.

use crate::input::history::books::{At, Flaw};
use std::io::{self, Read};

/// Bytes looked at.
const PREFIX: u64 = 4096;

/// The first bytes of a text.
pub(super) fn prefix(text: &mut dyn Read) -> io::Result<Vec<u8>> {
    let mut prefix = Vec::new();
    text.take(PREFIX).read_to_end(&mut prefix)?;
    Ok(prefix)
}

/// Whether bytes start a gzip member.
pub(super) fn is_gzip(bytes: &[u8]) -> bool {
    bytes.starts_with(&[0x1F, 0x8B])
}

/// First bytes of what people save as `.csv` by mistake.
const MAGIC: [(&[u8], &str, &str); 8] = [
    (b"\x1F\x8B", "compressed twice", "unpack it once"),
    (b"\x28\xB5\x2F\xFD", "compressed twice", "unpack it once"),
    (b"\x89PNG", "a PNG image", "export the data as CSV"),
    (b"\xFF\xD8\xFF", "a JPEG image", "export the data as CSV"),
    (b"PK\x03\x04", "an Excel workbook or another zip archive", "save the sheet as CSV"),
    (b"\xD0\xCF\x11\xE0", "an old Excel workbook", "save the sheet as CSV"),
    (b"%PDF", "a PDF document", "export the data as CSV"),
    (b"SQLite format 3", "a database", "export the table as CSV"),
];

/// Refuses images, archives, web pages, JSON and bytes without text; `named` where the plan names an encoding.
pub(super) fn refuse_what_is_no_csv(prefix: &[u8], named: bool) -> Result<(), Flaw> {
    let refuse = |what: &str, help: &str| {
        Err(Flaw::new("E406", At::START, format!("this is {what}, not a CSV file")).help(help))
    };
    if let Some((_, what, help)) = MAGIC.iter().find(|(magic, _, _)| prefix.starts_with(magic)) {
        return refuse(what, help);
    }
    let text = prefix.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(prefix).trim_ascii_start();
    match text {
        [b'<', b'!' | b'?' | b'a'..=b'z' | b'A'..=b'Z', ..] => {
            return refuse("a web page or XML", "was it saved while logged out? export the data as CSV");
        }
        [b'{', ..] | [b'[', b'{' | b'[', ..] => return refuse("JSON", "export the data as CSV"),
        _ => {}
    }
    let utf16 = prefix.starts_with(b"\xFF\xFE") || prefix.starts_with(b"\xFE\xFF");
    let header = prefix.split(|byte| matches!(byte, b'\n' | b'\r')).next().unwrap_or(prefix);
    if utf16 || named || !header.contains(&0) {
        return Ok(());
    }
    if header.iter().all(|byte| *byte == 0) {
        return refuse("nothing but NUL bytes", "the file was lost while it was written; export it again");
    }
    refuse(
        "binary, with NUL bytes in its first line",
        "if it is text in UTF-16, say `encoding = \"utf-16le\"`",
    )
}
