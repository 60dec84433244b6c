//! What a reader of all channels wants beside the counts.

use crate::model::Reject;
use crate::units::Seconds;
use std::num::NonZeroUsize;

/// Takes a rejected row of a file, named as written; rows come in the order of the files.
pub type TakesReject<'a> = dyn FnMut(&str, &Reject) + Send + 'a;

/// What is asked beside the counts; [`Asked::default`] asks for nothing.
#[derive(Default)]
pub struct Asked<'a> {
    /// Contacts answered, and those who gave up, within this time are counted.
    pub within: Option<Seconds>,
    /// The fingerprint (SHA-256) of every file is wanted; without it `InputFile::sha256` is empty.
    pub fingerprint: bool,
    /// Rejected rows that each file's account keeps one by one.
    pub rejects_kept: usize,
    /// Takes every rejected row.
    pub rejects: Option<Box<TakesReject<'a>>>,
    /// Bytes of the blocks that a text is read in; results do not depend on it.
    pub block: Option<usize>,
    /// Threads to read with; as many as there are cores where left out. Results do not depend on it.
    pub threads: Option<NonZeroUsize>,
}
