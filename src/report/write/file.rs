//! Whole files or none: a result is written beside its place, then moved there.

use std::fs;
use std::io::{self, Write};
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
    let special = fs::metadata(path).is_ok_and(|there| !there.is_file());
    let place = if special { path.to_path_buf() } else { followed(path)? };
    let there = fs::metadata(&place).ok();
    if there.as_ref().is_some_and(fs::Metadata::is_dir) {
        return Err(io::Error::new(io::ErrorKind::IsADirectory, "it is a folder"));
    }
    if there.as_ref().is_some_and(|there| !there.is_file()) {
        return Ok(Staged { place, file: None, bytes: bytes.to_vec() });
    }
    let folder = match place.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    };
    let mut file = builder(there.as_ref()).tempfile_in(folder)?;
    file.write_all(bytes)?;
    file.as_file().sync_all()?;
    if let Some(there) = there {
        file.as_file().set_permissions(there.permissions())?;
    }
    Ok(Staged { place, file: Some(file), bytes: Vec::new() })
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
