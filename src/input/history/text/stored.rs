//! Stored bytes: only of regular files, gzip and zstd by their magic, every member, never past the limit on inflation.

use super::zstd::{ZstdFrames, is_zstd};
use super::{encoding, sniff};
use crate::input::history::books::{At, Flaw, of_file, shown};
use crate::input::{Diagnostic, Severity, SourceFile, Stored as Place};
use flate2::bufread::MultiGzDecoder;
use sha2::{Digest, Sha256};
use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};
use std::path::Path;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// Bytes that a compressed file may inflate to.
const INFLATED_LIMIT: u64 = 8 << 30;
/// Bytes that a compressed file may inflate to whatever its ratio.
pub(super) const INFLATED_FREE: u64 = 64 << 20;
/// Bytes of a stream: its rows are held in memory.
const STREAM_LIMIT: u64 = 512 << 20;
/// Times its size that a larger one may inflate to: logs compress by 5 to 50, bombs by 1,000.
pub(super) const RATIO_LIMIT: u64 = 500;

/// First bytes of a zip archive, as workbooks are.
const ARCHIVE: &[u8] = b"PK\x03\x04";

/// The text of a file, and the account of its stored bytes.
pub(in crate::input) struct Opened {
    /// What is read: stored bytes at first, after [`Opened::decode`] UTF-8 text.
    pub(in crate::input) text: Box<dyn Read + Send>,
    stored: Arc<Mutex<Stored>>,
    rest: Box<dyn Read + Send>,
}

struct Stored {
    /// `None` where no fingerprint is wanted.
    hasher: Option<Sha256>,
    bytes: u64,
}

impl Stored {
    fn shared() -> Arc<Mutex<Self>> {
        Arc::new(Mutex::new(Self { hasher: Some(Sha256::new()), bytes: 0 }))
    }
}

fn locked<T>(shared: &Mutex<T>) -> MutexGuard<'_, T> {
    shared.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Opened {
    /// Opens a file of a source, or standard input.
    pub(in crate::input) fn of(file: &SourceFile, fingerprint: bool) -> Result<Self, Box<Diagnostic>> {
        let opened = match &file.stored {
            Place::File(path) => Self::open(path, &file.written)?,
            Place::Stdin => Self::over(Box::new(io::stdin()), u64::MAX),
            Place::Bytes(bytes) => Self::over(Box::new(io::Cursor::new(Arc::clone(bytes))), u64::MAX),
        };
        if !fingerprint {
            locked(&opened.stored).hasher = None;
        }
        Ok(opened)
    }

    /// Opens a regular file; anything else is refused before a byte of it is read.
    pub(in crate::input) fn open(path: &Path, written: &str) -> Result<Self, Box<Diagnostic>> {
        let refuse = |code, message: String| Box::new(of_file(code, Severity::Error, written, message));
        let name = shown(written);
        let failed = |error: io::Error| match error.kind() {
            io::ErrorKind::NotFound => refuse("E401", format!("there is no file `{name}`")),
            _ => refuse("E403", format!("`{name}` cannot be read: {error}")),
        };
        let metadata = std::fs::metadata(path).map_err(failed)?;
        if metadata.is_dir() {
            return Err(refuse("E402", format!("`{name}` is a directory, not a file")));
        }
        if !metadata.is_file() {
            return Err(refuse("E402", format!("`{name}` is a device or a pipe, not a file")));
        }
        let file = File::open(path).map_err(failed)?;
        let rest = file.try_clone().map_err(failed)?;
        let stored = Stored::shared();
        let text = Box::new(Counted { inner: file, stored: Arc::clone(&stored) });
        Ok(Self { text, stored, rest: Box::new(rest) })
    }

    /// What comes from a stream that is open already, at most [`STREAM_LIMIT`] bytes of it.
    pub(in crate::input) fn stream(bytes: Box<dyn Read + Send>) -> Self {
        Self::over(bytes, STREAM_LIMIT + 1)
    }

    fn over(bytes: Box<dyn Read + Send>, limit: u64) -> Self {
        let stored = Stored::shared();
        let shared = Shared(Arc::new(Mutex::new(bytes.take(limit))));
        let text = Box::new(Counted { inner: shared.clone(), stored: Arc::clone(&stored) });
        Self { text, stored, rest: Box::new(shared) }
    }

    /// The bytes of a workbook that does not lie in a file, at most [`STREAM_LIMIT`] of them; `None` where it is none.
    pub(in crate::input::history) fn archive(&mut self) -> io::Result<Option<Vec<u8>>> {
        let mut bytes = Vec::new();
        (&mut self.text).take(ARCHIVE.len() as u64).read_to_end(&mut bytes)?;
        if bytes == ARCHIVE {
            (&mut self.text).take(STREAM_LIMIT).read_to_end(&mut bytes)?;
            return Ok(Some(bytes));
        }
        let rest = std::mem::replace(&mut self.text, Box::new(io::empty()));
        self.text = Box::new(io::Cursor::new(bytes).chain(rest));
        Ok(None)
    }

    /// Unpacks and decodes: from here on `text` is UTF-8 without byte-order mark, and bytes without meaning in a
    /// named encoding come as `0xFF`. Gives the name of the encoding.
    pub(in crate::input) fn decode(&mut self, encoding: Option<&str>) -> Result<&'static str, Flaw> {
        let encoding = encoding.map(encoding::named).transpose()?;
        let stored = std::mem::replace(&mut self.text, Box::new(io::empty()));
        let mut plain = unpacked(stored, Arc::clone(&self.stored)).map_err(|e| unreadable(&e))?;
        let prefix = sniff::prefix(&mut plain).map_err(|e| unreadable(&e))?;
        sniff::refuse_what_is_no_csv(&prefix, encoding.is_some())?;
        let encoding = encoding::of(&prefix, encoding);
        self.text = encoding::decoded(prefix, plain, encoding);
        Ok(encoding.name())
    }

    /// SHA-256 of the stored bytes, in hex, or nothing where none is wanted; reads what is left of them.
    pub(in crate::input) fn sha256(self) -> io::Result<String> {
        let Self { text, stored, rest } = self;
        drop(text);
        if locked(&stored).hasher.is_none() {
            return Ok(String::new());
        }
        io::copy(&mut Counted { inner: rest, stored: Arc::clone(&stored) }, &mut io::sink())?;
        let digest = locked(&stored).hasher.take().unwrap_or_default().finalize();
        Ok(digest.iter().map(|byte| format!("{byte:02x}")).collect())
    }
}

