//! Demand by interval: the agents each interval needs, or the service that given agents give.
//!
//! | part | noun |
//! |---|---|
//! | `live` | contacts that wait now, each interval as if it lasted |
//! | `carried` | the same, the queue carried over from interval to interval |
//! | `deferred` | contacts that are worked off a dated backlog |
//! | `course` | the rows of one channel in the order of time |
//! | `columns` | the answer under the names that tables have for it |

mod carried;
mod columns;
mod course;
mod deferred;
mod live;

pub use carried::{Handling, Over, Replay, TooLarge, carried};
pub use columns::{deferred_columns, live_columns};
pub use deferred::{BacklogTerms, DeferredAnswer, DeferredChannel, DeferredRow, deferred};
pub use live::{ChannelService, LiveAnswer, LiveMethod, LiveRow, LiveTerms, live};
