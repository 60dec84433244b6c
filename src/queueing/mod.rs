//! Queueing: how long contacts wait for so many agents.
