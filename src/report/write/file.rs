//! Whole files or none: a result is written beside its place, then moved there.

use std::fs;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use tempfile::{Builder, NamedTempFile};

/// Links followed before a chain of them counts as a loop.
const LINKS: usize = 40;

/// A file that is complete on disk but not yet in its place.
#[derive(Debug)]
pub struct Staged {
    place: PathBuf,
    file: Option<NamedTempFile>,
    bytes: Vec<u8>,
}

/// Writes the bytes beside the place they are meant for; nothing there changes yet. A link is followed, and what is
/// no ordinary file (a pipe, a device) is left for [`Staged::keep`].
///
/// # Errors
/// Any failure to write, with the cause of the machine.
pub fn stage(path: &Path, bytes: &[u8]) -> io::Result<Staged> {
    let mut staging = Staging::begin(path)?;
    staging.write_all(bytes)?;
    staging.finish()
}

/// A file that is being written beside its place, part by part.
#[derive(Debug)]
pub(super) struct Staging {
    place: PathBuf,
    there: Option<fs::Metadata>,
    file: Option<BufWriter<NamedTempFile>>,
    bytes: Vec<u8>,
}

impl Staging {
    /// Begins a file; see [`stage`].
    pub(super) fn begin(path: &Path) -> io::Result<Self> {
        let special = fs::metadata(path).is_ok_and(|there| !there.is_file());
        let place = if special { path.to_path_buf() } else { followed(path)? };
        let there = fs::metadata(&place).ok();
        if there.as_ref().is_some_and(fs::Metadata::is_dir) {
            return Err(io::Error::new(io::ErrorKind::IsADirectory, "it is a folder"));
        }
        if there.as_ref().is_some_and(|there| !there.is_file()) {
            return Ok(Self { place, there, file: None, bytes: Vec::new() });
        }
        let folder = match place.parent() {
            Some(folder) if !folder.as_os_str().is_empty() => folder,
            _ => Path::new("."),
        };
        let file = builder(there.as_ref()).tempfile_in(folder).map_err(cause)?;
        Ok(Self { place, there, file: Some(BufWriter::new(file)), bytes: Vec::new() })
    }

    /// The whole file, on disk.
    pub(super) fn finish(self) -> io::Result<Staged> {
        let Self { place, there, file, bytes } = self;
        let Some(file) = file else { return Ok(Staged { place, file: None, bytes }) };
        let file = file.into_inner().map_err(io::IntoInnerError::into_error)?;
        file.as_file().sync_all()?;
        if let Some(there) = there {
            file.as_file().set_permissions(there.permissions())?;
        }
        Ok(Staged { place, file: Some(file), bytes })
    }
}

impl Write for Staging {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match &mut self.file {
            Some(file) => file.write(bytes),
            None => self.bytes.write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.as_mut().map_or(Ok(()), BufWriter::flush)
    }
}

impl Staged {
    /// Moves the file to its place.
    ///
    /// # Errors
    /// Any failure to move or, for a pipe or device, to write.
    pub fn keep(self) -> io::Result<()> {
        match self.file {
            Some(file) => file.persist(&self.place).map(drop).map_err(|refused| refused.error),
            None => {
                let mut there = fs::OpenOptions::new().write(true).open(&self.place)?;
                there.write_all(&self.bytes)?;
                there.flush()
            }
        }
    }
}

/// The machine's own error, without the name of a file that nobody asked for.
fn cause(error: io::Error) -> io::Error {
    if error.raw_os_error().is_none() { io::Error::from(error.kind()) } else { error }
}

/// The place a path means, behind links that may lead to a file that is not there yet.
fn followed(path: &Path) -> io::Result<PathBuf> {
    let mut place = path.to_path_buf();
    for _ in 0..LINKS {
        match fs::read_link(&place) {
            Ok(target) => place = place.parent().unwrap_or(Path::new("")).join(target),
            Err(_) => return Ok(place),
        }
    }
    Err(io::Error::other("too many links"))
}

#[cfg(unix)]
fn builder(there: Option<&fs::Metadata>) -> Builder<'static, 'static> {
    use std::os::unix::fs::PermissionsExt;
    let mut builder = Builder::new();
    builder.prefix(".plan-");
    if there.is_none() {
        builder.permissions(fs::Permissions::from_mode(0o666));
    }
    builder
}

#[cfg(not(unix))]
fn builder(_there: Option<&fs::Metadata>) -> Builder<'static, 'static> {
    let mut builder = Builder::new();
    builder.prefix(".plan-");
    builder
}