/// What a failure while reading means.
pub(in crate::input) fn unreadable(error: &io::Error) -> Flaw {
    match error.kind() {
        io::ErrorKind::FileTooLarge => Flaw::new("E405", At::START, error.to_string())
            .help("unpack it and look: is it really a history?"),
        io::ErrorKind::InvalidData | io::ErrorKind::InvalidInput | io::ErrorKind::UnexpectedEof => Flaw::new(
            "E404",
            At::START,
            format!("the compressed data is damaged: {}", shown(&error.to_string())),
        )
        .help("copy or export the file again"),
        _ => Flaw::new("E403", At::START, format!("the file cannot be read: {}", shown(&error.to_string()))),
    }
}

/// One stream with two handles, of which one is left to read what the other did not.
#[derive(Clone)]
struct Shared(Arc<Mutex<io::Take<Box<dyn Read + Send>>>>);

impl Read for Shared {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let mut stream = locked(&self.0);
        let read = stream.read(buffer)?;
        if stream.limit() == 0 {
            let message = format!("a stream of more than {} MiB", STREAM_LIMIT >> 20);
            return Err(io::Error::other(message));
        }
        Ok(read)
    }
}

struct Counted<R> {
    inner: R,
    stored: Arc<Mutex<Stored>>,
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(buffer)?;
        let mut stored = locked(&self.stored);
        if let Some(hasher) = &mut stored.hasher {
            hasher.update(&buffer[..read]);
        }
        stored.bytes += read as u64;
        Ok(read)
    }
}

fn unpacked(stored: Box<dyn Read + Send>, account: Arc<Mutex<Stored>>) -> io::Result<Box<dyn Read + Send>> {
    let mut stored = BufReader::with_capacity(64 * 1024, stored);
    let magic = stored.fill_buf()?;
    let inner: Box<dyn Read + Send> = if sniff::is_gzip(magic) {
        Box::new(MultiGzDecoder::new(stored))
    } else if is_zstd(magic) {
        Box::new(ZstdFrames::new(stored))
    } else {
        return Ok(Box::new(stored));
    };
    Ok(Box::new(Inflation { inner, account, inflated: 0 }))
}

/// A guard against files that inflate without end.
struct Inflation {
    inner: Box<dyn Read + Send>,
    account: Arc<Mutex<Stored>>,
    inflated: u64,
}

impl Read for Inflation {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(buffer)?;
        self.inflated += read as u64;
        let by_ratio = locked(&self.account).bytes.saturating_mul(RATIO_LIMIT).max(INFLATED_FREE);
        if self.inflated > by_ratio.min(INFLATED_LIMIT) {
            let message = format!(
                "the compressed data inflates past {} MiB, {RATIO_LIMIT} times its size or more",
                by_ratio.min(INFLATED_LIMIT) >> 20
            );
            return Err(io::Error::new(io::ErrorKind::FileTooLarge, message));
        }
        Ok(read)
    }
}
