//! Stored bytes: compression, encodings, and what is no file to read.

use crate::source::{codes, of_files, written};
use flate2::{Compression, write::GzEncoder};
use staffplan::input::history::{HistoriesRead, read_channels};
use std::io::Write;
use std::path::Path;

const TEXT: &str =
    "timestamp,channel,wait_seconds\n2025-03-03T09:00:05,客服,12\n2025-03-03T09:00:06,客服,13\n";

fn gzip(text: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(text).unwrap();
    encoder.finish().unwrap()
}

/// One zstd frame of one raw block, without checksum.
fn zstd(text: &[u8]) -> Vec<u8> {
    let size = u32::try_from(text.len()).unwrap();
    let mut out = vec![0x28, 0xB5, 0x2F, 0xFD, 0xA0];
    out.extend(size.to_le_bytes());
    out.extend(&(1 | size << 3).to_le_bytes()[..3]);
    out.extend(text);
    out
}

fn reading(bytes: &[u8], encoding: Option<&str>) -> HistoriesRead {
    let directory = tempfile::tempdir().unwrap();
    let path = written(&directory, "log.csv", bytes);
    let mut source = of_files(&[&path]);
    source.encoding = encoding.map(str::to_owned);
    read_channels(&source)
}

fn agrees(seen: &HistoriesRead) {
    assert!(codes(&seen.diagnostics).is_empty(), "{:?}", seen.diagnostics);
    assert_eq!(seen.channels[0].channel, "客服");
    assert_eq!(seen.channels[0].totals.offered, 2.0);
    assert_eq!(seen.channels[0].totals.wait_seconds, 25.0);
}

#[test]
fn every_member_of_a_compressed_file_is_read() {
    let (head, tail) = TEXT.as_bytes().split_at(40);
    agrees(&reading(&gzip(TEXT.as_bytes()), None));
    agrees(&reading(&[gzip(head), gzip(tail)].concat(), None));
    agrees(&reading(&zstd(TEXT.as_bytes()), None));
    let level = ruzstd::encoding::CompressionLevel::Fastest;
    agrees(&reading(&ruzstd::encoding::compress_to_vec(TEXT.as_bytes(), level), None));
    let skippable = [0x53, 0x2A, 0x4D, 0x18, 3, 0, 0, 0, 1, 2, 3];
    agrees(&reading(&[&skippable[..], &zstd(head), &skippable, &zstd(tail)].concat(), None));
}

#[test]
fn damaged_compression_refuses_the_file() {
    let whole = gzip(TEXT.as_bytes());
    for damaged in [&whole[..whole.len() - 6], &whole[..12], &[&whole[..], b"tail"].concat()] {
        assert_eq!(codes(&reading(damaged, None).diagnostics), ["E404"]);
    }
    let frame = zstd(TEXT.as_bytes());
    for damaged in [&frame[..frame.len() - 6], &frame[..6], &[&frame[..], b"tail"].concat()] {
        assert_eq!(codes(&reading(damaged, None).diagnostics), ["E404"]);
    }
    assert_eq!(codes(&reading(&gzip(&whole), None).diagnostics), ["E406"]);
}

#[test]
fn a_bomb_of_plausible_rows_stops_at_its_ratio() {
    let row = "2025-03-03T09:00:05,phone,12\n".repeat(40_000);
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(b"timestamp,channel,wait_seconds\n").unwrap();
    let mut packed = encoder.finish().unwrap();
    let member = gzip(row.as_bytes());
    let ratio = row.len() / member.len();
    println!("{ratio} to 1");
    for _ in 0..200 {
        packed.extend(&member);
    }
    let seen = reading(&packed, None);
    let refused = codes(&seen.diagnostics).contains(&"E405");
    assert_eq!(refused, ratio > 500);
    assert_eq!(seen.files[0].input.rows_read, seen.files[0].input.rows_accepted);
}

#[test]
fn named_encodings_are_decoded_and_meaningless_bytes_reject_their_row() {
    let (gbk, ..) = encoding_rs::GB18030.encode(TEXT);
    agrees(&reading(&gbk, Some("gb18030")));
    agrees(&reading(&gbk, Some("GBK")));
    let unnamed = reading(&gbk, None);
    assert_eq!(codes(&unnamed.diagnostics), ["E420", "E420", "E440"]);
    assert!(unnamed.diagnostics[0].help.as_ref().unwrap().contains("gb18030"));
    let mut spoilt = gbk.to_vec();
    let last = spoilt.len() - 4;
    spoilt[last] = 0xFF;
    let seen = reading(&spoilt, Some("gb18030"));
    assert_eq!((codes(&seen.diagnostics), seen.files[0].input.rows_accepted), (vec!["E420"], 1));
    assert_eq!(codes(&reading(TEXT.as_bytes(), Some("klingon")).diagnostics), ["E409"]);
}

#[test]
fn utf_16_is_read_by_its_mark_or_its_name() {
    let little: Vec<u8> = TEXT.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let big: Vec<u8> = TEXT.encode_utf16().flat_map(u16::to_be_bytes).collect();
    agrees(&reading(&[&[0xFF, 0xFE], &little[..]].concat(), None));
    agrees(&reading(&[&[0xFE, 0xFF], &big[..]].concat(), None));
    agrees(&reading(&little, Some("utf-16le")));
    assert_eq!(codes(&reading(&little, None).diagnostics), ["E406"]);
    agrees(&reading(&[b"\xEF\xBB\xBF", TEXT.as_bytes()].concat(), None));
}

#[test]
fn only_regular_files_are_read() {
    let directory = tempfile::tempdir().unwrap();
    let absent = directory.path().join("absent.csv");
    for (path, code) in [(absent.as_path(), "E401"), (directory.path(), "E402")] {
        let seen = read_channels(&of_files(&[path]));
        assert_eq!((codes(&seen.diagnostics), seen.files.len()), (vec![code], 0));
    }
    if cfg!(unix) {
        for device in ["/dev/null", "/dev/zero"] {
            assert_eq!(codes(&read_channels(&of_files(&[Path::new(device)])).diagnostics), ["E402"]);
        }
    }
}

#[test]
fn the_hash_is_that_of_the_stored_bytes_even_where_reading_stops() {
    let sha = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
    assert_eq!(reading(b"", None).files[0].input.sha256, sha, "the digest of no bytes, from FIPS 180-4");
    let long = format!("<html>{}", "x".repeat(1 << 20));
    let seen = reading(long.as_bytes(), None);
    assert_eq!(codes(&seen.diagnostics), ["E406"]);
    let directory = tempfile::tempdir().unwrap();
    let path = written(&directory, "page", long.as_bytes());
    let told = std::process::Command::new("sha256sum").arg(&path).output();
    if let Ok(told) = told {
        assert!(String::from_utf8_lossy(&told.stdout).starts_with(&seen.files[0].input.sha256));
    }
}
