//! Files that a plan names: relative to the plan, on this machine, regular, and there.

use crate::input::fields::Field;
use crate::input::findings::Diagnostic;
use crate::input::history::SourceFile;
use std::cell::RefCell;
use std::collections::HashMap;
use std::path::{Path, PathBuf};

/// The most files that one pattern may find.
const MOST_FILES: usize = 10_000;

/// Where the plan lies, and what was already looked up.
#[derive(Debug)]
pub(in crate::input) struct Places {
    folder: PathBuf,
    home: Option<PathBuf>,
    known: RefCell<HashMap<String, Found>>,
}

/// The files behind one written path, or what is wrong with it.
#[derive(Debug, Clone)]
struct Found {
    files: Vec<SourceFile>,
    fault: Option<Fault>,
}

/// A code, what was found, and the way out.
type Fault = (&'static str, String, String);

impl Places {
    /// The places of a plan file.
    pub(crate) fn of(plan: &str) -> Self {
        let folder = Path::new(plan).parent().filter(|folder| !folder.as_os_str().is_empty());
        let folder = folder.map_or_else(|| PathBuf::from("."), Path::to_path_buf);
        let real = folder.canonicalize().ok();
        let repository =
            real.as_ref().and_then(|real| real.ancestors().find(|above| above.join(".git").exists()));
        let home = repository.map(Path::to_path_buf).or(real);
        Self { folder, home, known: RefCell::default() }
    }

    /// The files that a value names; findings where it names none.
    pub(crate) fn files(&self, field: &Field<'_>) -> Vec<SourceFile> {
        field.one_or_list().iter().flat_map(|item| self.one(item)).collect()
    }

    fn one(&self, field: &Field<'_>) -> Vec<SourceFile> {
        let Some(written) = field.text() else { return Vec::new() };
        let known = self.known.borrow().get(written).cloned();
        let found = known.unwrap_or_else(|| {
            let found = self.look_up(written);
            self.known.borrow_mut().insert(written.to_owned(), found.clone());
            found
        });
        if let Some((code, message, help)) = found.fault {
            let message = format!("`{}` {message}", field.path);
            let finding = if code.starts_with('W') {
                Diagnostic::warning(code, field.node.at, message)
            } else {
                field.fault(code, message)
            };
            field.out.add(finding.help(help));
        }
        found.files
    }

    fn look_up(&self, written: &str) -> Found {
        if let Some(fault) = unusable(written) {
            return Found { files: Vec::new(), fault: Some(fault) };
        }
        let files = match pattern(written) {
            Some(_) => self.matches(written),
            None => Ok(vec![SourceFile::at(self.folder.join(written), written)]),
        };
        match files {
            Err(fault) => Found { files: Vec::new(), fault: Some(fault) },
            Ok(files) => {
                let fault = files.iter().find_map(|file| self.checked(file));
                let refused = fault.as_ref().is_some_and(|(code, ..)| code.starts_with('E'));
                Found { files: if refused { Vec::new() } else { files }, fault }
            }
        }
    }

    /// What is wrong with a single file.
    fn checked(&self, file: &SourceFile) -> Option<Fault> {
        let (written, path) = (&file.written, file.path()?);
        let kind = match std::fs::metadata(path) {
            Ok(kind) => kind,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
                let help = format!("paths are relative to the plan file; looked for {}", path.display());
                return Some(("E212", format!("names `{written}`, which is not there"), help));
            }
            Err(error) => {
                let help = format!("looked for {}", path.display());
                return Some(("E212", format!("names `{written}`, which cannot be opened: {error}"), help));
            }
        };
        if kind.is_dir() {
            let help = "name the files, or use a pattern like \"histories/*.csv\"".to_owned();
            return Some(("E212", format!("names `{written}`, which is a folder"), help));
        }
        if !kind.is_file() {
            let help = "only regular files are read".to_owned();
            return Some(("E212", format!("names `{written}`, which is a device or pipe, not a file"), help));
        }
        let (real, home) = (path.canonicalize().ok()?, self.home.as_ref()?);
        (!real.starts_with(home)).then(|| {
            let help = "keep data beside the plan, so that both travel together".to_owned();
            ("W505", format!("names `{written}`, which lies outside the plan's folder"), help)
        })
    }

    /// The files that a pattern in the last part of a path finds, sorted by name.
    fn matches(&self, written: &str) -> Result<Vec<SourceFile>, Fault> {
        let (folder, last) = written.rsplit_once(['/', '\\']).unwrap_or(("", written));
        let refused = |message: String| -> Fault {
            ("E211", message, "use `*` and `?` in the file name only: \"histories/*.csv\"".to_owned())
        };
        if folder.contains(['*', '?']) || last.contains("**") {
            return Err(refused(format!("holds the pattern `{written}`, which may search many folders")));
        }
        let prefix = &written[..written.len() - last.len()];
        let listing = std::fs::read_dir(self.folder.join(if prefix.is_empty() { "." } else { prefix }));
        let mut names: Vec<String> = listing
            .map_err(|error| {
                refused(format!("holds the pattern `{written}`, but its folder cannot be read: {error}"))
            })?
            .take(MOST_FILES)
            .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
            .filter(|name| like(last.as_bytes(), name.as_bytes()))
            .collect();
        names.sort();
        if names.is_empty() {
            return Err(refused(format!("holds the pattern `{written}`, which finds no file")));
        }
        let file = |name: &String| {
            let written = format!("{prefix}{name}");
            SourceFile::at(self.folder.join(&written), &written)
        };
        Ok(names.iter().map(file).collect())
    }
}

fn unusable(written: &str) -> Option<Fault> {
    let fault = |message: &str, help: &str| Some(("E211", message.to_owned(), help.to_owned()));
    if written.trim().is_empty() {
        fault("is an empty path", "name a file relative to the plan")
    } else if written.contains("://") || written.starts_with("\\\\") || written.starts_with("//") {
        fault("is an address in a network", "copy the file beside the plan and name that")
    } else if written.len() > 4096 || written.contains('\0') {
        fault("is no path", "name a file relative to the plan")
    } else {
        None
    }
}

fn pattern(written: &str) -> Option<usize> {
    written.find(['*', '?'])
}

/// Whether a name is like a pattern of `*` and `?`.
fn like(pattern: &[u8], name: &[u8]) -> bool {
    let (mut p, mut n) = (0, 0);
    let mut star: Option<(usize, usize)> = None;
    while n < name.len() {
        if p < pattern.len() && pattern[p] == b'*' {
            star = Some((p, n));
            p += 1;
        } else if p < pattern.len() && (pattern[p] == b'?' || pattern[p] == name[n]) {
            (p, n) = (p + 1, n + 1);
        } else if let Some((at, from)) = star {
            star = Some((at, from + 1));
            (p, n) = (at + 1, from + 1);
        } else {
            return false;
        }
    }
    pattern[p..].iter().all(|&byte| byte == b'*')
}

#[cfg(test)]
mod tests {
    use super::like;

    #[test]
    fn a_star_stands_for_any_letters_and_a_question_mark_for_one() {
        for (pattern, name, fits) in [
            ("*.csv", "chat.csv", true),
            ("chat-202?.csv", "chat-2026.csv", true),
            ("*a*b*", "xaxxbx", true),
            ("*.csv", "chat.csv.gz", false),
            ("?", "", false),
        ] {
            assert_eq!(like(pattern.as_bytes(), name.as_bytes()), fits, "{pattern} {name}");
        }
    }
}
