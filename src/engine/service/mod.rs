//! Service: what the staff that is there gives customers, interval by interval, the queue carried on.
//!
//! A [`Pool`](pool::Pool) is a set of teams and channels that share people; its [`PoolWorld`] lays people over the
//! day ([`sharing`]) and asks each channel's [`Desk`](desk::Desk) for the day's service; the [`Table`](table::Table)
//! keeps those days for the replications, which meet them by [`strip`].

pub(super) mod deferred;
pub(super) mod desk;
pub(super) mod need;
pub(super) mod pool;
pub(super) mod run;
pub(super) mod sharing;
pub(super) mod strip;
pub(super) mod sums;
pub(super) mod table;
pub(super) mod world;
