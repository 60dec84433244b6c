//! `plan explain`: what the code of a message means.

use crate::cli::args::Explain;
use crate::cli::exit::{Ended, Stop};
use crate::cli::screen::{Voice, print};
use crate::input::codes;
use crate::report::write::terminal;
use crate::report::{Block, Cell, Column, Document, Table, cautions};

/// One code in full, or all in a line each.
pub(in crate::cli) fn run(args: &Explain, voice: &Voice) -> Result<Ended, Stop> {
    let document = match &args.code {
        None => list(),
        Some(code) => entry(&code.to_ascii_uppercase()).ok_or_else(|| {
            Stop::refused(format!("no message has the code `{code}`; `plan explain` lists all codes"))
        })?,
    };
    print(&terminal(&document, voice.out))?;
    Ok(Ended::Done)
}

fn entry(code: &str) -> Option<Document> {
    let of_input = codes::explain(code).map(|one| (one.code, one.title, one.text));
    let (code, title, text) =
        of_input.or_else(|| cautions::explain(code).map(|one| (one.code, one.title, one.text)))?;
    let blocks = vec![Block::Title(format!("{code}: {title}")), Block::Text(text.into())];
    Some(Document { blocks })
}

fn list() -> Document {
    let of_input = codes::all().map(|one| (one.code, one.title));
    let of_report = cautions::all().iter().map(|one| (one.code, one.title));
    let mut table = Table::new("", vec![Column::labels("code"), Column::words("meaning")]);
    table.rows =
        of_input.chain(of_report).map(|(code, title)| vec![Cell::text(code), Cell::text(title)]).collect();
    Document { blocks: vec![Block::Table(table)] }
}
