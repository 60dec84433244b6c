//! The rows of one text, read in blocks by several threads; what comes out does not depend on how many they are.
//!
//! Every thread takes the next block, reads it, and waits for its turn to put what it found into the books: blocks are
//! booked in the order of the text. The counts of a log are whole numbers, which each thread adds up on its own.

mod booked;
mod pass;
mod thread;

pub(super) use booked::Books;
pub(super) use pass::{Course, Passed, pass, pass_sheet};
