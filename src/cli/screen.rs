//! Where words go: the result to standard output, everything else to standard error.

use super::args::{Talk, When};
use super::exit::Stop;
use crate::report::write::{Screen, shown};
use anstream::{AutoStream, ColorChoice};
use indicatif::{ProgressBar, ProgressStyle};
use std::io::{self, IsTerminal, Write};
use std::sync::mpsc::{Sender, channel};
use std::thread::JoinHandle;
use std::time::Duration;

/// Width of a result that no terminal shows: the same bytes wherever it goes.
const PIPED_WIDTH: u16 = 80;
/// Narrower terminals scroll sideways.
const LEAST_WIDTH: u16 = 60;
/// A run shorter than this shows no progress.
const PATIENCE: Duration = Duration::from_millis(500);

/// How to talk to the person.
#[derive(Debug, Clone, Copy)]
pub(super) struct Voice {
    /// Of standard output.
    pub out: Screen,
    /// Of standard error.
    pub err: Screen,
    /// Only errors are said.
    pub quiet: bool,
    /// Also what was read and written.
    pub verbose: bool,
}

impl Voice {
    /// As the flags, the terminal and `NO_COLOR` have it.
    pub(super) fn new(talk: Talk) -> Self {
        let color = |auto: ColorChoice| match talk.color {
            When::Auto => auto != ColorChoice::Never,
            When::Always => true,
            When::Never => false,
        };
        let (out, err) = (io::stdout(), io::stderr());
        Self {
            out: Screen { width: width(out.is_terminal()), color: color(AutoStream::choice(&out)) },
            err: Screen { width: width(err.is_terminal()), color: color(AutoStream::choice(&err)) },
            quiet: talk.quiet,
            verbose: talk.verbose,
        }
    }

    /// A message; a standard error that is gone takes no one down.
    pub(super) fn say(&self, words: &str) {
        let _ = writeln!(io::stderr().lock(), "{}", words.trim_end());
    }

    /// An error in one line, its text made harmless.
    pub(super) fn error(&self, words: &str) {
        let (red, plain) = if self.err.color { ("\u{1b}[1;31m", "\u{1b}[0m") } else { ("", "") };
        self.say(&format!("{red}error{plain}: {}", shown(words)));
    }
}

/// The result, whole and flushed.
pub(super) fn print(result: &str) -> Result<(), Stop> {
    let mut out = io::stdout().lock();
    out.write_all(result.as_bytes()).and_then(|()| out.flush()).map_err(Stop::of_write)
}

fn width(terminal: bool) -> u16 {
    let size = if terminal { terminal_size::terminal_size() } else { None };
    size.map_or(PIPED_WIDTH, |(width, _)| width.0.max(LEAST_WIDTH))
}

/// A spinner on a terminal's standard error while something takes long; gone when dropped.
pub(super) struct Progress {
    watcher: Option<(Sender<()>, JoinHandle<()>)>,
}

impl Progress {
    /// Begins to wait.
    pub(super) fn start(voice: &Voice, words: &'static str) -> Self {
        if voice.quiet || !io::stderr().is_terminal() {
            return Self { watcher: None };
        }
        let (done, waiting) = channel();
        let watcher = std::thread::spawn(move || {
            if waiting.recv_timeout(PATIENCE).is_ok() {
                return;
            }
            let spinner = ProgressBar::new_spinner().with_message(words);
            if let Ok(style) = ProgressStyle::with_template("{spinner} {msg}, {elapsed}") {
                spinner.set_style(style);
            }
            spinner.enable_steady_tick(Duration::from_millis(120));
            let _ = waiting.recv();
            spinner.finish_and_clear();
        });
        Self { watcher: Some((done, watcher)) }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        if let Some((done, watcher)) = self.watcher.take() {
            let _ = done.send(());
            let _ = watcher.join();
        }
    }
}
