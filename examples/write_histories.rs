//! Writes the example histories, survey and roster that the plan files under `plans/` read.
//!
//! ```text
//! cargo run --release --example write_histories             # into examples/histories
//! cargo run --release --example write_histories -- DIR      # into another directory
//! ```
//!
//! Nothing here was measured. It is a made-up online shop whose truth is known, so that a forecast, a fitted patience,
//! a hazard by tenure or a CSAT coefficient can be held against it. The same program gives the same bytes everywhere:
//! all randomness is counted off from one seed and all transcendental functions come from `libm`.
//!
//! # Inquiries, 2025-07-01 to 2026-09-30 (`demand`, `contacts`)
//! Mean of a day = level × growth × day of the week × event, spread over the day by a weekday or a weekend profile.
//!
//! | | chat | phone | tickets |
//! |---|---|---|---|
//! | level in September 2026, a day | 4,000 | 1,000 | 420 |
//! | growth a month | +1.2 % | +0.6 % | +0.8 % |
//! | 11 November 2025 (1 to 12 November in `demand`) | × 2.40 | × 1.80 | × 1.55 |
//! | 12 December 2025 | × 2.20 | × 1.60 | × 1.40 |
//! | 17 February 2026, New Year's Day | × 0.45 | × 0.42 | × 0.49 |
//! | 18 June 2026 | × 1.45 | × 1.25 | × 1.20 |
//! | gamma factor of a day, coefficient of variation | 3.5 % | 4 % | 5 % |
//! | gamma factor of a half-hour | 6 % | 6 % | 10 % |
//! | handle time, mean | 292 s | 254 s | 470 s |
//! | handle time, coefficient of variation | 0.65 | 0.70 | 0.80 |
//! | mean patience | 360 s | 90 s | – |
//! | days without any row | 2 | 3 | 2 |
//!
//! - All channels of a day share a slow drift of the level: AR(1), standard deviation 2 %, correlation 0.92 a day.
//! - Counts are Poisson around mean × day factor × half-hour factor: more scattered than Poisson alone.
//! - Handle times are lognormal, 2 % shorter before noon, 3 % longer after 20:00. Newcomers, 8 % of the staff and 16 %
//!   from October to December 2025, take a quarter longer: the mean over all contacts is 2 % to 4 % above the table.
//! - Abandonment is Erlang A with the patience above, against staff planned for the mean of the day; the planners
//!   foresaw only part of each peak, so that it rises on 11 November. Ticket writers never give up.
//! - 80 % of tickets are resolved with the first answer.
//!
//! # Survey (`people`)
//! Logit of the probability that a customer gives 4 or 5, from chats and calls:
//! `0.95 − 0.20 · ln(1 + wait / 60 s) + 1.00 · resolved − 0.685 · contacts_before − 0.30 · transfers
//! − 0.30 · [tenure_months < 3]`.
//!
//! # Roster (`people`)
//! Everybody employed on or after 2023-10-01 in a service department of about 170; leavers are recorded from that
//! day on (the `--window-start` of a fit) to 2026-09-30. Hazard of leaving, a year: 0.60 in the first three months of
//! tenure, 0.33 to the end of the first year, 0.20 after that, whatever the grade and source. 5 % of those who start
//! do not pass their training and leave after 30 days, on top of the hazard.

#[path = "write_histories/contacts.rs"]
mod contacts;
#[path = "write_histories/demand.rs"]
mod demand;
#[path = "write_histories/people.rs"]
mod people;
#[path = "write_histories/random.rs"]
mod random;

use flate2::{Compression, GzBuilder};
use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

fn main() -> io::Result<()> {
    let directory =
        std::env::args_os().nth(1).map_or_else(|| PathBuf::from("examples/histories"), PathBuf::from);
    std::fs::create_dir_all(&directory)?;
    write_gzip(&directory, "chat.csv.gz", &contacts::interval_counts(&demand::CHAT))?;
    write_gzip(&directory, "phone.csv.gz", &contacts::interval_counts(&demand::PHONE))?;
    write_gzip(&directory, "tickets.csv.gz", &contacts::ticket_log(&demand::TICKETS))?;
    write_plain(&directory, "survey.csv", &people::survey())?;
    write_plain(&directory, "roster.csv", &people::roster())
}

/// Packs with a header that holds neither a time nor a file name nor a system, so that the bytes stay the same.
fn write_gzip(directory: &Path, name: &str, text: &str) -> io::Result<()> {
    const UNKNOWN_SYSTEM: u8 = 255;
    let file = BufWriter::new(File::create(directory.join(name))?);
    let mut packed =
        GzBuilder::new().mtime(0).operating_system(UNKNOWN_SYSTEM).write(file, Compression::best());
    packed.write_all(text.as_bytes())?;
    packed.finish()?.flush()?;
    report(name, text)
}

fn write_plain(directory: &Path, name: &str, text: &str) -> io::Result<()> {
    std::fs::write(directory.join(name), text)?;
    report(name, text)
}

fn report(name: &str, text: &str) -> io::Result<()> {
    writeln!(io::stdout(), "{name}: {} rows", text.lines().count() - 1)
}
