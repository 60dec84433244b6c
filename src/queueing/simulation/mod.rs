//! Queues replayed contact by contact: any handling law, a day of changing rates and staff, several teams and channels.
//!
//! The pure part is one kernel, [`simulate`]: given moments of arrival, handling times and patience it says what becomes of
//! each contact, first come first served. [`Simulation`] draws days, serves them by the same rules and keeps only sums,
//! so that its memory does not grow with the number of days. No threads and no global state: a day's draws depend on the
//! seed, the day and the purpose alone, and batches of days may be computed anywhere and put together in order.
//!
//! | part | noun |
//! |---|---|
//! | `kernel` | contacts through a changing staff, one record each |
//! | `seats` | how many people are on seat when |
//! | `crew` | the moments at which people become free, as a tournament |
//! | `chat` | a day of agents who hold several chats |
//! | `handling` | the law of handling times |
//! | `streams` | named random streams |
//! | `day` | days drawn and served |
//! | `tally` | sums by slot |
//! | `summary` | means with standard errors from batches |
//! | `steady` | one long constant run |
//! | [`routing`] | several teams and channels |
//!
//! Staff follow the exhaustive rule of \[Ingolfsson2007\]: at a rise new people take waiting contacts at once; at a drop the
//! idle leave first, then busy ones, drawn by lot, after the contact in hand. After the last slot its staff stay until
//! all are answered. Abandonment is exact: a contact that gives up takes nobody's time.

mod chat;
mod crew;
mod day;
mod handling;
mod kernel;
pub mod routing;
mod seats;
mod steady;
mod streams;
mod summary;
mod tally;

pub use day::{Customers, Draws, Simulation, TooMany, batches};
pub use handling::HandlingLaw;
pub use kernel::{Contact, Fate, simulate};
pub use seats::SeatSchedule;
pub use steady::{Length, steady};
pub use summary::{Estimate, SlotSummary, Summary, summary};
pub use tally::Batch;
